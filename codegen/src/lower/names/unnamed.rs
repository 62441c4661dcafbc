//! Names what a description leaves unnamed, from the location where it stands.
//!
//! Owns the passage from a JSON pointer to words (`Pet` + `owner` for `#/components/schemas/Pet/properties/owner`). Must
//! not know which names are taken.

use crate::api::Status;
use crate::at::{At, FileId};

use crate::lower::names::named_locations::{LocationNames, from_path};
use crate::lower::names::pointer::{Part, Pointer, Root, Step};
use crate::lower::names::reason_phrases::status_word;

/// The words of a location, in a form that any case can be made of.
pub(in crate::lower) fn words(at: &At, names: &LocationNames) -> String {
    spelled(at, names, false)
}

/// The word for a location that has the words of another; in another file than the first, the name of the file.
pub(in crate::lower) fn told_by<'f>(at: &At, files: &'f [String]) -> &'f str {
    let file = files.get(at.file.0 as usize).filter(|_| at.file != FileId::default());
    if let Some(file) = file {
        return if at.pointer.is_empty() { "file" } else { file };
    }
    let is_parameter = ["/components/parameters/", "/parameters/"].iter().any(|start| at.pointer.starts_with(start));
    if is_parameter { "parameter" } else { "inline" }
}

/// The words of a location of which no two are left alike: what is one type with what it stands in has a table of its own.
pub(in crate::lower) fn table_words(at: &At, names: &LocationNames) -> String {
    spelled(at, names, true)
}

fn spelled(at: &At, names: &LocationNames, names_all: bool) -> String {
    let pointer = Pointer::new(at);
    let location = Location { pointer: &pointer, names, names_all };
    let (mut words, end) = location.head();
    words.extend(location.media_word(end));
    words.extend(pointer.schema_steps(end).filter_map(|(step, end)| location.step_word(step, end)));
    words.join(" ")
}

/// A location and what its parts are called.
struct Location<'a> {
    pointer: &'a Pointer<'a>,
    names: &'a LocationNames,
    /// Whether alternatives have words that are one type with what they stand in.
    names_all: bool,
}

/// Words, and how many tokens they are made of. The others are a schema's own.
type Head = (Vec<String>, usize);

impl Location<'_> {
    /// The words for what a schema stands in.
    fn head(&self) -> Head {
        let (root, end) = self.pointer.root();
        match root {
            Root::Schema(name) => (vec![self.name(end).unwrap_or_else(|| name.to_owned())], end),
            Root::Component { kind, name } => (vec![format!("{name}{}", component_word(kind))], end),
            Root::PathParameter { path, index } => {
                let name = self.name(end).unwrap_or_else(|| format!("parameter {index}"));
                (vec![from_path("", path), name], end)
            }
            Root::Operation { path, method } => self.operation(end, from_path(method, path)),
            Root::NamedOperation { name, method } => self.operation(end, format!("{name} {method}")),
            Root::Elsewhere => self.around().unwrap_or_default(),
        }
    }

    /// The outermost location around this one that has a name: in other files, operations and parameters may be anywhere. A file goes
    /// by its own name for what is its own schema.
    fn around(&self) -> Option<Head> {
        (0..=self.pointer.len()).find_map(|count| {
            let name = self.name(count)?;
            if self.pointer.part(count).is_some() {
                return Some(self.operation(count, name));
            }
            let first = self.pointer.schema_steps(count).next();
            first.is_none_or(|(step, _)| leads_to_type(step)).then(|| (vec![name], count))
        })
    }

    /// The name of what stands at the first tokens.
    fn name(&self, count: usize) -> Option<String> {
        self.names.get(&self.pointer.prefix(count)).cloned()
    }

    /// The words for a part of an operation, which stands at the first tokens.
    fn operation(&self, count: usize, fallback: String) -> Head {
        let operation = self.name(count).unwrap_or(fallback);
        let Some((part, end)) = self.pointer.part(count) else { return (vec![operation], count) };
        match part {
            Part::Body => (vec![operation, "body".to_owned()], end),
            Part::Response(status) => (vec![operation, response_word(status)], end),
            // What is no parameter there is the body of Swagger 2.0.
            Part::Parameter => (vec![operation, self.name(end).unwrap_or_else(|| "body".to_owned())], end),
            Part::Callback { name, method } => self.operation(end, format!("{operation} {name} {method}")),
        }
    }

    /// The word for a media type of a body that has several.
    fn media_word(&self, end: usize) -> Option<String> {
        let (step, schema) = self.pointer.steps(end).next()?;
        let is_of_media = step == Step::Schema && schema == end + 3;
        if is_of_media { self.name(schema) } else { None }
    }

    /// The word for a step inside a schema: the names of properties as they are, structure only where it tells two locations apart.
    fn step_word(&self, step: Step<'_>, end: usize) -> Option<String> {
        match step {
            Step::Property(name) | Step::PatternProperty(name) | Step::Definition(name) => {
                Some(self.name(end).unwrap_or_else(|| name.to_owned()))
            }
            Step::Items => Some("item".to_owned()),
            Step::AdditionalProperties => Some("value".to_owned()),
            Step::PrefixItem(index) => Some(format!("item {index}")),
            // What an `allOf` joins is one object, whichever subschema says it.
            Step::Subschema | Step::Schema => None,
            Step::Alternative(index) => {
                let name = self.name(end).filter(|name| !(self.names_all && name.is_empty()));
                Some(name.unwrap_or_else(|| format!("variant {index}"))).filter(|word| !word.is_empty())
            }
            Step::ItemSchema => Some("itemSchema".to_owned()),
            Step::Other(token) => Some(token.to_owned()),
        }
    }
}

/// Whether a step is under a keyword whose schemas types are made of.
fn leads_to_type(step: Step<'_>) -> bool {
    match step {
        Step::Property(_)
        | Step::PatternProperty(_)
        | Step::AdditionalProperties
        | Step::Items
        | Step::PrefixItem(_)
        | Step::Subschema
        | Step::Alternative(_) => true,
        Step::Definition(_) | Step::Schema | Step::ItemSchema | Step::Other(_) => false,
    }
}

/// What is added to the name of a component that is no schema.
fn component_word(kind: &str) -> &'static str {
    match kind {
        "headers" => " header",
        "requestBodies" => " body",
        "responses" => " response",
        _ => "",
    }
}

/// The usual response is called so; any other is named by its status.
fn response_word(status: &str) -> String {
    match status.parse() {
        Ok(200) => "response".to_owned(),
        Ok(code) => status_word(Status::Exact(code)),
        Err(_) => match status.strip_suffix("XX").and_then(|digit| digit.parse().ok()) {
            Some(digit) => status_word(Status::Range(digit)),
            None => status_word(Status::Default),
        },
    }
}
