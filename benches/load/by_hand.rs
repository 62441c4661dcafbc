//! The drivers service as somebody writes it with axum's extractors: three of its operations.

use std::sync::Arc;

use axum::extract::{Path, Query, Request, State};
use axum::http::StatusCode;
use axum::http::header::AUTHORIZATION;
use axum::middleware::{Next, from_fn};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use axum::{Json, Router};
use chargeapi::models::{Driver, DriverList};
use serde::Deserialize;
use serde_json::{Map, Value, json};

use crate::TOKEN;
use crate::store::{Changes, Listing, Page, Store, StoreError};

/// What holds the drivers.
pub trait Drivers: Send + Sync + 'static {
    fn create(&self, changes: Changes) -> Result<Driver, StoreError>;
    fn retrieve(&self, id: &str) -> Result<Driver, StoreError>;
    fn list(&self, page: &Page) -> Result<(Vec<Driver>, bool), StoreError>;
    /// Whether it may wait for a disk.
    const BLOCKS: bool;
}

impl Drivers for Store {
    fn create(&self, changes: Changes) -> Result<Driver, StoreError> {
        Self::create(self, changes)
    }

    fn retrieve(&self, id: &str) -> Result<Driver, StoreError> {
        Self::retrieve(self, id)
    }

    fn list(&self, page: &Page) -> Result<(Vec<Driver>, bool), StoreError> {
        Self::list(self, &Listing::All, page)
    }

    const BLOCKS: bool = true;
}

struct Failed(StatusCode, String);

impl IntoResponse for Failed {
    fn into_response(self) -> Response {
        (self.0, Json(json!({ "message": self.1 }))).into_response()
    }
}

impl From<StoreError> for Failed {
    fn from(error: StoreError) -> Self {
        match error {
            StoreError::NoDriver(id) => Self(StatusCode::NOT_FOUND, id),
            StoreError::EmailTaken(email) => Self(StatusCode::CONFLICT, email),
            StoreError::NoCursor(_, cursor) => Self(StatusCode::NOT_FOUND, cursor),
            StoreError::Database(_) | StoreError::AlreadyLinked(_) | StoreError::NotLinked(_) => {
                Self(StatusCode::INTERNAL_SERVER_ERROR, String::new())
            }
        }
    }
}

#[derive(Deserialize)]
struct Create {
    name: String,
    email: String,
    phone: Option<String>,
    license_number: Option<String>,
    preferences: Option<Value>,
    metadata: Option<Map<String, Value>>,
}

#[derive(Deserialize)]
struct Paging {
    limit: Option<i64>,
    starting_after: Option<String>,
    ending_before: Option<String>,
}

async fn on<D: Drivers, T: Send + 'static>(
    drivers: Arc<D>,
    work: impl FnOnce(&D) -> Result<T, StoreError> + Send + 'static,
) -> Result<T, Failed> {
    if !D::BLOCKS {
        return work(&drivers).map_err(Failed::from);
    }
    match tokio::task::spawn_blocking(move || work(&drivers)).await {
        Ok(done) => done.map_err(Failed::from),
        Err(_) => Err(Failed(StatusCode::INTERNAL_SERVER_ERROR, String::new())),
    }
}

async fn create<D: Drivers>(
    State(drivers): State<Arc<D>>,
    Json(Create { name, email, phone, license_number, preferences, metadata }): Json<Create>,
) -> Result<Json<Driver>, Failed> {
    let changes = Changes { name: Some(name), email: Some(email), phone, license_number, preferences, metadata };
    on(drivers, move |drivers| drivers.create(changes)).await.map(Json)
}

async fn retrieve<D: Drivers>(State(drivers): State<Arc<D>>, Path(id): Path<String>) -> Result<Json<Driver>, Failed> {
    on(drivers, move |drivers| drivers.retrieve(&id)).await.map(Json)
}

async fn list<D: Drivers>(
    State(drivers): State<Arc<D>>,
    Query(paging): Query<Paging>,
) -> Result<Json<DriverList>, Failed> {
    if paging.limit.is_some_and(|limit| !(1..=100).contains(&limit)) {
        return Err(Failed(StatusCode::BAD_REQUEST, "limit must be 1 to 100".to_owned()));
    }
    let page = Page::new(paging.limit, paging.starting_after, paging.ending_before);
    let (data, has_more) = on(drivers, move |drivers| drivers.list(&page)).await?;
    Ok(Json(DriverList::new("/v1/drivers", has_more, data)))
}

async fn authenticate(request: Request, next: Next) -> Response {
    let given = request.headers().get(AUTHORIZATION).and_then(|given| given.to_str().ok());
    match given.and_then(|given| given.strip_prefix("Bearer ")) {
        Some(token) if token == TOKEN => next.run(request).await,
        _ => Failed(StatusCode::UNAUTHORIZED, "credentials are missing or not valid".to_owned()).into_response(),
    }
}

pub fn app<D: Drivers>(drivers: D) -> Router {
    let router = Router::new()
        .route("/drivers", get(list::<D>).post(create::<D>))
        .route("/drivers/{driver}", get(retrieve::<D>))
        .layer(from_fn(authenticate))
        .with_state(Arc::new(drivers));
    Router::new().nest_service("/v1", router)
}
