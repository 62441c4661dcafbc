//! Finds which schema has the name of a component.
//!
//! Owns the components that are nothing but references to another file, or to what another component means in their scope: what they
//! refer to has their name. Must not know types.

use std::collections::HashMap;

use crate::api::{Api, Component, Notes, SchemaId};
use crate::at::At;

use crate::lower::shape::look_through::target;

/// The schemas that have the name of a component which refers to them, by the schema of the component.
pub(in crate::lower) type Adopted = HashMap<SchemaId, SchemaId>;

/// Finds them. Where several components refer to one schema, it has the name of the component that is called like its location,
/// else of the first by name.
pub(in crate::lower) fn adopted(api: &Api) -> Adopted {
    let locations: HashMap<&At, SchemaId> =
        api.components.iter().map(|component| (&api.schemas[component.schema].at, component.schema)).collect();
    let mut adopted: HashMap<SchemaId, (bool, &Component)> = HashMap::new();
    for component in &api.components {
        let schema = &api.schemas[component.schema];
        let Some(reference) = schema.reference.filter(|reference| target(api, *reference) == *reference) else {
            continue;
        };
        let at = &api.schemas[reference].at;
        // A dynamic reference in it means something else than in the component at that location.
        let is_another_meaning = locations.get(at).is_some_and(|own| *own != reference);
        if at.file == schema.at.file && !is_another_meaning || schema.notes != Notes::default() {
            continue;
        }
        let other_name = at.tokens().last().as_ref() != Some(&component.name);
        let is_better = adopted
            .get(&reference)
            .is_none_or(|(known_other, known)| (other_name, &component.name) < (*known_other, &known.name));
        if is_better {
            adopted.insert(reference, (other_name, component));
        }
    }
    adopted.into_iter().map(|(target, (_, component))| (component.schema, target)).collect()
}
