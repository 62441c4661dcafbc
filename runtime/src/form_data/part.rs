//! The parts that a property becomes: one, or one for each item of an array.
//!
//! Owns the defaults of the specification for the media type of a part. Must not know the bytes between parts.
//!
//! Source: OpenAPI 3.2, section "Encoding Object", field `contentType`.

use serde_json::Value;

use super::super::media_type::MediaType;
use super::super::operation::{Encoding, Notation, Style};
use super::file::{Content, File};

/// A part of a form.
#[derive(Debug)]
pub(super) struct Part {
    pub(super) name: String,
    pub(super) filename: Option<String>,
    pub(super) content_type: String,
    pub(super) headers: Vec<(String, String)>,
    pub(super) content: Content,
}

/// The media type of bytes of which nothing is known.
const BYTES: &str = "application/octet-stream";

/// The parts of a value: none for null, one for each item of an array.
pub(super) fn of_value(name: &str, encoding: Option<&Encoding>, value: &Value) -> Result<Vec<Part>, String> {
    if let Some(Encoding { notation: Notation::Style { style, explode, .. }, .. }) = encoding {
        return of_style(name, *style, *explode, value);
    }
    let items = match value {
        Value::Array(items) => items.as_slice(),
        single => std::slice::from_ref(single),
    };
    Ok(items.iter().filter(|item| !item.is_null()).map(|item| of_item(name, encoding, item)).collect())
}

fn of_item(name: &str, encoding: Option<&Encoding>, item: &Value) -> Part {
    let stated = encoding.map(|encoding| first(encoding.content_type)).filter(|stated| !stated.is_empty());
    let is_json = matches!(encoding.map(|encoding| encoding.notation), Some(Notation::Json));
    let (text, usual) = match item {
        Value::String(text) if !is_json => (text.clone(), of_text(text)),
        Value::Bool(_) | Value::Number(_) if !is_json => (item.to_string(), "text/plain"),
        other => (other.to_string(), "application/json"),
    };
    match encoding.map(|encoding| encoding.notation) {
        Some(Notation::Encoded(encoding)) => {
            let header = ("Content-Transfer-Encoding".to_owned(), encoding.to_owned());
            Part { headers: vec![header], ..text_part(name, stated.unwrap_or(BYTES), text) }
        }
        _ => text_part(name, stated.unwrap_or(usual), text),
    }
}

/// A text says its characters where they are not those of every charset.
fn of_text(text: &str) -> &'static str {
    if text.is_ascii() { "text/plain" } else { "text/plain; charset=utf-8" }
}

fn text_part(name: &str, content_type: &str, text: String) -> Part {
    let content = Content::Bytes(text.into());
    let (name, content_type) = (name.to_owned(), content_type.to_owned());
    Part { name, filename: None, content_type, headers: Vec::new(), content }
}

/// The parts of a value in a style: names and texts as in a query, without percent-encoding.
///
/// # Errors
/// When the data has the delimiter of the style in it: nothing escapes it there.
fn of_style(name: &str, style: Style, explode: bool, value: &Value) -> Result<Vec<Part>, String> {
    let delimiter = match style {
        Style::SpaceDelimited => " ",
        Style::PipeDelimited => "|",
        Style::TabDelimited => "\t",
        Style::Simple
        | Style::Form
        | Style::Matrix
        | Style::Label
        | Style::DeepObject
        | Style::Cookie
        | Style::Json => ",",
    };
    let is_deep = style == Style::DeepObject;
    let part = |name: &str, text: String| text_part(name, of_text(&text), text.clone());
    let joined = |texts: Vec<String>| match texts.iter().find(|text| text.contains(delimiter)) {
        Some(text) => Err(format!("`{}` has the delimiter of its style in it", text.escape_debug())),
        None if texts.is_empty() => Ok(Vec::new()),
        None => Ok(vec![part(name, texts.join(delimiter))]),
    };
    Ok(match value {
        Value::Null => Vec::new(),
        Value::Array(items) if explode => items.iter().filter_map(text).map(|text| part(name, text)).collect(),
        Value::Array(items) => {
            return joined(items.iter().filter_map(text).collect());
        }
        Value::Object(properties) if is_deep || explode => {
            let named = |key: &str| if is_deep { format!("{name}[{key}]") } else { key.to_owned() };
            let texts = properties.iter().filter_map(|(key, value)| Some((named(key), text(value)?)));
            texts.map(|(name, text)| part(&name, text)).collect()
        }
        Value::Object(properties) => {
            let pairs = properties.iter().filter_map(|(key, value)| Some([key.clone(), text(value)?]));
            return joined(pairs.flatten().collect());
        }
        Value::Bool(_) | Value::Number(_) | Value::String(_) => {
            text(value).map(|text| part(name, text)).into_iter().collect()
        }
    })
}

/// The text of a single value; of an array or an object its JSON. `None` for null.
fn text(value: &Value) -> Option<String> {
    match value {
        Value::Null => None,
        Value::String(text) => Some(text.clone()),
        other @ (Value::Bool(_) | Value::Number(_) | Value::Array(_) | Value::Object(_)) => Some(other.to_string()),
    }
}

/// The part of a file.
///
/// # Errors
/// When its media type is not one of those that are stated, or it has none and several are.
pub(super) fn of_file(name: &str, encoding: Option<&Encoding>, file: File) -> Result<Part, String> {
    let stated = encoding.map_or("", |encoding| encoding.content_type);
    let File { name: filename, content, content_type, headers } = file;
    let content_type = file_type(stated, content_type)?;
    Ok(Part { name: name.to_owned(), filename: Some(filename), content_type, headers, content })
}

/// The media type of a file: the one that it was given, else the only one that is stated, else that of bytes.
fn file_type(stated: &str, given: Option<String>) -> Result<String, String> {
    let declared: Vec<&str> = stated.split(',').map(str::trim).filter(|name| !name.is_empty()).collect();
    let includes = |given: &str| {
        declared.iter().any(|name| MediaType::parse(name).is_some_and(|range| range.includes(given)) || *name == given)
    };
    match (given, declared.as_slice()) {
        (Some(given), []) => Ok(given),
        (Some(given), _) if includes(&given) => Ok(given),
        (Some(given), _) => {
            Err(format!("its media type is `{}`, and must be {}", given.escape_debug(), declared.join(" or ")))
        }
        (None, [only]) if MediaType::parse(only).is_none_or(|only| !only.is_range()) => Ok((*only).to_owned()),
        (None, []) => Ok(BYTES.to_owned()),
        (None, _) if includes(BYTES) => Ok(BYTES.to_owned()),
        (None, _) => Err(format!("say by `content_type` which media type it is: {}", declared.join(" or "))),
    }
}

/// The first of several media types.
fn first(stated: &'static str) -> &'static str {
    stated.split(',').next().unwrap_or_default().trim()
}
