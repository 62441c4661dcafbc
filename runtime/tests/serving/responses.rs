//! Responses that the description does not declare, and the description itself.

use std::time::Duration;

use oasmith_runtime::response_schemas::ResponseSchemas;
use oasmith_runtime::server::{Items, Limits, Rejection, Response, Routes, reply};
use serde_json::json;

use super::{NAMED, POST, Taken, Told, post, send};

static SCHEMAS: &[ResponseSchemas] = &[(&POST, &[(&[200], &NAMED)])];

async fn respond((): &(), taken: Taken) -> Result<Response, Rejection> {
    let name = json!({ "name": "Adelaide" });
    Ok(match taken.body.as_str().unwrap() {
        "good" => reply::json(200, &json!({ "name": "Ada" })),
        "long" => reply::json(200, &name),
        "status" => reply::json(201, &name),
        "media" => reply::text(200, "text/plain", "Ada"),
        "empty" => reply::empty(204),
        "body" => reply::stream(200, "application/json", "[".into()),
        "stream" => reply::items(200, "application/json", Items::of([name])),
        _ => return Err(Rejection::Forbidden),
    })
}

#[tokio::test]
async fn a_response_that_is_not_declared_is_a_500() {
    let told = Told::default();
    let service = || Routes::new(()).on(&POST, respond).on_fault(told.hook());
    let checked = service().response_schemas(SCHEMAS).check_responses(true).into_router();
    let cases = [
        ("good", 200, None),
        ("empty", 204, None),
        ("long", 500, Some("body /name: must have at most 3 characters")),
        ("status", 500, Some("status 201 is not declared")),
        ("media", 500, Some("the content type text/plain is not declared")),
        ("body", 500, Some("its body is not JSON: EOF while parsing a list at line 1 column 1")),
        // What comes while it is sent cannot be taken back, and an error of the service is deliberate.
        ("stream", 200, None),
        ("error", 403, None),
    ];
    for (kind, status, message) in cases {
        let (given, _, body) = send(&checked, post(json!(kind).to_string())).await;
        assert_eq!(given, status, "{kind}: {body}");
        let expected: Vec<_> = message.into_iter().map(|message| ("undeclared_response", message.to_owned())).collect();
        assert_eq!(told.all(), expected, "{kind}");
        told.0.lock().unwrap().clear();
    }
    // In a debug build it is the default where the schemas are there.
    for (service, status) in [
        (service(), 200),
        (service().response_schemas(SCHEMAS), if cfg!(debug_assertions) { 500 } else { 200 }),
        (service().response_schemas(SCHEMAS).check_responses(false), 200),
    ] {
        assert_eq!(send(&service.into_router(), post("\"long\"")).await.0, status);
    }
}

#[tokio::test]
async fn the_description_is_served_where_it_is_wanted() {
    let description = r#"{"openapi":"3.1.0"}"#;
    let router = Routes::new(()).on(&POST, respond).description("/openapi.json", description).into_router();
    let get = || http::Request::get("/openapi.json").body(axum::body::Body::empty()).unwrap();
    let (status, headers, body) = send(&router, get()).await;
    assert_eq!(
        (status, &headers["content-type"], body.as_str()),
        (200, &"application/json".parse().unwrap(), description)
    );
    let without = Routes::new(()).on(&POST, respond).into_router();
    assert_eq!(send(&without, get()).await.0, 404);
}

/// A handler takes as long as it takes: only its body is limited.
#[tokio::test]
async fn a_slow_handler_is_no_slow_body() {
    async fn slow((): &(), _: Taken) -> Result<Response, Rejection> {
        tokio::time::sleep(Duration::from_millis(60)).await;
        Ok(reply::empty(204))
    }
    let limits = Limits::new().time(Duration::from_millis(20));
    let router = Routes::new(()).on(&POST, slow).limits(limits).into_router();
    assert_eq!(send(&router, post("1")).await.0, 204);
}
