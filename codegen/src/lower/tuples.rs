//! Makes the types of lists whose items are described by their places.
//!
//! Owns which places may be absent, and what becomes of the items after them. Must not know other types.
//!
//! Source: JSON Schema Core 2020-12, sections 10.3.1.1 and 10.3.1.2.

use crate::api::Schema;
use crate::rust::{Item, Name, Tuple, TupleItem};

use super::Lower;
use super::types::notes;

impl Lower<'_, '_> {
    /// A place is always there where `minItems` reaches it. Items after the places are kept where `items` says what they are.
    pub(super) fn tuple(&mut self, schema: &Schema, name: Name) -> Item {
        let least = schema.array.min_items.and_then(|least| usize::try_from(least).ok()).unwrap_or_default();
        let places = schema.array.prefix_items.iter().enumerate();
        let items = places.map(|(place, id)| {
            let at = self.api.schemas[*id].at.clone();
            TupleItem { at, ty: self.used(*id).whole(), is_required: place < least, boxed: false }
        });
        let items = items.collect();
        let rest = schema.array.items.filter(|id| !self.api.schemas[*id].never).map(|id| self.used(id).whole());
        let at = schema.at.clone();
        Item::Tuple(Tuple { at, docs: notes(schema), name, items, rest, deprecated: schema.notes.deprecated })
    }
}
