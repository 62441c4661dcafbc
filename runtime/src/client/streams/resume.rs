//! A stream of events that connects again after its connection is lost.
//!
//! Owns when a request is sent again, and with which id. Only GET is ever sent again. Must not know the format of events.
//!
//! Source: HTML Living Standard, section "Processing model" of server-sent events.

use std::fmt;
use std::future::Future;
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;

use http::header::{HeaderName, HeaderValue};
use http::{Request, Response as HttpResponse, StatusCode};

use super::super::super::body::Body;
use super::super::clock::Wait;
use super::super::sending::{Sender, copied};
use super::super::transport::TransportError;
use super::error::Cause;
use super::opening::is_of_events;

/// The header with the id of the last event that came.
const LAST_EVENT_ID: HeaderName = HeaderName::from_static("last-event-id");

/// The time before a client connects again where the stream states none.
const USUAL_DELAY: Duration = Duration::from_secs(3);

/// The longest time before a client connects again, whatever a server states.
const LONGEST_DELAY: Duration = Duration::from_secs(60);

/// What is needed to connect again.
pub struct Resume {
    sender: Sender,
    request: Request<Body>,
    /// How many times in a row; 0 is never.
    attempts: u32,
    /// How many times since the last event.
    tried: u32,
    delay: Duration,
    state: State,
}

enum State {
    /// The connection is there.
    Connected,
    Waiting(Wait),
    Connecting(Pin<Box<dyn Future<Output = Result<HttpResponse<Body>, TransportError>> + Send>>),
}

/// What connecting again led to.
pub(super) enum Next {
    Body(Body),
    /// The server has no more events.
    End,
    Failed(Cause),
}

impl Resume {
    /// A request that can be sent again.
    pub(super) fn new(sender: Sender, request: Request<Body>) -> Self {
        Self { sender, request, attempts: 0, tried: 0, delay: USUAL_DELAY, state: State::Connected }
    }

    pub(super) fn set_attempts(&mut self, attempts: u32) {
        self.attempts = attempts;
    }

    /// An event came, so that the attempts are counted anew.
    pub(super) fn succeeded(&mut self) {
        self.tried = 0;
    }

    /// Begins to connect again; false where that may not be.
    pub(super) fn start(&mut self, last_id: Option<&str>, retry: Option<Duration>) -> bool {
        match last_id.map(|id| HeaderValue::from_bytes(id.as_bytes())) {
            Some(Ok(id)) => drop(self.request.headers_mut().insert(LAST_EVENT_ID, id)),
            // An id that no header can have cannot be sent.
            Some(Err(_)) | None => drop(self.request.headers_mut().remove(LAST_EVENT_ID)),
        }
        self.delay = retry.unwrap_or(USUAL_DELAY);
        self.wait()
    }

    /// Waits for the next attempt: each time twice as long as before. False where there is none left.
    fn wait(&mut self) -> bool {
        if self.tried >= self.attempts {
            return false;
        }
        let delay = self.delay.saturating_mul(2_u32.saturating_pow(self.tried)).min(LONGEST_DELAY);
        self.tried += 1;
        self.state = State::Waiting(self.sender.shared.time.sleep(delay));
        true
    }

    /// What connecting again leads to; `None` where the connection is there.
    pub(super) fn poll(&mut self, context: &mut Context<'_>) -> Option<Poll<Next>> {
        loop {
            match &mut self.state {
                State::Connected => return None,
                State::Waiting(sleep) => match Pin::new(sleep).poll(context) {
                    Poll::Pending => return Some(Poll::Pending),
                    Poll::Ready(()) => self.state = State::Connecting(self.send()),
                },
                State::Connecting(response) => match response.as_mut().poll(context) {
                    Poll::Pending => return Some(Poll::Pending),
                    Poll::Ready(response) => {
                        self.state = State::Connected;
                        if let Some(next) = self.received(response) {
                            return Some(Poll::Ready(next));
                        }
                    }
                },
            }
        }
    }

    fn send(&self) -> Pin<Box<dyn Future<Output = Result<HttpResponse<Body>, TransportError>> + Send>> {
        let (sender, request) = (self.sender.clone(), copied(&self.request));
        Box::pin(async move {
            match request {
                Some(request) => match sender.send(request).await {
                    Ok(sent) => sent.response,
                    Err(error) => Err(TransportError::new(error)),
                },
                None => Err(TransportError::new("the request cannot be sent again")),
            }
        })
    }

    /// What a response means; `None` where another attempt begins.
    fn received(&mut self, response: Result<HttpResponse<Body>, TransportError>) -> Option<Next> {
        let response = match response {
            Ok(response) => response,
            Err(_) if self.wait() => return None,
            Err(error) => return Some(Next::Failed(Cause::Transport(error))),
        };
        let status = response.status();
        if status == StatusCode::NO_CONTENT {
            Some(Next::End)
        } else if status.is_success() && is_of_events(response.headers(), false) {
            Some(Next::Body(response.into_body()))
        } else if status.is_server_error() && self.wait() {
            None
        } else {
            Some(Next::Failed(Cause::NoStream(status)))
        }
    }
}

/// Without the request, which holds credentials.
impl fmt::Debug for Resume {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Resume").field("attempts", &self.attempts).field("tried", &self.tried).finish_non_exhaustive()
    }
}
