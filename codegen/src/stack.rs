//! Room for recursion: what descends into a description runs on a stack that holds the depth that is allowed.
//!
//! Owns the size. Must not know what runs. Readers and parsers of Rust take up to 50 KiB a level without optimisation, a
//! description may have 127 levels, and threads have 1 or 2 MiB by default on some systems.

use std::panic::resume_unwind;
use std::thread::{Builder, scope};

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
