//! What a schema says itself, as a number, and the schemas that it is made of.
//!
//! Owns what two schemas are compared by: all that a type, the documentation of its fields and its schema table depend on. Not
//! compared are the title, description, example and deprecation of the schema itself, which are about its location, and whether
//! it allows null, which is compared where it is used. Must not know which schemas share a type.

use std::collections::hash_map::DefaultHasher;
use std::hash::{Hash, Hasher};

use crate::api::{
    Api, ArrayKeywords, CombineKeywords, Condition, Contains, Discriminator, Notes, Number, NumberKeywords,
    ObjectKeywords, Schema, SchemaId, StringKeywords, Types,
};
use crate::lower::shape::Shapes;
use crate::value::Value;

/// A hash of 128 bits: so many schemas as fit into memory do not meet by chance.
pub(super) type Hash128 = u128;

/// What a schema says itself, and what it is made of.
#[derive(Debug, Default)]
pub(super) struct Fingerprint {
    /// Everything but the schemas that it refers to.
    pub own: Hash128,
    /// These, in the order of the keywords.
    pub children: Vec<SchemaId>,
}

/// The fingerprint of a schema: of what its type is made of, and of what values are validated against where that is more.
pub(super) fn of(api: &Api, shapes: &Shapes<'_>, schema: &Schema, original: Option<&Schema>) -> Fingerprint {
    let mut writer = Writer::new(api, shapes);
    writer.schema(schema);
    writer.bool(original.is_some());
    if let Some(original) = original {
        writer.schema(original);
    }
    writer.finish()
}

