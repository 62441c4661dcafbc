//! Time and chance: what a client does not decide by its input.
//!
//! Owns the trait that tests implement, and what is taken without it. Must not know what waits.

use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};
use std::time::{Duration, Instant, SystemTime};

use super::super::random;
use super::super::timer::Sleep;

/// The time that a client goes by, and random numbers. Implement it for tests that do not wait; each method has the real thing as
/// its default.
pub trait Clock: Send + Sync + 'static {
    /// The time, for limits and for tokens.
    fn now(&self) -> Instant {
        Instant::now()
    }

    /// The date, for a `retry-after` that is a date.
    fn date(&self) -> SystemTime {
        SystemTime::now()
    }

    /// Ends after this time.
    fn sleep(&self, duration: Duration) -> Pin<Box<dyn Future<Output = ()> + Send>> {
        Box::pin(Sleep::new(duration))
    }

    /// A random number, for the time before a retry and for idempotency keys.
    fn random(&self) -> u64 {
        random::number()
    }
}

/// The clock of a client. Without one that was given, nothing is boxed.
#[derive(Clone, Default)]
pub(super) struct Time(pub(super) Option<Arc<dyn Clock>>);

impl Time {
    pub(super) fn now(&self) -> Instant {
        self.0.as_ref().map_or_else(Instant::now, |clock| clock.now())
    }

    pub(super) fn date(&self) -> SystemTime {
        self.0.as_ref().map_or_else(SystemTime::now, |clock| clock.date())
    }

    pub(super) fn random(&self) -> u64 {
        self.0.as_ref().map_or_else(random::number, |clock| clock.random())
    }

    pub(super) fn sleep(&self, duration: Duration) -> Wait {
        match &self.0 {
            None => Wait::Timer(Sleep::new(duration)),
            Some(clock) => Wait::Clock(clock.sleep(duration)),
        }
    }

    /// The result of work that takes no longer than a limit. `Duration::MAX` is no limit.
    pub(super) async fn within<R>(&self, limit: Duration, work: impl Future<Output = R> + Unpin) -> Option<R> {
        Limited { work, limit: Limit::new(limit), time: self }.await
    }
}

/// Waiting for a time.
pub(super) enum Wait {
    Timer(Sleep),
    Clock(Pin<Box<dyn Future<Output = ()> + Send>>),
}

impl Future for Wait {
    type Output = ();

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<()> {
        match &mut *self {
            Self::Timer(sleep) => Pin::new(sleep).poll(context),
            Self::Clock(sleep) => sleep.as_mut().poll(context),
        }
    }
}

/// How long something may take, from the first time that it has to be waited for.
pub(super) struct Limit {
    limit: Duration,
    wait: Option<Wait>,
}

impl Limit {
    pub(super) fn new(limit: Duration) -> Self {
        Self { limit, wait: None }
    }

    /// Whether it is reached. What is limited has to be waited for.
    pub(super) fn poll(&mut self, time: &Time, context: &mut Context<'_>) -> Poll<()> {
        if self.limit == Duration::MAX {
            return Poll::Pending;
        }
        let wait = self.wait.get_or_insert_with(|| time.sleep(self.limit));
        Pin::new(wait).poll(context)
    }

    /// Begins anew.
    pub(super) fn reset(&mut self) {
        self.wait = None;
    }

    pub(super) fn duration(&self) -> Duration {
        self.limit
    }
}

struct Limited<'a, F> {
    work: F,
    limit: Limit,
    time: &'a Time,
}

impl<F: Future + Unpin> Future for Limited<'_, F> {
    type Output = Option<F::Output>;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        if let Poll::Ready(result) = Pin::new(&mut self.work).poll(context) {
            return Poll::Ready(Some(result));
        }
        let Self { limit, time, .. } = &mut *self;
        limit.poll(time, context).map(|()| None)
    }
}
