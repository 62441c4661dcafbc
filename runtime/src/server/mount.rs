//! The routes of a service in an axum router, so that it composes with others as any router does.
//!
//! Owns one route for each shape of a path, with the methods it has. Which operation a request is for is decided by the
//! [matcher](super::matcher): it knows what axum does not, such as `/{id}.json`. Must not know operations beyond that.

use std::pin::Pin;
use std::sync::Arc;

use axum::Router;
use axum::extract::Request;
use axum::middleware::{Next, from_fn};
use axum::response::Response;
use axum::routing::{MethodFilter, MethodRouter};
use http::Method;
use http::header::ALLOW;

use super::super::operation::Operation;
use super::matcher;

/// Work that may go on in another thread.
pub type BoxFuture<T> = Pin<Box<dyn Future<Output = T> + Send>>;

/// Responds to any request, also to one of no operation.
pub(super) type Respond = Arc<dyn Fn(Request) -> BoxFuture<Response> + Send + Sync>;

/// A path as axum writes it, with its methods.
struct Shape {
    path: String,
    methods: Vec<&'static str>,
}

/// A router with a route for each shape of a path.
///
/// It has no fallback of its own: what responds to other paths and methods is in the place of axum's defaults, so that a
/// fallback of the user replaces it, and routers with and without one can be merged.
pub(super) fn router<'o>(operations: impl Iterator<Item = &'o Operation>, respond: &Respond) -> Router {
    let mut router = Router::new().layer(from_fn(otherwise(respond.clone(), Vec::new())));
    for shape in shapes(operations) {
        let filters = shape.methods.iter().filter_map(|method| filter(method)).collect::<Vec<_>>();
        // Methods that axum has no filter for come here too.
        let mut methods = MethodRouter::new().layer(from_fn(otherwise(respond.clone(), shape.methods)));
        for filter in filters {
            let respond = respond.clone();
            methods = methods.on(filter, move |request: Request| respond(request));
        }
        router = router.route(&shape.path, methods);
    }
    router
}

/// Responds in the place of axum's default. `allow` is left to axum where it says the same: where routers are merged it knows
/// the methods of all.
fn otherwise(
    respond: Respond,
    methods: Vec<&'static str>,
) -> impl Fn(Request, Next) -> BoxFuture<Response> + Clone + Send + Sync + 'static {
    let methods: Arc<[&'static str]> = methods.into();
    move |request, _| {
        let (response, methods) = (respond(request), methods.clone());
        Box::pin(async move {
            let mut response = response.await;
            let is_known = |method: &str| filter(method).is_some() && methods.contains(&method);
            let is_axums = |method: &str| is_known(method) || method == "HEAD" && is_known("GET");
            let allowed = response.headers().get(ALLOW).and_then(|allowed| allowed.to_str().ok());
            if allowed.is_some_and(|allowed| allowed.split(", ").all(is_axums)) {
                response.headers_mut().remove(ALLOW);
            }
            response
        })
    }
}

fn filter(method: &str) -> Option<MethodFilter> {
    MethodFilter::try_from(Method::from_bytes(method.as_bytes()).ok()?).ok()
}

fn shapes<'o>(operations: impl Iterator<Item = &'o Operation>) -> Vec<Shape> {
    let mut shapes: Vec<Shape> = Vec::new();
    let mut indices = std::collections::HashMap::new();
    for operation in operations {
        for path in matcher::shapes(operation) {
            let index = *indices.entry(path.clone()).or_insert(shapes.len());
            if index == shapes.len() {
                shapes.push(Shape { path, methods: Vec::new() });
            }
            if let Some(shape) = shapes.get_mut(index).filter(|shape| !shape.methods.contains(&operation.method)) {
                shape.methods.push(operation.method);
            }
        }
    }
    shapes
}
