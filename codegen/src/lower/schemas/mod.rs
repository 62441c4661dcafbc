//! Makes the schema tables that requests and models are checked against.
//!
//! Owns which keywords a table holds. A keyword that cannot be checked is reported, never dropped in silence. Must not know
//! types.

pub(super) mod discriminators;
pub(super) mod placement;
pub(super) mod sharing;

use std::collections::HashSet;

use crate::api::{
    ArrayKeywords, CombineKeywords, Contains, Number, NumberKeywords, ObjectKeywords, Schema, SchemaId, Types,
};
use crate::at::At;
use crate::diagnostic::{Diagnostic, codes};
use crate::rust::{Check, CheckFormat, CheckRef, CheckUse, Keyword, Literal, Name, Pattern};
use crate::value::Value;

use crate::lower::Lower;
use crate::lower::names::location;
use crate::lower::names::{Case, identifier};
use crate::lower::shape::alternatives;

/// More hops than any sensible chain of references has.
const MOST_HOPS: usize = 64;

impl<'a> Lower<'a, '_> {
    /// What refers to the table of a schema; the table itself is made later, so that depth costs no stack.
    pub(in crate::lower) fn check(&mut self, id: SchemaId) -> CheckRef {
        let id = self.stands_for(id);
        if let Some(known) = self.checks.get(&id) {
            return known.clone();
        }
        let schema = self.stated(id);
        let reference = match known(schema, self.formats.check(schema)) {
            Some(known) => CheckRef::Known(known),
            None => {
                let mut words = location::table_words(&schema.at, &self.operation_names);
                if self.inputs.contains_key(&id) {
                    words.push_str(" input");
                }
                let name = self.check_names.take(&identifier(&words, Case::Shouty), &schema.at.pointer);
                self.pending_checks.push_back((id, name.clone()));
                CheckRef::Named(name)
            }
        };
        self.checks.insert(id, reference.clone());
        reference
    }

    /// What a schema says, with all that its merged form does not say.
    fn stated(&self, id: SchemaId) -> &'a Schema {
        self.kept.get(&id).unwrap_or(&self.api.schemas[id])
    }

    /// The schema that one stands for by referring to it and saying nothing besides.
    fn stands_for(&self, id: SchemaId) -> SchemaId {
        let next = |id: &SchemaId| {
            let schema = self.stated(*id);
            let is_silent = schema.types.is_none() && says_nothing(schema);
            match (schema.reference.as_ref(), schema.combine.all_of.as_slice()) {
                (Some(target), []) | (None, [target]) if is_silent => Some(*target),
                _ => None,
            }
        };
        std::iter::successors(Some(id), next).take(MOST_HOPS).last().unwrap_or(id)
    }

    fn checks_of(&mut self, ids: &[SchemaId]) -> Vec<CheckRef> {
        ids.iter().map(|id| self.check(*id)).collect()
    }

    fn checks_by_name(&mut self, schemas: &[(String, SchemaId)]) -> Vec<(String, CheckRef)> {
        schemas.iter().map(|(name, id)| (name.clone(), self.check(*id))).collect()
    }

    /// Makes the tables that were referred to, and those that they refer to.
    pub(in crate::lower) fn make_checks(&mut self) {
        while let Some((id, name)) = self.pending_checks.pop_front() {
            let keywords = self.keywords(self.stated(id));
            self.check_items.push(Check { name, keywords, needed_by: CheckUse::Operations });
        }
    }

    /// The names of the tables of schemas that the description names.
    pub(in crate::lower) fn own_check_names(&self) -> HashSet<Name> {
        let components = self.api.components.iter().map(|component| self.stands_for(component.schema));
        let checks = components.filter_map(|id| self.checks.get(&id));
        let names = checks.filter_map(|check| match check {
            CheckRef::Named(name) => Some(name.clone()),
            CheckRef::Known(_) => None,
        });
        names.collect()
    }

    fn keywords(&mut self, schema: &Schema) -> Vec<Keyword> {
        let mut keywords = Vec::new();
        if schema.never {
            keywords.push(Keyword::Never);
        }
        self.push_values(&mut keywords, schema);
        self.push_object(&mut keywords, schema);
        self.push_array(&mut keywords, &schema.array);
        keywords.extend(schema.string.min_length.map(Keyword::MinLength));
        keywords.extend(schema.string.max_length.map(Keyword::MaxLength));
        self.push_patterns(&mut keywords, schema);
        keywords.extend(self.formats.check(schema).map(Keyword::Format));
        keywords.extend(schema.array.min_items.map(Keyword::MinItems));
        keywords.extend(schema.array.max_items.map(Keyword::MaxItems));
        keywords.extend(schema.array.unique_items.then_some(Keyword::UniqueItems));
        keywords.extend(schema.object.min_properties.map(Keyword::MinProperties));
        keywords.extend(schema.object.max_properties.map(Keyword::MaxProperties));
        self.push_numbers(&mut keywords, schema);
        self.push_combined(&mut keywords, schema);
        keywords.extend(schema.array.unevaluated_items.map(|id| Keyword::UnevaluatedItems(self.check(id))));
        keywords.extend(schema.object.unevaluated_properties.map(|id| Keyword::UnevaluatedProperties(self.check(id))));
        keywords
    }

    /// `type`, `enum` and `const`.
    fn push_values(&mut self, keywords: &mut Vec<Keyword>, schema: &Schema) {
        let listed = schema.enumeration.as_deref().filter(|values| self.fit(schema, values));
        let texts = listed.and_then(|values| texts(values, schema.types));
        let types = match &texts {
            Some((types, _)) => Some(*types),
            None => schema.types,
        };
        keywords.extend(types.map(|types| Keyword::Type(types.iter().map(|(name, _)| constant(name)).collect())));
        match (texts, listed) {
            (Some((_, texts)), _) => keywords.push(Keyword::Enum(texts)),
            (None, Some(values)) => keywords.push(Keyword::Values(literals(values, schema.types))),
            (None, None) => {}
        }
        if let Some(constant) = &schema.constant {
            keywords.extend(literal(constant).map(Keyword::Const));
        }
    }

    /// Whether the values of an `enum` can be meant: a list of texts beside `type: array` or `type: integer` cannot.
    fn fit(&mut self, schema: &Schema, values: &[Value]) -> bool {
        let Some(types) = schema.types else { return true };
        let fits = values.iter().any(|value| *value != Value::Null && types.have(value))
            || values.contains(&Value::Null) && types == Types::NULL;
        if !fits {
            let message = "no value of this `enum` has a type that `type` allows, so that the server does not check it";
            let help = "write values of the type; for those of items, write `enum` under `items`";
            self.sink.push(Diagnostic::new(codes::UNCHECKED, schema.at.clone(), message).help(help));
        }
        fits
    }

    fn push_object(&mut self, keywords: &mut Vec<Keyword>, schema: &Schema) {
        let object = &schema.object;
        if !object.properties.is_empty() {
            keywords.push(Keyword::Properties(self.checks_by_name(&object.properties)));
        }
        let patterns = object.pattern_properties.iter();
        let patterns = patterns
            .filter_map(|(source, id)| Some((self.pattern(&schema.at, "patternProperties", source)?, self.check(*id))));
        let patterns: Vec<_> = patterns.collect();
        let are_all_known = patterns.len() == object.pattern_properties.len();
        if !patterns.is_empty() {
            keywords.push(Keyword::PatternProperties(patterns));
        }
        if !object.required.is_empty() {
            keywords.push(Keyword::Required(object.required.clone()));
        }
        // Which members are additional is not known where a pattern is not.
        if let Some(id) = object.additional_properties.filter(|_| are_all_known) {
            keywords.push(Keyword::AdditionalProperties(self.check(id)));
        }
        keywords.extend(object.property_names.map(|id| Keyword::PropertyNames(self.check(id))));
        if !object.dependent_required.is_empty() {
            keywords.push(Keyword::DependentRequired(object.dependent_required.clone()));
        }
        if !object.dependent_schemas.is_empty() {
            keywords.push(Keyword::DependentSchemas(self.checks_by_name(&object.dependent_schemas)));
        }
    }

    fn push_array(&mut self, keywords: &mut Vec<Keyword>, array: &ArrayKeywords) {
        if !array.prefix_items.is_empty() {
            keywords.push(Keyword::PrefixItems(self.checks_of(&array.prefix_items)));
        }
        keywords.extend(array.items.map(|id| Keyword::Items(self.check(id))));
        for Contains { schema, min, max } in &array.contains {
            keywords.push(Keyword::Contains(self.check(*schema), min.unwrap_or(1), *max));
        }
    }

    fn push_patterns(&mut self, keywords: &mut Vec<Keyword>, schema: &Schema) {
        for pattern in &schema.string.patterns {
            keywords.extend(self.pattern(&schema.at, "pattern", pattern).map(Keyword::Pattern));
        }
    }

    /// A pattern, where the runtime has an engine that takes it; else it is reported.
    fn pattern(&mut self, at: &At, keyword: &str, source: &str) -> Option<Pattern> {
        if !self.patterns.contains_key(source) {
            let is_taken = oasmith_runtime::pattern::compile(source).is_some();
            let words = format!("{} pattern", location::words(at, &self.operation_names));
            let name = is_taken.then(|| self.check_names.take(&identifier(&words, Case::Shouty), source));
            self.patterns.insert(source.to_owned(), name);
        }
        let name = self.patterns.get(source).cloned().flatten();
        if name.is_none() {
            let message = format!("`{source}` is no regular expression of ECMA-262; the server does not check it");
            let diagnostic = Diagnostic::new(codes::UNCHECKED, at.key(keyword), message);
            self.sink
                .push(diagnostic.help("write it in the notation of JavaScript, without slashes and flags around it"));
        }
        Some(Pattern { name: name?, source: source.to_owned() })
    }

    fn push_numbers(&mut self, keywords: &mut Vec<Keyword>, schema: &Schema) {
        let number = &schema.number;
        let bounds = [
            ("minimum", number.minimum, Keyword::Minimum as fn(Number) -> Keyword),
            ("maximum", number.maximum, Keyword::Maximum),
            ("exclusiveMinimum", number.exclusive_minimum, Keyword::ExclusiveMinimum),
            ("exclusiveMaximum", number.exclusive_maximum, Keyword::ExclusiveMaximum),
        ];
        let divisors = number.multiple_of.iter().map(|divisor| {
            let is_zero = matches!(divisor, Number::Integer(0) | Number::Float(0.0));
            let usable = if is_zero { Number::Float(f64::NAN) } else { *divisor };
            ("multipleOf", Some(usable), Keyword::MultipleOf as fn(Number) -> Keyword)
        });
        for (name, stated, keyword) in bounds.into_iter().chain(divisors) {
            match stated {
                Some(Number::Float(float)) if !float.is_finite() => {
                    let message = format!("this `{name}` is no number that a value can be held against");
                    let diagnostic = Diagnostic::new(codes::UNCHECKED, schema.at.key(name), message);
                    self.sink.push(diagnostic.help("write a finite number, and no `multipleOf` of zero"));
                }
                stated => keywords.extend(stated.map(keyword)),
            }
        }
    }

    fn push_combined(&mut self, keywords: &mut Vec<Keyword>, schema: &Schema) {
        let CombineKeywords { all_of, any_of, one_of, not, conditions, discriminator } = &schema.combine;
        let together: Vec<SchemaId> = schema.reference.iter().chain(all_of).copied().collect();
        if !together.is_empty() {
            keywords.push(Keyword::AllOf(self.checks_of(&together)));
        }
        let told = discriminators::told(self.api, &mut self.tags, schema);
        if let Some(told) = &told {
            self.push_told(keywords, schema, told);
        }
        let is_told = |listed: &[SchemaId]| told.is_some() && alternatives::listed(schema) == listed;
        if !any_of.is_empty() && !is_told(any_of) {
            keywords.push(Keyword::AnyOf(self.checks_of(any_of)));
        }
        if !one_of.is_empty() && !is_told(one_of) {
            let states_tag = |tag: &str| one_of.iter().all(|id| alternatives::states_tag(self.api, *id, tag));
            let keyword = match discriminator {
                // By themselves several may accept a value; it is the tag that says which is meant.
                Some(discriminator) if !states_tag(&discriminator.property) => Keyword::AnyOf,
                Some(_) | None => Keyword::OneOf,
            };
            keywords.push(keyword(self.checks_of(one_of)));
        }
        for id in not {
            keywords.push(Keyword::Not(self.check(*id)));
        }
        for condition in conditions {
            let test = self.check(condition.test);
            let then = condition.then.map(|id| self.check(id));
            let otherwise = condition.otherwise.map(|id| self.check(id));
            keywords.push(Keyword::If(test, then, otherwise));
        }
    }
}

