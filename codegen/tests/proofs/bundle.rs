//! A description of several files as one.
//!
//! Owns where the other files go and what references to them become. Must not know what a description means.

use oasmith::at::FileId;
use oasmith::source::Documents;
use serde_json::{Map, Value};

/// The member of the whole that holds the other files.
const FILES: &str = "files";

/// The entry document, with all other files as members of one of its own.
pub fn bundled(documents: &Documents) -> Value {
    let mut whole = documents.root().value.to_json();
    let count = u32::try_from(documents.files().count()).unwrap();
    if count == 1 {
        return whole;
    }
    bind(documents, FileId(0), &mut whole);
    let mut files = Map::new();
    for file in (1..count).map(FileId) {
        if let Some(document) = documents.document(file) {
            let mut value = document.value.to_json();
            bind(documents, file, &mut value);
            files.insert(file.0.to_string(), value);
        }
    }
    whole[FILES] = Value::Object(files);
    whole
}

/// Binds the references of a file to the whole.
fn bind(documents: &Documents, file: FileId, value: &mut Value) {
    match value {
        Value::Array(items) => items.iter_mut().for_each(|item| bind(documents, file, item)),
        Value::Object(members) => {
            for (name, member) in members {
                match member {
                    Value::String(reference) if name == "$ref" => {
                        if let Ok(target) = documents.resolve(file, reference) {
                            *reference = fragment(&target.at.file, &target.at.pointer);
                        }
                    }
                    member => bind(documents, file, member),
                }
            }
        }
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}

fn fragment(file: &FileId, pointer: &str) -> String {
    let pointer = super::oracle::fragment(pointer);
    match file {
        FileId(0) => format!("#{pointer}"),
        FileId(file) => format!("#/{FILES}/{file}{pointer}"),
    }
}

/// Whether a reference leads into one of the other files.
pub fn is_of_a_file(reference: &str) -> bool {
    reference.strip_prefix("#/").and_then(|rest| rest.strip_prefix(FILES)).is_some_and(|rest| rest.starts_with('/'))
}
