//! Reads `oneOf` and `anyOf` of one alternative as `allOf` of it: a value satisfies the alternative and all that stands beside it.
//!
//! Null is no alternative of its own; a schema that offers it besides becomes one schema or null. Where there is a discriminator,
//! the alternative stays a choice, which a later description may widen. Owns which schemas that is done for. Must not know types.

use crate::api::{Api, CombineKeywords, Schema, SchemaId, Types};

use crate::lower::merge::Originals;
use crate::lower::names::named_locations::LocationNames;
use crate::lower::shape::alternatives;
use crate::lower::shape::keywords;

/// Writes out every schema with one alternative. Gives the locations of these alternatives, which are named like the schemas around
/// them.
pub(in crate::lower) fn write_out(api: &mut Api, originals: &mut Originals) -> LocationNames {
    let mut names = LocationNames::new();
    let found: Vec<(SchemaId, Only)> =
        api.schemas.iter().filter_map(|(id, schema)| Some((id, only(api, schema)?))).collect();
    for (id, only) in found {
        let schema = api.schemas[id].clone();
        let alternative = &api.schemas[only.alternative].at;
        if *alternative != schema.at {
            names.insert(alternative.clone(), String::new());
        }
        match only.null {
            None => api.schemas.replace(id, joined(schema, only)),
            Some(null) => {
                originals.insert(id, schema.clone());
                let (at, notes) = (schema.at.clone(), schema.notes.clone());
                let value = api.schemas.push(joined(schema, only));
                let combine = CombineKeywords { any_of: vec![value, null], ..CombineKeywords::default() };
                api.schemas.replace(id, Schema { notes, combine, ..Schema::any(at) });
            }
        }
    }
    names
}

/// The only alternative of a schema.
#[derive(Debug, Clone, Copy)]
struct Only {
    alternative: SchemaId,
    /// The alternative that is null, where there is one.
    null: Option<SchemaId>,
    is_one_of: bool,
}

/// A schema whose only alternative is a subschema.
fn joined(mut schema: Schema, only: Only) -> Schema {
    let combine = &mut schema.combine;
    (if only.is_one_of { &mut combine.one_of } else { &mut combine.any_of }).clear();
    combine.all_of.push(only.alternative);
    schema.types = schema.types.map(|types| if only.null.is_some() { types.without(Types::NULL) } else { types });
    schema
}

/// The only alternative of a schema, where that is a subschema of it.
fn only(api: &Api, schema: &Schema) -> Option<Only> {
    let CombineKeywords { one_of, any_of, discriminator, .. } = &schema.combine;
    if discriminator.is_some() {
        return None;
    }
    let of = |listed: &[SchemaId], is_one_of: bool| {
        let mut nulls = listed.iter().filter(|id| alternatives::leads_to_null(api, **id));
        let mut others = listed.iter().filter(|id| !alternatives::leads_to_null(api, **id));
        let (null, alternative) = (nulls.next().copied(), *others.next()?);
        (others.next().is_none() && nulls.next().is_none()).then_some(Only { alternative, null, is_one_of })
    };
    let found = of(one_of, true).or_else(|| of(any_of, false))?;
    let is_alone = one_of.is_empty() || any_of.is_empty();
    // One schema or null is that already where nothing stands beside the two.
    let is_done = found.null.is_some() && !(is_alone && says_something(schema));
    // The value of an enum has its own name and documentation.
    let Schema { constant, enumeration, .. } = &api.schemas[found.alternative];
    let is_value = constant.is_some() || enumeration.as_ref().is_some_and(|values| values.len() == 1);
    (!is_done && !is_value).then_some(found)
}

/// Whether a schema has keywords beside its alternatives.
fn says_something(schema: &Schema) -> bool {
    keywords::says_something(schema)
        || keywords::restricts(schema)
        || schema.format.is_some()
        || schema.reference.is_some()
        || !schema.combine.all_of.is_empty()
}
