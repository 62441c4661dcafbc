//! An error has the path to its value, with the alternatives of unions that were read.

#![allow(missing_docs)]

use std::net::Ipv4Addr;

use oasmith_runtime::{closed_enum, json, object, tuple, union, wire};
use serde::de::DeserializeOwned;

closed_enum! {
    pub enum Status {
        On = "on",
        Off = "off",
    }
}

#[derive(Clone, PartialEq)]
pub struct Ipv4Address {
    pub text: Option<String>,
}

object! {
    Ipv4Address::new() {
        "text": text optional(impl Into<String>),
    }
}

#[derive(Clone, PartialEq)]
pub struct Leaf {
    pub id: i64,
    pub status: Option<Status>,
    pub address: Option<Ipv4Addr>,
    pub addresses: Option<wire::Map<Vec<Ipv4Addr>>>,
    pub spelled: Option<Ipv4Address>,
}

object! {
    Leaf::new(id: i64) {
        "id" = id,
        "status": status optional(Status),
        "address": address optional(Ipv4Addr),
        "addresses": addresses optional(wire::Map<Vec<Ipv4Addr>>),
        "spelled": spelled optional(Ipv4Address),
    }
}

#[derive(Clone, PartialEq)]
pub struct Tree {
    pub kind: Option<String>,
    pub leaves: Option<Vec<Leaf>>,
    pub rows: Option<Vec<Vec<i64>>>,
    pub by_name: Option<wire::Map<Leaf>>,
    pub place: Option<Option<Place>>,
    pub branch: Option<Box<Branch>>,
    pub branches: Option<Vec<Branch>>,
    pub shape: Option<Shape>,
    pub others: wire::Map<Leaf>,
}

object! {
    Tree::new() {
        "kind": kind optional(impl Into<String>),
        "leaves": leaves optional(impl Into<Vec<Leaf>>),
        "rows": rows optional(impl Into<Vec<Vec<i64>>>),
        "by name": by_name optional(wire::Map<Leaf>),
        "place": place nullable(Place, place_null),
        "branch": branch boxed(impl Into<Branch>),
        "branches": branches optional(impl Into<Vec<Branch>>),
        "shape": shape optional(impl Into<Shape>),
        ..others(Leaf)
    }
}

#[derive(Debug, Clone, PartialEq)]
pub struct Place(pub String, pub Option<Vec<Leaf>>, pub Vec<f64>);

tuple! {
    Place {
        0: String = required,
        1: Vec<Leaf> = optional,
        2: f64 = rest,
    }
}

union! {
    pub enum Branch by "kind" {
        Tree(Tree) = ["tree"],
        Leaf(Leaf) boxed added = ["leaf"],
        _ = Unknown,
    }
}

union! {
    pub enum Shape {
        Text(String),
        Leaves(Vec<Leaf>),
        Tree(Tree) boxed,
    }
}

#[track_caller]
fn told<T: DeserializeOwned>(text: &str) -> String {
    json::decode::<T>(text.as_bytes()).map(drop).unwrap_err().to_string()
}

const NO_INTEGER: &str = r#"invalid type: string "x", expected i64"#;

