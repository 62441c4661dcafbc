//! Reads a description of any supported version into [`Api`].
//!
//! One reader serves all versions: what they do differently stands in the [dialect](dialect::Dialect) table, and older
//! forms are converted up, so that nothing a document says is lost. Owns the passage from document to meaning. Must not
//! know Rust.

mod dialect;
mod fields;
mod leaf;
mod operation;
mod parameter;
mod schema;
mod security;

use std::collections::{HashMap, VecDeque};

use crate::api::{Api, Component, Schema, SchemaId, Schemas, SecurityScheme};
use crate::at::At;
use crate::diagnostic::{Diagnostic, Sink, codes};
use crate::source::{Documents, Node};

use dialect::Dialect;

/// Reads the entry document and all it refers to. `None` when it is no description of a version that is supported; the
/// sink says why. Everything else that is wrong is reported too and costs its smallest part.
pub fn read(documents: &Documents, sink: &mut Sink) -> Option<Api> {
    let root = documents.root();
    let dialect = dialect::of(&root, sink)?;
    let mut reader = Reader {
        documents,
        dialect,
        sink,
        schemas: Schemas::default(),
        known: HashMap::new(),
        pending: VecDeque::new(),
        schemes: Vec::new(),
    };
    Some(reader.document(&root))
}

/// The state of one reading.
struct Reader<'a, 's> {
    documents: &'a Documents,
    dialect: &'static Dialect,
    sink: &'s mut Sink,
    schemas: Schemas,
    /// The schema of each place that was met.
    known: HashMap<At, SchemaId>,
    /// Schemas that were met and are still to be read: a queue, so that depth costs no stack.
    pending: VecDeque<(SchemaId, Node<'a>)>,
    schemes: Vec<SecurityScheme>,
}

impl<'a> Reader<'a, '_> {
    fn document(&mut self, root: &Node<'a>) -> Api {
        let info = self.info(root);
        let servers = self.servers(root);
        let tags = self.tags(root);
        self.security_schemes(root);
        let components = self.components(root);
        let (operations, operations_total) = self.operations(root);
        self.read_pending();
        Api {
            version: self.dialect.stated(root),
            info,
            servers,
            tags,
            schemes: std::mem::take(&mut self.schemes),
            schemas: std::mem::take(&mut self.schemas),
            components,
            operations,
            operations_total,
        }
    }

    fn components(&mut self, root: &Node<'a>) -> Vec<Component> {
        let named = self.dialect.schemas.iter().try_fold(root.clone(), |node, name| node.get(name));
        let members = named.map(|node| self.members_of(&node)).unwrap_or_default();
        members
            .into_iter()
            .map(|(name, node)| Component { schema: self.schema(&node), name: name.to_owned() })
            .collect()
    }

    /// The schema that stands at a node; read later, once.
    fn schema(&mut self, node: &Node<'a>) -> SchemaId {
        if let Some(id) = self.known.get(&node.at) {
            return *id;
        }
        let id = self.schemas.push(Schema::any(node.at.clone()));
        self.known.insert(node.at.clone(), id);
        self.pending.push_back((id, node.clone()));
        id
    }

    fn read_pending(&mut self) {
        while let Some((id, node)) = self.pending.pop_front() {
            let schema = self.read_schema(&node);
            self.schemas.replace(id, schema);
        }
    }

    /// The object that a Reference Object stands for, or the node itself. `None` where the reference leads nowhere.
    fn follow(&mut self, node: &Node<'a>) -> Option<Node<'a>> {
        const MOST_HOPS: usize = 100;
        let mut current = node.clone();
        for _ in 0..MOST_HOPS {
            let Some(reference) = current.get("$ref") else {
                return Some(current);
            };
            current = self.target(&reference)?;
        }
        self.sink.push(
            Diagnostic::error(codes::REF_CYCLE, node.at.clone(), "this reference leads back to itself")
                .help("let one of the references in the circle stand for an object of its own"),
        );
        None
    }

    /// What the value of a `$ref` points at.
    fn target(&mut self, reference: &Node<'a>) -> Option<Node<'a>> {
        let Some(text) = reference.value.as_str() else {
            self.wrong_type(reference, "a reference as a string");
            return None;
        };
        match self.documents.resolve(reference.at.file, text) {
            Ok(target) => Some(target),
            Err(problem) => {
                self.sink.push(problem.diagnostic(reference.at.clone()));
                None
            }
        }
    }
}
