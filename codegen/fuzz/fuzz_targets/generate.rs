//! Bytes to files: each file is Rust, and where there is none, the reason is reported.

#![no_main]

use libfuzzer_sys::fuzz_target;

#[allow(dead_code)]
#[path = "../../tests/hostile/targets.rs"]
mod targets;

fuzz_target!(|bytes: &[u8]| {
    if let Ok(text) = std::str::from_utf8(bytes) {
        targets::generated(text);
    }
});
