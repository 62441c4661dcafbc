//! From text to tree: YAML by serde_yaml, JSON by serde_json, both through one visitor.
//!
//! Owns which texts are accepted and the bounds on them. Must not know where texts come from. The readers' own trees are
//! not used, because they fail on integers beyond 64 bits, let a repeated key win silently and leave `<<` unexpanded.

use std::cell::{Cell, RefCell};
use std::collections::HashSet;
use std::fmt;
use std::path::Path;

use serde::de::{DeserializeSeed, Deserializer, EnumAccess, IgnoredAny, MapAccess, SeqAccess, VariantAccess, Visitor};

use super::failure::Failure;
use super::positions::{Positions, Span, restore_integers};
use crate::bounds::{OPEN_BRACKETS, VALUE_DEPTH};
use crate::diagnostic::codes;
use crate::stack::with_room;
use crate::value::{Object, Value};

/// The notation of a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Format {
    Json,
    Yaml,
}

impl Format {
    /// The notation that is tried first, by the first character: that of objects and arrays is JSON's, all else is YAML.
    pub(super) fn of(text: &str) -> Self {
        if text.trim_start().starts_with(['{', '[']) { Self::Json } else { Self::Yaml }
    }

    /// The notation that the name of a file states.
    fn stated(path: &Path) -> Option<Self> {
        let extension = path.extension()?.to_str()?.to_ascii_lowercase();
        match extension.as_str() {
            "json" => Some(Self::Json),
            "yaml" | "yml" => Some(Self::Yaml),
            _ => None,
        }
    }
}

/// Reads the text of a file, and says in which notation it is. Aliases may add `alias_nodes` values to those that are written out.
///
/// YAML may be written with the brackets of JSON. So what begins with one and is not JSON is read as YAML, unless the name of the
/// file says that it is JSON. The failure is that of the notation which the name states.
pub(super) fn parse(text: &str, path: &Path, alias_nodes: usize) -> (Format, Result<Value, Failure>) {
    let format = Format::of(text);
    if text.trim().is_empty() {
        return (format, Err(Failure::empty()));
    }
    let is_syntax = |failure: &Failure| failure.code == codes::SYNTAX;
    match (format, parse_as(format, text, alias_nodes), Format::stated(path)) {
        (Format::Json, Err(failure), stated @ (None | Some(Format::Yaml))) if is_syntax(&failure) => {
            match parse_as(Format::Yaml, text, alias_nodes) {
                Err(_) if stated.is_none() => (Format::Json, Err(failure)),
                read => (Format::Yaml, read),
            }
        }
        (Format::Yaml, Err(failure), Some(Format::Json)) if is_syntax(&failure) => {
            (Format::Json, parse_as(Format::Json, text, alias_nodes))
        }
        (format, read, _) => (format, read),
    }
}

fn parse_as(format: Format, text: &str, alias_nodes: usize) -> Result<Value, Failure> {
    // Without aliases a text has no more values than bytes.
    let state = State::new(format, alias_nodes.saturating_add(text.len()));
    let seed = Seed { state: &state, depth: 0 };
    let result = match format {
        Format::Json => read_json(text, seed),
        Format::Yaml if brackets_too_deep(text) => Err(Failure::too_deep(Span::default())),
        Format::Yaml => {
            seed.deserialize(serde_yaml::Deserializer::from_str(text)).map_err(|error| Failure::yaml(&error, text))
        }
    };
    let problem = state.problem.into_inner();
    match (result, problem) {
        (Err(failure), Some(problem)) => Err(explain(problem, failure.span, text, format)),
        (Err(failure), None) => Err(failure),
        (Ok(mut value), _) => {
            if state.beyond_64_bits.get() {
                restore_integers(&mut value, text);
            }
            Ok(value)
        }
    }
}

fn read_json(text: &str, seed: Seed<'_>) -> Result<Value, Failure> {
    let mut deserializer = serde_json::Deserializer::from_str(text);
    seed.deserialize(&mut deserializer)
        .and_then(|value| deserializer.end().map(|()| value))
        .map_err(|error| Failure::json(&error, text))
}

