//! What the service refuses before an operation is carried out, always with its own error object.

use chargeapi::models::{CreateDriver, FleetLink, UpdateDriver};
use reqwest::Method;
use reqwest::header::{ALLOW, CONTENT_TYPE, WWW_AUTHENTICATE};
use serde_json::{Value, json};

use crate::{Running, refusal, refused, send};

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
    let too_large = "x".repeat((2 << 20) + 1);
    let cases = [
        ("application/json", "{\"name\":", 400, "body: is not JSON: EOF while parsing a value at line 1 column 8"),
        ("application/json", "", 400, "body: a body is required"),
        ("application/json", "[]", 400, "body: expected an object, found an array"),
        ("text/plain", "{}", 415, "the body must be application/json"),
        ("application/json", &too_large, 413, "the body has more than 2097152 bytes"),
    ];
    for path in ["/drivers", "/drivers/drv_1", "/drivers/drv_1/attach", "/drivers/drv_1/detach"] {
        for (content_type, body, expected, message) in cases {
            let request = running.post(path, body).header(CONTENT_TYPE, content_type);
            let (status, _, error) = send(request).await;
            assert_eq!((status, error["message"].as_str()), (expected, Some(message)), "{path}");
            assert_eq!((&error["object"], &error["status"], &error["param"]), (&json!("error"), &json!(expected), &Value::Null));
        }
    }
}
