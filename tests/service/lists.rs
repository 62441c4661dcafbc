//! Lists of drivers, and the links to fleets and vehicles that some of them follow.

use chargeapi::models::{DriverList, DriverListObject, FleetLink};
use reqwest::Method;
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
    assert_eq!(names(&client.list_fleet_drivers("flt_1").await.unwrap()), (vec!["Bob", "Ada"], false));
    assert_eq!(names(&client.list_fleet_drivers("flt_2").await.unwrap()), (vec!["Ada"], false));
    assert_eq!(names(&client.list_fleet_drivers("flt_3").await.unwrap()), (vec![], false));

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

#[tokio::test]
async fn a_vehicle_has_drivers() {
    let file = tempfile::NamedTempFile::new().unwrap();
    let running = Running::on(Store::open(Some(file.path())).unwrap()).await;
    let drivers = running.create(&["Ada", "Eve", "Bob"]).await;
    // The API has no operation that links a vehicle.
    let connection = Connection::open(file.path()).unwrap();
    for (driver, vehicle) in [(0, "veh_1"), (2, "veh_1"), (1, "veh_2")] {
        let sql = "INSERT INTO links (driver, kind, target) VALUES (?1, 'vehicle', ?2)";
        connection.execute(sql, [drivers[driver].id.as_str(), vehicle]).unwrap();
    }
    let list = running.client.list_vehicle_drivers("veh_1").await.unwrap();
    assert_eq!((names(&list), list.url.as_str()), ((vec!["Bob", "Ada"], false), "/v1/vehicles/veh_1/drivers"));
    assert_eq!(list.data[0].vehicles, ["veh_1"]);
    let list = running.client.list_vehicle_drivers("veh_1").starting_after(&drivers[2].id).await.unwrap();
    assert_eq!(names(&list), (vec!["Ada"], false));
    assert_eq!(names(&running.client.list_fleet_drivers("veh_1").await.unwrap()), (vec![], false));
}

#[tokio::test]
async fn a_page_has_ten_drivers_unless_a_limit_is_given() {
    let running = Running::new().await;
    let all: Vec<String> = (1..=12).map(|number| number.to_string()).collect();
    running.create(&all.iter().map(String::as_str).collect::<Vec<_>>()).await;
    let list = running.client.list_drivers().await.unwrap();
    assert_eq!((&list.object, list.url.as_str()), (&DriverListObject::List, "/v1/drivers"));
    assert_eq!(names(&list), (vec!["12", "11", "10", "9", "8", "7", "6", "5", "4", "3"], true));
    for (limit, length, more) in [(1, 1, true), (11, 11, true), (12, 12, false), (100, 12, false)] {
        let list = running.client.list_drivers().limit(limit).await.unwrap();
        assert_eq!((list.data.len(), list.has_more), (length, more), "{limit}");
    }
}

#[tokio::test]
async fn a_list_is_walked_in_both_directions() {
    let running = Running::new().await;
    let client = &running.client;
    let drivers = running.create(&["1", "2", "3", "4", "5", "6", "7"]).await;
    let id = |name: usize| &drivers[name - 1].id;
    let page = || client.list_drivers().limit(3);

    assert_eq!(names(&page().await.unwrap()), (vec!["7", "6", "5"], true));
    // What is added meanwhile does not move the pages.
    running.create(&["8"]).await;
    assert_eq!(names(&page().starting_after(id(5)).await.unwrap()), (vec!["4", "3", "2"], true));
    assert_eq!(names(&page().starting_after(id(2)).await.unwrap()), (vec!["1"], false));
    assert_eq!(names(&page().starting_after(id(4)).await.unwrap()), (vec!["3", "2", "1"], false));
    assert_eq!(names(&page().starting_after(id(1)).await.unwrap()), (vec![], false));

    assert_eq!(names(&page().ending_before(id(1)).await.unwrap()), (vec!["4", "3", "2"], true));
    assert_eq!(names(&page().ending_before(id(4)).await.unwrap()), (vec!["7", "6", "5"], true));
    assert_eq!(names(&page().ending_before(id(7)).await.unwrap()), (vec!["8"], false));

    let between = page().starting_after(id(6)).ending_before(id(2)).await.unwrap();
    assert_eq!(names(&between), (vec!["5", "4", "3"], false));

    // In the list of a fleet any driver is a place to start from.
    for name in [1, 3, 5] {
        client.attach_driver(id(name), FleetLink::new("flt_1")).await.unwrap();
    }
    let fleet = || client.list_fleet_drivers("flt_1").limit(1);
    assert_eq!(names(&fleet().starting_after(id(4)).await.unwrap()), (vec!["3"], true));
    assert_eq!(names(&fleet().ending_before(id(4)).await.unwrap()), (vec!["5"], false));
}

#[tokio::test]
async fn a_limit_has_bounds() {
    let running = Running::new().await;
    let client = &running.client;
    let least = refused(400, "", "limit", "query /limit: must be at least 1");
    let most = refused(400, "", "limit", "query /limit: must be at most 100");
    assert_eq!(refusal(client.list_drivers().limit(0).await), least);
    assert_eq!(refusal(client.list_fleet_drivers("flt_1").limit(i64::MIN).await), least);
    assert_eq!(refusal(client.list_vehicle_drivers("veh_1").limit(101).await), most);
    assert_eq!(refusal(client.list_drivers().limit(i64::MAX).await), most);
    for text in ["", "ten", "1.5", "1e400", "1,2"] {
        let (status, _, error) = send(running.request(Method::GET, &format!("/drivers?limit={text}"))).await;
        assert_eq!((status, &error["param"]), (400, &json!("limit")), "{error}");
    }
}

#[tokio::test]
async fn a_cursor_names_a_driver() {
    let running = Running::new().await;
    let client = &running.client;
    let gone = running.create(&["Ada"]).await.remove(0).id;
    client.delete_driver(&gone).await.unwrap();
    for cursor in ["drv_1", "", "é&limit=1", &gone] {
        let message = format!("no driver `{cursor}` to start from");
        let after = refusal(client.list_drivers().starting_after(cursor).await);
        assert_eq!(after, refused(404, "driver_not_found", "starting_after", &message));
        let before = refusal(client.list_fleet_drivers("flt_1").ending_before(cursor).await);
        assert_eq!(before, refused(404, "driver_not_found", "ending_before", &message));
        let both = client.list_vehicle_drivers("veh_1").starting_after(cursor).ending_before(cursor);
        assert_eq!(refusal(both.await), refused(404, "driver_not_found", "starting_after", &message));
    }
}

#[tokio::test]
async fn the_url_of_a_list_is_as_it_was_called() {
    let running = Running::new().await;
    let fleet = "a/b é%";
    let driver = running.create(&["Ada"]).await.remove(0);
    running.client.attach_driver(&driver.id, FleetLink::new(fleet)).await.unwrap();
    let list = running.client.list_fleet_drivers(fleet).limit(1).await.unwrap();
    assert_eq!((names(&list), list.url.as_str()), ((vec!["Ada"], false), "/v1/fleets/a%2Fb%20%C3%A9%25/drivers"));
}
