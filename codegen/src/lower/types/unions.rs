//! Makes the types that are one of several.
//!
//! Owns the variants: their types, each of them once, their names, and whether there is one for what is none of them. Must
//! not know how the alternatives were found.

use crate::api::{Schema, SchemaId, Types};
use crate::diagnostic::{Diagnostic, codes};
use crate::rust::{Alias, Alternative, Chosen, Docs, Item, Name, OneOf, Otherwise, Tagging, Ty};

use crate::lower::Lower;
use crate::lower::docs;
use crate::lower::names::renames;
use crate::lower::names::{Case, Namespace, identifier};
use crate::lower::shape::alternatives::{self, Alternatives, What};
use crate::lower::shape::discriminator_values;
use crate::lower::shape::{self, Shape};
use crate::lower::types::BY_NAME;
use crate::lower::types::ambiguity;

/// An alternative before it has a name.
struct Made {
    what: What,
    word: String,
    ty: Ty,
    tags: Vec<String>,
    is_default: bool,
    tagging: Tagging,
}

/// Where the union writes the tag, an alternative has one: what several values stand for is a variant for each, so that the value
/// survives.
fn one_for_each_tag(made: Vec<Made>) -> Vec<Made> {
    let split = |one: Made| {
        if one.tagging == Tagging::Declared || one.tags.len() < 2 {
            return vec![one];
        }
        let of_tag = |tag: &String| Made {
            word: tag.clone(),
            ty: one.ty.clone(),
            tags: vec![tag.clone()],
            tagging: one.tagging.clone(),
            ..one
        };
        one.tags.iter().map(of_tag).collect()
    };
    made.into_iter().flat_map(split).collect()
}

/// The values of the tag that stand for more than one, in the order in which they are met again.
fn shared(made: &[Made]) -> Vec<String> {
    let mut known: Vec<&String> = Vec::new();
    let mut shared: Vec<String> = Vec::new();
    for tag in made.iter().flat_map(|one| &one.tags) {
        if !known.contains(&tag) {
            known.push(tag);
        } else if !shared.contains(tag) {
            shared.push(tag.clone());
        }
    }
    shared
}

impl Lower<'_, '_> {
    /// The alternatives of different types, and these types.
    fn made(&mut self, schema: &Schema, alternatives: &Alternatives) -> (Vec<Made>, Vec<Ty>) {
        let mut made: Vec<Made> = Vec::new();
        let mut known: Vec<Ty> = Vec::new();
        let mut newtypes: Vec<Option<Name>> = Vec::new();
        let tags = discriminator_values::of(self.api, &mut self.tags, alternatives);
        let words = alternatives::words(self.api, alternatives).into_iter().zip(tags);
        for (alternative, (word, tags)) in alternatives.members.iter().zip(words) {
            let (ty, canonical) = self.alternative(schema, alternative.what);
            let is_default = alternative.is_default;
            let newtype = ty.name().filter(|name| self.is_newtype(name)).cloned();
            let is_same = |(known, own): (&Ty, &Option<Name>)| *known == canonical && *own == newtype;
            match known.iter().zip(&newtypes).position(is_same).and_then(|index| made.get_mut(index)) {
                // Two that are one type cannot be told apart, nor need they be.
                Some(first) => {
                    let new: Vec<String> = tags.into_iter().filter(|tag| !first.tags.contains(tag)).collect();
                    first.tags.extend(new);
                    first.is_default |= is_default;
                }
                None => {
                    known.push(canonical);
                    newtypes.push(newtype);
                    let tagging = match (&alternatives.tag, is_default) {
                        (Some(tag), false) => {
                            discriminator_values::tagging(self.api, &mut self.tags, alternative.what, tag)
                        }
                        // What stands for any tag, and for none, is written as it is.
                        (Some(_), true) | (None, _) => Tagging::Declared,
                    };
                    made.push(Made { what: alternative.what, word, ty, tags, is_default, tagging });
                }
            }
        }
        (made, known)
    }

