//! What generation costs at ten sizes of one description: does it grow in proportion?
//!
//! `cargo build --release -p oasmith`, then `cargo run -p oasmith --example generation_bench -- DESCRIPTION.json
//! target/release/oasmith` writes cuts of a description of OpenAPI 3 in JSON into a scratch folder: a tenth of its paths, two tenths and so on,
//! each with the components that these paths lead to. For each it prints what `oasmith generate CUT --out FOLDER --only client` takes by
//! GNU time: user seconds (the smallest of three runs) and peak memory. The rows of one run compare with each other.

#![allow(missing_docs)]

use std::collections::HashSet;
use std::error::Error;
use std::fs;
use std::path::Path;
use std::process::Command;

use serde_json::{Map, Value};

type Outcome<T> = Result<T, Box<dyn Error>>;

const SIZES: usize = 10;

const RUNS: usize = 3;

const METHODS: &[&str] = &["delete", "get", "head", "options", "patch", "post", "put", "trace"];

fn main() -> Outcome<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [description, program] = arguments.as_slice() else {
        return Err("two arguments: a description in JSON, and the command `oasmith`".into());
    };
    let program = Path::new(program).canonicalize()?;
    let whole: Value = serde_json::from_str(&fs::read_to_string(description)?)?;
    let scratch = std::env::temp_dir().join("oasmith-generation-bench");
    fs::create_dir_all(&scratch)?;
    println!(
        "| operations | KB of JSON | lines | user s | MB | s per 1,000 lines | MB per 1,000 lines |\n|---|---|---|---|---|---|---|"
    );
    for tenths in 1..=SIZES {
        let cut = cut(&whole, tenths)?;
        let text = serde_json::to_string(&cut)?;
        let file = scratch.join("cut.json");
        fs::write(&file, &text)?;
        let (seconds, peak, lines) = cost(&program, &file, &scratch.join("out"))?;
        let thousands = lines as f64 / 1000.0;
        println!(
            "| {} | {} | {lines} | {seconds:.2} | {peak:.0} | {:.4} | {:.2} |",
            operations(&cut),
            text.len() / 1000,
            seconds / thousands,
            peak / thousands
        );
    }
    Ok(())
}

/// The description with some tenths of its paths, and the components that they lead to.
fn cut(whole: &Value, tenths: usize) -> Outcome<Value> {
    let mut cut = whole.as_object().ok_or("the description is not an object")?.clone();
    cut.remove("webhooks");
    cut.remove("x-webhooks");
    let Some(Value::Object(mut components)) = cut.remove("components") else {
        return Err("there are no components: the description is not of OpenAPI 3".into());
    };
    let paths = cut.get("paths").and_then(Value::as_object).ok_or("there are no paths")?;
    // Every tenth, so that each cut is a mix of the same kinds of operations.
    let paths = paths.iter().enumerate().filter(|(index, _)| index % SIZES < tenths);
    let paths: Map<String, Value> = paths.map(|(_, (path, item))| (path.clone(), item.clone())).collect();
    let mut known = HashSet::new();
    let mut pending = Vec::new();
    paths.values().for_each(|item| references(item, &mut pending));
    while let Some(reference) = pending.pop() {
        let target = reference.strip_prefix("#/components/").and_then(|rest| rest.split_once('/'));
        let Some((section, name)) = target.map(|(section, name)| (section.to_owned(), name.replace("~1", "/"))) else {
            continue;
        };
        let target = components.get(&section).and_then(|section| section.get(&name));
        if known.insert((section, name))
            && let Some(target) = target
        {
            references(target, &mut pending);
        }
    }
    for (section, values) in &mut components {
        if let Some(values) = values.as_object_mut().filter(|_| section != "securitySchemes") {
            values.retain(|name, _| known.contains(&(section.clone(), name.clone())));
        }
    }
    cut.insert("paths".to_owned(), Value::Object(paths));
    cut.insert("components".to_owned(), Value::Object(components));
    Ok(Value::Object(cut))
}

/// The references of a value, those of discriminators among them.
fn references(value: &Value, found: &mut Vec<String>) {
    match value {
        Value::String(text) if text.starts_with("#/components/") => found.push(text.clone()),
        Value::Array(items) => items.iter().for_each(|item| references(item, found)),
        Value::Object(properties) => properties.values().for_each(|property| references(property, found)),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}

fn operations(cut: &Value) -> usize {
    let paths = cut.get("paths").and_then(Value::as_object).into_iter().flat_map(Map::values);
    let methods = paths.filter_map(Value::as_object).flat_map(Map::keys);
    methods.filter(|method| METHODS.contains(&method.as_str())).count()
}

/// User seconds, peak megabytes, and the lines that are written.
fn cost(program: &Path, file: &Path, folder: &Path) -> Outcome<(f64, f64, usize)> {
    let (mut seconds, mut peak) = (f64::INFINITY, f64::INFINITY);
    for _ in 0..RUNS {
        let _ = fs::remove_dir_all(folder);
        let mut command = Command::new("time");
        command.args(["-f", "%U %M"]).arg(program).arg("generate").arg(file).arg("--out").arg(folder);
        let output = command.args(["--only", "client", "--runtime", "crate"]).output()?;
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        let figures: Vec<f64> = said.lines().last().unwrap_or_default().split(' ').flat_map(str::parse).collect();
        let [user, memory] = figures.as_slice() else { return Err(format!("not what GNU time writes: {said}").into()) };
        (seconds, peak) = (seconds.min(*user), peak.min(memory / 1024.0));
    }
    Ok((seconds, peak, lines(&folder.join("src"))?))
}

fn lines(folder: &Path) -> Outcome<usize> {
    let mut sum = 0;
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        sum += if path.is_dir() { lines(&path)? } else { fs::read_to_string(&path)?.lines().count() };
    }
    Ok(sum)
}
