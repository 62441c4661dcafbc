//! The position of one value of a YAML text, found by serde_yaml itself: reading fails at the value on purpose, and the error
//! has the position.
//!
//! Owns that search. It reads the text once for each position, so it is used only for texts that serde-saphyr refuses.

use std::fmt;

use serde::de::{
    DeserializeSeed, Deserializer, EnumAccess, Error as _, IgnoredAny, MapAccess, SeqAccess, VariantAccess, Visitor,
};

use super::failure::Failure;
use super::positions::Span;

/// The position of the value at a pointer, or of the nearest value around it. Its end is not known.
pub(super) fn seek(text: &str, pointer: &str) -> Span {
    let tokens: Vec<String> = crate::at::tokens(pointer).collect();
    match (Seek { tokens: &tokens }).deserialize(serde_yaml::Deserializer::from_str(text)) {
        Ok(never) => match never {},
        Err(error) => Span { end: text.len(), ..Failure::yaml(&error, text).span },
    }
}

/// What reading ends in, if it did not fail.
enum Never {}

#[derive(Clone, Copy)]
struct Seek<'p> {
    tokens: &'p [String],
}

impl<'de> DeserializeSeed<'de> for Seek<'_> {
    type Value = Never;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Never, D::Error> {
        deserializer.deserialize_any(self)
    }
}

/// Scalars are refused by the defaults of the trait.
impl<'de> Visitor<'de> for Seek<'_> {
    type Value = Never;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a value further down")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut access: A) -> Result<Never, A::Error> {
        if let Some((token, tokens)) = self.tokens.split_first() {
            for _ in 0..token.parse::<usize>().unwrap_or_default() {
                access.next_element::<IgnoredAny>()?;
            }
            access.next_element_seed(Seek { tokens })?;
        }
        Err(A::Error::custom("here"))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut access: A) -> Result<Never, A::Error> {
        if let Some((token, tokens)) = self.tokens.split_first() {
            while let Some(key) = access.next_key::<String>()? {
                if key == *token {
                    access.next_value_seed(Seek { tokens })?;
                }
                access.next_value::<IgnoredAny>()?;
            }
        }
        Err(A::Error::custom("here"))
    }

    fn visit_enum<A: EnumAccess<'de>>(self, access: A) -> Result<Never, A::Error> {
        let (IgnoredAny, variant) = access.variant()?;
        variant.newtype_variant_seed(self)
    }
}
