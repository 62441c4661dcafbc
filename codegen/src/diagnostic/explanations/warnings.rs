//! Explanations of the codes after which all is generated, and something says less than the description.
//!
//! Owns the texts.

use super::Example::{Description, Settings};
use super::Explanation;
use crate::diagnostic::codes;

pub(super) const ALL: &[Explanation] = &[
    Explanation {
        code: codes::UNTYPED,
        about: "Keywords stand together in a way for which there is no Rust type yet.",
        example: Description(
            "components: { schemas: { Ids: { type: object, patternProperties: { '^x-': { type: integer } } } } }",
        ),
        instead: "takes any JSON value there: nothing is lost on the wire, but the compiler does not help.",
        write: "nothing, if `serde_json::Value` serves; else a schema that says one thing.",
    },
    Explanation {
        code: codes::UNCHECKED,
        about: "A keyword restricts values, and the server does not check it: a `pattern` that is no regular expression of ECMA-262, an `enum` none of \
                whose values has the type that stands beside it, a bound that is no finite number; `additionalProperties: false` within \
                `allOf`, where it would refuse the properties of the other members; headers that an answer must have.",
        example: Description(
            "paths:\n  /pets:\n    post:\n      requestBody:\n        content: { application/json: { schema: { type: string, pattern: '[a-' } } }\n      responses: {}",
        ),
        instead: "accepts what the keyword would refuse. The type and all other checks are as described.",
        write: "the check in the handler, where it matters.",
    },
    Explanation {
        code: codes::DIRECTION,
        about: "A property that is `readOnly` comes from the service alone, and one that is `writeOnly` goes to it alone. This one \
                tells the alternatives of a union apart, so that neither direction can do without it.",
        example: Description(
            "paths: { /pets: { post: { requestBody: { content: { application/json: { schema: { $ref: '#/components/schemas/Pet' } } } }, responses: {} } } }\n\
             components:\n  schemas:\n    Cat: { type: object, required: [kind], properties: { kind: { type: string, readOnly: true } } }\n    \
             Pet: { oneOf: [{ $ref: '#/components/schemas/Cat' }], discriminator: { propertyName: kind } }",
        ),
        instead: "asks for the property in both directions. Any other is left out of the direction that has not got it.",
        write: "the property without `readOnly` and `writeOnly`.",
    },
    Explanation {
        code: codes::UNTYPED_FORMAT,
        about: "A text has a `format` whose values no type holds without loss (`time` and `duration`), or it is encoded or holds \
                something in a way that is not read: `contentEncoding` other than base64, `contentSchema`; or an `allOf` has two formats.",
        example: Description(
            "components: { schemas: { Pet: { type: object, properties: { feeding: { type: string, format: time } } } } }",
        ),
        instead: "takes the text.",
        write: "the path of a type of yours under `[formats]` in oasmith.toml, such as `time = \"chrono::NaiveTime\"`; or `time = \"string\"`, where \
                text is what you want.",
    },
    Explanation {
        code: codes::DEFAULT,
        about: "A property has a `default` that its own schema refuses: by its type, its `enum`, its bounds or its `format`.",
        example: Description(
            "components: { schemas: { Page: { type: object, properties: { limit: { type: integer, default: '10' } } } } }",
        ),
        instead: "does as if there was no default.",
        write: "a value that the schema allows: `default: 10`.",
    },
    Explanation {
        code: codes::AMBIGUOUS_UNION,
        about: "Two alternatives without a `discriminator`, or with the same value of its property, have the same JSON type and, as objects, \
                the same properties.",
        example: Description(
            "components: { schemas: { Owner: { oneOf: [ { title: Person, type: object, properties: { name: { type: string } } }, \
             { title: Firm, type: object, properties: { name: { type: string } } } ] } } }",
        ),
        instead: "reads what is either of them as the first.",
        write: "a `discriminator`, or a required property with another `const` in each.",
    },
    Explanation {
        code: codes::NO_TAG,
        about: "A `discriminator` tells alternatives apart by a property that one of them does not have, and that has no name: no value \
                of the property can stand for it.",
        example: Description(
            "components: { schemas: { Cat: { type: object, properties: { kind: { const: cat } } }, Pet: { discriminator: { propertyName: kind }, \
             oneOf: [ { $ref: '#/components/schemas/Cat' }, { type: object, required: [name], properties: { name: { type: string } } } ] } } }",
        ),
        instead: "writes the alternative, and reads what looks like it as `Unknown`.",
        write: "the alternative as a component, whose name is its tag; or a property with a `const`.",
    },
    Explanation {
        code: codes::RAW_BODY,
        about: "A body is in a notation that oasmith does not encode and decode, such as XML or multipart, or it is a form \
                (`application/x-www-form-urlencoded`) whose schema is not that of an object.",
        example: Description(
            "paths: { /pets: { post: { requestBody: { content: { application/xml: { schema: { type: object } } } }, responses: {} } } }",
        ),
        instead: "takes and gives the bytes, with the `content-type` that is described.",
        write: "`application/json` as well, where the service speaks it; for a form an object with `properties`.",
    },
    Explanation {
        code: codes::OTHER_MEDIA_TYPE,
        about: "A body is described in several notations, of which the generated code offers one.",
        example: Description(
            "paths:\n  /pets:\n    post:\n      requestBody:\n        content:\n          application/json: { schema: { type: object } }\n          text/csv: { schema: { type: string } }\n      responses: {}",
        ),
        instead: "offers the first that it can encode: JSON before all others, then forms, then text.",
        write: "nothing, if that one serves.",
    },
    Explanation {
        code: codes::UNSUPPORTED_SCHEME,
        about: "A scheme needs more than a value in a header, a query or a cookie.",
        example: Description(
            "security: [{ digest: [] }]\npaths: { /pets: { get: { responses: {} } } }\n\
             components: { securitySchemes: { digest: { type: http, scheme: digest } } }",
        ),
        instead: "sends no credentials for it, and reads none.",
        write: "a transport of your own that adds them; on the server, read the headers of the context.",
    },
    Explanation {
        code: codes::UNKNOWN_STYLE,
        about: "`style` says how a parameter is written, and names a style that does not exist.",
        example: Description(
            "paths: { /pets: { get: { parameters: [{ name: tags, in: query, style: comma, schema: { type: array } }], responses: {} } } }",
        ),
        instead: "writes it in the default style of its place: `form` in a query or cookie, `simple` in a path or header.",
        write: "the style that the service reads.",
    },
    Explanation {
        code: codes::UNDEFINED_STYLE,
        about: "The specification has a table of styles and of what each writes: a single value, a list, an object. This parameter is of \
                another kind, or holds lists and objects inside of others, which services read in different ways.",
        example: Description(
            "paths: { /pets: { get: { parameters: [{ name: tags, in: query, style: deepObject, schema: { type: array, items: { type: string } } }], responses: {} } } }",
        ),
        instead: "writes and reads it as the report says.",
        write: "a style that is defined for the type, or `content: { application/json: .. }` in the place of `schema`.",
    },
    Explanation {
        code: codes::DUPLICATE_PARAMETER,
        about: "One list has two parameters with the same name in the same place.",
        example: Description(
            "paths:\n  /pets:\n    get:\n      parameters:\n      - { name: limit, in: query, schema: { type: integer } }\n      - { name: limit, in: query, schema: { type: string } }\n      responses: {}",
        ),
        instead: "generates the first.",
        write: "one of the two.",
    },
    Explanation {
        code: codes::PARAMETER_WITHOUT_SCHEMA,
        about: "Nothing says what values a parameter has.",
        example: Description("paths: { /pets: { get: { parameters: [{ name: limit, in: query }], responses: {} } } }"),
        instead: "takes text, and sends it as it is.",
        write: "a `schema`.",
    },
    Explanation {
        code: codes::PARAMETER_WITHOUT_PLACE,
        about: "A path parameter is declared, and its path has no `{name}` for it.",
        example: Description(
            "paths: { /pets: { get: { parameters: [{ name: id, in: path, required: true, schema: { type: string } }], responses: {} } } }",
        ),
        instead: "leaves out the parameter.",
        write: "the place in the path: `/pets/{id}`.",
    },
    Explanation {
        code: codes::UNKNOWN_KEYWORD,
        about: "An object has a member that the specification does not know there: a misspelt keyword, or an extension without `x-`.",
        example: Description(
            "components: { schemas: { Pet: { type: object, propertes: { name: { type: string } } } } }",
        ),
        instead: "does as if the member was not there.",
        write: "the keyword that was meant; begin the names of extensions with `x-`.",
    },
    Explanation {
        code: codes::RENAMED,
        about: "Two names that differ in the description are one in Rust, such as `fooBar` and `foo_bar`, or a name is longer than \
                identifiers are allowed to be.",
        example: Description(
            "components: { schemas: { Pet: { type: object, properties: { fooBar: { type: string }, foo_bar: { type: string } } } } }",
        ),
        instead: "keeps the name whose spelling is that of Rust, and adds to every other a word or digits that are made from its \
                  own spelling: they stay when others come or go.",
        write: "`x-rust-name` beside a schema, a member, a parameter or an operation, `x-enum-varnames` beside an `enum`.",
    },
    Explanation {
        code: codes::RUST_TYPE,
        about: "A schema names a type of yours by `x-rust-type`. What a description says becomes a name in your code only where \
                oasmith.toml allows it, where it is the path of a type, and where a whole crate depends on its package.",
        example: Description("components: { schemas: { Money: { type: object, x-rust-type: 'billing::Money' } } }"),
        instead: "makes the type from the schema.",
        write: "`rust_types_from_description = true` under `[models]` in oasmith.toml, where you trust the description; or the type \
                under `[types]`.",
    },
    Explanation {
        code: codes::UNUSED_MAPPING,
        about: "`[formats]` maps a format that no schema has, or `[types]` names a type that is not there: neither a schema under \
                `components` nor, for settings of a type that is written, its name in Rust.",
        example: Settings("description = 'api.yaml'\n[types]\nPett = 'pets::Pet'"),
        instead: "goes on without it.",
        write: "the name as the description spells it, or delete the line.",
    },
    Explanation {
        code: codes::UNUSED_ALLOW,
        about: "oasmith.toml allows a code that was not reported. The line would hide the first report of that kind.",
        example: Settings("description = 'api.yaml'\n[allow]\nW-raw-body = \"we have no bodies\""),
        instead: "generates everything as usual.",
        write: "nothing in its place: delete the line.",
    },
    Explanation {
        code: codes::UNSUPPORTED,
        about: "The construct is read and understood, and no code is generated for it.",
        example: Description(
            "webhooks: { petAdded: { post: { requestBody: { content: { application/json: { schema: { type: object } } } }, responses: {} } } }\n\
             components: { schemas: { Pet: { type: object } } }",
        ),
        instead: "generates everything else.",
        write: "nothing, if the generated code serves without it.",
    },
];
