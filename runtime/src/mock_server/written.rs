//! How a chosen response is written.
//!
//! Owns the value: an example that satisfies the schema, else a value that is made of the schema. Must not know why the response was
//! chosen.

use http::header::{HeaderMap, HeaderName, HeaderValue, SET_COOKIE};
use serde_json::Value;

use super::super::event::Event;
use super::super::form;
use super::super::items::Items;
use super::super::server::{Events, Response as HttpResponse, reply};
use super::super::style::{ambiguous, encode};
use super::MockServer;
use super::choice::Choice;
use super::described::{Content, Example, Form, Header};
use super::failure::Failure;
use super::preference::Preferences;
use super::seeded::Seeded;

/// The pieces of a stream.
const PIECES: usize = 3;

/// Headers that say how a message is sent. A value that is made up would make it unreadable.
const OF_THE_MESSAGE: &[&str] =
    &["connection", "content-encoding", "content-length", "content-type", "transfer-encoding"];

/// The response header with the preferences that were followed.
const PREFERENCE_APPLIED: HeaderName = HeaderName::from_static("preference-applied");

impl Choice<'_> {
    /// The response.
    ///
    /// # Errors
    /// When no value of its schema is found.
    pub(super) fn written(self, server: &MockServer, preferences: &Preferences) -> Result<HttpResponse, Failure> {
        let status = self.status.to_string();
        let names = [self.mocked.operation.id, &status];
        let mut seeded = Seeded::new(server.seed, &names, &server.hints);
        let example = preferences.example.as_deref();
        let mut response = match self.content.filter(|_| self.mocked.operation.method != "HEAD") {
            Some(content) => self.body(content, example, &mut seeded)?,
            None => reply::empty(self.status),
        };
        for header in self.response.iter().flat_map(|response| &response.headers) {
            self.add(response.headers_mut(), header, &mut seeded)?;
        }
        if let Some(applied) = applied(preferences) {
            response.headers_mut().insert(PREFERENCE_APPLIED, applied);
        }
        Ok(response)
    }

    fn body(&self, content: &Content, example: Option<&str>, seeded: &mut Seeded<'_>) -> Result<HttpResponse, Failure> {
        let (status, media_type) = (self.status, content.media_type.as_str());
        let mut piece = || value(content, example, seeded).ok_or_else(|| self.not_made("the content"));
        let mut pieces = || (0..PIECES).map(|_| piece()).collect::<Result<Vec<Value>, Failure>>();
        Ok(match content.form {
            Form::Json => reply::json_as(status, media_type, &piece()?),
            Form::Text => reply::text(status, media_type, text(&piece()?)),
            Form::Bytes => reply::bytes(status, media_type, text(&piece()?)),
            Form::UrlEncoded(encodings) => {
                let value = piece()?;
                let written = value.as_object().map(|properties| form::write(encodings, properties));
                reply::bytes(status, media_type, written.unwrap_or_else(|| text(&value)))
            }
            Form::JsonEvents => reply::events(status, Events::of(pieces()?.into_iter().map(Event::new))),
            Form::TextEvents => {
                let texts: Vec<String> = pieces()?.iter().map(text).collect();
                reply::text_events(status, Events::of(texts.into_iter().map(Event::new)))
            }
            Form::WholeEvents => reply::whole_events(status, Events::of(pieces()?.into_iter().map(Event::new))),
            Form::Items => reply::items(status, media_type, Items::of(pieces()?)),
        })
    }

    /// Adds a header. One that is not required is left out where no value of it can be sent.
    fn add(&self, headers: &mut HeaderMap, header: &Header, seeded: &mut Seeded<'_>) -> Result<(), Failure> {
        let Header { parameter: header, examples } = header;
        if OF_THE_MESSAGE.iter().any(|name| name.eq_ignore_ascii_case(header.name)) {
            return Ok(());
        }
        let name = HeaderName::from_bytes(header.name.as_bytes()).ok();
        let fits = |value: &Value| header.schema.validate(value).is_empty();
        let example = examples.iter().map(|example| example.value.clone()).find(fits);
        let value =
            example.or_else(|| seeded.value(header.schema)).filter(|value| ambiguous::check(header, value).is_ok());
        let value = match &value {
            // Its lines cannot be joined.
            Some(value) if name == Some(SET_COOKIE) => Some(text(value)),
            Some(value) => encode::encode(header, value),
            None => None,
        };
        let value = value.and_then(|value| HeaderValue::from_bytes(value.as_bytes()).ok());
        match (name, value) {
            (Some(name), Some(value)) => {
                headers.insert(name, value);
                Ok(())
            }
            (_, _) if header.required => Err(self.not_made(&format!("the header `{}`", header.name))),
            (_, _) => Ok(()),
        }
    }

    fn not_made(&self, what: &str) -> Failure {
        let (id, status) = (self.mocked.operation.id, self.status);
        let remedy = "write an example of it in the description, or in an overlay";
        Failure::NotMade(format!("no value is found for {what} of the response {status} of `{id}`: {remedy}"))
    }
}

/// The example of this name; without a name one that satisfies the schema, else a value that does.
fn value(content: &Content, name: Option<&str>, seeded: &mut Seeded<'_>) -> Option<Value> {
    if let Some(name) = name {
        let named = content.examples.iter().find(|example| example.name.as_deref() == Some(name));
        return named.map(|example| read(content, example).unwrap_or_else(|| example.value.clone()));
    }
    content.examples.iter().find_map(|example| read(content, example)).or_else(|| seeded.value(content.schema))
}

/// The value of an example, if it satisfies the schema. Some descriptions have JSON as a string.
fn read(content: &Content, example: &Example) -> Option<Value> {
    let fits = |value: &Value| content.schema.validate(value).is_empty();
    if fits(&example.value) {
        return Some(example.value.clone());
    }
    let is_text = matches!(content.form, Form::Text | Form::Bytes | Form::TextEvents);
    match &example.value {
        Value::String(_) if is_text => Some(example.value.clone()),
        Value::String(text) => serde_json::from_str(text).ok().filter(fits),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::Array(_) | Value::Object(_) => None,
    }
}

fn text(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::Array(_) | Value::Object(_) => value.to_string(),
    }
}

/// The preferences, all of which were followed.
fn applied(Preferences { code, example }: &Preferences) -> Option<HeaderValue> {
    let quoted = |text: &String| match text.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-._".contains(&byte)) {
        true => text.clone(),
        false => format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\"")),
    };
    let code = code.as_ref().map(|code| format!("code={code}"));
    let example = example.as_ref().map(|name| format!("example={}", quoted(name)));
    let applied: Vec<String> = code.into_iter().chain(example).collect();
    if applied.is_empty() { None } else { HeaderValue::from_bytes(applied.join(", ").as_bytes()).ok() }
}
