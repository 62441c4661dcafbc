//! The header that makes it safe to send a request again.
//!
//! Owns whether the description has the header that the settings name. Must not know when a request is sent again.

use crate::api::{Api, Location};
use crate::at::{At, FileId};
use crate::config::Config;
use crate::diagnostic::{Diagnostic, Sink, codes};

/// The header that the settings name. It is reported if no operation has it as a parameter.
pub(in crate::lower) fn key(api: &Api, config: &Config, sink: &mut Sink) -> Option<String> {
    let name = config.client.idempotency_key.as_ref()?;
    let mut parameters = api.operations.iter().flat_map(|operation| &operation.parameters);
    if parameters.any(|parameter| parameter.location == Location::Header && parameter.name.eq_ignore_ascii_case(name)) {
        return Some(name.clone());
    }
    let at = At::root(FileId::SETTINGS).key("client").key("idempotency_key");
    let message = format!("no operation has the header parameter `{name}`, which `[client]` in oasmith.toml names");
    sink.push(
        Diagnostic::new(codes::UNUSED_MAPPING, at, message).help("correct the name, or delete `idempotency_key`"),
    );
    None
}
