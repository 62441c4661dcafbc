//! A response that a mock sends, perhaps several times.
//!
//! Owns that its body is read once, when a test says it. Must not know which request it is for.

use std::future::Future;
use std::pin::pin;
use std::sync::Arc;
use std::task::{Context, Poll, Wake, Waker};
use std::thread::{self, Thread};

use bytes::Bytes;
use http::header::{CONTENT_TYPE, HeaderValue};
use http::{Response, StatusCode};

use super::super::body::Body;
use super::super::client::TransportError;

/// A response whose body is there, or why there is none.
pub(in super::super) enum Prepared {
    /// It is sent.
    Response(Response<Bytes>),
    /// There is no connection.
    NoConnection(String),
    /// It cannot be sent, for a reason that the test is to blame for.
    Unfit(String),
}

impl Prepared {
    /// A response with its whole body.
    pub(in super::super) fn of(response: Response<Body>) -> Self {
        let (parts, body) = response.into_parts();
        match wait(body.into_bytes()) {
            Ok(body) => Self::Response(Response::from_parts(parts, body)),
            Err(error) => Self::Unfit(format!("the body of the response breaks off: {error}")),
        }
    }

    /// A response of these bytes.
    pub(super) fn with(status: u16, media_type: Option<&'static str>, body: Result<Vec<u8>, String>) -> Self {
        let status = StatusCode::from_u16(status).map_err(|_| format!("{status} is no status"));
        match (status, body) {
            (Ok(status), Ok(body)) => {
                let mut response = Response::new(Bytes::from(body));
                *response.status_mut() = status;
                let media_type = media_type.map(|media_type| (CONTENT_TYPE, HeaderValue::from_static(media_type)));
                response.headers_mut().extend(media_type);
                Self::Response(response)
            }
            (Err(message), _) | (_, Err(message)) => Self::Unfit(message),
        }
    }

    /// The response as a transport gives it.
    pub(super) fn sent(&self) -> Result<Response<Body>, TransportError> {
        match self {
            Self::Response(response) => {
                let mut sent = Response::new(Body::from(response.body().clone()));
                *sent.status_mut() = response.status();
                *sent.headers_mut() = response.headers().clone();
                Ok(sent)
            }
            Self::NoConnection(message) => Err(TransportError::new(message.clone()).without_connection()),
            Self::Unfit(message) => Err(TransportError::new(message.clone())),
        }
    }
}

/// Waits for a future in this thread.
fn wait<T>(future: impl Future<Output = T>) -> T {
    let waker = Waker::from(Arc::new(Unpark(thread::current())));
    let mut context = Context::from_waker(&waker);
    let mut future = pin!(future);
    loop {
        match future.as_mut().poll(&mut context) {
            Poll::Ready(output) => return output,
            Poll::Pending => thread::park(),
        }
    }
}

/// Wakes a thread.
struct Unpark(Thread);

impl Wake for Unpark {
    fn wake(self: Arc<Self>) {
        self.0.unpark();
    }
}
