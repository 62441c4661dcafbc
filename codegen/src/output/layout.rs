//! The layout of generated source: prettyplease, the preamble, and blank lines between items.
//!
//! Owns how source looks. Must not know what it says.

use proc_macro2::{Span, TokenStream};
use syn::parse::{ParseStream, Parser};

use crate::bounds::TABLE_WIDTH;

use super::{PREAMBLE, table};

/// Tokens that are not Rust: a fault of the generator.
#[derive(Debug, thiserror::Error)]
#[error("the generated tokens are not Rust: {0}")]
pub struct LayoutError(#[from] syn::Error);

/// The text of a source file.
///
/// # Errors
/// When the tokens are not a file of Rust items.
pub fn format(tokens: TokenStream) -> Result<String, LayoutError> {
    format_within(tokens, TABLE_WIDTH)
}

/// The same with tables of another width. Whatever it is, each macro takes its table.
///
/// # Errors
/// When the tokens are not a file of Rust items.
pub fn format_within(tokens: TokenStream, width: usize) -> Result<String, LayoutError> {
    laid_out(tokens, width, |_| {})
}

/// The text of a source file. Each item is shown before it becomes text, so that nobody has to parse the file again.
///
/// # Errors
/// When the tokens are not a file of Rust items.
pub fn format_shown(tokens: TokenStream, show: impl FnMut(&syn::Item)) -> Result<String, LayoutError> {
    laid_out(tokens, TABLE_WIDTH, show)
}

fn laid_out(tokens: TokenStream, width: usize, mut show: impl FnMut(&syn::Item)) -> Result<String, LayoutError> {
    let mut page = Page::new();
    let items = |input: ParseStream<'_>| {
        let attrs = input.call(syn::Attribute::parse_inner)?;
        page.print(attrs, Vec::new(), width);
        // One item at a time: the syntax tree of a large file would need more memory than everything else.
        while !input.is_empty() {
            let item = input.parse()?;
            show(&item);
            page.print(Vec::new(), vec![item], width);
        }
        Ok(())
    };
    items.parse2(tokens)?;
    Ok(page.text)
}

/// What stands for a table while prettyplease is at work.
const PLACEHOLDER: &str = "__table";

/// Puts a placeholder into the place of each table, in modules too; the tables' lines go to the list.
#[expect(clippy::wildcard_enum_match_arm, reason = "the enum is of another crate, and nothing else holds tables")]
fn take_tables(items: &mut [syn::Item], tables: &mut Vec<Vec<String>>, width: usize) {
    for item in items {
        match item {
            syn::Item::Macro(item) if matches!(item.mac.delimiter, syn::MacroDelimiter::Brace(_)) => {
                let Some(name) = item.mac.path.get_ident().map(ToString::to_string) else { continue };
                tables.push(table::layout(&name, std::mem::take(&mut item.mac.tokens), width));
                item.mac.path = syn::Ident::new(PLACEHOLDER, Span::call_site()).into();
                item.mac.delimiter = syn::MacroDelimiter::Paren(syn::token::Paren::default());
                item.semi_token = Some(syn::token::Semi::default());
            }
            syn::Item::Mod(syn::ItemMod { content: Some((_, items)), .. }) => take_tables(items, tables, width),
            _ => {}
        }
    }
}

/// The text of a file, as far as it is written.
struct Page {
    text: String,
    /// The blocks that are open after its last line.
    blocks: Vec<Block>,
    in_comment: bool,
}

impl Page {
    fn new() -> Self {
        Self { text: format!("{PREAMBLE}\n\n"), blocks: vec![Block::new(0)], in_comment: false }
    }

    /// Adds the attributes of the file, or its next items.
    fn print(&mut self, attrs: Vec<syn::Attribute>, mut items: Vec<syn::Item>, width: usize) {
        let mut tables = Vec::new();
        take_tables(&mut items, &mut tables, width);
        self.add(&prettyplease::unparse(&syn::File { shebang: None, frontmatter: None, attrs, items }), &tables);
    }

