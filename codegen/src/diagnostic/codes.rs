//! The table of codes: what each means and what to do about it.
//!
//! Owns the ids. Must not know who reports them. A code is one line here; ids are public and are never reused for another
//! meaning, because users list them in `oasmith.toml`.

use super::Code;

/// A row of the table.
#[derive(Debug, Clone, Copy)]
pub struct Entry {
    /// The code.
    pub code: Code,
    /// What it means, in one sentence.
    pub meaning: &'static str,
    /// What to do about it, if the report itself has no better help.
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

/// The codes after which nothing is generated. All others cost their smallest part, and can be allowed.
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
    LISTEN,
];

/// The codes of reports that cost nothing: everything is as described, and the description has no fault.
pub(super) const NOTES: &[Code] = &[NO_CONTENT, RENAMED];

codes! {
    // Nothing can be generated from what was given: exit code 2.
    UNREADABLE = "E-unreadable", "A file cannot be read.", "check the path and the permissions";
    SYNTAX = "E-syntax", "A file is neither valid YAML nor valid JSON.", "correct the text at this location";
    DUPLICATE_KEY = "E-duplicate-key", "An object has the same key twice.", "remove or rename one of the two";
    LIMIT = "E-limit", "A limit on size, depth or aliases is exceeded.", "make the description smaller, or nest it less deeply";
    UNKNOWN_VERSION = "E-unknown-version", "The version of the description is missing or unknown.", "write `openapi: 3.1.0` (or 3.0.x, 3.2.x, or `swagger: \"2.0\"`) at the top";
    NOTHING_TO_GENERATE = "E-nothing-to-generate", "The description has no operation and no schema that can be generated.", "add a path or a schema";
    CONFIG = "E-config", "oasmith.toml is not valid.", "correct oasmith.toml at this location";
    INTERNAL = "E-internal", "oasmith has a defect.", "please report the description";
    OUTSIDE_ROOT = "E-outside-root", "A `$ref` leads out of the folder of the description.", "move the file into the folder, or allow another folder by `--root FOLDER` or `root` in oasmith.toml";
    OVERLAY = "E-overlay", "An Overlay Document cannot be applied.", "correct the overlay at this location";
    OUTPUT = "E-output", "The generated files cannot be written.", "name an empty folder, or one that oasmith wrote";
    LISTEN = "E-listen", "A mock server cannot listen at its address.", "name another address, or the port 0 for a free one";

    // Something is wrong in one place, which costs its smallest part.
    DANGLING_REF = "E-dangling-ref", "A `$ref` refers to something that does not exist.", "correct the `$ref`, or add its target";
    BAD_REF = "E-bad-ref", "A `$ref` is not a valid reference.", "write a file, `#`, and a JSON pointer, such as `#/components/schemas/Pet`";
    REMOTE_REF = "E-remote-ref", "A `$ref` refers to the network, which oasmith never reads.", "save the document beside this one, and name the file under `[remote]` in oasmith.toml";
    WRONG_TYPE = "E-wrong-type", "A value has a JSON type that its keyword does not allow.", "write a value of the expected type";
    MISSING = "E-missing", "A required field is missing.", "add the field";
    REF_CYCLE = "E-ref-cycle", "References form a cycle and never reach a value.", "write the object itself in place of one of them";
    CONTRADICTION = "E-contradiction", "The subschemas of an `allOf` contradict each other.", "correct one of them";
    UNKNOWN_STATUS = "E-unknown-status", "A key of `responses` is not a status.", "write a status such as `404`, a range such as `4XX`, or `default`";
    UNKNOWN_LOCATION = "E-unknown-location", "`in` is not a location of parameters; the parameter is left out.", "write `path`, `query`, `header` or `cookie`";
    METHOD = "E-method", "A key of `additionalOperations` cannot be a method; the operation is left out.", "write a token such as `COPY`, or use the field of the path that the method has";
    HEADER_NAME = "E-header-name", "A name is not valid for a header; the header is left out.", "use letters, digits and `-`";
    QUERY_STRING = "E-query-string", "A parameter that is the whole query has other query parameters beside it.", "leave out one of the two";
    EXCLUSIVE = "E-exclusive", "Two fields are given of which the specification allows one; the first counts.", "leave out one of the two";
    PARAMETER_NAME = "E-parameter-name", "The name of a path parameter contains a brace, so no path can name it; the parameter is left out.", "write the name without braces";
    ALLOW_RESERVED = "E-allow-reserved", "`allowReserved` has no meaning here and is ignored.", "delete it";
    SERVER_VARIABLE = "E-server-variable", "A variable of a server URL has no value, or a value that its `enum` does not list; a server without a value is left out.", "declare it with a `default` that its `enum` lists";
    UNKNOWN_SCHEME = "E-unknown-scheme", "`security` names a scheme that is not declared; the security requirement is left out.", "declare it under `components/securitySchemes`";

    // A type or the validation says less than the description.
    UNTYPED = "W-untyped", "A combination of keywords has no type; the value is any JSON value.", "read and write it as `serde_json::Value`";
    UNCHECKED = "W-unchecked", "The server does not validate a keyword.", "validate it in the handler where it matters";
    DIRECTION = "W-direction", "A property that tells alternatives apart is required in both directions, although it is `readOnly` or `writeOnly`.", "leave out `readOnly` and `writeOnly`";
    UNTYPED_FORMAT = "W-untyped-format", "No type holds what a format or an encoding says about a string; the value is a string.", "name a type of yours under `[formats]` in oasmith.toml, or parse the string where its meaning matters";
    DEFAULT = "W-default", "A default is not a value of its schema; it is not documented and has no accessor.", "write a value that the schema allows, or leave out `default`";
    AMBIGUOUS_UNION = "W-ambiguous-union", "Nothing tells two alternatives of a `oneOf` or `anyOf` apart.", "add a `discriminator`, or a required property with another `const` in each";
    NO_TAG = "W-no-tag", "No discriminator value selects an alternative of a union; the alternative is never read.", "name the alternative in the `mapping` of the discriminator";
    CONTAINED = "W-contained", "A type in a `oneOf` contains the type of another alternative, so that no value is of that one alone; the `oneOf` is validated as `anyOf`.", "write `anyOf`";
    RAW_BODY = "W-raw-body", "oasmith has no codec for a media type; the body is bytes.", "serialize it yourself";
    OTHER_MEDIA_TYPE = "W-other-media-type", "Another media type of this body has a type, and this one does not.", "use the one that has";
    UNSUPPORTED_SCHEME = "W-unsupported-scheme", "Credentials of a security scheme are neither sent nor read.", "set the header through a transport of your own";
    UNKNOWN_TYPE = "W-unknown-type", "`type` is not a type of JSON Schema and is ignored.", "write one of string, integer, number, boolean, array, object, null";
    UNKNOWN_DIALECT = "W-unknown-dialect", "A dialect of JSON Schema is unknown; schemas are read as draft 2020-12.", "leave it out, or name draft 2020-12";
    MEDIA_TYPE = "W-media-type", "A key of `content` is not a media type.", "write one such as `application/json`";
    SERVER_IGNORED = "W-server-ignored", "The generated server serves an operation under the path of the document's server, and not under that of the operation's own.", "rewrite the path of such requests before they reach the router";
    RUNTIME_EXPRESSION = "W-runtime-expression", "A string that has to be a runtime expression is not one.", "write one such as `$request.body#/url`";
    UNKNOWN_STYLE = "W-unknown-style", "`style` is unknown; the default style of the location is used.", "write one that the specification lists";
    UNDEFINED_STYLE = "W-undefined-style", "The specification does not define how the style writes values of this type.", "describe the parameter by `content`, or by a style that is defined for it";
    DUPLICATE_PARAMETER = "W-duplicate-parameter", "A parameter is declared twice in one location; the first counts.", "delete one of the two";
    PARAMETER_WITHOUT_SCHEMA = "W-parameter-without-schema", "A parameter has no schema; it is a string.", "add a `schema`";
    PARAMETER_WITHOUT_PLACE = "W-parameter-without-place", "A path has no variable for a path parameter; the parameter is not sent.", "write it in the path, or delete it";

    // Nothing that was described is lost, or only a detail.
    IMPOSSIBLE_CONTENT = "W-impossible-content", "A response declares content, and HTTP allows none with its status or method; the content is left out.", "delete `content`";
    IMPLICIT_PARAMETER = "W-implicit-parameter", "A variable of a path is not declared as a parameter; it is a required string.", "declare it as a parameter with `in: path`";
    TEMPLATE = "W-template", "A path lacks its first slash, which is added, or has operators of RFC 6570, which are left out.", "begin it with `/`, and write nothing but names between braces";
    REPEATED_VARIABLE = "W-repeated-variable", "A path has the same variable more than once; all get one value.", "give each variable a name of its own";
    AMBIGUOUS_PATH = "W-ambiguous-path", "Two operations have paths that no server can tell apart.", "give one of the two another path";
    DUPLICATE_OPERATION_ID = "W-duplicate-operation-id", "Two operations have the same `operationId`.", "give each an id of its own";
    DUPLICATE_VALUE = "W-duplicate-value", "An array whose values must differ has one of them twice.", "delete one of the two";
    DOUBTFUL = "W-doubtful", "A schema is valid but probably not what its author means; it is read as written.", "write what is meant";
    FOREIGN_KEYWORD = "W-foreign-keyword", "A field or keyword belongs to another version of the specification.", "state the version that the description is written in";
    OLD_KEYWORD = "W-old-keyword", "A keyword has the form of an older draft of JSON Schema.", "write the form that the version of the description has";
    REF_SIBLINGS = "W-ref-siblings", "Fields beside the `$ref` of a path are merged with its target.", "move them into the object it leads to";
    MISPLACED_REF = "W-misplaced-ref", "A `$ref` is where no version allows one; it is followed.", "write what it leads to in its place";
    REPEATED_ANCHOR = "W-repeated-anchor", "Two anchors in one file have the same name; each component uses its own.", "give each anchor a name of its own";
    REF_BASE = "W-ref-base", "A reference inside an `$id` is read from the root of its file.", "delete the `$id`, or write the reference as it counts from there";
    UNKNOWN_LINK = "W-unknown-link", "A link names an operation that does not exist.", "name an operation of this description";
    TAG_PARENT = "W-tag-parent", "A tag is nested under itself, or under a tag that does not exist.", "name a tag that stands above it";
    NO_PATHS = "W-no-paths", "`paths` is missing.", "add `paths: {}` where there are none";
    NO_CONTENT = "W-no-content", "A success of a `GET` declares no content; the bytes of a body that comes are there by `raw()`.", "declare the `content`, if there is any";
    NO_DESCRIPTION = "W-no-description", "A response has no description.", "add one; it may be empty";
    COMPONENT_NAME = "W-component-name", "The name of a component has characters that the specification does not allow; it is read all the same.", "use letters, digits, `.`, `-` and `_`";
    RENAMED = "W-renamed", "Names are equal in Rust and get a word or digits that tell them apart, or a name is too long and is cut.", "name one of them by `x-rust-name`";
    RUST_TYPE = "W-rust-type", "`x-rust-type` is not followed; the type is made from the schema.", "allow it by `rust_types_from_description` under `[models]`, or name the type under `[types]`";
    UNKNOWN_KEYWORD = "W-unknown-keyword", "A field or keyword is not part of the specification and is ignored.", "correct the spelling, or begin the name with `x-`";
    UNUSED_MAPPING = "W-unused-mapping", "`[formats]`, `[types]`, `[streams]`, `[pagination]` or `[client]` in oasmith.toml names something that the description does not have.", "correct the spelling, or delete this line";
    UNUSED_ALLOW = "W-unused-allow", "`[allow]` in oasmith.toml names a code that was not reported.", "delete this line";
    UNSUPPORTED = "W-unsupported", "oasmith understands a construct and generates no code for it.", "leave it, if the generated code does not need it";
}
