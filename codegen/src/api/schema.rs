//! Schemas: conjunctions of keywords.
//!
//! Owns the arena of schemas and their keywords. Must not know operations.

use std::ops::Index;

use crate::at::At;
use crate::value::Value;

/// A schema's index in [`Schemas`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct SchemaId(u32);

impl SchemaId {
    /// Its index, for what is stored for each schema in the order of the arena.
    pub(crate) fn index(self) -> usize {
        self.0 as usize
    }
}

/// The arena of schemas. A place of the description has one schema, however often it is referred to.
#[derive(Debug, Clone, Default)]
pub struct Schemas(Vec<Schema>);

impl Schemas {
    /// Adds a schema.
    pub fn push(&mut self, schema: Schema) -> SchemaId {
        let id = SchemaId(u32::try_from(self.0.len()).unwrap_or(u32::MAX));
        self.0.push(schema);
        id
    }

    /// Replaces a schema that was added before.
    pub fn replace(&mut self, id: SchemaId, schema: Schema) {
        if let Some(slot) = self.0.get_mut(id.0 as usize) {
            *slot = schema;
        }
    }

    /// Keeps only the first schemas, which must not refer to later ones.
    pub fn truncate(&mut self, length: usize) {
        self.0.truncate(length);
    }

    /// All schemas with their indices.
    pub fn iter(&self) -> impl Iterator<Item = (SchemaId, &Schema)> {
        (0u32..).map(SchemaId).zip(&self.0)
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl Index<SchemaId> for Schemas {
    type Output = Schema;

    // Ids are made by `push` alone, so the index is within bounds.
    #[allow(clippy::indexing_slicing)]
    fn index(&self, id: SchemaId) -> &Schema {
        &self.0[id.0 as usize]
    }
}

/// The JSON types a schema allows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Types(u8);

impl Types {
    /// Strings.
    pub const STRING: Self = Self(1);
    /// Numbers without a fraction.
    pub const INTEGER: Self = Self(2);
    /// Numbers, integers included.
    pub const NUMBER: Self = Self(4);
    /// `true` and `false`.
    pub const BOOLEAN: Self = Self(8);
    /// `null`.
    pub const NULL: Self = Self(16);
    /// Arrays.
    pub const ARRAY: Self = Self(32);
    /// Objects.
    pub const OBJECT: Self = Self(64);
    /// Nothing.
    pub const NONE: Self = Self(0);

    /// Both sets together.
    pub const fn or(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// This set without the types of another.
    pub const fn without(self, other: Self) -> Self {
        Self(self.0 & !other.0)
    }

    /// Whether all types of another set are in this one.
    pub const fn contains(self, other: Self) -> bool {
        self.0 & other.0 == other.0
    }

    /// Whether a value is of one of these types: `1.0` is an integer, and every integer a number.
    pub fn have(self, value: &Value) -> bool {
        let single = match value {
            Value::Null => Self::NULL,
            Value::Bool(_) => Self::BOOLEAN,
            Value::Integer(_) => return self.contains(Self::INTEGER) || self.contains(Self::NUMBER),
            Value::Float(float) if float.fract() == 0.0 => {
                return self.contains(Self::INTEGER) || self.contains(Self::NUMBER);
            }
            Value::Float(_) => Self::NUMBER,
            Value::String(_) => Self::STRING,
            Value::Array(_) => Self::ARRAY,
            Value::Object(_) => Self::OBJECT,
        };
        self.contains(single)
    }

    /// Whether no type is allowed.
    pub const fn is_none(self) -> bool {
        self.0 == 0
    }

    /// The type of this name in JSON Schema.
    pub fn named(name: &str) -> Option<Self> {
        Self::NAMES.iter().find(|(known, _)| *known == name).map(|(_, types)| *types)
    }

    /// Each type in the set, with its name in JSON Schema.
    pub fn iter(self) -> impl Iterator<Item = (&'static str, Self)> {
        Self::NAMES.into_iter().filter(move |(_, types)| self.contains(*types))
    }

    const NAMES: [(&'static str, Self); 7] = [
        ("string", Self::STRING),
        ("integer", Self::INTEGER),
        ("number", Self::NUMBER),
        ("boolean", Self::BOOLEAN),
        ("null", Self::NULL),
        ("array", Self::ARRAY),
        ("object", Self::OBJECT),
    ];
}

/// The number of a keyword.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Number {
    /// Without a fraction.
    Integer(i128),
    /// With one.
    Float(f64),
}

/// A schema: a value satisfies it when it satisfies every keyword that is present. With none present, any value does.
///
/// Source: JSON Schema Core and Validation 2020-12; OpenAPI 3.2, section "Schema Object".
#[derive(Debug, Clone, PartialEq)]
pub struct Schema {
    /// Its location.
    pub at: At,
    /// The schema `false`: nothing satisfies it.
    pub never: bool,
    /// The target of `$ref`. A value satisfies it as well as the other keywords.
    pub reference: Option<SchemaId>,
    /// Its annotations.
    pub notes: Notes,
    /// `type`, with `null` where the version writes it in another way.
    pub types: Option<Types>,
    /// `format`.
    pub format: Option<String>,
    /// `enum`.
    pub enumeration: Option<Vec<Value>>,
    /// `const`.
    pub constant: Option<Value>,
    /// Keywords about numbers.
    pub number: NumberKeywords,
    /// Keywords about strings.
    pub string: StringKeywords,
    /// Keywords about arrays.
    pub array: ArrayKeywords,
    /// Keywords about objects.
    pub object: ObjectKeywords,
    /// Keywords that combine schemas.
    pub combine: CombineKeywords,
}

/// Annotations: keywords that refuse no value.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Notes {
    /// `title`.
    pub title: Option<String>,
    /// `description`.
    pub description: Option<String>,
    /// `default`.
    pub default: Option<Value>,
    /// `example` or `examples`.
    pub examples: Vec<Value>,
    /// `deprecated`.
    pub deprecated: bool,
    /// `readOnly`.
    pub read_only: bool,
    /// `writeOnly`.
    pub write_only: bool,
    /// The name that the author wants for the schema where it is used: a named schema, a property, a parameter (`x-rust-name`
    /// and others).
    pub name: Option<String>,
    /// The name that the author wants for the type, wherever it is used (`x-ms-enum` and others).
    pub type_name: Option<String>,
    /// The existing Rust type that the author wants for it (`x-rust-type`), as it is written.
    pub rust_type: Option<String>,
    /// The names that the author wants for the values of `enum` (`x-enum-varnames` and others).
    pub value_names: Vec<(Value, String)>,
}

/// Keywords about numbers.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct NumberKeywords {
    /// `minimum`.
    pub minimum: Option<Number>,
    /// `maximum`.
    pub maximum: Option<Number>,
    /// `exclusiveMinimum`, as a number whatever the version.
    pub exclusive_minimum: Option<Number>,
    /// `exclusiveMaximum`, as a number whatever the version.
    pub exclusive_maximum: Option<Number>,
    /// `multipleOf`: the value is a multiple of each. A schema states one; merged schemas may have several.
    pub multiple_of: Vec<Number>,
}

/// Keywords about strings. Lengths are in Unicode code points.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct StringKeywords {
    /// `minLength`.
    pub min_length: Option<u64>,
    /// `maxLength`.
    pub max_length: Option<u64>,
    /// `pattern` (ECMA-262): the value matches each. A schema states one; merged schemas may have several.
    pub patterns: Vec<String>,
    /// `contentEncoding`.
    pub content_encoding: Option<String>,
    /// `contentMediaType`.
    pub content_media_type: Option<String>,
    /// `contentSchema`.
    pub content_schema: Option<SchemaId>,
}

