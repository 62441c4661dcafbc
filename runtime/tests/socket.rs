//! The client against the server over a real socket.

#![cfg(all(feature = "client", feature = "server"))]

mod drivers;
mod support;

use std::net::SocketAddr;

use drivers::client::Client;
use drivers::models::{ApiError, CreateDriver, Driver, DriverList};
use drivers::server::{self, Api};
use oasmith_runtime::client::{CallError, Error};
use oasmith_runtime::server::{Authenticate, BodyLimit, Context, Rejection, Router};
use serde_json::{Value, json};
use support::serve;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

const TOKEN: &str = "ch_sk_test_1";

/// Knows one driver, `known`, and says back what it was asked.
struct Service;

fn driver(id: &str, preferences: Value) -> Driver {
    Driver {
        id: id.to_owned(),
        name: "Ada".to_owned(),
        created: 1,
        license_number: None,
        preferences: Some(preferences),
    }
}

impl Authenticate for Service {
    /// How the caller proved who it is.
    type Principal = &'static str;
    type Error = Rejection;

    async fn authenticate(&self, context: &Context) -> Result<&'static str, Rejection> {
        let credentials = context.credentials();
        if credentials.bearer() == Some(TOKEN) {
            Ok("token")
        } else if credentials.basic() == Some(("ada", "open:sesame")) {
            Ok("password")
        } else if credentials.api_key("keyAuth").zip(credentials.api_key("queryKeyAuth")) == Some(("k1", "k/2")) {
            Ok("keys")
        } else if credentials.api_key("cookieKeyAuth") == Some("k3") {
            Ok("cookie")
        } else {
            Err(context.unauthenticated())
        }
    }
}

impl Api for Service {
    async fn create_driver(
        &self,
        principal: &'static str,
        request: server::CreateDriverRequest,
    ) -> Result<server::CreateDriverResponse, Rejection> {
        assert_eq!(principal, "token");
        assert_eq!(request.context.credentials().scopes("bearerAuth"), ["drivers:write"]);
        if request.body.name == "taken" {
            return Ok(server::CreateDriverResponse::Conflict(ApiError { message: "taken".to_owned() }));
        }
        Ok(server::CreateDriverResponse::Ok(Driver { name: request.body.name, ..driver("new", Value::Null) }))
    }

    async fn list_drivers(
        &self,
        request: server::ListDriversRequest,
    ) -> Result<server::ListDriversResponse, Rejection> {
        let seen = json!({
            "limit": request.limit,
            "status": request.status,
            "filter": request.filter,
            "request_id": request.request_id,
            "session": request.session,
        });
        Ok(server::ListDriversResponse::Ok(DriverList { data: vec![driver("seen", seen)] }))
    }

    async fn retrieve_driver(
        &self,
        principal: &'static str,
        request: server::RetrieveDriverRequest,
    ) -> Result<server::RetrieveDriverResponse, Rejection> {
        match request.driver.as_str() {
            "me" => Ok(server::RetrieveDriverResponse::Ok(driver(principal, Value::Null))),
            "gone" => Ok(server::RetrieveDriverResponse::NotFound(ApiError { message: "no such driver".to_owned() })),
            id => Ok(server::RetrieveDriverResponse::Ok(driver(id, Value::Null))),
        }
    }

    async fn export_driver(
        &self,
        principal: Option<&'static str>,
        request: server::ExportDriverRequest,
    ) -> Result<server::ExportDriverResponse, Rejection> {
        if request.driver == "me" {
            return Ok(server::ExportDriverResponse::Ok(principal.unwrap_or("nobody").to_owned()));
        }
        Ok(server::ExportDriverResponse::Ok(format!("id\n{}\n", request.driver)))
    }
}

async fn client() -> Client {
    let address = serve(server::router(Service)).await;
    Client::builder().base_url(format!("http://{address}/")).bearer(TOKEN).build().unwrap()
}

