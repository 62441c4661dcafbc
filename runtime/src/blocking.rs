//! Work that blocks its thread, such as that with files, on a thread of its own.
//!
//! Owns the thread and the future that waits for it. Must not know the work.

use std::future::Future;
use std::io;
use std::pin::Pin;
use std::sync::{Arc, Mutex, PoisonError};
use std::task::{Context, Poll, Waker};
use std::thread;

/// The result of work on another thread, once it is there.
pub struct Blocking<R> {
    shared: Arc<Mutex<State<R>>>,
}

struct State<R> {
    result: Option<io::Result<R>>,
    waker: Option<Waker>,
}

/// Starts work on a thread of its own. The work is finished even if nobody waits for it any more.
///
/// The result is an error where the thread cannot be started, or where the work panics.
pub fn run<R: Send + 'static>(work: impl FnOnce() -> R + Send + 'static) -> Blocking<R> {
    let shared = Arc::new(Mutex::new(State { result: None, waker: None }));
    let done = Done(Arc::clone(&shared));
    let thread = thread::Builder::new().name("oasmith-blocking".to_owned());
    if let Err(error) = thread.spawn(move || done.with(Ok(work()))) {
        finish(&shared, Err(error));
    }
    Blocking { shared }
}

impl<R> Future for Blocking<R> {
    type Output = io::Result<R>;

    fn poll(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<R>> {
        let mut state = self.shared.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(result) = state.result.take() {
            return Poll::Ready(result);
        }
        state.waker = Some(context.waker().clone());
        Poll::Pending
    }
}

/// Sets the result, if there is none yet.
fn finish<R>(shared: &Mutex<State<R>>, result: io::Result<R>) {
    let mut state = shared.lock().unwrap_or_else(PoisonError::into_inner);
    state.result.get_or_insert(result);
    let waker = state.waker.take();
    drop(state);
    if let Some(waker) = waker {
        waker.wake();
    }
}

/// Says when the work is done. Work that panics drops it, so that nobody waits for ever.
struct Done<R>(Arc<Mutex<State<R>>>);

impl<R> Done<R> {
    fn with(self, result: io::Result<R>) {
        finish(&self.0, result);
    }
}

impl<R> Drop for Done<R> {
    fn drop(&mut self) {
        // After `with` the future may have taken the result already; it is not polled again then.
        finish(&self.0, Err(io::Error::other("the work was broken off")));
    }
}