/// Keywords about arrays.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct ArrayKeywords {
    /// `items`.
    pub items: Option<SchemaId>,
    /// `prefixItems`.
    pub prefix_items: Vec<SchemaId>,
    /// `minItems`.
    pub min_items: Option<u64>,
    /// `maxItems`.
    pub max_items: Option<u64>,
    /// `uniqueItems`.
    pub unique_items: bool,
    /// `contains`: each holds. A schema states one; merged schemas may have several.
    pub contains: Vec<Contains>,
    /// `unevaluatedItems`.
    pub unevaluated_items: Option<SchemaId>,
}

/// How many items satisfy a schema.
///
/// Source: JSON Schema Core 2020-12, section 10.3.1.3; Validation 2020-12, sections 6.4.4 and 6.4.5.
#[derive(Debug, Clone, PartialEq)]
pub struct Contains {
    /// `contains`.
    pub schema: SchemaId,
    /// `minContains`; 1 where absent.
    pub min: Option<u64>,
    /// `maxContains`.
    pub max: Option<u64>,
}

/// Keywords about objects.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct ObjectKeywords {
    /// `properties`, in order.
    pub properties: Vec<(String, SchemaId)>,
    /// `required`.
    pub required: Vec<String>,
    /// `additionalProperties`.
    pub additional_properties: Option<SchemaId>,
    /// `patternProperties`.
    pub pattern_properties: Vec<(String, SchemaId)>,
    /// `propertyNames`.
    pub property_names: Option<SchemaId>,
    /// `minProperties`.
    pub min_properties: Option<u64>,
    /// `maxProperties`.
    pub max_properties: Option<u64>,
    /// `dependentRequired`.
    pub dependent_required: Vec<(String, Vec<String>)>,
    /// `dependentSchemas`.
    pub dependent_schemas: Vec<(String, SchemaId)>,
    /// `unevaluatedProperties`.
    pub unevaluated_properties: Option<SchemaId>,
}

