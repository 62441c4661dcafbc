//! Parameters: places, styles, content, what is ignored.

use oasmith::api::{Location, Style, Types};

use crate::{read_3, read_operation};

#[test]
fn defaults_of_each_location() {
    let read = read_operation(
        "3.0.3",
        "parameters: [{ name: q, in: query, schema: {} }, { name: h, in: header, schema: {} }, { name: c, in: cookie, schema: {} }, \
         { name: d, in: query, style: deepObject, schema: {} }, { name: s, in: query, style: spaceDelimited, explode: true, schema: {} }]",
    );
    let seen: Vec<(&str, Style, bool)> =
        read.api.operations[0].parameters.iter().map(|p| (p.name.as_str(), p.style, p.explode)).collect();
    assert_eq!(
        seen,
        [
            ("q", Style::Form, true),
            ("h", Style::Simple, false),
            ("c", Style::Form, true),
            ("d", Style::DeepObject, false),
            ("s", Style::SpaceDelimited, true),
        ]
    );
    assert_eq!(read.reports, [""; 0]);
}

#[test]
fn allow_reserved_has_a_meaning_in_some_locations() {
    let members = "parameters: [{ name: q, in: query, allowReserved: true, schema: {} }, { name: h, in: header, allowReserved: true, schema: {} }, \
         { name: c, in: cookie, allowReserved: true, schema: {} }, { name: d, in: cookie, style: cookie, allowReserved: true, schema: {} }, \
         { name: e, in: header, allowReserved: false, schema: {} }]";
    let flags = |version: &str| {
        let read = read_operation(version, members);
        let flags: Vec<bool> = read.api.operations[0].parameters.iter().map(|p| p.allow_reserved).collect();
        (flags, read.reports.len())
    };
    assert_eq!(flags("3.0.3"), (vec![true, false, false, false, false], 3));
    assert_eq!(flags("3.1.0"), (vec![true, false, false, false, false], 4));
    assert_eq!(flags("3.2.0"), (vec![true, false, true, false, false], 3));
    let read = read_operation("3.1.0", members);
    assert_eq!(read.reports[0], "E-allow-reserved #/paths/~1/get/parameters/1/allowReserved");
}

#[test]
fn content_instead_of_schema() {
    let read = read_operation(
        "3.0.3",
        "parameters: [{ name: q, in: query, content: { application/json: { schema: { type: object } } } }, { name: any, in: query, content: { application/json: {} } }]",
    );
    let parameter = read.parameter("q");
    assert_eq!(parameter.content.as_deref(), Some("application/json"));
    assert_eq!(read.api.schemas[parameter.schema].types, Some(Types::OBJECT));
    assert_eq!(read.api.schemas[read.parameter("any").schema].types, None);
    assert_eq!(read.reports, [""; 0]);
}

#[test]
fn the_whole_query() {
    let query_string = "{ name: f, in: querystring, required: true, content: { application/x-www-form-urlencoded: { schema: { type: object } } } }";
    let read = read_operation("3.2.0", &format!("parameters: [{query_string}]"));
    let value = read.parameter("f");
    assert_eq!(
        (value.location, value.required, value.content.as_deref(), value.whole_query.is_some()),
        (Location::Query, true, Some("application/x-www-form-urlencoded"), true)
    );
    assert_eq!(read.reports, [""; 0]);

    let read =
        read_operation("3.2.0", &format!("parameters: [{query_string}, {{ name: q, in: query, schema: {{}} }}]"));
    let names: Vec<&str> = read.api.operations[0].parameters.iter().map(|one| one.name.as_str()).collect();
    assert_eq!(names, ["q"]);
    assert_eq!(read.reports, ["E-query-string #/paths/~1/get/parameters/1"]);

    let read = read_operation(
        "3.2.0",
        &format!("parameters: [{query_string}, {{ name: g, in: querystring, content: {{ a/b: {{}} }} }}]"),
    );
    assert!(read.parameter("f").whole_query.is_some());
    assert_eq!(read.reports, ["E-query-string #/paths/~1/get/parameters/1"]);

    let read = read_operation(
        "3.2.0",
        "parameters: [{ name: f, in: querystring, schema: {}, style: form }, { in: querystring, content: { a/b: {} } }]",
    );
    assert_eq!(
        read.reports,
        [
            "E-exclusive #/paths/~1/get/parameters/0/schema",
            "E-exclusive #/paths/~1/get/parameters/0/style",
            "E-missing #/paths/~1/get/parameters/0",
            "E-missing #/paths/~1/get/parameters/1",
        ]
    );
    assert_eq!(
        read_operation("3.1.0", &format!("parameters: [{query_string}]")).reports,
        ["E-unknown-location #/paths/~1/get/parameters/0/in"]
    );
}

