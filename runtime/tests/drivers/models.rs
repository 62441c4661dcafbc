//! Models of the drivers API.

use serde::{Deserialize, Serialize};

use super::runtime::wire;

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Driver {
    pub id: String,
    pub name: String,
    pub created: i64,
    #[serde(deserialize_with = "wire::nullable")]
    pub license_number: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "wire::present")]
    pub preferences: Option<serde_json::Value>,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct CreateDriver {
    pub name: String,
    pub email: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub phone: Option<String>,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct DriverList {
    pub data: Vec<Driver>,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ApiError {
    pub message: String,
}
