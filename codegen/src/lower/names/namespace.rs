//! Keeps names apart that meet.
//!
//! Owns the rules by which names that ask for the same identifier are told apart: each follows from its own spelling and from the
//! spellings it meets, never from their order. Identifiers that look alike meet as well. Must not know how an identifier is made.

use std::collections::{HashMap, HashSet};

use crate::rust::{Case, Name};

use crate::lower::names::identifier::{digits, identifier, is_cut, sign_word};

/// How a spelling is told from others that make the same identifier: the signs in it, else its capital letters.
fn manner(spelling: &str) -> Option<String> {
    let mut signs: Vec<&str> = Vec::new();
    for sign in spelling.chars().filter(|character| !character.is_alphanumeric()) {
        let name = match sign {
            '-' => "dash",
            other => sign_word(other)?,
        };
        if !signs.contains(&name) {
            signs.push(name);
        }
    }
    let is_upper = |letter: char| letter.is_uppercase();
    let capitals = spelling.chars().filter(|letter| is_upper(*letter)).count();
    let has_lower = spelling.chars().any(char::is_lowercase);
    let starts_upper = spelling.starts_with(is_upper);
    let word = match (capitals, has_lower, starts_upper) {
        _ if !signs.is_empty() => return (signs.len() <= 2).then(|| signs.join(" ")),
        (0, true, _) => "lower",
        (0, false, _) => return None,
        (_, false, _) => "upper",
        (1, true, true) => "capital",
        (_, true, true) => "pascal",
        (_, true, false) => "camel",
    };
    Some(word.to_owned())
}

/// What has no name of its own.
#[derive(Debug)]
pub(in crate::lower) struct Unnamed<'s> {
    /// The words of its location, with spaces between them.
    pub words: String,
    /// The word that tells it from others with the same words.
    pub told_by: &'s str,
    /// Its location.
    pub pointer: &'s str,
}

/// A name that is asked for.
#[derive(Debug)]
struct Wish<'s> {
    /// The identifier.
    name: Name,
    /// Whether its spelling is the identifier already.
    is_exact: bool,
    /// Whether words are left out of the identifier, which gives way to one that is whole.
    is_cut: bool,
    /// The word that tells it from others with the same identifier.
    told_by: Option<String>,
    /// What its digits are made of, where no word tells it.
    source: &'s str,
}

/// A set of names that must differ.
#[derive(Debug, Default)]
pub(in crate::lower) struct Namespace {
    /// What the names look like that are taken.
    taken: HashSet<String>,
    reserved: &'static [&'static str],
}

impl Namespace {
    /// A namespace in which some names are never given: what asks for one ends in `_`, as if it was a keyword.
    pub(in crate::lower) fn with(reserved: &'static [&'static str]) -> Self {
        Self { taken: HashSet::new(), reserved }
    }

    /// Takes a name, unless it or one that looks like it is taken or reserved.
    fn insert(&mut self, name: &Name) -> bool {
        !self.is_reserved(name) && self.taken.insert(name.look())
    }

    fn is_reserved(&self, name: &Name) -> bool {
        self.reserved.contains(&name.as_str())
    }

    /// The identifier that a text asks for, which is not reserved.
    fn free(&self, text: &str, case: Case) -> Name {
        let name = identifier(text, case);
        if self.is_reserved(&name) { name.marked() } else { name }
    }

    /// Names for spellings that belong together. Where identifiers meet, the spelling that is already the identifier keeps
    /// it, and every other gets a suffix made from its own spelling.
    pub(in crate::lower) fn assign(&mut self, spellings: &[&str], case: Case) -> Vec<Name> {
        let wishes = spellings.iter().map(|&spelling| {
            let name = self.free(spelling, case);
            let is_exact = spelling == name.stem();
            Wish { is_exact, is_cut: false, told_by: manner(spelling), source: spelling, name }
        });
        let wishes: Vec<Wish<'_>> = wishes.collect();
        self.decide(&wishes)
    }

    /// Names for what stands in locations without a name of its own. Where they meet others, a word tells them apart.
    pub(in crate::lower) fn assign_unnamed(&mut self, unnamed: &[Unnamed<'_>], case: Case) -> Vec<Name> {
        let wishes = unnamed.iter().map(|one| {
            let told_by = Some(one.told_by.to_owned());
            let name = self.free(&one.words, case);
            Wish { name, is_exact: false, is_cut: is_cut(&one.words, case), told_by, source: one.pointer }
        });
        let wishes: Vec<Wish<'_>> = wishes.collect();
        self.decide(&wishes)
    }

    fn decide(&mut self, wishes: &[Wish<'_>]) -> Vec<Name> {
        let all = counted(wishes.iter().map(|wish| wish.name.look()));
        let whole = counted(wishes.iter().filter(|wish| !wish.is_cut).map(|wish| wish.name.look()));
        let mut names: Vec<Option<Name>> = Vec::with_capacity(wishes.len());
        for wish in wishes {
            let asking = if wish.is_cut { &all } else { &whole };
            let is_first = wish.is_exact || asking.get(&wish.name.look()) == Some(&1);
            let is_free = is_first && self.insert(&wish.name);
            names.push(is_free.then(|| wish.name.clone()));
        }
        // Names that are told apart are told from all others at once, so that their order has no part in it.
        let told = |wish: &Wish<'_>| wish.told_by.as_ref().map(|word| wish.name.with(word));
        let sources = counted(wishes.iter().map(|wish| wish.source.to_owned()));
        let left = wishes.iter().zip(&names).filter(|(_, name)| name.is_none()).map(|(wish, _)| wish);
        let candidates = counted(left.filter_map(told).map(|candidate| candidate.look()));
        for (wish, name) in wishes.iter().zip(&mut names).filter(|(_, name)| name.is_none()) {
            let is_alone = |candidate: &Name| {
                candidates.get(&candidate.look()) == Some(&1) && sources.get(wish.source) == Some(&1)
            };
            *name = Some(match told(wish).filter(is_alone) {
                Some(candidate) if self.insert(&candidate) => candidate,
                Some(_) | None => self.distinct(&wish.name, wish.source),
            });
        }
        names.into_iter().flatten().collect()
    }

    /// The name itself where it is free, else the same with `_` behind it, else with digits made from a spelling.
    pub(in crate::lower) fn take(&mut self, name: &Name, spelling: &str) -> Name {
        for candidate in [name, &name.marked()] {
            if self.insert(candidate) {
                return candidate.clone();
            }
        }
        self.distinct(name, spelling)
    }

    /// Takes a name as it is. Whether it was free.
    pub(in crate::lower) fn take_exact(&mut self, name: &Name) -> bool {
        self.insert(name)
    }

    fn distinct(&mut self, name: &Name, spelling: &str) -> Name {
        let mut source = spelling.to_owned();
        loop {
            let candidate = name.with(&digits(&source, 4));
            if self.insert(&candidate) {
                return candidate;
            }
            source.push('\'');
        }
    }
}

fn counted(texts: impl Iterator<Item = String>) -> HashMap<String, usize> {
    let mut counts = HashMap::new();
    for text in texts {
        *counts.entry(text).or_default() += 1;
    }
    counts
}
