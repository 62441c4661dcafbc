//! "Did you mean": the known name that is most similar to a misspelt one.
//!
//! Owns the comparison. Must not know what the names are of.

use std::cmp::Reverse;

use similar::TextDiff;

use crate::bounds::{SUGGESTED_NAME_LENGTH, SUGGESTION_CANDIDATES, SUGGESTIONS_COMPARED};

/// How alike two names have to be, from 0 to 1.
const ALIKE: f32 = 0.6;

/// The candidate that is most like a name, if any is like it.
pub fn did_you_mean<'a>(name: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let comparable = |candidate: &&str| candidate.len() <= 3 * name.len() && name.len() <= 3 * candidate.len();
    if name.len() > SUGGESTED_NAME_LENGTH {
        return None;
    }
    let mut candidates: Vec<&str> = candidates.into_iter().filter(comparable).take(SUGGESTION_CANDIDATES).collect();
    candidates.sort_by_cached_key(|candidate| Reverse(in_common(name, candidate)));
    let lower = name.to_lowercase();
    let mut best: Option<(f32, &str)> = None;
    for candidate in candidates.into_iter().take(SUGGESTIONS_COMPARED) {
        let ratio = TextDiff::from_chars(lower.as_str(), candidate.to_lowercase().as_str()).ratio();
        if ratio >= ALIKE && best.is_none_or(|(most, _)| ratio > most) {
            best = Some((ratio, candidate));
        }
    }
    best.map(|(_, candidate)| candidate)
}

/// A cheap estimate of the similarity: the length of the common start and end, less the difference in length.
fn in_common(one: &str, other: &str) -> isize {
    let same = |pair: &(u8, u8)| pair.0.eq_ignore_ascii_case(&pair.1);
    let start = one.bytes().zip(other.bytes()).take_while(same).count();
    let end = one.bytes().rev().zip(other.bytes().rev()).take_while(same).count();
    let common = (start + end).min(one.len()).min(other.len());
    common.cast_signed() - one.len().abs_diff(other.len()).cast_signed()
}
