//! Drivers, one at a time: created, retrieved, updated, deleted.

use chargeapi::models::{CreateDriver, DriverObject, DriverStatus, FleetLink, UpdateDriver};
use reqwest::Method;
use reqwest::header::CONTENT_TYPE;
use rusqlite::Connection;
use serde_json::{Map, Value, json};

use crate::store::Store;
use crate::{Running, is_now, refusal, refused, send};

/// What the API reference sends in its own example.
const SEED: &str = r#"{
  "name": "<string>",
  "email": "<string>",
  "phone": "<string>",
  "license_number": "<string>",
  "preferences": {
    "charging_speed": null,
    "currency": null,
    "default_payment_method": null,
    "max_price_per_kwh": null,
    "notifications": null,
    "preferred_charging_stations": null,
    "preferred_cpos": null
  },
  "metadata": {}
}"#;

#[tokio::test]
async fn the_example_of_the_reference_creates_a_driver() {
    let running = Running::new().await;
    let (status, headers, driver) = send(running.post("/drivers", SEED)).await;
    assert_eq!((status, &headers[CONTENT_TYPE]), (200, &"application/json".parse().unwrap()));
    let members: Vec<&str> = driver.as_object().unwrap().keys().map(String::as_str).collect();
    let page = [
        "id",
        "object",
        "created",
        "email",
        "fleets",
        "license_number",
        "name",
        "phone",
        "preferences",
        "status",
        "updated",
        "vehicles",
        "wallet_balance",
    ];
    assert_eq!(members, page);
    let (id, created) = (driver["id"].as_str().unwrap(), driver["created"].as_i64().unwrap());
    assert!(id.starts_with("drv_") && is_now(created), "{driver}");
    let expected = json!({
        "id": id,
        "object": "driver",
        "created": created,
        "email": "<string>",
        "fleets": [],
        "license_number": "<string>",
        "name": "<string>",
        "phone": "<string>",
        "preferences": {
            "charging_speed": null,
            "currency": null,
            "default_payment_method": null,
            "max_price_per_kwh": null,
            "notifications": null,
            "preferred_charging_stations": null,
            "preferred_cpos": null,
        },
        "status": "active",
        "updated": created,
        "vehicles": [],
        "wallet_balance": 0,
    });
    assert_eq!(driver, expected);
}

#[tokio::test]
async fn a_created_driver_is_retrieved() {
    let running = Running::new().await;
    let preferences = json!({"charging_speed": "fast", "max_price_per_kwh": 0.45, "preferred_cpos": ["one", "two"]});
    let body = CreateDriver::new("Ådå 🚗", "ada@example.com").phone("").preferences(preferences.clone());
    let driver = running.client.create_driver(body).await.unwrap();
    assert_eq!((driver.name.as_str(), driver.email.as_str()), ("Ådå 🚗", "ada@example.com"));
    // An empty text is a text; what was not given is null.
    assert_eq!((driver.phone.as_deref(), driver.license_number.as_deref()), (Some(""), None));
    assert_eq!((&driver.object, &driver.status), (&DriverObject::Driver, &DriverStatus::Active));
    assert_eq!(driver.preferences.max_price_per_kwh, Some(json!(0.45)));
    assert_eq!(driver.preferences.preferred_cpos, Some(json!(["one", "two"])));
    assert_eq!(driver.preferences.notifications, Some(Value::Null));
    let retrieved = running.client.retrieve_driver(&driver.id).await.unwrap();
    assert_eq!(retrieved.into_inner(), driver.into_inner());
}

#[tokio::test]
async fn preferences_keep_null_and_absent_apart() {
    let file = tempfile::NamedTempFile::new().unwrap();
    let running = Running::on(Store::open(Some(file.path())).unwrap()).await;
    let stored = |id: &str| -> String {
        let sql = "SELECT preferences FROM drivers WHERE id = ?1";
        Connection::open(file.path()).unwrap().query_row(sql, [id], |row| row.get(0)).unwrap()
    };
    let create = |email: &str| CreateDriver::new("Ada", email);

    let absent = running.client.create_driver(create("a")).await.unwrap();
    assert_eq!(stored(&absent.id), "{}");
    let given = json!({"currency": null, "notifications": false});
    let some = running.client.create_driver(create("b").preferences(given.clone())).await.unwrap();
    assert_eq!(stored(&some.id), given.to_string());
    // Absent leaves them as they are; an object takes their place.
    running.client.update_driver(&some.id, UpdateDriver::new().name("Eve")).await.unwrap();
    assert_eq!(stored(&some.id), given.to_string());
    let updated = running.client.update_driver(&some.id, UpdateDriver::new().preferences(json!({}))).await.unwrap();
    assert_eq!((stored(&some.id).as_str(), &updated.preferences.notifications), ("{}", &Some(Value::Null)));

    // The description allows any value, and the service keeps it. Of one that is no object a driver shows nothing.
    let nothing = running.client.retrieve_driver(&absent.id).await.unwrap().into_inner().preferences;
    for other in [Value::Null, json!([]), json!(["fast"]), json!("fast"), json!(1), json!({"more": [1]})] {
        let driver = running.client.create_driver(create(&other.to_string()).preferences(other.clone())).await.unwrap();
        assert_eq!((stored(&driver.id), &driver.preferences), (other.to_string(), &nothing));
        let update = UpdateDriver::new().preferences(other.clone());
        let driver = running.client.update_driver(&some.id, update).await.unwrap();
        assert_eq!((stored(&some.id), &driver.preferences), (other.to_string(), &nothing));
    }
}

