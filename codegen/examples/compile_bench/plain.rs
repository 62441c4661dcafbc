//! Turns generated models into the same types with serde's derives.
//!
//! Owns the reading of generated text, line by line and macro by macro; setters and constructors are left out, so that the
//! derives are what is measured. A macro that it does not know stays as it is.

use std::collections::HashMap;
use std::fmt::Write as _;

const DERIVES: &str = "serde::Serialize, serde::Deserialize";

/// The name on the wire, and how the member may be absent, by type and field.
type Members<'t> = HashMap<(&'t str, &'t str), (&'t str, &'t str)>;

/// The models with derives in place of tables.
pub fn derived(models: &str) -> String {
    let members = members(models);
    let mut text = String::new();
    let mut lines = models.lines();
    let mut current = "";
    while let Some(line) = lines.next() {
        match line {
            "object! {" | "tuple! {" => {
                block(&mut lines);
            }
            "number_enum! {" => text.push_str(&number_enum(&block(&mut lines))),
            "string_enum! {" => text.push_str(&string_enum(&block(&mut lines))),
            "union! {" => text.push_str(&union(&block(&mut lines))),
            // A struct of required values is made by a table too.
            _ if line.starts_with("pub use self::") && line.contains("Required as ") => {}
            _ if line.starts_with("impl wire::Fits for") => {
                block(&mut lines);
            }
            _ if line.starts_with("use super::runtime") => {
                if !line.ends_with(';') {
                    lines.by_ref().find(|line| line.ends_with(';'));
                }
                text.push_str("use crate::wire;\n");
            }
            _ => {
                if let Some(name) = line.strip_prefix("pub struct ") {
                    current = name.split([' ', '(']).next().unwrap_or_default();
                }
                let member = line.strip_prefix("    pub ").and_then(|rest| rest.split(':').next());
                if let Some((wire, mode)) = member.and_then(|field| members.get(&(current, field))) {
                    writeln!(text, "    {}", attribute(wire, mode)).unwrap_or_default();
                }
                let derives = line.starts_with("#[derive(") && !line.contains("serde::");
                let line = if derives { line.replace(")]", &format!(", {DERIVES})]")) } else { line.to_owned() };
                // The table of an object has its `Debug`.
                let line =
                    if derives && !line.contains("Debug") { line.replace("(Clone", "(Debug, Clone") } else { line };
                text.push_str(&line);
                text.push('\n');
            }
        }
    }
    text
}

fn attribute(wire: &str, mode: &str) -> String {
    match mode {
        ".." => "#[serde(flatten)]".to_owned(),
        "" | "fixed" => format!("#[serde(rename = {wire})]"),
        _ => format!("#[serde(rename = {wire}, default, skip_serializing_if = \"Option::is_none\")]"),
    }
}

/// The lines up to the end of an item.
fn block<'t>(lines: &mut std::str::Lines<'t>) -> Vec<&'t str> {
    lines.take_while(|line| *line != "}").collect()
}

/// What the tables say of members.
fn members(models: &str) -> Members<'_> {
    let mut members = Members::new();
    let mut lines = models.lines();
    while let Some(line) = lines.next() {
        if line != "object! {" {
            continue;
        }
        let mut current = "";
        for line in block(&mut lines) {
            let line = line.trim_start();
            if let Some((name, _)) = line.split_once("::new(") {
                current = name;
            } else if let Some(extra) = line.strip_prefix("..") {
                members.insert((current, extra.split('(').next().unwrap_or_default()), ("", ".."));
            } else if let Some((wire, rest)) = literal(line)
                // What is required has no mode: what stands behind its name is about its constructor.
                && let Some((rest, is_required)) =
                    rest.strip_prefix(": ").map(|rest| (rest, false)).or(rest.strip_prefix(" = ").map(|rest| (rest, true)))
            {
                let rest =
                    rest.strip_prefix("#[").and_then(|rest| rest.split_once("] ")).map_or(rest, |(_, rest)| rest);
                let end = rest.find([' ', ',']).unwrap_or(rest.len());
                let (field, mode) = rest.split_at(end);
                let mode = mode.trim_start().split(['(', ',']).next().unwrap_or_default();
                members.insert((current, field), (wire, if is_required { "" } else { mode }));
            }
        }
    }
    members
}

/// The string literal that a text begins with, and what follows it.
fn literal(text: &str) -> Option<(&str, &str)> {
    let inner = text.strip_prefix('"')?;
    let mut escaped = false;
    let end = inner.find(|character| {
        let ends = character == '"' && !escaped;
        escaped = character == '\\' && !escaped;
        ends
    })?;
    Some(text.split_at(end + 2))
}

