//! The names that authors want in generated code, by widespread extensions.
//!
//! Owns the table of extensions. They are only names: none changes what is sent, and a malformed one is ignored.
//! `x-rust-type` is passed on as it is written. Must not know what a name is used for.

use crate::source::Node;
use crate::value::Value;

/// Extensions that name an operation, the first that is there is used.
const OPERATION: &[&str] =
    &["x-rust-name", "x-fern-sdk-method-name", "x-speakeasy-name-override", "x-ogen-name", "x-go-name"];

/// Extensions that name a parameter.
const PARAMETER: &[&str] =
    &["x-rust-name", "x-fern-parameter-name", "x-speakeasy-name-override", "x-ogen-name", "x-go-name"];

/// Extensions that name a schema where it is used: a named schema or a property.
const SCHEMA: &[&str] = &["x-rust-name", "x-fern-property-name", "x-speakeasy-name-override", "x-go-name"];

/// Extensions that name the type of a schema, wherever it is used.
const TYPE: &[&str] = &["x-fern-type-name", "x-ogen-name"];

/// Extensions that name the group of an operation. Its own name is unique only in that group.
const GROUPS: &[(&str, &str)] =
    &[("x-fern-sdk-method-name", "x-fern-sdk-group-name"), ("x-speakeasy-name-override", "x-speakeasy-group")];

/// Extensions that list the names of the values of `enum`, in the order of the values.
const VALUES: &[&str] = &["x-enum-varnames", "x-enumNames"];

/// The extension that names a type which exists already.
const RUST_TYPE: &str = "x-rust-type";

/// The extension that names an enum and its values.
const ENUM: &str = "x-ms-enum";

/// The name of an operation, with that of its group before it.
pub(super) fn of_operation(node: &Node<'_>) -> Option<String> {
    let (extension, name) = first(node, OPERATION)?;
    let group = GROUPS.iter().find(|(named, _)| *named == extension).and_then(|(_, group)| node.get(group));
    let words = group.iter().flat_map(|group| match group.value.as_array() {
        Some(names) => names.iter().filter_map(Value::as_str).collect(),
        None => group.value.as_str().into_iter().collect::<Vec<_>>(),
    });
    Some(words.chain([name]).collect::<Vec<_>>().join(" "))
}

/// The name of a parameter.
pub(super) fn of_parameter(node: &Node<'_>) -> Option<String> {
    first(node, PARAMETER).map(|(_, name)| name.to_owned())
}

/// The name of a schema where it is used.
pub(super) fn of_schema(node: &Node<'_>) -> Option<String> {
    first(node, SCHEMA).map(|(_, name)| name.to_owned())
}

/// The path of a type, as it is written: alone, or as the `path` of an object. Any other value is reported later.
pub(super) fn rust_type(node: &Node<'_>) -> Option<String> {
    let stated = node.get(RUST_TYPE)?;
    let path = stated.get("path").and_then(|path| path.as_str());
    let text = path.or(stated.as_str()).map(str::to_owned);
    Some(text.unwrap_or_else(|| stated.value.to_json().to_string()))
}

/// The name of the type of a schema.
pub(super) fn of_type(node: &Node<'_>) -> Option<String> {
    let of_enum = node.get(ENUM).and_then(|named| named.get("name"));
    let of_enum = of_enum.and_then(|name| name.as_str()).filter(|name| !name.is_empty());
    first(node, TYPE).map(|(_, name)| name).or(of_enum).map(str::to_owned)
}

/// The names of the values of `enum`. An array that is not as long as that of the values names none of them.
pub(super) fn of_values(node: &Node<'_>) -> Vec<(Value, String)> {
    let Some(values) = node.value.get("enum").and_then(Value::as_array) else {
        return Vec::new();
    };
    let lists = VALUES.iter().filter_map(|extension| node.value.get(extension)?.as_array());
    if let Some(names) = lists.into_iter().find(|names| names.len() == values.len()) {
        let named = values.iter().zip(names);
        return named.filter_map(|(value, name)| Some((value.clone(), name.as_str()?.to_owned()))).collect();
    }
    let named = node.value.get(ENUM).and_then(|named| named.get("values")).and_then(Value::as_array);
    let named = named.into_iter().flatten();
    named.filter_map(|item| Some((item.get("value")?.clone(), item.get("name")?.as_str()?.to_owned()))).collect()
}

/// The first of these extensions that is a string, and the string.
fn first<'a>(node: &Node<'a>, extensions: &'static [&'static str]) -> Option<(&'static str, &'a str)> {
    let texts = extensions.iter().filter_map(|extension| Some((*extension, node.get(extension)?.as_str()?)));
    texts.into_iter().find(|(_, text)| !text.is_empty())
}
