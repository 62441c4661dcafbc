//! Media types and ranges, as far as they must be compared.
//!
//! Owns the comparison. Must not know which media types an operation has.
//!
//! Source: RFC 9110, sections 8.3.1 and 12.5.1; RFC 6839, section 3.1.

/// The media type without its parameters.
fn essence(media: &str) -> &str {
    media.split(';').next().unwrap_or_default().trim()
}

/// Whether a media type is JSON: `application/json`, `text/json` or anything that ends in `+json`.
pub fn is_json(media: &str) -> bool {
    let essence = essence(media).to_ascii_lowercase();
    essence == "application/json" || essence == "text/json" || essence.ends_with("+json")
}

/// How closely a declared media type or range fits a given media type: 3 when equal, 2 for `type/*`, 1 for `*/*`, `None`
/// when it does not. Parameters are not compared.
pub fn fit(declared: &str, given: &str) -> Option<u8> {
    let (declared, given) = (essence(declared), essence(given));
    let (declared_type, declared_subtype) = declared.split_once('/')?;
    let (given_type, _) = given.split_once('/')?;
    if declared.eq_ignore_ascii_case(given) {
        Some(3)
    } else if declared_subtype == "*" && declared_type.eq_ignore_ascii_case(given_type) {
        Some(2)
    } else {
        (declared == "*/*").then_some(1)
    }
}
