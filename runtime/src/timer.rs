//! Waiting for a time, without the timer of an async runtime.
//!
//! Owns one thread for everything that waits in this process. Must not know what waits. The thread starts when something waits
//! for the first time. Without the features `time` of async runtimes the code runs on each of them, and in tests without one.

use std::cmp::Ordering;
use std::collections::BinaryHeap;
use std::future::Future;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::pin::Pin;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, OnceLock, PoisonError, Weak};
use std::task::{Context, Poll, Waker};
use std::thread;
use std::time::{Duration, Instant};

/// Ends after some time.
#[derive(Debug)]
pub struct Sleep {
    /// None for a time that no clock reaches.
    until: Option<Instant>,
    waiting: Option<Arc<Mutex<Waker>>>,
}

impl Sleep {
    /// Ends after this time.
    pub fn new(duration: Duration) -> Self {
        Self { until: Instant::now().checked_add(duration), waiting: None }
    }
}

impl Future for Sleep {
    type Output = ();

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<()> {
        let Some(until) = self.until else { return Poll::Pending };
        if Instant::now() >= until {
            return Poll::Ready(());
        }
        match &self.waiting {
            Some(waker) => locked(waker).clone_from(context.waker()),
            None => {
                let waker = Arc::new(Mutex::new(context.waker().clone()));
                let entry = Entry { until, waker: Arc::downgrade(&waker) };
                // Without the thread nothing wakes the task, so it does not wait.
                if !Timer::add(entry) {
                    return Poll::Ready(());
                }
                self.waiting = Some(waker);
            }
        }
        Poll::Pending
    }
}

/// What waits: a task that is gone has no waker any more.
struct Entry {
    until: Instant,
    waker: Weak<Mutex<Waker>>,
}

impl PartialEq for Entry {
    fn eq(&self, other: &Self) -> bool {
        self.until == other.until
    }
}

impl Eq for Entry {}

impl PartialOrd for Entry {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

/// The greatest entry is the one that ends first.
impl Ord for Entry {
    fn cmp(&self, other: &Self) -> Ordering {
        other.until.cmp(&self.until)
    }
}

/// As many entries are not worth looking through.
const FEW: usize = 1024;

#[derive(Default)]
struct Timer {
    entries: Mutex<BinaryHeap<Entry>>,
    changed: Condvar,
}

impl Timer {
    /// Adds what waits; false where there is no thread that could wake it.
    fn add(entry: Entry) -> bool {
        static TIMER: OnceLock<Option<Arc<Timer>>> = OnceLock::new();
        let timer = TIMER.get_or_init(|| {
            let timer = Arc::new(Self::default());
            let of_thread = Arc::clone(&timer);
            let thread = thread::Builder::new().name("oasmith-timer".to_owned());
            thread.spawn(move || of_thread.run()).ok().map(|_| timer)
        });
        let Some(timer) = timer else { return false };
        let mut entries = locked(&timer.entries);
        // Most of what waits for long ends before its time. Its entries must not fill the memory until then.
        if entries.len() >= FEW && entries.len() == entries.capacity() {
            entries.retain(|entry| entry.waker.strong_count() > 0);
        }
        let is_first = entries.peek().is_none_or(|first| entry.until < first.until);
        entries.push(entry);
        drop(entries);
        if is_first {
            timer.changed.notify_one();
        }
        true
    }

    fn run(&self) {
        let mut entries = locked(&self.entries);
        loop {
            let now = Instant::now();
            entries = match entries.peek().map(|entry| entry.until) {
                None => self.changed.wait(entries).unwrap_or_else(PoisonError::into_inner),
                Some(until) if until > now => {
                    let waited = self.changed.wait_timeout(entries, until - now);
                    waited.unwrap_or_else(PoisonError::into_inner).0
                }
                Some(_) => {
                    let due = entries.pop().and_then(|entry| entry.waker.upgrade());
                    drop(entries);
                    // A waker may run any code: it may wait itself, and if it panics, all others are still woken.
                    let wake = || due.iter().for_each(|waker| locked(waker).wake_by_ref());
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
