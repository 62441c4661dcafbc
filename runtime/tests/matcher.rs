//! Which operation a path belongs to.

#![cfg(feature = "server")]

use http::HeaderMap;
use oasmith_runtime::operation::{Operation, Parameter, Segment};
use oasmith_runtime::schema::Schema;
use oasmith_runtime::server::Rejection;
use oasmith_runtime::server::condition::Clues;
use oasmith_runtime::server::matcher::{Found, Matcher};

/// An operation from a template such as `/a/{x}.json`.
fn operation(method: &'static str, template: &'static str) -> &'static Operation {
    let mut path = Vec::new();
    let mut rest = template;
    while let Some((literal, tail)) = rest.split_once('{') {
        let (name, tail) = tail.split_once('}').unwrap();
        path.extend([Segment::Literal(literal), Segment::Parameter(name)]);
        rest = tail;
    }
    path.push(Segment::Literal(rest));
    path.retain(|segment| *segment != Segment::Literal(""));
    let path = path.leak();
    Box::leak(Box::new(Operation {
        id: template,
        method,
        path,
        parameters: &[],
        body: None,
        security: &[],
        outcomes: &[],
        success: &[],
    }))
}

fn matcher(operations: &[(&'static str, &'static str)]) -> Matcher {
    let mut matcher = Matcher::default();
    for (route, (method, template)) in operations.iter().enumerate() {
        matcher.add(operation(method, template), route);
    }
    matcher
}

fn find(matcher: &Matcher, method: &str, target: &str) -> Result<Found, Rejection> {
    let (path, query) = target.split_once('?').unwrap_or((target, ""));
    matcher.find(method, path, Clues { query, headers: &HeaderMap::new() })
}

fn found(matcher: &Matcher, method: &str, path: &str) -> Option<(usize, Vec<String>)> {
    find(matcher, method, path).ok().map(|found| (found.route, found.values))
}

fn values(route: usize, values: &[&str]) -> Option<(usize, Vec<String>)> {
    Some((route, values.iter().map(|value| (*value).to_owned()).collect()))
}

#[test]
fn literals_come_before_parameters() {
    let matcher = matcher(&[("GET", "/a/{x}"), ("GET", "/a/b"), ("GET", "/{x}/b"), ("GET", "/")]);
    assert_eq!(found(&matcher, "GET", "/a/b"), values(1, &[]));
    assert_eq!(found(&matcher, "GET", "/a/c"), values(0, &["c"]));
    assert_eq!(found(&matcher, "GET", "/c/b"), values(2, &["c"]));
    assert_eq!(found(&matcher, "GET", "/"), values(3, &[]));
    for path in ["", "*", "/a", "/a/", "/a//", "/a/b/", "//", "a/b"] {
        assert_eq!(find(&matcher, "GET", path).unwrap_err(), Rejection::NotFound, "{path}");
    }
}

#[test]
fn a_dead_end_is_left_again() {
    let matcher = matcher(&[("GET", "/a/b/c"), ("GET", "/{x}/{y}/d"), ("GET", "/a/{y}/e")]);
    assert_eq!(found(&matcher, "GET", "/a/b/d"), values(1, &["a", "b"]));
    assert_eq!(found(&matcher, "GET", "/a/b/e"), values(2, &["b"]));
}

#[test]
fn parameters_share_segments_with_literals() {
    let matcher = matcher(&[
        ("GET", "/f/{id}"),
        ("GET", "/f/{id}.json"),
        ("GET", "/f/{x}-{y}"),
        ("GET", "/f/v{major}.{minor}.json"),
        ("POST", "/v1/{name}:undelete"),
        ("GET", "/g/{a}{b}"),
    ]);
    assert_eq!(found(&matcher, "GET", "/f/a"), values(0, &["a"]));
    assert_eq!(found(&matcher, "GET", "/f/a.json"), values(1, &["a"]));
    assert_eq!(found(&matcher, "GET", "/f/a.json.json"), values(1, &["a.json"]));
    assert_eq!(found(&matcher, "GET", "/f/.json"), values(0, &[".json"]));
    assert_eq!(found(&matcher, "GET", "/f/a-b-c"), values(2, &["a", "b-c"]));
    assert_eq!(found(&matcher, "GET", "/f/-b"), values(0, &["-b"]));
    assert_eq!(found(&matcher, "GET", "/f/--b"), values(2, &["-", "b"]));
    assert_eq!(found(&matcher, "GET", "/f/v1.2.json"), values(3, &["1", "2"]));
    assert_eq!(found(&matcher, "POST", "/v1/x:undelete"), values(4, &["x"]));
    assert_eq!(found(&matcher, "GET", "/g/éa"), values(5, &["é", "a"]));
    assert_eq!(found(&matcher, "GET", "/g/a"), None);
}

#[test]
fn methods_are_told_apart_across_templates() {
    let matcher = matcher(&[("GET", "/a/{x}"), ("POST", "/a/{y}"), ("PUT", "/a/b"), ("GET", "/a/{z}")]);
    assert_eq!(found(&matcher, "GET", "/a/b"), values(0, &["b"]));
    assert_eq!(found(&matcher, "HEAD", "/a/b"), values(0, &["b"]));
    assert_eq!(found(&matcher, "POST", "/a/c"), values(1, &["c"]));
    assert_eq!(found(&matcher, "PUT", "/a/b"), values(2, &[]));
    assert_eq!(found(&matcher, "get", "/a/b"), None);
    let allowed = |path: &str| match find(&matcher, "PATCH", path) {
        Err(Rejection::MethodNotAllowed { allowed }) => allowed,
        other => panic!("{other:?}"),
    };
    assert_eq!(allowed("/a/c"), ["GET", "POST", "HEAD"]);
    assert_eq!(allowed("/a/b"), ["PUT", "GET", "POST", "HEAD"]);
}

#[test]
fn encoding_is_kept_in_values_and_does_not_matter_in_literals() {
    let matcher = matcher(&[("GET", "/a b/{x}"), ("GET", "/é/{x}"), ("GET", "/~x"), ("POST", "/#Target=A.B")]);
    assert_eq!(found(&matcher, "GET", "/a%20b/c%2fd"), values(0, &["c%2Fd"]));
    assert_eq!(found(&matcher, "GET", "/%c3%a9/%41"), values(1, &["A"]));
    assert_eq!(found(&matcher, "GET", "/%7Ex"), values(2, &[]));
    assert_eq!(found(&matcher, "POST", "/"), values(3, &[]));
    assert_eq!(found(&matcher, "GET", "/%/%zz%"), None);
}

#[test]
fn the_last_parameter_may_be_the_empty_string_where_its_table_says_so() {
    static SECRET: Operation = Operation {
        id: "secret",
        method: "GET",
        path: &[Segment::Literal("/secrets/"), Segment::Parameter("id")],
        parameters: &[Parameter::path("id", &Schema::STRING).allow_empty()],
        body: None,
        security: &[],
        outcomes: &[],
        success: &[],
    };
    let mut matcher = matcher(&[("GET", "/a/{x}")]);
    matcher.add(&SECRET, 1);
    assert_eq!(found(&matcher, "GET", "/secrets/"), values(1, &[""]));
    assert_eq!(found(&matcher, "GET", "/secrets/a"), values(1, &["a"]));
    assert_eq!(found(&matcher, "GET", "/secrets"), None);
    assert_eq!(found(&matcher, "GET", "/a/"), None);
    assert!(matches!(find(&matcher, "PUT", "/secrets/"), Err(Rejection::MethodNotAllowed { .. })));
}
