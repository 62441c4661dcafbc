//! The generated client: what it sends, and what it makes of responses written by hand.

#![cfg(feature = "client")]

mod support;

use std::sync::{Arc, Mutex};

use axum::Router;
use axum::body::Bytes;
use axum::http::{HeaderMap, Method, Request, Response, StatusCode, Uri};
use axum::response::Redirect;
use chargeapi::client::{Body, BuildError, CallExt, Transport, TransportError, TransportFuture, reqwest};
use chargeapi::models::{ApiError, CreateDriver, Driver, DriverStatus, FleetLink, UpdateDriver};
use chargeapi::{CallError, Client, ClientBuilder, Error};
use serde_json::{Value, json};
use tokio::net::TcpListener;

const TOKEN: &str = "ch_sk_test_secret";

/// Gives the same response to every request, and records the requests.
#[derive(Clone)]
struct Canned {
    status: u16,
    body: Bytes,
    sent: Arc<Mutex<Vec<Request<Body>>>>,
}

impl Canned {
    fn new(status: u16, body: impl ToString) -> Self {
        Self { status, body: body.to_string().into(), sent: Arc::default() }
    }

    fn builder(&self) -> ClientBuilder {
        Client::builder().bearer(TOKEN).retries(0).transport(self.clone())
    }

    fn client(&self) -> Client {
        self.builder().build().unwrap()
    }

    fn requests(&self) -> usize {
        self.sent.lock().unwrap().len()
    }
}

impl Transport for Canned {
    fn send(&self, request: Request<Body>) -> TransportFuture {
        self.sent.lock().unwrap().push(request);
        let response =
            Response::builder().status(self.status).header("x-request", "req_1").body(Body::from(self.body.clone()));
        Box::pin(std::future::ready(response.map_err(TransportError::new)))
    }
}

/// A driver as the API sends one, with a preference that is null and six that are absent.
fn ada() -> Value {
    json!({
        "id": "drv_1",
        "object": "driver",
        "created": 1_775_002_444,
        "email": "ada@example.com",
        "fleets": ["flt_1"],
        "license_number": null,
        "name": "Ada Lovelace",
        "phone": "+33189000029",
        "preferences": {"currency": null},
        "status": "active",
        "updated": 1_775_002_445,
        "vehicles": [],
        "wallet_balance": -5,
    })
}

/// [`ada`] with other properties; those that are `None` are left out.
fn ada_with<const N: usize>(members: [(&str, Option<Value>); N]) -> Value {
    let mut driver = ada();
    for (name, value) in members {
        let driver = driver.as_object_mut().unwrap();
        match value {
            Some(value) => driver.insert(name.to_owned(), value),
            None => driver.shift_remove(name),
        };
    }
    driver
}

/// What the client makes of a response to `retrieveDriver`.
async fn retrieved(status: u16, body: impl ToString) -> Result<Driver, CallError<ApiError>> {
    let client = Canned::new(status, body).client();
    client.retrieve_driver("drv_1").await.map(chargeapi::Response::into_inner)
}

#[tokio::test]
async fn a_response_is_read_and_written_back_unchanged() {
    let client = Canned::new(200, ada()).client();
    let driver = client.retrieve_driver("drv_1").await.unwrap();
    assert_eq!(driver.status(), 200);
    assert_eq!(driver.headers()["x-request"], "req_1");
    assert_eq!((driver.name.as_str(), driver.created, driver.wallet_balance), ("Ada Lovelace", 1_775_002_444, -5));
    assert_eq!((driver.phone.as_deref(), driver.license_number.as_deref()), (Some("+33189000029"), None));
    assert_eq!((&driver.preferences.currency, &driver.preferences.notifications), (&Some(Value::Null), &None));
    assert_eq!(driver.status, DriverStatus::Active);
    // Text, so that the order of members counts.
    assert_eq!(serde_json::to_string(&driver.into_inner()).unwrap(), ada().to_string());
}

