//! The text of this package, for a generator that writes crates with a copy of it.
//!
//! Owns the list of files and the `mod.rs` that replaces `lib.rs` in such a copy. Must not know what is generated.

/// One file of the copy.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct File {
    /// Its path in the module.
    pub path: &'static str,
    /// The features that need it: one of them suffices. Empty when it is always needed.
    pub features: &'static [&'static str],
    /// The feature that is needed besides; empty where there is none.
    pub besides: &'static str,
    /// Its text in this package.
    pub text: &'static str,
}

impl File {
    /// Its text in a copy. There, macros are not public.
    pub fn copied(&self) -> String {
        self.text.replace("#[macro_export]\n", "")
    }
}

/// A public package that the copy needs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Dependency {
    /// Its name.
    pub name: &'static str,
    /// The lowest version.
    pub version: &'static str,
    /// Whether its default features are needed.
    pub default_features: bool,
    /// Its other features that are needed.
    pub features: &'static [&'static str],
    /// The features of the copy that need it: one of them suffices. Empty when it is always needed.
    pub needed_by: &'static [&'static str],
    /// The feature that is needed besides; empty where there is none.
    pub besides: &'static str,
}

impl Dependency {
    const fn new(name: &'static str, version: &'static str, needed_by: &'static [&'static str]) -> Self {
        Self { name, version, default_features: true, features: &[], needed_by, besides: "" }
    }

    const fn besides(mut self, feature: &'static str) -> Self {
        self.besides = feature;
        self
    }

    const fn features(mut self, features: &'static [&'static str]) -> Self {
        self.features = features;
        self
    }

    const fn without_default_features(mut self) -> Self {
        self.default_features = false;
        self
    }
}

/// The packages that the copy and the code beside it need, by name.
pub static DEPENDENCIES: &[Dependency] = &[
    Dependency::new("axum", "0.8", SERVER).without_default_features(),
    Dependency::new("base64", "0.23", BASE64_PACKAGE),
    Dependency::new("bytes", "1", EITHER),
    Dependency::new("futures-core", "0.3", EITHER).without_default_features(),
    Dependency::new("hmac", "0.13", WEBHOOKS),
    Dependency::new("http", "1", EITHER),
    Dependency::new("http-body", "1", EITHER),
    Dependency::new("http-body-util", "0.1", EITHER),
    Dependency::new("indexmap", "2", ALWAYS).features(&["serde"]),
    Dependency::new("multer", "3", SERVER).without_default_features().besides(MULTIPART),
    Dependency::new("percent-encoding", "2", EITHER),
    Dependency::new("proptest", "1.12", PROPTEST).without_default_features().features(&["std"]),
    Dependency::new("regex", "1", CHECKS),
    Dependency::new("regress", "0.12", CHECKS),
    // Without TLS: a generated crate has a feature for each kind of it.
    Dependency::new("reqwest", "0.13", CLIENT).without_default_features(),
    Dependency::new("schemars", "1.2", SCHEMARS).without_default_features().features(&["std"]),
    Dependency::new("serde", "1", ALWAYS).features(&["derive"]),
    Dependency::new("serde_json", "1", ALWAYS).features(&["float_roundtrip", "preserve_order"]),
    Dependency::new("sha2", "0.11", WEBHOOKS),
    Dependency::new("tower-layer", "0.3", CLIENT),
    Dependency::new("tower-service", "0.3", CLIENT),
    Dependency::new("tracing", "0.1", &[TRACING]).without_default_features().features(&["std"]),
];

const ALWAYS: &[&str] = &[];
// A webhook is read as a server reads a request, and sent as a client sends one.
const CLIENT: &[&str] = &["client", "webhooks"];
const SERVER: &[&str] = &["server", "webhooks"];
const EITHER: &[&str] = &["client", "server", "webhooks"];
const WEBHOOKS: &[&str] = &["webhooks"];
/// The file of the base64 types, which no client or server needs by itself.
const BASE64: &[&str] = &["base64"];
/// The package, which clients and servers need for credentials as well.
const BASE64_PACKAGE: &[&str] = &["client", "server", "webhooks", "base64"];
/// Forms in parts, which a crate has where its description has such forms.
pub const MULTIPART: &str = "multipart";
const CHECKS: &[&str] = &["server", "webhooks", "validate"];
const VALIDATE: &[&str] = &["validate"];
/// Spans of requests, which a crate has where its settings say so: the feature, and its package.
pub const TRACING: &str = "tracing";
const SCHEMARS: &[&str] = &["schemars"];
const PROPTEST: &[&str] = &["proptest"];
const MOCK: &[&str] = &["mock"];

