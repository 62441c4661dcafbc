//! The guarantees of models: null and absence are distinct, secrets do not print, integers may be written with a fraction.

#![allow(missing_docs)]

use oasmith_runtime::secret::Secret;
use oasmith_runtime::{object, string_enum, tuple, union, wire};
use serde_json::{Value, json};

#[derive(Clone, PartialEq)]
struct Model {
    license: Option<String>,
    kind: Option<Kind>,
    phone: Option<Option<String>>,
    preferences: Option<Value>,
}

object! {
    Model::new(license: Option<String>) {
        "license" = license,
        "type": kind optional(Kind),
        "phone": phone nullable(impl Into<String>, phone_null),
        "preferences": preferences any(impl Into<Value>),
    }
}

string_enum! {
    /// What it is.
    pub enum Kind {
        /// With wheels.
        Car = "car",
        /// Above.
        SkyBlue = "sky-blue",
        _ = Unknown,
    }
}

/// The JSON of a model that was read from this text.
fn again(text: &str) -> Result<String, String> {
    let model: Model = serde_json::from_str(text).map_err(|error| error.to_string())?;
    assert_eq!(serde_json::from_value::<Model>(serde_json::to_value(&model).unwrap()).unwrap(), model);
    Ok(serde_json::to_string(&model).unwrap())
}

