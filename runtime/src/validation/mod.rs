//! Validating a JSON value against a schema: one walk that collects all violations.
//!
//! Owns the walk and its bounds. The meaning of each keyword is in a module below, by the type that it applies to. Must not know
//! where a value came from.
//!
//! The same walk tries alternatives, and then stops at the first violation. The result of an alternative for a value is
//! stored, so that alternatives inside alternatives cost no more than the number of schemas times the number of values.

mod array;
mod combine;
mod discriminator;
mod equality;
mod evaluated;
mod format;
mod number;
mod object;

use std::cmp::Ordering;
use std::collections::HashMap;

use serde_json::Value;

// What `arbitrary` uses.
#[allow(unused_imports)]
pub(super) use {equality::canonical, number::Decimal};

use super::pattern;
use super::schema::{Keyword, Literal, Number, Pattern, Schema, Types};
use super::violation::{MAX_VIOLATIONS, Violation, refer};

/// How deep a value may be nested; the JSON parser has the same bound.
const MAX_DEPTH: usize = 128;

/// How many schemas may apply inside each other: four for each level of a value, and some more. Beyond that, a schema refers to
/// itself without end.
const MAX_NESTING: usize = 4 * MAX_DEPTH + 64;

/// How many schemas may be applied to any value.
const STEPS: u64 = 1_000_000;

/// How many more may be applied for each value in it.
const STEPS_EACH: u64 = 100;

impl Schema {
    /// All violations of a value, in the order of the schema; none when the value satisfies the schema.
    ///
    /// At most 100 are reported. A value that takes too many steps is refused.
    pub fn validate(&self, value: &Value) -> Vec<Violation> {
        let mut validation = Validation {
            pointer: String::new(),
            depth: 0,
            nesting: 0,
            steps: STEPS + STEPS_EACH * size(value),
            gave_up: false,
            violations: Vec::new(),
            wanted: MAX_VIOLATIONS,
            tried: HashMap::new(),
        };
        validation.schema(self, value);
        match validation.gave_up {
            true => vec![Violation::new("", "effort", "takes too many steps to validate")],
            false => validation.violations,
        }
    }
}

/// The number of values in a value, itself included.
fn size(value: &Value) -> u64 {
    let mut pending = vec![value];
    let mut size = 0;
    while let Some(value) = pending.pop() {
        size += 1;
        match value {
            Value::Array(items) => pending.extend(items),
            Value::Object(object) => pending.extend(object.values()),
            Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
        }
    }
    size
}

/// A schema and a value, by their addresses.
type Pair = (usize, usize);

/// The walk: its position and its results.
struct Validation {
    pointer: String,
    depth: usize,
    nesting: usize,
    /// How many schemas may still be applied.
    steps: u64,
    /// Whether there were too few.
    gave_up: bool,
    violations: Vec<Violation>,
    /// How many violations are wanted: one for an alternative.
    wanted: usize,
    /// The first violation of each alternative that was tried with an array or an object.
    tried: HashMap<Pair, Option<Violation>>,
}

impl Validation {
    fn report(&mut self, keyword: &'static str, message: impl Into<String>) {
        self.add(Violation::new(self.pointer.clone(), keyword, message));
    }

    /// A violation of a keyword that sets a limit.
    fn report_limit(&mut self, keyword: &'static str, limit: impl Into<Number>, message: impl Into<String>) {
        let violation = Violation::new(self.pointer.clone(), keyword, message);
        self.add(violation.limit(limit.into().to_json()));
    }

    fn add(&mut self, violation: Violation) {
        // Several schemas may state the same.
        if !self.is_full() && !self.violations.contains(&violation) {
            self.violations.push(violation);
        }
    }

    /// Whether nothing more needs to be found.
    fn is_full(&self) -> bool {
        self.violations.len() >= self.wanted || self.gave_up
    }

    /// Runs something one level deeper, at this property or item.
    fn at(&mut self, name: &str, work: impl FnOnce(&mut Self)) {
        let length = self.pointer.len();
        refer(&mut self.pointer, name);
        self.depth += 1;
        work(self);
        self.depth -= 1;
        self.pointer.truncate(length);
    }

