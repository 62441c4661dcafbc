//! The bounds: how large, how deep and how many things may be before something else is done with them.
//!
//! Owns each bound with its reason, in the order of the work. Must not know what happens beyond a bound: that is said where it
//! is applied. A description comes from anywhere, so that depth, size and time are bounded everywhere.

// Reading.

/// The depth to which values of a description may be nested. serde_json stops here by itself; YAML is held to the same.
pub(crate) const VALUE_DEPTH: usize = 127;

/// The depth to which the search for positions descends. No value that was accepted is nested deeper.
pub(crate) const POSITION_DEPTH: usize = 128;

/// The number of brackets that may be open at once in a YAML text before a parser decides whether they are nested too deep:
/// the time of serde_yaml grows with the square of that.
pub(crate) const OPEN_BRACKETS: usize = 1_000;

/// The size of the stack on which a description is read: more than the deepest takes. Memory is used only as far as the stack
/// grows.
pub(crate) const STACK_BYTES: usize = 64 * 1024 * 1024;

/// The number of Reference Objects that are followed one after the other before they are taken for a circle.
pub(crate) const REFERENCE_HOPS: usize = 100;

// Suggestions.

/// The length of the longest name that a suggestion is made for. Longer names were hardly written by hand.
pub(crate) const SUGGESTED_NAME_LENGTH: usize = 200;

/// The number of names that are ranked for a suggestion: a description may have thousands of names that are misspelt.
pub(crate) const SUGGESTION_CANDIDATES: usize = 5_000;

/// The number of names that are compared in full for a suggestion, which takes long.
pub(crate) const SUGGESTIONS_COMPARED: usize = 16;

/// The length of the shortest name that is taken for a mistyped keyword. Shorter ones have too many neighbours.
pub(crate) const MISTYPED_LENGTH: usize = 3;

/// The length of the shortest keyword that a name can be a mistyped form of, for the same reason.
pub(crate) const MISTYPED_KEYWORD_LENGTH: usize = 4;

// Merging schemas.

/// The number of schemas that are looked through on the way from one to what it refers to: more than any sensible chain has.
pub(crate) const SCHEMA_HOPS: usize = 64;

/// The number of schemas that are visited before alternatives inside alternatives are taken to ask for a type.
pub(crate) const ALTERNATIVES_VISITED: usize = 64;

/// The depth to which conjunctions inside conjunctions are merged.
pub(crate) const MERGE_DEPTH: usize = 100;

/// The factor by which writing alternatives out may multiply the schemas of a description.
pub(crate) const MERGE_GROWTH: usize = 4;

/// The factor by which forms for requests may multiply the schemas of a description.
pub(crate) const DIRECTION_GROWTH: usize = 4;

/// The number of schemas that hold for one value and are searched for what they require: more than any sensible conjunction has.
pub(crate) const CONJUNCTION_PARTS: usize = 64;

/// The number of pairs of a `oneOf` beside an `anyOf` that are written out. Nobody could use more of them as a type.
pub(crate) const ALTERNATIVE_PAIRS: usize = 16;

/// The depth of properties to which two schemas are compared for values that both allow. Deeper ones are taken to agree.
pub(crate) const EXCLUSION_DEPTH: usize = 4;

/// The number of schemas that are visited for the properties that one object implies.
pub(crate) const IMPLIED_VISITED: usize = 256;

// Questions about schemas.

/// The depth to which a value that a description states is held against its schema.
pub(crate) const CONSTRAINT_DEPTH: usize = 8;

/// The length of the longest array whose items are compared with each other. No default is longer.
pub(crate) const UNIQUE_ITEMS: usize = 1_000;

/// The depth of properties to which alternatives are summed up to see whether anything tells them apart.
pub(crate) const AMBIGUITY_DEPTH: usize = 2;

/// The depth of arrays in arrays to which alternatives are summed up.
pub(crate) const AMBIGUITY_ARRAYS: usize = 8;

// Names and documentation.

/// The length of the longest identifier. Longer ones are cut.
pub(crate) const IDENTIFIER_LENGTH: usize = 120;

/// The number of changed names that one diagnostic lists.
pub(crate) const RENAMES_LISTED: usize = 5;

