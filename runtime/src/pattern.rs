//! Regular expressions in the notation of ECMA-262, which JSON Schema uses.
//!
//! Owns the choice of the engine: the `regex` crate, which takes linear time, for expressions that its notation can express,
//! otherwise `regress`, which implements all of ECMA-262 by backtracking, and so gets short strings only. Must not know schemas.
//!
//! Source: ECMA-262, section "Patterns"; JSON Schema Core 2020-12, section 6.4.

use std::iter::Peekable;
use std::str::Chars;

use super::schema::Matcher;

/// The longest string, in bytes, for the engine that backtracks. A longer one does not match.
pub const MAX_BACKTRACKED: usize = 4096;

const DIGIT: &str = "0-9";
const WORD: &str = "0-9A-Z_a-z";
const SPACE: &str = r"\t-\r\x20\u{A0}\u{1680}\u{2000}-\u{200A}\u{2028}\u{2029}\u{202F}\u{205F}\u{3000}\u{FEFF}";
const NO_LINE_END: &str = r"[^\n\r\u{2028}\u{2029}]";

/// A function that matches an expression; `None` when no engine accepts the expression.
pub fn compile(source: &str) -> Option<Matcher> {
    if let Some(regex) = translate(source).and_then(|text| regex::Regex::new(&text).ok()) {
        return Some(Box::new(move |text| regex.is_match(text)));
    }
    // In Unicode mode, as JSON Schema requires; otherwise in the older notation, which accepts more.
    let regex = regress::Regex::with_flags(source, "u").or_else(|_| regress::Regex::new(source)).ok()?;
    Some(Box::new(move |text| text.len() <= MAX_BACKTRACKED && regex.find(text).is_some()))
}

/// The same expression for the `regex` crate; `None` where its notation cannot express it, or another meaning is possible.
pub(super) fn translate(source: &str) -> Option<String> {
    let mut text = String::with_capacity(source.len());
    let mut rest = source.chars().peekable();
    while let Some(c) = rest.next() {
        match c {
            '\\' => text.push_str(&escaped(&mut rest)?),
            '.' => text.push_str(NO_LINE_END),
            '[' => text.push_str(&class(&mut rest)?),
            '{' => text.push_str(&count(&mut rest)?),
            '(' => text.push_str(group(&mut rest)?),
            ']' | '}' => text.extend(['\\', c]),
            // The other special characters mean the same in both.
            other => text.push(other),
        }
    }
    Some(text)
}

/// The opening of a group. Only the grouping matters, and not its name.
fn group(rest: &mut Peekable<Chars<'_>>) -> Option<&'static str> {
    if rest.next_if_eq(&'?').is_none() {
        return Some("(?:");
    }
    match rest.next()? {
        ':' => Some("(?:"),
        '<' if !matches!(rest.peek(), Some('=' | '!')) => {
            rest.by_ref().find(|c| *c == '>')?;
            Some("(?:")
        }
        _ => None,
    }
}

/// `{1}`, `{1,}` or `{1,2}` after its first character.
fn count(rest: &mut Peekable<Chars<'_>>) -> Option<String> {
    let mut inside = String::new();
    while let Some(c) = rest.next_if(|c| c.is_ascii_digit() || *c == ',') {
        inside.push(c);
    }
    rest.next_if_eq(&'}')?;
    let (least, most) = inside.split_once(',').unwrap_or((&inside, ""));
    (!least.is_empty() && !most.contains(',')).then(|| format!("{{{inside}}}"))
}

/// An escape outside of a class, after its backslash.
fn escaped(rest: &mut Peekable<Chars<'_>>) -> Option<String> {
    if rest.next_if_eq(&'b').is_some() {
        return Some(r"(?-u:\b)".to_owned());
    }
    match atom(rest)? {
        Atom::Char(c) => Some(literal(c)),
        Atom::Class(class) => Some(format!("[{class}]")),
    }
}

/// A class after its first bracket.
fn class(rest: &mut Peekable<Chars<'_>>) -> Option<String> {
    let mut text = String::from(if rest.next_if_eq(&'^').is_some() { "[^" } else { "[" });
    // An empty class has another meaning in each notation.
    if rest.peek() == Some(&']') {
        return None;
    }
    loop {
        let first = match rest.next()? {
            ']' => break,
            '\\' if rest.next_if_eq(&'b').is_some() => Atom::Char('\u{8}'),
            '\\' => atom(rest)?,
            c => Atom::Char(c),
        };
        let is_range = rest.peek() == Some(&'-') && rest.clone().nth(1).is_some_and(|c| c != ']');
        match (first, is_range) {
            (Atom::Class(class), false) => text.push_str(&class),
            (Atom::Char(c), false) => text.push_str(&literal(c)),
            (Atom::Char(from), true) => {
                rest.next();
                let to = match rest.next()? {
                    '\\' => atom(rest)?,
                    c => Atom::Char(c),
                };
                let Atom::Char(to) = to else { return None };
                text.push_str(&format!("{}-{}", literal(from), literal(to)));
            }
            (Atom::Class(_), true) => return None,
        }
    }
    Some(text + "]")
}

/// The meaning of an escape.
enum Atom {
    /// One character.
    Char(char),
    /// Several, as they are written inside a class.
    Class(String),
}

/// An escape, after its backslash.
fn atom(rest: &mut Peekable<Chars<'_>>) -> Option<Atom> {
    let c = match rest.next()? {
        'd' => return Some(Atom::Class(DIGIT.to_owned())),
        'D' => return Some(Atom::Class(format!("[^{DIGIT}]"))),
        'w' => return Some(Atom::Class(WORD.to_owned())),
        'W' => return Some(Atom::Class(format!("[^{WORD}]"))),
        's' => return Some(Atom::Class(SPACE.to_owned())),
        'S' => return Some(Atom::Class(format!("[^{SPACE}]"))),
        kind @ ('p' | 'P') => return property(kind, rest).map(Atom::Class),
        't' => '\t',
        'n' => '\n',
        'v' => '\u{b}',
        'f' => '\u{c}',
        'r' => '\r',
        '0' if !rest.peek().is_some_and(char::is_ascii_digit) => '\0',
        'x' => code(rest, 2)?,
        'u' if rest.next_if_eq(&'{').is_some() => {
            let digits: String = rest.by_ref().take_while(|c| *c != '}').collect();
            char::from_u32(u32::from_str_radix(&digits, 16).ok()?)?
        }
        'u' => code(rest, 4)?,
        // A back reference, or a letter that is reserved.
        c if c.is_ascii_alphanumeric() => return None,
        c => c,
    };
    Some(Atom::Char(c))
}

/// `\p{Lu}` after its letter.
fn property(kind: char, rest: &mut Peekable<Chars<'_>>) -> Option<String> {
    rest.next_if_eq(&'{')?;
    let name: String = rest.by_ref().take_while(|c| *c != '}').collect();
    let is_name = name.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '='));
    is_name.then(|| format!("\\{kind}{{{name}}}"))
}

/// A character with so many hexadecimal digits; a surrogate is none.
fn code(rest: &mut Peekable<Chars<'_>>, digits: usize) -> Option<char> {
    let mut text = String::new();
    for _ in 0..digits {
        text.push(rest.next_if(char::is_ascii_hexdigit)?);
    }
    char::from_u32(u32::from_str_radix(&text, 16).ok()?)
}

/// A literal character.
fn literal(c: char) -> String {
    if c.is_ascii_alphanumeric() { c.to_string() } else { format!("\\u{{{:X}}}", u32::from(c)) }
}
