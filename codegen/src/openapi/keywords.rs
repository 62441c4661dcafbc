//! The names of the keywords of schemas, by the first version that has them.
//!
//! Owns these lists. Must not know what a keyword means.

/// Keywords of every version.
const FROM_2_0: &[&str] = &[
    "$ref",
    "title",
    "description",
    "default",
    "example",
    "readOnly",
    "type",
    "format",
    "enum",
    "minimum",
    "maximum",
    "exclusiveMinimum",
    "exclusiveMaximum",
    "multipleOf",
    "minLength",
    "maxLength",
    "pattern",
    "items",
    "minItems",
    "maxItems",
    "uniqueItems",
    "properties",
    "required",
    "additionalProperties",
    "minProperties",
    "maxProperties",
    "allOf",
    "discriminator",
    "xml",
    "externalDocs",
];

/// Keywords that came with OpenAPI 3.0.
pub(super) const FROM_3_0: &[&str] = &["oneOf", "anyOf", "not", "nullable", "writeOnly", "deprecated"];

/// Keywords that came with OpenAPI 3.1. Earlier descriptions that have them mean what 3.1 means.
pub(super) const FROM_3_1: &[&str] = &[
    "const",
    "prefixItems",
    "if",
    "then",
    "else",
    "contains",
    "minContains",
    "maxContains",
    "patternProperties",
    "propertyNames",
    "dependentRequired",
    "dependentSchemas",
    "unevaluatedItems",
    "unevaluatedProperties",
    "contentEncoding",
    "contentMediaType",
    "contentSchema",
];

/// Keywords of JSON Schema 2020-12 that are not reported in earlier descriptions, because they change no type there.
const FROM_2020_12: &[&str] =
    &["$id", "$schema", "$anchor", "$dynamicRef", "$dynamicAnchor", "$defs", "$comment", "$vocabulary", "examples"];

/// Keywords of JSON Schema 2019-09 that no version of OpenAPI has: what they refer to is not known.
pub(super) const FROM_2019_09: &[&str] = &["$recursiveRef"];

/// Names of other drafts, and of parameters of Swagger 2.0, which are schemas too.
const OTHERS: &[&str] =
    &["$recursiveAnchor", "id", "ids", "definitions", "dependencies", "additionalItems", "name", "in"];

/// All of them.
pub(super) fn all() -> impl Iterator<Item = &'static str> {
    [FROM_2_0, FROM_3_0, FROM_3_1, FROM_2020_12, FROM_2019_09, OTHERS].into_iter().flatten().copied()
}
