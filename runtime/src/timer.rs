//! Waiting for a time, without the timer of an async runtime.
//!
//! Owns one thread for everything that waits in this process. Must not know what waits. The thread starts when something waits
//! for the first time. Without the features `time` of async runtimes the code runs on each of them, and in tests without one.
//!
//! Most of what waits is a limit that is not reached. Such an entry is taken back when it is dropped, and the thread is woken only
//! by an entry that ends before all others.

use std::collections::BTreeMap;
use std::future::Future;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::pin::Pin;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, OnceLock, PoisonError};
use std::task::{Context, Poll, Waker};
use std::thread;
use std::time::{Duration, Instant};

/// Ends after some time.
#[derive(Debug)]
pub struct Sleep {
    /// None for a time that no clock reaches.
    until: Option<Instant>,
    /// Whether there is nothing to wait for.
    is_over: bool,
    /// The entry of this in the timer, and whom it wakes.
    entry: Option<(Key, Waker)>,
}

impl Sleep {
    /// Ends after this time.
    pub fn new(duration: Duration) -> Self {
        Self { until: Instant::now().checked_add(duration), is_over: duration.is_zero(), entry: None }
    }

    /// Whether the time is over. Before there is an entry, no time has passed.
    fn is_over(&self, until: Instant) -> bool {
        self.is_over || self.entry.is_some() && Instant::now() >= until
    }
}

impl Future for Sleep {
    type Output = ();

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<()> {
        let Some(until) = self.until else { return Poll::Pending };
        if self.is_over(until) {
            return Poll::Ready(());
        }
        let key = match &self.entry {
            Some((_, waker)) if waker.will_wake(context.waker()) => return Poll::Pending,
            Some((key, _)) => Some(*key),
            None => None,
        };
        // Without the thread nothing wakes the task, so it does not wait.
        let Some(timer) = Timer::get() else { return Poll::Ready(()) };
        let waker = context.waker().clone();
        self.entry = Some((timer.set(key, until, waker.clone()), waker));
        Poll::Pending
    }
}

impl Drop for Sleep {
    fn drop(&mut self) {
        if let (Some((key, _)), Some(timer)) = (&self.entry, Timer::get()) {
            timer.remove(*key);
        }
    }
}

/// When an entry ends, and its number: several may end at the same time.
type Key = (Instant, u64);

#[derive(Default)]
struct Timer {
    entries: Mutex<Entries>,
    changed: Condvar,
}

#[derive(Default)]
struct Entries {
    /// What waits, the entry that ends first being the first one.
    wakers: BTreeMap<Key, Waker>,
    /// How many entries there have been.
    count: u64,
    /// When the thread looks at the entries by itself.
    next_look: Option<Instant>,
}

impl Timer {
    /// The timer of this process; `None` where it can have no thread.
    fn get() -> Option<&'static Self> {
        static TIMER: OnceLock<Option<Arc<Timer>>> = OnceLock::new();
        let timer = TIMER.get_or_init(|| {
            let timer = Arc::new(Self::default());
            let of_thread = Arc::clone(&timer);
            let thread = thread::Builder::new().name("oasmith-timer".to_owned());
            thread.spawn(move || of_thread.run()).ok().map(|_| timer)
        });
        timer.as_deref()
    }

    /// Adds an entry, or sets the waker of one that is there.
    fn set(&self, key: Option<Key>, until: Instant, waker: Waker) -> Key {
        let mut entries = locked(&self.entries);
        let key = key.unwrap_or_else(|| {
            entries.count += 1;
            (until, entries.count)
        });
        let before = entries.wakers.insert(key, waker);
        let is_first = entries.next_look.is_none_or(|look| until < look);
        if is_first {
            entries.next_look = Some(until);
        }
        drop(entries);
        if is_first {
            self.changed.notify_one();
        }
        // A waker may run any code when it is dropped.
        drop(before);
        key
    }

    fn remove(&self, key: Key) {
        let removed = locked(&self.entries).wakers.remove(&key);
        drop(removed);
    }

    fn run(&self) {
        let mut entries = locked(&self.entries);
        loop {
            let now = Instant::now();
            let first = entries.wakers.first_key_value().map(|((until, _), _)| *until);
            // Most entries are gone before the thread sees them. It keeps the time that it was woken for, so that the next entry
            // need not wake it again.
            let first = first.or(entries.next_look.filter(|look| *look > now));
            entries.next_look = first;
            entries = match first {
                None => self.changed.wait(entries).unwrap_or_else(PoisonError::into_inner),
                Some(until) if until > now => {
                    let waited = self.changed.wait_timeout(entries, until - now);
                    waited.unwrap_or_else(PoisonError::into_inner).0
                }
                Some(_) => {
                    let due = entries.wakers.pop_first();
                    drop(entries);
                    // A waker may run any code: it may wait itself, and if it panics, all others are still woken.
                    let wake = || due.into_iter().for_each(|(_, waker)| waker.wake());
                    let _ = catch_unwind(AssertUnwindSafe(wake));
                    locked(&self.entries)
                }
            };
        }
    }
}

/// Nothing that is locked here can panic, so that a poisoned value is whole.
fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
