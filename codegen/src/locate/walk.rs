//! Follows a path of properties, items and alternatives through schemas.
//!
//! Owns which schemas are about the same value. Must not know what the path is from.

use std::collections::HashSet;

use crate::api::{Api, Schema, SchemaId};

use super::query::Step;
use super::{Found, unknown};

/// A walk through the schemas of a description.
pub(super) struct Walk<'a> {
    api: &'a Api,
}

impl<'a> Walk<'a> {
    pub(super) fn new(api: &'a Api) -> Self {
        Self { api }
    }

    /// The schema at the end of the steps.
    ///
    /// # Errors
    /// Which step leads to nothing that is declared.
    pub(super) fn follow(&self, start: SchemaId, steps: &[Step]) -> Result<Found, String> {
        let mut found = Found { schema: start, property: None };
        for step in steps {
            found = match step {
                Step::Property(name) => self.property(found.schema, name)?,
                Step::Item(index) => Found { schema: self.item(found.schema, *index)?, property: None },
                // Where no alternative has the name, all of them are looked at.
                Step::Alternative(name) => Found { schema: self.alternative(found.schema, name), ..found },
            };
        }
        Ok(found)
    }

    fn property(&self, id: SchemaId, name: &str) -> Result<Found, String> {
        let parts = self.about_the_same(id);
        let own = |part: &SchemaId| {
            let mut properties = self.schema(*part).object.properties.iter();
            let (_, schema) = properties.find(|(other, _)| other == name)?;
            Some(Found { schema: *schema, property: Some((*part, name.to_owned())) })
        };
        let other = |part: &SchemaId| {
            let object = &self.schema(*part).object;
            let pattern = object.pattern_properties.first().map(|(_, schema)| *schema);
            let schema = object.additional_properties.or(pattern).or(object.unevaluated_properties)?;
            Some(Found { schema, property: None })
        };
        parts.iter().find_map(own).or_else(|| parts.iter().find_map(other)).ok_or_else(|| {
            let names =
                parts.iter().flat_map(|part| &self.schema(*part).object.properties).map(|(name, _)| name.as_str());
            unknown(&format!("property `{name}` in {}", self.schema(id).at), name, names)
        })
    }

    fn item(&self, id: SchemaId, index: usize) -> Result<SchemaId, String> {
        let item = |part: &SchemaId| {
            let array = &self.schema(*part).array;
            array.prefix_items.get(index).copied().or(array.items).or(array.unevaluated_items)
        };
        let item = self.about_the_same(id).iter().find_map(item);
        item.ok_or_else(|| format!("no items are declared in {}", self.schema(id).at))
    }

    /// The alternative of this name. Its name in Rust is that of its schema, or ends with it.
    fn alternative(&self, id: SchemaId, name: &str) -> SchemaId {
        let is_it = |part: &SchemaId| {
            let schema = self.schema(*part);
            let own = schema.reference.map_or(schema, |target| self.schema(target));
            let last = own.at.tokens().last().unwrap_or_default();
            let title = own.notes.title.as_deref().unwrap_or_default();
            [last.as_str(), title].iter().any(|own| letters(own) == letters(name))
        };
        self.about_the_same(id).into_iter().skip(1).find(is_it).unwrap_or(id)
    }

    /// A schema, those that it refers to or is made of, and the alternatives: whatever may say something of the same value.
    fn about_the_same(&self, id: SchemaId) -> Vec<SchemaId> {
        let mut parts = vec![id];
        let mut seen = HashSet::from([id]);
        let mut position = 0;
        while let Some(part) = parts.get(position) {
            let Schema { reference, combine, object, .. } = self.schema(*part);
            let conditions = combine.conditions.iter().flat_map(|one| [one.then, one.otherwise]).flatten();
            let subtypes = combine.discriminator.iter().flat_map(|one| one.mapping.iter().chain(&one.subtypes));
            let more = reference.iter().chain(&combine.all_of).chain(&combine.one_of).chain(&combine.any_of).copied();
            let more = more.chain(conditions).chain(subtypes.map(|(_, id)| *id));
            let more = more.chain(object.dependent_schemas.iter().map(|(_, id)| *id));
            let more: Vec<SchemaId> = more.filter(|id| seen.insert(*id)).collect();
            parts.extend(more);
            position += 1;
        }
        parts
    }

    fn schema(&self, id: SchemaId) -> &'a Schema {
        &self.api.schemas[id]
    }
}

/// The letters and digits of a name, which all spellings of it have.
fn letters(name: &str) -> String {
    name.chars().filter(|letter| letter.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}
