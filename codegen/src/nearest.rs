//! "Did you mean": the name that is nearest to a misspelt one.
//!
//! Owns the comparison. Must not know what is named.

use similar::TextDiff;

/// How alike two names have to be, from 0 to 1.
const ALIKE: f32 = 0.6;

/// The candidate that is most like a name, if any is like it.
pub fn nearest<'a>(name: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let lower = name.to_lowercase();
    let mut best: Option<(f32, &str)> = None;
    for candidate in candidates {
        // Names of very different lengths cannot be alike enough, and comparing them costs the most.
        if candidate.len() > 3 * name.len() || name.len() > 3 * candidate.len() {
            continue;
        }
        let ratio = TextDiff::from_chars(lower.as_str(), candidate.to_lowercase().as_str()).ratio();
        if ratio >= ALIKE && best.is_none_or(|(most, _)| ratio > most) {
            best = Some((ratio, candidate));
        }
    }
    best.map(|(_, candidate)| candidate)
}