#[tokio::test]
async fn metadata_is_kept_as_it_is() {
    let file = tempfile::NamedTempFile::new().unwrap();
    let running = Running::on(Store::open(Some(file.path())).unwrap()).await;
    let metadata = json!({"z": {"é/~": [1, null]}, "a": "4711"});
    let body = CreateDriver::new("Ada", "a").metadata(metadata.as_object().unwrap().clone());
    let driver = running.client.create_driver(body).await.unwrap();
    let stored = || -> String {
        let connection = Connection::open(file.path()).unwrap();
        connection.query_row("SELECT metadata FROM drivers", [], |row| row.get(0)).unwrap()
    };
    assert_eq!(stored(), metadata.to_string());
    running.client.update_driver(&driver.id, UpdateDriver::new().phone("1")).await.unwrap();
    assert_eq!(stored(), metadata.to_string());
    running.client.update_driver(&driver.id, UpdateDriver::new().metadata(Map::new())).await.unwrap();
    assert_eq!(stored(), "{}");
}

#[tokio::test]
async fn an_update_changes_what_it_names() {
    let running = Running::new().await;
    let before = running.create(&["Ada"]).await.remove(0);
    let mut nothing = running.client.update_driver(&before.id, UpdateDriver::new()).await.unwrap().into_inner();
    nothing.updated = before.updated;
    assert_eq!(nothing, before);
    let body = UpdateDriver::new().phone("+1").email("new@example.com");
    let after = running.client.update_driver(&before.id, body).await.unwrap().into_inner();
    assert!(after.updated >= before.updated && is_now(after.updated));
    let mut expected = before.clone();
    (expected.phone, expected.email) = (Some("+1".to_owned()), "new@example.com".to_owned());
    expected.updated = after.updated;
    assert_eq!(after, expected);
    assert_eq!(running.client.retrieve_driver(&before.id).await.unwrap().into_inner(), expected);

    let (status, _, error) =
        send(running.post(&format!("/drivers/{}", before.id), r#"{"name": null, "email": 1}"#)).await;
    let message = "body /name: expected a string, found null; body /email: expected a string, found a number";
    assert_eq!((status, &error["message"], &error["param"]), (400, &json!(message), &json!("name")));
}

#[tokio::test]
async fn an_email_address_belongs_to_one_driver() {
    let running = Running::new().await;
    let drivers = running.create(&["Ada", "Eve"]).await;
    let taken = |email: &str| refused(409, "", "email", &format!("another driver has the email address `{email}`"));
    let create = || running.client.create_driver(CreateDriver::new("Bob", "Ada@example.com"));
    let update =
        |email: &str| running.client.update_driver(&drivers[1].id, UpdateDriver::new().email(email).name("Bob"));
    assert_eq!(refusal(create().await), taken("Ada@example.com"));
    assert_eq!(refusal(update("Ada@example.com").await), taken("Ada@example.com"));
    // Nothing of a refused update is done, and its own address is not another's.
    assert_eq!(running.client.retrieve_driver(&drivers[1].id).await.unwrap().name, "Eve");
    assert_eq!(update("Eve@example.com").await.unwrap().name, "Bob");
    // The address of a driver that is gone is free.
    running.client.delete_driver(&drivers[0].id).await.unwrap();
    assert_eq!(create().await.unwrap().email, "Ada@example.com");
}

#[tokio::test(flavor = "multi_thread")]
async fn of_many_at_once_one_gets_an_email_address() {
    let running = Running::new().await;
    let create = |_| tokio::spawn(running.client.create_driver(CreateDriver::new("Ada", "a")).into_future());
    let calls: Vec<_> = (0..20).map(create).collect();
    let mut statuses = Vec::new();
    for call in calls {
        statuses
            .push(call.await.unwrap().map_or_else(|error| error.status().unwrap(), |driver| driver.status()).as_u16());
    }
    statuses.sort_unstable();
    assert_eq!(statuses, [[200].as_slice(), &[409; 19]].concat());
}

#[tokio::test]
async fn a_deleted_driver_is_gone() {
    let running = Running::new().await;
    let driver = running.create(&["Ada"]).await.remove(0);
    let link = FleetLink::new("flt_1");
    running.client.attach_driver(&driver.id, link.clone()).await.unwrap();
    let answer = running.request(Method::DELETE, &format!("/drivers/{}", driver.id)).send().await.unwrap();
    assert_eq!((answer.status().as_u16(), answer.text().await.unwrap().as_str()), (200, ""));

    let gone = refused(404, "driver_not_found", "", &format!("no driver `{}`", driver.id));
    let Running { client, .. } = &running;
    assert_eq!(refusal(client.retrieve_driver(&driver.id).await), gone);
    assert_eq!(refusal(client.update_driver(&driver.id, UpdateDriver::new()).await), gone);
    assert_eq!(refusal(client.delete_driver(&driver.id).await), gone);
    assert_eq!(refusal(client.attach_driver(&driver.id, link.clone()).await), gone);
    assert_eq!(refusal(client.detach_driver(&driver.id, link).await), gone);
    assert!(client.list_fleet_drivers("flt_1").await.unwrap().data.is_empty());
}
