//! The samples of docs/server.md, word for word, and what they do.

#![cfg(all(feature = "client", feature = "server"))]

mod support;

use chargeapi::server::{self, IntoResponse, Rejection};

#[rustfmt::skip]
mod service_sample {
use chargeapi::models::DriverList;
use chargeapi::server::{self, Context, ListDriversRequest, ListDriversResponse, Rejection};

struct Drivers;

impl server::Authenticate for Drivers {
    type Principal = String;
    type Error = Rejection;

    async fn authenticate(&self, context: &Context) -> Result<String, Rejection> {
        match context.credentials().bearer() {
            Some("secret") => Ok("ada".to_owned()),
            _ => Err(context.unauthenticated()),
        }
    }
}

impl server::Api for Drivers {
    async fn list_drivers(&self, user: String, request: ListDriversRequest) -> Result<ListDriversResponse, Rejection> {
        println!("{user} lists {} drivers", request.limit_or_default());
        Ok(ListDriversResponse::Ok(DriverList::new("/v1/drivers", false, vec![])))
    }
}

async fn serve(listener: tokio::net::TcpListener) -> std::io::Result<()> {
    let app = axum::Router::new().nest_service(server::BASE_PATH, server::router(Drivers));
    axum::serve(listener, app).await
}

pub async fn run(listener: tokio::net::TcpListener) -> std::io::Result<()> {
    serve(listener).await
}

pub fn service() -> impl server::Api<Principal = String> {
    Drivers
}
}

#[rustfmt::skip]
mod error_sample {
use chargeapi::server::{IntoResponse, Rejection, RequestId, Response};

struct Failure(Rejection);

impl From<Rejection> for Failure {
    fn from(rejection: Rejection) -> Self {
        Self(rejection)
    }
}

impl IntoResponse for Failure {
    fn into_response(self) -> Response {
        let id = RequestId::current().map(|id| id.to_string()).unwrap_or_default();
        let text = format!("{} (request {id})", self.0);
        (self.0.status(), self.0.headers(), text).into_response()      // the headers are `allow` and `www-authenticate`
    }
}

pub fn run(rejection: Rejection) -> Response {
    Failure::from(rejection).into_response()
}
}

#[rustfmt::skip]
mod routes_sample {
use axum::Router;
use axum::routing::get;
use chargeapi::operations;
use chargeapi::server::{self, Limits};

fn app(api: impl server::Api) -> Router {
    let drivers = server::service(api)
        .limits(Limits::new().body(64 << 10))
        .operation(&operations::CREATE_DRIVER, |operation| operation.limits(Limits::new().body(1 << 20)))
        .into_router();
    Router::new()
        .route("/health", get(async || "well"))
        .nest_service(server::BASE_PATH, drivers)
        .fallback(async || (axum::http::StatusCode::NOT_FOUND, "there is nothing here"))
}

pub fn run(api: impl server::Api) -> Router {
    app(api)
}
}

#[rustfmt::skip]
mod test_sample {
use chargeapi::Client;
use chargeapi::server::{self, Api, ListDriversRequest, ListDriversResponse};

async fn lists_no_drivers<A: Api<Principal = String>>(service: A) {
    let mut request = ListDriversRequest::new();
    request.limit = Some(5);
    let response = service.list_drivers("ada".to_owned(), request).await;
    assert!(matches!(response, Ok(ListDriversResponse::Ok(list)) if list.data.is_empty()));

    let client = Client::builder().bearer("secret").service(axum::Router::new().nest_service(server::BASE_PATH, server::router(service)));
    let drivers = client.build().unwrap().list_drivers().limit(5).await.unwrap();
    assert_eq!((drivers.status().as_u16(), drivers.data.len()), (200, 0));
}

pub async fn run<A: Api<Principal = String>>(service: A) {
    lists_no_drivers(service).await;
}
}

/// The Rust blocks of the page.
fn blocks() -> Vec<String> {
    let mut blocks = Vec::new();
    let mut lines = include_str!("../docs/server.md").lines();
    while let Some(line) = lines.next() {
        if line == "```rust" {
            blocks.push(lines.by_ref().take_while(|line| *line != "```").map(|line| format!("{line}\n")).collect());
        }
    }
    blocks
}

#[test]
fn the_samples_stand_here_word_for_word() {
    let samples = blocks();
    assert_eq!(samples.len(), 8);
    // Those about uploads, streams and headers are of another API, and are run beside it.
    let tests = [include_str!("server_guide.rs"), include_str!("../codegen/tests/fixtures/guide/test.rs")];
    for sample in samples {
        let is_here = |test: &&str| ["{\n", ";\n\n"].iter().any(|before| test.contains(&format!("{before}{sample}")));
        assert!(tests.iter().any(is_here), "the page and its tests differ; the page has:\n{sample}");
    }
}

/// Status and body of the response to a GET.
async fn get(url: &str, token: &str) -> (u16, String) {
    let response = reqwest::Client::new().get(url).bearer_auth(token).send().await.unwrap();
    (response.status().as_u16(), response.text().await.unwrap())
}

#[tokio::test]
async fn the_service_responds() {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}{}/drivers", listener.local_addr().unwrap(), server::BASE_PATH);
    tokio::spawn(service_sample::run(listener));
    let (status, list) = get(&format!("{url}?limit=5"), "secret").await;
    assert_eq!((status, list.contains(r#""data":[]"#)), (200, true), "{list}");
    assert_eq!(get(&url, "other").await.0, 401);
    assert_eq!(get(&format!("{url}?limit=x"), "secret").await.0, 400);
    assert_eq!(get(&format!("{url}/drv_1"), "secret").await.0, 501);
}

#[tokio::test]
async fn an_error_of_the_service_has_its_own_text() {
    let response = error_sample::run(Rejection::MethodNotAllowed { allowed: vec!["GET"] });
    assert_eq!((response.status().as_u16(), response.headers()["allow"].to_str().unwrap()), (405, "GET"));
    let body = axum::body::to_bytes(response.into_body(), 1000).await.unwrap();
    assert_eq!(body, "this path has only GET (request )");
    assert_eq!(Rejection::Forbidden.into_response().status(), 403);
}

#[tokio::test]
async fn other_routes_stand_beside() {
    let url = support::serve(routes_sample::run(service_sample::service())).await;
    assert_eq!(get(&format!("{url}/health"), "").await, (200, "well".to_owned()));
    assert_eq!(get(&format!("{url}/else"), "").await, (404, "there is nothing here".to_owned()));
    assert_eq!(get(&format!("{url}{}/drivers", server::BASE_PATH), "secret").await.0, 200);
    let create = |size: usize| {
        let request = reqwest::Client::new().post(format!("{url}{}/drivers", server::BASE_PATH)).bearer_auth("secret");
        request.header("content-type", "application/json").body(" ".repeat(size)).send()
    };
    // The limit of the operation holds for it, and not that of the service.
    assert_eq!(create(100 << 10).await.unwrap().status(), 400);
    assert_eq!(create(2 << 20).await.unwrap().status(), 413);
}

#[tokio::test]
async fn a_service_is_tested_without_a_socket() {
    test_sample::run(service_sample::service()).await;
}
