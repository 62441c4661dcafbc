//! A clock for tests that do not wait.

use std::future::{Future, poll_fn};
use std::pin::Pin;
use std::sync::{Arc, Mutex, MutexGuard};
use std::task::{Poll, Waker};
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use oasmith_runtime::client::Clock;

/// 2026-11-30, 12:00:00 GMT.
pub const NOON: Duration = Duration::from_secs(1_796_040_000);

/// A clock that stands still. Whoever sleeps for a short time wakes at once, and the clock has moved on; a longer time passes only
/// when the test says so.
#[derive(Clone)]
pub struct TestClock {
    short: Duration,
    start: Instant,
    state: Arc<Mutex<State>>,
}

struct State {
    elapsed: Duration,
    random: u64,
    slept: Vec<Duration>,
    wakers: Vec<Waker>,
}

impl TestClock {
    /// A clock whose sleepers wake at once if they sleep no longer than this.
    pub fn passing(short: Duration) -> Self {
        let state = State { elapsed: Duration::ZERO, random: u64::MAX, slept: Vec::new(), wakers: Vec::new() };
        Self { short, start: Instant::now(), state: Arc::new(Mutex::new(state)) }
    }

    /// A clock that only the test moves on.
    pub fn still() -> Self {
        Self::passing(Duration::ZERO)
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap()
    }

    /// Every random number from now on.
    pub fn set_random(&self, random: u64) {
        self.state().random = random;
    }

    /// Moves the clock on.
    pub fn advance(&self, duration: Duration) {
        let mut state = self.state();
        state.elapsed += duration;
        state.wakers.drain(..).for_each(Waker::wake);
    }

    /// How long whoever woke at once has slept, since this was asked last.
    pub fn slept(&self) -> Vec<Duration> {
        std::mem::take(&mut self.state().slept)
    }
}

impl Clock for TestClock {
    fn now(&self) -> Instant {
        self.start + self.state().elapsed
    }

    fn date(&self) -> SystemTime {
        UNIX_EPOCH + NOON + self.state().elapsed
    }

    fn sleep(&self, duration: Duration) -> Pin<Box<dyn Future<Output = ()> + Send>> {
        let mut state = self.state();
        if duration <= self.short {
            state.elapsed += duration;
            state.slept.push(duration);
        }
        let until = if duration <= self.short { state.elapsed } else { state.elapsed + duration };
        let clock = self.clone();
        Box::pin(poll_fn(move |context| {
            let mut state = clock.state();
            if state.elapsed >= until {
                return Poll::Ready(());
            }
            state.wakers.push(context.waker().clone());
            Poll::Pending
        }))
    }

    fn random(&self) -> u64 {
        self.state().random
    }
}
