//! What is read, what is refused, and in which words.

use oasmith::diagnostic::{Colour, Places as _, human};
use oasmith::source::Documents;
use oasmith::value::{Object, Value};

fn read(text: &str) -> Value {
    Documents::from_texts(&[("api.yaml", text)]).unwrap().root().value.clone()
}

fn refused(name: &str, text: &str) -> String {
    let error = Documents::from_texts(&[(name, text)]).unwrap_err();
    human(&error.diagnostics, &error, Colour::Never)
}

fn object<const N: usize>(members: [(&str, Value); N]) -> Value {
    Value::Object(members.into_iter().map(|(name, value)| (name.to_owned(), value)).collect::<Object>())
}

fn text(text: &str) -> Value {
    Value::String(text.to_owned())
}

fn names(value: &Value) -> Vec<&str> {
    value.as_object().unwrap().keys().map(String::as_str).collect()
}

#[test]
fn yaml_and_json_end_in_the_same_tree() {
    let expected = object([
        ("flag", Value::Bool(true)),
        ("none", Value::Null),
        ("list", Value::Array(vec![Value::Integer(-1), Value::Float(1.0), text("x")])),
    ]);
    assert_eq!(read("flag: true\nnone: ~\nlist:\n- -1\n- 1.0\n- x\n"), expected);
    assert_eq!(read("\u{feff} {\"flag\": true, \"none\": null, \"list\": [-1, 1.0, \"x\"]}"), expected);
}

#[test]
fn only_core_scalars_of_yaml_are_typed() {
    let items = ["no", "NO", "on", "y", "12:30", "2020-01-01", "1_000", "0777"];
    let expected: Vec<_> = items.into_iter().map(text).collect();
    assert_eq!(
        read(&format!("[{}]", items.map(|item| format!("\"{item}\"")).join(","))),
        Value::Array(expected.clone())
    );
    assert_eq!(read(&format!("a: [{}]", items.join(","))), object([("a", Value::Array(expected))]));
}

#[test]
fn integers_keep_128_bits_in_both_notations() {
    let numbers = ["18446744073709551615", "18446744073709551616", "-9223372036854775809", "-9223372036854776000"];
    let expected = Value::Array(numbers.iter().map(|number| Value::Integer(number.parse().unwrap())).collect());
    assert_eq!(read(&format!("[{}]", numbers.join(" , "))), expected);
    assert_eq!(read(&format!("a: [{}]", numbers.join(", "))), object([("a", expected)]));
    assert_eq!(read("[1e30, 100000000000000000000.0]"), Value::Array(vec![Value::Float(1e30), Value::Float(1e20)]));
}

#[test]
fn keys_are_strings_as_written() {
    let value = read("200: a\n2XX: b\ntrue: c\nnull: d\n1.0: e\n\"x y\": f\n");
    assert_eq!(names(&value), ["200", "2XX", "true", "null", "1.0", "x y"]);
}

#[test]
fn aliases_and_merge_keys_are_expanded() {
    let value = read("base: &b {a: 1, b: 2}\nmore: &m {b: 9, c: 3}\nsame: *b\nall:\n  <<: [*b, *m]\n  c: 4\n  d: 5\n");
    let integer = |name, number| (name, Value::Integer(number));
    assert_eq!(value.get("same"), value.get("base"));
    let all = object([integer("a", 1), integer("b", 2), integer("c", 4), integer("d", 5)]);
    assert_eq!(value.get("all"), Some(&all));
    assert_eq!(names(value.get("all").unwrap()), ["a", "b", "c", "d"]);
    assert_eq!(read("{\"<<\": {\"a\": 1}}"), object([("<<", object([integer("a", 1)]))]));
}

#[test]
fn tagged_values_are_read_as_their_content() {
    let value = read("a: !Ref {b: 1}\nc: !Sub x\nd: !!str 1\n");
    assert_eq!(value, object([("a", object([("b", Value::Integer(1))])), ("c", text("x")), ("d", text("1"))]));
}

