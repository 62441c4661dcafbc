//! The samples of README.md and docs/configuration.md, word for word, and what they do.

#![cfg(all(feature = "client", feature = "server"))]

#[path = "../examples/drivers_server/failure.rs"]
mod failure;
#[path = "../examples/drivers_server/service.rs"]
mod service;
#[path = "../examples/drivers_server/store.rs"]
mod store;
mod support;

use chargeapi::client::Paged;
use chargeapi::models::CreateDriver;
use chargeapi::server::{BASE_PATH, Router};
use chargeapi::{CallError, Client};
use serde_json::{Value, json};

#[rustfmt::skip]
mod client_sample {
use chargeapi::{CallError, Client, models::CreateDriver};

async fn tour(url: &str, token: &str) -> Result<(), chargeapi::Error> {
    let client = Client::builder().base_url(url).bearer(token).build()?;   // without base_url: the first of `servers` that has a host
    let driver = client.create_driver(CreateDriver::new("Ada Lovelace", "ada@example.com").phone("+33189000029")).await?;
    println!("{} {}", driver.id, driver.headers()["content-type"].to_str()?);

    let page = client.list_drivers().limit(50).await?;
    println!("{} drivers, more: {}", page.data.len(), page.has_more);

    match client.retrieve_driver("drv_x").await {
        Err(CallError::Api(error)) if error.status() == 404 => println!("{:?}", error.body()),
        other => { other?; }
    }
    Ok(())
}

pub async fn run(url: &str, token: &str) -> Result<(), chargeapi::Error> {
    tour(url, token).await
}
}

#[rustfmt::skip]
mod error_sample {
use chargeapi::client::{CallExt, Reason};
use chargeapi::{CallError, Client};

async fn name(client: &Client) -> String {
    let call = client.retrieve_driver("drv_1").with_header("x-trace", "7");            // for this call alone
    match call.await {
        Ok(driver) => driver.into_inner().name,
        Err(CallError::Api(error)) => format!("{}: {}", error.status(), error.body().message),
        Err(CallError::Unexpected(other)) if other.reason() == Reason::Decode => other.location().unwrap_or_default(),
        Err(error) if !error.may_have_been_sent() => "try again".to_owned(),           // no connection, for example
        Err(error) => error.to_string(),
    }
}

pub async fn run(client: &Client) -> String {
    name(client).await
}
}

#[rustfmt::skip]
mod pages_sample {
use chargeapi::Client;
use chargeapi::client::{Continuation, Paged};

async fn names(client: &Client, stored: Option<Continuation>) -> Result<Vec<String>, chargeapi::Error> {
    let mut drivers = client.list_drivers().limit(100).items();
    if let Some(continuation) = stored {
        drivers = drivers.resume(continuation);                    // what `drivers.continuation()` was, in another process
    }
    let mut names = Vec::new();
    while let Some(driver) = drivers.next().await {                // a page is requested when the first driver on it is needed
        names.push(driver?.name);
    }
    Ok(names)
}

pub async fn run(client: &Client, stored: Option<Continuation>) -> Result<Vec<String>, chargeapi::Error> {
    names(client, stored).await
}
}

#[rustfmt::skip]
mod patient_sample {
use std::time::Duration;

use chargeapi::client::{CallExt, ClientBuilder, ClientCredentials, Spans, Timeouts};

async fn patient(builder: ClientBuilder) -> Result<usize, chargeapi::Error> {
    let login = ClientCredentials::new("id", "secret").token_url("https://login.example.com/token");
    let client = builder
        .bearer(login)                                                         // a token is got when it is needed, once for all calls
        .retries(4)                                                            // 2 without this
        .timeouts(Timeouts::new().attempt(Duration::from_secs(5)))             // 60 seconds without this
        .spans(Spans::new().headers(["x-request-id"]))                         // what a span of `tracing` shows of each request
        .build()?;
    let page = client.list_drivers().with_timeout(Duration::from_secs(30)).await?;
    println!("{} drivers after {} attempts", page.data.len(), page.attempts());
    let health = client.raw_call("GET", "/health").await?;                     // any path, with the credentials of the client
    println!("{} {}", health.status(), String::from_utf8_lossy(&health));
    Ok(page.data.len())
}

pub async fn run(builder: ClientBuilder) -> Result<usize, chargeapi::Error> {
    patient(builder).await
}
}

