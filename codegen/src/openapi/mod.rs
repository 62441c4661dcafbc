//! Reads a description of any supported version into [`Api`].
//!
//! One reader serves all versions. The table of versions has their differences, and older forms are converted up, so that
//! nothing is lost. Owns the step from document to meaning. Must not know Rust.

mod components;
mod contradictions;
mod discriminator;
mod example;
mod expression;
mod fields;
mod header;
mod keywords;
mod link;
mod lint;
mod media;
mod naming_extensions;
mod openapiv3_objects;
mod operation;
mod parameter;
mod paths;
mod references;
mod resource;
mod response;
mod schema;
mod security;
mod servers;
mod swagger;
mod tags;
mod template;
mod typos;
mod uri;
mod versions;

use std::collections::{HashMap, VecDeque};
use std::path::Path;

use crate::api::{Api, Component, Schema, SchemaId, Schemas, SecurityScheme, Server};
use crate::at::At;
use crate::diagnostic::{Diagnostic, Sink, codes};
use crate::source::{Documents, Node};

use link::PendingLink;
use resource::{Anchor, Resources, Scope};
use versions::Version;

/// Reads the entry document and all it refers to. `None` when it is not a description of a supported version; the
/// sink says why. Everything else that is wrong is reported too and costs its smallest part.
pub fn read(documents: &Documents, sink: &mut Sink) -> Option<Api> {
    let root = documents.root();
    let version = versions::of(&root, sink)?;
    let resources = if version.json_schema { Resources::of(documents) } else { Resources::default() };
    let mut reader = Reader {
        documents,
        version,
        sink,
        resources,
        scope: Scope::default(),
        schemas: Schemas::default(),
        known: HashMap::new(),
        pending: VecDeque::new(),
        schemes: Vec::new(),
        servers: Vec::new(),
        operation_ids: HashMap::new(),
        links: Vec::new(),
        under_way: Vec::new(),
    };
    reader.report_repeated_anchors();
    Some(reader.document(&root))
}

/// The state of one reading.
struct Reader<'a, 's> {
    documents: &'a Documents,
    version: &'static Version,
    sink: &'s mut Sink,
    resources: Resources,
    /// What dynamic references mean in the schema that is being read.
    scope: Scope,
    schemas: Schemas,
    /// The schema of each location that was met, for each meaning of the dynamic references in it.
    known: HashMap<(At, Scope), SchemaId>,
    /// Schemas that were met and are still to be read: a queue, so that depth costs no stack.
    pending: VecDeque<(SchemaId, Node<'a>, Scope)>,
    schemes: Vec<SecurityScheme>,
    /// The servers of the document.
    servers: Vec<Server>,
    /// The location of each `operationId`, and its path.
    operation_ids: HashMap<String, (At, String)>,
    /// Links whose operations are looked up at the end.
    links: Vec<PendingLink>,
    /// Whether reading is inside a callback, a header, or both.
    under_way: Vec<&'static str>,
}

/// The name of a file without folder and extension.
fn stem(path: &Path) -> String {
    path.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default()
}

impl<'a> Reader<'a, '_> {
    fn document(&mut self, root: &Node<'a>) -> Api {
        self.unknown_fields(root, typos::ROOT);
        self.json_schema_dialect(root, "jsonSchemaDialect");
        self.check_containers(root);
        let info = self.info(root);
        self.servers = self.servers(root);
        let tags = self.tags(root);
        self.security_schemes(root);
        let components = self.components(root);
        let (operations, operations_total) = self.operations(root);
        let webhooks = self.webhooks(root);
        self.read_pending();
        self.check_ambiguity(&operations);
        self.check_components(root);
        self.check_links();
        self.add_subtypes(&components);
        Api {
            version: self.version.stated(root),
            directions_are_annotations: self.version.directions_are_annotations,
            files: self.documents.files().map(stem).collect(),
            info,
            servers: std::mem::take(&mut self.servers),
            tags,
            schemes: std::mem::take(&mut self.schemes),
            schemas: std::mem::take(&mut self.schemas),
            components,
            operations,
            operations_total,
            webhooks,
        }
    }

    /// Reports anchors that have the name of another one in their file or their `$id`.
    fn report_repeated_anchors(&mut self) {
        for Anchor { at, name, .. } in std::mem::take(&mut self.resources.repeated) {
            let message =
                format!("another anchor `{name}` is in this file; each component uses its own, others the first");
            self.warn(
                codes::REPEATED_ANCHOR,
                at,
                message,
                "give each anchor a name of its own, or the component an `$id`",
            );
        }
    }

    /// Reports a description without `paths`, `components` and `webhooks`.
    ///
    /// Source: OpenAPI 3.1, section "OpenAPI Object".
    fn check_containers(&mut self, root: &Node<'a>) {
        let containers = ["paths", "components", "webhooks"];
        if self.version.webhooks && containers.iter().all(|name| root.get(name).is_none()) {
            let message = "`paths`, `components` and `webhooks` are all missing";
            self.sink.push(
                Diagnostic::error(codes::MISSING, root.at.clone(), message).help("add at least one of the three"),
            );
        }
    }

    fn components(&mut self, root: &Node<'a>) -> Vec<Component> {
        let named = self.section(root, self.version.schemas);
        let fields = named.map(|node| self.entries_of(&node)).unwrap_or_default();
        fields.into_iter().map(|(name, node)| Component { schema: self.schema(&node), name: name.to_owned() }).collect()
    }

    /// A part of the root, by its path; a reference on the way is followed.
    fn section(&mut self, root: &Node<'a>, path: &[&str]) -> Option<Node<'a>> {
        path.iter().try_fold(root.clone(), |node, name| node.get(name).and_then(|node| self.follow_misplaced(&node)))
    }

    /// The schema at a node. It is read later, once for each meaning of the dynamic references in it.
    fn schema(&mut self, node: &Node<'a>) -> SchemaId {
        let scope = self.resources.enter(&self.scope, &node.at);
        let key = (node.at.clone(), scope);
        if let Some(id) = self.known.get(&key) {
            return *id;
        }
        let id = self.schemas.push(Schema::any(node.at.clone()));
        self.pending.push_back((id, node.clone(), key.1.clone()));
        self.known.insert(key, id);
        id
    }

    fn read_pending(&mut self) {
        while let Some((id, node, scope)) = self.pending.pop_front() {
            self.scope = scope;
            let schema = self.read_schema(&node);
            self.schemas.replace(id, schema);
        }
        self.scope = Scope::default();
    }

    /// Reads a callback or a header. One inside another of its kind is left out: references may lead back to it, and every
    /// level would multiply what is read.
    fn nested<T>(&mut self, kind: &'static str, at: &At, read: impl FnOnce(&mut Self) -> T) -> Option<T> {
        if self.under_way.contains(&kind) {
            let message = format!("a {kind} inside a {kind} is left out");
            self.warn(codes::UNSUPPORTED, at.clone(), message, "describe it once, further out");
            return None;
        }
        self.under_way.push(kind);
        let result = read(self);
        self.under_way.pop();
        Some(result)
    }

    /// Reports a fault that does not stop the reading.
    fn warn(&mut self, code: crate::diagnostic::Code, at: At, message: impl Into<String>, help: &str) {
        self.sink.push(Diagnostic::warning(code, at, message).help(help));
    }
}
