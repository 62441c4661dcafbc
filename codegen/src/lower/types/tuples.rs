//! Makes the types of lists whose items are described by their places.
//!
//! Owns which places may be absent, and what becomes of the items after them. Must not know other types.
//!
//! Source: JSON Schema Core 2020-12, sections 10.3.1.1 and 10.3.1.2.

use crate::api::Schema;
use crate::rust::{Chosen, Docs, Item, Name, Tuple, TupleItem, Ty};

use crate::lower::Lower;

impl Lower<'_, '_> {
    /// A place is always there where `minItems` reaches it. Items after the places are kept where `items` says what they are, or where
    /// everything is to be kept.
    pub(in crate::lower) fn tuple(&mut self, schema: &Schema, name: Name, docs: Docs) -> Item {
        let least = schema.array.min_items.and_then(|least| usize::try_from(least).ok()).unwrap_or_default();
        let places = schema.array.prefix_items.iter().enumerate();
        let items = places.map(|(place, id)| {
            let at = self.api.schemas[*id].at.clone();
            let docs = self.property_docs(*id, "");
            TupleItem { at, docs, ty: self.used(*id).whole(), judged: None, is_required: place < least, boxed: false }
        });
        let items = items.collect();
        let rest = match schema.array.items {
            Some(id) if self.api.schemas[id].never => None,
            Some(id) => Some(self.used(id).whole()),
            None => self.config.models.preserve_unknown.then_some(Ty::Json),
        };
        let at = schema.at.clone();
        let deprecated = schema.notes.deprecated;
        Item::Tuple(Tuple { at, docs, name, items, rest, rest_judged: None, deprecated, chosen: Chosen::default() })
    }
}
