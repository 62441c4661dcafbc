//! Describes a schema by its location, where the author does not describe it: "An item of `tags` of `Pet`."
//!
//! Owns how the steps of a JSON pointer become a sentence. Must not know what the schema says.

use std::collections::HashMap;

use crate::at::At;
use crate::rust::Name;

use crate::lower::docs;
use crate::lower::names::named_locations::LocationNames;
use crate::lower::names::pointer::{Part, Pointer, Root, Step};

/// ```text
/// An item of `tags` of [`Pet`].
/// The body of `POST /pets`.
/// ```
pub(in crate::lower) fn of(at: &At, types: &HashMap<At, Name>, names: &LocationNames) -> String {
    sentence(&words(at, types, names).unwrap_or_else(|| docs::code(&at.to_string())))
}

/// ```text
/// The body of `POST /pets`, among others.
/// ```
///
/// Describes a component by where it is used; `None` where no sentence is known for that.
pub(in crate::lower) fn of_references(
    references: &[At],
    types: &HashMap<At, Name>,
    names: &LocationNames,
) -> Option<String> {
    let first = words(references.first()?, types, names)?;
    Some(match references {
        [_] => sentence(&first),
        [_, second] => match words(second, types, names) {
            Some(second) if second != first => sentence(&format!("{first}, and {second}")),
            _ => sentence(&first),
        },
        _ => sentence(&format!("{first}, among others")),
    })
}

fn words(at: &At, types: &HashMap<At, Name>, names: &LocationNames) -> Option<String> {
    let pointer = Pointer::new(at);
    let location = Location { at, pointer: &pointer, types, names };
    location.within_type().or_else(|| location.within_description())
}

fn sentence(words: &str) -> String {
    let mut letters = words.chars();
    let first = letters.next().map(|first| first.to_ascii_uppercase());
    format!("{}.", first.into_iter().chain(letters).collect::<String>())
}

struct Location<'a> {
    at: &'a At,
    pointer: &'a Pointer<'a>,
    types: &'a HashMap<At, Name>,
    names: &'a LocationNames,
}

impl Location<'_> {
    /// A part of the innermost type around the location.
    fn within_type(&self) -> Option<String> {
        let around = (0..self.pointer.len()).rev();
        let (count, name) =
            around.into_iter().find_map(|count| Some((count, self.types.get(&self.pointer.prefix(count))?)))?;
        self.inside(self.pointer.steps(count), &format!("[`{}`]", name.as_str()))
    }

    /// What the steps lead to, from what goes by these words.
    fn inside<'s>(&self, steps: impl Iterator<Item = (Step<'s>, usize)>, whole: &str) -> Option<String> {
        let mut words = whole.to_owned();
        for (step, end) in steps {
            words = match step {
                Step::Property(name) => format!("{} of {words}", docs::code(name)),
                Step::Items => format!("an item of {words}"),
                Step::AdditionalProperties | Step::PatternProperty(_) => format!("a value of {words}"),
                Step::PrefixItem(index) => format!("item {index} of {words}"),
                // An alternative that is the only one besides null is the whole.
                Step::Alternative(_) if self.name(end).is_some_and(String::is_empty) => words,
                Step::Alternative(_) => format!("an alternative of {words}"),
                // What an `allOf` joins is one object; the items of a sequence are what it says.
                Step::Subschema | Step::ItemSchema => words,
                Step::Other(made) if end == self.pointer.len() => made_part(made, &words)?,
                Step::Definition(_) | Step::Schema | Step::Other(_) => return None,
            };
        }
        Some(words)
    }

    /// The name of what stands at the first tokens.
    fn name(&self, count: usize) -> Option<&String> {
        self.names.get(&self.pointer.prefix(count))
    }

    /// A part of what the description names, or of an operation.
    fn within_description(&self) -> Option<String> {
        let (root, end) = self.pointer.root();
        let (whole, count) = match root {
            Root::Schema(name) => (format!("the schema {}", docs::code(name)), end),
            Root::Component { kind, name } => (format!("the {} {}", component(kind)?, docs::code(name)), end),
            Root::PathParameter { path, index: _ } => {
                (format!("the parameter {} of {}", docs::code(self.name(end)?), docs::code(path)), end)
            }
            Root::Operation { path, method } => self.part_of_operation(path, method, end)?,
            Root::NamedOperation { .. } | Root::Elsewhere => self.file()?,
        };
        self.inside(self.pointer.schema_steps(count), &whole)
    }

    /// A part of an operation, and how many tokens lead to it.
    fn part_of_operation(&self, path: &str, method: &str, count: usize) -> Option<(String, usize)> {
        let operation = docs::code(&format!("{} {path}", method.to_ascii_uppercase()));
        let (part, end) = self.pointer.part(count)?;
        let words = match part {
            Part::Body => format!("the body of {operation}"),
            Part::Response("default") => format!("the default response of {operation}"),
            Part::Response(status) => format!("the {status} response of {operation}"),
            // What is no parameter there is the body of Swagger 2.0.
            Part::Parameter => match self.name(end) {
                Some(name) => format!("the parameter {} of {operation}", docs::code(name)),
                None => format!("the body of {operation}"),
            },
            Part::Callback { .. } => return None,
        };
        Some((words, end))
    }

    /// What another file holds, which goes by its name.
    fn file(&self) -> Option<(String, usize)> {
        let name = self.names.get(&At::root(self.at.file))?;
        Some((format!("the schema {}", docs::code(name)), 0))
    }
}

/// A part that is made where one type cannot say all that a schema does.
fn made_part(made: &str, whole: &str) -> Option<String> {
    Some(match made {
        "base" => format!("{whole} that is none of the types that extend it"),
        "object" => format!("{whole} where it is an object"),
        "other" => format!("{whole} where it is not an object"),
        _ => return None,
    })
}

/// What a component of a kind is called.
fn component(kind: &str) -> Option<&'static str> {
    Some(match kind {
        "parameters" => "parameter",
        "responses" => "response",
        "requestBodies" => "body",
        "headers" => "header",
        "mediaTypes" => "media type",
        _ => return None,
    })
}
