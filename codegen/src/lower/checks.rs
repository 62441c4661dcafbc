//! Makes the schema tables that the server checks requests against.
//!
//! Owns which keywords a table holds. A keyword that the runtime does not check yet is reported, never dropped in silence.
//! Must not know types.

use crate::api::{Number, Schema, SchemaId, Types};
use crate::at::At;
use crate::diagnostic::{Diagnostic, codes};
use crate::rust::{Check, CheckRef, Keyword};
use crate::value::Value;

use super::names::{Case, identifier};
use super::shape::{self, Shape};
use super::{Lower, place};

/// The restricting keywords that tables hold.
const CHECKED: &[&str] = &["minimum", "maximum", "minLength", "maxLength", "minItems", "maxItems"];

impl Lower<'_, '_> {
    /// What refers to the table of a schema; the table itself is made later, so that depth costs no stack.
    pub(super) fn check(&mut self, id: SchemaId) -> CheckRef {
        self.report_looked_through(id);
        let resolved = shape::resolve(self.api, id);
        let null_besides = resolved.nullable && !self.allows_null_itself(resolved.schema);
        // The schema with null besides is another schema than the one it leads to.
        let key = if null_besides { id } else { resolved.schema };
        if let Some(known) = self.checks.get(&key) {
            return known.clone();
        }
        let schema = &self.api.schemas[resolved.schema];
        let reference = match known(schema).filter(|_| !null_besides) {
            Some(known) => CheckRef::Known(known),
            None => {
                let at = &self.api.schemas[key].at;
                let words = place::words(at, &self.operation_names);
                let name = self.check_names.take(&identifier(&words, Case::Shouty), &at.pointer, Case::Shouty);
                self.pending_checks.push_back((resolved.schema, null_besides, name.clone()));
                CheckRef::Named(name)
            }
        };
        self.checks.insert(key, reference.clone());
        reference
    }

    /// Makes the tables that were referred to, and those that they refer to.
    pub(super) fn make_checks(&mut self) {
        while let Some((id, null_besides, name)) = self.pending_checks.pop_front() {
            let keywords = self.keywords(&self.api.schemas[id], null_besides);
            self.check_items.push(Check { name, keywords });
        }
    }

    fn allows_null_itself(&self, id: SchemaId) -> bool {
        self.api.schemas[id].types.is_some_and(|types| types.contains(Types::NULL))
    }

    fn keywords(&mut self, schema: &Schema, null_besides: bool) -> Vec<Keyword> {
        let mut keywords = Vec::new();
        if schema.never {
            keywords.push(Keyword::Never);
        }
        if let Some(types) = schema.types {
            let types = if null_besides { types.or(Types::NULL) } else { types };
            keywords.push(Keyword::Type(types.iter().map(|(name, _)| constant(name)).collect()));
        }
        self.push_enumeration(&mut keywords, schema);
        self.push_object(&mut keywords, schema);
        if let Some(items) = schema.array.items {
            keywords.push(Keyword::Items(self.check(items)));
        }
        push_counts(&mut keywords, schema);
        self.push_bounds(&mut keywords, schema);
        self.report_unchecked(schema);
        keywords
    }

    fn push_enumeration(&mut self, keywords: &mut Vec<Keyword>, schema: &Schema) {
        let Some(values) = &schema.enumeration else { return };
        if matches!(shape::of(schema), Shape::Array(_) | Shape::Map(_) | Shape::Struct) {
            self.unchecked(&schema.at, "enum");
            return;
        }
        let texts: Option<Vec<String>> = values
            .iter()
            .filter(|value| !matches!(value, Value::Null))
            .map(|value| value.as_str().map(str::to_owned))
            .collect();
        match texts {
            Some(texts) => keywords.push(Keyword::Enum(texts)),
            None => self.unchecked(&schema.at, "enum"),
        }
    }

