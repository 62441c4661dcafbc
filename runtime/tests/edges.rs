//! Edge cases: repeated properties, enums with a known value as an unknown one, numbers out of range, `text/plain` bodies.

#![allow(missing_docs)]

use oasmith_runtime::{closed_enum, number_enum, object, string_enum, text_body, union, wire};
use serde_json::{Value, json};

#[derive(Clone, PartialEq)]
pub struct Open {
    pub id: i64,
    pub others: wire::Map<Value>,
}

object! {
    Open::new(id: i64) {
        "id" = id,
        ..others(Value)
    }
}

union! {
    pub enum Told by "kind" {
        Open(Open) added = ["open"],
        _ = Unknown,
    }
}

string_enum! {
    pub enum Kind {
        List = "list",
        _ = Unknown,
    }
}

number_enum! {
    pub enum Level: i64 {
        Low = 1,
        _ = Unknown,
    }
}

number_enum! {
    pub enum Ratio: f64 {
        Half = 0.5,
        _ = Unknown,
    }
}

closed_enum! {
    pub enum Status {
        On = "on",
        Off = "off",
    }
}

#[test]
fn no_property_is_written_twice() {
    let open = Open::new(1).others([("id".to_owned(), json!(2)), ("x".to_owned(), json!(3))].into());
    assert_eq!(serde_json::to_string(&open).unwrap(), r#"{"id":1,"x":3}"#);
    let told = Told::from(Open::new(1).others([("kind".to_owned(), json!("b")), ("x".to_owned(), json!(3))].into()));
    assert_eq!(serde_json::to_string(&told).unwrap(), r#"{"kind":"open","id":1,"x":3}"#);
    let told: Told = serde_json::from_str(r#"{"kind":"open","kind":"b","id":1}"#).unwrap();
    assert_eq!(serde_json::to_string(&told).unwrap(), r#"{"kind":"open","id":1}"#);
}

#[test]
fn what_is_equal_to_a_known_value_is_known() {
    let made = Kind::Unknown("list".to_owned());
    assert_eq!((&made, made.is_known(), format!("{made:?}")), (&Kind::List, true, "List".to_owned()));
    assert!(!Kind::from("other").is_known());
    assert!(Level::Unknown(1).is_known() && Level::Unknown(1) == Level::Low);
    assert!(!Level::from(2).is_known());
    assert!(Ratio::Unknown(0.5).is_known() && !Ratio::from(0.25).is_known());
}

#[test]
fn an_unknown_number_is_kept_as_its_type_has_it() {
    assert_eq!(serde_json::from_str::<Level>("9223372036854775807").unwrap(), Level::Unknown(i64::MAX));
    assert_eq!(
        serde_json::from_str::<Level>("9223372036854775808").unwrap_err().to_string(),
        "invalid value: 9223372036854775808, expected a 64-bit integer"
    );
    let ratio: Ratio = serde_json::from_str("9007199254740993").unwrap();
    assert_eq!(serde_json::to_string(&ratio).unwrap(), "9007199254740992.0");
}

#[test]
fn the_error_of_a_text_is_that_of_what_it_looks_like() {
    let told = |text: &str| text_body::read::<Status>(text).unwrap_err().to_string();
    assert_eq!(text_body::read::<Status>("off").unwrap(), Status::Off);
    assert_eq!(told("of"), "`of` is no `Status`, which is one of `on`, `off`");
    assert_eq!(told("[]"), "`[]` is no `Status`, which is one of `on`, `off`");
    assert_eq!(told("7"), "invalid type: integer `7`, expected a string at line 1 column 1");
    assert_eq!(text_body::read::<i64>("x").unwrap_err().to_string(), "invalid type: string \"x\", expected i64");
    assert_eq!(
        text_body::read::<bool>("1").unwrap_err().to_string(),
        "invalid type: integer `1`, expected a boolean at line 1 column 1"
    );
}
