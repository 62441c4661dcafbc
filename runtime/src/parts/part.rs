//! One part of a form: the property that it belongs to, and the value or the file that it holds.
//!
//! Owns how the text of a part becomes a value. Must not know how parts are separated.

use serde::de::DeserializeOwned;
use serde_json::Value;

use super::super::json as reader;
use super::super::media_type::is_json;
use super::super::operation::{Encoding, Notation};
use super::super::schema::Schema;
use super::super::server::Rejection;
use super::super::style::decode::{Booleans, Kind, Text, kind, scalar, unreadable};
use super::super::violation::{Part as Place, Violation};
use super::file::{File, FileOr};

/// A part of a form, by its property. A generated enum has a variant for each property.
pub trait FromPart: Sized {
    /// Takes what a part holds.
    ///
    /// # Errors
    /// When the value does not fit its type although its schema allows it.
    fn from_part(part: Part) -> Result<Self, Rejection>;
}

/// What came as a part.
#[derive(Debug)]
pub struct Part {
    pub(super) name: &'static str,
    pub(super) content: Content,
}

/// What a part holds.
#[derive(Debug)]
pub(super) enum Content {
    Value(Value),
    File(File),
}

impl Part {
    /// The name of its property.
    pub fn name(&self) -> &'static str {
        self.name
    }

    /// The file that it is.
    ///
    /// # Errors
    /// When it is a value.
    pub fn file(self) -> Result<File, Rejection> {
        match self.content {
            Content::File(file) => Ok(file),
            Content::Value(_) => Err(undecodable(unreadable("is no file"), self.name)),
        }
    }

    /// The file that it is, or the value that it holds.
    ///
    /// # Errors
    /// When the value does not fit `T`.
    pub fn file_or_value<T: DeserializeOwned>(self) -> Result<FileOr<T>, Rejection> {
        match self.content {
            Content::File(file) => Ok(FileOr::File(file)),
            Content::Value(_) => self.value().map(FileOr::Value),
        }
    }

    /// The value that it holds.
    ///
    /// # Errors
    /// When it does not fit `T`, such as an integer beyond 64 bits.
    pub fn value<T: DeserializeOwned>(self) -> Result<T, Rejection> {
        let Content::Value(value) = self.content else {
            return Err(undecodable(unreadable("is a file"), self.name));
        };
        reader::from_value(value).map_err(|error| {
            let violation = Violation::new("", "format", error.to_string()).under(self.name).within(Place::Body);
            Rejection::Invalid { violations: vec![violation] }
        })
    }
}

/// A property of a form, as its tables have it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Property {
    pub(super) name: &'static str,
    schema: &'static Schema,
    notation: Notation,
}

impl Property {
    /// The property of this name; a browser escapes quotes and ends of lines in it.
    pub(super) fn named(schema: &'static Schema, encodings: &'static [Encoding], given: &str) -> Option<Self> {
        let escaped = |name: &str| name.replace('"', "%22").replace('\r', "%0D").replace('\n', "%0A");
        let (name, schema) = schema.properties().find(|(name, _)| *name == given || escaped(name) == given)?;
        let encoding = encodings.iter().find(|encoding| encoding.name == name);
        Some(Self { name, schema, notation: encoding.map_or(Notation::Plain, |encoding| encoding.notation) })
    }

    /// Whether a part of it is a file: where it may be a value too, one with the name of a file is.
    pub(super) fn is_file(&self, has_name: bool) -> bool {
        match self.notation {
            Notation::File => true,
            Notation::FileOrValue => has_name,
            Notation::Plain | Notation::Json | Notation::Encoded(_) | Notation::Style { .. } => false,
        }
    }

    /// Whether each of several parts is an item of it.
    pub(super) fn is_array(&self) -> bool {
        kind(self.schema, true) == Kind::Array
    }

    /// That so many parts may be items of it.
    ///
    /// # Errors
    /// When they are too few, where all of them are there, or too many.
    pub(super) fn has_items(&self, count: usize, are_all: bool) -> Result<(), Rejection> {
        let (least, most) = self.schema.item_limits();
        let count = u64::try_from(count).unwrap_or(u64::MAX);
        let violation = match most {
            Some(most) if count > most => ("maxItems", most, "at most"),
            Some(_) | None if are_all && count < least => ("minItems", least, "at least"),
            Some(_) | None => return Ok(()),
        };
        let (keyword, limit, bound) = violation;
        let violation =
            Violation::new("", keyword, format!("must have {bound} {limit} items")).limit(Some(limit.into()));
        Err(Rejection::Invalid { violations: vec![violation.under(self.name).within(Place::Body)] })
    }

    /// The value in a part: of an array the item at this index.
    ///
    /// # Errors
    /// When the text cannot be read as the schema says, or its value violates the schema.
    pub(super) fn value(
        &self,
        index: usize,
        content_type: Option<&str>,
        text: &[u8],
        booleans: Booleans,
    ) -> Result<Value, Rejection> {
        let schema = if self.is_array() { self.schema.item(index) } else { self.schema };
        let is_json = matches!(self.notation, Notation::Json) || content_type.is_some_and(is_json);
        let read = match std::str::from_utf8(text) {
            Err(_) => Err(unreadable("is not UTF-8")),
            Ok(text) if is_json => {
                serde_json::from_str(text).map_err(|error| unreadable(format!("is not JSON: {error}")))
            }
            Ok(text) => scalar(schema, text, Text::part(booleans)),
        };
        let value = read.map_err(|violation| undecodable(self.placed(violation, index), self.name))?;
        let violations = schema.validate(&value).into_iter();
        let violations: Vec<Violation> =
            violations.map(|violation| self.placed(violation, index).under(self.name).within(Place::Body)).collect();
        if violations.is_empty() { Ok(value) } else { Err(Rejection::Invalid { violations }) }
    }

    fn placed(&self, violation: Violation, index: usize) -> Violation {
        if self.is_array() { violation.under(&index.to_string()) } else { violation }
    }
}

/// The refusal of a part that cannot be read.
pub(super) fn undecodable(violation: Violation, name: &str) -> Rejection {
    Rejection::Undecodable { violations: vec![violation.under(name).within(Place::Body)] }
}
