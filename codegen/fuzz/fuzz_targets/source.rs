//! Bytes to trees: whatever they are, they are read or refused, and every value has a place.

#![no_main]

use libfuzzer_sys::fuzz_target;
use oasmith::at::At;
use oasmith::diagnostic::{Colour, Places, human};
use oasmith::source::{Documents, Node};

fuzz_target!(|bytes: &[u8]| {
    let Ok(text) = std::str::from_utf8(bytes) else { return };
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
});

/// Looks up the places of values, but not of so many that it takes long.
fn places(documents: &Documents, node: &Node<'_>, left: &mut usize) {
    if *left == 0 {
        return;
    }
    *left -= 1;
    let At { file, pointer } = &node.at;
    let place = documents.place(&node.at).expect("a value that was read has a place");
    assert!(place.text.get(place.span.clone()).is_some(), "{pointer} of {file:?} is at {:?}", place.span);
    for (_, inner) in node.members() {
        places(documents, &inner, left);
    }
    for inner in node.items() {
        places(documents, &inner, left);
    }
}