    fn push_object(&mut self, keywords: &mut Vec<Keyword>, schema: &Schema) {
        let object = &schema.object;
        if !object.properties.is_empty() {
            let properties = object.properties.iter().map(|(name, id)| (name.clone(), self.check(*id))).collect();
            keywords.push(Keyword::Properties(properties));
        }
        if !object.required.is_empty() {
            keywords.push(Keyword::Required(object.required.clone()));
        }
        if let Some(id) = object.additional_properties {
            keywords.push(Keyword::AdditionalProperties(self.check(id)));
        }
    }

    fn push_bounds(&mut self, keywords: &mut Vec<Keyword>, schema: &Schema) {
        let number = &schema.number;
        let mut push = |bound: Option<Number>, name: &str, keyword: fn(i64) -> Keyword| match bound {
            None => {}
            Some(Number::Integer(bound)) if i64::try_from(bound).is_ok() => {
                keywords.extend(i64::try_from(bound).ok().map(keyword));
            }
            Some(_) => self.unchecked(&schema.at, name),
        };
        push(number.minimum, "minimum", Keyword::Minimum);
        push(number.maximum, "maximum", Keyword::Maximum);
    }

    fn report_unchecked(&mut self, schema: &Schema) {
        let Schema { constant, array, combine, .. } = schema;
        let combining = [
            ("const", constant.is_some()),
            ("prefixItems", !array.prefix_items.is_empty()),
            ("allOf", !combine.all_of.is_empty()),
            ("anyOf", !combine.any_of.is_empty()),
            ("oneOf", !combine.one_of.is_empty()),
        ];
        let combining = combining.into_iter().filter_map(|(keyword, is_stated)| is_stated.then_some(keyword));
        let restricting = shape::restricting(schema).into_iter().filter(|keyword| !CHECKED.contains(keyword));
        for keyword in combining.chain(restricting) {
            self.unchecked(&schema.at, keyword);
        }
    }

    /// Reports what stands beside alternatives that are looked through, and is in no table.
    fn report_looked_through(&mut self, id: SchemaId) {
        for passed in shape::looked_through(self.api, id) {
            let schema = &self.api.schemas[passed];
            for keyword in shape::restricting(schema) {
                self.unchecked(&schema.at, keyword);
            }
        }
    }

    fn unchecked(&mut self, at: &At, keyword: &str) {
        self.sink.push(
            Diagnostic::new(codes::UNCHECKED, at.clone(), format!("the server does not check `{keyword}` yet"))
                .help("check it in the handler where it matters"),
        );
    }
}

fn push_counts(keywords: &mut Vec<Keyword>, schema: &Schema) {
    keywords.extend(schema.string.min_length.map(Keyword::MinLength));
    keywords.extend(schema.string.max_length.map(Keyword::MaxLength));
    keywords.extend(schema.array.min_items.map(Keyword::MinItems));
    keywords.extend(schema.array.max_items.map(Keyword::MaxItems));
}

/// The runtime's constant for a schema that says no more than a type.
fn known(schema: &Schema) -> Option<&'static str> {
    // Notes and the place refuse nothing, and a format is not checked.
    let (notes, format) = (schema.notes.clone(), schema.format.clone());
    let types_only = Schema { types: schema.types, notes, format, ..Schema::any(schema.at.clone()) };
    if *schema != types_only {
        return None;
    }
    match schema.types {
        None => Some("ANY"),
        Some(types) => {
            let mut names = types.iter();
            let (name, _) = names.next()?;
            names.next().is_none().then(|| constant(name)).filter(|name| *name != "NULL" && *name != "ARRAY")
        }
    }
}

fn constant(type_name: &str) -> &'static str {
    match type_name {
        "string" => "STRING",
        "integer" => "INTEGER",
        "number" => "NUMBER",
        "boolean" => "BOOLEAN",
        "array" => "ARRAY",
        "object" => "OBJECT",
        _ => "NULL",
    }
}
