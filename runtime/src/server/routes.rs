//! From an implementation of a service to a router that answers for it.
//!
//! Owns the order in which a request is judged: path and method, credentials, body, content type, parameters and schemas,
//! and only then the handler. Must not know any service.

use std::marker::PhantomData;
use std::pin::Pin;
use std::sync::Arc;

use axum::Router;
use axum::extract::Request;
use axum::response::{IntoResponse, Response};
use axum::routing::any;
use bytes::Bytes;

use super::super::operation::Operation;
use super::body::{self, BodyLimit};
use super::context::Context;
use super::incoming::{FromRequest, Incoming};
use super::matcher::Matcher;
use super::rejection::Rejection;

type BoxFuture<T> = Pin<Box<dyn std::future::Future<Output = T> + Send>>;

/// Answers a checked request.
type Handler = Box<dyn Fn(Incoming) -> BoxFuture<Response> + Send + Sync>;

/// Judges credentials; the answer is the refusal.
type Authenticate = Box<dyn Fn(Context) -> BoxFuture<Option<Response>> + Send + Sync>;

/// The operations of a service, `A`, whose methods may fail with `Err`.
pub struct Routes<A, Err> {
    api: Arc<A>,
    table: Table,
    error: PhantomData<fn() -> Err>,
}

/// What does not depend on the service's types, so that it is compiled once.
struct Table {
    matcher: Matcher,
    routes: Vec<(&'static Operation, Handler)>,
    authenticate: Option<Authenticate>,
    refuse: fn(Rejection) -> Response,
}

impl<A, Err> Routes<A, Err>
where
    A: Send + Sync + 'static,
    Err: From<Rejection> + IntoResponse,
{
    /// No operations yet.
    pub fn new(api: A) -> Self {
        let refuse = |rejection| Err::from(rejection).into_response();
        let table = Table { matcher: Matcher::default(), routes: Vec::new(), authenticate: None, refuse };
        Self { api: Arc::new(api), table, error: PhantomData }
    }

    /// Sets what judges the credentials of a request that presents some where the operation asks for them.
    pub fn authenticate<F, Fut>(mut self, authenticate: F) -> Self
    where
        F: Fn(Arc<A>, Context) -> Fut + Send + Sync + 'static,
        Fut: std::future::Future<Output = Result<(), Err>> + Send + 'static,
    {
        let api = self.api.clone();
        self.table.authenticate = Some(Box::new(move |context| {
            let judged = authenticate(api.clone(), context);
            Box::pin(async move { judged.await.err().map(IntoResponse::into_response) })
        }));
        self
    }

    /// Adds an operation with its handler.
    pub fn on<Req, Res, F, Fut>(mut self, operation: &'static Operation, handler: F) -> Self
    where
        Req: FromRequest,
        Res: IntoResponse,
        F: Fn(Arc<A>, Req) -> Fut + Send + Sync + 'static,
        Fut: std::future::Future<Output = Result<Res, Err>> + Send + 'static,
    {
        let (api, refuse) = (self.api.clone(), self.table.refuse);
        self.table.add(
            operation,
            Box::new(move |incoming| match Req::from_request(incoming) {
                Ok(request) => {
                    let answer = handler(api.clone(), request);
                    Box::pin(async move { answer.await.into_response() })
                }
                Err(rejection) => Box::pin(std::future::ready(refuse(rejection))),
            }),
        );
        self
    }

    /// A router that answers for every path, to be merged with others or nested in one.
    pub fn into_router(self) -> Router {
        self.table.into_router()
    }
}

impl Table {
    fn add(&mut self, operation: &'static Operation, handler: Handler) {
        self.matcher.add(operation, self.routes.len());
        self.routes.push((operation, handler));
    }

    fn into_router(self) -> Router {
        let table = Arc::new(self);
        let answer = any(move |request: Request| {
            let table = table.clone();
            async move { table.answer(request).await }
        });
        // Routes rather than a fallback: a router with a fallback cannot be merged into another that has one.
        Router::new().route("/", answer.clone()).route("/{*rest}", answer)
    }

    async fn answer(&self, request: Request) -> Response {
        match self.judge(request).await {
            Ok(answer) => answer.await,
            Err(Refusal::Rejected(rejection)) => (self.refuse)(rejection),
            Err(Refusal::Answered(response)) => *response,
        }
    }

    /// Everything before the handler.
    async fn judge(&self, request: Request) -> Result<BoxFuture<Response>, Refusal> {
        let (parts, body) = request.into_parts();
        let found = self.matcher.find(parts.method.as_str(), parts.uri.path())?;
        let (operation, handler) = self.routes.get(found.route).ok_or(Rejection::NotFound)?;
        let limit = parts.extensions.get::<BodyLimit>().copied().unwrap_or_default();
        let context = Context::new(operation, parts)?;
        if !context.credentials().is_empty() {
            let Some(authenticate) = &self.authenticate else {
                return Err(Rejection::NotImplemented { operation: "authenticate" }.into());
            };
            if let Some(response) = authenticate(context.clone()).await {
                return Err(Refusal::Answered(Box::new(response)));
            }
        }
        let body = if operation.body.is_some() { body::read(body, limit).await? } else { Bytes::new() };
        let incoming = Incoming::new(context, &found.values, body)?;
        Ok(handler(incoming))
    }
}

/// Why there is nothing to handle.
enum Refusal {
    Rejected(Rejection),
    /// The service has answered by itself.
    Answered(Box<Response>),
}

impl From<Rejection> for Refusal {
    fn from(rejection: Rejection) -> Self {
        Self::Rejected(rejection)
    }
}
