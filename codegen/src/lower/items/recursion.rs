//! Makes types that contain themselves finite.
//!
//! A field through which a type contains itself is boxed, and no other; which ones these are follows from the types
//! alone, not from their order. An alias that comes back to itself through an array or a map becomes a type of its own. A union that
//! comes back to itself through unions alone has no value by that way: the alternative is any value.

use std::collections::{BTreeMap, BTreeSet};

use crate::bounds::{RECURSION_LIMIT, TYPES_WITHOUT_LIMIT};
use crate::diagnostic::{Diagnostic, Sink, codes};
use crate::rust::{Item, Name, OneOf, Ty};

/// Which types each type leads to.
type Edges = BTreeMap<Name, BTreeSet<Name>>;

/// Boxes fields and turns aliases into types until every type is finite.
pub(in crate::lower) fn break_cycles(items: &mut [Item], sink: &mut Sink) {
    let aliases = cycles(&alias_edges(items));
    for item in items.iter_mut() {
        if let Item::Alias(alias) = item
            && aliases.contains_key(&alias.name)
        {
            *item = Item::Newtype(alias.clone());
        }
    }
    break_rings(items, sink);
    let groups = cycles(&value_edges(items));
    for item in items {
        let comes_back = |name: &Name, ty: &Ty| {
            let group = groups.get(name);
            group.is_some() && by_value(ty).is_some_and(|name| groups.get(name) == group)
        };
        match item {
            Item::Struct(item) => {
                item.fields.iter_mut().for_each(|field| field.boxed = comes_back(&item.name, &field.ty));
            }
            Item::OneOf(item) => {
                item.alternatives.iter_mut().for_each(|one| one.boxed = comes_back(&item.name, &one.ty));
            }
            Item::Tuple(item) => {
                item.items.iter_mut().for_each(|one| one.boxed = comes_back(&item.name, &one.ty));
            }
            Item::StringEnum(_) | Item::NumberEnum(_) | Item::Alias(_) | Item::Newtype(_) => {}
        }
    }
}

/// Takes alternatives out of the way on which a union leads to itself while a value stays the same: to read it would have no end.
fn break_rings(items: &mut [Item], sink: &mut Sink) {
    let groups = cycles(&ring_edges(items));
    for item in items {
        let Item::OneOf(OneOf { at, name, alternatives, .. }) = item else { continue };
        let Some(group) = groups.get(name) else { continue };
        for one in alternatives {
            let Some(other) = by_value(&one.ty).filter(|other| groups.get(*other) == Some(group)) else { continue };
            let message = if other == name {
                format!("`{}` is an alternative of itself, which is any JSON value here", name.as_str())
            } else {
                format!(
                    "`{}` is an alternative of `{}` and has it as one: any JSON value here",
                    other.as_str(),
                    name.as_str()
                )
            };
            let help = "list the alternatives of the other one instead, or put an object or an array between the two";
            sink.push(Diagnostic::new(codes::UNTYPED, at.clone(), message).help(help));
            one.ty = Ty::Json;
        }
    }
}

/// How deep the compiler must be let go to see what types that lead to each other are made of, as documentation does for each:
/// boxes, arrays and options are levels of their own. Only powers of two, so that it seldom changes.
pub(in crate::lower) fn limit(items: &[Item]) -> Option<u32> {
    let holds_others =
        |item: &&Item| matches!(item, Item::Struct(_) | Item::OneOf(_) | Item::Tuple(_) | Item::Newtype(_));
    let types = items.iter().filter(holds_others).count();
    let levels = (types * 4).next_power_of_two().min(RECURSION_LIMIT);
    u32::try_from(levels).ok().filter(|_| types > TYPES_WITHOUT_LIMIT)
}

/// The type that a value of this type holds in itself, not behind an array or a map.
fn by_value(ty: &Ty) -> Option<&Name> {
    match ty {
        Ty::Named(name) | Ty::StringAlias(name) | Ty::Union(name) => Some(name),
        Ty::Nullable(inner) => by_value(inner),
        Ty::Unit
        | Ty::Bool
        | Ty::I32
        | Ty::I64
        | Ty::F32
        | Ty::F64
        | Ty::String
        | Ty::Scalar(_)
        | Ty::Json
        | Ty::JsonObject
        | Ty::Bytes
        | Ty::Vec(_)
        | Ty::Map(_) => None,
    }
}

/// What each alias names, at any depth.
fn alias_edges(items: &[Item]) -> Edges {
    let named = |ty: &Ty| ty.parts().find_map(|part| part.name().cloned());
    items
        .iter()
        .filter_map(|item| match item {
            Item::Alias(alias) => Some((alias.name.clone(), named(&alias.ty).into_iter().collect())),
            Item::Struct(_)
            | Item::StringEnum(_)
            | Item::NumberEnum(_)
            | Item::Tuple(_)
            | Item::OneOf(_)
            | Item::Newtype(_) => None,
        })
        .collect()
}

