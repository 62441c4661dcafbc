//! Explanations of the codes after which nothing is generated.
//!
//! Owns the texts.

use super::Example::{Description, Other, Settings};
use super::Explanation;
use crate::diagnostic::codes;

pub(super) const ALL: &[Explanation] = &[
    Explanation {
        code: codes::UNREADABLE,
        about: "The description, a file that it refers to, or oasmith.toml is there but cannot be opened, or is not UTF-8.",
        example: Other("oasmith generate missing.yaml --out api"),
        instead: "stops with exit code 2; the output folder is as it was.",
        write: "a path that exists and may be read; a file in another encoding is to be saved as UTF-8.",
    },
    Explanation {
        code: codes::SYNTAX,
        about: "The text is neither JSON (where it begins with a bracket) nor YAML. The place is where reading stopped, which may \
                be a line below the mistake. A file that a `$ref` leads to is held to the same, and is reported at its own line.",
        example: Description("paths:\n  /pets: { get: { responses: {} }"),
        instead: "stops with exit code 2; the output folder is as it was.",
        write: "text that parses: brackets and quotes closed, indentation of spaces, text that contains `: ` or ` #` in quotes.",
    },
    Explanation {
        code: codes::DUPLICATE_KEY,
        about: "An object has the same key twice. Readers differ in which of them wins, so one of the two is lost for somebody.",
        example: Description(
            "paths:\n  /pets: { get: { operationId: one, responses: {} } }\n  /pets: { post: { operationId: two, responses: {} } }",
        ),
        instead: "stops with exit code 2, because each choice would be a silent one.",
        write: "one object that holds the members of both, or another key for one of them.",
    },
    Explanation {
        code: codes::LIMIT,
        about: "A bound that protects the machine is exceeded: values nested deeper than 127 levels, YAML aliases that expand to \
                more than a million values, or files larger than 256 MiB together.",
        example: Description(
            "a: &a [x, x, x, x, x, x, x, x, x, x]\nb: &b [*a, *a, *a, *a, *a, *a, *a, *a, *a, *a]\n\
             c: &c [*b, *b, *b, *b, *b, *b, *b, *b, *b, *b]\nd: &d [*c, *c, *c, *c, *c, *c, *c, *c, *c, *c]\n\
             e: &e [*d, *d, *d, *d, *d, *d, *d, *d, *d, *d]\nf: &f [*e, *e, *e, *e, *e, *e, *e, *e, *e, *e]\n\
             g: &g [*f, *f, *f, *f, *f, *f, *f, *f, *f, *f]",
        ),
        instead: "stops with exit code 2 as soon as the bound is met, before the memory is used.",
        write: "`$ref` in place of deep nesting and of aliases. The bounds on size and aliases are settings: `[limits]` with `bytes` \
                and `alias_nodes`; that on depth is fixed.",
    },
    Explanation {
        code: codes::UNKNOWN_VERSION,
        about: "The first member of a description says which version of the specification the rest follows; without it, nothing \
                else can be understood.",
        example: Description("openapi: 4.0.0\ninfo: { title: Pets, version: '1' }\npaths: {}"),
        instead: "stops with exit code 2.",
        write: "the version that the description was written for. The patch number does not matter.",
    },
    Explanation {
        code: codes::NOTHING_TO_GENERATE,
        about: "The description has neither an operation nor a named schema, or none of them could be read.",
        example: Description("paths: {}"),
        instead: "stops with exit code 2, because an empty crate is hardly what was meant.",
        write: "a path with an operation, or a schema under `components/schemas`.",
    },
    Explanation {
        code: codes::CONFIG,
        about: "oasmith.toml has a setting that is not known, lacks one that is needed, or gives one a value that it cannot have.",
        example: Settings("description = 'api.yaml'\nouput = 'generated'"),
        instead: "stops with exit code 2 before the description is read.",
        write: "the setting that the report suggests.",
    },
    Explanation {
        code: codes::INTERNAL,
        about: "The generated code is not Rust, which no description may bring about.",
        example: Other("None is known."),
        instead: "stops with exit code 2; the output folder is as it was.",
        write: "a report to the authors of oasmith, with the description or the part of it that suffices.",
    },
    Explanation {
        code: codes::OUTSIDE_ROOT,
        about: "References to files may not leave the folder of the description, so that a description from elsewhere cannot make \
                oasmith read your files. Symbolic links are followed to where they lead, and `..` is resolved, before that is judged.",
        example: Description("components: { schemas: { Pet: { $ref: '../common/pet.yaml' } } }"),
        instead: "stops with exit code 2, and does not tell whether the file exists.",
        write: "a file within the folder; or a wider folder, by `--root FOLDER` or `root = \"..\"` in oasmith.toml.",
    },
    Explanation {
        code: codes::OUTPUT,
        about: "A file that oasmith did not write stands where one is to be written, a symbolic link stands on the way, or the system \
                refuses.",
        example: Other("oasmith generate api.yaml --out src    # where src/lib.rs was written by hand"),
        instead: "stops with exit code 2; all files are as they were.",
        write: "another output folder, or move the file away. What oasmith writes is marked in the first line and listed in oasmith.lock.",
    },
];
