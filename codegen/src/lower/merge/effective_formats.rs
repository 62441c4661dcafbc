//! Leaves in every schema the format that counts, and replaces schemas by the types of the user.
//!
//! Owns these changes to schemas. What a format asks for is decided by the [table](crate::lower::shape::format_table). Must not know how
//! a format is written.

use std::collections::BTreeSet;

use crate::api::{Api, Schema, SchemaId, Types};
use crate::config::{Config, RustPath, TypeChoice};
use crate::diagnostic::Sink;
use crate::did_you_mean::did_you_mean;
use crate::value::Value;

use crate::lower::merge::{Originals, rust_types};
use crate::lower::settings::reports;
use crate::lower::shape::format_table::{Formats, of_integers};
use crate::lower::shape::look_through::target;

/// The format of Kubernetes for a number or a string, such as a port or its name.
const INT_OR_STRING: &str = "int-or-string";

/// The formats of URLs.
const URLS: &[&str] = &["uri", "uri-reference", "url"];

/// Leaves in every schema the format that a type or a schema table is made of, and no other; replaces schemas by the types
/// of the user.
pub(in crate::lower) fn decide(api: &mut Api, originals: &mut Originals, config: &Config, sink: &mut Sink) -> Formats {
    let mut formats = Formats::new(config.formats.clone());
    let mut met = BTreeSet::new();
    split_int_or_string(&formats, api, originals);
    retype(api, originals, |schema| whole_numbers(&formats, schema));
    let of = |names: &[&str]| {
        let is_named = |schema: &Schema| schema.format.as_deref().is_some_and(|format| names.contains(&format));
        api.schemas.iter().filter(|(_, schema)| is_named(schema)).map(|(id, _)| id).collect()
    };
    formats.note_binary(of(&["binary"]));
    formats.note_urls(of(URLS));
    for schema in originals.values_mut() {
        schema.format = formats.effective(schema, &mut met);
    }
    let all: Vec<SchemaId> = api.schemas.iter().map(|(id, _)| id).collect();
    for id in all {
        let format = formats.effective(&api.schemas[id], &mut met);
        if format != api.schemas[id].format {
            let schema = Schema { format, ..api.schemas[id].clone() };
            api.schemas.replace(id, schema);
        }
    }
    for format in config.formats.keys().filter(|format| !met.contains(*format)) {
        reports::report_unused(sink, "formats", format, "format of this description", None);
    }
    replace(&mut formats, api, originals, config, sink);
    formats
}

/// Lets strings of the format `int-or-string` be integers too, as its values are in spite of their type; one that the user names a
/// type for stays as it is written.
///
/// Source: Kubernetes API conventions; `IntOrString` of k8s.io/apimachinery/pkg/util/intstr.
fn split_int_or_string(formats: &Formats, api: &mut Api, originals: &mut Originals) {
    if formats.choice(Types::STRING, INT_OR_STRING).is_some() {
        return;
    }
    retype(api, originals, int_or_string);
}

/// Gives schemas other types, and likewise what they said originally.
fn retype(api: &mut Api, originals: &mut Originals, types_of: impl Fn(&Schema) -> Option<Types>) {
    for schema in originals.values_mut() {
        schema.types = types_of(schema).or(schema.types);
    }
    let found: Vec<_> = api.schemas.iter().filter_map(|(id, one)| Some((id, types_of(one)?))).collect();
    for (id, types) in found {
        let schema = Schema { types: Some(types), ..api.schemas[id].clone() };
        api.schemas.replace(id, schema);
    }
}

/// The types of a schema of numbers whose format is one of integers: its numbers are integers. One that lists fractions, or that the
/// user chose a type for, stays as it is written.
///
/// Source: OpenAPI 3.0.4, 3.1.1 and 3.2, section "Data Type Format"; OpenAPI Format Registry.
fn whole_numbers(formats: &Formats, schema: &Schema) -> Option<Types> {
    let types = schema.types.filter(|types| types.contains(Types::NUMBER))?;
    let format = schema.format.as_deref().filter(|format| of_integers(format).is_some())?;
    let mut listed = schema.enumeration.iter().flatten().chain(&schema.constant);
    let has_fractions = listed.any(|value| matches!(value, Value::Float(value) if value.fract() != 0.0));
    let is_chosen = formats.choice(Types::NUMBER, format).is_some();
    (!has_fractions && !is_chosen).then(|| types.without(Types::NUMBER).or(Types::INTEGER))
}

/// The types of a schema of the format `int-or-string` whose values are not listed.
fn int_or_string(schema: &Schema) -> Option<Types> {
    let types = schema.types.filter(|types| types.without(Types::NULL) == Types::STRING)?;
    let is_open = schema.format.as_deref() == Some(INT_OR_STRING) && schema.enumeration.is_none();
    (is_open && schema.constant.is_none()).then(|| types.or(Types::INTEGER))
}

/// Marks the schemas that are types of the user. What they say is for the schema tables alone.
fn replace(formats: &mut Formats, api: &mut Api, originals: &mut Originals, config: &Config, sink: &mut Sink) {
    let mut replaced = BTreeSet::new();
    for (name, choice) in &config.types {
        let TypeChoice::User(user) = choice else { continue };
        let Some(component) = api.components.iter().find(|component| component.name == *name) else {
            let nearest = did_you_mean(name, api.components.iter().map(|component| component.name.as_str()));
            reports::report_unused(sink, "types", name, "schema under `components`", nearest);
            continue;
        };
        let id = target(api, component.schema);
        mark(formats, api, originals, id, user.path.clone());
        replaced.insert(id);
    }
    for (id, path) in rust_types::followed(api, config, sink) {
        // The settings go before the description.
        if replaced.insert(id) {
            mark(formats, api, originals, id, path);
        }
    }
}

/// Leaves in a schema its notes and a type.
fn mark(formats: &mut Formats, api: &mut Api, originals: &mut Originals, id: SchemaId, path: RustPath) {
    let original = api.schemas[id].clone();
    let mut mark = Schema::any(original.at.clone());
    mark.notes = original.notes.clone();
    mark.types = original.types.filter(|types| !types.without(Types::NULL).is_none()).or(Some(Types::OBJECT));
    api.schemas.replace(id, mark);
    originals.entry(id).or_insert(original);
    formats.replace(id, path);
}
