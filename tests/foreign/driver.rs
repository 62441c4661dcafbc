//! Programs that call every operation of a generated client with random values, against a server that judges each request.
//!
//! Owns how such a program is written, from what was generated. Must not know who judges.

use std::collections::HashMap;
use std::fmt::Write as _;

use oasmith::rust::{Krate, Location, Operation, Parameter, SchemeKind};
use proptest::test_runner::TestRunner;
use serde_json::{Map, Value};

use crate::ground::Files;
use crate::values;

/// What such programs have in common.
const CALLER: &str = include_str!("programs/caller.rs");

/// The methods of types by their names, each with the names of its arguments and their types.
type Methods = HashMap<String, Vec<(String, Vec<(String, String)>)>>;

/// A generated client, and what its methods take.
pub struct Driver<'a> {
    krate: &'a Krate,
    description: &'a Value,
    /// The methods of each type, each with its arguments and their types.
    methods: Methods,
    /// The models that values are drawn for.
    drawn: Vec<String>,
}

impl<'a> Driver<'a> {
    /// The client in these files.
    pub fn new(krate: &'a Krate, description: &'a Value, files: &Files) -> Self {
        let mut methods = Methods::new();
        let mut drawn = Vec::new();
        for (path, bytes) in files {
            let (path, text) = (path.to_string_lossy(), String::from_utf8_lossy(bytes));
            if path.starts_with("src/client") {
                read_methods(&text, &mut methods);
            }
            if let Some(models) = text.split("arbitrary! {").nth(1).filter(|_| !path.contains("runtime")) {
                let names = models.lines().take_while(|line| *line != "}");
                drawn.extend(names.filter_map(|line| {
                    Some(line.trim().strip_prefix("models::")?.split([',', ' ']).next()?.to_owned())
                }));
            }
        }
        Self { krate, description, methods, drawn }
    }

    /// The text of the program.
    pub fn program(&self) -> String {
        let mut text = format!("{CALLER}\n#[tokio::main(flavor = \"current_thread\")]\nasync fn main() {{\n");
        text.push_str(
            "    let mut caller = Caller::new();\n    let client = sdk::Client::builder().base_url(caller.base())",
        );
        for scheme in &self.krate.schemes {
            let given = match scheme.kind {
                SchemeKind::Bearer | SchemeKind::ApiKey(..) => "\"secret\"",
                SchemeKind::Basic => "\"user\", \"secret\"",
                SchemeKind::Other => continue,
            };
            write!(text, ".{}({given})", scheme.method.as_str()).unwrap();
        }
        text.push_str(".build().unwrap();\n    while caller.next_round() {\n");
        for number in 0..self.krate.operations.len() {
            writeln!(text, "        call_{number}(&client, &mut caller).await;").unwrap();
        }
        text.push_str("    }\n    caller.end();\n}\n");
        for (number, operation) in self.krate.operations.iter().enumerate() {
            self.write_call(number, operation, &mut text);
        }
        if text.contains("file()") {
            text.push_str(
                "\nfn file() -> sdk::client::File {\n    sdk::client::File::bytes(\"a.txt\", \"bytes\")\n}\n",
            );
        }
        text
    }

    fn write_call(&self, number: usize, operation: &Operation, text: &mut String) {
        let (method, call) = (operation.name.as_str(), operation.call.as_str());
        let mut given: Vec<String> = Vec::new();
        for parameter in operation.parameters.iter().filter(|parameter| parameter.required) {
            let ty = self.argument("Client", method, parameter.name.as_str());
            given.push(format!("argument::<{ty}>(&values[{:?}])", key(parameter)));
        }
        if let Some(body) = operation.body.as_ref().filter(|body| body.required) {
            given.push(self.body(&self.argument("Client", method, body.name.as_str())));
        }
        let given = given.join(", ");
        writeln!(text, "\nasync fn call_{number}(client: &sdk::Client, caller: &mut Caller) {{").unwrap();
        writeln!(text, "    let values = caller.values({number});\n    let call = client.{method}({given});").unwrap();
        for parameter in operation.parameters.iter().filter(|parameter| !parameter.required) {
            let name = parameter.name.as_str();
            let (key, ty) = (key(parameter), self.argument(call, name, name));
            writeln!(text, "    let call = match values.get({key:?}) {{").unwrap();
            writeln!(
                text,
                "        Some(value) => call.{name}(argument::<{ty}>(value)),\n        None => call,\n    }};"
            )
            .unwrap();
        }
        if let Some(body) = operation.body.as_ref().filter(|body| !body.required) {
            let name = body.name.as_str();
            let value = self.body(&self.argument(call, name, name));
            writeln!(text, "    let call = match values.get(\"body\") {{").unwrap();
            writeln!(text, "        Some(_) => call.{name}({value}),\n        None => call,\n    }};").unwrap();
        }
        writeln!(text, "    caller.judge({:?}, call.await);\n}}", operation.id).unwrap();
    }

    /// The type of an argument.
    fn argument(&self, owner: &str, method: &str, name: &str) -> String {
        let mut methods = self.methods.get(owner).into_iter().flatten();
        let arguments = methods.find(|(other, _)| other == method).map(|(_, arguments)| arguments);
        let found = arguments.into_iter().flatten().find(|(other, _)| other == name);
        found.map(|(_, ty)| ty.clone()).unwrap_or_else(|| panic!("{owner}::{method} takes no `{name}`"))
    }

