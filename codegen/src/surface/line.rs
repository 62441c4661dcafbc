//! A line of a surface: an item, the path that it is about, and its text.
//!
//! Owns the grammar of a line. Must not know how it was made.

use std::cmp::Ordering;
use std::ops::Range;

use super::text;

/// What is written before an item that may get more fields or variants in a minor version.
pub(super) const NON_EXHAUSTIVE: &str = "#[non_exhaustive] ";

/// What an item is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// `feature client`: a Cargo feature.
    Feature,
    /// `mod client`
    Module,
    /// `struct models::Driver {}`; `{ .. }` where it has private fields.
    Struct,
    /// `enum models::Status`
    Enum,
    /// `trait server::Api: Send`
    Trait,
    /// `type models::Id = String`
    Alias,
    /// `type server::Api::Error: Send`
    AssociatedType,
    /// `const server::BASE_PATH: &str`
    Const,
    /// `static operations::GET_DRIVER: runtime::operation::Operation`
    Static,
    /// `use client::Error = runtime::client::Error`
    Reexport,
    /// `field models::Driver::name: String`
    Field,
    /// `variant models::Pet::Cat(models::Cat)`
    Variant,
    /// `fn models::Driver::new(name: impl Into<String>) -> Self`; ` { .. }` at its end where a trait provides it.
    Function,
    /// `impl Clone for models::Driver`
    Impl,
    /// `derive strum::EnumIter for models::Driver`: a derive that is not known here.
    Derive,
}

impl Kind {
    /// Whether a line of this kind is about a type, and has no path of its own.
    pub(super) fn is_impl(self) -> bool {
        matches!(self, Self::Impl | Self::Derive)
    }

    /// The word that begins a line, and what follows a path of this kind. An alias and an associated type begin alike.
    const WORDS: [(&'static str, Self); 14] = [
        ("feature ", Self::Feature),
        ("mod ", Self::Module),
        ("struct ", Self::Struct),
        ("enum ", Self::Enum),
        ("trait ", Self::Trait),
        ("type ", Self::Alias),
        ("const ", Self::Const),
        ("static ", Self::Static),
        ("use ", Self::Reexport),
        ("field ", Self::Field),
        ("variant ", Self::Variant),
        ("fn ", Self::Function),
        ("impl", Self::Impl),
        ("derive ", Self::Derive),
    ];

    /// Whether items of this kind have fields, variants, methods or impls.
    pub fn is_type(self) -> bool {
        match self {
            Self::Struct | Self::Enum | Self::Trait | Self::Alias => true,
            Self::Feature
            | Self::Module
            | Self::AssociatedType
            | Self::Const
            | Self::Static
            | Self::Reexport
            | Self::Field
            | Self::Variant
            | Self::Function
            | Self::Impl
            | Self::Derive => false,
        }
    }
}

/// An item of a surface.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    text: String,
    kind: Kind,
    /// The path that the item is about.
    path: Range<usize>,
}

impl Line {
    /// The item of a line, if it is one.
    pub(super) fn parse(text: String) -> Option<Self> {
        let start = if text.starts_with(NON_EXHAUSTIVE) { NON_EXHAUSTIVE.len() } else { 0 };
        let head = text.get(start..)?;
        let (word, kind) = Kind::WORDS.into_iter().find(|(word, _)| head.starts_with(word))?;
        let after = start + word.len();
        let path = if kind.is_impl() { subject(&text) } else { after..after + text::path_length(text.get(after..)?) };
        let is_associated = kind == Kind::Alias && !text.get(path.end..)?.contains(" = ");
        let kind = if is_associated { Kind::AssociatedType } else { kind };
        Some(Self { text, kind, path })
    }

    /// The whole line.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// What the item is.
    pub fn kind(&self) -> Kind {
        self.kind
    }

    /// The path that the item is about: its own, or that of the type that an impl is for.
    pub fn path(&self) -> &str {
        self.text.get(self.path.clone()).unwrap_or_default()
    }

    /// What follows the path.
    pub(super) fn rest(&self) -> &str {
        self.text.get(self.path.end..).unwrap_or_default()
    }

    /// The path of the type, trait or module that the item is in.
    pub(super) fn parent(&self) -> &str {
        if self.kind.is_impl() { self.path() } else { self.path().rsplit_once("::").map_or("", |(parent, _)| parent) }
    }

    /// Whether more fields or variants may be added.
    pub(super) fn is_open(&self) -> bool {
        self.text.starts_with(NON_EXHAUSTIVE) || (self.kind == Kind::Struct && self.rest().contains(".."))
    }

    /// What another surface has for the same item: an impl without its associated types, any other item without what follows its
    /// path.
    pub(super) fn key(&self) -> &str {
        match self.kind.is_impl() {
            true => self.text.split_once(" { ").map_or(self.text.as_str(), |(header, _)| header),
            false => self.path(),
        }
    }
}

/// The path that an impl is about: the type that it is for, or where that is not of the crate, the first one that is.
fn subject(line: &str) -> Range<usize> {
    let header = line.split_once(" { ").map_or(line, |(header, _)| header);
    let target = header.rfind(" for ").map_or(0, |place| place + " for ".len());
    let is_own = |range: &Range<usize>| {
        let path = line.get(range.clone()).unwrap_or_default();
        path.split_once("::").is_some_and(|(head, _)| text::OWN_MODULES.contains(&head))
    };
    let of_target = text::paths(header).filter(|range| range.start >= target).find(is_own);
    of_target.or_else(|| text::paths(header).find(is_own)).unwrap_or(target..header.len())
}

impl PartialOrd for Line {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

/// By the path, so that what belongs to a type stands below it.
impl Ord for Line {
    fn cmp(&self, other: &Self) -> Ordering {
        (self.path(), self.kind, &self.text).cmp(&(other.path(), other.kind, &other.text))
    }
}
