//! Client of the drivers API.

use serde_json::Value;

use super::runtime::client::{
    BearerToken, BuildError, Builder, Call, CallError, CallFuture, Core, Response, Retries, Transport, empty, json,
    text,
};
use super::{models, operations};

#[derive(Debug, Clone)]
pub struct Client {
    core: Core,
}

impl Client {
    pub fn builder() -> ClientBuilder {
        ClientBuilder { builder: Builder::new(&[], "drivers/1.0") }
    }

    pub fn create_driver(&self, body: models::CreateDriver) -> CreateDriverCall {
        CreateDriverCall { call: self.core.call(&operations::CREATE_DRIVER).json(&body) }
    }

    pub fn list_drivers(&self) -> ListDriversCall {
        ListDriversCall { call: self.core.call(&operations::LIST_DRIVERS) }
    }

    pub fn retrieve_driver(&self, driver: impl Into<String>) -> RetrieveDriverCall {
        RetrieveDriverCall { call: self.core.call(&operations::RETRIEVE_DRIVER).path("driver", &driver.into()) }
    }

    pub fn export_driver(&self, driver: impl Into<String>) -> CallFuture<String, ()> {
        self.core.call(&operations::EXPORT_DRIVER).path("driver", &driver.into()).send(text, empty)
    }

    pub fn delete_driver(&self, id: impl Into<String>) -> CallFuture<(), ()> {
        self.core.call(&operations::DELETE_DRIVER).path("id", &id.into()).send(empty, empty)
    }
}

#[derive(Debug, Clone)]
pub struct ClientBuilder {
    builder: Builder,
}

impl ClientBuilder {
    pub fn base_url(self, url: impl Into<String>) -> Self {
        Self { builder: self.builder.base_url(url) }
    }

    pub fn bearer(self, token: impl Into<BearerToken>) -> Self {
        Self { builder: self.builder.bearer(&operations::BEARER_AUTH, token) }
    }

    pub fn basic(self, username: impl Into<String>, password: impl Into<String>) -> Self {
        Self { builder: self.builder.basic(&operations::BASIC_AUTH, username, password) }
    }

    pub fn key(self, key: impl Into<String>) -> Self {
        Self { builder: self.builder.api_key(&operations::KEY_AUTH, key) }
    }

    pub fn query_key(self, key: impl Into<String>) -> Self {
        Self { builder: self.builder.api_key(&operations::QUERY_KEY_AUTH, key) }
    }

    pub fn cookie_key(self, key: impl Into<String>) -> Self {
        Self { builder: self.builder.api_key(&operations::COOKIE_KEY_AUTH, key) }
    }

    pub fn header(self, name: impl Into<String>, value: impl Into<String>) -> Self {
        Self { builder: self.builder.header(name, value) }
    }

    pub fn retries(self, retries: impl Into<Retries>) -> Self {
        Self { builder: self.builder.retries(retries) }
    }

    pub fn transport(self, transport: impl Transport) -> Self {
        Self { builder: self.builder.transport(transport) }
    }

    pub fn build(self) -> Result<Client, BuildError> {
        Ok(Client { core: self.builder.build()? })
    }
}

#[derive(Debug)]
#[must_use = "a call is sent when it is awaited"]
pub struct CreateDriverCall {
    call: Call,
}

impl IntoFuture for CreateDriverCall {
    type Output = Result<Response<models::Driver>, CallError<models::ApiError>>;
    type IntoFuture = CallFuture<models::Driver, models::ApiError>;

    fn into_future(self) -> Self::IntoFuture {
        self.call.send(json, json)
    }
}

#[derive(Debug)]
#[must_use = "a call is sent when it is awaited"]
pub struct ListDriversCall {
    call: Call,
}

impl ListDriversCall {
    pub fn limit(mut self, limit: i64) -> Self {
        self.call = self.call.query("limit", &limit);
        self
    }

    pub fn status(mut self, status: &[&str]) -> Self {
        self.call = self.call.query("status", status);
        self
    }

    pub fn filter(mut self, filter: &Value) -> Self {
        self.call = self.call.query("filter", filter);
        self
    }

    pub fn request_id(mut self, id: &str) -> Self {
        self.call = self.call.header("X-Request-Id", id);
        self
    }

    pub fn session(mut self, session: &str) -> Self {
        self.call = self.call.cookie("session", session);
        self
    }
}

impl IntoFuture for ListDriversCall {
    type Output = Result<Response<models::DriverList>, CallError<models::ApiError>>;
    type IntoFuture = CallFuture<models::DriverList, models::ApiError>;

    fn into_future(self) -> Self::IntoFuture {
        self.call.send(json, json)
    }
}

#[derive(Debug)]
#[must_use = "a call is sent when it is awaited"]
pub struct RetrieveDriverCall {
    call: Call,
}

impl IntoFuture for RetrieveDriverCall {
    type Output = Result<Response<models::Driver>, CallError<models::ApiError>>;
    type IntoFuture = CallFuture<models::Driver, models::ApiError>;

    fn into_future(self) -> Self::IntoFuture {
        self.call.send(json, json)
    }
}
