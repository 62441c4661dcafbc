//! Values that a style can write, and that no reader finds again.
//!
//! Owns which characters of data a style cannot tell from its own delimiters: those that it writes as they are, and those that
//! it writes percent-encoded both as data and as delimiters. Must not know how values are written.
//!
//! Source: OpenAPI 3.2, sections "Style Values" and "Appendix C"; RFC 6570, section 3.2; RFC 6265, section 4.1.1.

use std::borrow::Cow;

use serde_json::{Map, Value};

use super::super::operation::{Location, Parameter, Style};

/// What a style cannot tell from data.
struct Delimiters {
    /// What stands between items, or between properties.
    items: Option<char>,
    /// What stands between the name of a property and its value.
    name: Option<char>,
    /// What stands after the whole parameter.
    end: Option<char>,
}

impl Delimiters {
    fn of(parameter: &Parameter) -> Self {
        let exploded = |delimiter| parameter.explode.then_some(delimiter);
        let joined = |delimiter| (!parameter.explode).then_some(delimiter);
        let none = Self { items: None, name: None, end: None };
        match (parameter.location, parameter.style) {
            // Headers are not encoded.
            (Location::Header, style) => Self { items: Some(delimiter(style)), name: exploded('='), end: None },
            (Location::Cookie, Style::Cookie) => Self { items: joined(','), name: exploded('='), end: Some(';') },
            // A dot is never encoded.
            (Location::Path, Style::Label) => Self { items: exploded('.'), ..none },
            (Location::Query | Location::Path, style) if delimiter(style) != ',' => {
                Self { items: joined(delimiter(style)), ..none }
            }
            _ => none,
        }
    }

    fn are_none(&self) -> bool {
        self.items.is_none() && self.name.is_none() && self.end.is_none()
    }

    /// The first that a text has.
    fn find(&self, text: &str, is_name: bool, is_part: bool) -> Option<char> {
        let name = self.name.filter(|_| is_name);
        let items = self.items.filter(|_| is_part);
        [name, items, self.end].into_iter().flatten().find(|delimiter| text.contains(*delimiter))
    }
}

/// What stands between the items of an array, before it is encoded.
fn delimiter(style: Style) -> char {
    match style {
        Style::SpaceDelimited => ' ',
        Style::PipeDelimited => '|',
        Style::TabDelimited => '\t',
        Style::Simple
        | Style::Form
        | Style::Matrix
        | Style::Label
        | Style::DeepObject
        | Style::Cookie
        | Style::Json => ',',
    }
}

/// Whether a reader finds what a parameter's style writes for this value.
///
/// # Errors
/// What it would not find.
pub fn check(parameter: &Parameter, value: &Value) -> Result<(), String> {
    if (parameter.location, parameter.style) == (Location::Query, Style::DeepObject) {
        return keys(value);
    }
    if parameter.style == Style::Json {
        return Ok(());
    }
    if let (Value::Array(items), false) = (value, parameter.inner.is_empty()) {
        let own = (!parameter.explode).then_some(parameter.style);
        let delimiters = own.into_iter().chain(parameter.inner.iter().copied()).map(delimiter);
        // A comma in data is encoded, except in a header.
        let in_data = delimiters.filter(|delimiter| *delimiter != ',' || parameter.location == Location::Header);
        return nested(items, parameter.inner, &in_data.collect::<Vec<_>>());
    }
    let delimiters = Delimiters::of(parameter);
    if delimiters.are_none() {
        return Ok(());
    }
    let test = |text: &str, is_name: bool, is_part: bool| match delimiters.find(text, is_name, is_part) {
        Some(delimiter) => Err(refusal(delimiter)),
        None => Ok(()),
    };
    match value {
        Value::Array(items) => items.iter().try_for_each(|item| test(&text(item), false, true)),
        Value::Object(properties) => properties
            .iter()
            .filter(|(_, value)| !value.is_null())
            .try_for_each(|(name, value)| test(name, true, true).and_then(|()| test(&text(value), false, true))),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => test(&text(value), false, false),
    }
}

/// The text itself may be a secret.
fn refusal(delimiter: char) -> String {
    format!("`{}` in it is a delimiter of its style", delimiter.escape_default())
}

/// Whether a reader finds the items of arrays in an array. Recurses as deep as there are styles.
fn nested(items: &[Value], styles: &[Style], delimiters: &[char]) -> Result<(), String> {
    for item in items.iter().filter(|item| !item.is_null()) {
        match (item, styles.split_first()) {
            (Value::Array(items), Some(_)) if items.is_empty() => {
                return Err("an empty array in it has no form of its own".to_owned());
            }
            (Value::Array(items), Some((_, inner))) => nested(items, inner, delimiters)?,
            (item, _) => {
                let text = text(item);
                if let Some(delimiter) = delimiters.iter().find(|delimiter| text.contains(**delimiter)) {
                    return Err(refusal(*delimiter));
                }
            }
        }
    }
    Ok(())
}

fn text(value: &Value) -> Cow<'_, str> {
    value.as_str().map_or_else(|| Cow::Owned(value.to_string()), Cow::Borrowed)
}

/// Whether each name of a property can stand in brackets. Goes as deep as the value is nested, which is what serializing it
/// already did.
fn keys(value: &Value) -> Result<(), String> {
    let present = |properties: &Map<String, Value>| -> Result<(), String> {
        for (name, value) in properties.iter().filter(|(_, value)| !value.is_null()) {
            if name.is_empty() || name.contains(['[', ']']) {
                return Err(format!("the property `{name}` cannot be named in the brackets of its style"));
            }
            keys(value)?;
        }
        Ok(())
    };
    match value {
        Value::Object(properties) => present(properties),
        Value::Array(items) => items.iter().try_for_each(keys),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => Ok(()),
    }
}
