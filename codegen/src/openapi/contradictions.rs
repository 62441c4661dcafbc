//! Reports keywords of one schema that no value satisfies together, and lists that are empty.
//!
//! Owns these checks. The schema is read as it is written. Must not know what is generated for it.

use crate::api::{Number, Schema};
use crate::at::At;
use crate::diagnostic::codes;
use crate::source::Node;
use crate::value::Value;

use super::Reader;

/// The formats of integers, with their least and their greatest value.
///
/// Source: OpenAPI Format Registry.
const INTEGERS: &[(&str, f64, f64)] = &[
    ("int8", i8::MIN as f64, i8::MAX as f64),
    ("int16", i16::MIN as f64, i16::MAX as f64),
    ("int32", i32::MIN as f64, i32::MAX as f64),
    ("int64", i64::MIN as f64, i64::MAX as f64),
    ("uint8", 0.0, u8::MAX as f64),
    ("uint16", 0.0, u16::MAX as f64),
    ("uint32", 0.0, u32::MAX as f64),
    ("uint64", 0.0, u64::MAX as f64),
];

/// A bound of numbers.
#[derive(Debug, Clone, Copy)]
struct Bound {
    keyword: &'static str,
    value: f64,
    is_exclusive: bool,
}

impl<'a> Reader<'a, '_> {
    /// Reports bounds that exclude each other, bounds that the format does not have, and empty lists.
    pub(super) fn lint_bounds(&mut self, node: &Node<'a>, schema: &Schema) {
        let (string, array, object) = (&schema.string, &schema.array, &schema.object);
        for (least, most, names) in [
            (string.min_length, string.max_length, ("minLength", "maxLength")),
            (array.min_items, array.max_items, ("minItems", "maxItems")),
            (object.min_properties, object.max_properties, ("minProperties", "maxProperties")),
        ] {
            if let (Some(least), Some(most)) = (least, most)
                && least > most
            {
                self.report_excluding(node, (names.0, least.to_string()), (names.1, most.to_string()));
            }
        }
        let keywords = &schema.number;
        let lower = bound("minimum", keywords.minimum, "exclusiveMinimum", keywords.exclusive_minimum);
        let upper = bound("maximum", keywords.maximum, "exclusiveMaximum", keywords.exclusive_maximum);
        if let (Some(lower), Some(upper)) = (lower, upper)
            && (lower.value > upper.value || (lower.value == upper.value && (lower.is_exclusive || upper.is_exclusive)))
        {
            self.report_excluding(
                node,
                (lower.keyword, lower.value.to_string()),
                (upper.keyword, upper.value.to_string()),
            );
        }
        self.report_beyond_format(node, schema, lower, upper);
        self.report_empty(node);
    }

    fn report_excluding(&mut self, node: &Node<'a>, lower: (&str, String), upper: (&str, String)) {
        let message = format!("no value satisfies both `{}: {}` and `{}: {}`", lower.0, lower.1, upper.0, upper.1);
        self.warn(codes::DOUBTFUL, self.keyword(node, upper.0), message, "correct one of the two");
    }

    /// The location of a keyword. In older versions an exclusive bound stands in the keyword of the other one.
    fn keyword(&self, node: &Node<'a>, name: &str) -> At {
        let inclusive = match name {
            "exclusiveMinimum" => "minimum",
            "exclusiveMaximum" => "maximum",
            other => other,
        };
        let stated = node.get(name).filter(|stated| !matches!(stated.value, Value::Bool(_)));
        stated.or_else(|| node.get(inclusive)).map_or_else(|| node.at.clone(), |stated| stated.at)
    }

    fn report_beyond_format(&mut self, node: &Node<'a>, schema: &Schema, lower: Option<Bound>, upper: Option<Bound>) {
        let Some(format) = schema.format.as_deref() else { return };
        let Some((_, least, most)) = INTEGERS.iter().find(|(name, ..)| *name == format) else { return };
        for bound in [lower, upper].into_iter().flatten() {
            // An exclusive bound may be the next integer.
            let beyond = if bound.is_exclusive { 1.0 } else { 0.0 };
            let limit = match (bound.value < least - beyond, bound.value > most + beyond) {
                (true, _) => least,
                (_, true) => most,
                (false, false) => continue,
            };
            let message = format!("`{}: {}` is beyond `{format}`, which ends at {limit}", bound.keyword, bound.value);
            let help = "write a bound that the format has, or a format that has the bound";
            self.warn(codes::DOUBTFUL, self.keyword(node, bound.keyword), message, help);
        }
    }

    fn report_empty(&mut self, node: &Node<'a>) {
        for name in ["enum", "oneOf", "anyOf", "allOf"] {
            if let Some(list) =
                node.get(name).filter(|list| list.value.as_array().is_some_and(|items| items.is_empty()))
            {
                let message = format!("`{name}` must not be empty; it is ignored");
                self.warn(codes::DOUBTFUL, list.at, message, &format!("delete it, or add what `{name}` lists"));
            }
        }
    }
}

/// The bound of one side that excludes more.
fn bound(
    keyword: &'static str,
    inclusive: Option<Number>,
    exclusive_keyword: &'static str,
    exclusive: Option<Number>,
) -> Option<Bound> {
    let value = |number: Number| match number {
        Number::Integer(integer) => integer as f64,
        Number::Float(float) => float,
    };
    let exclusive = exclusive.map(|one| Bound { keyword: exclusive_keyword, value: value(one), is_exclusive: true });
    exclusive.or_else(|| inclusive.map(|one| Bound { keyword, value: value(one), is_exclusive: false }))
}
