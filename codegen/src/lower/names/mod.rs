//! Makes identifiers out of any text, and keeps those that meet apart.
//!
//! Owns the rules: a name follows from its own spelling and from the spellings it meets, never from their order.

pub(super) mod adopted;
pub(super) mod place;
pub(super) mod plural;
pub(super) mod renames;
pub(super) mod variants;

use std::collections::{HashMap, HashSet};

use heck::{ToPascalCase, ToShoutySnakeCase, ToSnakeCase};
use sha2::{Digest, Sha256};

use crate::bounds::IDENTIFIER_LENGTH;
use crate::rust::Name;

/// Words that are no identifiers in some edition, and those that mean something to the compiler or the prelude's readers.
const KEYWORDS: &[&str] = &[
    "Self", "abstract", "as", "async", "await", "become", "box", "break", "const", "continue", "crate", "do", "dyn",
    "else", "enum", "extern", "false", "final", "fn", "for", "gen", "if", "impl", "in", "let", "loop", "macro",
    "match", "mod", "move", "mut", "override", "priv", "pub", "ref", "return", "self", "static", "struct", "super",
    "trait", "true", "try", "type", "typeof", "union", "unsafe", "unsized", "use", "virtual", "where", "while",
    "yield",
];

/// Types, traits and variants that generated code uses without a path.
const PRELUDE: &[&str] = &[
    "AsRef",
    "Box",
    "Clone",
    "Copy",
    "Debug",
    "Default",
    "Eq",
    "Err",
    "Extend",
    "Fn",
    "From",
    "FromIterator",
    "Hash",
    "Into",
    "IntoFuture",
    "IntoIterator",
    "Iterator",
    "None",
    "Ok",
    "Option",
    "Ord",
    "PartialEq",
    "PartialOrd",
    "Result",
    "Send",
    "Some",
    "String",
    "Sync",
    "TryFrom",
    "Vec",
];

/// How an identifier is spelled.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::lower) enum Case {
    /// `like_this`
    Snake,
    /// `LikeThis`
    Pascal,
    /// `LikeThis`, for types: those of the prelude are kept free.
    Type,
    /// `LIKE_THIS`
    Shouty,
}

/// Whether a text is longer than an identifier may be, so that it is cut.
pub(in crate::lower) fn is_cut(text: &str, case: Case) -> bool {
    // An identifier is hardly longer than its text.
    text.len() > IDENTIFIER_LENGTH / 2 && whole_identifier(text, case).len() > IDENTIFIER_LENGTH
}

/// The identifier that a text asks for. One that is too long is cut.
pub(in crate::lower) fn identifier(text: &str, case: Case) -> String {
    let whole = whole_identifier(text, case);
    if whole.len() <= IDENTIFIER_LENGTH {
        return whole;
    }
    let without_middle = if case == Case::Type { without_middle(text) } else { None };
    without_middle.unwrap_or_else(|| hashed(&whole, case))
}

/// The identifier of a place without the words after the first two, as few as will do: an operation and its body or answer
/// say where it is, and the innermost words what it is.
fn without_middle(words: &str) -> Option<String> {
    let words: Vec<&str> = words.split(' ').collect();
    let (place, inner) = words.split_at_checked(2)?;
    (1..inner.len()).find_map(|count| {
        let kept: Vec<&str> = place.iter().chain(inner.iter().skip(count)).copied().collect();
        Some(whole_identifier(&kept.join(" "), Case::Type)).filter(|identifier| identifier.len() <= IDENTIFIER_LENGTH)
    })
}

fn whole_identifier(text: &str, case: Case) -> String {
    let words = spell_symbols(text);
    let mut cased = match case {
        Case::Snake => words.to_snake_case(),
        Case::Pascal | Case::Type => pascal(&words),
        Case::Shouty => words.to_shouty_snake_case(),
    };
    if cased.is_empty() {
        cased = match case {
            Case::Snake => "empty".to_owned(),
            Case::Pascal | Case::Type => "Empty".to_owned(),
            Case::Shouty => "EMPTY".to_owned(),
        };
    }
    if cased.starts_with(|first: char| first.is_ascii_digit()) {
        cased.insert_str(0, if matches!(case, Case::Pascal | Case::Type) { "N" } else { "_" });
    }
    if KEYWORDS.contains(&cased.as_str()) || (case == Case::Type && PRELUDE.contains(&cased.as_str())) {
        cased.push('_');
    }
    cased
}

/// `LikeThis`, with digits apart from digits: `0.5` and `05` are two names, and a date can be read.
fn pascal(words: &str) -> String {
    let mut cased = String::with_capacity(words.len());
    for word in words.split(' ').map(ToPascalCase::to_pascal_case).filter(|word| !word.is_empty()) {
        let ends_in_digit = cased.ends_with(|last: char| last.is_ascii_digit());
        if ends_in_digit && word.starts_with(|first: char| first.is_ascii_digit()) {
            cased.push('_');
        }
        cased.push_str(&word);
    }
    cased
}

