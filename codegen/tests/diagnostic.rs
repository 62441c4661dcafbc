//! How diagnostics look.

use std::ops::Range;

use oasmith::at::{At, FileId};
use oasmith::diagnostic::{Colour, Diagnostic, Place, Places, Shown, Sink, codes, github, human, json};

/// Every address has the same position in one text.
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
fn github_shows_one_command_a_line() {
    let places = One { text: "a: 1\n", span: 3..4, line: 1, column: 4 };
    let diagnostics = [
        Diagnostic::error(codes::WRONG_TYPE, at("/a"), "100% of\r\n`::error::` is, as: text").help("write"),
        Diagnostic::warning(codes::RAW_BODY, None, "bytes"),
    ];
    let expected = "\
::error file=spec/drivers.yaml,line=1,col=4,title=E-wrong-type::100%25 of%0D%0A`::error::` is, as: text%0Ahelp: write
::warning title=W-raw-body::bytes%0Ahelp: serialize it yourself
";
    assert_eq!(github(&diagnostics, &places), expected);
}

#[test]
fn the_properties_of_a_github_command_cannot_be_left() {
    struct Named;
    impl Places for Named {
        fn place(&self, _: &At) -> Option<Place<'_>> {
            Some(Place { file: "a,line=9::x\n::b.yaml", text: "", span: 0..0, line: 1, column: 1 })
        }
    }
    let diagnostic = Diagnostic::error(codes::MISSING, at("/a"), "x").help("y");
    let expected = "::error file=a%2Cline=9%3A%3Ax%0A%3A%3Ab.yaml,line=1,col=1,title=E-missing::x%0Ahelp: y\n";
    assert_eq!(github([&diagnostic], &Named), expected);
}

#[test]
fn control_characters_do_not_reach_the_terminal() {
    let places = One { text: "a: \u{1b}[2J\u{202e}x\n", span: 3..8, line: 1, column: 4 };
    let text = "\u{1b}]0;mine\u{7} \u{202e}x";
    let diagnostic = Diagnostic::error(codes::MISSING, at(&format!("/{text}")), text).help(text);
    let shown = human([&diagnostic], &places, Colour::Never);
    let controls: Vec<char> =
        shown.chars().filter(|letter| (letter.is_control() && *letter != '\n') || *letter == '\u{202e}').collect();
    assert!(controls.is_empty(), "{shown:?}");
}

#[test]
fn five_entries_of_a_code_are_shown() {
    let of = |code, count: usize| (0..count).map(move |number| Diagnostic::new(code, None, number.to_string()));
    let entries: Vec<Diagnostic> = of(codes::RAW_BODY, 7)
        .chain(of(codes::MISSING, 5))
        .chain([Diagnostic::new(codes::RAW_BODY, None, "7")])
        .collect();
    let shown = Shown::first(&entries);
    let messages: Vec<&str> = shown.entries.iter().map(|entry| entry.message.as_str()).collect();
    assert_eq!(messages, ["0", "1", "2", "3", "4", "0", "1", "2", "3", "4"]);
    assert_eq!(shown.more, [(codes::RAW_BODY, 3)]);
    assert_eq!((Shown::all(&entries).entries.len(), Shown::all(&entries).more.len()), (13, 0));
}
