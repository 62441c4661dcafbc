//! The header by which a server knows a request that it has carried out already.
//!
//! Owns when a request gets such a key, and its form. Must not know when a request is sent again.
//!
//! Source: draft-ietf-httpapi-idempotency-key-header; RFC 9562, section 5.4.

use http::Request;
use http::header::{HeaderMap, HeaderName, HeaderValue};

use super::super::body::Body;
use super::super::operation::{Location, Operation};
use super::clock::Time;

/// Sets the key, where an operation declares the header and the call did not set it. The key is kept over all attempts.
pub(super) fn fill_in(header: Option<&HeaderName>, operation: &Operation, headers: &mut HeaderMap, time: &Time) {
    let Some(header) = header.filter(|header| !headers.contains_key(*header)) else { return };
    let mut declared = operation.parameters.iter().filter(|parameter| parameter.location == Location::Header);
    if is_idempotent(operation.method) || !declared.any(|parameter| header == parameter.name) {
        return;
    }
    if let Ok(key) = HeaderValue::from_str(&key(time.random(), time.random())) {
        headers.insert(header, key);
    }
}

/// Whether it makes no difference if a request is carried out more than once: its method says so, or it has a key.
pub(super) fn may_be_repeated(header: Option<&HeaderName>, request: &Request<Body>) -> bool {
    is_idempotent(request.method().as_str()) || header.is_some_and(|header| request.headers().contains_key(header))
}

/// Source: RFC 9110, section 9.2.2; draft-ietf-httpbis-safe-method-w-body.
fn is_idempotent(method: &str) -> bool {
    matches!(method, "GET" | "HEAD" | "OPTIONS" | "TRACE" | "PUT" | "DELETE" | "QUERY")
}

/// A random UUID: many services accept nothing else.
fn key(high: u64, low: u64) -> String {
    let (high, low) = (high & !0xf000 | 0x4000, low & !(0b11 << 62) | 0b10 << 62);
    let groups = (high >> 32, high >> 16 & 0xffff, high & 0xffff, low >> 48, low & 0xffff_ffff_ffff);
    format!("{:08x}-{:04x}-{:04x}-{:04x}-{:012x}", groups.0, groups.1, groups.2, groups.3, groups.4)
}
