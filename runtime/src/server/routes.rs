//! From the implementation of a service to a router that responds for it.
//!
//! Owns what a service can set, for all its operations and for single ones. Must not know how a request is judged.

use std::convert::Infallible;
use std::future::ready;
use std::marker::PhantomData;
use std::sync::Arc;

use axum::Router;
use axum::response::IntoResponse;
use axum::routing::{MethodRouter, get};
use bytes::Bytes;

use super::super::operation::Operation;
use super::super::response_schemas::ResponseSchemas;
use super::authenticate::Authenticate;
use super::fault::Fault;
use super::handler::{Arguments, Handler};
use super::leniency::{Leniency, Lenient};
use super::limits::Limits;
use super::mount;
use super::rejection::Rejection;
use super::reply;
use super::table::{self, FormText, Route, Table, Trace};

/// The operations of the service `A`, whose methods take the principal `P` and fail with `Err`.
/// What is set here is decided at run time: `.limits(..)` and `.lenient(..)` for all of them, `.operation(..)` for one.
pub struct Routes<A, P, Err> {
    api: Arc<A>,
    table: Table<P>,
    error: PhantomData<fn() -> Err>,
    /// The path and the text of the description.
    description: Option<(&'static str, Bytes)>,
}

impl<A: Authenticate> Routes<A, A::Principal, A::Error> {
    /// No operations yet, of a service that verifies credentials.
    pub fn guarded(api: A) -> Self {
        let mut routes = Self::with(api);
        let api = routes.api.clone();
        routes.table.authenticate = Some(Box::new(move |context| {
            let api = api.clone();
            Box::pin(async move {
                if !context.credentials().are_enough() && !api.admits_strangers() {
                    return Err(A::Error::from(context.unauthenticated()).into_response());
                }
                api.authenticate(&context).await.map_err(IntoResponse::into_response)
            })
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
        Self { api: Arc::new(api), table: Table::new(refuse), error: PhantomData, description: None }
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
                    Box::pin(async move {
                        let result = handler.call(&api, arguments).await;
                        result.map(IntoResponse::into_response).map_err(IntoResponse::into_response)
                    })
                }
                Err(rejection) => Box::pin(std::future::ready(Err(refuse(rejection)))),
            }),
        );
        self
    }
}

impl<A, P: Send + 'static, Err> Routes<A, P, Err> {
    /// Sets what is taken of a request at most, for every operation that has no limits of its own.
    #[must_use]
    pub fn limits(mut self, limits: Limits) -> Self {
        self.table.limits = limits;
        self
    }

    /// Sets what is accepted beyond the description, for every operation.
    #[must_use]
    pub fn lenient(mut self, deviations: &[Lenient]) -> Self {
        self.table.leniency = Leniency::of(deviations);
        self
    }

    /// Sets what reads the forms in parts that have no files.
    #[must_use]
    pub fn form_text(mut self, read: FormText) -> Self {
        self.table.form_text = Some(read);
        self
    }

    /// Sets whether responses are checked before they are sent: the status and the media type must be declared, and a JSON body must
    /// satisfy its schema, which the crate has with its feature `validate`. A response that is not declared is a [`Fault`]. Without
    /// a choice, responses are checked in debug builds with that feature, and the headers that a response must have are always
    /// checked. Errors of a service and streams are not checked.
    #[must_use]
    pub fn check_responses(mut self, is_on: bool) -> Self {
        self.table.check.is_on = Some(is_on);
        self
    }

    /// Sets what is told of each fault of the service, such as the panic of a handler; without it, standard error is. The
    /// response does not say what went wrong.
    #[must_use]
    pub fn on_fault(mut self, tell: impl Fn(&Fault) + Send + Sync + 'static) -> Self {
        self.table.on_fault = Some(Box::new(tell));
        self
    }

    /// Responds to `GET` of this path with the description, which is JSON:
    /// `.description("/openapi.json", include_str!("../openapi.json"))`.
    ///
    /// The router panics where an operation has this path, or where it does not begin with a slash, as one of axum does.
    #[must_use]
    pub fn description(mut self, path: &'static str, json: impl Into<Bytes>) -> Self {
        self.description = Some((path, json.into()));
        self
    }

    /// Sets the schemas of responses.
    #[doc(hidden)]
    #[must_use]
    pub fn response_schemas(mut self, schemas: &'static [ResponseSchemas]) -> Self {
        self.table.check.schemas = Some(schemas);
        self
    }

    /// Sets what makes a span of each request.
    #[doc(hidden)]
    #[must_use]
    pub fn traced(mut self, trace: Trace) -> Self {
        self.table.trace = Some(trace);
        self
    }

    /// Sets what is particular to one operation. An operation that this service does not have is ignored.
    #[must_use]
    pub fn operation(
        mut self,
        operation: &Operation,
        set: impl for<'a> FnOnce(OperationRoute<'a, P>) -> OperationRoute<'a, P>,
    ) -> Self {
        if let Some(route) = self.table.routes.iter_mut().find(|route| route.operation == operation) {
            set(OperationRoute { route });
        }
        self
    }

    /// A router that responds for every operation. It is merged, nested and layered like any other.
    pub fn into_router(self) -> Router {
        let operations: Vec<&'static Operation> = self.table.routes.iter().map(|route| route.operation).collect();
        let router = mount::router(operations.into_iter(), &table::responder(self.table));
        match self.description {
            Some((path, json)) => {
                let respond = move || ready(reply::bytes(200, "application/json", json.clone()));
                router.route(path, get(respond))
            }
            None => router,
        }
    }
}

/// One operation of a service, to be set up.
pub struct OperationRoute<'a, P> {
    route: &'a mut Route<P>,
}

impl<P> OperationRoute<'_, P> {
    /// Sets what is taken of a request at most.
    #[must_use]
    pub fn limits(self, limits: Limits) -> Self {
        self.route.limits = Some(limits);
        self
    }

    /// Puts layers around the operation: they see a request before its credentials are read.
    #[must_use]
    pub fn wrap(self, wrap: impl FnOnce(MethodRouter) -> MethodRouter + Send + Sync + 'static) -> Self {
        self.route.wraps.push(Box::new(wrap));
        self
    }
}
