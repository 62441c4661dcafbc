//! What generated stubs cost a service: the drivers service beside the same service written by hand with axum's extractors.
//!
//! `cargo bench --bench load` sends requests to both over loopback, in turns, on the same database code. The ratio of a run is what to
//! look at; it holds on a busy machine too.
//!
//! `cargo bench --bench load -- alone ours 1000` responds to a thousand requests in memory, without a database: what is left is
//! reading, validating and writing. Counted by `valgrind --tool=callgrind` for two numbers of requests, of `ours` and of `hand`, the difference
//! is what a request costs.

mod alone;
mod by_hand;
#[path = "../../examples/drivers_server/failure.rs"]
mod failure;
mod loopback;
#[path = "../../examples/drivers_server/service.rs"]
mod service;
#[path = "../../examples/drivers_server/store.rs"]
mod store;

const TOKEN: &str = "ch_sk_test_1";

/// What a driver is created of.
const BODY: &str = r#"{"name":"Ada Lovelace","email":"EMAIL","phone":"+15550100","license_number":"D1234567","preferences":{"currency":"eur","notifications":true,"preferred_cpos":["example_operator"]},"metadata":{"employee_id":"4711"}}"#;

fn main() {
    let given: Vec<String> = std::env::args().skip(1).filter(|argument| argument != "--bench").collect();
    let given: Vec<&str> = given.iter().map(String::as_str).collect();
    match given.as_slice() {
        [] => loopback::compare(),
        ["alone", who, requests] => alone::run(who, requests.parse().expect("a number of requests")),
        other => panic!("unknown arguments: {other:?}"),
    }
}
