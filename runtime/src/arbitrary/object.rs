//! Objects: which members they have.
//!
//! Owns that choice. Must not know what is said of a member.

use serde_json::{Map, Value};

use super::super::schema::{Keyword, Pattern, Schema};
use super::conjunction::Conjunction;
use super::draw::Draw;
use super::pattern;

/// How many members an object has that are not declared, besides those that it must have.
const MORE: usize = 3;

/// How often a name is drawn before it is given up.
const TRIES: usize = 16;

/// The largest object that is drawn.
const LARGEST: usize = 1024;

/// Names of members that are not declared.
const NAMES: &[&str] = &["a", "b", "c", "key", "x-y", "y z", "é", "漢", "", "a/b~c", "\"", "0"];

impl Draw<'_> {
    /// An object.
    pub(super) fn object(&mut self, said: &Conjunction, depth: usize) -> Option<Value> {
        let mut members = Map::new();
        for name in required(said) {
            let schemas = said.member(name)?;
            let told = said.told(name).map(Value::from);
            let is_told = told.filter(|value| schemas.iter().all(|schema| schema.check(value).is_empty()));
            let value = match is_told {
                Some(value) => value,
                None => self.value(&schemas, depth + 1)?,
            };
            members.insert(name.to_owned(), value);
        }
        let least = said.least(|keyword| match keyword {
            Keyword::MinProperties(least) => Some(*least),
            _ => None,
        });
        let most = said.most(|keyword| match keyword {
            Keyword::MaxProperties(most) => Some(*most),
            _ => None,
        });
        self.add_declared(said, depth, (least, most), &mut members);
        self.add_others(said, depth, (least, most), &mut members);
        Some(Value::Object(members))
    }

    /// Some of the members that are declared and may be absent: none, all, or any; and what they ask for besides.
    fn add_declared(
        &mut self,
        said: &Conjunction,
        depth: usize,
        (least, most): (usize, usize),
        members: &mut Map<String, Value>,
    ) {
        let is_allowed = |name: &&'static str| needed_by(name, said).iter().all(|name| !said.forbidden.contains(name));
        let mut optional: Vec<&'static str> = declared(said).filter(is_allowed).collect();
        optional.retain(|name| !members.contains_key(*name));
        let mut one_in = match self.between(0, 7) {
            _ if self.is_deep(depth) => usize::MAX,
            0 => usize::MAX,
            1 if depth == 0 => 1,
            _ => 2 + depth,
        };
        // Where some must be there, any may be the one that is.
        if least > members.len() && !optional.is_empty() {
            let turn = self.size(0, optional.len() - 1);
            optional.rotate_left(turn);
            one_in = one_in.min(2);
        }
        for (index, name) in optional.iter().enumerate() {
            let is_needed = members.len() + (optional.len() - index) <= least;
            if members.len() >= most || !is_needed && (one_in == usize::MAX || !self.is_one_in(one_in)) {
                continue;
            }
            for name in needed_by(name, said) {
                if members.contains_key(name) {
                    continue;
                }
                let drawn = said.member(name).and_then(|schemas| self.value(&schemas, depth + 1));
                if let Some(value) = drawn {
                    members.insert(name.to_owned(), value);
                    self.spend();
                }
            }
        }
    }

    /// Members that are not declared, where the schema says what they are, or too few are.
    fn add_others(
        &mut self,
        said: &Conjunction,
        depth: usize,
        (least, most): (usize, usize),
        members: &mut Map<String, Value>,
    ) {
        let is_open = said.keywords().any(|keyword| match keyword {
            Keyword::AdditionalProperties(schema) | Keyword::UnevaluatedProperties(schema) => !schema.is_never(),
            Keyword::PatternProperties(_) => true,
            _ => false,
        });
        let more = if is_open && !self.is_deep(depth) { self.size(0, MORE) } else { 0 };
        let wanted = (members.len() + more).max(least).min(most).min(LARGEST);
        for _ in 0..TRIES.saturating_add(2 * wanted) {
            if members.len() >= wanted {
                break;
            }
            let Some(name) = self.name(said) else { continue };
            if members.contains_key(&name)
                || declared(said).any(|known| known == name)
                || said.forbidden.contains(&name.as_str())
            {
                continue;
            }
            if let Some(value) = said.member(&name).and_then(|schemas| self.value(&schemas, depth + 1)) {
                members.insert(name, value);
                self.spend();
            }
        }
    }

    /// A name for a member.
    fn name(&mut self, said: &Conjunction) -> Option<String> {
        let patterns = said.keywords().filter_map(|keyword| match keyword {
            Keyword::PatternProperties(patterns) => Some(patterns.iter().map(|(pattern, _)| *pattern)),
            _ => None,
        });
        let patterns: Vec<&'static Pattern> = patterns.flatten().collect();
        let names = said.keywords().filter_map(|keyword| match keyword {
            Keyword::PropertyNames(schema) => Some(*schema),
            _ => None,
        });
        let mut names: Vec<&'static Schema> = names.collect();
        if let Some(pattern) = self.one(&patterns).filter(|_| names.is_empty()) {
            return self.of(&pattern::texts(pattern.source())?);
        }
        if !names.is_empty() {
            names.push(&Schema::STRING);
            return self.value(&names, 0)?.as_str().map(str::to_owned);
        }
        match self.is_one_in(3) {
            true => Some(self.plain(1, 8)),
            false => self.one(NAMES).map(|name| (*name).to_owned()),
        }
    }
}

/// The members that are declared, each once.
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

/// The members that must be there, with those that they ask for.
fn required(said: &Conjunction) -> Vec<&'static str> {
    let mut names: Vec<&'static str> = Vec::new();
    let listed = said.keywords().filter_map(|keyword| match keyword {
        Keyword::Required(names) => Some(names.iter().copied()),
        _ => None,
    });
    for name in listed.flatten().chain(said.forced.iter().copied()) {
        for name in needed_by(name, said) {
            if !names.contains(&name) {
                names.push(name);
            }
        }
    }
    names
}

/// A member and all that it asks for.
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
