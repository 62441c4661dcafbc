//! Both services behind sockets, and many connections that send requests to them in turns.

use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use axum::Router;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

use crate::service::Service;
use crate::store::Store;
use crate::{BODY, TOKEN, by_hand};

const CONNECTIONS: u64 = 16;
const ROUNDS: usize = 12;
const ROUND: Duration = Duration::from_millis(1500);

static EMAILS: AtomicU64 = AtomicU64::new(0);

#[tokio::main(flavor = "multi_thread", worker_threads = 2)]
pub async fn compare() {
    let store = || Store::open(None).expect("a database");
    let ours = serve(Service::new(store(), TOKEN).into_app()).await;
    let hand = serve(by_hand::app(store())).await;
    for address in [&ours, &hand] {
        measure(address, Duration::from_millis(500)).await;
    }
    let (mut rounds, mut all) = (Vec::new(), [Vec::new(), Vec::new()]);
    for round in 0..ROUNDS {
        let mut rates = [0.0; 2];
        let order = if round % 2 == 0 { [0, 1] } else { [1, 0] };
        for which in order {
            let times = measure([&ours, &hand][which], ROUND).await;
            rates[which] = times.len() as f64 / ROUND.as_secs_f64();
            all[which].extend(times);
        }
        rounds.push(rates);
    }
    println!("{:<10} {:>12} {:>10} {:>10}", "", "requests/s", "p50", "p99");
    for (which, name) in ["generated", "by hand"].into_iter().enumerate() {
        all[which].sort_unstable();
        let at = |part: f64| all[which][(all[which].len() as f64 * part) as usize];
        println!(
            "{name:<10} {:>12.0} {:>10.1?} {:>10.1?}",
            median(rounds.iter().map(|rates| rates[which])),
            at(0.5),
            at(0.99)
        );
    }
    println!("ratio of the rounds, median: {:.3}", median(rounds.iter().map(|[ours, hand]| ours / hand)));
}

fn median(values: impl Iterator<Item = f64>) -> f64 {
    let mut values: Vec<f64> = values.collect();
    values.sort_by(f64::total_cmp);
    values[values.len() / 2]
}

async fn serve(router: Router) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let address = listener.local_addr().expect("an address").to_string();
    tokio::spawn(async move { axum::serve(listener, router).await });
    address
}

/// How long each request took.
async fn measure(address: &str, time: Duration) -> Vec<Duration> {
    let end = Instant::now() + time;
    let connections: Vec<_> = (0..CONNECTIONS)
        .map(|_| {
            let address = address.to_owned();
            tokio::spawn(async move { connection(&address, end).await })
        })
        .collect();
    let mut times = Vec::new();
    for connection in connections {
        times.extend(connection.await.expect("a connection"));
    }
    times
}

/// Of six requests one creates a driver, one lists ten, and four retrieve the driver that was created last.
async fn connection(address: &str, end: Instant) -> Vec<Duration> {
    let mut stream = TcpStream::connect(address).await.expect("a connection");
    stream.set_nodelay(true).expect("a socket");
    let (mut times, mut id, mut buffer) = (Vec::new(), String::new(), Vec::new());
    for number in 0_u64.. {
        let request = match number % 6 {
            0 => {
                let email = format!("{}@example.com", EMAILS.fetch_add(1, Ordering::Relaxed));
                let body = BODY.replace("EMAIL", &email);
                head(
                    "POST",
                    "/v1/drivers",
                    &format!("content-type: application/json\r\ncontent-length: {}\r\n", body.len()),
                ) + &body
            }
            1 => head("GET", "/v1/drivers?limit=10", ""),
            _ => head("GET", &format!("/v1/drivers/{id}"), ""),
        };
        let before = Instant::now();
        if before >= end {
            break;
        }
        stream.write_all(request.as_bytes()).await.expect("a connection");
        let response = response(&mut stream, &mut buffer).await;
        times.push(before.elapsed());
        assert!(response.starts_with("HTTP/1.1 200 "), "{response}");
        if number % 6 == 0 {
            let rest = response.split_once("\"id\":\"").expect("an id").1;
            id = rest.split('"').next().expect("an id").to_owned();
        }
    }
    times
}

fn head(method: &str, target: &str, headers: &str) -> String {
    format!("{method} {target} HTTP/1.1\r\nhost: h\r\nauthorization: Bearer {TOKEN}\r\n{headers}\r\n")
}

async fn response(stream: &mut TcpStream, buffer: &mut Vec<u8>) -> String {
    buffer.clear();
    loop {
        stream.read_buf(buffer).await.expect("a response");
        let Some(end) = buffer.windows(4).position(|window| window == b"\r\n\r\n") else { continue };
        let head = String::from_utf8_lossy(&buffer[..end]).to_lowercase();
        let length = head.split("content-length: ").nth(1).expect("a length").lines().next().expect("a length");
        if buffer.len() >= end + 4 + length.parse::<usize>().expect("a length") {
            return String::from_utf8_lossy(buffer).into_owned();
        }
    }
}
