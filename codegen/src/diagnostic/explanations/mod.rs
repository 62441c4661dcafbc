//! The long form of the table of codes: what causes each code, what is generated instead, and what to write.
//!
//! Owns the texts. Must not know who reports a code. A code that lacks its explanation fails a test, and so does a
//! description here that does not cause its code.

use super::{Code, codes};

mod errors;
mod fatal;
mod reading;
mod warnings;

/// What there is to say about a code beyond the sentence in the table.
#[derive(Debug, Clone, Copy)]
pub struct Explanation {
    /// The code.
    pub code: Code,
    /// What it means, in a few sentences.
    pub about: &'static str,
    /// Something that causes it.
    pub example: Example,
    /// What oasmith does instead of what is described: the words after "it".
    pub instead: &'static str,
    /// What to write.
    pub write: &'static str,
}

/// Something that causes a code.
#[derive(Debug, Clone, Copy)]
pub enum Example {
    /// A description, or the part of one that follows `openapi: 3.1.0` and `info`.
    Description(&'static str),
    /// An `oasmith.toml`.
    Settings(&'static str),
    /// Something else, in words or as a command.
    Other(&'static str),
}

impl Example {
    /// What introduces it.
    fn title(self) -> &'static str {
        match self {
            Self::Description(_) => "A description that causes it:",
            Self::Settings(_) => "Settings that cause it:",
            Self::Other(_) => "For example:",
        }
    }

    /// The text itself.
    pub fn text(self) -> &'static str {
        match self {
            Self::Description(text) | Self::Settings(text) | Self::Other(text) => text,
        }
    }
}

/// All explanations.
pub fn all() -> impl Iterator<Item = &'static Explanation> {
    [fatal::ALL, errors::ALL, reading::ALL, warnings::ALL].into_iter().flatten()
}

/// The explanation of a code.
pub fn find(code: Code) -> Option<&'static Explanation> {
    all().find(|explanation| explanation.code == code)
}

/// Everything about a code, for a terminal.
pub fn explain(code: Code) -> String {
    let mut text = format!("{code}: {}\n", code.meaning().unwrap_or_default());
    if let Some(Explanation { about, example, instead, write, .. }) = find(code) {
        text.push_str(&format!("\n{about}\n\n{}\n\n", example.title()));
        text.extend(example.text().lines().map(|line| format!("    {line}\n")));
        text.push_str(&format!("\nWhat oasmith does: it {instead}\n\nWhat to write: {write}\n"));
    }
    if !code.is_fatal() {
        text.push_str(&format!("\nTo allow it, give a reason in oasmith.toml:\n\n    [allow]\n    {code} = \"...\"\n"));
    }
    text
}

/// The list of all codes with their sentences.
pub fn list() -> String {
    let width = codes::ALL.iter().map(|entry| entry.code.id().len()).max().unwrap_or_default();
    codes::ALL.iter().map(|entry| format!("{:width$}  {}\n", entry.code.id(), entry.meaning)).collect()
}
