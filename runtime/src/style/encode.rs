//! A parameter's value as text, in the styles of OpenAPI.
//!
//! Owns the table of styles and the decisions for combinations that the specification leaves undefined: an unknown pairing of
//! style and location is written as `form` or `simple`; a value nested deeper than the style allows is written as its
//! JSON text; `deepObject` continues with `a[b][c]`, `a[b][]` for arrays of scalars and `a[b][0][c]` for other arrays.
//! Must not know how a request is put together.
//!
//! Source: OpenAPI 3.2, sections "Style Values" and "Appendix C"; RFC 6570, section 3.2.

use serde_json::{Map, Value};

use super::super::operation::{Location, Parameter, Style};
use super::super::percent;

/// The parameter as it stands in its location: `;name=a` or `a` in a path, `name=a&name=b` in a query, `a,b` in a header,
/// `name=a; name=b` in a cookie. `None` where there is nothing to send: null, an empty array, an empty object. Only a required
/// header has a form for an empty array.
pub fn encode(parameter: &Parameter, value: &Value) -> Option<String> {
    let name = parameter.name;
    if parameter.style == Style::Json {
        return json(parameter, value);
    }
    if parameter.location == Location::Header && parameter.required && value.as_array().is_some_and(Vec::is_empty) {
        return Some(String::new());
    }
    let shape = Shape::of(value)?;
    let text = Text::of(parameter);
    let explode = parameter.explode;
    if let (Shape::Array(items), false) = (&shape, parameter.inner.is_empty()) {
        return Some(nested(parameter, items, text));
    }
    let delimiter = delimiter(parameter.style, text);
    match (parameter.location, parameter.style) {
        (Location::Path, Style::Matrix) => Some(matrix(&text.name(name), &shape, explode, text)),
        (Location::Path, Style::Label) => {
            let separator = if explode { "." } else { "," };
            Some(format!(".{}", shape.list(separator, explode, text)))
        }
        (Location::Path | Location::Header, _) => Some(shape.list(delimiter, explode, text)),
        (Location::Query, Style::DeepObject) if !matches!(shape, Shape::Scalar(_)) => deep(name, value, text),
        (Location::Query, _) => Some(form(name, &shape, (!explode).then_some(delimiter), "&", text)),
        (Location::Cookie, _) => Some(form(name, &shape, (!explode).then_some(","), "; ", text)),
    }
}

/// What stands between the items of an array.
fn delimiter(style: Style, text: Text) -> &'static str {
    match (style, matches!(text, Text::Raw)) {
        (Style::SpaceDelimited, true) => " ",
        (Style::SpaceDelimited, false) => "%20",
        (Style::PipeDelimited, true) => "|",
        (Style::PipeDelimited, false) => "%7C",
        (Style::TabDelimited, true) => "\t",
        (Style::TabDelimited, false) => "%09",
        (
            Style::Simple
            | Style::Form
            | Style::Matrix
            | Style::Label
            | Style::DeepObject
            | Style::Cookie
            | Style::Json,
            _,
        ) => ",",
    }
}

/// An array of arrays, each with a delimiter of its own (OpenAPI 2.0).
fn nested(parameter: &Parameter, items: &[&Value], text: Text) -> String {
    let items: Vec<String> = items.iter().map(|item| joined(item, parameter.inner, text)).collect();
    let delimiter = delimiter(parameter.style, text);
    let name = || text.name(parameter.name);
    match (parameter.location, parameter.explode) {
        (Location::Path | Location::Header, _) => items.join(delimiter),
        (Location::Query | Location::Cookie, false) => format!("{}={}", name(), items.join(delimiter)),
        (Location::Query | Location::Cookie, true) => {
            items.iter().map(|item| format!("{}={item}", name())).collect::<Vec<_>>().join("&")
        }
    }
}

