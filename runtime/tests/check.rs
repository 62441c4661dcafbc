//! What the check of a schema says, keyword by keyword.

use oasmith_runtime::check::{Part, Violation};
use oasmith_runtime::schema::{Keyword, Schema, Types};
use serde_json::{Value, json};

fn told(schema: &Schema, value: Value) -> Vec<(String, &'static str, String)> {
    let violations = schema.check(&value).into_iter();
    violations.map(|Violation { pointer, keyword, message, .. }| (pointer, keyword, message)).collect()
}

fn one(schema: &Schema, value: Value) -> String {
    match told(schema, value).as_slice() {
        [] => "fine".to_owned(),
        [(pointer, keyword, message)] => format!("{pointer} {keyword}: {message}"),
        several => panic!("{several:?}"),
    }
}

#[test]
fn types() {
    static NAME: Schema = Schema(&[Keyword::Type(Types::STRING.or(Types::NULL))]);
    static EITHER: Schema = Schema(&[Keyword::Type(Types::STRING.or(Types::INTEGER).or(Types::NULL))]);
    assert_eq!(one(&Schema::STRING, json!(1)), " type: expected a string, found a number");
    assert_eq!(one(&Schema::STRING, json!(null)), " type: expected a string, found null");
    assert_eq!(one(&NAME, json!(null)), "fine");
    assert_eq!(one(&NAME, json!(true)), " type: expected a string or null, found a boolean");
    assert_eq!(one(&EITHER, json!([])), " type: expected a string, an integer or null, found an array");
    assert_eq!(one(&Schema::OBJECT, json!([])), " type: expected an object, found an array");
    assert_eq!(one(&Schema::BOOLEAN, json!("true")), " type: expected a boolean, found a string");
    assert_eq!(one(&Schema::ANY, json!({ "a": [null] })), "fine");
}

#[test]
fn integers_are_numbers_without_a_fraction() {
    for integer in ["1", "1.0", "-1e2", "1e300", "18446744073709551615"] {
        let value: Value = serde_json::from_str(integer).unwrap();
        assert_eq!(one(&Schema::INTEGER, value.clone()), "fine");
        assert_eq!(one(&Schema::NUMBER, value), "fine");
    }
    assert_eq!(one(&Schema::INTEGER, json!(1.5)), " type: expected an integer, found a number");
    assert_eq!(one(&Schema::NUMBER, json!(1.5)), "fine");
    assert_eq!(one(&Schema::NUMBER, json!("1")), " type: expected a number, found a string");
}

#[test]
fn bounds() {
    static RANGE: Schema = Schema(&[Keyword::Minimum(-1), Keyword::Maximum(100)]);
    assert_eq!(one(&RANGE, json!(100)), "fine");
    assert_eq!(one(&RANGE, json!(100.5)), " maximum: must be at most 100");
    assert_eq!(one(&RANGE, json!(u64::MAX)), " maximum: must be at most 100");
    assert_eq!(one(&RANGE, json!(-1.5)), " minimum: must be at least -1");
    assert_eq!(one(&RANGE, json!("200")), "fine");
    static EDGE: Schema = Schema(&[Keyword::Maximum(i64::MAX)]);
    assert_eq!(one(&EDGE, json!(i64::MAX)), "fine");
    assert_eq!(one(&EDGE, json!(9_223_372_036_854_775_808_u64)), format!(" maximum: must be at most {}", i64::MAX));
}

#[test]
fn lengths_count_code_points() {
    static TEXT: Schema = Schema(&[Keyword::MinLength(2), Keyword::MaxLength(3)]);
    assert_eq!(one(&TEXT, json!("éé")), "fine");
    assert_eq!(one(&TEXT, json!("😀😀😀")), "fine");
    assert_eq!(one(&TEXT, json!("é")), " minLength: must have at least 2 characters");
    assert_eq!(one(&TEXT, json!("abcd")), " maxLength: must have at most 3 characters");
    static SOME: Schema = Schema(&[Keyword::MinLength(1)]);
    assert_eq!(one(&SOME, json!("")), " minLength: must have at least 1 character");
    assert_eq!(one(&SOME, json!(5)), "fine");
}