#[test]
fn the_fingerprint_is_that_of_the_content() {
    let fingerprint = |text| Documents::from_texts(&[("x", text)]).unwrap().fingerprint();
    let yaml = fingerprint("# comment\na: 1\nb: [x, {c: 18446744073709551616}]\n200: ~\n");
    assert_eq!(yaml, fingerprint("{\"a\":1,\"b\":[\"x\",{\"c\":18446744073709551616}],\"200\":null}"));
    assert_ne!(yaml, fingerprint("{\"a\":1,\"b\":[\"x\",{\"c\":18446744073709551617}],\"200\":null}"));
    assert_eq!(fingerprint("a: 1"), "263ea665579e4f6b3c225755dffbbdfd10584907f6d51da18be80aba5a267f69");
}

#[test]
fn a_syntax_error_in_yaml() {
    let expected = "\
error[E-syntax]: did not find expected ',' or ']', while parsing a flow sequence at line 2 column 4
 --> spec/api.yaml:3:2
  |
3 | c: 3
  |  ^
  |
  = help: close the bracket, or quote text that contains brackets or commas

";
    assert_eq!(refused("spec/api.yaml", "a: 1\nb: [1, 2\nc: 3\n"), expected);
}

#[test]
fn a_yaml_text_that_ends_too_early() {
    let expected = "\
error[E-syntax]: found unexpected end of stream, while scanning a quoted scalar at line 1 column 4
 --> api.yaml:1:6
  |
1 | é: 'x
  |      ^
  |
  = help: close the quote or bracket that is open here

";
    assert_eq!(refused("api.yaml", "é: 'x\n\n"), expected);
}

#[test]
fn a_syntax_error_in_json() {
    let expected = "\
error[E-syntax]: trailing comma
 --> api.json:3:11
  |
3 | \"é\": [1,2,]}
  |           ^
  |
  = help: remove the comma before the closing bracket

";
    assert_eq!(refused("api.json", "{\n\"a\": 1,\n\"é\": [1,2,]}"), expected);
}

#[test]
fn yaml_may_be_written_with_brackets() {
    let flow = "{ a: 1, b: [x, y], # the rest\n  c: { d: 'e' } }";
    let expected = object([
        ("a", Value::Integer(1)),
        ("b", Value::Array(vec![text("x"), text("y")])),
        ("c", object([("d", text("e"))])),
    ]);
    assert_eq!(read(flow), expected);
    for name in ["api.yml", "api"] {
        assert_eq!(*Documents::from_texts(&[(name, flow)]).unwrap().root().value, expected, "{name}");
    }
    // What the name says is JSON is JSON, and the failure is that of the notation which the name says.
    let message =
        |name: &str, text: &str| Documents::from_texts(&[(name, text)]).unwrap_err().diagnostics[0].message.clone();
    assert_eq!(message("api.json", flow), "key must be a string");
    assert_eq!(message("api", "{ a: [1 }"), "key must be a string");
    let yaml = message("api.yaml", "{ a: [1 }");
    assert!(yaml.starts_with("did not find expected ',' or ']'"), "{yaml}");
    assert_eq!(message("api.json", "a: [1"), "expected value");
}

#[test]
fn positions_in_yaml_with_brackets_are_found() {
    let text = "{ openapi: 3.1.0,\n  paths: { /a: 1 } }";
    let documents = Documents::from_texts(&[("api.yaml", text)]).unwrap();
    let place = documents.place(&documents.root().get("paths").unwrap().get("/a").unwrap().at).unwrap();
    assert_eq!((place.line, place.column), (2, 16));
}

#[test]
fn a_duplicate_key_in_yaml() {
    let expected = "\
error[E-duplicate-key]: the key `200` is in the same object twice
 --> api.yaml:3:3
  |
3 |   \"200\": b
  |   ^^^^^
  |
  = help: remove or rename one of the two

";
    assert_eq!(refused("api.yaml", "responses:\n  200: a\n  \"200\": b\n"), expected);
}

