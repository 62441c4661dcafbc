//! A form as it is put together: values and files by the names of their properties.
//!
//! Owns what was given for each property. The first thing that goes wrong is remembered, and comes out of the call that gets the
//! form. Must not know how a part is written ([`part`](super::part)).

use std::fmt;

use serde::Serialize;
use serde_json::Value;

use super::super::client::RequestBody;
use super::super::non_finite::to_value;
use super::super::operation::{Codec, Encoding, Operation};
use super::body;
use super::file::{File, FileOr};
use super::part::{self, Part};

/// A form of an operation.
pub struct Form {
    operation: &'static Operation,
    properties: Vec<(String, Property)>,
    headers: Vec<PartHeader>,
    error: Option<String>,
}

/// What was given for a property.
enum Property {
    Value(Value),
    Files(Vec<File>),
}

/// A header of the parts of a property.
struct PartHeader {
    part: String,
    name: String,
    value: String,
}

impl Form {
    /// A form with nothing in it.
    pub fn new(operation: &'static Operation) -> Self {
        Self { operation, properties: Vec::new(), headers: Vec::new(), error: None }
    }

    /// The form of an object, whose properties are its parts.
    pub fn of(operation: &'static Operation, object: &(impl Serialize + ?Sized)) -> Self {
        let mut form = Self::new(operation);
        match to_value(object) {
            Ok(Value::Object(properties)) => {
                form.properties.extend(properties.into_iter().map(|(name, value)| (name, Property::Value(value))));
            }
            Ok(_) => form.fail("it is no object".to_owned()),
            Err(error) => form.fail(error.to_string()),
        }
        form
    }

    /// Sets the value of a property; null takes back what was set.
    #[must_use]
    pub fn value(mut self, name: &str, value: &(impl Serialize + ?Sized)) -> Self {
        match to_value(value) {
            Ok(value) => self.set(name, Property::Value(value)),
            Err(error) => self.fail(format!("`{name}`: {error}")),
        }
        self
    }

    /// Sets the files of a property; without one it takes back what was set.
    #[must_use]
    pub fn files(mut self, name: &str, files: impl IntoIterator<Item = File>) -> Self {
        self.set(name, Property::Files(files.into_iter().collect()));
        self
    }

    /// Sets a property that is a file or a value; `None` takes back what was set.
    #[must_use]
    pub fn file_or_value<T: Serialize>(self, name: &str, given: Option<FileOr<T>>) -> Self {
        match given {
            Some(FileOr::Value(value)) => self.value(name, &value),
            Some(FileOr::File(file)) => self.files(name, file),
            None => self.files(name, None),
        }
    }

    /// Adds a header to the parts of a property.
    #[must_use]
    pub fn header(mut self, part: impl Into<String>, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.headers.push(PartHeader { part: part.into(), name: name.into(), value: value.into() });
        self
    }

    fn set(&mut self, name: &str, property: Property) {
        match self.properties.iter_mut().find(|(known, _)| known == name) {
            Some((_, known)) => *known = property,
            None => self.properties.push((name.to_owned(), property)),
        }
    }

    fn fail(&mut self, reason: String) {
        self.error.get_or_insert(reason);
    }

    /// The body of a request, with the boundary between its parts in its media type.
    pub fn into_body(self) -> RequestBody {
        let mut declared = self.operation.body.iter().flat_map(|body| body.media);
        let declared = declared.find_map(|media| match media.codec {
            Codec::Multipart(encodings) => Some((media.name, encodings)),
            Codec::Json | Codec::Form(_) | Codec::Raw => None,
        });
        let Some((media_type, encodings)) = declared else {
            return RequestBody::failed("the operation takes no form in parts");
        };
        let boundary = body::boundary();
        match self.parts(encodings).and_then(|parts| body::of(&boundary, parts)) {
            Ok(body) => RequestBody::raw(format!("{media_type}; boundary={boundary}"), body),
            Err(reason) => RequestBody::failed(&format!("the body cannot be written as a form: {reason}")),
        }
    }

    fn parts(self, encodings: &[Encoding]) -> Result<Vec<Part>, String> {
        if let Some(error) = self.error {
            return Err(error);
        }
        let mut parts = Vec::new();
        for (name, property) in self.properties {
            let encoding = encodings.iter().find(|encoding| encoding.name == name);
            let mut made = match property {
                Property::Value(value) => part::of_value(&name, encoding, &value),
                Property::Files(files) => files.into_iter().map(|file| part::of_file(&name, encoding, file)).collect(),
            }
            .map_err(|reason| format!("`{name}`: {reason}"))?;
            for header in self.headers.iter().filter(|header| header.part == name) {
                made.iter_mut().for_each(|part| part.headers.push((header.name.clone(), header.value.clone())));
            }
            let required = encoding.map(|encoding| encoding.required_headers).unwrap_or_default();
            if let Some(header) = made.iter().find_map(|part| missing(part, required)) {
                return Err(format!("`{name}`: its part has to have the header `{header}`"));
            }
            parts.extend(made);
        }
        Ok(parts)
    }
}

/// The first of these headers that a part does not have.
fn missing(part: &Part, required: &[&'static str]) -> Option<&'static str> {
    let is_there = |wanted: &str| part.headers.iter().any(|(name, _)| name.eq_ignore_ascii_case(wanted));
    required.iter().find(|wanted| !is_there(wanted)).copied()
}

/// The names alone: the values may be secrets.
impl fmt::Debug for Form {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_set().entries(self.properties.iter().map(|(name, _)| name)).finish()
    }
}