/// Whether a schema refuses nothing but by its `type`, its `$ref` and its `allOf`.
fn says_nothing(schema: &Schema) -> bool {
    let Schema { never, enumeration, constant, number, string, array, object, combine, .. } = schema;
    let CombineKeywords { any_of, one_of, not, conditions, .. } = combine;
    !never
        && enumeration.is_none()
        && constant.is_none()
        && *number == NumberKeywords::default()
        && (string.min_length, string.max_length) == (None, None)
        && string.patterns.is_empty()
        && *array == ArrayKeywords::default()
        && *object == ObjectKeywords::default()
        && [any_of, one_of, not].into_iter().all(Vec::is_empty)
        && conditions.is_empty()
}

/// The runtime's constant for a schema that says no more than a type.
fn known(schema: &Schema, format: Option<CheckFormat>) -> Option<&'static str> {
    let refers = schema.reference.is_some() || !schema.combine.all_of.is_empty();
    match (schema.never, schema.types) {
        (true, None) if says_nothing(&Schema { never: false, ..schema.clone() }) && !refers => Some("NEVER"),
        _ if refers || !says_nothing(schema) => None,
        (_, None) => Some("ANY"),
        (_, Some(types)) => {
            let mut names = types.iter();
            let (name, _) = names.next()?;
            match (names.next(), format) {
                (Some(_), _) => None,
                (None, Some(format)) => known_format(&format),
                (None, None) => Some(constant(name)),
            }
        }
    }
}

