//! A bounded run of each fuzz target on descriptions that were damaged at random, other ones in every run.
//!
//! `OASMITH_FUZZ_SECONDS` is the time of each target: a few seconds where it is not set, half a minute where `CI` is.
//! `OASMITH_FUZZ_SEED` begins with the description that a failed run named.

use std::hash::{BuildHasher, RandomState};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::thread;
use std::time::{Duration, Instant};

use crate::mutation::{Numbers, damaged, displaced, tree};
use crate::seeds::seeds;
use crate::targets;

/// No description of this size takes so long, on any machine and without optimisation.
const SLOWEST: Duration = Duration::from_secs(20);

/// A target by its name.
type Target = (&'static str, fn(&str));

const TARGETS: [Target; 3] =
    [("source", targets::source), ("lower", targets::lowered), ("generate", targets::generated)];

/// What a run says of itself.
enum Report {
    /// It begins with a description: the seed, and the text.
    Begun(u64, String),
    /// It panicked.
    Panicked,
    /// The time is over; so many descriptions were tried.
    Done(u64),
}

fn number(variable: &str) -> Option<u64> {
    std::env::var(variable).ok().map(|text| text.parse().unwrap_or_else(|_| panic!("{variable} is no number: {text}")))
}

fn seconds() -> u64 {
    let ci = std::env::var("CI").is_ok_and(|ci| !["", "0", "false"].contains(&ci.as_str()));
    number("OASMITH_FUZZ_SECONDS").unwrap_or(if ci { 30 } else { 3 })
}

/// Runs a target until the time is over. The seed of a description alone says what it is.
fn run((_, target): Target, first: u64, time: Duration, reports: &Sender<Report>) {
    let seeds = seeds();
    let trees: Vec<_> = seeds.iter().map(|(_, text)| tree(text)).collect();
    let start = Instant::now();
    let (mut seed, mut tried) = (first, 0);
    while start.elapsed() < time {
        // A state of zero would stay zero, and seeds side by side would begin alike.
        let mut numbers = Numbers::seeded(seed);
        let index = numbers.below(seeds.len());
        let text = match numbers.below(2) {
            0 => damaged(&seeds[index].1, &numbers.one_of(&seeds).1.clone(), &mut numbers),
            _ => displaced(&trees[index], &mut numbers).to_string(),
        };
        reports.send(Report::Begun(seed, text.clone())).unwrap();
        if catch_unwind(AssertUnwindSafe(|| target(&text))).is_err() {
            reports.send(Report::Panicked).unwrap();
            return;
        }
        (seed, tried) = (seed.wrapping_add(1), tried + 1);
    }
    reports.send(Report::Done(tried)).unwrap();
}

/// Waits for the end of a run: how many descriptions it tried, or what is wrong with which of them.
fn watch(name: &str, reports: &Receiver<Report>) -> Result<u64, String> {
    let mut under_way = String::from("nothing yet");
    loop {
        match reports.recv_timeout(SLOWEST) {
            Ok(Report::Begun(seed, text)) => under_way = format!("OASMITH_FUZZ_SEED={seed}:\n{text}"),
            Ok(Report::Done(tried)) => return Ok(tried),
            Ok(Report::Panicked) => return Err(format!("`{name}` panics for {under_way}")),
            Err(RecvTimeoutError::Timeout) => return Err(format!("`{name}` takes {SLOWEST:?} for {under_way}")),
            Err(RecvTimeoutError::Disconnected) => return Err(format!("`{name}` ended within {under_way}")),
        }
    }
}

#[test]
fn random_damage() {
    let time = Duration::from_secs(seconds());
    // Other numbers in every run, from what the standard library makes its maps with.
    let seed = number("OASMITH_FUZZ_SEED").unwrap_or_else(|| RandomState::new().hash_one(0) >> 16);
    // Threads of their own: one that hangs is left behind when the test fails.
    let runs = TARGETS.map(|target| {
        let (sender, receiver) = channel();
        thread::spawn(move || run(target, seed, time, &sender));
        (target.0, thread::spawn(move || watch(target.0, &receiver)))
    });
    let mut failures = Vec::new();
    for (name, watch) in runs {
        match watch.join().unwrap() {
            Ok(tried) => println!("{name}: {tried} descriptions"),
            Err(failure) => failures.push(failure),
        }
    }
    assert!(failures.is_empty(), "{}", failures.join("\n\n"));
}
