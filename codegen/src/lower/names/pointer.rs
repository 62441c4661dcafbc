//! Reads a JSON pointer as what it leads through: the root that the description names, the part of an operation, the steps
//! inside a schema.
//!
//! Owns the forms of pointers in all versions. Must not know words nor sentences: names and documentation are made of the same
//! steps, each in its own way.

use crate::at::At;

/// A location, and the tokens that lead to it.
#[derive(Debug)]
pub(in crate::lower) struct Pointer<'a> {
    at: &'a At,
    tokens: Vec<String>,
}

/// What the first tokens of a pointer lead to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::lower) enum Root<'t> {
    /// A schema under `components` or `definitions`.
    Schema(&'t str),
    /// Another component, by the keyword of its kind.
    Component { kind: &'t str, name: &'t str },
    /// A parameter of all operations of a path.
    PathParameter { path: &'t str, index: &'t str },
    /// An operation of a path.
    Operation { path: &'t str, method: &'t str },
    /// An operation of a webhook, or of a path item or a callback among the components.
    NamedOperation { name: &'t str, method: &'t str },
    /// Anything else, as all that other files hold.
    Elsewhere,
}

/// A part of an operation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::lower) enum Part<'t> {
    Body,
    Response(&'t str),
    /// A parameter, or the body of Swagger 2.0.
    Parameter,
    /// An operation of a callback.
    Callback {
        name: &'t str,
        method: &'t str,
    },
}

/// A step inside a schema.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::lower) enum Step<'t> {
    Property(&'t str),
    PatternProperty(&'t str),
    Definition(&'t str),
    AdditionalProperties,
    Items,
    /// An item of a tuple, by its index.
    PrefixItem(&'t str),
    /// A subschema of `allOf`.
    Subschema,
    /// An alternative of `oneOf` or `anyOf`, by its index.
    Alternative(&'t str),
    /// From a parameter, a header, a body or a response to its schema.
    Schema,
    /// From a media type to the schema of each item of a sequence.
    ItemSchema,
    Other(&'t str),
}

impl<'a> Pointer<'a> {
    pub(in crate::lower) fn new(at: &'a At) -> Self {
        Self { at, tokens: at.tokens().collect() }
    }

    /// How many tokens there are.
    pub(in crate::lower) fn len(&self) -> usize {
        self.tokens.len()
    }

    /// The location that so many tokens lead to.
    pub(in crate::lower) fn prefix(&self, count: usize) -> At {
        self.tokens.iter().take(count).fold(At::root(self.at.file), |at, token| at.key(token))
    }

    /// The tokens after the first, as many as a pattern looks at.
    fn after(&self, count: usize) -> Vec<&str> {
        self.tokens.iter().skip(count).take(6).map(String::as_str).collect()
    }

    /// What the first tokens lead to, and how many they are.
    pub(in crate::lower) fn root(&self) -> (Root<'_>, usize) {
        match *self.after(0).as_slice() {
            ["components", "schemas", name, ..] => (Root::Schema(name), 3),
            ["definitions", name, ..] => (Root::Schema(name), 2),
            ["webhooks", name, method, ..] => (Root::NamedOperation { name, method }, 3),
            ["components", "pathItems", name, method, ..] => (Root::NamedOperation { name, method }, 4),
            ["components", "callbacks", name, _, method, ..] => (Root::NamedOperation { name, method }, 5),
            ["components", kind, name, ..] => (Root::Component { kind, name }, 3),
            [kind @ ("parameters" | "responses"), name, ..] => (Root::Component { kind, name }, 2),
            ["paths", path, "parameters", index, ..] => (Root::PathParameter { path, index }, 4),
            ["paths", path, method, ..] => (Root::Operation { path, method }, 3),
            _ => (Root::Elsewhere, 0),
        }
    }

    /// The part of an operation that the tokens after the first lead to, and how many tokens lead there.
    pub(in crate::lower) fn part(&self, count: usize) -> Option<(Part<'_>, usize)> {
        match *self.after(count).as_slice() {
            ["requestBody", ..] => Some((Part::Body, count + 1)),
            ["responses", status, ..] => Some((Part::Response(status), count + 2)),
            ["parameters", _, ..] => Some((Part::Parameter, count + 2)),
            ["callbacks", name, _, method, ..] => Some((Part::Callback { name, method }, count + 4)),
            _ => None,
        }
    }

    /// The steps that the tokens after the first are, each with the number of tokens that lead to its end.
    pub(in crate::lower) fn steps(&self, count: usize) -> impl Iterator<Item = (Step<'_>, usize)> {
        let mut end = count;
        std::iter::from_fn(move || {
            let (step, taken) = step(&self.after(end))?;
            end += taken;
            Some((step, end))
        })
    }

    /// The same without the step that leads to a schema, if it is the first.
    pub(in crate::lower) fn schema_steps(&self, count: usize) -> impl Iterator<Item = (Step<'_>, usize)> {
        let is_wrapped = |step: &(Step<'_>, usize)| step.0 == Step::Schema;
        let start = self.steps(count).next().filter(is_wrapped).map_or(count, |(_, end)| end);
        self.steps(start)
    }
}

/// The first step of some tokens, and how many it takes.
fn step<'t>(tokens: &[&'t str]) -> Option<(Step<'t>, usize)> {
    Some(match *tokens {
        [] => return None,
        ["properties", name, ..] => (Step::Property(name), 2),
        ["patternProperties", name, ..] => (Step::PatternProperty(name), 2),
        ["$defs" | "definitions", name, ..] => (Step::Definition(name), 2),
        ["additionalProperties", ..] => (Step::AdditionalProperties, 1),
        ["items", ..] => (Step::Items, 1),
        ["prefixItems", index, ..] => (Step::PrefixItem(index), 2),
        ["allOf", _, ..] => (Step::Subschema, 2),
        ["anyOf" | "oneOf", index, ..] => (Step::Alternative(index), 2),
        ["content", _, "schema" | "itemSchema", ..] => (Step::Schema, 3),
        ["schema", ..] => (Step::Schema, 1),
        // What is in a string is called like the string.
        ["contentSchema", ..] => (Step::Subschema, 1),
        ["itemSchema", ..] => (Step::ItemSchema, 1),
        [token, ..] => (Step::Other(token), 1),
    })
}
