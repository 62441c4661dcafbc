//! What the service refuses before an operation is carried out, always with its own error object.

use std::collections::BTreeSet;

use chargeapi::models::{CreateDriver, FleetLink, UpdateDriver};
use chargeapi::{CallError, Client};
use reqwest::Method;
use reqwest::header::{ALLOW, AUTHORIZATION, CONTENT_TYPE, HeaderMap, HeaderName, WWW_AUTHENTICATE};
use serde_json::{Value, json};

use crate::{Running, refusal, refused, send};

/// A header that takes the place of the one that a request has already.
fn header(name: HeaderName, value: &str) -> HeaderMap {
    [(name, value.parse().unwrap())].into_iter().collect()
}

#[tokio::test]
async fn every_violation_of_a_body_is_listed() {
    let running = Running::new().await;
    let body = json!({"name": 1, "phone": null, "license_number": [], "metadata": "x", "more": true});
    let (status, _, error) = send(running.post("/drivers", body)).await;
    let message = "body /name: expected a string, found a number; body /phone: expected a string, found null; \
                   body /license_number: expected a string, found an array; \
                   body /metadata: expected an object, found a string; body /email: `email` is missing";
    let expected = json!({
        "code": null,
        "doc_url": "https://docs.chargeapi.co/errors",
        "message": message,
        "object": "error",
        "param": "name",
        "request": error["request"],
        "status": 400,
        "type": "invalid_request_error",
    });
    assert_eq!((status, error), (400, expected));
    assert!(running.client.list_drivers().await.unwrap().data.is_empty());
}

#[tokio::test]
async fn a_body_that_cannot_be_read_is_refused() {
    let running = Running::new().await;
    let too_large = "x".repeat((256 << 10) + 1);
    let cases = [
        ("application/json", "{\"name\":", 400, "body: is not JSON: EOF while parsing a value at line 1 column 8"),
        ("application/json", "", 400, "body: a body is required"),
        ("application/json", "[]", 400, "body: expected an object, found an array"),
        ("text/plain", "{}", 415, "the body must be application/json"),
        ("application/json", &too_large, 413, "the body has more than 262144 bytes"),
    ];
    for path in ["/drivers", "/drivers/drv_1", "/drivers/drv_1/attach", "/drivers/drv_1/detach"] {
        for (content_type, body, expected, message) in cases {
            let request = running.post(path, body).headers(header(CONTENT_TYPE, content_type));
            let (status, _, error) = send(request).await;
            assert_eq!((status, error["message"].as_str()), (expected, Some(message)), "{path}");
            assert_eq!(
                (&error["object"], &error["status"], &error["param"]),
                (&json!("error"), &json!(expected), &Value::Null)
            );
        }
    }
}

#[tokio::test]
async fn without_the_token_nothing_is_open() {
    let running = Running::new().await;
    let builder = || Client::builder().base_url(&running.url);
    let nobody = builder().build().unwrap();
    let stranger = builder().bearer("ch_sk_test_2").build().unwrap();
    for client in [nobody, stranger] {
        let link = || FleetLink::new("flt_1");
        let refusals = [
            refusal(client.create_driver(CreateDriver::new("Ada", "a")).await),
            refusal(client.list_drivers().limit(0).await),
            refusal(client.retrieve_driver("drv_1").await),
            refusal(client.update_driver("drv_1", UpdateDriver::new()).await),
            refusal(client.delete_driver("drv_1").await),
            refusal(client.attach_driver("drv_1", link()).await),
            refusal(client.detach_driver("drv_1", link()).await),
            refusal(client.list_vehicle_drivers("veh_1").await),
            refusal(client.list_fleet_drivers("flt_1").await),
        ];
        assert_eq!(refusals, [(); 9].map(|()| refused(401, "", "", "credentials are missing or not valid")));
    }
}