#[test]
fn headers_that_are_decided_elsewhere() {
    let read = read_operation(
        "3.0.3",
        "parameters: [{ name: ACCEPT, in: header, schema: {} }, { name: Content-Type, in: header }, { name: authorization, in: header, required: true, schema: {} }, \
         { name: 'Bad[Header]', in: header, schema: {} }, { name: X-Good, in: header, schema: {} }, { name: Accept, in: query, schema: {} }]",
    );
    let names: Vec<&str> = read.api.operations[0].parameters.iter().map(|p| p.name.as_str()).collect();
    assert_eq!(names, ["X-Good", "Accept"]);
    assert_eq!(
        read.reports,
        ["W-parameter-without-schema #/paths/~1/get/parameters/1", "E-header-name #/paths/~1/get/parameters/3"]
    );
}

#[test]
fn names_and_locations() {
    let read = read_operation(
        "3.0.3",
        "parameters: [{ name: q, in: query, schema: { type: string } }, { name: q, in: query, schema: { type: integer } }, { name: q, in: header, schema: {} }, \
         { name: a, in: body, schema: {} }, { in: query, schema: {} }, 7]",
    );
    let seen: Vec<(&str, Location)> =
        read.api.operations[0].parameters.iter().map(|p| (p.name.as_str(), p.location)).collect();
    assert_eq!(seen, [("q", Location::Query), ("q", Location::Header)]);
    assert_eq!(read.api.schemas[read.parameter("q").schema].types, Some(Types::STRING));
    assert_eq!(
        read.reports,
        [
            "W-duplicate-parameter #/paths/~1/get/parameters/1",
            "E-unknown-location #/paths/~1/get/parameters/3/in",
            "E-missing #/paths/~1/get/parameters/4",
            "E-wrong-type #/paths/~1/get/parameters/5",
        ]
    );
}

#[test]
fn flags() {
    let read = read_3(
        "3.0.3",
        "paths: { '/{id}': { get: { responses: {}, parameters: [{ name: id, in: path, schema: {} }, { name: f, in: query, allowEmptyValue: true, deprecated: true, required: yes, schema: {} }] } } }",
    );
    let flags: Vec<(bool, bool, bool)> =
        read.api.operations[0].parameters.iter().map(|p| (p.required, p.allow_empty, p.deprecated)).collect();
    assert_eq!(flags, [(true, false, false), (false, true, true)]);
    assert_eq!(read.reports, ["E-wrong-type #/paths/~1{id}/get/parameters/1/required"]);
}

#[test]
fn schema_and_content_together() {
    let read = read_operation(
        "3.1.0",
        "parameters: [{ name: a, in: query, schema: { type: string }, content: { a/b: {} } }, { name: b, in: query, content: { a/b: { schema: { type: integer } }, c/d: {} } }, \
         { name: c, in: query }, { name: d, in: query, content: {} }]",
    );
    assert_eq!(read.parameter("a").content, None);
    assert_eq!(read.parameter("b").content.as_deref(), Some("a/b"));
    assert_eq!(read.api.schemas[read.parameter("c").schema].types, Some(Types::STRING));
    assert_eq!(
        read.reports,
        [
            "E-exclusive #/paths/~1/get/parameters/0/content",
            "E-exclusive #/paths/~1/get/parameters/1/content/c~1d",
            "W-parameter-without-schema #/paths/~1/get/parameters/2",
            "W-parameter-without-schema #/paths/~1/get/parameters/3",
        ]
    );
}

#[test]
fn unknown_styles_are_reported() {
    let read = read_operation("3.1.0", "parameters: [{ name: a, in: header, style: csv, schema: {} }]");
    assert_eq!(read.parameter("a").style, Style::Simple);
    assert_eq!(read.reports, ["W-unknown-style #/paths/~1/get/parameters/0/style"]);
}
