//! A form in parts without files, read as a whole: as the text of a form without parts, which means the same.
//!
//! Owns that passage. Must not know what the pairs of a form mean.
//!
//! Source: OpenAPI 3.2, section "Encoding Object": both kinds of form write their properties by the same defaults.

use std::future::ready;
use std::pin::Pin;

use axum::body::Body;
use bytes::Bytes;
use multer::{Constraints, Multipart, SizeLimit};

use super::super::percent;
use super::super::server::{Limits, Rejection};
use super::super::style::decode::unreadable;
use super::super::violation::Part as Place;
use super::stream::{boundary, rejection, size};

/// The pairs of a form in parts, as `application/x-www-form-urlencoded` has them.
pub fn form_text(
    body: Bytes,
    content_type: String,
    limits: Limits,
) -> Pin<Box<dyn Future<Output = Result<Bytes, Rejection>> + Send>> {
    let boundary = match boundary(Some(&content_type)) {
        Ok(boundary) => boundary,
        Err(rejection) => return Box::pin(ready(Err(rejection))),
    };
    Box::pin(async move {
        let sizes = SizeLimit::new().per_field(size(limits.part_bytes()));
        let constraints = Constraints::new().size_limit(sizes);
        let mut multipart = Multipart::with_constraints(Body::from(body).into_data_stream(), boundary, constraints);
        let (mut pairs, mut seen) = (String::new(), 0);
        let refused = |error| rejection(error, limits.part_bytes());
        while let Some(field) = multipart.next_field().await.map_err(refused)? {
            seen += 1;
            if seen > limits.part_count() {
                let violation = unreadable(format!("has more than {} parts", limits.part_count()));
                return Err(Rejection::Undecodable { violations: vec![violation.within(Place::Body)] });
            }
            let name = percent::encode_form(field.name().unwrap_or_default());
            let value = field.bytes().await.map_err(refused)?;
            let Ok(value) = std::str::from_utf8(&value) else {
                let violation = unreadable("is not UTF-8").under(&name).within(Place::Body);
                return Err(Rejection::Undecodable { violations: vec![violation] });
            };
            if !pairs.is_empty() {
                pairs.push('&');
            }
            // What a style puts between items stays what it is.
            let value = percent::encode_form(value).replace("%2C", ",");
            pairs.push_str(&format!("{name}={value}"));
        }
        Ok(pairs.into())
    })
}