#[tokio::test]
async fn an_unknown_enum_value_is_kept() {
    let frozen = ada_with([("status", Some(json!("frozen"))), ("object", Some(json!("chauffeur")))]);
    let driver = retrieved(200, &frozen).await.unwrap();
    assert_eq!(driver.status, DriverStatus::Unknown("frozen".to_owned()));
    assert_eq!((driver.status.is_known(), driver.status.to_string()), (false, "frozen".to_owned()));
    assert_eq!(serde_json::to_value(&driver).unwrap(), frozen);
}

#[tokio::test]
async fn an_unknown_property_is_ignored() {
    let newer = ada_with([("policy_ids", Some(json!(["pol_1"])))]);
    assert_eq!(serde_json::to_value(retrieved(200, newer).await.unwrap()).unwrap(), ada());
}

#[tokio::test]
async fn an_integer_may_have_a_fraction_of_zero() {
    let driver = retrieved(200, ada_with([("created", Some(json!(7.0)))])).await.unwrap();
    assert_eq!(driver.created, 7);
}

#[tokio::test]
async fn a_body_that_is_not_the_declared_one_is_unexpected_and_kept() {
    let cases = [
        (ada_with([("phone", None)]).to_string(), "missing field `phone`"),
        (ada_with([("name", Some(Value::Null))]).to_string(), "at `name`: invalid type: null, expected a string"),
        (
            ada_with([("fleets", Some(json!("flt_1")))]).to_string(),
            "at `fleets`: invalid type: string \"flt_1\", expected a sequence",
        ),
        (String::new(), "EOF while parsing a value"),
        ("<html>".to_owned(), "expected value"),
    ];
    for (body, reason) in cases {
        let CallError::Unexpected(unexpected) = retrieved(200, &body).await.unwrap_err() else { panic!("{body}") };
        let start = format!("the body is not what is declared: {reason}");
        assert!(unexpected.message().starts_with(&start), "{}", unexpected.message());
        assert_eq!((unexpected.status().as_u16(), unexpected.raw()), (200, &Bytes::from(body)));
    }
}

#[tokio::test]
async fn an_undeclared_status_is_unexpected() {
    for (status, body) in [(418, "{}"), (204, ""), (302, ""), (503, "<h1>Unavailable</h1>")] {
        let error = retrieved(status, body).await.unwrap_err();
        assert_eq!(error.status().unwrap(), status);
        let CallError::Unexpected(unexpected) = error else { panic!("{status}") };
        assert_eq!((unexpected.message(), unexpected.raw()), ("the status is not declared", &Bytes::from(body)));
        assert_eq!(unexpected.headers()["x-request"], "req_1");
    }
}

#[tokio::test]
async fn a_declared_failure_is_typed() {
    let body = json!({
        "code": "driver_not_found",
        "doc_url": "https://example.com/docs",
        "message": "No such driver.",
        "object": "error",
        "param": null,
        "request": "req_1",
        "status": 404,
        "type": "invalid_request_error",
    });
    for status in [400, 401, 403, 404, 409, 429, 500] {
        let CallError::Api(error) = retrieved(status, &body).await.unwrap_err() else { panic!("{status}") };
        assert_eq!((error.status().as_u16(), error.headers()["x-request"].as_bytes()), (status, &b"req_1"[..]));
        assert_eq!(error.raw(), &Bytes::from(body.to_string()));
        assert_eq!((error.body().code.as_deref(), &error.body().param), (Some("driver_not_found"), &None));
        assert_eq!(serde_json::to_value(error.into_body()).unwrap(), body);
    }
}

#[tokio::test]
async fn a_failure_without_the_declared_body_keeps_what_came() {
    let body = "<html>Internal Server Error</html>";
    let error = retrieved(500, body).await.unwrap_err();
    assert!(
        error.to_string().starts_with("retrieveDriver (GET) responded with 500 Internal Server Error: <html>"),
        "{error}"
    );
    let CallError::Unexpected(unexpected) = error else { panic!("{error}") };
    assert_eq!((unexpected.status().as_u16(), unexpected.raw()), (500, &Bytes::from(body)));
}

