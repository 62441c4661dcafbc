//! Reports the settings of types that cannot be as these want them: nothing is generated then.
//!
//! Owns which settings each kind of type can have, save for derives. Must not know how a setting finds its type.

use std::collections::BTreeSet;

use crate::config::TypeChoices;
use crate::diagnostic::Sink;
use crate::rust::{Item, Name};

use crate::lower::settings::reports;
use crate::lower::types::choices::Choices;

/// Reports them.
pub(in crate::lower) fn check(items: &[Item], choices: &Choices, sink: &mut Sink) {
    let written: BTreeSet<&Name> = items.iter().map(Item::name).collect();
    for (name, (key, _)) in choices.iter().filter(|(name, _)| !written.contains(name)) {
        let what = format!("generated type: another type is used for `{}`", name.as_str());
        reports::report_unused(sink, "types", key, &what, None);
    }
    for item in items {
        if let Some((key, choices)) = choices.get(item.name()) {
            check_closed(item, key, choices, sink);
            check_alias(item, key, choices, sink);
        }
    }
}

/// Only enums can be closed, and only those that are not offered beside any string.
fn check_closed(item: &Item, key: &str, choices: &TypeChoices, sink: &mut Sink) {
    let is_open = match item {
        Item::StringEnum(item) => Some(item.unknown.is_some()),
        Item::NumberEnum(item) => Some(item.unknown.is_some()),
        Item::Struct(_) | Item::OneOf(_) | Item::Tuple(_) | Item::Alias(_) | Item::Newtype(_) => None,
    };
    let message = match (choices.closed, is_open) {
        (Some(_), None) => format!("`{key}` is not an enum of strings or numbers"),
        (Some(true), Some(true)) => format!("`{key}` also allows any other string, so it stays open"),
        (Some(_), Some(_)) | (None, _) => return,
    };
    reports::refuse(sink, key, "closed", &message, "delete `closed`");
}

/// Only an alias can become a newtype, and an alias derives nothing.
fn check_alias(item: &Item, key: &str, choices: &TypeChoices, sink: &mut Sink) {
    match item {
        Item::Alias(_) if choices.newtype => {
            let message = format!("`{key}` is another name for a type that no newtype is made of");
            reports::refuse(sink, key, "newtype", &message, "choose for the type that it names");
        }
        Item::Alias(_) if !choices.derive.is_empty() || !choices.attributes.is_empty() => {
            let setting = if choices.derive.is_empty() { "attributes" } else { "derive" };
            let message = format!("`{key}` is another name for a type, and derives nothing itself");
            let help = "write `newtype = true` beside it, or choose for the type that it names";
            reports::refuse(sink, key, setting, &message, help);
        }
        Item::Struct(_) | Item::StringEnum(_) | Item::NumberEnum(_) | Item::OneOf(_) | Item::Tuple(_)
            if choices.newtype =>
        {
            let message = format!("`{key}` is a type of its own already");
            reports::refuse(sink, key, "newtype", &message, "delete `newtype`");
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
