//! One call of one operation: arguments in, typed outcome out.
//!
//! Owns how a request is put together. Must not know how values are encoded ([`encode`]), where they may lead ([`target`]), how
//! often a request is sent ([`sending`](super::sending)) or what a response means ([`outcome`](super::outcome)).

use std::borrow::Cow;
use std::fmt;
use std::pin::Pin;
use std::sync::Arc;

use bytes::Bytes;
use http::header::{ACCEPT, AUTHORIZATION, CONTENT_TYPE, COOKIE, HeaderMap, HeaderName, HeaderValue};
use http::{Method, Request, Uri};
use serde::Serialize;
use serde_json::Value;

use super::super::body::Body;
use super::super::non_finite::to_value;
use super::super::operation::{Codec, Location, Operation, Parameter, Style};
use super::super::style::{ambiguous, encode};
use super::super::{percent, whole_query};
use super::builder::{Core, Shared};
use super::call_ext::{Extras, RawFuture};
use super::credentials::{self, Place};
use super::error::{CallError, NoResponse, RequestError};
use super::idempotency;
use super::opened::Opened;
use super::outcome::{DecodeError, Reply};
use super::request_body::{Content, RequestBody};
use super::response::{ErrorResponse, Response};
use super::retries::Retries;
use super::sending::{Deadline, Sender, Sent, copied};
use super::target;
use super::tokens::{Chosen, CredentialsError};
use super::unexpected::Unexpected;
use super::verdict::Verdict;

/// The outcome of a call, once it is there.
pub type CallFuture<T, E> = Pin<Box<dyn std::future::Future<Output = Result<Response<T>, CallError<E>>> + Send>>;

