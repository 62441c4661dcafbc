//! Decides which optional properties and parameters have an accessor that falls back to their default, and reports defaults that are
//! no values of their type.
//!
//! A default is a fact about the other side: it is never sent and never filled in. The accessor gives it without code that could fail,
//! so that only what Rust can write [as a value](crate::lower::items::constants) has one. Must not know how code is printed.

use std::collections::HashMap;

use crate::at::At;
use crate::diagnostic::Sink;
use crate::rust::{Accessor, Constant, Field, Item, Location, Name, Operation, Presence, Struct};
use crate::value::Value;

use crate::lower::docs;
use crate::lower::items::aliases::Aliases;
use crate::lower::items::constants::{Misfit, Types};
use crate::lower::names::Namespace;
use crate::lower::types::StatedDefault;
use crate::lower::types::defaults::report;

/// The defaults of properties, by struct and name on the wire.
type Stated = HashMap<(Name, String), StatedDefault>;

/// The defaults of the parameters of an operation, by location and name on the wire, each with where it stands.
pub(in crate::lower) type ParameterDefaults = HashMap<(Location, String), (Value, At)>;

/// A default as a value of its type, or why it is none.
type Read = Result<Constant, Misfit>;

/// Gives each property with a default its accessor. The defaults are read before the first is given, because each is read from all
/// types.
pub(in crate::lower) fn set(items: &mut [Item], stated: &Stated, aliases: &Aliases, sink: &mut Sink) {
    let read: Vec<HashMap<usize, Read>> = {
        let types = Types::of(items, aliases);
        items.iter().map(|item| read(item, stated, &types)).collect()
    };
    for (item, read) in items.iter_mut().zip(read) {
        if let Item::Struct(item) = item {
            set_of_struct(item, stated, read, sink);
        }
    }
}

/// The defaults of the fields of a struct, by their positions.
fn read(item: &Item, stated: &Stated, types: &Types<'_>) -> HashMap<usize, Read> {
    let Item::Struct(item) = item else { return HashMap::new() };
    let found = item.fields.iter().enumerate().filter_map(|(index, field)| {
        let StatedDefault { value, is_allowed } = stated.get(&(item.name.clone(), field.wire.clone()))?;
        Some((index, if *is_allowed { types.constant(&field.ty, value) } else { Err(Misfit::NoValue) }))
    });
    found.collect()
}

fn set_of_struct(item: &mut Struct, stated: &Stated, mut read: HashMap<usize, Read>, sink: &mut Sink) {
    if read.is_empty() {
        return;
    }
    let mut methods = methods(item);
    for (index, field) in item.fields.iter_mut().enumerate() {
        let Some(read) = read.remove(&index) else { continue };
        let Some(StatedDefault { value: default, .. }) = stated.get(&(item.name.clone(), field.wire.clone())) else {
            continue;
        };
        let is_null = *default == Value::Null;
        match read {
            Ok(value) if has_accessor(field) && !is_null => {
                let name = accessor_name(&field.name, &field.wire, &mut methods);
                field.default = Some(Accessor { name, value, text: default.to_json().to_string() });
            }
            Err(Misfit::NoValue) if !is_null => {
                report(&field.wire, default, &field.at, sink);
                docs::forget_default(&mut field.docs, default);
            }
            Ok(_) | Err(Misfit::Unwritten | Misfit::NoValue) => {}
        }
    }
}

/// The methods that a struct has without accessors.
fn methods(item: &Struct) -> Namespace {
    let mut methods = Namespace::with(&["new"]);
    for field in &item.fields {
        methods.take(&field.name, &field.wire);
        if let Some(setter) = &field.null_setter {
            methods.take(setter, &field.wire);
        }
    }
    if let Some(extras) = &item.extras {
        methods.take(&extras.name, "additional properties");
    }
    methods
}

fn has_accessor(field: &Field) -> bool {
    match field.presence {
        Presence::Optional | Presence::OptionalAny | Presence::OptionalNullable => !field.boxed,
        Presence::Required | Presence::RequiredNullable => false,
    }
}

fn accessor_name(name: &Name, wire: &str, taken: &mut Namespace) -> Name {
    taken.take(&name.with("or default"), wire)
}

/// Gives each parameter with a default its accessor on the request that a server reads.
pub(in crate::lower) fn set_of_parameters<'o>(
    operations: impl Iterator<Item = (&'o mut Operation, &'o ParameterDefaults)>,
    items: &[Item],
    aliases: &Aliases,
    sink: &mut Sink,
) {
    let types = Types::of(items, aliases);
    for (operation, defaults) in operations {
        let mut fields = Namespace::default();
        for parameter in &operation.parameters {
            fields.take(&parameter.name, &parameter.wire);
        }
        for name in operation.body.iter().map(|body| &body.name).chain([&operation.context]) {
            fields.take(name, name.as_str());
        }
        for parameter in &mut operation.parameters {
            let key = (parameter.location, parameter.wire.clone());
            let Some((default, at)) = defaults.get(&key) else { continue };
            match types.constant(&parameter.ty, default) {
                Ok(value) if !parameter.required && *default != Value::Null => {
                    let name = accessor_name(&parameter.name, &parameter.wire, &mut fields);
                    parameter.default = Some(Accessor { name, value, text: default.to_json().to_string() });
                }
                Err(Misfit::NoValue) if *default != Value::Null => report(&parameter.wire, default, at, sink),
                Ok(_) | Err(Misfit::Unwritten | Misfit::NoValue) => {}
            }
        }
    }
}
