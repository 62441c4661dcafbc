//! Bytes to what would be written: nothing is emitted, so that more descriptions are tried in the same time.

#![no_main]

use libfuzzer_sys::fuzz_target;
use oasmith::config::Config;
use oasmith::diagnostic::{Colour, Sink, human};
use oasmith::source::Documents;
use oasmith::{lower, openapi};

fuzz_target!(|bytes: &[u8]| {
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    let Ok(documents) = Documents::from_texts(&[("api.yaml", text)]) else { return };
    let mut sink = Sink::new();
    if let Some(api) = openapi::read(&documents, &mut sink) {
        lower::lower(api, &Config::new("api.yaml", "generated"), &mut sink);
    }
    human(sink.iter().take(10), &documents, Colour::Never);
});
