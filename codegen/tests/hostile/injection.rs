//! Text of a description that would like to be code: wherever it stands, the output has the same items, functions and
//! attributes as with harmless text.

use std::collections::BTreeMap;

use oasmith::config::{Config, Layout};
use oasmith::diagnostic::Sink;
use oasmith::source::Documents;
use proc_macro2::{Delimiter, TokenStream, TokenTree};
use serde_json::{Value, json};

/// Needs a name of its own in Rust wherever it is one in the description, as all hostile texts do.
const HARMLESS: &str = "a b";

const HOSTILE: &[&str] = &[
    "*/ fn x(){} /*",
    "*/ pub fn x(){}\n/// ",
    "\");panic!(\"",
    "\"; fn x() {} const Y: &str = \"",
    "\"#; fn x() {} //",
    "\"##]; #![feature(x)] //",
    "]#[path = \"/etc/passwd\"] mod x;",
    "a\u{0}b",
    "a\rb",
    "a\r\nfn x() {}\r\n",
    "a\nfn x() {}\n",
    "a\u{2028}fn x() {}\u{2029}\u{85}",
    "{}",
    "{0:?}{{}}}}",
    "}} } fn x() {} mod y {",
    "a\\",
    "\\\"",
    "\\u{22}); fn x() {} (\\\\",
    "a\u{202e}b\u{2066}c",
    "\u{feff}\u{200b}a",
    "'a' b'c' r#\"d\"# //! x",
    "```\nfn x() {}\n```\n    indented()\n[link](x) <script>",
    "r#fn x",
    "$crate::x!()",
    "${x} $(y)* #z #(#a),* #[b]",
    "include!(\"/etc/passwd\")",
];

/// An expression that is found in this text.
fn pattern(text: &str) -> String {
    let escaped = |letter: char| match letter {
        '^' | '$' | '\\' | '.' | '*' | '+' | '?' | '(' | ')' | '[' | ']' | '{' | '}' | '|' | '/' => {
            format!("\\{letter}")
        }
        other => other.to_string(),
    };
    text.chars().map(escaped).collect()
}

