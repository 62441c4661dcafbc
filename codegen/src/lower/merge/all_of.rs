//! Merges `allOf`, and keywords beside a `$ref`, into one schema.
//!
//! A conjunction of objects is one object with the properties of all; bounds become the tighter ones. What is left of an
//! `allOf` afterwards is either one other schema, which is looked through, or has subschemas that are alternatives and cannot
//! be merged. Owns that arithmetic. Must not know types or names.

use std::collections::{HashMap, HashSet};

use crate::api::{Api, ArrayKeywords, CombineKeywords, Notes, ObjectKeywords, Schema, SchemaId, Types};
use crate::at::At;
use crate::bounds::MERGE_DEPTH;
use crate::diagnostic::{Diagnostic, Sink, codes};
use crate::value::Value;

use crate::lower::merge::{Originals, conjunction, one_of_and_any_of};
use crate::lower::shape::alternatives::{self, Stated};
use crate::lower::shape::keywords;
use crate::lower::shape::look_through::target;

/// The notes of a schema with those of a part of it that only remarks on the others.
fn annotated(notes: Notes, remark: &Notes) -> Notes {
    Notes {
        description: notes.description.or_else(|| remark.description.clone()),
        default: notes.default.or_else(|| remark.default.clone()),
        deprecated: notes.deprecated || remark.deprecated,
        read_only: notes.read_only || remark.read_only,
        write_only: notes.write_only || remark.write_only,
        ..notes
    }
}

/// The conjunctions of a description, which are merged in place.
pub(in crate::lower) struct Conjunctions<'a> {
    pub(in crate::lower) api: &'a mut Api,
    sink: &'a mut Sink,
    /// The schemas that are merged.
    done: HashSet<SchemaId>,
    /// The schemas that are being merged, one for the sake of the other.
    under_way: HashSet<SchemaId>,
    /// The conjunctions that were made, by what they join: the same two schemas may meet again, below themselves too.
    pairs: HashMap<(SchemaId, SchemaId), SchemaId>,
    pub(in crate::lower) originals: Originals,
    /// Whether the original of what is being merged is kept, so that nothing is lost.
    pub(in crate::lower) keeps_original: bool,
}

impl<'a> Conjunctions<'a> {
    pub(in crate::lower) fn new(api: &'a mut Api, originals: Originals, sink: &'a mut Sink) -> Self {
        Self {
            api,
            sink,
            done: HashSet::new(),
            under_way: HashSet::new(),
            pairs: HashMap::new(),
            originals,
            keeps_original: false,
        }
    }

    /// Merges every conjunction of the description.
    pub(in crate::lower) fn merge_all(&mut self) {
        let all: Vec<SchemaId> = self.api.schemas.iter().map(|(id, _)| id).collect();
        for id in all {
            self.schema(id, 0);
        }
    }

    /// Merges a schema, unless that is done or under way.
    pub(in crate::lower) fn schema(&mut self, id: SchemaId, depth: usize) {
        if depth > MERGE_DEPTH || self.done.contains(&id) || !self.under_way.insert(id) {
            return;
        }
        if let Some(merged) = self.merged(id, depth) {
            self.api.schemas.replace(id, merged);
        }
        self.under_way.remove(&id);
        self.done.insert(id);
    }

    /// The merged form of a schema; `None` where it stays as it is.
    fn merged(&mut self, id: SchemaId, depth: usize) -> Option<Schema> {
        let schema = &self.api.schemas[id];
        let parts: Vec<SchemaId> = schema.reference.into_iter().chain(schema.combine.all_of.iter().copied()).collect();
        if parts.is_empty() || (parts.len() == 1 && !says_something(schema)) {
            return None;
        }
        let schema = schema.clone();
        let (speaking, remarks): (Vec<SchemaId>, Vec<SchemaId>) =
            parts.into_iter().partition(|part| self.speaks(*part));
        let remarks = remarks.iter().map(|part| &self.api.schemas[*part].notes);
        let own = Schema {
            reference: None,
            notes: remarks.fold(schema.notes.clone(), annotated),
            combine: CombineKeywords { all_of: Vec::new(), ..schema.combine.clone() },
            ..schema.clone()
        };
        if let ([only], false) = (speaking.as_slice(), says_something(&own)) {
            let combine = CombineKeywords { all_of: vec![*only], ..CombineKeywords::default() };
            return Some(Schema { combine, ..own });
        }
        let mut targets = Vec::new();
        for part in &speaking {
            let end = target(self.api, *part);
            self.schema(end, depth + 1);
            if self.under_way.contains(&end) && end != id {
                return None;
            }
            targets.push(end);
        }
        if let [only] = speaking.as_slice()
            && let Some(typed) = self.adds_its_types_alone(id, &own, *only)
        {
            return Some(typed);
        }
        let loses_something = self.loses_something(&own, &targets);
        let around = self.keeps_original;
        self.keeps_original |= loses_something;
        let merged = targets.iter().try_fold(own, |merged, end| {
            let mut other = self.api.schemas[*end].clone();
            // A parent that lists its subtypes lists this one, which is one of them in any case.
            if alternatives::listed(&other).iter().any(|one| target(self.api, *one) == id) {
                (other.combine.one_of, other.combine.any_of) = (Vec::new(), Vec::new());
            }
            self.both(merged, other, depth)
        });
        self.keeps_original = around;
        if loses_something && merged.is_some() {
            self.originals.insert(id, schema);
        }
        merged
    }