/// A call being put together. The first thing that goes wrong is remembered and comes out of [`Call::send`]; nothing is sent
/// then.
pub struct Call {
    core: Core,
    operation: &'static Operation,
    path: Vec<(&'static str, String)>,
    query: Vec<(&'static str, String)>,
    cookies: Vec<(&'static str, String)>,
    pub(super) headers: HeaderMap,
    pub(super) body: Body,
    extras: Extras,
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
            headers: HeaderMap::new(),
            core,
            operation,
            path: Vec::new(),
            query: Vec::new(),
            cookies: Vec::new(),
            body: Body::empty(),
            extras: Extras::default(),
            error: None,
        }
    }

    /// A copy of the call; `None` if its body is a stream, which can be sent only once.
    pub fn try_clone(&self) -> Option<Self> {
        Some(Self {
            body: self.body.try_clone()?,
            core: self.core.clone(),
            operation: self.operation,
            path: self.path.clone(),
            query: self.query.clone(),
            cookies: self.cookies.clone(),
            headers: self.headers.clone(),
            extras: self.extras.clone(),
            error: self.error.clone(),
        })
    }

    /// The call, which leaves one with nothing set in its place.
    pub(super) fn take(&mut self) -> Self {
        let empty = Self::new(self.core.clone(), self.operation);
        std::mem::replace(self, empty)
    }

    /// What was set beside what the operation declares.
    pub(super) fn extras(&mut self) -> &mut Extras {
        &mut self.extras
    }

    /// Sets a path parameter.
    pub fn path(self, name: &str, value: &(impl Serialize + ?Sized)) -> Self {
        self.parameter(Location::Path, name, to_value(value))
    }

    /// Sets a query parameter; null takes back what was set.
    pub fn query(self, name: &str, value: &(impl Serialize + ?Sized)) -> Self {
        self.parameter(Location::Query, name, to_value(value))
    }

    /// Sets a header parameter; null takes back what was set.
    pub fn header(self, name: &str, value: &(impl Serialize + ?Sized)) -> Self {
        self.parameter(Location::Header, name, to_value(value))
    }

    /// Sets a cookie parameter; null takes back what was set.
    pub fn cookie(self, name: &str, value: &(impl Serialize + ?Sized)) -> Self {
        self.parameter(Location::Cookie, name, to_value(value))
    }

    /// Sets the body, as the JSON that the operation declares.
    pub fn json(self, body: &(impl Serialize + ?Sized)) -> Self {
        let mut declared = self.operation.body.iter().flat_map(|body| body.media);
        let declared = declared.find(|media| matches!(media.codec, Codec::Json));
        match (RequestBody::json(declared.map_or("", |media| media.name), body), declared) {
            (RequestBody(Ok(_)), None) => self.fail("the operation takes no JSON".to_owned()),
            (body, _) => self.content(body),
        }
    }

    /// Sets the body, as the form that the operation declares.
    pub fn form(self, body: &(impl Serialize + ?Sized)) -> Self {
        let operation = self.operation;
        let mut declared = operation.body.iter().flat_map(|body| body.media);
        match declared.find(|media| matches!(media.codec, Codec::Form(_))) {
            Some(media) => self.content(RequestBody::form(operation, media.name, body)),
            None => self.fail("the operation takes no form".to_owned()),
        }
    }

    /// Sets the body, as the text of a single value.
    pub fn plain(self, media: &str, body: &(impl Serialize + ?Sized)) -> Self {
        self.content(RequestBody::plain(media, body))
    }

    /// Sets the body, in the media type that it was made for.
    pub fn content(self, body: RequestBody) -> Self {
        match body.0 {
            Ok(Content { media_type, body }) => self.body(&media_type, body),
            Err(reason) => self.fail(reason),
        }
    }

    /// Sets the body as it is, of this media type.
    pub fn body(mut self, media: &str, body: impl Into<Body>) -> Self {
        self.set_body(media, body.into());
        self
    }

    pub(super) fn set_body(&mut self, media: &str, body: Body) {
        match HeaderValue::from_str(media) {
            Ok(media) => {
                self.headers.insert(CONTENT_TYPE, media);
                self.body = body;
            }
            Err(_) => self.refuse(format!("the media type `{}` cannot be sent", media.escape_debug())),
        }
    }

    /// Sets the body as [`json`](Self::json) does; `None` takes back what was set.
    pub fn optional_json(self, body: &Option<impl Serialize>) -> Self {
        match body {
            Some(body) => self.json(body),
            None => self.no_body(),
        }
    }

    /// Sets the body as [`form`](Self::form) does; `None` takes back what was set.
    pub fn optional_form(self, body: &Option<impl Serialize>) -> Self {
        match body {
            Some(body) => self.form(body),
            None => self.no_body(),
        }
    }

    /// Sets the body as [`plain`](Self::plain) does; `None` takes back what was set.
    pub fn optional_plain(self, media: &str, body: &Option<impl Serialize>) -> Self {
        match body {
            Some(body) => self.plain(media, body),
            None => self.no_body(),
        }
    }

    /// Sets the body as [`body`](Self::body) does; `None` takes back what was set.
    pub fn optional_body(self, media: &str, body: Option<impl Into<Body>>) -> Self {
        match body {
            Some(body) => self.body(media, body),
            None => self.no_body(),
        }
    }

    /// Sets the body as [`content`](Self::content) does; `None` takes back what was set.
    pub fn optional_content(self, body: Option<RequestBody>) -> Self {
        match body {
            Some(body) => self.content(body),
            None => self.no_body(),
        }
    }

    fn no_body(mut self) -> Self {
        self.reset_header(&CONTENT_TYPE);
        self.body = Body::empty();
        self
    }

    fn fail(mut self, reason: String) -> Self {
        self.refuse(reason);
        self
    }

    /// Remembers why nothing is sent.
    pub(super) fn refuse(&mut self, reason: String) {
        self.error.get_or_insert_with(|| RequestError::new(self.operation, reason));
    }

    fn parameter(mut self, location: Location, name: &str, value: Result<Value, serde_json::Error>) -> Self {
        let mut declared = self.operation.parameters.iter();
        let Some(parameter) = declared.find(|other| other.location == location && other.name == name) else {
            return self.fail(format!("the operation has no parameter `{name}` there"));
        };
        let text = match value.map_err(|error| error.to_string()).and_then(|value| text_of(parameter, &value)) {
            Ok(text) => text,
            Err(reason) => return self.fail(format!("the parameter `{name}` cannot be written: {reason}")),
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
            Some(Ok(value)) => drop(self.headers.insert(key, value)),
            Some(Err(_)) => return self.fail(format!("the header `{name}` has characters that cannot be sent")),
            None => self.reset_header(&key),
        }
        self
    }

    /// Takes back what was set, so that the client's own header of this name is sent, if it has one.
    fn reset_header(&mut self, name: &HeaderName) {
        self.headers.remove(name);
    }

    /// The headers of the request, before its credentials: those of the client, which the call may replace, and those of the call.
    fn all_headers(&self) -> HeaderMap {
        let (client, own) = (&self.core.shared.headers, &self.headers);
        // With room for what is still to come.
        let mut headers = HeaderMap::with_capacity(client.len() + own.len() + self.extras.headers.len() + 4);
        for (name, value) in client {
            headers.insert(name, own.get(name).unwrap_or(value).clone());
        }
        for (name, value) in own {
            headers.insert(name, value.clone());
        }
        if !headers.contains_key(ACCEPT) {
            headers.extend(accept(self.operation).map(|value| (ACCEPT, value)));
        }
        headers
    }

    /// Sends the request and sorts the response: `success` reads a declared success, `failure` a declared failure.
    pub fn send<T: 'static, E: 'static>(
        self,
        success: fn(&Reply) -> Result<T, DecodeError>,
        failure: fn(&Reply) -> Result<E, DecodeError>,
    ) -> CallFuture<T, E> {
        // What does not depend on the types is boxed on its own, so that it is compiled once.
        let exchange: Pin<Box<dyn std::future::Future<Output = Result<Reply, NoReply>> + Send>> =
            Box::pin(self.exchange());
        Box::pin(async move { sort(exchange.await, success, failure) })
    }

    /// Sends the request and gives the response as it came.
    pub(super) fn send_raw(self) -> RawFuture {
        Box::pin(async move {
            let reply = self.open(false).await?.whole().await?;
            Ok(Response::of_bytes(reply))
        })
    }

    async fn exchange(mut self) -> Result<Reply, NoReply> {
        let (accepted, is_untyped) = (self.extras.accepted.take(), self.extras.is_untyped);
        let mut reply = self.open(false).await?.valid(accepted.as_deref()).await?;
        if is_untyped && reply.verdict.readings().0 {
            reply.verdict = Verdict::Accepted;
        }
        Ok(reply)
    }

    /// Sends the request. The response's head is there then. `is_resumable` is whether the request is kept to be sent again.
    pub(super) async fn open(self, is_resumable: bool) -> Result<Opened, NoReply> {
        let operation = self.operation;
        let shared = Arc::clone(&self.core.shared);
        let timeouts = self.extras.timeouts.or(shared.timeouts);
        let retries = self.extras.retries.unwrap_or(shared.retries);
        let deadline = timeouts.of_call().and_then(|limit| shared.time.now().checked_add(limit));
        let (mut request, token) = self.request(retries).map_err(NoReply::Request)?;
        if let Some(deadline) = deadline {
            request.extensions_mut().insert(Deadline(deadline));
        }
        let is_head = request.method() == Method::HEAD;
        let again = if is_resumable && request.method() == Method::GET { copied(&request) } else { None };
        let sender = Sender { shared, operation, limit: timeouts.of_attempt(), retries, token };
        let Sent { response, attempts, .. } = sender.send(request).await.map_err(NoReply::Credentials)?;
        let response = response.map_err(|error| NoReply::Transport(NoResponse::new(operation, error, attempts)))?;
        let (head, body) = response.into_parts();
        Ok(Opened { sender, head, body, is_head, again, timeouts, attempts })
    }

    /// The URL of the request, with these pairs of credentials in its query.
    pub(super) fn url(&self, secrets: &[String]) -> Result<String, RequestError> {
        let base = self.extras.base_url.as_deref().or_else(|| self.core.shared.urls.of(self.operation));
        let base = base.ok_or_else(|| self.error("it has no server: give `base_url` to the builder"))?;
        let secrets = secrets.iter().map(String::as_str);
        // Most are shorter, so that they are written in one piece of memory.
        let mut url = String::with_capacity(base.len() + 128);
        match &self.extras.target {
            Some(target) => target::push_followed(&mut url, base, target, secrets),
            None => {
                url.push_str(base);
                let query = self.query.iter().map(|(_, pairs)| pairs.as_str()).chain(secrets);
                let query = query.chain(self.extras.query.iter().map(String::as_str));
                target::push(&mut url, self.operation, &self.path, query).map_err(|reason| self.error(reason))?;
            }
        }
        Ok(url)
    }

    /// The value that a query parameter is sent with.
    pub(super) fn query_value(&self, name: &str) -> Option<String> {
        let (_, pair) = self.query.iter().find(|(other, _)| *other == name)?;
        let (_, value) = pair.split_once('=')?;
        percent::decode(value).map(Cow::into_owned)
    }

    /// The error of a call that cannot be sent.
    pub(super) fn error(&self, reason: impl Into<String>) -> RequestError {
        RequestError::new(self.operation, reason)
    }

    /// The request, and what gives the token that it needs besides.
    fn request(self, retries: Retries) -> Result<(Request<Body>, Option<Chosen>), RequestError> {
        if let Some(error) = self.error {
            return Err(error);
        }
        let operation = self.operation;
        let invalid = |reason: String| RequestError::new(operation, reason);
        let mut headers = self.all_headers();
        let mut cookies: Vec<String> = self.cookies.iter().map(|(_, pairs)| pairs.clone()).collect();
        let mut secret_cookie = false;
        let mut secret_query = Vec::new();
        let mut token = None;
        let given = &self.core.shared.credentials;
        let every = self.extras.every_credential.then(|| credentials::all(given));
        for (placed, scopes) in every.into_iter().flatten().chain(credentials::choose(operation, given)) {
            match &placed.place {
                Place::Header(name, value) => drop(headers.insert(name, value.clone())),
                Place::Query(pair) => secret_query.push(pair.expose().to_owned()),
                Place::Cookie(pair) => {
                    cookies.push(pair.expose().to_owned());
                    secret_cookie = true;
                }
                // A header of the call wins over every credential.
                Place::Provider(_) if self.extras.headers.contains_key(AUTHORIZATION) => {}
                Place::Provider(cache) => {
                    token = Some(Chosen { cache: Arc::clone(cache), scheme: placed.scheme, scopes });
                }
            }
        }
        if !cookies.is_empty() {
            let value = HeaderValue::from_bytes(cookies.join("; ").as_bytes());
            let mut value = value.map_err(|_| invalid("a cookie has characters that cannot be sent".to_owned()))?;
            value.set_sensitive(secret_cookie);
            headers.insert(COOKIE, value);
        }
        let url = self.url(&secret_query)?;
        let is_followed = self.extras.target.is_some();
        headers.extend(self.extras.headers);
        if retries.are_on() {
            let Shared { idempotency_key, time, .. } = &*self.core.shared;
            idempotency::fill_in(idempotency_key.as_ref(), operation, &mut headers, time);
        }
        let uri = Uri::from_maybe_shared(Bytes::from(url));
        let uri = uri.map_err(|error| invalid(format!("its URL cannot be sent: {error}")))?;
        let method = Method::from_bytes(operation.method.as_bytes());
        let method = method.map_err(|_| invalid(format!("`{}` is not an HTTP method", operation.method)))?;
        // A link is followed by GET, and has everything in its URL.
        let is_other = is_followed && method != Method::GET;
        let (method, body) = if is_other { (Method::GET, Body::empty()) } else { (method, self.body) };
        if is_other {
            headers.remove(CONTENT_TYPE);
        }
        let mut request = Request::new(body);
        *request.method_mut() = method;
        *request.uri_mut() = uri;
        *request.headers_mut() = headers;
        request.extensions_mut().insert(operation);
        Ok((request, token))
    }
}

/// What is sent of a parameter. A path says by itself which of its values is missing.
fn text_of(parameter: &Parameter, value: &Value) -> Result<Option<String>, String> {
    if let Some(codec) = parameter.whole_query {
        return whole_query::write(parameter, codec, value);
    }
    ambiguous::check(parameter, value)?;
    let text = encode::encode(parameter, value);
    let is_spread = parameter.style == Style::DeepObject || parameter.style == Style::Form && parameter.explode;
    // An object that is written property by property is written by none of them.
    let may_be_absent = !parameter.required || parameter.location == Location::Path || is_spread && value.is_object();
    if text.is_none() && !may_be_absent {
        return Err(format!("it is required, and its style cannot write `{value}`"));
    }
    Ok(text)
}

/// Sets what is sent under this name; setting it to nothing takes it back.
fn put(values: &mut Vec<(&'static str, String)>, name: &'static str, text: Option<String>) {
    values.retain(|(other, _)| *other != name);
    values.extend(text.map(|text| (name, text)));
}

/// The media types of the declared outcomes, each once.
fn accept(operation: &'static Operation) -> Option<HeaderValue> {
    let mut declared = operation.outcomes.iter().flat_map(|outcome| outcome.media);
    let first: &'static str = declared.next()?;
    if declared.clone().all(|name| *name == first) {
        return HeaderValue::from_maybe_shared(Bytes::from_static(first.as_bytes())).ok();
    }
    let mut names = vec![first];
    for name in declared {
        if !names.contains(name) {
            names.push(name);
        }
    }
    HeaderValue::from_str(&names.join(", ")).ok().filter(|value| !value.is_empty())
}

/// Why there is no response to sort.
pub enum NoReply {
    /// The response does not satisfy its schema.
    Unexpected(Unexpected),
    /// The request could not be made.
    Request(RequestError),
    /// There were no credentials.
    Credentials(CredentialsError),
    /// There was no response.
    Transport(NoResponse),
}

impl<E> From<NoReply> for CallError<E> {
    fn from(reason: NoReply) -> Self {
        match reason {
            NoReply::Unexpected(unexpected) => Self::Unexpected(unexpected),
            NoReply::Request(error) => Self::Request(error),
            NoReply::Credentials(error) => Self::Credentials(error),
            NoReply::Transport(error) => Self::Transport(error),
        }
    }
}

pub(super) fn sort<T, E>(
    reply: Result<Reply, NoReply>,
    success: fn(&Reply) -> Result<T, DecodeError>,
    failure: fn(&Reply) -> Result<E, DecodeError>,
) -> Result<Response<T>, CallError<E>> {
    let reply = reply?;
    let (as_success, as_failure) = reply.verdict.readings();
    let mut unread = None;
    if as_success {
        match success(&reply) {
            Ok(body) => return Ok(Response::new(reply, body)),
            Err(error) => unread = Some(error),
        }
    }
    if as_failure {
        match failure(&reply) {
            Ok(body) => return Err(CallError::Api(ErrorResponse::new(reply, body))),
            Err(error) => unread = unread.or(Some(error)),
        }
    }
    Err(match reply.verdict {
        Verdict::NotModified => CallError::NotModified(Response::new(reply, ())),
        Verdict::Success
        | Verdict::Failure
        | Verdict::Accepted
        | Verdict::NotAccepted
        | Verdict::Undeclared { .. }
        | Verdict::MediaType
        | Verdict::TooLarge => CallError::Unexpected(Unexpected::of(reply, unread)),
    })
}
