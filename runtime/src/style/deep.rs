//! The style `deepObject`: `name[a][b]=value`, `name[]=value`, `name[0][a]=value`.
//!
//! Owns the conversion of names with brackets to a value, at any depth. Must not know other styles.
//!
//! Source: OpenAPI 3.2, section "Style Values", for one level; deeper levels follow the same convention as the client's
//! encoder.

use std::collections::BTreeMap;

use serde_json::{Map, Value};

use super::super::schema::{Schema, Types};
use super::super::violation::Violation;
use super::decode::{Kind, Text, kind, scalar, unreadable};
use super::pairs::Pairs;

/// How many brackets a name may have.
const MAX_DEPTH: usize = 32;

/// One pair: the keys in its brackets, and its value.
type Entry<'a> = (Vec<&'a str>, &'a str);

/// The value of the parameter of this name; `None` when no pair has it.
///
/// # Errors
/// When names contradict each other, or a value cannot be read.
pub fn decode(name: &str, schema: &Schema, pairs: &Pairs<'_>, text: Text) -> Result<Option<Value>, Violation> {
    let mut entries: Vec<Entry<'_>> = Vec::new();
    for (other, value) in &pairs.0 {
        let Some(keys) = other.strip_prefix(name).and_then(keys) else { continue };
        if keys.len() > MAX_DEPTH {
            return Err(unreadable(format!("must not be nested deeper than {MAX_DEPTH} levels")));
        }
        entries.push((keys, value));
    }
    if entries.is_empty() { Ok(None) } else { assemble(schema, entries, 0, text).map(Some) }
}

/// `[a][b]` as `a`, `b`; `None` when the text is anything else.
fn keys(mut text: &str) -> Option<Vec<&str>> {
    let mut keys = Vec::new();
    while !text.is_empty() {
        let (key, rest) = text.strip_prefix('[')?.split_once(']')?;
        keys.push(key);
        text = rest;
    }
    Some(keys)
}

/// The value of the entries that share their first keys. Goes as deep as [`MAX_DEPTH`].
fn assemble(schema: &Schema, entries: Vec<Entry<'_>>, depth: usize, text: Text) -> Result<Value, Violation> {
    let leaf = match entries.as_slice() {
        [(keys, value)] if keys.len() == depth => Some(*value),
        _ => None,
    };
    if let Some(value) = leaf {
        return scalar(schema, value, text);
    }
    let mut groups: BTreeMap<&str, Vec<Entry<'_>>> = BTreeMap::new();
    let mut order = Vec::new();
    for (keys, value) in entries {
        let key = *keys.get(depth).ok_or_else(|| unreadable("is given more than once"))?;
        let group = groups.entry(key).or_default();
        if group.is_empty() {
            order.push(key);
        }
        group.push((keys, value));
    }
    let says_nothing = schema.types() == Types::ALL;
    match kind(schema, true) {
        Kind::Array => array(schema, groups, depth, text),
        Kind::Scalar if says_nothing && is_list(&order) => array(schema, groups, depth, text),
        Kind::Scalar | Kind::Object => object(schema, groups, &order, depth, text),
    }
}

/// Whether different keys are those of an array: empty, or the indices from zero on.
fn is_list(keys: &[&str]) -> bool {
    let is_index = |key: &&str| key.parse::<usize>().is_ok_and(|index| index < keys.len());
    keys == [""] || keys.iter().all(is_index)
}

/// The items without an index in their order, then those with one by it.
fn array(
    schema: &Schema,
    mut groups: BTreeMap<&str, Vec<Entry<'_>>>,
    depth: usize,
    text: Text,
) -> Result<Value, Violation> {
    let mut values = Vec::new();
    let plain = groups.remove("").unwrap_or_default().into_iter().map(|entry| vec![entry]);
    let mut indexed = Vec::new();
    for (key, entries) in groups {
        let index: u32 = key.parse().map_err(|_| unreadable("must be the index of an item").under(key))?;
        indexed.push((index, entries));
    }
    indexed.sort_by_key(|(index, _)| *index);
    for entries in plain.chain(indexed.into_iter().map(|(_, entries)| entries)) {
        let index = values.len();
        let item = assemble(schema.item(index), entries, depth + 1, text);
        values.push(item.map_err(|violation| violation.under(&index.to_string()))?);
    }
    Ok(Value::Array(values))
}

fn object<'a>(
    schema: &Schema,
    mut groups: BTreeMap<&'a str, Vec<Entry<'a>>>,
    order: &[&'a str],
    depth: usize,
    text: Text,
) -> Result<Value, Violation> {
    let mut properties = Map::new();
    for key in order {
        let entries = groups.remove(key).unwrap_or_default();
        let property = assemble(schema.property_or_any(key), entries, depth + 1, text);
        properties.insert((*key).to_owned(), property.map_err(|violation| violation.under(key))?);
    }
    Ok(Value::Object(properties))
}
