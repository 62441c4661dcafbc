//! The text of a parameter as a value, in the styles of OpenAPI: the inverse of what a client writes.
//!
//! Owns the table of styles. Text is split at its delimiters first and percent-decoded after, so that an encoded delimiter
//! is data; `+` is a plus, because a query has none left when it comes here. The types of the schema decide how a piece of text is read: without types it is a string; where
//! strings are allowed beside numbers, a text that looks like a number is one. Must not know the rest of a request.
//!
//! Source: OpenAPI 3.2, sections "Style Values" and "Appendix C"; RFC 6570, section 3.2.

use std::borrow::Cow;

use serde_json::{Map, Number, Value};

use super::super::operation::{Location, Parameter, Style};
use super::super::schema::{Schema, Types};
use super::super::violation::Violation;
use super::super::{lenient_integer, percent};
use super::deep;
use super::pairs::Pairs;

/// How a piece of text was encoded, how arrays in its array are split, and how strictly it is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Text {
    /// Whether it is percent-encoded, which headers and the style `cookie` are not.
    is_encoded: bool,
    /// Whether white space around a string belongs to it, which headers do not allow.
    has_space: bool,
    booleans: Booleans,
    /// The styles of arrays in an array, from the outside to the inside.
    inner: &'static [Style],
}

impl Text {
    /// Percent-encoded.
    pub const fn encoded(booleans: Booleans) -> Self {
        Self { is_encoded: true, has_space: true, booleans, inner: &[] }
    }

    /// Not encoded.
    pub const fn raw(booleans: Booleans) -> Self {
        Self { is_encoded: false, has_space: false, booleans, inner: &[] }
    }

    /// Not encoded, in a part of a form of its own.
    pub const fn part(booleans: Booleans) -> Self {
        Self { is_encoded: false, has_space: true, booleans, inner: &[] }
    }

    const fn inner(self, inner: &'static [Style]) -> Self {
        Self { inner, ..self }
    }
}

/// Which texts are booleans.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Booleans {
    /// `true` and `false`.
    #[default]
    Strict,
    /// Also `1` and `0`, and `true` and `false` in capitals.
    Lenient,
}

impl Booleans {
    fn read(self, text: &str) -> Option<bool> {
        match (self, text) {
            (_, "true") => Some(true),
            (_, "false") => Some(false),
            (Self::Strict, _) => None,
            (Self::Lenient, "1") => Some(true),
            (Self::Lenient, "0") => Some(false),
            (Self::Lenient, _) if text.eq_ignore_ascii_case("true") => Some(true),
            (Self::Lenient, _) => text.eq_ignore_ascii_case("false").then_some(false),
        }
    }
}

/// The value of a path parameter from its segment of the path.
///
/// # Errors
/// When the schema allows no reading of the text.
pub fn path(parameter: &Parameter, raw: &str, booleans: Booleans) -> Result<Value, Violation> {
    let text = Text::encoded(booleans).inner(parameter.inner);
    let Parameter { name, schema, explode, .. } = *parameter;
    match parameter.style {
        Style::Label => {
            let raw = raw.strip_prefix('.').ok_or_else(|| unreadable("must begin with a dot"))?;
            one(schema, raw, if explode { &["."] } else { &[","] }, explode, text)
        }
        Style::Matrix => {
            let raw = raw.strip_prefix(';').ok_or_else(|| unreadable("must begin with a semicolon"))?;
            let pairs = raw.split(';').map(|pair| pair.split_once('=').unwrap_or((pair, "")));
            let pairs = pairs.filter_map(|(name, value)| Some((percent::decode(name)?, value)));
            let pairs = Pairs(pairs.collect());
            if explode && kind(schema, false) == Kind::Object {
                properties(schema, pairs.0, text)
            } else {
                several(schema, &pairs.get(name), (!explode).then_some(&[","]), text)
            }
        }
        Style::Json => json(raw, text),
        // No other style is one of paths but `simple`.
        Style::Simple
        | Style::Form
        | Style::SpaceDelimited
        | Style::PipeDelimited
        | Style::TabDelimited
        | Style::DeepObject
        | Style::Cookie => one(schema, raw, delimiters(parameter.style, text), explode, text),
    }
}

