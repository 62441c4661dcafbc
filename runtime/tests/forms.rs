//! Forms, there and back, and what a hostile one comes to.

#![cfg(all(feature = "client", feature = "server"))]

use std::time::{Duration, Instant};

use oasmith_runtime::form;
use oasmith_runtime::operation::{Encoding, Style};
use oasmith_runtime::schema::{Keyword, Schema, Types};
use serde_json::{Value, json};

static STRINGS: Schema = Schema(&[Keyword::Type(Types::ARRAY), Keyword::Items(&Schema::STRING)]);
static NUMBERS: Schema = Schema(&[Keyword::Type(Types::ARRAY), Keyword::Items(&Schema::NUMBER)]);
static ROWS: Schema = Schema(&[Keyword::Type(Types::ARRAY), Keyword::Items(&NUMBERS)]);
static MAP: Schema = Schema(&[Keyword::Type(Types::OBJECT), Keyword::AdditionalProperties(&Schema::INTEGER)]);
static NULLABLE: Schema = Schema(&[Keyword::Type(Types::INTEGER.or(Types::NULL))]);
/// `properties` without a type.
static POINT: Schema = Schema(&[Keyword::Properties(&[("x", &Schema::NUMBER)])]);
static ORDER: Schema = Schema(&[
    Keyword::Type(Types::OBJECT),
    Keyword::Properties(&[
        ("name", &Schema::STRING),
        ("count", &Schema::INTEGER),
        ("price", &Schema::NUMBER),
        ("paid", &Schema::BOOLEAN),
        ("tags", &STRINGS),
        ("rows", &ROWS),
        ("sizes", &MAP),
        ("point", &POINT),
        ("any", &Schema::ANY),
    ]),
]);

fn written(encodings: &[Encoding], value: Value) -> String {
    form::write(encodings, value.as_object().unwrap())
}

/// The value, or what is wrong with the form, line by line.
fn read_as(schema: &Schema, encodings: &[Encoding], text: &str) -> Value {
    match form::read(schema, encodings, text.as_bytes()) {
        Ok(value) => value,
        Err(violations) => violations.iter().map(|v| format!("{} {}", v.pointer, v.message)).collect(),
    }
}

fn read(encodings: &[Encoding], text: &str) -> Value {
    read_as(&ORDER, encodings, text)
}

#[test]
fn what_is_not_said_is_written_as_usual() {
    let order = json!({
        "name": "A&b=c d", "count": 3, "price": 1.5, "paid": true, "tags": ["x", "y z"], "rows": [[1, 2], [3]],
        "sizes": { "a": 1 }, "point": null, "any": "ü~*-._+", "more": ""
    });
    assert_eq!(
        written(&[], order.clone()),
        "name=A%26b%3Dc+d&count=3&price=1.5&paid=true&tags=x&tags=y+z&rows=%5B1%2C2%5D&rows=%5B3%5D\
         &sizes=%7B%22a%22%3A1%7D&any=%C3%BC%7E*-._%2B&more="
    );
    assert_eq!(written(&[], json!({ "a": null, "b": [], "c": [null], "d e": {} })), "d+e=%7B%7D");
    assert_eq!(written(&[], json!({})), "");
}

#[test]
fn a_json_type_quotes() {
    let encodings = [Encoding::json("id"), Encoding::json("tags"), Encoding::json("gone")];
    let value = json!({ "id": "f8", "tags": ["a", 1], "gone": null });
    assert_eq!(written(&encodings, value), "id=%22f8%22&tags=%22a%22&tags=1");
}

#[test]
fn a_style_makes_a_query_parameter() {
    let value = json!({ "tags": ["a b", "c,d"] });
    let tags = |style, explode| written(&[Encoding::style("tags", style, explode)], value.clone());
    assert_eq!(tags(Style::Form, true), "tags=a%20b&tags=c%2Cd");
    assert_eq!(tags(Style::Form, false), "tags=a%20b,c%2Cd");
    assert_eq!(tags(Style::SpaceDelimited, false), "tags=a%20b%20c%2Cd");
    assert_eq!(tags(Style::PipeDelimited, false), "tags=a%20b%7Cc%2Cd");
    assert_eq!(tags(Style::TabDelimited, false), "tags=a%20b%09c%2Cd");
    assert_eq!(tags(Style::DeepObject, true), "tags%5B%5D=a%20b&tags%5B%5D=c%2Cd");
    assert_eq!(written(&[Encoding::style("m", Style::Form, true)], json!({ "m": { "a": 1, "b": "~" } })), "a=1&b=~");
    assert_eq!(written(&[Encoding::style("m", Style::DeepObject, true)], json!({ "m": "" })), "m=");
    // What ends a pair, and what is read as a space, stays encoded.
    let reserved = [Encoding::reserved("url", Style::Form, true)];
    let value = json!({ "url": "http://a/?b=c&d+e%2Ff", "other": "a/b" });
    assert_eq!(written(&reserved, value), "url=http://a/?b=c%26d%2Be%2Ff&other=a%2Fb");
}

