//! Makes doc comments out of the text of a description.
//!
//! The author's text is not changed, with two exceptions: a code block that rustdoc would compile as a test becomes plain text, and a
//! Markdown link relative to a site becomes its text. Owns that conversion. Must not know what is documented.

pub(super) mod limits;
pub(super) mod location;
pub(super) mod markdown_links;
pub(super) mod references;
pub(super) mod schema_docs;

use crate::rust::Docs;
use crate::value::Value;

/// Info strings that make rustdoc compile a block as Rust.
///
/// Source: The rustdoc book, section "Documentation tests".
const COMPILED: &[&str] = &["rust", "ignore", "should_panic", "no_run", "compile_fail", "test_harness", "standalone"];

/// The lines of a text, without blank lines around it.
pub(in crate::lower) fn lines(text: &str) -> Docs {
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    let mut docs = Docs::new();
    let mut is_prose = Vec::new();
    let mut block = Block::None;
    for line in text.trim_matches('\n').trim_end().lines() {
        let line = line.replace('\t', "    ");
        let line: String = line.trim_end().chars().filter(|character| !character.is_control()).collect();
        let after_blank = docs.last().is_none_or(|last| last.is_empty());
        let was_none = matches!(block, Block::None);
        let is_blank = line.is_empty();
        block = block.next(&mut docs, line, after_blank);
        is_prose.resize(docs.len(), was_none && !is_blank && matches!(block, Block::None));
    }
    block.close(&mut docs);
    is_prose.resize(docs.len(), false);
    without_relative_links(&docs, &is_prose)
}

/// The lines, of which paragraphs of prose have no relative Markdown links. A link may begin on one line and end on the next.
fn without_relative_links(docs: &[String], is_prose: &[bool]) -> Docs {
    let lines: Vec<(&str, bool)> = docs.iter().map(String::as_str).zip(is_prose.iter().copied()).collect();
    let mut settled = Docs::with_capacity(docs.len());
    for paragraph in lines.chunk_by(|(_, one), (_, other)| one == other) {
        let texts: Vec<&str> = paragraph.iter().map(|(text, _)| *text).collect();
        if paragraph.iter().any(|(_, is_prose)| *is_prose) {
            settled.extend(markdown_links::without_relative(&texts.join("\n")).lines().map(str::to_owned));
        } else {
            settled.extend(texts.into_iter().map(str::to_owned));
        }
    }
    settled
}

/// The lines as one text.
pub(in crate::lower) fn text(docs: &Docs) -> String {
    docs.join("\n")
}

/// A text on one line.
pub(in crate::lower) fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A value as JSON, in a code span.
pub(in crate::lower) fn json(value: &Value) -> String {
    code(&value.to_json().to_string())
}

/// A text in a code span.
///
/// Source: CommonMark, section "Code spans": backquotes inside need another fence.
pub(in crate::lower) fn code(text: &str) -> String {
    let fence = "`".repeat(1 + text.split(|c| c != '`').map(str::len).max().unwrap_or_default());
    if fence.len() == 1 { format!("`{text}`") } else { format!("{fence} {text} {fence}") }
}

/// The first sentence of a text that begins as prose.
pub(in crate::lower) fn sentence(text: &str) -> Option<String> {
    let mut lines = text.trim().lines().map(str::trim);
    let first = lines.next().filter(|line| !line.is_empty() && !begins_block(line))?;
    let rest = lines.take_while(|line| !line.is_empty() && !begins_block(line));
    let paragraph = one_line(&std::iter::once(first).chain(rest).collect::<Vec<_>>().join(" "));
    let sentence = paragraph.get(..end_of_sentence(&paragraph)).unwrap_or(&paragraph);
    (!sentence.ends_with(':')).then(|| sentence.to_owned())
}

/// Whether a line is a heading, an item of a list, a row of a table, a quote, HTML or a fence, and so no prose.
fn begins_block(line: &str) -> bool {
    let is_marked = ["- ", "* ", "+ ", "```", "~~~", "===", "---"].iter().any(|mark| line.starts_with(mark));
    let is_numbered = line.trim_start_matches(|sign: char| sign.is_ascii_digit()).starts_with(['.', ')'])
        && line.starts_with(|sign: char| sign.is_ascii_digit());
    is_marked || is_numbered || line.starts_with(['#', '|', '>', '<'])
}

/// Where the first sentence ends: behind a full stop that a new one follows, and that is in no code, link or bracket.
fn end_of_sentence(text: &str) -> usize {
    let mut is_code = false;
    let mut depth = 0usize;
    for (index, sign) in text.char_indices() {
        match sign {
            '`' => is_code = !is_code,
            '[' | '(' if !is_code => depth += 1,
            ']' | ')' if !is_code => depth = depth.saturating_sub(1),
            '.' | '!' | '?' if !is_code && depth == 0 => {
                let after = text.get(index + sign.len_utf8()..).unwrap_or_default();
                let next = after.strip_prefix(' ').and_then(|rest| rest.chars().next());
                // `e.g. Rust` goes on.
                let word = text.get(..index).unwrap_or_default().rsplit(' ').next().unwrap_or_default();
                let is_letter = |part: &str| part.chars().count() == 1 && part.chars().all(char::is_alphabetic);
                let is_short = sign == '.' && word.split('.').all(is_letter);
                if next.is_some_and(|next| !next.is_lowercase()) && !is_short {
                    return index + sign.len_utf8();
                }
            }
            _ => {}
        }
    }
    text.len()
}

