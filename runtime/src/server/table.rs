//! What happens to a request from its arrival to its response.
//!
//! Owns the order in which a request is judged: path and method, credentials, body, content type, parameters and schemas,
//! and only then the handler. It does not depend on the types of requests and responses, so that it is compiled once for a
//! service. Must not know any service.

use std::sync::Arc;

use axum::extract::Request;
use axum::handler::Handler as _;
use axum::response::{IntoResponse, Response};
use axum::routing::{MethodRouter, any};
use bytes::Bytes;
use http::Method;
use http::header::CONTENT_TYPE;

use super::super::operation::Operation;
use super::accept;
use super::body::{self, BodyLimit, Streamed};
use super::condition::Clues;
use super::context::Context;
use super::fault::{Broken, Fault, FaultKind, Watched, caught};
use super::headers;
use super::incoming::{Incoming, Rules};
use super::leniency::Leniency;
use super::limits::Limits;
use super::matcher::{Found, Matcher};
use super::mount::BoxFuture;
use super::rejection::Rejection;
use super::reply;
use super::request_id::{RequestId, X_REQUEST_ID};
use super::response_check::ResponseCheck;

/// Responds to a validated request of a principal: with a declared response, or with an error of the service.
pub(super) type BoxHandler<P> = Box<dyn Fn(Option<P>, Incoming) -> BoxFuture<Result<Response, Response>> + Send + Sync>;

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
    pub(super) check: ResponseCheck,
    pub(super) on_fault: Option<OnFault>,
    /// What makes a span of a request, where the crate has the feature.
    pub(super) trace: Option<Trace>,
}

/// Is told of each fault.
pub(super) type OnFault = Box<dyn Fn(&Fault) + Send + Sync>;

/// Makes a span of a request, around what responds to it.
pub type Trace = fn(Arrival, BoxFuture<Response>) -> BoxFuture<Response>;