    /// The form of a schema that states nothing beside its only subschema but types, which that has in any case: it is the subschema
    /// itself, and no copy of it.
    fn adds_its_types_alone(&mut self, id: SchemaId, own: &Schema, only: SchemaId) -> Option<Schema> {
        let stated = own.types?;
        let untyped = Schema { types: None, ..own.clone() };
        let lists_this = |one: &SchemaId| target(self.api, *one) == id;
        let is_listed = alternatives::listed(&self.api.schemas[target(self.api, only)]).iter().any(lists_this);
        let has = |types: Types| conjunction::types(types, stated) == types;
        if says_something(&untyped)
            || is_listed
            || !alternatives::types_of(self.api, only, Stated::Implied).is_some_and(has)
        {
            return None;
        }
        // A type that the subschema only implies is validated all the same.
        if alternatives::types_of(self.api, only, Stated::Alone).is_none() {
            self.originals.insert(id, self.api.schemas[id].clone());
        }
        let combine = CombineKeywords { all_of: vec![only], ..CombineKeywords::default() };
        Some(Schema { combine, ..untyped })
    }

    /// Whether the merged form of a schema and its parts says less than they do. That closed parts are open in it is intended.
    fn loses_something(&self, own: &Schema, targets: &[SchemaId]) -> bool {
        let parts = || targets.iter().map(|target| &self.api.schemas[*target]);
        let all = || std::iter::once(own).chain(parts());
        let is_never = |id: SchemaId| self.api.schemas[id].never;
        let is_closed = all().any(|schema| schema.object.additional_properties.is_some_and(is_never));
        let speaks_of_others = all().any(|schema| {
            let (object, array) = (&schema.object, &schema.array);
            let has = |name: &String| object.properties.iter().any(|(known, _)| known == name);
            let misses = |other: &Schema| {
                other.object.properties.iter().any(|(name, _)| !has(name))
                    || other.object.pattern_properties != object.pattern_properties
            };
            let has_longer = |other: &Schema| other.array.prefix_items.len() > array.prefix_items.len();
            object.additional_properties.is_some() && all().any(misses)
                || array.items.is_some() && all().any(has_longer)
        });
        let speaks_of_the_rest = |schema: &Schema| {
            schema.object.unevaluated_properties.is_some() || schema.array.unevaluated_items.is_some()
        };
        let has_original = |target| self.originals.contains_key(target);
        let offers_twice = one_of_and_any_of::offer_twice(all());
        !is_closed
            && (speaks_of_others || offers_twice || parts().any(speaks_of_the_rest) || targets.iter().any(has_original))
    }

    /// Whether a part of a conjunction says anything that a type or a schema table could say.
    fn speaks(&self, id: SchemaId) -> bool {
        let schema = &self.api.schemas[target(self.api, id)];
        let combines = schema.reference.is_some() || !schema.combine.all_of.is_empty();
        says_something(schema) || combines || schema.string.content_schema.is_some()
    }