    /// The expression of a body of a type: drawn by its own strategy where the type has one.
    fn body(&self, ty: &str) -> String {
        let drawn = |ty: &str| self.is_drawn(ty);
        match ty.strip_prefix("Vec<").and_then(|inner| inner.strip_suffix('>')) {
            _ if drawn(ty) => format!("caller.draw::<{ty}>()"),
            Some(item) if drawn(item) => format!("caller.draw_some::<{item}>()"),
            _ if ty == "Body" => "sdk::client::Body::from(\"bytes\")".to_owned(),
            _ => match self.methods.get(ty) {
                Some(methods) => self.made(ty, methods),
                None => format!("argument::<{ty}>(&values[\"body\"])"),
            },
        }
    }

    /// The expression of a part of a form.
    fn part(&self, ty: &str) -> String {
        match ty {
            "File" => "file()".to_owned(),
            "implIntoIterator<Item=File>" => "[file(), file()]".to_owned(),
            _ if self.is_drawn(ty) => format!("caller.draw::<{ty}>()"),
            _ => format!("some::<{ty}>()"),
        }
    }

    /// Whether values of a type are drawn by a strategy of its own.
    fn is_drawn(&self, ty: &str) -> bool {
        ty.strip_prefix("models::").is_some_and(|name| self.drawn.iter().any(|one| one == name))
    }

    /// The expression of a body that is made by methods: a form in parts with all that it can have, or the first media type of
    /// several.
    fn made(&self, ty: &str, methods: &[(String, Vec<(String, String)>)]) -> String {
        let given = |arguments: &[(String, String)]| {
            arguments.iter().map(|(_, ty)| self.part(ty)).collect::<Vec<_>>().join(", ")
        };
        match methods.iter().find(|(name, _)| name == "new") {
            Some((_, required)) => {
                let setters = methods.iter().filter(|(name, arguments)| name != "new" && arguments.len() == 1);
                let setters = setters.map(|(name, arguments)| format!(".{name}({})", given(arguments)));
                format!("sdk::client::{ty}::new({}){}", given(required), setters.collect::<String>())
            }
            None => {
                let (name, arguments) = methods.first().expect("a media type");
                format!("sdk::client::{ty}::{name}({})", self.body(&arguments[0].1))
            }
        }
    }

    /// Random values for one round of calls: those of an operation by its number.
    pub fn round(&self, runner: &mut TestRunner) -> Value {
        let operations = self.krate.operations.iter();
        operations.map(|operation| self.values(operation, runner)).collect()
    }

    fn values(&self, operation: &Operation, runner: &mut TestRunner) -> Value {
        let mut values = Map::new();
        let declared = values::operation(self.description, &operation.path, &operation.method);
        for parameter in &operation.parameters {
            let schema = declared.parameter(&parameter.wire, location(parameter.location));
            if parameter.required || values::is_always_given(self.description, &schema) || values::is_chosen(runner) {
                values.insert(
                    key(parameter),
                    values::of_parameter(self.description, &schema, parameter.location, runner),
                );
            }
        }
        if let Some(body) = &operation.body
            && (body.required || values::is_chosen(runner))
        {
            let schema = declared.body(&body.media_types.preferred.declared);
            values.insert("body".to_owned(), values::of_body(self.description, &schema, runner));
        }
        Value::Object(values)
    }
}

/// The name of a parameter's value.
fn key(parameter: &Parameter) -> String {
    format!("{} {}", location(parameter.location), parameter.wire)
}

fn location(location: Location) -> &'static str {
    match location {
        Location::Path => "path",
        Location::Query => "query",
        Location::Header => "header",
        Location::Cookie => "cookie",
    }
}

/// Reads which methods the types of a client have. Generated code has one form: a block begins with `impl NAME {`, and a method
/// within it with `    pub fn NAME`.
fn read_methods(text: &str, methods: &mut Methods) {
    for block in text.split("\nimpl ").skip(1) {
        let (owner, block) = block.split_once(" {\n").expect("a block");
        // One of a trait has no methods of its own.
        for method in block.split("\n}\n").next().unwrap_or_default().split("    pub fn ").skip(1) {
            let (name, rest) = method.split_once('(').expect("a method");
            let name = name.split('<').next().unwrap_or_default();
            let declared = separate(rest.split(") -> ").next().unwrap_or_default());
            let arguments = declared.into_iter().filter_map(|argument| argument.split_once(':'));
            let arguments = arguments
                .map(|(argument, ty)| (argument.trim().to_owned(), given(&ty.split_whitespace().collect::<String>())));
            methods.entry(owner.to_owned()).or_default().push((name.to_owned(), arguments.collect()));
        }
    }
}

/// The parts between the commas that are in no brackets.
fn separate(text: &str) -> Vec<&str> {
    let (mut depth, mut start, mut parts) = (0, 0, Vec::new());
    for (at, character) in text.char_indices() {
        match character {
            '<' | '(' | '[' => depth += 1,
            '>' | ')' | ']' => depth -= 1,
            ',' if depth == 0 => {
                parts.push(&text[start..at]);
                start = at + 1;
            }
            _ => {}
        }
    }
    parts.push(&text[start..]);
    parts
}

/// The type of a value that can be given for an argument of this type: of `impl Into<Option<i64>>` it is `i64`.
fn given(ty: &str) -> String {
    let inside = |start: &str, end: &str| ty.strip_prefix(start)?.strip_suffix(end);
    let inner = match ty {
        "implAsRef<str>" | "implOptionalStr<M>" => Some("String"),
        "implserde::Serialize" => Some("serde_json::Value"),
        _ => inside("implInto<Option<", ">>")
            .or_else(|| inside("implInto<", ">"))
            .or_else(|| inside("implOptional<", ",M>")),
    };
    inner.unwrap_or(ty).trim_end_matches(',').replace("wire::Map", "sdk::Map").replace("super::", "sdk::")
}
