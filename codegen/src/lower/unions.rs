//! Makes the types that are one of several.
//!
//! Owns the variants: their types, each of them once, their names, and whether there is one for what is none of them. Must
//! not know how the alternatives were found.

use std::collections::HashSet;

use crate::api::{Schema, SchemaId, Types};
use crate::rust::{Alias, Alternative, Item, Name, OneOf, Ty};

use super::Lower;
use super::alternatives::{self, Alternatives, What};
use super::names::{Case, Namespace, identifier};
use super::shape::{self, Shape};
use super::types::notes;

impl Lower<'_, '_> {
    pub(super) fn one_of(&mut self, schema: &Schema, name: Name, alternatives: &Alternatives) -> Item {
        let mut made: Vec<Alternative> = Vec::new();
        let mut words: Vec<String> = Vec::new();
        let mut known: Vec<Ty> = Vec::new();
        for (alternative, word) in alternatives.members.iter().zip(alternatives::words(self.api, alternatives)) {
            let (ty, canonical) = self.alternative(schema, alternative.what);
            let tags = alternative.tags.clone();
            match known.iter().position(|known| *known == canonical).and_then(|index| made.get_mut(index)) {
                // Two that are one type cannot be told apart, nor need they be.
                Some(first) => first.tags.extend(tags),
                None => {
                    words.push(word);
                    known.push(canonical);
                    made.push(Alternative {
                        docs: Vec::new(),
                        name: name.clone(),
                        ty,
                        judged: None,
                        boxed: false,
                        tags,
                    });
                }
            }
        }
        if let ([only], None) = (made.as_slice(), &alternatives.tag) {
            let ty = only.ty.clone();
            return Item::Alias(Alias { at: schema.at.clone(), docs: notes(schema), name, ty });
        }
        let mut variants = Namespace::default();
        let spellings: Vec<&str> = words.iter().map(String::as_str).collect();
        let taken = spellings.iter().any(|word| identifier(word, Case::Pascal) == "Unknown");
        let unknown = variants.take(if taken { "UnknownValue" } else { "Unknown" }, "unknown value", Case::Pascal);
        for (alternative, name) in made.iter_mut().zip(variants.assign(&spellings, Case::Pascal)) {
            alternative.name = name;
        }
        let mut tags = HashSet::new();
        made.iter_mut().for_each(|alternative| alternative.tags.retain(|tag| tags.insert(tag.clone())));
        let takes_any = known.contains(&Ty::Json);
        Item::OneOf(OneOf {
            at: schema.at.clone(),
            docs: notes(schema),
            name,
            tag: alternatives.tag.clone(),
            unknown: (alternatives.tag.is_some() || !takes_any && has_object(&known)).then_some(unknown),
            alternatives: made,
            deprecated: schema.notes.deprecated,
        })
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
            Shape::Struct | Shape::StringEnum(_) | Shape::OneOf(_) => ty.clone(),
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
    types.iter().any(|ty| matches!(ty, Ty::Named(_) | Ty::Map(_) | Ty::JsonObject))
}
