//! Writes the documentation of types, properties, alternatives and items of tuples: the author's words, or where there are none
//! the location of the schema.
//!
//! Owns which text goes where: each stands where a reader looks for it, and is not repeated. Must not know how text becomes a
//! doc comment.

use std::collections::HashMap;

use crate::api::{Api, Notes, SchemaId};
use crate::at::At;
use crate::rust::{Docs, Name};

use crate::lower::docs;
use crate::lower::docs::limits;
use crate::lower::docs::location;
use crate::lower::docs::references::{self, References};
use crate::lower::merge::context::Context;
use crate::lower::merge::direction::Inputs;
use crate::lower::names::named_locations::LocationNames;
use crate::lower::shape::Shapes;
use crate::lower::shape::alternatives::What;
use crate::lower::shape::constraints;
use crate::lower::share::Shared;

/// What is said of a type whose locations do not agree on a description.
const SHARED: &str = "Several locations of the description share this type.";

/// What has a name, for those who speak of it.
#[derive(Debug, Default)]
struct Named {
    /// The types by where their schemas stand.
    places: HashMap<At, Name>,
    /// The types of what the description names, and the schemas that it names so.
    components: HashMap<SchemaId, SchemaId>,
    /// The types that requests take in place of others: of each the other.
    inputs: Vec<(Name, Name)>,
    /// The references to components.
    references: References,
}

/// What is said of types and of their parts.
#[derive(Debug)]
pub(in crate::lower) struct Describe<'a> {
    api: &'a Api,
    shapes: &'a Shapes<'a>,
    /// The type of each schema that has one of its own.
    names: &'a HashMap<SchemaId, Name>,
    /// Which schemas share a type.
    shared: &'a Shared,
    /// The schemas that were made for requests, and what each was made of.
    inputs: &'a Inputs,
    operation_names: &'a LocationNames,
    named: Named,
}

impl<'a> Describe<'a> {
    /// Notes what has a name, once all names are given.
    pub(in crate::lower) fn new(context: Context<'a>, names: &'a HashMap<SchemaId, Name>, shared: &'a Shared) -> Self {
        let Context { api, merged, shapes, .. } = context;
        let is_written = |id: &SchemaId| merged.formats.replaced(*id).is_none();
        let written = names.iter().filter(|(id, _)| is_written(id));
        let (inputs, mut own): (Vec<_>, Vec<_>) = written.partition(|(id, _)| merged.inputs.contains_key(id));
        // Copies that `$dynamicRef` asks for stand where the first does, which has the place.
        own.sort_by_key(|(id, _)| std::cmp::Reverse(**id));
        let places = own.iter().map(|(id, name)| (api.schemas[**id].at.clone(), (*name).clone()));
        let pairs = inputs.iter().filter_map(|(id, input)| {
            let original = merged.inputs.get(*id).filter(|original| is_written(original))?;
            Some(((*input).clone(), names.get(original)?.clone()))
        });
        let mut pairs: Vec<(Name, Name)> = pairs.collect();
        pairs.sort();
        let components = api.components.iter().map(|one| one.schema);
        let components = components.flat_map(|id| [(id, id), (context.named(id), id)]).collect();
        let named = Named {
            places: places.collect(),
            components,
            inputs: pairs,
            references: references::to_components(api, &merged.inputs),
        };
        let (inputs, operation_names) = (&merged.inputs, &merged.location_names);
        Self { api, shapes, names, shared, inputs, operation_names, named }
    }

    /// The documentation of a type.
    pub(in crate::lower) fn type_docs(&self, id: SchemaId, name: &Name) -> Docs {
        let schema = &self.api.schemas[id];
        let component = self.named.components.get(&id);
        // What is said of a schema or null is said of the schema.
        let way = component.map_or_else(|| vec![id], |component| self.shapes.way(*component));
        let way = || way.iter().filter(|one| self.named.components.get(one).is_none_or(|one| Some(one) == component));
        let words = way().find_map(|one| {
            let notes = &self.api.schemas[*one].notes;
            let title = title(notes, name.as_str(), component.is_some());
            let words = docs::paragraphs([title, described(notes, name.as_str())]);
            (!words.is_empty()).then(|| docs::text(&words))
        });
        // The default of a property is said of the property.
        let default =
            way().filter(|_| component.is_some()).find_map(|one| self.api.schemas[*one].notes.default.as_ref());
        let default = default.filter(|default| constraints::allow(self.shapes, id, default));
        let limits = limits::line(way().next_back().map_or(schema, |last| &self.api.schemas[*last]), default);
        let words = match self.shared.others(id) {
            others if !others.is_empty() && component.is_none() => Some(self.shared_words(id, others, words)),
            _ => words.or_else(|| self.location(id, name)),
        };
        docs::paragraphs([words.as_deref(), limits.as_deref(), self.other_direction(name).as_deref()])
    }

    /// What is said of a type that stands in several locations: their description, if they agree on one.
    fn shared_words(&self, id: SchemaId, others: &[SchemaId], words: Option<String>) -> String {
        let description = |id: &SchemaId| self.api.schemas[*id].notes.description.as_deref();
        let is_said_everywhere = others.iter().all(|other| description(other) == description(&id));
        // A sentence that is the same however many locations there are.
        words.filter(|_| is_said_everywhere).unwrap_or_else(|| SHARED.to_owned())
    }

