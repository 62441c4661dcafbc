//! The positions of the values of a text, by a second reading of the same bytes, only when something is reported.
//!
//! Owns spans, lines and columns. Must not know what the values mean. YAML is read by serde-saphyr, which keeps locations;
//! JSON by [`super::scan`], because YAML readers refuse some of its strings. Where serde-saphyr is stricter than serde_yaml,
//! [`super::seek`] finds one position at a time.

use std::fmt;
use std::ops::Range;

use serde::de::{Deserialize, Deserializer, Error, MapAccess, SeqAccess, Visitor};
use serde_saphyr::Spanned;
use serde_saphyr::options::{DuplicateKeyPolicy, MergeKeyPolicy, NonFiniteFloatPolicy};

use super::parse::Format;
use super::scan;
use crate::stack::with_room;
use crate::value::Value;

/// A part of a text; line and column, in characters, are those of its start, from 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Span {
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) line: usize,
    pub(super) column: usize,
}

impl Default for Span {
    /// The start of the file.
    fn default() -> Self {
        Self { start: 0, end: 0, line: 1, column: 1 }
    }
}

impl Span {
    /// The character at an offset; the end of the text for offsets beyond it.
    pub(super) fn at(text: &str, offset: usize) -> Self {
        let start = (0..=offset.min(text.len())).rev().find(|start| text.is_char_boundary(*start)).unwrap_or_default();
        let (before, rest) = text.split_at_checked(start).unwrap_or((text, ""));
        let line = before.rsplit_once('\n').map_or(before, |(_, line)| line);
        let width = rest.chars().next().filter(|next| !next.is_control()).map_or(0, char::len_utf8);
        Self { start, end: start + width, line: before.matches('\n').count() + 1, column: line.chars().count() + 1 }
    }

    /// The bytes, no further than the end of the first line.
    pub(super) fn first_line(self, text: &str) -> Range<usize> {
        let rest = text.get(self.start..self.end).unwrap_or_default();
        let line = rest.split_once('\n').map_or(rest, |(line, _)| line).trim_end();
        self.start..self.start + line.len()
    }
}

/// A value of a text.
#[derive(Debug)]
pub(super) struct Spot {
    pub(super) span: Span,
    pub(super) children: Children,
}

/// The values in a value.
#[derive(Debug)]
pub(super) enum Children {
    None,
    Properties(Vec<(String, Spot)>),
    Items(Vec<Spot>),
}

/// The values of a text.
#[derive(Debug)]
pub(super) struct Positions {
    pub(super) root: Spot,
    /// The first key that an object has twice.
    pub(super) repeated: Option<Span>,
}

impl Positions {
    /// The values of a text that was read already; `None` where the second reading fails.
    pub(super) fn of(text: &str, format: Format) -> Option<Self> {
        match format {
            Format::Json => scan::scan(text),
            Format::Yaml => with_room(|| {
                let tree: Spanned<Tree> = serde_saphyr::from_str_with_options(text, options()).ok()?;
                let mut repeated = None;
                let root = spot(tree, false, text, &mut repeated)?;
                Some(Self { root, repeated })
            }),
        }
    }

    /// The position of the value at a pointer, or of the nearest value around it.
    pub(super) fn find(&self, pointer: &str) -> Span {
        let mut spot = &self.root;
        for token in crate::at::tokens(pointer) {
            match child(spot, &token) {
                Some(inner) => spot = inner,
                None => break,
            }
        }
        spot.span
    }
}

fn child<'s>(spot: &'s Spot, token: &str) -> Option<&'s Spot> {
    match &spot.children {
        Children::None => None,
        Children::Items(items) => items.get(token.parse::<usize>().ok()?),
        Children::Properties(properties) => {
            let named = |name: &str| properties.iter().find(|(key, _)| key == name).map(|(_, spot)| spot);
            named(token).or_else(|| merged(named("<<")?, token))
        }
    }
}

/// A property that a merge key added.
fn merged<'s>(spot: &'s Spot, token: &str) -> Option<&'s Spot> {
    match &spot.children {
        Children::Items(items) => items.iter().find_map(|item| child(item, token)),
        Children::None | Children::Properties(_) => child(spot, token),
    }
}

/// JSON integers beyond 64 bits, which its reader gives as floats, by their text.
pub(super) fn restore_integers(value: &mut Value, text: &str) {
    if let Some(positions) = scan::scan(text) {
        restore(value, &positions.root, text);
    }
}

fn restore(value: &mut Value, spot: &Spot, text: &str) {
    match (value, &spot.children) {
        (Value::Object(properties), Children::Properties(spots)) => {
            properties.values_mut().zip(spots).for_each(|(property, (_, spot))| restore(property, spot, text));
        }
        (Value::Array(items), Children::Items(spots)) => {
            items.iter_mut().zip(spots).for_each(|(item, spot)| restore(item, spot, text));
        }
        (value @ Value::Float(_), Children::None) => {
            if let Some(number) = text.get(spot.span.start..spot.span.end).and_then(|digits| digits.parse().ok()) {
                *value = Value::Integer(number);
            }
        }
        _ => {}
    }
}

