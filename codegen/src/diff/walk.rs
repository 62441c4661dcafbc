//! The walk through two descriptions at once: which schema is compared with which, and in which directions each is used.
//!
//! Owns pairs of schemas and what leads from one to another. Must not know keywords. Each pair is compared once, however many
//! operations use it. Directions and operations are passed on afterwards.

use std::collections::{HashMap, HashSet};

use super::Change;
use super::found::{Finding, Found, Operations, Subject, Uses};
use super::kinds::{self, Kind};
use super::same::Same;
use super::view::{View, is_any, resolved};
use crate::api::{Api, SchemaId};
use crate::at::At;
use crate::bounds::{DIFF_SWEEPS, MERGE_GROWTH};

/// Two descriptions while they are compared.
pub(super) struct Comparison<'a> {
    pub(super) old: &'a Api,
    pub(super) new: &'a Api,
    pub(super) found: Found,
    /// The names of the operations, in the order of their indices.
    pub(super) names: Vec<String>,
    pub(super) same: Same<'a>,
    pairs: Vec<Pair>,
    indices: HashMap<(SchemaId, SchemaId), usize>,
    old_names: HashMap<SchemaId, &'a str>,
    new_names: HashMap<SchemaId, &'a str>,
    old_taken: HashSet<&'a str>,
    new_taken: HashSet<&'a str>,
}

/// A schema of the old description, and the one in its place in the new description.
#[derive(Debug)]
struct Pair {
    old: SchemaId,
    new: SchemaId,
    label: Label,
    /// Whether the annotations were compared where one of the two is a reference.
    has_notes: bool,
    /// Other pairs that are parts of this one, with the directions in which they are.
    edges: Vec<(usize, Uses)>,
    findings: Vec<Finding>,
    uses: Uses,
    operations: Operations,
}

/// How a schema is named in sentences.
#[derive(Debug, Clone, Default)]
pub(super) struct Label {
    /// The name of a schema around it, or words for where it is used.
    base: String,
    /// Whether the base is the name of a schema.
    is_named: bool,
    /// The way from there.
    path: String,
}

impl Label {
    pub(super) fn of_use(words: impl Into<String>) -> Self {
        Self { base: words.into(), is_named: false, path: String::new() }
    }

    pub(super) fn named(name: &str) -> Self {
        Self { base: name.to_owned(), is_named: true, path: String::new() }
    }

    /// The label of a part.
    pub(super) fn part(&self, step: &str) -> Self {
        Self { path: format!("{}{step}", self.path), ..self.clone() }
    }

    /// The label of a property.
    pub(super) fn property(&self, name: &str) -> Self {
        self.part(&format!(".{name}"))
    }

    /// The words for it.
    pub(super) fn subject(&self) -> Subject {
        let Self { base, is_named, path } = self;
        match (is_named, path.strip_prefix('.').unwrap_or(path)) {
            (true, _) => Subject::named(format!("`{base}{path}`")),
            (false, "") => Subject::of_operation(base.clone()),
            (false, path) => Subject::of_operation(format!("`{path}` in {base}")),
        }
    }
}

/// Where the findings of a pair are gathered.
pub(super) struct Part<'a> {
    pub(super) old: View<'a>,
    pub(super) new: View<'a>,
    pub(super) label: Label,
    pub(super) findings: Vec<Finding>,
    /// Pairs of schemas that are parts, each with its label and the directions in which it is one.
    pub(super) inner: Vec<(SchemaId, SchemaId, Label, Uses)>,
}

impl Part<'_> {
    /// Adds a change of this schema itself.
    pub(super) fn push(&mut self, kind: Kind, before: impl Into<String>, after: impl Into<String>) {
        let finding = Finding::new(kind, self.label.subject(), Some(self.old.at), Some(self.new.at));
        self.findings.push(finding.words(before, after));
    }

    /// Adds a change of this schema itself, with the places that say it.
    pub(super) fn push_at(&mut self, kind: Kind, places: (Option<At>, Option<At>), words: (String, String)) {
        let old = places.0.unwrap_or_else(|| self.old.at.clone());
        let new = places.1.unwrap_or_else(|| self.new.at.clone());
        let finding = Finding::new(kind, self.label.subject(), Some(&old), Some(&new));
        self.findings.push(finding.words(words.0, words.1));
    }
}

