//! The same work for each target, on all processors.
//!
//! Owns the threads, and the progress that a terminal shows. Must not know what the work is.

use std::io::{IsTerminal, Write as _};
use std::num::NonZero;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

use oasmith::project::Project;

/// The results of the work, in the order of the targets.
pub(crate) fn each<T: Send>(projects: &[Project], work: impl Fn(&Project) -> T + Sync) -> Vec<T> {
    if let [only] = projects {
        return vec![work(only)];
    }
    let threads = std::thread::available_parallelism().map_or(1, NonZero::get).min(projects.len());
    let (next, done) = (AtomicUsize::new(0), AtomicUsize::new(0));
    let results: Vec<Mutex<Option<T>>> = projects.iter().map(|_| Mutex::new(None)).collect();
    std::thread::scope(|scope| {
        for _ in 0..threads {
            scope.spawn(|| {
                while let Some((project, slot)) = take(&next, projects, &results) {
                    let result = work(project);
                    progress(done.fetch_add(1, Ordering::Relaxed) + 1, projects);
                    if let Ok(mut slot) = slot.lock() {
                        *slot = Some(result);
                    }
                }
            });
        }
    });
    clear();
    results.into_iter().filter_map(|slot| slot.into_inner().ok().flatten()).collect()
}

/// The next target that no thread works on.
fn take<'p, T>(
    next: &AtomicUsize,
    projects: &'p [Project],
    results: &'p [Mutex<Option<T>>],
) -> Option<(&'p Project, &'p Mutex<Option<T>>)> {
    let number = next.fetch_add(1, Ordering::Relaxed);
    Some((projects.get(number)?, results.get(number)?))
}

/// Shows on a terminal how many targets are done.
fn progress(done: usize, projects: &[Project]) {
    let mut stderr = std::io::stderr().lock();
    if stderr.is_terminal() {
        let _ = write!(stderr, "\r\x1b[K{done} of {} targets", projects.len());
    }
}

fn clear() {
    let mut stderr = std::io::stderr().lock();
    if stderr.is_terminal() {
        let _ = write!(stderr, "\r\x1b[K");
    }
}
