//! Groups of schemas that share a type.
//!
//! Owns the comparison of schemas with all that they are made of. Must not know what two schemas are compared by, nor which name a
//! group has.
//!
//! Each schema has an identity, which its users are compared by. That of a schema that the description names is its own. That of
//! any other is made from what it says and from the identities of what it is made of; where a named schema has the same, it is
//! that of the named schema. One such discovery may lead to others, further out, so that the identities are made again until none
//! is new.

use std::collections::{HashMap, HashSet};

use super::fingerprint::{self, Fingerprint, Hash128, Hasher128};
use super::label::{self, Label};
use super::wishes::Join;
use super::{Named, difference};
use crate::api::SchemaId;
use crate::diagnostic::Sink;
use crate::lower::settings::reports;

/// What the users of a schema are compared by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Identity<'p> {
    /// It is this schema.
    Named(SchemaId),
    /// It says this, and has this label if it has a type.
    Content(Hash128, Option<&'p Label>),
}

pub(super) struct Partition<'c> {
    pub named: &'c Named<'c>,
    fingerprints: HashMap<SchemaId, Fingerprint>,
    /// The schemas from the inside out: what a schema is made of stands before it.
    order: Vec<SchemaId>,
    /// Whether some schema leads back to itself without meeting a name.
    is_cyclic: bool,
    /// The labels of the schemas that have a type; others are no types, and need none.
    labels: HashMap<SchemaId, Label>,
    /// What each schema says together with all that it is made of.
    contents: HashMap<SchemaId, Hash128>,
    /// The schemas that others are: the named ones that those without a name are, and the other forms that requests' are.
    adopted: HashMap<SchemaId, SchemaId>,
}

impl<'c> Partition<'c> {
    pub(super) fn of(named: &'c Named<'c>) -> Self {
        let mut partition = Self::new(named);
        partition.adopted.extend(named.wishes.joined.iter().map(|(id, Join { target, .. })| (*id, *target)));
        partition.identify();
        while partition.adopt() {
            partition.identify();
        }
        partition
    }

    fn new(named: &'c Named<'c>) -> Self {
        let mut partition = Self {
            named,
            fingerprints: HashMap::new(),
            order: Vec::new(),
            is_cyclic: false,
            labels: named.names.keys().map(|id| (*id, label(named, *id))).collect(),
            contents: HashMap::new(),
            adopted: HashMap::new(),
        };
        let mut roots: Vec<SchemaId> = named.names.keys().copied().collect();
        roots.sort();
        roots.into_iter().for_each(|root| partition.visit(root));
        partition
    }

    /// Notes a schema, and before it what it is made of.
    fn visit(&mut self, root: SchemaId) {
        let mut pending = vec![(root, false)];
        let mut unfinished = HashSet::new();
        while let Some((id, is_done)) = pending.pop() {
            if is_done {
                unfinished.remove(&id);
                self.order.push(id);
                continue;
            }
            if self.fingerprints.contains_key(&id) {
                self.is_cyclic |= unfinished.contains(&id);
                continue;
            }
            let context = self.named.context;
            let original = context.merged.originals.get(&id);
            let fingerprint = fingerprint::of(context.api, context.shapes, &context.api.schemas[id], original);
            pending.push((id, true));
            unfinished.insert(id);
            // A named schema is known by its name; it is visited for its own sake.
            let unnamed = fingerprint.children.iter().filter(|child| !self.named.is_named(**child));
            pending.extend(unnamed.map(|child| (*child, false)));
            self.fingerprints.insert(id, fingerprint);
        }
    }

    /// Makes the contents of all schemas: from the inside out, or else by splitting what is taken for equal until nothing is split.
    fn identify(&mut self) {
        if !self.is_cyclic {
            self.contents.clear();
            for index in 0..self.order.len() {
                let Some(id) = self.order.get(index).copied() else { continue };
                let content = self.content(id);
                self.contents.insert(id, content);
            }
            return;
        }
        self.contents = self.fingerprints.iter().map(|(id, fingerprint)| (*id, fingerprint.own)).collect();
        let mut parts = 0;
        loop {
            let contents: HashMap<SchemaId, Hash128> = self.order.iter().map(|id| (*id, self.content(*id))).collect();
            self.contents = contents;
            let known = std::mem::replace(&mut parts, self.contents.values().collect::<HashSet<_>>().len());
            if parts == known {
                return;
            }
        }
    }

    fn content(&self, id: SchemaId) -> Hash128 {
        let mut hasher = Hasher128::default();
        if let Some(fingerprint) = self.fingerprints.get(&id) {
            hasher.add(fingerprint.own);
            fingerprint.children.iter().for_each(|child| hasher.add(self.identity(*child)));
        }
        hasher.finish()
    }

