//! Broken and hostile JSON is an error, and soon: no panic, no stack overflow, no unbounded time.

#![allow(missing_docs)]

use std::time::{Duration, Instant};

use oasmith_runtime::{json, object, union, wire};
use serde::de::DeserializeOwned;
use serde_json::Value;

#[derive(Clone, PartialEq)]
pub struct Leaf {
    pub id: i64,
    pub ratio: Option<f64>,
    pub name: Option<String>,
    pub list: Option<Vec<i64>>,
    pub others: wire::Map<Value>,
}

object! {
    Leaf::new(id: i64) {
        "id" = id,
        "ratio": ratio optional(f64),
        "name": name optional(impl Into<String>),
        "list": list optional(impl Into<Vec<i64>>),
        ..others(Value)
    }
}

/// Two alternatives that look alike down to their last value.
#[derive(Clone, PartialEq)]
pub struct Left {
    pub next: Option<Box<Node>>,
    pub left: Option<i64>,
}

object! {
    Left::new() {
        "next": next boxed(impl Into<Node>),
        "left": left optional(i64),
    }
}

#[derive(Clone, PartialEq)]
pub struct Right {
    pub next: Option<Box<Node>>,
    pub left: Option<String>,
}

object! {
    Right::new() {
        "next": next boxed(impl Into<Node>),
        "left": left optional(impl Into<String>),
    }
}

union! {
    pub enum Node {
        Left(Left),
        Right(Right),
        List(Vec<Node>),
        Rows(Vec<Option<Node>>) again,
        Number(f64),
        _ = Unknown,
    }
}

union! {
    pub enum Tagged by "kind" {
        Left(Left) = ["left"],
        Right(Right) boxed = ["right"],
        _ = Unknown,
    }
}

/// Reads a text in every way; fails where that takes long, or an error has no position.
#[track_caller]
fn read<T: DeserializeOwned>(text: &[u8]) -> Result<T, String> {
    let started = Instant::now();
    let result = json::decode::<T>(text).map_err(|error| error.to_string());
    let _ = serde_json::from_slice::<Value>(text).map(json::from_value::<T>);
    assert!(started.elapsed() < Duration::from_secs(5), "{:?}", started.elapsed());
    if let Err(error) = &result {
        assert!(error.contains(" at line ") || error.starts_with("at `"), "{error}");
    }
    result
}

fn refused<T: DeserializeOwned>(text: impl AsRef<[u8]>) -> String {
    read::<T>(text.as_ref()).map(drop).unwrap_err()
}

const WHOLE: &str = r#"{"id":-1,"ratio":1.5e3,"name":"é\n\ud83d\ude00","list":[1,2],"more":{"a":[null,true]}}"#;

