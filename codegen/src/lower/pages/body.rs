//! The body of a page: where its items are, and its other properties.
//!
//! Owns how a property is found by its name or by its JSON pointer. Must not know which names mean what.

use crate::api::{Response, SchemaId};

use crate::lower::merge::context::Context;
use crate::lower::shape::format_table::Formats;
use crate::lower::shape::{Shape, Shapes};

/// What the arrays of a page are called that are not its items.
const NOT_ITEMS: &[&str] = &["errors", "included", "links", "warnings"];

/// What the items of a page are called where it has several arrays; one of these has precedence over all others.
const ITEMS: &[&str] =
    &["data", "elements", "entries", "items", "objects", "records", "results", "rows", "value", "values"];

/// The objects of a page that say something about it, or have the rest of it. A name without one is that of the page itself.
const CONTAINERS: &[&str] = &[
    "cursors",
    "data",
    "links",
    "meta",
    "metadata",
    "page",
    "pageinfo",
    "pagination",
    "paging",
    "responsemetadata",
    "result",
    "resultinfo",
];

/// The body of a page.
#[derive(Debug, Clone, Copy)]
pub(super) struct PageBody<'a> {
    shapes: &'a Shapes<'a>,
    formats: &'a Formats,
    response: &'a Response,
    schema: SchemaId,
}

/// A property, by its JSON pointer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Property {
    pub pointer: String,
    pub schema: SchemaId,
}

/// The array of the items.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Items {
    pub pointer: String,
    /// The schema of an item.
    pub item: Option<SchemaId>,
}

impl<'a> PageBody<'a> {
    pub(super) fn new(context: Context<'a>, response: &'a Response, schema: SchemaId) -> Self {
        Self { shapes: context.shapes, formats: &context.merged.formats, response, schema }
    }

    /// Whether a property is a string whose format is that of a URL.
    pub(super) fn is_url(&self, property: &Property) -> bool {
        matches!(self.shapes.of(property.schema), Shape::String)
            && self.formats.is_url(self.shapes.target(property.schema))
    }

    pub(super) fn shapes(&self) -> &'a Shapes<'a> {
        self.shapes
    }

    /// Whether the response declares the header `link`.
    pub(super) fn has_links(&self) -> bool {
        self.response.headers.iter().any(|header| header.name.eq_ignore_ascii_case("link"))
    }

    /// The properties of an object.
    pub(super) fn properties(&self, schema: SchemaId) -> impl Iterator<Item = (&'a str, SchemaId)> {
        let object = Some(schema).filter(|schema| matches!(self.shapes.of(*schema), Shape::Struct));
        let properties = object.into_iter().flat_map(|schema| &self.shapes.schema(schema).object.properties);
        properties.map(|(name, schema)| (name.as_str(), *schema))
    }

    /// The properties of the body, then those of the objects in it that say something about the page.
    fn all(&self) -> impl Iterator<Item = (&'a str, Property)> {
        let containers = self.properties(self.schema).filter(|(name, _)| CONTAINERS.contains(&plain(name).as_str()));
        let containers = containers.map(|(name, schema)| (below("", name), schema));
        std::iter::once((String::new(), self.schema)).chain(containers).flat_map(|(outer, schema)| {
            self.properties(schema).map(move |(name, schema)| (name, Property { pointer: below(&outer, name), schema }))
        })
    }

    /// The first property with one of these plain names that is of this kind.
    pub(super) fn find(&self, names: &[&str], is_kind: impl Fn(&Property) -> bool) -> Option<Property> {
        let mut named = self.all().filter(|(name, _)| names.contains(&plain(name).as_str()));
        named.find(|(_, property)| is_kind(property)).map(|(_, property)| property)
    }

    /// The names of all these properties.
    pub(super) fn names(&self) -> Vec<String> {
        self.all().map(|(_, property)| named(&property.pointer)).collect()
    }

    /// The property that a setting names: by its name, or by its pointer. What no schema describes may be there.
    pub(super) fn named(&self, written: &str) -> Option<String> {
        let pointer = if written.starts_with('/') { written.to_owned() } else { below("", written) };
        self.has(self.schema, &pointer).then_some(pointer)
    }

    /// Whether a schema describes, or may have, what is at a pointer.
    pub(super) fn has(&self, schema: SchemaId, pointer: &str) -> bool {
        self.at(schema, pointer).is_some()
    }