    /// Adds lines with blank lines between items, which prettyplease does not write, and the tables in their places. Literals of
    /// several lines are not known here: none are generated.
    fn add(&mut self, text: &str, tables: &[Vec<String>]) {
        let mut tables = tables.iter();
        for line in text.lines() {
            let trimmed = line.trim_start();
            let indent = line.len() - trimmed.len();
            if trimmed.starts_with('}') && self.blocks.last().is_some_and(|block| indent < block.indent) {
                self.blocks.pop();
            }
            if let Some(block) = self.blocks.last_mut().filter(|block| block.indent == indent && !self.in_comment) {
                if block.is_apart(trimmed) {
                    self.text.push('\n');
                }
                if block.pass(trimmed) {
                    self.blocks.push(Block::new(indent + 4));
                }
            }
            self.in_comment = (self.in_comment || trimmed.starts_with("/*")) && !trimmed.ends_with("*/");
            if let Some(table) = trimmed.starts_with(PLACEHOLDER).then(|| tables.next()).flatten() {
                table.iter().for_each(|row| self.text.extend([" ".repeat(indent).as_str(), row, "\n"]));
                continue;
            }
            self.text.push_str(line);
            self.text.push('\n');
        }
    }
}

/// A block whose lines are items: the file, a module, a trait or an implementation.
struct Block {
    indent: usize,
    /// What stands above the next line in this block.
    above: Above,
    /// The kind of the item that goes on, if it is one that matters.
    item: Option<Kind>,
}

/// What a line of a block may follow.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Above {
    /// The opening brace, or nothing.
    Start,
    /// Inner documentation or attributes.
    Inner,
    /// Outer documentation or attributes, or an item that goes on.
    Open,
    /// An item that has ended.
    Item(Option<Kind>),
}

/// Items that are treated in their own way.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    /// These stay together.
    Use,
    /// These stay together.
    ModuleDeclaration,
    /// Modules with a body, traits and implementations, which hold items.
    Holder,
}

impl Kind {
    /// The kind of an item, by its first line.
    fn of(line: &str) -> Option<Self> {
        let head = without_visibility(line);
        let head = head.strip_prefix("unsafe ").unwrap_or(head);
        if head.starts_with("use ") {
            Some(Self::Use)
        } else if head.starts_with("mod ") && head.ends_with(';') {
            Some(Self::ModuleDeclaration)
        } else if ["impl ", "impl<", "trait ", "mod "].iter().any(|keyword| head.starts_with(keyword)) {
            Some(Self::Holder)
        } else {
            None
        }
    }
}

impl Block {
    fn new(indent: usize) -> Self {
        Self { indent, above: Above::Start, item: None }
    }

    /// Whether a blank line comes before this one.
    fn is_apart(&self, line: &str) -> bool {
        match self.above {
            Above::Start | Above::Open => false,
            Above::Inner => !is_inner(line),
            Above::Item(None | Some(Kind::Holder)) => true,
            Above::Item(kind) => Kind::of(line) != kind,
        }
    }

    /// Takes note of a line; says whether it opens a block of items.
    fn pass(&mut self, line: &str) -> bool {
        if is_inner(line) {
            self.above = Above::Inner;
            return false;
        }
        let attribute = line.starts_with("#[") && line.ends_with(']');
        if attribute || line.starts_with("//") || line.starts_with("/*") {
            self.above = Above::Open;
            return false;
        }
        self.item = self.item.or_else(|| Kind::of(line));
        if line.ends_with([';', '}']) {
            self.above = Above::Item(self.item.take());
            return false;
        }
        self.above = Above::Open;
        self.item == Some(Kind::Holder) && line.ends_with('{')
    }
}

fn is_inner(line: &str) -> bool {
    line.starts_with("//!") || line.starts_with("#![") || line.starts_with("/*!")
}

/// The line without `pub` and what restricts it.
fn without_visibility(line: &str) -> &str {
    let Some(rest) = line.strip_prefix("pub") else { return line };
    let rest = rest.strip_prefix('(').and_then(|rest| rest.split_once(')')).map_or(rest, |(_, rest)| rest);
    rest.strip_prefix(' ').unwrap_or(line)
}
