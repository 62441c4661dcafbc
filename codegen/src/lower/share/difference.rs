//! What two schemas do not both say, in words.
//!
//! Owns these words. Must not know who asks.

use super::fingerprint::{self, Facet, Fingerprint};
use super::partition::{Identity, Partition};
use crate::api::SchemaId;
use crate::bounds::SCHEMA_HOPS;
use crate::lower::shape::Shape;

/// The first thing that two schemas do not both say: that of the innermost object where properties differ.
pub(super) fn first(partition: &Partition<'_>, one: SchemaId, other: SchemaId) -> String {
    let (mut one, mut other) = (one, other);
    let mut path: Vec<String> = Vec::new();
    for _ in 0..SCHEMA_HOPS {
        let Some((facet, pair)) = facets(partition, one, other).into_iter().next() else { break };
        match (facet, pair) {
            (Facet::Type(name), Some(inner)) => {
                path.push(name.to_owned());
                (one, other) = inner;
            }
            (facet, _) => return words(partition, &path, facet, one, other),
        }
    }
    let whole = "what values are validated against is not the same";
    if path.is_empty() { whole.to_owned() } else { format!("of `{}`, {whole}", path.join(".")) }
}

/// The properties that two objects with properties of the same names do not have in common, each with the first difference. `None`
/// where the objects differ by more than that.
pub(super) fn properties(partition: &Partition<'_>, one: SchemaId, other: SchemaId) -> Option<Vec<(String, String)>> {
    let mut properties: Vec<(String, String)> = Vec::new();
    for (facet, _) in facets(partition, one, other) {
        let (Facet::Presence(name) | Facet::Type(name) | Facet::Notes(name)) = facet else { return None };
        if !properties.iter().any(|(known, _)| known == name) {
            properties.push((name.to_owned(), words(partition, &[], facet, one, other)));
        }
    }
    Some(properties)
}

/// The objects without names that are the types of a property.
type Inside = Option<(SchemaId, SchemaId)>;

/// The facets that differ.
fn facets<'c>(partition: &Partition<'c>, one: SchemaId, other: SchemaId) -> Vec<(Facet<'c>, Inside)> {
    let context = partition.named.context;
    let (ones, others) = (&context.api.schemas[one], &context.api.schemas[other]);
    let ones = fingerprint::facets(context.api, context.shapes, ones);
    let others = fingerprint::facets(context.api, context.shapes, others);
    let pairs = ones.into_iter().zip(others).filter(|((_, one), (_, other))| !is_same(partition, one, other));
    let inside = |one: &Fingerprint, other: &Fingerprint| match (one.children.as_slice(), other.children.as_slice()) {
        ([one], [other]) if is_open(partition, *one) && is_open(partition, *other) => Some((*one, *other)),
        (_, _) => None,
    };
    pairs.map(|((facet, one), (_, other))| (facet, inside(&one, &other).filter(|_| one.own == other.own))).collect()
}

fn is_same(partition: &Partition<'_>, one: &Fingerprint, other: &Fingerprint) -> bool {
    let identities = |of: &Fingerprint| of.children.iter().map(|id| partition.identity(*id)).collect::<Vec<_>>();
    one.own == other.own && identities(one) == identities(other)
}

/// Whether a schema is an object without a name.
fn is_open(partition: &Partition<'_>, id: SchemaId) -> bool {
    let is_named = matches!(partition.identity(id), Identity::Named(_));
    !is_named && matches!(partition.named.context.shapes.of(id), Shape::Struct)
}

fn words(partition: &Partition<'_>, path: &[String], facet: Facet<'_>, one: SchemaId, other: SchemaId) -> String {
    let property = |name: &str| {
        let path: Vec<&str> = path.iter().map(String::as_str).chain([name]).collect();
        format!("`{}`", path.join("."))
    };
    match facet {
        Facet::Presence(name) => format!("{} is required in one of them only", property(name)),
        Facet::Type(name) => format!("{} has another type", property(name)),
        Facet::Notes(name) => format!("{} is documented in another way", property(name)),
        Facet::Names => {
            let names = |id| {
                let schema = &partition.named.context.api.schemas[id];
                schema.object.properties.iter().map(|(name, _)| name.as_str()).collect::<Vec<_>>()
            };
            let (ones, others) = (names(one), names(other));
            let only = |of: &[&'_ str], without: &[&str]| {
                of.iter().find(|name| !without.contains(name)).map(|name| property(name))
            };
            match only(&ones, &others).or_else(|| only(&others, &ones)) {
                Some(property) => format!("{property} is a property of one of them only"),
                None if path.is_empty() => "their properties have another order".to_owned(),
                None => format!("the properties of `{}` have another order", path.join(".")),
            }
        }
        Facet::Keywords(about) if path.is_empty() => format!("they differ in {about}"),
        Facet::Keywords(about) => format!("`{}` differs in {about}", path.join(".")),
    }
}
