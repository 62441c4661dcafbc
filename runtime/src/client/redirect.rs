//! Which redirects are followed: those to the same origin that the operation does not declare as an outcome.
//!
//! Owns that decision. Credentials travel in any header, so a redirect to another origin is never followed; it comes out
//! as an undeclared response. Must not know how requests are sent.
//!
//! Source: RFC 9110, section 15.4.

use http::header::LOCATION;
use http::{HeaderMap, Method, StatusCode, Uri};

/// How many redirects one call follows.
pub const MAX_REDIRECTS: usize = 5;

/// Where to send the same request again, if the response asks for that and it is safe to.
pub fn target(method: &Method, uri: &Uri, status: StatusCode, headers: &HeaderMap) -> Option<Uri> {
    let safe = matches!(*method, Method::GET | Method::HEAD);
    let repeats = match status.as_u16() {
        307 | 308 => true,
        301..=303 => safe,
        _ => false,
    };
    let location = headers.get(LOCATION).filter(|_| repeats)?.to_str().ok()?;
    let from = reqwest::Url::parse(&uri.to_string()).ok()?;
    let mut to = from.join(location).ok()?;
    to.set_fragment(None);
    if to.origin() == from.origin() && to.username().is_empty() { to.as_str().parse().ok() } else { None }
}
