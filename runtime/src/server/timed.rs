//! A body that must arrive in time.
//!
//! Owns the clock of one body. Must not know what the body is.

use std::error::Error;
use std::fmt;
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;

use axum::body::{Body, Bytes};
use http_body::{Frame, SizeHint};

use super::super::timer::Sleep;

/// A body that ends with [`TooSlow`] where it does not arrive in time.
#[derive(Debug)]
pub struct Timed {
    body: Body,
    time: Duration,
    clock: Clock,
    /// Runs since the body was waited for.
    sleep: Option<Sleep>,
}

/// What the time is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Clock {
    /// The whole body.
    Whole,
    /// Each of its pieces.
    Piece,
}

impl Timed {
    /// A body that must arrive within this time.
    pub fn new(body: Body, time: Duration, clock: Clock) -> Self {
        Self { body, time, clock, sleep: None }
    }
}

impl http_body::Body for Timed {
    type Data = Bytes;
    type Error = Box<dyn Error + Send + Sync>;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, Self::Error>>> {
        if let Poll::Ready(frame) = Pin::new(&mut self.body).poll_frame(context) {
            if self.clock == Clock::Piece {
                self.sleep = None;
            }
            return Poll::Ready(frame.map(|frame| frame.map_err(Into::into)));
        }
        let time = self.time;
        let sleep = self.sleep.get_or_insert_with(|| Sleep::new(time));
        Pin::new(sleep).poll(context).map(|()| Some(Err(TooSlow { time }.into())))
    }

    fn is_end_stream(&self) -> bool {
        self.body.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.body.size_hint()
    }
}

/// The error of a body that does not arrive in time.
#[derive(Debug, Clone, Copy)]
pub struct TooSlow {
    /// The time that it had.
    pub time: Duration,
}

impl TooSlow {
    /// The error in what others have made of it.
    pub fn within(error: &(dyn Error + 'static)) -> Option<Self> {
        let mut error = Some(error);
        while let Some(one) = error {
            if let Some(found) = one.downcast_ref::<Self>() {
                return Some(*found);
            }
            error = one.source();
        }
        None
    }
}

impl fmt::Display for TooSlow {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the body did not arrive within {:?}", self.time)
    }
}

impl Error for TooSlow {}
