//! What happens to a request from its arrival to its response.
//!
//! Owns the order in which a request is judged: path and method, credentials, body, content type, parameters and schemas,
//! and only then the handler. It does not depend on the types of requests and responses, so that it is compiled once for a
//! service. Must not know any service.

use std::sync::Arc;

use axum::extract::Request;
use axum::handler::Handler as _;
use axum::response::Response;
use axum::routing::{MethodRouter, any};
use bytes::Bytes;
use http::header::CONTENT_TYPE;

use super::super::operation::Operation;
use super::body::{self, BodyLimit, Streamed};
use super::condition::Clues;
use super::context::Context;
use super::headers;
use super::incoming::Incoming;
use super::leniency::Leniency;
use super::limits::Limits;
use super::matcher::{Found, Matcher};
use super::mount::BoxFuture;
use super::rejection::Rejection;

/// Responds to a validated request of a principal.
pub(super) type BoxHandler<P> = Box<dyn Fn(Option<P>, Incoming) -> BoxFuture<Response> + Send + Sync>;

/// Verifies credentials; the error is the response that refuses them.
pub(super) type BoxAuthenticate<P> = Box<dyn Fn(Context) -> BoxFuture<Result<P, Response>> + Send + Sync>;

/// Puts layers around an operation.
pub(super) type Wrap = Box<dyn FnOnce(MethodRouter) -> MethodRouter + Send + Sync>;

/// All operations of a service, and what is common to them.
pub(super) struct Table<P> {
    matcher: Matcher,
    pub(super) routes: Vec<Route<P>>,
    pub(super) authenticate: Option<BoxAuthenticate<P>>,
    pub(super) refuse: fn(Rejection) -> Response,
    pub(super) limits: Limits,
    pub(super) leniency: Leniency,
    /// What reads a form in parts as a whole, where operations have one.
    pub(super) form_text: Option<FormText>,
}

/// Reads a form in parts of this media type as the text of a form without parts.
pub type FormText = fn(Bytes, String, Limits) -> BoxFuture<Result<Bytes, Rejection>>;

/// An operation with its handler.
pub(super) struct Route<P> {
    pub(super) operation: &'static Operation,
    pub(super) handler: BoxHandler<P>,
    pub(super) limits: Option<Limits>,
    pub(super) wraps: Vec<Wrap>,
}

