//! Gives every alternative of an object what the object says beside its alternatives: `A and (B or C)` is `A and B, or A and C`.
//!
//! Owns which alternatives that is done for. What the object says stays where it is, for its schema table. Must not know types.

use std::collections::HashMap;

use crate::api::{CombineKeywords, Discriminator, Notes, Schema, SchemaId, Types};
use crate::at::At;
use crate::bounds::MERGE_GROWTH;

use crate::lower::merge::all_of::Conjunctions;
use crate::lower::names::named_locations;
use crate::lower::shape::alternatives;
use crate::lower::shape::look_through::target;

impl Conjunctions<'_> {
    /// Distributes every object over its alternatives. Objects that were given properties are validated as they were `before`.
    pub(in crate::lower) fn distribute(&mut self, before: &HashMap<SchemaId, Schema>) {
        self.keeps_original = true;
        let mut pending: Vec<SchemaId> = self.api.schemas.iter().map(|(id, _)| id).collect();
        let most = self.api.schemas.len().saturating_mul(MERGE_GROWTH);
        while let Some(id) = pending.pop() {
            let schema = &self.api.schemas[id];
            let is_base = !schema.object.properties.is_empty() || !schema.object.required.is_empty();
            if !is_base || !alternatives::ask_for_types(self.api, schema) || self.api.schemas.len() > most {
                continue;
            }
            let schema = schema.clone();
            let was = before.get(&id);
            self.originals.entry(id).or_insert_with(|| was.unwrap_or(&schema).clone());
            let base = self.api.schemas.push(without_alternatives(&schema));
            self.originals.extend(was.map(|was| (base, without_alternatives(was))));
            let (parts, distributed) = self.distributed(&schema, base);
            pending.extend(parts);
            self.api.schemas.replace(id, distributed);
        }
    }

    /// The alternatives of a schema with what the base says, and the schema that lists them.
    fn distributed(&mut self, schema: &Schema, base: SchemaId) -> (Vec<SchemaId>, Schema) {
        let asks = |id: &SchemaId| alternatives::asks_for_type(self.api, *id);
        let is_one_of = schema.combine.one_of.iter().any(asks);
        let (keyword, listed) =
            if is_one_of { ("oneOf", &schema.combine.one_of) } else { ("anyOf", &schema.combine.any_of) };
        let mut parts = Vec::new();
        for (index, part) in listed.iter().enumerate() {
            let at = schema.at.key(keyword).item(index);
            parts.push(if self.adds_nothing(base, *part) { *part } else { self.alternative(at, base, *part) });
        }
        let mut combine = schema.combine.clone();
        combine.discriminator = combine.discriminator.map(|own| self.redirected(own, listed, &parts));
        (if is_one_of { &mut combine.one_of } else { &mut combine.any_of }).clone_from(&parts);
        (parts, Schema { combine, ..schema.clone() })
    }

    /// A discriminator that refers to what alternatives became.
    fn redirected(&self, mut discriminator: Discriminator, were: &[SchemaId], are: &[SchemaId]) -> Discriminator {
        let end = |id: SchemaId| target(self.api, id);
        let mapped = discriminator.mapping.iter_mut().map(|(_, schema)| schema);
        for schema in mapped.chain(&mut discriminator.default) {
            let became = were.iter().zip(are).find(|(was, _)| end(**was) == end(*schema));
            *schema = became.map_or(*schema, |(_, is)| *is);
        }
        discriminator
    }

    /// Whether an alternative says all that a base says already, or is no object at all.
    pub(in crate::lower) fn adds_nothing(&self, base: SchemaId, part: SchemaId) -> bool {
        let base = &self.api.schemas[base].object;
        let resolved = &self.api.schemas[target(self.api, part)];
        let part = &resolved.object;
        let has = |name: &String| part.properties.iter().any(|(known, _)| known == name);
        let is_other = resolved.types.is_some_and(|types| !types.contains(Types::OBJECT));
        is_other
            || base.properties.iter().all(|(name, _)| has(name))
                && base.required.iter().all(|name| part.required.contains(name))
    }

    /// An alternative with what a base says; it goes by the name of the schema it is made of.
    fn alternative(&mut self, at: At, base: SchemaId, part: SchemaId) -> SchemaId {
        let name = named_locations::label(self.api, part);
        let id = self.conjunction(at, part, base, 0);
        let mut merged = self.api.schemas[id].clone();
        merged.notes.name = name.or(merged.notes.name);
        self.api.schemas.replace(id, merged);
        id
    }
}

/// What a schema says beside its alternatives.
fn without_alternatives(schema: &Schema) -> Schema {
    Schema { combine: CombineKeywords::default(), notes: Notes::default(), ..schema.clone() }
}