impl<'a> Comparison<'a> {
    pub(super) fn new(old: &'a Api, new: &'a Api) -> Self {
        let names = |api: &'a Api| {
            let components = api.components.iter().rev();
            components.map(|component| (component.schema, component.name.as_str())).collect()
        };
        Self {
            old,
            new,
            found: Found::default(),
            names: Vec::new(),
            same: Same::new(&old.schemas, &new.schemas),
            pairs: Vec::new(),
            indices: HashMap::new(),
            old_names: names(old),
            new_names: names(new),
            old_taken: old.components.iter().map(|component| component.name.as_str()).collect(),
            new_taken: new.components.iter().map(|component| component.name.as_str()).collect(),
        }
    }

    /// The name of a schema of the old description, or of what it refers to.
    pub(super) fn old_name(&self, id: SchemaId) -> Option<&'a str> {
        let direct = self.old_names.get(&id);
        direct.or_else(|| self.old_names.get(&resolved(&self.old.schemas, id))).copied()
    }

    /// The name of a schema of the new description, or of what it refers to.
    pub(super) fn new_name(&self, id: SchemaId) -> Option<&'a str> {
        let direct = self.new_names.get(&id);
        direct.or_else(|| self.new_names.get(&resolved(&self.new.schemas, id))).copied()
    }

    /// The old and the new names of schemas that were renamed.
    pub(super) fn renamed_names(&self) -> HashSet<&'a str> {
        let of_pair = |pair: &Pair| {
            let (before, after) = (self.old_names.get(&pair.old)?, self.new_names.get(&pair.new)?);
            let is_renamed = !self.new_taken.contains(before) && !self.old_taken.contains(after);
            is_renamed.then_some([*before, *after])
        };
        self.pairs.iter().filter_map(of_pair).flatten().collect()
    }

    /// Whether the old description still names what is new, or the new one what was old: neither is a new name of the other.
    pub(super) fn is_named_in_both(&self, old: &str, new: &str) -> bool {
        self.new_taken.contains(old) || self.old_taken.contains(new)
    }

    /// Compares two schemas that are used in these directions by these operations.
    pub(super) fn schema(&mut self, old: SchemaId, new: SchemaId, label: Label, uses: Uses, operations: &Operations) {
        for finding in self.notes(old, new, &label) {
            self.found.add(finding, uses, operations);
        }
        let first = self.pairs.len();
        let index = self.pair(old, new, &label);
        if let Some(pair) = self.pairs.get_mut(index) {
            pair.uses = pair.uses.or(uses);
            pair.operations.add(operations);
        }
        let mut next = first;
        while next < self.pairs.len() {
            self.walk(next);
            next += 1;
        }
    }

    /// The index of a pair, which is added where it is not known yet.
    fn pair(&mut self, old: SchemaId, new: SchemaId, label: &Label) -> usize {
        let here = (old, new);
        let (old, new) = (resolved(&self.old.schemas, old), resolved(&self.new.schemas, new));
        let has_notes = (here.0 == old) != (here.1 == new);
        let next = self.pairs.len();
        let index = *self.indices.entry((old, new)).or_insert(next);
        if index == next {
            let name = self.new_names.get(&new).or_else(|| self.old_names.get(&old));
            let label = name.map_or_else(|| label.clone(), |name| Label::named(name));
            self.pairs.push(Pair {
                old,
                new,
                label,
                has_notes,
                edges: Vec::new(),
                findings: Vec::new(),
                uses: Uses::NONE,
                operations: Operations::default(),
            });
        }
        index
    }

    /// Compares a pair, and adds the pairs that are parts of it.
    fn walk(&mut self, index: usize) {
        let Some(pair) = self.pairs.get(index) else { return };
        let (old, new, label, has_notes) = (pair.old, pair.new, pair.label.clone(), pair.has_notes);
        if self.pairs.len() > MERGE_GROWTH * (self.old.schemas.len() + self.new.schemas.len() + 1) {
            let finding = Finding::new(kinds::NOT_COMPARED, Subject::default(), None, None);
            self.found.add(finding, Uses::NONE, &Operations::default());
            return;
        }
        let (old_view, new_view) = (View::of(self.old, old), View::of(self.new, new));
        let mut part = Part { old: old_view, new: new_view, label, findings: Vec::new(), inner: Vec::new() };
        self.renamed(old, new, &mut part);
        self.compare_views(&mut part, old, new);
        let mut edges = Vec::new();
        let mut findings = part.findings;
        if !has_notes {
            findings.extend(self.own_notes(old, new, &part.label));
        }
        for (old, new, label, uses) in part.inner {
            findings.extend(self.notes(old, new, &label).into_iter().map(|finding| finding.within(uses)));
            edges.push((self.pair(old, new, &label), uses));
        }
        if let Some(pair) = self.pairs.get_mut(index) {
            (pair.edges, pair.findings) = (edges, findings);
        }
    }

    /// A named schema with another name than before, where the old name is gone and the new one was not there.
    fn renamed(&self, old: SchemaId, new: SchemaId, part: &mut Part<'_>) {
        let (Some(before), Some(after)) = (self.old_names.get(&old), self.new_names.get(&new)) else { return };
        if before != after && !self.new_taken.contains(before) && !self.old_taken.contains(after) {
            part.push(kinds::SCHEMA_RENAMED, format!("`{before}`"), format!("`{after}`"));
        }
    }

    fn compare_views(&mut self, part: &mut Part<'a>, old: SchemaId, new: SchemaId) {
        if self.alternatives(part, old, new) {
            return;
        }
        let is_comparable = part.values();
        // Where any value was allowed, or is now, the type says all.
        if is_any(&self.old.schemas, old) || is_any(&self.new.schemas, new) {
            return;
        }
        part.numbers();
        part.strings();
        if is_comparable {
            self.arrays(part);
            self.objects(part);
            self.conditions(part);
        }
    }

    /// All changes.
    pub(super) fn finish(mut self) -> Vec<Change> {
        self.pass_on();
        for pair in std::mem::take(&mut self.pairs) {
            for finding in pair.findings {
                self.found.add(finding, pair.uses, &pair.operations);
            }
        }
        self.found.changes(&self.names)
    }

    /// Passes directions and operations on to the parts, until nothing is added.
    fn pass_on(&mut self) {
        let order = self.order();
        for _ in 0..DIFF_SWEEPS {
            let mut is_changed = false;
            for index in &order {
                let Some(pair) = self.pairs.get(*index) else { continue };
                let (uses, operations, edges) = (pair.uses, pair.operations.clone(), pair.edges.clone());
                for (part, within) in edges {
                    let passed = uses.and(within);
                    if passed.is_none() {
                        continue;
                    }
                    let Some(part) = self.pairs.get_mut(part) else { continue };
                    let all = part.uses.or(passed);
                    is_changed |= all != part.uses;
                    part.uses = all;
                    is_changed |= part.operations.add(&operations);
                }
            }
            if !is_changed {
                return;
            }
        }
    }

    /// The pairs in an order in which a whole stands before its parts, where they form no circle.
    fn order(&self) -> Vec<usize> {
        let mut is_seen = vec![false; self.pairs.len()];
        let mut order = Vec::with_capacity(self.pairs.len());
        for start in 0..self.pairs.len() {
            let mut stack = vec![(start, 0)];
            while let Some((index, next)) = stack.pop() {
                let edges = self.pairs.get(index).map_or(&[][..], |pair| &pair.edges);
                if next == 0 {
                    match is_seen.get_mut(index) {
                        Some(seen) if !*seen => *seen = true,
                        _ => continue,
                    }
                }
                match edges.get(next) {
                    Some((part, _)) => {
                        stack.push((index, next + 1));
                        stack.push((*part, 0));
                    }
                    None => order.push(index),
                }
            }
        }
        order.reverse();
        order
    }
}
