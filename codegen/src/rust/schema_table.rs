//! The schema tables that requests and models are validated against.
//!
//! Owns their form. Each keyword has a variant of the same name in the runtime, which says what it means. Must not know how a table
//! is written.

pub use crate::api::Number;

use crate::at::At;

use super::Name;

/// A schema table.
#[derive(Debug, Clone)]
pub struct SchemaTable {
    /// The location of its schema.
    pub at: At,
    /// The name of its static.
    pub name: Name,
    /// Its keywords.
    pub keywords: Vec<Keyword>,
    /// What needs it.
    pub needed_by: SchemaTableUse,
    /// Examples of its values, for a mock server.
    pub examples: Vec<Literal>,
    /// Properties that a mock server does not respond with.
    pub left_out: Vec<String>,
}

/// What needs a schema table, which decides its file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SchemaTableUse {
    /// Operations alone.
    Operations,
    /// Operations and models.
    Both,
    /// Models alone.
    Models,
}

/// A model with a schema table.
#[derive(Debug, Clone)]
pub struct Validated {
    /// The model's name.
    pub model: Name,
    /// The table that its values must satisfy.
    pub schema_table: SchemaTableRef,
}

/// A reference to a schema table.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum SchemaTableRef {
    /// A constant of the runtime with this name: `ANY`, `STRING` and the like.
    Known(&'static str),
    /// A table of this crate.
    Named(Name),
}

/// A regular expression that an engine of the runtime takes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pattern {
    /// The name of its static.
    pub name: Name,
    /// Its text.
    pub source: String,
}

/// A JSON value as a constant.
#[derive(Debug, Clone, PartialEq)]
pub enum Literal {
    /// `null`
    Null,
    /// `true` or `false`
    Bool(bool),
    /// A number, always finite.
    Number(Number),
    /// A string.
    String(String),
    /// An array.
    Array(Vec<Literal>),
    /// An object.
    Object(Vec<(String, Literal)>),
}

/// A format that the runtime validates.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SchemaTableFormat {
    /// One that the runtime knows by this name.
    Known(&'static str),
    /// Another one by its name; its values are those from which the type of the user with this path can be read.
    Other(String, String),
}

