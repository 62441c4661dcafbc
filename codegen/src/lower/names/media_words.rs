//! The words for media types: what a body is called in one of them.
//!
//! Owns those words. They follow from the name of the media type alone, so that another one beside it renames nothing. Must not know
//! how a media type is read and written.

use oasmith_runtime::media_type::MediaType;

use crate::api::{Api, Media};

use crate::lower::names::named_locations::LocationNames;

/// The words for the schemas of request bodies that have several media types: all but the first of the usual one have the word of
/// theirs.
pub(in crate::lower) fn body_words(api: &Api) -> LocationNames {
    let bodies = api.operations.iter().filter_map(|operation| operation.body.as_ref());
    let others = bodies.flat_map(|body| {
        let usual = body.media.iter().min_by_key(|media| rank(&media.name)).map(|media| &media.at);
        body.media.iter().filter(move |media| Some(&media.at) != usual)
    });
    let is_own = |media: &&Media| media.schema.is_some_and(|schema| api.schemas[schema].at == media.at.key("schema"));
    others.filter(is_own).map(|media| (media.at.key("schema"), word(&media.name))).collect()
}

/// How usual a media type is for what has a type of its own.
fn rank(name: &str) -> u8 {
    match MediaType::parse(name) {
        Some(media_type) if media_type.is_json() => 0,
        Some(media_type) if media_type.is_urlencoded() => 1,
        Some(media_type) if media_type.is_form_data() => 2,
        Some(_) | None => 3,
    }
}

/// The words for a media type: those of its subtype, with its type unless that is `application`. The usual ones have a word each.
pub(in crate::lower) fn word(name: &str) -> String {
    let (essence, parameters) = name.split_once(';').unwrap_or((name, ""));
    let essence = essence.trim().to_ascii_lowercase();
    let usual = match essence.as_str() {
        "application/x-www-form-urlencoded" => "form",
        "multipart/form-data" => "multipart",
        "text/plain" => "text",
        _ => "",
    };
    let (kind, subtype) = essence.split_once('/').unwrap_or(("", &essence));
    let mut words: Vec<&str> = Vec::new();
    words.extend(essence.contains('*').then_some("any"));
    if usual.is_empty() {
        words.extend(Some(kind).filter(|kind| !["application", "*"].contains(kind) || subtype == "*"));
        words.push(subtype);
    } else {
        words.push(usual);
    }
    // Which characters a text has says nothing of what it is.
    words.extend(parameters.split(';').map(str::trim).filter(|parameter| !parameter.starts_with("charset")));
    let is_letter = |letter: char| if letter.is_alphanumeric() { letter } else { ' ' };
    let text: String = words.join(" ").chars().map(is_letter).collect();
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if text.is_empty() { "body".to_owned() } else { text }
}

#[cfg(test)]
mod tests {
    use super::word;

    #[test]
    fn a_media_type_is_called_by_its_own_name() {
        let cases = [
            ("application/json", "json"),
            ("Application/JSON; charset=utf-8", "json"),
            ("application/vnd.api+json; version=1", "vnd api json version 1"),
            ("text/json", "text json"),
            ("application/x-www-form-urlencoded", "form"),
            ("multipart/form-data", "multipart"),
            ("multipart/related", "multipart related"),
            ("text/plain", "text"),
            ("image/png", "image png"),
            ("application/octet-stream", "octet stream"),
            ("*/*", "any"),
            ("image/*", "any image"),
            ("application/*", "any application"),
            ("application/*+json", "any json"),
            ("scope", "scope"),
            ("", "body"),
        ];
        for (name, expected) in cases {
            assert_eq!(word(name), expected, "{name}");
        }
    }
}
