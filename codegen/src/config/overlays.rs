//! `overlays` in the settings: Overlay Documents.
//!
//! Owns the two ways in which one is written: a path, or a path and what is chosen for it. Must not read the documents.

use std::path::PathBuf;

use serde::{Deserialize, Serialize};

/// An Overlay Document, by its path relative to the settings.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "Written")]
pub struct Overlay {
    /// The file.
    pub path: PathBuf,
    /// Whether an action that selects nothing is an error, which it is unless `strict = false`.
    pub strict: bool,
}

#[derive(Deserialize)]
#[serde(untagged, expecting = "expected a path, or `{ path = \"..\", strict = false }`")]
enum Written {
    Path(PathBuf),
    Table(Table),
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Table {
    path: PathBuf,
    #[serde(default = "always")]
    strict: bool,
}

fn always() -> bool {
    true
}

impl From<Written> for Overlay {
    fn from(written: Written) -> Self {
        match written {
            Written::Path(path) => Self { path, strict: true },
            Written::Table(Table { path, strict }) => Self { path, strict },
        }
    }
}
