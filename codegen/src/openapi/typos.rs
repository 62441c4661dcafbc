//! Fields that are misspelt, or that no version has.
//!
//! Owns the names of the fields of each object. A keyword of a schema is reported only when it is a typo of a known one: one
//! letter more, less or changed, or two exchanged. JSON Schema allows any others. In all other objects every unknown field is
//! reported. Must not know what a field means.

use crate::bounds::{MISTYPED_KEYWORD_LENGTH, MISTYPED_LENGTH};
use crate::diagnostic::codes;
use crate::did_you_mean::did_you_mean;
use crate::source::Node;

use super::{Reader, keywords};

/// Fields of the root of any version.
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

/// Fields of a Path Item Object.
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

/// Fields of an Operation Object.
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

/// Fields of a Parameter Object, Swagger 2.0's with the keywords of schemas among them.
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

/// Fields of a Request Body Object.
pub(super) const BODY: &[&str] = &["$ref", "description", "content", "required", "summary"];

/// Fields of a Response Object.
pub(super) const RESPONSE: &[&str] =
    &["$ref", "summary", "description", "headers", "content", "links", "schema", "examples"];

/// Fields of a Media Type Object.
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

/// Fields of the Components Object.
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

/// Fields of a Link Object.
pub(super) const LINK: &[&str] =
    &["$ref", "operationRef", "operationId", "parameters", "requestBody", "description", "server"];

impl<'a> Reader<'a, '_> {
    /// Reports the keywords of a schema that are a typo of a keyword that it does not have.
    pub(super) fn keyword_typos(&mut self, node: &Node<'a>) {
        for (name, field) in node.entries() {
            if name.len() < MISTYPED_LENGTH || name.starts_with("x-") || keywords::all().any(|known| known == name) {
                continue;
            }
            let meant = keywords::all().find(|known| known.len() >= MISTYPED_KEYWORD_LENGTH && is_typo(name, known));
            if let Some(meant) = meant.filter(|meant| node.get(meant).is_none()) {
                let message = format!("`{name}` is not part of the specification, and is ignored");
                self.warn(codes::UNKNOWN_KEYWORD, field.at, message, &format!("did you mean `{meant}`?"));
            }
        }
    }

    /// Reports the fields of an object that it has in no version of the specification.
    pub(super) fn unknown_fields(&mut self, node: &Node<'a>, names: &[&str]) {
        for (name, field) in node.entries().filter(|(name, _)| !name.starts_with("x-") && !names.contains(name)) {
            let message = format!("`{name}` is not part of the specification, and is ignored");
            let help = match did_you_mean(name, names.iter().copied()) {
                Some(meant) => format!("did you mean `{meant}`?"),
                None => "delete it, or begin its name with `x-`".to_owned(),
            };
            self.warn(codes::UNKNOWN_KEYWORD, field.at, message, &help);
        }
    }
}

/// Whether one name is a typo of the other; upper and lower case are the same.
fn is_typo(name: &str, known: &str) -> bool {
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
    use super::is_typo;

    #[test]
    fn one_typo_is_one_letter_or_two_exchanged() {
        for typo in ["nulable", "nullabel", "nullablee", "mullable", "Nullable"] {
            assert!(is_typo(typo, "nullable"), "{typo}");
        }
        assert!(!is_typo("nulabel", "nullable"));
        assert!(!is_typo("null", "nullable"));
    }
}
