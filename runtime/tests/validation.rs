//! The violations of each keyword, and bounds on the cost of validation.

#![cfg(feature = "server")]

use oasmith_runtime::schema::{Keyword, Literal, Number, Pattern, Schema, Types};
use oasmith_runtime::violation::{Part, Violation};
use serde_json::{Value, json};

fn told(schema: &Schema, value: Value) -> Vec<(String, &'static str, String)> {
    let violations = schema.validate(&value).into_iter();
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
    static RANGE: Schema = Schema(&[Keyword::Minimum(Number::Integer(-1)), Keyword::Maximum(Number::Integer(100))]);
    assert_eq!(one(&RANGE, json!(100)), "fine");
    assert_eq!(one(&RANGE, json!(100.5)), " maximum: must be at most 100");
    assert_eq!(one(&RANGE, json!(u64::MAX)), " maximum: must be at most 100");
    assert_eq!(one(&RANGE, json!(-1.5)), " minimum: must be at least -1");
    assert_eq!(one(&RANGE, json!("200")), "fine");
    static EDGE: Schema = Schema(&[Keyword::Maximum(Number::Integer(i64::MAX as i128))]);
    assert_eq!(one(&EDGE, json!(i64::MAX)), "fine");
    assert_eq!(one(&EDGE, json!(9_223_372_036_854_775_808_u64)), format!(" maximum: must be at most {}", i64::MAX));
}

#[test]
fn bounds_are_exact() {
    static HALF: Schema =
        Schema(&[Keyword::ExclusiveMinimum(Number::Float(0.5)), Keyword::Maximum(Number::Float(1e300))]);
    assert_eq!(one(&HALF, json!(0.5)), " exclusiveMinimum: must be greater than 0.5");
    assert_eq!(one(&HALF, json!(1)), "fine");
    assert_eq!(one(&HALF, json!(1e301)), " maximum: must be at most 1e300");
    static WIDE: Schema = Schema(&[
        Keyword::ExclusiveMaximum(Number::Integer(9_007_199_254_740_993)),
        Keyword::Minimum(Number::Integer(-170_141_183_460_469_231_731_687_303_715_884_105_728)),
    ]);
    assert_eq!(one(&WIDE, json!(9_007_199_254_740_992_u64)), "fine");
    assert_eq!(one(&WIDE, json!(9_007_199_254_740_992.0)), "fine");
    assert_eq!(one(&WIDE, json!(9_007_199_254_740_993_u64)), " exclusiveMaximum: must be less than 9007199254740993");
    assert_eq!(one(&WIDE, json!(-1e39)), " minimum: must be at least -170141183460469231731687303715884105728");
}

#[test]
fn multiples_are_decimal() {
    static TENTH: Schema = Schema(&[Keyword::MultipleOf(Number::Float(0.1))]);
    static SMALL: Schema = Schema(&[Keyword::MultipleOf(Number::Float(5e-324))]);
    static ODD: Schema = Schema(&[Keyword::MultipleOf(Number::Float(0.123456789))]);
    static LARGE: Schema = Schema(&[Keyword::MultipleOf(Number::Integer(i128::MAX))]);
    for multiple in [json!(0.3), json!(0.7), json!(-1.1), json!(0), json!(1e308), json!(u64::MAX)] {
        assert_eq!(one(&TENTH, multiple.clone()), "fine");
        assert_eq!(one(&SMALL, multiple), "fine");
    }
    assert_eq!(one(&TENTH, json!(0.35)), " multipleOf: must be a multiple of 0.1");
    assert_eq!(one(&ODD, json!(1e308)), " multipleOf: must be a multiple of 0.123456789");
    assert_eq!(one(&LARGE, json!(1e308)).as_str(), format!(" multipleOf: must be a multiple of {}", i128::MAX));
    assert_eq!(one(&LARGE, json!(0.0)), "fine");
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
    // `type` says which other values are allowed.
    assert_eq!(one(&STATUS, json!(null)), "fine");
}

