//! Merges what a description says into what one schema says: an [`Api`] becomes an `Api` whose schemas are ready to become types.
//!
//! Owns `allOf`, keywords beside a `$ref`, alternatives that are one schema, subtypes, formats and directions. What a
//! schema said originally is kept beside it, because values are validated against that. Every later step reads the result through
//! a [`Context`](context::Context). Must not know types.

pub(super) mod all_of;
pub(super) mod any_of;
pub(super) mod conjunction;
pub(super) mod context;
pub(super) mod direction;
pub(super) mod distribute;
pub(super) mod effective_formats;
pub(super) mod event_contents;
pub(super) mod implied;
pub(super) mod inherited_discriminators;
pub(super) mod one_alternative;
pub(super) mod one_of_and_any_of;
pub(super) mod outer;
pub(super) mod rust_types;
pub(super) mod splits;
pub(super) mod subtypes;
pub(super) mod unevaluated;

use std::collections::{HashMap, HashSet};

use crate::api::{Api, Schema, SchemaId};
use crate::config::Config;
use crate::diagnostic::Sink;

use crate::lower::merge::all_of::Conjunctions;
use crate::lower::merge::direction::Inputs;
use crate::lower::names::adopted::{Adopted, adopted};
use crate::lower::names::media_words;
use crate::lower::names::named_locations::{self, LocationNames};
use crate::lower::names::variants;
use crate::lower::shape::format_table::Formats;

/// What schemas said before they were merged, where that is more than their merged form says.
pub(in crate::lower) type Originals = HashMap<SchemaId, Schema>;

/// A description whose schemas are ready to become types.
#[derive(Debug)]
pub(in crate::lower) struct Merged {
    /// The description.
    pub api: Api,
    /// What its schemas said originally.
    pub originals: Originals,
    /// The schemas that no type can say. They are reported.
    pub degraded: HashSet<SchemaId>,
    /// What formats ask for.
    pub formats: Formats,
    /// The schemas of other files that have the name of a component.
    pub adopted: Adopted,
    /// The words for locations that have a name.
    pub location_names: LocationNames,
    /// The schemas that were made for requests, and what each was made of.
    pub inputs: Inputs,
}

/// Merges the schemas of a description, step by step. A location has its words before schemas are made for requests, which stand
/// at the same locations.
pub(in crate::lower) fn merge(mut api: Api, config: &Config, sink: &mut Sink) -> Merged {
    let parents = subtypes::parents(&api);
    inherited_discriminators::write_out(&mut api, &parents);
    let mut originals = Originals::new();
    let only_alternatives = one_alternative::write_out(&mut api, &mut originals);
    let mut originals = merge_keywords(&mut api, originals, sink);
    unevaluated::merge(&mut api);
    let degraded = splits::write_out(&mut api, &mut originals, sink);
    subtypes::write_out(&mut api, &parents, &mut originals);
    event_contents::write_out(&mut api, &mut originals);
    let formats = effective_formats::decide(&mut api, &mut originals, config, sink);
    let adopted = adopted(&api);
    let mut location_names = only_alternatives;
    location_names.extend(words_of_locations(&api, &originals, &adopted));
    let inputs = direction::split(&mut api, &mut originals);
    Merged { api, originals, degraded, formats, adopted, location_names, inputs }
}

/// Merges the keywords that combine schemas.
fn merge_keywords(api: &mut Api, originals: Originals, sink: &mut Sink) -> Originals {
    let mut conjunctions = Conjunctions::new(api, originals, sink);
    conjunctions.merge_all();
    conjunctions.narrow();
    any_of::merge(conjunctions.api, &mut conjunctions.originals);
    let before = implied::write_out(conjunctions.api, &conjunctions.originals);
    conjunctions.pair(&before);
    conjunctions.distribute(&before);
    let mut originals = conjunctions.originals;
    for (id, was) in before {
        originals.entry(id).or_insert(was);
    }
    originals
}

/// The words for locations: what stands inside one is named by them.
fn words_of_locations(api: &Api, originals: &Originals, adopted: &Adopted) -> LocationNames {
    let mut names = named_locations::operation_words(api);
    names.extend(named_locations::preferred_words(api));
    names.extend(one_of_and_any_of::location_words(api, originals));
    names.extend(variants::location_words(api));
    names.extend(any_of::location_words(api, originals));
    names.extend(named_locations::field_words(api));
    names.extend(media_words::body_words(api));
    names.extend(named_locations::file_words(api, adopted));
    names
}
