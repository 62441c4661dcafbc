//! Knows which types say less than the schemas that they are made of.
//!
//! A type is degraded when its schema, or one that it is made of at any depth, is any JSON value although it says more. A
//! schema that says nothing is any JSON value rightly; a format that is text, and a keyword that is not checked, do not count.
//! Owns that closure. Must not know why a schema has no type.

use std::collections::{HashMap, HashSet};

use crate::api::{Api, SchemaId};

use crate::lower::Lower;
use crate::lower::shape::{self, Shape};

impl Lower<'_, '_> {
    /// Whether the type of a schema says less than the schema does, there or deeper down.
    pub(in crate::lower) fn is_degraded(&self, schema: SchemaId) -> bool {
        self.degraded.contains(&shape::target(self.api, schema))
    }

    /// Finds what is made of types that say less. Every named type has been made by then.
    pub(in crate::lower) fn spread_degraded(&mut self) {
        // What is looked through has no type of its own.
        let untyped = |id: &SchemaId| {
            matches!(shape::of(self.api, *id), Shape::Untyped(_)) && shape::target(self.api, *id) == *id
        };
        let all = self.api.schemas.iter().map(|(id, _)| id);
        self.degraded.extend(all.filter(untyped));
        if self.degraded.is_empty() {
            return;
        }
        let users = users(self.api);
        let mut pending: Vec<SchemaId> = self.degraded.iter().copied().collect();
        while let Some(id) = pending.pop() {
            let above = users.get(&id).into_iter().flatten();
            pending.extend(above.filter(|user| self.degraded.insert(**user)));
        }
    }

    /// How many of the schemas that the description names have a type that says all they say.
    pub(in crate::lower) fn typed_components(&self) -> usize {
        self.api.components.iter().filter(|component| !self.is_degraded(component.schema)).count()
    }
}

/// The schemas whose types are made of the type of each.
fn users(api: &Api) -> HashMap<SchemaId, HashSet<SchemaId>> {
    let mut users: HashMap<SchemaId, HashSet<SchemaId>> = HashMap::new();
    for (id, _) in api.schemas.iter() {
        for child in shape::children(api, id) {
            users.entry(shape::target(api, child)).or_default().insert(id);
        }
    }
    users
}
