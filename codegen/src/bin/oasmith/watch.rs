//! `--watch`: the same again after each change of a file.
//!
//! Owns when that is. Must not know what is done.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use crate::terminal;

/// How often the files are looked at: soon enough for a reader, and no work for a computer.
const PAUSE: Duration = Duration::from_millis(200);

/// The state of a file: when it was changed last, and its size; nothing for one that is not there.
type State = Option<(Option<SystemTime>, u64)>;

/// Does the work, and does it again after each change of a file. The work says which files it read.
pub(crate) fn watch(mut work: impl FnMut() -> Vec<PathBuf>) -> ! {
    let mut known: BTreeMap<PathBuf, State> = BTreeMap::new();
    loop {
        // What changes while the work is done is a change, too.
        known.iter_mut().for_each(|(file, before)| *before = state(file));
        for file in work() {
            let state = state(&file);
            known.entry(file).or_insert(state);
        }
        terminal::remark("waiting for changes; Ctrl-C ends this");
        while !has_changed(&known) {
            std::thread::sleep(PAUSE);
        }
        // An editor writes a file in several steps.
        std::thread::sleep(PAUSE);
    }
}

fn has_changed(known: &BTreeMap<PathBuf, State>) -> bool {
    known.iter().any(|(file, before)| state(file) != *before)
}

fn state(file: &Path) -> State {
    fs::metadata(file).ok().map(|metadata| (metadata.modified().ok(), metadata.len()))
}