#[test]
fn values_are_equal_as_json_schema_has_it() {
    static VALUES: Schema = Schema(&[Keyword::Values(&[
        Literal::Integer(1),
        Literal::Null,
        Literal::Array(&[Literal::Float(2.5)]),
        Literal::Object(&[("a", Literal::Bool(true)), ("b", Literal::String("c"))]),
    ])]);
    for value in [json!(1), json!(1.0), json!(null), json!([2.5]), json!({ "b": "c", "a": true })] {
        assert_eq!(one(&VALUES, value), "fine");
    }
    let told = r#" enum: must be one of 1, null, [2.5], {"a":true,"b":"c"}"#;
    for value in [json!(true), json!("1"), json!([]), json!({ "a": true }), json!({ "a": true, "b": "c", "d": 1 })] {
        assert_eq!(one(&VALUES, value), told);
    }
    static CONST: Schema = Schema(&[Keyword::Const(Literal::Float(100.0))]);
    assert_eq!(one(&CONST, json!(1e2)), "fine");
    assert_eq!(one(&CONST, json!(100)), "fine");
    assert_eq!(one(&CONST, json!("100")), " const: must be 100.0");
}

#[test]
fn equal_items() {
    static UNIQUE: Schema = Schema(&[Keyword::UniqueItems]);
    for unique in [json!([1, true, "1", [1], { "a": 1 }]), json!([["a", "b"], ["a,b"]]), json!([0, false, null, ""])] {
        assert_eq!(one(&UNIQUE, unique), "fine");
    }
    for (equal, index) in [
        (json!([1, 2, 1.0]), 0),
        (json!([{ "a": 1, "b": [2] }, 0, { "b": [2.0], "a": 1e0 }]), 0),
        (json!([1e20, 5, 100_000_000_000_000_000_000.0]), 0),
        (json!(["", null, null]), 1),
    ] {
        assert_eq!(one(&UNIQUE, equal), format!("/2 uniqueItems: must not equal the item at index {index}"));
    }
    let many: Vec<u32> = (0..100_000).collect();
    assert_eq!(one(&UNIQUE, json!(many)), "fine");
}

