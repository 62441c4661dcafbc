//! Bytes to files: each file is Rust, and where there is none, the reason is reported.

#![no_main]

use libfuzzer_sys::fuzz_target;
use oasmith::config::Config;
use oasmith::diagnostic::Sink;
use oasmith::source::Documents;
use oasmith::stack::with_room;

fuzz_target!(|bytes: &[u8]| {
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    let Ok(documents) = Documents::from_texts(&[("api.yaml", text)]) else { return };
    let mut sink = Sink::new();
    let generated = oasmith::generate(&documents, &Config::new("api.yaml", "generated"), &mut sink);
    assert_eq!(generated.is_none(), sink.has_fatal(), "{:?}", sink.iter().collect::<Vec<_>>());
    for (name, text) in generated.iter().flat_map(|generated| &generated.files) {
        let parsed = with_room(|| syn::parse_file(text).map(drop).map_err(|error| error.to_string()));
        assert_eq!(parsed, Ok(()), "{name}:\n{text}");
    }
});