/// Whether brackets are nested so deep that serde_yaml, whose time grows with the square of that, must not see them.
///
/// Brackets may stand in prose too, so where there are many, serde-saphyr decides, which is stopped at the first that is too deep.
fn brackets_too_deep(text: &str) -> bool {
    let mut open: usize = 0;
    let many = text.bytes().any(|byte| {
        match byte {
            b'[' | b'{' => open += 1,
            b']' | b'}' => open = open.saturating_sub(1),
            _ => {}
        }
        open > OPEN_BRACKETS
    });
    let too_deep = || {
        let state = State::new(Format::Yaml, usize::MAX);
        let seed = Seed { state: &state, depth: 0 };
        let options = serde_saphyr::options! { budget: None };
        let read =
            serde_saphyr::with_deserializer_from_str_with_options(text, options, |reader| seed.deserialize(reader));
        let stopped = matches!(state.problem.into_inner(), Some(Problem::TooDeep));
        stopped || read.is_err_and(|error| error.to_string().contains("recursion limit"))
    };
    many && with_room(too_deep)
}

/// The fault that the visitor itself finds; the readers would lose its kind.
enum Problem {
    RepeatedKey(String),
    TooDeep,
    TooManyValues,
}

/// The failure for a problem that was found at a position, which for keys is that of their object.
fn explain(problem: Problem, found: Span, text: &str, format: Format) -> Failure {
    match problem {
        Problem::TooDeep => Failure::too_deep(found),
        Problem::TooManyValues => Failure::too_many_values(found),
        Problem::RepeatedKey(key) => match Positions::of(text, format) {
            Some(positions) => Failure::repeated_key(&key, positions.repeated.unwrap_or(found)),
            // The text may be broken further down, which comes first.
            None => syntax(text, format).unwrap_or_else(|| Failure::repeated_key(&key, found)),
        },
    }
}

fn syntax(text: &str, format: Format) -> Option<Failure> {
    match format {
        Format::Json => serde_json::from_str::<IgnoredAny>(text).err().map(|error| Failure::json(&error, text)),
        Format::Yaml => serde_yaml::from_str::<IgnoredAny>(text).err().map(|error| Failure::yaml(&error, text)),
    }
}

/// The state that all visitors of one text share.
struct State {
    format: Format,
    /// How many values may still come.
    budget: Cell<usize>,
    problem: RefCell<Option<Problem>>,
    /// Whether JSON had a number that could be an integer beyond 64 bits, which its reader gives as a float.
    beyond_64_bits: Cell<bool>,
}

impl State {
    fn new(format: Format, budget: usize) -> Self {
        let (budget, problem, beyond_64_bits) = (Cell::new(budget), RefCell::new(None), Cell::new(false));
        Self { format, budget, problem, beyond_64_bits }
    }

    fn object<E: serde::de::Error>(&self, problem: Problem) -> E {
        self.problem.replace(Some(problem));
        E::custom("refused")
    }

    /// Long texts count for more, so that repeating one by aliases is bounded too.
    fn spend<E: serde::de::Error>(&self, text: &str) -> Result<(), E> {
        match self.budget.get().checked_sub(1 + text.len() / 16) {
            Some(left) => {
                self.budget.set(left);
                Ok(())
            }
            None => Err(self.object(Problem::TooManyValues)),
        }
    }
}

/// Reads one value.
#[derive(Clone, Copy)]
struct Seed<'s> {
    state: &'s State,
    depth: usize,
}

impl Seed<'_> {
    fn inner<E: serde::de::Error>(self) -> Result<Self, E> {
        if self.depth == VALUE_DEPTH {
            return Err(self.state.object(Problem::TooDeep));
        }
        Ok(Self { depth: self.depth + 1, ..self })
    }

    fn scalar<E: serde::de::Error>(self, value: Value) -> Result<Value, E> {
        self.state.spend(value.as_str().unwrap_or_default())?;
        Ok(value)
    }
}

