//! Overlay Documents: actions that change the description which they are laid over.
//!
//! Owns what an Overlay Document may say, and what is reported about it. Must not know how a tree is changed.
//!
//! Source: Overlay Specification 1.0.0 and 1.1.0; RFC 9535 (JSONPath), by the crate serde_json_path.

use std::cmp::Ordering;
use std::collections::HashSet;

use serde_json_path::JsonPath;

use super::merge::{self, Misfit, Source};
use super::tree::{Corrected, split};
use crate::at::{At, FileId, tokens};
use crate::diagnostic::{Diagnostic, codes};
use crate::did_you_mean::did_you_mean;
use crate::source::Node;
use crate::value::Value;

const DOCUMENT_FIELDS: &[&str] = &["overlay", "info", "extends", "actions"];
const ACTION_FIELDS: &[&str] = &["target", "description", "update", "copy", "remove"];

/// What an action does with the values that it selects.
enum Change<'a> {
    Remove,
    Update(Node<'a>),
    Copy(Node<'a>, JsonPath),
}

/// An action that could be read.
struct Action<'a> {
    target: Node<'a>,
    path: JsonPath,
    change: Change<'a>,
}

/// Applies an Overlay Document to a tree, and reports what is wrong with it. An action that is wrong changes nothing, or a part;
/// nothing is generated then.
pub(in crate::source) fn apply(corrected: &mut Corrected<'_>, overlay: &Node<'_>, is_strict: bool) -> Vec<Diagnostic> {
    let mut reports = Vec::new();
    let actions: Vec<Action<'_>> = match read(overlay, &mut reports) {
        Some(actions) => actions.items().filter_map(|action| read_action(&action, &mut reports)).collect(),
        None => return reports,
    };
    let mut mirror = corrected.tree.to_json();
    for action in &actions {
        reports.extend(action.apply(corrected, &mut mirror, is_strict).err());
    }
    reports
}

/// The actions of a document of a known version.
fn read<'a>(overlay: &Node<'a>, reports: &mut Vec<Diagnostic>) -> Option<Node<'a>> {
    let version = overlay.get("overlay");
    let number = version.as_ref().and_then(Node::as_str);
    if !number.is_some_and(|number| ["1.0.", "1.1."].iter().any(|known| number.starts_with(known))) {
        let at = version.map_or_else(|| overlay.at.clone(), |version| version.at);
        reports.push(wrong(
            at,
            "this is no Overlay Document of version 1.0 or 1.1",
            "write `overlay: 1.1.0` at the top",
        ));
        return None;
    }
    unknown(overlay, DOCUMENT_FIELDS, reports);
    match overlay.get("actions").filter(|actions| actions.value.as_array().is_some_and(|items| !items.is_empty())) {
        Some(actions) => Some(actions),
        None => {
            reports.push(wrong(overlay.at.clone(), "there are no `actions`", "list one at least"));
            None
        }
    }
}

fn read_action<'a>(action: &Node<'a>, reports: &mut Vec<Diagnostic>) -> Option<Action<'a>> {
    unknown(action, ACTION_FIELDS, reports);
    let Some((target, text)) =
        action.get("target").and_then(|target| target.as_str().map(|text| (target.clone(), text)))
    else {
        let help = "write the JSONPath of what it changes, such as `$.paths['/pets'].get`";
        reports.push(wrong(action.at.clone(), "this action has no `target`", help));
        return None;
    };
    let path = parse(&target.at, text).map_err(|report| reports.push(report)).ok()?;
    let removes = action.get("remove").is_some_and(|remove| *remove.value == Value::Bool(true));
    let change = match (action.get("update"), action.get("copy")) {
        _ if removes => Change::Remove,
        (Some(_), Some(copy)) => {
            reports.push(wrong(copy.at, "`update` and `copy` exclude each other", "write an action for each"));
            return None;
        }
        (Some(update), None) => Change::Update(update),
        (None, Some(copy)) => {
            let path = parse(&copy.at, copy.as_str().unwrap_or_default());
            Change::Copy(copy, path.map_err(|report| reports.push(report)).ok()?)
        }
        (None, None) => {
            let help = "write `update`, `copy` or `remove: true`";
            reports.push(wrong(action.at.clone(), "this action changes nothing", help));
            return None;
        }
    };
    Some(Action { target, path, change })
}

/// Reports the fields that no version has; those that begin with `x-` are the author's.
fn unknown(node: &Node<'_>, known: &[&str], reports: &mut Vec<Diagnostic>) {
    for (name, field) in node.entries().filter(|(name, _)| !name.starts_with("x-") && !known.contains(name)) {
        let help = match did_you_mean(name, known.iter().copied()) {
            Some(meant) => format!("did you mean `{meant}`?"),
            None => "delete it, or begin the name with `x-`".to_owned(),
        };
        reports.push(wrong(field.at, format!("`{name}` is no field of an Overlay Document here"), help));
    }
}