/// What each union is instead of itself.
fn ring_edges(items: &[Item]) -> Edges {
    let edges = items.iter().filter_map(|item| match item {
        Item::Alias(alias) | Item::Newtype(alias) => {
            Some((alias.name.clone(), by_value(&alias.ty).cloned().into_iter().collect()))
        }
        Item::OneOf(item) => {
            let names = item.alternatives.iter().filter_map(|one| by_value(&one.ty)).cloned();
            Some((item.name.clone(), names.collect()))
        }
        Item::Struct(_) | Item::StringEnum(_) | Item::NumberEnum(_) | Item::Tuple(_) => None,
    });
    edges.collect()
}

/// What each type holds by value.
fn value_edges(items: &[Item]) -> Edges {
    items
        .iter()
        .map(|item| match item {
            Item::Struct(item) => {
                (item.name.clone(), item.fields.iter().filter_map(|field| by_value(&field.ty)).cloned().collect())
            }
            Item::Alias(alias) | Item::Newtype(alias) => {
                (alias.name.clone(), by_value(&alias.ty).cloned().into_iter().collect())
            }
            Item::OneOf(item) => {
                (item.name.clone(), item.alternatives.iter().filter_map(|one| by_value(&one.ty)).cloned().collect())
            }
            Item::StringEnum(item) => (item.name.clone(), BTreeSet::new()),
            Item::NumberEnum(item) => (item.name.clone(), BTreeSet::new()),
            Item::Tuple(item) => {
                (item.name.clone(), item.items.iter().filter_map(|one| by_value(&one.ty)).cloned().collect())
            }
        })
        .collect()
}

/// The strongly connected components that are cycles: for each type on one, a number that its whole component shares.
fn cycles(edges: &Edges) -> BTreeMap<Name, usize> {
    let mut search = Tarjan::new(edges);
    for name in edges.keys() {
        search.from(name);
    }
    search.groups
}

/// Tarjan's algorithm with a stack of its own, so that depth costs no stack frames.
struct Tarjan<'e> {
    edges: &'e Edges,
    index: BTreeMap<&'e Name, usize>,
    low: BTreeMap<&'e Name, usize>,
    open: Vec<&'e Name>,
    is_open: BTreeSet<&'e Name>,
    groups: BTreeMap<Name, usize>,
}

impl<'e> Tarjan<'e> {
    fn new(edges: &'e Edges) -> Self {
        Self {
            edges,
            index: BTreeMap::new(),
            low: BTreeMap::new(),
            open: Vec::new(),
            is_open: BTreeSet::new(),
            groups: BTreeMap::new(),
        }
    }

    fn successors(&self, name: &Name) -> Vec<&'e Name> {
        let known = |name: &&'e Name| self.edges.contains_key(*name);
        self.edges.get(name).into_iter().flatten().filter(known).collect()
    }

    fn enter(&mut self, name: &'e Name) {
        let number = self.index.len();
        self.index.insert(name, number);
        self.low.insert(name, number);
        self.open.push(name);
        self.is_open.insert(name);
    }

    fn lower_to(&mut self, name: &'e Name, candidate: Option<usize>) {
        if let (Some(low), Some(candidate)) = (self.low.get_mut(name), candidate) {
            *low = (*low).min(candidate);
        }
    }

    fn from(&mut self, start: &'e Name) {
        if self.index.contains_key(start) {
            return;
        }
        self.enter(start);
        let mut path = vec![(start, self.successors(start).into_iter())];
        while let Some((name, successors)) = path.last_mut() {
            let name = *name;
            match successors.next() {
                Some(next) if !self.index.contains_key(next) => {
                    self.enter(next);
                    path.push((next, self.successors(next).into_iter()));
                }
                Some(next) if self.is_open.contains(next) => self.lower_to(name, self.index.get(next).copied()),
                Some(_) => {}
                None => {
                    path.pop();
                    let low = self.low.get(name).copied();
                    if let Some((parent, _)) = path.last() {
                        self.lower_to(parent, low);
                    }
                    if low == self.index.get(name).copied() {
                        self.close(name);
                    }
                }
            }
        }
    }

    fn close(&mut self, root: &'e Name) {
        let mut component = Vec::new();
        while let Some(name) = self.open.pop() {
            self.is_open.remove(name);
            component.push(name);
            if name == root {
                break;
            }
        }
        let is_cycle = component.len() > 1 || self.successors(root).contains(&root);
        if is_cycle {
            let number = self.groups.len();
            self.groups.extend(component.into_iter().map(|name| (name.clone(), number)));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::limit;
    use crate::at::{At, FileId};
    use crate::rust::{Alias, Case, Chosen, Item, Name, Ty};

    fn types(count: usize) -> Vec<Item> {
        let alias = |number| Alias {
            at: At::root(FileId(0)),
            docs: Vec::new(),
            name: Name::new(&format!("T{number}"), Case::Type),
            ty: Ty::Bool,
            judged: None,
            deprecated: false,
            chosen: Chosen::default(),
        };
        (0..count).map(|number| Item::Newtype(alias(number))).collect()
    }

    #[test]
    fn the_compiler_is_let_go_deeper_where_there_are_many_types() {
        assert_eq!(limit(&types(64)), None);
        assert_eq!(limit(&types(65)), Some(512));
        assert_eq!(limit(&types(3000)), Some(8192));
    }
}
