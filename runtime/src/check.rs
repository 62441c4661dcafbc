//! The check of a JSON value against a schema: one walk that collects everything that is wrong.
//!
//! Owns the meaning of each keyword and the wording of what is wrong. Must not know where a value came from: whoever read
//! it says so by [`Violation::within`].

use std::fmt;

use serde_json::{Map, Number, Value};

use super::schema::{Keyword, Schema, Types};

/// How deep a value may be nested; the JSON parser has the same bound.
const MAX_DEPTH: usize = 128;

/// How many violations are told of one value: a hostile request must not make a long answer.
pub const MAX_VIOLATIONS: usize = 100;

/// The part of a request that a violation is in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Part {
    /// The path parameters.
    Path,
    /// The query parameters.
    Query,
    /// The header parameters.
    Header,
    /// The cookie parameters.
    Cookie,
    /// The body.
    Body,
}

impl Part {
    /// The part's name: `path`, `query`, `header`, `cookie` or `body`.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Path => "path",
            Self::Query => "query",
            Self::Header => "header",
            Self::Cookie => "cookie",
            Self::Body => "body",
        }
    }
}

impl fmt::Display for Part {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// One thing that is wrong with a value.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Violation {
    /// The part of the request the value is in. Parameters are the members of their part: `/limit` in `query`.
    pub part: Part,
    /// Where it stands in its part (JSON Pointer, RFC 6901); of a missing member, where it would stand.
    pub pointer: String,
    /// The keyword of the schema that is not satisfied.
    pub keyword: &'static str,
    /// What is wrong, without saying where.
    pub message: String,
}

impl Violation {
    /// A violation in the body.
    pub fn new(pointer: impl Into<String>, keyword: &'static str, message: impl Into<String>) -> Self {
        Self { part: Part::Body, pointer: pointer.into(), keyword, message: message.into() }
    }

    /// The same violation, seen from the value that holds the one checked as a member of this name.
    pub fn under(mut self, name: &str) -> Self {
        let mut pointer = String::new();
        refer(&mut pointer, name);
        self.pointer.insert_str(0, &pointer);
        self
    }

    /// The same violation, in another part.
    pub fn within(mut self, part: Part) -> Self {
        self.part = part;
        self
    }
}

impl fmt::Display for Violation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { part, pointer, message, .. } = self;
        if pointer.is_empty() { write!(f, "{part}: {message}") } else { write!(f, "{part} {pointer}: {message}") }
    }
}

impl Schema {
    /// Everything that is wrong with a value, in the order of the value; nothing when it satisfies the schema.
    ///
    /// At most 100 violations are told.
    pub fn check(&self, value: &Value) -> Vec<Violation> {
        let mut check = Check { pointer: String::new(), depth: 0, violations: Vec::new() };
        check.schema(self, value);
        check.violations
    }
}

/// Adds `/name`, escaped (RFC 6901, section 3).
fn refer(pointer: &mut String, name: &str) {
    pointer.push('/');
    for c in name.chars() {
        match c {
            '~' => pointer.push_str("~0"),
            '/' => pointer.push_str("~1"),
            other => pointer.push(other),
        }
    }
}

/// The walk: where it stands and what it found.
struct Check {
    pointer: String,
    depth: usize,
    violations: Vec<Violation>,
}

impl Check {
    fn tell(&mut self, keyword: &'static str, message: impl Into<String>) {
        if self.violations.len() < MAX_VIOLATIONS {
            self.violations.push(Violation::new(self.pointer.clone(), keyword, message));
        }
    }

