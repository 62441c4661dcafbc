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
];

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
    UNKNOWN_SCHEME = "E-unknown-scheme", "`security` names a scheme that is not there; the alternative is left out.", "declare it under `components/securitySchemes`";

    // A type or a check says less than the description.
    UNTYPED = "W-untyped", "A combination of keywords has no type; the value is any JSON value.", "read and write it as `serde_json::Value`";
    UNCHECKED = "W-unchecked", "A keyword is not checked by the server.", "check it in the handler where it matters";
    UNTYPED_FORMAT = "W-untyped-format", "A format has no type of its own; the value is text.", "parse the text where its meaning matters";
    RAW_BODY = "W-raw-body", "A media type has no codec; the body is bytes.", "serialize it yourself";
    OTHER_MEDIA_TYPE = "W-other-media-type", "Of several media types one is offered, and this one is not.", "use the one that is offered";
    UNSUPPORTED_SCHEME = "W-unsupported-scheme", "Credentials of this scheme are not sent and not read.", "set the header through a transport of your own";
    UNKNOWN_STYLE = "W-unknown-style", "`style` names no style; the location's own is taken.", "write one that the specification lists";
    DUPLICATE_PARAMETER = "W-duplicate-parameter", "A parameter is declared twice in one place; the first counts.", "delete one of the two";
    PARAMETER_WITHOUT_SCHEMA = "W-parameter-without-schema", "A parameter is not described by a schema; it is taken as text.", "add a `schema`";
    PARAMETER_WITHOUT_PLACE = "W-parameter-without-place", "A path parameter has no place in its path; it is not sent.", "write it in the path, or delete it";

    // Nothing is lost that was said, or only a detail.
    UNKNOWN_KEYWORD = "W-unknown-keyword", "A member is not part of the specification, and is ignored.", "correct the spelling, or begin the name with `x-`";
    UNUSED_ALLOW = "W-unused-allow", "`[allow]` in oasmith.toml names a code that was not reported.", "delete this line";
    UNSUPPORTED = "W-unsupported", "A construct is understood but not generated.", "leave it, if the generated code does without";
}
