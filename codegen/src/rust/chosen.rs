//! The traits and attributes that the user chose for a type.
//!
//! Owns the known traits of std. Must not know which type can have them.

use crate::at::At;

use super::{Alias, Item, Name};

/// A trait of std that a type has only where the user chooses it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Trait {
    /// `Copy`
    Copy,
    /// `Default`
    Default,
    /// `Eq`
    Eq,
    /// `Hash`
    Hash,
    /// `PartialOrd`
    PartialOrd,
    /// `Ord`
    Ord,
}

impl Trait {
    /// All of them, in the order in which they are written.
    pub const ALL: [Self; 6] = [Self::Copy, Self::Default, Self::Eq, Self::Hash, Self::PartialOrd, Self::Ord];

    /// Its name.
    pub fn name(self) -> &'static str {
        match self {
            Self::Copy => "Copy",
            Self::Default => "Default",
            Self::Eq => "Eq",
            Self::Hash => "Hash",
            Self::PartialOrd => "PartialOrd",
            Self::Ord => "Ord",
        }
    }

    /// The trait of this name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.name() == name)
    }
}

/// What the user chose for a type. The texts are Rust: `config` parsed them.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Chosen {
    /// The traits of std that are written for it, in the order of [`Trait::ALL`].
    pub traits: Vec<Trait>,
    /// The paths of other derives.
    pub derives: Vec<String>,
    /// Attributes, without `#[` and `]`.
    pub attributes: Vec<String>,
}

impl Item {
    /// Its name.
    pub fn name(&self) -> &Name {
        match self {
            Self::Struct(item) => &item.name,
            Self::StringEnum(item) => &item.name,
            Self::NumberEnum(item) => &item.name,
            Self::OneOf(item) => &item.name,
            Self::Tuple(item) => &item.name,
            Self::Alias(Alias { name, .. }) | Self::Newtype(Alias { name, .. }) => name,
        }
    }

    /// The location of its schema.
    pub fn at(&self) -> &At {
        match self {
            Self::Struct(item) => &item.at,
            Self::StringEnum(item) => &item.at,
            Self::NumberEnum(item) => &item.at,
            Self::OneOf(item) => &item.at,
            Self::Tuple(item) => &item.at,
            Self::Alias(Alias { at, .. }) | Self::Newtype(Alias { at, .. }) => at,
        }
    }

    /// What was chosen for it. Nothing can be chosen for an alias.
    pub fn chosen(&self) -> Option<&Chosen> {
        match self {
            Self::Struct(item) => Some(&item.chosen),
            Self::StringEnum(item) => Some(&item.chosen),
            Self::NumberEnum(item) => Some(&item.chosen),
            Self::OneOf(item) => Some(&item.chosen),
            Self::Tuple(item) => Some(&item.chosen),
            Self::Newtype(item) => Some(&item.chosen),
            Self::Alias(_) => None,
        }
    }

    /// The same, to be changed.
    pub fn chosen_mut(&mut self) -> Option<&mut Chosen> {
        match self {
            Self::Struct(item) => Some(&mut item.chosen),
            Self::StringEnum(item) => Some(&mut item.chosen),
            Self::NumberEnum(item) => Some(&mut item.chosen),
            Self::OneOf(item) => Some(&mut item.chosen),
            Self::Tuple(item) => Some(&mut item.chosen),
            Self::Newtype(item) => Some(&mut item.chosen),
            Self::Alias(_) => None,
        }
    }
}
