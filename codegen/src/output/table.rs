//! The layout of tables: macro calls with braces, which prettyplease leaves as one paragraph.
//!
//! Owns how a table looks: what stands in braces has a line for each entry, everything else stays on its line unless that is
//! too long. Must not know what a table means.

use proc_macro2::{Delimiter, Group, Spacing, TokenStream, TokenTree};

/// The lines of `name! { .. }`. Lists in parentheses and brackets are kept within a width.
pub(super) fn layout(name: &str, content: TokenStream, width: usize) -> Vec<String> {
    let mut lines = Lines { width, ..Lines::default() };
    lines.line.push_str(name);
    lines.line.push('!');
    lines.block(content);
    lines.end();
    lines.done
}

#[derive(Default)]
struct Lines {
    done: Vec<String>,
    line: String,
    indent: usize,
    width: usize,
}

impl Lines {
    /// The line is complete.
    fn end(&mut self) {
        if !self.line.is_empty() {
            let line = std::mem::take(&mut self.line);
            self.done.push(format!("{:1$}{line}", "", self.indent * 4));
        }
    }

    /// `{`, a line for each entry, `}`.
    fn block(&mut self, content: TokenStream) {
        self.line.push_str(" {");
        self.end();
        self.indent += 1;
        self.entries(content);
        self.indent -= 1;
        self.line.push('}');
    }

    /// Entries, each on a line of its own; the line of the last is complete as well.
    fn entries(&mut self, content: impl IntoIterator<Item = TokenTree>) {
        let mut tokens = content.into_iter().peekable();
        let mut generics = Generics::default();
        while let Some(token) = tokens.next() {
            generics.pass(&token);
            match token {
                TokenTree::Punct(hash) if hash.as_char() == '#' => match tokens.next_if(is_group) {
                    Some(TokenTree::Group(group)) if self.line.is_empty() => {
                        self.line.push_str(&attribute(group));
                        self.end();
                    }
                    // Inside an entry.
                    Some(TokenTree::Group(group)) => {
                        self.line.push_str(&attribute(group));
                        self.line.push(' ');
                    }
                    _ => append(&mut self.line, &TokenTree::Punct(hash)),
                },
                TokenTree::Punct(comma) if comma.as_char() == ',' && !generics.are_open() => {
                    self.line.push(',');
                    self.end();
                }
                TokenTree::Group(group) => self.group(group),
                token @ (TokenTree::Ident(_) | TokenTree::Punct(_) | TokenTree::Literal(_)) => {
                    append(&mut self.line, &token);
                }
            }
        }
        self.end();
    }

    /// A block, or a list: on the line, or an entry a line where it is too long, or around the block it holds.
    fn group(&mut self, group: Group) {
        let (delimiter, content) = opened(group);
        if delimiter == Delimiter::Brace {
            return self.block(content);
        }
        let tokens: Vec<TokenTree> = content.into_iter().collect();
        let (open, close) = delimiters(delimiter);
        if tokens.iter().any(is_block) {
            self.line.push_str(open);
            for token in tokens {
                match token {
                    TokenTree::Group(inner) => self.group(inner),
                    token @ (TokenTree::Ident(_) | TokenTree::Punct(_) | TokenTree::Literal(_)) => {
                        append(&mut self.line, &token);
                    }
                }
            }
            self.line.push_str(close);
            return;
        }
        let text = inline(delimiter, &tokens);
        if tokens.is_empty() || self.indent * 4 + self.line.len() + text.len() <= self.width {
            self.line.push_str(&text);
        } else {
            self.line.push_str(open);
            self.end();
            self.indent += 1;
            self.entries(tokens);
            self.indent -= 1;
            if let Some(last) = self.done.last_mut().filter(|last| !last.ends_with(',')) {
                last.push(',');
            }
            self.line.push_str(close);
        }
    }
}

/// Whether tokens stand between `<` and `>`, where a comma separates types and not entries.
#[derive(Default)]
struct Generics {
    depth: usize,
    /// Whether a `>` would be the end of an arrow.
    after_stem: bool,
}

