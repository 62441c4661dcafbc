//! Tables of every kind and size compile without a warning, with a comma wherever a formatter may put one.
//!
//! The runtime is a module here, as it is in a generated crate with a copy of it: rustc hides most warnings of macros that come
//! from another crate.

#![deny(warnings)]
// In a library all of it is public, and so none of it unused.
#![allow(missing_docs, dead_code)]

#[path = "../src/lib.rs"]
#[allow(unused_imports)]
mod runtime;

use serde_json::{Value, json};

/// What a value is on the wire after it was read from this.
fn again<T: serde::Serialize + serde::de::DeserializeOwned>(value: Value) -> Value {
    serde_json::to_value(serde_json::from_value::<T>(value).unwrap()).unwrap()
}

/// Tables without entries, and with one of each kind alone.
mod small {
    use super::runtime::wire;
    use crate::{by_value, closed_enum, closed_number_enum, newtype, number_enum, object, string_enum, tuple, union};

    #[derive(Clone, PartialEq)]
    pub struct Nothing {}

    object! { Nothing::new() {} }

    #[derive(Clone, PartialEq)]
    pub struct Required {
        pub a: i64,
    }

    object! { Required::new(a: i64) { "a" = a, } }

    #[derive(Clone, PartialEq)]
    pub struct Fixed {
        pub a: String,
    }

    object! { Fixed::new() { "a" = a fixed("t"), } }

    #[derive(Clone, PartialEq)]
    pub struct Boxed {
        pub a: Box<i64>,
    }

    object! { Boxed::new(a: i64) { "a" = a boxed(i64), } }

    #[derive(Clone, PartialEq)]
    pub struct Optional {
        pub a: Option<i64>,
    }

    object! { Optional::new() { "a": a optional(i64), } }

    #[derive(Clone, PartialEq)]
    pub struct Nullable {
        pub a: Option<Option<i64>>,
    }

    object! { Nullable::new() { "a": a nullable(i64, a_null), } }

    #[derive(Clone, PartialEq)]
    pub struct Extra {
        pub rest: wire::Map<i64>,
    }

    object! { Extra::new() { ..rest(i64) } }

    #[derive(Debug, Clone, PartialEq)]
    pub struct Empty();

    tuple! { Empty {} }

    #[derive(Debug, Clone, PartialEq)]
    pub struct One(pub i64);

    tuple! { One { 0: i64 = required, } }

    #[derive(Debug, Clone, PartialEq)]
    pub struct Perhaps(pub Option<i64>);

    tuple! { Perhaps { 0: i64 = optional, } }

    #[derive(Debug, Clone, PartialEq)]
    pub struct All(pub Vec<i64>);

    tuple! { All { 0: i64 = rest, } }

    string_enum! { pub enum NoString { _ = Unknown, } }
    string_enum! { pub enum OneString { A = "a", _ = Unknown, } }
    number_enum! { pub enum NoNumber: i64 { _ = Unknown, } }
    number_enum! { pub enum OneNumber: f64 { Half = 0.5, _ = Unknown, } }
    closed_enum! { pub enum NoClosed {} }
    closed_enum! { pub enum OneClosed { A = "a", } }
    closed_number_enum! { pub enum NoClosedNumber: i64 {} }
    closed_number_enum! { pub enum OneClosedNumber: i64 { One = 1, } }
    by_value! { OneString(as_str): PartialOrd Ord }

    union! { pub enum NoUnion { _ = Unknown, } }
    union! { pub enum OneUnion { A(i64), } }
    union! { pub enum NoTagged by "kind" { _ = Unknown, } }
    union! { pub enum OneTagged by "kind" { A(Optional) added = ["a"], _ = Unknown, } }
    union! { pub enum Defaulted by "kind" { A(Optional) added = ["a"], _ => A, } }

    #[derive(Debug, Clone, PartialEq, serde::Serialize, serde::Deserialize)]
    #[serde(transparent)]
    pub struct Items(pub Vec<i64>);

    newtype! { Items(Vec<i64>) = list(i64) }
}

