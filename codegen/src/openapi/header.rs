//! Reads Header Objects.
//!
//! Owns which headers a description can declare. Must not know what carries them.

use crate::api::{Header, Location, Media, Schema, SchemaId, Style, Types};
use crate::diagnostic::{Diagnostic, codes};
use crate::source::Node;

use super::{Reader, expression};

impl<'a> Reader<'a, '_> {
    /// The headers under `headers`. `Content-Type` is ignored: `content` states it.
    ///
    /// Source: OpenAPI 3.2, section "Response Object", field `headers`.
    pub(super) fn headers(&mut self, node: &Node<'a>) -> Vec<Header> {
        let mut headers = Vec::new();
        for (name, node) in self.entries(node, "headers") {
            let declared_elsewhere = name.eq_ignore_ascii_case("content-type");
            let is_extension = self.version.swagger && name.starts_with("x-") && node.value.as_object().is_none();
            if !declared_elsewhere && !is_extension && self.is_header_name(name, &node) {
                headers.extend(self.header(name, &node));
            }
        }
        headers
    }

    pub(super) fn header(&mut self, name: &str, node: &Node<'a>) -> Option<Header> {
        let followed = self.follow_with_notes(node)?;
        let node = followed.node;
        if node.value.as_object().is_none() {
            self.wrong_type(&node, "a header");
            return None;
        }
        if self.states_reserved(&node) {
            self.reserved_without_meaning(&node);
        }
        let examples = self.examples(&node);
        let (content, schema) = self.nested("header", &node.at, |reader| reader.described(&node))?;
        let (style, explode, inner) = if self.version.swagger {
            self.collection_format(&node, Location::Header)
        } else {
            (Style::Simple, self.flag(&node, "explode").unwrap_or(false), Vec::new())
        };
        Some(Header {
            name: name.to_owned(),
            description: followed.description.or_else(|| self.string(&node, "description")),
            required: self.flag(&node, "required").unwrap_or(false),
            deprecated: self.flag(&node, "deprecated").unwrap_or(false),
            style,
            explode,
            inner,
            content,
            schema,
            examples,
            at: node.at,
        })
    }

    /// Whether a header can have this name. Reports it where it cannot.
    pub(super) fn is_header_name(&mut self, name: &str, node: &Node<'a>) -> bool {
        let is_token = !name.is_empty() && name.bytes().all(expression::is_token);
        if !is_token {
            self.sink.push(
                Diagnostic::error(
                    codes::HEADER_NAME,
                    node.at.clone(),
                    format!("`{name}` cannot be the name of a header; it is left out"),
                )
                .help("use letters, digits and `-`"),
            );
        }
        is_token
    }

    /// The media type and the schema of a parameter or header: by `schema`, by `content`, or a string where it has neither.
    pub(super) fn described(&mut self, node: &Node<'a>) -> (Option<String>, SchemaId) {
        if self.version.swagger {
            return (None, self.inline_schema(node));
        }
        let schema = node.get("schema");
        self.exclude(node, "schema", "content");
        if let Some(schema) = schema {
            return (None, self.schema(&schema));
        }
        let mut media: Vec<Media> = self.media(node);
        self.check_single(&media);
        if media.is_empty() {
            let message = "this parameter has no `schema`; it is read as a string";
            self.warn(codes::PARAMETER_WITHOUT_SCHEMA, node.at.clone(), message, "add a `schema`");
            return (None, self.text_schema(node));
        }
        let first = media.swap_remove(0);
        let schema = first.schema.unwrap_or_else(|| self.schemas.push(Schema::any(first.at)));
        (Some(first.name), schema)
    }

    /// Reports media types besides the first, where `content` describes a value and not a body.
    pub(super) fn check_single(&mut self, media: &[Media]) {
        if let Some(other) = media.get(1) {
            let message = "`content` has more than one media type here; the first is used";
            self.sink.push(Diagnostic::error(codes::EXCLUSIVE, other.at.clone(), message).help("leave one of them"));
        }
    }

    /// The schema of a string, for a parameter or header without a schema.
    pub(super) fn text_schema(&mut self, node: &Node<'a>) -> SchemaId {
        self.schemas.push(Schema { types: Some(Types::STRING), ..Schema::any(node.at.clone()) })
    }
}