#[tokio::test]
async fn the_body_of_a_response_without_content_is_ignored() {
    let client = Canned::new(200, r#"{"id": "drv_1", "deleted": true}"#).client();
    let deleted = client.delete_driver("drv_1").await.unwrap();
    assert_eq!((deleted.status().as_u16(), deleted.into_inner()), (200, ()));
}

#[tokio::test]
async fn a_path_value_that_leads_elsewhere_is_not_sent() {
    let transport = Canned::new(200, ada());
    let client = transport.client();
    let elsewhere = "the path parameter `driver` must not make a path segment `.` or `..`";
    for (value, reason) in [("", "the path parameter `driver` must not be empty"), (".", elsewhere), ("..", elsewhere)]
    {
        let error = client.attach_driver(value, FleetLink::new("flt_1")).await.unwrap_err();
        assert_eq!(error.to_string(), format!("attachDriver (POST) was not sent: {reason}"));
        let CallError::Request(error) = error else { panic!("{value}") };
        assert_eq!(error.reason(), reason);
    }
    assert_eq!(transport.requests(), 0);
}

#[tokio::test]
async fn a_refused_connection_is_an_error_of_transport() {
    // Bound and closed again, so that nobody listens there.
    let address = TcpListener::bind("127.0.0.1:0").await.unwrap().local_addr().unwrap();
    let client = Client::builder().base_url(format!("http://{address}/v1")).bearer(TOKEN).build().unwrap();
    let error = client.list_drivers().await.unwrap_err();
    let cause = "error sending request: client error (Connect): tcp connect error: Connection refused (os error 111)";
    assert_eq!(error.to_string(), format!("listDrivers (GET) got no response: {cause}"));
    assert_eq!(error.status(), None);
    let CallError::Transport(no_response) = &error else { panic!("{error}") };
    assert!(!no_response.is_timeout());
    let error = Error::from(error);
    assert_eq!((error.is_transport(), error.is_timeout(), error.status()), (true, false, None));
    // The text has every cause, so that none is left to be printed a second time.
    assert!(std::error::Error::source(&error).is_none());
}

#[tokio::test]
async fn any_error_can_be_erased_and_found_again() {
    async fn name(client: &Client) -> Result<String, Error> {
        Ok(client.retrieve_driver("drv_1").await?.name.clone())
    }
    assert_eq!(name(&Canned::new(200, ada()).client()).await.unwrap(), "Ada Lovelace");
    let error = name(&Canned::new(418, "short and stout").client()).await.unwrap_err();
    assert_eq!((error.status().unwrap().as_u16(), error.is_transport()), (418, false));
    assert!(matches!(error.downcast_ref(), Some(CallError::<ApiError>::Unexpected(_))), "{error:?}");
}

#[test]
fn what_cannot_be_sent_is_refused_when_the_client_is_built() {
    let build = |builder: ClientBuilder| builder.build().unwrap_err();
    let credential = build(Client::builder().bearer("secret\r\nx-other: 1"));
    assert!(matches!(credential, BuildError::Credential { scheme: "bearerAuth", .. }), "{credential:?}");
    assert!(!format!("{credential} {credential:?}").contains("secret"));
    let header = build(Client::builder().header("x-mine", "a\nb"));
    assert_eq!(header, BuildError::Header { name: "x-mine".to_owned() });
    for url in ["", "api.example.com", "/v1", "ftp://h", "http://h/?a=b", "http://h/#a", "http://user:secret@h"] {
        let error = build(Client::builder().base_url(url));
        assert!(matches!(error, BuildError::BaseUrl { .. }), "{url}");
        assert!(!format!("{error} {error:?}").contains("secret"));
    }
}

#[test]
fn nothing_that_can_be_printed_shows_the_token() {
    let transport = Canned::new(200, ada());
    let client = transport.client();
    let printed = [
        format!("{:?}", transport.builder()),
        format!("{client:?}"),
        format!("{:?}", client.create_driver(CreateDriver::new("Ada", "ada@example.com"))),
    ];
    for text in printed {
        assert!(!text.contains("secret") && !text.is_empty(), "{text}");
    }
}

#[tokio::test]
async fn a_transport_sees_the_token_as_sensitive() {
    let transport = Canned::new(200, ada());
    transport.client().retrieve_driver("drv_1").await.unwrap();
    let sent = transport.sent.lock().unwrap();
    assert_eq!(sent[0].headers()["authorization"], format!("Bearer {TOKEN}"));
    assert!(!format!("{:?}", sent[0]).contains("secret"));
}

#[tokio::test]
async fn a_client_is_a_pointer_and_its_calls_own_what_they_need() {
    fn shared<T: Clone + Send + Sync + 'static>(value: &T) -> T {
        value.clone()
    }
    let client = Canned::new(200, ada()).client();
    assert_eq!(size_of::<Client>(), size_of::<usize>());
    let call = {
        let (client, id) = (shared(&client), "drv_1".to_owned());
        client.retrieve_driver(&id)
    };
    drop(client);
    let driver = tokio::spawn(call.into_future()).await.unwrap().unwrap();
    assert_eq!(driver.id, "drv_1");
}