/// A schema for values that satisfy `if`, and one for those that do not. Without `if`, neither has a meaning.
///
/// Source: JSON Schema Core 2020-12, section 10.2.2.
#[derive(Debug, Clone, PartialEq)]
pub struct Condition {
    /// `if`.
    pub test: SchemaId,
    /// `then`.
    pub then: Option<SchemaId>,
    /// `else`.
    pub otherwise: Option<SchemaId>,
}

/// Keywords that combine schemas.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct CombineKeywords {
    /// `allOf`.
    pub all_of: Vec<SchemaId>,
    /// `anyOf`.
    pub any_of: Vec<SchemaId>,
    /// `oneOf`.
    pub one_of: Vec<SchemaId>,
    /// `not`: none of these is satisfied. A schema states one; merged schemas may have several.
    pub not: Vec<SchemaId>,
    /// `if` with `then` and `else`: each holds. A schema states one; merged schemas may have several.
    pub conditions: Vec<Condition>,
    /// `discriminator`.
    pub discriminator: Option<Discriminator>,
}

/// The property that distinguishes the alternatives of a union.
///
/// Source: OpenAPI 3.2, section "Discriminator Object".
#[derive(Debug, Clone, PartialEq)]
pub struct Discriminator {
    /// The name of the discriminator property.
    pub property: String,
    /// `mapping`: discriminator values, each with the schema that it selects.
    pub mapping: Vec<(String, SchemaId)>,
    /// The schema for an absent or unknown value.
    pub default: Option<SchemaId>,
    /// The named schemas that extend this one by `allOf`, at any depth and in order, with the discriminator values that select
    /// them: the name of the schema, or `x-ms-discriminator-value`. Those that the mapping names are among them.
    pub subtypes: Vec<(String, SchemaId)>,
}

impl Schema {
    /// The schema `true`: any value.
    pub fn any(at: At) -> Self {
        Self {
            at,
            never: false,
            reference: None,
            notes: Notes::default(),
            types: None,
            format: None,
            enumeration: None,
            constant: None,
            number: NumberKeywords::default(),
            string: StringKeywords::default(),
            array: ArrayKeywords::default(),
            object: ObjectKeywords::default(),
            combine: CombineKeywords::default(),
        }
    }
}