    /// What the users of a schema are compared by.
    pub(super) fn identity(&self, id: SchemaId) -> Identity<'_> {
        let own = self.end(id);
        if self.named.is_named(own) {
            return Identity::Named(own);
        }
        match self.contents.get(&own) {
            Some(content) => Identity::Content(*content, self.labels.get(&own)),
            None => Identity::Named(own),
        }
    }

    /// The schema that a schema is, which may be itself.
    pub(super) fn end(&self, id: SchemaId) -> SchemaId {
        let mut end = id;
        // A schema is never adopted by one that leads back to it.
        while let Some(next) = self.adopted.get(&end) {
            end = *next;
        }
        end
    }

    /// Whether two schemas say the same, whatever they are called.
    pub(super) fn say_the_same(&self, one: SchemaId, other: SchemaId) -> bool {
        self.contents.get(&one) == self.contents.get(&other)
    }

    fn is_alone(&self, id: SchemaId) -> bool {
        let original = self.named.context.merged.inputs.get(&id).copied().unwrap_or(id);
        [id, original].iter().any(|id| self.named.wishes.alone.contains(id))
    }

    /// Finds more schemas that are the same as a named one, or as their other form. Whether there are new ones.
    fn adopt(&mut self) -> bool {
        let named = self.best_named();
        let names = self.named.names;
        let mut found = Vec::new();
        for id in names.keys().filter(|id| !self.adopted.contains_key(id) && !self.is_alone(**id)) {
            let original = self.named.context.merged.inputs.get(id).filter(|original| names.contains_key(original));
            let target = match original {
                Some(original) if self.say_the_same(*id, *original) => Some(*original),
                Some(original) if self.named.is_joined(*original) => self.input_of(self.end(*original), *id),
                _ if self.named.is_named(*id) || self.labels.get(id) != Some(&Label::None) => None,
                _ => self.contents.get(id).and_then(|content| named.get(content)).copied(),
            };
            found.extend(target.map(|target| (*id, target)));
        }
        let is_new = !found.is_empty();
        self.adopted.extend(found);
        is_new
    }

    /// The named schema of each content that schemas without a name are.
    fn best_named(&self) -> HashMap<Hash128, SchemaId> {
        let mut named: HashMap<Hash128, SchemaId> = HashMap::new();
        let length = |id: &SchemaId| {
            let type_name = self.named.names.get(id).map(|name| name.as_str());
            let name = self.named.components.get(id).copied().or(type_name)?;
            Some((name.chars().count(), name))
        };
        let is_own = |id: &&SchemaId| !self.adopted.contains_key(id) && !self.is_alone(**id);
        for id in self.named.names.keys().filter(|id| self.named.is_named(**id)).filter(is_own) {
            let Some(content) = self.contents.get(id) else { continue };
            let best = named.entry(*content).or_insert(*id);
            if length(id) < length(best) {
                *best = *id;
            }
        }
        named
    }

    /// The form for requests of one schema that is the same as that of another.
    fn input_of(&self, target: SchemaId, input: SchemaId) -> Option<SchemaId> {
        let inputs = self.named.context.merged.inputs.iter();
        let of_target = inputs.filter(|(id, original)| **original == target && self.named.names.contains_key(id));
        of_target.map(|(id, _)| *id).filter(|id| self.say_the_same(*id, input)).min()
    }

    /// Reports schemas that the settings join although they differ.
    pub(super) fn report_joined(&self, sink: &mut Sink) {
        for (id, Join { target, key, target_key }) in &self.named.wishes.joined {
            if self.say_the_same(*id, *target) {
                continue;
            }
            let difference = difference::first(self, *id, *target);
            let message = format!("`{key}` cannot be the same as `{target_key}`, because {difference}");
            let help = "delete this, or correct the description, as `[patch]` does";
            reports::refuse(sink, key, "same_as", &message, help);
        }
    }

    /// The groups of two schemas and more, each in the order of the schemas.
    pub(super) fn groups(&self) -> Vec<Vec<SchemaId>> {
        let mut groups: Vec<Vec<SchemaId>> = self.all_groups().into_iter().filter(|group| group.len() > 1).collect();
        groups.sort();
        groups
    }

    /// The schemas of each type, each in the order of the schemas.
    pub(super) fn all_groups(&self) -> Vec<Vec<SchemaId>> {
        let mut groups: HashMap<Identity<'_>, Vec<SchemaId>> = HashMap::new();
        for id in self.named.names.keys() {
            groups.entry(self.identity(*id)).or_default().push(*id);
        }
        let mut groups: Vec<Vec<SchemaId>> = groups.into_values().collect();
        groups.iter_mut().for_each(|group| group.sort());
        groups
    }
}

/// The label of a schema that has a type.
fn label(named: &Named<'_>, id: SchemaId) -> Label {
    let context = named.context;
    // A type of the user says nothing of what it is made of.
    if context.merged.formats.replaced(id).is_some() || named.wishes.alone.contains(&id) {
        return Label::Own(id);
    }
    label::of(id, &context.api.schemas[id], &context.merged.location_names)
}
