//! What is decided about types, names and schema tables, and what is reported where a decision loses something.

#![allow(missing_docs)]

mod anchors;
mod bodies;
mod direction;
mod files;
mod leftovers;
mod merging;
mod names;
mod pages;
mod reported;
mod schema_tables;
mod shapes;
mod sharing;
mod typed;
mod unused;

use std::collections::BTreeMap;

use oasmith::config::{Config, Layout};
use oasmith::diagnostic::Sink;
use oasmith::source::Documents;
use oasmith::{Generated, Summary};

/// What became of a description.
struct Outcome {
    /// Everything that was generated, as one module.
    text: String,
    summary: Summary,
    /// Code and pointer of each entry, in order.
    ledger: Vec<String>,
}

/// Generates from texts, of which the first is the entry document.
fn generate_files(texts: &[(&str, &str)]) -> Outcome {
    let documents = Documents::from_texts(texts).unwrap();
    let mut sink = Sink::new();
    let mut config = Config::new("api.yaml", "api");
    config.layout = Layout::Module;
    let Generated { files, summary, .. } = oasmith::generate(&documents, &config, &mut sink).unwrap();
    let entry = |entry: &oasmith::diagnostic::Diagnostic| {
        format!("{} {}", entry.code.id(), entry.at.as_ref().map(ToString::to_string).unwrap_or_default())
    };
    Outcome { text: files["api.rs"].clone(), summary, ledger: sink.iter().map(entry).collect() }
}

/// Generates from a whole text.
fn generate_text(text: &str) -> Outcome {
    generate_files(&[("api.yaml", text)])
}

/// Generates from what follows `info` in a description of 3.1.
fn generate(rest: &str) -> Outcome {
    generate_text(&format!("openapi: 3.1.0\ninfo: {{ title: Pets, version: '1' }}\n{rest}\n"))
}

/// Generates from the schemas alone.
fn schemas(schemas: &str) -> Outcome {
    generate(&format!("components:\n  schemas:\n    {}", schemas.replace('\n', "\n    ")))
}

/// A description that sends and receives the schema `A`.
fn both_ways(schemas: &str) -> Outcome {
    let content = "content: { application/json: { schema: { $ref: '#/components/schemas/A' } } }";
    generate(&format!(
        "paths: {{ /a: {{ post: {{ operationId: a, requestBody: {{ required: true, {content} }}, \
         responses: {{ '200': {{ description: ok, {content} }} }} }} }} }}\n\
         components:\n  schemas:\n    {}",
        schemas.replace('\n', "\n    ")
    ))
}

impl Outcome {
    /// The types and the fields of structs, by name.
    fn types(&self) -> BTreeMap<String, Vec<String>> {
        let mut types = BTreeMap::new();
        let mut open: Option<(String, Vec<String>)> = None;
        for line in self.text.lines().map(str::trim) {
            let word = |rest: &str| rest.split([' ', ';', '(', '<']).next().unwrap_or_default().to_owned();
            if let Some((name, fields)) = &mut open {
                if line == "}" {
                    types.insert(name.clone(), std::mem::take(fields));
                    open = None;
                } else if let Some(field) = line.strip_prefix("pub ") {
                    fields.push(field.trim_end_matches(',').to_owned());
                }
            } else if let Some(rest) = line.strip_prefix("pub struct ").filter(|rest| rest.ends_with('{')) {
                open = Some((word(rest), Vec::new()));
            } else if let Some(rest) = line.strip_prefix("pub type ") {
                let (name, ty) = rest.trim_end_matches(';').split_once(" = ").unwrap();
                types.insert(word(name), vec![ty.to_owned()]);
            } else if let Some(rest) = line.strip_prefix("pub enum ") {
                types.insert(word(rest), Vec::new());
            }
            if line.ends_with("mod operations {") {
                break;
            }
        }
        types
    }

    /// The names of the types of the models, and those of locations that share one.
    fn names(&self) -> Vec<String> {
        let models = self.text.split("mod operations {").next().unwrap_or_default();
        let items = models.lines().map(str::trim);
        let named = |line: &str| {
            if let Some((_, location)) = line.strip_prefix("pub use self::").and_then(|rest| rest.split_once(" as ")) {
                return Some(location.trim_end_matches(';').to_owned());
            }
            let rest = ["pub struct ", "pub enum ", "pub type "].iter().find_map(|prefix| line.strip_prefix(prefix))?;
            Some(rest.split([' ', ';', '(', '<']).next()?.to_owned())
        };
        items.filter_map(named).collect()
    }
}
