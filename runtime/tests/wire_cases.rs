//! Every case of `tests/conformance/wire_cases.tsv` that this package covers, with its exact result; those it does not
//! cover are listed, and a listed case that passes fails the test.

#![cfg(feature = "client")]

use base64::Engine;
use base64::engine::general_purpose::{STANDARD, URL_SAFE};
use oasmith_runtime::form;
use oasmith_runtime::operation::{Encoding, Location, Parameter, Style};
use oasmith_runtime::schema::Schema;
use oasmith_runtime::style::encode::encode;
use serde_json::{Map, Value, json};

/// Cases without a way to say them yet: query strings as a whole.
const NOT_COVERED: &[&str] = &["WC078", "WC079", "WC080"];

struct Case<'a> {
    id: &'a str,
    given: Given,
    expected: &'a str,
}

enum Given {
    Parameters(Vec<(Parameter, Value)>),
    Form(Vec<Encoding>, Map<String, Value>),
}

impl Given {
    fn text(&self) -> String {
        match self {
            Self::Parameters(parameters) => {
                let texts = parameters.iter().filter_map(|(parameter, value)| encode(parameter, value));
                texts.collect::<Vec<_>>().join("&")
            }
            Self::Form(encodings, members) => form::write(encodings, members),
        }
    }
}

fn parameter(location: Location, style: Style, explode: bool, reserved: bool, name: &str) -> Parameter {
    let name: &'static str = name.to_owned().leak();
    let parameter = match location {
        Location::Path => Parameter::path(name, &Schema::ANY),
        Location::Query => Parameter::query(name, &Schema::ANY),
        Location::Header => Parameter::header(name, &Schema::ANY),
        Location::Cookie => Parameter::cookie(name, &Schema::ANY),
    };
    let parameter = parameter.style(style, explode);
    if reserved { parameter.allow_reserved() } else { parameter }
}

/// The cases of a row: two where it says nothing about `explode`, none where it cannot be said.
fn cases(row: &str) -> Vec<Case<'_>> {
    let columns: Vec<&str> = row.split('\t').collect();
    let [id, _, _, location, style, explode, reserved, name, _, value, expected, ..] = columns[..] else {
        panic!("a row with too few columns: {row}");
    };
    if location == "urlencoded body" {
        return vec![Case { id, given: form(style, explode, name, serde_json::from_str(value).unwrap()), expected }];
    }
    let location = match location {
        "path" => Location::Path,
        "query" => Location::Query,
        "header" => Location::Header,
        "cookie" => Location::Cookie,
        _ => return Vec::new(),
    };
    let (style, explode) = match style {
        "matrix" => (Style::Matrix, explode),
        "label" => (Style::Label, explode),
        "simple" => (Style::Simple, explode),
        "form" => (Style::Form, explode),
        "spaceDelimited" => (Style::SpaceDelimited, explode),
        "pipeDelimited" => (Style::PipeDelimited, explode),
        "deepObject" => (Style::DeepObject, explode),
        "cookie" => (Style::Cookie, explode),
        "content:application/json" => (Style::Json, "false"),
        "collectionFormat:csv" => (Style::Form, "false"),
        "collectionFormat:ssv" => (Style::SpaceDelimited, "false"),
        "collectionFormat:tsv" => (Style::TabDelimited, "false"),
        "collectionFormat:pipes" => (Style::PipeDelimited, "false"),
        "collectionFormat:multi" => (Style::Form, "true"),
        _ => return Vec::new(),
    };
    let value: Value = serde_json::from_str(value).unwrap();
    let explodes: &[bool] = match explode {
        "true" => &[true],
        "false" => &[false],
        _ => &[false, true],
    };
    let with = |explode: &bool| {
        let parameters = match name {
            // An RFC 6570 expression of two parameters, of which only the first is exploded.
            "{?formulas*,words}" => vec![
                (parameter(location, style, true, false, "formulas"), value["formulas"].clone()),
                (parameter(location, style, false, false, "words"), value["words"].clone()),
            ],
            name => vec![(parameter(location, style, *explode, reserved == "true", name), value.clone())],
        };
        Case { id, given: Given::Parameters(parameters), expected }
    };
    explodes.iter().map(with).collect()
}

/// A form, of one member where there is a name.
fn form(encoding: &str, explode: &str, name: &str, value: Value) -> Given {
    let name: &'static str = name.to_owned().leak();
    let encodings = match encoding {
        "defaults" | "contentEncoding:base64url" => Vec::new(),
        "encoding.contentType:application/json" => vec![Encoding::json(name)],
        "encoding form" => vec![Encoding::style(name, Style::Form, explode == "true")],
        "encoding deepObject" => vec![Encoding::style(name, Style::DeepObject, explode == "true")],
        other => panic!("{other} is no encoding"),
    };
    let value = match (encoding, &value) {
        // What the table has in the standard alphabet a model has in that of its keyword.
        ("contentEncoding:base64url", Value::String(text)) => json!(URL_SAFE.encode(STANDARD.decode(text).unwrap())),
        _ => value,
    };
    match value {
        Value::Object(members) if name.is_empty() => Given::Form(encodings, members),
        value => Given::Form(encodings, Map::from_iter([(name.to_owned(), value)])),
    }
}

#[test]
fn every_case_has_its_exact_result() {
    let table = include_str!("../../tests/conformance/wire_cases.tsv");
    let mut passed = 0;
    let mut failed = Vec::new();
    for row in table.lines().skip(1) {
        let id = row.split('\t').next().unwrap();
        let cases = cases(row);
        let mut good = !cases.is_empty();
        for case in &cases {
            let text = case.given.text();
            let expected = if case.expected == "(omitted)" { "" } else { case.expected };
            if text != expected {
                good = false;
                eprintln!("{}: expected {expected}, got {text}", case.id);
            }
        }
        if good { passed += 1 } else { failed.push(id) }
    }
    assert_eq!(failed, NOT_COVERED);
    assert_eq!(passed, 110);
}
