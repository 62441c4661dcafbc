//! A form from the properties of an object.
//!
//! Owns the way from values to pairs. Must not know schemas: what a property is follows from its value.

use serde_json::{Map, Value};

use super::super::operation::{Encoding, Notation, Parameter};
use super::super::percent;
use super::super::schema::Schema;
use super::super::style::ambiguous;
use super::super::style::encode::encode;

/// The form of an object, written by these encodings.
pub fn write(encodings: &[Encoding], properties: &Map<String, Value>) -> String {
    let pairs =
        properties.iter().filter_map(|(name, value)| match encodings.iter().find(|encoding| encoding.name == name) {
            None => plain(name, value, text),
            // A form that is no multipart body has no parts.
            Some(Encoding {
                notation: Notation::Plain | Notation::File | Notation::FileOrValue | Notation::Encoded(_),
                ..
            }) => plain(name, value, text),
            Some(Encoding { notation: Notation::Json, .. }) => plain(name, value, Value::to_string),
            Some(Encoding { name, notation: Notation::Style { style, explode, allow_reserved }, .. }) => {
                let parameter = Parameter::query(name, &Schema::ANY).style(*style, *explode);
                encode(&Parameter { allow_reserved: *allow_reserved, ..parameter }, value)
            }
        });
    pairs.collect::<Vec<_>>().join("&")
}

/// Whether a reader finds what the styles of properties write.
///
/// # Errors
/// What it would not find.
pub fn check(encodings: &[Encoding], properties: &Map<String, Value>) -> Result<(), String> {
    for (name, value) in properties {
        let style = encodings.iter().find(|encoding| encoding.name == name).map(|encoding| encoding.notation);
        if let Some(Notation::Style { style, explode, .. }) = style {
            let parameter = Parameter::query("", &Schema::ANY).style(style, explode);
            ambiguous::check(&parameter, value).map_err(|reason| format!("`{name}`: {reason}"))?;
        }
    }
    Ok(())
}

/// One pair for each item of an array, one for any other value. `None` where there is nothing to send.
fn plain(name: &str, value: &Value, text: fn(&Value) -> String) -> Option<String> {
    let name = percent::encode_form(name);
    let pair = |value: &Value| format!("{name}={}", percent::encode_form(&text(value)));
    match value {
        Value::Null => None,
        Value::Array(items) => {
            let pairs: Vec<String> = items.iter().filter(|item| !item.is_null()).map(pair).collect();
            (!pairs.is_empty()).then(|| pairs.join("&"))
        }
        value => Some(pair(value)),
    }
}

/// A string without quotes; of everything else the JSON text.
fn text(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}