#[test]
fn contained_and_unevaluated_items() {
    static SOME: Schema = Schema(&[
        Keyword::PrefixItems(&[&Schema::STRING]),
        Keyword::Contains(&Schema::INTEGER, 2, Some(3)),
        Keyword::UnevaluatedItems(&Schema::NULL),
    ]);
    assert_eq!(one(&SOME, json!(["a", 1, 2, null])), "fine");
    assert_eq!(
        one(&SOME, json!(["a", 1, null])),
        " contains: must have at least 2 items that `contains` describes: /0 expected an integer, found a string"
    );
    assert_eq!(
        one(&SOME, json!(["a", 1, 2, 3, 4])),
        " maxContains: must have at most 3 items that `contains` describes"
    );
    assert_eq!(one(&SOME, json!(["a", 1, true, 2])), "/2 type: expected null, found a boolean");
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
fn objects_report_everything_in_order() {
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
    let violation = Schema::STRING.validate(&json!(1)).remove(0);
    assert_eq!(violation.part, Part::Body);
    assert_eq!(violation.to_string(), "body: expected a string, found a number");
    let violation = violation.under("0").under("a/b").within(Part::Query);
    assert_eq!(violation.to_string(), "query /a~1b/0: expected a string, found a number");
}

/// The violations of alternatives when the type of the value leaves more than one of them.
#[test]
fn alternatives() {
    static CAT: Schema = Schema(&[
        Keyword::Type(Types::OBJECT),
        Keyword::Properties(&[("kind", &IS_CAT), ("lives", &Schema::INTEGER), ("friend", &PET)]),
        Keyword::Required(&["kind", "lives"]),
    ]);
    static IS_CAT: Schema = Schema(&[Keyword::Const(Literal::String("cat"))]);
    static DOG: Schema = Schema(&[
        Keyword::Type(Types::OBJECT),
        Keyword::Properties(&[("kind", &IS_DOG), ("friend", &PET)]),
        Keyword::Required(&["kind"]),
    ]);
    static IS_DOG: Schema = Schema(&[Keyword::Const(Literal::String("dog"))]);
    static PET: Schema = Schema(&[Keyword::OneOf(&[&CAT, &DOG, &Schema::STRING])]);
    assert_eq!(one(&PET, json!({ "kind": "dog", "friend": { "kind": "cat", "lives": 9, "friend": "Tom" } })), "fine");
    assert_eq!(one(&PET, json!({ "kind": "cat" })), " oneOf: matches none of the alternatives: `lives` is missing");
    assert_eq!(one(&PET, json!({ "kind": "cow" })), " oneOf: matches none of the alternatives: /kind must be cat");
    assert_eq!(
        one(&PET, json!({ "kind": "dog", "friend": { "kind": "cat", "lives": "9" } })),
        " oneOf: matches none of the alternatives: /friend matches none of the alternatives: /lives expected an integer, \
         found a string"
    );
    static EITHER: Schema = Schema(&[Keyword::OneOf(&[&Schema::NUMBER, &Schema::INTEGER, &Schema::NULL])]);
    assert_eq!(one(&EITHER, json!(1)), " oneOf: matches more than one of the alternatives");
    assert_eq!(one(&EITHER, json!(1.5)), "fine");
    assert_eq!(
        one(&EITHER, json!("a")),
        " oneOf: matches none of the alternatives: expected a number or null, found a string"
    );
    static NOT: Schema = Schema(&[Keyword::Not(&Schema::STRING)]);
    assert_eq!(one(&NOT, json!("a")), " not: is what `not` excludes");
    assert_eq!(one(&NOT, json!(1)), "fine");
}

#[test]
fn one_violation_is_reported_once() {
    static TWICE: Schema = Schema(&[Keyword::AllOf(&[&NAMED, &NAMED]), Keyword::Required(&["name"])]);
    static NAMED: Schema = Schema(&[Keyword::Required(&["name"])]);
    assert_eq!(one(&TWICE, json!({})), "/name required: `name` is missing");
}

#[test]
fn unevaluated_properties() {
    static CLOSED: Schema = Schema(&[
        Keyword::Properties(&[("a", &Schema::ANY)]),
        Keyword::AnyOf(&[&HAS_B, &HAS_C]),
        Keyword::If(&HAS_D, None, None),
        Keyword::DependentSchemas(&[("a", &MAY_E)]),
        Keyword::UnevaluatedProperties(&Schema::NEVER),
    ]);
    static HAS_B: Schema = Schema(&[Keyword::Properties(&[("b", &Schema::ANY)]), Keyword::Required(&["b"])]);
    static HAS_C: Schema = Schema(&[Keyword::PatternProperties(&[(&C, &Schema::ANY)]), Keyword::MinProperties(2)]);
    static HAS_D: Schema = Schema(&[Keyword::Properties(&[("d", &Schema::ANY)]), Keyword::Required(&["d"])]);
    static MAY_E: Schema = Schema(&[Keyword::Properties(&[("e", &Schema::ANY)])]);
    static C: Pattern = Pattern::new("^c");
    assert_eq!(one(&CLOSED, json!({ "a": 1, "b": 1, "c1": 1, "d": 1, "e": 1 })), "fine");
    assert_eq!(one(&CLOSED, json!({ "b": 1, "e": 1 })), "/e unevaluatedProperties: `e` is not allowed");
    assert_eq!(one(&CLOSED, json!({ "c1": 1, "d": 1, "b": 1 })), "fine");
    assert_eq!(one(&CLOSED, json!({ "b": 1, "c": 1, "x": 1 })), "/x unevaluatedProperties: `x` is not allowed");
}

/// Every level has two alternatives that look alike down to the end.
#[test]
fn alternatives_inside_alternatives_do_not_multiply() {
    static NODE: Schema = Schema(&[Keyword::AnyOf(&[&LEFT, &RIGHT])]);
    static LEFT: Schema = Schema(&[Keyword::Properties(&[("next", &NODE), ("left", &Schema::STRING)])]);
    static RIGHT: Schema = Schema(&[Keyword::Properties(&[("next", &NODE), ("right", &Schema::STRING)])]);
    let wrong = json!({ "left": 1, "right": 1 });
    let nested = |value| (0..100).fold(value, |value, _| json!({ "next": value }));
    assert_eq!(one(&NODE, nested(json!({}))), "fine");
    let told = one(&NODE, nested(wrong));
    assert!(told.starts_with(" anyOf: matches none of the alternatives: /next matches none of"), "{told}");
}

#[test]
fn what_refers_to_itself_without_an_end_is_refused() {
    static CIRCLE: Schema = Schema(&[Keyword::AllOf(&[&CIRCLE])]);
    static CHOICE: Schema = Schema(&[Keyword::AnyOf(&[&CHOICE, &CHOICE])]);
    static EXCLUDED: Schema = Schema(&[Keyword::Not(&EXCLUDED)]);
    for schema in [&CIRCLE, &CHOICE, &EXCLUDED] {
        assert_eq!(one(schema, json!({})), " effort: takes too many steps to validate");
    }
}

/// As deep as a value may be, with schemas inside schemas for each level, on the stack of a thread.
#[test]
fn depth_takes_little_stack() {
    static TREE: Schema = Schema(&[Keyword::AllOf(&[&BRANCH])]);
    static BRANCH: Schema = Schema(&[Keyword::OneOf(&[&LIST, &Schema::STRING, &ROW])]);
    static LIST: Schema = Schema(&[Keyword::Type(Types::ARRAY), Keyword::Items(&TREE)]);
    static ROW: Schema = Schema(&[Keyword::Type(Types::ARRAY), Keyword::MaxItems(0)]);
    let value = (0..126).fold(json!(["a"]), |value, _| json!([value]));
    let check = move || assert_eq!(one(&TREE, value), "fine");
    std::thread::Builder::new().stack_size(2 << 20).spawn(check).unwrap().join().unwrap();
}

#[test]
fn a_long_way_for_every_item_is_refused() {
    static ITEMS: Schema = Schema(&[Keyword::Items(&MANY)]);
    static MANY: Schema = Schema(&[Keyword::AllOf(&[&TEN, &TEN, &TEN, &TEN, &TEN, &TEN, &TEN, &TEN, &TEN, &TEN])]);
    static TEN: Schema =
        Schema(&[Keyword::AllOf(&[&SOME, &SOME, &SOME, &SOME, &SOME, &SOME, &SOME, &SOME, &SOME, &SOME])]);
    static SOME: Schema = Schema(&[Keyword::AllOf(&[&Schema::ANY, &Schema::ANY, &Schema::ANY, &Schema::ANY])]);
    assert_eq!(one(&ITEMS, json!(vec![1; 1000])), "fine");
    assert_eq!(one(&ITEMS, json!(vec![1; 100_000])), " effort: takes too many steps to validate");
}

#[test]
fn what_is_allowed_is_seen_through_combinations() {
    static EITHER: Schema = Schema(&[Keyword::AnyOf(&[&Schema::INTEGER, &WORD]), Keyword::Not(&Schema::NULL)]);
    static WORD: Schema = Schema(&[Keyword::Values(&[Literal::String("all"), Literal::Null])]);
    assert_eq!(EITHER.types(), Types::INTEGER.or(Types::STRING).or(Types::NULL));
    static BOTH: Schema = Schema(&[Keyword::AllOf(&[&EITHER, &Schema::NUMBER])]);
    assert_eq!(BOTH.types(), Types::INTEGER);

    static CARD: Schema = Schema(&[
        Keyword::Properties(&[("id", &Schema::INTEGER), ("amount", &Schema::INTEGER)]),
        Keyword::AdditionalProperties(&Schema::NEVER),
    ]);
    static CASH: Schema = Schema(&[
        Keyword::Properties(&[("id", &Schema::STRING), ("amount", &Schema::INTEGER)]),
        Keyword::AdditionalProperties(&Schema::BOOLEAN),
        Keyword::Required(&["id"]),
    ]);
    static NAMED: Schema = Schema(&[Keyword::Required(&["name"])]);
    static PAYMENT: Schema = Schema(&[Keyword::OneOf(&[&CARD, &CASH]), Keyword::AllOf(&[&NAMED])]);
    assert_eq!(PAYMENT.property("amount").unwrap().types(), Types::INTEGER);
    assert_eq!(
        PAYMENT.property("id").unwrap().types(),
        Types::STRING.or(Types::NUMBER).or(Types::BOOLEAN).or(Types::NULL)
    );
    assert_eq!(PAYMENT.property_or_any("other").types(), Types::BOOLEAN);
    assert!(PAYMENT.requires("name") && !PAYMENT.requires("id"));
    static PAIR: Schema = Schema(&[Keyword::PrefixItems(&[&Schema::INTEGER]), Keyword::Items(&Schema::STRING)]);
    static PAIRS: Schema = Schema(&[Keyword::AnyOf(&[&Schema::NULL, &PAIR])]);
    assert_eq!([0, 1, 2].map(|index| PAIRS.item(index).types()), [Types::INTEGER, Types::STRING, Types::STRING]);
}
