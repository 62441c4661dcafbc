//! Finds the types that the settings name, and says where a setting names none, or one that cannot be as it wants.
//!
//! Owns the way from a name in `[types]` to a type. Must not know which traits a type can have.

use std::collections::{BTreeMap, BTreeSet};

use crate::at::{At, FileId};
use crate::config::{TypeChoice, TypeChoices};
use crate::diagnostic::{Diagnostic, Sink, codes};
use crate::did_you_mean::did_you_mean;
use crate::rust::{Alias, Item, Name, Ty};

use crate::lower::Lower;

/// What is chosen for single types, by their names; with each the name that the settings have for it.
pub(in crate::lower) type Choices = BTreeMap<Name, (String, TypeChoices)>;

impl Lower<'_, '_> {
    /// Finds the types that the settings name: by their schemas, or as they are called in Rust.
    pub(in crate::lower) fn find_choices(&mut self) {
        for (key, choice) in &self.config.types {
            let TypeChoice::Written(choices) = choice else { continue };
            let component = self.api.components.iter().find(|component| component.name == *key);
            let of_schema = component.and_then(|component| self.names.get(&self.named(component.schema)));
            let name = of_schema.or_else(|| self.names.values().find(|name| name.as_str() == key)).cloned();
            match name.map(|name| (self.choices.get(&name), name)) {
                Some((Some((other, _)), _)) => {
                    let at = At::root(FileId::SETTINGS).key("types").key(key);
                    let message = format!("`{key}` and `{other}` are the same type");
                    self.sink
                        .push(Diagnostic::error(codes::CONFIG, at, message).help("write what is chosen for it once"));
                }
                Some((None, name)) => {
                    self.choices.insert(name, (key.clone(), choices.clone()));
                }
                None => {
                    let components = self.api.components.iter().map(|component| component.name.as_str());
                    let mut known: Vec<&str> = components.chain(self.names.values().map(Name::as_str)).collect();
                    known.sort_unstable();
                    let meant = did_you_mean(key, known);
                    report_unused_setting(self.sink, "types", key, "type of this description", meant);
                }
            }
        }
    }

    /// Whether the enum of this name refuses values that the description does not list.
    pub(in crate::lower) fn is_closed(&self, name: &Name) -> bool {
        let own = self.choices.get(name).and_then(|(_, choices)| choices.closed);
        own.unwrap_or(self.config.models.closed_enums)
    }

    /// Whether the settings want a type of its own under this name.
    pub(in crate::lower) fn is_newtype(&self, name: &Name) -> bool {
        self.choices.get(name).is_some_and(|(_, choices)| choices.newtype)
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
        Ty::Unit | Ty::Json | Ty::Bytes | Ty::Nullable(_) | Ty::Named(_) | Ty::Text(_) | Ty::Union(_) => false,
    }
}

/// Reports the settings of types that cannot be as these want them: nothing is generated then.
pub(in crate::lower) fn check(items: &[Item], choices: &Choices, sink: &mut Sink) {
    let written: BTreeSet<&Name> = items.iter().map(Item::name).collect();
    for (name, (key, _)) in choices.iter().filter(|(name, _)| !written.contains(name)) {
        let what = format!("type that is written: another stands for `{}`", name.as_str());
        report_unused_setting(sink, "types", key, &what, None);
    }
    for item in items {
        let Some((key, choices)) = choices.get(item.name()) else { continue };
        let mut report = |setting: &str, message: String, help: &str| refuse(sink, key, setting, &message, help);
        let is_open = match item {
            Item::StringEnum(item) => Some(item.unknown.is_some()),
            Item::NumberEnum(item) => Some(item.unknown.is_some()),
            Item::Struct(_) | Item::OneOf(_) | Item::Tuple(_) | Item::Alias(_) | Item::Newtype(_) => None,
        };
        match (choices.closed, is_open) {
            (Some(_), None) => report("closed", format!("`{key}` is no enum of texts or numbers"), "delete `closed`"),
            (Some(true), Some(true)) => {
                report("closed", format!("`{key}` is offered beside any text, and stays open"), "delete `closed`");
            }
            (Some(_), Some(_)) | (None, _) => {}
        }
        match item {
            Item::Alias(_) if choices.newtype => {
                let message = format!("`{key}` is another name for a type that no newtype is made of");
                report("newtype", message, "choose for the type that it names");
            }
            Item::Alias(_) if !choices.derive.is_empty() || !choices.attributes.is_empty() => {
                let setting = if choices.derive.is_empty() { "attributes" } else { "derive" };
                let message = format!("`{key}` is another name for a type, and derives nothing itself");
                report(setting, message, "write `newtype = true` beside it, or choose for the type that it names");
            }
            Item::Struct(_) | Item::StringEnum(_) | Item::NumberEnum(_) | Item::OneOf(_) | Item::Tuple(_)
                if choices.newtype =>
            {
                report("newtype", format!("`{key}` is a type of its own already"), "delete `newtype`");
            }
            Item::Struct(_)
            | Item::StringEnum(_)
            | Item::NumberEnum(_)
            | Item::OneOf(_)
            | Item::Tuple(_)
            | Item::Alias(_)
            | Item::Newtype(_) => {}
        }
    }
}

/// Reports a setting of a type that cannot be.
pub(in crate::lower) fn refuse(sink: &mut Sink, key: &str, setting: &str, message: &str, help: &str) {
    let at = At::root(FileId::SETTINGS).key("types").key(key).key(setting);
    sink.push(Diagnostic::error(codes::CONFIG, at, message).help(help));
}

/// Reports a line of the settings that is about nothing in the description.
pub(in crate::lower) fn report_unused_setting(
    sink: &mut Sink,
    table: &str,
    name: &str,
    what: &str,
    meant: Option<&str>,
) {
    let message = format!("`{name}` under `[{table}]` in oasmith.toml is no {what}");
    let at = At::root(FileId::SETTINGS).key(table).key(name);
    let entry = Diagnostic::new(codes::UNUSED_MAPPING, at, message);
    sink.push(match meant {
        Some(meant) => entry.help(format!("did you mean `{meant}`?")),
        None => entry,
    });
}
