//! Numbers without a JSON form: anywhere in a model, writing them is an error with their location.

#![cfg(all(feature = "client", feature = "server"))]

use std::collections::HashMap;

use oasmith_runtime::{non_finite, number_enum, object, server, text_body, tuple, union, wire};
use serde::Serialize;
use serde_json::{Value, json};

#[derive(Clone, PartialEq)]
struct Model {
    required: f64,
    optional: Option<f32>,
    nullable: Option<Option<f64>>,
    list: Option<Vec<f64>>,
    map: Option<wire::Map<f64>>,
    inner: Option<Box<Model>>,
    one: Option<One>,
    pair: Option<Pair>,
    level: Option<Level>,
    extras: wire::Map<f64>,
}

object! {
    Model::new(required: f64) {
        "required" = required,
        "optional": optional optional(f32),
        "nullable": nullable nullable(f64, nullable_null),
        "list": list optional(Vec<f64>),
        "map": map optional(wire::Map<f64>),
        "in/ner": inner boxed(Model),
        "one": one optional(impl Into<One>),
        "pair": pair optional(Pair),
        "level": level optional(Level),
        ..extras(f64)
    }
}

union! {
    /// One of two.
    pub enum One {
        /// A number.
        Number(f64),
        /// Texts.
        Texts(Vec<String>),
    }
}

#[derive(Debug, Clone, PartialEq)]
struct Pair(f64, String);

tuple! { Pair { 0: f64 = required, 1: String = required, } }

number_enum! {
    /// How high.
    pub enum Level: f64 {
        /// In the middle.
        Half = 0.5,
        _ = Unknown,
    }
}

/// The response of a server with this body: its status and its text.
fn refusal(body: &(impl Serialize + ?Sized)) -> Option<String> {
    assert_eq!(text_body::write(body).map_err(|error| error.to_string()).err(), number_error(body));
    let status = server::reply::json(200, body).status();
    assert_eq!(status == 500, number_error(body).is_some(), "{status}");
    number_error(body)
}

fn number_error(body: &(impl Serialize + ?Sized)) -> Option<String> {
    non_finite::to_value(body).err().map(|error| error.to_string())
}

fn model() -> Model {
    Model::new(1.0)
}

#[test]
fn a_number_that_is_not_finite_is_an_error_that_names_its_property() {
    let map = |number: f64| wire::Map::from_iter([("a".to_owned(), number)]);
    for (body, expected) in [
        (Model::new(f64::NAN), "/required: NaN is no number of JSON"),
        (model().optional(f32::INFINITY), "/optional: inf is no number of JSON"),
        (model().nullable(f64::NEG_INFINITY), "/nullable: -inf is no number of JSON"),
        (model().list(vec![1.0, f64::NAN]), "/list/1: NaN is no number of JSON"),
        (model().map(map(f64::NAN)), "/map/a: NaN is no number of JSON"),
        (model().inner(model().inner(Model::new(f64::NAN))), "/in~1ner/in~1ner/required: NaN is no number of JSON"),
        (model().one(f64::NAN), "/one: NaN is no number of JSON"),
        (model().pair(Pair(f64::NAN, String::new())), "/pair/0: NaN is no number of JSON"),
        (model().level(Level::from(f64::NAN)), "/level: NaN is no number of JSON"),
        (model().extras(map(f64::INFINITY)), "/a: inf is no number of JSON"),
    ] {
        assert_eq!(refusal(&body).as_deref(), Some(expected));
    }
}

#[test]
fn bodies_that_are_no_objects_are_held_to_it_too() {
    assert_eq!(refusal(&f64::NAN).as_deref(), Some("NaN is no number of JSON"));
    assert_eq!(refusal(&[1.5, f64::NAN]).as_deref(), Some("/1: NaN is no number of JSON"));
    assert_eq!(refusal(&(f32::NAN, 1)).as_deref(), Some("/0: NaN is no number of JSON"));
    assert_eq!(refusal(&HashMap::from([("a", f64::NAN)])).as_deref(), Some("/a: NaN is no number of JSON"));
    assert_eq!(refusal(&Some(One::Number(f64::NAN))).as_deref(), Some("NaN is no number of JSON"));
}

/// A type of a user, with serde's derives.
#[derive(Serialize)]
enum Derived {
    Newtype(f64),
    Tuple(f64, i8),
    Struct { a: f64, b: Option<bool> },
    Unit,
}

#[test]
fn types_of_a_user_are_held_to_it_and_written_as_they_are() {
    assert_eq!(refusal(&Derived::Newtype(f64::NAN)).as_deref(), Some("NaN is no number of JSON"));
    assert_eq!(refusal(&Derived::Tuple(f64::NAN, 1)).as_deref(), Some("/0: NaN is no number of JSON"));
    assert_eq!(refusal(&Derived::Struct { a: f64::NAN, b: None }).as_deref(), Some("/a: NaN is no number of JSON"));
    let all = (Derived::Newtype(0.5), Derived::Tuple(1.5, -1), Derived::Struct { a: 2.5, b: None }, Derived::Unit);
    assert_eq!(
        non_finite::to_value(&all).unwrap(),
        json!([{ "Newtype": 0.5 }, { "Tuple": [1.5, -1] }, { "Struct": { "a": 2.5, "b": null } }, "Unit"])
    );
    assert_eq!(text_body::write(&u128::from(u64::MAX)).unwrap(), "18446744073709551615");
}

#[test]
fn finite_numbers_come_back_as_they_were() {
    for number in [0.1, -0.0, f64::MAX, f64::MIN_POSITIVE, 1e21] {
        assert_eq!(text_body::write(&number).unwrap().parse::<f64>(), Ok(number));
    }
    let body = model().optional(0.1).list(vec![0.1, 2.0]).level(Level::Half);
    let expected = json!({ "required": 1.0, "optional": 0.1, "list": [0.1, 2.0], "level": 0.5 });
    assert_eq!(non_finite::to_value(&body).unwrap(), expected);
    assert_eq!(serde_json::from_value::<Model>(expected).unwrap(), body);
}

#[test]
fn serde_json_itself_writes_null_for_them() {
    assert_eq!(serde_json::to_value(Model::new(f64::NAN)).unwrap(), json!({ "required": Value::Null }));
}
