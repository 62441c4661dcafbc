//! Decides which optional members and parameters have an accessor that falls back to their default, and reports defaults that are no values of
//! their type.
//!
//! A default is a fact about the other side: it is never sent and never filled in. The accessor says it without running code that
//! could fail, so that only what Rust can write [as a value](crate::lower::types::constants) has one. Must not know how code is printed.

use std::collections::HashMap;

use crate::at::At;
use crate::diagnostic::{Diagnostic, Sink, codes};
use crate::rust::{Accessor, Item, Location, Name, Operation, Presence, Struct};
use crate::value::Value;

use crate::lower::docs;
use crate::lower::names::Namespace;
use crate::lower::types::constants::{Misfit, Types};

/// The defaults of members, by struct and name on the wire.
pub(in crate::lower) type Defaults = HashMap<(Name, String), Stated>;

/// A default as it is stated.
#[derive(Debug, Clone)]
pub(in crate::lower) struct Stated {
    pub value: Value,
    /// Whether the bounds and the format of its schema allow it.
    pub is_allowed: bool,
}

/// The defaults of the parameters of an operation, by place and name on the wire, each with its place in the description.
pub(in crate::lower) type ParameterDefaults = HashMap<(Location, String), (Value, At)>;

/// Gives each member with a default its accessor. Every type has been made by then.
pub(in crate::lower) fn settle(items: &mut [Item], defaults: &Defaults, sink: &mut Sink) {
    let known = items.to_vec();
    let types = Types::of(&known);
    for item in items {
        if let Item::Struct(item) = item {
            settle_struct(item, defaults, &types, sink);
        }
    }
}

/// Gives each parameter with a default its accessor on the request that a server reads.
pub(in crate::lower) fn settle_parameters<'o>(
    operations: impl Iterator<Item = (&'o mut Operation, &'o ParameterDefaults)>,
    items: &[Item],
    sink: &mut Sink,
) {
    let types = Types::of(items);
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
                    let name = fields.take(&parameter.name.with("or default"), &parameter.wire);
                    parameter.default = Some(Accessor { name, value, text: default.to_json().to_string() });
                }
                Err(Misfit::NoValue) if *default != Value::Null => report(&parameter.wire, default, at, sink),
                Ok(_) | Err(Misfit::Unwritten | Misfit::NoValue) => {}
            }
        }
    }
}

fn settle_struct(item: &mut Struct, defaults: &Defaults, types: &Types<'_>, sink: &mut Sink) {
    let mut members = Namespace::with(&["new"]);
    for field in &item.fields {
        members.take(&field.name, &field.wire);
        if let Some(setter) = &field.null_setter {
            members.take(setter, &field.wire);
        }
    }
    if let Some(extras) = &item.extras {
        members.take(&extras.name, "additional properties");
    }
    for field in &mut item.fields {
        let Some(default) = defaults.get(&(item.name.clone(), field.wire.clone())) else { continue };
        let Stated { value: default, is_allowed } = default;
        let is_null = *default == Value::Null;
        let has_accessor = match field.presence {
            Presence::Optional | Presence::OptionalAny | Presence::OptionalNullable => !field.boxed,
            Presence::Required | Presence::RequiredNullable => false,
        };
        let fit = if *is_allowed { types.constant(&field.ty, default) } else { Err(Misfit::NoValue) };
        match fit {
            Ok(value) if has_accessor && !is_null => {
                let name = members.take(&field.name.with("or default"), &field.wire);
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

pub(in crate::lower) fn report(member: &str, default: &Value, at: &At, sink: &mut Sink) {
    let message = format!("the default of `{member}`, {}, is no value of its schema", default.to_json());
    let help = "write a value that the schema allows, or leave out `default`";
    sink.push(Diagnostic::new(codes::DEFAULT, at.clone(), message).help(help));
}
