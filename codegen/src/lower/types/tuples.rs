//! Makes the types of arrays whose items are described by their positions.
//!
//! Owns which positions may be absent, and what becomes of the items after them. Must not know other types.
//!
//! Source: JSON Schema Core 2020-12, sections 10.3.1.1 and 10.3.1.2.

use crate::api::{Schema, SchemaId};
use crate::rust::{Chosen, Docs, Item, Name, Tuple, TupleItem};

use crate::lower::types::Types;

impl Types<'_, '_> {
    /// An item is always there where `minItems` reaches its position. Items after the positions are kept where `items` says what
    /// they are, or where everything is to be kept.
    pub(super) fn tuple(&mut self, schema: &Schema, name: Name, docs: Docs) -> Item {
        let least = schema.array.min_items.and_then(|least| usize::try_from(least).ok()).unwrap_or_default();
        let positions = schema.array.prefix_items.iter().enumerate();
        let items = positions.map(|(position, id)| self.tuple_item(*id, position < least)).collect();
        let rest = self.others(schema.array.items);
        let at = schema.at.clone();
        let deprecated = schema.notes.deprecated;
        Item::Tuple(Tuple { at, docs, name, items, rest, rest_judged: None, deprecated, chosen: Chosen::default() })
    }

    fn tuple_item(&mut self, id: SchemaId, is_required: bool) -> TupleItem {
        let at = self.context.api.schemas[id].at.clone();
        let docs = self.tools.docs.property_docs(id, "");
        TupleItem { at, docs, ty: self.used(id).whole(), judged: None, is_required, boxed: false }
    }
}
