//! Puts the operations of each tag together, where the settings want a trait or a type for each tag.
//!
//! Owns which group an operation is in, and what its method is called there. Must not know how a group is written.

use std::collections::HashMap;

use crate::api;
use crate::rust::{Group, Grouped, Name, Operation};

use crate::lower::docs;
use crate::lower::merge::context::Context;
use crate::lower::names::{Case, Namespace, identifier, plural};
use crate::lower::operations::RESERVED_METHODS;
use crate::lower::settings::krate;

/// The name of the server's trait for operations without a tag.
const UNTAGGED: &str = "untagged";

/// Words that need another word behind them: a name that loses its last word must not end in one.
const PREPOSITIONS: &[&str] = &["as", "at", "by", "for", "from", "in", "into", "of", "on", "to", "with", "without"];

/// The groups of the server and those of the client, in the order of their first operations.
#[derive(Debug, Clone, Default)]
pub(in crate::lower) struct Groups {
    /// The traits of the server; none where it has one trait.
    pub server: Vec<Group>,
    /// The types of the client; none where it has all methods itself.
    pub client: Vec<Group>,
}

/// Puts each operation into the group of its first tag, where the settings want groups. The operations are all of the
/// description, so that no name depends on which of them are selected.
pub(in crate::lower) fn assign(context: Context<'_>, operations: &mut [Operation], types: &mut Namespace) -> Groups {
    let (server, client) = krate::grouped(context.config);
    if !server && !client {
        return Groups::default();
    }
    let mut tags = Tags::default();
    let of_operations: Vec<usize> = context.api.operations.iter().map(|operation| tags.of(operation)).collect();
    let methods = methods(&tags, &of_operations, operations);
    let mut groups = |suffix: Option<&str>| -> Vec<Group> {
        let mut accessors = Namespace::with(RESERVED_METHODS);
        for (operation, _) in
            operations.iter().zip(&of_operations).filter(|(_, group)| tags.spelling(**group).is_none())
        {
            // It stays a method of the client itself.
            accessors.take_exact(&operation.name);
        }
        let made = tags.spellings.iter().map(|tag| {
            let name = identifier(tag.unwrap_or(UNTAGGED), Case::Type);
            let name = suffix.map(|suffix| name.with(suffix)).unwrap_or(name);
            let accessor = identifier(tag.unwrap_or(UNTAGGED), Case::Snake);
            let described = context.api.tags.iter().find(|declared| Some(declared.name.as_str()) == *tag);
            Group {
                name: types.take(&name, name.as_str()),
                accessor: accessors.take(&accessor, accessor.as_str()),
                tag: tag.map(str::to_owned),
                docs: docs::paragraphs([described.and_then(|tag| tag.description.as_deref())]),
                operations: Vec::new(),
            }
        });
        made.collect()
    };
    let server = if server { groups(Some("Api")) } else { Vec::new() };
    let client = if client { groups(None) } else { Vec::new() };
    for ((operation, group), method) in operations.iter_mut().zip(&of_operations).zip(&methods) {
        let grouped = |group: Option<&Group>| {
            let group = group?.name.clone();
            Some(Grouped { group, method: method.clone() })
        };
        operation.in_server = grouped(server.get(*group));
        operation.in_client = grouped(client.get(*group).filter(|group| group.tag.is_some()));
    }
    Groups { server, client }
}

/// The groups with the operations that are written. A group without any is not written.
pub(in crate::lower) fn written(
    groups: Vec<Group>,
    operations: &[Operation],
    of: impl Fn(&Operation) -> Option<&Grouped>,
) -> Vec<Group> {
    let mut indices: HashMap<&Name, Vec<usize>> = HashMap::new();
    for (index, operation) in operations.iter().enumerate() {
        if let Some(grouped) = of(operation) {
            indices.entry(&grouped.group).or_default().push(index);
        }
    }
    let filled = groups.into_iter().filter_map(|group| {
        let operations = indices.remove(&group.name)?;
        Some(Group { operations, ..group })
    });
    filled.collect()
}

/// The first tags of operations. Tags that make the same identifier are one.
#[derive(Default)]
struct Tags<'a> {
    spellings: Vec<Option<&'a str>>,
    positions: HashMap<Option<String>, usize>,
}

impl<'a> Tags<'a> {
    fn of(&mut self, operation: &'a api::Operation) -> usize {
        let tag = operation.tags.first().map(String::as_str);
        let look = tag.map(|tag| identifier(tag, Case::Pascal).look());
        *self.positions.entry(look).or_insert_with(|| {
            self.spellings.push(tag);
            self.spellings.len() - 1
        })
    }

