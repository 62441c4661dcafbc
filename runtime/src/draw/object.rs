//! Objects: which properties they have.
//!
//! Owns that choice. Must not know what a schema says of a property.

use serde_json::{Map, Value};

use super::super::schema::{Keyword, Pattern, Schema};
use super::Draw;
use super::conjunction::Conjunction;

/// How many undeclared properties an object has beyond the required ones.
const MORE: usize = 3;

/// How often a name is drawn before drawing it fails.
const TRIES: usize = 16;

/// The largest object that is drawn.
const LARGEST: usize = 1024;

/// Names of undeclared properties.
const NAMES: &[&str] = &["a", "b", "c", "key", "x-y", "y z", "é", "漢", "", "a/b~c", "\"", "0"];

impl Draw<'_> {
    /// An object.
    pub(super) fn object(&mut self, said: &Conjunction, depth: usize) -> Option<Value> {
        let mut object = Map::new();
        for name in required(said) {
            let schemas = said.property(name)?;
            let given = said.discriminator_value(name).map(Value::from);
            let given = given.filter(|value| schemas.iter().all(|schema| schema.validate(value).is_empty()));
            let value = match given {
                Some(value) => value,
                None => self.value(&schemas, depth + 1)?,
            };
            object.insert(name.to_owned(), value);
        }
        let least = said.least(|keyword| if let Keyword::MinProperties(least) = keyword { Some(*least) } else { None });
        let most = said.most(|keyword| if let Keyword::MaxProperties(most) = keyword { Some(*most) } else { None });
        self.add_declared(said, depth, (least, most), &mut object);
        self.add_others(said, depth, (least, most), &mut object);
        Some(Value::Object(object))
    }

    /// Some of the declared properties that are not required: none, all, or any; and the properties that these require.
    fn add_declared(
        &mut self,
        said: &Conjunction,
        depth: usize,
        (least, most): (usize, usize),
        object: &mut Map<String, Value>,
    ) {
        let is_allowed = |name: &&'static str| needed_by(name, said).iter().all(|name| !said.forbidden.contains(name));
        let is_left_out = |name: &str| said.schemas.iter().any(|schema| self.chance.is_left_out(schema, name));
        let optional = declared(said).filter(is_allowed).filter(|name| !is_left_out(name));
        let mut optional: Vec<&'static str> = optional.collect();
        optional.retain(|name| !object.contains_key(*name));
        let mut one_in = match self.between(0, 7) {
            _ if self.is_deep(depth) => usize::MAX,
            _ if self.is_plain() => 1,
            0 => usize::MAX,
            1 if depth == 0 => 1,
            _ => 2 + depth,
        };
        // Where some must be present, any may be the one that is.
        if least > object.len() && !optional.is_empty() {
            let turn = self.size(0, optional.len() - 1);
            optional.rotate_left(turn);
            one_in = one_in.min(2);
        }
        for (index, name) in optional.iter().enumerate() {
            let is_needed = object.len() + (optional.len() - index) <= least;
            if object.len() >= most || !is_needed && (one_in == usize::MAX || !self.is_one_in(one_in)) {
                continue;
            }
            for name in needed_by(name, said) {
                if object.contains_key(name) {
                    continue;
                }
                let drawn = said.property(name).and_then(|schemas| self.value(&schemas, depth + 1));
                if let Some(value) = drawn {
                    object.insert(name.to_owned(), value);
                    self.spend();
                }
            }
        }
    }

    /// Undeclared properties, where the schema has one for them, or too few are present.
    fn add_others(
        &mut self,
        said: &Conjunction,
        depth: usize,
        (least, most): (usize, usize),
        object: &mut Map<String, Value>,
    ) {
        let is_open = said.keywords().any(|keyword| {
            if let Keyword::AdditionalProperties(schema) | Keyword::UnevaluatedProperties(schema) = keyword {
                !schema.is_never()
            } else {
                matches!(keyword, Keyword::PatternProperties(_))
            }
        });
        let more = match is_open && !self.is_deep(depth) {
            // Of an object with declared properties, others say little.
            true if self.is_plain() => usize::from(declared(said).next().is_none()),
            true => self.size(0, MORE),
            false => 0,
        };
        let wanted = (object.len() + more).max(least).min(most).min(LARGEST);
        for _ in 0..TRIES.saturating_add(2 * wanted) {
            if object.len() >= wanted {
                break;
            }
            let Some(name) = self.name(said) else { continue };
            if object.contains_key(&name)
                || declared(said).any(|known| known == name)
                || said.forbidden.contains(&name.as_str())
            {
                continue;
            }
            if let Some(value) = said.property(&name).and_then(|schemas| self.value(&schemas, depth + 1)) {
                object.insert(name, value);
                self.spend();
            }
        }
    }

    /// A name for a property.
    fn name(&mut self, said: &Conjunction) -> Option<String> {
        let patterns = said.keywords().filter_map(|keyword| {
            if let Keyword::PatternProperties(patterns) = keyword {
                Some(patterns.iter().map(|(pattern, _)| *pattern))
            } else {
                None
            }
        });
        let patterns: Vec<&'static Pattern> = patterns.flatten().collect();
        let names = said
            .keywords()
            .filter_map(|keyword| if let Keyword::PropertyNames(schema) = keyword { Some(*schema) } else { None });
        let mut names: Vec<&'static Schema> = names.collect();
        if let Some(pattern) = self.one(&patterns).filter(|_| names.is_empty()) {
            return self.chance.matching(pattern.source());
        }
        if !names.is_empty() {
            names.push(&Schema::STRING);
            return self.value(&names, 0)?.as_str().map(str::to_owned);
        }
        match self.is_plain() || self.is_one_in(3) {
            true => Some(self.plain(1, 8)),
            false => self.one(NAMES).map(|name| (*name).to_owned()),
        }
    }
}

/// The declared properties, each once.
fn declared(said: &Conjunction) -> impl Iterator<Item = &'static str> {
    let mut names: Vec<&'static str> = Vec::new();
    for keyword in said.keywords() {
        if let Keyword::Properties(properties) = keyword {
            for (name, _) in *properties {
                if !names.contains(name) {
                    names.push(name);
                }
            }
        }
    }
    names.into_iter()
}

/// The required properties, with those that they require.
fn required(said: &Conjunction) -> Vec<&'static str> {
    let mut names: Vec<&'static str> = Vec::new();
    let listed = said
        .keywords()
        .filter_map(|keyword| if let Keyword::Required(names) = keyword { Some(names.iter().copied()) } else { None });
    for name in listed.flatten().chain(said.forced.iter().copied()) {
        for name in needed_by(name, said) {
            if !names.contains(&name) {
                names.push(name);
            }
        }
    }
    names
}

/// A property and all that it requires.
fn needed_by(name: &'static str, said: &Conjunction) -> Vec<&'static str> {
    let mut names = vec![name];
    let mut next = 0;
    while let Some(name) = names.get(next).copied() {
        next += 1;
        for keyword in said.keywords() {
            let Keyword::DependentRequired(dependencies) = keyword else { continue };
            for name in dependencies.iter().filter(|(owner, _)| *owner == name).flat_map(|(_, names)| *names) {
                if !names.contains(name) {
                    names.push(name);
                }
            }
        }
    }
    names
}
