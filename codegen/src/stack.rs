//! Room for recursion: what descends into a description runs on a stack that holds the depth that is allowed.
//!
//! Owns the size. Must not know what runs. Readers and parsers of Rust take up to 50 KiB a level without optimisation, a
//! description may have 127 levels, and threads have 1 or 2 MiB by default on some systems.

use std::panic::resume_unwind;
use std::thread::{Builder, ScopedJoinHandle, scope};

/// More than the deepest description takes; memory is used only as far as the stack grows.
const SIZE: usize = 64 * 1024 * 1024;

/// Does some work on a stack of its own. `None` where the system gives no thread.
fn on_thread<T: Send>(work: impl FnOnce() -> T + Send) -> Option<T> {
    scope(|scope| {
        let thread = Builder::new().stack_size(SIZE).spawn_scoped(scope, work).ok()?;
        Some(thread.join().unwrap_or_else(|panic| resume_unwind(panic)))
    })
}

/// Does some work on a stack of its own; on that of the caller where the system gives no thread.
pub fn with_room<T: Send>(mut work: impl FnMut() -> T + Send) -> T {
    on_thread(&mut work).unwrap_or_else(work)
}

/// Does the same work for each of several things at once, each on a stack of its own; the results are in their order.
pub fn side_by_side<I: Copy + Send, T: Send>(things: Vec<I>, work: impl Fn(I) -> T + Sync) -> Vec<T> {
    let work = &work;
    scope(|scope| {
        let spawn = |thing| (thing, Builder::new().stack_size(SIZE).spawn_scoped(scope, move || work(thing)));
        let threads: Vec<_> = things.into_iter().map(spawn).collect();
        let join = |(thing, thread): (I, std::io::Result<ScopedJoinHandle<'_, T>>)| match thread {
            Ok(thread) => thread.join().unwrap_or_else(|panic| resume_unwind(panic)),
            Err(_) => work(thing),
        };
        threads.into_iter().map(join).collect()
    })
}
