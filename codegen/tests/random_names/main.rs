//! Names out of any text: descriptions whose paths, ids, properties, schemas, values, parameters, headers, tags and security schemes
//! are called at random are generated, every name is an identifier in a case, and a sample compiles without a warning.
//!
//! The texts are the same in every run. `PROOF_SEED=2` gives others.

mod description;
mod texts;

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::path::Path;
use std::process::Command;

use oasmith::config::{Config, Layout, Product};
use oasmith::diagnostic::{Colour, Sink, human};
use oasmith::source::Documents;

use texts::Numbers;

/// The descriptions that are generated.
const GENERATED: u64 = 20;

/// The crates that are compiled, each of a description of its own.
const COMPILED: u64 = 3;

fn seed() -> u64 {
    std::env::var("PROOF_SEED").map_or(1, |seed| seed.parse().unwrap())
}

/// A description by its number, which is its seed.
fn description(number: u64) -> Documents {
    let text = description::random(&mut Numbers::seeded(seed() * 1_000_000 + number)).to_string();
    Documents::from_texts(&[("api.json", &text)]).unwrap_or_else(|error| panic!("{error}"))
}

fn config(name: &str) -> Config {
    let mut config = Config::new("api.json", name);
    config.products.push(Product::Validate);
    config.layout = Layout::Crate;
    config
}

/// The names in what will be written.
fn names(krate: &str) -> impl Iterator<Item = String> {
    let printed = krate.split(" Name(").skip(1).filter_map(|rest| rest.split_once(')'));
    printed.map(|(name, _)| syn::parse_str::<syn::LitStr>(name.trim().trim_end_matches(',')).unwrap().value())
}

/// Whether rustc takes an identifier as one of some case without a warning (`non_snake_case`, `non_camel_case_types`,
/// `non_upper_case_globals`).
fn is_in_some_case(name: &str) -> bool {
    let has_case = |letter: char| letter.is_lowercase() || letter.is_uppercase();
    let name = name.trim_matches('_');
    let letters: Vec<char> = name.chars().collect();
    let is_camel = !letters[0].is_lowercase()
        && !letters.windows(3).any(|three| three[1] == '_' && (has_case(three[0]) || has_case(three[2])));
    let is_snake = !name.contains(char::is_uppercase);
    let is_upper = !name.contains(char::is_lowercase);
    !name.contains("__") && (is_camel || is_snake || is_upper)
}

#[test]
fn every_name_is_an_identifier_in_a_case() {
    let mut count = 0;
    for number in 0..GENERATED {
        let documents = description(number);
        let mut sink = Sink::new();
        let krate = oasmith::inspect(&documents, &config("names"), oasmith::Stage::Rust, &mut sink);
        let krate = krate.unwrap_or_else(|| panic!("{number}: {}", human(sink.iter(), &documents, Colour::Never)));
        for name in names(&krate) {
            assert!(syn::parse_str::<syn::Ident>(&name).is_ok(), "{number}: `{name}` is no identifier");
            assert!(is_in_some_case(&name), "{number}: `{name}` is in no case");
            count += 1;
        }
        // Emission parses what it writes.
        assert!(oasmith::generate(&documents, &config("names"), &mut Sink::new()).is_some(), "{number}");
    }
    assert!(count > 1_000, "{count}");
}

fn put(path: &Path, text: &str) {
    // What is the same is not compiled again.
    if fs::read_to_string(path).is_ok_and(|known| known == text) {
        return;
    }
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, text).unwrap();
}

/// Writes a crate, with the description it was made of beside it.
fn write_crate(folder: &Path, files: &BTreeMap<String, String>) {
    for (path, text) in files {
        put(&folder.join(path), text);
    }
}

#[test]
fn a_sample_compiles_without_a_warning() {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("random-names");
    let repository = Path::new(env!("CARGO_MANIFEST_DIR")).join("..").canonicalize().unwrap();
    let mut members = String::new();
    for number in 0..COMPILED {
        let name = format!("names-{number}");
        let files = oasmith::generate(&description(number), &config(&name), &mut Sink::new()).unwrap().files;
        write_crate(&folder.join(&name), &files);
        write!(members, "{name:?}, ").unwrap();
    }
    let manifest = format!(
        "[workspace]\nresolver = \"3\"\nmembers = [{members}]\n\n[patch.crates-io]\noasmith-runtime = {{ path = {:?} }}\n",
        repository.join("runtime")
    );
    put(&folder.join("Cargo.toml"), &manifest);
    put(&folder.join("Cargo.lock"), &fs::read_to_string(repository.join("Cargo.lock")).unwrap());
    let output = Command::new(env!("CARGO"))
        .args(["check", "--workspace", "--features", "client,server,validate", "--keep-going", "--color=never"])
        .current_dir(&folder)
        .env("CARGO_TARGET_DIR", Path::new(env!("CARGO_TARGET_TMPDIR")).join("compiled-target"))
        .env("CARGO_PROFILE_DEV_DEBUG", "0")
        .env("CARGO_INCREMENTAL", "0")
        .env_remove("RUSTFLAGS")
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success() && !said.contains("warning:"), "{said}");
}