/// A part of what a schema says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Facet<'s> {
    /// The names of its properties, in their order.
    Names,
    /// Whether a property is required.
    Presence(&'s str),
    /// The schema of a property.
    Type(&'s str),
    /// What is said of a property to its readers.
    Notes(&'s str),
    /// Everything else, by what it is about.
    Keywords(&'static str),
}

/// What a writer is given of a schema.
type Write<'w> = &'w dyn Fn(&mut Writer<'_>);

/// The parts of what a schema says, in the order in which two schemas are compared. Where all are the same, so are the schemas, but
/// for what their original forms say.
pub(super) fn facets<'s>(api: &Api, shapes: &Shapes<'_>, schema: &'s Schema) -> Vec<(Facet<'s>, Fingerprint)> {
    let of = |write: Write<'_>| {
        let mut writer = Writer::new(api, shapes);
        write(&mut writer);
        writer.finish()
    };
    let ObjectKeywords { properties, required, .. } = &schema.object;
    let mut facets =
        vec![(Facet::Names, of(&|writer| properties.iter().for_each(|(name, _)| writer.hashers.add(name))))];
    for (name, id) in properties {
        let presence = of(&|writer| writer.bool(required.contains(name)));
        facets.push((Facet::Presence(name), presence));
        facets.push((Facet::Type(name), of(&|writer| writer.child(*id))));
        facets.push((Facet::Notes(name), of(&|writer| writer.way(*id))));
    }
    let keywords: [(&'static str, Write<'_>); 7] = [
        ("`type`, `format`, `enum` or `const`", &|writer| writer.values(schema)),
        ("`default`, `readOnly` or `writeOnly`", &|writer| writer.own_notes(&schema.notes)),
        ("a bound of its numbers", &|writer| writer.number_keywords(&schema.number)),
        ("a bound of its strings", &|writer| writer.string_keywords(&schema.string)),
        ("what its items are", &|writer| writer.array_keywords(&schema.array)),
        ("which properties it has besides", &|writer| writer.other_properties(&schema.object)),
        ("a keyword that combines schemas", &|writer| writer.combine_keywords(&schema.combine)),
    ];
    facets.extend(keywords.iter().map(|(about, write)| (Facet::Keywords(about), of(write))));
    facets
}

/// Two hashers that are fed the same and begin differently.
pub(super) struct Hasher128([DefaultHasher; 2]);

impl Default for Hasher128 {
    fn default() -> Self {
        let mut second = DefaultHasher::new();
        second.write_u8(1);
        Self([DefaultHasher::new(), second])
    }
}

impl Hasher128 {
    pub(super) fn add(&mut self, value: impl Hash) {
        self.0.iter_mut().for_each(|hasher| value.hash(hasher));
    }

    pub(super) fn finish(&self) -> Hash128 {
        let [first, second] = &self.0;
        Hash128::from(first.finish()) << 64 | Hash128::from(second.finish())
    }
}

struct Writer<'a> {
    api: &'a Api,
    shapes: &'a Shapes<'a>,
    hashers: Hasher128,
    children: Vec<SchemaId>,
}

impl<'a> Writer<'a> {
    fn new(api: &'a Api, shapes: &'a Shapes<'a>) -> Self {
        Self { api, shapes, hashers: Hasher128::default(), children: Vec::new() }
    }

    fn finish(self) -> Fingerprint {
        Fingerprint { own: self.hashers.finish(), children: self.children }
    }

    fn bool(&mut self, flag: bool) {
        self.hashers.add(flag);
    }

    /// A schema in a position where it is not documented.
    fn child(&mut self, id: SchemaId) {
        let resolved = self.shapes.resolve(id);
        self.bool(resolved.nullable);
        self.children.push(resolved.schema);
    }

    fn children<'i>(&mut self, ids: impl ExactSizeIterator<Item = &'i SchemaId>) {
        self.hashers.add(ids.len());
        ids.for_each(|id| self.child(*id));
    }

    fn optional(&mut self, id: Option<SchemaId>) {
        self.children(id.as_slice().iter());
    }

    /// A schema in a position where what it says is documented: a property, an alternative, an item of a tuple.
    fn documented(&mut self, id: SchemaId) {
        self.way(id);
        self.child(id);
    }

    /// What a schema says to its readers, and what it refers to.
    fn way(&mut self, id: SchemaId) {
        for one in self.shapes.way(id) {
            self.notes(&self.api.schemas[one].notes);
        }
    }

    fn named(&mut self, schemas: &[(String, SchemaId)]) {
        self.hashers.add(schemas.len());
        for (name, id) in schemas {
            self.hashers.add(name);
            self.documented(*id);
        }
    }

    fn schema(&mut self, schema: &Schema) {
        // What is added to a schema has to be compared, or to be left out with a reason.
        let Schema { at: _, never: _, reference: _, notes, types: _, format: _, enumeration: _, constant: _, .. } =
            schema;
        let Schema { number, string, array, object, combine, .. } = schema;
        self.values(schema);
        self.own_notes(notes);
        self.number_keywords(number);
        self.string_keywords(string);
        self.array_keywords(array);
        self.object_keywords(object);
        self.combine_keywords(combine);
    }

    /// Which values a schema allows, but for null: a type never holds it.
    fn values(&mut self, schema: &Schema) {
        let Schema { never, reference, types, format, enumeration, constant, .. } = schema;
        self.bool(*never);
        self.optional(*reference);
        self.hashers.add((types.map(|types| types.without(Types::NULL)), format));
        self.bool(enumeration.is_some());
        let values = enumeration.iter().flatten().filter(|value| **value != Value::Null);
        values.for_each(|value| self.value(value));
        self.bool(constant.is_some());
        constant.iter().for_each(|value| self.value(value));
    }

    /// What a schema says of its own type, wherever it stands. The name of the type is no part of it.
    fn own_notes(&mut self, notes: &Notes) {
        let Notes { title: _, description: _, examples: _, deprecated: _, name: _, type_name: _, .. } = notes;
        let Notes { default, read_only, write_only, rust_type, value_names, .. } = notes;
        self.hashers.add((read_only, write_only, rust_type, value_names.len(), default.is_some()));
        default.iter().for_each(|value| self.value(value));
        for (value, name) in value_names {
            self.value(value);
            self.hashers.add(name);
        }
    }

    /// All that a schema says to its readers.
    fn notes(&mut self, notes: &Notes) {
        let Notes { title, description, examples, deprecated, name, type_name, .. } = notes;
        self.hashers.add((title, description, deprecated, name, type_name, examples.len()));
        examples.iter().for_each(|value| self.value(value));
        self.own_notes(notes);
    }

    fn value(&mut self, value: &Value) {
        self.hashers.add(std::mem::discriminant(value));
        match value {
            Value::Null => {}
            Value::Bool(flag) => self.hashers.add(flag),
            Value::Integer(number) => self.hashers.add(number),
            Value::Float(number) => self.hashers.add(number.to_bits()),
            Value::String(text) => self.hashers.add(text),
            Value::Array(items) => {
                self.hashers.add(items.len());
                items.iter().for_each(|item| self.value(item));
            }
            Value::Object(properties) => {
                self.hashers.add(properties.len());
                for (name, value) in properties {
                    self.hashers.add(name);
                    self.value(value);
                }
            }
        }
    }

    fn number(&mut self, number: Number) {
        match number {
            Number::Integer(number) => self.hashers.add((0, number)),
            Number::Float(number) => self.hashers.add((1, number.to_bits())),
        }
    }

    fn number_keywords(&mut self, keywords: &NumberKeywords) {
        let NumberKeywords { minimum, maximum, exclusive_minimum, exclusive_maximum, multiple_of } = keywords;
        for bound in [minimum, maximum, exclusive_minimum, exclusive_maximum] {
            self.bool(bound.is_some());
            bound.iter().for_each(|bound| self.number(*bound));
        }
        self.hashers.add(multiple_of.len());
        multiple_of.iter().for_each(|divisor| self.number(*divisor));
    }

    fn string_keywords(&mut self, keywords: &StringKeywords) {
        let StringKeywords { min_length, max_length, patterns, content_encoding, content_media_type, content_schema } =
            keywords;
        self.hashers.add((min_length, max_length, patterns, content_encoding, content_media_type));
        self.optional(*content_schema);
    }

    fn array_keywords(&mut self, keywords: &ArrayKeywords) {
        let ArrayKeywords { items, prefix_items, min_items, max_items, unique_items, contains, unevaluated_items } =
            keywords;
        self.optional(*items);
        self.hashers.add(prefix_items.len());
        prefix_items.iter().for_each(|item| self.documented(*item));
        self.hashers.add((min_items, max_items, unique_items, contains.len()));
        for Contains { schema, min, max } in contains {
            self.child(*schema);
            self.hashers.add((min, max));
        }
        self.optional(*unevaluated_items);
    }

    fn object_keywords(&mut self, keywords: &ObjectKeywords) {
        self.named(&keywords.properties);
        // The order of the names under `required` says nothing.
        let is_required = keywords.properties.iter().map(|(name, _)| keywords.required.contains(name));
        is_required.for_each(|is_required| self.bool(is_required));
        self.other_properties(keywords);
    }

    /// What an object says of properties that it does not declare, and of all of them together.
    fn other_properties(&mut self, keywords: &ObjectKeywords) {
        let ObjectKeywords { properties, required, additional_properties, pattern_properties, .. } = keywords;
        let ObjectKeywords { property_names, min_properties, max_properties, dependent_required, .. } = keywords;
        let ObjectKeywords { dependent_schemas, unevaluated_properties, .. } = keywords;
        let is_declared = |name: &&String| properties.iter().any(|(declared, _)| declared == *name);
        required.iter().filter(|name| !is_declared(name)).for_each(|name| self.hashers.add(name));
        self.optional(*additional_properties);
        self.named(pattern_properties);
        self.optional(*property_names);
        self.hashers.add((min_properties, max_properties, dependent_required));
        self.named(dependent_schemas);
        self.optional(*unevaluated_properties);
    }

    fn combine_keywords(&mut self, keywords: &CombineKeywords) {
        let CombineKeywords { all_of, any_of, one_of, not, conditions, discriminator } = keywords;
        for alternatives in [all_of, any_of, one_of] {
            self.hashers.add(alternatives.len());
            alternatives.iter().for_each(|alternative| self.documented(*alternative));
        }
        self.children(not.iter());
        self.hashers.add(conditions.len());
        for Condition { test, then, otherwise } in conditions {
            self.child(*test);
            self.optional(*then);
            self.optional(*otherwise);
        }
        self.bool(discriminator.is_some());
        if let Some(Discriminator { property, mapping, default, subtypes }) = discriminator {
            self.hashers.add(property);
            for targets in [mapping, subtypes] {
                self.hashers.add(targets.len());
                for (value, target) in targets {
                    self.hashers.add(value);
                    self.child(*target);
                }
            }
            self.optional(*default);
        }
    }
}