/// A description with a text in every place that takes one.
fn document(text: &str) -> Value {
    // What takes part in the grammar of paths and of references.
    let plain: String = text.chars().filter(|letter| !"{}/#?%".contains(*letter)).collect();
    let name = |number: usize| format!("{text}{number}");
    let reference = |kind: &str, number: usize| {
        let pointer = name(number).replace('~', "~0").replace('/', "~1").replace('%', "%25");
        json!({ "$ref": format!("#/components/{kind}/{pointer}") })
    };
    let described = |mut schema: Value| {
        for key in ["description", "title", "$comment", "x-rust-name", "x-rust-type", "x-go-name", "x-extension"] {
            schema[key] = text.into();
        }
        schema
    };
    let parameters: Vec<Value> = ["query", "header", "cookie"]
        .iter()
        .map(|place| {
            let schema = described(json!({ "type": "string", "default": text, "enum": [text, name(1)] }));
            json!({ "name": text, "in": place, "description": text, "schema": schema, "example": text })
        })
        .collect();
    json!({
        "openapi": "3.1.0",
        "info": {
            "title": text, "summary": text, "description": text, "version": text, "termsOfService": text,
            "contact": { "name": text, "url": text, "email": text }, "license": { "name": text, "identifier": text },
        },
        "servers": [
            { "url": format!("https://example.com/p{plain}"), "description": text },
            { "url": "https://{v}.example.com", "variables": { "v": { "default": text, "enum": [text], "description": text } } },
        ],
        "tags": [{ "name": text, "description": text, "externalDocs": { "url": text, "description": text } }],
        "security": [{ name(1): [text] }, { name(2): [] }],
        "paths": {
            format!("/p{plain}"): {
                "summary": text, "description": text,
                "get": {
                    "operationId": text, "summary": text, "description": text, "tags": [text], "parameters": parameters,
                    "responses": {
                        "200": {
                            "description": text,
                            "headers": { text: { "description": text, "schema": { "type": "string" } } },
                            "content": { format!("application/json; p={text}"): { "schema": reference("schemas", 1), "example": text } },
                            "links": { text: { "operationId": text, "description": text } },
                        },
                        "404": { "description": text, "content": { format!("{text}/y"): { "schema": { "type": "string" } } } },
                        "default": reference("responses", 1),
                    },
                },
                "post": {
                    "operationId": name(9),
                    "parameters": [reference("parameters", 1)],
                    "requestBody": { "description": text, "content": { "application/json": { "schema": described(json!({
                        "type": "object", "required": [text], "properties": { text: described(json!({ "type": "string", "const": text })) },
                    })) } } },
                    "responses": { "204": { "description": text } },
                },
            },
        },
        "components": {
            "parameters": { name(1): { "name": name(7), "in": "query", "schema": { "type": "string", "pattern": pattern(text), "format": text } } },
            "responses": { name(1): { "description": text } },
            "securitySchemes": {
                name(1): { "type": "apiKey", "in": "query", "name": text, "description": text },
                name(2): { "type": "http", "scheme": "bearer", "bearerFormat": text },
            },
            "schemas": {
                name(1): described(json!({
                    "type": "object", "required": [name(1)],
                    "properties": {
                        name(1): described(json!({ "type": "string", "format": text, "pattern": pattern(text) })),
                        name(2): described(json!({ "type": "string", "default": text, "examples": [text] })),
                        name(3): described(json!({ "type": "array", "items": { "type": "string", "enum": [text, name(2)] } })),
                        name(4): described(json!({ "type": "object", "properties": { text: { "type": "integer" } } })),
                        name(5): reference("schemas", 2),
                        name(6): reference("schemas", 3),
                    },
                    "additionalProperties": { "type": "string", "description": text },
                })),
                name(2): described(json!({
                    "type": "string", "enum": [text, name(1), name(2)],
                    "x-enum-varnames": [text, name(1), name(2)], "x-enumNames": [text, name(1), name(2)],
                    "x-enum-descriptions": [text, text, text],
                })),
                name(3): described(json!({
                    "oneOf": [reference("schemas", 4), reference("schemas", 5)],
                    "discriminator": { "propertyName": text, "mapping": { text: reference("schemas", 4)["$ref"], name(8): name(5) } },
                })),
                name(4): described(json!({ "type": "object", "required": [text], "properties": { text: { "type": "string" }, "n": { "type": "integer" } } })),
                name(5): described(json!({ "type": "object", "required": [text], "properties": { text: { "type": "string" }, "m": { "type": "integer" } } })),
            },
        },
    })
}

fn files(text: &str, layout: Layout) -> BTreeMap<String, String> {
    let source = document(text).to_string();
    let documents = Documents::from_texts(&[("api.json", source.as_str())]).unwrap();
    let mut config = Config::new("api.json", "generated");
    config.layout = layout;
    config.name = Some("harmless".to_owned());
    let mut sink = Sink::new();
    let generated = oasmith::generate(&documents, &config, &mut sink);
    generated.unwrap_or_else(|| panic!("{text:?}: {:?}", sink.iter().collect::<Vec<_>>())).files
}

/// What stays of code when names, literals and documentation are taken away, a line for each token. Commas and braces are left
/// out too, because they depend on the length of lines: a list over several lines ends with a comma, an arm is a block.
fn skeleton(tokens: TokenStream, lines: &mut Vec<String>) {
    const KEYWORDS: &[&str] = &[
        "fn",
        "pub",
        "struct",
        "enum",
        "impl",
        "mod",
        "trait",
        "type",
        "static",
        "const",
        "use",
        "match",
        "unsafe",
        "extern",
        "async",
        "let",
        "if",
        "else",
        "for",
        "while",
        "loop",
        "return",
        "self",
        "Self",
        "super",
        "crate",
        "macro_rules",
        "union",
    ];
    let mut tokens = tokens.into_iter().peekable();
    while let Some(token) = tokens.next() {
        match token {
            TokenTree::Punct(punct) if punct.as_char() == '#' => {
                let inner = tokens.next_if(|next| next.to_string() == "!").is_some();
                let is_documentation = |next: &TokenTree| {
                    matches!(next, TokenTree::Group(group)
                    if group.stream().into_iter().next().is_some_and(|first| first.to_string() == "doc"))
                };
                if tokens.next_if(is_documentation).is_none() {
                    lines.push(if inner { "#!" } else { "#" }.to_owned());
                }
            }
            TokenTree::Punct(punct) if punct.as_char() == ',' => {}
            TokenTree::Punct(punct) => lines.push(punct.as_char().to_string()),
            TokenTree::Ident(ident) if KEYWORDS.contains(&ident.to_string().as_str()) => lines.push(ident.to_string()),
            TokenTree::Ident(_) => lines.push("name".to_owned()),
            TokenTree::Literal(_) => lines.push("literal".to_owned()),
            TokenTree::Group(group) if group.delimiter() == Delimiter::Brace => skeleton(group.stream(), lines),
            TokenTree::Group(group) => {
                let is_bracket = group.delimiter() == Delimiter::Bracket;
                lines.push(if is_bracket { "[" } else { "(" }.to_owned());
                skeleton(group.stream(), lines);
                lines.push(if is_bracket { "]" } else { ")" }.to_owned());
            }
        }
    }
}

