//! Names: identifiers by construction.
//!
//! Owns how words become an identifier of a case which rustc accepts and never warns of. Must not know what a name is given
//! to, how the signs of a text are put into words, nor which names are taken.

mod letters;
mod words;

use heck::{ToPascalCase, ToShoutySnakeCase, ToSnakeCase};

/// Words that are keywords in some edition, and those that are reserved or mean something to a reader.
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

/// Whether a type or a trait of this name is known without a path in generated code.
pub(crate) fn is_of_prelude(name: &str) -> bool {
    PRELUDE.contains(&name)
}

/// How an identifier is spelled.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Case {
    /// `like_this`
    Snake,
    /// `LikeThis`
    Pascal,
    /// `LikeThis`, for types: never a name of the prelude.
    Type,
    /// `LIKE_THIS`
    Shouty,
}

/// An identifier in its case. Every way to make one takes words and spells them, so that no text of a description becomes
/// code.
#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Name {
    text: String,
    case: Case,
}

impl Name {
    /// The identifier made of words. What cannot stand in an identifier separates words.
    pub(crate) fn new(words: &str, case: Case) -> Self {
        let mut text = spelled(words, case);
        if text.is_empty() {
            text = spelled("empty", case);
        }
        if text.starts_with(|first: char| first.is_ascii_digit()) {
            text.insert_str(0, if case.is_pascal() { "N" } else { "_" });
        }
        Self::not_reserved(text, case)
    }

    /// The identifier with more words at its end. Digits stay apart from digits.
    pub(crate) fn with(&self, words: &str) -> Self {
        let stem = self.stem();
        let more = spelled(words, self.case);
        let ends_in_digit = stem.ends_with(|last: char| last.is_ascii_digit());
        let is_apart = ends_in_digit && more.starts_with(|first: char| first.is_ascii_digit());
        let between = if !self.case.is_pascal() || is_apart { "_" } else { "" };
        Self::not_reserved(format!("{stem}{between}{more}"), self.case)
    }

    /// The identifier with `_` at its end, as keywords have it.
    pub(crate) fn marked(&self) -> Self {
        Self { text: format!("{}_", self.stem()), case: self.case }
    }

    /// The beginning of the identifier.
    pub(crate) fn beginning(&self, letters: usize) -> Self {
        let beginning: String = self.text.chars().take(letters).collect();
        let stem = Some(beginning.trim_end_matches('_')).filter(|stem| !stem.is_empty()).unwrap_or(&self.text);
        Self::not_reserved(stem.to_owned(), self.case)
    }

    /// The identifier's text.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// The identifier without the `_` that keeps it apart from a keyword.
    pub(crate) fn stem(&self) -> &str {
        self.text.trim_end_matches('_')
    }

    /// What the identifier looks like. rustc warns of two identifiers that look alike, unless both are ASCII.
    pub(crate) fn look(&self) -> String {
        letters::look(&self.text)
    }

    fn not_reserved(mut text: String, case: Case) -> Self {
        if KEYWORDS.contains(&text.as_str()) || (case == Case::Type && PRELUDE.contains(&text.as_str())) {
            text.push('_');
        }
        Self { text, case }
    }
}

/// The text alone: the case says how the identifier was made, and nothing else.
impl std::fmt::Debug for Name {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_tuple("Name").field(&self.text).finish()
    }
}

impl Case {
    fn is_pascal(self) -> bool {
        match self {
            Self::Pascal | Self::Type => true,
            Self::Snake | Self::Shouty => false,
        }
    }

    /// Words in this case.
    fn of(self, words: &str) -> String {
        match self {
            Self::Snake => words.to_snake_case(),
            Self::Pascal | Self::Type => pascal(words),
            Self::Shouty => words.to_shouty_snake_case(),
        }
    }
}

/// Words in a case, with letters of which rustc does not warn. Empty where there are no letters and no digits.
fn spelled(words: &str, case: Case) -> String {
    case.of(&words::joined(&letters::plain(words, case)))
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

#[cfg(test)]
mod tests {
    use super::*;

    const TEXTS: &[&str] = &[
        "",
        " ",
        "_",
        "__",
        "a",
        "A",
        "1",
        "1 2",
        "a1",
        "a 1",
        "type",
        "Self",
        "self",
        "Result",
        "vec",
        "space tilde",
        "a__b",
        "_a",
        "aB_c",
        "HTTPServer",
        "r#type",
        "é",
        "größe",
        "GRÖSSE",
        "İ",
        "ß",
        "ŉ",
        "ǆ",
        "ĸ",
        "ª",
        "ⓐ",
        "½",
        "٣",
        "ˊ",
        "〡",
        "ɡ",
        "Ƒ",
        "имя",
        "сор",
        "名前",
        "一",
        "用户ID",
        "हिन्दी",
        "ตัว",
        "ნომერი",
        "Ⅳ",
        "𝒜",
        "👍",
        "\u{301}",
        "e\u{301}",
        "\u{200b}",
        "\n",
        "a\"; b",
    ];

    /// Whether rustc takes a text as an identifier of a case, and the lints of names say nothing.
    ///
    /// Source: rustc, `rustc_lint::nonstandard_style`.
    fn is_in_case(name: &Name) -> bool {
        let text = name.as_str();
        let inner: Vec<char> = text.trim_matches('_').chars().collect();
        let has_case = |letter: char| letter.to_lowercase().ne(letter.to_uppercase());
        let beside_case = |three: &[char]| matches!(three, [one, '_', other] if has_case(*one) || has_case(*other));
        let is_in_case = match name.case {
            Case::Snake => !text.contains(char::is_uppercase),
            Case::Shouty => !text.contains(char::is_lowercase),
            Case::Pascal | Case::Type => {
                inner.first().is_some_and(|first| !first.is_lowercase()) && !inner.windows(3).any(beside_case)
            }
        };
        let is_prelude = name.case == Case::Type && PRELUDE.contains(&text);
        is_in_case && !is_prelude && !inner.is_empty() && !text.trim_matches('_').contains("__")
    }

    #[test]
    fn however_it_is_made_a_name_is_an_identifier_of_its_case() {
        for case in [Case::Snake, Case::Pascal, Case::Type, Case::Shouty] {
            for text in TEXTS {
                let name = Name::new(text, case);
                let mut made = vec![name.marked(), name.beginning(1), name.beginning(3)];
                made.extend(TEXTS.iter().map(|more| name.with(more)));
                made.push(name);
                for name in made {
                    assert!(syn::parse_str::<syn::Ident>(name.as_str()).is_ok(), "{text}: {name:?}");
                    assert!(is_in_case(&name), "{text}: {name:?} is not {case:?}");
                }
            }
        }
    }

    #[test]
    fn what_is_added_stands_in_the_case_of_the_name() {
        let with = |text, case, more| Name::new(text, case).with(more).as_str().to_owned();
        assert_eq!(with("Result", Case::Type, "Required"), "ResultRequired");
        assert_eq!(with("self", Case::Pascal, "Call"), "SelfCall");
        assert_eq!(with("type", Case::Snake, "null"), "type_null");
        assert_eq!(with("get users", Case::Snake, "space tilde"), "get_users_space_tilde");
        assert_eq!(with("n1", Case::Pascal, "2"), "N1_2");
        assert_eq!(with("a", Case::Shouty, "input"), "A_INPUT");
    }
}