/// The spelling that an author wants in generated code, where a name can be made of it without guessing; else the own one.
pub(in crate::lower) fn wanted<'s>(preferred: Option<&'s str>, own: &'s str) -> &'s str {
    let begins = |name: &str| name.starts_with(|first: char| first.is_alphabetic() || first == '_');
    let is_part = |sign: char| sign.is_alphanumeric() || matches!(sign, '_' | '-' | '.' | ' ');
    let has_letter = |name: &str| name.chars().any(char::is_alphabetic);
    preferred.filter(|name| begins(name) && name.chars().all(is_part) && has_letter(name)).unwrap_or(own)
}

/// Replaces what cannot stand in an identifier: symbols that carry meaning by their names, all others by a gap.
fn spell_symbols(text: &str) -> String {
    let has_letters = text.chars().any(|character| character.is_alphanumeric());
    let mut spelled = String::with_capacity(text.len());
    for character in text.chars() {
        if character.is_ascii_alphanumeric() || (character.is_alphabetic() && !character.is_ascii()) {
            spelled.push(character);
            continue;
        }
        match symbol_name(character) {
            Some(name) if !has_letters || is_leading_sign(&spelled, character) => {
                spelled.push(' ');
                spelled.push_str(name);
                spelled.push(' ');
            }
            _ => spelled.push(' '),
        }
    }
    spelled
}

/// Whether a symbol stands where it changes what follows: `-1`, `+1`, `>=5`.
fn is_leading_sign(before: &str, character: char) -> bool {
    before.trim().is_empty() && matches!(character, '+' | '-' | '<' | '>' | '=' | '!')
}

fn symbol_name(character: char) -> Option<&'static str> {
    Some(match character {
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

/// The beginning of an identifier, and a hash of the whole.
fn hashed(identifier: &str, case: Case) -> String {
    let kept: String = identifier.chars().take(IDENTIFIER_LENGTH / 2).collect();
    suffixed(kept.trim_end_matches('_'), &digits(identifier, 8), case)
}

/// An identifier with a word or digits behind it, in its case. Digits stay apart from digits.
fn suffixed(identifier: &str, suffix: &str, case: Case) -> String {
    let identifier = identifier.trim_end_matches('_');
    let ends_in_digit = identifier.ends_with(|last: char| last.is_ascii_digit());
    let (before, suffix) = match case {
        Case::Snake => ("_", suffix.to_owned()),
        Case::Shouty => ("_", suffix.to_ascii_uppercase()),
        Case::Pascal | Case::Type => {
            let before =
                if ends_in_digit && suffix.starts_with(|first: char| first.is_ascii_digit()) { "_" } else { "" };
            (before, suffix.to_pascal_case())
        }
    };
    format!("{identifier}{before}{suffix}")
}

/// The last decimal digits of a hash, for names that need more than their spelling: no letters, which would read as a word.
fn digits(text: &str, count: u32) -> String {
    let digest = Sha256::digest(text.as_bytes());
    let number = digest.iter().take(8).fold(0u64, |number, byte| (number << 8) | u64::from(*byte));
    let width = count as usize;
    format!("{:0width$}", number % 10u64.pow(count))
}

/// How a spelling is told from others that make the same identifier: the signs in it, else its capital letters.
fn manner(spelling: &str) -> Option<String> {
    let mut signs: Vec<&str> = Vec::new();
    for sign in spelling.chars().filter(|character| !character.is_alphanumeric()) {
        let name = match sign {
            '-' => "dash",
            other => symbol_name(other)?,
        };
        if !signs.contains(&name) {
            signs.push(name);
        }
    }
    let is_upper = |letter: char| letter.is_uppercase();
    let capitals = spelling.chars().filter(|letter| is_upper(*letter)).count();
    let has_lower = spelling.chars().any(char::is_lowercase);
    let starts_upper = spelling.starts_with(is_upper);
    let word = match (capitals, has_lower, starts_upper) {
        _ if !signs.is_empty() => return (signs.len() <= 2).then(|| signs.join(" ")),
        (0, true, _) => "lower",
        (0, false, _) => return None,
        (_, false, _) => "upper",
        (1, true, true) => "capital",
        (_, true, true) => "pascal",
        (_, true, false) => "camel",
    };
    Some(word.to_owned())
}

/// What has no name of its own.
#[derive(Debug)]
pub(in crate::lower) struct Unnamed<'s> {
    /// The words of its place, with spaces between them.
    pub words: String,
    /// The word that tells it from others with the same words.
    pub told_by: &'static str,
    /// Its place.
    pub pointer: &'s str,
}

/// A name that is asked for.
#[derive(Debug)]
struct Wish<'s> {
    /// The identifier.
    identifier: String,
    /// Whether its spelling is the identifier already.
    is_exact: bool,
    /// Whether words are left out of the identifier, which gives way to one that is whole.
    is_cut: bool,
    /// The word that tells it from others with the same identifier.
    told_by: Option<String>,
    /// What its digits are made of, where no word tells it.
    source: &'s str,
}

