//! Explanations of the codes that cost the part of the description in which they stand.
//!
//! Owns the texts.

use super::Example::Description;
use super::Explanation;
use crate::diagnostic::codes;

pub(super) const ALL: &[Explanation] = &[
    Explanation {
        code: codes::DANGLING_REF,
        about: "A `$ref` names a file that does not exist, or a value that is not in its file.",
        example: Description(
            "components:\n  schemas:\n    Pet: { type: object, properties: { owner: { $ref: '#/components/schemas/Ownr' } } }\n    Owner: { type: object }",
        ),
        instead: "takes any JSON value where a schema was meant, and leaves out a parameter, response or path.",
        write: "the name that is there; where one is alike, the report suggests it.",
    },
    Explanation {
        code: codes::BAD_REF,
        about: "What follows the `#` of a `$ref` is a JSON pointer, which is empty or begins with `/`.",
        example: Description("components: { schemas: { Pet: { $ref: '#Owner' }, Owner: { type: object } } }"),
        instead: "does as if the value was not there.",
        write: "the way to the value from the root of its file: `#/components/schemas/Owner`.",
    },
    Explanation {
        code: codes::REMOTE_REF,
        about: "A `$ref` is an address on the network. Nothing is ever fetched: builds work offline, and give the same code tomorrow.",
        example: Description("components: { schemas: { Pet: { $ref: 'https://example.com/pet.yaml' } } }"),
        instead: "does as if the value was not there.",
        write: "in oasmith.toml, under `[remote]`, the file that holds a copy: `\"https://example.com/pet.yaml\" = \"pet.yaml\"`.",
    },
    Explanation {
        code: codes::WRONG_TYPE,
        about: "A value has another JSON type than its keyword takes, or an object lacks what makes it one of its kind.",
        example: Description("components: { schemas: { Pet: { type: object, required: name } } }"),
        instead: "does as if the keyword was not there.",
        write: "a value of the type that the report names.",
    },
    Explanation {
        code: codes::MISSING,
        about: "The specification requires a member that is not there.",
        example: Description(
            "paths: { /pets: { get: { parameters: [{ in: query, schema: { type: string } }], responses: {} } } }",
        ),
        instead: "leaves out the object, where it means nothing without the member.",
        write: "the member that the report names.",
    },
    Explanation {
        code: codes::REF_CYCLE,
        about: "References lead from one to the next and back to the first, so that none of them ever arrives at a value. Schemas that \
                contain themselves are something else, and are generated.",
        example: Description(
            "paths: { /pets: { get: { responses: { default: { $ref: '#/components/responses/A' } } } } }\n\
             components: { responses: { A: { $ref: '#/components/responses/B' }, B: { $ref: '#/components/responses/A' } } }",
        ),
        instead: "leaves out what the reference stands for.",
        write: "an object in place of one of the references.",
    },
    Explanation {
        code: codes::CONTRADICTION,
        about: "No value can satisfy all members of an `allOf`: they ask for different types, list or name different values, or state bounds \
                that exclude each other.",
        example: Description(
            "components: { schemas: { Id: { type: object, properties: { id: { allOf: [{ type: string }, { type: integer }] } } } } }",
        ),
        instead: "takes any JSON value there; where bounds alone exclude each other, the type stays, and the server refuses every value.",
        write: "the type that is meant in all members; `oneOf`, where either may come.",
    },
    Explanation {
        code: codes::UNKNOWN_STATUS,
        about: "The keys of `responses` are a status, a range of them, or `default`.",
        example: Description("paths: { /pets: { get: { responses: { ok: { description: All pets. } } } } }"),
        instead: "leaves out the response.",
        write: "`\"200\"`, `\"2XX\"` or `default`.",
    },
    Explanation {
        code: codes::UNKNOWN_LOCATION,
        about: "`in` says where a parameter travels, and names a place that the version of the description does not have.",
        example: Description(
            "paths: { /pets: { get: { parameters: [{ name: limit, in: url, schema: { type: integer } }], responses: {} } } }",
        ),
        instead: "leaves out the parameter; the operation is generated without it.",
        write: "`path`, `query`, `header` or `cookie`.",
    },
    Explanation {
        code: codes::UNKNOWN_SCHEME,
        about: "`security` names a scheme that is not declared, so that no credentials could ever satisfy it.",
        example: Description("security: [{ token: [] }]\npaths: { /pets: { get: { responses: {} } } }"),
        instead: "leaves out the alternative that names it.",
        write: "the scheme, under `components/securitySchemes`, or its right name.",
    },
];
