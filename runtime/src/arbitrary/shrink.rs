//! Edits that make a JSON value smaller.
//!
//! Owns the list of them, the large ones first. Must not know schemas: its user validates the results.

use serde_json::Value;

/// How many edits of one value are tried.
const MOST: usize = 2048;

/// A step to a part of a value.
#[derive(Debug, Clone)]
enum Step {
    Property(String),
    Item(usize),
}

/// A part, and its replacement; `None` where it is removed.
#[derive(Debug, Clone)]
pub(super) struct Edit {
    path: Vec<Step>,
    instead: Option<Value>,
}

impl Edit {
    /// The value after it.
    pub(super) fn applied(&self, value: &Value) -> Value {
        let mut value = value.clone();
        apply(&mut value, &self.path, &self.instead);
        value
    }
}

fn apply(value: &mut Value, path: &[Step], instead: &Option<Value>) {
    match (path, instead, value) {
        ([], Some(other), value) => *value = other.clone(),
        ([Step::Property(name)], None, Value::Object(object)) => {
            object.shift_remove(name);
        }
        ([Step::Item(index)], None, Value::Array(items)) if *index < items.len() => {
            items.remove(*index);
        }
        ([Step::Property(name), rest @ ..], _, Value::Object(object)) => {
            if let Some(part) = object.get_mut(name) {
                apply(part, rest, instead);
            }
        }
        ([Step::Item(index), rest @ ..], _, Value::Array(items)) => {
            if let Some(part) = items.get_mut(*index) {
                apply(part, rest, instead);
            }
        }
        _ => {}
    }
}

/// All edits that remove a part of a value, or make one simpler, from the outside inwards.
pub(super) fn edits(value: &Value) -> Vec<Edit> {
    let mut edits = Vec::new();
    let mut level: Vec<(Vec<Step>, &Value)> = vec![(Vec::new(), value)];
    while !level.is_empty() && edits.len() < MOST {
        let mut below = Vec::new();
        for (path, value) in level {
            edits.extend(simpler(value).into_iter().map(|other| Edit { path: path.clone(), instead: Some(other) }));
            for (step, part) in parts(value) {
                let path: Vec<Step> = path.iter().cloned().chain([step]).collect();
                edits.push(Edit { path: path.clone(), instead: None });
                below.push((path, part));
            }
        }
        level = below;
    }
    edits.truncate(MOST);
    edits
}

fn parts(value: &Value) -> Vec<(Step, &Value)> {
    match value {
        Value::Array(items) => items.iter().enumerate().map(|(index, item)| (Step::Item(index), item)).collect(),
        Value::Object(object) => {
            object.iter().map(|(name, property)| (Step::Property(name.clone()), property)).collect()
        }
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => Vec::new(),
    }
}

/// Null, and simpler values of the same type, the simplest first.
fn simpler(value: &Value) -> Vec<Value> {
    let null = (*value != Value::Null).then_some(Value::Null);
    null.into_iter().chain(of_its_type(value)).collect()
}

fn of_its_type(value: &Value) -> Vec<Value> {
    match value {
        Value::Null | Value::Bool(false) => Vec::new(),
        Value::Bool(true) => vec![false.into()],
        Value::Number(number) => match (number.as_i64(), number.as_f64()) {
            (Some(integer), _) => smaller(integer),
            (None, Some(float)) if float != 0.0 => vec![0.into(), float.trunc().into(), (float / 2.0).into()]
                .into_iter()
                .filter(|other| other != value)
                .collect(),
            (None, _) => Vec::new(),
        },
        Value::String(text) => shorter(text),
        Value::Array(items) if items.is_empty() => Vec::new(),
        Value::Array(items) => {
            let half = items.iter().take(items.len() / 2).cloned().collect();
            [Vec::new(), half].into_iter().map(Value::Array).collect()
        }
        Value::Object(object) if object.is_empty() => Vec::new(),
        Value::Object(object) => {
            let half = object.iter().take(object.len() / 2).map(|(name, value)| (name.clone(), value.clone()));
            vec![Value::Object(serde_json::Map::new()), Value::Object(half.collect())]
        }
    }
}

fn smaller(integer: i64) -> Vec<Value> {
    let mut smaller = vec![0, integer / 2, integer - integer.signum()];
    smaller.dedup();
    smaller.into_iter().filter(|other| *other != integer).map(Value::from).collect()
}

fn shorter(text: &str) -> Vec<Value> {
    let count = text.chars().count();
    let mut shorter: Vec<Value> = Vec::new();
    if count > 0 {
        shorter.push("".into());
        for length in [count / 2, count - 1] {
            shorter.push(text.chars().take(length).collect::<String>().into());
        }
        shorter.push("a".repeat(count).into());
    }
    shorter.dedup();
    shorter.into_iter().filter(|other| other.as_str() != Some(text)).collect()
}
