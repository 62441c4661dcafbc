//! Where in a description the items of a surface come from.
//!
//! Owns the paths that types, fields and operations have. Must not know lines.

use std::collections::BTreeMap;

use crate::at::At;
use crate::rust::{Construct, Item, Krate, Operation};

/// The locations of the paths of a crate.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Origins {
    by_path: BTreeMap<String, At>,
}

impl Origins {
    /// The location of what a path names, or of the nearest item around it.
    pub fn of(&self, path: &str) -> Option<&At> {
        let mut path = path;
        loop {
            if let Some(at) = self.by_path.get(path) {
                return Some(at);
            }
            path = path.rsplit_once("::")?.0;
        }
    }

    /// All paths with their locations.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &At)> {
        self.by_path.iter().map(|(path, at)| (path.as_str(), at))
    }

    fn add(&mut self, path: String, at: &At) {
        self.by_path.entry(path).or_insert_with(|| at.clone());
    }
}

/// The locations of the types, fields, operations and webhooks of a crate.
pub fn origins(krate: &Krate) -> Origins {
    let mut origins = Origins::default();
    krate.items.iter().for_each(|item| of_item(item, &mut origins));
    for reexport in &krate.reexports {
        origins.add(format!("models::{}", reexport.location.as_str()), &reexport.at);
    }
    krate.operations.iter().for_each(|operation| of_operation(operation, &mut origins));
    for webhook in &krate.webhooks {
        let name = webhook.constant.as_str();
        origins.add(format!("webhooks::{name}"), &webhook.at);
        origins.add(format!("operations::{name}"), &webhook.at);
    }
    origins
}

fn of_item(item: &Item, origins: &mut Origins) {
    let path = format!("models::{}", item.name().as_str());
    origins.add(path.clone(), item.at());
    match item {
        Item::Struct(item) => {
            if let Construct::Required(name) = &item.construct {
                origins.add(format!("models::{}", name.as_str()), &item.at);
            }
            for field in &item.fields {
                let accessor = field.default.as_ref().map(|accessor| &accessor.name);
                for name in [&field.name].into_iter().chain(&field.null_setter).chain(accessor) {
                    origins.add(format!("{path}::{}", name.as_str()), &field.at);
                }
                if let Construct::Required(required) = &item.construct {
                    origins.add(format!("models::{}::{}", required.as_str(), field.name.as_str()), &field.at);
                }
            }
        }
        Item::Tuple(item) => {
            for (place, one) in item.items.iter().enumerate() {
                origins.add(format!("{path}::{place}"), &one.at);
            }
        }
        Item::StringEnum(_) | Item::NumberEnum(_) | Item::OneOf(_) | Item::Alias(_) | Item::Newtype(_) => {}
    }
}

fn of_operation(operation: &Operation, origins: &mut Origins) {
    let group = operation.in_client.as_ref().map_or("Client", |grouped| grouped.group.as_str());
    origins.add(format!("client::{group}::{}", operation.client_method().as_str()), &operation.at);
    origins.add(format!("client::{}", operation.call.as_str()), &operation.at);
    let group = operation.in_server.as_ref().map_or("Api", |grouped| grouped.group.as_str());
    origins.add(format!("server::{group}::{}", operation.server_method().as_str()), &operation.at);
    origins.add(format!("server::{}", operation.request.as_str()), &operation.at);
    origins.add(format!("server::{}", operation.response.as_str()), &operation.at);
    origins.add(format!("operations::{}", operation.constant.as_str()), &operation.at);
    for headers in operation.header_sets() {
        origins.add(format!("operations::{}", headers.name.as_str()), &operation.at);
    }
}
