//! The drivers service over a socket, called by the generated client and, where text matters, by plain HTTP.

#![cfg(all(feature = "client", feature = "server"))]

mod drivers;
#[path = "../../examples/drivers_server/failure.rs"]
mod failure;
mod handlers;
mod hostile;
mod lists;
mod random;
mod refusals;
#[path = "../../examples/drivers_server/service.rs"]
mod service;
#[path = "../../examples/drivers_server/store.rs"]
mod store;
#[path = "../support/mod.rs"]
mod support;

use std::fmt::Debug;

use chargeapi::models::{ApiError, ApiErrorObject, CreateDriver, Driver};
use chargeapi::server::BASE_PATH;
use chargeapi::{CallError, Client, Response};
use reqwest::header::{CONTENT_TYPE, HeaderMap};
use reqwest::{Method, RequestBuilder};
use serde_json::Value;
use service::Service;
use store::Store;

const TOKEN: &str = "ch_sk_test_1";

/// A running service.
struct Running {
    /// With the base path.
    url: String,
    client: Client,
}

impl Running {
    async fn on(store: Store) -> Self {
        let app = Service::new(store, TOKEN).into_app();
        let url = support::serve(app).await + BASE_PATH;
        let client = Client::builder().base_url(&url).bearer(TOKEN).build().unwrap();
        Self { url, client }
    }

    async fn new() -> Self {
        Self::on(Store::open(None).unwrap()).await
    }

    fn request(&self, method: Method, path: &str) -> RequestBuilder {
        reqwest::Client::new().request(method, format!("{}{path}", self.url)).bearer_auth(TOKEN)
    }

    fn post(&self, path: &str, body: impl ToString) -> RequestBuilder {
        self.request(Method::POST, path).header(CONTENT_TYPE, "application/json").body(body.to_string())
    }

    /// Drivers of these names, in this order.
    async fn create(&self, names: &[&str]) -> Vec<Driver> {
        let mut drivers = Vec::new();
        for name in names {
            let body = CreateDriver::new(*name, format!("{name}@example.com"));
            drivers.push(self.client.create_driver(body).await.unwrap().into_inner());
        }
        drivers
    }
}

/// Status, headers and JSON body of a plain request.
async fn send(request: RequestBuilder) -> (u16, HeaderMap, Value) {
    let answer = request.send().await.unwrap();
    let (status, headers) = (answer.status().as_u16(), answer.headers().clone());
    let text = answer.text().await.unwrap();
    let body = serde_json::from_str(&text).unwrap_or_else(|error| panic!("{error}: {text}"));
    (status, headers, body)
}

/// What a call was refused with: status, code, parameter, message. What every error has in common is checked on the way.
fn refusal<T: Debug>(result: Result<Response<T>, CallError<ApiError>>) -> (u16, String, String, String) {
    let CallError::Api(error) = result.unwrap_err() else { panic!("no declared failure") };
    let (status, error) = (error.status().as_u16(), error.into_body());
    assert_eq!((error.status, &error.object), (i64::from(status), &ApiErrorObject::Error));
    assert!(error.request.starts_with("req_") && error.doc_url.starts_with("https://"), "{error:?}");
    assert_eq!(error.type_, if status == 401 { "authentication_error" } else { "invalid_request_error" });
    (status, error.code.unwrap_or_default(), error.param.unwrap_or_default(), error.message)
}

fn refused(status: u16, code: &str, param: &str, message: &str) -> (u16, String, String, String) {
    (status, code.to_owned(), param.to_owned(), message.to_owned())
}

fn is_now(time: i64) -> bool {
    let now = std::time::UNIX_EPOCH.elapsed().unwrap().as_secs() as i64;
    (now - 60..=now).contains(&time)
}