    /// Where a type stands; of one that the description calls like the type, what uses it, if anything.
    fn location(&self, id: SchemaId, name: &Name) -> Option<String> {
        let at = &self.api.schemas[id].at;
        let (types, names) = (&self.named.places, &self.operation_names);
        if self.inputs.contains_key(&id)
            && let Some(uses) = self.named.references.of_inputs.get(at)
            && let Some(words) = location::of_references(uses, types, names)
        {
            return Some(words);
        }
        let own_name = at.tokens().last().filter(|last| is_same(last, name.as_str()));
        match (self.named.references.own.get(at), own_name) {
            (Some(uses), Some(_)) => location::of_references(uses, types, names),
            (_, _) => Some(location::of(at, types, names)),
        }
    }

    /// The name of the type for the other direction.
    fn other_direction(&self, name: &Name) -> Option<String> {
        let pairs = &self.named.inputs;
        let of_request = || pairs.iter().find(|(input, _)| input == name).map(|(_, original)| original);
        let of_response = || pairs.iter().find(|(_, original)| original == name).map(|(input, _)| input);
        match (of_request(), of_response()) {
            (Some(original), _) => {
                Some(format!("The form that requests take. Responses have [`{}`].", original.as_str()))
            }
            (None, Some(input)) => Some(format!("Requests take [`{}`].", input.as_str())),
            (None, None) => None,
        }
    }

    /// The documentation of a property, or of an item of a tuple: what is said of it there, else the first sentence of what it
    /// refers to.
    pub(in crate::lower) fn property_docs(&self, id: SchemaId, wire: &str) -> Docs {
        self.described_docs(id, wire, None)
    }

    /// The same of what can have a description beside its schema, as parameters have.
    pub(in crate::lower) fn described_docs(&self, id: SchemaId, wire: &str, description: Option<&str>) -> Docs {
        let of_schema = |one| {
            if self.named.components.contains_key(&one) {
                return self.summary(one, wire);
            }
            let notes = &self.api.schemas[one].notes;
            let words = docs::paragraphs([title(notes, wire, false), described(notes, wire)]);
            (!words.is_empty()).then(|| docs::text(&words))
        };
        let words = description.filter(|text| !text.trim().is_empty()).map(str::to_owned);
        let words = words.or_else(|| self.shapes.way(id).into_iter().find_map(of_schema));
        let default = self.shapes.default(id).filter(|default| constraints::allow(self.shapes, id, default));
        let limits = self.shapes.way(id).into_iter().rfind(|one| !self.named.components.contains_key(one));
        let limits = match limits {
            Some(one) => limits::line(&self.api.schemas[one], default),
            None => default.map(|default| format!("Default: {}", docs::json(default))),
        };
        docs::paragraphs([words.as_deref(), limits.as_deref()])
    }

    /// The documentation of an alternative: all that is said of it where its type cannot say it, else the first sentence.
    pub(in crate::lower) fn alternative_docs(&self, what: What, variant: &Name) -> Docs {
        let What::Schema(id) = what else { return Docs::new() };
        let way = self.shapes.way(id);
        let has_type = way.last().is_some_and(|last| self.names.contains_key(last));
        let words = way.into_iter().find_map(|one| {
            if has_type || self.named.components.contains_key(&one) {
                return self.summary(one, variant.as_str());
            }
            let schema = &self.api.schemas[one];
            let title = title(&schema.notes, variant.as_str(), false);
            let limits = limits::line(schema, None);
            let words = docs::paragraphs([title, schema.notes.description.as_deref(), limits.as_deref()]);
            (!words.is_empty()).then(|| docs::text(&words))
        });
        docs::paragraphs([words.as_deref()])
    }

    /// What is said of a schema in one sentence.
    fn summary(&self, id: SchemaId, name: &str) -> Option<String> {
        let notes = &self.api.schemas[id].notes;
        let own = |title: &&str| self.names.get(&id).is_none_or(|name| !is_same(title, name.as_str()));
        let sentence = notes.description.as_deref().filter(own).and_then(docs::sentence);
        sentence.or_else(|| title(notes, name, false).filter(own).map(docs::one_line))
    }
}

/// The title, where it says more than a name does. Many are the names of the author's own types, which say nothing where
/// there is a description or a location to speak of.
fn title<'n>(notes: &'n Notes, name: &str, is_component: bool) -> Option<&'n str> {
    let is_class = |title: &str| {
        let is_word = !title.contains(char::is_whitespace) && title.chars().any(char::is_lowercase);
        let has_words = title.contains('_') || title.chars().skip(1).any(char::is_uppercase);
        is_word && (has_words || title.starts_with(char::is_lowercase))
    };
    let title = notes.title.as_deref().filter(|title| !is_same(title, name))?;
    let is_kept = is_component && notes.description.is_none();
    (is_kept || !is_class(title)).then_some(title)
}

/// The description, where it says more than a name does.
fn described<'n>(notes: &'n Notes, name: &str) -> Option<&'n str> {
    notes.description.as_deref().filter(|text| !is_same(text, name))
}

/// Whether two names have the same letters.
fn is_same(one: &str, other: &str) -> bool {
    let letters = |name: &str| {
        name.chars().filter(|sign| sign.is_alphanumeric()).flat_map(char::to_lowercase).collect::<String>()
    };
    letters(one) == letters(other)
}