#[tokio::test]
async fn a_challenge_names_the_scheme_and_the_body_is_not_looked_at() {
    let running = Running::new().await;
    for authorization in ["", "Bearer", "Bearer ", "Basic ch_sk_test_1", "ch_sk_test_1", "Bearer ch_sk_test_1x"] {
        let request = running.post("/drivers", "{").headers(header(AUTHORIZATION, authorization));
        let (status, headers, error) = send(request).await;
        assert_eq!((status, &headers[WWW_AUTHENTICATE]), (401, &"Bearer".parse().unwrap()));
        assert_eq!((&error["type"], &error["status"]), (&json!("authentication_error"), &json!(401)));
    }
    // The scheme's name may be written in any case.
    let (status, _, _) =
        send(running.request(Method::GET, "/drivers").headers(header(AUTHORIZATION, "bEARER ch_sk_test_1"))).await;
    assert_eq!(status, 200);
}

#[tokio::test]
async fn a_path_without_an_operation_is_refused() {
    let running = Running::new().await;
    for path in ["", "/cars", "/drivers/", "/drivers/drv_1/fleets", "/drivers/drv_1/attach/"] {
        let (status, _, error) = send(running.request(Method::GET, path)).await;
        let expected = (404, json!("no operation has this path"), json!("error"), json!(404));
        assert_eq!(
            (status, error["message"].clone(), error["object"].clone(), error["status"].clone()),
            expected,
            "{path}"
        );
    }
    // Elsewhere it is not the service that answers.
    let elsewhere = reqwest::get(running.url.replace("/v1", "/v2/drivers")).await.unwrap();
    assert_eq!((elsewhere.status().as_u16(), elsewhere.text().await.unwrap().as_str()), (404, ""));
}

#[tokio::test]
async fn a_method_without_an_operation_is_refused() {
    let running = Running::new().await;
    let cases = [
        (Method::DELETE, "/drivers", "POST, GET, HEAD"),
        (Method::PUT, "/drivers/drv_1", "GET, POST, DELETE, HEAD"),
        (Method::GET, "/drivers/drv_1/attach", "POST"),
        (Method::POST, "/fleets/flt_1/drivers", "GET, HEAD"),
        (Method::OPTIONS, "/vehicles/veh_1/drivers", "GET, HEAD"),
    ];
    for (method, path, allowed) in cases {
        let (status, headers, error) = send(running.request(method, path)).await;
        let listed = |text: &str| text.split(',').map(|method| method.trim().to_owned()).collect::<BTreeSet<_>>();
        assert_eq!((status, listed(headers[ALLOW].to_str().unwrap())), (405, listed(allowed)));
        assert_eq!(
            (&error["message"], &error["status"]),
            (&json!(format!("this path has only {allowed}")), &json!(405))
        );
    }
}

#[tokio::test]
async fn a_path_value_is_one_segment_whatever_is_in_it() {
    let running = Running::new().await;
    let client = &running.client;
    for value in
        ["日本 🚗 e\u{301}", "a/b", "drv_1/attach", "%", "%2F", "a%2fb", "?limit=1#x", "..;", "...", "a\\b", "+", "`"]
    {
        let expected = refused(404, "driver_not_found", "", &format!("no driver `{value}`"));
        assert_eq!(refusal(client.retrieve_driver(value).await), expected);
        assert_eq!(refusal(client.detach_driver(value, FleetLink::new("flt_1")).await), expected);
    }
    for value in ["", ".", ".."] {
        let error = client.delete_driver(value).await.unwrap_err();
        assert!(matches!(error, CallError::Request(_)), "{error}");
    }
    let (status, _, error) = send(running.request(Method::GET, "/drivers/%FF")).await;
    assert_eq!((status, &error["message"]), (400, &json!("path /driver: is not UTF-8")));
}

#[tokio::test]
async fn an_error_names_the_request_that_the_caller_named() {
    let running = Running::new().await;
    // Refused before a handler, and by one.
    for path in ["/cars", "/drivers?limit=0", "/drivers/drv_1"] {
        let request = running.request(Method::GET, path).header("x-request-id", "trace-7");
        let (_, headers, error) = send(request).await;
        assert_eq!((&headers["x-request-id"], &error["request"]), (&"trace-7".parse().unwrap(), &json!("req_trace-7")));
        let (_, headers, error) = send(running.request(Method::GET, path)).await;
        assert_eq!(error["request"], format!("req_{}", headers["x-request-id"].to_str().unwrap()));
    }
}
