//! The word that schemas must have in common, besides what they say, where what they say is little.
//!
//! Owns that word, and which schemas need one. Must not know what schemas say.

use crate::api::{Schema, SchemaId};
use crate::at::At;
use crate::bounds::DISTINCTIVE_PROPERTIES;
use crate::lower::names::named_locations::LocationNames;
use crate::lower::names::wanted;

/// What a schema must have in common with those that it shares a type with.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(super) enum Label {
    /// Nothing: it says enough.
    None,
    /// This word.
    Word(String),
    /// This name, which its author gives it.
    Name(String),
    /// It shares with nothing.
    Own(SchemaId),
}

/// Whether a schema says so much that another one with the same words means the same.
pub(super) fn says_enough(schema: &Schema) -> bool {
    schema.object.properties.len() >= DISTINCTIVE_PROPERTIES
}

/// The label of a schema that is no component.
pub(super) fn of(id: SchemaId, schema: &Schema, names: &LocationNames) -> Label {
    let name = wanted(schema.notes.type_name.as_deref(), "");
    if !name.is_empty() {
        return Label::Name(name.to_owned());
    }
    if says_enough(schema) {
        return Label::None;
    }
    let title = schema.notes.title.as_ref().filter(|title| !title.trim().is_empty());
    match title.cloned().or_else(|| word(&schema.at, names)) {
        Some(word) => Label::Word(word),
        None => Label::Own(id),
    }
}

/// The word of a place: the name of its property or parameter; of what stands in an array or a map, with `item` or `value`. A body
/// and a response have none.
fn word(at: &At, names: &LocationNames) -> Option<String> {
    let tokens: Vec<String> = at.tokens().collect();
    let mut rest: &[String] = &tokens;
    let mut inside = Vec::new();
    loop {
        let (taken, word) = match rest {
            [.., keyword, name] if keyword == "properties" => (0, Some(name.clone())),
            [.., keyword, index] if keyword == "oneOf" || keyword == "anyOf" || keyword == "prefixItems" => {
                inside.push(format!("{keyword} {index}"));
                (2, None)
            }
            // What an `allOf` joins is one object.
            [.., keyword, _] if keyword == "allOf" => (2, None),
            [.., keyword, _] if keyword == "patternProperties" => {
                inside.push("value".to_owned());
                (2, None)
            }
            [.., keyword] if keyword == "items" => {
                inside.push("item".to_owned());
                (1, None)
            }
            [.., keyword] if keyword == "additionalProperties" => {
                inside.push("value".to_owned());
                (1, None)
            }
            [around @ .., keyword] if keyword == "schema" => {
                let parameter = around.iter().fold(At::root(at.file), |at, token| at.key(token));
                (0, Some(names.get(&parameter)?.clone()))
            }
            _ => return None,
        };
        if let Some(word) = word {
            let words = std::iter::once(word).chain(inside.into_iter().rev());
            return Some(words.collect::<Vec<_>>().join(" "));
        }
        rest = rest.get(..rest.len().saturating_sub(taken))?;
    }
}