/// The runtime's constant for a format of its own type.
fn known_format(format: &CheckFormat) -> Option<&'static str> {
    match format {
        CheckFormat::Known("DateTime") => Some("DATE_TIME"),
        CheckFormat::Known("Date") => Some("DATE"),
        CheckFormat::Known("Uuid") => Some("UUID"),
        CheckFormat::Known("Base64") => Some("BASE64"),
        CheckFormat::Known("Int32") => Some("INT32"),
        CheckFormat::Known("Int64") => Some("INT64"),
        CheckFormat::Known(_) | CheckFormat::Other(..) => None,
    }
}

/// The texts of an `enum` that lists nothing else but null, with the types that then are left. Null may be stated by `type`
/// alone.
fn texts(values: &[Value], types: Option<Types>) -> Option<(Types, Vec<String>)> {
    let others = values.iter().filter(|value| **value != Value::Null);
    let texts = others.map(|value| value.as_str().map(str::to_owned)).collect::<Option<Vec<String>>>()?;
    let null = if values.contains(&Value::Null) { Types::NULL } else { Types::NONE };
    let types = types.unwrap_or(Types::STRING.or(null));
    let is_text = Types::STRING.or(Types::NULL).contains(types) && types.contains(Types::STRING);
    (is_text && !texts.is_empty()).then_some((types, texts))
}

/// The values of an `enum`, with the null that `type` states.
fn literals(values: &[Value], types: Option<Types>) -> Vec<Literal> {
    let null = types.filter(|types| types.contains(Types::NULL) && !values.contains(&Value::Null));
    values.iter().filter_map(literal).chain(null.map(|_| Literal::Null)).collect()
}

/// A value as a constant; `None` where it holds what no JSON value is.
fn literal(value: &Value) -> Option<Literal> {
    Some(match value {
        Value::Null => Literal::Null,
        Value::Bool(flag) => Literal::Bool(*flag),
        Value::Integer(number) => Literal::Number(Number::Integer(*number)),
        Value::Float(number) if number.is_finite() => Literal::Number(Number::Float(*number)),
        Value::Float(_) => return None,
        Value::String(text) => Literal::String(text.clone()),
        Value::Array(items) => Literal::Array(items.iter().map(literal).collect::<Option<_>>()?),
        Value::Object(members) => {
            let members = members.iter().map(|(name, value)| Some((name.clone(), literal(value)?)));
            Literal::Object(members.collect::<Option<_>>()?)
        }
    })
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
