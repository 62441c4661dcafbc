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
        about: "`additionalOperations` of OpenAPI 3.2 has methods that have no field of their own in a path, in the \
                capital letters that are sent. A method is a token: letters, digits and a few other characters, \
                without spaces.",
        example: Description(
            "openapi: 3.2.0\ninfo: { title: Pets, version: '1' }\n\
             paths: { /pets: { additionalOperations: { POST: { responses: {} } } } }",
        ),
        instead: "leaves out the operation.",
        write: "`post:` in the path for the method `POST`; a token such as `COPY` for any other method.",
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
        about: "A parameter with `in: querystring` is the whole query. Neither a second one nor a parameter with `in: \
                query` can be beside it.",
        example: Description(
            "openapi: 3.2.0\ninfo: { title: Pets, version: '1' }\n\
             paths: { /pets: { get: { responses: {}, parameters: [\n\
             { name: filter, in: querystring, content: { application/json: {} } },\n\
             { name: limit, in: query, schema: { type: integer } }] } } }",
        ),
        instead: "leaves out the parameter that is the whole query; of two such parameters it leaves out the second.",
        write: "one of the two forms.",
    },
    Explanation {
        code: codes::UNKNOWN_TYPE,
        about: "JSON Schema has seven types: string, integer, number, boolean, array, object and null.",
        example: Description("components: { schemas: { Pet: { type: any } } }"),
        instead: "ignores the type. If no other keyword shows the type, the value is any JSON value.",
        write: "one of the seven types, or no `type` if any value is valid.",
    },
    Explanation {
        code: codes::UNKNOWN_DIALECT,
        about: "`$schema` or `jsonSchemaDialect` names a dialect of JSON Schema other than draft 2020-12 and those of OpenAPI 3.1 and 3.2.",
        example: Description(
            "jsonSchemaDialect: http://json-schema.org/draft-04/schema#\ncomponents: { schemas: { Pet: { type: string } } }",
        ),
        instead: "reads the schemas as draft 2020-12. It knows some keywords of older drafts.",
        write: "nothing, or `https://json-schema.org/draft/2020-12/schema`.",
    },
    Explanation {
        code: codes::SERVER_VARIABLE,
        about: "Every `{name}` in the URL of a server is declared under `variables`. Its `default` is one of the \
                values of its `enum`, if it has an `enum`.",
        example: Description(
            "servers: [{ url: 'https://{region}.example.com' }]\ncomponents: { schemas: { Pet: { type: string } } }",
        ),
        instead: "takes the `default`, or the first value if there is none. It leaves out a server whose URL it \
                  cannot fill in.",
        write: "`variables: { region: { default: eu } }`.",
    },
    Explanation {
        code: codes::SERVER_IGNORED,
        about: "A path or an operation has servers of its own, which replace those of the document for it. The client \
                sends its requests there. The generated server has one router, whose paths all begin in one place.",
        example: Description(
            "servers: [{ url: 'https://example.com/v1' }]\n\
             paths: { /files: { servers: [{ url: 'https://example.com/v2' }], post: { responses: {} } } }",
        ),
        instead: "serves the operation under the path of the document's server.",
        write: "nothing if no server is generated. Otherwise rewrite the path of such requests before the router.",
    },
    Explanation {
        code: codes::NO_CONTENT,
        about: "A response to `GET` with status 200, 203, 206 or 2XX declares no content. Often a body comes all the same, \
                and the author left it out.",
        example: Description("paths: { /archive: { get: { responses: { '200': { description: A tar. } } } } }"),
        instead: "gives the call the type `()`. `Response::raw()` has the bytes of the body.",
        write: "`content`, with the media type and the schema of the body. Nothing, if there is no body.",
    },
    Explanation {
        code: codes::IMPOSSIBLE_CONTENT,
        about: "Responses with status 1xx, 204, 205 or 304 have no content, and neither has a response to HEAD.",
        example: Description(
            "paths: { /pets: { delete: { responses: { '204': { description: Done., content: { application/json: {} } } } } } }",
        ),
        instead: "leaves the content out: the response has no body.",
        write: "no `content`. Where a body does come, state `200`.",
    },
    Explanation {
        code: codes::EXCLUSIVE,
        about: "The specification allows one of two fields: `example` or `examples`, `value` or `externalValue`, \
                `schema` or `content`, `encoding` or `itemEncoding`, `operationId` or `operationRef`. The `content` \
                of a parameter has one media type.",
        example: Description(
            "paths: { /pets: { get: { responses: {}, parameters: [{ name: filter, in: query, schema: { type: string },\n\
             content: { application/json: { schema: { type: object } } } }] } } }",
        ),
        instead: "uses the field that the report names.",
        write: "one of the two.",
    },
    Explanation {
        code: codes::PARAMETER_NAME,
        about: "A path encloses the names of its parameters in braces. The name of a parameter can therefore not \
                contain a brace.",
        example: Description(
            "paths: { '/pets/{id}': { get: { responses: {}, parameters: [{ name: '{id}', in: path, required: true, schema: { type: string } }] } } }",
        ),
        instead: "leaves out the parameter. The variable of the path is a required string.",
        write: "`name: id`.",
    },
    Explanation {
        code: codes::COMPONENT_NAME,
        about: "The names of components consist of letters, digits, `.`, `-` and `_`.",
        example: Description("components: { schemas: { 'Page<Pet>': { type: object } } }"),
        instead: "generates the component. It leaves out characters that a Rust name cannot have.",
        write: "a name without other characters, if the description is yours.",
    },
    Explanation {
        code: codes::MEDIA_TYPE,
        about: "A key of `content` is a media type: two names with a slash between them.",
        example: Description(
            "paths: { /pets: { get: { responses: { '200': { description: '', content: { json: { schema: { type: string } } } } } } } }",
        ),
        instead: "gives the bytes of the body.",
        write: "`application/json`, or the media type that is sent.",
    },
    Explanation {
        code: codes::RUNTIME_EXPRESSION,
        about: "Callbacks and links refer to a request or a response by runtime expressions, such as \
                `$request.body#/url`, `$request.query.id` or `$response.header.Location`.",
        example: Description(
            "paths: { /pets: { post: { responses: {}, callbacks: { done: { '{$request.boddy#/url}': { post: { responses: {} } } } } } } }",
        ),
        instead: "keeps the string. For generated code it is documentation only.",
        write: "an expression that the specification has.",
    },
    Explanation {
        code: codes::ALLOW_RESERVED,
        about: "`allowReserved` is about values that are percent-encoded: parameters in the query and, since 3.2, in \
                paths and cookies. Headers are never percent-encoded.",
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
        instead: "generates a required parameter that is a string.",
        write: "`parameters: [{ name: id, in: path, required: true, schema: { type: string } }]`.",
    },
    Explanation {
        code: codes::TEMPLATE,
        about: "A path begins with a slash. Between its braces there are names of parameters and nothing else. The \
                `style` and `explode` of a parameter say how its value is written.",
        example: Description(
            "paths: { '/pets/{;id*}': { get: { parameters: [{ name: id, in: path, required: true, schema: { type: string } }], responses: {} } } }",
        ),
        instead: "leaves out the operators, and adds the slash.",
        write: "`/pets/{id}`.",
    },
    Explanation {
        code: codes::REPEATED_VARIABLE,
        about: "A path has the same `{name}` twice.",
        example: Description(
            "paths: { '/pets/{id}/of/{id}': { get: { parameters: [{ name: id, in: path, required: true, schema: { type: string } }], responses: {} } } }",
        ),
        instead: "writes one value for both variables.",
        write: "another name for one of the two.",
    },
    Explanation {
        code: codes::AMBIGUOUS_PATH,
        about: "Two paths with the same method differ only in the names of their variables, or in what follows `#`, and have no required query or header parameter of one value.",
        example: Description(
            "paths:\n  '/pets/{id}': { get: { parameters: [{ name: id, in: path, schema: { type: string } }], responses: {} } }\n  \
             '/pets/{name}': { get: { parameters: [{ name: name, in: path, schema: { type: string } }], responses: {} } }",
        ),
        instead: "generates both. A client can call both. The server takes the first for both.",
        write: "another path for one of them, or a required parameter with an `enum` of one value for each. What follows `?` in a path also tells them apart.",
    },
    Explanation {
        code: codes::DUPLICATE_OPERATION_ID,
        about: "An `operationId` identifies one operation of the description. Capital and small letters are different.",
        example: Description(
            "paths: { /pets: { get: { operationId: list, responses: {} } }, /owners: { get: { operationId: list, responses: {} } } }",
        ),
        instead: "generates both, one of them with a longer name.",
        write: "a different `operationId` for each.",
    },
    Explanation {
        code: codes::DUPLICATE_VALUE,
        about: "`enum` or `required` has the same value twice.",
        example: Description("components: { schemas: { Kind: { type: string, enum: [cat, dog, cat] } } }"),
        instead: "counts it once.",
        write: "each value once.",
    },
    Explanation {
        code: codes::DOUBTFUL,
        about: "A schema is valid, but hardly anybody means what it says: an array without `items` in a version that \
                requires them, an `enum` of single values beside `type: array`, a value of `enum` that `type` \
                refuses, a pattern between slashes, bounds that exclude each other or that the format does not have, an \
                empty `oneOf`.",
        example: Description("components: { schemas: { Code: { type: string, pattern: '/^[A-Z]+$/' } } }"),
        instead: "reads the schema as it is written.",
        write: "what you mean, such as `pattern: '^[A-Z]+$'`.",
    },
    Explanation {
        code: codes::FOREIGN_KEYWORD,
        about: "The description states one version of the specification, and the field or keyword belongs to another \
                one. An example is `nullable`, which 3.0 has and 3.1 does not have.",
        example: Description("components: { schemas: { Name: { type: string, nullable: true } } }"),
        instead: "ignores it if the report says so. Otherwise it reads it with the meaning that it has in its own \
                  version.",
        write: "what the stated version has instead, such as `type: [string, 'null']`.",
    },
    Explanation {
        code: codes::OLD_KEYWORD,
        about: "The older forms are an array under `items`, and `required: true` in a property.",
        example: Description(
            "components: { schemas: { Pair: { type: array, items: [{ type: string }, { type: integer }] } } }",
        ),
        instead: "reads the array as `prefixItems`, and ignores the flag.",
        write: "`prefixItems: [..]`; `required: [name]` in the schema that has the property.",
    },
    Explanation {
        code: codes::REF_SIBLINGS,
        about: "Operations or parameters are beside the `$ref` of a path. The specification does not say what that \
                means.",
        example: Description(
            "paths: { /pets: { $ref: '#/components/pathItems/Pets', post: { responses: {} } } }\n\
             components: { pathItems: { Pets: { get: { responses: {} } } } }",
        ),
        instead: "merges both. If both have a field of the same name, the one beside the `$ref` counts.",
        write: "everything in the object to which the `$ref` refers.",
    },
    Explanation {
        code: codes::MISPLACED_REF,
        about: "A `$ref` is in place of an operation or of a string, or among the names of properties. No version of \
                the specification allows it there.",
        example: Description(
            "components: { schemas: { Pet: { type: object, properties: { $ref: '#/components/schemas/Owner/properties' } },\n\
             Owner: { type: object, properties: { name: { type: string } } } } }",
        ),
        instead: "reads the target of the reference.",
        write: "the target itself in place of the `$ref`.",
    },
    Explanation {
        code: codes::REPEATED_ANCHOR,
        about: "`$anchor` and `$dynamicAnchor` name a schema within its file, or within the `$id` around it. Two of one \
                name are ambiguous to the letter of JSON Schema.",
        example: Description(
            "components:\n  schemas:\n    Cats: { type: array, items: { $ref: '#item' }, $defs: { a: { $anchor: item, type: string } } }\n    \
             Dogs: { type: array, items: { $ref: '#item' }, $defs: { a: { $anchor: item, type: integer } } }",
        ),
        instead: "takes each component for the scope of its anchors: a reference leads to the anchor of its own component, and \
                  elsewhere to the first in the file.",
        write: "another name for each anchor, or an `$id` in each component.",
    },
    Explanation {
        code: codes::REF_BASE,
        about: "In a schema with `$id`, references are relative to that address, and `#` is the schema itself. This \
                reference has no target there, but it has one from the root of its file.",
        example: Description(
            "components: { schemas: { Pet: { $id: 'https://example.com/pet', properties: { owner: { $ref: '#/components/schemas/Owner' } } },\n\
             Owner: { type: object } } }",
        ),
        instead: "reads the reference from the root of the file.",
        write: "the schema without `$id`, if nothing refers to it by its `$id`.",
    },
    Explanation {
        code: codes::UNKNOWN_LINK,
        about: "A Link Object names an operation by an `operationId` or `operationRef` that no operation has.",
        example: Description(
            "paths: { /pets: { get: { responses: { '200': { description: '', links: { next: { operationId: nextPets } } } } } } }",
        ),
        instead: "does the same as for every link: nothing, because links change nothing on the wire.",
        write: "the `operationId` of an operation.",
    },
    Explanation {
        code: codes::TAG_PARENT,
        about: "The Tag Objects of OpenAPI 3.2 are nested by `parent`. It names another tag, and never one below it.",
        example: Description(
            "openapi: 3.2.0\ninfo: { title: Pets, version: '1' }\ntags: [{ name: a, parent: b }, { name: b, parent: a }]\n\
             components: { schemas: { Pet: { type: string } } }",
        ),
        instead: "reads the tag as one without a parent.",
        write: "the name of a tag above this one.",
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
