//! Takes what is left unevaluated for what is additional, where nothing else evaluates anything.
//!
//! Owns which schemas that is true of. Must not know types.
//!
//! Source: JSON Schema Core 2020-12, section 11.3.

use crate::api::{Api, ArrayKeywords, CombineKeywords, ObjectKeywords, Schema};

/// Merges `unevaluatedItems` with `items`, and `unevaluatedProperties` with `additionalProperties`.
pub(in crate::lower) fn merge(api: &mut Api) {
    let changed: Vec<_> = api.schemas.iter().filter_map(|(id, schema)| Some((id, merged(schema)?))).collect();
    for (id, schema) in changed {
        api.schemas.replace(id, schema);
    }
}

/// The merged form of a schema without alternatives and conditions; `None` where it stays as it is.
fn merged(schema: &Schema) -> Option<Schema> {
    let CombineKeywords { all_of, any_of, one_of, not: _, conditions, discriminator: _ } = &schema.combine;
    let is_plain = schema.reference.is_none()
        && all_of.is_empty()
        && any_of.is_empty()
        && one_of.is_empty()
        && conditions.is_empty()
        && schema.object.dependent_schemas.is_empty();
    is_plain.then(|| items(schema).or_else(|| properties(schema))).flatten()
}

/// What follows the positions of a tuple; `contains` would evaluate some of it.
fn items(schema: &Schema) -> Option<Schema> {
    let is_tuple = !schema.array.prefix_items.is_empty() && schema.array.contains.is_empty();
    let unevaluated = schema.array.unevaluated_items.filter(|_| is_tuple)?;
    let items = schema.array.items.or(Some(unevaluated));
    let array = ArrayKeywords { items, unevaluated_items: None, ..schema.array.clone() };
    Some(Schema { array, ..schema.clone() })
}

fn properties(schema: &Schema) -> Option<Schema> {
    let unevaluated = schema.object.unevaluated_properties?;
    let additional_properties = schema.object.additional_properties.or(Some(unevaluated));
    let object = ObjectKeywords { additional_properties, unevaluated_properties: None, ..schema.object.clone() };
    Some(Schema { object, ..schema.clone() })
}