impl<'de> DeserializeSeed<'de> for Seed<'_> {
    type Value = Value;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Value, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Seed<'_> {
    type Value = Value;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a value")
    }

    fn visit_unit<E: serde::de::Error>(self) -> Result<Value, E> {
        self.scalar(Value::Null)
    }

    fn visit_none<E: serde::de::Error>(self) -> Result<Value, E> {
        self.scalar(Value::Null)
    }

    fn visit_bool<E: serde::de::Error>(self, flag: bool) -> Result<Value, E> {
        self.scalar(Value::Bool(flag))
    }

    fn visit_i64<E: serde::de::Error>(self, number: i64) -> Result<Value, E> {
        self.scalar(Value::Integer(number.into()))
    }

    fn visit_u64<E: serde::de::Error>(self, number: u64) -> Result<Value, E> {
        self.scalar(Value::Integer(number.into()))
    }

    fn visit_i128<E: serde::de::Error>(self, number: i128) -> Result<Value, E> {
        self.scalar(Value::Integer(number))
    }

    fn visit_u128<E: serde::de::Error>(self, number: u128) -> Result<Value, E> {
        self.scalar(i128::try_from(number).map_or(Value::Float(number as f64), Value::Integer))
    }

    fn visit_f64<E: serde::de::Error>(self, number: f64) -> Result<Value, E> {
        if self.state.format == Format::Json && number.abs() >= i64::MAX as f64 {
            self.state.beyond_64_bits.set(true);
        }
        self.scalar(Value::Float(number))
    }

    fn visit_str<E: serde::de::Error>(self, text: &str) -> Result<Value, E> {
        self.scalar(Value::String(text.to_owned()))
    }

    fn visit_string<E: serde::de::Error>(self, text: String) -> Result<Value, E> {
        self.scalar(Value::String(text))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut access: A) -> Result<Value, A::Error> {
        let inner = self.inner()?;
        self.state.spend("")?;
        let mut items = Vec::new();
        while let Some(item) = access.next_element_seed(inner)? {
            items.push(item);
        }
        Ok(Value::Array(items))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut access: A) -> Result<Value, A::Error> {
        let inner = self.inner()?;
        self.state.spend("")?;
        let mut properties = Properties::default();
        while let Some(key) = access.next_key_seed(Key)? {
            self.state.spend(&key)?;
            let value = access.next_value_seed(inner)?;
            if self.state.format == Format::Yaml && key == "<<" && mergeable(&value) {
                properties.merge(value);
            } else if let Err(key) = properties.insert(key, value) {
                return Err(self.state.object(Problem::RepeatedKey(key)));
            }
        }
        Ok(Value::Object(properties.all))
    }

    /// A value with a YAML tag of its own, such as `!Ref name`, is read without the tag.
    fn visit_enum<A: EnumAccess<'de>>(self, access: A) -> Result<Value, A::Error> {
        let (IgnoredAny, variant) = access.variant()?;
        variant.newtype_variant_seed(self)
    }
}

/// Reads a key as it is written: `200` is `"200"`, `true` is `"true"`.
struct Key;

impl<'de> DeserializeSeed<'de> for Key {
    type Value = String;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<String, D::Error> {
        deserializer.deserialize_str(self)
    }
}

impl Visitor<'_> for Key {
    type Value = String;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a key that is a string, a number, a boolean or null")
    }

    fn visit_str<E: serde::de::Error>(self, text: &str) -> Result<String, E> {
        Ok(text.to_owned())
    }

    fn visit_string<E: serde::de::Error>(self, text: String) -> Result<String, E> {
        Ok(text)
    }
}

/// An object that is being read. Merge keys are those of YAML 1.1 (<https://yaml.org/type/merge.html>).
#[derive(Default)]
struct Properties {
    all: Object,
    /// The names that came by `<<`, which explicit ones override wherever they stand.
    merged: HashSet<String>,
}

impl Properties {
    /// Adds an explicit property. Returns the key where it is there already.
    fn insert(&mut self, key: String, value: Value) -> Result<(), String> {
        if self.all.contains_key(&key) && !self.merged.remove(&key) {
            return Err(key);
        }
        self.all.insert(key, value);
        Ok(())
    }

    fn merge(&mut self, value: Value) {
        match value {
            Value::Object(properties) => {
                for (key, value) in properties {
                    if !self.all.contains_key(&key) {
                        self.merged.insert(key.clone());
                        self.all.insert(key, value);
                    }
                }
            }
            Value::Array(items) => items.into_iter().for_each(|item| self.merge(item)),
            Value::Null | Value::Bool(_) | Value::Integer(_) | Value::Float(_) | Value::String(_) => {}
        }
    }
}

fn mergeable(value: &Value) -> bool {
    match value {
        Value::Object(_) => true,
        Value::Array(items) => items.iter().all(|item| item.as_object().is_some()),
        Value::Null | Value::Bool(_) | Value::Integer(_) | Value::Float(_) | Value::String(_) => false,
    }
}
