//! From the implementation of a service to a router that responds for it.
//!
//! Owns the order in which a request is judged: path and method, credentials, body, content type, parameters and schemas,
//! and only then the handler. Must not know any service.

use std::convert::Infallible;
use std::marker::PhantomData;
use std::pin::Pin;
use std::sync::Arc;

use axum::Router;
use axum::extract::Request;
use axum::response::{IntoResponse, Response};
use axum::routing::any;
use bytes::Bytes;

use super::super::operation::Operation;
use super::authenticate::Authenticate;
use super::body::{self, BodyLimit};
use super::context::Context;
use super::handler::{Arguments, Handler};
use super::incoming::Incoming;
use super::matcher::Matcher;
use super::rejection::Rejection;

type BoxFuture<T> = Pin<Box<dyn Future<Output = T> + Send>>;

/// Responds to a validated request of a principal.
type BoxHandler<P> = Box<dyn Fn(Option<P>, Incoming) -> BoxFuture<Response> + Send + Sync>;

/// Verifies credentials; the error is the response that refuses them.
type BoxAuthenticate<P> = Box<dyn Fn(Context) -> BoxFuture<Result<P, Response>> + Send + Sync>;

/// The operations of the service `A`, whose methods take the principal `P` and fail with `Err`.
pub struct Routes<A, P, Err> {
    api: Arc<A>,
    table: Table<P>,
    error: PhantomData<fn() -> Err>,
}

/// What does not depend on the types of requests and responses, so that it is compiled once.
struct Table<P> {
    matcher: Matcher,
    routes: Vec<(&'static Operation, BoxHandler<P>)>,
    authenticate: Option<BoxAuthenticate<P>>,
    refuse: fn(Rejection) -> Response,
}

impl<A: Authenticate> Routes<A, A::Principal, A::Error> {
    /// No operations yet, of a service that verifies credentials.
    pub fn guarded(api: A) -> Self {
        let mut routes = Self::with(api);
        let api = routes.api.clone();
        routes.table.authenticate = Some(Box::new(move |context| {
            let api = api.clone();
            Box::pin(async move { api.authenticate(&context).await.map_err(IntoResponse::into_response) })
        }));
        routes
    }
}

impl<A, Err> Routes<A, Infallible, Err>
where
    A: Send + Sync + 'static,
    Err: From<Rejection> + IntoResponse,
{
    /// No operations yet, of a service that is open to anyone: a principal does not exist. A request that presents
    /// credentials its operation declares is refused.
    pub fn new(api: A) -> Self {
        Self::with(api)
    }
}

impl<A, P, Err> Routes<A, P, Err>
where
    A: Send + Sync + 'static,
    P: Send + 'static,
    Err: From<Rejection> + IntoResponse,
{
    fn with(api: A) -> Self {
        let refuse = |rejection| Err::from(rejection).into_response();
        let table = Table { matcher: Matcher::default(), routes: Vec::new(), authenticate: None, refuse };
        Self { api: Arc::new(api), table, error: PhantomData }
    }

    /// Adds an operation with its handler. The arguments of the handler say what it needs: the request alone, a principal, or
    /// a principal where there is one.
    pub fn on<Args, H>(mut self, operation: &'static Operation, handler: H) -> Self
    where
        Args: Arguments<P>,
        H: for<'a> Handler<'a, A, Args, Err, Success: IntoResponse>,
    {
        let (api, refuse) = (self.api.clone(), self.table.refuse);
        self.table.add(
            operation,
            Box::new(move |principal, incoming| match Args::new(principal, incoming) {
                Ok(arguments) => {
                    let api = api.clone();
                    Box::pin(async move { handler.call(&api, arguments).await.into_response() })
                }
                Err(rejection) => Box::pin(std::future::ready(refuse(rejection))),
            }),
        );
        self
    }

    /// A router that responds on every path, to be merged with others or nested in one.
    pub fn into_router(self) -> Router {
        self.table.into_router()
    }
}

impl<P: Send + 'static> Table<P> {
    fn add(&mut self, operation: &'static Operation, handler: BoxHandler<P>) {
        self.matcher.add(operation, self.routes.len());
        self.routes.push((operation, handler));
    }

    fn into_router(self) -> Router {
        let table = Arc::new(self);
        let respond = any(move |request: Request| {
            let table = table.clone();
            async move { table.respond(request).await }
        });
        // Routes rather than a fallback: a router with a fallback cannot be merged into another that has one.
        Router::new().route("/", respond.clone()).route("/{*rest}", respond)
    }

    async fn respond(&self, request: Request) -> Response {
        match self.judge(request).await {
            Ok(response) => response.await,
            Err(Refusal::Rejected(rejection)) => (self.refuse)(rejection),
            Err(Refusal::Responded(response)) => *response,
        }
    }

    /// Everything before the handler.
    async fn judge(&self, request: Request) -> Result<BoxFuture<Response>, Refusal> {
        let (parts, body) = request.into_parts();
        let found = self.matcher.find(parts.method.as_str(), parts.uri.path())?;
        let (operation, handler) = self.routes.get(found.route).ok_or(Rejection::NotFound)?;
        let limit = parts.extensions.get::<BodyLimit>().copied().unwrap_or_default();
        let context = Context::from_parts(operation, parts)?;
        let principal = self.principal(&context).await?;
        let body = if operation.body.is_some() { body::read(body, limit).await? } else { Bytes::new() };
        let incoming = Incoming::new(context, &found.values, body)?;
        Ok(handler(principal, incoming))
    }

    /// Who sends a request; `None` where it presents no credentials and its operation does not require them.
    async fn principal(&self, context: &Context) -> Result<Option<P>, Refusal> {
        if context.credentials().is_empty() {
            return Ok(None);
        }
        let Some(authenticate) = &self.authenticate else {
            return Err(Rejection::NotImplemented { operation: "authenticate" }.into());
        };
        match authenticate(context.clone()).await {
            Ok(principal) => Ok(Some(principal)),
            Err(response) => Err(Refusal::Responded(Box::new(response))),
        }
    }
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
