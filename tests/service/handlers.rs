//! Handlers without a socket: a test makes the principal, the request and its context by hand.

use axum::http::Request;
use chargeapi::models::{CreateDriver, FleetLink};
use chargeapi::server::{
    Api, AttachDriverRequest, AttachDriverResponse, Authenticate, Context, CreateDriverRequest, CreateDriverResponse,
    ListDriversRequest, ListDriversResponse, RetrieveDriverRequest,
};

use crate::TOKEN;
use crate::service::{Caller, Service};
use crate::store::Store;

fn service() -> Service {
    Service::new(Store::open(None).unwrap(), TOKEN)
}

/// The ID of a driver that is created by a call of the handler.
async fn create(service: &Service, name: &str) -> String {
    let body = CreateDriver::new(name, format!("{name}@example.com"));
    match service.create_driver(Caller, CreateDriverRequest::new(body)).await.unwrap() {
        CreateDriverResponse::Ok(driver) => driver.id,
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn required_parameters_and_the_body_are_arguments() {
    let service = service();
    let driver = create(&service, "ada").await;
    let request = AttachDriverRequest::new(driver.as_str(), FleetLink::new("flt_1"));
    let AttachDriverResponse::Ok(attached) = service.attach_driver(Caller, request).await.unwrap() else { panic!() };
    assert_eq!((attached.id, attached.fleets), (driver, vec!["flt_1".to_owned()]));
}

#[tokio::test]
async fn optional_parameters_are_fields() {
    let service = service();
    let (first, second) = (create(&service, "ada").await, create(&service, "bea").await);
    let mut request = ListDriversRequest::new();
    assert_eq!((request.limit, request.limit_or_default()), (None, 10));
    request.limit = Some(1);
    request.ending_before = Some(first);
    let ListDriversResponse::Ok(list) = service.list_drivers(Caller, request).await.unwrap() else { panic!() };
    let found: Vec<&str> = list.data.iter().map(|driver| driver.id.as_str()).collect();
    assert_eq!((found, list.has_more), (vec![second.as_str()], false));
}

#[tokio::test]
async fn a_context_is_made_of_an_http_request() {
    let service = service();
    let mut request = ListDriversRequest::new();
    let sent = Request::get("/drivers?limit=2").header("authorization", format!("Bearer {TOKEN}")).body(()).unwrap();
    request.context = Context::from_http(request.context.operation(), sent).unwrap();
    assert_eq!(request.context.credentials().bearer(), Some(TOKEN));
    let ListDriversResponse::Ok(list) = service.list_drivers(Caller, request).await.unwrap() else { panic!() };
    assert_eq!(list.url, "/v1/drivers");
}

#[tokio::test]
async fn a_failure_is_that_of_the_handler() {
    let failure = service().retrieve_driver(Caller, RetrieveDriverRequest::new("drv_x")).await.unwrap_err();
    assert_eq!(axum::response::IntoResponse::into_response(failure).status(), 404);
}

#[tokio::test]
async fn credentials_are_verified_by_a_call() {
    let operation = ListDriversRequest::new().context.operation();
    let context = |authorization: &str| {
        let request = Request::get("/drivers").header("authorization", authorization).body(()).unwrap();
        Context::from_http(operation, request)
    };
    service().authenticate(&context(&format!("Bearer {TOKEN}")).unwrap()).await.unwrap();
    let failure = service().authenticate(&context("Bearer other").unwrap()).await.unwrap_err();
    assert_eq!(axum::response::IntoResponse::into_response(failure).status(), 401);
    assert_eq!(context("Basic YTpi").unwrap_err().status(), 401);
}
