//! What reading and writing models costs, beside the same types with serde's derives.
//!
//! `cargo bench -p oasmith-runtime --bench models`. Ours and theirs take turns, the best round of each counts, and the ratio
//! of the two is what to look at: it holds on a busy machine too.

#![allow(missing_docs)]

mod issue;
mod kinds;
mod types;

use std::hint::black_box;
use std::time::{Duration, Instant};

use serde::Serialize;
use serde::de::DeserializeOwned;

/// Rounds of each side.
const ROUNDS: usize = 60;

fn main() {
    println!("{:<44} {:>10} {:>10} {:>6}", "", "ours", "theirs", "ratio");
    let driver = types::driver();
    both::<types::ours::Driver, types::theirs::Driver>("a driver", &driver);
    let issues = issue::issues(30);
    both::<Vec<issue::ours::Issue>, Vec<issue::theirs::Issue>>("30 issues of 62 properties", &issues);
    let places = [("first", kinds::Tag::First), ("last", kinds::Tag::Last), ("behind parts", kinds::Tag::BehindParts)];
    for (place, tag) in places {
        let text = kinds::list(tag);
        both::<Vec<kinds::ours::Event>, Vec<kinds::theirs::Event>>(
            &format!("40 kinds, tag {place}, serde(tag)"),
            &text,
        );
        both::<Vec<kinds::ours::Event>, Vec<kinds::untagged::Event>>(
            &format!("40 kinds, tag {place}, serde(untagged)"),
            &text,
        );
    }
    let shapes = kinds::shape_list();
    both::<Vec<kinds::ours::Shape>, Vec<kinds::untagged::Shape>>("8 shapes without a tag, serde(untagged)", &shapes);
}

fn both<O, T>(what: &str, text: &str)
where
    O: Serialize + DeserializeOwned,
    T: Serialize + DeserializeOwned,
{
    let (ours, theirs): (O, T) = (read(text), read(text));
    let value = |text: String| serde_json::from_str::<serde_json::Value>(&text).expect("JSON");
    assert_eq!(value(written(&ours)), value(written(&theirs)), "{what}");
    report(
        &format!("read {what}"),
        || drop(black_box(read::<O>(black_box(text)))),
        || {
            drop(black_box(read::<T>(black_box(text))));
        },
    );
    report(
        &format!("write {what}"),
        || drop(black_box(written(black_box(&ours)))),
        || {
            drop(black_box(written(black_box(&theirs))));
        },
    );
    // As a client and a server write it, which look at every number, beside `serde_json` alone.
    let sent = |value: &O| oasmith_runtime::non_finite::to_vec(value).expect("JSON");
    report(
        &format!("send {what}"),
        || drop(black_box(sent(black_box(&ours)))),
        || drop(black_box(serde_json::to_vec(black_box(&ours)).expect("JSON"))),
    );
}

fn read<T: DeserializeOwned>(text: &str) -> T {
    serde_json::from_str(text).expect("a value of the type")
}

fn written<T: Serialize>(value: &T) -> String {
    serde_json::to_string(value).expect("JSON")
}

/// Times both sides in turns and prints the best of each.
fn report(what: &str, mut ours: impl FnMut(), mut theirs: impl FnMut()) {
    let runs = 1 + 2_000_000 / round(&mut theirs, 3).as_nanos().max(1) as u32;
    let mut best = (Duration::MAX, Duration::MAX);
    for _ in 0..ROUNDS {
        best.0 = best.0.min(round(&mut ours, runs));
        best.1 = best.1.min(round(&mut theirs, runs));
    }
    let ratio = best.0.as_secs_f64() / best.1.as_secs_f64();
    println!("{what:<44} {:>10} {:>10} {ratio:>6.2}", format!("{:.2?}", best.0), format!("{:.2?}", best.1));
}

/// What one run takes.
fn round(run: &mut impl FnMut(), runs: u32) -> Duration {
    let start = Instant::now();
    (0..runs).for_each(|_| run());
    start.elapsed() / runs
}