/// The value of a header parameter from all lines of the header.
///
/// # Errors
/// When the schema allows no reading of the text.
pub fn header(parameter: &Parameter, lines: &[&str], booleans: Booleans) -> Result<Value, Violation> {
    let text = Text::raw(booleans).inner(parameter.inner);
    let line = lines.join(", ");
    match parameter.style {
        Style::Json => json(&line, text),
        Style::Simple
        | Style::Form
        | Style::Matrix
        | Style::Label
        | Style::SpaceDelimited
        | Style::PipeDelimited
        | Style::TabDelimited
        | Style::DeepObject
        | Style::Cookie => one(parameter.schema, &line, delimiters(parameter.style, text), parameter.explode, text),
    }
}

/// The value of a query or cookie parameter; `None` when it is absent. `others` says which names belong to other parameters.
///
/// # Errors
/// When the schema allows no reading of the text.
pub fn pairs(
    parameter: &Parameter,
    pairs: &Pairs<'_>,
    booleans: Booleans,
    others: impl Fn(&str) -> bool,
) -> Result<Option<Value>, Violation> {
    let Parameter { name, schema, style, explode, location, .. } = *parameter;
    if style == Style::Json {
        return match pairs.get(name).as_slice() {
            [] => Ok(None),
            [only] => json(only, Text::encoded(booleans)).map(Some),
            _ => Err(unreadable("is given more than once")),
        };
    }
    let is_raw = location == Location::Cookie && style == Style::Cookie;
    let text = if is_raw { Text::raw(booleans) } else { Text::encoded(booleans) }.inner(parameter.inner);
    let kind = kind(schema, false);
    let can_nest = [Types::ARRAY, Types::OBJECT].into_iter().any(|nested| schema.types().contains(nested));
    if style == Style::DeepObject && can_nest {
        return deep::decode(name, schema, pairs, text);
    }
    if explode && kind == Kind::Object {
        let open = schema.additional_properties().is_some() || schema.properties().next().is_none();
        let mine = |name: &str| schema.property(name).is_some() || (open && !others(name));
        let pairs: Vec<_> = pairs.0.iter().filter(|(name, _)| mine(name)).cloned().collect();
        return if pairs.is_empty() { Ok(None) } else { properties(schema, pairs, text).map(Some) };
    }
    let delimiters = delimiters(style, text);
    match pairs.get(name).as_slice() {
        [] => Ok(None),
        [""] if parameter.allow_empty => Ok(of_name_alone(schema)),
        values => several(schema, values, (!explode).then_some(delimiters), text).map(Some),
    }
}

/// What may stand between the items of an array.
fn delimiters(style: Style, text: Text) -> &'static [&'static str] {
    match style {
        Style::SpaceDelimited => {
            if text.is_encoded {
                &["%20"]
            } else {
                &[" "]
            }
        }
        Style::TabDelimited => {
            if text.is_encoded {
                &["%09"]
            } else {
                &["\t"]
            }
        }
        Style::PipeDelimited if text.is_encoded => &["|", "%7C", "%7c"],
        Style::PipeDelimited => &["|"],
        Style::Simple
        | Style::Form
        | Style::Matrix
        | Style::Label
        | Style::DeepObject
        | Style::Cookie
        | Style::Json => &[","],
    }
}

