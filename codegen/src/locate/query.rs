//! Reads what is to be located: `GET /images/json 200 [0].Labels`, `listImages default application/json message`,
//! `createPet body tags[2]`.
//!
//! Owns that notation, which is the one of errors of reading. Must not know what the description has.

use crate::api::Status;

/// A value of a request or a response.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Query<'q> {
    /// The method; without one, the operation is named by its id.
    pub(super) method: Option<&'q str>,
    /// The path template, or the `operationId`.
    pub(super) operation: &'q str,
    /// Which body has the value.
    pub(super) body: Body,
    /// The media type of the body, where one is named.
    pub(super) media_type: Option<&'q str>,
    /// The way to the value.
    pub(super) steps: Vec<Step>,
}

/// A body of an operation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Body {
    /// That of the request.
    Request,
    /// That of a response.
    Response(Status),
}

/// A step into a value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Step {
    /// The property of this name.
    Property(String),
    /// The item at this index.
    Item(usize),
    /// The alternative with this name in Rust.
    Alternative(String),
}

const FORM: &str =
    "write it as `GET /pets/{id} 200 owner.names[0]`, or with an operationId and `body`: `createPet body name`";

impl<'q> Query<'q> {
    /// Reads a query.
    ///
    /// # Errors
    /// What is wrong with it.
    pub(super) fn read(text: &'q str) -> Result<Self, String> {
        let text = text.trim().trim_matches('\'');
        let (first, rest) = word(text);
        let (method, operation, rest) = match word(rest) {
            (path, rest) if path.starts_with('/') => (Some(first), path, rest),
            _ => (None, first, rest),
        };
        let (status, rest) = word(rest);
        let body = body(status).ok_or_else(|| format!("`{status}` is not a status and not `body`: {FORM}"))?;
        let (media_type, rest) = match word(rest) {
            (name, rest) if name.contains('/') && !name.starts_with(['[', '(']) => (Some(name), rest),
            _ => (None, rest),
        };
        let steps = steps(rest).ok_or_else(|| format!("`{rest}` is not a path in a body: {FORM}"))?;
        Ok(Self { method, operation, body, media_type, steps })
    }
}

/// The first word of a text, and what is behind it.
fn word(text: &str) -> (&str, &str) {
    let text = text.trim_start();
    let (word, rest) = text.split_once(' ').unwrap_or((text, ""));
    (word, rest.trim_start())
}

fn body(word: &str) -> Option<Body> {
    let status = match (word, word.as_bytes()) {
        ("body", _) => return Some(Body::Request),
        ("default", _) => Status::Default,
        (_, [digit @ b'1'..=b'5', b'X' | b'x', b'X' | b'x']) => Status::Range(u16::from(digit - b'0')),
        _ => Status::Exact(word.parse().ok().filter(|code| (100..600).contains(code))?),
    };
    Some(Body::Response(status))
}

/// The steps of a path: `pets[3](as Pet::Cat by kind).lives["a b"]`.
fn steps(path: &str) -> Option<Vec<Step>> {
    let mut steps = Vec::new();
    let mut rest = path.trim();
    while !rest.is_empty() {
        let step = if let Some(inside) = rest.strip_prefix("(as ") {
            let (alternative, behind) = inside.split_once(')')?;
            rest = behind;
            let name = alternative.split(' ').next()?;
            Step::Alternative(name.rsplit("::").next()?.to_owned())
        } else if let Some(inside) = rest.strip_prefix("[\"") {
            let (name, behind) = quoted(inside)?;
            rest = behind.strip_prefix(']')?;
            Step::Property(name)
        } else if let Some(inside) = rest.strip_prefix('[') {
            let (index, behind) = inside.split_once(']')?;
            rest = behind;
            Step::Item(index.parse().ok()?)
        } else {
            let name = rest.strip_prefix('.').unwrap_or(rest);
            let end = name.find(['.', '[', '(']).unwrap_or(name.len());
            let (name, behind) = name.split_at_checked(end)?;
            rest = behind;
            Step::Property(Some(name).filter(|name| !name.is_empty())?.to_owned())
        };
        steps.push(step);
    }
    Some(steps)
}

/// A name in quotes, without its first quote, as `{:?}` of Rust writes it; and what is behind it.
fn quoted(text: &str) -> Option<(String, &str)> {
    let mut name = String::new();
    let mut letters = text.chars();
    loop {
        let letter = match letters.next()? {
            '"' => return Some((name, letters.as_str())),
            '\\' => match letters.next()? {
                'n' => '\n',
                't' => '\t',
                'r' => '\r',
                '0' => '\0',
                'u' => {
                    let (code, behind) = letters.as_str().strip_prefix('{')?.split_once('}')?;
                    letters = behind.chars();
                    char::from_u32(u32::from_str_radix(code, 16).ok()?)?
                }
                other => other,
            },
            other => other,
        };
        name.push(letter);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn property(name: &str) -> Step {
        Step::Property(name.to_owned())
    }

    #[test]
    fn a_response_is_named_by_method_path_and_status() {
        let expected = Query {
            method: Some("GET"),
            operation: "/images/json",
            body: Body::Response(Status::Exact(200)),
            media_type: None,
            steps: vec![Step::Item(0), property("Labels")],
        };
        assert_eq!(Query::read("  'GET /images/json 200 [0].Labels' ").as_ref(), Ok(&expected));
        assert_eq!(Query::read("GET /images/json 200 [0].Labels"), Ok(expected));
    }

    #[test]
    fn an_operation_is_named_by_its_id() {
        let problem = Query {
            method: None,
            operation: "issues/list",
            body: Body::Response(Status::Range(4)),
            media_type: Some("application/problem+json"),
            steps: vec![property("errors")],
        };
        assert_eq!(Query::read("issues/list 4XX application/problem+json errors"), Ok(problem));
        let body = |text| Query::read(text).map(|query| query.body);
        assert_eq!(body("createPet body"), Ok(Body::Request));
        assert_eq!(body("a default x"), Ok(Body::Response(Status::Default)));
    }

    #[test]
    fn a_path_is_the_one_of_an_error() {
        let path = r#"pets[3](as Pet::Cat by kind).lives["a \"b\"]\u{60}/c"].x-y"#;
        let cat = Step::Alternative("Cat".to_owned());
        let expected =
            vec![property("pets"), Step::Item(3), cat, property("lives"), property("a \"b\"]`/c"), property("x-y")];
        assert_eq!(steps(path), Some(expected));
        let quoted = Query::read(r#"GET /x 200 ["a/b"].c"#).map(|query| query.steps);
        assert_eq!(quoted, Ok(vec![property("a/b"), property("c")]));
    }

    #[test]
    fn what_is_no_query_is_an_error() {
        for wrong in
            ["", "GET", "GET /x", "GET /x yes", "GET /x 99", "GET /x 200 [x]", "GET /x 200 [\"a", "GET /x 200 a..b"]
        {
            assert!(Query::read(wrong).is_err(), "{wrong}");
        }
    }
}
