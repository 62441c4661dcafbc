//! Knows which types say less than the schemas that they are made of.
//!
//! A type is degraded when its schema, or one that it is made of at any depth, is any JSON value although it says more. A
//! schema that says nothing is any JSON value rightly; a format that is a string, and a keyword that is not validated, do not
//! count. Owns that closure. Must not know why a schema has no type.

use std::collections::{HashMap, HashSet};

use crate::api::SchemaId;

use crate::lower::merge::context::Context;
use crate::lower::shape::Shape;
use crate::lower::share::Shared;

/// The schemas whose type says less than they do.
#[derive(Debug)]
pub(in crate::lower) struct Degraded(HashSet<SchemaId>);

impl Degraded {
    /// Those that were found while the description was merged.
    pub(in crate::lower) fn of(context: Context<'_>) -> Self {
        Self(context.merged.degraded.clone())
    }

    pub(in crate::lower) fn extend(&mut self, schemas: impl IntoIterator<Item = SchemaId>) {
        self.0.extend(schemas);
    }

    /// Whether the type of a schema says less than the schema does, there or deeper down.
    pub(in crate::lower) fn contains(&self, context: Context<'_>, schema: SchemaId) -> bool {
        self.0.contains(&context.shapes.target(schema))
    }

    /// Finds what is made of types that say less. Every named type has been made by then.
    pub(in crate::lower) fn spread(&mut self, context: Context<'_>, shared: &Shared) {
        let Context { api, shapes, .. } = context;
        // What is looked through has no type of its own.
        let is_untyped = |id: &SchemaId| matches!(shapes.of(*id), Shape::Untyped(_)) && shapes.target(*id) == *id;
        self.0.extend(api.schemas.iter().map(|(id, _)| id).filter(is_untyped));
        // What was made once counts for every schema that shares the type.
        let same: Vec<SchemaId> = self.0.iter().flat_map(|id| shared.others(*id)).copied().collect();
        self.0.extend(same);
        if self.0.is_empty() {
            return;
        }
        let users = users(context);
        let mut pending: Vec<SchemaId> = self.0.iter().copied().collect();
        while let Some(id) = pending.pop() {
            let above = users.get(&id).into_iter().flatten();
            pending.extend(above.filter(|user| self.0.insert(**user)));
        }
    }
}

/// The schemas whose types are made of the type of each. What is looked through has no type of its own.
fn users(context: Context<'_>) -> HashMap<SchemaId, HashSet<SchemaId>> {
    let Context { api, shapes, .. } = context;
    let mut users: HashMap<SchemaId, HashSet<SchemaId>> = HashMap::new();
    for (id, _) in api.schemas.iter().filter(|(id, _)| shapes.target(*id) == *id) {
        for child in shapes.children(id) {
            users.entry(shapes.target(child)).or_default().insert(id);
        }
    }
    users
}
