//! Makes the types that are one of several.
//!
//! Owns the variants: their types, each of them once, their names, and whether there is one for what is none of them. Must
//! not know how the alternatives were found.

use std::collections::HashSet;

use crate::api::{Schema, Types as JsonTypes};
use crate::diagnostic::{Diagnostic, Sink, codes};
use crate::rust::{Alias, Alternative, Chosen, DiscriminatorWriter, Docs, Item, Name, OneOf, Otherwise, Ty};

use crate::lower::docs;
use crate::lower::names::renames;
use crate::lower::names::variants;
use crate::lower::names::{Case, Namespace, identifier};
use crate::lower::shape::alternatives::{Alternatives, What};
use crate::lower::types::{BY_NAME, Types, ambiguity};

/// An alternative before it has a name.
struct Made {
    what: What,
    word: String,
    ty: Ty,
    /// The discriminator values that select it.
    values: Vec<String>,
    is_default: bool,
    writer: DiscriminatorWriter,
}

/// Where the union writes the discriminator property, an alternative has one value: an alternative of several values is a variant
/// for each, so that the value survives.
fn one_for_each_value(made: Vec<Made>) -> Vec<Made> {
    let split = |one: Made| {
        if one.writer == DiscriminatorWriter::Declared || one.values.len() < 2 {
            return vec![one];
        }
        let of_value = |value: &String| Made {
            word: value.clone(),
            ty: one.ty.clone(),
            values: vec![value.clone()],
            writer: one.writer.clone(),
            ..one
        };
        one.values.iter().map(of_value).collect()
    };
    made.into_iter().flat_map(split).collect()
}

/// The discriminator values that select more than one alternative, in the order in which they are met again.
fn shared(made: &[Made]) -> Vec<String> {
    let mut known: Vec<&String> = Vec::new();
    let mut shared: Vec<String> = Vec::new();
    for value in made.iter().flat_map(|one| &one.values) {
        if !known.contains(&value) {
            known.push(value);
        } else if !shared.contains(value) {
            shared.push(value.clone());
        }
    }
    shared
}

impl Types<'_, '_> {
    /// The union of some alternatives; where there is only one type and no discriminator, another name for that.
    pub(super) fn one_of(&mut self, schema: &Schema, name: Name, docs: Docs, alternatives: &Alternatives) -> Item {
        let discriminator = alternatives.discriminator.as_ref();
        let (made, known) = self.made(schema, alternatives);
        let seen: Vec<ambiguity::Seen<'_>> = made.iter().map(|one| (one.what, &*one.word, &*one.values)).collect();
        ambiguity::report(self.context.shapes, schema, discriminator.is_some(), &seen, self.tools.sink);
        let made = one_for_each_value(made);
        let (at, deprecated, chosen) = (schema.at.clone(), schema.notes.deprecated, Chosen::default());
        if let ([only], None) = (made.as_slice(), discriminator) {
            return Item::Alias(Alias { at, docs, name, ty: only.ty.clone(), judged: None, deprecated, chosen });
        }
        let (names, unknown) = self.variant_names(schema, &made);
        let default = made.iter().zip(&names).find(|(one, _)| one.is_default).map(|(_, name)| name.clone());
        let keeps_unknown = discriminator.is_some() || !known.contains(&Ty::Json) && has_object(&known);
        let shared = shared(&made);
        let variants = made.into_iter().zip(names);
        let variants = variants.map(|(one, name)| self.variant(schema, one, name, discriminator)).collect();
        Item::OneOf(OneOf {
            at,
            docs,
            name,
            discriminator: discriminator.cloned(),
            otherwise: default.map(Otherwise::Read).or(keeps_unknown.then_some(Otherwise::Unknown(unknown))),
            shared,
            alternatives: variants,
            deprecated,
            chosen,
        })
    }

    /// The alternatives of different types, and these types.
    fn made(&mut self, schema: &Schema, alternatives: &Alternatives) -> (Vec<Made>, Vec<Ty>) {
        let mut made: Vec<Made> = Vec::new();
        let mut known: Vec<Ty> = Vec::new();
        // The types as if none was shared: only what is one type without that has one variant.
        let mut own: Vec<(Ty, Option<Name>)> = Vec::new();
        let values = self.discriminators.of(alternatives);
        let words = variants::words(self.context.api, alternatives).into_iter().zip(values);
        for (alternative, (word, values)) in alternatives.all.iter().zip(words) {
            let (what, is_default) = (alternative.what, alternative.is_default);
            let (ty, canonical) = self.alternative(schema, what);
            let newtype = ty.name().filter(|name| self.tools.choices.is_newtype(name)).cloned();
            let own_ty = (self.own_canonical(what).unwrap_or_else(|| canonical.clone()), newtype);
            match own.iter().position(|known| *known == own_ty).and_then(|index| made.get_mut(index)) {
                // Two that are one type cannot be told apart, nor need they be.
                Some(first) => {
                    let new: Vec<String> = values.into_iter().filter(|value| !first.values.contains(value)).collect();
                    first.values.extend(new);
                    first.is_default |= is_default;
                }
                None => {
                    known.push(canonical);
                    own.push(own_ty);
                    let writer = match (&alternatives.discriminator, is_default) {
                        (Some(property), false) => self.discriminators.writer(what, property),
                        // The default is selected by any value and by none, and is written as it is.
                        (Some(_), true) | (None, _) => DiscriminatorWriter::Declared,
                    };
                    made.push(Made { what, word, ty, values, is_default, writer });
                }
            }
        }
        // Where all alternatives share a type, the union is that type.
        let is_one = known.split_first().is_some_and(|(first, rest)| rest.iter().all(|other| other == first));
        let newtypes: HashSet<&Option<Name>> = own.iter().map(|(_, newtype)| newtype).collect();
        if is_one && newtypes.len() == 1 && alternatives.discriminator.is_none() {
            made.truncate(1);
        }
        (made, known)
    }

