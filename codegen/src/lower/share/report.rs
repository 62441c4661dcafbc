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
    /// Pairs of components that say the same, which are two types because the description gives them two names.
    pub equal_components: Vec<(String, String)>,
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
        let Self { locations, types, groups, equal_components, near_misses } = self;
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
        let equal = equal_components.iter().map(|(one, other)| format!("  {one} and {other}"));
        list("Components that say the same, which `same_as` makes one type:", equal.collect());
        list(
            "Types that one property keeps apart, by the number of their locations:",
            near_misses.iter().map(near).collect(),
        );
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
    let mut report = SharingReport {
        locations: own_names.len(),
        types: own_names.len().saturating_sub(shared.reexports.len()),
        groups,
        ..SharingReport::default()
    };
    report.add_pairs(&partition, &names);
    report
}

/// A type of objects, and how many locations it has.
struct Candidate<'n> {
    id: SchemaId,
    name: &'n Name,
    locations: usize,
}

impl SharingReport {
    /// Compares the objects with properties of the same names: each with that of them which has the most locations.
    fn add_pairs(&mut self, partition: &Partition<'_>, names: &HashMap<SchemaId, Name>) {
        for mut candidates in alike(partition, names) {
            candidates.sort_by(|one, other| (other.locations, one.name).cmp(&(one.locations, other.name)));
            let Some((first, rest)) = candidates.split_first() else { continue };
            for other in rest {
                let (one, two) = (first.name.as_str().to_owned(), other.name.as_str().to_owned());
                let Some(properties) = difference::properties(partition, first.id, other.id) else { continue };
                match properties.as_slice() {
                    [] if partition.say_the_same(first.id, other.id) => self.equal_components.push((one, two)),
                    [(property, difference)] => self.near_misses.push(NearMiss {
                        one,
                        other: two,
                        locations: first.locations + other.locations,
                        property: property.clone(),
                        difference: difference.clone(),
                    }),
                    [] | [_, _, ..] => {}
                }
            }
        }
        self.equal_components.sort();
        let key = |miss: &NearMiss| (std::cmp::Reverse(miss.locations), miss.one.clone(), miss.other.clone());
        self.near_misses.sort_by_cached_key(key);
    }
}

/// The types of objects by the names of their properties.
fn alike<'n>(partition: &Partition<'_>, names: &'n HashMap<SchemaId, Name>) -> Vec<Vec<Candidate<'n>>> {
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
    alike.into_values().collect()
}