#[test]
fn text_is_read_by_the_schema() {
    assert_eq!(
        read(&[], "name=5&count=5&price=1.0&paid=true&tags=x&tags=y+z&any=5&more=a%20b&more+over="),
        json!({ "name": "5", "count": 5, "price": 1, "paid": true, "tags": ["x", "y z"], "any": "5", "more": "a b", "more over": "" })
    );
    assert_eq!(
        read(&[], "tags=x&rows=%5B1,2%5D&rows=[]&sizes={\"a\":1}&point={\"x\":1}"),
        json!({
            "tags": ["x"], "rows": [[1, 2], []], "sizes": { "a": 1 }, "point": { "x": 1 }
        })
    );
    assert_eq!(read(&[], ""), json!({}));
    assert_eq!(read(&[], "&&name"), json!({ "name": "" }));
    // Where nothing is known of a member, several pairs are a list.
    assert_eq!(read(&[], "any=1&more=2&any=3&more=4"), json!({ "any": ["1", "3"], "more": ["2", "4"] }));
    let encodings = [Encoding::json("name"), Encoding::json("tags"), Encoding::json("any")];
    assert_eq!(
        read(&encodings, "name=%22a%22&tags=%22b%22&tags=%22c%22&any=%7B%7D"),
        json!({ "name": "a", "tags": ["b", "c"], "any": {} })
    );
}

#[test]
fn what_is_not_declared_is_read_by_its_own_schema() {
    static CLOSED: Schema = Schema(&[
        Keyword::Type(Types::OBJECT),
        Keyword::Properties(&[("a", &Schema::STRING)]),
        Keyword::AdditionalProperties(&Schema(&[Keyword::Never])),
    ]);
    assert_eq!(read_as(&MAP, &[], "a=1&b=2"), json!({ "a": 1, "b": 2 }));
    assert_eq!(
        read_as(&MAP, &[], "a=1&a=2&b=x"),
        json!(["/a is given more than once", "/b cannot be read as an integer"])
    );
    let violations = CLOSED.validate(&read_as(&CLOSED, &[], "a=1&b=2"));
    assert_eq!(violations.iter().map(ToString::to_string).collect::<Vec<_>>(), ["body /b: `b` is not allowed"]);
}

#[test]
fn null_is_what_is_not_sent() {
    static ROW: Schema = Schema(&[
        Keyword::Type(Types::OBJECT),
        Keyword::Properties(&[("a", &NULLABLE), ("b", &NULLABLE), ("c", &Schema::ANY), ("d", &Schema::STRING)]),
        Keyword::Required(&["a", "c", "d"]),
    ]);
    assert_eq!(read_as(&ROW, &[], ""), json!({ "a": null }));
    assert_eq!(read_as(&ROW, &[], "a=&b=1"), json!({ "a": null, "b": 1 }));
}

#[test]
fn styles_are_read_as_in_a_query() {
    let tags = |style, explode, text| read(&[Encoding::style("tags", style, explode)], text);
    assert_eq!(tags(Style::Form, true, "tags=a&tags=b+c"), json!({ "tags": ["a", "b c"] }));
    assert_eq!(tags(Style::Form, false, "tags=a,b%2Cc&more=d,e"), json!({ "tags": ["a", "b,c"], "more": "d,e" }));
    assert_eq!(tags(Style::SpaceDelimited, false, "tags=a+b%20c"), json!({ "tags": ["a", "b", "c"] }));
    assert_eq!(tags(Style::TabDelimited, false, "tags=a%09b"), json!({ "tags": ["a", "b"] }));
    assert_eq!(tags(Style::DeepObject, true, "tags[]=a&tags%5B%5D=b"), json!({ "tags": ["a", "b"] }));
    assert_eq!(
        tags(Style::DeepObject, true, "tags[1]=a&tags[0]=b&tagsx[]=c"),
        json!({ "tags": ["b", "a"], "tagsx[]": "c" })
    );
    let sizes = |style, explode, text| read(&[Encoding::style("sizes", style, explode)], text);
    assert_eq!(sizes(Style::DeepObject, true, "sizes[a]=1&sizes[b]=2"), json!({ "sizes": { "a": 1, "b": 2 } }));
    assert_eq!(sizes(Style::Form, false, "sizes=a,1,b,2"), json!({ "sizes": { "a": 1, "b": 2 } }));
    // Members that stand among the form's own are those that the form does not declare.
    assert_eq!(sizes(Style::Form, true, "a=1&count=5&b=2"), json!({ "count": 5, "sizes": { "a": 1, "b": 2 } }));
    // Where nothing is known, brackets tell lists from objects.
    let any = |text| read(&[Encoding::style("any", Style::DeepObject, true)], text);
    assert_eq!(any("any="), json!({ "any": "" }));
    assert_eq!(any("any[a][]=1&any[a][]=2&any[b]=3"), json!({ "any": { "a": ["1", "2"], "b": "3" } }));
    assert_eq!(any("any[1][x]=1&any[0][x]=2"), json!({ "any": [{ "x": "2" }, { "x": "1" }] }));
    assert_eq!(any("any[7]=1"), json!({ "any": { "7": "1" } }));
}

