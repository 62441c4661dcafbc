//! Null in the place of an array or a map: a client reads the empty one, a server refuses it.

#![cfg(all(feature = "client", feature = "server"))]

use indexmap::IndexMap;
use oasmith_runtime::json::{decode, from_value};
use oasmith_runtime::schema::{Keyword, Schema, Types};
use oasmith_runtime::{object, wire};
use serde_json::{Map, Value, json};

object! {
    Image::new(labels: IndexMap<String, String>, tags: Vec<String>) {
        "Labels" = labels,
        "Tags" = tags,
        "Layers": layers optional(Vec<Vec<i64>>),
    }
}

/// An image.
#[derive(Clone, PartialEq)]
pub struct Image {
    /// Its labels.
    pub labels: IndexMap<String, String>,
    /// Its tags.
    pub tags: Vec<String>,
    /// Its layers.
    pub layers: Option<Vec<Vec<i64>>>,
}

#[test]
fn an_array_and_a_map_may_be_null() {
    let image: Image = decode(br#"{"Labels":null,"Tags":null,"Layers":[null,[1.0]]}"#).unwrap();
    assert_eq!((image.labels.len(), image.tags.len(), image.layers), (0, 0, Some(vec![vec![], vec![1]])));
    // The response itself, and a value that was read before.
    assert_eq!(decode::<Vec<Image>>(b"null").unwrap(), []);
    assert!(decode::<IndexMap<String, Vec<i64>>>(br#"{"a":null}"#).unwrap()["a"].is_empty());
    assert_eq!(from_value::<Map<String, Value>>(Value::Null).unwrap(), Map::new());
    assert_eq!(from_value::<Vec<i64>>(json!([1.0])).unwrap(), [1]);
}

#[test]
fn an_option_and_an_optional_property_stay_none() {
    assert_eq!(decode::<Option<Vec<i64>>>(b"null").unwrap(), None);
    let image: Image = decode(br#"{"Labels":{},"Tags":[],"Layers":null}"#).unwrap();
    assert_eq!(image.layers, None);
}

#[test]
fn nothing_else_may_be_null() {
    let refused = |text: &str| decode::<Vec<Image>>(text.as_bytes()).unwrap_err().to_string();
    assert_eq!(refused("[null]"), "at `[0]`: invalid type: null, expected an object at line 1 column 5");
    let nested = refused(r#"[{"Labels":{"a":null},"Tags":[]}]"#);
    assert_eq!(nested, "at `[0].Labels.a`: invalid type: null, expected a string at line 1 column 20");
    assert_eq!(refused("{}"), "invalid type: map, expected a sequence at line 1 column 0");
    assert_eq!(refused("1"), "invalid type: integer `1`, expected a sequence at line 1 column 1");
}

#[test]
fn a_server_has_refused_it_before() {
    static TAGS: Schema = Schema(&[Keyword::Type(Types::ARRAY)]);
    let violations = TAGS.validate(&Value::Null);
    assert_eq!(violations.len(), 1);
    assert_eq!(violations[0].keyword, "type");
}