/// A request as it came over a socket.
struct Received {
    /// Method, path and query, body.
    line: String,
    /// By name.
    headers: Vec<String>,
}

/// All that came over a socket.
#[derive(Clone, Default)]
struct Wire(Arc<Mutex<Vec<Received>>>);

impl Wire {
    /// A client, and what becomes of its calls. They get a response with a status that is not declared.
    async fn tap() -> (Client, Self) {
        let (url, wire) = Self::listen().await;
        (Client::builder().base_url(format!("{url}/v1/")).bearer(TOKEN).build().unwrap(), wire)
    }

    /// The address of a server, and what comes there.
    async fn listen() -> (String, Self) {
        let wire = Self::default();
        let received = wire.clone();
        let router = Router::new().fallback(async move |method: Method, uri: Uri, headers: HeaderMap, body: String| {
            let headers = headers.iter().map(|(name, value)| format!("{name}: {}", value.to_str().unwrap()));
            let mut headers: Vec<String> = headers.collect();
            headers.sort();
            let line = format!("{method} {uri} {body}").trim_end().to_owned();
            received.0.lock().unwrap().push(Received { line, headers });
            StatusCode::IM_A_TEAPOT
        });
        (support::serve(router).await, wire)
    }

    /// Takes the only request that came.
    fn request(&self) -> Received {
        let mut received = self.0.lock().unwrap();
        assert_eq!(received.len(), 1);
        received.remove(0)
    }
}

/// Makes a call and asserts its request line and body.
macro_rules! assert_sent {
    ($wire:ident, $call:expr, $expected:expr) => {
        assert_eq!($call.await.unwrap_err().status().unwrap(), StatusCode::IM_A_TEAPOT);
        assert_eq!($wire.request().line, $expected);
    };
}

