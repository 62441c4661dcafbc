//! Explanations of the codes after which all is generated, and something says less than the description.
//!
//! Owns the texts.

use super::Example::{Description, Settings};
use super::Explanation;
use crate::diagnostic::codes;

pub(super) const ALL: &[Explanation] = &[
    Explanation {
        code: codes::UNTYPED,
        about: "The schema combines keywords in a way for which oasmith has no Rust type yet.",
        example: Description(
            "components: { schemas: { Ids: { type: object, patternProperties: { '^x-': { type: integer } } } } }",
        ),
        instead: "takes any JSON value there. Nothing is lost on the wire, but the compiler does not help you.",
        write: "nothing, if `serde_json::Value` is good enough for you; otherwise a schema that describes one thing.",
    },
    Explanation {
        code: codes::UNCHECKED,
        about: "A keyword restricts values, and the server does not validate it. This concerns a `pattern` that is \
                not a regular expression of ECMA-262, an `enum` none of whose values has the stated `type`, a bound \
                that is not a finite number, and `additionalProperties: false` within `allOf` where it would refuse the \
                properties of the other subschemas.",
        example: Description(
            "paths:\n  /pets:\n    post:\n      requestBody:\n        content: { application/json: { schema: { type: string, pattern: '[a-' } } }\n      responses: {}",
        ),
        instead: "accepts what the keyword would refuse. The type is as described, and so is all other validation.",
        write: "the validation in the handler, where it matters.",
    },
    Explanation {
        code: codes::DIRECTION,
        about: "A `readOnly` property comes from the service only, and a `writeOnly` property goes to it only. This \
                property tells the alternatives of a union apart, so that neither direction can omit it.",
        example: Description(
            "paths: { /pets: { post: { requestBody: { content: { application/json: { schema: { $ref: '#/components/schemas/Pet' } } } }, responses: {} } } }\n\
             components:\n  schemas:\n    Cat: { type: object, required: [kind], properties: { kind: { type: string, readOnly: true } } }\n    \
             Pet: { oneOf: [{ $ref: '#/components/schemas/Cat' }], discriminator: { propertyName: kind } }",
        ),
        instead: "requires the property in both directions. Any other such property is left out of the direction that \
                  does not have it.",
        write: "the property without `readOnly` and `writeOnly`.",
    },
    Explanation {
        code: codes::UNTYPED_FORMAT,
        about: "No type holds the values of this `format` without loss (`time` and `duration`), or oasmith does not \
                read the encoding or the content of the string: `contentEncoding` other than base64, `contentSchema`. \
                An `allOf` with two formats is reported too.",
        example: Description(
            "components: { schemas: { Pet: { type: object, properties: { feeding: { type: string, format: time } } } } }",
        ),
        instead: "generates a string.",
        write: "the path of a type of yours under `[formats]` in oasmith.toml, such as `time = \
                \"chrono::NaiveTime\"`; or `time = \"string\"`, if you want a string.",
    },
    Explanation {
        code: codes::DEFAULT,
        about: "A property has a `default` that its own schema refuses: by its type, its `enum`, its bounds or its \
                `format`.",
        example: Description(
            "components: { schemas: { Page: { type: object, properties: { limit: { type: integer, default: '10' } } } } }",
        ),
        instead: "continues as if there were no default.",
        write: "a value that the schema allows: `default: 10`.",
    },
    Explanation {
        code: codes::AMBIGUOUS_UNION,
        about: "Two alternatives have the same JSON type and, if they are objects, the same properties. They have no \
                `discriminator`, or the same discriminator value.",
        example: Description(
            "components: { schemas: { Owner: { oneOf: [ { title: Person, type: object, properties: { name: { type: string } } }, \
             { title: Firm, type: object, properties: { name: { type: string } } } ] } } }",
        ),
        instead: "reads a value that fits both as the first of them.",
        write: "a `discriminator`, or a required property with another `const` in each.",
    },
    Explanation {
        code: codes::NO_TAG,
        about: "A `discriminator` tells alternatives apart by a property. One alternative does not have the property, \
                and has no name either. No value of the property can therefore select it.",
        example: Description(
            "components: { schemas: { Cat: { type: object, properties: { kind: { const: cat } } }, Pet: { discriminator: { propertyName: kind }, \
             oneOf: [ { $ref: '#/components/schemas/Cat' }, { type: object, required: [name], properties: { name: { type: string } } } ] } } }",
        ),
        instead: "writes the alternative, and reads a value like it as `Unknown`.",
        write: "the alternative as a component, whose name is its discriminator value; or a property with a `const`.",
    },
    Explanation {
        code: codes::CONTAINED,
        about: "A value satisfies `oneOf` if it satisfies exactly one alternative. An alternative that states nothing but \
                a type takes every value of another alternative with the same or a narrower type: every integer is a \
                number too. To the letter, no value is ever of the narrower one.",
        example: Description(
            "paths:\n  /pets:\n    post:\n      requestBody:\n        content: { application/json: { schema: { oneOf: [{ type: integer }, { type: number }] } } }\n      responses: {}",
        ),
        instead: "validates values against this `oneOf` as if it were `anyOf`. The type holds values of both alternatives.",
        write: "`anyOf`, or leave out the narrower alternative.",
    },
    Explanation {
        code: codes::RAW_BODY,
        about: "oasmith cannot encode and decode the media type of a body, such as XML or `multipart/mixed`. Or the body is a \
                form (`application/x-www-form-urlencoded`, `multipart/form-data`) whose schema does not describe an object.",
        example: Description(
            "paths: { /pets: { post: { requestBody: { content: { application/xml: { schema: { type: object } } } }, responses: {} } } }",
        ),
        instead: "takes and gives the bytes, with the `content-type` that is described.",
        write: "`application/json` as well, if the service supports it; for a form, an object with `properties`.",
    },
    Explanation {
        code: codes::OTHER_MEDIA_TYPE,
        about: "A response is described with several media types, and the client asks for one of them: JSON before all \
                others, then forms, then text. Or a request body is described with several, and oasmith cannot encode and \
                decode this one, such as XML; it can another.",
        example: Description(
            "paths:\n  /pets:\n    post:\n      requestBody:\n        content:\n          application/json: { schema: { type: object } }\n          application/xml: { schema: { type: object } }\n      responses: {}",
        ),
        instead: "types the one that it can encode. A request body of the other is text or bytes. A call gives the bytes of \
                  another response by `accept`.",
        write: "`.accept(\"text/csv\")` on a call, or nothing if that is good enough for you.",
    },
    Explanation {
        code: codes::UNSUPPORTED_SCHEME,
        about: "A security scheme needs more than a value in a header, a query parameter or a cookie.",
        example: Description(
            "security: [{ digest: [] }]\npaths: { /pets: { get: { responses: {} } } }\n\
             components: { securitySchemes: { digest: { type: http, scheme: digest } } }",
        ),
        instead: "sends no credentials for it, and reads none.",
        write: "a transport of your own that adds them. On the server, read the headers of the context.",
    },
    Explanation {
        code: codes::UNKNOWN_STYLE,
        about: "`style` says how a parameter is written. This style does not exist.",
        example: Description(
            "paths: { /pets: { get: { parameters: [{ name: tags, in: query, style: comma, schema: { type: array } }], responses: {} } } }",
        ),
        instead: "writes the parameter in the default style of its location: `form` in a query or cookie, `simple` in \
                  a path or header.",
        write: "the style that the service reads.",
    },
    Explanation {
        code: codes::UNDEFINED_STYLE,
        about: "The specification has a table of styles and of what each of them writes: a single value, an array, an \
                object. This parameter is something else, or has arrays and objects inside others. Services read \
                these in different ways.",
        example: Description(
            "paths: { /pets: { get: { parameters: [{ name: tags, in: query, style: deepObject, schema: { type: array, items: { type: string } } }], responses: {} } } }",
        ),
        instead: "writes and reads it as the report says.",
        write: "a style that is defined for the type, or `content: { application/json: .. }` in place of `schema`.",
    },
    Explanation {
        code: codes::DUPLICATE_PARAMETER,
        about: "One array has two parameters with the same name and the same location.",
        example: Description(
            "paths:\n  /pets:\n    get:\n      parameters:\n      - { name: limit, in: query, schema: { type: integer } }\n      - { name: limit, in: query, schema: { type: string } }\n      responses: {}",
        ),
        instead: "generates the first.",
        write: "one of the two.",
    },
    Explanation {
        code: codes::PARAMETER_WITHOUT_SCHEMA,
        about: "Nothing says which values a parameter has.",
        example: Description("paths: { /pets: { get: { parameters: [{ name: limit, in: query }], responses: {} } } }"),
        instead: "generates a string, and sends it as it is.",
        write: "a `schema`.",
    },
    Explanation {
        code: codes::PARAMETER_WITHOUT_PLACE,
        about: "A path parameter is declared, but its path has no `{name}` for it.",
        example: Description(
            "paths: { /pets: { get: { parameters: [{ name: id, in: path, required: true, schema: { type: string } }], responses: {} } } }",
        ),
        instead: "leaves out the parameter.",
        write: "the variable in the path: `/pets/{id}`.",
    },
    Explanation {
        code: codes::UNKNOWN_KEYWORD,
        about: "An object has a field or keyword that the specification does not have there: it is misspelt, or an \
                extension without `x-`.",
        example: Description(
            "components: { schemas: { Pet: { type: object, propertes: { name: { type: string } } } } }",
        ),
        instead: "continues as if it did not exist.",
        write: "the keyword that you mean; begin the names of extensions with `x-`.",
    },
    Explanation {
        code: codes::RENAMED,
        about: "Two names that differ in the description are equal in Rust, such as `fooBar` and `foo_bar`. Or a name \
                is longer than an identifier may be.",
        example: Description(
            "components: { schemas: { Pet: { type: object, properties: { fooBar: { type: string }, foo_bar: { type: string } } } } }",
        ),
        instead: "keeps the name that is spelled as in Rust. It adds a word or digits to every other one, made from \
                  its own spelling, so that they stay when others are added or removed.",
        write: "`x-rust-name` beside a schema, a property, a parameter or an operation; `x-enum-varnames` beside an \
                `enum`.",
    },
    Explanation {
        code: codes::RUST_TYPE,
        about: "A schema names a type of yours by `x-rust-type`. oasmith uses this name only if oasmith.toml allows \
                it, if it is the path of a type, and if a whole crate depends on its package.",
        example: Description("components: { schemas: { Money: { type: object, x-rust-type: 'billing::Money' } } }"),
        instead: "makes the type from the schema.",
        write: "`rust_types_from_description = true` under `[models]` in oasmith.toml, if you trust the description; \
                or the type under `[types]`.",
    },
    Explanation {
        code: codes::UNUSED_MAPPING,
        about: "`[formats]` maps a format that no schema has. Or `[types]` names a type that does not exist: it is \
                neither a schema under `components` nor, for settings of a generated type, its name in Rust.",
        example: Settings("description = 'api.yaml'\n[types]\nPett = 'pets::Pet'"),
        instead: "ignores the setting.",
        write: "the name as it is in the description, or delete the line.",
    },
    Explanation {
        code: codes::UNUSED_ALLOW,
        about: "oasmith.toml allows a code that was not reported. The line would hide the first report of that kind.",
        example: Settings("description = 'api.yaml'\n[allow]\nW-raw-body = \"we have no bodies\""),
        instead: "generates everything as usual.",
        write: "nothing: delete the line.",
    },
    Explanation {
        code: codes::UNSUPPORTED,
        about: "oasmith reads and understands the construct, and generates no code for it.",
        example: Description(
            "webhooks: { petAdded: { post: { requestBody: { content: { application/json: { schema: { type: object } } } }, responses: {} } } }\n\
             components: { schemas: { Pet: { type: object } } }",
        ),
        instead: "generates everything else.",
        write: "nothing, if the generated code is good enough for you without it.",
    },
];