    fn spelling(&self, position: usize) -> Option<&'a str> {
        self.spellings.get(position).copied().flatten()
    }

    /// The words of a tag, as a method has them.
    fn words(&self, position: usize) -> Vec<String> {
        let tag = self.spelling(position);
        tag.map(|tag| words(identifier(tag, Case::Snake).stem())).unwrap_or_default()
    }
}

fn words(name: &str) -> Vec<String> {
    name.split('_').filter(|word| !word.is_empty()).map(str::to_owned).collect()
}

/// The method of each operation in its group: its name without the words of the tag. Where two would meet, both keep their
/// whole names.
fn methods(tags: &Tags<'_>, of_operations: &[usize], operations: &[Operation]) -> Vec<Name> {
    let all_words: Vec<Vec<String>> = (0..tags.spellings.len()).map(|position| tags.words(position)).collect();
    let short = of_operations.iter().zip(operations).map(|(group, operation)| {
        let tag = all_words.get(*group)?;
        shortened(&operation.name, tag)
    });
    let mut short: Vec<Option<Name>> = short.collect();
    // A whole name that comes back may meet another short one.
    loop {
        let mut met: HashMap<(usize, String), usize> = HashMap::new();
        let key = |index: usize, short: &Option<Name>| {
            let name = short.as_ref().or(operations.get(index).map(|operation| &operation.name));
            (of_operations.get(index).copied().unwrap_or_default(), name.map(Name::look).unwrap_or_default())
        };
        for (index, name) in short.iter().enumerate() {
            *met.entry(key(index, name)).or_default() += 1;
        }
        let mut is_changed = false;
        for (index, name) in short.iter_mut().enumerate() {
            if name.is_some() && met.get(&key(index, name)).is_some_and(|count| *count > 1) {
                *name = None;
                is_changed = true;
            }
        }
        if !is_changed {
            break;
        }
    }
    let whole = operations.iter().map(|operation| operation.name.clone());
    short.into_iter().zip(whole).map(|(short, whole)| short.unwrap_or(whole)).collect()
}

/// A name without the words of a tag at its beginning, else at its end. `None` where it has none of them there, or where what
/// remains is no name of a method.
fn shortened(name: &Name, tag: &[String]) -> Option<Name> {
    let all = words(name.stem());
    if tag.is_empty() || all.len() <= tag.len() {
        return None;
    }
    let (beginning, rest) = all.split_at_checked(tag.len())?;
    let left = if is_tag(beginning, tag) {
        rest
    } else {
        let (left, end) = all.split_at_checked(all.len() - tag.len())?;
        let needs_more = left.last().is_some_and(|last| PREPOSITIONS.contains(&last.as_str()));
        Some(left).filter(|_| is_tag(end, tag) && !needs_more)?
    };
    let starts_in_letter = left.first()?.starts_with(|first: char| !first.is_ascii_digit());
    let short = identifier(&left.join(" "), Case::Snake);
    (starts_in_letter && !RESERVED_METHODS.contains(&short.as_str())).then_some(short)
}

/// Whether words are those of a tag. Its last word may be the singular or the plural: `driver` of `drivers`.
fn is_tag(words: &[String], tag: &[String]) -> bool {
    let (Some((last, words)), Some((of_tag, tag))) = (words.split_last(), tag.split_last()) else { return false };
    words == tag && (last == of_tag || plural::of(last) == *of_tag || plural::of(of_tag) == *last)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn short(name: &str, tag: &str) -> Option<String> {
        let tag = words(identifier(tag, Case::Snake).stem());
        shortened(&identifier(name, Case::Snake), &tag).map(|name| name.as_str().to_owned())
    }

    #[test]
    fn the_words_of_a_tag_are_left_out_at_the_ends() {
        let names = [
            ("issues/list", "issues", Some("list")),
            ("issues/list-labels-on-issue", "issues", Some("list_labels_on_issue")),
            ("createDriver", "drivers", Some("create")),
            ("listCategories", "Category", Some("list")),
            ("ListPullRequests", "pull-requests", Some("list")),
            ("list_pull_requests_of_team", "Pull Requests", None),
            ("list_comments_for_issue", "issues", None),
            ("issues", "issues", None),
            ("listUsers", "issues", None),
            ("issues_clone", "issues", None),
            ("issues_2fa", "issues", None),
            ("issues_move", "issues", Some("move_")),
            ("list", "", None),
        ];
        for (name, tag, expected) in names {
            assert_eq!(short(name, tag).as_deref(), expected, "{name} of {tag}");
        }
    }
}
