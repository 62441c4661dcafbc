//! Explanations of the codes that reading a description reports: what is written in another way than its version has it,
//! and what contradicts itself.
//!
//! Owns the texts.

use super::Example::Description;
use super::Explanation;
use crate::diagnostic::codes;

pub(super) const ALL: &[Explanation] = &[
    Explanation {
        code: codes::METHOD,
        about: "`additionalOperations` of OpenAPI 3.2 takes methods that have no member of their own in a path, with the capital \
                letters that are sent. A method is a token: letters, digits and a few signs, without spaces.",
        example: Description(
            "openapi: 3.2.0\ninfo: { title: Pets, version: '1' }\n\
             paths: { /pets: { additionalOperations: { POST: { responses: {} } } } }",
        ),
        instead: "leaves out the operation.",
        write: "`post:` in the path for the method `POST`; a token such as `COPY` for any other.",
    },
    Explanation {
        code: codes::HEADER_NAME,
        about: "The name of a header is a token (RFC 9110): it has no spaces, brackets, colons or equals signs.",
        example: Description(
            "paths: { /pets: { get: { parameters: [{ name: 'page size', in: header, schema: { type: integer } }], responses: {} } } }",
        ),
        instead: "leaves out the header.",
        write: "the name that is sent, such as `Page-Size`.",
    },
    Explanation {
        code: codes::QUERY_STRING,
        about: "A parameter with `in: querystring` is the whole query, so that neither a second one nor parameters with `in: query` \
                have a place beside it.",
        example: Description(
            "openapi: 3.2.0\ninfo: { title: Pets, version: '1' }\n\
             paths: { /pets: { get: { responses: {}, parameters: [\n\
             { name: filter, in: querystring, content: { application/json: {} } },\n\
             { name: limit, in: query, schema: { type: integer } }] } } }",
        ),
        instead: "leaves out the parameter that is the whole query, or of two of them the second.",
        write: "one of the two forms.",
    },
    Explanation {
        code: codes::UNKNOWN_TYPE,
        about: "JSON Schema has seven types: string, integer, number, boolean, array, object and null.",
        example: Description("components: { schemas: { Pet: { type: any } } }"),
        instead: "ignores the type. Where no other keyword tells it, the value is any JSON value.",
        write: "one of the seven types, or none where any value is right.",
    },
    Explanation {
        code: codes::UNKNOWN_DIALECT,
        about: "`$schema` or `jsonSchemaDialect` names a dialect of JSON Schema other than draft 2020-12 and those of OpenAPI 3.1 and 3.2.",
        example: Description(
            "jsonSchemaDialect: http://json-schema.org/draft-04/schema#\ncomponents: { schemas: { Pet: { type: string } } }",
        ),
        instead: "reads the schemas as draft 2020-12, and knows some keywords of older drafts.",
        write: "nothing, or `https://json-schema.org/draft/2020-12/schema`.",
    },
    Explanation {
        code: codes::SERVER_VARIABLE,
        about: "Every `{name}` in the URL of a server is declared under `variables`, with a `default` that is among the values of its \
                `enum`, where it has one.",
        example: Description(
            "servers: [{ url: 'https://{region}.example.com' }]\ncomponents: { schemas: { Pet: { type: string } } }",
        ),
        instead: "takes the `default`, or the first value where there is none; it leaves out a server whose URL it cannot fill.",
        write: "`variables: { region: { default: eu } }`.",
    },
    Explanation {
        code: codes::SERVER_IGNORED,
        about: "A path or an operation has servers of its own, which replace those of the document for it.",
        example: Description(
            "servers: [{ url: 'https://example.com' }]\n\
             paths: { /files: { servers: [{ url: 'https://files.example.com' }], post: { responses: {} } } }",
        ),
        instead: "sends the requests to the server of the client, like all others.",
        write: "nothing; make a second client with that server as its base, and call these operations with it.",
    },
    Explanation {
        code: codes::EXCLUSIVE,
        about: "The specification allows one of two members: `example` or `examples`, `value` or `externalValue`, `schema` or `content`, \
                `encoding` or `itemEncoding`, `operationId` or `operationRef`. The `content` of a parameter has one media type.",
        example: Description(
            "paths: { /pets: { get: { responses: {}, parameters: [{ name: filter, in: query, schema: { type: string },\n\
             content: { application/json: { schema: { type: object } } } }] } } }",
        ),
        instead: "goes by the one that the report names.",
        write: "one of the two.",
    },
    Explanation {
        code: codes::PARAMETER_NAME,
        about: "A path names its parameters between braces, so that the name of one cannot hold a brace.",
        example: Description(
            "paths: { '/pets/{id}': { get: { responses: {}, parameters: [{ name: '{id}', in: path, required: true, schema: { type: string } }] } } }",
        ),
        instead: "leaves out the parameter; the variable of the path is required text.",
        write: "`name: id`.",
    },
    Explanation {
        code: codes::COMPONENT_NAME,
        about: "The names of components are made of letters, digits, `.`, `-` and `_`.",
        example: Description("components: { schemas: { 'Page<Pet>': { type: object } } }"),
        instead: "generates the component; signs that a Rust name cannot have are left out.",
        write: "a name without other signs, where the description is yours.",
    },
    Explanation {
        code: codes::MEDIA_TYPE,
        about: "The keys of `content` are media types: two names with a slash between them.",
        example: Description(
            "paths: { /pets: { get: { responses: { '200': { description: '', content: { json: { schema: { type: string } } } } } } } }",
        ),
        instead: "gives the bytes of the body.",
        write: "`application/json`, or the type that is sent.",
    },
    Explanation {
        code: codes::RUNTIME_EXPRESSION,
        about: "Callbacks and links refer to a request or an answer by runtime expressions, such as `$request.body#/url`, \
                `$request.query.id` or `$response.header.Location`.",
        example: Description(
            "paths: { /pets: { post: { responses: {}, callbacks: { done: { '{$request.boddy#/url}': { post: { responses: {} } } } } } } }",
        ),
        instead: "keeps the text, which is nothing but documentation to generated code.",
        write: "an expression that the specification has.",
    },
    Explanation {
        code: codes::ALLOW_RESERVED,
        about: "`allowReserved` is about values that are percent-encoded: parameters in the query, and since 3.2 in paths and cookies. \
                Headers never are.",
        example: Description(
            "paths: { /pets: { get: { parameters: [{ name: Page, in: header, allowReserved: true, schema: { type: string } }], responses: {} } } }",
        ),
        instead: "ignores it.",
        write: "nothing.",
    },
    Explanation {
        code: codes::IMPLICIT_PARAMETER,
        about: "A path has `{name}`, and no parameter of that name is declared with `in: path`.",
        example: Description("paths: { '/pets/{id}': { get: { responses: {} } } }"),
        instead: "takes it as a required parameter that is text.",
        write: "`parameters: [{ name: id, in: path, required: true, schema: { type: string } }]`.",
    },
    Explanation {
        code: codes::TEMPLATE,
        about: "A path begins with a slash, and between its braces stand names of parameters and nothing else. How a value is \
                written, its parameter's `style` and `explode` say.",
        example: Description(
            "paths: { '/pets/{;id*}': { get: { parameters: [{ name: id, in: path, required: true, schema: { type: string } }], responses: {} } } }",
        ),
        instead: "leaves the signs out, and adds the slash.",
        write: "`/pets/{id}`.",
    },
    Explanation {
        code: codes::REPEATED_VARIABLE,
        about: "A path has the same `{name}` in two places.",
        example: Description(
            "paths: { '/pets/{id}/of/{id}': { get: { parameters: [{ name: id, in: path, required: true, schema: { type: string } }], responses: {} } } }",
        ),
        instead: "puts one value in both places.",
        write: "a name of its own for each place.",
    },
    Explanation {
        code: codes::AMBIGUOUS_PATH,
        about: "Two paths with one method differ in nothing but the names of their variables.",
        example: Description(
            "paths:\n  '/pets/{id}': { get: { parameters: [{ name: id, in: path, schema: { type: string } }], responses: {} } }\n  \
             '/pets/{name}': { get: { parameters: [{ name: name, in: path, schema: { type: string } }], responses: {} } }",
        ),
        instead: "generates both. A client can call both; no server can tell which one is meant.",
        write: "another path for one of them.",
    },
    Explanation {
        code: codes::DUPLICATE_OPERATION_ID,
        about: "Two operations have the same `operationId`. Capital and small letters are different.",
        example: Description(
            "paths: { /pets: { get: { operationId: list, responses: {} } }, /owners: { get: { operationId: list, responses: {} } } }",
        ),
        instead: "generates both, one of them under a longer name.",
        write: "an id of its own for each.",
    },
    Explanation {
        code: codes::DUPLICATE_VALUE,
        about: "`enum` or `required` names the same value twice.",
        example: Description("components: { schemas: { Kind: { type: string, enum: [cat, dog, cat] } } }"),
        instead: "takes it once.",
        write: "each value once.",
    },
    Explanation {
        code: codes::DOUBTFUL,
        about: "A schema is valid and says what hardly anybody means: a list without `items` in a version that asks for them, an `enum` of \
                single values beside `type: array`, a value of `enum` that `type` refuses, a pattern between slashes.",
        example: Description("components: { schemas: { Code: { type: string, pattern: '/^[A-Z]+$/' } } }"),
        instead: "takes the schema as it is written.",
        write: "what is meant, such as `pattern: '^[A-Z]+$'`.",
    },
    Explanation {
        code: codes::FOREIGN_KEYWORD,
        about: "A member belongs to another version of the specification than the one the description states, such as `nullable`, which \
                3.0 has and 3.1 has not.",
        example: Description("components: { schemas: { Name: { type: string, nullable: true } } }"),
        instead: "ignores it where the report says so, and else reads it as the version means it that has it.",
        write: "what the stated version has for it, such as `type: [string, 'null']`.",
    },
    Explanation {
        code: codes::OLD_KEYWORD,
        about: "A keyword has a form of an older draft of JSON Schema: a list under `items`, or `required: true` in a property.",
        example: Description(
            "components: { schemas: { Pair: { type: array, items: [{ type: string }, { type: integer }] } } }",
        ),
        instead: "reads the list as `prefixItems`, and ignores the flag.",
        write: "`prefixItems: [..]`; `required: [name]` in the schema that has the property.",
    },
    Explanation {
        code: codes::REF_SIBLINGS,
        about: "Operations or parameters stand beside the `$ref` of a path. The specification leaves open what that means.",
        example: Description(
            "paths: { /pets: { $ref: '#/components/pathItems/Pets', post: { responses: {} } } }\n\
             components: { pathItems: { Pets: { get: { responses: {} } } } }",
        ),
        instead: "takes both together; of two with one name, the one beside the `$ref`.",
        write: "everything in the object that the `$ref` leads to.",
    },
    Explanation {
        code: codes::MISPLACED_REF,
        about: "A `$ref` stands in the place of an operation or of a text, or among the names of properties, where no version of the \
                specification has one.",
        example: Description(
            "components: { schemas: { Pet: { type: object, properties: { $ref: '#/components/schemas/Owner/properties' } },\n\
             Owner: { type: object, properties: { name: { type: string } } } } }",
        ),
        instead: "takes what the reference leads to.",
        write: "what it leads to, in its place.",
    },
    Explanation {
        code: codes::REF_BASE,
        about: "In a schema with `$id` references count from that address, and `#` is the schema itself. This one leads nowhere from there, \
                but somewhere from the root of its file.",
        example: Description(
            "components: { schemas: { Pet: { $id: 'https://example.com/pet', properties: { owner: { $ref: '#/components/schemas/Owner' } } },\n\
             Owner: { type: object } } }",
        ),
        instead: "takes the reference as counted from the root of the file.",
        write: "the schema without `$id`, if nothing refers to it by that.",
    },
    Explanation {
        code: codes::UNKNOWN_LINK,
        about: "A link names an operation by an `operationId` or `operationRef` that no operation has.",
        example: Description(
            "paths: { /pets: { get: { responses: { '200': { description: '', links: { next: { operationId: nextPets } } } } } } }",
        ),
        instead: "does as with any link: nothing, because links change nothing on the wire.",
        write: "the id of an operation.",
    },
    Explanation {
        code: codes::TAG_PARENT,
        about: "Tags of OpenAPI 3.2 are nested by `parent`, which names another tag, and never one below it.",
        example: Description(
            "openapi: 3.2.0\ninfo: { title: Pets, version: '1' }\ntags: [{ name: a, parent: b }, { name: b, parent: a }]\n\
             components: { schemas: { Pet: { type: string } } }",
        ),
        instead: "takes the tag as one without a parent.",
        write: "the name of a tag further up.",
    },
    Explanation {
        code: codes::NO_PATHS,
        about: "Before 3.1 every description has `paths`.",
        example: Description(
            "openapi: 3.0.3\ninfo: { title: Pets, version: '1' }\ncomponents: { schemas: { Pet: { type: string } } }",
        ),
        instead: "generates the types.",
        write: "`paths: {}`.",
    },
    Explanation {
        code: codes::NO_DESCRIPTION,
        about: "Before 3.2 every response has a `description`.",
        example: Description("paths: { /pets: { get: { responses: { '200': {} } } } }"),
        instead: "generates the response.",
        write: "a sentence, or `description: ''`.",
    },
];
