//! Sending a request: the redirects that are followed, and the attempts.
//!
//! Owns how often a request is on its way, and how long each time. Must not know how it was made, or what its response means.

use std::sync::Arc;
use std::time::{Duration, Instant};

use http::header::AUTHORIZATION;
use http::{HeaderMap, Method, Request, Response, StatusCode, Uri};

use super::super::body::Body;
use super::super::operation::{Operation, Status};
use super::builder::Shared;
use super::idempotency;
use super::redirect::{self, MAX_REDIRECTS};
use super::retries::{Outcome, Retries, Schedule};
use super::tokens::{Chosen, CredentialsError};
use super::transport::{Resend, Timeout, TransportError};

/// When the time of a call has run out: in the extensions of its requests.
#[derive(Clone, Copy)]
pub(super) struct Deadline(pub(super) Instant);

/// What sends the requests of a call.
#[derive(Clone)]
pub(super) struct Sender {
    pub(super) shared: Arc<Shared>,
    pub(super) operation: &'static Operation,
    /// How long an attempt may take until the head of the response is there.
    pub(super) limit: Duration,
    pub(super) retries: Retries,
    /// What gives the token of the requests.
    pub(super) token: Option<Chosen>,
}

/// What came of a request.
pub(super) struct Sent {
    pub(super) response: Result<Response<Body>, TransportError>,
    /// How often it was sent, redirects not counted.
    pub(super) attempts: u32,
    /// How often something was sent, redirects and whatever was sent before included.
    sends: u32,
}

impl Sender {
    /// Sends a request with its token. If the service refuses a token that was kept, the request is sent once more with another
    /// one.
    pub(super) async fn send(&self, mut request: Request<Body>) -> Result<Sent, CredentialsError> {
        let Some(token) = &self.token else { return Ok(self.attempts(request).await) };
        let deadline = request.extensions().get::<Deadline>().copied();
        let kept = token.get(self, request.uri(), deadline).await?;
        let again = copied(&request);
        request.headers_mut().insert(AUTHORIZATION, kept.header.clone());
        let sent = self.attempts(request).await;
        let is_refused = sent.response.as_ref().is_ok_and(|response| response.status() == StatusCode::UNAUTHORIZED);
        if is_refused {
            token.forget(&kept);
        }
        let Some(mut again) = again.filter(|_| is_refused) else { return Ok(sent) };
        // Without another token, the response says what is wrong.
        match token.get(self, again.uri(), deadline).await {
            Ok(other) if !other.is_same(&kept) => {
                drop(sent.response);
                again.headers_mut().insert(AUTHORIZATION, other.header);
                again.extensions_mut().insert(Resend(sent.sends));
                let Sent { response, attempts, sends } = self.attempts(again).await;
                Ok(Sent { response, attempts: sent.attempts + attempts, sends })
            }
            Ok(_) | Err(_) => Ok(sent),
        }
    }

    /// Sends a request, and sends it again where that may be. Redirects are followed that may be followed.
    async fn attempts(&self, mut request: Request<Body>) -> Sent {
        let Shared { transport, time, budget, idempotency_key, .. } = &*self.shared;
        let may_be_repeated = idempotency::may_be_repeated(idempotency_key.as_ref(), &request);
        let retries = if may_be_repeated { self.retries } else { Retries::none() };
        let mut schedule = Schedule::new(retries, time, budget);
        let deadline = request.extensions().get::<Deadline>().copied();
        let left = || deadline.map(|Deadline(deadline)| deadline.saturating_duration_since(time.now()));
        let mut redirects = 0..MAX_REDIRECTS;
        let mut attempts = 1;
        let mut sends = request.extensions().get().map_or(0, |Resend(before)| *before);
        loop {
            sends += 1;
            if let Some(left) = left() {
                request.extensions_mut().insert(Timeout(left));
            }
            let again = Repeat::of(&request);
            let response = time.within(self.limit, transport.send(request)).await;
            let response = response.unwrap_or_else(|| Err(self.late()));
            let Some(again) = again else { return Sent { response, attempts, sends } };
            let uri = response.as_ref().ok().and_then(|response| again.redirected(self.operation, response));
            if let Some(uri) = uri.filter(|_| redirects.next().is_some()) {
                request = again.request(self.operation, Some(uri), sends);
                continue;
            }
            let outcome = match &response {
                Ok(response) => Outcome::Response(response.status(), response.headers()),
                Err(error) => Outcome::NoResponse(error),
            };
            let Some(delay) = schedule.next(&outcome, left()) else {
                if response.as_ref().is_ok_and(|response| response.status().as_u16() < 400) {
                    schedule.succeeded();
                }
                return Sent { response, attempts, sends };
            };
            // The connection is free while nothing is sent.
            drop(response);
            time.sleep(delay).await;
            attempts += 1;
            request = again.request(self.operation, None, sends);
        }
    }

    /// The same, which sends a request once.
    pub(super) fn once(self) -> Self {
        Self { retries: Retries::none(), ..self }
    }

    fn late(&self) -> TransportError {
        TransportError::timed_out(format!("no headers within {:?}", self.limit))
    }
}

/// The same request once more, where its body can be sent again.
pub(super) fn copied(request: &Request<Body>) -> Option<Request<Body>> {
    let mut copy = Request::new(request.body().try_clone()?);
    *copy.method_mut() = request.method().clone();
    *copy.uri_mut() = request.uri().clone();
    *copy.headers_mut() = request.headers().clone();
    *copy.extensions_mut() = request.extensions().clone();
    Some(copy)
}

/// What another request needs of one, where its body can be sent again. It is taken of every request, and few are sent again,
/// so that it has no more than that.
struct Repeat {
    method: Method,
    uri: Uri,
    headers: HeaderMap,
    body: Body,
}

impl Repeat {
    fn of(request: &Request<Body>) -> Option<Self> {
        Some(Self {
            body: request.body().try_clone()?,
            method: request.method().clone(),
            uri: request.uri().clone(),
            headers: request.headers().clone(),
        })
    }

    /// Where a redirect leads to; nowhere when the redirect is itself a declared outcome.
    fn redirected(&self, operation: &'static Operation, response: &Response<Body>) -> Option<Uri> {
        match operation.outcome(response.status().as_u16()).map(|(_, declared)| declared) {
            Some(Status::Exact(_) | Status::Range(_)) => None,
            Some(Status::Default) | None => {
                redirect::target(&self.method, &self.uri, response.status(), response.headers())
            }
        }
    }

    /// The request, to the same URI or to another one, after so many.
    fn request(self, operation: &'static Operation, uri: Option<Uri>, sends: u32) -> Request<Body> {
        let mut request = Request::new(self.body);
        *request.method_mut() = self.method;
        *request.uri_mut() = uri.unwrap_or(self.uri);
        *request.headers_mut() = self.headers;
        request.extensions_mut().insert(operation);
        request.extensions_mut().insert(Resend(sends));
        request
    }
}
