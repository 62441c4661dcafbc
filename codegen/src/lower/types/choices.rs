//! Finds the types that the settings name, and says where a setting names none.
//!
//! Owns the way from a name in `[types]` to a type. Must not know which traits a type can have.

use std::collections::BTreeMap;
use std::collections::btree_map::Iter;

use crate::at::{At, FileId};
use crate::config::{Config, TypeChoice, TypeChoices};
use crate::diagnostic::{Diagnostic, Sink, codes};
use crate::did_you_mean::did_you_mean;
use crate::rust::{Alias, Item, Name, Ty};

use crate::lower::merge::context::Context;
use crate::lower::settings::reports;
use crate::lower::share::Shared;
use crate::lower::types::naming::TypeNames;

/// What is chosen for single types, by their names; with each the name that the settings have for it.
#[derive(Debug)]
pub(in crate::lower) struct Choices {
    closed_enums: bool,
    of_types: BTreeMap<Name, (String, TypeChoices)>,
}

impl Choices {
    /// Finds the types that the settings name: by their schemas, or as they are called in Rust.
    pub(in crate::lower) fn find(context: Context<'_>, names: &TypeNames, shared: &Shared, sink: &mut Sink) -> Self {
        let Context { api, config, .. } = context;
        let mut choices = Self::without_types(config);
        for (key, choice) in &config.types {
            let TypeChoice::Written(chosen) = choice else { continue };
            let component = api.components.iter().find(|component| component.name == *key);
            let of_schema = component.and_then(|component| names.get(&context.named(component.schema)));
            let of_location = || shared.reexports.iter().find(|one| one.location.as_str() == key).map(|one| &one.name);
            let name = of_schema.or_else(|| names.values().find(|name| name.as_str() == key)).or_else(of_location);
            let name = name.cloned();
            match name.map(|name| (choices.of_types.get(&name), name)) {
                Some((Some((other, _)), _)) => {
                    let at = At::root(FileId::SETTINGS).key("types").key(key);
                    let message = format!("`{key}` and `{other}` are the same type");
                    sink.push(Diagnostic::error(codes::CONFIG, at, message).help("write what is chosen for it once"));
                }
                Some((None, name)) => {
                    choices.of_types.insert(name, (key.clone(), chosen.clone()));
                }
                None => {
                    let components = api.components.iter().map(|component| component.name.as_str());
                    let mut known: Vec<&str> = components.chain(names.values().map(Name::as_str)).collect();
                    known.sort_unstable();
                    let nearest = did_you_mean(key, known);
                    reports::report_unused(sink, "types", key, "type of this description", nearest);
                }
            }
        }
        choices
    }

    fn without_types(config: &Config) -> Self {
        Self { closed_enums: config.models.closed_enums, of_types: BTreeMap::new() }
    }

    pub(in crate::lower) fn get(&self, name: &Name) -> Option<&(String, TypeChoices)> {
        self.of_types.get(name)
    }

    /// Each type that something is chosen for, with the name that the settings have for it.
    pub(in crate::lower) fn iter(&self) -> Iter<'_, Name, (String, TypeChoices)> {
        self.of_types.iter()
    }

    pub(in crate::lower) fn is_empty(&self) -> bool {
        self.of_types.is_empty()
    }

    /// Whether the enum of this name refuses values that the description does not list.
    pub(in crate::lower) fn is_closed(&self, name: &Name) -> bool {
        let own = self.get(name).and_then(|(_, choices)| choices.closed);
        own.unwrap_or(self.closed_enums)
    }

    /// Whether the settings want a type of its own under this name.
    pub(in crate::lower) fn is_newtype(&self, name: &Name) -> bool {
        self.get(name).is_some_and(|(_, choices)| choices.newtype)
    }

    /// Another name for a type, or a type of its own where the settings want one.
    pub(in crate::lower) fn alias_or_newtype(&self, alias: Alias) -> Item {
        if self.is_newtype(&alias.name) && can_be_newtype(&alias.ty) {
            Item::Newtype(alias)
        } else {
            Item::Alias(alias)
        }
    }
}

/// Whether a type of its own around a type says more than the type: others have names already, or are anything.
fn can_be_newtype(ty: &Ty) -> bool {
    match ty {
        Ty::Bool
        | Ty::I32
        | Ty::I64
        | Ty::F32
        | Ty::F64
        | Ty::String
        | Ty::Scalar(_)
        | Ty::JsonObject
        | Ty::Vec(_)
        | Ty::Map(_) => true,
        Ty::Unit | Ty::Json | Ty::Bytes | Ty::Nullable(_) | Ty::Named(_) | Ty::StringAlias(_) | Ty::Union(_) => false,
    }
}
