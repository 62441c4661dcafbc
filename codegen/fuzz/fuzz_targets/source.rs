//! Bytes to trees: whatever they are, they are read or refused, and every value has a place.

#![no_main]

use libfuzzer_sys::fuzz_target;

#[allow(dead_code)]
#[path = "../../tests/hostile/targets.rs"]
mod targets;

fuzz_target!(|bytes: &[u8]| {
    if let Ok(text) = std::str::from_utf8(bytes) {
        targets::source(text);
    }
});
