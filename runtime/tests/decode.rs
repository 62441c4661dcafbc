//! Reading parameters back: what the client writes, and what it would not.

#![cfg(feature = "server")]

use oasmith_runtime::operation::{Parameter, Style};
use oasmith_runtime::schema::{Keyword, Schema, Types};
use oasmith_runtime::style::decode::{self, Booleans};
use oasmith_runtime::style::encode::encode;
use oasmith_runtime::style::pairs::Pairs;
use oasmith_runtime::violation::Violation;
use serde_json::{Value, json};

static STRINGS: Schema = Schema(&[Keyword::Type(Types::ARRAY), Keyword::Items(&Schema::STRING)]);
static NUMBERS: Schema = Schema(&[Keyword::Type(Types::ARRAY), Keyword::Items(&Schema::NUMBER)]);
static MAP: Schema = Schema(&[Keyword::Type(Types::OBJECT), Keyword::AdditionalProperties(&Schema::INTEGER)]);

fn value(result: Result<Option<Value>, Violation>) -> Value {
    match result {
        Ok(value) => value.unwrap_or(json!("(absent)")),
        Err(violation) => json!(format!("{} {}", violation.pointer, violation.message).trim()),
    }
}

fn path(schema: &'static Schema, style: Style, explode: bool, raw: &str) -> Value {
    value(decode::path(&Parameter::path("color", schema).style(style, explode), raw, Booleans::Strict).map(Some))
}

fn query(schema: &'static Schema, style: Style, explode: bool, raw: &str) -> Value {
    let parameter = Parameter::query("color", schema).style(style, explode);
    value(decode::pairs(&parameter, &Pairs::of_query(raw), Booleans::Strict, |name| name == "other"))
}

fn header(schema: &'static Schema, explode: bool, lines: &[&str]) -> Value {
    value(
        decode::header(&Parameter::header("color", schema).style(Style::Simple, explode), lines, Booleans::Strict)
            .map(Some),
    )
}

fn scalar(schema: &'static Schema, raw: &str) -> Value {
    query(schema, Style::Form, true, &format!("color={raw}"))
}

#[test]
fn scalars_are_what_the_schema_allows() {
    static EITHER: Schema = Schema(&[Keyword::Type(Types::STRING.or(Types::INTEGER))]);
    static NULLABLE: Schema = Schema(&[Keyword::Type(Types::INTEGER.or(Types::NULL))]);
    assert_eq!(scalar(&Schema::STRING, "7"), json!("7"));
    assert_eq!(scalar(&Schema::ANY, "7"), json!("7"));
    assert_eq!(scalar(&Schema::INTEGER, "7"), json!(7));
    assert_eq!(scalar(&Schema::INTEGER, "-9223372036854775808"), json!(i64::MIN));
    assert_eq!(scalar(&Schema::INTEGER, "1.0"), json!(1));
    // Readable, and refused by the schema afterwards.
    assert_eq!(scalar(&Schema::INTEGER, "1.5"), json!(1.5));
    assert_eq!(scalar(&Schema::NUMBER, "1.5"), json!(1.5));
    assert_eq!(scalar(&Schema::BOOLEAN, "true"), json!(true));
    assert_eq!(scalar(&Schema::BOOLEAN, "false"), json!(false));
    assert_eq!(scalar(&EITHER, "7"), json!(7));
    assert_eq!(scalar(&EITHER, "1.5"), json!("1.5"));
    assert_eq!(scalar(&NULLABLE, ""), json!(null));
    assert_eq!(scalar(&Schema::STRING, "a+b%20c%C3%A9"), json!("a+b cé"));
    for text in ["abc", "", "%207", "7%20", "+7", "007", "1e999", "NaN", "0x1", "1."] {
        assert_eq!(scalar(&Schema::INTEGER, text), json!("cannot be read as an integer"), "{text}");
    }
    assert_eq!(scalar(&Schema::BOOLEAN, "True"), json!("cannot be read as a boolean"));
    assert_eq!(scalar(&Schema::STRING, "%FF"), json!("is not UTF-8"));
    assert_eq!(query(&Schema::INTEGER, Style::Form, true, "color=1&color=2"), json!("is given more than once"));
    assert_eq!(query(&Schema::INTEGER, Style::Form, true, "colour=1"), json!("(absent)"));
    assert_eq!(query(&Schema::STRING, Style::Form, true, "c%6Flor&x"), json!(""));
}

