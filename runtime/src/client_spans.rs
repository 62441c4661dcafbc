//! A span of `tracing` for each request that a client sends: for each attempt, and for each redirect that is followed.
//!
//! Owns the names of its fields, those of OpenTelemetry where it has one, and what they show. Must not know how often a request
//! is sent.
//!
//! Source: OpenTelemetry, semantic conventions for HTTP client spans; `otel.*` are the names that `tracing-opentelemetry` reads.

use std::fmt::Write as _;
use std::sync::Arc;

use http::header::{HeaderMap, HeaderName};
use http::{Request, Response, Uri};
use tracing::field::Empty;
use tracing::{Instrument, Span};

use super::body::Body;
use super::client::{HttpLayer, Operation, Resend, Transport, TransportError, TransportFuture};
use super::{percent, span_names};

/// What is shown in place of a value that may be a secret.
const REDACTED: &str = "REDACTED";

/// The spans of a client, and what they show.
///
/// A span has no header, and of the query the names alone, except those that are allowed here. It never has a header that is
/// marked as sensitive, as credentials are.
///
/// The span is the current one while the layers and the transport of the client send the request, so that they can tell the server
/// about it by a header such as `traceparent`. It ends when the head of the response is there.
#[derive(Debug, Clone, Default)]
pub struct Spans {
    headers: Vec<HeaderName>,
    queries: Vec<String>,
}

impl Spans {
    /// Spans without headers, and without values of the query.
    pub fn new() -> Self {
        Self::default()
    }

    /// Shows these headers, of requests and of responses. A name that no header can have is ignored.
    #[must_use]
    pub fn headers<N: AsRef<str>>(mut self, names: impl IntoIterator<Item = N>) -> Self {
        let names = names.into_iter().filter_map(|name| HeaderName::from_bytes(name.as_ref().as_bytes()).ok());
        self.headers.extend(names);
        self
    }

    /// Shows the values of these parameters of the query.
    #[must_use]
    pub fn queries<N: Into<String>>(mut self, names: impl IntoIterator<Item = N>) -> Self {
        self.queries.extend(names.into_iter().map(N::into));
        self
    }

    fn span(&self, request: &Request<Body>) -> Span {
        let operation = request.extensions().get::<&'static Operation>();
        let template = operation.map(|operation| operation.path_template());
        let uri = request.uri();
        let port = uri.port_u16().or(match uri.scheme_str() {
            Some("https") => Some(443),
            Some("http") => Some(80),
            Some(_) | None => None,
        });
        tracing::info_span!(
            "http.client.request",
            "otel.name" = span_names::name(request.method(), template.as_deref()),
            "otel.kind" = "client",
            "otel.status_code" = Empty,
            "http.request.method" = span_names::method(request.method()),
            "url.template" = template,
            "url.full" = self.url(uri),
            "server.address" = uri.host(),
            "server.port" = port,
            "http.request.resend_count" = request.extensions().get::<Resend>().map(|Resend(count)| *count),
            "http.request.headers" = self.shown(request.headers()),
            "http.response.status_code" = Empty,
            "http.response.headers" = Empty,
            "error.type" = Empty,
            "operation.id" = operation.map(|operation| operation.id),
        )
    }

    /// The URL, without the values of the query that are not shown.
    fn url(&self, uri: &Uri) -> String {
        let mut url = String::new();
        if let (Some(scheme), Some(host)) = (uri.scheme_str(), uri.host()) {
            let _ = write!(url, "{scheme}://{host}");
        }
        if let Some(port) = uri.port_u16() {
            let _ = write!(url, ":{port}");
        }
        url.push_str(uri.path());
        for (index, pair) in uri.query().into_iter().flat_map(|query| query.split('&')).enumerate() {
            url.push(if index == 0 { '?' } else { '&' });
            let name = pair.split_once('=').map(|(name, _)| name);
            let decoded = percent::decode(name.unwrap_or(pair));
            if decoded.is_some_and(|name| self.queries.iter().any(|shown| *shown == name)) {
                url.push_str(pair);
                continue;
            }
            // Without `=`, the pair is the whole query, which may be anything.
            if let Some(name) = name {
                let _ = write!(url, "{name}=");
            }
            url.push_str(REDACTED);
        }
        url
    }

    /// `name: value, ..` of the headers that are shown; nothing if there are none.
    fn shown(&self, headers: &HeaderMap) -> Option<String> {
        let shown = self.headers.iter().flat_map(|name| headers.get_all(name).iter().map(move |value| (name, value)));
        let shown: Vec<_> = shown
            .map(|(name, value)| match value.is_sensitive() {
                true => format!("{name}: {REDACTED}"),
                false => format!("{name}: {}", String::from_utf8_lossy(value.as_bytes())),
            })
            .collect();
        (!shown.is_empty()).then(|| shown.join(", "))
    }

    fn record(&self, span: &Span, sent: &Result<Response<Body>, TransportError>) {
        let status;
        let error = match sent {
            Ok(response) => {
                status = response.status();
                span.record("http.response.status_code", status.as_u16());
                span.record("http.response.headers", self.shown(response.headers()));
                (status.as_u16() >= 400).then_some(status.as_str())
            }
            Err(error) if error.is_timeout() => Some("timeout"),
            Err(error) if error.is_connect() => Some("connect"),
            Err(_) => Some("_OTHER"),
        };
        if let Some(error) = error {
            span.record("otel.status_code", "ERROR");
            span.record("error.type", error);
        }
    }
}

impl HttpLayer for Spans {
    fn around(&self, transport: Arc<dyn Transport>) -> Arc<dyn Transport> {
        Arc::new(Spanned { transport, spans: Arc::new(self.clone()) })
    }
}

/// A transport whose requests have spans.
struct Spanned {
    transport: Arc<dyn Transport>,
    spans: Arc<Spans>,
}

impl Transport for Spanned {
    fn send(&self, request: Request<Body>) -> TransportFuture {
        let span = self.spans.span(&request);
        let sent = span.in_scope(|| self.transport.send(request)).instrument(span.clone());
        let spans = Arc::clone(&self.spans);
        Box::pin(async move {
            let sent = sent.await;
            spans.record(&span, &sent);
            sent
        })
    }
}
