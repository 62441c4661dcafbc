//! What a handler may know of a request besides its parameters and its body.
//!
//! Owns headers, URI, extensions and credentials of one request. Must not know how they are verified.

use std::fmt;
use std::sync::{Arc, Mutex, PoisonError};

use http::header::{AUTHORIZATION, COOKIE, HeaderMap, HeaderName, HeaderValue, PROXY_AUTHORIZATION};
use http::{Extensions, Uri};

use super::super::operation::{Location, Operation, SchemeKind};
use super::super::percent;
use super::super::style::pairs::Pairs;
use super::accept;
use super::credentials::{self, Credentials};
use super::rejection::Rejection;
use super::request_id::RequestId;

/// What a request carries besides its parameters and its body: headers, URI, extensions, credentials. Cheap to clone.
///
/// A router makes it. A test makes it by hand: [`Context::new`] has nothing in it, [`Context::from_http`] has what an HTTP
/// request carries.
#[derive(Clone)]
pub struct Context {
    shared: Arc<Shared>,
}

struct Shared {
    operation: &'static Operation,
    headers: HeaderMap,
    uri: Uri,
    extensions: Extensions,
    credentials: Credentials,
    /// Those of the response.
    response_headers: Mutex<HeaderMap>,
}

impl Context {
    /// The context of a request that carries nothing: no headers, no credentials, the path `/`.
    pub fn new(operation: &'static Operation) -> Self {
        let (headers, uri, extensions) = (HeaderMap::new(), Uri::from_static("/"), Extensions::new());
        Self::of(operation, headers, uri, extensions, Credentials::default())
    }

    /// The context that a router would make of an HTTP request. Method, path and body are not compared with the operation.
    ///
    /// # Errors
    /// [`Rejection::Unauthenticated`] when the request does not present the credentials that the operation requires.
    pub fn from_http<B>(operation: &'static Operation, request: http::Request<B>) -> Result<Self, Rejection> {
        let context = Self::from_parts(operation, request.into_parts().0);
        if operation.requires_credentials() && !context.credentials().are_enough() {
            return Err(context.unauthenticated());
        }
        Ok(context)
    }

    pub(super) fn from_parts(operation: &'static Operation, parts: http::request::Parts) -> Self {
        let http::request::Parts { mut headers, uri, extensions, .. } = parts;
        let query = percent::without_plus(uri.query().unwrap_or_default());
        let query = Pairs::of_query(&query);
        let credentials = Credentials::of(operation, &headers, &query);
        hide(operation, &mut headers);
        Self::of(operation, headers, uri, extensions, credentials)
    }

    fn of(
        operation: &'static Operation,
        headers: HeaderMap,
        uri: Uri,
        extensions: Extensions,
        credentials: Credentials,
    ) -> Self {
        let response_headers = Mutex::default();
        let shared = Shared { operation, headers, uri, extensions, credentials, response_headers };
        Self { shared: Arc::new(shared) }
    }

    /// The operation that was called.
    pub fn operation(&self) -> &'static Operation {
        self.shared.operation
    }

    /// The headers.
    pub fn headers(&self) -> &HeaderMap {
        &self.shared.headers
    }

    /// Path and query as they were sent, without what the router is nested under.
    pub fn uri(&self) -> &Uri {
        &self.shared.uri
    }

    /// Whether a client accepts a response of this media type: its `accept` lists it or a range that it is in, or there is no
    /// `accept`. A handler whose operation has several media types chooses by it.
    ///
    /// Source: RFC 9110, section 12.5.1.
    pub fn accepts(&self, media_type: &str) -> bool {
        accept::weight(self.headers(), media_type) > 0.0
    }

    /// The media type that a client prefers of those that a handler can make; of equal ones the first. `None` where it accepts none
    /// of them. `request.context.preferred(&["application/json", "text/csv"])`.
    ///
    /// Source: RFC 9110, section 12.5.1.
    pub fn preferred<'m>(&self, media_types: &[&'m str]) -> Option<&'m str> {
        let weighed = media_types.iter().map(|media_type| (*media_type, accept::weight(self.headers(), media_type)));
        let accepted = weighed.filter(|(_, weight)| *weight > 0.0).rev();
        accepted.max_by(|(_, one), (_, other)| one.total_cmp(other)).map(|(media_type, _)| media_type)
    }

    /// The id of the last event that a client had before it connected again (`last-event-id`). The events after it are due.
    pub fn last_event_id(&self) -> Option<&str> {
        self.headers().get("last-event-id").and_then(|id| std::str::from_utf8(id.as_bytes()).ok())
    }

    /// The id of the request; a random one where no router has chosen it.
    pub fn request_id(&self) -> RequestId {
        self.extensions().get().cloned().unwrap_or_else(RequestId::random)
    }

    /// What the layers around the router have left here.
    pub fn extensions(&self) -> &Extensions {
        &self.shared.extensions
    }

    /// The credentials that were presented.
    pub fn credentials(&self) -> &Credentials {
        &self.shared.credentials
    }

    /// Sets a header of the response, whichever it will be: `ETag`, `Location`, or a `Content-Type` where the description
    /// declares a range. It replaces what the response has under this name.
    /// `context.set_response_header(ETAG, HeaderValue::from_static("\"1\""))`.
    pub fn set_response_header(&self, name: HeaderName, value: HeaderValue) {
        self.locked_headers().insert(name, value);
    }

    /// Adds a line to a header of the response, such as one more `Set-Cookie`.
    pub fn append_response_header(&self, name: HeaderName, value: HeaderValue) {
        self.locked_headers().append(name, value);
    }

    /// The headers of the response that were set so far.
    pub fn response_headers(&self) -> HeaderMap {
        self.locked_headers().clone()
    }

    fn locked_headers(&self) -> std::sync::MutexGuard<'_, HeaderMap> {
        self.shared.response_headers.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Adds what was set to a response.
    pub(super) fn add_headers_to<B>(&self, response: &mut http::Response<B>) {
        let set = std::mem::take(&mut *self.locked_headers());
        response.headers_mut().extend(set);
    }

    /// The refusal of a request whose handler is not written yet.
    pub fn not_implemented(&self) -> Rejection {
        Rejection::NotImplemented { operation: self.shared.operation.id }
    }

    /// The refusal of credentials that are not valid.
    pub fn unauthenticated(&self) -> Rejection {
        credentials::unauthenticated(self.shared.operation)
    }
}

/// Marks the headers with credentials in them, so that printing the headers does not show them.
fn hide(operation: &Operation, headers: &mut HeaderMap) {
    let schemes = operation.security.iter().flat_map(|alternative| alternative.0).map(|(scheme, _)| scheme.kind);
    let keys = schemes.filter_map(|kind| match kind {
        SchemeKind::ApiKey(Location::Header, name) => Some(name),
        SchemeKind::ApiKey(..) | SchemeKind::Bearer | SchemeKind::Basic | SchemeKind::Other => None,
    });
    let secret: Vec<_> =
        [AUTHORIZATION.as_str(), PROXY_AUTHORIZATION.as_str(), COOKIE.as_str()].into_iter().chain(keys).collect();
    for (name, value) in headers.iter_mut() {
        if secret.iter().any(|secret| secret.eq_ignore_ascii_case(name.as_str())) {
            value.set_sensitive(true);
        }
    }
}

/// Without the query, which may hold a key; headers with credentials are masked.
impl fmt::Debug for Context {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Context")
            .field("operation", &self.shared.operation.id)
            .field("path", &self.shared.uri.path())
            .field("headers", &self.shared.headers)
            .field("credentials", &self.shared.credentials)
            .finish_non_exhaustive()
    }
}