/// The first reading enforced all bounds.
fn options() -> serde_saphyr::Options {
    serde_saphyr::options! {
        budget: None,
        alias_limits: serde_saphyr::alias_limits! {
            max_total_replayed_events: usize::MAX,
            max_replay_stack_depth: usize::MAX,
        },
        merge_keys: MergeKeyPolicy::AsOrdinary,
        duplicate_keys: DuplicateKeyPolicy::PassThrough,
        non_finite_float_policy: NonFiniteFloatPolicy::PassThrough,
    }
}

/// The shape of a value, without the scalars.
enum Tree {
    Scalar,
    Items(Vec<Spanned<Tree>>),
    Properties(Vec<(Spanned<String>, Spanned<Tree>)>),
}

fn spot(tree: Spanned<Tree>, by_alias: bool, text: &str, repeated: &mut Option<Span>) -> Option<Spot> {
    // The reader gives all values below an alias the position of the alias; the values themselves have their own.
    let location = if by_alias { tree.defined } else { tree.referenced };
    let by_alias = by_alias || tree.referenced != tree.defined;
    let mut span = span(location)?;
    let children = match tree.value {
        Tree::Scalar => Children::None,
        Tree::Items(items) => {
            Children::Items(items.into_iter().map(|item| spot(item, by_alias, text, repeated)).collect::<Option<_>>()?)
        }
        Tree::Properties(properties) => {
            note_repeated(&properties, repeated);
            let property =
                |(key, value): (Spanned<String>, _)| Some((key.value, spot(value, by_alias, text, repeated)?));
            Children::Properties(properties.into_iter().map(property).collect::<Option<_>>()?)
        }
    };
    if !matches!(children, Children::None) && tree.referenced == tree.defined {
        // The reader gives only the start of an array or an object.
        span.end = text.len();
        span.end = span.first_line(text).end;
    }
    Some(Spot { span, children })
}

fn span(location: serde_saphyr::Location) -> Option<Span> {
    let start = usize::try_from(location.span().byte_offset()?).ok()?;
    let length = usize::try_from(location.span().byte_len()?).ok()?;
    let line = usize::try_from(location.line()).ok()?;
    let column = usize::try_from(location.column()).ok()?;
    Some(Span { start, end: start + length, line, column })
}

fn note_repeated(properties: &[(Spanned<String>, Spanned<Tree>)], repeated: &mut Option<Span>) {
    let mut seen = std::collections::HashSet::new();
    for (key, _) in properties {
        if !seen.insert(key.value.as_str()) && key.value != "<<" {
            let found = span(key.referenced);
            let earlier = repeated.is_none_or(|known| found.is_some_and(|found| found.start < known.start));
            if earlier {
                *repeated = found;
            }
        }
    }
}

impl<'de> Deserialize<'de> for Tree {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(TreeVisitor)
    }
}

struct TreeVisitor;

impl<'de> Visitor<'de> for TreeVisitor {
    type Value = Tree;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a value")
    }

    fn visit_unit<E: Error>(self) -> Result<Tree, E> {
        Ok(Tree::Scalar)
    }

    fn visit_none<E: Error>(self) -> Result<Tree, E> {
        Ok(Tree::Scalar)
    }

    fn visit_bool<E: Error>(self, _: bool) -> Result<Tree, E> {
        Ok(Tree::Scalar)
    }

    fn visit_i64<E: Error>(self, _: i64) -> Result<Tree, E> {
        Ok(Tree::Scalar)
    }

    fn visit_i128<E: Error>(self, _: i128) -> Result<Tree, E> {
        Ok(Tree::Scalar)
    }

    fn visit_u64<E: Error>(self, _: u64) -> Result<Tree, E> {
        Ok(Tree::Scalar)
    }

    fn visit_u128<E: Error>(self, _: u128) -> Result<Tree, E> {
        Ok(Tree::Scalar)
    }

    fn visit_f64<E: Error>(self, _: f64) -> Result<Tree, E> {
        Ok(Tree::Scalar)
    }

    fn visit_str<E: Error>(self, _: &str) -> Result<Tree, E> {
        Ok(Tree::Scalar)
    }

    fn visit_bytes<E: Error>(self, _: &[u8]) -> Result<Tree, E> {
        Ok(Tree::Scalar)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut access: A) -> Result<Tree, A::Error> {
        let mut items = Vec::new();
        while let Some(item) = access.next_element()? {
            items.push(item);
        }
        Ok(Tree::Items(items))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut access: A) -> Result<Tree, A::Error> {
        let mut properties = Vec::new();
        while let Some(property) = access.next_entry()? {
            properties.push(property);
        }
        Ok(Tree::Properties(properties))
    }
}