#[test]
fn null_and_absence_are_distinct() {
    for (text, written) in [
        (r#"{"license":null}"#, r#"{"license":null}"#),
        (r#"{"license":"L","phone":null,"preferences":null}"#, r#"{"license":"L","phone":null,"preferences":null}"#),
        (
            r#"{"preferences":{"a":1},"phone":"1","license":null}"#,
            r#"{"license":null,"phone":"1","preferences":{"a":1}}"#,
        ),
        // An optional property that is not nullable reads null too.
        (r#"{"license":"L","type":null}"#, r#"{"license":"L"}"#),
    ] {
        assert_eq!(again(text).as_deref(), Ok(written));
    }
    let built = Model::new(None).kind(Kind::Car).phone("1").preferences(json!({ "a": 1 }));
    assert_eq!(
        serde_json::to_string(&built).unwrap(),
        r#"{"license":null,"type":"car","phone":"1","preferences":{"a":1}}"#
    );
    assert_eq!(built.phone_null().phone, Some(None));
}

#[test]
fn an_object_is_read_strictly_where_it_must_be() {
    // Unknown properties are skipped, and of a repeated one the last counts.
    assert_eq!(again(r#"{"other":[{}],"license":"1","license":"2"}"#).as_deref(), Ok(r#"{"license":"2"}"#));
    // Names may be escaped.
    assert_eq!(again("{\"l\\u0069cense\":\"L\"}").as_deref(), Ok(r#"{"license":"L"}"#));
    for (text, error) in [
        ("{}", "missing field `license` at line 1 column 2"),
        (r#"["L"]"#, "invalid type: sequence, expected an object at line 1 column 0"),
        (r#"{"license":1}"#, "at `license`: invalid type: integer `1`, expected a string at line 1 column 12"),
    ] {
        assert_eq!(again(text), Err(error.to_owned()));
    }
}

#[derive(Clone, PartialEq)]
struct Open {
    id: i64,
    rest: wire::Map<Option<i64>>,
}

object! {
    Open::new(OpenRequired { id: i64 }) {
        "id" = id,
        ..rest(Option<i64>)
    }
}

#[test]
fn undeclared_properties_keep_their_order() {
    let text = r#"{"id":1,"z":null,"a":2}"#;
    let open: Open = serde_json::from_str(text).unwrap();
    assert_eq!(serde_json::to_string(&open).unwrap(), text);
    let built = Open::new(OpenRequired { id: 1 }).rest([("z".to_owned(), None), ("a".to_owned(), Some(2))].into());
    assert_eq!(built, open);
}

#[test]
fn debug_shows_names_on_the_wire_without_what_is_absent() {
    let model: Model = serde_json::from_value(json!({ "license": null, "type": "car", "phone": null })).unwrap();
    assert_eq!(format!("{model:?}"), r#"Model { license: None, type: Car, phone: None }"#);
    let open: Open = serde_json::from_value(json!({ "id": 1, "z": null, "a": 2 })).unwrap();
    assert_eq!(format!("{open:?}"), "Open { id: 1, z: None, a: Some(2) }");
    assert_eq!(format!("{:?}", OpenRequired { id: 1 }), "OpenRequired { id: 1 }");
}

#[test]
fn an_enum_keeps_what_it_does_not_know() {
    for (text, kind, known) in [
        ("car", Kind::Car, true),
        ("sky-blue", Kind::SkyBlue, true),
        ("Car", Kind::Unknown("Car".to_owned()), false),
        ("", Kind::Unknown(String::new()), false),
    ] {
        assert_eq!(Kind::from(text), kind);
        assert_eq!(Kind::from(text.to_owned()), kind);
        assert_eq!(text.parse(), Ok(kind.clone()));
        assert_eq!((kind.as_str(), kind.as_ref(), kind.to_string().as_str()), (text, text, text));
        assert_eq!(kind.is_known(), known);
        assert_eq!(serde_json::to_value(&kind).unwrap(), text);
        assert_eq!(serde_json::from_value::<Kind>(json!(text)).unwrap(), kind);
    }
    assert_eq!(
        serde_json::from_str::<Kind>("3").unwrap_err().to_string(),
        "invalid type: integer `3`, expected a string at line 1 column 1"
    );
}

#[test]
fn a_secret_is_text_that_does_not_print() {
    let secret: Secret = serde_json::from_str("\"hush\"").unwrap();
    assert_eq!(secret.expose(), "hush");
    assert_eq!(secret, Secret::from("hush"));
    assert_eq!(serde_json::to_string(&secret).unwrap(), "\"hush\"");
    assert_eq!(format!("{secret:?}"), "Secret(..)");
}

#[derive(Clone, PartialEq)]
pub struct Counts {
    one: i64,
    small: u8,
    maybe: Option<Option<i32>>,
    boxed: Option<Box<Counts>>,
    list: Option<Vec<Option<i64>>>,
    map: Option<wire::Map<Vec<u64>>>,
    wide: Option<Value>,
    rest: wire::Map<i64>,
}

object! {
    Counts::new(one: i64, small: u8) {
        "one" = one,
        "small" = small,
        "maybe": maybe nullable(i32, maybe_null),
        "boxed": boxed boxed(Counts),
        "list": list optional(Vec<Option<i64>>),
        "map": map optional(wire::Map<Vec<u64>>),
        "wide": wide any(impl Into<Value>),
        ..rest(i64)
    }
}

#[derive(Debug, Clone, PartialEq)]
struct Place(i64, Option<u32>, Vec<i16>);

tuple! {
    Place { 0: i64 = required, 1: u32 = optional, 2: i16 = rest, }
}

union! {
    pub enum Entry by "kind" {
        Counts(Counts) added = ["counts"],
        Map(wire::Map<Lenient>) = ["map"],
        _ = Unknown,
    }
}

union! {
    pub enum Lenient {
        Number(i64),
        Numbers(Vec<i64>),
        Text(String),
    }
}

#[test]
fn a_fraction_of_zero_is_an_integer_wherever_a_model_has_one() {
    let inner = r#"{"one":-3.0,"small":255.0}"#;
    let text = format!(
        r#"{{"one":1e2,"small":7.0,"maybe":2.0,"boxed":{inner},"list":[1.0,null,2],"map":{{"a":[3.0]}},"wide":4.0,"other":5.0}}"#
    );
    let counts: Counts = serde_json::from_str(&text).unwrap();
    assert_eq!(
        serde_json::to_string(&counts).unwrap(),
        r#"{"one":100,"small":7,"maybe":2,"boxed":{"one":-3,"small":255},"list":[1,null,2],"map":{"a":[3]},"wide":4.0,"other":5}"#
    );
    assert_eq!(serde_json::from_value::<Counts>(serde_json::from_str(&text).unwrap()).unwrap(), counts);
    assert_eq!(serde_json::from_str::<Place>("[1.0,2.0,3.0,4]").unwrap(), Place(1, Some(2), vec![3, 4]));
    // Before the discriminator property of a union and after it; without one.
    let properties = &text[1..text.len() - 1];
    for text in [format!(r#"{{"kind":"counts",{properties}}}"#), format!(r#"{{{properties},"kind":"counts"}}"#)] {
        assert_eq!(serde_json::from_str::<Entry>(&text).unwrap(), Entry::from(counts.clone()));
    }
    for (text, whole) in [("1.0", Lenient::Number(1)), ("[1.0,2]", Lenient::Numbers(vec![1, 2]))] {
        assert_eq!(serde_json::from_str::<Lenient>(text).unwrap(), whole);
    }
}

#[test]
fn what_is_no_integer_is_an_error_where_it_stands() {
    let failure = |text: &str| serde_json::from_str::<Counts>(text).unwrap_err().to_string();
    for (text, error) in [
        (
            "{\n\"small\":1.0,\n\"one\":1.5}",
            "at `one`: invalid type: floating point `1.5`, expected i64 at line 3 column 9",
        ),
        (r#"{"small":256.0}"#, "at `small`: invalid value: integer `256`, expected u8 at line 1 column 14"),
        (
            r#"{"one":9223372036854775808}"#,
            "at `one`: invalid value: integer `9223372036854775808`, expected i64 at line 1 column 26",
        ),
        // A float does not have every integer of this size.
        (
            r#"{"one":9007199254740994.0}"#,
            "at `one`: invalid type: floating point `9007199254740994.0`, expected i64 at line 1 column 25",
        ),
        (r#"{"list":[1.0,"2"]}"#, "at `list[1]`: invalid type: string \"2\", expected i64 at line 1 column 16"),
    ] {
        assert_eq!(failure(text), error);
    }
    assert_eq!(
        serde_json::from_str::<Counts>(r#"{"one":9007199254740993,"small":0}"#).unwrap().one,
        9_007_199_254_740_993
    );
}

#[cfg(any(feature = "client", feature = "server"))]
#[test]
fn a_fraction_of_zero_is_an_integer_in_a_body_that_is_no_model() {
    use oasmith_runtime::json::{decode, from_value};

    assert_eq!(decode::<Vec<i64>>(b"[1.0, 1e2, -3]").unwrap(), [1, 100, -3]);
    assert_eq!(decode::<Vec<f64>>(b"[1.0, 1.5]").unwrap(), [1.0, 1.5]);
    assert_eq!(decode::<i64>(b"9007199254740993").unwrap(), 9_007_199_254_740_993);
    assert_eq!(decode::<Value>(b"[1.0]").unwrap().to_string(), "[1.0]");
    assert_eq!(from_value::<wire::Map<Option<i128>>>(json!({ "a": 2.0, "b": null })).unwrap()["a"], Some(2));
    assert_eq!(
        decode::<i64>(b"1.5").unwrap_err().to_string(),
        "invalid type: floating point `1.5`, expected i64 at line 1 column 3"
    );
    assert_eq!(
        decode::<Vec<i64>>(b"[1.0,\n 1.5]").unwrap_err().to_string(),
        "at `[1]`: invalid type: floating point `1.5`, expected i64 at line 2 column 4"
    );
    assert!(decode::<i64>(b"9223372036854775808").is_err());
    assert_eq!(decode::<i64>(b"1 2").unwrap_err().to_string(), "trailing characters at line 1 column 3");
    assert_eq!(decode::<i64>(b"").unwrap_err().to_string(), "EOF while parsing a value at line 1 column 0");
}

#[test]
fn a_float_of_32_bits_keeps_its_digits() {
    let value = oasmith_runtime::non_finite::to_value(&(0.1f32, 1, [0.3f32])).unwrap();
    assert_eq!(value.to_string(), "[0.1,1,[0.3]]");
    assert!(oasmith_runtime::non_finite::to_value(&(i128::MAX, 0.5)).is_err());
}