#[test]
fn path_styles() {
    let colors = json!(["blue", "b,l/ack"]);
    assert_eq!(path(&STRINGS, Style::Simple, false, "blue,b%2Cl%2Fack"), colors);
    assert_eq!(path(&STRINGS, Style::Simple, true, "blue,b%2Cl%2Fack"), colors);
    assert_eq!(path(&STRINGS, Style::Label, false, ".blue,b%2Cl%2Fack"), colors);
    assert_eq!(path(&STRINGS, Style::Label, true, ".blue.b%2Cl%2Fack"), colors);
    assert_eq!(path(&STRINGS, Style::Matrix, false, ";color=blue,b%2Cl%2Fack"), colors);
    assert_eq!(path(&STRINGS, Style::Matrix, true, ";color=blue;color=b%2Cl%2Fack"), colors);
    let map = json!({ "R": 100, "G": 200 });
    assert_eq!(path(&MAP, Style::Simple, false, "R,100,G,200"), map);
    assert_eq!(path(&MAP, Style::Simple, true, "R=100,G=200"), map);
    assert_eq!(path(&MAP, Style::Label, false, ".R,100,G,200"), map);
    assert_eq!(path(&MAP, Style::Label, true, ".R=100.G=200"), map);
    assert_eq!(path(&MAP, Style::Matrix, false, ";color=R,100,G,200"), map);
    assert_eq!(path(&MAP, Style::Matrix, true, ";R=100;G=200"), map);
    assert_eq!(path(&Schema::NUMBER, Style::Label, true, ".1.5"), json!(1.5));
    assert_eq!(path(&Schema::STRING, Style::Matrix, false, ";color"), json!(""));
    assert_eq!(path(&Schema::STRING, Style::Matrix, false, ";colour=a"), json!("is not given by its name"));
    assert_eq!(path(&Schema::STRING, Style::Label, false, "a"), json!("must begin with a dot"));
    assert_eq!(path(&Schema::STRING, Style::Matrix, false, "a"), json!("must begin with a semicolon"));
    assert_eq!(path(&MAP, Style::Simple, false, "R,100,G"), json!("must be names with their values"));
    assert_eq!(path(&MAP, Style::Simple, true, "R=100,G"), json!("must be names with their values"));
    assert_eq!(path(&MAP, Style::Simple, false, "R,1,R,2"), json!("/R is given more than once"));
    assert_eq!(path(&NUMBERS, Style::Simple, false, "1,x"), json!("/1 cannot be read as a number"));
}

#[test]
fn query_styles() {
    assert_eq!(query(&NUMBERS, Style::Form, true, "color=1&x=9&color=2.5"), json!([1, 2.5]));
    assert_eq!(query(&NUMBERS, Style::Form, true, "color=1"), json!([1]));
    assert_eq!(query(&NUMBERS, Style::Form, false, "color=1,2"), json!([1, 2]));
    assert_eq!(query(&NUMBERS, Style::Form, false, "color=1,2&color=3"), json!([1, 2, 3]));
    assert_eq!(query(&STRINGS, Style::Form, false, "color=a%2Cb,c"), json!(["a,b", "c"]));
    assert_eq!(query(&STRINGS, Style::SpaceDelimited, false, "color=a%20b+c"), json!(["a", "b+c"]));
    assert_eq!(query(&STRINGS, Style::PipeDelimited, false, "color=a%7Cb%7cc|d"), json!(["a", "b", "c", "d"]));
    assert_eq!(query(&MAP, Style::Form, false, "color=R,1,G,2"), json!({ "R": 1, "G": 2 }));
    assert_eq!(query(&MAP, Style::PipeDelimited, false, "color=R%7C1%7CG%7C2"), json!({ "R": 1, "G": 2 }));
    assert_eq!(query(&MAP, Style::Form, true, "R=1&other=x&G=2"), json!({ "R": 1, "G": 2 }));
    assert_eq!(query(&MAP, Style::Form, true, "other=x"), json!("(absent)"));
    static CLOSED: Schema = Schema(&[Keyword::Type(Types::OBJECT), Keyword::Properties(&[("R", &Schema::INTEGER)])]);
    assert_eq!(query(&CLOSED, Style::Form, true, "R=1&G=2"), json!({ "R": 1 }));
    assert_eq!(query(&CLOSED, Style::Form, true, "R=x"), json!("/R cannot be read as an integer"));
}

#[test]
fn nested_values_are_their_json_text() {
    static TAGS: Schema = Schema(&[Keyword::Type(Types::ARRAY), Keyword::Items(&Schema::OBJECT)]);
    assert_eq!(query(&TAGS, Style::Form, true, "color=%7B%22a%22%3A1%7D&color={}"), json!([{ "a": 1 }, {}]));
    assert_eq!(query(&TAGS, Style::Form, true, "color=a&color={}"), json!("/0 cannot be read as an object"));
}