#[test]
fn properties_and_items_are_in_the_path() {
    for (text, path) in [
        (r#"{"leaves":[{"id":1},{"id":"x"}]}"#, "leaves[1].id"),
        (r#"{"rows":[[],[1,"x"]]}"#, "rows[1][1]"),
        (r#"{"by name":{"a.b":{"id":"x"}}}"#, r#"["by name"]["a.b"].id"#),
        (r#"{"by name":{"":{"id":"x"}}}"#, r#"["by name"][""].id"#),
        (r#"{"a`\n":{"id":"x"}}"#, r#"["a\u{60}\n"].id"#),
        (r#"{"größe":{"id":"x"}}"#, "größe.id"),
        (r#"{"place":["",[{"id":"x"}]]}"#, "place[1][0].id"),
    ] {
        let column = text.find("\"x\"").unwrap() + 3;
        assert_eq!(told::<Tree>(text), format!("at `{path}`: {NO_INTEGER} at line 1 column {column}"));
    }
    assert_eq!(
        told::<Tree>(r#"{"place":["",[],1,null]}"#),
        "at `place[3]`: invalid type: null, expected f64 at line 1 column 22"
    );
    assert_eq!(
        told::<Tree>(r#"{"place":[]}"#),
        "at `place`: invalid length 0, expected more items at line 1 column 11"
    );
    assert_eq!(told::<Tree>(r#"{"leaves":[{}]}"#), "at `leaves[0]`: missing field `id` at line 1 column 13");
    assert_eq!(
        told::<Tree>("{\"leaves\":\n  7}"),
        "at `leaves`: invalid type: integer `7`, expected a sequence at line 2 column 3"
    );
    assert_eq!(
        told::<Vec<Leaf>>(r#"[{"id":1},7]"#),
        "at `[1]`: invalid type: integer `7`, expected an object at line 1 column 11"
    );
    assert_eq!(told::<Leaf>("{}"), "missing field `id` at line 1 column 2");
}

#[test]
fn alternatives_are_named_where_they_were_chosen() {
    for (text, expected) in [
        (
            r#"{"branch":{"leaves":[{"id":"x"}],"kind":"tree"}}"#,
            format!("at `branch(as Branch::Tree by kind).leaves[0].id`: {NO_INTEGER} at line 1 column 47"),
        ),
        (
            r#"{"branches":[{"kind":"leaf","id":1},{"kind":"leaf","id":"x"}]}"#,
            format!("at `branches[1](as Branch::Leaf by kind).id`: {NO_INTEGER} at line 1 column 59"),
        ),
        (
            r#"{"shape":{"shape":{"rows":[[1],["x"]]}}}"#,
            format!(
                "at `shape(as Shape::Tree by shape).shape(as Shape::Tree by shape).rows[1][0]`: {NO_INTEGER} at line 1 column 40"
            ),
        ),
        (r#"{"shape":7}"#, "at `shape`: a number that is no Shape: Text, Leaves, Tree at line 1 column 11".to_owned()),
    ] {
        assert_eq!(told::<Tree>(text), expected, "{text}");
    }
    assert_eq!(
        told::<Branch>(r#"{"kind":"leaf"}"#),
        "at `(as Branch::Leaf by kind)`: missing field `id` at line 1 column 15"
    );
}

#[test]
fn a_text_that_is_no_json_has_no_path() {
    for (text, what) in [
        (r#"{"leaves":[{"id":1"#, "an object"),
        (r#"{"kind":"10.0.0."#, "a string"),
        (r#"{"leaves":[{"id":"x"}]"#, "an object"),
    ] {
        assert_eq!(told::<Tree>(text), format!("EOF while parsing {what} at line 1 column {}", text.len()));
    }
}

#[test]
fn the_place_is_in_the_text_that_was_sent() {
    assert_eq!(
        told::<Vec<Leaf>>("[\n  {\"id\": 1.0},\n  {\"id\": \"x\"}\n]"),
        "at `[1].id`: invalid type: string \"x\", expected i64 at line 3 column 12"
    );
}

#[test]
fn formats_have_a_way_out_where_they_were_text() {
    let way_out = "(to take any string, write `ipv4 = \"string\"` under `[formats]` in oasmith.toml)";
    let reason = "invalid IPv4 address syntax";
    assert_eq!(
        told::<Leaf>(r#"{"address":"10.0.0"}"#),
        format!("at `address`: no ipv4 {way_out}: {reason} at line 1 column 19")
    );
    assert_eq!(
        told::<Leaf>(r#"{"addresses":{"a":["10.0.0"]}}"#),
        format!("at `addresses.a[0]`: no ipv4 {way_out}: {reason} at line 1 column 27")
    );
    assert_eq!(
        told::<Leaf>(r#"{"address":7}"#),
        "at `address`: invalid type: integer `7`, expected IPv4 address at line 1 column 12"
    );
    // A model has no format, whatever its name is.
    assert_eq!(
        told::<Leaf>(r#"{"spelled":{"text":7}}"#),
        "at `spelled.text`: invalid type: integer `7`, expected a string at line 1 column 20"
    );
    assert_eq!(
        told::<Leaf>(r#"{"id":1,"status":"a"}"#),
        "at `status`: `a` is no `Status`, which is one of `on`, `off` at line 1 column 20"
    );
}

#[test]
fn a_value_that_is_no_text_is_read_alike() {
    let error = json::from_value::<Tree>(serde_json::json!({ "leaves": [{ "id": "x" }] })).unwrap_err();
    assert_eq!(error.to_string(), format!("at `leaves[0].id`: {NO_INTEGER}"));
    // The reader makes no difference.
    let error = serde_json::from_str::<Tree>(r#"{"leaves":[{"id":"x"}]}"#).unwrap_err();
    assert_eq!(error.to_string(), format!("at `leaves[0].id`: {NO_INTEGER} at line 1 column 20"));
}

/// A user may take the properties of a model into a struct of their own.
#[test]
fn models_can_be_flattened() {
    #[derive(Debug, serde::Deserialize)]
    struct Around {
        extra: i64,
        #[serde(flatten)]
        leaf: Leaf,
    }
    let around: Around = serde_json::from_str(r#"{"id":1,"extra":2,"address":"10.0.0.1"}"#).unwrap();
    assert_eq!((around.extra, around.leaf.id, around.leaf.address), (2, 1, Some(Ipv4Addr::new(10, 0, 0, 1))));
}