/// Recurses as deep as there are styles.
fn joined(value: &Value, styles: &[Style], text: Text) -> String {
    match (value, styles.split_first()) {
        (Value::Array(items), Some((style, inner))) => {
            let items = items.iter().filter(|item| !item.is_null()).map(|item| joined(item, inner, text));
            items.collect::<Vec<_>>().join(delimiter(*style, text))
        }
        _ => text.value(value),
    }
}

/// A parameter that is JSON. Null has a form of its own here, but an optional parameter is left out instead.
fn json(parameter: &Parameter, value: &Value) -> Option<String> {
    if value.is_null() && !parameter.required {
        return None;
    }
    let text = value.to_string();
    Some(match parameter.location {
        Location::Header => text,
        Location::Path => percent::encode(&text),
        Location::Query | Location::Cookie => format!("{}={}", percent::encode(parameter.name), percent::encode(&text)),
    })
}

/// The encoding of data, before it is joined by delimiters.
#[derive(Clone, Copy)]
enum Text {
    /// Everything but unreserved characters is percent-encoded.
    Unreserved,
    /// Reserved characters are not encoded, in values.
    Reserved,
    /// Neither are they here, but for those that a query uses itself: `&` ends a pair, `+` is a space.
    ReservedInQuery,
    /// Nothing is encoded: headers, and the style `cookie`.
    Raw,
}

impl Text {
    fn of(parameter: &Parameter) -> Self {
        match (parameter.location, parameter.style) {
            (Location::Header, _) | (Location::Cookie, Style::Cookie) => Self::Raw,
            (Location::Query, _) if parameter.allow_reserved => Self::ReservedInQuery,
            _ if parameter.allow_reserved => Self::Reserved,
            _ => Self::Unreserved,
        }
    }

    fn value(self, value: &Value) -> String {
        let mut text = String::new();
        self.push(&mut text, value);
        text
    }

    fn push(self, target: &mut String, value: &Value) {
        match value {
            Value::String(text) => self.push_text(target, text),
            Value::Null | Value::Bool(_) | Value::Number(_) | Value::Array(_) | Value::Object(_) => {
                self.push_text(target, &value.to_string());
            }
        }
    }

    fn push_text(self, target: &mut String, text: &str) {
        match self {
            Self::Unreserved => percent::push(target, text),
            Self::Reserved => percent::push_reserved(target, text),
            Self::ReservedInQuery => {
                target.push_str(&percent::encode_reserved(text).replace('&', "%26").replace('+', "%2B"));
            }
            Self::Raw => target.push_str(text),
        }
    }

    fn push_name(self, target: &mut String, name: &str) {
        match self {
            Self::Unreserved | Self::Reserved | Self::ReservedInQuery => percent::push(target, name),
            Self::Raw => target.push_str(name),
        }
    }

    /// Names stay unambiguous even where values may hold reserved characters.
    fn name(self, name: &str) -> String {
        let mut text = String::new();
        self.push_name(&mut text, name);
        text
    }
}