/// Features that are fixed when a crate is generated: they cannot be switched off in it.
pub const FIXED: &[&str] = BASE64;

macro_rules! file {
    ($path:literal, $features:expr) => {
        File { path: $path, features: $features, besides: "", text: include_str!($path) }
    };
    ($path:literal, $features:expr, $besides:expr) => {
        File { path: $path, features: $features, besides: $besides, text: include_str!($path) }
    };
}

/// A generated crate does not use all of the re-exports. Its `mod runtime` line allows what is unused or undocumented here:
/// clippy refuses to have it allowed in both files.
const HEAD: &str = "//! What the generated code calls. A copy of the crate `oasmith-runtime`.\n\n\
                    #![allow(unused_imports, unused_macros)]\n\n";

/// The macros are at the root, as in this package.
const TAIL: &str = "\npub(crate) use closed_enum::{by_value, closed_enum, closed_number_enum};\n\
                    pub(crate) use macros::{object, string_enum, union};\npub(crate) use newtype::newtype;\n\
                    pub(crate) use number_enum::number_enum;\npub(crate) use tuple::tuple;\n";

/// The macros of modules that not every copy has: the feature, and the module, which has the name of its macro.
const MACROS: &[(&str, &str)] = &[("proptest", "arbitrary"), ("schemars", "json_schema")];

