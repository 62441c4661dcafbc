//! Makes the enums of listed strings and of listed numbers.
//!
//! Owns what the values are called and what is said of them. Must not know Rust's other types.

use crate::api::{Number, Schema};
use crate::diagnostic::Sink;
use crate::rust::{self, Chosen, Docs, Item, Name, NumberEnum, NumberVariant, StringEnum, Variant};
use crate::value::Value;

use crate::lower::docs;
use crate::lower::merge::context::Context;
use crate::lower::names::renames;
use crate::lower::names::{Case, Namespace, identifier, wanted};
use crate::lower::shape::alternatives;

/// The values of an enum, and whether it has no others.
#[derive(Debug, Clone, Copy)]
pub(in crate::lower) struct Values<'v, T> {
    pub listed: &'v [T],
    pub is_closed: bool,
}

/// What names the values of an enum.
const BY_NAMES: &str = "name the values by `x-enum-varnames`, in their order";

/// The enum of these strings.
pub(in crate::lower) fn string_enum(
    context: Context<'_>,
    schema: &Schema,
    name: Name,
    docs: Docs,
    values: Values<'_, String>,
    sink: &mut Sink,
) -> Item {
    let Values { listed: values, is_closed } = values;
    let said: Vec<Said> =
        values.iter().map(|string| Said::of(context, schema, &Value::String(string.clone()))).collect();
    let spellings: Vec<&str> = said.iter().zip(values).map(|(said, value)| wanted(said.name(), value)).collect();
    let (names, unknown) = variant_names(&spellings, is_closed);
    renames::report(sink, &schema.at, &spellings, &names, Case::Pascal, BY_NAMES);
    let variants = values.iter().zip(names).zip(&said);
    Item::StringEnum(StringEnum {
        at: schema.at.clone(),
        docs,
        name,
        variants: variants
            .map(|((wire, name), said)| Variant { docs: said.docs(shown(wire, &name)), name, wire: wire.clone() })
            .collect(),
        unknown,
        deprecated: schema.notes.deprecated,
        chosen: Chosen::default(),
    })
}

/// The enum of these numbers.
pub(in crate::lower) fn number_enum(
    context: Context<'_>,
    schema: &Schema,
    name: Name,
    docs: Docs,
    values: Values<'_, Number>,
    sink: &mut Sink,
) -> Item {
    let Values { listed: values, is_closed } = values;
    let said: Vec<Said> = values.iter().map(|number| Said::of(context, schema, &value(*number))).collect();
    let plain: Vec<String> = values.iter().map(|number| value(*number).to_json().to_string()).collect();
    let readable = |said: &Said| said.name().map(str::to_owned).or_else(|| said.title.clone());
    let wishes: Vec<Option<String>> = said.iter().map(readable).collect();
    let spellings: Vec<&str> = wishes.iter().zip(&plain).map(|(wish, plain)| wanted(wish.as_deref(), plain)).collect();
    let (names, unknown) = variant_names(&spellings, is_closed);
    renames::report(sink, &schema.at, &spellings, &names, Case::Pascal, BY_NAMES);
    let variants = values.iter().zip(names).zip(&said);
    Item::NumberEnum(NumberEnum {
        at: schema.at.clone(),
        docs,
        name,
        is_float: values.iter().any(|number| matches!(number, Number::Float(_))),
        variants: variants
            .map(|((number, name), said)| NumberVariant { docs: said.docs(None), name, wire: written(*number) })
            .collect(),
        unknown,
        deprecated: schema.notes.deprecated,
        chosen: Chosen::default(),
    })
}

fn value(number: Number) -> Value {
    match number {
        Number::Integer(integer) => Value::Integer(integer),
        Number::Float(float) if float.fract() == 0.0 && float.abs() < i64::MAX as f64 => Value::Integer(float as i128),
        Number::Float(float) => Value::Float(float),
    }
}

/// The number as it is written.
pub(in crate::lower) fn written(number: Number) -> rust::Number {
    match number {
        Number::Integer(integer) => rust::Number::Integer(integer),
        Number::Float(float) => rust::Number::Float(float),
    }
}

/// The names of the variants, and that of the one for all other values where there is one.
fn variant_names(spellings: &[&str], is_closed: bool) -> (Vec<Name>, Option<Name>) {
    let mut variants = Namespace::default();
    let is_taken = spellings.iter().any(|spelling| identifier(spelling, Case::Pascal).as_str() == "Unknown");
    let word = if is_taken { "UnknownValue" } else { "Unknown" };
    let unknown = (!is_closed).then(|| variants.take(&identifier(word, Case::Pascal), "unknown value"));
    (variants.assign(spellings, Case::Pascal), unknown)
}

/// What the author says of a value.
#[derive(Debug, Default)]
struct Said {
    name: Option<String>,
    title: Option<String>,
    description: Option<String>,
}

impl Said {
    /// Names stand in extensions beside `enum`; the rest in the alternative that has this value alone.
    fn of(context: Context<'_>, schema: &Schema, value: &Value) -> Self {
        let is_value =
            |other: &Value| *other == *value || as_number(other).is_some_and(|n| Some(n) == as_number(value));
        let Context { api, shapes, .. } = context;
        let listed = alternatives::asking(api, schema).iter();
        let alternative = listed.copied().find(|id| shapes.only_value(*id).is_some_and(is_value));
        let annotated = alternative.map(|id| &api.schemas[id].notes);
        let named = schema.notes.value_names.iter().find(|(named, _)| is_value(named)).map(|(_, name)| name.clone());
        Self {
            name: named.or_else(|| annotated.and_then(|notes| notes.name.clone())),
            title: annotated.and_then(|notes| notes.title.clone()),
            description: annotated.and_then(|notes| notes.description.clone()),
        }
    }

    fn name(&self) -> Option<&str> {
        self.name.as_deref()
    }

    fn docs(&self, shown: Option<String>) -> Docs {
        docs::paragraphs([self.title.as_deref(), self.description.as_deref(), shown.as_deref()])
    }
}

/// A string as the documentation of its variant shows it, where the name differs from it by more than its case. The documentation
/// of `as_str` shows all strings.
fn shown(wire: &str, name: &Name) -> Option<String> {
    let letters = wire.chars().filter(|sign| !matches!(sign, '_' | '-' | ' ')).flat_map(char::to_lowercase);
    let is_told = letters.eq(name.as_str().chars().flat_map(char::to_lowercase));
    // No line of it may begin a block.
    let is_plain = !wire.is_empty() && !wire.contains(char::is_control);
    (!is_told).then(|| if is_plain { docs::code(wire) } else { docs::code(&format!("{wire:?}")) })
}

fn as_number(value: &Value) -> Option<f64> {
    match value {
        Value::Integer(integer) => Some(*integer as f64),
        Value::Float(float) => Some(*float),
        Value::Null | Value::Bool(_) | Value::String(_) | Value::Array(_) | Value::Object(_) => None,
    }
}