/// What a parameter says that has no value (`?name`), where the description allows it: a flag is set, an array or an object
/// has nothing in it. A number says nothing: it is absent.
fn of_name_alone(schema: &Schema) -> Option<Value> {
    let types = schema.types();
    if types.contains(Types::STRING) {
        Some(Value::String(String::new()))
    } else if types.contains(Types::BOOLEAN) {
        Some(Value::Bool(true))
    } else if types.contains(Types::ARRAY) {
        Some(Value::Array(Vec::new()))
    } else if types.contains(Types::OBJECT) {
        Some(Value::Object(Map::new()))
    } else {
        types.contains(Types::NULL).then_some(Value::Null)
    }
}

/// A parameter that is JSON.
fn json(raw: &str, text: Text) -> Result<Value, Violation> {
    let decoded = decoded(raw, text, Types::STRING).ok_or_else(|| unreadable("is not UTF-8"))?;
    serde_json::from_str(&decoded).map_err(|error| unreadable(format!("is not JSON: {error}")))
}

/// The violation of a text that cannot be read.
pub fn unreadable(message: impl Into<String>) -> Violation {
    Violation::new("", "type", message)
}

/// The shape that a style reads.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// One piece of text.
    Scalar,
    /// Several pieces.
    Array,
    /// Several pieces with names.
    Object,
}

/// How a schema reads a text; where scalars and arrays are allowed, several pieces are an array.
pub fn kind(schema: &Schema, several: bool) -> Kind {
    let types = schema.types();
    if types == Types::ALL {
        return match (schema.properties().next(), schema.additional_properties()) {
            (None, None) => Kind::Scalar,
            _ => Kind::Object,
        };
    }
    let scalars = [Types::STRING, Types::INTEGER, Types::BOOLEAN].into_iter().any(|scalar| types.contains(scalar));
    if types.contains(Types::ARRAY) && (several || !scalars) {
        Kind::Array
    } else if types.contains(Types::OBJECT) && !scalars {
        Kind::Object
    } else {
        Kind::Scalar
    }
}

/// A value from the texts under one name: one for each item where there are no delimiters, otherwise one text for all.
fn several(schema: &Schema, values: &[&str], delimiters: Option<&[&str]>, text: Text) -> Result<Value, Violation> {
    match (values, delimiters) {
        (values, None) if kind(schema, values.len() > 1) == Kind::Array => items(schema, values, text),
        ([only], delimiters) => one(schema, only, delimiters.unwrap_or_default(), false, text),
        (values, Some(delimiters)) if kind(schema, true) == Kind::Array => {
            let pieces: Vec<_> = values.iter().flat_map(|value| cut(value, delimiters)).collect();
            items(schema, &pieces, text)
        }
        ([], _) => Err(unreadable("is not given by its name")),
        _ => Err(unreadable("is given more than once")),
    }
}

/// A value from one text.
fn one(schema: &Schema, raw: &str, delimiters: &[&str], explode: bool, text: Text) -> Result<Value, Violation> {
    let pieces = cut(raw, delimiters);
    match kind(schema, pieces.len() > 1) {
        Kind::Scalar => scalar(schema, raw, text),
        Kind::Array => items(schema, &pieces, text),
        Kind::Object => {
            let odd = || unreadable("must be names with their values");
            let pairs: Option<Vec<(&str, &str)>> = if explode {
                pieces.iter().map(|piece| piece.split_once('=')).collect()
            } else {
                pieces.chunks(2).map(|pair| if let [key, value] = pair { Some((*key, *value)) } else { None }).collect()
            };
            let pairs = pairs
                .ok_or_else(odd)?
                .into_iter()
                .map(|(key, value)| Some((decoded(key, text, Types::STRING)?, value)));
            properties(schema, pairs.collect::<Option<_>>().ok_or_else(odd)?, text)
        }
    }
}

/// Splits at every one of the delimiters.
fn cut<'t>(text: &'t str, delimiters: &[&str]) -> Vec<&'t str> {
    let mut pieces = vec![text];
    for delimiter in delimiters {
        pieces = pieces.into_iter().flat_map(|piece| piece.split(delimiter)).collect();
    }
    pieces
}