    /// Does something one level deeper, at this member or item.
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
            return self.tell("depth", format!("must not be nested deeper than {MAX_DEPTH} levels"));
        }
        for keyword in schema.0 {
            self.keyword(schema, keyword, value);
        }
    }

    fn keyword(&mut self, schema: &Schema, keyword: &Keyword, value: &Value) {
        match (keyword, value) {
            (Keyword::Never, _) => self.tell("false", "is not allowed"),
            (Keyword::Type(types), value) if !types.contains(type_of(value)) => {
                self.tell("type", format!("expected {}, found {}", names(*types), name(value)));
            }
            (Keyword::Enum(known), Value::String(text)) if !known.contains(&text.as_str()) => {
                self.tell("enum", format!("must be one of {}", known.join(", ")));
            }
            (Keyword::MinLength(limit), Value::String(text)) => self.at_least("minLength", length(text), *limit),
            (Keyword::MaxLength(limit), Value::String(text)) => self.at_most("maxLength", length(text), *limit),
            (Keyword::Minimum(limit), Value::Number(number)) if compare(number, *limit).is_lt() => {
                self.tell("minimum", format!("must be at least {limit}"));
            }
            (Keyword::Maximum(limit), Value::Number(number)) if compare(number, *limit).is_gt() => {
                self.tell("maximum", format!("must be at most {limit}"));
            }
            (Keyword::MinItems(limit), Value::Array(items)) => self.at_least("minItems", count(items), *limit),
            (Keyword::MaxItems(limit), Value::Array(items)) => self.at_most("maxItems", count(items), *limit),
            (Keyword::Items(item), Value::Array(items)) => self.items(item, items),
            (Keyword::Properties(properties), Value::Object(members)) => self.properties(properties, members),
            (Keyword::Required(names), Value::Object(members)) => self.required(names, members),
            (Keyword::AdditionalProperties(extra), Value::Object(members)) => self.extras(schema, extra, members),
            // Satisfied, or about another type than the value's.
            (
                Keyword::Type(_)
                | Keyword::Enum(_)
                | Keyword::MinLength(_)
                | Keyword::MaxLength(_)
                | Keyword::Minimum(_)
                | Keyword::Maximum(_)
                | Keyword::MinItems(_)
                | Keyword::MaxItems(_)
                | Keyword::Items(_)
                | Keyword::Properties(_)
                | Keyword::Required(_)
                | Keyword::AdditionalProperties(_),
                _,
            ) => {}
        }
    }

    fn items(&mut self, item: &Schema, items: &[Value]) {
        for (index, value) in items.iter().enumerate() {
            self.at(&index.to_string(), |check| check.schema(item, value));
        }
    }

    fn properties(&mut self, properties: &[(&str, &Schema)], members: &Map<String, Value>) {
        for (name, property) in properties {
            if let Some(value) = members.get(*name) {
                self.at(name, |check| check.schema(property, value));
            }
        }
    }

    fn required(&mut self, names: &[&str], members: &Map<String, Value>) {
        for name in names.iter().filter(|name| !members.contains_key(**name)) {
            self.at(name, |check| check.tell("required", format!("`{name}` is missing")));
        }
    }

    fn extras(&mut self, schema: &Schema, extra: &Schema, members: &Map<String, Value>) {
        let refused = extra.0.iter().any(|keyword| matches!(keyword, Keyword::Never));
        for (name, value) in members.iter().filter(|(name, _)| schema.property(name).is_none()) {
            self.at(name, |check| match refused {
                true => check.tell("additionalProperties", format!("`{name}` is not allowed")),
                false => check.schema(extra, value),
            });
        }
    }

    fn at_least(&mut self, keyword: &'static str, size: u64, limit: u64) {
        if size < limit {
            self.tell(keyword, format!("must have at least {limit} {}", unit(keyword, limit)));
        }
    }

    fn at_most(&mut self, keyword: &'static str, size: u64, limit: u64) {
        if size > limit {
            self.tell(keyword, format!("must have at most {limit} {}", unit(keyword, limit)));
        }
    }
}

/// What a size keyword counts.
fn unit(keyword: &str, limit: u64) -> &'static str {
    match (keyword.ends_with("Length"), limit) {
        (true, 1) => "character",
        (true, _) => "characters",
        (false, 1) => "item",
        (false, _) => "items",
    }
}

fn length(text: &str) -> u64 {
    text.chars().count() as u64
}

fn count(items: &[Value]) -> u64 {
    items.len() as u64
}

/// How a number stands to an integer limit, exact for integers.
fn compare(number: &Number, limit: i64) -> std::cmp::Ordering {
    use std::cmp::Ordering;
    match (number.as_i64(), number.as_f64()) {
        (Some(integer), _) => integer.cmp(&limit),
        // Beyond i64 and without a fraction: greater than any limit.
        (None, _) if number.is_u64() => Ordering::Greater,
        (None, Some(float)) => float.partial_cmp(&(limit as f64)).unwrap_or(Ordering::Equal),
        (None, None) => Ordering::Equal,
    }
}

/// The narrowest type of a value.
fn type_of(value: &Value) -> Types {
    match value {
        Value::Null => Types::NULL,
        Value::Bool(_) => Types::BOOLEAN,
        Value::Number(number) if is_integer(number) => Types::INTEGER,
        Value::Number(_) => Types::NUMBER,
        Value::String(_) => Types::STRING,
        Value::Array(_) => Types::ARRAY,
        Value::Object(_) => Types::OBJECT,
    }
}

fn is_integer(number: &Number) -> bool {
    !number.is_f64() || number.as_f64().is_some_and(|float| float.fract() == 0.0)
}

/// What a value is, in words.
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

/// The types of a set, in words: `a string or null`.
pub fn names(types: Types) -> String {
    let integer = if types.contains(Types::NUMBER) { "a number" } else { "an integer" };
    let words = [
        (Types::STRING, "a string"),
        (Types::INTEGER, integer),
        (Types::BOOLEAN, "a boolean"),
        (Types::ARRAY, "an array"),
        (Types::OBJECT, "an object"),
        (Types::NULL, "null"),
    ];
    let words: Vec<_> = words.into_iter().filter(|(one, _)| types.contains(*one)).map(|(_, word)| word).collect();
    match words.split_last() {
        None => "nothing".to_owned(),
        Some((only, [])) => (*only).to_owned(),
        Some((last, rest)) => format!("{} or {last}", rest.join(", ")),
    }
}
