//! What sends webhooks.
//!
//! Owns how one is handed to a transport. Must not know what it says, or who may receive it.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use http::Response;

use super::super::body::Body;
use super::super::client::service::HttpService;
use super::super::client::transport::{Http, Timeout, Transport, TransportError};
use super::super::client::{BuildError, reqwest};
use super::delivery::{Delivery, DeliveryError};

/// How long a receiver may take, unless something else is set.
const TIMEOUT: Duration = Duration::from_secs(30);

/// Sends webhooks. It is cheap to clone, and clones share their connections.
///
/// It follows no redirect, and it does not send again: a [`Delivery`] can be cloned, and sent later with the same id.
#[derive(Clone)]
pub struct Sender {
    transport: Arc<dyn Transport>,
    timeout: Duration,
}

impl Sender {
    /// A sender over HTTP.
    ///
    /// # Errors
    /// When the HTTP client cannot be set up.
    pub fn new() -> Result<Self, BuildError> {
        Http::new().map(Self::transport)
    }

    /// A sender over HTTP with these settings: proxies, certificates, which addresses are resolved.
    ///
    /// # Errors
    /// When the HTTP client cannot be set up.
    pub fn http(client: reqwest::ClientBuilder) -> Result<Self, BuildError> {
        Http::from_builder(client).map(Self::transport)
    }

    /// A sender over a transport.
    pub fn transport(transport: impl Transport) -> Self {
        Self { transport: Arc::new(transport), timeout: TIMEOUT }
    }

    /// A sender to a service of tower, such as a router of axum.
    pub fn service(service: impl HttpService) -> Self {
        Self { transport: service.into_transport(), timeout: TIMEOUT }
    }

    /// Sets how long a receiver may take to respond; 30 seconds where it is not set.
    #[must_use]
    pub fn timeout(mut self, timeout: Duration) -> Self {
        self.timeout = timeout;
        self
    }

    /// Sends a webhook to a URL, and gives the status and the headers of the response, whatever they are. The body of the response is
    /// not read.
    ///
    /// A URL that somebody else gave can lead into your own network. Decide which ones you send to.
    ///
    /// # Errors
    /// When the URL is none that can be sent to, or when there is no response.
    pub async fn send(&self, url: &str, delivery: Delivery) -> Result<Response<()>, SendError> {
        let mut request = delivery.into_request(url).map_err(SendError::Delivery)?.map(Body::from);
        request.extensions_mut().insert(Timeout(self.timeout));
        let response = self.transport.send(request).await.map_err(SendError::Transport)?;
        Ok(response.map(drop))
    }
}

impl fmt::Debug for Sender {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Sender").field("timeout", &self.timeout).finish_non_exhaustive()
    }
}

/// Why a webhook was not sent, or not responded to.
#[derive(Debug)]
#[non_exhaustive]
pub enum SendError {
    /// It could not be sent.
    Delivery(DeliveryError),
    /// There is no response.
    Transport(TransportError),
}

impl fmt::Display for SendError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Delivery(error) => error.fmt(f),
            Self::Transport(error) => error.fmt(f),
        }
    }
}

impl std::error::Error for SendError {}