    /// The schema that asks for what two schemas ask for. `None` where they offer more alternatives than one schema can hold.
    fn both(&mut self, one: Schema, other: Schema, depth: usize) -> Option<Schema> {
        let is_unmerged = |schema: &Schema| schema.reference.is_some() || !schema.combine.all_of.is_empty();
        if is_unmerged(&one) || is_unmerged(&other) {
            return None;
        }
        let (one_of, any_of) = one_of_and_any_of::together(&one.combine, &other.combine)?;
        let types = self.both_types(&one, &other)?;
        let enumeration = self.both_enumerations(&one, &other, types)?;
        let object = self.both_objects(&one, &other, depth);
        let items = self.both_schemas(&one, one.array.items, other.array.items, "items", depth);
        let prefix_items = self.both_prefixes(&one, &other, depth);
        self.report_formats(&one, &other);
        let mut notes = one.notes;
        notes.read_only |= other.notes.read_only;
        notes.write_only |= other.notes.write_only;
        notes.default = notes.default.or(other.notes.default);
        let combine = CombineKeywords {
            not: conjunction::every(one.combine.not, other.combine.not),
            conditions: conjunction::every(one.combine.conditions, other.combine.conditions),
            discriminator: one.combine.discriminator.or(other.combine.discriminator),
            one_of,
            any_of,
            all_of: Vec::new(),
        };
        let merged = Schema {
            at: one.at,
            never: one.never || other.never,
            reference: None,
            notes,
            types,
            format: one.format.or(other.format),
            enumeration,
            constant: one.constant.or(other.constant),
            number: conjunction::numbers(one.number, other.number),
            string: conjunction::strings(one.string, other.string),
            array: ArrayKeywords {
                unevaluated_items: self.rest(one.array.unevaluated_items, other.array.unevaluated_items),
                ..conjunction::arrays(one.array, other.array, items, prefix_items)
            },
            object,
            combine,
        };
        // Bounds never change a type, so that the merged one stands.
        if let Some(crossed) = conjunction::crossed(&merged) {
            self.contradiction(&merged.at, &format!("in this `allOf`, {crossed}"));
        }
        Some(merged)
    }

    pub(in crate::lower) fn contradiction(&mut self, at: &At, what: &str) {
        let message = format!("{what}; no value satisfies it");
        self.sink.push(Diagnostic::new(codes::CONTRADICTION, at.clone(), message));
    }

    fn report_formats(&mut self, one: &Schema, other: &Schema) {
        if let (Some(ours), Some(theirs)) = (&one.format, &other.format)
            && ours != theirs
        {
            let message = format!("of the formats `{ours}` and `{theirs}` in this `allOf`, the first is used");
            self.sink.push(Diagnostic::new(codes::UNTYPED_FORMAT, one.at.clone(), message));
        }
    }

    /// The types that both allow. `None`, and reported, where there is none.
    fn both_types(&mut self, one: &Schema, other: &Schema) -> Option<Option<Types>> {
        let types = match (one.types, other.types) {
            (Some(one), Some(other)) => Some(conjunction::types(one, other)),
            (one, other) => one.or(other),
        };
        if types.is_some_and(Types::is_none) {
            self.contradiction(&one.at, "the subschemas of this `allOf` have no type in common");
            return None;
        }
        Some(types)
    }

    /// The values that both allow. `None`, and reported, where there is none.
    #[allow(clippy::option_option, reason = "no value in common is another thing than no `enum`")]
    fn both_enumerations(&mut self, one: &Schema, other: &Schema, types: Option<Types>) -> Option<Option<Vec<Value>>> {
        if !conjunction::agree_on_constant(one, other, types) {
            self.contradiction(&one.at, "the subschemas of this `allOf` have no `const` in common");
            return None;
        }
        let values = conjunction::enumeration(one, other, types);
        if values.as_ref().is_some_and(Vec::is_empty) {
            self.contradiction(&one.at, "the subschemas of this `allOf` have no value of `enum` in common");
            return None;
        }
        Some(values)
    }