#[test]
fn deep_objects() {
    assert_eq!(query(&MAP, Style::DeepObject, true, "color%5BR%5D=1&color[a%20b]=2"), json!({ "R": 1, "a b": 2 }));
    assert_eq!(query(&MAP, Style::DeepObject, true, "colorful%5BR%5D=1"), json!("(absent)"));
    assert_eq!(query(&MAP, Style::DeepObject, true, "color[R]=x"), json!("/R cannot be read as an integer"));
    assert_eq!(query(&MAP, Style::DeepObject, true, "color[R]=1&color[R]=2"), json!("/R is given more than once"));
    assert_eq!(query(&STRINGS, Style::DeepObject, true, "color[]=a&color[]=b"), json!(["a", "b"]));
    assert_eq!(query(&STRINGS, Style::DeepObject, true, "color[1]=b&color[0]=a&color[10]=c"), json!(["a", "b", "c"]));
    assert_eq!(query(&STRINGS, Style::DeepObject, true, "color[x]=b"), json!("/x must be the index of an item"));
    static NESTED: Schema = Schema(&[
        Keyword::Type(Types::OBJECT),
        Keyword::Properties(&[("range", &MAP), ("tags", &STRINGS), ("rows", &ROWS)]),
    ]);
    static ROWS: Schema = Schema(&[Keyword::Type(Types::ARRAY), Keyword::Items(&MAP)]);
    assert_eq!(
        query(
            &NESTED,
            Style::DeepObject,
            true,
            "color[range][gte]=1&color[tags][]=x&color[rows][0][a]=1&color[rows][1][a]=2&color[range][lt]=2&color[z]=7"
        ),
        json!({ "range": { "gte": 1, "lt": 2 }, "tags": ["x"], "rows": [{ "a": 1 }, { "a": 2 }], "z": "7" })
    );
    let deep = format!("color{}=1", "[a]".repeat(10_000));
    assert_eq!(query(&MAP, Style::DeepObject, true, &deep), json!("must not be nested deeper than 32 levels"));
}

#[test]
fn headers_are_not_encoded() {
    assert_eq!(header(&NUMBERS, false, &["12345678,90099"]), json!([12_345_678, 90_099]));
    assert_eq!(header(&STRINGS, false, &["a%20b, c", "d"]), json!(["a%20b", "c", "d"]));
    assert_eq!(header(&STRINGS, false, &[""]), json!([]));
    assert_eq!(header(&Schema::STRING, false, &["a, b"]), json!("a, b"));
    assert_eq!(header(&MAP, true, &["R=100,G=200"]), json!({ "R": 100, "G": 200 }));
}

#[test]
fn what_the_client_writes_is_read_back() {
    // No dots in lists: the style `label` does not encode them, so it cannot tell them from its own.

    static NESTED: Schema = Schema(&[
        Keyword::Type(Types::OBJECT),
        Keyword::Properties(&[("tags", &STRINGS), ("inner", &MAP), ("rows", &LISTS)]),
        Keyword::AdditionalProperties(&Schema::STRING),
    ]);
    static LISTS: Schema = Schema(&[Keyword::Type(Types::ARRAY), Keyword::Items(&NUMBERS)]);
    let odd = "a,b/c?d#e%20é&f=g;h|i[j]+k \"l\"";
    let values: [(&'static Schema, Value); 5] = [
        (&Schema::STRING, json!(odd)),
        (&Schema::INTEGER, json!(-5)),
        (&STRINGS, json!(["x", "y", "zé"])),
        (&MAP, json!({ "R": 100, "G": -200 })),
        (&NESTED, json!({ "tags": ["a"], "inner": { "a": 1 }, "rows": [[1], [2, 3]], "k": "v" })),
    ];
    let styles = [Style::Simple, Style::Label, Style::Matrix, Style::Form, Style::SpaceDelimited, Style::PipeDelimited];
    let styles = styles.into_iter().chain([Style::TabDelimited, Style::DeepObject]);
    for (schema, expected) in &values {
        for style in styles.clone() {
            for explode in [false, true] {
                let parameter = Parameter::path("color", schema).style(style, explode);
                let text = encode(&parameter, expected).unwrap();
                let read = decode::path(&parameter, &text, Booleans::Strict).unwrap();
                assert_eq!(&read, expected, "path {style:?} {explode} {text}");

                let parameter = Parameter::query("color", schema).style(style, explode);
                let text = encode(&parameter, expected).unwrap();
                let read =
                    decode::pairs(&parameter, &Pairs::of_query(&text), Booleans::Strict, |_| false).unwrap().unwrap();
                assert_eq!(&read, expected, "query {style:?} {explode} {text}");
            }
        }
    }
}