#[test]
fn a_table_without_entries_reads_and_writes() {
    assert_eq!(again::<small::Nothing>(json!({ "other": 1 })), json!({}));
    assert_eq!(serde_json::to_value(small::Nothing::new()).unwrap(), json!({}));
    assert_eq!(again::<small::Empty>(json!([1])), json!([]));
    assert_eq!(again::<small::NoString>(json!("a")), json!("a"));
    assert_eq!(again::<small::NoNumber>(json!(1)), json!(1));
    assert_eq!(again::<small::NoUnion>(json!([1])), json!([1]));
    assert_eq!(again::<small::NoTagged>(json!({ "kind": "a" })), json!({ "kind": "a" }));
    assert!(!small::NoString::from("a").is_known() && !small::NoNumber::from(1).is_known());
    assert!(serde_json::from_value::<small::NoClosed>(json!("a")).is_err());
    assert!(serde_json::from_value::<small::NoClosedNumber>(json!(1)).is_err());
}

#[test]
fn a_table_with_one_entry_reads_and_writes() {
    let object = json!({ "a": 1 });
    assert_eq!(again::<small::Required>(object.clone()), object);
    assert_eq!(again::<small::Boxed>(object.clone()), object);
    assert_eq!(again::<small::Optional>(object.clone()), object);
    assert_eq!(again::<small::Extra>(object.clone()), object);
    assert_eq!(again::<small::Nullable>(json!({ "a": null })), json!({ "a": null }));
    assert_eq!(serde_json::to_value(small::Fixed::new()).unwrap(), json!({ "a": "t" }));
    // A constructor without arguments is `Default`, with the constants.
    assert!(small::Fixed::default() == small::Fixed::new() && small::Optional::default().a.is_none());
    for items in [json!([1]), json!([1, 2])] {
        assert_eq!(again::<small::One>(items.clone()), json!([1]));
        assert_eq!(again::<small::Perhaps>(items.clone()), json!([1]));
        assert_eq!(again::<small::All>(items.clone()), items);
        assert_eq!(again::<small::Items>(items.clone()), items);
    }
    assert!(small::OneString::from("a").is_known() && small::OneString::from("a") < small::OneString::from("b"));
    assert!(small::OneString::Unknown("a".to_owned()).is_known() && !small::OneString::from("b").is_known());
    assert!(small::OneNumber::from(0.5).is_known() && !small::OneNumber::from(1.0).is_known());
    assert_eq!(again::<small::OneClosed>(json!("a")), json!("a"));
    assert_eq!(again::<small::OneClosedNumber>(json!(1)), json!(1));
    assert_eq!(again::<small::OneUnion>(json!(1)), json!(1));
    assert_eq!(again::<small::OneTagged>(json!({ "kind": "a", "a": 1 })), json!({ "kind": "a", "a": 1 }));
    assert_eq!(again::<small::Defaulted>(json!({ "kind": "b", "a": 1 })), json!({ "kind": "a", "a": 1 }));
}

/// Every list in parentheses or brackets on lines of its own, each entry with a comma after it.
#[rustfmt::skip]
mod wide {
    use super::runtime::wire;
    use crate::{by_value, newtype, object, string_enum, tuple, union};

    #[derive(Clone, PartialEq)]
    pub struct Wide {
        pub text: String,
        pub level: OneLevel,
        pub constant: Inner,
        pub boxed: Box<i64>,
        pub optional: Option<i64>,
        pub parts: Option<Inner>,
        pub word: Option<String>,
        pub name: Option<Option<String>>,
        pub tree: Option<Box<Inner>>,
        pub any: Option<serde_json::Value>,
        pub nullable: Option<Option<i64>>,
        pub nullable_boxed: Option<Option<Box<i64>>>,
        pub rest: wire::Map<i64>,
    }