    fn schema(&mut self, schema: &Schema, value: &Value) {
        if self.depth > MAX_DEPTH {
            return self.report("depth", format!("must not be nested deeper than {MAX_DEPTH} levels"));
        }
        if self.steps == 0 || self.nesting >= MAX_NESTING {
            self.gave_up = true;
            return;
        }
        self.steps -= 1;
        self.nesting += 1;
        match self.wanted {
            // A constant of a scalar property tells alternatives apart best: what applies to the value itself comes first, then
            // its scalar properties, and its other parts last.
            1 => {
                self.keywords(schema, value, |keyword| !keyword.applies_to_parts());
                self.scalar_properties(schema, value);
                self.keywords(schema, value, Keyword::applies_to_parts);
            }
            _ => self.keywords(schema, value, |_| true),
        }
        self.nesting -= 1;
    }

    fn keywords(&mut self, schema: &Schema, value: &Value, is_wanted: impl Fn(&Keyword) -> bool) {
        for keyword in schema.0.iter().filter(|keyword| is_wanted(keyword)) {
            if self.is_full() {
                return;
            }
            self.keyword(schema, keyword, value);
        }
    }

    /// The first violation of a schema by the value; `None` when the value satisfies it.
    fn first(&mut self, schema: &Schema, value: &Value) -> Option<Violation> {
        let is_large = matches!(value, Value::Array(_) | Value::Object(_));
        let pair = is_large.then(|| (schema.0.as_ptr().addr(), std::ptr::from_ref(value).addr()));
        if let Some(known) = pair.and_then(|pair| self.tried.get(&pair)) {
            return known.clone();
        }
        let told = std::mem::take(&mut self.violations);
        let wanted = std::mem::replace(&mut self.wanted, 1);
        self.schema(schema, value);
        self.wanted = wanted;
        let first = std::mem::replace(&mut self.violations, told).pop();
        if let Some(pair) = pair {
            self.tried.insert(pair, first.clone());
        }
        first
    }

    fn satisfies(&mut self, schema: &Schema, value: &Value) -> bool {
        self.first(schema, value).is_none()
    }

    fn keyword(&mut self, schema: &Schema, keyword: &Keyword, value: &Value) {
        match *keyword {
            Keyword::Never => self.report("false", "is not allowed"),
            Keyword::Type(types) => self.types(types, value),
            Keyword::Enum(known) => self.strings(known, value),
            Keyword::Values(known) => self.values(known, value),
            Keyword::Const(literal) => self.constant(&literal, value),
            Keyword::Minimum(limit) => self.bound(keyword, limit, value, "at least", Ordering::is_ge),
            Keyword::Maximum(limit) => self.bound(keyword, limit, value, "at most", Ordering::is_le),
            Keyword::ExclusiveMinimum(limit) => self.bound(keyword, limit, value, "greater than", Ordering::is_gt),
            Keyword::ExclusiveMaximum(limit) => self.bound(keyword, limit, value, "less than", Ordering::is_lt),
            Keyword::MultipleOf(divisor) => self.multiple_of(divisor, value),
            Keyword::MinLength(limit) | Keyword::MinItems(limit) | Keyword::MinProperties(limit) => {
                self.at_least(keyword, limit, value);
            }
            Keyword::MaxLength(limit) | Keyword::MaxItems(limit) | Keyword::MaxProperties(limit) => {
                self.at_most(keyword, limit, value);
            }
            Keyword::Pattern(pattern) => self.pattern(pattern, value),
            Keyword::Format(format) => self.format(format, value),
            Keyword::PrefixItems(prefix) => self.prefix_items(prefix, value),
            Keyword::Items(item) => self.items(schema, item, value),
            Keyword::UniqueItems => self.unique_items(value),
            Keyword::Contains(item, least, most) => self.contains(item, least, most, value),
            Keyword::UnevaluatedItems(item) => self.unevaluated_items(schema, item, value),
            Keyword::Properties(properties) => self.properties(properties, value),
            Keyword::PatternProperties(patterns) => self.pattern_properties(patterns, value),
            Keyword::AdditionalProperties(extra) => self.additional_properties(schema, extra, value),
            Keyword::PropertyNames(name) => self.property_names(name, value),
            Keyword::Required(names) => self.required(names, value),
            Keyword::DependentRequired(dependencies) => self.dependent_required(dependencies, value),
            Keyword::DependentSchemas(dependencies) => self.dependent_schemas(dependencies, value),
            Keyword::UnevaluatedProperties(extra) => self.unevaluated_properties(schema, extra, value),
            Keyword::AllOf(schemas) => self.all_of(schemas, value),
            Keyword::Reference(to) => self.all_of(to.schemas(), value),
            Keyword::AnyOf(schemas) | Keyword::OneOf(schemas) => self.alternatives(keyword, schemas, value),
            Keyword::Not(schema) => self.not(schema, value),
            Keyword::If(test, then, otherwise) => self.condition(test, then, otherwise, value),
            Keyword::Discriminator(property, known, default) => self.discriminator(property, known, default, value),
        }
    }

