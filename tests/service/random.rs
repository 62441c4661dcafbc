//! Requests that change at random. The service refuses or carries out each of them as its description says, and nothing panics.
//!
//! Some thousands run with the tests; `REQUESTS=1000000 cargo test --release --test service random` is a million. `PROOF_SEED=2` gives
//! others.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::sync::{Arc, Mutex};

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::extract::Request;
use axum::handler::Handler as _;
use axum::http::HeaderValue;
use axum::routing::any_service;
use chargeapi::server::{self, BASE_PATH, Fault};
use serde_json::Value;

use crate::TOKEN;
use crate::service::Service;
use crate::store::Store;

/// A SplitMix64: the same numbers in each run.
struct Random(u64);

impl Random {
    fn number(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut number = self.0;
        number = (number ^ (number >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        number = (number ^ (number >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        number ^ (number >> 31)
    }

    fn below(&mut self, limit: usize) -> usize {
        usize::try_from(self.number() % u64::try_from(limit).unwrap()).unwrap()
    }

    fn one<'a, T: ?Sized>(&mut self, of: &[&'a T]) -> &'a T {
        of[self.below(of.len())]
    }

    /// True once in so many times.
    fn rarely(&mut self, times: usize) -> bool {
        self.below(times) == 0
    }
}

const METHODS: &[&str] = &["GET", "POST", "DELETE", "PUT", "PATCH", "HEAD", "OPTIONS", "QUERY", "X"];
const SEGMENTS: &[&str] = &[
    "drivers", "fleets", "vehicles", "attach", "detach", "", ".", "..", "%2e", "%2f", "%ff", "%", "drv_1", "a%20b",
    "\u{e9}", ";a=1",
];
const NAMES: &[&str] = &[
    "limit",
    "starting_after",
    "ending_before",
    "l%69mit",
    "limit[]",
    "limit[a][b]",
    "",
    "%ff",
    "%",
    "x",
    "access_token",
];
const TEXTS: &[&str] = &[
    "1",
    "0",
    "100",
    "101",
    "-1",
    "1.0",
    "1e400",
    "null",
    "true",
    "",
    " ",
    "%00",
    "%ff",
    "%zz",
    "+",
    "a,b",
    "drv_1",
    "%5B%5D",
    "99999999999999999999",
    "\u{1f697}",
    "[1]",
    "{\"a\":1}",
];
const CONTENT_TYPES: &[&str] = &[
    "application/json",
    "application/json; charset=utf-8",
    "text/plain",
    "application/x-www-form-urlencoded",
    "multipart/form-data; boundary=B",
    "multipart/form-data",
    "*/*",
    "",
    ";",
    "application/vnd.a+json",
];
const PROPERTIES: &[&str] = &[
    "name",
    "email",
    "phone",
    "license_number",
    "preferences",
    "metadata",
    "fleet",
    "charging_speed",
    "",
    "__proto__",
    "\u{0}",
];
const SCALARS: &[&str] = &[
    "null",
    "true",
    "0",
    "-0",
    "1.0",
    "1e308",
    "1e400",
    "9007199254740993",
    "18446744073709551616",
    "\"\"",
    "\"a\"",
    "\"ada@example.com\"",
    "\"\\u0000\"",
    "\"\\ud83d\\ude97\"",
    "\"\\ud800\"",
    "[]",
    "{}",
    "\"flt_1\"",
    "NaN",
];

fn path(random: &mut Random, known: &[String]) -> String {
    let driver = match random.below(3) {
        0 if !known.is_empty() => known[random.below(known.len())].clone(),
        1 => random.one(SEGMENTS).to_owned(),
        _ => "drv_1".to_owned(),
    };
    let mut path = match random.below(8) {
        0..=1 => "/drivers".to_owned(),
        2..=3 => format!("/drivers/{driver}"),
        4 => format!("/drivers/{driver}/{}", random.one(&["attach", "detach"])),
        5 => format!("/{}/{driver}/drivers", random.one(&["fleets", "vehicles"])),
        _ => (0..random.below(5)).map(|_| format!("/{}", random.one(SEGMENTS))).collect(),
    };
    for index in 0..random.below(4) {
        let separator = if index == 0 { '?' } else { '&' };
        write!(path, "{separator}{}", random.one(NAMES)).unwrap();
        if !random.rarely(8) {
            write!(path, "={}", random.one(TEXTS)).unwrap();
        }
    }
    path
}

fn value(random: &mut Random, depth: usize) -> String {
    let parts = random.below(4);
    match random.below(6) {
        0 if depth < 4 => {
            let items: Vec<String> = (0..parts).map(|_| value(random, depth + 1)).collect();
            format!("[{}]", items.join(","))
        }
        1 if depth < 4 => object(random, depth + 1),
        _ => random.one(SCALARS).to_owned(),
    }
}

fn object(random: &mut Random, depth: usize) -> String {
    let properties: Vec<String> = (0..random.below(6))
        .map(|_| format!("{}:{}", Value::from(random.one(PROPERTIES)), value(random, depth)))
        .collect();
    format!("{{{}}}", properties.join(","))
}

fn body(random: &mut Random) -> Vec<u8> {
    let mut body = match random.below(5) {
        0 => format!(r#"{{"name":"Ada","email":"{}@example.com"}}"#, random.below(100)),
        1 => r#"{"fleet":"flt_1"}"#.to_owned(),
        2 => value(random, 0),
        _ => object(random, 0),
    }
    .into_bytes();
    // Bytes that are lost, added or changed.
    if random.rarely(4) && !body.is_empty() {
        let at = random.below(body.len());
        match random.below(3) {
            0 => body.truncate(at),
            1 => body.insert(at, u8::try_from(random.below(256)).unwrap()),
            _ => body[at] = u8::try_from(random.below(256)).unwrap(),
        }
    }
    body
}

/// A request, unless it is one that no client of HTTP can send.
fn request(random: &mut Random, known: &[String]) -> Option<Request> {
    let path = path(random, known);
    let usual = match path.split(['/', '?']).filter(|segment| !segment.is_empty()).nth(2) {
        Some("attach" | "detach") => "POST",
        Some("drivers") => "GET",
        _ => random.one(&["GET", "POST", "POST", "DELETE"]),
    };
    let method = if random.rarely(8) { random.one(METHODS) } else { usual };
    let uri = format!("{}{path}", if random.rarely(16) { "" } else { BASE_PATH });
    let body = if random.rarely(6) { Vec::new() } else { body(random) };
    let mut request = Request::builder().method(method).uri(uri).body(Body::from(body)).ok()?;
    let headers = request.headers_mut();
    if !random.rarely(16) {
        headers.insert("authorization", HeaderValue::from_str(&format!("Bearer {TOKEN}")).unwrap());
    }
    let content_type = if random.rarely(5) { random.one(CONTENT_TYPES) } else { "application/json" };
    if !random.rarely(10) {
        headers.insert("content-type", HeaderValue::from_static(content_type));
    }
    for name in ["accept", "x-request-id", "cookie", "authorization"] {
        if random.rarely(20) {
            let bytes: Vec<u8> = (0..random.below(20)).map(|_| u8::try_from(random.below(256)).unwrap()).collect();
            if let Ok(value) = HeaderValue::from_bytes(&bytes) {
                headers.append(name, value);
            }
        }
    }
    Some(request)
}

/// What is told of each request that is not carried out as it should be.
fn shown(request: &Request) -> String {
    format!("{} {} {:?}", request.method(), request.uri(), request.headers())
}

fn number(variable: &str, otherwise: u64) -> u64 {
    std::env::var(variable).map_or(otherwise, |text| text.parse().unwrap())
}

#[tokio::test]
async fn random_requests_are_refused_or_carried_out() {
    let faults = Arc::<Mutex<Vec<String>>>::default();
    let told = faults.clone();
    let service = server::service(Service::new(Store::open(None).unwrap(), TOKEN)).check_responses(true);
    let service = service.on_fault(move |fault: &Fault| told.lock().unwrap().push(fault.to_string()));
    let app = any_service(Router::new().nest_service(BASE_PATH, service.into_router()));

    let mut random = Random(number("PROOF_SEED", 1));
    let (mut statuses, mut known) = (BTreeMap::<u16, u64>::new(), Vec::new());
    let wanted = number("REQUESTS", 5_000);
    while statuses.values().sum::<u64>() < wanted {
        let Some(request) = request(&mut random, &known) else { continue };
        let (sent, is_head) = (shown(&request), request.method() == "HEAD");
        let (is_ours, is_create) = (
            request.uri().path().starts_with("/v1"),
            request.method() == "POST" && request.uri().path() == "/v1/drivers",
        );
        let response = app.clone().call(request, ()).await;
        let status = response.status().as_u16();
        let body = to_bytes(response.into_body(), usize::MAX).await.unwrap();
        *statuses.entry(status).or_default() += 1;
        assert!(status < 500, "{status} of {sent}: {:?}", faults.lock().unwrap());
        if is_head || !is_ours {
            continue;
        }
        let value: Value = serde_json::from_slice(&body).unwrap_or_default();
        match status {
            200 if is_create && known.len() < 50 => known.push(value["id"].as_str().unwrap().to_owned()),
            200 => {}
            _ => assert_eq!((&value["object"], &value["status"]), (&"error".into(), &status.into()), "{sent}"),
        }
    }
    assert_eq!(*faults.lock().unwrap(), [""; 0]);
    println!("{statuses:?}");
    // Each status that there is comes up; 406 is rare, because few requests have an `accept` that excludes JSON.
    statuses.remove(&406);
    assert_eq!(statuses.into_keys().collect::<Vec<_>>(), [200, 400, 401, 404, 405, 409, 415]);
}
