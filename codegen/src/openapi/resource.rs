//! Schema resources: what `$id`, `$self`, `$anchor` and `$dynamicAnchor` name.
//!
//! Owns the index of these names and the meaning of dynamic references on a way through resources. Must not know what a
//! schema says. Source: JSON Schema Core 2020-12, section 8.2; OpenAPI 3.2, section "Base URI".

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::rc::Rc;

use percent_encoding::percent_decode_str;

use crate::at::{At, FileId};
use crate::source::{Documents, Node};
use crate::value::Value;

use super::uri::join;

/// Keywords whose value has names that the author chose, so that `$id` in it is such a name.
const NAMED: &[&str] = &[
    "properties",
    "patternProperties",
    "dependentSchemas",
    "$defs",
    "definitions",
    "paths",
    "webhooks",
    "schemas",
    "responses",
    "parameters",
    "requestBodies",
    "headers",
    "pathItems",
    "callbacks",
    "mediaTypes",
    "content",
    "encoding",
    "variables",
    "mapping",
];

/// Keywords whose value is data of the author.
const DATA: &[&str] = &["example", "examples", "default", "enum", "const", "value", "dataValue", "links"];

/// The targets of dynamic references on the path that led to a schema: the outermost anchor of each name.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
pub(super) struct Scope(Rc<BTreeMap<String, At>>);

/// The names of all files, by what they name. A resource is an object with `$id`, or a whole file.
#[derive(Debug, Default)]
pub(super) struct Resources {
    /// The address of each resource, by its location.
    addresses: HashMap<At, String>,
    /// The reverse.
    places: HashMap<String, At>,
    /// The resources that are named by `$id`, not only by their file.
    identified: HashSet<At>,
    /// The components whose anchors are theirs alone: a resource has several with one name.
    components: HashSet<At>,
    /// Anchors of both kinds, by their resource or component.
    anchors: HashMap<(At, String), At>,
    /// The first anchor of each name in a resource.
    first: HashMap<(At, String), At>,
    /// The names of dynamic anchors of a resource or component.
    dynamic: HashMap<At, BTreeSet<String>>,
    /// The names of dynamic references that a resource or component reaches.
    used: HashMap<At, BTreeSet<String>>,
    /// The anchors that repeat a name of their resource.
    pub(super) repeated: Vec<Anchor>,
}

/// A named location.
#[derive(Debug)]
pub(super) struct Anchor {
    /// The location.
    pub at: At,
    /// Its name.
    pub name: String,
    is_dynamic: bool,
}

/// What was met while the names were collected, in order.
#[derive(Default)]
struct Met {
    anchors: Vec<Anchor>,
    /// Dynamic references and others: the location of each, and its value.
    dynamic: Vec<(At, String)>,
    references: Vec<(At, String)>,
}

impl Resources {
    /// The index of all files.
    pub(super) fn of(documents: &Documents) -> Self {
        let mut resources = Self::default();
        let mut met = Met::default();
        for file in (0u32..).take(documents.files().count()).map(FileId) {
            let Some(root) = documents.document(file) else { continue };
            let own_name = root.get("$self").and_then(|name| name.as_str());
            if own_name.is_none() && !has_names(root.value) {
                continue;
            }
            let address = own_name.map(without_fragment).unwrap_or_default().to_owned();
            resources.add(root.at.clone(), address);
            let at = root.at.clone();
            resources.collect(&root, &at, false, &mut met);
        }
        resources.separate(documents, &met.anchors);
        resources.enter_anchors(met.anchors);
        for (at, reference) in &met.dynamic {
            let name = reference.split_once('#').map_or("", |(_, name)| name);
            resources.used.entry(resources.scope(at)).or_default().insert(name.to_owned());
        }
        met.references.extend(met.dynamic);
        resources.find_uses(&met.references);
        resources
    }