    fn both_objects(&mut self, one: &Schema, other: &Schema, depth: usize) -> ObjectKeywords {
        let mut properties = one.object.properties.clone();
        for (name, theirs) in &other.object.properties {
            match properties.iter_mut().find(|(known, _)| known == name) {
                None => properties.push((name.clone(), *theirs)),
                Some((_, ours)) if ours == theirs => {}
                Some((_, ours)) => {
                    let at = one.at.key("properties").key(name);
                    *ours = self.conjunction(at, *ours, *theirs, depth);
                }
            }
        }
        let mut required = one.object.required.clone();
        required.extend(other.object.required.iter().filter(|name| !one.object.required.contains(name)).cloned());
        let (ours, theirs) =
            (self.open(one.object.additional_properties), self.open(other.object.additional_properties));
        // That of a subschema sees the subschema alone, that of the whole sees everything.
        let unevaluated = self.open(other.object.unevaluated_properties);
        ObjectKeywords {
            properties,
            required,
            additional_properties: self.both_schemas(one, ours, theirs, "additionalProperties", depth),
            pattern_properties: [one.object.pattern_properties.clone(), other.object.pattern_properties.clone()]
                .concat(),
            property_names: self.both_schemas(
                one,
                one.object.property_names,
                other.object.property_names,
                "propertyNames",
                depth,
            ),
            min_properties: one.object.min_properties.max(other.object.min_properties),
            max_properties: conjunction::least(one.object.max_properties, other.object.max_properties),
            dependent_required: [one.object.dependent_required.clone(), other.object.dependent_required.clone()]
                .concat(),
            dependent_schemas: [one.object.dependent_schemas.clone(), other.object.dependent_schemas.clone()].concat(),
            unevaluated_properties: self.rest(one.object.unevaluated_properties, unevaluated),
        }
    }

    /// What a subschema of an `allOf` says about further properties, unless it refuses them: it would refuse those of the other
    /// subschemas too, and the author intends the open whole.
    fn open(&mut self, further: Option<SchemaId>) -> Option<SchemaId> {
        let schema = &self.api.schemas[further?];
        if schema.never && self.keeps_original {
            return None;
        }
        if schema.never {
            let message =
                "within `allOf` this would reject the properties of the other subschemas, and is not validated";
            let help = "write `unevaluatedProperties: false` beside the `allOf`";
            self.sink.push(Diagnostic::new(codes::UNCHECKED, schema.at.clone(), message).help(help));
            return None;
        }
        further
    }

    /// What describes what is left over in the whole: where a subschema of an `allOf` allows it, nothing is left over.
    ///
    /// Source: JSON Schema Core 2020-12, sections 11.2 and 11.3.
    fn rest(&self, whole: Option<SchemaId>, subschema: Option<SchemaId>) -> Option<SchemaId> {
        subschema.filter(|rest| !self.api.schemas[*rest].never).or(whole).or(subschema)
    }

    /// The items that both describe by their position; the longer array goes on where the other ends.
    fn both_prefixes(&mut self, one: &Schema, other: &Schema, depth: usize) -> Vec<SchemaId> {
        let (ours, theirs) = (&one.array.prefix_items, &other.array.prefix_items);
        let prefix = one.at.key("prefixItems");
        (0..ours.len().max(theirs.len()))
            .filter_map(|index| match (ours.get(index), theirs.get(index)) {
                (Some(ours), Some(theirs)) if ours != theirs => {
                    Some(self.conjunction(prefix.item(index), *ours, *theirs, depth))
                }
                (ours, theirs) => ours.or(theirs).copied(),
            })
            .collect()
    }

    fn both_schemas(
        &mut self,
        parent: &Schema,
        one: Option<SchemaId>,
        other: Option<SchemaId>,
        keyword: &str,
        depth: usize,
    ) -> Option<SchemaId> {
        match (one, other) {
            (Some(one), Some(other)) if one != other => {
                Some(self.conjunction(parent.at.key(keyword), one, other, depth))
            }
            (one, other) => one.or(other),
        }
    }

    /// The schema that asks for what two schemas ask for.
    pub(in crate::lower) fn conjunction(&mut self, at: At, one: SchemaId, other: SchemaId, depth: usize) -> SchemaId {
        let pair = (target(self.api, one), target(self.api, other));
        if let Some(known) = self.pairs.get(&pair) {
            return *known;
        }
        let combine = CombineKeywords { all_of: vec![one, other], ..CombineKeywords::default() };
        // The type of a part is another one.
        let notes = Notes { type_name: None, ..self.api.schemas[one].notes.clone() };
        let id = self.api.schemas.push(Schema { combine, notes, ..Schema::any(at) });
        self.pairs.insert(pair, id);
        self.schema(id, depth + 1);
        id
    }
}

/// Whether a schema has keywords besides those that only pass on to another schema.
fn says_something(schema: &Schema) -> bool {
    keywords::says_something(schema)
        || !schema.combine.any_of.is_empty()
        || !schema.combine.one_of.is_empty()
        || schema.format.is_some()
        || keywords::restricts(schema)
}
