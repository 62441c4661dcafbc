//! Reads Media Type and Encoding Objects.
//!
//! Owns the encodings of the parts of a body. Must not know the defaults of a media type.

use oasmith_runtime::media_type::MediaType;

use crate::api::{Encoding, Encodings, Media};
use crate::diagnostic::codes;
use crate::source::Node;

use super::{Reader, parameter, typos};

impl<'a> Reader<'a, '_> {
    /// The media types under `content`.
    pub(super) fn media(&mut self, node: &Node<'a>) -> Vec<Media> {
        let mut media = Vec::new();
        for (name, node) in self.entries(node, "content") {
            if name.starts_with("x-") && !name.contains('/') {
                continue;
            }
            if !name.contains('/') {
                let message = format!("`{name}` is not a media type");
                self.warn(codes::MEDIA_TYPE, node.at.clone(), message, "write one such as `application/json`");
            }
            media.extend(self.media_type(name, &node));
        }
        media
    }

    pub(super) fn media_type(&mut self, name: &str, node: &Node<'a>) -> Option<Media> {
        let node = self.follow(node)?;
        if node.value.as_object().is_none() {
            self.wrong_type(&node, "a media type object");
        }
        self.unknown_fields(&node, typos::MEDIA_TYPE);
        let examples = self.examples(&node);
        Some(Media {
            name: name.to_owned(),
            schema: node.get("schema").map(|schema| self.schema(&schema)),
            item_schema: node.get("itemSchema").map(|schema| self.schema(&schema)),
            encodings: self.encodings_of(name, &node),
            examples,
            at: node.at,
        })
    }

    /// The encodings of a media type. Before 3.1, parts have no style.
    fn encodings_of(&mut self, name: &str, node: &Node<'a>) -> Encodings {
        let mut encodings = self.encodings(node);
        let is_multipart = MediaType::parse(name).is_some_and(MediaType::is_multipart);
        if is_multipart && !self.version.json_schema {
            for (_, encoding) in &mut encodings.named {
                (encoding.style, encoding.explode, encoding.allow_reserved) = (None, None, None);
            }
        }
        encodings
    }

    fn encodings(&mut self, node: &Node<'a>) -> Encodings {
        let by_name = self.entries(node, "encoding");
        let by_place = self.items(node, "prefixEncoding");
        let of_items = node.get("itemEncoding");
        if node.get("encoding").is_some() && (node.get("prefixEncoding").is_some() || of_items.is_some()) {
            self.exclude(node, "encoding", "prefixEncoding");
            self.exclude(node, "encoding", "itemEncoding");
            return self.named_encodings(by_name);
        }
        Encodings {
            prefix: by_place.iter().filter_map(|node| self.encoding(node)).collect(),
            items: of_items.and_then(|node| self.encoding(&node)).map(Box::new),
            ..self.named_encodings(by_name)
        }
    }

    fn named_encodings(&mut self, fields: Vec<(&'a str, Node<'a>)>) -> Encodings {
        let named = fields.into_iter().filter_map(|(name, node)| Some((name.to_owned(), self.encoding(&node)?)));
        Encodings { named: named.collect(), ..Encodings::default() }
    }

    fn encoding(&mut self, node: &Node<'a>) -> Option<Encoding> {
        if node.value.as_object().is_none() {
            self.wrong_type(node, "an object");
            return None;
        }
        Some(Encoding {
            at: node.at.clone(),
            content_type: self.string(node, "contentType"),
            headers: self.headers(node),
            style: self.string(node, "style").and_then(|stated| {
                parameter::style(&stated).or_else(|| {
                    self.unknown_style(node, &stated);
                    None
                })
            }),
            explode: self.flag(node, "explode"),
            allow_reserved: self.flag(node, "allowReserved"),
            inner: self.encodings(node),
        })
    }
}
