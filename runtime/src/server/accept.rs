//! What media types a client accepts.
//!
//! Owns how `accept` is read, and that an operation responds with something in it. Must not know handlers.
//!
//! Source: RFC 9110, section 12.5.1.

use http::HeaderMap;
use http::header::ACCEPT;

use super::super::media_type::MediaType;
use super::super::operation::{Operation, Outcome};
use super::rejection::Rejection;

/// How much a client wants a media type: from 0, which is not at all, to 1. The most specific range decides; without `accept`
/// anything is wanted.
pub(super) fn weight(headers: &HeaderMap, media_type: &str) -> f64 {
    let lines = headers.get_all(ACCEPT).into_iter().filter_map(|line| line.to_str().ok());
    let mut listed = lines.flat_map(|line| line.split(',')).filter(|range| !range.trim().is_empty()).peekable();
    if listed.peek().is_none() {
        return 1.0;
    }
    let including = listed.filter_map(|listed| {
        let range = MediaType::parse(listed)?;
        let is_it = range.includes(media_type) || MediaType::parse(media_type)?.includes(listed);
        is_it.then(|| (specificity(listed), quality(listed)))
    });
    let most = including.max_by(|one, other| one.0.cmp(&other.0).then(one.1.total_cmp(&other.1)));
    most.map_or(0.0, |(_, quality)| quality)
}

/// `*/*` comes after `text/*`, and this after `text/plain`.
fn specificity(range: &str) -> u8 {
    let range = range.split(';').next().unwrap_or_default().trim();
    match range.split_once('/') {
        Some(("*", _)) | None => 0,
        Some((_, subtype)) if subtype.starts_with('*') => 1,
        Some(_) => 2,
    }
}

fn quality(range: &str) -> f64 {
    let weight = range.split(';').skip(1).find_map(|parameter| {
        let (name, value) = parameter.split_once('=')?;
        name.trim().eq_ignore_ascii_case("q").then(|| value.trim().parse::<f64>().ok())?
    });
    weight.filter(|weight| weight.is_finite()).map_or(1.0, |weight| weight.clamp(0.0, 1.0))
}

/// That a client accepts one of the media types that an operation responds with when it succeeds.
///
/// # Errors
/// [`Rejection::NotAcceptable`].
pub(super) fn check(operation: &Operation, headers: &HeaderMap) -> Result<(), Rejection> {
    let is_success = |outcome: &&Outcome| outcome.statuses.iter().any(|status| operation.success.contains(status));
    let mut declared = Vec::new();
    for outcome in operation.outcomes.iter().filter(is_success) {
        if outcome.media.is_empty() {
            return Ok(());
        }
        declared.extend(outcome.media.iter().chain(outcome.others).copied());
    }
    match declared.is_empty() || declared.iter().any(|media_type| weight(headers, media_type) > 0.0) {
        true => Ok(()),
        false => Err(Rejection::NotAcceptable { declared }),
    }
}