/// What goes over the socket, both ways.
async fn raw(address: SocketAddr, head: &str, body: &str) -> (u16, String, String) {
    let mut stream = TcpStream::connect(address).await.unwrap();
    let length = if body.is_empty() { String::new() } else { format!("content-length: {}\r\n", body.len()) };
    let request = format!("{head}\r\nhost: h\r\nconnection: close\r\n{length}\r\n{body}");
    stream.write_all(request.as_bytes()).await.unwrap();
    let mut response = Vec::new();
    // The server may close on a body it does not want, which resets the connection after its response.
    let _ = stream.read_to_end(&mut response).await;
    let response = String::from_utf8(response).unwrap();
    let (head, body) = response.split_once("\r\n\r\n").unwrap();
    let status = head.split(' ').nth(1).unwrap().parse().unwrap();
    (status, head.to_ascii_lowercase(), body.to_owned())
}

/// A problem without the id of its request, which is random here.
fn without_id(mut problem: Value) -> Value {
    let id = problem.as_object_mut().unwrap().remove("request_id").unwrap();
    assert_eq!(id.as_str().unwrap().len(), 32);
    problem
}

fn problem(body: &str) -> Value {
    serde_json::from_str(body).unwrap()
}

fn ada() -> CreateDriver {
    CreateDriver { name: "Ada".to_owned(), email: "ada@example.com".to_owned(), phone: None }
}

#[tokio::test]
async fn a_success_is_typed() {
    let response = client().await.create_driver(ada()).await.unwrap();
    assert_eq!(response.status(), 200);
    assert_eq!(response.headers()["content-type"], "application/json");
    assert_eq!(response.name, "Ada");
    assert_eq!(response.into_inner(), driver("new", Value::Null));
}