/// The shape of a value for a style. Null and empty values are undefined (RFC 6570, section 2.3) and not sent.
enum Shape<'a> {
    Scalar(&'a Value),
    Array(Vec<&'a Value>),
    Object(Vec<(&'a String, &'a Value)>),
}

impl<'a> Shape<'a> {
    fn of(value: &'a Value) -> Option<Self> {
        match value {
            Value::Null => None,
            Value::Bool(_) | Value::Number(_) | Value::String(_) => Some(Self::Scalar(value)),
            Value::Array(items) => {
                let items: Vec<_> = items.iter().filter(|item| !item.is_null()).collect();
                (!items.is_empty()).then_some(Self::Array(items))
            }
            Value::Object(properties) => {
                let properties = present(properties);
                (!properties.is_empty()).then_some(Self::Object(properties))
            }
        }
    }

    /// All parts, joined: `a`, `a,b`, `k,v,k,v` or, exploded, `k=v,k=v`.
    fn list(&self, separator: &str, explode: bool, text: Text) -> String {
        let mut list = String::new();
        self.push_list(&mut list, separator, explode, text);
        list
    }

    fn push_list(&self, target: &mut String, separator: &str, explode: bool, text: Text) {
        match self {
            Self::Scalar(value) => text.push(target, value),
            Self::Array(items) => {
                for (index, item) in items.iter().enumerate() {
                    target.push_str(if index == 0 { "" } else { separator });
                    text.push(target, item);
                }
            }
            Self::Object(properties) => {
                for (index, (key, value)) in properties.iter().enumerate() {
                    target.push_str(if index == 0 { "" } else { separator });
                    text.push_name(target, key);
                    target.push_str(if explode { "=" } else { separator });
                    text.push(target, value);
                }
            }
        }
    }
}

fn present(properties: &Map<String, Value>) -> Vec<(&String, &Value)> {
    properties.iter().filter(|(_, value)| !value.is_null()).collect()
}

/// `;name=a`; the name alone where the value is empty.
fn matrix(name: &str, shape: &Shape<'_>, explode: bool, text: Text) -> String {
    let pair =
        |name: &str, value: String| if value.is_empty() { format!(";{name}") } else { format!(";{name}={value}") };
    match shape {
        Shape::Array(items) if explode => items.iter().map(|item| pair(name, text.value(item))).collect(),
        Shape::Object(properties) if explode => {
            properties.iter().map(|(key, value)| pair(&text.name(key), text.value(value))).collect()
        }
        Shape::Scalar(_) | Shape::Array(_) | Shape::Object(_) => pair(name, shape.list(",", false, text)),
    }
}

/// `name=a`; with a delimiter `name=a,b`, without one (exploded) a pair for each item or property.
fn form(name: &str, shape: &Shape<'_>, delimiter: Option<&str>, between: &str, text: Text) -> String {
    let mut pairs = String::new();
    let mut pair = |name: &str, value: &Value| {
        if !pairs.is_empty() {
            pairs.push_str(between);
        }
        text.push_name(&mut pairs, name);
        pairs.push('=');
        text.push(&mut pairs, value);
    };
    match (shape, delimiter) {
        (Shape::Scalar(value), _) => pair(name, value),
        (Shape::Array(_) | Shape::Object(_), Some(delimiter)) => {
            text.push_name(&mut pairs, name);
            pairs.push('=');
            shape.push_list(&mut pairs, delimiter, false, text);
        }
        (Shape::Array(items), None) => items.iter().for_each(|item| pair(name, item)),
        (Shape::Object(properties), None) => properties.iter().for_each(|(key, value)| pair(key, value)),
    }
    pairs
}

/// `name[key]=a`, as deep as the value goes.
fn deep(name: &str, value: &Value, text: Text) -> Option<String> {
    let mut pairs = Vec::new();
    deep_pairs(&text.name(name), value, text, &mut pairs);
    (!pairs.is_empty()).then(|| pairs.join("&"))
}

/// Recurses as deep as the value is nested, which is what serializing it already did.
fn deep_pairs(name: &str, value: &Value, text: Text, pairs: &mut Vec<String>) {
    match Shape::of(value) {
        None => {}
        Some(Shape::Scalar(value)) => pairs.push(format!("{name}={}", text.value(value))),
        Some(Shape::Array(items)) => {
            let scalars = items.iter().all(|item| matches!(Shape::of(item), Some(Shape::Scalar(_))));
            for (index, item) in items.into_iter().enumerate() {
                let index = if scalars { String::new() } else { index.to_string() };
                deep_pairs(&format!("{name}%5B{index}%5D"), item, text, pairs);
            }
        }
        Some(Shape::Object(properties)) => {
            for (key, value) in properties {
                deep_pairs(&format!("{name}%5B{}%5D", text.name(key)), value, text, pairs);
            }
        }
    }
}
