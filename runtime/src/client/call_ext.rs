//! What one call may have beside what its operation declares: headers, pairs of the query, a body, timeouts, retries, a base URL.
//!
//! Owns the trait of all calls, and what was set by it. Must not know any operation, or how a request is sent.

use std::convert::Infallible;
use std::fmt;
use std::time::Duration;

use bytes::Bytes;
use http::header::{ACCEPT, HeaderMap, HeaderName, HeaderValue};

use super::super::body::Body;
use super::super::percent;
use super::accepting::Accepting;
use super::builder::BuildError;
use super::call::{Call, CallFuture};
use super::retries::Retries;
use super::servers;
use super::timeouts::Timeouts;

/// The response to a call whatever its status and media type; a call that got none has an error.
pub type RawFuture = CallFuture<Bytes, Infallible>;

/// What every call can be given for itself, beside the parameters of its operation.
///
/// A setter of a parameter wins over a method of the same name here: where an operation has a parameter `with_header`, write
/// `CallExt::with_header(call, name, value)`.
pub trait CallExt: Sized {
    /// The call that a call of an operation consists of.
    #[doc(hidden)]
    fn call(&mut self) -> &mut Call;

    /// A copy of the call. It is `None` if the body is a stream, which can be sent only once.
    fn try_clone(&self) -> Option<Self>;

    /// Sets a header of the request. It replaces whatever else the request would have under this name: what a parameter, a
    /// credential or the client set.
    fn with_header(mut self, name: impl AsRef<str>, value: impl fmt::Display) -> Self {
        let (name, value) = (name.as_ref(), value.to_string());
        let header = (HeaderName::from_bytes(name.as_bytes()), HeaderValue::from_bytes(value.as_bytes()));
        let call = self.call();
        match header {
            (Ok(name), Ok(value)) => drop(call.extras().headers.insert(name, value)),
            (Err(_), _) => call.refuse(format!("the header name `{}` cannot be sent", name.escape_debug())),
            (_, Err(_)) => call.refuse(format!("the header `{name}` has characters that cannot be sent")),
        }
        self
    }

    /// Adds a pair to the query, percent-encoded, after everything else that is in it. Each call adds one.
    fn with_query(mut self, name: impl AsRef<str>, value: impl fmt::Display) -> Self {
        let pair = format!("{}={}", percent::encode(name.as_ref()), percent::encode(&value.to_string()));
        self.call().extras().query.push(pair);
        self
    }

    /// Sets how long the call may take, from its start until its body is read, redirects and retries included. It is
    /// [`Timeouts::call`] of this call.
    fn with_timeout(mut self, timeout: Duration) -> Self {
        let extras = self.call().extras();
        extras.timeouts = extras.timeouts.call(timeout);
        self
    }

    /// Sets how long the steps of the call may take. What is not set here is as it is for the client.
    fn with_timeouts(mut self, timeouts: Timeouts) -> Self {
        let extras = self.call().extras();
        extras.timeouts = timeouts.or(extras.timeouts);
        self
    }

    /// Sets how often the request is sent again: a number, or [`Retries`].
    fn with_retries(mut self, retries: impl Into<Retries>) -> Self {
        self.call().extras().retries = Some(retries.into());
        self
    }

    /// Sets the URL that the path of this call is appended to. It replaces that of the client, and every server of the
    /// description. The credentials of the operation are sent there.
    fn with_base_url(mut self, url: impl AsRef<str>) -> Self {
        let call = self.call();
        match servers::checked(url.as_ref()) {
            Ok(url) => call.extras().base_url = Some(url),
            Err(BuildError::BaseUrl { url, reason }) => call.refuse(format!("the base URL `{url}` {reason}")),
            Err(error) => call.refuse(error.to_string()),
        }
        self
    }

    /// Sets the body as it is, with the media type of its `content-type`. It replaces the body that the operation declares, and
    /// is sent where the description forgot one.
    fn with_body(mut self, media_type: impl AsRef<str>, body: impl Into<Body>) -> Self {
        self.call().set_body(media_type.as_ref(), body.into());
        self
    }

    /// Asks for another media type than those that the call reads, and gives a success as the bytes of it:
    /// `client.list_drivers().accept("text/csv").await?`. A success with content of another media type is
    /// [`CallError::Unexpected`](super::CallError::Unexpected), with its bytes. Failures are those of the operation. Several
    /// media types may be given, as in the header `accept`: `"text/csv, application/pdf;q=0.5"`.
    fn accept(self, media_type: impl AsRef<str>) -> Accepting<Self> {
        let media_type = media_type.as_ref();
        let mut call = self.with_header(ACCEPT.as_str(), media_type);
        call.call().extras().accepted = Some(media_type.to_owned());
        Accepting(call)
    }

    /// Sends the call, and gives the response as it came: no status is an error, and the body is not read as any type.
    fn send_raw(mut self) -> RawFuture {
        self.call().take().send_raw()
    }
}

/// What a call was given for itself.
#[derive(Clone, Default)]
pub(super) struct Extras {
    /// Headers that replace all others of their names.
    pub(super) headers: HeaderMap,
    /// Pairs of the query, encoded.
    pub(super) query: Vec<String>,
    /// How long its steps may take.
    pub(super) timeouts: Timeouts,
    /// How often it is sent again.
    pub(super) retries: Option<Retries>,
    /// What its path is appended to.
    pub(super) base_url: Option<String>,
    /// Whether it has every credential of the client, and not those of its operation.
    pub(super) every_credential: bool,
    /// The media types that it asks for, and gives as bytes.
    pub(super) accepted: Option<String>,
    /// Path and query in place of those of the operation: those of a page that another one leads to.
    pub(super) target: Option<String>,
    /// Whether a success is given as what has no type, to be read in another way.
    pub(super) is_untyped: bool,
}