    pub(in crate::lower) fn one_of(
        &mut self,
        schema: &Schema,
        name: Name,
        docs: Docs,
        alternatives: &Alternatives,
    ) -> Item {
        let (made, known) = self.made(schema, alternatives);
        let seen: Vec<ambiguity::Seen<'_>> = made.iter().map(|one| (one.what, &*one.word, &*one.tags)).collect();
        ambiguity::report(self.api, schema, alternatives.tag.is_some(), &seen, self.sink);
        let made = one_for_each_tag(made);
        if let ([only], None) = (made.as_slice(), &alternatives.tag) {
            let ty = only.ty.clone();
            let deprecated = schema.notes.deprecated;
            let chosen = Chosen::default();
            return Item::Alias(Alias { at: schema.at.clone(), docs, name, ty, judged: None, deprecated, chosen });
        }
        let mut variants = Namespace::default();
        let spellings: Vec<&str> = made.iter().map(|one| one.word.as_str()).collect();
        let taken = spellings.iter().any(|word| identifier(word, Case::Pascal).as_str() == "Unknown");
        let word = if taken { "UnknownValue" } else { "Unknown" };
        let unknown = variants.take(&identifier(word, Case::Pascal), "unknown value");
        let names = variants.assign(&spellings, Case::Pascal);
        renames::report(self.sink, &schema.at, &spellings, &names, Case::Pascal, BY_NAME);
        let default = made.iter().zip(&names).find(|(one, _)| one.is_default).map(|(_, name)| name.clone());
        let takes_any = known.contains(&Ty::Json);
        let keeps_unknown = alternatives.tag.is_some() || !takes_any && has_object(&known);
        let shared = shared(&made);
        let mut alternative = |(one, name): (Made, Name)| {
            let mut docs = self.alternative_docs(one.what, &name);
            if let Some(tag) = alternatives.tag.as_ref().filter(|_| one.tags.is_empty() && !one.is_default) {
                self.report_unread(schema, &name, tag);
                let unread = format!("Never read: no value of {} stands for it.", docs::code(tag));
                docs = docs::paragraphs([Some(docs::text(&docs).as_str()), Some(&unread)]);
            }
            let (ty, tags, tagging) = (one.ty, one.tags, one.tagging);
            Alternative { docs, name, ty, judged: None, boxed: false, shares_type: false, tags, tagging }
        };
        let alternatives_made = made.into_iter().zip(names).map(&mut alternative).collect();
        Item::OneOf(OneOf {
            at: schema.at.clone(),
            docs,
            name,
            tag: alternatives.tag.clone(),
            otherwise: default.map(Otherwise::Read).or(keeps_unknown.then_some(Otherwise::Unknown(unknown))),
            shared,
            alternatives: alternatives_made,
            deprecated: schema.notes.deprecated,
            chosen: Chosen::default(),
        })
    }

    /// Reports an alternative that no value of the tag stands for.
    fn report_unread(&mut self, union: &Schema, name: &Name, tag: &str) {
        let message = format!("no value of `{tag}` stands for `{}`, which is never read", name.as_str());
        let help = format!("name it in the `mapping` of the discriminator, or give it a member `{tag}` with a `const`");
        self.sink.push(Diagnostic::new(codes::NO_TAG, union.at.clone(), message).help(help));
    }

    /// The type of an alternative, and what it is when no other names for types are used.
    fn alternative(&mut self, schema: &Schema, what: What) -> (Ty, Ty) {
        match what {
            What::Schema(id) => {
                let used = self.used(id);
                let canonical = self.canonical(id, &used.ty);
                (used.ty, canonical)
            }
            What::Type(types) => {
                let ty = self.of_type(schema, types);
                (ty.clone(), ty)
            }
        }
    }

    /// The type that one of several types of a schema is.
    fn of_type(&mut self, schema: &Schema, types: Types) -> Ty {
        let object = |lower: &mut Self| schema.object.additional_properties.map(|values| lower.map(values));
        match types {
            Types::BOOLEAN => Ty::Bool,
            Types::INTEGER => Ty::I64,
            Types::NUMBER => Ty::F64,
            Types::ARRAY if !schema.array.prefix_items.is_empty() => Ty::Vec(Box::new(Ty::Json)),
            Types::ARRAY => Ty::Vec(Box::new(schema.array.items.map_or(Ty::Json, |items| self.used(items).whole()))),
            Types::OBJECT => object(self).unwrap_or(Ty::JsonObject),
            _ => Ty::String,
        }
    }

    /// A type without aliases, which are no types of their own.
    fn canonical(&mut self, id: SchemaId, ty: &Ty) -> Ty {
        let resolved = shape::resolve(self.api, id);
        if self.formats.replaced(resolved.schema).is_some() {
            return ty.clone();
        }
        match shape::of(self.api, resolved.schema) {
            Shape::Struct | Shape::StringEnum(_) | Shape::NumberEnum(_) | Shape::Tuple | Shape::OneOf(_) => ty.clone(),
            Shape::Array(Some(items)) => {
                let used = self.used(items).whole();
                Ty::Vec(Box::new(self.canonical_inside(items, &used)))
            }
            Shape::Map(Some(values)) => {
                let used = self.used(values).whole();
                Ty::Map(Box::new(self.canonical_inside(values, &used)))
            }
            _ => self.unnamed(resolved).ty,
        }
    }

    /// The same within a list or a map, one level deep: deeper ones are told apart by their names.
    fn canonical_inside(&mut self, id: SchemaId, ty: &Ty) -> Ty {
        let resolved = shape::resolve(self.api, id);
        if self.formats.replaced(resolved.schema).is_some() {
            return ty.clone();
        }
        match shape::of(self.api, resolved.schema) {
            Shape::Boolean | Shape::Integer | Shape::Number | Shape::String | Shape::Any | Shape::Untyped(_) => {
                let used = self.unnamed(resolved);
                used.whole()
            }
            _ => ty.clone(),
        }
    }
}

/// Whether an alternative is an object, of which later descriptions may add another kind.
fn has_object(types: &[Ty]) -> bool {
    types.iter().any(|ty| matches!(ty, Ty::Named(_) | Ty::Union(_) | Ty::Map(_) | Ty::JsonObject))
}
