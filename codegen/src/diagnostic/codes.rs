//! The table of codes: what each stands for and what to do about it.
//!
//! Owns the ids. Must not know who reports them. A code is one line here; ids are public and are never reused for another
//! meaning, because users list them in `oasmith.toml`.

use super::Code;

/// A row of the table.
#[derive(Debug, Clone, Copy)]
pub struct Entry {
    /// The code.
    pub code: Code,
    /// What it says, in one sentence.
    pub meaning: &'static str,
    /// What to do about it, where the report itself names nothing better.
    pub remedy: &'static str,
}

macro_rules! codes {
    ($($name:ident = $id:literal, $meaning:literal, $remedy:literal;)*) => {
        $(
            #[doc = $meaning]
            pub const $name: Code = Code($id);
        )*
        /// Every code, in the order of the table.
        pub const ALL: &[Entry] = &[$(Entry { code: $name, meaning: $meaning, remedy: $remedy }),*];
    };
}

/// The codes after which nothing is generated; all others cost their smallest part, and can be allowed.
pub(super) const FATAL: &[Code] = &[
    UNREADABLE,
    SYNTAX,
    DUPLICATE_KEY,
    LIMIT,
    UNKNOWN_VERSION,
    NOTHING_TO_GENERATE,
    CONFIG,
    INTERNAL,
    OUTSIDE_ROOT,
    OUTPUT,
    OVERLAY,
];

/// The codes of what is told and costs nothing: everything is as described, and nothing in the description is at fault.
pub(super) const NOTES: &[Code] = &[RENAMED];

