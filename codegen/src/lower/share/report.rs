//! What types are shared, and what nearly is, for the author of a description.
//!
//! Owns what is counted and listed, and its text. Must not know why schemas share a type.

use std::collections::HashMap;

use super::partition::Partition;
use super::{Named, Shared, difference};
use crate::api::SchemaId;
use crate::bounds::DISTINCTIVE_PROPERTIES;
use crate::diagnostic::Sink;
use crate::lower::merge::context::Context;
use crate::lower::names::Namespace;
use crate::lower::shape::Shape;
use crate::rust::Name;

/// The types that locations share, and those that differ in one property.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SharingReport {
    /// The types there would be if none was shared.
    pub locations: usize,
    /// The types there are.
    pub types: usize,
    /// The shared types, those of the most locations first.
    pub groups: Vec<Group>,
    /// Pairs of types that one property keeps apart, those of the most locations first.
    pub near_misses: Vec<NearMiss>,
}

/// A type that locations share.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Group {
    /// Its name.
    pub name: String,
    /// The names of the other locations.
    pub locations: Vec<String>,
}

/// Two types that one property keeps apart.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NearMiss {
    /// The type of more locations.
    pub one: String,
    /// The other type.
    pub other: String,
    /// How many locations the two have.
    pub locations: usize,
    /// The property.
    pub property: String,
    /// What differs.
    pub difference: String,
}

/// The entries of each list that are printed, unless all are.
const SHORT: usize = 10;

/// The names of locations that are printed of a type, unless all are.
const SHORT_NAMES: usize = 3;

impl SharingReport {
    /// The report for a reader: all of it, or what is about the most locations.
    pub fn text(&self, all: bool) -> String {
        let Self { locations, types, groups, near_misses } = self;
        let shown = |length: usize, short: usize| if all { length } else { length.min(short) };
        let mut lines = vec![format!("{types} types for {locations} locations")];
        let mut list = |title: &str, entries: Vec<String>| {
            if !entries.is_empty() {
                let count = shown(entries.len(), SHORT);
                let more = entries.len() - count;
                lines.extend([String::new(), title.to_owned()]);
                lines.extend(entries.into_iter().take(count));
                lines.extend((more > 0).then(|| format!("  and {more} more; --verbose lists all")));
            }
        };
        let group = |Group { name, locations }: &Group| {
            let count = shown(locations.len(), SHORT_NAMES);
            let names: Vec<&str> = locations.iter().take(count).map(String::as_str).collect();
            let more = match locations.len() - count {
                0 => String::new(),
                more => format!(" and {more} more"),
            };
            format!("  {:>5}  {name}: {}{more}", locations.len() + 1, names.join(", "))
        };
        list("Shared types, by the number of their locations:", groups.iter().map(group).collect());
        let near = |NearMiss { one, other, locations, difference, .. }: &NearMiss| {
            format!("  {locations:>5}  {one} and {other}: {difference}")
        };
        list("Types that one property keeps apart, by the same:", near_misses.iter().map(near).collect());
        lines.join("\n")
    }
}

/// Finds what is shared.
pub(in crate::lower) fn make(
    context: Context<'_>,
    own_names: &HashMap<SchemaId, Name>,
    mut namespace: Namespace,
    sink: &mut Sink,
) -> SharingReport {
    let mut names = own_names.clone();
    let shared = Shared::find(context, &mut names, &mut namespace, sink);
    let named = Named::new(context, own_names, &mut Sink::new());
    let partition = Partition::of(&named);
    let mut by_name: HashMap<&Name, Vec<String>> = HashMap::new();
    for one in &shared.reexports {
        by_name.entry(&one.name).or_default().push(one.location.as_str().to_owned());
    }
    let groups = by_name.into_iter().map(|(name, locations)| Group { name: name.as_str().to_owned(), locations });
    let mut groups: Vec<Group> = groups.collect();
    groups.sort_by(|one, other| (other.locations.len(), &one.name).cmp(&(one.locations.len(), &other.name)));
    SharingReport {
        locations: own_names.len(),
        types: own_names.len().saturating_sub(shared.reexports.len()),
        groups,
        near_misses: near_misses(&partition, &names),
    }
}

/// A type of objects, and how many locations it has.
struct Candidate<'n> {
    id: SchemaId,
    name: &'n Name,
    locations: usize,
}

/// The objects with properties of the same names are compared with the one of them that has the most locations.
fn near_misses(partition: &Partition<'_>, names: &HashMap<SchemaId, Name>) -> Vec<NearMiss> {
    let context = partition.named.context;
    let mut alike: HashMap<Vec<&str>, Vec<Candidate<'_>>> = HashMap::new();
    for group in partition.all_groups() {
        let Some((id, name)) = group.iter().find_map(|id| Some((*id, names.get(id)?))) else { continue };
        let properties = &context.api.schemas[id].object.properties;
        if properties.len() < DISTINCTIVE_PROPERTIES || !matches!(context.shapes.of(id), Shape::Struct) {
            continue;
        }
        let key = properties.iter().map(|(name, _)| name.as_str()).collect();
        alike.entry(key).or_default().push(Candidate { id, name, locations: group.len() });
    }
    let mut found = Vec::new();
    for mut candidates in alike.into_values() {
        candidates.sort_by(|one, other| (other.locations, one.name).cmp(&(one.locations, other.name)));
        let Some((first, rest)) = candidates.split_first() else { continue };
        found.extend(rest.iter().filter_map(|other| near_miss(partition, first, other)));
    }
    found.sort_by(|one, other| (other.locations, &one.one, &one.other).cmp(&(one.locations, &other.one, &other.other)));
    found
}

fn near_miss(partition: &Partition<'_>, one: &Candidate<'_>, other: &Candidate<'_>) -> Option<NearMiss> {
    let [(property, difference)] = <[_; 1]>::try_from(difference::properties(partition, one.id, other.id)?).ok()?;
    Some(NearMiss {
        one: one.name.as_str().to_owned(),
        other: other.name.as_str().to_owned(),
        locations: one.locations + other.locations,
        property,
        difference,
    })
}
