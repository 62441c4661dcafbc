//! A webhook that is written, and not sent yet.
//!
//! Owns its headers and its bytes, which do not change between two attempts to send it. Must not know what sends it.

use std::fmt;
use std::time::SystemTime;

use bytes::Bytes;
use http::header::{HeaderMap, HeaderName, HeaderValue};
use http::{Request, Uri};

use super::signature::{SigningSecret, seconds};

/// A webhook that is written. A clone of it has the same bytes, and the same signature where it is signed.
#[derive(Debug, Clone)]
pub struct Delivery {
    pub(super) method: &'static str,
    pub(super) headers: HeaderMap,
    pub(super) body: Bytes,
}

impl Delivery {
    /// Sets a header, such as one that the description declares.
    #[must_use]
    pub fn header(mut self, name: HeaderName, value: HeaderValue) -> Self {
        self.headers.insert(name, value);
        self
    }

    /// Signs it: sets the headers `webhook-id`, `webhook-timestamp` and `webhook-signature`. The id tells a receiver that two
    /// deliveries are the same event. Each further secret adds a signature, which a receiver needs while it changes its secret.
    ///
    /// Source: Standard Webhooks, section "Signature scheme".
    ///
    /// # Errors
    /// When the id cannot be the value of a header, or has a full stop, which separates the parts of what is signed.
    pub fn signed(self, secrets: &[SigningSecret], id: &str, timestamp: SystemTime) -> Result<Self, DeliveryError> {
        let value = HeaderValue::from_str(id).ok().filter(|_| !id.is_empty() && !id.contains('.'));
        let value = value.ok_or_else(|| DeliveryError::Id { id: id.to_owned() })?;
        let signatures: Vec<String> = secrets.iter().map(|secret| secret.sign(id, timestamp, &self.body)).collect();
        let signatures =
            HeaderValue::from_str(&signatures.join(" ")).map_err(|_| DeliveryError::Id { id: id.to_owned() })?;
        Ok(self
            .header(HeaderName::from_static("webhook-id"), value)
            .header(HeaderName::from_static("webhook-timestamp"), HeaderValue::from(seconds(timestamp)))
            .header(HeaderName::from_static("webhook-signature"), signatures))
    }

    /// Its headers.
    pub fn headers(&self) -> &HeaderMap {
        &self.headers
    }

    /// Its bytes.
    pub fn body(&self) -> &Bytes {
        &self.body
    }

    /// The request to this URL, for any client.
    ///
    /// # Errors
    /// When the URL is not an absolute one of `http` or `https`.
    pub fn into_request(self, url: &str) -> Result<Request<Bytes>, DeliveryError> {
        let refused = || DeliveryError::Url { url: url.to_owned() };
        let uri: Uri = url.parse().map_err(|_| refused())?;
        if !matches!(uri.scheme_str(), Some("http" | "https")) || uri.host().is_none() {
            return Err(refused());
        }
        let mut request = Request::builder().method(self.method).uri(uri).body(self.body).map_err(|_| refused())?;
        *request.headers_mut() = self.headers;
        Ok(request)
    }
}

/// Why a webhook cannot be sent.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum DeliveryError {
    /// The body cannot be written.
    Body {
        /// What is wrong with it.
        reason: String,
    },
    /// The id cannot be signed.
    Id {
        /// The id.
        id: String,
    },
    /// The URL is none that can be sent to.
    Url {
        /// The URL.
        url: String,
    },
}

impl fmt::Display for DeliveryError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Body { reason } => write!(f, "the body cannot be written: {reason}"),
            Self::Id { id } => write!(f, "`{}` cannot be the id of a webhook", id.escape_debug()),
            Self::Url { url } => write!(f, "`{}` is no absolute URL of http or https", url.escape_debug()),
        }
    }
}

impl std::error::Error for DeliveryError {}
