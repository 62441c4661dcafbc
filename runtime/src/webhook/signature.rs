//! Signatures of webhooks: HMAC-SHA256 over the id, the timestamp and the body.
//!
//! Owns the secret, the signature, and the tolerance of time. Must not read a clock, or know what a body says.
//!
//! Source: Standard Webhooks (standardwebhooks.com), section "Signature scheme"; RFC 2104.

use std::fmt;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use base64::Engine;
use base64::alphabet::STANDARD;
use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};
use hmac::{Hmac, KeyInit, Mac};
use http::HeaderMap;
use sha2::Sha256;

/// How far the timestamp of a webhook may be from now, in the past and in the future.
pub const TOLERANCE: Duration = Duration::from_secs(300);

/// What secrets begin with.
const PREFIX: &str = "whsec_";

/// The version of signatures with a shared secret.
const VERSION: &str = "v1";

/// Some services hand out secrets without padding.
const BASE64: GeneralPurpose = GeneralPurpose::new(
    &STANDARD,
    GeneralPurposeConfig::new().with_decode_padding_mode(DecodePaddingMode::Indifferent),
);

/// The secret that sender and receiver share. `Debug` does not show it.
#[derive(Clone)]
pub struct SigningSecret(Vec<u8>);

impl SigningSecret {
    /// A secret as services hand it out: base64, with or without `whsec_` before it.
    ///
    /// # Errors
    /// When it is not base64, or has no bytes.
    pub fn new(secret: &str) -> Result<Self, SecretError> {
        let encoded = secret.trim().strip_prefix(PREFIX).unwrap_or(secret.trim());
        let bytes = BASE64.decode(encoded).map_err(|_| SecretError)?;
        if bytes.is_empty() { Err(SecretError) } else { Ok(Self(bytes)) }
    }

    /// The signature of a webhook, as it is in the header `webhook-signature`: `v1,` and base64.
    pub fn sign(&self, id: &str, timestamp: SystemTime, body: &[u8]) -> String {
        let code = self.code(id, &seconds(timestamp).to_string(), body).map(|code| code.finalize().into_bytes());
        format!("{VERSION},{}", BASE64.encode(code.unwrap_or_default()))
    }

    /// Verifies a webhook by the headers `webhook-id`, `webhook-timestamp` and `webhook-signature`, of which the last may hold
    /// several signatures. The body is the bytes that came; the time it takes does not depend on how wrong a signature is.
    ///
    /// A receiver that may not handle an event twice remembers the ids for the time of the [`TOLERANCE`].
    ///
    /// # Errors
    /// When a header is missing, when the timestamp is further from `now` than the [`TOLERANCE`], or when no signature is that of
    /// this secret.
    pub fn verify(&self, headers: &HeaderMap, body: &[u8], now: SystemTime) -> Result<(), SignatureError> {
        let header = |name: &'static str| {
            let value = headers.get(name).and_then(|value| value.to_str().ok());
            value.ok_or(SignatureError::MissingHeader { name })
        };
        let (id, timestamp, signatures) =
            (header("webhook-id")?, header("webhook-timestamp")?, header("webhook-signature")?);
        let sent: u64 = timestamp.parse().map_err(|_| SignatureError::Timestamp)?;
        let (now, tolerance) = (seconds(now), TOLERANCE.as_secs());
        if sent.saturating_add(tolerance) < now {
            return Err(SignatureError::TooOld);
        }
        if now.saturating_add(tolerance) < sent {
            return Err(SignatureError::TooNew);
        }
        let given = signatures.split(' ').filter_map(|signature| signature.split_once(','));
        let given = given.filter(|(version, _)| *version == VERSION).filter_map(|(_, code)| BASE64.decode(code).ok());
        let mut is_one = false;
        for code in given {
            let own = self.code(id, timestamp, body);
            is_one |= own.is_some_and(|own| own.verify_slice(&code).is_ok());
        }
        if is_one { Ok(()) } else { Err(SignatureError::NoMatch) }
    }

    /// The authentication code of a webhook. A key of any length makes one.
    fn code(&self, id: &str, timestamp: &str, body: &[u8]) -> Option<Hmac<Sha256>> {
        let mut code = Hmac::<Sha256>::new_from_slice(&self.0).ok()?;
        code.update(id.as_bytes());
        code.update(b".");
        code.update(timestamp.as_bytes());
        code.update(b".");
        code.update(body);
        Some(code)
    }
}

impl fmt::Debug for SigningSecret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SigningSecret(..)")
    }
}

/// Seconds since 1970; none before that.
pub(super) fn seconds(time: SystemTime) -> u64 {
    time.duration_since(UNIX_EPOCH).unwrap_or_default().as_secs()
}

/// A secret is not base64, or has no bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SecretError;

impl fmt::Display for SecretError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the signing secret is not base64, with or without `whsec_` before it")
    }
}

impl std::error::Error for SecretError {}

/// Why a webhook is not from whom it should be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum SignatureError {
    /// A header is missing, or is not ASCII.
    MissingHeader {
        /// Its name.
        name: &'static str,
    },
    /// `webhook-timestamp` is no number of seconds.
    Timestamp,
    /// It was sent too long ago.
    TooOld,
    /// It was sent in the future.
    TooNew,
    /// No signature is that of the secret.
    NoMatch,
}

impl fmt::Display for SignatureError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::MissingHeader { name } => write!(f, "the header `{name}` is missing"),
            Self::Timestamp => f.write_str("`webhook-timestamp` is no number of seconds"),
            Self::TooOld => f.write_str("the webhook was sent too long ago"),
            Self::TooNew => f.write_str("the webhook was sent in the future"),
            Self::NoMatch => f.write_str("no signature of the webhook is that of the secret"),
        }
    }
}

impl std::error::Error for SignatureError {}
