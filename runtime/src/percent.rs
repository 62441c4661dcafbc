//! Percent-encoding, the two ways of RFC 6570 and that of forms, and decoding.
//!
//! Owns the character sets. Must not know what the text means.

use std::borrow::Cow;

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, percent_decode_str, utf8_percent_encode};

/// All but `unreserved`: letters, digits and `-._~` (RFC 3986, section 2.3).
const NOT_UNRESERVED: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');

/// All but `unreserved` and `reserved` (RFC 3986, section 2.2).
const NOT_RESERVED: &AsciiSet = &NOT_UNRESERVED
    .remove(b':')
    .remove(b'/')
    .remove(b'?')
    .remove(b'#')
    .remove(b'[')
    .remove(b']')
    .remove(b'@')
    .remove(b'!')
    .remove(b'$')
    .remove(b'&')
    .remove(b'\'')
    .remove(b'(')
    .remove(b')')
    .remove(b'*')
    .remove(b'+')
    .remove(b',')
    .remove(b';')
    .remove(b'=');

/// Encodes everything but unreserved characters.
pub fn encode(text: &str) -> String {
    let mut encoded = String::with_capacity(text.len());
    push(&mut encoded, text);
    encoded
}

/// Appends what [`encode`] gives.
pub fn push(encoded: &mut String, text: &str) {
    encoded.extend(utf8_percent_encode(text, NOT_UNRESERVED));
}

/// Encodes everything but unreserved and reserved characters; triples (`%2F`) are not encoded again, a lone `%` is.
///
/// Source: RFC 6570, section 3.2.3.
pub fn encode_reserved(text: &str) -> String {
    let mut encoded = String::with_capacity(text.len());
    push_reserved(&mut encoded, text);
    encoded
}

/// Appends what [`encode_reserved`] gives.
pub fn push_reserved(encoded: &mut String, text: &str) {
    let mut pieces = text.split('%');
    encoded.extend(utf8_percent_encode(pieces.next().unwrap_or_default(), NOT_RESERVED));
    for piece in pieces {
        encoded.push_str(if starts_with_hex(piece) { "%" } else { "%25" });
        encoded.extend(utf8_percent_encode(piece, NOT_RESERVED));
    }
}

fn starts_with_hex(text: &str) -> bool {
    matches!(text.as_bytes(), [high, low, ..] if high.is_ascii_hexdigit() && low.is_ascii_hexdigit())
}

/// All but the characters that a form does not encode: letters, digits and `*-._`; a space becomes a plus.
const NOT_IN_FORMS: &AsciiSet = &NON_ALPHANUMERIC.remove(b'*').remove(b'-').remove(b'.').remove(b'_').remove(b' ');

/// Encodes a name or a value of a form.
///
/// Source: WHATWG URL, section "application/x-www-form-urlencoded serializing".
pub fn encode_form(text: &str) -> String {
    utf8_percent_encode(text, NOT_IN_FORMS).to_string().replace(' ', "+")
}

/// The same text of a query or a form, in which a plus is a space.
pub fn without_plus(text: &str) -> Cow<'_, str> {
    if text.contains('+') { Cow::Owned(text.replace('+', "%20")) } else { Cow::Borrowed(text) }
}

/// Whether two hexadecimal digits follow each `%`.
pub fn is_well_formed(text: &str) -> bool {
    text.split('%').skip(1).all(starts_with_hex)
}

/// Decodes a text; `None` when the result is not UTF-8. `+` is a plus.
pub fn decode(text: &str) -> Option<Cow<'_, str>> {
    percent_decode_str(text).decode_utf8().ok()
}

/// The same text in a normal form: unreserved characters decoded, hexadecimal digits in upper case.
///
/// Source: RFC 3986, section 6.2.2.
pub fn normalize(text: &str) -> Cow<'_, str> {
    if !text.contains('%') {
        return Cow::Borrowed(text);
    }
    let mut normal = String::with_capacity(text.len());
    let mut pieces = text.split('%');
    normal.push_str(pieces.next().unwrap_or_default());
    for piece in pieces {
        match piece.split_at_checked(2).filter(|_| starts_with_hex(piece)) {
            Some((hex, rest)) => {
                match u8::from_str_radix(hex, 16) {
                    Ok(byte) if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) => {
                        normal.push(char::from(byte))
                    }
                    _ => normal.extend(['%'].into_iter().chain(hex.to_ascii_uppercase().chars())),
                }
                normal.push_str(rest);
            }
            None => {
                normal.push('%');
                normal.push_str(piece);
            }
        }
    }
    Cow::Owned(normal)
}
