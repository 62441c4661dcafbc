//! Server stubs of the drivers API.

use super::runtime::server::{
    Authenticate, Context, FromRequest, Incoming, IntoResponse, Rejection, Response, Router, Routes, not_implemented,
    reply,
};
use super::{models, operations};

#[allow(unused_variables)]
pub trait Api: Authenticate {
    fn create_driver(
        &self,
        principal: Self::Principal,
        request: CreateDriverRequest,
    ) -> impl Future<Output = Result<CreateDriverResponse, Self::Error>> + Send {
        not_implemented(&operations::CREATE_DRIVER)
    }

    fn list_drivers(
        &self,
        request: ListDriversRequest,
    ) -> impl Future<Output = Result<ListDriversResponse, Self::Error>> + Send {
        not_implemented(&operations::LIST_DRIVERS)
    }

    fn retrieve_driver(
        &self,
        principal: Self::Principal,
        request: RetrieveDriverRequest,
    ) -> impl Future<Output = Result<RetrieveDriverResponse, Self::Error>> + Send {
        not_implemented(&operations::RETRIEVE_DRIVER)
    }

    fn export_driver(
        &self,
        principal: Option<Self::Principal>,
        request: ExportDriverRequest,
    ) -> impl Future<Output = Result<ExportDriverResponse, Self::Error>> + Send {
        not_implemented(&operations::EXPORT_DRIVER)
    }

    fn delete_driver(
        &self,
        request: DeleteDriverRequest,
    ) -> impl Future<Output = Result<DeleteDriverResponse, Self::Error>> + Send {
        not_implemented(&operations::DELETE_DRIVER)
    }
}

#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct CreateDriverRequest {
    pub body: models::CreateDriver,
    pub context: Context,
}

impl FromRequest for CreateDriverRequest {
    fn from_request(mut incoming: Incoming) -> Result<Self, Rejection> {
        Ok(Self { body: incoming.json()?, context: incoming.into_context() })
    }
}

#[derive(Debug, Clone, PartialEq)]
pub enum CreateDriverResponse {
    Ok(models::Driver),
    Conflict(models::ApiError),
}

impl IntoResponse for CreateDriverResponse {
    fn into_response(self) -> Response {
        match self {
            Self::Ok(body) => reply::json(200, &body),
            Self::Conflict(body) => reply::json(409, &body),
        }
    }
}

#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct ListDriversRequest {
    pub limit: Option<i64>,
    pub status: Option<Vec<String>>,
    pub filter: Option<serde_json::Value>,
    pub request_id: Option<String>,
    pub session: Option<String>,
    pub context: Context,
}

impl FromRequest for ListDriversRequest {
    fn from_request(mut incoming: Incoming) -> Result<Self, Rejection> {
        Ok(Self {
            limit: incoming.query("limit")?,
            status: incoming.query("status")?,
            filter: incoming.query("filter")?,
            request_id: incoming.header("X-Request-Id")?,
            session: incoming.cookie("session")?,
            context: incoming.into_context(),
        })
    }
}

#[derive(Debug, Clone, PartialEq)]
pub enum ListDriversResponse {
    Ok(models::DriverList),
}

impl IntoResponse for ListDriversResponse {
    fn into_response(self) -> Response {
        match self {
            Self::Ok(body) => reply::json(200, &body),
        }
    }
}

#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct RetrieveDriverRequest {
    pub driver: String,
    pub context: Context,
}

impl FromRequest for RetrieveDriverRequest {
    fn from_request(mut incoming: Incoming) -> Result<Self, Rejection> {
        Ok(Self { driver: incoming.path("driver")?, context: incoming.into_context() })
    }
}

#[derive(Debug, Clone, PartialEq)]
pub enum RetrieveDriverResponse {
    Ok(models::Driver),
    NotFound(models::ApiError),
}

impl IntoResponse for RetrieveDriverResponse {
    fn into_response(self) -> Response {
        match self {
            Self::Ok(body) => reply::json(200, &body),
            Self::NotFound(body) => reply::json(404, &body),
        }
    }
}

#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct ExportDriverRequest {
    pub driver: String,
    pub context: Context,
}

impl FromRequest for ExportDriverRequest {
    fn from_request(mut incoming: Incoming) -> Result<Self, Rejection> {
        Ok(Self { driver: incoming.path("driver")?, context: incoming.into_context() })
    }
}

#[derive(Debug, Clone, PartialEq)]
pub enum ExportDriverResponse {
    Ok(String),
}

impl IntoResponse for ExportDriverResponse {
    fn into_response(self) -> Response {
        match self {
            Self::Ok(body) => reply::text(200, "text/csv", body),
        }
    }
}

#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct DeleteDriverRequest {
    pub id: String,
    pub context: Context,
}

impl FromRequest for DeleteDriverRequest {
    fn from_request(mut incoming: Incoming) -> Result<Self, Rejection> {
        Ok(Self { id: incoming.path("id")?, context: incoming.into_context() })
    }
}

#[derive(Debug, Clone, PartialEq)]
pub enum DeleteDriverResponse {
    NoContent,
}

impl IntoResponse for DeleteDriverResponse {
    fn into_response(self) -> Response {
        match self {
            Self::NoContent => reply::empty(204),
        }
    }
}

pub fn router<A: Api>(api: A) -> Router {
    Routes::guarded(api)
        .on(&operations::CREATE_DRIVER, A::create_driver)
        .on(&operations::LIST_DRIVERS, A::list_drivers)
        .on(&operations::RETRIEVE_DRIVER, A::retrieve_driver)
        .on(&operations::EXPORT_DRIVER, A::export_driver)
        .on(&operations::DELETE_DRIVER, A::delete_driver)
        .into_router()
}