fn parse(at: &At, text: &str) -> Result<JsonPath, Diagnostic> {
    JsonPath::parse(text).map_err(|error| {
        let message = format!("`{text}` is no JSONPath, from character {} on", error.position() + 1);
        wrong(at.clone(), message, "write one of RFC 9535, such as `$.paths['/pets'].get`")
    })
}

impl Action<'_> {
    /// Changes what the action selects. The mirror is the tree as serde_json has it, for the queries.
    fn apply(
        &self,
        corrected: &mut Corrected<'_>,
        mirror: &mut serde_json::Value,
        is_strict: bool,
    ) -> Result<(), Diagnostic> {
        let mut targets = select(&self.path, mirror);
        if targets.is_empty() {
            let message = "this `target` selects nothing";
            let help = "correct it, delete the action, or allow it by `strict = false` beside the path of the overlay";
            return if is_strict { Err(wrong(self.target.at.clone(), message, help)) } else { Ok(()) };
        }
        match &self.change {
            Change::Remove => {
                // From the end, so that what is still to be removed does not move.
                targets.sort_by(|one, other| order(one, other));
                for target in targets.iter().rev() {
                    let Some((parent, _)) = split(target) else {
                        let message = "the whole description cannot be removed";
                        return Err(wrong(self.target.at.clone(), message, "select a part of it"));
                    };
                    corrected.remove(target);
                    refresh(corrected, mirror, parent);
                }
                Ok(())
            }
            Change::Update(update) => {
                self.merge(corrected, mirror, &targets, update.value, &Source::literal(update.at.clone()))
            }
            Change::Copy(copy, path) => {
                let sources = select(path, mirror);
                let [source] = sources.as_slice() else {
                    let message = format!("`copy` selects {} values, and must select one", sources.len());
                    return Err(wrong(copy.at.clone(), message, "select the value that is to be copied"));
                };
                let value = corrected.get(source).cloned().unwrap_or(Value::Null);
                self.merge(corrected, mirror, &targets, &value, &Source::copied(copy.at.clone()))
            }
        }
    }

    fn merge(
        &self,
        corrected: &mut Corrected<'_>,
        mirror: &mut serde_json::Value,
        targets: &[String],
        value: &Value,
        source: &Source,
    ) -> Result<(), Diagnostic> {
        let mut kinds = targets.iter().filter_map(|target| corrected.get(target)).map(sort_of);
        let first = kinds.next();
        if kinds.any(|kind| Some(kind) != first) {
            let message = "this `target` selects values of several kinds";
            let help = "select objects alone, arrays alone, or primitive values alone";
            return Err(wrong(self.target.at.clone(), message, help));
        }
        for target in targets {
            // The file of an address inside the tree does not matter here.
            let at = At::new(FileId::default(), target);
            merge::into_target(corrected, &at, value, source).map_err(|misfit| match misfit {
                Misfit::Kinds { from, message } => {
                    wrong(from, message, "remove what stands there before, by an action of its own")
                }
                Misfit::Excess(excess) => Diagnostic::new(codes::LIMIT, self.target.at.clone(), excess.message()),
            })?;
            refresh(corrected, mirror, target);
        }
        Ok(())
    }
}

/// The pointers of the values that a path selects, each once.
fn select(path: &JsonPath, tree: &serde_json::Value) -> Vec<String> {
    let nodes = path.query_located(tree);
    let mut seen = HashSet::new();
    nodes
        .locations()
        .map(|location| location.to_json_pointer())
        .filter(|pointer| seen.insert(pointer.clone()))
        .collect()
}

/// The order of two values in the document.
fn order(one: &str, other: &str) -> Ordering {
    let numbers = |(one, other): (&String, &String)| Some((one.parse::<usize>().ok()?, other.parse::<usize>().ok()?));
    let (one, other): (Vec<String>, Vec<String>) = (tokens(one).collect(), tokens(other).collect());
    let differing = one.iter().zip(&other).find(|(one, other)| one != other);
    match differing {
        Some(pair) => numbers(pair).map_or_else(|| pair.0.cmp(pair.1), |(one, other)| one.cmp(&other)),
        None => one.len().cmp(&other.len()),
    }
}

/// Brings a part of the mirror up to date.
fn refresh(corrected: &Corrected<'_>, mirror: &mut serde_json::Value, pointer: &str) {
    if let (Some(part), Some(value)) = (mirror.pointer_mut(pointer), corrected.get(pointer)) {
        *part = value.to_json();
    }
}

/// What values that are selected together have in common.
fn sort_of(value: &Value) -> &'static str {
    if merge::is_compound(value) { value.kind() } else { "a primitive value" }
}

fn wrong(at: At, message: impl Into<String>, help: impl Into<String>) -> Diagnostic {
    Diagnostic::new(codes::OVERLAY, at, message).help(help)
}