    /// What a schema says of what is at a pointer; `None` where there is nothing. What is not described has the schema of what
    /// may be anything.
    fn at(&self, schema: SchemaId, pointer: &str) -> Option<Option<SchemaId>> {
        let Some(rest) = pointer.strip_prefix('/') else { return Some(Some(schema)) };
        let (name, rest) =
            rest.split_once('/').map_or((rest, String::new()), |(name, rest)| (name, format!("/{rest}")));
        let name = name.replace("~1", "/").replace("~0", "~");
        match self.shapes.of(schema) {
            Shape::Struct => {
                let property = self.properties(schema).find(|(other, _)| *other == name);
                property.and_then(|(_, property)| self.at(property, &rest))
            }
            Shape::Any | Shape::Map(_) | Shape::Untyped(_) => Some(None),
            Shape::OneOf(_) => {
                let alternatives = self.shapes.children(schema);
                alternatives.into_iter().find_map(|alternative| self.at(alternative, &format!("/{name}{rest}")))
            }
            Shape::Boolean
            | Shape::Integer
            | Shape::Number
            | Shape::String
            | Shape::StringEnum(_)
            | Shape::NumberEnum(_)
            | Shape::Null
            | Shape::Array(_)
            | Shape::Tuple => None,
        }
    }

    /// The array at a pointer.
    pub(super) fn array(&self, pointer: &str) -> Option<Items> {
        match self.at(self.schema, pointer)? {
            Some(schema) => self.array_of(pointer.to_owned(), schema),
            None => Some(Items { pointer: pointer.to_owned(), item: None }),
        }
    }

    fn array_of(&self, pointer: String, schema: SchemaId) -> Option<Items> {
        match self.shapes.of(schema) {
            Shape::Array(item) => Some(Items { pointer, item: *item }),
            Shape::Any
            | Shape::Boolean
            | Shape::Integer
            | Shape::Number
            | Shape::String
            | Shape::StringEnum(_)
            | Shape::NumberEnum(_)
            | Shape::Null
            | Shape::Tuple
            | Shape::Struct
            | Shape::Map(_)
            | Shape::OneOf(_)
            | Shape::Untyped(_) => None,
        }
    }

    /// The items, where it is certain which array has them: the body itself, the only array in it, or the only one with a usual
    /// name. Without an array, the same holds for the objects `data`, `result` and `_embedded`.
    pub(super) fn items(&self) -> Option<Items> {
        if let Some(items) = self.array_of(String::new(), self.schema) {
            return Some(items);
        }
        self.items_in("", self.schema).unwrap_or_else(|| {
            let is_outer = |name: &str| matches!(name, "data" | "result" | "_embedded");
            let mut outer = self.properties(self.schema).filter(|(name, _)| is_outer(name));
            outer.find_map(|(name, schema)| self.items_in(&below("", name), schema)).flatten()
        })
    }

    /// The items among the properties of an object; `None` where it has no array.
    fn items_in(&self, outer: &str, schema: SchemaId) -> Option<Option<Items>> {
        let arrays = self.properties(schema).filter(|(name, _)| !NOT_ITEMS.contains(&plain(name).as_str()));
        let arrays = arrays.filter_map(|(name, schema)| Some((name, self.array_of(below(outer, name), schema)?)));
        let arrays: Vec<(&str, Items)> = arrays.collect();
        let usual = arrays.iter().filter(|(name, _)| ITEMS.contains(&plain(name).as_str()));
        match (arrays.as_slice(), usual.collect::<Vec<_>>().as_slice()) {
            ([], _) => None,
            ([(_, only)], _) | (_, [(_, only)]) => Some(Some(only.clone())),
            _ => Some(None),
        }
    }
}

/// A name without what differs between styles of spelling: `next_cursor`, `nextCursor` and `next-cursor` are one, and so are
/// `page[after]` and `page_after`.
pub(super) fn plain(name: &str) -> String {
    let letters = name.chars().filter(|character| character.is_alphanumeric() || matches!(character, '@' | '.'));
    letters.flat_map(char::to_lowercase).collect()
}

/// The pointer of a property.
fn below(pointer: &str, name: &str) -> String {
    format!("{pointer}/{}", name.replace('~', "~0").replace('/', "~1"))
}

/// How a setting names what is at a pointer.
fn named(pointer: &str) -> String {
    match pointer.strip_prefix('/') {
        Some(name) if !name.contains(['/', '~']) => name.to_owned(),
        Some(_) | None => pointer.to_owned(),
    }
}
