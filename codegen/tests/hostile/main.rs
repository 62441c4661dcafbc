//! Input that means harm, or is broken: it ends with files that are Rust or with a report, soon, and never with a panic.

mod bombs;
mod circles;
mod injection;
mod mutation;
mod paths;
mod random;
mod seeds;
mod targets;

use std::collections::BTreeMap;
use std::time::{Duration, Instant};

use oasmith::config::Config;
use oasmith::diagnostic::{Colour, Diagnostic, Places, Sink, human};
use oasmith::source::Documents;
use oasmith::stack::with_room;

/// What became of a description.
#[derive(Debug, Default)]
struct Outcome {
    /// The generated files; none where nothing could be generated.
    files: BTreeMap<String, String>,
    /// What was reported, each code once, sorted.
    codes: Vec<&'static str>,
}

/// Generates from texts, of which the first is the entry document; fails where the result is not Rust or not explained.
fn generate(texts: &[(&str, &str)]) -> Outcome {
    match Documents::from_texts(texts) {
        Ok(documents) => generate_from(&documents),
        Err(error) => Outcome { codes: codes(&error.diagnostics, &error), ..Outcome::default() },
    }
}

fn generate_from(documents: &Documents) -> Outcome {
    let mut sink = Sink::new();
    let generated = oasmith::generate(documents, &Config::new("api.yaml", "generated"), &mut sink);
    let codes = codes(sink.iter(), documents);
    match generated {
        None => assert!(sink.has_fatal(), "nothing was generated, and {codes:?} do not say why"),
        Some(_) => assert!(!sink.has_fatal(), "files, although {codes:?}"),
    }
    let files = generated.map(|generated| generated.files).unwrap_or_default();
    for (name, text) in files.iter().filter(|(name, _)| name.ends_with(".rs")) {
        if let Err(error) = with_room(|| syn::parse_file(text).map(drop).map_err(|error| error.to_string())) {
            panic!("{name} is not Rust: {error}\n{text}");
        }
    }
    Outcome { files, codes }
}

/// The codes; every report has to be printable as well.
fn codes<'a>(diagnostics: impl IntoIterator<Item = &'a Diagnostic>, places: &dyn Places) -> Vec<&'static str> {
    let diagnostics: Vec<&Diagnostic> = diagnostics.into_iter().collect();
    assert_eq!(human(diagnostics.iter().take(3).copied(), places, Colour::Never).is_empty(), diagnostics.is_empty());
    let mut codes: Vec<&str> = diagnostics.iter().map(|entry| entry.code.id()).collect();
    codes.sort_unstable();
    codes.dedup();
    codes
}

/// Runs something that has to end soon, on any machine and without optimisation.
fn soon<T>(what: impl FnOnce() -> T) -> T {
    let start = Instant::now();
    let result = what();
    assert!(start.elapsed() < Duration::from_secs(5), "it took {:?}", start.elapsed());
    result
}

/// A whole description from what follows `info`.
fn description(rest: &str) -> String {
    format!("openapi: 3.1.0\ninfo: {{ title: Pets, version: '1' }}\n{rest}\n")
}
