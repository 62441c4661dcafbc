//! Swagger 2.0 where it differs from later versions, converted up: servers, bodies and forms, inline schemas, media types of
//! whole operations.
//!
//! Owns the differences that the table of versions cannot hold. Must not know Rust.

use oasmith_runtime::media_type::MediaType;
use openapiv3::Server;

use crate::api::{
    Body, Encoding, Encodings, Example, Flow, Location, Media, ObjectKeywords, Schema, SchemaId, Style, Types,
};
use crate::at::At;
use crate::diagnostic::codes;
use crate::source::Node;

use super::Reader;
use super::parameter::Inputs;

const JSON: &str = "application/json";
const FORM: &str = "application/x-www-form-urlencoded";
const MULTIPART: &str = "multipart/form-data";

/// A media type and where it is stated.
type Stated = (String, At);

impl<'a> Reader<'a, '_> {
    /// The servers that `schemes` of the root or of an operation make of `host` and `basePath`, `https` first. Without a
    /// host it is the path alone, which counts from where the description is.
    pub(super) fn swagger_servers(&mut self, node: &Node<'a>) -> Vec<Server> {
        let root = self.documents.root();
        let path = self.string(&root, "basePath").unwrap_or_default();
        let path = if path.is_empty() || path.starts_with('/') { path } else { format!("/{path}") };
        let server = |url: String| Server { url, ..Server::default() };
        let Some(host) = self.string(&root, "host").filter(|host| !host.is_empty()) else {
            return if path.is_empty() { Vec::new() } else { vec![server(path)] };
        };
        let stated = if node.get("schemes").is_some() { node } else { &root };
        let mut schemes = self.strings(stated, "schemes");
        schemes.retain(|scheme| matches!(scheme.as_str(), "https" | "http"));
        if schemes.is_empty() {
            schemes.push("https".to_owned());
        }
        schemes.sort_by_key(|scheme| scheme != "https");
        schemes.dedup();
        schemes.iter().map(|scheme| server(format!("{scheme}://{host}{path}"))).collect()
    }

    /// The media types under `consumes` or `produces`: the array of an operation replaces that of the document, even where it is empty.
    fn media_types(&mut self, operation: &Node<'a>, name: &str) -> Vec<Stated> {
        let root = self.documents.root();
        let owner = if operation.get(name).is_some() { operation } else { &root };
        let items = self.items(owner, name);
        let stated: Vec<Stated> =
            items.iter().filter_map(|item| Some((self.string_of(item)?, item.at.clone()))).collect();
        if stated.is_empty() { vec![(JSON.to_owned(), operation.at.clone())] } else { stated }
    }

    /// The body of an operation: its parameter `in: body`, or a form of those `in: formData`.
    pub(super) fn swagger_body(&mut self, operation: &Node<'a>, inputs: &Inputs<'a>) -> Option<Body> {
        let Some((node, others)) = inputs.bodies.split_first() else {
            return self.form(operation, &inputs.form);
        };
        for other in others.iter().chain(&inputs.form) {
            let message = "an operation has one body; this one is ignored";
            self.warn(codes::DUPLICATE_PARAMETER, other.at.clone(), message, "delete one of the two");
        }
        let schema = match node.get("schema") {
            Some(schema) => self.schema(&schema),
            None => {
                self.missing(node, "schema", "describe the body by a `schema`");
                self.schemas.push(Schema::any(node.at.clone()))
            }
        };
        let media = self.media_types(operation, "consumes");
        Some(Body {
            at: node.at.clone(),
            description: self.string(node, "description"),
            required: self.flag(node, "required").unwrap_or(false),
            media: media.into_iter().map(|stated| plain(stated, schema)).collect(),
        })
    }

    /// A form as an object with a property for each parameter. A file makes it multipart.
    fn form(&mut self, operation: &Node<'a>, fields: &[Node<'a>]) -> Option<Body> {
        if fields.is_empty() {
            return None;
        }
        // The location that a body has in later versions. Its name is made from it.
        let at = operation.at.key("requestBody");
        let mut object = ObjectKeywords::default();
        let mut encodings = Encodings::default();
        for field in fields {
            let Some(name) = self.required_string(field, "name", "give the parameter a `name`") else { continue };
            if object.properties.iter().any(|(known, _)| *known == name) {
                let message = format!("`{name}` is declared twice in the same location; the first is used");
                self.warn(codes::DUPLICATE_PARAMETER, field.at.clone(), message, "delete one of the two");
                continue;
            }
            if self.flag(field, "required") == Some(true) {
                object.required.push(name.clone());
            }
            encodings.named.extend(self.form_encoding(field).map(|encoding| (name.clone(), encoding)));
            object.properties.push((name, self.inline_schema(field)));
        }
        let required = !object.required.is_empty();
        let schema = Schema { types: Some(Types::OBJECT), object, ..Schema::any(at.clone()) };
        let schema = self.schemas.push(schema);
        let media = self.form_media_types(operation, fields);
        let media = media.into_iter().map(|stated| Media { encodings: encodings.clone(), ..plain(stated, schema) });
        Some(Body { at, description: None, required, media: media.collect() })
    }

    fn form_media_types(&mut self, operation: &Node<'a>, fields: &[Node<'a>]) -> Vec<Stated> {
        let has_file = fields
            .iter()
            .any(|field| self.is_file(field) || field.get("items").is_some_and(|items| self.is_file(&items)));
        let is_form =
            |media_type: MediaType<'_>| media_type.is_form_data() || (!has_file && media_type.is_urlencoded());
        let mut stated = self.media_types(operation, "consumes");
        stated.retain(|(name, _)| MediaType::parse(name).is_some_and(is_form));
        if stated.is_empty() {
            let default = if has_file { MULTIPART } else { FORM };
            stated.push((default.to_owned(), operation.at.clone()));
        }
        stated
    }

    /// How the items of an array in a form are written, where that is not one pair or part for each.
    fn form_encoding(&mut self, field: &Node<'a>) -> Option<Encoding> {
        if !is_array(field) || field.get("items").is_some_and(|items| self.is_file(&items)) {
            return None;
        }
        let (style, explode, inner) = self.collection_format(field, Location::Query);
        if !inner.is_empty() {
            let message = "arrays in an array of a form are written as JSON";
            self.warn(codes::UNSUPPORTED, field.at.key("items"), message, "describe an array of strings");
        }
        (style != Style::Form || !explode).then(|| Encoding {
            at: field.at.clone(),
            content_type: None,
            headers: Vec::new(),
            style: Some(style),
            explode: Some(explode),
            allow_reserved: None,
            inner: Encodings::default(),
        })
    }

    /// The style for a `collectionFormat`, whether it is exploded, and the styles of the arrays in the array; `csv` where there
    /// is none. Only arrays have one.
    pub(super) fn collection_format(&mut self, node: &Node<'a>, location: Location) -> (Style, bool, Vec<Style>) {
        let in_query = location == Location::Query;
        let default = if in_query || location == Location::Cookie { Style::Form } else { Style::Simple };
        if !is_array(node) {
            return (default, in_query, Vec::new());
        }
        let (style, explode) = self.one_collection_format(node, default, in_query);
        let mut styles = vec![if explode { None } else { Some(style) }];
        let mut inner = Vec::new();
        let mut items = node.get("items").filter(is_array);
        while let Some(node) = items {
            let (style, _) = self.one_collection_format(&node, default, false);
            if styles.contains(&Some(style)) {
                if let Some(stated) = node.get("collectionFormat") {
                    let message =
                        "an array around this one has the same delimiter, so that this one is written as JSON";
                    self.warn(codes::UNSUPPORTED, stated.at, message, "state another `collectionFormat` here");
                }
                break;
            }
            styles.push(Some(style));
            inner.push(style);
            items = node.get("items").filter(is_array);
        }
        (style, explode, inner)
    }

    fn one_collection_format(&mut self, node: &Node<'a>, default: Style, may_repeat: bool) -> (Style, bool) {
        match self.string(node, "collectionFormat").as_deref() {
            None | Some("csv") => (default, false),
            Some("multi") if may_repeat => (Style::Form, true),
            Some("ssv") => (Style::SpaceDelimited, false),
            Some("tsv") => (Style::TabDelimited, false),
            Some("pipes") => (Style::PipeDelimited, false),
            Some(other) => {
                let message = format!("`{other}` is not a `collectionFormat` here; `csv` is used");
                let help = "write `csv`, `ssv`, `tsv` or `pipes`, or `multi` in the query or a form";
                self.warn(codes::UNKNOWN_STYLE, node.at.key("collectionFormat"), message, help);
                (default, false)
            }
        }
    }

    /// The schema of a parameter or header, whose own fields are keywords.
    pub(super) fn inline_schema(&mut self, node: &Node<'a>) -> SchemaId {
        let key = (node.at.clone(), self.scope.clone());
        if let Some(id) = self.known.get(&key) {
            return *id;
        }
        if node.get("type").is_none() && node.get("enum").is_none() {
            let message = "this parameter has no `type`; it is read as a string";
            self.warn(codes::PARAMETER_WITHOUT_SCHEMA, node.at.clone(), message, "add a `type`");
            return self.text_schema(node);
        }
        let schema = self.read_inline_schema(node);
        let id = self.schemas.push(schema);
        self.known.insert(key, id);
        id
    }

    /// The body of a response in every media type that the operation produces. A file is bytes in each of them.
    pub(super) fn produced(&mut self, operation: &Node<'a>, response: &Node<'a>) -> Vec<Media> {
        let Some(node) = response.get("schema") else {
            return Vec::new();
        };
        let schema = self.schema(&node);
        let mut media = self.media_types(operation, "produces");
        if self.is_file(&node) {
            // A file is none of the media types that other responses of the operation have.
            let has_syntax = |media_type: MediaType<'_>| media_type.is_json() || media_type.is_xml();
            media.retain(|(name, _)| !MediaType::parse(name).is_some_and(has_syntax));
            if media.is_empty() {
                media.push(("application/octet-stream".to_owned(), operation.at.clone()));
            }
        }
        let with_examples = |stated: Stated| {
            let example = response.get("examples").and_then(|examples| examples.get(&stated.0));
            let examples = example.map(|value| Example { name: None, at: value.at }).into_iter().collect();
            Media { examples, ..plain(stated, schema) }
        };
        media.into_iter().map(with_examples).collect()
    }

    /// The one flow of a scheme, under the name that it has in later versions.
    pub(super) fn swagger_flow(&mut self, node: &Node<'a>) -> Vec<Flow> {
        let Some(stated) = self.string(node, "flow") else {
            return Vec::new();
        };
        let kind = match stated.as_str() {
            "application" => "clientCredentials",
            "accessCode" => "authorizationCode",
            other => other,
        };
        vec![self.flow(kind, node)]
    }
}

fn is_array(node: &Node<'_>) -> bool {
    node.get("type").is_some_and(|kind| kind.as_str() == Some("array"))
}

fn plain((name, at): Stated, schema: SchemaId) -> Media {
    Media { at, name, schema: Some(schema), item_schema: None, encodings: Encodings::default(), examples: Vec::new() }
}
