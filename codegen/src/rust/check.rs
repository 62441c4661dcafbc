//! The schema tables that requests and models are checked against.
//!
//! Owns their form; each keyword has its twin in the runtime, which says what it means. Must not know how a table is
//! written.

pub use crate::api::Number;

use super::Name;

/// A schema table.
#[derive(Debug, Clone)]
pub struct Check {
    /// The name of its static.
    pub name: Name,
    /// Its keywords.
    pub keywords: Vec<Keyword>,
    /// Who needs it.
    pub needed_by: CheckUse,
}

/// Who needs a schema table, and so where it stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CheckUse {
    /// Operations alone.
    Operations,
    /// Operations and models.
    Both,
    /// Models alone.
    Models,
}

/// A model that knows its schema.
#[derive(Debug, Clone)]
pub struct Validated {
    /// The model's name.
    pub model: Name,
    /// What its values must satisfy.
    pub check: CheckRef,
}

/// What refers to a schema table.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum CheckRef {
    /// One that the runtime has by this name: `ANY`, `STRING` and their kin.
    Known(&'static str),
    /// One of this crate.
    Named(Name),
}

/// A regular expression that an engine of the runtime takes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pattern {
    /// The name of its static.
    pub name: Name,
    /// Its text.
    pub source: String,
}

/// A JSON value as a constant.
#[derive(Debug, Clone, PartialEq)]
pub enum Literal {
    /// `null`
    Null,
    /// `true` or `false`
    Bool(bool),
    /// A number, always finite.
    Number(Number),
    /// Text.
    String(String),
    /// A list.
    Array(Vec<Literal>),
    /// An object.
    Object(Vec<(String, Literal)>),
}

/// A format that is checked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CheckFormat {
    /// One that the runtime knows by this name.
    Known(&'static str),
    /// One by its name, whose values are those that a type of the user, by its path, can be read from.
    Other(String, String),
}

/// A keyword of a schema table.
#[derive(Debug, Clone, PartialEq)]
pub enum Keyword {
    /// The names of the runtime's constants for the types.
    Type(Vec<&'static str>),
    /// Strings.
    Enum(Vec<String>),
    /// Values of any type.
    Values(Vec<Literal>),
    /// One value.
    Const(Literal),
    /// A bound, always finite.
    Minimum(Number),
    /// A bound, always finite.
    Maximum(Number),
    /// A bound, always finite.
    ExclusiveMinimum(Number),
    /// A bound, always finite.
    ExclusiveMaximum(Number),
    /// A divisor, finite and not zero.
    MultipleOf(Number),
    /// Code points.
    MinLength(u64),
    /// Code points.
    MaxLength(u64),
    /// An expression.
    Pattern(Pattern),
    /// What a text or an integer is besides.
    Format(CheckFormat),
    /// The tables of the first items.
    PrefixItems(Vec<CheckRef>),
    /// The table of every other item.
    Items(CheckRef),
    /// Items.
    MinItems(u64),
    /// Items.
    MaxItems(u64),
    /// No two items are equal.
    UniqueItems,
    /// A table, and how many items satisfy it.
    Contains(CheckRef, u64, Option<u64>),
    /// The table of items that nothing else speaks of.
    UnevaluatedItems(CheckRef),
    /// Members and their tables.
    Properties(Vec<(String, CheckRef)>),
    /// Expressions, and the tables of the members in whose names they are found.
    PatternProperties(Vec<(Pattern, CheckRef)>),
    /// The table of all other members.
    AdditionalProperties(CheckRef),
    /// The table of every name.
    PropertyNames(CheckRef),
    /// Names of members.
    Required(Vec<String>),
    /// Members.
    MinProperties(u64),
    /// Members.
    MaxProperties(u64),
    /// Names of members, and the names that each asks for.
    DependentRequired(Vec<(String, Vec<String>)>),
    /// Names of members, and the table that each asks for.
    DependentSchemas(Vec<(String, CheckRef)>),
    /// The table of members that nothing else speaks of.
    UnevaluatedProperties(CheckRef),
    /// Tables that all hold.
    AllOf(Vec<CheckRef>),
    /// Tables of which one holds or several.
    AnyOf(Vec<CheckRef>),
    /// Tables of which one holds.
    OneOf(Vec<CheckRef>),
    /// A table that does not hold.
    Not(CheckRef),
    /// A table, the one that holds where it does, and the one that holds where it does not.
    If(CheckRef, Option<CheckRef>, Option<CheckRef>),
    /// The member that tells by its value which table holds, the values and their tables, and the table for all others.
    Tagged(String, Vec<(String, CheckRef)>, Option<CheckRef>),
    /// Nothing satisfies it.
    Never,
}

impl Keyword {
    /// The tables that it refers to.
    pub(crate) fn refs(&self) -> Vec<CheckRef> {
        self.clone().refs_mut().into_iter().map(|check| check.clone()).collect()
    }

    /// The tables that it refers to, to be changed.
    pub(crate) fn refs_mut(&mut self) -> Vec<&mut CheckRef> {
        match self {
            Self::Items(check)
            | Self::Contains(check, ..)
            | Self::UnevaluatedItems(check)
            | Self::AdditionalProperties(check)
            | Self::PropertyNames(check)
            | Self::UnevaluatedProperties(check)
            | Self::Not(check) => vec![check],
            Self::PrefixItems(checks) | Self::AllOf(checks) | Self::AnyOf(checks) | Self::OneOf(checks) => {
                checks.iter_mut().collect()
            }
            Self::Properties(checks) | Self::DependentSchemas(checks) => {
                checks.iter_mut().map(|(_, check)| check).collect()
            }
            Self::Tagged(_, checks, default) => checks.iter_mut().map(|(_, check)| check).chain(default).collect(),
            Self::PatternProperties(checks) => checks.iter_mut().map(|(_, check)| check).collect(),
            Self::If(test, then, otherwise) => {
                [Some(test), then.as_mut(), otherwise.as_mut()].into_iter().flatten().collect()
            }
            Self::Type(_)
            | Self::Enum(_)
            | Self::Values(_)
            | Self::Const(_)
            | Self::Minimum(_)
            | Self::Maximum(_)
            | Self::ExclusiveMinimum(_)
            | Self::ExclusiveMaximum(_)
            | Self::MultipleOf(_)
            | Self::MinLength(_)
            | Self::MaxLength(_)
            | Self::Pattern(_)
            | Self::Format(_)
            | Self::MinItems(_)
            | Self::MaxItems(_)
            | Self::UniqueItems
            | Self::Required(_)
            | Self::MinProperties(_)
            | Self::MaxProperties(_)
            | Self::DependentRequired(_)
            | Self::Never => Vec::new(),
        }
    }
}
