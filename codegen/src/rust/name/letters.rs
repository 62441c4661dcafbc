//! The letters of names: which of them rustc takes without a warning.
//!
//! rustc warns of letters that are rarely used or look like others (`uncommon_codepoints`, `mixed_script_confusables`,
//! `confusable_idents`). Only a whole crate can allow these lints, and generated code may be a module of another crate. So a word keeps
//! its letters where each of them is usual and the word does not look like an ASCII word. In any other word, a usual Latin letter is
//! written as the ASCII letters it looks like (`æble` as `aeble`), and every other letter by its code point (`ˊ` as `u02ca`). Two names
//! of one namespace that look alike (`oraş`, `oraș`) are told apart there; of two namespaces, rustc still warns. Must not know what a
//! name is given to.
//!
//! Source: Unicode Technical Standard #39, sections 3 to 5.

use std::borrow::Cow;

use unicode_normalization::{UnicodeNormalization, is_nfc};
use unicode_security::confusable_detection::skeleton;
use unicode_security::mixed_script::AugmentedScriptSet;
use unicode_security::{GeneralSecurityProfile, is_potential_mixed_script_confusable_char};

use super::Case;

/// The words of a text, separated by spaces, as letters and digits that may stand in an identifier of a case. ASCII signs are
/// left to the case.
pub(super) fn plain(text: &str, case: Case) -> Cow<'_, str> {
    if text.is_ascii() {
        return Cow::Borrowed(text);
    }
    let gapped: String = text.nfc().map(|letter| if may_be_spelled(letter) { letter } else { ' ' }).collect();
    let words = gapped.split(' ').filter(|word| !word.is_empty());
    Cow::Owned(words.map(|word| plain_word(word, case)).collect::<Vec<_>>().join(" "))
}

/// What a text looks like: texts that differ and look alike are confused, unless both are ASCII.
pub(super) fn look(text: &str) -> String {
    if text.is_ascii() { text.to_owned() } else { skeleton(text).collect() }
}

/// Whether a sign is part of a word, and no gap between two.
fn may_be_spelled(sign: char) -> bool {
    sign.is_ascii() || sign.is_alphanumeric() || is_usual(sign)
}

fn plain_word(word: &str, case: Case) -> String {
    if is_safe(word, case) {
        return word.to_owned();
    }
    let unusual_only = |letter: char| match ascii_look(letter) {
        Some(ascii) => ascii,
        None if letter.is_ascii() || is_usual(letter) => letter.to_string(),
        None => code_point(letter),
    };
    let partly: String = word.chars().map(unusual_only).collect();
    if is_safe(&partly, case) {
        return partly;
    }
    let all = |letter: char| ascii_look(letter).unwrap_or_else(|| code_point(letter));
    word.chars().map(|letter| if letter.is_ascii() { letter.to_string() } else { all(letter) }).collect()
}

/// `u02ca`
fn code_point(letter: char) -> String {
    format!("u{:04x}", u32::from(letter))
}

/// The ASCII letters that a usual Latin letter looks like: `ae` for `æ`, `i` for a dotless one.
fn ascii_look(letter: char) -> Option<String> {
    let is_usual = !letter.is_ascii() && is_usual(letter) && is_latin(letter);
    let look: String = skeleton(letter.encode_utf8(&mut [0; 4])).collect();
    let is_ascii = is_usual && look.bytes().all(|byte| byte.is_ascii_alphabetic());
    is_ascii.then(|| if letter.is_uppercase() { capitalized(&look) } else { look })
}

/// `Ae`, so that it is the beginning of one word.
fn capitalized(word: &str) -> String {
    let mut letters = word.chars();
    let first = letters.next().map(|first| first.to_ascii_uppercase());
    first.into_iter().chain(letters.map(|letter| letter.to_ascii_lowercase())).collect()
}

/// Whether a word in a case is a part of an identifier of which rustc does not warn.
fn is_safe(word: &str, case: Case) -> bool {
    let cased = case.of(word);
    cased.is_ascii()
        || is_nfc(&cased)
            && cased.chars().all(|letter| letter.is_ascii() || is_usual(letter))
            && cased.starts_with(|first: char| first.is_ascii() || unicode_ident::is_xid_start(first))
            && is_in_case(&cased, case)
            && scripts_are_evident(&cased)
            && !look(&cased).is_ascii()
}

fn is_usual(letter: char) -> bool {
    letter.identifier_allowed() && unicode_ident::is_xid_continue(letter)
}

/// Whether the letters have the case that rustc expects: not every letter has a capital.
fn is_in_case(cased: &str, case: Case) -> bool {
    match case {
        Case::Snake => !cased.contains(char::is_uppercase),
        Case::Pascal | Case::Type => !cased.starts_with(char::is_lowercase),
        Case::Shouty => !cased.contains(char::is_lowercase),
    }
}

/// Whether each script in a word is told by a letter that looks like none of another script.
fn scripts_are_evident(word: &str) -> bool {
    let letters = || word.chars().filter(|letter| !letter.is_ascii());
    let telling = || letters().filter(|letter| !is_potential_mixed_script_confusable_char(*letter));
    let share_script = |one: char, other: char| {
        let mut scripts = AugmentedScriptSet::for_char(one);
        scripts.intersect_with(AugmentedScriptSet::for_char(other));
        !scripts.is_empty()
    };
    letters().all(|letter| is_latin(letter) || telling().any(|other| share_script(letter, other)))
}

fn is_latin(letter: char) -> bool {
    AugmentedScriptSet::for_char(letter) == AugmentedScriptSet::for_char('a')
}

#[cfg(test)]
mod tests {
    use super::super::Name;
    use super::*;

    #[test]
    fn usual_words_keep_their_letters() {
        for word in ["größe", "имя_пользователя", "名前", "用户_id", "ロボ", "ærø", "oraș", "ตัว", "ნომერი"]
        {
            assert_eq!(Name::new(word, Case::Snake).as_str(), word);
        }
        assert_eq!(Name::new("größe", Case::Shouty).as_str(), "GRÖSSE");
    }

    #[test]
    fn letters_that_rustc_warns_of_are_written_in_ascii() {
        let names = [
            ("ˊ", "u02ca"),
            ("〡", "u3021"),
            ("ɡ", "u0261"),
            ("größeɡ", "größeu0261"),
            ("æble", "aeble"),
            ("kapı", "kapi"),
            ("сор", "u0441u043eu0440"),
            ("一", "u4e00"),
            ("ⓐ", "u24d0"),
            ("½", "u00bd"),
            ("e\u{301}", "é"),
            ("👍", "empty"),
        ];
        for (word, name) in names {
            assert_eq!(Name::new(word, Case::Snake).as_str(), name, "{word}");
        }
        assert_eq!(Name::new("Æble", Case::Pascal).as_str(), "Aeble");
        // The accent of its own is a letter with `e`, and none alone.
        assert_eq!(Name::new("\u{301}", Case::Snake).as_str(), "empty");
        // A letter without a capital cannot stand in a constant.
        assert_eq!(Name::new("ĸř", Case::Shouty).as_str(), "U0138U0159");
    }
}