#[test]
fn texts_that_end_early() {
    assert!(read::<Leaf>(WHOLE.as_bytes()).is_ok());
    for end in 0..WHOLE.len() {
        refused::<Leaf>(&WHOLE.as_bytes()[..end]);
        let node = format!(r#"{{"next":{{"next":{WHOLE}}},"left":1}}"#);
        refused::<Node>(&node.as_bytes()[..end + 16]);
    }
    assert_eq!(refused::<Leaf>(r#"{"id":1,"#), "EOF while parsing an object at line 1 column 8");
}

#[test]
fn texts_that_go_on_after_their_end() {
    assert_eq!(refused::<Leaf>(format!("{WHOLE}{{}}")), "trailing characters at line 1 column 88");
}

#[test]
fn repeated_properties() {
    assert_eq!(read::<Leaf>(br#"{"id":1,"a":1,"id":2,"a":2}"#).unwrap().id, 2);
    // An earlier value of another type is an error, whatever follows it.
    let error = refused::<Leaf>(r#"{"id":"a","id":2}"#);
    assert_eq!(error, r#"at `id`: invalid type: string "a", expected i64 at line 1 column 9"#);
}

#[test]
fn texts_that_are_no_unicode() {
    let name = "at `name`: invalid unicode code point at line 1 column 17";
    assert_eq!(refused::<Leaf>(b"{\"id\":1,\"name\":\"\xff\"}"), name);
    assert_eq!(refused::<Leaf>(b"{\"id\":1,\"name\":\"\xed\xa0\x80\"}"), name);
    assert_eq!(refused::<Leaf>(b"{\"id\":1,\"\xc3\":1}"), "invalid unicode code point at line 1 column 10");
    for lone in [r"\ud83d", r"\ude00", r"\ud83dx", r"\ud83d\ud83d"] {
        refused::<Leaf>(format!(r#"{{"id":1,"name":"{lone}"}}"#));
        refused::<Leaf>(format!(r#"{{"id":1,"{lone}":1}}"#));
        refused::<Node>(format!(r#"{{"left":"{lone}"}}"#));
    }
    refused::<Leaf>("{\"id\":1,\"name\":\"a\u{0}\"}");
}

#[test]
fn numbers_without_a_place() {
    for number in ["9223372036854775808", "-9223372036854775809", "1e19", "1e400", "-1e400", "1.5"] {
        refused::<Leaf>(format!(r#"{{"id":{number}}}"#));
    }
    let digits = "9".repeat(100_000);
    refused::<Leaf>(format!(r#"{{"id":{digits}}}"#));
    refused::<Leaf>(format!(r#"{{"id":1,"ratio":{digits}}}"#));
    refused::<Leaf>(format!(r#"{{"id":1,"ratio":1e{digits}}}"#));
    assert_eq!(read::<Leaf>(format!(r#"{{"id":1,"ratio":0.{digits}}}"#).as_bytes()).unwrap().ratio, Some(1.0));
    assert_eq!(read::<Leaf>(format!(r#"{{"id":1,"ratio":1e-{digits}}}"#).as_bytes()).unwrap().ratio, Some(0.0));
    for number in ["01", "+1", ".5", "1.", "0x1", "NaN", "Infinity", "1e", "-"] {
        refused::<Leaf>(format!(r#"{{"id":1,"ratio":{number}}}"#));
    }
}

fn nested(open: &str, levels: usize, inside: &str, close: &str) -> String {
    format!("{}{inside}{}", open.repeat(levels), close.repeat(levels))
}

#[test]
fn what_is_nested_too_deep_is_an_error() {
    for levels in [127, 128, 129, 1_000, 10_000, 100_000] {
        for (open, close) in [("[", "]"), (r#"{"next":"#, "}"), (r#"{"kind":"left","next":"#, "}")] {
            for inside in ["1", "", "{}", r#"{"left":[]}"#] {
                let text = nested(open, levels, inside, close);
                let told = [read::<Node>(text.as_bytes()).map(drop), read::<Tagged>(text.as_bytes()).map(drop)];
                if levels > 128 {
                    assert!(told.iter().all(Result::is_err), "{levels} of {open}");
                }
                let error = refused::<Leaf>(format!(r#"{{"id":1,"more":{text}}}"#));
                let is_told = match text.contains(":}") {
                    true => error.starts_with("expected value at line 1 column "),
                    false => error.contains("`: recursion limit exceeded at line 1 column "),
                };
                assert!(is_told || levels < 128, "{error}");
            }
        }
    }
    assert!(read::<Node>(nested(r#"{"next":"#, 126, "1", "}").as_bytes()).is_ok());
    assert!(read::<Tagged>(nested(r#"{"kind":"left","next":"#, 126, "1", "}").as_bytes()).is_ok());
}

/// Every level has two alternatives, and neither can be read.
#[test]
fn alternatives_inside_alternatives_do_not_multiply() {
    let error = refused::<Node>(nested(r#"{"next":"#, 120, r#"{"left":[]}"#, "}"));
    assert!(error.starts_with("at `(as Node::Left by shape).next(as Node::Left by shape).next("), "{error}");
    let wide = vec![nested(r#"{"next":"#, 60, r#"{"left":[]}"#, "}"); 20].join(",");
    refused::<Node>(format!("[{wide}]"));
}

/// Attempts within one text do not count for the next.
#[test]
fn each_value_has_its_own_attempts() {
    refused::<Node>(nested(r#"{"next":"#, 120, r#"{"left":[]}"#, "}"));
    let right = nested(r#"{"next":"#, 5, r#"{"left":"a"}"#, "}");
    assert!(matches!(read::<Node>(right.as_bytes()), Ok(Node::Left(_))));
    let many = vec![r#"{"left":"a"}"#; 10_000].join(",");
    let Ok(Node::List(list)) = read::<Node>(format!("[{many}]").as_bytes()) else { panic!("no list") };
    assert!(list.len() == 10_000 && list.iter().all(|node| matches!(node, Node::Right(_))));
}

#[test]
fn arrays_inside_arrays_are_scored_soon() {
    assert!(read::<Node>(nested("[", 100, "1", "]").as_bytes()).is_ok());
}