    /// Lets components have anchors of their own where a resource has several with one name. A dynamic anchor counts on the way
    /// through all components, so that these are apart then.
    fn separate(&mut self, documents: &Documents, anchors: &[Anchor]) {
        let mut counts: HashMap<(At, &str), usize> = HashMap::new();
        for anchor in anchors {
            *counts.entry((self.resource(&anchor.at), &anchor.name)).or_default() += 1;
        }
        let is_repeated = |anchor: &&Anchor| counts.get(&(self.resource(&anchor.at), &*anchor.name)) > Some(&1);
        let repeated: Vec<&Anchor> = anchors.iter().filter(is_repeated).collect();
        let mut components: HashSet<At> = repeated.iter().filter_map(|anchor| component(&anchor.at)).collect();
        let files: BTreeSet<FileId> =
            repeated.iter().filter(|anchor| anchor.is_dynamic).map(|anchor| anchor.at.file).collect();
        let roots = files.into_iter().filter_map(|file| documents.document(file)?.get("components"));
        for kind in roots.flat_map(|node| node.entries().map(|(_, kind)| kind).collect::<Vec<_>>()) {
            components.extend(kind.entries().map(|(_, node)| node.at));
        }
        self.components = components;
    }

    fn enter_anchors(&mut self, anchors: Vec<Anchor>) {
        for anchor in anchors {
            let (resource, scope) = (self.resource(&anchor.at), self.scope(&anchor.at));
            if anchor.is_dynamic {
                self.dynamic.entry(scope.clone()).or_default().insert(anchor.name.clone());
            }
            self.anchors.entry((scope, anchor.name.clone())).or_insert_with(|| anchor.at.clone());
            let first = self.first.entry((resource, anchor.name.clone())).or_insert_with(|| anchor.at.clone());
            if *first != anchor.at {
                self.repeated.push(anchor);
            }
        }
    }

    fn add(&mut self, at: At, address: String) {
        if !address.is_empty() {
            self.places.entry(address.clone()).or_insert_with(|| at.clone());
        }
        self.addresses.insert(at, address);
    }

    fn collect(&mut self, node: &Node<'_>, resource: &At, names: bool, met: &mut Met) {
        for item in node.items() {
            self.collect(&item, resource, false, met);
        }
        let mut resource = resource.clone();
        let text = |name: &str| if names { None } else { node.get(name).and_then(|property| property.as_str()) };
        if let Some(id) = text("$id").map(without_fragment).filter(|id| !id.is_empty()) {
            let base = self.addresses.get(&resource).map_or("", String::as_str);
            let address = join(base, id);
            resource = node.at.clone();
            self.identified.insert(resource.clone());
            self.add(resource.clone(), address);
        }
        for (keyword, is_dynamic) in [("$anchor", false), ("$dynamicAnchor", true)] {
            let anchor = |name: &str| Anchor { at: node.at.clone(), name: name.to_owned(), is_dynamic };
            met.anchors.extend(text(keyword).map(anchor));
        }
        let met_here = |reference: &str| (node.at.clone(), reference.to_owned());
        met.dynamic.extend(text("$dynamicRef").map(met_here));
        met.references.extend(text("$ref").map(met_here));
        for (name, property) in node.entries() {
            let is_data = !names && (DATA.contains(&name) || name.starts_with("x-"));
            if !is_data {
                self.collect(&property, &resource, !names && NAMED.contains(&name), met);
            }
        }
    }

    /// Lets every resource use what the resources use that it refers to.
    fn find_uses(&mut self, references: &[(At, String)]) {
        if self.dynamic.is_empty() {
            return;
        }
        let edges: Vec<(At, At)> = references
            .iter()
            .filter_map(|(at, text)| Some((self.scope(at), self.scope(&self.target(at, text)?))))
            .filter(|(from, to)| from != to)
            .collect();
        loop {
            let mut changed = false;
            for (from, to) in &edges {
                let names = self.used.get(to).cloned().unwrap_or_default();
                let known = self.used.entry(from.clone()).or_default();
                let before = known.len();
                known.extend(names);
                changed |= known.len() > before;
            }
            if !changed {
                return;
            }
        }
    }

    /// The target of a reference, as far as names and pointers in its own file decide it.
    fn target(&self, from: &At, reference: &str) -> Option<At> {
        let of_file = |pointer: &str| pointer.starts_with('/').then(|| At::new(from.file, pointer));
        self.locate(from, reference).or_else(|| of_file(reference.strip_prefix('#')?))
    }

    /// The resource around a location.
    fn resource(&self, at: &At) -> At {
        self.around(at, |around| self.identified.contains(around))
    }

