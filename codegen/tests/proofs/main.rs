//! Proofs of the models: what a description accepts is read into its type and written back as it was.
//!
//! The generated types are compiled into programs that read and write values; a validator of JSON Schema that is not ours
//! says which values a schema accepts. What does not hold is an exact list beside this file, which `BLESS=1` writes anew.
//!
//! The descriptions and the suite lie outside this repository; `OASMITH_CORPUS` names their folder. Without it these tests
//! are skipped, but where `CI` is set a missing corpus fails.

#![allow(missing_docs)]

mod broken;
mod bundle;
mod census;
mod equal;
mod examples;
mod instances;
mod list;
#[allow(dead_code)]
mod oracle;
mod places;
mod program;
mod shared_types;
mod strategies;
mod suite;

use std::path::{Path, PathBuf};

/// Whether members that a schema does not declare are kept, as [`program::config`] asks for. Were they dropped, they would be
/// counted apart.
const PRESERVE_UNKNOWN: bool = true;

/// The folder of the corpus; `None`, said aloud, where there is none.
fn corpus() -> Option<PathBuf> {
    match std::env::var_os("OASMITH_CORPUS") {
        Some(folder) => Some(PathBuf::from(folder)),
        None => {
            let ci = std::env::var("CI").is_ok_and(|ci| !["", "0", "false"].contains(&ci.as_str()));
            assert!(!ci, "OASMITH_CORPUS is not set");
            println!("skipped: OASMITH_CORPUS is not set");
            None
        }
    }
}

/// The descriptions of the index, by their paths in the corpus.
fn descriptions(corpus: &Path, large: bool) -> Vec<String> {
    let index = std::fs::read_to_string(corpus.join("INDEX.tsv")).unwrap();
    let paths = index.lines().skip(1).filter_map(|line| line.split('\t').next());
    let wanted = paths.filter(|path| !path.ends_with('/') && path.starts_with("large/") == large);
    wanted.map(str::to_owned).collect()
}