#[tokio::test]
async fn every_operation_is_sent_as_described() {
    let (client, wire) = Wire::tap().await;
    let create = CreateDriver::new("Ada", "a@b.c").preferences(json!({"currency": null})).license_number("");
    assert_sent!(
        wire,
        client.create_driver(create),
        r#"POST /v1/drivers {"name":"Ada","email":"a@b.c","license_number":"","preferences":{"currency":null}}"#
    );
    assert_sent!(wire, client.list_drivers(), "GET /v1/drivers");
    assert_sent!(
        wire,
        client.list_drivers().ending_before("a&b=c#d +é").limit(1).starting_after("").limit(2),
        "GET /v1/drivers?ending_before=a%26b%3Dc%23d%20%2B%C3%A9&starting_after=&limit=2"
    );
    assert_sent!(wire, client.retrieve_driver("a/b %2F?#é..;"), "GET /v1/drivers/a%2Fb%20%252F%3F%23%C3%A9..%3B");
    assert_sent!(wire, client.update_driver("drv_1", UpdateDriver::new()), "POST /v1/drivers/drv_1 {}");
    assert_sent!(
        wire,
        client.update_driver("drv_1", UpdateDriver::new().preferences(Value::Null).phone("1")),
        r#"POST /v1/drivers/drv_1 {"phone":"1","preferences":null}"#
    );
    assert_sent!(wire, client.delete_driver("drv_1"), "DELETE /v1/drivers/drv_1");
    let link = FleetLink::new("flt_1");
    assert_sent!(
        wire,
        client.attach_driver("drv_1", link.clone()),
        r#"POST /v1/drivers/drv_1/attach {"fleet":"flt_1"}"#
    );
    assert_sent!(wire, client.detach_driver("drv_1", link), r#"POST /v1/drivers/drv_1/detach {"fleet":"flt_1"}"#);
    assert_sent!(
        wire,
        client.list_vehicle_drivers("veh_1").starting_after("drv_1"),
        "GET /v1/vehicles/veh_1/drivers?starting_after=drv_1"
    );
    assert_sent!(wire, client.list_fleet_drivers("flt_1").limit(100), "GET /v1/fleets/flt_1/drivers?limit=100");
}

#[tokio::test]
async fn an_optional_parameter_takes_an_option() {
    let (client, wire) = Wire::tap().await;
    let (limit, cursor) = (Some(5), Some("drv_1".to_owned()));
    let call = client.list_drivers().limit(limit).starting_after(cursor.as_deref()).ending_before(None);
    let again = call.try_clone().unwrap().limit(None).starting_after(&cursor);
    assert_sent!(wire, call, "GET /v1/drivers?limit=5&starting_after=drv_1");
    assert_sent!(wire, again, "GET /v1/drivers?starting_after=drv_1");
}

#[tokio::test]
async fn the_http_client_is_the_callers_and_its_redirects_are_not() {
    let (elsewhere, wire) = Wire::listen().await;
    let router = Router::new().fallback(async move || Redirect::temporary(&elsewhere));
    let following = reqwest::Client::builder().redirect(reqwest::redirect::Policy::limited(5));
    let builder = Client::builder().base_url(support::serve(router).await).bearer(TOKEN).http(following);
    let error = builder.build().unwrap().retrieve_driver("drv_1").await.unwrap_err();
    assert_eq!(error.status().unwrap(), StatusCode::TEMPORARY_REDIRECT);
    assert!(wire.0.lock().unwrap().is_empty());
}

#[tokio::test]
async fn no_other_header_is_sent() {
    let (client, wire) = Wire::tap().await;
    client.create_driver(CreateDriver::new("Ada", "a@b.c")).await.unwrap_err();
    let with_body = wire.request().headers;
    client.delete_driver("drv_1").await.unwrap_err();
    let without_body = wire.request().headers;
    let host = with_body.iter().find(|line| line.starts_with("host: 127.0.0.1:")).unwrap();
    let agent = concat!("user-agent: chargeapi/", env!("CARGO_PKG_VERSION"));
    let (accept, token) = ("accept: application/json", "authorization: Bearer ch_sk_test_secret");
    assert_eq!(without_body, [accept, token, host, agent]);
    let (length, content) = ("content-length: 30", "content-type: application/json");
    assert_eq!(with_body, [accept, token, length, content, host, agent]);
}

#[tokio::test]
async fn a_header_of_the_caller_is_sent_with_every_request() {
    let transport = Canned::new(200, ada());
    let builder = transport.builder().header("x-mine", "1").header("User-Agent", "mine/1");
    let client = builder.header("authorization", "Basic Og==").build().unwrap();
    client.retrieve_driver("drv_1").await.unwrap();
    let sent = transport.sent.lock().unwrap();
    let headers = sent[0].headers();
    assert_eq!((&headers["x-mine"], &headers["user-agent"]), (&"1".parse().unwrap(), &"mine/1".parse().unwrap()));
    // The credential of the description wins.
    assert_eq!(headers["authorization"], format!("Bearer {TOKEN}"));
}

#[tokio::test]
async fn without_a_base_url_the_server_of_the_description_is_called() {
    let transport = Canned::new(200, ada());
    transport.client().retrieve_driver("drv_1").await.unwrap();
    assert_eq!(transport.sent.lock().unwrap()[0].uri(), "https://api.chargeapi.co/v1/drivers/drv_1");
}

#[test]
fn operations_are_public_by_name() {
    use chargeapi::operations::{CREATE_DRIVER, Operation, RETRIEVE_DRIVER};

    let log = |operation: &'static Operation| format!("{}: {operation}", operation.id);
    assert_eq!(log(&CREATE_DRIVER), "createDriver: POST /drivers");
    assert_eq!(log(&RETRIEVE_DRIVER), "retrieveDriver: GET /drivers/{driver}");
}