#[rustfmt::skip]
mod server_sample {
use chargeapi::server::{self, Context, DeleteDriverRequest, DeleteDriverResponse, Rejection};

struct Service;

impl server::Authenticate for Service {
    type Principal = &'static str;                            // whoever sends a request: a user, an account, claims
    type Error = Rejection;                                   // or your own type, made from Rejection

    async fn authenticate(&self, context: &Context) -> Result<&'static str, Rejection> {
        match context.credentials().bearer() {
            Some("secret") => Ok("ada"),
            _ => Err(context.unauthenticated()),
        }
    }
}

impl server::Api for Service {
    async fn delete_driver(&self, user: &'static str, request: DeleteDriverRequest) -> Result<DeleteDriverResponse, Rejection> {
        println!("{user} deletes {}", request.driver);
        Ok(DeleteDriverResponse::Ok)
    }
}

fn app() -> axum::Router {
    axum::Router::new().nest_service(server::BASE_PATH, server::router(Service)) // plain axum: nest it, layer it
}

pub fn run() -> axum::Router {
    app()
}
}

#[rustfmt::skip]
mod mock_sample {
use chargeapi::mock::Mock;
use chargeapi::models::DriverList;
use chargeapi::server::ListDriversResponse;
use chargeapi::{Client, operations};

async fn nobody_drives() -> Result<(), chargeapi::Error> {
    let mock = Mock::new();
    let nobody = DriverList::new("/v1/drivers", false, vec![]);
    mock.on(&operations::LIST_DRIVERS).respond(ListDriversResponse::Ok(nobody));   // or .respond_json(200, &json!({ .. }))
    let client = Client::builder().base_url("http://mock").bearer("t").transport(mock.clone()).build()?;

    assert!(client.list_drivers().limit(5).await?.data.is_empty());
    assert_eq!(mock.requests_of(&operations::LIST_DRIVERS)[0].path_and_query(), "/drivers?limit=5");
    let error = client.delete_driver("drv_1").await.unwrap_err().to_string();       // what came, and what was expected
    assert!(error.contains("no response to deleteDriver (`DELETE /drivers/{driver}`); it expects listDrivers (`GET /drivers`)"));
    Ok(())
}

pub async fn run() -> Result<(), chargeapi::Error> {
    nobody_drives().await
}
}

#[rustfmt::skip]
mod validate_sample {
use chargeapi::{Validate, models::Driver};

fn complain(driver: &Driver) {
    if let Err(violations) = driver.validate() {
        println!("{violations}");                 // /status: must be one of active, suspended, archived (enum)
    }
}

pub fn run(driver: &Driver) -> bool {
    complain(driver);
    driver.validate().is_ok()
}
}

/// The Rust blocks of the pages whose fence is wanted.
fn blocks(is_wanted: impl Fn(&str) -> bool) -> Vec<String> {
    let mut blocks = Vec::new();
    for page in [include_str!("../README.md"), include_str!("../docs/configuration.md")] {
        let mut lines = page.lines();
        while let Some(line) = lines.next() {
            if line.starts_with("```rust") {
                let code: String =
                    lines.by_ref().take_while(|line| *line != "```").map(|line| format!("{line}\n")).collect();
                blocks.extend(is_wanted(line).then_some(code));
            }
        }
    }
    blocks
}

#[test]
fn the_samples_stand_here_word_for_word() {
    let samples = blocks(|fence| !fence.contains("ignore"));
    assert_eq!(samples.len(), 8);
    // The one about files is of another API, and is run beside it.
    let tests = [include_str!("readme.rs"), include_str!("../codegen/tests/fixtures/files/test.rs")];
    for sample in samples {
        let is_here = |test: &&str| ["{\n", ";\n\n"].iter().any(|before| test.contains(&format!("{before}{sample}")));
        let stands_here = tests.iter().any(is_here);
        assert!(stands_here, "the pages and their tests differ; the pages have:\n{sample}");
    }
}