impl Generics {
    fn pass(&mut self, token: &TokenTree) {
        let sign = match token {
            TokenTree::Punct(punct) => punct.as_char(),
            TokenTree::Group(_) | TokenTree::Ident(_) | TokenTree::Literal(_) => ' ',
        };
        match sign {
            '<' => self.depth += 1,
            '>' if !self.after_stem => self.depth = self.depth.saturating_sub(1),
            _ => {}
        }
        self.after_stem = matches!(sign, '-' | '=');
    }

    fn are_open(&self) -> bool {
        self.depth > 0
    }
}

/// What a group holds. The group is gone then, so that its tokens are handed out and not copied, which every token that is
/// shared would be.
fn opened(group: Group) -> (Delimiter, TokenStream) {
    (group.delimiter(), group.stream())
}

fn is_group(token: &TokenTree) -> bool {
    matches!(token, TokenTree::Group(_))
}

fn is_block(token: &TokenTree) -> bool {
    matches!(token, TokenTree::Group(group) if group.delimiter() == Delimiter::Brace)
}

fn delimiters(delimiter: Delimiter) -> (&'static str, &'static str) {
    match delimiter {
        Delimiter::Parenthesis => ("(", ")"),
        Delimiter::Bracket => ("[", "]"),
        Delimiter::Brace => (" { ", " }"),
        Delimiter::None => ("", ""),
    }
}

/// `/// text`, or an attribute as it is.
fn attribute(group: Group) -> String {
    let (delimiter, content) = opened(group);
    let tokens: Vec<TokenTree> = content.into_iter().collect();
    match documentation(&tokens) {
        Some(text) => format!("///{text}"),
        None => format!("#{}", inline(delimiter, &tokens)),
    }
}

/// The text of `doc = "text"`, where it fits on a line.
fn documentation(tokens: &[TokenTree]) -> Option<String> {
    let [TokenTree::Ident(name), TokenTree::Punct(_), TokenTree::Literal(text)] = tokens else { return None };
    let text = syn::parse_str::<syn::LitStr>(&text.to_string()).ok()?.value();
    (name == "doc" && !text.contains('\n')).then_some(text)
}

/// A group on one line, without a comma at its end.
fn inline(delimiter: Delimiter, tokens: &[TokenTree]) -> String {
    let (open, close) = delimiters(delimiter);
    let mut text = open.to_owned();
    for token in tokens {
        append(&mut text, token);
    }
    let content = text.trim_end().trim_end_matches(',').len();
    text.truncate(content.max(open.len()));
    text + close
}

/// Adds a token to a line, with spaces where they are usual.
fn append(line: &mut String, token: &TokenTree) {
    match token {
        TokenTree::Group(group) => {
            let tokens: Vec<TokenTree> = group.stream().into_iter().collect();
            line.push_str(&inline(group.delimiter(), &tokens));
        }
        TokenTree::Ident(_) | TokenTree::Literal(_) => {
            // A word may end in a mark that is no letter, such as an accent.
            let is_in_word = |last: char| last.is_alphanumeric() || last == '_' || !last.is_ascii();
            let after_word = |last: char| is_in_word(last) || matches!(last, '"' | '>' | ')');
            if line.ends_with(after_word) {
                line.push(' ');
            }
            line.push_str(&token.to_string());
        }
        TokenTree::Punct(punct) => match punct.as_char() {
            // The second of `::`, or the first.
            ':' if line.ends_with(':') || punct.spacing() == Spacing::Joint => line.push(':'),
            ':' => line.push_str(": "),
            ',' => line.push_str(", "),
            '=' if punct.spacing() == Spacing::Joint => line.push_str(" ="),
            '>' if line.ends_with(" =") => line.push_str("> "),
            '=' => line.push_str(" = "),
            other => line.push(other),
        },
    }
}

#[cfg(test)]
mod tests {
    use quote::quote;

    use super::layout;

    #[test]
    fn commas_between_types_do_not_end_an_entry() {
        let table = quote!(Pet::new(PetRequired { tags: Map<String, Vec<i64>>, name: String, }) { "a": a, _ => Other, "b": b, });
        let expected = [
            "object! {",
            "    Pet::new(PetRequired {",
            "        tags: Map<String, Vec<i64>>,",
            "        name: String,",
            "    }) {",
            "        \"a\": a,",
            "        _ => Other,",
            "        \"b\": b,",
            "    }",
            "}",
        ];
        assert_eq!(layout("object", table, 100), expected);
    }
}
