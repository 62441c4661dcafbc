//! Sets of JSON types.
//!
//! Owns their operations and how messages name them. Must not know schemas.

/// A set of JSON types, `integer` being the numbers without a fraction.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Types(u8);

impl Types {
    /// No type.
    pub const NONE: Self = Self(0);
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

    /// The types of this set that are not in the other.
    pub const fn without(self, other: Self) -> Self {
        Self(self.0 & !other.0)
    }

    /// Whether every type of the other set is in this one.
    pub const fn contains(self, other: Self) -> bool {
        self.0 & other.0 == other.0
    }

    /// The types as messages name them: `a string or null`.
    pub fn words(self) -> String {
        let integer = if self.contains(Self::NUMBER) { "a number" } else { "an integer" };
        let words = [
            (Self::STRING, "a string"),
            (Self::INTEGER, integer),
            (Self::BOOLEAN, "a boolean"),
            (Self::ARRAY, "an array"),
            (Self::OBJECT, "an object"),
            (Self::NULL, "null"),
        ];
        let words: Vec<_> = words.into_iter().filter(|(one, _)| self.contains(*one)).map(|(_, word)| word).collect();
        match words.split_last() {
            None => "nothing".to_owned(),
            Some((only, [])) => (*only).to_owned(),
            Some((last, rest)) => format!("{} or {last}", rest.join(", ")),
        }
    }
}
