//! Explanations of the codes that cost the part of the description in which they stand.
//!
//! Owns the texts.

use super::Example::Description;
use super::Explanation;
use crate::diagnostic::codes;

pub(super) const ALL: &[Explanation] = &[
    Explanation {
        code: codes::DANGLING_REF,
        about: "A `$ref` refers to a file that does not exist, or to a value that its file does not have.",
        example: Description(
            "components:\n  schemas:\n    Pet: { type: object, properties: { owner: { $ref: '#/components/schemas/Ownr' } } }\n    Owner: { type: object }",
        ),
        instead: "takes any JSON value in place of a schema, and leaves out a parameter, response or path.",
        write: "a name that exists. If a similar one does, the report suggests it.",
    },
    Explanation {
        code: codes::BAD_REF,
        about: "The part of a `$ref` after the `#` is a JSON pointer. A JSON pointer is empty or begins with `/`.",
        example: Description("components: { schemas: { Pet: { $ref: '#Owner' }, Owner: { type: object } } }"),
        instead: "continues as if the value did not exist.",
        write: "the path to the value from the root of its file: `#/components/schemas/Owner`.",
    },
    Explanation {
        code: codes::REMOTE_REF,
        about: "A `$ref` is an address on the network. oasmith never fetches anything, so that builds work offline \
                and give the same code tomorrow.",
        example: Description("components: { schemas: { Pet: { $ref: 'https://example.com/pet.yaml' } } }"),
        instead: "continues as if the value did not exist.",
        write: "in oasmith.toml, under `[remote]`, the file that holds a copy: `\"https://example.com/pet.yaml\" = \"pet.yaml\"`.",
    },
    Explanation {
        code: codes::WRONG_TYPE,
        about: "A keyword takes values of certain JSON types, and this value has another one. Or an object lacks what \
                makes it an object of its kind.",
        example: Description("components: { schemas: { Pet: { type: object, required: name } } }"),
        instead: "continues as if the keyword did not exist.",
        write: "a value of the type that the report names.",
    },
    Explanation {
        code: codes::MISSING,
        about: "The specification requires a field that is not there.",
        example: Description(
            "paths: { /pets: { get: { parameters: [{ in: query, schema: { type: string } }], responses: {} } } }",
        ),
        instead: "leaves out the object, if it means nothing without the field.",
        write: "the field that the report names.",
    },
    Explanation {
        code: codes::REF_CYCLE,
        about: "Each reference leads to the next one and the last one back to the first, so that none of them reaches \
                a value. Schemas that contain themselves are another matter, and are generated.",
        example: Description(
            "paths: { /pets: { get: { responses: { default: { $ref: '#/components/responses/A' } } } } }\n\
             components: { responses: { A: { $ref: '#/components/responses/B' }, B: { $ref: '#/components/responses/A' } } }",
        ),
        instead: "leaves out what the reference refers to.",
        write: "an object in place of one of the references.",
    },
    Explanation {
        code: codes::CONTRADICTION,
        about: "No value can satisfy all subschemas of an `allOf`: they require different types, list different \
                values, or state bounds that exclude each other.",
        example: Description(
            "components: { schemas: { Id: { type: object, properties: { id: { allOf: [{ type: string }, { type: integer }] } } } } }",
        ),
        instead: "takes any JSON value there. If only bounds exclude each other, the type stays and the server \
                  refuses every value.",
        write: "the intended type in all subschemas, or `oneOf` if either is possible.",
    },
    Explanation {
        code: codes::UNKNOWN_STATUS,
        about: "A key of `responses` is a status, a range of them, or `default`.",
        example: Description("paths: { /pets: { get: { responses: { ok: { description: All pets. } } } } }"),
        instead: "leaves out the response.",
        write: "`\"200\"`, `\"2XX\"` or `default`.",
    },
    Explanation {
        code: codes::UNKNOWN_LOCATION,
        about: "`in` says where a parameter is sent. Here it names a location that the version of the description \
                does not have.",
        example: Description(
            "paths: { /pets: { get: { parameters: [{ name: limit, in: url, schema: { type: integer } }], responses: {} } } }",
        ),
        instead: "leaves out the parameter; the operation is generated without it.",
        write: "`path`, `query`, `header` or `cookie`.",
    },
    Explanation {
        code: codes::UNKNOWN_SCHEME,
        about: "A security requirement names its schemes by their keys under `components/securitySchemes`. No \
                credentials can ever satisfy one whose scheme is not there.",
        example: Description("security: [{ token: [] }]\npaths: { /pets: { get: { responses: {} } } }"),
        instead: "leaves out the security requirement that names it.",
        write: "the scheme under `components/securitySchemes`, or its correct name.",
    },
];