fn skeleton_of(text: &str) -> Vec<String> {
    let mut lines = Vec::new();
    skeleton(text.parse().unwrap_or_else(|error| panic!("{error}\n{text}")), &mut lines);
    lines
}

/// What stands where two skeletons begin to differ.
fn difference(found: &[String], expected: &[String]) -> String {
    let at = found.iter().zip(expected).take_while(|(one, other)| one == other).count();
    let around = |tokens: &[String]| tokens[at.saturating_sub(20)..(at + 20).min(tokens.len())].join(" ");
    format!("found\n{}\nexpected\n{}", around(found), around(expected))
}

/// The names of a manifest, without the values that are text.
fn manifest(text: &str) -> Value {
    fn erase(value: &mut Value) {
        match value {
            Value::String(text) => text.clear(),
            Value::Array(items) => items.iter_mut().for_each(erase),
            Value::Object(members) => members.values_mut().for_each(erase),
            _ => {}
        }
    }
    let mut value = toml::from_str(text).unwrap_or_else(|error| panic!("{error}\n{text}"));
    erase(&mut value);
    value
}

/// The headings below the title, the fences of code and the HTML of a README.
fn outline(readme: &str) -> Vec<&str> {
    readme
        .lines()
        .filter(|line| ["## ", "```", "~~~", "<"].iter().any(|start| line.trim_start().starts_with(start)))
        .collect()
}

#[test]
fn text_never_becomes_code() {
    for layout in [Layout::Crate, Layout::Module] {
        let expected = files(HARMLESS, layout);
        for hostile in HOSTILE {
            let found = files(hostile, layout);
            assert_eq!(found.keys().collect::<Vec<_>>(), expected.keys().collect::<Vec<_>>(), "{hostile:?}");
            for (name, text) in &found {
                if name.ends_with(".rs") {
                    let (found, expected) = (skeleton_of(text), skeleton_of(&expected[name]));
                    assert!(found == expected, "{hostile:?} in {name}: {}\n{text}", difference(&found, &expected));
                } else if name.ends_with(".txt") {
                    // The public items: text of a description adds none.
                    assert_eq!(text.lines().count(), expected[name].lines().count(), "{hostile:?} in {name}:\n{text}");
                } else if name.ends_with(".md") {
                    assert_eq!(outline(text), outline(&expected[name]), "{hostile:?} in {name}:\n{text}");
                } else {
                    assert_eq!(manifest(text), manifest(&expected[name]), "{hostile:?} in {name}:\n{text}");
                }
            }
        }
    }
}

/// rustc refuses such characters in literals and comments, because they make code look other than it is.
#[test]
fn output_has_no_characters_that_hide_code() {
    for hostile in HOSTILE {
        for (name, text) in files(hostile, Layout::Crate) {
            let hidden = |letter: &char| {
                (letter.is_control() && *letter != '\n')
                    || matches!(letter, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
            };
            let found: Vec<char> = text.chars().filter(hidden).collect();
            assert!(found.is_empty(), "{hostile:?} in {name}: {found:?}\n{text}");
        }
    }
}