    /// What an alternative is when no type is shared and no other names for types are used; `None` where none is shared anyway.
    fn own_canonical(&mut self, what: What) -> Option<Ty> {
        let What::Schema(id) = what else { return None };
        let uses = self.own_uses.as_mut()?;
        // What is wrong is reported of the types that are written.
        let sink = &mut Sink::new();
        let ty = uses.used(id, sink).ty;
        Some(uses.canonical(id, &ty, sink))
    }

    /// The names of the variants, and that of the variant for a value that is none of them.
    fn variant_names(&mut self, schema: &Schema, made: &[Made]) -> (Vec<Name>, Name) {
        let mut variants = Namespace::default();
        let spellings: Vec<&str> = made.iter().map(|one| one.word.as_str()).collect();
        let is_taken = spellings.iter().any(|word| identifier(word, Case::Pascal).as_str() == "Unknown");
        let wish = if is_taken { "UnknownValue" } else { "Unknown" };
        let unknown = variants.take(&identifier(wish, Case::Pascal), "unknown value");
        let names = variants.assign(&spellings, Case::Pascal);
        renames::report(self.tools.sink, &schema.at, &spellings, &names, Case::Pascal, BY_NAME);
        (names, unknown)
    }

    fn variant(&mut self, union: &Schema, one: Made, name: Name, discriminator: Option<&String>) -> Alternative {
        let mut docs = self.tools.docs.alternative_docs(one.what, &name);
        if let Some(property) = discriminator.filter(|_| one.values.is_empty() && !one.is_default) {
            self.report_unread(union, &name, property);
            let unread = format!("Never read: no value of {} selects it.", docs::code(property));
            docs = docs::paragraphs([Some(docs::text(&docs).as_str()), Some(&unread)]);
        }
        let Made { ty, values: discriminator_values, writer, .. } = one;
        Alternative { docs, name, ty, judged: None, boxed: false, shares_type: false, discriminator_values, writer }
    }

    /// Reports an alternative that no discriminator value selects.
    fn report_unread(&mut self, union: &Schema, name: &Name, property: &str) {
        let message = format!("no value of `{property}` selects `{}`, which is never read", name.as_str());
        let help =
            format!("name it in the `mapping` of the discriminator, or give it a property `{property}` with a `const`");
        self.tools.sink.push(Diagnostic::new(codes::NO_TAG, union.at.clone(), message).help(help));
    }

    /// The type of an alternative, and what it is when no other names for types are used.
    fn alternative(&mut self, schema: &Schema, what: What) -> (Ty, Ty) {
        match what {
            What::Schema(id) => {
                let used = self.used(id);
                let canonical = self.tools.uses.canonical(id, &used.ty, self.tools.sink);
                (used.ty, canonical)
            }
            What::Type(types) => {
                let ty = self.of_type(schema, types);
                (ty.clone(), ty)
            }
        }
    }

    /// The type that one of several JSON types of a schema is.
    fn of_type(&mut self, schema: &Schema, types: JsonTypes) -> Ty {
        let formats = &self.context.merged.formats;
        match types {
            JsonTypes::BOOLEAN => Ty::Bool,
            JsonTypes::INTEGER => formats.single(schema, JsonTypes::INTEGER),
            JsonTypes::NUMBER => formats.single(schema, JsonTypes::NUMBER),
            JsonTypes::ARRAY if !schema.array.prefix_items.is_empty() => Ty::Vec(Box::new(Ty::Json)),
            JsonTypes::ARRAY => {
                Ty::Vec(Box::new(schema.array.items.map_or(Ty::Json, |items| self.used(items).whole())))
            }
            JsonTypes::OBJECT => {
                let values = schema.object.additional_properties;
                values.map_or(Ty::JsonObject, |values| self.tools.uses.map(values, self.tools.sink))
            }
            _ => {
                formats.report(schema, self.tools.sink);
                formats.single(schema, JsonTypes::STRING)
            }
        }
    }
}

/// Whether an alternative is an object, of which later descriptions may add another kind.
fn has_object(types: &[Ty]) -> bool {
    types.iter().any(|ty| matches!(ty, Ty::Named(_) | Ty::Union(_) | Ty::Map(_) | Ty::JsonObject))
}
