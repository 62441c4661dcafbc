//! Lets what stands beside alternatives hold for each of them: a `type`, where an alternative states none, and listed values.
//!
//! `{ type: string, anyOf: [{ format: uuid }, { enum: [self] }] }` is a choice of strings, because the `type` is about every
//! alternative. An alternative that has none of the listed values cannot occur. Owns which alternatives are narrowed so. Must not know
//! types.

use crate::api::{Api, CombineKeywords, Notes, Schema, SchemaId, Types};
use crate::bounds::MERGE_GROWTH;
use crate::value::Value;

use crate::lower::merge::all_of::Conjunctions;
use crate::lower::merge::conjunction;
use crate::lower::shape::alternatives;
use crate::lower::shape::keywords::type_of;
use crate::lower::shape::look_through::target;

/// The types of values that are no arrays and no objects.
const SCALARS: [Types; 4] = [Types::STRING, Types::INTEGER, Types::NUMBER, Types::BOOLEAN];

impl Conjunctions<'_> {
    /// Narrows the alternatives of every schema. The conjunctions are merged by then.
    pub(in crate::lower) fn narrow(&mut self) {
        let mut pending: Vec<SchemaId> = self.api.schemas.iter().map(|(id, _)| id).collect();
        let most = self.api.schemas.len().saturating_mul(MERGE_GROWTH);
        while let Some(id) = pending.pop() {
            if self.api.schemas.len() > most {
                return;
            }
            let schema = &self.api.schemas[id];
            let (one_of, any_of) = (schema.combine.one_of.clone(), schema.combine.any_of.clone());
            let Some(outer) = Outer::of(self.api, schema) else { continue };
            let narrowed = [&one_of, &any_of].map(|listed| self.narrowed(&outer, listed, &mut pending));
            if narrowed.iter().zip([&one_of, &any_of]).any(|(now, was)| now.is_empty() && !was.is_empty()) {
                let at = self.api.schemas[id].at.clone();
                self.contradiction(&at, "no alternative has one of the values that stand beside the alternatives");
                continue;
            }
            let [narrowed_one_of, narrowed_any_of] = narrowed;
            let replace = |combine: &mut CombineKeywords| {
                if combine.one_of == one_of && combine.any_of == any_of {
                    combine.one_of.clone_from(&narrowed_one_of);
                    combine.any_of.clone_from(&narrowed_any_of);
                }
            };
            let mut schema = self.api.schemas[id].clone();
            replace(&mut schema.combine);
            self.api.schemas.replace(id, schema);
            // A format is validated by the type that it is about.
            self.originals.get_mut(&id).into_iter().for_each(|was| replace(&mut was.combine));
        }
    }

    /// The alternatives that may occur, each with what stands beside them. Those that were made are `pending`.
    fn narrowed(&mut self, outer: &Outer, listed: &[SchemaId], pending: &mut Vec<SchemaId>) -> Vec<SchemaId> {
        let mut narrowed = Vec::new();
        for id in listed {
            match outer.narrowed(self.api, *id) {
                Narrowed::Same => narrowed.push(*id),
                Narrowed::Gone => {}
                Narrowed::To(schema) => {
                    let made = self.api.schemas.push(*schema);
                    let was = self.originals.get(&target(self.api, *id)).cloned();
                    self.originals.extend(was.map(|was| (made, was)));
                    pending.push(made);
                    narrowed.push(made);
                }
            }
        }
        narrowed
    }
}

/// What an alternative is beside something.
enum Narrowed {
    Same,
    /// No value satisfies both.
    Gone,
    To(Box<Schema>),
}

/// What stands beside alternatives.
struct Outer {
    /// The only type, where some alternatives need it to be understood.
    ty: Option<Types>,
    /// The listed values.
    values: Option<Schema>,
}

impl Outer {
    /// What stands beside the alternatives of a schema; `None` where that narrows none of them.
    fn of(api: &Api, schema: &Schema) -> Option<Self> {
        let listed = || schema.combine.one_of.iter().chain(&schema.combine.any_of);
        let is_told = |id: &SchemaId| alternatives::asks_for_type(api, *id);
        let needs_type = |id: &SchemaId| {
            let alternative = &api.schemas[target(api, *id)];
            alternative.types.is_none()
                && (alternative.format.is_some() || alternative.string.content_encoding.is_some())
        };
        let stated = schema.types.map(|types| types.without(Types::NULL));
        let is_needed = listed().any(needs_type) || listed().any(is_told) && !listed().all(is_told);
        // Null, which has no format, is allowed where the type allows it.
        let ty = schema.types.filter(|_| is_needed && stated.is_some_and(|types| SCALARS.contains(&types)));
        let values = schema.enumeration.as_deref().or(schema.constant.as_ref().map(std::slice::from_ref));
        // Values of an array or an object are of its items, or are compared as a whole.
        let is_scalar_type =
            stated.is_none_or(|types| SCALARS.into_iter().fold(Types::NONE, Types::or).contains(types));
        let are_scalars = |values: &&[Value]| is_scalar_type && values.iter().all(is_scalar) && listed().any(is_told);
        let values = values.filter(are_scalars).map(|_| Schema {
            enumeration: schema.enumeration.clone(),
            constant: schema.constant.clone(),
            ..Schema::any(schema.at.clone())
        });
        (listed().next().is_some() && (ty.is_some() || values.is_some())).then_some(Self { ty, values })
    }

    fn narrowed(&self, api: &Api, id: SchemaId) -> Narrowed {
        let end = target(api, id);
        let was = &api.schemas[end];
        let is_unmerged = was.reference.is_some() || !was.combine.all_of.is_empty();
        if is_unmerged || was.never || alternatives::is_null(was) {
            return Narrowed::Same;
        }
        let mut schema = was.clone();
        if let Some(ty) = self.ty.filter(|_| was.types.is_none() && !alternatives::asks_itself(api, was)) {
            schema.types = Some(ty);
        }
        if let Some(values) = &self.values {
            if !conjunction::agree_on_constant(&schema, values, schema.types) {
                return Narrowed::Gone;
            }
            let enumeration = conjunction::enumeration(&schema, values, schema.types);
            if enumeration.as_ref().is_some_and(Vec::is_empty) {
                return Narrowed::Gone;
            }
            if schema.constant.is_none() {
                (schema.enumeration, schema.constant) = (enumeration, values.constant.clone());
            }
        }
        if schema == *was {
            return Narrowed::Same;
        }
        let name = alternatives::name(api, id);
        let notes = Notes { name, type_name: None, ..api.schemas[id].notes.clone() };
        Narrowed::To(Box::new(Schema { at: api.schemas[id].at.clone(), notes, ..schema }))
    }
}

fn is_scalar(value: &Value) -> bool {
    SCALARS.contains(&type_of(value)) || *value == Value::Null
}