    fn types(&mut self, types: Types, value: &Value) {
        if !types.contains(type_of(value)) {
            self.report("type", format!("expected {}, found {}", types.words(), name(value)));
        }
    }

    fn strings(&mut self, known: &[&str], value: &Value) {
        if value.as_str().is_some_and(|string| !known.contains(&string)) {
            self.report("enum", format!("must be one of {}", known.join(", ")));
        }
    }

    fn values(&mut self, known: &[Literal], value: &Value) {
        if !known.iter().any(|literal| equality::is(value, literal)) {
            let known: Vec<String> = known.iter().map(ToString::to_string).collect();
            self.report("enum", format!("must be one of {}", known.join(", ")));
        }
    }

    fn constant(&mut self, literal: &Literal, value: &Value) {
        if !equality::is(value, literal) {
            self.report("const", format!("must be {literal}"));
        }
    }

    fn pattern(&mut self, pattern: &Pattern, value: &Value) {
        if value.as_str().is_some_and(|string| !is_in(pattern, string)) {
            self.report("pattern", format!("must match {}", pattern.source()));
        }
    }

    fn at_least(&mut self, keyword: &Keyword, limit: u64, value: &Value) {
        if count(keyword, value).is_some_and(|count| count < limit) {
            self.report_limit(keyword.name(), limit, format!("must have at least {limit} {}", unit(keyword, limit)));
        }
    }

    fn at_most(&mut self, keyword: &Keyword, limit: u64, value: &Value) {
        if count(keyword, value).is_some_and(|count| count > limit) {
            self.report_limit(keyword.name(), limit, format!("must have at most {limit} {}", unit(keyword, limit)));
        }
    }
}

/// Whether a pattern matches in a string.
pub(super) fn is_in(pattern: &Pattern, text: &str) -> bool {
    // A pattern that no engine compiles was reported when the code was generated, and refuses nothing.
    pattern.is_in(text, |source| pattern::compile(source).unwrap_or_else(|| Box::new(|_| true)))
}

/// The characters, items or properties of a value of the type that a keyword applies to.
fn count(keyword: &Keyword, value: &Value) -> Option<u64> {
    let types = keyword.applies_to();
    let count = match value {
        Value::String(string) if types == Types::STRING => string.chars().count(),
        Value::Array(items) if types == Types::ARRAY => items.len(),
        Value::Object(object) if types == Types::OBJECT => object.len(),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) | Value::Array(_) | Value::Object(_) => {
            return None;
        }
    };
    Some(count as u64)
}

/// What such a keyword counts.
fn unit(keyword: &Keyword, limit: u64) -> &'static str {
    let (one, several) = match keyword.applies_to() {
        Types::STRING => ("character", "characters"),
        Types::OBJECT => ("property", "properties"),
        _ => ("item", "items"),
    };
    if limit == 1 { one } else { several }
}

/// The narrowest type of a value.
fn type_of(value: &Value) -> Types {
    match value {
        Value::Null => Types::NULL,
        Value::Bool(_) => Types::BOOLEAN,
        Value::Number(number) if number::is_integer(number) => Types::INTEGER,
        Value::Number(_) => Types::NUMBER,
        Value::String(_) => Types::STRING,
        Value::Array(_) => Types::ARRAY,
        Value::Object(_) => Types::OBJECT,
    }
}

/// The type of a value, as messages name it.
fn name(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "a boolean",
        Value::Number(_) => "a number",
        Value::String(_) => "a string",
        Value::Array(_) => "an array",
        Value::Object(_) => "an object",
    }
}
