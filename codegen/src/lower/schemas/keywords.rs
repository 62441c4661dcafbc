//! Which keywords a schema table holds.
//!
//! Owns the keywords that refer to other tables, and the order of all keywords. Must not know what a table is called.

use crate::api::{ArrayKeywords, CombineKeywords, Contains, Schema, SchemaId, Types};
use crate::at::At;
use crate::diagnostic::{Diagnostic, Sink, codes};
use crate::rust::{Keyword, Pattern, SchemaTableRef};

use crate::lower::merge::conjunction;
use crate::lower::names::unnamed;
use crate::lower::names::{Case, identifier};
use crate::lower::schemas::values::{push_numbers, push_values, says_nothing};
use crate::lower::schemas::{SchemaTables, discriminators};
use crate::lower::shape::alternatives::{self, Stated};

impl SchemaTables<'_> {
    /// The keywords of a table.
    pub(super) fn keywords(&mut self, schema: &Schema, sink: &mut Sink) -> Vec<Keyword> {
        let mut keywords = Vec::new();
        if schema.never {
            keywords.push(Keyword::Never);
        }
        push_values(&mut keywords, schema, sink);
        self.push_object(&mut keywords, schema, sink);
        self.push_array(&mut keywords, &schema.array);
        keywords.extend(schema.string.min_length.map(Keyword::MinLength));
        keywords.extend(schema.string.max_length.map(Keyword::MaxLength));
        self.push_patterns(&mut keywords, schema, sink);
        keywords.extend(self.context.merged.formats.schema_table_format(schema).map(Keyword::Format));
        keywords.extend(schema.array.min_items.map(Keyword::MinItems));
        keywords.extend(schema.array.max_items.map(Keyword::MaxItems));
        keywords.extend(schema.array.unique_items.then_some(Keyword::UniqueItems));
        keywords.extend(schema.object.min_properties.map(Keyword::MinProperties));
        keywords.extend(schema.object.max_properties.map(Keyword::MaxProperties));
        push_numbers(&mut keywords, schema, sink);
        self.push_combined(&mut keywords, schema, sink);
        keywords.extend(schema.array.unevaluated_items.map(|id| Keyword::UnevaluatedItems(self.table(id))));
        keywords.extend(schema.object.unevaluated_properties.map(|id| Keyword::UnevaluatedProperties(self.table(id))));
        keywords
    }

    fn push_object(&mut self, keywords: &mut Vec<Keyword>, schema: &Schema, sink: &mut Sink) {
        let object = &schema.object;
        if !object.properties.is_empty() {
            keywords.push(Keyword::Properties(self.tables_by_name(&object.properties)));
        }
        let patterns = object.pattern_properties.iter().filter_map(|(source, id)| {
            let pattern = self.pattern(&schema.at, "patternProperties", source, sink)?;
            Some((pattern, self.table(*id)))
        });
        let patterns: Vec<_> = patterns.collect();
        let are_all_known = patterns.len() == object.pattern_properties.len();
        if !patterns.is_empty() {
            keywords.push(Keyword::PatternProperties(patterns));
        }
        if !object.required.is_empty() {
            keywords.push(Keyword::Required(object.required.clone()));
        }
        // Which properties are additional is not known where a pattern is not.
        if let Some(id) = object.additional_properties.filter(|_| are_all_known) {
            keywords.push(Keyword::AdditionalProperties(self.table(id)));
        }
        keywords.extend(object.property_names.map(|id| Keyword::PropertyNames(self.table(id))));
        if !object.dependent_required.is_empty() {
            keywords.push(Keyword::DependentRequired(object.dependent_required.clone()));
        }
        if !object.dependent_schemas.is_empty() {
            keywords.push(Keyword::DependentSchemas(self.tables_by_name(&object.dependent_schemas)));
        }
    }

    fn push_array(&mut self, keywords: &mut Vec<Keyword>, array: &ArrayKeywords) {
        if !array.prefix_items.is_empty() {
            keywords.push(Keyword::PrefixItems(self.tables_of(&array.prefix_items)));
        }
        keywords.extend(array.items.map(|id| Keyword::Items(self.table(id))));
        for Contains { schema, min, max } in &array.contains {
            keywords.push(Keyword::Contains(self.table(*schema), min.unwrap_or(1), *max));
        }
    }

    fn push_patterns(&mut self, keywords: &mut Vec<Keyword>, schema: &Schema, sink: &mut Sink) {
        for pattern in &schema.string.patterns {
            keywords.extend(self.pattern(&schema.at, "pattern", pattern, sink).map(Keyword::Pattern));
        }
    }

    /// A pattern, where the runtime has an engine that takes it; else it is reported.
    fn pattern(&mut self, at: &At, keyword: &str, source: &str, sink: &mut Sink) -> Option<Pattern> {
        if !self.patterns.contains_key(source) {
            let is_taken = oasmith_runtime::pattern::compile(source).is_some();
            let words = format!("{} pattern", unnamed::words(at, &self.context.merged.location_names));
            let name = is_taken.then(|| self.namespace.take(&identifier(&words, Case::Shouty), source));
            self.patterns.insert(source.to_owned(), name);
        }
        let name = self.patterns.get(source).cloned().flatten();
        if name.is_none() {
            let message =
                format!("`{source}` is not a regular expression of ECMA-262; the server does not validate it");
            let diagnostic = Diagnostic::new(codes::UNCHECKED, at.key(keyword), message);
            sink.push(diagnostic.help("write it in the notation of JavaScript, without slashes and flags around it"));
        }
        Some(Pattern { name: name?, source: source.to_owned() })
    }

    fn push_combined(&mut self, keywords: &mut Vec<Keyword>, schema: &Schema, sink: &mut Sink) {
        let CombineKeywords { all_of, any_of, one_of, not, conditions, discriminator } = &schema.combine;
        let together: Vec<SchemaId> = schema.reference.iter().chain(all_of).copied().collect();
        if !together.is_empty() {
            keywords.push(Keyword::AllOf(self.tables_of(&together)));
        }
        let told = discriminators::told(self.context, &mut self.discriminators, schema);
        if let Some(told) = &told {
            self.push_told(keywords, schema, told);
        }
        let is_told = |listed: &[SchemaId]| told.is_some() && alternatives::listed(schema) == listed;
        if !any_of.is_empty() && !is_told(any_of) {
            keywords.push(Keyword::AnyOf(self.tables_of(any_of)));
        }
        if !one_of.is_empty() && !is_told(one_of) {
            let api = self.context.api;
            let list_values =
                |property: &str| one_of.iter().all(|id| alternatives::lists_own_values(api, *id, property));
            let keyword = match discriminator {
                // Several of them may accept a value; the discriminator property says which one is selected.
                Some(discriminator) if !list_values(&discriminator.property) => Keyword::AnyOf,
                None if self.contain_each_other(schema, sink) => Keyword::AnyOf,
                Some(_) | None => Keyword::OneOf,
            };
            keywords.push(keyword(self.tables_of(one_of)));
        }
        for id in not {
            keywords.push(Keyword::Not(self.table(*id)));
        }
        for condition in conditions {
            let test = self.table(condition.test);
            let then = condition.then.map(|id| self.table(id));
            let otherwise = condition.otherwise.map(|id| self.table(id));
            keywords.push(Keyword::If(test, then, otherwise));
        }
    }

    /// Whether an alternative of a `oneOf` is a type that takes all values of another one, which is reported: to the letter no value
    /// could be of that other one.
    fn contain_each_other(&self, schema: &Schema, sink: &mut Sink) -> bool {
        let one_of = &schema.combine.one_of;
        let takes = |wide: &SchemaId| self.bare_types(*wide);
        let has = |narrow: &SchemaId| {
            let types = alternatives::types_of(self.context.api, *narrow, Stated::Implied)?.without(Types::NULL);
            (!types.is_none()).then_some(types)
        };
        let is_contained = |narrow: Types, wide: Types| conjunction::types(narrow, wide) == narrow;
        let found = one_of.iter().enumerate().find_map(|(position, wide)| {
            let wide = takes(wide)?;
            let others = one_of.iter().enumerate().filter(|(other, _)| *other != position);
            let narrow = others.filter_map(|(_, narrow)| has(narrow)).find(|narrow| is_contained(*narrow, wide))?;
            Some((narrow, wide))
        });
        let Some((narrow, wide)) = found else { return false };
        let named = |types: Types| types.iter().map(|(name, _)| name).collect::<Vec<_>>().join(" or ");
        let (narrow, wide) = (named(narrow), named(wide));
        let message = format!(
            "one alternative takes every {wide}, so that no value is of another one alone whose type is {narrow}; \
             this `oneOf` is validated as `anyOf`"
        );
        sink.push(Diagnostic::new(codes::CONTAINED, schema.at.clone(), message));
        true
    }

    /// The types that a schema states, without null, where it states nothing else.
    fn bare_types(&self, id: SchemaId) -> Option<Types> {
        let schema = self.original(self.end(id));
        let is_bare = schema.reference.is_none()
            && schema.combine.all_of.is_empty()
            && says_nothing(schema)
            && self.context.merged.formats.schema_table_format(schema).is_none();
        schema.types.map(|types| types.without(Types::NULL)).filter(|types| is_bare && !types.is_none())
    }

    fn tables_of(&mut self, ids: &[SchemaId]) -> Vec<SchemaTableRef> {
        ids.iter().map(|id| self.table(*id)).collect()
    }

    fn tables_by_name(&mut self, schemas: &[(String, SchemaId)]) -> Vec<(String, SchemaTableRef)> {
        schemas.iter().map(|(name, id)| (name.clone(), self.table(*id))).collect()
    }
}
