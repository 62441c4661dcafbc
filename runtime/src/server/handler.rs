//! The methods of a service as handlers of requests.
//!
//! Owns which arguments a handler may take and how they are made. Must not know routes.

use super::incoming::{FromRequest, Incoming};
use super::rejection::Rejection;

/// A method of the service `A`: it takes `Args` and fails with `Err`. Methods such as `A::create_driver` are handlers, and
/// so is each function of the same form.
pub trait Handler<'a, A, Args, Err>: Copy + Send + Sync + 'static {
    /// What the method returns where it does not fail.
    type Success;

    /// Runs the method.
    fn call(self, api: &'a A, arguments: Args) -> impl Future<Output = Result<Self::Success, Err>> + Send;
}

impl<'a, A, Request, Success, Err, F, Fut> Handler<'a, A, (Request,), Err> for F
where
    A: 'a,
    F: Fn(&'a A, Request) -> Fut + Copy + Send + Sync + 'static,
    Fut: Future<Output = Result<Success, Err>> + Send,
{
    type Success = Success;

    fn call(self, api: &'a A, (request,): (Request,)) -> impl Future<Output = Result<Success, Err>> + Send {
        self(api, request)
    }
}

impl<'a, A, Principal, Request, Success, Err, F, Fut> Handler<'a, A, (Principal, Request), Err> for F
where
    A: 'a,
    F: Fn(&'a A, Principal, Request) -> Fut + Copy + Send + Sync + 'static,
    Fut: Future<Output = Result<Success, Err>> + Send,
{
    type Success = Success;

    fn call(
        self,
        api: &'a A,
        (principal, request): (Principal, Request),
    ) -> impl Future<Output = Result<Success, Err>> + Send {
        self(api, principal, request)
    }
}

/// The arguments of a handler, made from a request and from who sends it. `None` is a request without credentials.
pub trait Arguments<Principal>: Sized + Send + 'static {
    /// Makes the arguments.
    ///
    /// # Errors
    /// When a part of the request does not fit its type, or the handler needs a principal and there is none.
    fn new(principal: Option<Principal>, incoming: Incoming) -> Result<Self, Rejection>;
}

/// The operation is open to anyone.
impl<Principal, Request: FromRequest + Send + 'static> Arguments<Principal> for (Request,) {
    fn new(_: Option<Principal>, incoming: Incoming) -> Result<Self, Rejection> {
        Ok((Request::from_request(incoming)?,))
    }
}

/// The operation requires credentials.
impl<Principal, Request> Arguments<Principal> for (Principal, Request)
where
    Principal: Send + 'static,
    Request: FromRequest + Send + 'static,
{
    fn new(principal: Option<Principal>, incoming: Incoming) -> Result<Self, Rejection> {
        let Some(principal) = principal else { return Err(incoming.context().unauthenticated()) };
        Ok((principal, Request::from_request(incoming)?))
    }
}

/// The operation takes credentials but does not require them.
impl<Principal, Request> Arguments<Principal> for (Option<Principal>, Request)
where
    Principal: Send + 'static,
    Request: FromRequest + Send + 'static,
{
    fn new(principal: Option<Principal>, incoming: Incoming) -> Result<Self, Rejection> {
        Ok((principal, Request::from_request(incoming)?))
    }
}