#[test]
fn enums() {
    static STATUS: Schema = Schema(&[Keyword::Enum(&["active", "suspended"])]);
    assert_eq!(one(&STATUS, json!("active")), "fine");
    assert_eq!(one(&STATUS, json!("Active")), " enum: must be one of active, suspended");
    // What else may stand there is for `type` to say.
    assert_eq!(one(&STATUS, json!(null)), "fine");
}

#[test]
fn arrays() {
    static LIST: Schema = Schema(&[Keyword::Items(&Schema::INTEGER), Keyword::MinItems(2), Keyword::MaxItems(3)]);
    assert_eq!(one(&LIST, json!([1, 2])), "fine");
    assert_eq!(one(&LIST, json!([1])), " minItems: must have at least 2 items");
    assert_eq!(one(&LIST, json!([1, 2, 3, 4])), " maxItems: must have at most 3 items");
    assert_eq!(one(&LIST, json!([1, "2"])), "/1 type: expected an integer, found a string");
}

#[test]
fn objects_tell_everything_in_order() {
    static CLOSED: Schema = Schema(&[
        Keyword::Type(Types::OBJECT),
        Keyword::Properties(&[("name", &Schema::STRING), ("a/b~c", &Schema::STRING), ("never", &NEVER)]),
        Keyword::Required(&["name", "email"]),
        Keyword::AdditionalProperties(&NEVER),
    ]);
    static NEVER: Schema = Schema(&[Keyword::Never]);
    assert_eq!(
        told(&CLOSED, json!({ "a/b~c": 1, "never": 1, "extra": 1 })),
        [
            ("/a~1b~0c".to_owned(), "type", "expected a string, found a number".to_owned()),
            ("/never".to_owned(), "false", "is not allowed".to_owned()),
            ("/name".to_owned(), "required", "`name` is missing".to_owned()),
            ("/email".to_owned(), "required", "`email` is missing".to_owned()),
            ("/extra".to_owned(), "additionalProperties", "`extra` is not allowed".to_owned()),
        ]
    );
    static TYPED: Schema =
        Schema(&[Keyword::Properties(&[("id", &Schema::STRING)]), Keyword::AdditionalProperties(&Schema::INTEGER)]);
    assert_eq!(one(&TYPED, json!({ "id": "a", "n": 1 })), "fine");
    assert_eq!(one(&TYPED, json!({ "id": "a", "n": "1" })), "/n type: expected an integer, found a string");
}

#[test]
fn depth_and_number_of_violations_are_bounded() {
    static NODE: Schema = Schema(&[Keyword::Type(Types::OBJECT), Keyword::AdditionalProperties(&NODE)]);
    let nested = |levels| (0..levels).fold(json!({}), |value, _| json!({ "a": value }));
    assert_eq!(one(&NODE, nested(128)), "fine");
    let [(pointer, keyword, message)] = &told(&NODE, nested(1000))[..] else { panic!("not one violation") };
    assert_eq!((*keyword, message.as_str()), ("depth", "must not be nested deeper than 128 levels"));
    assert_eq!(pointer, &"/a".repeat(129));

    static LIST: Schema = Schema(&[Keyword::Items(&Schema::STRING)]);
    assert_eq!(told(&LIST, json!(vec![1; 10_000])).len(), 100);
}

#[test]
fn a_violation_says_where_it_is() {
    let violation = Schema::STRING.check(&json!(1)).remove(0);
    assert_eq!(violation.part, Part::Body);
    assert_eq!(violation.to_string(), "body: expected a string, found a number");
    let violation = violation.under("0").under("a/b").within(Part::Query);
    assert_eq!(violation.to_string(), "query /a~1b/0: expected a string, found a number");
}
