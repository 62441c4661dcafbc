//! A named schema whose subtypes extend it by `allOf` is, wherever it is used, any of them.
//!
//! Owns writing that out as alternatives told apart by the discriminator, once the conjunctions are merged. What is accepted
//! stays the same: whatever a subtype allows, the schema itself does too. Must not know types or names.
//!
//! Source: OpenAPI 3.2, section "Discriminator Object", models with polymorphism support.

use crate::api::{Api, CombineKeywords, Discriminator, Schema, SchemaId};

use super::flatten::Kept;
use super::shape;

/// The named schemas that have subtypes, with what tells these apart. To be asked for before anything is merged: what
/// extends a schema would have its discriminator afterwards.
pub(super) fn parents(api: &Api) -> Vec<(SchemaId, String, Discriminator)> {
    let with_subtypes = |id: SchemaId, name: &str| {
        let combine = &api.schemas[id].combine;
        let has_alternatives = !combine.one_of.is_empty() || !combine.any_of.is_empty();
        let discriminator =
            combine.discriminator.as_ref().filter(|own| !own.subtypes.is_empty() && !has_alternatives)?;
        Some((id, name.to_owned(), discriminator.clone()))
    };
    api.components.iter().filter_map(|component| with_subtypes(component.schema, &component.name)).collect()
}

/// Makes each of them the alternatives that it stands for, itself among them. It is checked as it was.
pub(super) fn write_out(api: &mut Api, parents: Vec<(SchemaId, String, Discriminator)>, kept: &mut Kept) {
    for (id, name, discriminator) in parents {
        let schema = api.schemas[id].clone();
        let was = kept.get(&id).map(|was| Schema {
            at: schema.at.member("base"),
            combine: CombineKeywords { discriminator: None, ..was.combine.clone() },
            ..was.clone()
        });
        kept.entry(id).or_insert_with(|| schema.clone());
        let mut own = Schema {
            at: schema.at.member("base"),
            combine: CombineKeywords { discriminator: None, ..schema.combine.clone() },
            ..schema.clone()
        };
        // One that adds nothing is a type of its own all the same, and not the parent.
        for (_, subtype) in &discriminator.subtypes {
            if shape::resolve(api, *subtype).schema == id {
                let Schema { at, notes, .. } = api.schemas[*subtype].clone();
                api.schemas.replace(*subtype, Schema { at, notes, ..own.clone() });
            }
        }
        own.notes.name = Some(name.clone());
        let own = api.schemas.push(own);
        kept.extend(was.map(|was| (own, was)));
        let mut alternatives: Vec<SchemaId> = Vec::new();
        // What the mapping says counts; those that it does not name go by their own values.
        let mut mapping: Vec<(String, SchemaId)> =
            discriminator.mapping.iter().filter(|(_, target)| *target != id).cloned().collect();
        for (value, subtype) in &discriminator.subtypes {
            if !mapping.iter().any(|(known, target)| known == value || target == subtype) {
                mapping.push((value.clone(), *subtype));
            }
            if !alternatives.contains(subtype) {
                alternatives.push(*subtype);
            }
        }
        let own_values =
            discriminator.mapping.iter().filter(|(_, target)| *target == id).map(|(value, _)| value.clone());
        let own_values: Vec<String> = own_values.collect();
        let own_values = if own_values.is_empty() { vec![name] } else { own_values };
        mapping.extend(own_values.into_iter().map(|value| (value, own)));
        alternatives.push(own);
        let discriminator = Discriminator { mapping, subtypes: Vec::new(), ..discriminator };
        let combine =
            CombineKeywords { any_of: alternatives, discriminator: Some(discriminator), ..CombineKeywords::default() };
        api.schemas.replace(id, Schema { combine, notes: schema.notes, ..Schema::any(schema.at) });
    }
}
