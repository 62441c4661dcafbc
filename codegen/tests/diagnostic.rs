//! How diagnostics look.

use std::ops::Range;

use oasmith::at::{At, FileId};
use oasmith::diagnostic::{Colour, Diagnostic, Place, Places, Shown, Sink, codes, github, human, json, table};

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
fn a_value_that_is_longer_than_an_excerpt_is_marked_by_its_key() {
    let text = format!("{{{}\"Pet\":{{{}}}}}", "\"é\":1,".repeat(100_000), "\"b\":2,".repeat(100_000));
    let start = text.rfind(":{").unwrap() + 1;
    let column = text[..start].chars().count() + 1;
    let places = One { text: &text, span: start..text.len() - 1, line: 1, column };
    let diagnostic = Diagnostic::error(codes::WRONG_TYPE, At::root(FileId(0)), "no such type").help("string");
    let expected = "\
error[E-wrong-type]: no such type
 --> spec/drivers.yaml:1:600008
  |
1 | ...\":1,\"é\":1,\"é\":1,\"é\":1,\"é\":1,\"é\":1,\"é\":1,\"Pet\":...
  |                                            ^^^^^
  |
  = help: string

";
    assert_eq!(human([&diagnostic], &places, Colour::Never), expected);

    let item = text.replace("\"Pet\":{", "\"Pet\":[{");
    let places = One { text: &item, span: start + 1..item.len() - 1, line: 1, column: column + 1 };
    let shown = human([&diagnostic], &places, Colour::Never);
    assert!(shown.contains("\"Pet\":[{\"b\":2,"), "{shown}");
    assert_eq!(shown.matches('^').count(), 1, "{shown}");
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

#[test]
fn of_a_long_ledger_each_error_is_shown_once_and_warnings_are_counted() {
    let of = |code, count: usize| (0..count).map(move |number| Diagnostic::new(code, at("/a"), number.to_string()));
    let entries: Vec<Diagnostic> = of(codes::RAW_BODY, 12)
        .chain(of(codes::MISSING, 3))
        .chain(of(codes::WRONG_TYPE, 1))
        .chain(of(codes::NO_TAG, 1))
        .collect();
    let shown = Shown::brief(&entries);
    let messages: Vec<(&str, &str)> =
        shown.entries.iter().map(|entry| (entry.code.id(), entry.message.as_str())).collect();
    assert_eq!(messages, [("E-missing", "0"), ("E-wrong-type", "0")]);
    assert_eq!(shown.more, [(codes::MISSING, 2)]);
    let places = One { text: "a: 1\n", span: 3..4, line: 1, column: 4 };
    let expected = "    12  W-raw-body  oasmith has no codec for a media type; the body is bytes.
                    first at spec/drivers.yaml:1:4
     1  W-no-tag    No discriminator value selects an alternative of a union; the alternative is never read.
                    first at spec/drivers.yaml:1:4
";
    assert_eq!(table(&shown.counted, &places), expected);
    // A short ledger is shown as a whole.
    let few = Shown::brief(entries.iter().take(5));
    assert_eq!((few.entries.len(), few.counted.len()), (5, 0));
    // What stops the run is shown more than once.
    let fatal: Vec<Diagnostic> = of(codes::DUPLICATE_KEY, 7).collect();
    assert_eq!((Shown::brief(&fatal).entries.len(), Shown::brief(&fatal).more), (5, vec![(codes::DUPLICATE_KEY, 2)]));
}