/// What a span says of a request from the start.
#[derive(Debug, Clone)]
pub struct Arrival {
    /// The operation that it is for.
    pub operation: Option<&'static Operation>,
    /// Its method.
    pub method: Method,
    /// Its id.
    pub request_id: RequestId,
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
        let (check, on_fault, trace) = (ResponseCheck::default(), None, None);
        let (routes, authenticate, form_text) = (Vec::new(), None, None);
        Self { matcher, routes, authenticate, refuse, limits, leniency, form_text, check, on_fault, trace }
    }

    pub(super) fn add(&mut self, operation: &'static Operation, handler: BoxHandler<P>) {
        self.matcher.add(operation, self.routes.len());
        self.routes.push(Route { operation, handler, limits: None, wraps: Vec::new() });
    }

    /// Finds the operation.
    fn find(&self, request: &Request) -> Result<Found, Rejection> {
        let clues = Clues { query: request.uri().query().unwrap_or_default(), headers: request.headers() };
        self.matcher.find(request.method().as_str(), request.uri().path(), clues)
    }

    /// Responds to a request, whatever happens.
    async fn respond(self: Arc<Self>, layered: Layered, mut request: Request) -> Response {
        let id = RequestId::of(&request);
        request.extensions_mut().insert(id.clone());
        let found = self.find(&request);
        let operation = found.as_ref().ok().and_then(|found| Some(self.routes.get(found.route)?.operation));
        let arrival = self.trace.is_some().then(|| Arrival {
            operation,
            method: request.method().clone(),
            request_id: id.clone(),
        });
        let (table, trace) = (self.clone(), self.trace);
        let work = Box::pin(async move { table.enter(&layered, found, request).await });
        let watched = Watched { work, id: id.clone() };
        let settled = async move { self.settled(watched.await, operation, &id) };
        match (trace, arrival) {
            (Some(trace), Some(arrival)) => trace(arrival, Box::pin(settled)).await,
            (_, _) => settled.await,
        }
    }

    /// The response of some work, or a refusal where it is a fault.
    fn settled(
        &self,
        outcome: Result<Response, String>,
        operation: Option<&'static Operation>,
        id: &RequestId,
    ) -> Response {
        let mut response = outcome.unwrap_or_else(|panic| reply::broken(FaultKind::Panic, panic));
        if let Some(Broken { kind, message }) = response.extensions_mut().remove() {
            let fault = Fault { kind, operation, request_id: id.clone(), message };
            // What the service does with a fault may panic, too.
            let refusal = caught(|| {
                id.during(|| {
                    self.tell(&fault);
                    (self.refuse)(Rejection::Internal)
                })
            });
            response = refusal.unwrap_or_else(|_| id.during(|| Rejection::Internal.into_response()));
            response.extensions_mut().insert(fault);
        }
        if let Some(id) = id.header_value() {
            response.headers_mut().entry(&X_REQUEST_ID).or_insert(id);
        }
        response
    }

    /// A span tells a fault by itself.
    fn tell(&self, fault: &Fault) {
        match &self.on_fault {
            Some(on_fault) => on_fault(fault),
            None if self.trace.is_none() => eprintln!("{fault}"),
            None => {}
        }
    }

    /// Responds through the layers of an operation.
    async fn enter(
        &self,
        layered: &[Option<MethodRouter>],
        found: Result<Found, Rejection>,
        mut request: Request,
    ) -> Response {
        let found = match found {
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
        let missing = self.routes.get(route).and_then(|route| headers::missing(route.operation, &mut response));
        match missing.filter(|_| self.check.is_on != Some(false)) {
            Some(header) => undeclared(format!("it has no header `{header}`, which is required")),
            None => response,
        }
    }

    async fn handle(&self, found: &Found, request: Request) -> Response {
        let Some(route) = self.routes.get(found.route) else { return (self.refuse)(Rejection::NotFound) };
        let (parts, body) = request.into_parts();
        let of_request = || parts.extensions.get().map(|BodyLimit(limit)| self.limits.body(*limit));
        let limits = route.limits.or_else(of_request).unwrap_or(self.limits);
        let context = Context::from_parts(route.operation, parts);
        let handled = match self.judge(route, context.clone(), found, body, limits).await {
            Ok(handled) => handled.await,
            Err(Refusal::Rejected(rejection)) => Err((self.refuse)(rejection)),
            Err(Refusal::Responded(response)) => Err(*response),
        };
        let is_broken = |response: &Response| response.extensions().get::<Broken>().is_some();
        let is_declared = handled.as_ref().is_ok_and(|response| !is_broken(response));
        let (Ok(mut response) | Err(mut response)) = handled;
        context.add_headers_to(&mut response);
        if is_declared {
            headers::mark(response.extensions_mut());
        }
        match is_declared && self.check.is_on() {
            true => self.check.checked(route.operation, response).await.unwrap_or_else(undeclared),
            false => response,
        }
    }

    /// Everything before the handler.
    async fn judge(
        &self,
        route: &Route<P>,
        context: Context,
        found: &Found,
        body: axum::body::Body,
        limits: Limits,
    ) -> Result<BoxFuture<Result<Response, Response>>, Refusal> {
        let principal = self.principal(&context).await?;
        accept::check(route.operation, context.headers())?;
        let (values, leniency) = (&found.values, self.leniency);
        let rules = Rules { leniency, limits };
        let apart = route.operation.body.and_then(|declared| body::apart(declared, context.headers(), &body));
        let incoming = match apart {
            Some(media) if media.is_streamed => {
                let body = body::while_it_comes(body, limits)?;
                let stream = Streamed { body, media, limits, booleans: leniency.booleans };
                Incoming::streamed(context, values, stream, rules)?
            }
            Some(_) => {
                let body = body::read(body, limits).await?;
                let body = self.form_text(&context, body, limits).await?;
                Incoming::new(context, values, body, rules)?
            }
            None => {
                let declared = route.operation.body;
                let body = match declared {
                    Some(_) => body::read(body, limits).await?,
                    None => Bytes::new(),
                };
                Incoming::new(context, values, body, rules)?
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
    let layered: Layered = layered.collect();
    Arc::new(move |request| Box::pin(table.clone().respond(layered.clone(), request)))
}

/// The operations that have layers.
type Layered = Arc<[Option<MethodRouter>]>;

fn undeclared(message: String) -> Response {
    reply::broken(FaultKind::Undeclared, message)
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
