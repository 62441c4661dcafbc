//! Unions: forty kinds told apart by a tag, and eight shapes told apart by their properties.

use serde_json::{Map, Value, json};

/// Declares a union by tag three times: ours, by serde's tag, and untagged with the tag as a type of its own.
macro_rules! kinds {
    ($($T:ident $Kind:ident $tag:literal,)*) => {
        pub mod ours {
            #![allow(dead_code)]
            use oasmith_runtime::{object, union, wire};

            union! {
                /// An event.
                pub enum Event by "kind" {
                    $($T($T) = [$tag],)*
                    _ = Unknown,
                }
            }

            $(
                #[derive(Clone, PartialEq)]
                pub struct $T {
                    pub kind: String,
                    pub id: i64,
                    pub subject: String,
                    pub at: String,
                    pub amount: Option<f64>,
                    pub note: Option<String>,
                }

                object! {
                    $T::new(id: i64, subject: String, at: String) {
                        "kind" = kind fixed($tag),
                        "id" = id,
                        "subject" = subject,
                        "at" = at,
                        "amount": amount optional(f64),
                        "note": note optional(String),
                    }
                }
            )*

            union! {
                /// A shape.
                pub enum Shape {
                    A(ShapeA), B(ShapeB), C(ShapeC), D(ShapeD), E(ShapeE), F(ShapeF), G(ShapeG), H(ShapeH),
                }
            }

            shapes!(ours ShapeA "a" a, ShapeB "b" b, ShapeC "c" c, ShapeD "d" d, ShapeE "e" e, ShapeF "f" f, ShapeG "g" g, ShapeH "h" h);
        }

        pub mod theirs {
            use serde::{Deserialize, Serialize};

            #[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
            #[serde(tag = "kind")]
            pub enum Event {
                $(#[serde(rename = $tag)] $T($T),)*
            }

            $(
                #[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
                pub struct $T {
                    pub id: i64,
                    pub subject: String,
                    pub at: String,
                    #[serde(skip_serializing_if = "Option::is_none")]
                    pub amount: Option<f64>,
                    #[serde(skip_serializing_if = "Option::is_none")]
                    pub note: Option<String>,
                }
            )*
        }

        pub mod untagged {
            use serde::{Deserialize, Serialize};

            #[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
            #[serde(untagged)]
            pub enum Event {
                $($T($T),)*
            }

            $(
                #[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
                pub enum $Kind {
                    #[serde(rename = $tag)]
                    Only,
                }

                #[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
                pub struct $T {
                    pub kind: $Kind,
                    pub id: i64,
                    pub subject: String,
                    pub at: String,
                    #[serde(skip_serializing_if = "Option::is_none")]
                    pub amount: Option<f64>,
                    #[serde(skip_serializing_if = "Option::is_none")]
                    pub note: Option<String>,
                }
            )*

            #[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
            #[serde(untagged)]
            pub enum Shape {
                A(ShapeA),
                B(ShapeB),
                C(ShapeC),
                D(ShapeD),
                E(ShapeE),
                F(ShapeF),
                G(ShapeG),
                H(ShapeH),
            }

            shapes!(theirs ShapeA "a" a, ShapeB "b" b, ShapeC "c" c, ShapeD "d" d, ShapeE "e" e, ShapeF "f" f, ShapeG "g" g, ShapeH "h" h);
        }

        /// The tags, in order.
        const TAGS: &[&str] = &[$($tag),*];
    };
}

/// Structs with one required property that no other has, and three that all have.
macro_rules! shapes {
    (ours $($T:ident $wire:literal $field:ident),*) => {
        $(
            #[derive(Clone, PartialEq)]
            pub struct $T {
                pub $field: f64,
                pub name: String,
                pub x: Option<f64>,
                pub y: Option<f64>,
            }

            object! {
                $T::new($field: f64, name: String) {
                    $wire = $field,
                    "name" = name,
                    "x": x optional(f64),
                    "y": y optional(f64),
                }
            }
        )*
    };
    (theirs $($T:ident $wire:literal $field:ident),*) => {
        $(
            #[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
            pub struct $T {
                pub $field: f64,
                pub name: String,
                #[serde(skip_serializing_if = "Option::is_none")]
                pub x: Option<f64>,
                #[serde(skip_serializing_if = "Option::is_none")]
                pub y: Option<f64>,
            }
        )*
    };
}

kinds! {
    Event00 Kind00 "event.00",
    Event01 Kind01 "event.01",
    Event02 Kind02 "event.02",
    Event03 Kind03 "event.03",
    Event04 Kind04 "event.04",
    Event05 Kind05 "event.05",
    Event06 Kind06 "event.06",
    Event07 Kind07 "event.07",
    Event08 Kind08 "event.08",
    Event09 Kind09 "event.09",
    Event10 Kind10 "event.10",
    Event11 Kind11 "event.11",
    Event12 Kind12 "event.12",
    Event13 Kind13 "event.13",
    Event14 Kind14 "event.14",
    Event15 Kind15 "event.15",
    Event16 Kind16 "event.16",
    Event17 Kind17 "event.17",
    Event18 Kind18 "event.18",
    Event19 Kind19 "event.19",
    Event20 Kind20 "event.20",
    Event21 Kind21 "event.21",
    Event22 Kind22 "event.22",
    Event23 Kind23 "event.23",
    Event24 Kind24 "event.24",
    Event25 Kind25 "event.25",
    Event26 Kind26 "event.26",
    Event27 Kind27 "event.27",
    Event28 Kind28 "event.28",
    Event29 Kind29 "event.29",
    Event30 Kind30 "event.30",
    Event31 Kind31 "event.31",
    Event32 Kind32 "event.32",
    Event33 Kind33 "event.33",
    Event34 Kind34 "event.34",
    Event35 Kind35 "event.35",
    Event36 Kind36 "event.36",
    Event37 Kind37 "event.37",
    Event38 Kind38 "event.38",
    Event39 Kind39 "event.39",
}

/// Where the tag of an event stands.
#[derive(Clone, Copy, PartialEq)]
pub enum Tag {
    First,
    Last,
    /// Behind all other properties, of which one has parts.
    BehindParts,
}

/// One event of each kind.
pub fn list(place: Tag) -> String {
    let tag_first = place == Tag::First;
    let event = |tag: &&str| {
        let mut event = Map::new();
        if tag_first {
            event.insert("kind".to_owned(), json!(tag));
        }
        for (name, value) in [
            ("id", json!(17)),
            ("subject", json!("drv_1a2b3c4d5e6f")),
            ("at", json!("2026-04-22T13:33:48Z")),
            ("amount", json!(12.5)),
        ] {
            event.insert(name.to_owned(), value);
        }
        if place == Tag::BehindParts {
            let parts =
                json!({ "object": "ride", "from": { "lat": 48.8, "lng": 2.3 }, "stops": [1, 2, { "id": "s" }] });
            event.insert("context".to_owned(), parts);
        }
        if !tag_first {
            event.insert("kind".to_owned(), json!(tag));
        }
        Value::Object(event)
    };
    Value::Array(TAGS.iter().map(event).collect()).to_string()
}

/// Five shapes of each sort.
pub fn shape_list() -> String {
    let names = ["a", "b", "c", "d", "e", "f", "g", "h"];
    let shape = |name: &str| json!({ name: 1.5, "name": "a shape", "x": 1.0, "y": 2.0 });
    Value::Array(names.iter().cycle().take(40).map(|name| shape(name)).collect()).to_string()
}