/// A set of names that must differ.
#[derive(Debug, Default)]
pub(in crate::lower) struct Namespace {
    taken: HashSet<String>,
    reserved: &'static [&'static str],
}

impl Namespace {
    /// A namespace in which some names are never given: what asks for one ends in `_`, as if it was a keyword.
    pub(in crate::lower) fn with(reserved: &'static [&'static str]) -> Self {
        Self { taken: HashSet::new(), reserved }
    }

    fn insert(&mut self, identifier: &str) -> bool {
        !self.reserved.contains(&identifier) && self.taken.insert(identifier.to_owned())
    }

    /// An identifier that is not reserved.
    fn free(&self, mut identifier: String) -> String {
        if self.reserved.contains(&identifier.as_str()) {
            identifier.push('_');
        }
        identifier
    }

    /// Names for spellings that belong together. Where identifiers meet, the spelling that is already the identifier keeps
    /// it, and every other gets a suffix made from its own spelling.
    pub(in crate::lower) fn assign(&mut self, spellings: &[&str], case: Case) -> Vec<Name> {
        let wishes = spellings.iter().map(|&spelling| {
            let identifier = self.free(identifier(spelling, case));
            let is_exact = spelling == identifier.trim_end_matches('_');
            Wish { is_exact, is_cut: false, told_by: manner(spelling), source: spelling, identifier }
        });
        let wishes: Vec<Wish<'_>> = wishes.collect();
        self.settle(&wishes, case)
    }

    /// Names for what stands in places without a name of its own. Where they meet others, a word tells them apart.
    pub(in crate::lower) fn assign_places(&mut self, places: &[Unnamed<'_>], case: Case) -> Vec<Name> {
        let wishes = places.iter().map(|place| {
            let told_by = Some(place.told_by.to_owned());
            let identifier = self.free(identifier(&place.words, case));
            Wish { identifier, is_exact: false, is_cut: is_cut(&place.words, case), told_by, source: place.pointer }
        });
        let wishes: Vec<Wish<'_>> = wishes.collect();
        self.settle(&wishes, case)
    }

    fn settle(&mut self, wishes: &[Wish<'_>], case: Case) -> Vec<Name> {
        let identifiers = counted(wishes.iter().map(|wish| wish.identifier.clone()));
        let whole = counted(wishes.iter().filter(|wish| !wish.is_cut).map(|wish| wish.identifier.clone()));
        let mut names: Vec<Option<Name>> = Vec::with_capacity(wishes.len());
        for wish in wishes {
            let asking = if wish.is_cut { &identifiers } else { &whole };
            let is_first = wish.is_exact || asking.get(&wish.identifier) == Some(&1);
            let is_free = is_first && self.insert(&wish.identifier);
            names.push(is_free.then(|| Name::trusted(wish.identifier.clone())));
        }
        // Names that are told apart are told from all others at once, so that their order has no part in it.
        let told = |wish: &Wish<'_>| wish.told_by.as_ref().map(|word| suffixed(&wish.identifier, word, case));
        let sources = counted(wishes.iter().map(|wish| wish.source.to_owned()));
        let left = wishes.iter().zip(&names).filter(|(_, name)| name.is_none()).map(|(wish, _)| wish);
        let candidates = counted(left.filter_map(told));
        for (wish, name) in wishes.iter().zip(&mut names).filter(|(_, name)| name.is_none()) {
            let is_alone =
                |candidate: &String| candidates.get(candidate) == Some(&1) && sources.get(wish.source) == Some(&1);
            *name = Some(match told(wish).filter(is_alone) {
                Some(candidate) if self.insert(&candidate) => Name::trusted(candidate),
                _ => self.distinct(&wish.identifier, wish.source, case),
            });
        }
        names.into_iter().flatten().collect()
    }

    /// The identifier itself where it is free, else the same with `_` behind it, else with digits made from a spelling.
    pub(in crate::lower) fn take(&mut self, identifier: &str, spelling: &str, case: Case) -> Name {
        let with_mark = format!("{}_", identifier.trim_end_matches('_'));
        for candidate in [identifier, &with_mark] {
            if self.insert(candidate) {
                return Name::trusted(candidate);
            }
        }
        self.distinct(identifier, spelling, case)
    }

    fn distinct(&mut self, identifier: &str, spelling: &str, case: Case) -> Name {
        let mut source = spelling.to_owned();
        loop {
            let candidate = suffixed(identifier, &digits(&source, 4), case);
            if self.insert(&candidate) {
                return Name::trusted(candidate);
            }
            source.push('\'');
        }
    }
}

fn counted(texts: impl Iterator<Item = String>) -> HashMap<String, usize> {
    let mut counts = HashMap::new();
    for text in texts {
        *counts.entry(text).or_default() += 1;
    }
    counts
}