#[tokio::test]
async fn the_mock_of_the_sample_responds() {
    mock_sample::run().await.unwrap();
}

/// The block that begins with `// generated/models.rs` is an excerpt of that file.
#[test]
fn the_picture_of_generated_code_is_generated() {
    let blocks = blocks(|fence| fence.contains("ignore"));
    let mut pictures = blocks.iter().filter_map(|block| block.strip_prefix("// generated/models.rs\n\n"));
    let picture = pictures.next().unwrap();
    assert_eq!(pictures.next(), None);
    assert!(include_str!("../generated/models.rs").contains(picture), "generated/models.rs differs from:\n{picture}");
}

#[tokio::test]
async fn the_client_sample_does_its_tour() {
    let service = service::Service::new(store::Store::open(None).unwrap(), "secret");
    let url = support::serve(service.into_app()).await + BASE_PATH;
    client_sample::run(&url, "secret").await.unwrap();
    let client = Client::builder().base_url(&url).bearer("secret").build().unwrap();
    let list = client.list_drivers().await.unwrap();
    let drivers: Vec<_> = list.data.iter().map(|driver| (driver.name.as_str(), driver.phone.as_deref())).collect();
    assert_eq!(drivers, [("Ada Lovelace", Some("+33189000029"))]);

    // The second time the address is taken, and the tour ends with that.
    let error = client_sample::run(&url, "secret").await.unwrap_err();
    assert_eq!(error.status().unwrap(), 409);
    let error = client_sample::run(&url, "other").await.unwrap_err();
    assert_eq!(error.status().unwrap(), 401);
}

#[tokio::test]
async fn the_error_sample_says_what_came() {
    let said = async |status: u16, body: Value| {
        let response = move |request: axum::extract::Request| async move {
            assert_eq!(request.headers()["x-trace"], "7");
            (axum::http::StatusCode::from_u16(status).unwrap(), axum::Json(body.clone()))
        };
        // A service in memory, in the place of the network.
        let client = Client::builder().bearer("t").service(Router::new().fallback(response)).build().unwrap();
        error_sample::run(&client).await
    };
    let problem = json!({
        "code": null, "doc_url": "", "message": "gone", "object": "error", "param": null, "request": "", "status": 404, "type": "",
    });
    assert_eq!(said(404, problem).await, "404 Not Found: gone");
    assert_eq!(said(200, json!({ "id": "drv_1", "name": null })).await, "GET /drivers/{driver} 200 name");
    assert!(said(418, json!("tea")).await.ends_with("(the status is not declared)"));
    let refused = Client::builder().base_url("http://127.0.0.1:1").bearer("t").retries(0).build().unwrap();
    assert_eq!(error_sample::run(&refused).await, "try again");
}

#[tokio::test]
async fn the_pages_sample_gets_every_driver_once() {
    let service = service::Service::new(store::Store::open(None).unwrap(), "secret");
    let url = support::serve(service.into_app()).await + BASE_PATH;
    let client = Client::builder().base_url(&url).bearer("secret").build().unwrap();
    for number in 0..120 {
        let driver = CreateDriver::new(format!("{number}"), format!("d{number}@example.com"));
        client.create_driver(driver).await.unwrap();
    }
    let sorted = |names: Vec<String>| {
        let mut numbers: Vec<u32> = names.iter().map(|name| name.parse().unwrap()).collect();
        numbers.sort_unstable();
        numbers
    };
    let all = pages_sample::run(&client, None).await.unwrap();
    assert_eq!(sorted(all.clone()), (0..120).collect::<Vec<_>>());

    let mut drivers = client.list_drivers().limit(7).items();
    for expected in &all[..10] {
        assert_eq!(drivers.next().await.unwrap().unwrap().name, *expected);
    }
    let rest = pages_sample::run(&client, drivers.continuation()).await.unwrap();
    assert_eq!(rest, all[10..]);
}

