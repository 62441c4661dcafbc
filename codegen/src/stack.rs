//! A stack that is large enough for recursion to the depth that a description may have.
//!
//! Owns the size of the stack. Must not know what runs on it. Readers and parsers of Rust take up to 50 KiB a level without
//! optimisation, a description may have 127 levels, and threads have 1 or 2 MiB by default on some systems.

use std::num::NonZero;
use std::panic::resume_unwind;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread::{Builder, available_parallelism, scope};

use crate::bounds::STACK_BYTES;

/// Does work on a stack of its own. `None` where the system gives no thread.
fn on_thread<T: Send>(work: impl FnOnce() -> T + Send) -> Option<T> {
    scope(|scope| {
        let thread = Builder::new().stack_size(STACK_BYTES).spawn_scoped(scope, work).ok()?;
        Some(thread.join().unwrap_or_else(|panic| resume_unwind(panic)))
    })
}

/// Does some work on a stack of its own; on that of the caller where the system gives no thread.
pub fn with_room<T: Send>(mut work: impl FnMut() -> T + Send) -> T {
    on_thread(&mut work).unwrap_or_else(work)
}

/// Does the same work for each item, on as many threads as the machine runs at once, this thread included. The results are in
/// the order of the items. The item that takes longest is best named first.
///
/// More threads would share the processors evenly, and the longest work would end later.
pub fn side_by_side<I: Sync, T: Send>(things: &[I], work: impl Fn(&I) -> T + Sync) -> Vec<T> {
    let next = AtomicUsize::new(0);
    let run = || {
        let taken = std::iter::from_fn(|| {
            let index = next.fetch_add(1, Ordering::Relaxed);
            things.get(index).map(|thing| (index, work(thing)))
        });
        taken.collect::<Vec<_>>()
    };
    let others = available_parallelism().map_or(1, NonZero::get).min(things.len()).saturating_sub(1);
    let mut done = scope(|scope| {
        // Where the system gives no more threads, those that there are do all of it.
        let spawn = |_| Builder::new().stack_size(STACK_BYTES).spawn_scoped(scope, run).ok();
        let threads: Vec<_> = (0..others).filter_map(spawn).collect();
        let mut done = run();
        for thread in threads {
            done.extend(thread.join().unwrap_or_else(|panic| resume_unwind(panic)));
        }
        done
    });
    done.sort_by_key(|(index, _)| *index);
    done.into_iter().map(|(_, result)| result).collect()
}
