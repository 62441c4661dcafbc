//! Schemas as data: the table of keywords that generated code fills.
//!
//! Owns the shapes of that table. Must not know how a value is checked against it ([`check`](super::check) does that),
//! where a value came from, or what becomes of what is wrong with it.

/// A JSON Schema as a conjunction of keywords: a value satisfies it when it satisfies each of them.
///
/// Source: JSON Schema 2020-12.
#[derive(Debug, Clone, Copy)]
pub struct Schema(pub &'static [Keyword]);

impl Schema {
    /// Every value.
    pub const ANY: Self = Self(&[]);
    /// Any string.
    pub const STRING: Self = Self(&[Keyword::Type(Types::STRING)]);
    /// Any number without a fraction.
    pub const INTEGER: Self = Self(&[Keyword::Type(Types::INTEGER)]);
    /// Any number.
    pub const NUMBER: Self = Self(&[Keyword::Type(Types::NUMBER)]);
    /// `true` or `false`.
    pub const BOOLEAN: Self = Self(&[Keyword::Type(Types::BOOLEAN)]);
    /// Any object.
    pub const OBJECT: Self = Self(&[Keyword::Type(Types::OBJECT)]);

    /// The types a value may have; all of them when the schema does not say.
    pub fn types(&self) -> Types {
        self.0.iter().fold(Types::ALL, |types, keyword| match keyword {
            Keyword::Type(allowed) => types.and(*allowed),
            _ => types,
        })
    }

    /// The schema of the member of this name; [`Schema::ANY`] when nothing is said about it.
    pub fn member(&self, name: &str) -> &'static Schema {
        self.property(name).or(self.additional_properties()).unwrap_or(&Schema::ANY)
    }

    /// The schema under `properties` of the member of this name.
    pub fn property(&self, name: &str) -> Option<&'static Schema> {
        self.properties().find(|(property, _)| *property == name).map(|(_, schema)| schema)
    }

    /// The members named under `properties`.
    pub fn properties(&self) -> impl Iterator<Item = (&'static str, &'static Schema)> {
        let tables = self.0.iter().filter_map(|keyword| match keyword {
            Keyword::Properties(properties) => Some(*properties),
            _ => None,
        });
        tables.flatten().copied()
    }

    /// The schema of the members not named under `properties`.
    pub fn additional_properties(&self) -> Option<&'static Schema> {
        self.0.iter().find_map(|keyword| match keyword {
            Keyword::AdditionalProperties(schema) => Some(*schema),
            _ => None,
        })
    }

    /// Whether a member of this name must be present.
    pub fn requires(&self, name: &str) -> bool {
        self.0.iter().any(|keyword| matches!(keyword, Keyword::Required(names) if names.contains(&name)))
    }

    /// The schema of the items; [`Schema::ANY`] when nothing is said about them.
    pub fn items(&self) -> &'static Schema {
        let items = self.0.iter().find_map(|keyword| match keyword {
            Keyword::Items(schema) => Some(*schema),
            _ => None,
        });
        items.unwrap_or(&Schema::ANY)
    }
}

/// One keyword of a schema. A keyword about one JSON type holds for every value of another type.
///
/// Source: JSON Schema Validation 2020-12, section 6, and JSON Schema Core 2020-12, section 10.
#[derive(Debug, Clone, Copy)]
pub enum Keyword {
    /// `type`: the value has one of these types.
    Type(Types),
    /// `enum`: a string equals one of these. What else may stand beside the strings is said by `type`.
    Enum(&'static [&'static str]),
    /// `properties`: each member of such a name satisfies its schema.
    Properties(&'static [(&'static str, &'static Schema)]),
    /// `required`: members of these names are present.
    Required(&'static [&'static str]),
    /// `additionalProperties`: members not named under `properties` satisfy this schema.
    AdditionalProperties(&'static Schema),
    /// `items`: every item satisfies this schema.
    Items(&'static Schema),
    /// `minimum`, as an integer.
    Minimum(i64),
    /// `maximum`, as an integer.
    Maximum(i64),
    /// `minLength`, in Unicode code points.
    MinLength(u64),
    /// `maxLength`, in Unicode code points.
    MaxLength(u64),
    /// `minItems`.
    MinItems(u64),
    /// `maxItems`.
    MaxItems(u64),
    /// Nothing satisfies this schema (`false`).
    Never,
}

/// A set of JSON types, `integer` being the numbers without a fraction.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Types(u8);

impl Types {
    /// `string`.
    pub const STRING: Self = Self(1);
    /// `integer`: a number without a fraction, `1.0` included.
    pub const INTEGER: Self = Self(1 << 1);
    /// `number`, integers included.
    pub const NUMBER: Self = Self(1 << 2 | Self::INTEGER.0);
    /// `boolean`.
    pub const BOOLEAN: Self = Self(1 << 3);
    /// `null`.
    pub const NULL: Self = Self(1 << 4);
    /// `array`.
    pub const ARRAY: Self = Self(1 << 5);
    /// `object`.
    pub const OBJECT: Self = Self(1 << 6);
    /// Every type.
    pub const ALL: Self = Self((1 << 7) - 1);

    /// The types of either set.
    pub const fn or(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// The types of both sets.
    pub const fn and(self, other: Self) -> Self {
        Self(self.0 & other.0)
    }

    /// Whether every type of the other set is in this one.
    pub const fn contains(self, other: Self) -> bool {
        self.0 & other.0 == other.0
    }
}
