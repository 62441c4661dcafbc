//! The fields of objects, read as the types that the specification gives them.
//!
//! Owns the reports about wrong types and missing fields. Must not know which object it reads.

use crate::api::Number;
use crate::diagnostic::{Diagnostic, Places, codes};
use crate::source::Node;
use crate::value::Value;

use super::Reader;

impl<'a> Reader<'a, '_> {
    /// Reports a value of another type than the specification requires.
    pub(super) fn wrong_type(&mut self, node: &Node<'_>, expected: &str) {
        self.sink.push(
            Diagnostic::error(
                codes::WRONG_TYPE,
                node.at.clone(),
                format!("expected {expected}, found {}", node.value.kind()),
            )
            .help(format!("write {expected} here, or leave the field out")),
        );
    }

    /// Reports a required field that is missing.
    pub(super) fn missing(&mut self, node: &Node<'_>, name: &str, help: &str) {
        self.sink
            .push(Diagnostic::error(codes::MISSING, node.at.clone(), format!("`{name}` is missing here")).help(help));
    }

    /// Reports two fields of which the specification allows only one. The first is used.
    pub(super) fn exclude(&mut self, node: &Node<'_>, field: &str, other: &str) {
        if node.get(field).is_some()
            && let Some(other_node) = node.get(other)
        {
            self.exclusive(&other_node, &format!("`{field}` and `{other}` exclude each other; `{field}` is used"));
        }
    }

    /// Reports a second thing where the specification allows only one.
    pub(super) fn exclusive(&mut self, node: &Node<'_>, message: &str) {
        self.sink.push(
            Diagnostic::error(codes::EXCLUSIVE, node.at.clone(), message.to_owned()).help("leave out one of the two"),
        );
    }

    /// A field that is a string.
    pub(super) fn string(&mut self, node: &Node<'a>, name: &str) -> Option<String> {
        node.get(name).and_then(|field| self.string_of(&field))
    }

    /// A value that is a string. YAML reads `1.10` as a number. Where a string is expected, a scalar is the string it is written as.
    pub(super) fn string_of(&mut self, node: &Node<'a>) -> Option<String> {
        match node.value {
            Value::String(text) => Some(text.clone()),
            Value::Integer(number) => Some(self.as_written(node).unwrap_or_else(|| number.to_string())),
            Value::Float(number) => Some(self.as_written(node).unwrap_or_else(|| format!("{number:?}"))),
            Value::Bool(flag) => Some(flag.to_string()),
            Value::Null => None,
            Value::Object(_) if node.get("$ref").is_some() => {
                let target = self.follow_misplaced(node)?;
                self.string_of(&target)
            }
            Value::Array(_) | Value::Object(_) => {
                self.wrong_type(node, "a string");
                None
            }
        }
    }

    /// How a number is written in its file; `None` where that cannot be found, as behind an alias.
    fn as_written(&self, node: &Node<'a>) -> Option<String> {
        let place = self.documents.place(&node.at)?;
        let written = place.text.get(place.span)?.trim();
        let is_number = written.starts_with(|first: char| first.is_ascii_digit() || "+-.".contains(first))
            && written.chars().all(|character| character.is_ascii_alphanumeric() || "+-._".contains(character));
        is_number.then(|| written.to_owned())
    }

    /// A field that is a string and is required.
    pub(super) fn required_string(&mut self, node: &Node<'a>, name: &str, help: &str) -> Option<String> {
        if node.get(name).is_none() {
            self.missing(node, name, help);
        }
        self.string(node, name)
    }

    /// A field that is `true` or `false`.
    pub(super) fn flag(&mut self, node: &Node<'a>, name: &str) -> Option<bool> {
        let field = node.get(name)?;
        if let Value::Bool(flag) = field.value {
            return Some(*flag);
        }
        self.wrong_type(&field, "`true` or `false`");
        None
    }

    /// A field that is a number.
    pub(super) fn number(&mut self, node: &Node<'a>, name: &str) -> Option<Number> {
        let field = node.get(name)?;
        match field.value {
            Value::Integer(number) => Some(Number::Integer(*number)),
            Value::Float(number) => Some(Number::Float(*number)),
            Value::Null | Value::Bool(_) | Value::String(_) | Value::Array(_) | Value::Object(_) => {
                self.wrong_type(&field, "a number");
                None
            }
        }
    }

    /// A field that is a number without a fraction, not negative.
    pub(super) fn count(&mut self, node: &Node<'a>, name: &str) -> Option<u64> {
        let field = node.get(name)?;
        let count = match field.value {
            Value::Integer(number) => u64::try_from(*number).ok(),
            Value::Float(number) if number.fract() == 0.0 && (0.0..1e15).contains(number) => Some(*number as u64),
            Value::Null | Value::Bool(_) | Value::Float(_) | Value::String(_) | Value::Array(_) | Value::Object(_) => {
                None
            }
        };
        if count.is_none() {
            self.wrong_type(&field, "a number that is not negative and has no fraction");
        }
        count
    }

    /// The items of a field that is an array; none where it is absent.
    pub(super) fn items(&mut self, node: &Node<'a>, name: &str) -> Vec<Node<'a>> {
        let Some(field) = node.get(name) else {
            return Vec::new();
        };
        if field.value.as_array().is_none() {
            self.wrong_type(&field, "an array");
        }
        field.items().collect()
    }

    /// The items of a field that is an array of strings.
    pub(super) fn strings(&mut self, node: &Node<'a>, name: &str) -> Vec<String> {
        let items = self.items(node, name);
        items.iter().filter_map(|item| self.string_of(item)).collect()
    }

    /// The entries of a field that is an object; none where it is absent.
    pub(super) fn entries(&mut self, node: &Node<'a>, name: &str) -> Vec<(&'a str, Node<'a>)> {
        match node.get(name) {
            Some(field) => self.entries_of(&field),
            None => Vec::new(),
        }
    }

    /// The entries of an object.
    pub(super) fn entries_of(&mut self, node: &Node<'a>) -> Vec<(&'a str, Node<'a>)> {
        if node.value.as_object().is_none() {
            self.wrong_type(node, "an object");
        }
        node.entries().collect()
    }
}
