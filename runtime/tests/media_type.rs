//! What kind of media type a name is, and how closely two fit.

#![cfg(any(feature = "client", feature = "server", feature = "sources"))]

use oasmith_runtime::media_type::{Fit, MediaType};

/// The kinds of a name; none where it is no media type.
fn kinds(name: &str) -> Option<Vec<&'static str>> {
    let media_type = MediaType::parse(name)?;
    let kinds = [
        ("json", media_type.is_json()),
        ("xml", media_type.is_xml()),
        ("text", media_type.is_text()),
        ("plain", media_type.is_plain_text()),
        ("urlencoded", media_type.is_urlencoded()),
        ("form-data", media_type.is_form_data()),
        ("multipart", media_type.is_multipart()),
        ("range", media_type.is_range()),
    ];
    Some(kinds.into_iter().filter_map(|(kind, is_one)| is_one.then_some(kind)).collect())
}

#[test]
fn the_kind_follows_from_type_subtype_and_suffix() {
    for (name, expected) in [
        ("application/json", &["json"][..]),
        ("Application/JSON", &["json"]),
        ("application/json; charset=utf-8", &["json"]),
        ("application/json;charset=utf-8", &["json"]),
        (" application/json ;q=0.5", &["json"]),
        ("text/json", &["json"]),
        ("x/json", &["json"]),
        ("*/json", &["json", "range"]),
        ("application/problem+json", &["json"]),
        ("application/vnd.github.v3+JSON; version=1", &["json"]),
        ("application/a+b+json", &["json"]),
        ("text/vnd.a+json", &["json"]),
        ("application/+json", &["json"]),
        ("application/json+zip", &[]),
        ("application/jsonl", &[]),
        ("application/x-ndjson", &[]),
        ("application/json-seq", &[]),
        ("application/json-patch", &[]),
        ("application/json, text/plain", &[]),
        ("application/json/x", &[]),
        ("application/xml", &["xml"]),
        ("text/xml", &["xml"]),
        ("image/svg+xml", &["xml"]),
        ("application/xml-dtd", &[]),
        ("text/plain", &["text", "plain"]),
        ("TEXT/Plain;charset=ascii", &["text", "plain"]),
        ("text/csv", &["text"]),
        ("text/event-stream", &["text"]),
        ("text/*", &["text", "range"]),
        ("application/x-www-form-urlencoded", &["urlencoded"]),
        ("application/X-WWW-Form-Urlencoded;charset=utf-8", &["urlencoded"]),
        ("multipart/form-data; boundary=x", &["form-data", "multipart"]),
        ("Multipart/Mixed", &["multipart"]),
        ("*/*", &["range"]),
        ("*/*;q=0.1", &["range"]),
        ("application/*", &["range"]),
        ("application/*+json", &["json", "range"]),
        ("application/*+xml", &["xml", "range"]),
        ("application/octet-stream", &[]),
        ("image/png", &[]),
    ] {
        assert_eq!(kinds(name).as_deref(), Some(expected), "{name}");
    }
}

#[test]
fn a_name_without_type_or_subtype_is_no_media_type() {
    for name in
        ["", " ", ";", "json", "text", "*", "/", "/json", "application/", "application/;a=b/c", "; application/json"]
    {
        assert_eq!(kinds(name), None, "{name}");
    }
}

#[test]
fn the_closest_fit_is_the_greatest() {
    let fit = |declared, given| MediaType::parse(declared).unwrap().fit(MediaType::parse(given).unwrap());
    for (declared, given, expected) in [
        ("application/json", "application/json", Some(Fit::Equal)),
        ("application/json", "Application/Json; charset=utf-8", Some(Fit::Equal)),
        ("application/json; version=1", "application/json; version=2", Some(Fit::Equal)),
        ("application/json", "application/problem+json", None),
        ("application/json", "text/json", None),
        ("application/*", "application/json", Some(Fit::SameType)),
        ("APPLICATION/*", "application/json", Some(Fit::SameType)),
        ("text/*", "application/json", None),
        ("*/*", "application/json", Some(Fit::AnyType)),
        ("*/*", "*/*", Some(Fit::Equal)),
        ("application/json", "*/*", None),
        ("*/json", "application/json", Some(Fit::AnyType)),
        ("*/json", "application/xml", None),
        ("application/*+json", "application/vnd.a+JSON; version=1", Some(Fit::SameSuffix)),
        ("application/*+json", "application/+json", Some(Fit::SameSuffix)),
        ("application/*+json", "application/json", None),
        ("application/*+json", "application/*+json", Some(Fit::Equal)),
        ("application/*+json", "text/a+json", None),
        ("application/vnd.a.*+json", "application/vnd.a.b+json", Some(Fit::SameSuffix)),
        ("application/vnd.a.*+json", "application/vnd.a.+jso", None),
    ] {
        assert_eq!(fit(declared, given), expected, "{declared} {given}");
    }
    assert!(Fit::Equal > Fit::SameSuffix && Fit::SameSuffix > Fit::SameType && Fit::SameType > Fit::AnyType);
}
