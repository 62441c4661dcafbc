//! Makes identifiers out of any text.
//!
//! Owns how the signs of a text are put into words, and how a long identifier is cut. Must not know which names are taken.

use std::borrow::Cow;

use sha2::{Digest, Sha256};
use unicode_normalization::UnicodeNormalization;

use crate::bounds::IDENTIFIER_LENGTH;
use crate::rust::{Case, Name};

/// Whether a text is longer than an identifier may be, so that it is cut.
pub(in crate::lower) fn is_cut(text: &str, case: Case) -> bool {
    // An identifier is hardly longer than its text.
    text.len() > IDENTIFIER_LENGTH / 2 && is_too_long(&whole_identifier(text, case))
}

/// The identifier that a text asks for. One that is too long is cut.
pub(in crate::lower) fn identifier(text: &str, case: Case) -> Name {
    let whole = whole_identifier(text, case);
    if !is_too_long(&whole) {
        return whole;
    }
    let without_middle = if case == Case::Type { without_middle(text) } else { None };
    without_middle.unwrap_or_else(|| hashed(&whole))
}

fn whole_identifier(text: &str, case: Case) -> Name {
    Name::new(&words(text), case)
}

fn is_too_long(name: &Name) -> bool {
    name.as_str().len() > IDENTIFIER_LENGTH
}

/// The identifier of a location without the words after the first two, as few as will do: an operation and its body or response
/// say where it is, and the innermost words what it is.
fn without_middle(words: &str) -> Option<Name> {
    let words: Vec<&str> = words.split(' ').collect();
    let (outer, inner) = words.split_at_checked(2)?;
    (1..inner.len()).find_map(|count| {
        let left: Vec<&str> = outer.iter().chain(inner.iter().skip(count)).copied().collect();
        Some(whole_identifier(&left.join(" "), Case::Type)).filter(|name| !is_too_long(name))
    })
}

/// The beginning of an identifier, and a hash of the whole.
fn hashed(whole: &Name) -> Name {
    whole.beginning(IDENTIFIER_LENGTH / 2).with(&digits(whole.as_str(), 8))
}

/// The last decimal digits of a hash, for names that need more than their spelling: no letters, which would read as a word.
pub(super) fn digits(text: &str, count: u32) -> String {
    let digest = Sha256::digest(text.as_bytes());
    let number = digest.iter().take(8).fold(0u64, |number, byte| (number << 8) | u64::from(*byte));
    let width = count as usize;
    format!("{:0width$}", number % 10u64.pow(count))
}

/// The spelling that an author wants in generated code, where a name can be made of it without guessing; else the own one.
pub(in crate::lower) fn wanted<'s>(preferred: Option<&'s str>, own: &'s str) -> &'s str {
    let begins = |name: &str| name.starts_with(|first: char| first.is_alphabetic() || first == '_');
    let is_part = |sign: char| sign.is_alphanumeric() || matches!(sign, '_' | '-' | '.' | ' ');
    let has_letter = |name: &str| name.chars().any(char::is_alphabetic);
    preferred.filter(|name| begins(name) && name.chars().all(is_part) && has_letter(name)).unwrap_or(own)
}

/// The words of a text: signs that carry meaning by their names, all others as a gap. A text of signs alone has the code points of
/// those beyond ASCII.
fn words(text: &str) -> String {
    let text: Cow<'_, str> = if text.is_ascii() { text.into() } else { text.nfc().collect() };
    let has_letters = text.chars().any(is_letter);
    let mut words = String::with_capacity(text.len());
    for sign in text.chars() {
        if is_letter(sign) {
            words.push(sign);
            continue;
        }
        words.push(' ');
        let is_said = !has_letters || is_leading_sign(&words, sign);
        match sign_word(sign).filter(|_| is_said) {
            Some(word) => {
                words.push_str(word);
                words.push(' ');
            }
            None if has_letters || sign.is_ascii() || sign.is_whitespace() || sign.is_control() => {}
            None => words.push_str(&format!("u{:04x} ", u32::from(sign))),
        }
    }
    words
}

/// Whether a sign is a letter or a digit in names.
fn is_letter(sign: char) -> bool {
    let is_digit = || sign.is_numeric() && unicode_ident::is_xid_continue(sign);
    sign.is_ascii_alphanumeric() || (!sign.is_ascii() && (sign.is_alphabetic() || is_digit()))
}

/// Whether a sign stands where it changes what follows: `-1`, `+1`, `>=5`.
fn is_leading_sign(before: &str, sign: char) -> bool {
    before.trim().is_empty() && matches!(sign, '+' | '-' | '<' | '>' | '=' | '!')
}

/// The word for a sign of ASCII.
pub(super) fn sign_word(sign: char) -> Option<&'static str> {
    Some(match sign {
        '+' => "plus",
        '-' => "minus",
        '*' => "star",
        '/' => "slash",
        '<' => "less",
        '>' => "greater",
        '=' => "equal",
        '!' => "not",
        '&' => "and",
        '|' => "or",
        '%' => "percent",
        '$' => "dollar",
        '@' => "at",
        '#' => "hash",
        '.' => "dot",
        ',' => "comma",
        ':' => "colon",
        ';' => "semicolon",
        '?' => "question",
        '_' => "underscore",
        '~' => "tilde",
        '^' => "caret",
        ' ' => "space",
        _ => return None,
    })
}
