//! The hash of what a description says, in YAML or JSON.
//!
//! Owns the encoding that is hashed. Must not depend on bytes, comments, layout or file names.

use sha2::{Digest, Sha256};

use crate::value::Value;

/// SHA-256 over trees, in hexadecimal. A file without a tree is left out.
pub(super) fn fingerprint<'v>(trees: impl IntoIterator<Item = Option<&'v Value>>) -> String {
    let mut hash = Sha256::new();
    for tree in trees {
        match tree {
            Some(tree) => add(&mut hash, tree),
            None => hash.update(b"-"),
        }
    }
    hash.finalize().iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Each value is encoded as its kind, its length where it has one, and its content, so that two trees never have one encoding.
fn add(hash: &mut Sha256, value: &Value) {
    match value {
        Value::Null => hash.update(b"n"),
        Value::Bool(flag) => hash.update(if *flag { b"t" } else { b"f" }),
        Value::Integer(number) => {
            hash.update(b"i");
            hash.update(number.to_be_bytes());
        }
        Value::Float(number) => {
            hash.update(b"d");
            hash.update(number.to_be_bytes());
        }
        Value::String(text) => add_text(hash, text),
        Value::Array(items) => {
            hash.update(b"a");
            add_length(hash, items.len());
            items.iter().for_each(|item| add(hash, item));
        }
        Value::Object(properties) => {
            hash.update(b"o");
            add_length(hash, properties.len());
            for (name, property) in properties {
                add_text(hash, name);
                add(hash, property);
            }
        }
    }
}

fn add_text(hash: &mut Sha256, text: &str) {
    hash.update(b"s");
    add_length(hash, text.len());
    hash.update(text.as_bytes());
}

fn add_length(hash: &mut Sha256, length: usize) {
    hash.update(u64::try_from(length).unwrap_or(u64::MAX).to_be_bytes());
}