fn items(schema: &Schema, pieces: &[&str], text: Text) -> Result<Value, Violation> {
    let item = |(index, piece): (usize, &&str)| {
        let schema = schema.item(index);
        let read = match text.inner.split_first() {
            Some((style, inner)) if kind(schema, true) == Kind::Array => {
                items(schema, &cut(piece, delimiters(*style, text)), text.inner(inner))
            }
            Some(_) | None => scalar(schema, piece, text),
        };
        read.map_err(|violation| violation.under(&index.to_string()))
    };
    // An empty header is an empty array.
    match (text.is_encoded, pieces) {
        (false, [""]) => Ok(Value::Array(Vec::new())),
        _ => pieces.iter().enumerate().map(item).collect(),
    }
}

fn properties(schema: &Schema, pairs: Vec<(Cow<'_, str>, &str)>, text: Text) -> Result<Value, Violation> {
    let mut properties = Map::new();
    for (name, raw) in pairs {
        let value = scalar(schema.property_or_any(&name), raw, text).map_err(|violation| violation.under(&name))?;
        if properties.insert(name.clone().into_owned(), value).is_some() {
            return Err(unreadable("is given more than once").under(&name));
        }
    }
    Ok(Value::Object(properties))
}

fn decoded(raw: &str, text: Text, types: Types) -> Option<Cow<'_, str>> {
    match (text.is_encoded, text.has_space && types.contains(Types::STRING)) {
        (true, _) => percent::decode(raw),
        (false, true) => Some(Cow::Borrowed(raw)),
        (false, false) => Some(Cow::Borrowed(raw.trim())),
    }
}

/// One piece of text as the schema reads it. Arrays and objects that a style cannot write are JSON text.
///
/// # Errors
/// When the schema allows no reading of it.
pub fn scalar(schema: &Schema, raw: &str, text: Text) -> Result<Value, Violation> {
    let types = schema.types();
    let decoded = decoded(raw, text, types).ok_or_else(|| unreadable("is not UTF-8"))?;
    if types == Types::ALL && kind(schema, false) == Kind::Scalar {
        return Ok(Value::String(decoded.into_owned()));
    }
    let nested = || serde_json::from_str(&decoded).ok().filter(|value: &Value| value.is_array() || value.is_object());
    if types == Types::ALL {
        return Ok(nested().unwrap_or_else(|| Value::String(decoded.into_owned())));
    }
    let number = || number(&decoded).filter(|number| !types.contains(Types::STRING) || fits(types, number));
    match (decoded.as_ref(), number()) {
        (_, Some(number)) if types.contains(Types::INTEGER) => Ok(Value::Number(number)),
        (word, _) if types.contains(Types::BOOLEAN) && text.booleans.read(word).is_some() => {
            Ok(Value::from(text.booleans.read(word)))
        }
        _ if types.contains(Types::STRING) => Ok(Value::String(decoded.into_owned())),
        ("", _) if types.contains(Types::NULL) => Ok(Value::Null),
        _ if kind(schema, true) == Kind::Scalar => Err(unreadable(format!("cannot be read as {}", types.words()))),
        _ => nested().ok_or_else(|| unreadable(format!("cannot be read as {}", types.words()))),
    }
}

/// A JSON number; an integer without a fraction.
fn number(text: &str) -> Option<Number> {
    // The parser would allow white space around it.
    if !text.ends_with(|c: char| c.is_ascii_digit()) || text.starts_with(|c: char| c.is_ascii_whitespace()) {
        return None;
    }
    match serde_json::from_str(text).ok()? {
        Value::Number(number) => Some(lenient_integer::number(number)),
        Value::Null | Value::Bool(_) | Value::String(_) | Value::Array(_) | Value::Object(_) => None,
    }
}

fn fits(types: Types, number: &Number) -> bool {
    types.contains(Types::NUMBER) || !number.is_f64()
}
