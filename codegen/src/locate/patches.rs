//! The lines under `[patch]` that make a description accept other values: null, no value, any value.
//!
//! Owns how each version says so. Must not know how a patch is applied.

use crate::api::{Api, Types};
use crate::at::{At, FileId};
use crate::source::Documents;
use crate::value::Value;

use super::Found;

/// The keywords that refuse no value.
const ANNOTATIONS: &[&str] = &[
    "title",
    "description",
    "default",
    "example",
    "examples",
    "deprecated",
    "readOnly",
    "writeOnly",
    "$comment",
    "externalDocs",
];

/// What each patch accepts, and its line.
pub(super) fn of(documents: &Documents, api: &Api, found: &Found) -> Vec<(&'static str, String)> {
    let schema = &api.schemas[found.schema];
    let Some(written) = value(documents, &schema.at) else { return Vec::new() };
    let line = |at: &At, change: String| Some(format!("\"{}\" = {{ {change} }}", escaped(&address(documents, at)?)));
    let null = null(api, schema.types, written).and_then(|change| line(&schema.at, change));
    let absent = found.property.as_ref().and_then(|(owner, name)| {
        let owner = &api.schemas[*owner];
        let others: Vec<&String> = owner.object.required.iter().filter(|other| *other != name).collect();
        let is_required = others.len() < owner.object.required.len();
        let change = match others.as_slice() {
            [] => "remove = [\"required\"]".to_owned(),
            others => format!("required = [{}]", list(others)),
        };
        is_required.then(|| line(&owner.at, change)).flatten()
    });
    let any = any(written).and_then(|change| line(&schema.at, change));
    let patches = [("null", null), ("no value", absent), ("any value", any)];
    patches.into_iter().filter_map(|(what, line)| Some((what, line?))).collect()
}

/// The value at a location.
fn value<'d>(documents: &'d Documents, at: &At) -> Option<&'d Value> {
    documents.document(at.file)?.value.pointer(&at.pointer)
}

/// The address of a value, as a patch has it.
fn address(documents: &Documents, at: &At) -> Option<String> {
    if at.file == FileId::default() {
        return Some(at.to_string());
    }
    let mut files = documents.files();
    let entry = files.next()?;
    let other = usize::try_from(at.file.0).ok().and_then(|index| files.nth(index.checked_sub(1)?))?;
    let relative = other.strip_prefix(entry.parent()?).ok()?.to_str()?.replace('\\', "/");
    Some(format!("{relative}{at}"))
}

/// What accepts null besides what is accepted already; `None` where null is accepted, or cannot be by a patch: TOML has no null to
/// add to an `enum`.
fn null(api: &Api, types: Option<Types>, written: &Value) -> Option<String> {
    let keyword = if api.version.starts_with("2.") {
        Some("\"x-nullable\"")
    } else {
        api.version.starts_with("3.0").then_some("nullable")
    };
    let accepts_null = types.is_some_and(|types| types.contains(Types::NULL));
    let is_listed = written.get("enum").is_some() || written.get("const").is_some();
    let reference = written.get("$ref").and_then(Value::as_str).map(escaped);
    match (reference, keyword) {
        (Some(target), Some(keyword)) => {
            Some(format!("allOf = [{{ \"$ref\" = \"{target}\" }}], {keyword} = true, remove = [\"$ref\"]"))
        }
        (Some(target), None) => {
            Some(format!("anyOf = [{{ \"$ref\" = \"{target}\" }}, {{ type = \"null\" }}], remove = [\"$ref\"]"))
        }
        (None, _) if accepts_null || is_listed => None,
        (None, Some(keyword)) => written.get("type").map(|_| format!("{keyword} = true")),
        (None, None) => types.map(|types| {
            let names: Vec<String> = types.iter().map(|(name, _)| name.to_owned()).chain(["null".to_owned()]).collect();
            format!("type = [{}]", list(&names.iter().collect::<Vec<_>>()))
        }),
    }
}

/// What accepts any value; `None` where all are accepted.
fn any(written: &Value) -> Option<String> {
    let refuses = |name: &&String| !ANNOTATIONS.contains(&name.as_str()) && !name.starts_with("x-");
    let names = written.as_object()?.iter().map(|(name, _)| name);
    let names: Vec<&String> = names.filter(refuses).collect();
    (!names.is_empty()).then(|| format!("remove = [{}]", list(&names)))
}

fn list(names: &[&String]) -> String {
    names.iter().map(|name| format!("\"{}\"", escaped(name))).collect::<Vec<_>>().join(", ")
}

/// A text in quotes of TOML.
fn escaped(text: &str) -> String {
    text.chars()
        .map(|letter| match letter {
            '"' | '\\' => format!("\\{letter}"),
            letter if letter.is_control() => format!("\\u{:04X}", u32::from(letter)),
            letter => letter.to_string(),
        })
        .collect()
}
