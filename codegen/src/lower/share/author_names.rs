//! The names that authors want for shared types.
//!
//! Owns which shared type has such a name besides those of its locations. Must not know why schemas share a type.

use std::collections::HashMap;

use super::Named;
use crate::api::SchemaId;
use crate::lower::names::{Case, Namespace, identifier, wanted};
use crate::rust::Name;

/// A name that several locations want is the name of none of them. Where all of them share one type, it is the name of that type,
/// found by the first of its schemas. A name that is taken stays with its owner.
pub(super) fn find(named: &Named<'_>, groups: &[Vec<SchemaId>], namespace: &mut Namespace) -> HashMap<SchemaId, Name> {
    let wish = |id: SchemaId| {
        let wish = wanted(named.context.api.schemas[id].notes.type_name.as_deref(), "");
        let is_input = named.context.merged.inputs.contains_key(&id);
        (!wish.is_empty() && !is_input && !named.is_named(id)).then(|| identifier(wish, Case::Type))
    };
    let in_groups: HashMap<SchemaId, usize> =
        groups.iter().enumerate().flat_map(|(number, group)| group.iter().map(move |id| (*id, number))).collect();
    // The schemas outside of groups count as much as a group each.
    let mut wishes: HashMap<Name, Vec<Option<usize>>> = HashMap::new();
    for id in named.names.keys() {
        if let Some(name) = wish(*id) {
            wishes.entry(name).or_default().push(in_groups.get(id).copied());
        }
    }
    let mut wishes: Vec<(Name, Vec<Option<usize>>)> = wishes.into_iter().collect();
    wishes.sort();
    let mut found = HashMap::new();
    for (name, wanting) in wishes {
        let [Some(first), rest @ ..] = wanting.as_slice() else { continue };
        let group = groups.get(*first).filter(|group| !group.iter().any(|id| named.is_named(*id)));
        let is_of_one = rest.iter().all(|other| *other == Some(*first));
        if let Some(id) = group.filter(|_| is_of_one).and_then(|group| group.first())
            && namespace.take_exact(&name)
        {
            found.insert(*id, name);
        }
    }
    found
}
