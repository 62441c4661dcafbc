//! Every case of `tests/conformance/wire_cases.tsv` with its exact result: as text, and as the bytes of a request on a socket.

#![cfg(feature = "client")]

use std::collections::BTreeSet;
use std::io::{Read, Write};
use std::net::TcpListener;
use std::sync::mpsc::{Receiver, channel};

use base64::Engine;
use base64::engine::general_purpose::{STANDARD, URL_SAFE};
use oasmith_runtime::client::{Builder, CallError, Core, empty};
use oasmith_runtime::operation::{
    Body, Codec, Encoding, Location, Media, Operation, Outcome, Parameter, Segment, Style,
};
use oasmith_runtime::schema::Schema;
use oasmith_runtime::style::encode::encode;
use oasmith_runtime::{form, whole_query};
use serde_json::{Map, Value, json};

/// Cases whose data has the delimiter of their style in it: no server reads the data back, so that a call is refused.
const REFUSED: &[&str] = &["WC069", "WC103"];

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
                let text = |(parameter, value): &(Parameter, Value)| match parameter.whole_query {
                    Some(codec) => whole_query::write(parameter, codec, value).unwrap(),
                    None => encode(parameter, value),
                };
                let texts = parameters.iter().filter_map(text);
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
    if location == "querystring" {
        let codec = match style {
            "content:application/x-www-form-urlencoded" => Codec::Form(&[]),
            "content:application/json" => Codec::Json,
            "content:application/jsonpath" => Codec::Raw,
            other => panic!("{other} is no content of a query"),
        };
        let parameter = parameter(Location::Query, Style::Form, true, false, name).whole_query(codec);
        let value = serde_json::from_str(value).unwrap();
        return vec![Case { id, given: Given::Parameters(vec![(parameter, value)]), expected }];
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
    assert_eq!(failed, [""; 0]);
    assert_eq!(passed, 113);
}

/// A server that responds to each request with 204, one connection each, and says what came.
fn recording() -> (String, Receiver<Vec<u8>>) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    let (sender, receiver) = channel();
    std::thread::spawn(move || {
        for stream in listener.incoming() {
            let mut stream = stream.unwrap();
            let (mut came, mut buffer) = (Vec::new(), [0; 4096]);
            while !is_whole(&came) {
                let count = stream.read(&mut buffer).unwrap();
                assert_ne!(count, 0, "the request is not whole");
                came.extend(&buffer[..count]);
            }
            stream.write_all(b"HTTP/1.1 204 No Content\r\nconnection: close\r\n\r\n").unwrap();
            if sender.send(came).is_err() {
                return;
            }
        }
    });
    (format!("http://{address}"), receiver)
}

/// Whether a request is there with its body.
fn is_whole(request: &[u8]) -> bool {
    let Some(end) = request.windows(4).position(|bytes| bytes == b"\r\n\r\n") else { return false };
    let head = String::from_utf8_lossy(&request[..end]).to_ascii_lowercase();
    let length = head.lines().find_map(|line| line.strip_prefix("content-length: ")?.parse::<usize>().ok());
    request.len() >= end + 4 + length.unwrap_or(0)
}

/// An operation that takes what a case has. Its path has text before a value: a segment `.` is not sent.
fn operation(given: &Given) -> &'static Operation {
    let (mut path, mut parameters, mut body) = (vec![Segment::Literal("/x")], Vec::new(), None);
    match given {
        Given::Parameters(given) => {
            for (parameter, _) in given {
                if parameter.location == Location::Path {
                    path.push(Segment::Parameter(parameter.name));
                }
                parameters.push(*parameter);
            }
        }
        Given::Form(encodings, _) => {
            let media: &'static [Media] = vec![Media::form(&Schema::ANY, encodings.clone().leak())].leak();
            body = Some(Body::required(media));
        }
    }
    Box::leak(Box::new(Operation {
        id: "case",
        method: "POST",
        path: path.leak(),
        parameters: parameters.leak(),
        body,
        security: &[],
        success: &[204],
        outcomes: const { &[Outcome::empty(&[204])] },
    }))
}

/// What a request has where the expected text stands.
fn part(given: &Given, request: &str) -> String {
    let (head, body) = request.split_once("\r\n\r\n").unwrap();
    let target = head.split(' ').nth(1).unwrap();
    let header = |name: &str| {
        let line = head.lines().find(|line| line.to_ascii_lowercase().starts_with(&format!("{name}: ")));
        line.map_or_else(String::new, |line| line.split_once(": ").unwrap().1.to_owned())
    };
    match given {
        Given::Form(..) => body.to_owned(),
        Given::Parameters(parameters) => match parameters[0].0.location {
            Location::Path => target.strip_prefix("/x").unwrap().to_owned(),
            Location::Query => target.split_once('?').map_or_else(String::new, |(_, query)| query.to_owned()),
            Location::Header => header(&parameters[0].0.name.to_ascii_lowercase()),
            Location::Cookie => header("cookie"),
        },
    }
}

async fn send(client: &Core, given: &Given) -> Result<(), CallError<()>> {
    let mut call = client.call(operation(given));
    match given {
        Given::Parameters(parameters) => {
            for (Parameter { name, location, .. }, value) in parameters {
                call = match location {
                    Location::Path => call.path(name, value),
                    Location::Query => call.query(name, value),
                    Location::Header => call.header(name, value),
                    Location::Cookie => call.cookie(name, value),
                };
            }
        }
        Given::Form(_, properties) => call = call.form(properties),
    }
    call.send(empty, empty).await.map(drop)
}

#[tokio::test]
async fn every_case_is_on_a_socket_as_it_is_in_the_table() {
    let table = include_str!("../../tests/conformance/wire_cases.tsv");
    let (base_url, requests) = recording();
    let client = Builder::new(&[], "test").base_url(base_url).build().unwrap();
    let (mut sent, mut wrong, mut refused) = (BTreeSet::new(), Vec::new(), Vec::new());
    for case in table.lines().skip(1).flat_map(cases) {
        match send(&client, &case.given).await {
            Ok(()) => {}
            Err(CallError::Request(error)) => {
                assert!(error.to_string().ends_with("is a delimiter of its style"), "{error}");
                refused.push(case.id);
                continue;
            }
            Err(error) => panic!("{}: {error}", case.id),
        }
        let request = String::from_utf8(requests.recv().unwrap()).unwrap();
        let expected = if case.expected == "(omitted)" { "" } else { case.expected };
        let came = part(&case.given, &request);
        if came != expected {
            wrong.push(format!("{}: expected {expected}, came {came}", case.id));
        }
        sent.insert(case.id);
    }
    assert_eq!(wrong, [""; 0]);
    assert_eq!(refused, REFUSED);
    assert_eq!(sent.len() + refused.len(), 113);
}
