//! Lists of drivers, and the links to fleets and vehicles that some of them follow.

use chargeapi::models::{DriverList, DriverListObject, FleetLink};
use rusqlite::Connection;
use serde_json::json;

use crate::store::Store;
use crate::{Running, refusal, refused, send};

/// The names on a page, and whether it says that there are more.
fn names(list: &DriverList) -> (Vec<&str>, bool) {
    (list.data.iter().map(|driver| driver.name.as_str()).collect(), list.has_more)
}

#[tokio::test]
async fn a_driver_is_attached_to_fleets_and_detached() {
    let running = Running::new().await;
    let Running { client, .. } = &running;
    let drivers = running.create(&["Ada", "Eve", "Bob"]).await;
    let ada = &drivers[0].id;
    for fleet in ["flt_2", "flt_1"] {
        let attached = client.attach_driver(ada, FleetLink::new(fleet)).await.unwrap();
        assert_eq!(attached.fleets.last().unwrap(), fleet);
    }
    client.attach_driver(&drivers[2].id, FleetLink::new("flt_1")).await.unwrap();
    assert_eq!(client.retrieve_driver(ada).await.unwrap().fleets, ["flt_2", "flt_1"]);
    assert_eq!(names(&*client.list_fleet_drivers("flt_1").await.unwrap()), ["Bob", "Ada"]);
    assert_eq!(names(&*client.list_fleet_drivers("flt_2").await.unwrap()), ["Ada"]);
    assert_eq!(names(&*client.list_fleet_drivers("flt_3").await.unwrap()), [""; 0]);

    let twice = refusal(client.attach_driver(ada, FleetLink::new("flt_1")).await);
    let message = "the driver is linked to fleet `flt_1` already";
    assert_eq!(twice, refused(409, "driver_fleet_conflict", "fleet", message));

    assert_eq!(client.detach_driver(ada, FleetLink::new("flt_2")).await.unwrap().fleets, ["flt_1"]);
    let twice = refusal(client.detach_driver(ada, FleetLink::new("flt_2")).await);
    let message = "the driver is not linked to a fleet `flt_2`";
    assert_eq!(twice, refused(404, "driver_or_fleet_not_found", "", message));

    for action in ["attach", "detach"] {
        let (status, _, error) = send(running.post(&format!("/drivers/{ada}/{action}"), r#"{"flete": "flt_1"}"#)).await;
        let message = "body /fleet: `fleet` is missing";
        assert_eq!((status, &error["message"], &error["param"]), (400, &json!(message), &json!("fleet")));
    }
}
