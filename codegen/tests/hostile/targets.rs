//! What is fuzzed: each target takes any text and panics where something is wrong.
//!
//! Shared by the random runs of the tests and by the targets of cargo-fuzz. Must not know where the texts come from.

use oasmith::at::At;
use oasmith::config::Config;
use oasmith::diagnostic::{Colour, Places, Sink, human};
use oasmith::source::{Documents, Node};
use oasmith::stack::with_room;
use oasmith::{lower, openapi};

/// Text to trees: whatever it is, it is read or refused, and every value has a place.
pub fn source(text: &str) {
    match Documents::from_texts(&[("api.yaml", text)]) {
        Ok(documents) => {
            documents.fingerprint();
            let mut left = 100;
            places(&documents, &documents.root(), &mut left);
        }
        Err(error) => {
            assert!(error.diagnostics.iter().all(|entry| entry.code.is_fatal()));
            assert!(!human(&error.diagnostics, &error, Colour::Never).is_empty());
        }
    }
}

/// Looks up the places of values, but not of so many that it takes long.
fn places(documents: &Documents, node: &Node<'_>, left: &mut usize) {
    if *left == 0 {
        return;
    }
    *left -= 1;
    let At { file, pointer } = &node.at;
    let place = documents.place(&node.at).expect("a value that was read has a place");
    assert!(place.text.get(place.span.clone()).is_some(), "{pointer} of {file:?} is at {:?}", place.span);
    for (_, inner) in node.entries() {
        places(documents, &inner, left);
    }
    for inner in node.items() {
        places(documents, &inner, left);
    }
}

/// Text to what would be written: nothing is emitted, so that more descriptions are tried in the same time.
pub fn lowered(text: &str) {
    let Ok(documents) = Documents::from_texts(&[("api.yaml", text)]) else { return };
    let mut sink = Sink::new();
    with_room(|| {
        if let Some(api) = openapi::read(&documents, &mut sink) {
            lower::lower(api, &Config::new("api.yaml", "generated"), &mut sink);
        }
    });
    human(sink.iter().take(10), &documents, Colour::Never);
}

/// Text to files: each file is Rust, and where there is none, the reason is reported.
pub fn generated(text: &str) {
    let Ok(documents) = Documents::from_texts(&[("api.yaml", text)]) else { return };
    let mut sink = Sink::new();
    let generated = oasmith::generate(&documents, &Config::new("api.yaml", "generated"), &mut sink);
    assert_eq!(generated.is_none(), sink.has_fatal(), "{:?}", sink.iter().collect::<Vec<_>>());
    let files = generated.iter().flat_map(|generated| &generated.files);
    for (name, text) in files.filter(|(name, _)| name.ends_with(".rs")) {
        let parsed = with_room(|| syn::parse_file(text).map(drop).map_err(|error| error.to_string()));
        assert_eq!(parsed, Ok(()), "{name}:\n{text}");
    }
}
