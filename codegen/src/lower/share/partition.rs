//! Groups of schemas that share a type.
//!
//! Owns the comparison of schemas with all that they are made of. Must not know what two schemas are compared by, nor which name a
//! group has.
//!
//! Each schema has an identity, which its users are compared by. That of a schema that the description names is its own. That of
//! any other is made from what it says and from the identities of what it is made of; where a named schema has the same, it is
//! that of the named schema. One such discovery may lead to others, further out, so that the identities are made again until none
//! is new.

use std::collections::HashMap;

use super::Named;
use super::fingerprint::{self, Fingerprint, Hash128, Hasher128};
use super::label::{self, Label};
use crate::api::SchemaId;

/// The groups of two schemas and more, each in the order of the schemas.
pub(super) fn groups(named: &Named<'_>) -> Vec<Vec<SchemaId>> {
    let mut partition = Partition::new(named);
    partition.identify();
    while partition.adopt() {
        partition.identify();
    }
    partition.groups()
}

struct Partition<'c> {
    named: &'c Named<'c>,
    fingerprints: HashMap<SchemaId, Fingerprint>,
    /// The schemas from the inside out: what a schema is made of stands before it.
    order: Vec<SchemaId>,
    /// What each schema says together with all that it is made of.
    contents: HashMap<SchemaId, Hash128>,
    /// The named schemas that schemas without a name are, and the other forms that requests' are.
    adopted: HashMap<SchemaId, SchemaId>,
}

impl<'c> Partition<'c> {
    fn new(named: &'c Named<'c>) -> Self {
        let (fingerprints, order) = (HashMap::new(), Vec::new());
        let mut partition = Self { named, fingerprints, order, contents: HashMap::new(), adopted: HashMap::new() };
        let mut roots: Vec<SchemaId> = named.names.keys().copied().collect();
        roots.sort();
        roots.into_iter().for_each(|root| partition.visit(root));
        partition
    }

    /// Notes a schema, and before it what it is made of. What leads back to itself without meeting a name has no content before
    /// its users, and shares with nothing.
    fn visit(&mut self, root: SchemaId) {
        let mut pending = vec![(root, false)];
        while let Some((id, is_done)) = pending.pop() {
            if is_done {
                self.order.push(id);
                continue;
            }
            if self.fingerprints.contains_key(&id) {
                continue;
            }
            let (api, shapes) = (self.named.context.api, self.named.context.shapes);
            let fingerprint =
                fingerprint::of(api, shapes, &api.schemas[id], self.named.context.merged.originals.get(&id));
            pending.push((id, true));
            // A named schema is known by its name; it is visited for its own sake.
            let unnamed = fingerprint.children.iter().filter(|child| !self.is_named(**child));
            pending.extend(unnamed.map(|child| (*child, false)));
            self.fingerprints.insert(id, fingerprint);
        }
    }

    /// Makes the contents of all schemas.
    fn identify(&mut self) {
        self.contents.clear();
        for id in &self.order {
            let Some(fingerprint) = self.fingerprints.get(id) else { continue };
            let mut hasher = Hasher128::default();
            hasher.add(fingerprint.own);
            for child in &fingerprint.children {
                hasher.add(self.identity(*child));
            }
            self.contents.insert(*id, hasher.finish());
        }
    }

    /// What the users of a schema are compared by.
    fn identity(&self, id: SchemaId) -> (Option<SchemaId>, Option<Hash128>, Option<Label>) {
        let own = self.adopted.get(&id).copied().unwrap_or(id);
        if self.is_named(own) {
            return (Some(own), None, None);
        }
        match self.contents.get(&id) {
            Some(content) => (None, Some(*content), self.label(id)),
            None => (Some(id), None, None),
        }
    }

    /// Whether the description names a schema, or the schema that it is the requests' form of.
    fn is_named(&self, id: SchemaId) -> bool {
        let original = self.named.context.merged.inputs.get(&id).copied().unwrap_or(id);
        self.named.components.contains_key(&original)
    }

    /// The label of a schema that has a type; others are no types, and need none.
    fn label(&self, id: SchemaId) -> Option<Label> {
        self.named.names.get(&id)?;
        // A type of the user says nothing of what it is made of.
        if self.named.context.merged.formats.replaced(id).is_some() {
            return Some(Label::Own(id));
        }
        Some(label::of(id, &self.named.context.api.schemas[id], &self.named.context.merged.location_names))
    }

    /// Finds the schemas without a name that are the same as a named one. Whether there are new ones.
    fn adopt(&mut self) -> bool {
        let mut named: HashMap<Hash128, SchemaId> = HashMap::new();
        let length = |id: &SchemaId| self.named.components.get(id).map(|name| (name.chars().count(), name));
        for id in self.named.components.keys() {
            let Some(content) = self.contents.get(id) else { continue };
            let best = named.entry(*content).or_insert(*id);
            if length(id) < length(best) {
                *best = *id;
            }
        }
        let mut found = Vec::new();
        for id in self.named.names.keys().filter(|id| !self.adopted.contains_key(id)) {
            let original =
                self.named.context.merged.inputs.get(id).filter(|original| self.named.names.contains_key(original));
            let target = match original {
                Some(original) if self.contents.get(id) == self.contents.get(original) => Some(*original),
                _ if self.is_named(*id) || self.label(*id) != Some(Label::None) => None,
                _ => self.contents.get(id).and_then(|content| named.get(content)).copied(),
            };
            found.extend(target.filter(|target| self.label(*target).is_some()).map(|target| (*id, target)));
        }
        let is_new = !found.is_empty();
        self.adopted.extend(found);
        is_new
    }

    fn groups(&self) -> Vec<Vec<SchemaId>> {
        let mut groups: HashMap<_, Vec<SchemaId>> = HashMap::new();
        for id in self.named.names.keys() {
            groups.entry(self.identity(*id)).or_default().push(*id);
        }
        let mut groups: Vec<Vec<SchemaId>> = groups.into_values().filter(|group| group.len() > 1).collect();
        groups.iter_mut().for_each(|group| group.sort());
        groups.sort();
        groups
    }
}
