//! Makes identifiers out of any text, and keeps those that meet apart.
//!
//! Owns the rules: a name follows from its own spelling and from the spellings it meets, never from their order.

use std::collections::{HashMap, HashSet};

use heck::{ToPascalCase, ToShoutySnakeCase, ToSnakeCase};
use sha2::{Digest, Sha256};

use crate::rust::Name;

/// Longer identifiers are cut and end in a hash of the whole.
const LONGEST: usize = 120;

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
    "Debug",
    "Default",
    "Eq",
    "Err",
    "Fn",
    "From",
    "Hash",
    "Into",
    "IntoFuture",
    "Iterator",
    "None",
    "Ok",
    "Option",
    "PartialEq",
    "Result",
    "Send",
    "Some",
    "String",
    "Sync",
    "Vec",
];

/// How an identifier is spelled.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Case {
    /// `like_this`
    Snake,
    /// `LikeThis`
    Pascal,
    /// `LikeThis`, for types: those of the prelude are kept free.
    Type,
    /// `LIKE_THIS`
    Shouty,
}

/// The identifier that a text asks for.
pub(super) fn identifier(text: &str, case: Case) -> String {
    let words = spell_symbols(text);
    let mut cased = match case {
        Case::Snake => words.to_snake_case(),
        Case::Pascal | Case::Type => words.to_pascal_case(),
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
    shortened(cased, case)
}

/// The package name that a text asks for: letters, digits, `-` and `_`, beginning with a letter.
///
/// Source: The Cargo book, section "The `name` field".
pub(super) fn package(text: &str) -> String {
    let allowed = |character: char| character.is_ascii_alphanumeric() || character == '-' || character == '_';
    let name: String = text.chars().map(|character| if allowed(character) { character } else { '-' }).collect();
    let name = name.trim_matches('-');
    if name.starts_with(|first: char| first.is_ascii_alphabetic()) && !KEYWORDS.contains(&name) {
        name.to_owned()
    } else {
        format!("api-{name}").trim_end_matches('-').to_owned()
    }
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

fn shortened(identifier: String, case: Case) -> String {
    if identifier.len() <= LONGEST {
        return identifier;
    }
    let kept: String = identifier.chars().take(LONGEST / 2).collect();
    suffixed(kept.trim_end_matches('_'), &fingerprint(&identifier, 8), case)
}

/// An identifier with more behind it, in its case.
fn suffixed(identifier: &str, suffix: &str, case: Case) -> String {
    let identifier = identifier.trim_end_matches('_');
    match case {
        Case::Snake => format!("{identifier}_{suffix}"),
        Case::Shouty => format!("{identifier}_{}", suffix.to_ascii_uppercase()),
        Case::Pascal | Case::Type => format!("{identifier}{suffix}"),
    }
}

/// The first digits of a hash, for names that need more than their spelling.
fn fingerprint(text: &str, digits: usize) -> String {
    let digest = Sha256::digest(text.as_bytes());
    digest
        .iter()
        .flat_map(|byte| [byte >> 4, byte & 15])
        .take(digits)
        .filter_map(|digit| char::from_digit(digit.into(), 16))
        .collect()
}

/// A set of names that must differ.
#[derive(Debug, Default)]
pub(super) struct Namespace {
    taken: HashSet<String>,
}

impl Namespace {
    /// A namespace in which some names are taken from the start.
    pub(super) fn with(reserved: &[&str]) -> Self {
        Self { taken: reserved.iter().map(|&name| name.to_owned()).collect() }
    }

    /// Names for spellings that belong together. Where identifiers meet, the spelling that is already the identifier keeps
    /// it and every other gets a suffix made from its own spelling.
    pub(super) fn assign(&mut self, spellings: &[&str], case: Case) -> Vec<Name> {
        let wanted: Vec<String> = spellings.iter().map(|spelling| identifier(spelling, case)).collect();
        let mut count: HashMap<&str, usize> = HashMap::new();
        for identifier in &wanted {
            *count.entry(identifier).or_default() += 1;
        }
        let alone = |spelling: &str, identifier: &String| {
            count.get(identifier.as_str()) == Some(&1) || spelling == identifier.trim_end_matches('_')
        };
        let mut names: Vec<Option<Name>> = vec![None; wanted.len()];
        for first in [true, false] {
            for ((name, &spelling), identifier) in names.iter_mut().zip(spellings).zip(&wanted) {
                if name.is_none() && alone(spelling, identifier) == first {
                    *name = Some(if first {
                        self.take(identifier, spelling, case)
                    } else {
                        self.distinct(identifier, spelling, case)
                    });
                }
            }
        }
        names.into_iter().flatten().collect()
    }

    /// The identifier itself where it is free, else one with a suffix made from a spelling.
    pub(super) fn take(&mut self, identifier: &str, spelling: &str, case: Case) -> Name {
        if self.taken.insert(identifier.to_owned()) {
            return Name::trusted(identifier);
        }
        self.distinct(identifier, spelling, case)
    }

    fn distinct(&mut self, identifier: &str, spelling: &str, case: Case) -> Name {
        let mut source = spelling.to_owned();
        loop {
            let candidate = suffixed(identifier, &fingerprint(&source, 4), case);
            if self.taken.insert(candidate.clone()) {
                return Name::trusted(candidate);
            }
            source.push('\'');
        }
    }
}
