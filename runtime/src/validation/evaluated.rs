//! The properties and items that the keywords of a schema evaluate: the `unevaluated` keywords apply to the others.
//!
//! Owns that. Computed only where such a keyword stands; an alternative counts where it is satisfied. Must not know
//! what a schema says of a property or an item. Source: JSON Schema Core 2020-12, section 11.

use std::collections::HashSet;
use std::hash::Hash;

use serde_json::{Map, Value};

use super::super::schema::keyword::{Argument, InPlace};
use super::super::schema::{Keyword, Schema};
use super::super::violation::Violation;
use super::{MAX_NESTING, Validation, discriminator, is_in};

/// The evaluated parts of a value.
pub(super) struct Evaluated<T> {
    all: bool,
    some: HashSet<T>,
}

impl<T: Eq + Hash> Evaluated<T> {
    fn none() -> Self {
        Self { all: false, some: HashSet::new() }
    }

    pub(super) fn has(&self, part: &T) -> bool {
        self.all || self.some.contains(part)
    }
}

impl Validation {
    /// The properties that a schema evaluates by other keywords than its own `unevaluatedProperties`.
    pub(super) fn evaluated_properties<'v>(
        &mut self,
        schema: &Schema,
        value: &'v Value,
        object: &'v Map<String, Value>,
    ) -> Evaluated<&'v str> {
        let mut found = Evaluated::none();
        for keyword in schema.0.iter().filter(|keyword| !matches!(keyword, Keyword::UnevaluatedProperties(_))) {
            self.add_properties(keyword, value, object, &mut found);
        }
        found
    }

    fn add_properties<'v>(
        &mut self,
        keyword: &Keyword,
        value: &'v Value,
        object: &'v Map<String, Value>,
        found: &mut Evaluated<&'v str>,
    ) {
        if let Keyword::AdditionalProperties(_) | Keyword::UnevaluatedProperties(_) = keyword {
            found.all = true;
        }
        if let Keyword::Properties(properties) = keyword {
            let present = properties.iter().filter_map(|(name, _)| object.get_key_value(*name));
            found.some.extend(present.map(|(name, _)| name.as_str()));
        }
        if let Keyword::PatternProperties(patterns) = keyword {
            let matching = |name: &&String| patterns.iter().any(|(pattern, _)| is_in(pattern, name));
            found.some.extend(object.keys().filter(matching).map(String::as_str));
        }
        for schema in self.in_place(keyword, value) {
            self.nested(|validation| {
                for keyword in schema.0 {
                    validation.add_properties(keyword, value, object, found);
                }
            });
        }
    }

    /// The items that a schema evaluates by other keywords than its own `unevaluatedItems`.
    pub(super) fn evaluated_items(&mut self, schema: &Schema, value: &Value, items: &[Value]) -> Evaluated<usize> {
        let mut found = Evaluated::none();
        for keyword in schema.0.iter().filter(|keyword| !matches!(keyword, Keyword::UnevaluatedItems(_))) {
            self.add_items(keyword, value, items, &mut found);
        }
        found
    }

    fn add_items(&mut self, keyword: &Keyword, value: &Value, items: &[Value], found: &mut Evaluated<usize>) {
        if let Keyword::Items(_) | Keyword::UnevaluatedItems(_) = keyword {
            found.all = true;
        }
        if let Keyword::PrefixItems(prefix) = keyword {
            found.some.extend(0..prefix.len().min(items.len()));
        }
        if let Keyword::Contains(schema, ..) = keyword {
            for (index, item) in items.iter().enumerate() {
                if self.first_at(index, schema, item).is_none() {
                    found.some.insert(index);
                }
            }
        }
        for schema in self.in_place(keyword, value) {
            self.nested(|validation| {
                for keyword in schema.0 {
                    validation.add_items(keyword, value, items, found);
                }
            });
        }
    }

    /// The first violation of a schema by this item of the value.
    pub(super) fn first_at(&mut self, index: usize, schema: &Schema, item: &Value) -> Option<Violation> {
        let mut first = None;
        self.at(&index.to_string(), |validation| first = validation.first(schema, item));
        first
    }

    /// The subschemas of a keyword that apply to the same value, and are satisfied by it.
    fn in_place(&mut self, keyword: &Keyword, value: &Value) -> Vec<&'static Schema> {
        let Argument::InPlace(in_place) = keyword.argument() else { return Vec::new() };
        match in_place {
            InPlace::All(schemas) => schemas.to_vec(),
            InPlace::Alternatives(schemas) => {
                schemas.iter().filter(|schema| self.satisfies(schema, value)).copied().collect()
            }
            InPlace::Not(_) => Vec::new(),
            InPlace::Condition(test, then, otherwise) => {
                if self.satisfies(test, value) {
                    std::iter::once(test).chain(then).collect()
                } else {
                    otherwise.into_iter().collect()
                }
            }
            InPlace::Dependent(schemas) => {
                schemas.iter().filter(|(owner, _)| value.get(*owner).is_some()).map(|(_, schema)| *schema).collect()
            }
            InPlace::Discriminator(property, known, default) => {
                discriminator::selected(property, known, default, value).into_iter().collect()
            }
        }
    }

    /// Runs something for a subschema, one level deeper.
    fn nested(&mut self, work: impl FnOnce(&mut Self)) {
        if self.steps == 0 || self.nesting >= MAX_NESTING {
            self.gave_up = true;
            return;
        }
        self.steps -= 1;
        self.nesting += 1;
        work(self);
        self.nesting -= 1;
    }
}
