//! Pairs of small descriptions, as edits of one of a few descriptions.
//!
//! A file of `pairs/` names its description and its settings, and has a list of pairs. Each has a name, what the difference asks
//! for, and the edits that make the old and the new description: values by JSON pointers, where null removes. Settings that differ
//! are texts of an `oasmith.toml`.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::sync::OnceLock;

use oasmith::Generated;
use oasmith::config::{Config, Layout};
use oasmith::diagnostic::{Colour, Sink, human};
use oasmith::source::Documents;
use oasmith::surface::{Impact, SurfaceChange, compare};
use serde::Deserialize;
use serde_json::Value;

type Edits = BTreeMap<String, Value>;

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    description: String,
    settings: String,
    pairs: Vec<Written>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    name: String,
    asks: String,
    #[serde(default)]
    old: Edits,
    #[serde(default)]
    new: Edits,
    #[serde(default)]
    old_settings: String,
    #[serde(default)]
    new_settings: String,
    /// Why the compiler does not agree.
    unseen: Option<String>,
    /// The ids of the kinds of changes, where they matter.
    #[serde(default)]
    kinds: Vec<String>,
}

/// A pair with what was generated.
pub struct Pair {
    pub name: String,
    pub old: Generated,
    pub new: Generated,
    pub changes: Vec<SurfaceChange>,
    pub asks: Impact,
    pub unseen: Option<String>,
    pub kinds: Vec<String>,
}

impl Pair {
    /// What its changes ask for.
    pub fn impact(&self) -> Impact {
        self.changes.iter().map(|change| change.impact).max().unwrap_or(Impact::Patch)
    }
}

/// All pairs, in the order of the files.
pub fn pairs() -> &'static [Pair] {
    static PAIRS: OnceLock<Vec<Pair>> = OnceLock::new();
    PAIRS.get_or_init(read)
}

fn read() -> Vec<Pair> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/surface");
    let mut files: Vec<_> = fs::read_dir(folder.join("pairs")).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    let of_file = |path: &Path| {
        let stem = path.file_stem().unwrap().to_string_lossy().into_owned();
        let file: File =
            serde_yaml::from_str(&fs::read_to_string(path).unwrap()).unwrap_or_else(|error| panic!("{stem}: {error}"));
        let base = fs::read_to_string(folder.join(&file.description)).unwrap();
        let base: Value = serde_yaml::from_str(&base).unwrap();
        let pair = |written: Written| pair(&format!("{stem}: {}", written.name), &base, &file.settings, written);
        file.pairs.into_iter().map(pair).collect::<Vec<_>>()
    };
    files.iter().flat_map(|path| of_file(path)).collect()
}

fn pair(name: &str, base: &Value, settings: &str, written: Written) -> Pair {
    let old = generated(name, base, &written.old, &format!("{settings}\n{}", written.old_settings));
    let new = generated(name, base, &written.new, &format!("{settings}\n{}", written.new_settings));
    let asks = match written.asks.as_str() {
        "major" => Impact::Major,
        "minor" => Impact::Minor,
        "patch" => Impact::Patch,
        other => panic!("{name}: {other}"),
    };
    let changes = compare(&old.surface, &new.surface);
    Pair { name: name.to_owned(), old, new, changes, asks, unseen: written.unseen, kinds: written.kinds }
}

fn generated(name: &str, base: &Value, edits: &Edits, settings: &str) -> Generated {
    let mut description = base.clone();
    for (pointer, value) in edits {
        edit(name, &mut description, pointer, value);
    }
    let text = serde_json::to_string(&description).unwrap();
    let documents = Documents::from_texts(&[("api.json", &text)]).unwrap();
    let settings = format!("description = \"api.json\"\noutput = \"out\"\n{settings}");
    let config = Config::parse(&settings).unwrap_or_else(|error| panic!("{name}: {error}"));
    let mut sink = Sink::new();
    let generated = oasmith::generate(&documents, &Config { layout: Layout::Module, ..config }, &mut sink);
    generated.unwrap_or_else(|| panic!("{name}: {}", human(sink.iter(), &documents, Colour::Never)))
}

/// Sets the value at a pointer; null removes it. The last name may be new, and `-` adds to an array.
fn edit(name: &str, description: &mut Value, pointer: &str, value: &Value) {
    let (parent, last) = pointer.rsplit_once('/').unwrap_or_else(|| panic!("{name}: {pointer}"));
    let last = last.replace("~1", "/").replace("~0", "~");
    let parent = description.pointer_mut(parent).unwrap_or_else(|| panic!("{name}: there is no {pointer}"));
    match parent {
        Value::Object(object) if value.is_null() => {
            object.remove(&last).unwrap_or_else(|| panic!("{name}: there is no {pointer}"));
        }
        Value::Object(object) => {
            object.insert(last, value.clone());
        }
        Value::Array(items) if last == "-" => items.push(value.clone()),
        Value::Array(items) if value.is_null() => {
            items.remove(last.parse().unwrap());
        }
        Value::Array(items) => items[last.parse::<usize>().unwrap()] = value.clone(),
        other => panic!("{name}: {pointer} is in {other}"),
    }
}