/// Every file of the copy except `mod.rs`, by path.
pub static FILES: &[File] = &[
    file!("arbitrary/choices.rs", PROPTEST),
    file!("arbitrary/mod.rs", PROPTEST),
    file!("arbitrary/shrink.rs", PROPTEST),
    file!("base64_bytes.rs", BASE64),
    file!("blocking.rs", EITHER),
    file!("body.rs", EITHER),
    file!("client/accepting.rs", CLIENT),
    file!("client/builder.rs", CLIENT),
    file!("client/call.rs", CLIENT),
    file!("client/call_ext.rs", CLIENT),
    file!("client/clock.rs", CLIENT),
    file!("client/credentials.rs", CLIENT),
    file!("client/error.rs", CLIENT),
    file!("client/headers.rs", CLIENT),
    file!("client/idempotency.rs", CLIENT),
    file!("client/mod.rs", CLIENT),
    file!("client/opened.rs", CLIENT),
    file!("client/optional.rs", CLIENT),
    file!("client/outcome.rs", CLIENT),
    file!("client/paced.rs", CLIENT),
    file!("client/pages/continuation.rs", CLIENT),
    file!("client/pages/following.rs", CLIENT),
    file!("client/pages/items.rs", CLIENT),
    file!("client/pages/link.rs", CLIENT),
    file!("client/pages/mod.rs", CLIENT),
    file!("client/pages/paged.rs", CLIENT),
    file!("client/pages/pagination.rs", CLIENT),
    file!("client/pages/reading.rs", CLIENT),
    file!("client/pages/stream.rs", CLIENT),
    file!("client/raw_call.rs", CLIENT),
    file!("client/redirect.rs", CLIENT),
    file!("client/request_body.rs", CLIENT),
    file!("client/response.rs", CLIENT),
    file!("client/retries.rs", CLIENT),
    file!("client/retry_after.rs", CLIENT),
    file!("client/sending.rs", CLIENT),
    file!("client/servers.rs", CLIENT),
    file!("client/service.rs", CLIENT),
    file!("client/streams/bytes.rs", CLIENT),
    file!("client/streams/error.rs", CLIENT),
    file!("client/streams/events.rs", CLIENT),
    file!("client/streams/frames.rs", CLIENT),
    file!("client/streams/items.rs", CLIENT),
    file!("client/streams/mod.rs", CLIENT),
    file!("client/streams/opening.rs", CLIENT),
    file!("client/streams/raw_events.rs", CLIENT),
    file!("client/streams/resume.rs", CLIENT),
    file!("client/streams/source.rs", CLIENT),
    file!("client/streams/sse.rs", CLIENT),
    file!("client/streams/switch.rs", CLIENT),
    file!("client/target.rs", CLIENT),
    file!("client/timeouts.rs", CLIENT),
    file!("client/tokens/cache.rs", CLIENT),
    file!("client/tokens/error.rs", CLIENT),
    file!("client/tokens/grant.rs", CLIENT),
    file!("client/tokens/mod.rs", CLIENT),
    file!("client/tokens/oauth.rs", CLIENT),
    file!("client/tokens/provider.rs", CLIENT),
    file!("client/tokens/token.rs", CLIENT),
    file!("client/transport.rs", CLIENT),
    file!("client/unexpected.rs", CLIENT),
    file!("client/validation.rs", CLIENT),
    file!("client/verdict.rs", CLIENT),
    file!("client_spans.rs", CLIENT, TRACING),
    file!("closed_enum.rs", ALWAYS),
    file!("codec.rs", EITHER),
    file!("draw/array.rs", PROPTEST),
    file!("draw/conjunction.rs", PROPTEST),
    file!("draw/depth.rs", PROPTEST),
    file!("draw/mod.rs", PROPTEST),
    file!("draw/number.rs", PROPTEST),
    file!("draw/object.rs", PROPTEST),
    file!("draw/pattern.rs", PROPTEST),
    file!("draw/string.rs", PROPTEST),
    file!("error_path.rs", ALWAYS),
    file!("event.rs", EITHER),
    file!("file_body.rs", EITHER),
    file!("form/mod.rs", EITHER),
    file!("form/read.rs", EITHER),
    file!("form/write.rs", EITHER),
    file!("form_data/body.rs", CLIENT, MULTIPART),
    file!("form_data/file.rs", CLIENT, MULTIPART),
    file!("form_data/form.rs", CLIENT, MULTIPART),
    file!("form_data/mod.rs", CLIENT, MULTIPART),
    file!("form_data/part.rs", CLIENT, MULTIPART),
    file!("items.rs", EITHER),
    file!("json.rs", EITHER),
    file!("json_schema.rs", SCHEMARS),
    file!("lenient_integer.rs", ALWAYS),
    file!("macros/mod.rs", ALWAYS),
    file!("macros/object.rs", ALWAYS),
    file!("macros/string_enum.rs", ALWAYS),
    file!("macros/union.rs", ALWAYS),
    file!("media_type.rs", EITHER),
    file!("mock/mod.rs", MOCK),
    file!("mock/request.rs", MOCK),
    file!("mock/response.rs", MOCK),
    file!("mock_typed.rs", MOCK, "server"),
    file!("newtype.rs", ALWAYS),
    file!("non_finite.rs", ALWAYS),
    file!("null_as_empty.rs", ALWAYS),
    file!("number_enum.rs", ALWAYS),
    file!("operation.rs", EITHER),
    file!("parts/file.rs", SERVER, MULTIPART),
    file!("parts/form.rs", SERVER, MULTIPART),
    file!("parts/mod.rs", SERVER, MULTIPART),
    file!("parts/part.rs", SERVER, MULTIPART),
    file!("parts/stream.rs", SERVER, MULTIPART),
    file!("pattern.rs", CHECKS),
    file!("percent.rs", EITHER),
    file!("pieces.rs", EITHER),
    file!("random.rs", EITHER),
    file!("response_schemas.rs", EITHER),
    file!("schema/format.rs", ALWAYS),
    file!("schema/keyword.rs", ALWAYS),
    file!("schema/literal.rs", ALWAYS),
    file!("schema/lookup.rs", ALWAYS),
    file!("schema/mod.rs", ALWAYS),
    file!("schema/pattern.rs", ALWAYS),
    file!("schema/reference.rs", ALWAYS),
    file!("schema/types.rs", ALWAYS),
    file!("secret.rs", ALWAYS),
    file!("server/accept.rs", SERVER),
    file!("server/authenticate.rs", SERVER),
    file!("server/body.rs", SERVER),
    file!("server/body_stream.rs", SERVER),
    file!("server/condition.rs", SERVER),
    file!("server/context.rs", SERVER),
    file!("server/credentials.rs", SERVER),
    file!("server/events.rs", SERVER),
    file!("server/fallible.rs", SERVER),
    file!("server/fault.rs", SERVER),
    file!("server/handler.rs", SERVER),
    file!("server/headers.rs", SERVER),
    file!("server/incoming.rs", SERVER),
    file!("server/leniency.rs", SERVER),
    file!("server/limits.rs", SERVER),
    file!("server/matcher.rs", SERVER),
    file!("server/mod.rs", SERVER),
    file!("server/mount.rs", SERVER),
    file!("server/rejection.rs", SERVER),
    file!("server/reply.rs", SERVER),
    file!("server/request_id.rs", SERVER),
    file!("server/response_check.rs", SERVER),
    file!("server/routes.rs", SERVER),
    file!("server/table.rs", SERVER),
    file!("server/timed.rs", SERVER),
    file!("span_names.rs", EITHER, TRACING),
    file!("spans.rs", SERVER, TRACING),
    file!("string_formats.rs", ALWAYS),
    file!("style/ambiguous.rs", EITHER),
    file!("style/decode.rs", EITHER),
    file!("style/deep.rs", EITHER),
    file!("style/encode.rs", EITHER),
    file!("style/mod.rs", EITHER),
    file!("style/pairs.rs", EITHER),
    file!("text_body.rs", EITHER),
    file!("timer.rs", EITHER),
    file!("tuple.rs", ALWAYS),
    file!("union/buffer.rs", ALWAYS),
    file!("union/discriminator.rs", ALWAYS),
    file!("union/mod.rs", ALWAYS),
    file!("union/score.rs", ALWAYS),
    file!("union/select.rs", ALWAYS),
    file!("validate.rs", VALIDATE),
    file!("validation/array.rs", CHECKS),
    file!("validation/combine.rs", CHECKS),
    file!("validation/discriminator.rs", CHECKS),
    file!("validation/equality.rs", CHECKS),
    file!("validation/evaluated.rs", CHECKS),
    file!("validation/format.rs", CHECKS),
    file!("validation/mod.rs", CHECKS),
    file!("validation/number.rs", CHECKS),
    file!("validation/object.rs", CHECKS),
    file!("violation.rs", ALWAYS),
    file!("webhook/delivery.rs", WEBHOOKS),
    file!("webhook/mod.rs", WEBHOOKS),
    file!("webhook/sender.rs", WEBHOOKS),
    file!("webhook/signature.rs", WEBHOOKS),
    file!("whole_query.rs", EITHER),
    file!("wire.rs", ALWAYS),
];

