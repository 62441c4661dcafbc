//! Says in words where a schema stands: what of what it is.
//!
//! Owns the passage from a JSON pointer to a sentence, for what the author says nothing of. Must not know what stands there.

use std::collections::HashMap;

use crate::at::At;
use crate::rust::Name;

use crate::lower::docs;
use crate::lower::names::place::PlaceNames;

/// ```text
/// An item of `tags` of [`Pet`].
/// The body of `POST /pets`.
/// ```
pub(in crate::lower) fn of(at: &At, types: &HashMap<At, Name>, names: &PlaceNames) -> String {
    sentence(&words(at, types, names).unwrap_or_else(|| docs::code(&at.to_string())))
}

/// ```text
/// The body of `POST /pets`, among others.
/// ```
///
/// Says of what goes by a name where it is used; `None` where that is not known.
pub(in crate::lower) fn of_uses(uses: &[At], types: &HashMap<At, Name>, names: &PlaceNames) -> Option<String> {
    let first = words(uses.first()?, types, names)?;
    Some(match uses {
        [_] => sentence(&first),
        [_, second] => match words(second, types, names) {
            Some(second) if second != first => sentence(&format!("{first}, and {second}")),
            _ => sentence(&first),
        },
        _ => sentence(&format!("{first}, among others")),
    })
}

fn words(at: &At, types: &HashMap<At, Name>, names: &PlaceNames) -> Option<String> {
    let tokens: Vec<String> = at.tokens().collect();
    let tokens: Vec<&str> = tokens.iter().map(String::as_str).collect();
    let place = Place { at, tokens: &tokens, types, names };
    place.within_type().or_else(|| place.within_description())
}

fn sentence(words: &str) -> String {
    let mut letters = words.chars();
    let first = letters.next().map(|first| first.to_ascii_uppercase());
    format!("{}.", first.into_iter().chain(letters).collect::<String>())
}

struct Place<'a> {
    at: &'a At,
    tokens: &'a [&'a str],
    types: &'a HashMap<At, Name>,
    names: &'a PlaceNames,
}

impl Place<'_> {
    /// The place that so many tokens lead to.
    fn prefix(&self, count: usize) -> At {
        self.tokens.iter().take(count).fold(At::root(self.at.file), |at, token| at.key(token))
    }

    /// A part of the innermost type around the place.
    fn within_type(&self) -> Option<String> {
        let around = (0..self.tokens.len()).rev();
        let (count, name) = around.into_iter().find_map(|count| Some((count, self.types.get(&self.prefix(count))?)))?;
        self.part(count, &format!("[`{}`]", name.as_str()))
    }

    /// A part of what stands at the first tokens, which goes by these words.
    fn part(&self, count: usize, whole: &str) -> Option<String> {
        let mut words = whole.to_owned();
        let mut end = count;
        while let Some(rest) = self.tokens.get(end..).filter(|rest| !rest.is_empty()) {
            let (taken, said) = match rest {
                ["properties", name, ..] => (2, format!("{} of {words}", docs::code(name))),
                ["items", ..] => (1, format!("an item of {words}")),
                ["additionalProperties", ..] => (1, format!("a value of {words}")),
                ["patternProperties", _, ..] => (2, format!("a value of {words}")),
                ["prefixItems", index, ..] => (2, format!("item {index} of {words}")),
                ["anyOf" | "oneOf", _, ..] if self.is_all(end + 2) => (2, words),
                ["anyOf" | "oneOf", _, ..] => (2, format!("an alternative of {words}")),
                // What an `allOf` joins is one object.
                ["allOf", _, ..] => (2, words),
                // These are made where one type cannot say all that a schema does.
                ["base"] => (1, format!("{words} that is none of the types which extend it")),
                ["object"] => (1, format!("{words} where it is an object")),
                ["other"] => (1, format!("{words} where it is no object")),
                _ => return None,
            };
            words = said;
            end += taken;
        }
        Some(words)
    }

    /// Whether an alternative is the only one besides null.
    fn is_all(&self, count: usize) -> bool {
        self.names.get(&self.prefix(count)).is_some_and(String::is_empty)
    }

    /// A part of what the description names, or of an operation.
    fn within_description(&self) -> Option<String> {
        let (whole, count) = match self.tokens {
            ["components", "schemas", name, ..] => (format!("the schema {}", docs::code(name)), 3),
            ["definitions", name, ..] => (format!("the schema {}", docs::code(name)), 2),
            ["components", kind, name, ..] => (format!("the {} {}", component(kind)?, docs::code(name)), 3),
            [kind @ ("parameters" | "responses"), name, ..] => {
                (format!("the {} {}", component(kind)?, docs::code(name)), 2)
            }
            ["paths", path, "parameters", _, ..] => {
                let name = self.names.get(&self.prefix(4))?;
                (format!("the parameter {} of {}", docs::code(name), docs::code(path)), 4)
            }
            ["paths", path, method, rest @ ..] => self.of_operation(path, method, rest)?,
            _ => self.file()?,
        };
        let inner = self.tokens.get(count..).unwrap_or_default();
        let wrapped = match inner {
            ["schema" | "itemSchema", ..] => 1,
            ["content", _, "schema" | "itemSchema", ..] => 3,
            _ => 0,
        };
        self.part(count + wrapped, &whole)
    }

    /// A part of an operation, and how many tokens lead to it.
    fn of_operation(&self, path: &str, method: &str, rest: &[&str]) -> Option<(String, usize)> {
        let operation = docs::code(&format!("{} {path}", method.to_ascii_uppercase()));
        match rest {
            ["requestBody", ..] => Some((format!("the body of {operation}"), 4)),
            ["responses", "default", ..] => Some((format!("the default answer of {operation}"), 5)),
            ["responses", status, ..] => Some((format!("the answer {status} of {operation}"), 5)),
            // What is no parameter there is the body of Swagger 2.0.
            ["parameters", _, ..] => Some(match self.names.get(&self.prefix(5)) {
                Some(name) => (format!("the parameter {} of {operation}", docs::code(name)), 5),
                None => (format!("the body of {operation}"), 5),
            }),
            _ => None,
        }
    }

    /// What another file holds, which goes by its name.
    fn file(&self) -> Option<(String, usize)> {
        let name = self.names.get(&At::root(self.at.file))?;
        Some((format!("the schema {}", docs::code(name)), 0))
    }
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
