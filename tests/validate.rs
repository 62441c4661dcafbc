//! Every model knows its schema.

#![allow(missing_docs)]

use chargeapi::models::{CreateDriver, Driver, DriverStatus};
use chargeapi::{Validate, Violation};
use serde_json::json;

fn driver() -> Driver {
    serde_json::from_value(json!({
        "id": "drv_1", "object": "driver", "created": 1, "email": "ada@example.com", "fleets": [], "license_number": null,
        "name": "Ada", "phone": null, "preferences": {}, "status": "active", "updated": 1, "vehicles": [],
        "wallet_balance": 0,
    }))
    .unwrap()
}

#[test]
fn what_satisfies_its_schema_is_valid() {
    assert_eq!(CreateDriver::new("Ada", "ada@example.com").validate(), Ok(()));
    assert_eq!(driver().validate(), Ok(()));
}

#[test]
fn what_does_not_is_told_with_its_place() {
    let mut driver = driver();
    driver.status = DriverStatus::from("resting");
    let violations = driver.validate().unwrap_err();
    assert_eq!(violations.to_string(), "/status: must be one of active, suspended, archived (enum)");
    let pointers: Vec<String> = violations.into_iter().map(|Violation { pointer, .. }| pointer).collect();
    assert_eq!(pointers, ["/status"]);
}