impl<P: Send + 'static> Table<P> {
    pub(super) fn new(refuse: fn(Rejection) -> Response) -> Self {
        let (matcher, limits, leniency) = (Matcher::default(), Limits::default(), Leniency::default());
        Self { matcher, routes: Vec::new(), authenticate: None, refuse, limits, leniency, form_text: None }
    }

    pub(super) fn add(&mut self, operation: &'static Operation, handler: BoxHandler<P>) {
        self.matcher.add(operation, self.routes.len());
        self.routes.push(Route { operation, handler, limits: None, wraps: Vec::new() });
    }

    /// Finds the operation and responds.
    async fn respond(&self, layered: &[Option<MethodRouter>], mut request: Request) -> Response {
        let clues = Clues { query: request.uri().query().unwrap_or_default(), headers: request.headers() };
        let found = match self.matcher.find(request.method().as_str(), request.uri().path(), clues) {
            Ok(found) => found,
            Err(rejection) => return (self.refuse)(rejection),
        };
        let route = found.route;
        let mut response = match layered.get(route) {
            Some(Some(layered)) => {
                request.extensions_mut().insert(Arc::new(found));
                layered.clone().call(request, ()).await
            }
            Some(None) | None => self.handle(&found, request).await,
        };
        // The layers of an operation may set headers.
        match self.routes.get(route).map(|route| headers::check(route.operation, &mut response)) {
            Some(Err(rejection)) => (self.refuse)(rejection),
            Some(Ok(())) | None => response,
        }
    }

    async fn handle(&self, found: &Found, request: Request) -> Response {
        let Some(route) = self.routes.get(found.route) else { return (self.refuse)(Rejection::NotFound) };
        let (parts, body) = request.into_parts();
        let of_request = || parts.extensions.get().map(|BodyLimit(limit)| self.limits.body(*limit));
        let limits = route.limits.or_else(of_request).unwrap_or(self.limits);
        let context = Context::from_parts(route.operation, parts);
        let mut response = match self.judge(route, context.clone(), found, body, limits).await {
            Ok(response) => response.await,
            Err(Refusal::Rejected(rejection)) => (self.refuse)(rejection),
            Err(Refusal::Responded(response)) => *response,
        };
        context.add_headers_to(&mut response);
        response
    }

    /// Everything before the handler.
    async fn judge(
        &self,
        route: &Route<P>,
        context: Context,
        found: &Found,
        body: axum::body::Body,
        limits: Limits,
    ) -> Result<BoxFuture<Response>, Refusal> {
        let principal = self.principal(&context).await?;
        let (values, leniency) = (&found.values, self.leniency);
        let form = route.operation.body.and_then(|declared| body::form_in_parts(declared, context.headers()));
        let incoming = match form {
            Some(media) if media.is_streamed => {
                let stream = Streamed { body, media, limits, booleans: leniency.booleans };
                Incoming::streamed(context, values, stream, leniency)?
            }
            Some(_) => {
                let body = body::read(body, BodyLimit(limits.body_bytes())).await?;
                let body = self.form_text(&context, body, limits).await?;
                Incoming::new(context, values, body, leniency)?
            }
            None => {
                let declared = route.operation.body;
                let body = match declared {
                    Some(_) => body::read(body, BodyLimit(limits.body_bytes())).await?,
                    None => Bytes::new(),
                };
                Incoming::new(context, values, body, leniency)?
            }
        };
        Ok((route.handler)(principal, incoming))
    }

    /// The text of a form in parts.
    async fn form_text(&self, context: &Context, body: Bytes, limits: Limits) -> Result<Bytes, Rejection> {
        let given = context.headers().get(CONTENT_TYPE).and_then(|given| given.to_str().ok());
        match self.form_text {
            Some(read) => read(body, given.unwrap_or_default().to_owned(), limits).await,
            None => Err(Rejection::NotImplemented { operation: "forms in parts" }),
        }
    }

    /// Who sends a request; `None` where its operation does not require credentials and it presents none.
    async fn principal(&self, context: &Context) -> Result<Option<P>, Refusal> {
        let (credentials, operation) = (context.credentials(), context.operation());
        if !credentials.are_enough() && !operation.requires_credentials() {
            return Ok(None);
        }
        match &self.authenticate {
            Some(authenticate) => match authenticate(context.clone()).await {
                Ok(principal) => Ok(Some(principal)),
                Err(response) => Err(Refusal::Responded(Box::new(response))),
            },
            None if credentials.are_enough() => Err(Rejection::NotImplemented { operation: "authenticate" }.into()),
            None => Err(context.unauthenticated().into()),
        }
    }
}

/// What responds to every request. Operations with layers are entered through them.
pub(super) fn responder<P: Send + 'static>(mut table: Table<P>) -> super::mount::Respond {
    let wraps: Vec<Vec<Wrap>> = table.routes.iter_mut().map(|route| std::mem::take(&mut route.wraps)).collect();
    let table = Arc::new(table);
    let layered = wraps.into_iter().map(|wraps| {
        let table = table.clone();
        let inner = move |request: Request| {
            let table = table.clone();
            async move {
                match request.extensions().get::<Arc<Found>>().cloned() {
                    Some(found) => table.handle(&found, request).await,
                    None => (table.refuse)(Rejection::NotFound),
                }
            }
        };
        (!wraps.is_empty()).then(|| wraps.into_iter().fold(any(inner), |route, wrap| wrap(route)))
    });
    let layered: Arc<[Option<MethodRouter>]> = layered.collect();
    Arc::new(move |request| {
        let (table, layered) = (table.clone(), layered.clone());
        Box::pin(async move { table.respond(&layered, request).await })
    })
}

/// Why there is nothing to handle.
enum Refusal {
    Rejected(Rejection),
    /// The service has responded by itself.
    Responded(Box<Response>),
}

impl From<Rejection> for Refusal {
    fn from(rejection: Rejection) -> Self {
        Self::Rejected(rejection)
    }
}