#[test]
fn a_duplicate_key_in_json() {
    let expected = "\
error[E-duplicate-key]: the key `é` is in the same object twice
 --> api.json:1:19
  |
1 | {\"a\":{\"é\":1,\"b\":2,\"\\u00e9\":3}}
  |                   ^^^^^^^^
  |
  = help: remove or rename one of the two

";
    assert_eq!(refused("api.json", "{\"a\":{\"é\":1,\"b\":2,\"\\u00e9\":3}}"), expected);
}

#[test]
fn a_syntax_error_comes_before_a_duplicate_key() {
    for (text, message) in [
        ("a: 1\na: 2\nb: [", "did not find expected node content, while parsing a flow node"),
        ("{\"a\": 1, \"a\": 2, b}", "key must be a string"),
    ] {
        let error = Documents::from_texts(&[("x", text)]).unwrap_err();
        assert_eq!(error.diagnostics[0].message, message);
    }
}

#[test]
fn broken_json_after_a_duplicate_key_ends() {
    for text in ["{\"a\": 1, \"a\": [1, }, 2]}", "{\"a\": 1, \"a\": [1:2]}", "{\"a\": 1, \"a\": ,}", "{\"a\":1,\"a\":1"]
    {
        let error = Documents::from_texts(&[("x", text)]).unwrap_err();
        assert_eq!(error.diagnostics[0].code.id(), "E-syntax", "{text}");
    }
}

#[test]
fn files_that_hold_no_value_or_several() {
    let message = |text| Documents::from_texts(&[("x", text)]).unwrap_err().diagnostics[0].message.clone();
    assert_eq!(message(" \n"), "the file is empty");
    assert_eq!(message("a: 1\n---\nb: 1\n"), "the file holds more than one document");
    assert_eq!(message("{} {}"), "trailing characters");
    assert_eq!(
        message("? [1]\n: 2\n"),
        "invalid type: sequence, expected a key that is a string, a number, a boolean or null"
    );
}

#[test]
fn nesting_is_bounded_alike_in_both_notations() {
    let message = |text: String| match Documents::from_texts(&[("x", &text)]) {
        Ok(_) => "accepted".to_owned(),
        Err(error) => format!("{}: {}", error.diagnostics[0].code, error.diagnostics[0].message),
    };
    let nested = |depth| format!("{}1{}", "[".repeat(depth), "]".repeat(depth));
    let too_deep = "E-limit: values are nested deeper than 127 levels";
    assert_eq!(message(nested(127)), "accepted");
    assert_eq!(message(nested(128)), too_deep);
    assert_eq!(message(format!("a: {}", nested(126))), "accepted");
    assert_eq!(message(format!("a: {}", nested(127))), too_deep);
    assert_eq!(message(format!("a: {}", "[".repeat(1_000_000))), too_deep);
    assert_eq!(message("&a [*a]".replace('&', "a: &")), too_deep);
    // Brackets in prose are not nesting.
    assert_eq!(message(format!("a: \"{}\"", "[0, 1) ".repeat(2_000))), "accepted");
}

#[test]
fn expansion_of_aliases_is_bounded() {
    let mut text = "a0: &a0 [x,x,x,x,x,x,x,x,x]\n".to_owned();
    for level in 1..10 {
        let alias = format!("*a{}", level - 1);
        text.push_str(&format!("a{level}: &a{level} [{}]\n", [alias.as_str(); 9].join(",")));
    }
    let error = Documents::from_texts(&[("x", &text)]).unwrap_err();
    assert_eq!(error.diagnostics[0].message, "the aliases of this file expand to too many values");

    let long = format!("a: &a {}\nb: [{}]\n", "x".repeat(1_000_000), ["*a"; 100].join(","));
    let error = Documents::from_texts(&[("x", &long)]).unwrap_err();
    assert_eq!(error.diagnostics[0].message, "the aliases of this file expand to too many values");
}
