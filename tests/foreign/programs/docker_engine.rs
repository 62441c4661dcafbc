//! A Docker engine that has one container, and no other method than those that a few calls of an official client need.

use sdk::models::{ContainerCreateCreated, ContainerSummaryItem, ErrorResponse, SystemVersionResponse as Version};
use sdk::server::{
    Api, BASE_PATH, ContainerCreateBody, ContainerCreateRequest, ContainerCreateResponse, ContainerDeleteRequest,
    ContainerDeleteResponse, ContainerListRequest, ContainerListResponse, ContainerStartRequest,
    ContainerStartResponse, IntoResponse, Rejection, Response, Router, SystemPingRequest, SystemPingResponse,
    SystemVersionRequest, SystemVersionResponse, router,
};

struct Engine;

/// A failure as the engine writes it: with its message alone.
struct Failure(Rejection);

impl From<Rejection> for Failure {
    fn from(rejection: Rejection) -> Self {
        Self(rejection)
    }
}

impl IntoResponse for Failure {
    fn into_response(self) -> Response {
        (self.0.status(), axum::Json(ErrorResponse::new(self.0.to_string()))).into_response()
    }
}

const ID: &str = "3613f73ba0e4";

impl Api for Engine {
    type Error = Failure;

    async fn system_ping(&self, _: SystemPingRequest) -> Result<SystemPingResponse, Failure> {
        Ok(SystemPingResponse::Ok("OK".to_owned()))
    }

    async fn system_version(&self, _: SystemVersionRequest) -> Result<SystemVersionResponse, Failure> {
        Ok(SystemVersionResponse::Ok(Version::new().api_version("1.33").version("17.11.0")))
    }

    async fn container_create(&self, request: ContainerCreateRequest) -> Result<ContainerCreateResponse, Failure> {
        match request.body {
            ContainerCreateBody::Json(body) => {
                println!("create {:?} of {:?}: {:?}", request.name, body.image, body.cmd)
            }
            ContainerCreateBody::OctetStream(_) => println!("create {:?} of bytes", request.name),
        }
        Ok(ContainerCreateResponse::Created(ContainerCreateCreated::new(ID, vec![])))
    }

    async fn container_list(&self, request: ContainerListRequest) -> Result<ContainerListResponse, Failure> {
        println!("list all {:?}, limit {:?}, filters {:?}", request.all, request.limit, request.filters);
        Ok(ContainerListResponse::Ok(vec![ContainerSummaryItem::new().id(ID).image("ubuntu")]))
    }

    async fn container_start(&self, _: ContainerStartRequest) -> Result<ContainerStartResponse, Failure> {
        Ok(ContainerStartResponse::NoContent)
    }

    async fn container_delete(&self, request: ContainerDeleteRequest) -> Result<ContainerDeleteResponse, Failure> {
        println!("delete {} force {:?}", request.id, request.force);
        Ok(ContainerDeleteResponse::NoContent)
    }
}

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let address = std::env::args().nth(1).expect("an address");
    let listener = tokio::net::TcpListener::bind(address).await.unwrap();
    axum::serve(listener, Router::new().nest_service(BASE_PATH, router(Engine))).await.unwrap();
}
