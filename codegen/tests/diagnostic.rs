//! How diagnostics look.

use std::ops::Range;

use oasmith::at::{At, FileId};
use oasmith::diagnostic::{Code, Colour, Diagnostic, Place, Places, Sink, codes, human, json};

/// Every address is the same place of one text.
struct One<'a> {
    text: &'a str,
    span: Range<usize>,
    line: usize,
    column: usize,
}

impl Places for One<'_> {
    fn place(&self, _: &At) -> Option<Place<'_>> {
        let Self { text, span, line, column } = self;
        Some(Place { file: "spec/drivers.yaml", text, span: span.clone(), line: *line, column: *column })
    }
}

fn at(pointer: &str) -> At {
    At::new(FileId(0), pointer)
}

#[test]
fn an_error_shows_code_place_excerpt_pointer_and_help() {
    let places = One { text: "paths:\n  /a:\n    $ref: '#/nope'\n", span: 23..31, line: 3, column: 11 };
    let diagnostic =
        Diagnostic::error(codes::DANGLING_REF, at("/paths/~1a/$ref"), "`#/nope` names nothing").help("try");
    let expected = "\
error[E-dangling-ref]: `#/nope` names nothing
 --> spec/drivers.yaml:3:11
  |
3 |     $ref: '#/nope'
  |           ^^^^^^^^
  |
  = note: at #/paths/~1a/$ref
  = help: try

";
    assert_eq!(human([&diagnostic], &places, Colour::Never), expected);
}

#[test]
fn without_a_place_the_pointer_and_the_general_remedy_are_shown() {
    let diagnostic = Diagnostic::warning(codes::UNKNOWN_KEYWORD, at("/info/titel"), "`titel` is not known");
    let expected = "\
warning[W-unknown-keyword]: `titel` is not known
 |
 = note: at #/info/titel
 = help: correct the spelling, or begin the name with `x-`

";
    assert_eq!(human([&diagnostic], &(), Colour::Never), expected);
}

#[test]
fn a_document_of_one_long_line_gives_a_short_excerpt() {
    let text = format!("{{{}\"type\":\"strin\",{}}}", "\"é\":1,".repeat(100_000), "\"b\":2,".repeat(100_000));
    let start = text.find("\"strin\"").unwrap();
    let column = text[..start].chars().count() + 1;
    let places = One { text: &text, span: start..start + 7, line: 1, column };
    let diagnostic = Diagnostic::error(codes::WRONG_TYPE, At::root(FileId(0)), "no such type").help("string");
    let expected = "\
error[E-wrong-type]: no such type
 --> spec/drivers.yaml:1:600009
  |
1 | ...:1,\"é\":1,\"é\":1,\"é\":1,\"é\":1,\"é\":1,\"type\":\"strin\",\"b\":2,\"b\":2,\"b\":2,\"b\":2,\"b\":2,\"b\":2,\"b\":2,\"b\":2,\"b\":2,\"b\":2,\"b\":2,\"b\":2,...
  |                                            ^^^^^^^
  |
  = help: string

";
    assert_eq!(human([&diagnostic], &places, Colour::Never), expected);
}

#[test]
fn colours_are_written_when_asked_for() {
    let diagnostic = Diagnostic::error(codes::MISSING, None, "x").help("y");
    let shown = human([&diagnostic], &(), Colour::Always);
    let expected = "\
\u{1b}[1m\u{1b}[91merror[E-missing]\u{1b}[0m\u{1b}[1m: x\u{1b}[0m
 \u{1b}[1m\u{1b}[94m|\u{1b}[0m
 \u{1b}[1m\u{1b}[94m= \u{1b}[0m\u{1b}[1mhelp\u{1b}[0m: y

";
    assert_eq!(shown, expected);
}

#[test]
fn json_has_every_part() {
    let places = One { text: "a: 1\n", span: 3..4, line: 1, column: 4 };
    let diagnostic = Diagnostic::error(codes::WRONG_TYPE, at("/a"), "expected a string, found an integer");
    let expected = serde_json::json!([{
        "code": "E-wrong-type",
        "severity": "error",
        "message": "expected a string, found an integer",
        "file": "spec/drivers.yaml",
        "line": 1,
        "column": 4,
        "pointer": "#/a",
        "help": "write a value of the expected type",
    }]);
    assert_eq!(serde_json::to_value(json([&diagnostic], &places)).unwrap(), expected);
}

#[test]
fn the_sink_keeps_the_order_and_drops_repetitions() {
    let [first, second] = ["b", "a"].map(|message| Diagnostic::warning(codes::UNSUPPORTED, at("/x"), message));
    let mut sink = Sink::new();
    sink.extend([first.clone(), second.clone(), first.clone()]);
    assert_eq!(sink.iter().collect::<Vec<_>>(), [&first, &second]);
    assert!(!sink.has_errors());
}

#[test]
fn ids_are_unique_and_can_be_found() {
    for entry in codes::ALL {
        assert_eq!(Code::find(entry.code.id()), Some(entry.code));
    }
}
