//! Requests in memory, to services that have nothing to do: reading, validating and writing alone.

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::extract::Request;
use axum::handler::Handler as _;
use axum::routing::any_service;
use chargeapi::models::{Driver, DriverList};
use chargeapi::server::{
    self, Api, Authenticate, BASE_PATH, Context, CreateDriverRequest, CreateDriverResponse, ListDriversRequest,
    ListDriversResponse, Rejection, RetrieveDriverRequest, RetrieveDriverResponse, Secret,
};

use crate::by_hand::{self, Drivers};
use crate::failure::Failure;
use crate::store::{Changes, Page, Store, StoreError};
use crate::{BODY, TOKEN};

/// A service that has one driver, and responds with it always.
struct Canned {
    driver: Driver,
    token: Secret,
}

impl Authenticate for Canned {
    type Principal = ();
    type Error = Failure;

    async fn authenticate(&self, context: &Context) -> Result<(), Failure> {
        match context.credentials().bearer() {
            Some(token) if self.token.matches(token) => Ok(()),
            _ => Err(Rejection::Forbidden.into()),
        }
    }
}

impl Api for Canned {
    async fn create_driver(&self, (): (), _: CreateDriverRequest) -> Result<CreateDriverResponse, Failure> {
        Ok(CreateDriverResponse::Ok(self.driver.clone()))
    }

    async fn retrieve_driver(&self, (): (), _: RetrieveDriverRequest) -> Result<RetrieveDriverResponse, Failure> {
        Ok(RetrieveDriverResponse::Ok(self.driver.clone()))
    }

    async fn list_drivers(&self, (): (), _: ListDriversRequest) -> Result<ListDriversResponse, Failure> {
        Ok(ListDriversResponse::Ok(DriverList::new("/v1/drivers", false, vec![self.driver.clone(); 10])))
    }
}

impl Drivers for Canned {
    fn create(&self, _: Changes) -> Result<Driver, StoreError> {
        Ok(self.driver.clone())
    }

    fn retrieve(&self, _: &str) -> Result<Driver, StoreError> {
        Ok(self.driver.clone())
    }

    fn list(&self, _: &Page) -> Result<(Vec<Driver>, bool), StoreError> {
        Ok((vec![self.driver.clone(); 10], false))
    }

    const BLOCKS: bool = false;
}

fn canned() -> Canned {
    let store = Store::open(None).expect("a database");
    let (name, email) = (Some("Ada Lovelace".to_owned()), Some("ada@example.com".to_owned()));
    let preferences = Some(serde_json::json!({ "currency": "eur" }));
    let changes = Changes { name, email, phone: None, license_number: None, preferences, metadata: None };
    Canned { driver: store.create(changes).expect("a driver"), token: TOKEN.into() }
}

pub fn run(who: &str, requests: usize) {
    let app = match who {
        "ours" => Router::new().nest_service(BASE_PATH, server::router(canned())),
        _ => by_hand::app(canned()),
    };
    let app = any_service(app);
    let runtime = tokio::runtime::Builder::new_current_thread().build().expect("a runtime");
    runtime.block_on(async {
        for number in 0..requests {
            let response = app.clone().call(request(number % 3), ()).await;
            assert_eq!(response.status(), 200);
            let body = to_bytes(response.into_body(), usize::MAX).await.expect("a body");
            assert!(body.len() > 100);
        }
    });
    println!("{who}: {requests} requests");
}

/// In turns: one driver is created, one is retrieved, and ten are listed.
fn request(kind: usize) -> Request {
    let request = Request::builder().header("authorization", format!("Bearer {TOKEN}"));
    let (request, body) = match kind {
        0 => (request.method("POST").uri("/v1/drivers").header("content-type", "application/json"), Body::from(BODY)),
        1 => (request.uri("/v1/drivers/drv_1"), Body::empty()),
        _ => (request.uri("/v1/drivers?limit=10"), Body::empty()),
    };
    request.body(body).expect("a request")
}
