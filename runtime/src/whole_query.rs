//! A value that is the whole query of a request (`in: querystring`).
//!
//! Owns how it becomes the query, and how a query becomes it: a form, JSON that is percent-encoded once, or text that is.
//! Must not know the rest of a request.
//!
//! Source: OpenAPI 3.2, section "Parameter Object", field `in`, and "Parameter Object Examples".

use serde_json::Value;

use super::form;
use super::operation::{Codec, Operation, Parameter, SchemeKind};
use super::percent;
use super::style::decode::{Booleans, Text, scalar, unreadable};
use super::style::pairs::Pairs;
use super::violation::Violation;

/// The query of a value. `None` where there is nothing to send: null of an optional parameter, an object without properties.
///
/// # Errors
/// If no reader could read the value back.
pub fn write(parameter: &Parameter, codec: Codec, value: &Value) -> Result<Option<String>, String> {
    if value.is_null() && !(parameter.required && matches!(codec, Codec::Json)) {
        return Ok(None);
    }
    let text = match (codec, value) {
        (Codec::Form(encodings), Value::Object(properties)) => {
            form::write::check(encodings, properties)?;
            form::write(encodings, properties)
        }
        (Codec::Raw | Codec::Multipart(_), Value::String(text)) => percent::encode(text),
        (Codec::Json | Codec::Form(_) | Codec::Raw | Codec::Multipart(_), value) => percent::encode(&value.to_string()),
    };
    Ok(Some(text).filter(|text| !text.is_empty()))
}

/// The value of a query, in which a plus is a space. `None` where the query is empty.
///
/// # Errors
/// With everything that cannot be read.
pub fn read(
    parameter: &Parameter,
    codec: Codec,
    query: &str,
    booleans: Booleans,
) -> Result<Option<Value>, Vec<Violation>> {
    match codec {
        // A form without pairs is an object without properties.
        Codec::Form(_) if query.is_empty() && !parameter.required => Ok(None),
        Codec::Form(encodings) => form::read_with(parameter.schema, encodings, query.as_bytes(), booleans).map(Some),
        _ if query.is_empty() => Ok(None),
        Codec::Json => {
            let text = percent::decode(query).ok_or_else(|| vec![unreadable("is not UTF-8")])?;
            let value = serde_json::from_str(&text);
            value.map(Some).map_err(|error| vec![unreadable(format!("is not JSON: {error}"))])
        }
        Codec::Raw | Codec::Multipart(_) => {
            scalar(parameter.schema, query, Text::encoded(booleans)).map(Some).map_err(|violation| vec![violation])
        }
    }
}

/// A query without the API keys that an operation takes in it.
pub fn without_keys(operation: &Operation, query: &str) -> String {
    let schemes = operation.security.iter().flat_map(|alternative| alternative.0);
    let keys: Vec<&str> = schemes
        .filter_map(|(scheme, _)| match scheme.kind {
            SchemeKind::ApiKey(super::operation::Location::Query, key) => Some(key),
            SchemeKind::ApiKey(..) | SchemeKind::Bearer | SchemeKind::Basic | SchemeKind::Other => None,
        })
        .collect();
    let is_key = |pair: &&str| Pairs::of_query(pair).0.first().is_some_and(|(name, _)| keys.contains(&name.as_ref()));
    query.split('&').filter(|pair| !is_key(pair)).collect::<Vec<_>>().join("&")
}