#[tokio::test]
async fn a_declared_failure_is_typed() {
    let error = client().await.create_driver(CreateDriver { name: "taken".to_owned(), ..ada() }).await.unwrap_err();
    assert_eq!(
        error.to_string(),
        r#"createDriver (POST) responded with 409 Conflict, application/json: {"message":"taken"}"#
    );
    let CallError::Api(response) = error else { panic!("not a declared failure") };
    assert_eq!(response.status(), 409);
    assert_eq!(response.raw().as_ref(), br#"{"message":"taken"}"#);
    assert_eq!(response.into_body(), ApiError { message: "taken".to_owned() });
}

#[tokio::test]
async fn an_undeclared_status_is_unexpected() {
    // 204 is declared, the service responds with 501.
    let error = client().await.delete_driver("d").await.unwrap_err();
    let CallError::Unexpected(unexpected) = &error else { panic!("expected: {error}") };
    assert_eq!((unexpected.status().as_u16(), unexpected.message()), (501, "the status is not declared"));
    assert_eq!(
        without_id(problem(std::str::from_utf8(unexpected.raw()).unwrap())),
        json!({
            "type": "about:blank",
            "title": "Not Implemented",
            "status": 501,
            "detail": "`deleteDriver` is not implemented",
        })
    );
    let error = Error::from(error);
    assert_eq!(error.status().unwrap(), 501);
    assert!(error.downcast_ref::<CallError<()>>().is_some());
}

#[tokio::test]
async fn parameters_arrive_as_they_were_given() {
    let client = client().await;
    let seen = client
        .list_drivers()
        .limit(5)
        .status(&["active", "suspended"])
        .filter(&json!({ "a b": 1, "c&d": 2 }))
        .request_id("ü, 1")
        .session("a;b=c d")
        .await
        .unwrap();
    assert_eq!(
        seen.data[0].preferences,
        Some(json!({
            "limit": 5,
            "status": ["active", "suspended"],
            "filter": { "a b": 1, "c&d": 2 },
            "request_id": "ü, 1",
            "session": "a;b=c d",
        }))
    );
    let seen = client.list_drivers().await.unwrap();
    assert_eq!(
        seen.data[0].preferences,
        Some(json!({ "limit": null, "status": null, "filter": null, "request_id": null, "session": null }))
    );
}

#[tokio::test]
async fn path_values_arrive_as_they_were_given() {
    let client = client().await;
    for id in ["a/b", "100%", "%2F", "ünï😀", "a b+c?d#e", "...", "a.csv.b", ";,=&"] {
        assert_eq!(client.retrieve_driver(id).await.unwrap().id, id);
    }
}

#[tokio::test]
async fn path_values_that_lead_elsewhere_are_not_sent() {
    let client = client().await;
    for (id, reason) in [
        (".", "the path parameter `driver` must not make a path segment `.` or `..`"),
        ("..", "the path parameter `driver` must not make a path segment `.` or `..`"),
        ("", "the path parameter `driver` must not be empty"),
    ] {
        let error = client.retrieve_driver(id).await.unwrap_err();
        assert_eq!(error.to_string(), format!("retrieveDriver (GET) was not sent: {reason}"));
        assert!(matches!(error, CallError::Request(_)));
    }
}

#[tokio::test]
async fn templates_that_share_a_segment_are_told_apart() {
    let client = client().await;
    assert_eq!(client.export_driver("d1").await.unwrap().into_inner(), "id\nd1\n");
    assert_eq!(client.export_driver("d.csv").await.unwrap().into_inner(), "id\nd.csv\n");
    assert_eq!(client.retrieve_driver("d1").await.unwrap().id, "d1");
    assert_eq!(client.retrieve_driver("gone").await.unwrap_err().status().unwrap(), 404);
}

#[tokio::test]
async fn every_credential_is_understood() {
    let address = serve(server::router(Service)).await;
    let builder = || Client::builder().base_url(format!("http://{address}"));
    for (client, principal) in [
        (builder().bearer(TOKEN), "token"),
        (builder().basic("ada", "open:sesame"), "password"),
        (builder().key("k1").query_key("k/2"), "keys"),
        (builder().cookie_key("k3"), "cookie"),
    ] {
        let client = client.build().unwrap();
        assert_eq!(client.retrieve_driver("d").await.unwrap().id, "d");
        assert_eq!(client.retrieve_driver("me").await.unwrap().id, principal);
    }
    for client in [builder(), builder().bearer("wrong"), builder().key("k1")] {
        assert_eq!(client.build().unwrap().retrieve_driver("d").await.unwrap_err().status().unwrap(), 401);
    }
}

#[tokio::test]
async fn optional_credentials_are_verified_where_they_are_presented() {
    let address = serve(server::router(Service)).await;
    let me =
        async |authorization: &str| raw(address, &format!("GET /drivers/me.csv HTTP/1.1{authorization}"), "").await;
    let (status, _, body) = me("").await;
    assert_eq!((status, body.as_str()), (200, "nobody"));
    let (status, _, body) = me(&format!("\r\nauthorization: Bearer {TOKEN}")).await;
    assert_eq!((status, body.as_str()), (200, "token"));
    // Credentials that are not valid do not make a request anonymous.
    assert_eq!(me("\r\nauthorization: Bearer wrong").await.0, 401);
}

/// Nothing is written, neither the verification of credentials nor a handler.
struct Unwritten;

impl Authenticate for Unwritten {
    type Principal = ();
    type Error = Rejection;
}

impl Api for Unwritten {}

#[tokio::test]
async fn a_service_that_is_not_written_lets_nobody_in() {
    let address = serve(server::router(Unwritten)).await;
    let send = async |path: &str, header: &str| {
        let (status, _, body) = raw(address, &format!("GET {path} HTTP/1.1{header}"), "").await;
        (status, problem(&body)["detail"].take())
    };
    let token = "\r\nauthorization: Bearer any";
    assert_eq!(send("/drivers/d", "").await, (401, json!("credentials are missing or not valid")));
    assert_eq!(send("/drivers/d", token).await, (501, json!("`authenticate` is not implemented")));
    assert_eq!(send("/drivers/d.csv", token).await, (501, json!("`authenticate` is not implemented")));
    assert_eq!(send("/drivers/d.csv", "").await, (501, json!("`exportDriver` is not implemented")));
    assert_eq!(send("/drivers", token).await, (501, json!("`listDrivers` is not implemented")));
}

#[tokio::test]
async fn missing_credentials_are_challenged_before_anything_else() {
    let address = serve(server::router(Service)).await;
    let (status, head, body) = raw(address, "POST /drivers HTTP/1.1", "not json").await;
    assert_eq!(status, 401);
    assert!(head.contains("\r\nwww-authenticate: bearer\r\n"), "{head}");
    assert!(head.contains("\r\ncontent-type: application/problem+json\r\n"), "{head}");
    assert_eq!(
        without_id(problem(&body)),
        json!({
            "type": "about:blank",
            "title": "Unauthorized",
            "status": 401,
            "detail": "credentials are missing or not valid",
        })
    );
    let (_, head, _) = raw(address, "GET /drivers/d HTTP/1.1", "").await;
    for challenge in [
        "bearer",
        "apikey in=\"header\", name=\"x-api-key\"",
        "apikey in=\"query\", name=\"key\"",
        "basic realm=\"basicauth\", charset=\"utf-8\"",
        "apikey in=\"cookie\", name=\"sid\"",
    ] {
        assert!(head.contains(&format!("\r\nwww-authenticate: {challenge}\r\n")), "{challenge} is not in {head}");
    }
}

#[tokio::test]
async fn unreadable_parts_are_told_together() {
    let address = serve(server::router(Service)).await;
    let request = "GET /drivers?limit=abc&status=x&filter%5Ba%5D=b HTTP/1.1";
    let (status, _, body) = raw(address, request, "").await;
    assert_eq!(status, 400);
    assert_eq!(
        problem(&body)["violations"],
        json!([
            { "in": "query", "pointer": "/limit", "keyword": "type", "message": "cannot be read as an integer" },
            { "in": "query", "pointer": "/filter/a", "keyword": "type", "message": "cannot be read as an integer" },
        ])
    );
}

#[tokio::test]
async fn violations_are_told_together() {
    let address = serve(server::router(Service)).await;
    let (status, _, body) = raw(address, "GET /drivers?limit=200&status=active,gone&other=1 HTTP/1.1", "").await;
    assert_eq!(status, 422);
    assert_eq!(
        without_id(problem(&body)),
        json!({
            "type": "about:blank",
            "title": "Unprocessable Entity",
            "status": 422,
            "detail": "query /limit: must be at most 100; query /status/1: must be one of active, suspended",
            "violations": [
                { "in": "query", "pointer": "/limit", "keyword": "maximum", "limit": 100, "message": "must be at most 100" },
                {
                    "in": "query",
                    "pointer": "/status/1",
                    "keyword": "enum",
                    "message": "must be one of active, suspended",
                },
            ],
        })
    );
}

async fn post(address: SocketAddr, content_type: &str, body: &str) -> (u16, Value) {
    let head = format!("POST /drivers HTTP/1.1\r\nauthorization: bearer {TOKEN}{content_type}");
    let (status, _, body) = raw(address, &head, body).await;
    (status, problem(&body))
}

#[tokio::test]
async fn bodies_are_read_and_checked() {
    let address = serve(server::router(Service)).await;
    let json_type = "\r\ncontent-type: Application/JSON; charset=UTF-8";
    let (status, body) = post(address, json_type, r#"{"name": "Ada", "email": "a", "new": 1}"#).await;
    assert_eq!((status, &body["name"]), (200, &json!("Ada")));
    // One media type is declared, so that is what a body without one is.
    assert_eq!(post(address, "", r#"{"name": "Ada", "email": "a"}"#).await.0, 200);

    let (status, body) = post(address, json_type, r#"{"name": 1, "phone": null}"#).await;
    assert_eq!(status, 422);
    assert_eq!(
        body["violations"],
        json!([
            { "in": "body", "pointer": "/name", "keyword": "type", "message": "expected a string, found a number" },
            { "in": "body", "pointer": "/phone", "keyword": "type", "message": "expected a string, found null" },
            { "in": "body", "pointer": "/email", "keyword": "required", "message": "`email` is missing" },
        ])
    );

    let (status, body) = post(address, json_type, r#"{"name": "#).await;
    assert_eq!(status, 400);
    assert_eq!(
        body["violations"],
        json!([{
            "in": "body",
            "pointer": "",
            "keyword": "json",
            "message": "is not JSON: EOF while parsing a value at line 1 column 9",
        }])
    );

    let (status, body) = post(address, "", "").await;
    assert_eq!((status, &body["detail"]), (422, &json!("body: a body is required")));

    let (status, body) = post(address, "\r\ncontent-type: text/plain", "Ada").await;
    assert_eq!((status, &body["detail"]), (415, &json!("the body must be application/json")));
}

#[tokio::test]
async fn bodies_are_limited() {
    let address = serve(server::router(Service)).await;
    let large = format!(r#"{{"name": "Ada", "email": "{}"}}"#, "a".repeat(2 << 20));
    assert_eq!(post(address, "", &large).await.0, 413);

    let address = serve(server::router(Service).layer(axum::Extension(BodyLimit(10)))).await;
    let (status, body) = post(address, "", r#"{"name": "Ada", "email": "a"}"#).await;
    assert_eq!((status, &body["detail"]), (413, &json!("the body has more than 10 bytes")));
}

#[tokio::test]
async fn paths_and_methods_are_told_apart() {
    let address = serve(server::router(Service)).await;
    assert_eq!(raw(address, "GET /nowhere HTTP/1.1", "").await.0, 404);
    assert_eq!(raw(address, "GET / HTTP/1.1", "").await.0, 404);
    assert_eq!(raw(address, "GET /drivers/ HTTP/1.1", "").await.0, 404);
    assert_eq!(raw(address, "GET /drivers/a%2Fb HTTP/1.1", "").await.0, 401);
    let (status, head, _) = raw(address, "PATCH /drivers HTTP/1.1", "").await;
    assert_eq!(status, 405);
    assert!(head.contains("\r\nallow: post,get,head\r\n"), "{head}");
    let (status, head, body) = raw(address, "HEAD /drivers HTTP/1.1", "").await;
    assert_eq!((status, body.as_str()), (200, ""));
    assert!(head.contains("\r\ncontent-type: application/json\r\n"), "{head}");
}

#[tokio::test]
async fn a_router_can_be_nested_and_merged() {
    let health = Router::new().route("/health", axum::routing::get(|| async { "up" }));
    let address = serve(server::router(Service).merge(health)).await;
    assert_eq!(raw(address, "GET /health HTTP/1.1", "").await.2, "up");
    assert_eq!(raw(address, "GET /drivers HTTP/1.1", "").await.0, 200);

    let address = serve(Router::new().nest("/v1", server::router(Service))).await;
    assert_eq!(raw(address, "GET /v1/drivers HTTP/1.1", "").await.0, 200);
    assert_eq!(raw(address, "GET /drivers HTTP/1.1", "").await.0, 404);
}

#[tokio::test]
async fn no_secret_is_printed() {
    let address = serve(server::router(Service)).await;
    let base = format!("http://{address}");
    let builder = Client::builder().base_url(&base).bearer("s3cret").basic("ada", "s3cret").key("s3cret");
    let builder = builder.query_key("s3cret").cookie_key("s3cret");
    assert!(!format!("{builder:?}").contains("s3cret"));
    let client = builder.build().unwrap();
    assert_eq!(
        format!("{client:?}"),
        format!(
            "Client {{ core: Core {{ base_url: {base:?}, credentials: [\"bearerAuth\", \"basicAuth\", \"keyAuth\", \
             \"queryKeyAuth\", \"cookieKeyAuth\"], .. }} }}"
        )
    );
    let error = client.retrieve_driver("d").await.unwrap_err();
    assert!(!format!("{error:?} {error}").contains("s3cret"));
}

/// Answers with the `Debug` of what it was asked.
struct Printer;

impl Authenticate for Printer {
    type Principal = ();
    type Error = Rejection;

    async fn authenticate(&self, _: &Context) -> Result<(), Rejection> {
        Ok(())
    }
}

impl Api for Printer {
    async fn retrieve_driver(
        &self,
        (): (),
        request: server::RetrieveDriverRequest,
    ) -> Result<server::RetrieveDriverResponse, Rejection> {
        Ok(server::RetrieveDriverResponse::Ok(driver(&format!("{request:?}"), Value::Null)))
    }
}

#[tokio::test]
async fn a_request_prints_no_secret() {
    let address = serve(server::router(Printer)).await;
    for builder in [
        Client::builder().bearer("s3cret"),
        Client::builder().basic("ada", "s3cret"),
        Client::builder().key("s3cret").query_key("s3cret"),
        Client::builder().cookie_key("s3cret"),
    ] {
        let client = builder.base_url(format!("http://{address}")).build().unwrap();
        let printed = client.retrieve_driver("d").await.unwrap().into_inner().id;
        assert!(printed.starts_with("RetrieveDriverRequest { driver: \"d\", context: Context { "), "{printed}");
        assert!(!printed.contains("s3cret") && !printed.contains("czNjcmV0"), "{printed}");
    }
}

#[tokio::test]
async fn a_server_that_is_not_there_gives_no_response() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    drop(listener);
    let client =
        Client::builder().base_url(format!("http://{address}")).query_key("s3cret").retries(0).build().unwrap();
    let error = Error::from(client.delete_driver("d").await.unwrap_err());
    assert!(error.is_transport() && !error.is_timeout());
    assert_eq!(
        error.to_string(),
        "deleteDriver (DELETE) got no response: error sending request: client error (Connect): tcp connect error: Connection \
         refused (os error 111)"
    );
    assert!(std::error::Error::source(&error).is_none());
}

/// The head of the one request that is sent by `call`, which gets the response `response`.
async fn head_of<F: IntoFuture<IntoFuture: Send + 'static>>(
    response: String,
    call: impl FnOnce(String) -> F,
) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let call = call(listener.local_addr().unwrap().to_string()).into_future();
    let call = tokio::spawn(async move { drop(call.await) });
    let (mut stream, _) = listener.accept().await.unwrap();
    let mut head = Vec::new();
    while !head.ends_with(b"\r\n\r\n") {
        head.push(stream.read_u8().await.unwrap());
    }
    stream.write_all(response.as_bytes()).await.unwrap();
    drop(stream);
    call.await.unwrap();
    // A second request would have been accepted by now.
    assert!(tokio::time::timeout(std::time::Duration::from_millis(50), listener.accept()).await.is_err());
    String::from_utf8(head).unwrap()
}

#[tokio::test]
async fn the_transport_adds_only_what_http_needs() {
    let ok = "HTTP/1.1 204 No Content\r\n\r\n".to_owned();
    let build = |host: &str| Client::builder().base_url(format!("http://{host}/v1")).bearer(TOKEN).build().unwrap();
    let mut at = String::new();
    let head = head_of(ok.clone(), |host| {
        at = host;
        build(&at).retrieve_driver("d")
    });
    assert_eq!(
        head.await,
        format!(
            "GET /v1/drivers/d HTTP/1.1\r\nuser-agent: drivers/1.0\r\naccept: application/json\r\n\
             authorization: Bearer {TOKEN}\r\nhost: {at}\r\n\r\n"
        )
    );
    let head = head_of(ok, |host| {
        at = host;
        build(&at).delete_driver("d")
    });
    // Reqwest says in words what no `accept` would say.
    assert_eq!(
        head.await,
        format!("DELETE /v1/drivers/d HTTP/1.1\r\nuser-agent: drivers/1.0\r\naccept: */*\r\nhost: {at}\r\n\r\n")
    );
}

#[tokio::test]
async fn a_key_does_not_follow_to_another_origin() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let elsewhere = listener.local_addr().unwrap();
    let response =
        format!("HTTP/1.1 307 Temporary Redirect\r\nlocation: http://{elsewhere}/\r\ncontent-length: 0\r\n\r\n");
    let head = head_of(response, |host| {
        let builder = Client::builder().base_url(format!("http://{host}")).key("k1").query_key("k2");
        builder.build().unwrap().retrieve_driver("d")
    });
    assert!(head.await.starts_with("GET /drivers/d?key=k2 HTTP/1.1\r\n"));
    assert!(tokio::time::timeout(std::time::Duration::from_millis(50), listener.accept()).await.is_err());
}
