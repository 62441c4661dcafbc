//! Which of the declared responses a mock server sends.
//!
//! Owns that choice: by the preferences of the client, by the success that is declared first, by `accept`. Must not know values.

use super::super::operation::Status;
use super::super::server::{Context, Rejection};
use super::super::violation::{Part, Violation};
use super::described::{Content, Mocked, Response};
use super::preference::Preferences;

/// A chosen response.
#[derive(Debug)]
pub(super) struct Choice<'m> {
    pub(super) mocked: &'m Mocked,
    pub(super) response: Option<&'m Response>,
    pub(super) status: u16,
    pub(super) content: Option<&'m Content>,
}

impl<'m> Choice<'m> {
    /// The response to a request.
    ///
    /// # Errors
    /// When the client prefers a status or an example that is not declared.
    pub(super) fn of(mocked: &'m Mocked, preferences: &Preferences, context: &Context) -> Result<Self, Rejection> {
        let (response, status) = match &preferences.code {
            Some(code) => preferred(mocked, code).ok_or_else(|| undeclared_code(mocked, code))?,
            None => usual(mocked),
        };
        let contents = response.map(|response| response.contents.as_slice()).unwrap_or_default();
        let content = match &preferences.example {
            Some(name) => Some(with_example(contents, name).ok_or_else(|| undeclared_example(contents, name))?),
            None => accepted(contents, context),
        };
        Ok(Self { mocked, response, status, content })
    }
}

/// The response of a status that a client names.
fn preferred<'m>(mocked: &'m Mocked, code: &str) -> Option<(Option<&'m Response>, u16)> {
    let code = code.parse().ok().filter(|code| (200..600).contains(code))?;
    let (_, declared) = mocked.operation.outcome(code)?;
    Some((mocked.responses.iter().find(|response| response.status == declared), code))
}

/// The first success; where none is declared, the first response.
fn usual(mocked: &Mocked) -> (Option<&Response>, u16) {
    let sent = mocked.responses.iter().filter(|response| code(response.status) >= 200);
    let mut successes: Vec<&Response> = sent.clone().filter(|response| is_success(response.status)).collect();
    successes.sort_by_key(|response| rank(response.status));
    let chosen = successes.into_iter().chain(sent).next();
    chosen.map_or((None, NOTHING), |response| (Some(response), code(response.status)))
}

/// The status where no response is declared.
const NOTHING: u16 = 204;

fn is_success(status: Status) -> bool {
    (200..300).contains(&code(status))
}

/// The lowest code comes first; codes come before ranges, and these before the default.
fn rank(status: Status) -> (u8, u16) {
    match status {
        Status::Exact(code) => (0, code),
        Status::Range(digit) => (1, digit),
        Status::Default => (2, 0),
    }
}

/// The code that is sent for a status.
fn code(status: Status) -> u16 {
    match status {
        Status::Exact(code) => code,
        Status::Range(digit) => digit * 100,
        Status::Default => 200,
    }
}

/// The content in the media type that a client accepts; the first one where it accepts none, which only a failure can have.
fn accepted<'m>(contents: &'m [Content], context: &Context) -> Option<&'m Content> {
    let names: Vec<&str> = contents.iter().map(|content| content.media_type.as_str()).collect();
    let preferred = context.preferred(&names);
    contents.iter().find(|content| Some(content.media_type.as_str()) == preferred).or(contents.first())
}

fn with_example<'m>(contents: &'m [Content], name: &str) -> Option<&'m Content> {
    contents.iter().find(|content| content.examples.iter().any(|example| example.name.as_deref() == Some(name)))
}

fn undeclared_code(mocked: &Mocked, code: &str) -> Rejection {
    let declared = mocked.responses.iter().map(|response| match response.status {
        Status::Exact(code) => code.to_string(),
        Status::Range(digit) => format!("{digit}XX"),
        Status::Default => "default".to_owned(),
    });
    let declared = declared.collect::<Vec<_>>().join(", ");
    refused(format!("`code={code}` is no status that `{}` declares: {declared}", mocked.operation.id))
}

fn undeclared_example(contents: &[Content], name: &str) -> Rejection {
    let names = contents.iter().flat_map(|content| &content.examples).filter_map(|example| example.name.as_deref());
    let names = names.collect::<Vec<_>>().join(", ");
    let names = if names.is_empty() { "it has none with a name".to_owned() } else { names };
    refused(format!("`example={name}` is no example of this response: {names}"))
}

fn refused(message: String) -> Rejection {
    let violation = Violation::new("", "prefer", message).under("prefer").within(Part::Header);
    Rejection::Undecodable { violations: vec![violation] }
}
