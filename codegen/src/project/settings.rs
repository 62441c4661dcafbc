//! Finding and reading `oasmith.toml`.
//!
//! Owns what is said about a mistake in it. Must not know what the settings do.

use std::ops::Range;
use std::path::{Path, PathBuf};

use super::Failure;
use crate::at::{At, FileId};
use crate::config::Config;
use crate::diagnostic::{Code, Diagnostic, Place, Places, codes};
use crate::nearest::nearest;

/// The name of the file.
pub const FILE: &str = "oasmith.toml";

/// The nearest `oasmith.toml` in a folder or above it.
pub fn find(from: &Path) -> Option<PathBuf> {
    let start = if from == Path::new("") { Path::new(".") } else { from };
    let absolute = start.canonicalize().ok()?;
    let levels = absolute.ancestors().take_while(|folder| !folder.join(FILE).is_file()).count();
    // Relative to where the search began, because that is how paths are shown.
    let found = from.join("../".repeat(levels)).join(FILE);
    found.is_file().then_some(found)
}

/// Reads a file of settings.
pub(super) fn read(path: &Path) -> Result<Config, Failure> {
    let file = path.to_string_lossy().into_owned();
    let text = std::fs::read_to_string(path).map_err(|error| {
        let places = Settings { file: file.clone(), text: String::new(), span: 0..0 };
        let message = format!("the file cannot be read: {error}");
        Failure::new(vec![Diagnostic::error(codes::UNREADABLE, root(), message)], places)
    })?;
    let fail = |span: Range<usize>, message: String, help: Option<String>| {
        let places = Settings { file: file.clone(), text: text.clone(), span };
        Failure::new(vec![Diagnostic { help, ..Diagnostic::error(codes::CONFIG, root(), message) }], places)
    };
    let config = Config::parse(&text).map_err(|error| {
        let help = suggestion(error.message()).map(|name| format!("did you mean `{name}`?"));
        fail(error.span().unwrap_or_default(), error.message().trim().replace('\n', ", "), help)
    })?;
    match config.allow.keys().find(|name| Code::find(name).is_none()) {
        None => Ok(config),
        Some(name) => {
            let start = text.find(name.as_str()).unwrap_or_default();
            let known = codes::ALL.iter().map(|entry| entry.code.id());
            let help = nearest(name, known).map(|name| format!("did you mean `{name}`?"));
            Err(fail(start..start + name.len(), format!("there is no code `{name}`"), help))
        }
    }
}

/// The name that may have been meant, where a message says "unknown field `x`, expected one of `y`, `z`".
fn suggestion(message: &str) -> Option<&str> {
    let mut names = message.split('`').skip(1).step_by(2);
    let unknown = message.starts_with("unknown ").then(|| names.next()).flatten()?;
    nearest(unknown, names)
}

fn root() -> At {
    At::root(FileId::default())
}

/// The one place that a mistake in the settings has.
struct Settings {
    file: String,
    text: String,
    span: Range<usize>,
}

impl Places for Settings {
    fn place(&self, _: &At) -> Option<Place<'_>> {
        let before = self.text.get(..self.span.start).unwrap_or_default();
        let line = before.rsplit_once('\n').map_or(before, |(_, line)| line);
        Some(Place {
            file: &self.file,
            text: &self.text,
            span: self.span.clone(),
            line: before.matches('\n').count() + 1,
            column: line.chars().count() + 1,
        })
    }
}