codes! {
    // Nothing can be generated from what was given: exit code 2.
    UNREADABLE = "E-unreadable", "A file cannot be read.", "check the path and the permissions";
    SYNTAX = "E-syntax", "A file is neither valid YAML nor valid JSON.", "correct the text at this place";
    DUPLICATE_KEY = "E-duplicate-key", "An object names the same key twice.", "remove or rename one of the two";
    LIMIT = "E-limit", "A bound on size, depth or aliases is exceeded.", "make the description smaller, or flatter";
    UNKNOWN_VERSION = "E-unknown-version", "The version of the description is missing or not known.", "write `openapi: 3.1.0` (or 3.0.x, 3.2.x, or `swagger: \"2.0\"`) at the top";
    NOTHING_TO_GENERATE = "E-nothing-to-generate", "The description has no operation and no schema that can be generated.", "add a path or a schema";
    CONFIG = "E-config", "oasmith.toml is not understood.", "correct oasmith.toml at this place";
    INTERNAL = "E-internal", "oasmith has a defect.", "please report the description";
    OUTSIDE_ROOT = "E-outside-root", "A `$ref` leads out of the folder of the description.", "move the file into the folder, or allow another one by `--root FOLDER` or `root` in oasmith.toml";
    OVERLAY = "E-overlay", "An Overlay Document cannot be applied.", "correct the overlay at this place";
    OUTPUT = "E-output", "The generated files cannot be written.", "name an empty folder, or one that oasmith wrote";

    // Something is wrong in one place, which costs its smallest part.
    DANGLING_REF = "E-dangling-ref", "A `$ref` names something that is not there.", "correct the `$ref`, or add what it names";
    BAD_REF = "E-bad-ref", "A `$ref` is not an address that can be followed.", "write a file, `#`, and a JSON pointer, such as `#/components/schemas/Pet`";
    REMOTE_REF = "E-remote-ref", "A `$ref` leads to the network, which is never read.", "save the document beside this one, and name the file under `[remote]` in oasmith.toml";
    WRONG_TYPE = "E-wrong-type", "A value has another JSON type than its keyword allows.", "write a value of the expected type";
    MISSING = "E-missing", "A required member is missing.", "add the member";
    REF_CYCLE = "E-ref-cycle", "References lead back to themselves.", "let one of them stand for an object of its own";
    CONTRADICTION = "E-contradiction", "The members of an `allOf` contradict each other.", "correct one of them";
    UNKNOWN_STATUS = "E-unknown-status", "A key of `responses` is no status.", "write a status such as `404`, a range such as `4XX`, or `default`";
    UNKNOWN_LOCATION = "E-unknown-location", "`in` names no place for a parameter; the parameter is left out.", "write `path`, `query`, `header` or `cookie`";
    METHOD = "E-method", "A name under `additionalOperations` cannot be a method there; the operation is left out.", "write a token such as `COPY`, or use the member of the path that the method has";
    HEADER_NAME = "E-header-name", "A name cannot be that of a header; the header is left out.", "use letters, digits and `-`";
    QUERY_STRING = "E-query-string", "A parameter that is the whole query has others beside it.", "leave out one of the two";
    EXCLUSIVE = "E-exclusive", "Members stand together of which the specification allows one; the first counts.", "leave out one of the two";
    PARAMETER_NAME = "E-parameter-name", "The name of a path parameter holds a brace, so that no path can name it; the parameter is left out.", "write the name without braces";
    ALLOW_RESERVED = "E-allow-reserved", "`allowReserved` has no meaning where it stands, and is ignored.", "delete it";
    SERVER_VARIABLE = "E-server-variable", "A variable of a server URL has no value, or one that is not among its values; a server without a value is left out.", "declare it with a `default` that its `enum` lists";
    UNKNOWN_SCHEME = "E-unknown-scheme", "`security` names a scheme that is not there; the alternative is left out.", "declare it under `components/securitySchemes`";

    // A type or a check says less than the description.
    UNTYPED = "W-untyped", "A combination of keywords has no type; the value is any JSON value.", "read and write it as `serde_json::Value`";
    UNCHECKED = "W-unchecked", "A keyword is not checked by the server.", "check it in the handler where it matters";
    DIRECTION = "W-direction", "A required member is `readOnly` in a request or `writeOnly` in an answer, and is asked for all the same, because it tells alternatives apart.", "leave out `readOnly` and `writeOnly`";
    UNTYPED_FORMAT = "W-untyped-format", "No type holds what a format or an encoding says of a text; the value is text.", "name a type of yours under `[formats]` in oasmith.toml, or parse the text where its meaning matters";
    DEFAULT = "W-default", "A default is no value of its schema; it is not documented, and nothing gives it.", "write a value that the schema allows, or leave out `default`";
    AMBIGUOUS_UNION = "W-ambiguous-union", "Nothing tells two alternatives of a `oneOf` or `anyOf` apart.", "add a `discriminator`, or a required property with another `const` in each";
    NO_TAG = "W-no-tag", "No value of the tag stands for an alternative of a union, which is never read.", "name the alternative in the `mapping` of the discriminator";
    RAW_BODY = "W-raw-body", "A media type has no codec; the body is bytes.", "serialize it yourself";
    OTHER_MEDIA_TYPE = "W-other-media-type", "Of several media types one is offered, and this one is not.", "use the one that is offered";
    UNSUPPORTED_SCHEME = "W-unsupported-scheme", "Credentials of this scheme are not sent and not read.", "set the header through a transport of your own";
    UNKNOWN_TYPE = "W-unknown-type", "`type` names no type of JSON Schema, and is ignored.", "write one of string, integer, number, boolean, array, object, null";
    UNKNOWN_DIALECT = "W-unknown-dialect", "A dialect of JSON Schema is not known; schemas are read as draft 2020-12.", "leave it out, or name draft 2020-12";
    MEDIA_TYPE = "W-media-type", "A key of `content` is no media type.", "write one such as `application/json`";
    SERVER_IGNORED = "W-server-ignored", "Servers of a path or an operation are not used yet; requests go to those of the document.", "call these operations with a client that has the server as its base";
    RUNTIME_EXPRESSION = "W-runtime-expression", "A text in the place of a runtime expression is none.", "write one such as `$request.body#/url`";
    UNKNOWN_STYLE = "W-unknown-style", "`style` names no style; the location's own is taken.", "write one that the specification lists";
    UNDEFINED_STYLE = "W-undefined-style", "The specification does not say how a style writes what the parameter holds.", "describe the parameter by `content`, or by a style that is defined for it";
    DUPLICATE_PARAMETER = "W-duplicate-parameter", "A parameter is declared twice in one place; the first counts.", "delete one of the two";
    PARAMETER_WITHOUT_SCHEMA = "W-parameter-without-schema", "A parameter is not described by a schema; it is taken as text.", "add a `schema`";
    PARAMETER_WITHOUT_PLACE = "W-parameter-without-place", "A path parameter has no place in its path; it is not sent.", "write it in the path, or delete it";

    // Nothing is lost that was said, or only a detail.
    IMPLICIT_PARAMETER = "W-implicit-parameter", "A variable of a path is not declared as a parameter; it is taken as required text.", "declare it as a parameter with `in: path`";
    TEMPLATE = "W-template", "A path lacks its first slash, which is added, or has signs of RFC 6570, which are left out.", "begin it with `/`, and write nothing but names between braces";
    REPEATED_VARIABLE = "W-repeated-variable", "A variable stands in a path more than once; one value is put in each place.", "give each place a name of its own";
    AMBIGUOUS_PATH = "W-ambiguous-path", "Two operations have paths that no server can tell apart.", "give one of the two another path";
    DUPLICATE_OPERATION_ID = "W-duplicate-operation-id", "Two operations have one id.", "give each an id of its own";
    DUPLICATE_VALUE = "W-duplicate-value", "A list of different values holds one twice.", "delete one of the two";
    DOUBTFUL = "W-doubtful", "A schema says what its author can hardly mean; it is taken as it is written.", "write what is meant";
    FOREIGN_KEYWORD = "W-foreign-keyword", "A member is one of another version of the specification.", "state the version that the description is written in";
    OLD_KEYWORD = "W-old-keyword", "A keyword is written as in an older draft of JSON Schema.", "write it as the version of the description has it";
    REF_SIBLINGS = "W-ref-siblings", "Members stand beside the `$ref` of a path; they are merged with what it leads to.", "move them into the object it leads to";
    MISPLACED_REF = "W-misplaced-ref", "A `$ref` stands where no version has one; it is followed all the same.", "write what it leads to in its place";
    REF_BASE = "W-ref-base", "A reference inside an `$id` is written as if it counted from the file, and is read so.", "delete the `$id`, or write the reference as it counts from there";
    UNKNOWN_LINK = "W-unknown-link", "A link names an operation that is not there.", "name an operation of this description";
    TAG_PARENT = "W-tag-parent", "A tag is nested under itself, or under none that is there.", "name a tag that stands above it";
    NO_PATHS = "W-no-paths", "`paths` is missing.", "add `paths: {}` where there are none";
    NO_DESCRIPTION = "W-no-description", "A response has no description.", "add one; it may be empty";
    COMPONENT_NAME = "W-component-name", "The name of a component has signs that no such name can have; it is read all the same.", "use letters, digits, `.`, `-` and `_`";
    RENAMED = "W-renamed", "Names meet in Rust, or one is too long; they are told apart by a word or digits, or cut.", "name one of them by `x-rust-name`";
    RUST_TYPE = "W-rust-type", "`x-rust-type` is not followed; the type is made from the schema.", "allow it by `rust_types_from_description` under `[models]`, or name the type under `[types]`";
    UNKNOWN_KEYWORD = "W-unknown-keyword", "A member is not part of the specification, and is ignored.", "correct the spelling, or begin the name with `x-`";
    UNUSED_MAPPING = "W-unused-mapping", "`[formats]` or `[types]` in oasmith.toml names what the description does not have.", "correct the spelling, or delete this line";
    UNUSED_ALLOW = "W-unused-allow", "`[allow]` in oasmith.toml names a code that was not reported.", "delete this line";
    UNSUPPORTED = "W-unsupported", "A construct is understood but not generated.", "leave it, if the generated code does without";
}