    object! {
        Wide::new(
            boxed: i64,
        ) {
            "text" = text fixed(
                "t",
            ),
            "level" = level closed(
                "low",
                OneLevel::Low,
            ),
            "constant" = constant constant(
                Inner: "{}" = Inner::new(
                ),
            ),
            "boxed" = boxed boxed(
                i64,
            ),
            "optional": #[deprecated(
                note = "old",
            )] optional optional(
                i64,
            ) or optional_or_default(
                i64: 10,
            ),
            "parts": parts optional(
                Inner,
            ) or parts_or_default(
                Inner: "{}" = Inner::new(
                ),
            ),
            "word": word optional(
                impl Into<String>,
            ) or word_or_default(
                &str: "w",
            ),
            "name": name nullable(
                impl Into<String>,
                name_null,
            ) or name_or_default(
                Option<&str>: Some(
                    "n",
                ),
            ),
            "tree": tree boxed(
                Inner,
            ),
            "any": any any(
                serde_json::Value,
            ),
            "nullable": nullable nullable(
                i64,
                #[deprecated(
                    note = "old",
                )] nullable_null,
            ),
            "nullable_boxed": nullable_boxed nullable_boxed(
                i64,
                nullable_boxed_null,
            ),
            ..rest(
                i64,
            ),
        }
    }

    #[derive(Clone, PartialEq)]
    pub struct Inner {}

    object! { Inner::new() {} }

    #[derive(Clone, PartialEq)]
    pub struct Many {
        pub a: i64,
        pub b: Option<i64>,
    }

    object! {
        Many::new(ManyRequired {
            a: i64,
        }) {
            "a" = a,
            "b": b optional(
                i64,
            ),
        }
    }

    crate::closed_enum! {
        pub enum OneLevel {
            #[doc = concat!(
                "low",
            )]
            Low = "low",
        }
    }

    string_enum! { pub enum Word { A = "a", _ = Unknown, } }

    by_value! {
        Word(
            as_str,
        ): PartialOrd Ord
    }

    #[derive(Debug, Clone, PartialEq)]
    pub struct Pair(pub i64, pub Option<(i64, i64)>);

    tuple! {
        Pair {
            0: i64 = required,
            1: wire::Readable<(
                i64,
                i64,
            )> = optional,
        }
    }

    union! {
        pub enum Shared by "kind" shared = [
            "a",
        ] {
            One(
                Inner,
            ) added = [
                "a",
                "b",
            ],
            Two(
                Many,
            ) boxed added = [
                "a",
            ],
            _ = Unknown,
        }
    }

    union! {
        pub enum Either {
            One(
                std::num::NonZeroU8 as u8,
            ),
            Two(
                String,
            ),
            _ = Unknown,
        }
    }

    #[derive(Debug, Clone, PartialEq, serde::Serialize, serde::Deserialize)]
    #[serde(transparent)]
    pub struct Ports(pub Vec<std::num::NonZeroU8>);

    newtype! {
        Ports(
            Vec<std::num::NonZeroU8> as Vec<u8>,
        ) = list(
            std::num::NonZeroU8,
        )
    }
}

#[test]
fn commas_and_line_breaks_change_nothing() {
    let wide = wide::Wide::new(1).name("n").tree(wide::Inner::new()).nullable_boxed_null();
    let written = json!({
        "text": "t", "level": "low", "constant": {}, "boxed": 1, "name": "n", "tree": {}, "nullable_boxed": null
    });
    assert_eq!(serde_json::to_value(&wide).unwrap(), written);
    assert_eq!(again::<wide::Wide>(written.clone()), written);
    assert_eq!((wide.optional_or_default(), wide.word_or_default(), wide.name_or_default()), (10, "w", Some("n")));
    assert_eq!(wide.parts_or_default(), wide::Inner::new());
    let many = wide::Many::new(wide::ManyRequired { a: 1 }).b(2);
    assert_eq!(serde_json::to_value(&many).unwrap(), json!({ "a": 1, "b": 2 }));
    assert_eq!(again::<wide::Pair>(json!([1, [2, 3]])), json!([1, [2, 3]]));
    assert_eq!(again::<wide::Shared>(json!({ "kind": "a", "a": 1 })), json!({ "kind": "a", "a": 1 }));
    assert_eq!(again::<wide::Shared>(json!({ "kind": "z" })), json!({ "kind": "z" }));
    assert_eq!(again::<wide::Either>(json!(7)), json!(7));
    assert_eq!(again::<wide::Ports>(json!([7])), json!([7]));
    assert!(wide::Word::from("a") < wide::Word::from("b"));
}
