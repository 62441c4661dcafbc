//! Services and layers of tower in the place of a transport, and around one.
//!
//! Owns the passage between the two traits. Must not know what sends a request.
//!
//! A blanket implementation of `Transport` for services would collide with that for other transports, so that each has a trait
//! of its own.

use std::future::poll_fn;
use std::sync::{Arc, Mutex, PoisonError};
use std::task::{Context, Poll};

use bytes::Bytes;
use http::{Request, Response};
use http_body::Body as HttpBody;
use tower_layer::Layer;
use tower_service::Service;

use super::super::body::{Body, BodyError};
use super::transport::{Transport, TransportError, TransportFuture};

/// A service of tower that responds to requests, such as a router of axum. Every service has this trait that is `Clone` and `Send`.
pub trait HttpService {
    /// The transport that sends requests to it.
    #[doc(hidden)]
    fn into_transport(self) -> Arc<dyn Transport>;
}

impl<S, B> HttpService for S
where
    S: Service<Request<Body>, Response = Response<B>> + Clone + Send + 'static,
    S::Error: Into<BodyError>,
    S::Future: Send + 'static,
    B: HttpBody<Data = Bytes> + Send + 'static,
    B::Error: Into<BodyError>,
{
    fn into_transport(self) -> Arc<dyn Transport> {
        Arc::new(Serving(Mutex::new(self)))
    }
}

/// A layer of tower around a transport. Every layer has this trait whose service is an [`HttpService`].
pub trait HttpLayer: Send + Sync + 'static {
    /// The transport with the layer around it.
    #[doc(hidden)]
    fn around(&self, transport: Arc<dyn Transport>) -> Arc<dyn Transport>;
}

impl<L> HttpLayer for L
where
    L: Layer<TransportService> + Send + Sync + 'static,
    L::Service: HttpService,
{
    fn around(&self, transport: Arc<dyn Transport>) -> Arc<dyn Transport> {
        self.layer(TransportService(transport)).into_transport()
    }
}

/// A service as a transport. It is cloned for each request, and the mutex makes it `Sync`.
struct Serving<S>(Mutex<S>);

impl<S, B> Transport for Serving<S>
where
    S: Service<Request<Body>, Response = Response<B>> + Clone + Send + 'static,
    S::Error: Into<BodyError>,
    S::Future: Send + 'static,
    B: HttpBody<Data = Bytes> + Send + 'static,
    B::Error: Into<BodyError>,
{
    fn send(&self, request: Request<Body>) -> TransportFuture {
        let mut service = self.0.lock().unwrap_or_else(PoisonError::into_inner).clone();
        Box::pin(async move {
            poll_fn(|context| service.poll_ready(context)).await.map_err(failure)?;
            service.call(request).await.map(|response| response.map(Body::new)).map_err(failure)
        })
    }
}

/// The error of a transport inside a service stays what it is.
fn failure(error: impl Into<BodyError>) -> TransportError {
    error.into().downcast::<TransportError>().map_or_else(TransportError::new, |error| *error)
}

/// A transport as a service of tower: what a layer is around.
#[derive(Clone)]
pub struct TransportService(Arc<dyn Transport>);

impl Service<Request<Body>> for TransportService {
    type Response = Response<Body>;
    type Error = TransportError;
    type Future = TransportFuture;

    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<Result<(), TransportError>> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, request: Request<Body>) -> TransportFuture {
        self.0.send(request)
    }
}

impl std::fmt::Debug for TransportService {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("TransportService")
    }
}