fn string_enum(lines: &[&str]) -> String {
    let mut text = format!("#[derive(Debug, Clone, PartialEq, Eq, Hash, {DERIVES})]\n");
    let mut enclosed = false;
    for line in lines.iter().map(|line| line.trim_start()) {
        if let Some(unknown) = line.strip_prefix("_ = ") {
            let unknown = unknown.trim_end_matches(',');
            writeln!(text, "    #[serde(untagged)]\n    {unknown}(String),").unwrap_or_default();
        } else if let Some((name, wire)) = line.split_once(" = ").filter(|_| enclosed && !line.starts_with("//")) {
            let wire = literal(wire).map_or(wire, |(wire, _)| wire);
            writeln!(text, "    #[serde(rename = {wire})]\n    {name},").unwrap_or_default();
        } else {
            enclosed |= line.starts_with("pub enum ");
            writeln!(text, "{line}").unwrap_or_default();
        }
    }
    text.push('\n');
    text
}

/// An enum of numbers as the number that it is: serde has no derive for one.
fn number_enum(lines: &[&str]) -> String {
    let mut text = String::new();
    for line in lines.iter().map(|line| line.trim_start()) {
        if let Some(enclosed) = line.strip_prefix("pub enum ") {
            let (name, ty) = enclosed.trim_end_matches(" {").split_once(": ").unwrap_or((enclosed, "i64"));
            write!(text, "#[derive(Debug, Clone, Copy, PartialEq, {DERIVES})]\npub struct {name}(pub {ty});\n\n")
                .unwrap_or_default();
            break;
        }
        writeln!(text, "{line}").unwrap_or_default();
    }
    text
}

fn union(lines: &[&str]) -> String {
    let docs = lines.iter().map(|line| line.trim()).take_while(|line| !line.starts_with("pub enum "));
    let mut text: String = docs.map(|line| format!("{line}\n")).collect();
    let rest: Vec<&str> =
        lines.iter().map(|line| line.trim()).skip_while(|line| !line.starts_with("pub enum ")).collect();
    let head = rest.first().copied().unwrap_or_default().trim_start_matches("pub enum ").trim_end_matches(" {");
    let (name, tag) = head.split_once(" by ").map_or((head, None), |(name, tag)| (name, Some(tag)));
    let how = tag.map_or("untagged".to_owned(), |tag| format!("tag = {tag}"));
    writeln!(text, "#[derive(Debug, Clone, PartialEq, {DERIVES})]\n#[serde({how})]\npub enum {name} {{")
        .unwrap_or_default();
    let body: Vec<&str> = rest.iter().skip(1).copied().filter(|line| !line.starts_with("//")).collect();
    let mut body = body.join(" ");
    while let Some((variant, left)) = variant(body.trim()) {
        text.push_str(&variant);
        body = left.to_owned();
    }
    text.push_str("}\n");
    text
}

/// The first variant of a union as a derive has it, and the text behind it.
fn variant(body: &str) -> Option<(String, &str)> {
    if let Some(rest) = body.strip_prefix("_ = ") {
        let (name, left) = rest.split_once(',')?;
        return Some((format!("    #[serde(untagged)]\n    {name}(serde_json::Value),\n"), left));
    }
    if body.starts_with("_ =>") {
        return None;
    }
    let body = match body.strip_prefix("#[") {
        Some(attribute) => attribute.split_once(']')?.1.trim_start(),
        None => body,
    };
    let (name, rest) = body.split_once('(')?;
    let mut depth = 1;
    let end = rest.find(|character| {
        depth += match character {
            '(' => 1,
            ')' => -1,
            _ => 0,
        };
        depth == 0
    })?;
    let (ty, left) = (rest[..end].trim().trim_end_matches(','), rest[end + 1..].trim_start());
    let ty = ty.split_once(" as ").map_or(ty, |(ty, _)| ty);
    let (modes, left) = left.split_at(left.find(['=', ',']).unwrap_or(left.len()));
    let ty = if modes.contains("boxed") { format!("Box<{ty}>") } else { ty.to_owned() };
    let (attribute, left) = match left.strip_prefix("= [") {
        Some(tags) => {
            let mut left = tags.trim_start();
            let mut names = String::new();
            while let Some((tag, behind)) = literal(left) {
                let what = if names.is_empty() { "rename" } else { ", alias" };
                write!(names, "{what} = {tag}").unwrap_or_default();
                left = behind.trim_start_matches([',', ' ']);
            }
            (format!("    #[serde({names})]\n"), left.trim_start().strip_prefix(']')?)
        }
        None => (String::new(), left),
    };
    Some((format!("{attribute}    {name}({ty}),\n"), left.trim_start_matches([',', ' '])))
}
