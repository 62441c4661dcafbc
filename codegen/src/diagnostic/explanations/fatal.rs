//! Explanations of the codes after which nothing is generated.
//!
//! Owns the texts.

use super::Example::{Description, Other, Settings};
use super::Explanation;
use crate::diagnostic::codes;

pub(super) const ALL: &[Explanation] = &[
    Explanation {
        code: codes::UNREADABLE,
        about: "The description, a file that it refers to, or oasmith.toml exists but cannot be opened, or is not \
                UTF-8.",
        example: Other("oasmith generate missing.yaml --out api"),
        instead: "stops with exit code 2; the output folder is as it was.",
        write: "a path that exists and that you may read. Save a file in another encoding as UTF-8.",
    },
    Explanation {
        code: codes::SYNTAX,
        about: "The text is neither JSON nor YAML. The location is where the reader \
                stopped, which may be a line below the mistake. The same holds for a file that a `$ref` refers to; it \
                is reported at its own line.",
        example: Description("paths:\n  /pets: { get: { responses: {} }"),
        instead: "stops with exit code 2; the output folder is as it was.",
        write: "text that can be parsed: close brackets and quotes, indent with spaces, put text that contains `: ` \
                or ` #` in quotes.",
    },
    Explanation {
        code: codes::DUPLICATE_KEY,
        about: "Readers differ in which of two equal keys counts, so somebody loses one of the values.",
        example: Description(
            "paths:\n  /pets: { get: { operationId: one, responses: {} } }\n  /pets: { post: { operationId: two, responses: {} } }",
        ),
        instead: "stops with exit code 2, because it would otherwise drop one of the two silently.",
        write: "one object that has the content of both, or another key for one of them.",
    },
    Explanation {
        code: codes::LIMIT,
        about: "A limit that protects your machine is exceeded: values nested deeper than 127 levels, YAML aliases \
                that expand to more than a million values, or files that are larger than 256 MiB together.",
        example: Description(
            "a: &a [x, x, x, x, x, x, x, x, x, x]\nb: &b [*a, *a, *a, *a, *a, *a, *a, *a, *a, *a]\n\
             c: &c [*b, *b, *b, *b, *b, *b, *b, *b, *b, *b]\nd: &d [*c, *c, *c, *c, *c, *c, *c, *c, *c, *c]\n\
             e: &e [*d, *d, *d, *d, *d, *d, *d, *d, *d, *d]\nf: &f [*e, *e, *e, *e, *e, *e, *e, *e, *e, *e]\n\
             g: &g [*f, *f, *f, *f, *f, *f, *f, *f, *f, *f]",
        ),
        instead: "stops with exit code 2 as soon as the limit is reached, before it uses the memory.",
        write: "`$ref` instead of deep nesting and of aliases. The limits on size and aliases are settings: `bytes` \
                and `alias_nodes` under `[limits]`. The limit on depth is fixed.",
    },
    Explanation {
        code: codes::UNKNOWN_VERSION,
        about: "The first field of a description says which version of the specification the rest follows. Without \
                it, oasmith cannot understand anything else.",
        example: Description("openapi: 4.0.0\ninfo: { title: Pets, version: '1' }\npaths: {}"),
        instead: "stops with exit code 2.",
        write: "the version for which the description was written. The patch number does not matter.",
    },
    Explanation {
        code: codes::NOTHING_TO_GENERATE,
        about: "The description has neither an operation nor a named schema, or none of them can be read.",
        example: Description("paths: {}"),
        instead: "stops with exit code 2, because nobody is likely to want an empty crate.",
        write: "a path with an operation, or a schema under `components/schemas`.",
    },
    Explanation {
        code: codes::CONFIG,
        about: "oasmith.toml has an unknown setting, lacks a required one, or gives one a value that it cannot have.",
        example: Settings("description = 'api.yaml'\nouput = 'generated'"),
        instead: "stops with exit code 2 before the description is read.",
        write: "the setting that the report suggests.",
    },
    Explanation {
        code: codes::INTERNAL,
        about: "The generated code is not Rust. No description may cause this.",
        example: Other("None is known."),
        instead: "stops with exit code 2; the output folder is as it was.",
        write: "a report to the authors of oasmith, with the description or the part of it that causes this.",
    },
    Explanation {
        code: codes::OUTSIDE_ROOT,
        about: "References to files may not leave the folder of the description. A description from elsewhere can \
                therefore not make oasmith read your files. Symbolic links are followed, and `..` is resolved, before \
                this is decided.",
        example: Description("components: { schemas: { Pet: { $ref: '../common/pet.yaml' } } }"),
        instead: "stops with exit code 2, and does not tell whether the file exists.",
        write: "a file within the folder, or a wider folder by `--root FOLDER` or by `root = \"..\"` in oasmith.toml.",
    },
    Explanation {
        code: codes::OVERLAY,
        about: "An overlay that the settings or `--overlay` name is not an Overlay Document of version 1.0 or 1.1, or one of its \
                actions is wrong: its `target` is not a JSONPath or selects nothing, or its `update` does not fit what it selects.",
        example: Other(
            "overlay: 1.1.0\nactions: [{ target: $.paths['/pest'], remove: true }]    # the path is `/pets`",
        ),
        instead: "stops with exit code 2; the output folder is as it was.",
        write: "an action that selects something, with one of `update`, `copy` and `remove: true`. Where an action may select \
                nothing, write `{ path = \"fix.yaml\", strict = false }` under `overlays`.",
    },
    Explanation {
        code: codes::OUTPUT,
        about: "oasmith would replace a file that it did not write, a symbolic link is on the way, or the system \
                refuses to write.",
        example: Other("oasmith generate api.yaml --out src    # where src/lib.rs was written by hand"),
        instead: "stops with exit code 2; all files are as they were.",
        write: "another output folder, or move the file away. The first line of every file that oasmith writes says \
                so, and oasmith.lock lists them.",
    },
    Explanation {
        code: codes::LISTEN,
        about: "`oasmith mock` cannot listen at the address of `--listen`: another program listens there, the system does not \
                allow it, or it is no address of this machine.",
        example: Other("oasmith mock api.yaml --listen 127.0.0.1:80"),
        instead: "stops with exit code 2.",
        write: "another address. With the port 0, as in `--listen 127.0.0.1:0`, the system chooses a free one, which the command prints.",
    },
];
