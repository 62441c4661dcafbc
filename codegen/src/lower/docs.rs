//! Makes doc comments out of a description's text.
//!
//! The text stays the author's. Only what would act on the reader's build is changed: code that rustdoc would compile as a
//! test. Owns that passage. Must not know what is documented.

use crate::rust::Docs;
use crate::value::Value;

/// Info strings that make rustdoc compile a block as Rust.
///
/// Source: The rustdoc book, section "Documentation tests".
const COMPILED: &[&str] =
    &["", "rust", "ignore", "should_panic", "no_run", "compile_fail", "test_harness", "standalone"];

/// The lines of a text, without blank lines around it.
pub(super) fn lines(text: &str) -> Docs {
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    let mut docs = Docs::new();
    let mut block = Block::None;
    for line in text.trim_matches('\n').trim_end().lines() {
        let line = line.replace('\t', "    ");
        let line: String = line.trim_end().chars().filter(|character| !character.is_control()).collect();
        let after_blank = docs.last().is_none_or(|last| last.is_empty());
        block = block.next(&mut docs, line, after_blank);
    }
    block.close(&mut docs);
    docs
}

/// A text on one line.
pub(super) fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The sentence that states a default, as JSON.
pub(super) fn default(value: Option<&Value>) -> Option<String> {
    let text = value?.to_json().to_string();
    // Backquotes inside need another fence (CommonMark, section "Code spans").
    let fence = "`".repeat(1 + text.split(|c| c != '`').map(str::len).max().unwrap_or_default());
    Some(if fence.len() == 1 { format!("Default: `{text}`") } else { format!("Default: {fence} {text} {fence}") })
}

/// Takes the sentence that states a default from a comment that ends with it.
pub(super) fn forget_default(docs: &mut Docs, value: &Value) {
    if docs.last().is_some() && docs.last() == default(Some(value)).as_ref() {
        docs.pop();
        while docs.last().is_some_and(String::is_empty) {
            docs.pop();
        }
    }
}

/// Several texts as paragraphs of one comment; absent and empty ones are left out.
pub(super) fn paragraphs<'t>(texts: impl IntoIterator<Item = Option<&'t str>>) -> Docs {
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

/// What kind of block the lines are in.
enum Block {
    None,
    /// Opened by this fence; ends at its like.
    Fenced(String),
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
            let info = trimmed.trim_start_matches(['`', '~']).trim();
            if !info.contains('`') {
                let compiled = info
                    .split(|c: char| c == ',' || c.is_whitespace())
                    .any(|word| COMPILED.contains(&word) || word.starts_with("edition") || word.starts_with("ignore-"));
                let indent = line.get(..line.len() - trimmed.len()).unwrap_or_default();
                docs.push(if compiled { format!("{indent}{fence}text") } else { line });
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
            Self::Fenced(fence) => docs.push(fence),
            Self::Indented => {
                while docs.last().is_some_and(String::is_empty) {
                    docs.pop();
                }
                docs.push("```".to_owned());
            }
        }
    }
}
