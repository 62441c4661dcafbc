//! Members that are misspelt, or that no version has.
//!
//! Owns the names that objects have. In a schema a member is reported when it is a slip of one of them: one letter more,
//! less or changed, or two exchanged; JSON Schema allows any others. In all other objects every member that is not known
//! is reported. Must not know what a member means.

use crate::bounds::{MISTYPED_KEYWORD_LENGTH, MISTYPED_LENGTH};
use crate::diagnostic::codes;
use crate::did_you_mean::did_you_mean;
use crate::source::Node;

use super::Reader;

/// Members of the root of any version.
pub(super) const ROOT: &[&str] = &[
    "openapi",
    "swagger",
    "info",
    "servers",
    "paths",
    "webhooks",
    "components",
    "security",
    "tags",
    "externalDocs",
    "jsonSchemaDialect",
    "$self",
    "host",
    "basePath",
    "schemes",
    "consumes",
    "produces",
    "definitions",
    "parameters",
    "responses",
    "securityDefinitions",
];

/// Members of a Path Item Object.
pub(super) const PATH_ITEM: &[&str] = &[
    "$ref",
    "summary",
    "description",
    "get",
    "put",
    "post",
    "delete",
    "options",
    "head",
    "patch",
    "trace",
    "query",
    "additionalOperations",
    "servers",
    "parameters",
];

/// Members of an Operation Object.
pub(super) const OPERATION: &[&str] = &[
    "tags",
    "summary",
    "description",
    "externalDocs",
    "operationId",
    "parameters",
    "requestBody",
    "responses",
    "callbacks",
    "deprecated",
    "security",
    "servers",
    "consumes",
    "produces",
    "schemes",
];

/// Members of a Parameter Object, Swagger 2.0's with the keywords of schemas among them.
pub(super) const PARAMETER: &[&str] = &[
    "$ref",
    "name",
    "in",
    "description",
    "required",
    "deprecated",
    "allowEmptyValue",
    "style",
    "explode",
    "allowReserved",
    "schema",
    "content",
    "example",
    "examples",
    "type",
    "format",
    "items",
    "collectionFormat",
    "default",
    "maximum",
    "exclusiveMaximum",
    "minimum",
    "exclusiveMinimum",
    "maxLength",
    "minLength",
    "pattern",
    "maxItems",
    "minItems",
    "uniqueItems",
    "enum",
    "multipleOf",
];

/// Members of a Request Body Object.
pub(super) const BODY: &[&str] = &["$ref", "description", "content", "required", "summary"];

/// Members of a Response Object.
pub(super) const RESPONSE: &[&str] =
    &["$ref", "summary", "description", "headers", "content", "links", "schema", "examples"];

/// Members of a Media Type Object.
pub(super) const MEDIA_TYPE: &[&str] = &[
    "$ref",
    "schema",
    "itemSchema",
    "example",
    "examples",
    "encoding",
    "prefixEncoding",
    "itemEncoding",
    "description",
];

/// Keywords of schemas, of OpenAPI and of all drafts of JSON Schema.
pub(super) const SCHEMA: &[&str] = &[
    "$ref",
    "$id",
    "$schema",
    "$anchor",
    "$dynamicRef",
    "$dynamicAnchor",
    "$recursiveRef",
    "$recursiveAnchor",
    "$defs",
    "$comment",
    "$vocabulary",
    "id",
    "ids",
    "definitions",
    "dependencies",
    "title",
    "description",
    "default",
    "example",
    "examples",
    "deprecated",
    "readOnly",
    "writeOnly",
    "nullable",
    "type",
    "format",
    "enum",
    "const",
    "minimum",
    "maximum",
    "exclusiveMinimum",
    "exclusiveMaximum",
    "multipleOf",
    "minLength",
    "maxLength",
    "pattern",
    "contentEncoding",
    "contentMediaType",
    "contentSchema",
    "items",
    "additionalItems",
    "prefixItems",
    "minItems",
    "maxItems",
    "uniqueItems",
    "contains",
    "minContains",
    "maxContains",
    "unevaluatedItems",
    "properties",
    "required",
    "additionalProperties",
    "patternProperties",
    "propertyNames",
    "minProperties",
    "maxProperties",
    "dependentRequired",
    "dependentSchemas",
    "unevaluatedProperties",
    "allOf",
    "anyOf",
    "oneOf",
    "not",
    "if",
    "then",
    "else",
    "discriminator",
    "xml",
    "externalDocs",
    "name",
    "in",
];

/// Members of the Components Object.
pub(super) const COMPONENTS: &[&str] = &[
    "$ref",
    "schemas",
    "responses",
    "parameters",
    "examples",
    "requestBodies",
    "headers",
    "securitySchemes",
    "links",
    "callbacks",
    "pathItems",
    "mediaTypes",
];

/// Members of a Link Object.
pub(super) const LINK: &[&str] =
    &["$ref", "operationRef", "operationId", "parameters", "requestBody", "description", "server"];

impl<'a> Reader<'a, '_> {
    /// Reports members of a schema that are a slip of a keyword that it could have and has not.
    pub(super) fn spelling(&mut self, node: &Node<'a>, names: &[&str]) {
        for (name, member) in node.members() {
            if name.len() < MISTYPED_LENGTH || name.starts_with("x-") || names.contains(&name) {
                continue;
            }
            let meant = names.iter().find(|known| known.len() >= MISTYPED_KEYWORD_LENGTH && is_slip(name, known));
            if let Some(meant) = meant.filter(|meant| node.get(meant).is_none()) {
                let message = format!("`{name}` is not part of the specification, and is ignored");
                self.warn(codes::UNKNOWN_KEYWORD, member.at, message, &format!("did you mean `{meant}`?"));
            }
        }
    }

    /// Reports members of an object that no version of the specification knows there.
    pub(super) fn unknown_members(&mut self, node: &Node<'a>, names: &[&str]) {
        for (name, member) in node.members().filter(|(name, _)| !name.starts_with("x-") && !names.contains(name)) {
            let message = format!("`{name}` is not part of the specification, and is ignored");
            let help = match did_you_mean(name, names.iter().copied()) {
                Some(meant) => format!("did you mean `{meant}`?"),
                None => "delete it, or begin its name with `x-`".to_owned(),
            };
            self.warn(codes::UNKNOWN_KEYWORD, member.at, message, &help);
        }
    }
}

/// Whether two names are one slip apart; upper and lower case are the same.
fn is_slip(name: &str, known: &str) -> bool {
    let one: Vec<char> = name.to_lowercase().chars().collect();
    let other: Vec<char> = known.to_lowercase().chars().collect();
    let same_start = one.iter().zip(&other).take_while(|(one, other)| one == other).count();
    let (one, other) = (one.get(same_start..).unwrap_or_default(), other.get(same_start..).unwrap_or_default());
    match (one, other) {
        ([], []) => true,
        ([_, one @ ..], other) if one == other => true,
        (one, [_, other @ ..]) if one == other => true,
        ([_, one @ ..], [_, other @ ..]) if one == other => true,
        ([a, b, one @ ..], [c, d, other @ ..]) => a == d && b == c && one == other,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::is_slip;

    #[test]
    fn one_slip_is_one_letter_or_two_exchanged() {
        for slip in ["nulable", "nullabel", "nullablee", "mullable", "Nullable"] {
            assert!(is_slip(slip, "nullable"), "{slip}");
        }
        assert!(!is_slip("nulabel", "nullable"));
        assert!(!is_slip("null", "nullable"));
    }
}
