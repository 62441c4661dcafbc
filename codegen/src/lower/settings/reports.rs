//! Reports settings that are about nothing in the description, and those that cannot be as they want it.
//!
//! Owns the wording of these two reports. Must not know what a setting is for.

use crate::at::{At, FileId};
use crate::diagnostic::{Diagnostic, Sink, codes};

/// Reports a setting of a type that cannot be.
pub(in crate::lower) fn refuse(sink: &mut Sink, key: &str, setting: &str, message: &str, help: &str) {
    let at = At::root(FileId::SETTINGS).key("types").key(key).key(setting);
    sink.push(Diagnostic::error(codes::CONFIG, at, message).help(help));
}

/// Reports a line of the settings that is about nothing in the description.
pub(in crate::lower) fn report_unused(sink: &mut Sink, table: &str, name: &str, what: &str, nearest: Option<&str>) {
    let message = format!("`{name}` under `[{table}]` in oasmith.toml is not a {what}");
    let at = At::root(FileId::SETTINGS).key(table).key(name);
    let entry = Diagnostic::new(codes::UNUSED_MAPPING, at, message);
    sink.push(match nearest {
        Some(nearest) => entry.help(format!("did you mean `{nearest}`?")),
        None => entry,
    });
}