/// The depth of arrays in arrays to which a variant is named after their items.
pub(crate) const ITEM_WORDS: usize = 4;

/// The length of the longest words of which the name of a shared schema table is made. Longer ones are no help.
pub(crate) const TABLE_NAME_LENGTH: usize = 60;

/// The length of the longest example or pattern that documentation shows. Longer ones are left to the description.
pub(crate) const EXAMPLE_LENGTH: usize = 80;

/// The length of the longest line of an example of a call, and the depth of models in models that it constructs. More would be no help.
pub(crate) const CALL_LENGTH: usize = 160;
pub(crate) const CALL_DEPTH: usize = 2;

/// The length of the longest number that documentation shows without an exponent.
pub(crate) const NUMBER_LENGTH: usize = 20;

// Types.

/// The depth to which arrays and maps without a name have a type of their own: rustc does not take types of any depth.
pub(crate) const UNNAMED_DEPTH: usize = 32;

/// The depth to which a stated value is written as a constant: rustc does not expand macros to any depth.
pub(crate) const CONSTANT_DEPTH: usize = 32;

/// The number of required properties that `new` takes as arguments. A struct with more takes them as a struct.
pub(crate) const NEW_ARGUMENTS: usize = 4;

/// The number of alternatives up to which a union holds objects without a box: a value of a union is as large as its largest
/// alternative, and of many one is large.
pub(crate) const UNBOXED_ALTERNATIVES: usize = 16;

/// The number of types up to which the compiler follows them without a higher limit of recursion.
pub(crate) const TYPES_WITHOUT_LIMIT: usize = 64;

/// The highest limit of recursion. No description has deeper chains of different types than this allows.
pub(crate) const RECURSION_LIMIT: usize = 8192;

// Comparing descriptions.

/// The number of times that uses of schemas are passed on to their parts. Once is enough where no schema contains itself, and each
/// more handles one more circle inside circles.
pub(crate) const DIFF_SWEEPS: usize = 64;

/// The depth to which schemas under `not`, `if` and `contains` are compared. Deeper ones are taken to differ.
pub(crate) const SAME_DEPTH: usize = 64;

/// The number of values that a sentence about a change lists.
pub(crate) const VALUES_LISTED: usize = 8;

/// The number of differences of the Rust API that are searched for what mentions another one.
pub(crate) const CAUSES_SEARCHED: usize = 5_000;

/// The number of items of the Rust API that a reader is shown of those that a change concerns.
pub(crate) const ITEMS_LISTED: usize = 3;

/// The number of operations that a reader is shown of those that a change concerns.
pub(crate) const OPERATIONS_LISTED: usize = 3;

// Writing code.

/// The number of lines of a generated file, as they are estimated, above which it is split: editors and reviewers' tools still open
/// such a file at once.
pub(crate) const FILE_LINES: usize = 20_000;

/// The number of Cargo features of a package.
///
/// Source: crates.io refuses a package with more.
pub(crate) const CARGO_FEATURES: usize = 300;

/// The number of arguments of a generated function, `self` included.
///
/// Source: Clippy warns of more (`too_many_arguments`).
pub(crate) const FUNCTION_ARGUMENTS: usize = 7;

/// The number of arguments of a generated constructor. It is Clippy's own limit.
pub(crate) const CONSTRUCTOR_ARGUMENTS: usize = 7;

/// The width that the lines of a table are kept within. It is that of rustfmt.
pub(crate) const TABLE_WIDTH: usize = 100;

// Reports.

/// The number of diagnostics of one code that are shown in full.
pub(crate) const DIAGNOSTICS_SHOWN: usize = 5;

/// The number of names that are listed where a selector selects nothing and is like none of them.
pub(crate) const SELECTORS_LISTED: usize = 8;

/// The number of characters of a line that are shown: documents may be one line of megabytes.
pub(crate) const EXCERPT_LENGTH: usize = 120;

/// The number of these characters that stand before the position that is shown.
pub(crate) const EXCERPT_BEFORE: usize = 40;

/// The number of properties from which on objects that say the same are one type. With fewer, many are the same by chance, and need
/// the same word too.
pub(crate) const DISTINCTIVE_PROPERTIES: usize = 5;