#[test]
fn what_is_written_is_read_back() {
    let order = json!({
        "name": "a,b/c?d#e%20é&f=g;h|i[j]+k \"l\"\t", "count": -5, "price": 0.5, "paid": false, "tags": ["x", "+", "é,%"],
        "rows": [[1], [2, 3]], "sizes": { "a+b": 1, "c&d": 2 }, "point": { "x": 1.5 }, "any": "text"
    });
    let styles = [Style::Form, Style::SpaceDelimited, Style::PipeDelimited, Style::TabDelimited, Style::DeepObject];
    assert_eq!(read(&[], &written(&[], order.clone())), order);
    for style in styles {
        for explode in [false, true] {
            let names = ["name", "count", "tags", "rows", "sizes"];
            let encodings: Vec<_> = names.into_iter().map(|name| Encoding::style(name, style, explode)).collect();
            let text = written(&encodings, order.clone());
            assert_eq!(read(&encodings, &text), order, "{style:?} {explode} {text}");
        }
    }
    let reserved =
        [Encoding::reserved("name", Style::Form, true), Encoding::reserved("sizes", Style::DeepObject, true)];
    let text = written(&reserved, order.clone());
    let read = read(&reserved, &text);
    // A triple passes as it is, which is what reserved expansion is for.
    assert_eq!(read["name"], json!("a,b/c?d#e é&f=g;h|i[j]+k \"l\"\t"));
    assert_eq!(read["sizes"], order["sizes"]);
}

#[test]
fn what_cannot_be_read_is_told_all_at_once() {
    assert_eq!(
        read(&[], "count=x&price=&paid=yes&name=a&name=b&sizes=1&rows=1&a%zz=1&b=%&c=%F"),
        json!([
            "/a%zz has a `%` without two hexadecimal digits after it",
            "/b has a `%` without two hexadecimal digits after it",
            "/c has a `%` without two hexadecimal digits after it",
            "/name is given more than once",
            "/count cannot be read as an integer",
            "/price cannot be read as a number",
            "/paid cannot be read as a boolean",
            "/rows/0 cannot be read as an array",
            "/sizes cannot be read as an object",
        ])
    );
    assert_eq!(read(&[], "%FF=1&name=%C3"), json!([" has a name that is not UTF-8", "/name is not UTF-8"]));
    let violations = form::read(&ORDER, &[], b"name=\xff").unwrap_err();
    assert_eq!(violations.iter().map(ToString::to_string).collect::<Vec<_>>(), ["body: is not UTF-8"]);
    let encodings = [Encoding::json("any"), Encoding::style("sizes", Style::DeepObject, true)];
    assert_eq!(
        read(&encodings, "any=a&sizes[a]=1&sizes[a][b]=2"),
        json!(["/sizes/a is given more than once", "/any is not JSON: expected value at line 1 column 1"])
    );
}

#[test]
fn names_that_are_not_declared_nest_nothing() {
    assert_eq!(read(&[], "a[b][c]=1&name[x]=2&[=3&]=4"), json!({ "a[b][c]": "1", "name[x]": "2", "[": "3", "]": "4" }));
    let deep = [Encoding::style("any", Style::DeepObject, true)];
    let text = format!("any{}=1", "[a]".repeat(10_000));
    assert_eq!(read(&deep, &text), json!(["/any must not be nested deeper than 32 levels"]));
    assert_eq!(read(&deep, "any[b=1&any]=2&any[a]b=3"), json!({ "any[b": "1", "any]": "2", "any[a]b": "3" }));
}

#[test]
fn large_forms_take_time_by_their_size() {
    let deep = [Encoding::style("any", Style::DeepObject, true), Encoding::style("sizes", Style::Form, true)];
    let many: String = (0..200_000).map(|index| format!("n{index}=1&")).collect();
    let forms = [
        "a&".repeat(500_000),
        "tags=&".repeat(200_000),
        "any[]=&".repeat(200_000),
        many,
        "%&".repeat(500_000),
        "[".repeat(2 << 20),
    ];
    for form in forms {
        let started = Instant::now();
        let count = match form::read(&ORDER, &deep, form.as_bytes()) {
            Ok(value) => value.as_object().unwrap().len(),
            Err(violations) => violations.len(),
        };
        assert!(count <= 100, "{count}");
        // Far more than it takes, and far less than squares of these numbers would.
        assert!(started.elapsed() < Duration::from_secs(20), "{:?}", started.elapsed());
    }
}
