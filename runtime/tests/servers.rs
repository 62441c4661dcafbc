//! Which URL requests go to: that of a declared server with its variables, of an operation's own server, or of the user.

#![cfg(feature = "client")]

use std::sync::{Arc, Mutex};

use http::{Request, Response};
use oasmith_runtime::client::{
    Body, BuildError, Builder, OwnServers, Server, Transport, TransportFuture, Variable, empty,
};
use oasmith_runtime::operation::{Operation, Outcome, Segment};

/// Responds with nothing, and records the URL of the request.
#[derive(Clone, Default)]
struct Recorded(Arc<Mutex<String>>);

impl Transport for Recorded {
    fn send(&self, request: Request<Body>) -> TransportFuture {
        *self.0.lock().unwrap() = request.uri().to_string();
        Box::pin(std::future::ready(Ok(Response::new(Body::empty()))))
    }
}

const GET: Operation = Operation {
    id: "get",
    method: "GET",
    path: &[Segment::Literal("/x")],
    parameters: &[],
    body: None,
    security: &[],
    outcomes: &[Outcome::empty(&[200])],
    success: &[200],
};

static USUAL: Operation = GET;
static UPLOAD: Operation = Operation { id: "upload", ..GET };
static HEALTH: Operation = Operation { id: "health", ..GET };

const SERVERS: &[Server] = &[
    Server::new("/v1.33"),
    Server::new("https://{region}.example.com/{version}/")
        .variables(&[Variable::one_of("region", "eu", &["eu", "us"]), Variable::new("version", "v2")]),
    Server::new("https://sandbox.example.com").named("sandbox"),
];

const OWN: &[OwnServers] = &[
    (
        &[
            Server::new("ftp://example.com"),
            Server::new("https://{region}.files.example.com").variables(&[Variable::new("region", "eu")]),
            Server::new("https://files.sandbox.example.com").named("sandbox"),
        ],
        &[&UPLOAD],
    ),
    (&[Server::new("/")], &[&HEALTH]),
];

fn builder() -> Builder {
    Builder::new(SERVERS, "t").own_servers(OWN)
}

/// The URL that a call goes to.
async fn url(builder: Builder, operation: &'static Operation) -> Result<String, String> {
    let recorded = Recorded::default();
    let core = builder.transport(recorded.clone()).build().map_err(|error| error.to_string())?;
    core.call(operation).send(empty, empty).await.unwrap();
    let url = recorded.0.lock().unwrap().clone();
    Ok(url)
}

#[tokio::test]
async fn a_server_is_chosen_by_name_or_index_and_its_variables_are_filled_in() {
    for (builder, expected) in [
        (builder(), Ok("https://eu.example.com/v2/x")),
        (builder().server_variable("version", "v3").server_variable("region", "us"), Ok("https://us.example.com/v3/x")),
        (builder().server(1), Ok("https://eu.example.com/v2/x")),
        (builder().server(2), Ok("https://sandbox.example.com/x")),
        (builder().server("sandbox"), Ok("https://sandbox.example.com/x")),
        (builder().server("sandbox").base_url("http://h/a/"), Ok("http://h/a/x")),
        (builder().server(0).base_url("http://h/a/"), Ok("http://h/a/v1.33/x")),
        (
            builder().server(0),
            Err(
                "the base URL `/v1.33` is not an absolute http or https URL: give `base_url` an absolute one, such as \
                 `https://api.example.com/v1`",
            ),
        ),
        (builder().server(3), Err("the description declares no server 3; it declares 0, 1, `sandbox`")),
        (builder().server("live"), Err("the description declares no server `live`; it declares 0, 1, `sandbox`")),
        (
            builder().server_variable("region", "moon"),
            Err("the server variable `region` is `moon`, which is none of `eu`, `us`"),
        ),
    ] {
        assert_eq!(url(builder, &USUAL).await.as_deref().map_err(String::as_str), expected);
    }
    let unfit = builder().server_variable("version", "v3?a=b").build().unwrap_err();
    assert!(matches!(unfit, BuildError::BaseUrl { reason: "has a query or a fragment", .. }), "{unfit}");
}

#[tokio::test]
async fn an_operation_goes_to_its_own_server() {
    for (builder, upload, health) in [
        (builder(), "https://eu.files.example.com/x", "https://eu.example.com/x"),
        (builder().server_variable("region", "us"), "https://us.files.example.com/x", "https://us.example.com/x"),
        (builder().server("sandbox"), "https://files.sandbox.example.com/x", "https://sandbox.example.com/x"),
        // A URL of the user's own is in place of every host, so that credentials reach no other.
        (builder().base_url("http://h:1/gateway/v1.33"), "http://h:1/gateway/v1.33/x", "http://h:1/gateway/x"),
        (builder().base_url("http://h:1/other"), "http://h:1/other/x", "http://h:1/x"),
    ] {
        assert_eq!(url(builder.clone(), &UPLOAD).await.unwrap(), upload);
        assert_eq!(url(builder, &HEALTH).await.unwrap(), health);
    }
}
