//! Members of objects, read as the type the specification gives them.
//!
//! Owns the reports about wrong types and missing members. Must not know which object it reads.

use crate::api::Number;
use crate::diagnostic::{Diagnostic, Places, codes};
use crate::source::Node;
use crate::value::Value;

use super::Reader;

impl<'a> Reader<'a, '_> {
    /// Reports a value of another type than the specification asks for.
    pub(super) fn wrong_type(&mut self, node: &Node<'_>, expected: &str) {
        self.sink.push(
            Diagnostic::error(
                codes::WRONG_TYPE,
                node.at.clone(),
                format!("expected {expected}, found {}", node.value.kind()),
            )
            .help(format!("write {expected} here, or leave the member out")),
        );
    }

    /// Reports a member that must be there and is not.
    pub(super) fn missing(&mut self, node: &Node<'_>, name: &str, help: &str) {
        self.sink
            .push(Diagnostic::error(codes::MISSING, node.at.clone(), format!("`{name}` is missing here")).help(help));
    }

    /// Reports a member beside another, where the specification allows one of the two; the first counts.
    pub(super) fn exclude(&mut self, node: &Node<'_>, member: &str, other: &str) {
        if node.get(member).is_some()
            && let Some(other_node) = node.get(other)
        {
            self.exclusive(&other_node, &format!("`{member}` and `{other}` exclude each other; `{member}` counts"));
        }
    }

    /// Reports something beside another, where the specification allows one of the two.
    pub(super) fn exclusive(&mut self, node: &Node<'_>, message: &str) {
        self.sink.push(
            Diagnostic::error(codes::EXCLUSIVE, node.at.clone(), message.to_owned()).help("leave out one of the two"),
        );
    }

    /// A member that is text.
    pub(super) fn text(&mut self, node: &Node<'a>, name: &str) -> Option<String> {
        node.get(name).and_then(|member| self.text_of(&member))
    }

    /// A value that is text. YAML reads `1.10` as a number; where text is wanted, a scalar is the text it is written as.
    pub(super) fn text_of(&mut self, node: &Node<'a>) -> Option<String> {
        match node.value {
            Value::String(text) => Some(text.clone()),
            Value::Integer(number) => Some(self.as_written(node).unwrap_or_else(|| number.to_string())),
            Value::Float(number) => Some(self.as_written(node).unwrap_or_else(|| format!("{number:?}"))),
            Value::Bool(flag) => Some(flag.to_string()),
            Value::Null => None,
            Value::Object(_) if node.get("$ref").is_some() => {
                let target = self.follow_misplaced(node)?;
                self.text_of(&target)
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

    /// A member that is text and must be there.
    pub(super) fn required_text(&mut self, node: &Node<'a>, name: &str, help: &str) -> Option<String> {
        if node.get(name).is_none() {
            self.missing(node, name, help);
        }
        self.text(node, name)
    }

    /// A member that is `true` or `false`.
    pub(super) fn flag(&mut self, node: &Node<'a>, name: &str) -> Option<bool> {
        let member = node.get(name)?;
        if let Value::Bool(flag) = member.value {
            return Some(*flag);
        }
        self.wrong_type(&member, "`true` or `false`");
        None
    }

    /// A member that is a number.
    pub(super) fn number(&mut self, node: &Node<'a>, name: &str) -> Option<Number> {
        let member = node.get(name)?;
        match member.value {
            Value::Integer(number) => Some(Number::Integer(*number)),
            Value::Float(number) => Some(Number::Float(*number)),
            Value::Null | Value::Bool(_) | Value::String(_) | Value::Array(_) | Value::Object(_) => {
                self.wrong_type(&member, "a number");
                None
            }
        }
    }

    /// A member that counts something.
    pub(super) fn count(&mut self, node: &Node<'a>, name: &str) -> Option<u64> {
        let member = node.get(name)?;
        let count = match member.value {
            Value::Integer(number) => u64::try_from(*number).ok(),
            Value::Float(number) if number.fract() == 0.0 && (0.0..1e15).contains(number) => Some(*number as u64),
            Value::Null | Value::Bool(_) | Value::Float(_) | Value::String(_) | Value::Array(_) | Value::Object(_) => {
                None
            }
        };
        if count.is_none() {
            self.wrong_type(&member, "a number that is not negative and has no fraction");
        }
        count
    }

    /// The items of a member that is a list; none where it is absent.
    pub(super) fn items(&mut self, node: &Node<'a>, name: &str) -> Vec<Node<'a>> {
        let Some(member) = node.get(name) else {
            return Vec::new();
        };
        if member.value.as_array().is_none() {
            self.wrong_type(&member, "a list");
        }
        member.items().collect()
    }

    /// The items of a member that is a list of strings.
    pub(super) fn strings(&mut self, node: &Node<'a>, name: &str) -> Vec<String> {
        let items = self.items(node, name);
        items.iter().filter_map(|item| self.text_of(item)).collect()
    }

    /// The members of a member that is an object; none where it is absent.
    pub(super) fn members(&mut self, node: &Node<'a>, name: &str) -> Vec<(&'a str, Node<'a>)> {
        match node.get(name) {
            Some(member) => self.members_of(&member),
            None => Vec::new(),
        }
    }

    /// The members of an object.
    pub(super) fn members_of(&mut self, node: &Node<'a>) -> Vec<(&'a str, Node<'a>)> {
        if node.value.as_object().is_none() {
            self.wrong_type(node, "an object");
        }
        node.members().collect()
    }
}