/// The files of a copy for a crate with these features.
pub fn files(features: &[&str]) -> impl Iterator<Item = &'static File> {
    FILES.iter().filter(|file| is_needed(file.features, file.besides, features))
}

/// Whether a file or a package is needed by one of these features.
pub fn is_needed(by: &[&str], besides: &str, features: &[&str]) -> bool {
    let is_one_on = by.is_empty() || by.iter().any(|one| features.contains(one));
    is_one_on && (besides.is_empty() || features.contains(&besides))
}

/// The text of `mod.rs` in a copy for a crate with these features: a line for each of its modules.
pub fn mod_rs(features: &[&str]) -> String {
    let mut text = String::from(HEAD);
    for file in files(features) {
        let module = match file.path.split_once('/') {
            None => file.path.trim_end_matches(".rs"),
            Some((module, "mod.rs")) => module,
            Some(_) => continue,
        };
        let gates: Vec<_> = file.features.iter().filter(|one| features.contains(one)).collect();
        let gate = match gates.as_slice() {
            [] => None,
            gates if gates.iter().any(|one| FIXED.contains(one)) => None,
            [only] => Some(format!("feature = \"{only}\"")),
            _ => {
                let gates: Vec<_> = gates.iter().map(|one| format!("feature = \"{one}\"")).collect();
                Some(format!("any({})", gates.join(", ")))
            }
        };
        // Forms in parts are in a crate or not; what else a file needs is a feature of it.
        match gate {
            Some(gate) if !["", MULTIPART].contains(&file.besides) => {
                text.push_str(&format!("#[cfg(all({gate}, feature = \"{}\"))]\n", file.besides));
            }
            Some(gate) => text.push_str(&format!("#[cfg({gate})]\n")),
            None => {}
        }
        text.push_str(&format!("pub mod {module};\n"));
    }
    text.push_str(TAIL);
    for (feature, module) in MACROS.iter().filter(|(feature, _)| features.contains(feature)) {
        text.push_str(&format!("#[cfg(feature = \"{feature}\")]\npub(crate) use {module}::{module};\n"));
    }
    text
}
