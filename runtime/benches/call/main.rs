//! What a generated call costs, beside the same call written by hand with reqwest: calls in a second, and allocations.
//!
//! `cargo bench -p oasmith-runtime --features client --bench call`. Both take turns, the best round of each counts, and the ratio of the two is what to look at: it
//! holds on a busy machine too. The server is a thread that allocates nothing.

#![allow(missing_docs)]

#[allow(dead_code, unreachable_pub, unused_imports)]
mod api;

use std::alloc::System;
use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::time::{Duration, Instant};

use api::client::Client;
use api::models::{CreateDriver, Driver, DriverList};
use serde_json::json;
use stats_alloc::{INSTRUMENTED_SYSTEM, Region, StatsAlloc};

#[global_allocator]
static ALLOCATOR: &StatsAlloc<System> = &INSTRUMENTED_SYSTEM;

const ROUNDS: usize = 40;
const CALLS: u32 = 1000;
const TOKEN: &str = "ch_sk_test_1";

fn main() {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
    println!(
        "{:<28} {:>12} {:>12} {:>6}   {:>11} {:>8} {:>6}",
        "", "calls/s", "by hand", "ratio", "allocations", "by hand", "ratio"
    );
    runtime.block_on(async {
        retrieve().await;
        create().await;
        list().await;
    });
}

/// A driver as the server writes it.
fn driver() -> serde_json::Value {
    json!({
        "id": "drv_1", "object": "driver", "created": 1, "email": "ada@example.com", "fleets": ["flt_1"],
        "license_number": null, "name": "Ada", "phone": null, "preferences": {"currency": "eur"}, "status": "active",
        "updated": 1, "vehicles": [], "wallet_balance": 0,
    })
}

async fn retrieve() {
    let base = serve(&driver());
    let (ours, hand) = clients(&base);
    let ours = async || ours.retrieve_driver("drv_1").await.expect("a driver").into_inner();
    let hand = async || -> Driver {
        let request = hand.get(format!("{base}/drivers/{}", "drv_1")).bearer_auth(TOKEN);
        read(request).await
    };
    compare("GET, one driver", ours, hand).await;
}

async fn create() {
    let base = serve(&driver());
    let (ours, hand) = clients(&base);
    let body =
        || CreateDriver::new("Ada", "ada@example.com").phone("+15550100").preferences(json!({"currency": "eur"}));
    let ours = async || ours.create_driver(body()).await.expect("a driver").into_inner();
    let hand = async || -> Driver { read(hand.post(format!("{base}/drivers")).bearer_auth(TOKEN).json(&body())).await };
    compare("POST, one driver", ours, hand).await;
}

async fn list() {
    let data = vec![driver(); 50];
    let base = serve(&json!({"object": "list", "url": "/v1/drivers", "has_more": true, "data": data}));
    let (ours, hand) = clients(&base);
    let ours = async || ours.list_drivers().limit(50).starting_after("drv_0").await.expect("drivers").into_inner();
    let hand = async || -> DriverList {
        let request = hand.get(format!("{base}/drivers?limit={}&starting_after={}", 50, "drv_0"));
        read(request.bearer_auth(TOKEN)).await
    };
    compare("GET, 50 drivers", ours, hand).await;
}

fn clients(base: &str) -> (Client, reqwest::Client) {
    let ours = Client::builder().base_url(base).bearer(TOKEN).build().expect("a client");
    (ours, reqwest::Client::new())
}

/// What is written by hand: the status is looked at, and the body is read.
async fn read<T: serde::de::DeserializeOwned>(request: reqwest::RequestBuilder) -> T {
    let response = request.header("accept", "application/json").send().await.expect("a response");
    response.error_for_status().expect("a success").json().await.expect("the declared body")
}

async fn compare<T: PartialEq + std::fmt::Debug>(what: &str, ours: impl AsyncFn() -> T, hand: impl AsyncFn() -> T) {
    assert_eq!(ours().await, hand().await, "{what}");
    let (mut our_time, mut hand_time) = (Duration::MAX, Duration::MAX);
    let (mut our_allocations, mut hand_allocations) = (usize::MAX, usize::MAX);
    for _ in 0..ROUNDS {
        let (time, allocations) = round(&ours).await;
        (our_time, our_allocations) = (our_time.min(time), our_allocations.min(allocations));
        let (time, allocations) = round(&hand).await;
        (hand_time, hand_allocations) = (hand_time.min(time), hand_allocations.min(allocations));
    }
    let a_second = |time: Duration| f64::from(CALLS) / time.as_secs_f64();
    let a_call = |allocations: usize| allocations as f64 / f64::from(CALLS);
    println!(
        "{what:<28} {:>12.0} {:>12.0} {:>6.3}   {:>11.1} {:>8.1} {:>6.3}",
        a_second(our_time),
        a_second(hand_time),
        hand_time.as_secs_f64() / our_time.as_secs_f64(),
        a_call(our_allocations),
        a_call(hand_allocations),
        our_allocations as f64 / hand_allocations as f64,
    );
}

async fn round<T>(call: &impl AsyncFn() -> T) -> (Duration, usize) {
    let region = Region::new(ALLOCATOR);
    let started = Instant::now();
    for _ in 0..CALLS {
        std::hint::black_box(call().await);
    }
    (started.elapsed(), region.change().allocations)
}

/// Responds to every request with this body; the base URL.
fn serve(body: &serde_json::Value) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
    let base = format!("http://{}/v1", listener.local_addr().expect("an address"));
    let body = body.to_string();
    let head = format!("HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: {}\r\n\r\n", body.len());
    let response: &'static [u8] = (head + &body).into_bytes().leak();
    std::thread::spawn(move || {
        for stream in listener.incoming() {
            let stream = stream.expect("a connection");
            std::thread::spawn(move || respond(stream, response));
        }
    });
    base
}

/// Reads requests, each whole, until the connection ends.
fn respond(mut stream: TcpStream, response: &[u8]) {
    stream.set_nodelay(true).expect("a connection");
    let mut buffer = [0; 8192];
    let mut filled = 0;
    loop {
        let Ok(read @ 1..) = stream.read(&mut buffer[filled..]) else { return };
        filled += read;
        if is_whole(&buffer[..filled]) {
            filled = 0;
            if stream.write_all(response).is_err() {
                return;
            }
        }
    }
}

fn is_whole(request: &[u8]) -> bool {
    let Some(end) = request.windows(4).position(|window| window == b"\r\n\r\n") else { return false };
    let head = std::str::from_utf8(&request[..end]).expect("ASCII");
    let length = head.lines().filter_map(|line| line.split_once(": "));
    let length = length
        .filter(|(name, _)| name.eq_ignore_ascii_case("content-length"))
        .filter_map(|(_, value)| value.parse().ok())
        .next();
    request.len() >= end + 4 + length.unwrap_or(0)
}
