//! Calls opencode, and reads what it says of each change as an event.

use sdk::client::EventStream;
use sdk::models::{Event, SessionCreateBody, SessionUpdateBody};
use sdk::{Client, Error};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Error> {
    let base = std::env::args().nth(1).expect("a base URL");
    let client = Client::builder().base_url(base).build()?;
    println!("global_health {}", client.global_health().await?.healthy);
    println!("file_read {:?}", client.file_read("note.txt").await?.content);

    let mut events = client.event_subscribe().events().await?;
    println!("event_subscribe {} {}", events.status(), events.headers()["content-type"].to_str()?);
    let first = events.next().await.expect("an event").expect("a typed event");
    println!("an event: connected {}", matches!(first.data, Event::EventServerConnected(_)));

    let session = client.session_create().body(SessionCreateBody::new().title("one")).await?.into_inner();
    println!("session_create {}", session.title);
    let created = wait(&mut events, |event| match event {
        Event::EventSessionCreated(event) => Some(event.properties.info.clone()),
        _ => None,
    });
    println!("an event: created {}", created.await == session);
    let updated = client.session_update(&session.id).body(SessionUpdateBody::new().title("two")).await?;
    println!("session_update {}", updated.title);
    let title = wait(&mut events, |event| match event {
        Event::EventSessionUpdated(event) if event.properties.info.title == "two" => Some(event.properties.session_id),
        _ => None,
    });
    println!("an event: updated {}", title.await == session.id);
    println!("session_get {}", client.session_get(&session.id).await?.title);
    println!("session_delete {}", client.session_delete(&session.id).await?.into_inner());
    let deleted = wait(&mut events, |event| match event {
        Event::EventSessionDeleted(event) => Some(event.properties.session_id),
        _ => None,
    });
    println!("an event: deleted {}", deleted.await == session.id);
    let error = client.session_get(&session.id).await.unwrap_err();
    println!("session_get {}", error.status().expect("a response"));
    Ok(())
}

/// The next event of which something is wanted. Each that comes is of a type that the description has.
async fn wait<T>(events: &mut EventStream<Event>, wanted: impl Fn(Event) -> Option<T>) -> T {
    loop {
        let event = events.next().await.expect("an event").expect("a typed event");
        if let Some(wanted) = wanted(event.data) {
            return wanted;
        }
    }
}
