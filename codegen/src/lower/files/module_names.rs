//! The names of the files that source files are split into.
//!
//! Owns that such a name is a module of ASCII letters, a file on every system, and hides nothing that generated code names. Tags
//! whose names are the same but for signs and capital letters share a file. Must not know what stands in it.

use std::collections::HashSet;

use crate::config::{Config, RustPath};
use crate::rust::{Case, Item, Krate, Name, Scalar};

use crate::lower::names::identifier;

/// What generated code names by the first segment of a path, and the source files themselves.
const NAMED: &[&str] = &[
    "alloc",
    "arbitrary",
    "client",
    "core",
    "json_schema",
    "jiff",
    "mock",
    "models",
    "operations",
    "reply",
    "reqwest",
    "runtime",
    "schema",
    "schemas",
    "serde",
    "serde_json",
    "server",
    "status",
    "std",
    "uuid",
    "validate",
    "wire",
];

/// Names that no file has on Windows.
///
/// Source: <https://learn.microsoft.com/windows/win32/fileio/naming-a-file>.
const DEVICES: &[&str] = &["aux", "con", "nul", "prn"];

/// What a module may not be called.
pub(super) struct ModuleNames {
    /// The packages that types and derives of the user are from.
    packages: HashSet<String>,
}

impl ModuleNames {
    pub(super) fn new(krate: &Krate, config: &Config) -> Self {
        let mut packages: HashSet<String> = config.dependencies.keys().map(|name| name.replace('-', "_")).collect();
        for scalar in krate.scalars() {
            if let Scalar::Foreign(path) = scalar
                && let Ok(path) = RustPath::try_from(path.clone())
            {
                packages.extend(path.packages());
            }
        }
        let chosen = krate.items.iter().filter_map(Item::chosen);
        let paths = chosen.flat_map(|chosen| chosen.derives.iter().chain(&chosen.attributes));
        packages.extend(paths.filter_map(|path| Some(path.split_once("::")?.0.trim().to_owned())));
        Self { packages }
    }

    /// The module for a tag, a segment of a path or a letter.
    pub(super) fn of(&self, words: &str) -> Name {
        let spelled = |sign: char| {
            let is_other = sign.is_alphanumeric() && !sign.is_ascii();
            if is_other { format!(" u{:04x} ", u32::from(sign)) } else { sign.to_string() }
        };
        let name = identifier(&words.chars().map(spelled).collect::<String>(), Case::Snake);
        if self.is_reserved(name.as_str()) { name.marked() } else { name }
    }

    fn is_reserved(&self, name: &str) -> bool {
        let port = name.strip_prefix("com").or_else(|| name.strip_prefix("lpt"));
        let is_port = port.is_some_and(|number| number.len() == 1 && number.chars().all(|sign| sign.is_ascii_digit()));
        is_port || NAMED.contains(&name) || DEVICES.contains(&name) || self.packages.contains(name)
    }
}
