//! The service: each operation of the generated trait, on the store.
//!
//! Owns the rules of the API. Must not know SQL.

use std::sync::Arc;
use std::time::Duration;

use chargeapi::models::{CreateDriver, Driver, DriverList, UpdateDriver};
use chargeapi::server::{
    self, Api, AttachDriverRequest, AttachDriverResponse, Authenticate, BASE_PATH, Context, CreateDriverRequest,
    CreateDriverResponse, DeleteDriverRequest, DeleteDriverResponse, DetachDriverRequest, DetachDriverResponse, Limits,
    ListDriversRequest, ListDriversResponse, ListFleetDriversRequest, ListFleetDriversResponse,
    ListVehicleDriversRequest, ListVehicleDriversResponse, RetrieveDriverRequest, RetrieveDriverResponse, Router,
    Secret, UpdateDriverRequest, UpdateDriverResponse,
};

use crate::failure::Failure;
use crate::store::{Changes, Listing, Page, Store, StoreError};

/// The drivers service.
#[derive(Clone)]
pub struct Service {
    store: Arc<Store>,
    token: Arc<Secret>,
}

impl Service {
    /// A service on a store, open to callers with this bearer token.
    pub fn new(store: Store, token: impl Into<Secret>) -> Self {
        Self { store: Arc::new(store), token: Arc::new(token.into()) }
    }

    /// The service under the path of its API. It takes bodies of 256 KiB, and waits ten seconds for them.
    pub fn into_app(self) -> Router {
        let limits = Limits::new().body(256 << 10).time(Duration::from_secs(10));
        Router::new().nest_service(BASE_PATH, server::service(self).limits(limits).into_router())
    }

    /// Runs a piece of work on the store where it may block.
    async fn on_store<T: Send + 'static>(
        &self,
        work: impl FnOnce(&Store) -> Result<T, StoreError> + Send + 'static,
    ) -> Result<T, Failure> {
        let store = self.store.clone();
        match tokio::task::spawn_blocking(move || work(&store)).await {
            Ok(done) => done.map_err(Failure::from),
            Err(_) => Err(Failure::new(500, "api_error", "the request could not be carried out")),
        }
    }

    async fn list(&self, listing: Listing, page: Page, context: &Context) -> Result<DriverList, Failure> {
        // As it was sent, so that what is encoded in it stays encoded.
        let url = format!("{BASE_PATH}{}", context.uri().path());
        let (data, has_more) = self.on_store(move |store| store.list(&listing, &page)).await?;
        Ok(DriverList::new(url, has_more, data))
    }
}

impl From<StoreError> for Failure {
    fn from(error: StoreError) -> Self {
        match error {
            StoreError::Database(error) => error.into(),
            StoreError::NoDriver(driver) => Failure::not_found("driver_not_found", format!("no driver `{driver}`")),
            StoreError::EmailTaken(email) => {
                Failure::conflict(format!("another driver has the email address `{email}`")).param("email")
            }
            StoreError::AlreadyLinked(fleet) => {
                Failure::conflict(format!("the driver is linked to fleet `{fleet}` already"))
                    .code("driver_fleet_conflict")
                    .param("fleet")
            }
            StoreError::NotLinked(fleet) => Failure::not_found(
                "driver_or_fleet_not_found",
                format!("the driver is not linked to a fleet `{fleet}`"),
            ),
            StoreError::NoCursor(name, cursor) => {
                Failure::not_found("driver_not_found", format!("no driver `{cursor}` to start from")).param(name)
            }
        }
    }
}

/// A caller that presents the token of the service. There is one token, so there is nothing to know of it.
#[derive(Debug, Clone, Copy)]
pub struct Caller;

impl Authenticate for Service {
    type Principal = Caller;
    type Error = Failure;

    async fn authenticate(&self, context: &Context) -> Result<Caller, Failure> {
        match context.credentials().bearer() {
            Some(token) if self.token.matches(token) => Ok(Caller),
            _ => Err(context.unauthenticated().into()),
        }
    }
}

impl Api for Service {
    async fn create_driver(&self, _: Caller, request: CreateDriverRequest) -> Result<CreateDriverResponse, Failure> {
        let CreateDriver { name, email, phone, license_number, preferences, metadata, .. } = request.body;
        let changes = Changes { name: Some(name), email: Some(email), phone, license_number, preferences, metadata };
        self.on_store(move |store| store.create(changes)).await.map(CreateDriverResponse::Ok)
    }

    async fn update_driver(&self, _: Caller, request: UpdateDriverRequest) -> Result<UpdateDriverResponse, Failure> {
        let UpdateDriver { name, email, phone, license_number, preferences, metadata, .. } = request.body;
        let changes = Changes { name, email, phone, license_number, preferences, metadata };
        self.on_store(move |store| store.update(&request.driver, changes)).await.map(UpdateDriverResponse::Ok)
    }

    async fn retrieve_driver(
        &self,
        _: Caller,
        request: RetrieveDriverRequest,
    ) -> Result<RetrieveDriverResponse, Failure> {
        self.on_store(move |store| store.retrieve(&request.driver)).await.map(RetrieveDriverResponse::Ok)
    }

    async fn delete_driver(&self, _: Caller, request: DeleteDriverRequest) -> Result<DeleteDriverResponse, Failure> {
        self.on_store(move |store| store.delete(&request.driver)).await?;
        Ok(DeleteDriverResponse::Ok)
    }

    async fn list_drivers(&self, _: Caller, request: ListDriversRequest) -> Result<ListDriversResponse, Failure> {
        let page = Page::new(request.limit, request.starting_after, request.ending_before);
        self.list(Listing::All, page, &request.context).await.map(ListDriversResponse::Ok)
    }

    async fn list_fleet_drivers(
        &self,
        _: Caller,
        request: ListFleetDriversRequest,
    ) -> Result<ListFleetDriversResponse, Failure> {
        let page = Page::new(request.limit, request.starting_after, request.ending_before);
        self.list(Listing::Fleet(request.fleet), page, &request.context).await.map(ListFleetDriversResponse::Ok)
    }

    async fn list_vehicle_drivers(
        &self,
        _: Caller,
        request: ListVehicleDriversRequest,
    ) -> Result<ListVehicleDriversResponse, Failure> {
        let page = Page::new(request.limit, request.starting_after, request.ending_before);
        self.list(Listing::Vehicle(request.vehicle), page, &request.context).await.map(ListVehicleDriversResponse::Ok)
    }

    async fn attach_driver(&self, _: Caller, request: AttachDriverRequest) -> Result<AttachDriverResponse, Failure> {
        let driver: Driver = self.on_store(move |store| store.attach(&request.driver, &request.body.fleet)).await?;
        Ok(AttachDriverResponse::Ok(driver))
    }

    async fn detach_driver(&self, _: Caller, request: DetachDriverRequest) -> Result<DetachDriverResponse, Failure> {
        let driver: Driver = self.on_store(move |store| store.detach(&request.driver, &request.body.fleet)).await?;
        Ok(DetachDriverResponse::Ok(driver))
    }
}