/// Writes the enum of keywords, and lets each list its arguments: the list stands here once.
macro_rules! keywords {
    ($($(#[$doc:meta])* $Keyword:ident $(($($argument:ident: $Type:ty),*))?,)*) => {
        /// A keyword of a schema table.
        #[derive(Debug, Clone, PartialEq)]
        pub enum Keyword {
            $($(#[$doc])* $Keyword $(($($Type),*))?,)*
        }

        impl Keyword {
            /// The name of the runtime's variant, and its arguments.
            pub fn parts(&self) -> (&'static str, Vec<Argument<'_>>) {
                match self {
                    $(Self::$Keyword $(($($argument),*))? => {
                        (stringify!($Keyword), vec![$($(Argument::from($argument)),*)?])
                    })*
                }
            }

            /// The tables that it refers to, to be changed.
            pub(crate) fn refs_mut(&mut self) -> Vec<&mut SchemaTableRef> {
                match self {
                    $(Self::$Keyword $(($($argument),*))? => {
                        let references: Vec<Vec<&mut SchemaTableRef>> = vec![$($($argument.references()),*)?];
                        references.into_iter().flatten().collect()
                    })*
                }
            }
        }
    };
}

keywords! {
    /// The names of the runtime's constants for the types.
    Type(types: Vec<&'static str>),
    /// Strings, one of which a string equals.
    Enum(strings: Vec<String>),
    /// Values of any type, one of which a value equals.
    Values(values: Vec<Literal>),
    /// The value.
    Const(value: Literal),
    /// A finite bound.
    Minimum(bound: Number),
    /// A finite bound.
    Maximum(bound: Number),
    /// A finite bound.
    ExclusiveMinimum(bound: Number),
    /// A finite bound.
    ExclusiveMaximum(bound: Number),
    /// A divisor, finite and not zero.
    MultipleOf(divisor: Number),
    /// A number of code points.
    MinLength(count: u64),
    /// A number of code points.
    MaxLength(count: u64),
    /// An expression.
    Pattern(pattern: Pattern),
    /// A format.
    Format(format: SchemaTableFormat),
    /// The tables of the first items.
    PrefixItems(tables: Vec<SchemaTableRef>),
    /// The table of every other item.
    Items(table: SchemaTableRef),
    /// A number of items.
    MinItems(count: u64),
    /// A number of items.
    MaxItems(count: u64),
    /// No two items are equal.
    UniqueItems,
    /// A table, and how many items satisfy it.
    Contains(table: SchemaTableRef, least: u64, most: Option<u64>),
    /// The table of items that no other keyword evaluates.
    UnevaluatedItems(table: SchemaTableRef),
    /// Properties and their tables.
    Properties(tables: Vec<(String, SchemaTableRef)>),
    /// Expressions, and the tables of the properties whose names match them.
    PatternProperties(tables: Vec<(Pattern, SchemaTableRef)>),
    /// The table of all other properties.
    AdditionalProperties(table: SchemaTableRef),
    /// The table of every name.
    PropertyNames(table: SchemaTableRef),
    /// Names of properties.
    Required(names: Vec<String>),
    /// A number of properties.
    MinProperties(count: u64),
    /// A number of properties.
    MaxProperties(count: u64),
    /// Names of properties, and the names that each requires.
    DependentRequired(names: Vec<(String, Vec<String>)>),
    /// Names of properties, and the table that each requires.
    DependentSchemas(tables: Vec<(String, SchemaTableRef)>),
    /// The table of properties that no other keyword evaluates.
    UnevaluatedProperties(table: SchemaTableRef),
    /// Tables that all apply.
    AllOf(tables: Vec<SchemaTableRef>),
    /// Tables of which one or several are satisfied.
    AnyOf(tables: Vec<SchemaTableRef>),
    /// Tables of which exactly one is satisfied.
    OneOf(tables: Vec<SchemaTableRef>),
    /// A table that is not satisfied.
    Not(table: SchemaTableRef),
    /// A table, the one that applies where it is satisfied, and the one that applies where it is not.
    If(test: SchemaTableRef, then: Option<SchemaTableRef>, otherwise: Option<SchemaTableRef>),
    /// The discriminator property, its values with their tables, and the table for other values.
    Discriminator(property: String, known: Vec<(String, SchemaTableRef)>, default: Option<SchemaTableRef>),
    /// Nothing satisfies it.
    Never,
}

impl Keyword {
    /// The tables that it refers to.
    pub(crate) fn refs(&self) -> Vec<SchemaTableRef> {
        self.clone().refs_mut().into_iter().map(|table| table.clone()).collect()
    }
}

/// An argument of a keyword. There are fewer kinds of them than keywords.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Argument<'k> {
    /// The names of the runtime's constants for types.
    Types(&'k [&'static str]),
    /// A string.
    String(&'k str),
    /// Strings.
    Strings(&'k [String]),
    /// Strings, by another string.
    StringsByName(&'k [(String, Vec<String>)]),
    /// A value.
    Literal(&'k Literal),
    /// Values.
    Literals(&'k [Literal]),
    /// A finite number.
    Number(Number),
    /// A count.
    Count(u64),
    /// A count, or none.
    OptionalCount(Option<u64>),
    /// An expression.
    Pattern(&'k Pattern),
    /// A format.
    Format(&'k SchemaTableFormat),
    /// A table.
    Table(&'k SchemaTableRef),
    /// A table, or none.
    OptionalTable(Option<&'k SchemaTableRef>),
    /// Tables.
    Tables(&'k [SchemaTableRef]),
    /// Tables, by a string.
    TablesByName(&'k [(String, SchemaTableRef)]),
    /// Tables, by an expression.
    TablesByPattern(&'k [(Pattern, SchemaTableRef)]),
}

/// Makes an argument of a reference to each type.
macro_rules! arguments {
    ($($value:ident: $Type:ty => $Argument:ident($of:expr),)*) => {
        $(impl<'k> From<&'k $Type> for Argument<'k> {
            fn from($value: &'k $Type) -> Self {
                Self::$Argument($of)
            }
        })*
    };
}

arguments! {
    types: Vec<&'static str> => Types(types),
    string: String => String(string),
    strings: Vec<String> => Strings(strings),
    strings: Vec<(String, Vec<String>)> => StringsByName(strings),
    literal: Literal => Literal(literal),
    literals: Vec<Literal> => Literals(literals),
    number: Number => Number(*number),
    count: u64 => Count(*count),
    count: Option<u64> => OptionalCount(*count),
    pattern: Pattern => Pattern(pattern),
    format: SchemaTableFormat => Format(format),
    table: SchemaTableRef => Table(table),
    table: Option<SchemaTableRef> => OptionalTable(table.as_ref()),
    tables: Vec<SchemaTableRef> => Tables(tables),
    tables: Vec<(String, SchemaTableRef)> => TablesByName(tables),
    tables: Vec<(Pattern, SchemaTableRef)> => TablesByPattern(tables),
}

/// What may refer to tables.
trait References {
    /// The references.
    fn references(&mut self) -> Vec<&mut SchemaTableRef>;
}

impl References for SchemaTableRef {
    fn references(&mut self) -> Vec<&mut SchemaTableRef> {
        vec![self]
    }
}

impl<T: References> References for Option<T> {
    fn references(&mut self) -> Vec<&mut SchemaTableRef> {
        self.iter_mut().flat_map(T::references).collect()
    }
}

impl<T: References> References for Vec<T> {
    fn references(&mut self) -> Vec<&mut SchemaTableRef> {
        self.iter_mut().flat_map(T::references).collect()
    }
}

impl<K, T: References> References for (K, T) {
    fn references(&mut self) -> Vec<&mut SchemaTableRef> {
        self.1.references()
    }
}

/// Types without references.
macro_rules! no_references {
    ($($Type:ty)*) => {
        $(impl References for $Type {
            fn references(&mut self) -> Vec<&mut SchemaTableRef> {
                Vec::new()
            }
        })*
    };
}

no_references! { &'static str String Literal Number u64 Pattern SchemaTableFormat }
