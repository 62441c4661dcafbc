//! The keywords of a schema, and what code that walks a schema needs to know of each: its name, the JSON types that it applies
//! to, and its argument with its subschemas.
//!
//! Owns that list, which exists once: walkers match the arguments, of which there are few kinds. Must not know the meaning of a
//! keyword, which `validation` does.

use super::{Format, Literal, Number, Pattern, Reference, Schema, Types};

/// One keyword of a schema. A keyword that applies to one JSON type accepts every value of another type.
///
/// Source: JSON Schema Validation 2020-12, section 6, and JSON Schema Core 2020-12, sections 10 and 11.
#[derive(Debug, Clone, Copy)]
pub enum Keyword {
    /// `type`: the value has one of these types.
    Type(Types),
    /// `enum`: a string equals one of these. `type` says which other values are allowed beside the strings.
    Enum(&'static [&'static str]),
    /// `enum`: the value equals one of these.
    Values(&'static [Literal]),
    /// `const`: the value equals this.
    Const(Literal),
    /// `minimum`.
    Minimum(Number),
    /// `maximum`.
    Maximum(Number),
    /// `exclusiveMinimum`.
    ExclusiveMinimum(Number),
    /// `exclusiveMaximum`.
    ExclusiveMaximum(Number),
    /// `multipleOf`.
    MultipleOf(Number),
    /// `minLength`, in Unicode code points.
    MinLength(u64),
    /// `maxLength`, in Unicode code points.
    MaxLength(u64),
    /// `pattern`: the expression matches somewhere in the string.
    Pattern(&'static Pattern),
    /// `format`, of the formats that a type can hold.
    Format(Format),
    /// `prefixItems`: the first items satisfy these schemas, one for each.
    PrefixItems(&'static [&'static Schema]),
    /// `items`: every item after those of `prefixItems` satisfies this schema.
    Items(&'static Schema),
    /// `minItems`.
    MinItems(u64),
    /// `maxItems`.
    MaxItems(u64),
    /// `uniqueItems`: no two items are equal.
    UniqueItems,
    /// `contains` with `minContains` and `maxContains`: the number of items that satisfy this schema.
    Contains(&'static Schema, u64, Option<u64>),
    /// `unevaluatedItems`: items that no other keyword evaluates satisfy this schema.
    UnevaluatedItems(&'static Schema),
    /// `properties`: the property of such a name satisfies its schema.
    Properties(&'static [(&'static str, &'static Schema)]),
    /// `patternProperties`: a property whose name matches such an expression satisfies its schema.
    PatternProperties(&'static [(&'static Pattern, &'static Schema)]),
    /// `additionalProperties`: properties that neither `properties` nor `patternProperties` evaluate satisfy this schema.
    AdditionalProperties(&'static Schema),
    /// `propertyNames`: the name of every property satisfies this schema.
    PropertyNames(&'static Schema),
    /// `required`: properties of these names are present.
    Required(&'static [&'static str]),
    /// `minProperties`.
    MinProperties(u64),
    /// `maxProperties`.
    MaxProperties(u64),
    /// `dependentRequired`: an object with a property of such a name has properties of these names.
    DependentRequired(&'static [(&'static str, &'static [&'static str])]),
    /// `dependentSchemas`: an object with a property of such a name satisfies this schema.
    DependentSchemas(&'static [(&'static str, &'static Schema)]),
    /// `unevaluatedProperties`: properties that no other keyword evaluates satisfy this schema.
    UnevaluatedProperties(&'static Schema),
    /// `allOf`, and the target of a `$ref`: the value satisfies each of these.
    AllOf(&'static [&'static Schema]),
    /// `anyOf`: the value satisfies one of these or several.
    AnyOf(&'static [&'static Schema]),
    /// `oneOf`: the value satisfies exactly one of these.
    OneOf(&'static [&'static Schema]),
    /// `not`: the value does not satisfy this.
    Not(&'static Schema),
    /// `if`, `then` and `else`: a value that satisfies the first schema satisfies the second too, any other the third.
    If(&'static Schema, Option<&'static Schema>, Option<&'static Schema>),
    /// `discriminator`: the property of this name selects by its value which of these schemas an object satisfies. With another
    /// value, or without that property, it satisfies the last. Where there is no last, it is refused.
    ///
    /// Source: OpenAPI 3.2, section "Discriminator Object".
    Discriminator(&'static str, &'static [(&'static str, &'static Schema)], Option<&'static Schema>),
    /// `$ref`: the value satisfies the schema that was put there. Where tables are made at run time, a schema that refers to itself
    /// does so by this keyword.
    Reference(&'static Reference),
    /// Nothing satisfies this schema (`false`).
    Never,
}

/// The argument of a keyword.
#[doc(hidden)]
#[derive(Debug, Clone, Copy)]
pub enum Argument {
    /// No argument that matters.
    None,
    /// Types.
    Types(Types),
    /// Strings, one of which a value equals.
    Strings(&'static [&'static str]),
    /// Values, one of which a value equals.
    Literals(&'static [Literal]),
    /// A value.
    Literal(Literal),
    /// A number.
    Number(Number),
    /// A count of characters, items or properties.
    Count(u64),
    /// A regular expression.
    Pattern(&'static Pattern),
    /// A format.
    Format(Format),
    /// Names of properties.
    Names(&'static [&'static str]),
    /// Names of properties, by the name of another one.
    NamesByName(&'static [(&'static str, &'static [&'static str])]),
    /// Subschemas for the items, properties or names of a value.
    Parts(Parts),
    /// Subschemas for the same value.
    InPlace(InPlace),
}

/// The subschemas of a keyword that apply to the parts of a value.
#[doc(hidden)]
#[derive(Debug, Clone, Copy)]
pub enum Parts {
    /// A schema for all of certain parts.
    Every(&'static Schema),
    /// A schema for each part, by its index.
    ByIndex(&'static [&'static Schema]),
    /// A schema for each part, by its name.
    ByName(&'static [(&'static str, &'static Schema)]),
    /// A schema for all parts whose names match an expression.
    ByPattern(&'static [(&'static Pattern, &'static Schema)]),
    /// A schema for some of the parts: at least so many, and at most so many.
    Some(&'static Schema, u64, Option<u64>),
}

/// The subschemas of a keyword that apply to the same value as the keyword.
#[doc(hidden)]
#[derive(Debug, Clone, Copy)]
pub enum InPlace {
    /// All of them apply.
    All(&'static [&'static Schema]),
    /// Alternatives.
    Alternatives(&'static [&'static Schema]),
    /// A schema that the value must not satisfy.
    Not(&'static Schema),
    /// A condition, the schema where it is satisfied, and the schema where it is not.
    Condition(&'static Schema, Option<&'static Schema>, Option<&'static Schema>),
    /// A schema for objects with a property of this name.
    Dependent(&'static [(&'static str, &'static Schema)]),
    /// A discriminator property, its values with their alternatives, and the alternative for other values.
    Discriminator(&'static str, &'static [(&'static str, &'static Schema)], Option<&'static Schema>),
}

impl Keyword {
    /// The name of the keyword in JSON Schema.
    pub fn name(&self) -> &'static str {
        self.row().0
    }

    /// The JSON types that the keyword applies to: it accepts every value of another type.
    pub fn applies_to(&self) -> Types {
        self.row().1
    }

    /// The argument of the keyword.
    #[doc(hidden)]
    pub fn argument(&self) -> Argument {
        self.row().2
    }

    /// Whether the keyword applies to the parts of a value, or has subschemas for it.
    #[doc(hidden)]
    pub fn applies_to_parts(&self) -> bool {
        match self.row().2 {
            Argument::Parts(_) | Argument::InPlace(_) | Argument::Names(_) | Argument::NamesByName(_) => true,
            Argument::None => matches!(self, Self::UniqueItems),
            Argument::Types(_)
            | Argument::Strings(_)
            | Argument::Literals(_)
            | Argument::Literal(_)
            | Argument::Number(_)
            | Argument::Count(_)
            | Argument::Pattern(_)
            | Argument::Format(_) => false,
        }
    }

    /// The schemas inside the keyword.
    pub fn subschemas(&self) -> impl Iterator<Item = &'static Schema> + use<> {
        self.argument().subschemas()
    }

    /// What is known of each keyword. `format` depends on its argument, and counts as one that applies to every type.
    // Into each of the methods above, which then compute their part of it alone.
    #[inline(always)]
    fn row(&self) -> (&'static str, Types, Argument) {
        use {InPlace as Same, Parts as Part};

        match *self {
            Self::Type(types) => ("type", Types::ALL, Argument::Types(types)),
            Self::Enum(strings) => ("enum", Types::ALL, Argument::Strings(strings)),
            Self::Values(values) => ("enum", Types::ALL, Argument::Literals(values)),
            Self::Const(value) => ("const", Types::ALL, Argument::Literal(value)),
            Self::Minimum(limit) => ("minimum", Types::NUMBER, Argument::Number(limit)),
            Self::Maximum(limit) => ("maximum", Types::NUMBER, Argument::Number(limit)),
            Self::ExclusiveMinimum(limit) => ("exclusiveMinimum", Types::NUMBER, Argument::Number(limit)),
            Self::ExclusiveMaximum(limit) => ("exclusiveMaximum", Types::NUMBER, Argument::Number(limit)),
            Self::MultipleOf(divisor) => ("multipleOf", Types::NUMBER, Argument::Number(divisor)),
            Self::MinLength(count) => ("minLength", Types::STRING, Argument::Count(count)),
            Self::MaxLength(count) => ("maxLength", Types::STRING, Argument::Count(count)),
            Self::Pattern(pattern) => ("pattern", Types::STRING, Argument::Pattern(pattern)),
            Self::Format(format) => ("format", Types::ALL, Argument::Format(format)),
            Self::PrefixItems(all) => ("prefixItems", Types::ARRAY, Argument::Parts(Part::ByIndex(all))),
            Self::Items(one) => ("items", Types::ARRAY, Argument::Parts(Part::Every(one))),
            Self::MinItems(count) => ("minItems", Types::ARRAY, Argument::Count(count)),
            Self::MaxItems(count) => ("maxItems", Types::ARRAY, Argument::Count(count)),
            Self::UniqueItems => ("uniqueItems", Types::ARRAY, Argument::None),
            Self::Contains(one, min, max) => ("contains", Types::ARRAY, Argument::Parts(Part::Some(one, min, max))),
            Self::UnevaluatedItems(one) => ("unevaluatedItems", Types::ARRAY, Argument::Parts(Part::Every(one))),
            Self::Properties(all) => ("properties", Types::OBJECT, Argument::Parts(Part::ByName(all))),
            Self::PatternProperties(all) => ("patternProperties", Types::OBJECT, Argument::Parts(Part::ByPattern(all))),
            Self::AdditionalProperties(one) => {
                ("additionalProperties", Types::OBJECT, Argument::Parts(Part::Every(one)))
            }
            Self::PropertyNames(one) => ("propertyNames", Types::OBJECT, Argument::Parts(Part::Every(one))),
            Self::Required(names) => ("required", Types::OBJECT, Argument::Names(names)),
            Self::MinProperties(count) => ("minProperties", Types::OBJECT, Argument::Count(count)),
            Self::MaxProperties(count) => ("maxProperties", Types::OBJECT, Argument::Count(count)),
            Self::DependentRequired(names) => ("dependentRequired", Types::OBJECT, Argument::NamesByName(names)),
            Self::DependentSchemas(all) => ("dependentSchemas", Types::OBJECT, Argument::InPlace(Same::Dependent(all))),
            Self::UnevaluatedProperties(one) => {
                ("unevaluatedProperties", Types::OBJECT, Argument::Parts(Part::Every(one)))
            }
            Self::AllOf(all) => ("allOf", Types::ALL, Argument::InPlace(Same::All(all))),
            Self::AnyOf(all) => ("anyOf", Types::ALL, Argument::InPlace(Same::Alternatives(all))),
            Self::OneOf(all) => ("oneOf", Types::ALL, Argument::InPlace(Same::Alternatives(all))),
            Self::Not(one) => ("not", Types::ALL, Argument::InPlace(Same::Not(one))),
            Self::If(test, then, other) => ("if", Types::ALL, Argument::InPlace(Same::Condition(test, then, other))),
            Self::Discriminator(name, known, default) => {
                ("discriminator", Types::OBJECT, Argument::InPlace(Same::Discriminator(name, known, default)))
            }
            Self::Reference(to) => ("$ref", Types::ALL, Argument::InPlace(Same::All(to.schemas()))),
            Self::Never => ("false", Types::ALL, Argument::None),
        }
    }
}

impl Argument {
    /// The schemas inside the argument.
    fn subschemas(self) -> impl Iterator<Item = &'static Schema> {
        type ByName = &'static [(&'static str, &'static Schema)];
        let mut few: [Option<&'static Schema>; 3] = [None; 3];
        let (mut listed, mut by_name, mut by_pattern): (&[&Schema], ByName, &[(&Pattern, &Schema)]) = (&[], &[], &[]);
        match self {
            Self::Parts(Parts::Every(one) | Parts::Some(one, ..)) | Self::InPlace(InPlace::Not(one)) => {
                few = [Some(one), None, None];
            }
            Self::Parts(Parts::ByIndex(all)) | Self::InPlace(InPlace::All(all) | InPlace::Alternatives(all)) => {
                listed = all;
            }
            Self::Parts(Parts::ByName(all)) | Self::InPlace(InPlace::Dependent(all)) => by_name = all,
            Self::Parts(Parts::ByPattern(all)) => by_pattern = all,
            Self::InPlace(InPlace::Condition(test, then, otherwise)) => few = [Some(test), then, otherwise],
            Self::InPlace(InPlace::Discriminator(_, known, default)) => {
                by_name = known;
                few = [default, None, None];
            }
            Self::None
            | Self::Types(_)
            | Self::Strings(_)
            | Self::Literals(_)
            | Self::Literal(_)
            | Self::Number(_)
            | Self::Count(_)
            | Self::Pattern(_)
            | Self::Format(_)
            | Self::Names(_)
            | Self::NamesByName(_) => {}
        }
        let by_name = by_name.iter().map(|(_, schema)| *schema);
        let by_pattern = by_pattern.iter().map(|(_, schema)| *schema);
        listed.iter().copied().chain(by_name).chain(by_pattern).chain(few.into_iter().flatten())
    }
}