    /// The resource or the component around a location, whose anchors count there first.
    fn scope(&self, at: &At) -> At {
        self.around(at, |around| self.identified.contains(around) || self.components.contains(around))
    }

    fn around(&self, at: &At, is_one: impl Fn(&At) -> bool) -> At {
        let mut pointer: &str = &at.pointer;
        loop {
            let around = At::new(at.file, pointer);
            if is_one(&around) {
                return around;
            }
            match pointer.rfind('/').and_then(|slash| pointer.get(..slash)) {
                Some(outer) => pointer = outer,
                None => return around,
            }
        }
    }

    /// Whether a location is inside a resource that `$id` names.
    pub(super) fn is_identified(&self, at: &At) -> bool {
        !self.identified.is_empty() && self.identified.contains(&self.resource(at))
    }

    /// The target of a reference, as far as names decide it.
    pub(super) fn locate(&self, from: &At, reference: &str) -> Option<At> {
        if self.addresses.is_empty() {
            return None;
        }
        let (address, fragment) = reference.split_once('#').unwrap_or((reference, ""));
        let around = self.resource(from);
        let resource = if address.is_empty() {
            around
        } else {
            let base = self.addresses.get(&around).map_or("", String::as_str);
            self.places.get(&join(base, address))?.clone()
        };
        let fragment = percent_decode_str(fragment).decode_utf8().ok()?;
        if fragment.is_empty() || fragment.starts_with('/') {
            return Some(At::new(resource.file, &format!("{}{fragment}", resource.pointer)));
        }
        let name = fragment.into_owned();
        let own = self.anchors.get(&(self.scope(from), name.clone())).filter(|_| address.is_empty());
        own.or_else(|| self.first.get(&(resource, name))).cloned()
    }

    /// The scope inside a location that is reached in a scope. Anchors that the resource there does not use are left out, so
    /// that a schema is not read twice without need.
    pub(super) fn enter(&self, scope: &Scope, at: &At) -> Scope {
        if self.dynamic.is_empty() {
            return Scope::default();
        }
        let resource = self.scope(at);
        // A whole description reaches nearly everything: scopes pass through components and resources that are named by `$id`.
        let is_passed = self.identified.contains(&resource) || self.components.contains(&resource);
        let Some(used) = self.used.get(&resource).filter(|_| is_passed) else {
            return Scope::default();
        };
        let own = self.dynamic.get(&resource).into_iter().flatten();
        let own =
            own.filter_map(|name| Some((name.clone(), self.anchors.get(&(resource.clone(), name.clone()))?.clone())));
        let outer = scope.0.iter().map(|(name, at)| (name.clone(), at.clone()));
        // Of two anchors with one name the later one remains: it is the outermost.
        Scope(Rc::new(own.chain(outer).filter(|(name, _)| used.contains(name)).collect()))
    }

    /// What a dynamic reference means in a scope; `None` where it is like any other reference.
    pub(super) fn bound(&self, scope: &Scope, from: &At, reference: &str) -> Option<At> {
        let target = self.locate(from, reference)?;
        let (_, name) = reference.split_once('#')?;
        let is_dynamic = self.dynamic.get(&self.scope(&target)).is_some_and(|names| names.contains(name));
        if is_dynamic { scope.0.get(name).cloned() } else { None }
    }
}

/// Whether anything in a tree has an identifier. It is called for every file, so it makes no addresses.
fn has_names(value: &Value) -> bool {
    match value {
        Value::Object(properties) => properties.iter().any(|(name, property)| match property.as_str() {
            Some(_) => matches!(name.as_str(), "$id" | "$anchor" | "$dynamicAnchor"),
            None => has_names(property),
        }),
        Value::Array(items) => items.iter().any(has_names),
        Value::Null | Value::Bool(_) | Value::Integer(_) | Value::Float(_) | Value::String(_) => false,
    }
}

/// The component that a location is in.
fn component(at: &At) -> Option<At> {
    let tokens: Vec<String> = at.tokens().take(3).collect();
    match tokens.as_slice() {
        [components, kind, name] if components == "components" => {
            Some(At::root(at.file).key(components).key(kind).key(name))
        }
        _ => None,
    }
}

fn without_fragment(address: &str) -> &str {
    address.split_once('#').map_or(address, |(address, _)| address)
}
