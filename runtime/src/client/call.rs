//! One call of one operation: arguments in, typed outcome out.
//!
//! Owns how a request is put together and sent. Must not know how values are encoded ([`encode`]), where they may lead
//! ([`target`]) or what an answer means ([`outcome`](super::outcome)).

use std::fmt;
use std::pin::Pin;

use bytes::Bytes;
use http::header::{ACCEPT, CONTENT_TYPE, COOKIE, HeaderMap, HeaderName, HeaderValue};
use http::{Method, Request, Response as HttpResponse, Uri};
use serde::Serialize;
use serde_json::Value;

use super::super::non_finite::to_value;
use super::super::operation::{Codec, Location, Operation, Status};
use super::super::style::encode;
use super::super::{form, non_finite, text_body};
use super::builder::Core;
use super::credentials::{self, Place};
use super::error::{CallError, NoAnswer, RequestError, Unexpected};
use super::outcome::{DecodeError, Reply, Verdict, verdict};
use super::redirect::{self, MAX_REDIRECTS};
use super::response::{ErrorResponse, Response};
use super::target;
use super::transport::{TransportError, is_bodiless};

/// The outcome of a call, once it is there.
pub type CallFuture<T, E> = Pin<Box<dyn std::future::Future<Output = Result<Response<T>, CallError<E>>> + Send>>;

