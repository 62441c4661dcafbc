//! A response whose head is there, and whose body may still be on its way.
//!
//! Owns how such a response is read whole. Must not know what the body means, or how it is read piece by piece
//! ([`streams`](super::streams)).

use bytes::Bytes;
use http::{HeaderMap, Request, response};
use http_body::Body as _;

use super::super::body::Body;
use super::super::media_type::is_json;
use super::super::operation::Operation;
use super::call::NoReply;
use super::error::NoResponse;
use super::outcome::Reply;
use super::paced::Paced;
use super::sending::Sender;
use super::timeouts::Timeouts;
use super::transport::is_bodiless;
use super::verdict::{self, Verdict};

/// What sends a request again.
pub(super) type Again = (Sender, Request<Body>);

/// A response whose head is there.
pub struct Opened {
    /// What sent the request; it has what the client has to say of responses.
    pub(super) sender: Sender,
    pub(super) head: response::Parts,
    pub(super) body: Body,
    pub(super) is_head: bool,
    /// The request, only where the call wants to send it again.
    pub(super) again: Option<Request<Body>>,
    pub(super) timeouts: Timeouts,
    /// How often the request was sent.
    pub(super) attempts: u32,
}

impl Opened {
    pub(super) fn headers(&self) -> &HeaderMap {
        &self.head.headers
    }

    /// Whether the status is that of a success. An undeclared 2xx is one too, but for those who want what is declared.
    pub(super) fn is_success(&self) -> bool {
        let status = self.head.status;
        self.sender.operation.is_success(status.as_u16()) || !self.is_strict() && status.is_success()
    }

    /// Whether the media type is one that is declared for the status.
    pub(super) fn is_of_declared_media_type(&self) -> bool {
        let outcome = self.sender.operation.outcome(self.head.status.as_u16()).map(|(outcome, _)| outcome);
        verdict::is_declared(outcome, Reply::content_type_of(&self.head.headers))
    }

    /// Whether the body certainly ends soon.
    pub(super) fn has_end(&self) -> bool {
        let is_json = Reply::content_type_of(&self.head.headers).is_some_and(is_json);
        !self.is_success() || is_json || self.body.size_hint().exact().is_some()
    }

    /// Whether only what is declared is accepted.
    pub(super) fn is_strict(&self) -> bool {
        self.sender.shared.is_strict
    }

    /// Reads the body to its end, and validates it where the client does that.
    pub(super) async fn valid(self, accepted: Option<&str>) -> Result<Reply, NoReply> {
        let validation = self.sender.shared.validation;
        let accepted = accepted.filter(|_| self.is_success());
        let mut reply = self.whole().await?;
        if let Some(accepted) = accepted {
            reply.verdict = Verdict::accepted(&reply, accepted);
        }
        match validation {
            Some(validation) => validation.checked(reply).map_err(NoReply::Unexpected),
            None => Ok(reply),
        }
    }

    /// Reads the body to its end, or to the limit of the client.
    pub(super) async fn whole(self) -> Result<Reply, NoReply> {
        let Self { sender: Sender { shared, operation, .. }, head, body, is_head, again: _, timeouts, attempts } = self;
        let (body, is_too_large) = if is_head || is_bodiless(head.status) {
            (Bytes::new(), false)
        } else {
            let broken = |error| NoReply::Transport(NoResponse::new(operation, error, attempts));
            let body = Paced::new(body, timeouts.of_idle(), shared.time.clone());
            body.into_bytes_within(shared.response_limit).await.map_err(broken)?
        };
        let mut reply = judged(operation, head, body, attempts, shared.is_strict);
        if is_too_large {
            reply.verdict = Verdict::TooLarge;
        }
        Ok(reply)
    }

    /// Reads nothing of the body.
    pub(super) fn without_body(self) -> Reply {
        judged(self.sender.operation, self.head, Bytes::new(), self.attempts, self.sender.shared.is_strict)
    }

    /// The head, and the body of a success, which is read piece by piece.
    pub(super) fn into_stream(self) -> (Reply, Body, Option<Again>) {
        let body = if is_bodiless(self.head.status) { Body::empty() } else { self.body };
        let mut reply =
            judged(self.sender.operation, self.head, Bytes::new(), self.attempts, self.sender.shared.is_strict);
        if !reply.operation.is_success(reply.status.as_u16()) {
            reply.verdict = Verdict::Undeclared { success: true, failure: false };
        }
        (reply, body, self.again.map(|request| (self.sender.once(), request)))
    }
}

fn judged(operation: &'static Operation, head: response::Parts, body: Bytes, attempts: u32, is_strict: bool) -> Reply {
    let unjudged = Verdict::Undeclared { success: false, failure: false };
    let mut reply = Reply { operation, status: head.status, headers: head.headers, body, attempts, verdict: unjudged };
    reply.verdict = if is_strict { Verdict::strict(&reply) } else { Verdict::lenient(&reply) };
    reply
}
