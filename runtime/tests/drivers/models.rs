//! Models of the drivers API.

use serde::{Deserialize, Serialize};

use super::runtime::{object, wire};

#[derive(Clone, PartialEq)]
pub struct Driver {
    pub id: String,
    pub name: String,
    pub created: i64,
    pub license_number: Option<String>,
    pub preferences: Option<serde_json::Value>,
}

object! {
    Driver::new(id: impl Into<String>, name: impl Into<String>, created: i64, license_number: Option<String>) {
        "id" = id,
        "name" = name,
        "created" = created,
        "license_number" = license_number,
        "preferences": preferences any(impl Into<serde_json::Value>),
    }
}

#[derive(Clone, PartialEq)]
pub struct CreateDriver {
    pub name: String,
    pub email: String,
    pub phone: Option<String>,
}

object! {
    CreateDriver::new(name: impl Into<String>, email: impl Into<String>) {
        "name" = name,
        "email" = email,
        "phone": phone optional(impl Into<String>),
    }
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct DriverList {
    pub data: Vec<Driver>,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ApiError {
    pub message: String,
}