/// A call being put together. The first thing that goes wrong is kept and comes out of [`Call::send`]; nothing is sent
/// then.
pub struct Call {
    core: Core,
    operation: &'static Operation,
    path: Vec<(&'static str, String)>,
    query: Vec<(&'static str, String)>,
    cookies: Vec<(&'static str, String)>,
    headers: HeaderMap,
    body: Bytes,
    error: Option<RequestError>,
}

impl fmt::Debug for Call {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Call").field("operation", &self.operation.id).finish_non_exhaustive()
    }
}

impl Call {
    pub(super) fn new(core: Core, operation: &'static Operation) -> Self {
        Self {
            headers: core.shared.headers.clone(),
            core,
            operation,
            path: Vec::new(),
            query: Vec::new(),
            cookies: Vec::new(),
            body: Bytes::new(),
            error: None,
        }
    }

    /// Sets a path parameter.
    pub fn path(self, name: &str, value: &(impl Serialize + ?Sized)) -> Self {
        self.parameter(Location::Path, name, to_value(value))
    }

    /// Sets a query parameter.
    pub fn query(self, name: &str, value: &(impl Serialize + ?Sized)) -> Self {
        self.parameter(Location::Query, name, to_value(value))
    }

    /// Sets a header parameter.
    pub fn header(self, name: &str, value: &(impl Serialize + ?Sized)) -> Self {
        self.parameter(Location::Header, name, to_value(value))
    }

    /// Sets a cookie parameter.
    pub fn cookie(self, name: &str, value: &(impl Serialize + ?Sized)) -> Self {
        self.parameter(Location::Cookie, name, to_value(value))
    }

    /// Sets the body, as the JSON that the operation declares.
    pub fn json(self, body: &(impl Serialize + ?Sized)) -> Self {
        let text = match non_finite::to_vec(body) {
            Ok(text) => text,
            Err(error) => return self.fail(format!("the body cannot be written as JSON: {error}")),
        };
        let mut declared = self.operation.body.iter().flat_map(|body| body.media);
        match declared.find(|media| matches!(media.codec, Codec::Json)) {
            Some(media) => self.body(media.name, text),
            None => self.fail("the operation takes no JSON".to_owned()),
        }
    }

    /// Sets the body, as the form that the operation declares.
    pub fn form(self, body: &(impl Serialize + ?Sized)) -> Self {
        let declared = self.operation.body.iter().flat_map(|body| body.media);
        let mut forms = declared.filter_map(|media| match media.codec {
            Codec::Form(encodings) => Some((media.name, encodings)),
            Codec::Json | Codec::Raw => None,
        });
        let Some((media, encodings)) = forms.next() else {
            return self.fail("the operation takes no form".to_owned());
        };
        match to_value(body) {
            Ok(Value::Object(members)) => self.body(media, form::write(encodings, &members)),
            Ok(_) => self.fail("the body cannot be written as a form: it is no object".to_owned()),
            Err(error) => self.fail(format!("the body cannot be written as a form: {error}")),
        }
    }

    /// Sets the body, as the text of a single value.
    pub fn plain(self, media: &str, body: &(impl Serialize + ?Sized)) -> Self {
        match text_body::write(body) {
            Ok(text) => self.body(media, text),
            Err(error) => self.fail(format!("the body cannot be written as text: {error}")),
        }
    }

    /// Sets the body as it is, of this media type.
    pub fn body(mut self, media: &str, body: impl Into<Bytes>) -> Self {
        match HeaderValue::from_str(media) {
            Ok(media) => {
                self.headers.insert(CONTENT_TYPE, media);
                self.body = body.into();
                self
            }
            Err(_) => self.fail(format!("the media type `{}` cannot be sent", media.escape_debug())),
        }
    }

    fn fail(mut self, reason: String) -> Self {
        self.error.get_or_insert_with(|| RequestError::new(self.operation, reason));
        self
    }

    fn parameter(mut self, location: Location, name: &str, value: Result<Value, serde_json::Error>) -> Self {
        let mut declared = self.operation.parameters.iter();
        let Some(parameter) = declared.find(|other| other.location == location && other.name == name) else {
            return self.fail(format!("the operation has no parameter `{name}` there"));
        };
        let text = match value {
            Ok(value) => encode::encode(parameter, &value),
            Err(error) => return self.fail(format!("the parameter `{name}` cannot be written: {error}")),
        };
        match location {
            Location::Path => put(&mut self.path, parameter.name, text),
            Location::Query => put(&mut self.query, parameter.name, text),
            Location::Cookie => put(&mut self.cookies, parameter.name, text),
            Location::Header => return self.set_header(parameter.name, text),
        }
        self
    }

    fn set_header(mut self, name: &str, text: Option<String>) -> Self {
        let Ok(key) = HeaderName::from_bytes(name.as_bytes()) else {
            return self.fail(format!("the header name `{}` cannot be sent", name.escape_debug()));
        };
        match text.map(|text| HeaderValue::from_bytes(text.as_bytes())) {
            Some(Ok(value)) => self.headers.insert(key, value),
            Some(Err(_)) => return self.fail(format!("the header `{name}` has characters that cannot be sent")),
            None => self.headers.remove(key),
        };
        self
    }

    /// Sends the request and sorts the answer: `success` reads a declared success, `failure` a declared failure.
    pub fn send<T: 'static, E: 'static>(
        self,
        success: fn(&Reply) -> Result<T, DecodeError>,
        failure: fn(&Reply) -> Result<E, DecodeError>,
    ) -> CallFuture<T, E> {
        // What does not depend on the types is boxed on its own, so that it is compiled once.
        let exchange: Pin<Box<dyn std::future::Future<Output = Result<Reply, Unanswered>> + Send>> =
            Box::pin(self.exchange());
        Box::pin(async move { sort(exchange.await, success, failure) })
    }

    async fn exchange(self) -> Result<Reply, Unanswered> {
        let operation = self.operation;
        let core = self.core.clone();
        let mut request = self.request().map_err(Unanswered::Request)?;
        let no_answer = |error: TransportError| Unanswered::Transport(NoAnswer::new(operation, error));
        let mut answer = core.shared.transport.send(request.clone()).await.map_err(no_answer)?;
        for _ in 0..MAX_REDIRECTS {
            match redirected(operation, &request, &answer) {
                Some(uri) => *request.uri_mut() = uri,
                None => break,
            }
            answer = core.shared.transport.send(request.clone()).await.map_err(no_answer)?;
        }
        let (parts, body) = answer.into_parts();
        let body = if request.method() == Method::HEAD || is_bodiless(parts.status) { Bytes::new() } else { body };
        Ok(Reply { operation, status: parts.status, headers: parts.headers, body })
    }

    fn request(mut self) -> Result<Request<Bytes>, RequestError> {
        if let Some(error) = self.error {
            return Err(error);
        }
        let operation = self.operation;
        let invalid = |reason: String| RequestError::new(operation, reason);
        if !self.headers.contains_key(ACCEPT) {
            self.headers.extend(accept(operation).map(|value| (ACCEPT, value)));
        }
        let mut cookies: Vec<String> = self.cookies.iter().map(|(_, pairs)| pairs.clone()).collect();
        let mut secret_cookie = false;
        for placed in credentials::choose(operation, &self.core.shared.credentials) {
            match &placed.place {
                Place::Header(name, value) => drop(self.headers.insert(name, value.clone())),
                Place::Query(pair) => self.query.push((placed.scheme.name, pair.expose().to_owned())),
                Place::Cookie(pair) => {
                    cookies.push(pair.expose().to_owned());
                    secret_cookie = true;
                }
            }
        }
        if !cookies.is_empty() {
            let value = HeaderValue::from_bytes(cookies.join("; ").as_bytes());
            let mut value = value.map_err(|_| invalid("a cookie has characters that cannot be sent".to_owned()))?;
            value.set_sensitive(secret_cookie);
            self.headers.insert(COOKIE, value);
        }
        let target = target::path_and_query(operation, &self.path, &self.query).map_err(invalid)?;
        let uri = format!("{}{target}", self.core.shared.base_url).parse::<Uri>();
        let uri = uri.map_err(|error| invalid(format!("its URL cannot be sent: {error}")))?;
        let method = Method::from_bytes(operation.method.as_bytes());
        let method = method.map_err(|_| invalid(format!("`{}` is not an HTTP method", operation.method)))?;
        let mut request = Request::new(self.body);
        *request.method_mut() = method;
        *request.uri_mut() = uri;
        *request.headers_mut() = self.headers;
        Ok(request)
    }
}

/// Sets what is sent under this name; setting it to nothing takes it back.
fn put(values: &mut Vec<(&'static str, String)>, name: &'static str, text: Option<String>) {
    values.retain(|(other, _)| *other != name);
    values.extend(text.map(|text| (name, text)));
}

/// The media types of the declared outcomes, each once.
fn accept(operation: &Operation) -> Option<HeaderValue> {
    let mut names: Vec<&str> = Vec::new();
    for name in operation.outcomes.iter().flat_map(|outcome| outcome.media) {
        if !names.contains(name) {
            names.push(name);
        }
    }
    HeaderValue::from_str(&names.join(", ")).ok().filter(|value| !value.is_empty())
}

/// Where the request goes on to; nowhere when the redirect is itself a declared outcome.
fn redirected(operation: &Operation, request: &Request<Bytes>, answer: &HttpResponse<Bytes>) -> Option<Uri> {
    match operation.outcome(answer.status().as_u16()).map(|(_, declared)| declared) {
        Some(Status::Exact(_) | Status::Range(_)) => None,
        Some(Status::Default) | None => {
            redirect::target(request.method(), request.uri(), answer.status(), answer.headers())
        }
    }
}

/// Why there is no answer to sort.
enum Unanswered {
    Request(RequestError),
    Transport(NoAnswer),
}

fn sort<T, E>(
    reply: Result<Reply, Unanswered>,
    success: fn(&Reply) -> Result<T, DecodeError>,
    failure: fn(&Reply) -> Result<E, DecodeError>,
) -> Result<Response<T>, CallError<E>> {
    let undecoded = |reply, error: DecodeError| {
        CallError::Unexpected(Unexpected::new(reply, format!("the body is not what is declared: {error}")))
    };
    let reply = match reply {
        Ok(reply) => reply,
        Err(Unanswered::Request(error)) => return Err(CallError::Request(error)),
        Err(Unanswered::Transport(error)) => return Err(CallError::Transport(error)),
    };
    match verdict(reply.operation, reply.status) {
        Verdict::Success => match success(&reply) {
            Ok(body) => Ok(Response::new(reply, body)),
            Err(error) => Err(undecoded(reply, error)),
        },
        Verdict::Failure => match failure(&reply) {
            Ok(body) => Err(CallError::Api(ErrorResponse::new(reply, body))),
            Err(error) => Err(undecoded(reply, error)),
        },
        Verdict::Undeclared => Err(CallError::Unexpected(Unexpected::new(reply, "the status is not declared"))),
    }
}
