//! A call of no operation: any path of the service, with the credentials and the settings of the client.
//!
//! Owns what such a call is made of. Must not know any description, or how a request is sent.

use serde::Serialize;

use super::super::operation::{Operation, Parameter, Segment};
use super::super::percent;
use super::super::schema::Schema;
use super::builder::Core;
use super::call::Call;
use super::call_ext::{CallExt, RawFuture};
use super::request_body::RequestBody;

/// A request to a path that the description may not have. [`CallExt`] sets its headers, query and body; `.await` sends it.
///
/// It has the credentials that the client was given, its headers, timeouts and retries. The response is bytes, whatever its
/// status: no status is an error.
#[derive(Debug)]
#[must_use = "a call is sent when it is awaited"]
pub struct RawCall(Call);

impl RawCall {
    pub(super) fn new(core: &Core, method: &str, path: &str) -> Self {
        let Some(operation) = OPERATIONS.iter().find(|operation| operation.method == method) else {
            let mut call = core.call(&UNKNOWN);
            let known: Vec<_> = OPERATIONS.iter().map(|operation| operation.method).collect();
            let known = known.join(", ");
            call.refuse(format!("the method is `{}`, and a request can have {known}", method.escape_debug()));
            return Self(call);
        };
        if path.starts_with("http://") || path.starts_with("https://") {
            let mut call = core.call(operation);
            call.refuse("the path is a URL; `with_base_url` sets the URL that a path is appended to".to_owned());
            return Self(call);
        }
        let (path, query) = path.split_once('?').map_or((path, None), |(path, query)| (path, Some(query)));
        let mut call = core.call(operation).path(PATH, path.strip_prefix('/').unwrap_or(path));
        let extras = call.extras();
        extras.every_credential = true;
        extras.query.extend(query.map(percent::encode_reserved));
        Self(call)
    }

    /// Sets the body to the JSON of a value.
    pub fn json(self, body: &(impl Serialize + ?Sized)) -> Self {
        Self(self.0.content(RequestBody::json("application/json", body)))
    }
}

impl CallExt for RawCall {
    fn call(&mut self) -> &mut Call {
        &mut self.0
    }

    fn try_clone(&self) -> Option<Self> {
        self.0.try_clone().map(Self)
    }
}

impl IntoFuture for RawCall {
    type Output = <RawFuture as Future>::Output;
    type IntoFuture = RawFuture;

    fn into_future(self) -> Self::IntoFuture {
        self.send_raw()
    }
}

const PATH: &str = "path";

/// The path as it is given: slashes and other reserved characters stay what they are.
static PARAMETERS: [Parameter; 1] = [Parameter::path(PATH, &Schema::ANY).allow_reserved().allow_empty()];

static OPERATIONS: [Operation; 8] = [
    any_path("DELETE"),
    any_path("GET"),
    any_path("HEAD"),
    any_path("OPTIONS"),
    any_path("PATCH"),
    any_path("POST"),
    any_path("PUT"),
    any_path("QUERY"),
];

/// What a request is for that cannot be sent.
static UNKNOWN: Operation = any_path("");

const fn any_path(method: &'static str) -> Operation {
    Operation {
        id: "raw_call",
        method,
        path: &[Segment::Literal("/"), Segment::Parameter(PATH)],
        parameters: &PARAMETERS,
        body: None,
        security: &[],
        outcomes: &[],
        success: &[],
    }
}
