//! Finding and reading `oasmith.toml`.
//!
//! Owns the messages about mistakes in it, and the positions in it. Must not know what the settings do.

use std::collections::BTreeSet;
use std::ops::Range;
use std::path::{Path, PathBuf};

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::Failure;
use crate::at::{At, FileId};
use crate::config::Config;
use crate::config::targets::TARGET;
use crate::diagnostic::{Code, Diagnostic, Place, Places, codes};
use crate::did_you_mean::did_you_mean;
use crate::value::Value;

/// The name of the file.
pub const FILE: &str = "oasmith.toml";

/// The file of settings.
pub(super) const FILE_ID: FileId = FileId::SETTINGS;

/// The nearest `oasmith.toml` in a folder or above it.
pub fn find(from: &Path) -> Option<PathBuf> {
    let start = if from == Path::new("") { Path::new(".") } else { from };
    let absolute = start.canonicalize().ok()?;
    let levels = absolute.ancestors().take_while(|folder| !folder.join(FILE).is_file()).count();
    // Relative to where the search began, because that is how paths are shown.
    let found = from.join("../".repeat(levels)).join(FILE);
    found.is_file().then_some(found)
}

/// Reads a file of settings: those of each target.
pub(super) fn read(path: &Path) -> Result<Vec<(Config, Settings)>, Failure> {
    let file = path.to_string_lossy().into_owned();
    let mut settings = Settings { file, text: String::new(), target: 0, mistake: None };
    settings.text = std::fs::read_to_string(path).map_err(|error| {
        let message = format!("the file cannot be read: {error}");
        Failure::new(vec![Diagnostic::new(codes::UNREADABLE, At::root(FILE_ID), message)], settings.clone())
    })?;
    let targets = Config::parse_all(&settings.text).map_err(|error| {
        let help = suggestion(error.message()).map(|name| format!("did you mean `{name}`?"));
        let message = error.message().trim().replace('\n', ", ");
        let diagnostic = Diagnostic { help, ..Diagnostic::new(codes::CONFIG, At::root(FILE_ID), message) };
        Failure::new(vec![diagnostic], Settings { mistake: error.span(), ..settings.clone() })
    })?;
    let mut outputs = BTreeSet::new();
    if let Some(twice) = targets.iter().find(|config| !outputs.insert(&config.output)) {
        let message = format!("two targets write the folder `{}`", twice.output.display());
        let at = At::root(FILE_ID).key(TARGET);
        return Err(Failure::new(vec![Diagnostic::new(codes::CONFIG, at, message)], settings));
    }
    let of_target = |(target, config): (usize, Config)| {
        let settings = Settings { target, ..settings.clone() };
        let unknown = config.allow.keys().filter(|name| Code::find(name).is_none());
        let diagnostics: Vec<_> = unknown.map(|name| unknown_code(name)).collect();
        if diagnostics.is_empty() { Ok((config, settings)) } else { Err(Failure::new(diagnostics, settings)) }
    };
    targets.into_iter().enumerate().map(of_target).collect()
}

fn unknown_code(name: &str) -> Diagnostic {
    let known = codes::ALL.iter().map(|entry| entry.code.id());
    let help = did_you_mean(name, known).map(|name| format!("did you mean `{name}`?"));
    Diagnostic { help, ..Diagnostic::new(codes::CONFIG, allowed(name), format!("there is no code `{name}`")) }
}

/// The address of the entry that allows a code.
pub(super) fn allowed(name: &str) -> At {
    At::root(FILE_ID).key("allow").key(name)
}

/// A value of the settings as one of a description.
pub(super) fn value(setting: &toml::Value) -> Value {
    match setting {
        toml::Value::String(text) => Value::String(text.clone()),
        toml::Value::Integer(number) => Value::Integer((*number).into()),
        toml::Value::Float(number) => Value::Float(*number),
        toml::Value::Boolean(flag) => Value::Bool(*flag),
        toml::Value::Datetime(moment) => Value::String(moment.to_string()),
        toml::Value::Array(items) => Value::Array(items.iter().map(value).collect()),
        toml::Value::Table(keys) => {
            Value::Object(keys.iter().map(|(name, inner)| (name.clone(), value(inner))).collect())
        }
    }
}

/// The name that may have been meant, where a message says "unknown field `x`, expected one of `y`, `z`".
fn suggestion(message: &str) -> Option<&str> {
    let mut names = message.split('`').skip(1).step_by(2);
    let unknown = message.starts_with("unknown ").then(|| names.next()).flatten()?;
    did_you_mean(unknown, names)
}

/// The text of a file of settings, to show positions in it.
#[derive(Debug, Clone)]
pub(super) struct Settings {
    file: String,
    text: String,
    /// The number of the target, where there are several.
    target: usize,
    /// The position of a mistake.
    mistake: Option<Range<usize>>,
}

impl Settings {
    /// The bytes of the key that an address names: in the target, else at the top, which it inherits.
    fn key(&self, at: &At) -> Option<Range<usize>> {
        let root = DeTable::parse(&self.text).ok()?;
        let own = match entry(root.get_ref(), TARGET).map(|(_, targets)| targets) {
            Some(DeValue::Array(targets)) => targets.get(self.target).map(Spanned::get_ref),
            _ => None,
        };
        let own = own.and_then(DeValue::as_table).and_then(|own| key(own, at));
        own.or_else(|| key(root.get_ref(), at))
    }
}

/// The bytes of the key that an address names in a table.
fn key(mut table: &DeTable<'_>, at: &At) -> Option<Range<usize>> {
    let mut found = None;
    for token in at.tokens() {
        let (span, value) = entry(table, &token)?;
        found = Some(span);
        let DeValue::Table(inner) = value else { break };
        table = inner;
    }
    found
}

/// The bytes of a key of a table, and its value.
fn entry<'t, 'i>(table: &'t DeTable<'i>, name: &str) -> Option<(Range<usize>, &'t DeValue<'i>)> {
    table.iter().find(|(key, _)| *key.get_ref() == name).map(|(key, value)| (key.span(), value.get_ref()))
}

impl Places for Settings {
    fn place(&self, at: &At) -> Option<Place<'_>> {
        let span = self.mistake.clone().or_else(|| self.key(at)).unwrap_or_default();
        let before = self.text.get(..span.start).unwrap_or_default();
        let line = before.rsplit_once('\n').map_or(before, |(_, line)| line);
        Some(Place {
            file: &self.file,
            text: &self.text,
            line: before.matches('\n').count() + 1,
            column: line.chars().count() + 1,
            span,
        })
    }
}