/// Removes the default from the line about limits that a comment ends with.
pub(in crate::lower) fn forget_default(docs: &mut Docs, value: &Value) {
    let stated = json(value);
    let Some(last) = docs.pop() else { return };
    if last == format!("Default: {stated}") {
        while docs.last().is_some_and(String::is_empty) {
            docs.pop();
        }
    } else {
        let rest = last.strip_suffix(&format!("; default: {stated}")).unwrap_or(&last);
        docs.push(rest.to_owned());
    }
}

/// Several texts as paragraphs of one comment; absent and empty ones are left out.
pub(in crate::lower) fn paragraphs<'t>(texts: impl IntoIterator<Item = Option<&'t str>>) -> Docs {
    let mut docs = Docs::new();
    for paragraph in texts.into_iter().flatten().map(lines).filter(|paragraph| !paragraph.is_empty()) {
        if paragraph == docs {
            continue;
        }
        if !docs.is_empty() {
            docs.push(String::new());
        }
        docs.extend(paragraph);
    }
    docs
}

/// Whether what stands beside a fence is the first line of the block: several words that no language begins.
fn is_content(beside: &str) -> bool {
    let is_apart = beside.starts_with(char::is_whitespace) || !beside.starts_with(char::is_alphanumeric);
    is_apart && beside.trim().contains(char::is_whitespace)
}

/// Whether rustdoc compiles a block with this info string.
fn is_compiled(info: &str) -> bool {
    let words = info.split(|c: char| c == ',' || c.is_whitespace());
    let mut words = words.map(str::trim).filter(|word| !word.is_empty()).peekable();
    words.peek().is_none()
        || words
            .any(|word| COMPILED.contains(&word) || ["edition", "ignore-"].iter().any(|start| word.starts_with(start)))
}

/// What kind of block the lines are in.
enum Block {
    None,
    /// Opened by this fence; ends at its like.
    Fenced(String),
    /// The same, with a text that begins beside its fence and may end so.
    Beside(String),
    /// Indented by four spaces; written as a fenced block, since rustdoc compiles indented code.
    Indented,
}

impl Block {
    fn next(self, docs: &mut Docs, line: String, after_blank: bool) -> Self {
        match self {
            Self::Fenced(fence) => {
                let closes = line.trim().starts_with(&fence) && line.trim().trim_start_matches(['`', '~']).is_empty();
                docs.push(line);
                if closes { Self::None } else { Self::Fenced(fence) }
            }
            Self::Beside(fence) => match line.trim_end().strip_suffix(&fence) {
                Some(text) => {
                    docs.extend((!text.trim().is_empty()).then(|| text.trim_end().to_owned()));
                    docs.push(fence);
                    Self::None
                }
                None => {
                    docs.push(line);
                    Self::Beside(fence)
                }
            },
            Self::Indented if line.starts_with("    ") || line.is_empty() => {
                docs.push(line.get(4..).unwrap_or_default().to_owned());
                Self::Indented
            }
            Self::Indented => {
                Self::Indented.close(docs);
                Self::None.next(docs, line, true)
            }
            Self::None => Self::open(docs, line, after_blank),
        }
    }

    fn open(docs: &mut Docs, line: String, after_blank: bool) -> Self {
        let trimmed = line.trim_start();
        let fence: String = trimmed.chars().take_while(|&character| character == '`').collect();
        let fence = if fence.is_empty() { trimmed.chars().take_while(|&c| c == '~').collect() } else { fence };
        if fence.len() >= 3 {
            let beside = trimmed.trim_start_matches(['`', '~']);
            let info = beside.trim();
            let indent = line.get(..line.len() - trimmed.len()).unwrap_or_default();
            if !info.contains('`') && is_content(beside) {
                docs.push(format!("{indent}{fence}text"));
                docs.push(info.to_owned());
                return Self::Beside(fence);
            }
            if !info.contains('`') {
                docs.push(if is_compiled(info) { format!("{indent}{fence}text") } else { line });
                return Self::Fenced(fence);
            }
        }
        if line.starts_with("    ") && after_blank {
            docs.push("```text".to_owned());
            docs.push(line.get(4..).unwrap_or_default().to_owned());
            return Self::Indented;
        }
        docs.push(line);
        Self::None
    }

    /// Ends what is still open, so that nothing after it falls into the block.
    fn close(self, docs: &mut Docs) {
        match self {
            Self::None => {}
            Self::Fenced(fence) | Self::Beside(fence) => docs.push(fence),
            Self::Indented => {
                while docs.last().is_some_and(String::is_empty) {
                    docs.pop();
                }
                docs.push("```".to_owned());
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::sentence;

    #[test]
    fn the_first_sentence_ends_where_another_begins() {
        let first = |text| sentence(text);
        assert_eq!(first("A dog. It barks.").as_deref(), Some("A dog."));
        assert_eq!(first("A dog,\nor so\n\nMore").as_deref(), Some("A dog, or so"));
        assert_eq!(
            first("As `a. B` or [x. Y](z. W), e.g. Rust 1.9. End").as_deref(),
            Some("As `a. B` or [x. Y](z. W), e.g. Rust 1.9.")
        );
        assert_eq!(first("A dog\n- a").as_deref(), Some("A dog"));
        assert_eq!(first("One of:\n- a"), None);
        assert_eq!(first("- a\n- b"), None);
        assert_eq!(first("| a | b |"), None);
        assert_eq!(first(" \n "), None);
    }
}