#[tokio::test]
async fn the_patient_sample_gets_a_token_and_asks_again() {
    let requests = std::sync::Arc::new(std::sync::Mutex::new(Vec::new()));
    let seen = std::sync::Arc::clone(&requests);
    let response = move |request: axum::extract::Request| async move {
        let authorization = request.headers()["authorization"].to_str().unwrap().to_owned();
        let number = {
            let mut seen = seen.lock().unwrap();
            seen.push((request.uri().host().unwrap().to_owned(), authorization));
            seen.len()
        };
        let (status, body) = match number {
            1 => (200, json!({ "access_token": "t", "expires_in": 3600 })),
            2 => (503, json!({})),
            _ => (200, json!({ "object": "list", "url": "/v1/drivers", "has_more": false, "data": [] })),
        };
        (axum::http::StatusCode::from_u16(status).unwrap(), [("retry-after", "0")], axum::Json(body))
    };
    let builder = Client::builder().service(Router::new().fallback(response));
    assert_eq!(patient_sample::run(builder).await.unwrap(), 0);
    let seen = requests.lock().unwrap();
    let seen: Vec<(&str, &str)> = seen.iter().map(|(host, sent)| (host.as_str(), sent.as_str())).collect();
    let (login, call) = (("login.example.com", "Basic aWQ6c2VjcmV0"), ("api.chargeapi.co", "Bearer t"));
    assert_eq!(seen, [login, call, call, call]);
}

#[tokio::test]
async fn the_server_sample_responds_as_it_is_written() {
    let url = support::serve(server_sample::run()).await + BASE_PATH;
    let builder = || Client::builder().base_url(&url);
    let client = builder().bearer("secret").build().unwrap();
    assert_eq!(client.delete_driver("drv_1").await.unwrap().status(), 200);
    let CallError::Unexpected(unwritten) = client.list_drivers().await.unwrap_err() else { panic!() };
    let mut problem: Value = serde_json::from_slice(unwritten.raw()).unwrap();
    let id = problem.as_object_mut().unwrap().remove("request_id").unwrap();
    assert_eq!(unwritten.headers()["x-request-id"], id.as_str().unwrap());
    let expected = json!({
        "type": "about:blank",
        "title": "Not Implemented",
        "status": 501,
        "detail": "`listDrivers` is not implemented",
    });
    assert_eq!((unwritten.status().as_u16(), problem), (501, expected));

    for stranger in [builder().bearer("other"), builder()] {
        let error = stranger.build().unwrap().delete_driver("drv_1").await.unwrap_err();
        assert_eq!(error.status().unwrap(), 401);
    }
}

/// What README.md says below the server sample.
#[tokio::test]
async fn the_server_sample_refuses_what_breaks_the_contract() {
    let url = support::serve(server_sample::run()).await + BASE_PATH;
    let post = async |body: &'static str| {
        let request = reqwest::Client::new().post(format!("{url}/drivers")).bearer_auth("secret");
        let answer = request.header("content-type", "application/json").body(body).send().await.unwrap();
        assert_eq!(answer.headers()["content-type"], "application/problem+json");
        (answer.status().as_u16(), answer.json::<Value>().await.unwrap()["violations"].take())
    };
    let violation = |pointer: &str, keyword: &str, message: &str| json!({"in": "body", "pointer": pointer, "keyword": keyword, "message": message});
    let not_json = violation("", "json", "is not JSON: expected value at line 1 column 1");
    assert_eq!(post("<driver/>").await, (400, json!([not_json])));
    let wrong = violation("/name", "type", "expected a string, found a number");
    let missing = violation("/email", "required", "`email` is missing");
    assert_eq!(post(r#"{"name": 1}"#).await, (422, json!([wrong, missing])));
    assert_eq!(post(r#"{"name": "Ada", "email": "ada@example.com"}"#).await, (501, Value::Null));
}

#[test]
fn the_validate_sample_finds_nothing_wrong() {
    let driver = json!({
        "id": "drv_1", "object": "driver", "created": 1, "email": "ada@example.com", "fleets": [], "license_number": null,
        "name": "Ada", "phone": null, "preferences": {}, "status": "active", "updated": 1, "vehicles": [],
        "wallet_balance": 0,
    });
    assert!(validate_sample::run(&serde_json::from_value(driver).unwrap()));
}
