//! The descriptions that the fuzz targets begin with; each of them is read, and most are generated.

use std::fs;
use std::path::Path;

use crate::generate;

/// Name and text of each, by name.
pub(crate) fn seeds() -> Vec<(String, String)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz/seeds");
    let mut seeds: Vec<(String, String)> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .map(|path| (path.file_name().unwrap().to_string_lossy().into_owned(), fs::read_to_string(&path).unwrap()))
        .collect();
    seeds.sort();
    seeds
}

#[test]
fn seeds_are_generated() {
    let refused: Vec<_> = seeds()
        .iter()
        .map(|(name, text)| (name.clone(), generate(&[(name, text)])))
        .filter(|(_, outcome)| outcome.files.is_empty())
        // A version that is not read is refused as such.
        .filter(|(_, outcome)| outcome.codes != ["E-unknown-version"])
        .map(|(name, outcome)| (name, outcome.codes))
        .collect();
    assert_eq!(refused, []);
}
