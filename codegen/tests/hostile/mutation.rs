//! Descriptions that were damaged: cut off, changed byte by byte, robbed of a value, or given another one.
//!
//! The changes are made by a generator of numbers that is always the same, so that a failure can be repeated.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::time::Instant;

use oasmith::source::Documents;
use serde_json::{Value, json};

use crate::seeds::seeds;
use crate::{generate, soon};

/// Numbers without order that follow from where they begin (xorshift64*, Vigna 2016).
pub(crate) struct Numbers(u64);

impl Numbers {
    /// Numbers that begin elsewhere for every seed, however near seeds are (the mixer of splitmix64, Steele 2014).
    pub(crate) fn seeded(seed: u64) -> Self {
        let mut state = seed.wrapping_add(0x9E37_79B9_7F4A_7C15);
        state = (state ^ (state >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        state = (state ^ (state >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        Self((state ^ (state >> 31)) | 1)
    }

    fn next(&mut self) -> u64 {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        self.0.wrapping_mul(0x2545_F491_4F6C_DD1D)
    }

    pub(crate) fn below(&mut self, bound: usize) -> usize {
        usize::try_from(self.next() >> 33).unwrap() % bound.max(1)
    }

    pub(crate) fn one_of<'t, T>(&mut self, items: &'t [T]) -> &'t T {
        &items[self.below(items.len())]
    }
}

/// What means something to a reader of YAML, JSON or OpenAPI.
const WORDS: &[&str] = &[
    "{",
    "}",
    "[",
    "]",
    ":",
    ",",
    "\"",
    "'",
    "#",
    "&a ",
    "*a",
    "<<: ",
    "!x ",
    "|",
    ">",
    "- ",
    "? ",
    "---",
    "...",
    "~",
    "\t",
    "\r",
    "\n",
    "\n  ",
    "\u{0}",
    "\u{feff}",
    "\u{202e}",
    "é",
    "\\u0000",
    "\\ud800",
    "$ref",
    "#/",
    "#/components/schemas/A",
    "null",
    "true",
    "-1",
    "0",
    "1e999",
    "99999999999999999999999",
    "allOf",
    "oneOf",
    "properties",
    "type",
    "string",
    "object",
    "array",
    "enum",
    "default",
    "nullable",
    "in",
    "body",
];

/// A text with a few changes.
pub(crate) fn damaged(text: &str, other: &str, numbers: &mut Numbers) -> String {
    let mut bytes = text.as_bytes().to_vec();
    for _ in 0..=numbers.below(4) {
        let at = numbers.below(bytes.len() + 1);
        let end = (at + numbers.below(40)).min(bytes.len());
        match numbers.below(7) {
            0 => bytes.truncate(at),
            1 => drop(bytes.drain(at..end)),
            2 => drop(bytes.splice(at..at, numbers.one_of(WORDS).bytes())),
            3 => drop(bytes.splice(at..end, numbers.one_of(WORDS).bytes())),
            4 => {
                let part = bytes[at..end].to_vec();
                let to = numbers.below(bytes.len() + 1);
                bytes.splice(to..to, part);
            }
            5 => {
                let from = numbers.below(other.len());
                let part = &other.as_bytes()[from..(from + 60).min(other.len())];
                bytes.splice(at..end, part.iter().copied());
            }
            _ => {
                if let Some(byte) = bytes.get_mut(at) {
                    *byte ^= 1 << numbers.below(8);
                }
            }
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

/// Fails with the text where a panic does not say which it was.
fn survives(text: &str) {
    let start = Instant::now();
    if catch_unwind(AssertUnwindSafe(|| generate(&[("api.yaml", text)]))).is_err() {
        panic!("this description:\n{text}");
    }
    assert!(start.elapsed().as_secs() < 5, "{:?} for this description:\n{text}", start.elapsed());
}

#[test]
fn damaged_texts() {
    let seeds = seeds();
    let mut numbers = Numbers(0x0A5A_0001);
    for _ in 0..100 {
        for (_, text) in &seeds {
            let (_, other) = numbers.one_of(&seeds).clone();
            survives(&damaged(text, &other, &mut numbers));
        }
    }
}

#[test]
fn texts_that_end_too_early() {
    for (name, text) in seeds() {
        let step = text.len() / 25 + 1;
        for end in (0..text.len()).step_by(step).filter(|end| text.is_char_boundary(*end)) {
            soon(|| generate(&[(&name, &text[..end])]));
        }
    }
}

#[test]
fn bytes_that_are_not_text() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("api.yaml");
    for bytes in [
        &b"\xff\xfe{\0}\0"[..],
        b"openapi: \xc3\x28",
        b"\xef\xbb\xbf",
        b"\0\0\0\0",
        b"\x80",
        b"{\"a\": \"\xed\xa0\x80\"}",
    ] {
        std::fs::write(&path, bytes).unwrap();
        let error = Documents::read(&path, &oasmith::source::Limits::default()).unwrap_err();
        assert!(matches!(error.diagnostics[0].code.id(), "E-unreadable" | "E-syntax"), "{error}");
    }
}

/// The pointers of all values below the root.
fn pointers(value: &Value, here: &str, all: &mut Vec<String>) {
    let inner: Vec<(String, &Value)> = match value {
        Value::Object(members) => {
            members.iter().map(|(name, value)| (name.replace('~', "~0").replace('/', "~1"), value)).collect()
        }
        Value::Array(items) => items.iter().enumerate().map(|(index, value)| (index.to_string(), value)).collect(),
        _ => Vec::new(),
    };
    for (token, value) in inner {
        let pointer = format!("{here}/{token}");
        pointers(value, &pointer, all);
        all.push(pointer);
    }
}

pub(crate) fn tree(text: &str) -> Value {
    Documents::from_texts(&[("api.yaml", text)]).unwrap().root().value.to_json()
}

fn without(tree: &Value, pointer: &str) -> Value {
    let mut tree = tree.clone();
    let (around, token) = pointer.rsplit_once('/').unwrap();
    let token = token.replace("~1", "/").replace("~0", "~");
    match tree.pointer_mut(around) {
        Some(Value::Object(members)) => drop(members.shift_remove(&token)),
        Some(Value::Array(items)) => drop(items.remove(token.parse().unwrap())),
        _ => panic!("nothing is around {pointer}"),
    }
    tree
}

/// All seeds, in two halves that run at the same time.
fn each_value_is_deleted(half: usize) {
    for (_, text) in seeds().into_iter().skip(half).step_by(2) {
        let tree = tree(&text);
        let mut all = Vec::new();
        pointers(&tree, "", &mut all);
        for pointer in all {
            survives(&without(&tree, &pointer).to_string());
        }
    }
}

#[test]
fn each_value_is_deleted_first_half() {
    each_value_is_deleted(0);
}

#[test]
fn each_value_is_deleted_second_half() {
    each_value_is_deleted(1);
}

/// A tree in which a few values are replaced: by values of another kind, or from elsewhere in the tree.
pub(crate) fn displaced(tree: &Value, numbers: &mut Numbers) -> Value {
    let others = [
        Value::Null,
        json!(true),
        json!(-1),
        json!(1e300),
        json!(""),
        json!("#"),
        json!([]),
        json!({}),
        json!([[1]]),
        json!({ "$ref": "#/components/schemas/A" }),
        json!({ "$ref": "#" }),
        json!({ "type": "object", "properties": { "a": { "type": "string" } } }),
    ];
    let mut all = Vec::new();
    pointers(tree, "", &mut all);
    let mut changed = tree.clone();
    for _ in 0..=numbers.below(3) {
        let new = match numbers.below(3) {
            0 => tree.pointer(numbers.one_of::<String>(&all)).unwrap().clone(),
            _ => numbers.one_of(&others).clone(),
        };
        if let Some(place) = changed.pointer_mut(numbers.one_of::<String>(&all)) {
            *place = new;
        }
    }
    changed
}

#[test]
fn values_of_another_kind() {
    let mut numbers = Numbers(0x0A5A_0002);
    for (_, text) in seeds() {
        let tree = tree(&text);
        for _ in 0..40 {
            survives(&displaced(&tree, &mut numbers).to_string());
        }
    }
}
