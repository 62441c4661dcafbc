//! Requests of senders that mean harm, over a socket. The service refuses each with the right status, and still responds.

use std::time::{Duration, Instant};

use axum::Router;
use chargeapi::server::{self, BASE_PATH, Limits};
use reqwest::Method;
use serde_json::{Value, json};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

use crate::service::Service;
use crate::store::Store;
use crate::{Running, TOKEN, send, support};

/// What comes back for these bytes: of an HTTP response the status, nothing where the connection is closed without one.
async fn raw(url: &str, request: impl AsRef<[u8]>) -> (Option<u16>, String) {
    let address = url.strip_prefix("http://").unwrap().split('/').next().unwrap();
    let (mut reader, mut writer) = TcpStream::connect(address).await.unwrap().into_split();
    let request = request.as_ref().to_vec();
    // The service may respond, and close the connection, before it has read everything.
    let writing = tokio::spawn(async move {
        let _ = writer.write_all(&request).await;
        writer
    });
    let mut response = Vec::new();
    let read = tokio::time::timeout(Duration::from_secs(20), reader.read_to_end(&mut response)).await;
    assert!(read.is_ok(), "the connection stays open");
    drop(writing.await);
    let response = String::from_utf8_lossy(&response).into_owned();
    (response.split(' ').nth(1).and_then(|status| status.parse().ok()), response)
}

/// The head of a request that creates a driver.
fn head(headers: &str) -> String {
    format!(
        "POST /v1/drivers HTTP/1.1\r\nhost: h\r\nconnection: close\r\nauthorization: Bearer {TOKEN}\r\n{headers}\r\n\r\n"
    )
}

impl Running {
    async fn still_responds(&self) {
        assert!(self.client.list_drivers().await.unwrap().data.is_empty());
    }
}

#[tokio::test]
async fn bodies_that_are_far_too_large() {
    let running = Running::new().await;
    let megabytes = vec![b' '; 10 << 20];
    let declared = head(&format!("content-type: application/json\r\ncontent-length: {}", megabytes.len()));
    let chunk = format!("{:x}\r\n", megabytes.len());
    let chunked = head("content-type: application/json\r\ntransfer-encoding: chunked") + &chunk;
    for head in [declared, chunked] {
        let (status, response) = raw(&running.url, [head.as_bytes(), &megabytes, b"\r\n0\r\n\r\n"].concat()).await;
        assert_eq!(status, Some(413), "{response}");
        assert!(response.contains("the body has more than 262144 bytes"), "{response}");
    }
    // A length that nobody sends is refused at once; one that is no number is no request.
    let lies = head("content-type: application/json\r\ncontent-length: 4611686018427387904");
    assert_eq!(raw(&running.url, lies).await.0, Some(413));
    assert_eq!(raw(&running.url, head("content-length: -1")).await.0, Some(400));
    running.still_responds().await;
}

#[tokio::test]
async fn json_of_a_hundred_thousand_levels() {
    let running = Running::new().await;
    let (open, nested) = ("[".repeat(100_000), "[".repeat(100_000) + &"]".repeat(100_000));
    let object = "{\"a\":".repeat(40_000);
    let inside = format!(r#"{{"name":"Ada","email":"a@example.com","preferences":{nested}}}"#);
    for body in [open, nested, object, inside] {
        let (status, _, error) = send(running.post("/drivers", body)).await;
        assert_eq!((status, &error["message"]), (400, &json!("body: must not be nested deeper than 127 levels")));
    }
    running.still_responds().await;
}

#[tokio::test]
async fn bodies_that_do_not_come() {
    let limits = Limits::new().time(Duration::from_millis(300));
    let service = Service::new(Store::open(None).unwrap(), TOKEN);
    let app = Router::new().nest_service(BASE_PATH, server::service(service).limits(limits).into_router());
    let url = support::serve(app).await;
    let address = url.strip_prefix("http://").unwrap();
    let before = Instant::now();
    // A byte now and then does not help.
    let mut connection = TcpStream::connect(address).await.unwrap();
    let request = head("content-type: application/json\r\ncontent-length: 1000");
    connection.write_all(request.as_bytes()).await.unwrap();
    let (mut reader, mut writer) = connection.into_split();
    let dripping = tokio::spawn(async move {
        while writer.write_all(b" ").await.is_ok() {
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    });
    let mut response = String::new();
    let read = tokio::time::timeout(Duration::from_secs(20), reader.read_to_string(&mut response)).await;
    assert!(read.is_ok(), "the connection stays open");
    assert!(response.starts_with("HTTP/1.1 408 "), "{response}");
    assert!(response.contains("the body did not arrive within 300ms"), "{response}");
    assert!(before.elapsed() < Duration::from_secs(10));
    dripping.abort();
    // Many of them at once keep nobody from being served.
    let mut waiting = Vec::new();
    for _ in 0..200 {
        let mut connection = TcpStream::connect(address).await.unwrap();
        connection.write_all(request.as_bytes()).await.unwrap();
        waiting.push(connection);
    }
    let get =
        format!("GET /v1/drivers HTTP/1.1\r\nhost: h\r\nconnection: close\r\nauthorization: Bearer {TOKEN}\r\n\r\n");
    assert_eq!(raw(&url, get).await.0, Some(200));
}

#[tokio::test]
async fn content_types_that_are_wrong_or_missing() {
    let running = Running::new().await;
    let body = "{}";
    let typed = |content_type: &str| head(&format!("content-type: {content_type}\r\ncontent-length: 2")) + body;
    for content_type in [
        "",
        ";",
        "application",
        "application/",
        "/json",
        "application/*",
        "*/*",
        "text/json",
        "application/jsonp",
        "multipart/form-data",
        "application/x-www-form-urlencoded",
        "application/xml, application/json",
        "\u{e9}/json",
    ] {
        assert_eq!(raw(&running.url, typed(content_type)).await.0, Some(415), "{content_type}");
    }
    // These are the declared one, and none is the only one that there is: the body is read, and lacks everything.
    for content_type in ["application/json; charset=utf-8", "APPLICATION/JSON", "application/json;;"] {
        let (status, response) = raw(&running.url, typed(content_type)).await;
        assert!(status == Some(400) && response.contains("`name` is missing"), "{content_type}: {response}");
    }
    let (status, response) = raw(&running.url, head("content-length: 2") + body).await;
    assert!(status == Some(400) && response.contains("`name` is missing"), "{response}");
    running.still_responds().await;
}

#[tokio::test]
async fn queries_that_say_a_thing_twice_or_cannot_be_read() {
    let running = Running::new().await;
    let cases = [
        ("limit=1&limit=2", "query /limit: is given more than once"),
        ("limit=1&limit=1", "query /limit: is given more than once"),
        ("limit=%31&l%69mit=2", "query /limit: is given more than once"),
        ("starting_after=%ff", "query /starting_after: is not UTF-8"),
        ("starting_after=%C0%AF", "query /starting_after: is not UTF-8"),
        ("limit=1e3", "query /limit: must be at most 100"),
        ("limit=99999999999999999999999", "query /limit: must be at most 100"),
        ("limit=-0x1", "query /limit: cannot be read as an integer"),
        ("limit=%00", "query /limit: cannot be read as an integer"),
        ("limit", "query /limit: cannot be read as an integer"),
        ("limit=", "query /limit: cannot be read as an integer"),
    ];
    for (query, message) in cases {
        let (status, _, error) = send(running.request(Method::GET, &format!("/drivers?{query}"))).await;
        assert_eq!((status, error["message"].as_str()), (400, Some(message)), "{query}");
    }
    // A `%` that escapes nothing is a character, as browsers read it.
    let (status, _, error) = send(running.request(Method::GET, "/drivers?starting_after=%zz%")).await;
    assert_eq!((status, &error["message"]), (404, &json!("no driver `%zz%` to start from")));
    // A name that is not declared says nothing, however often and however long.
    for query in ["a[b][c]=1&".repeat(500), format!("x={}", "y".repeat(20_000)), "&&&=&=&%".to_owned()] {
        let (status, _, list) = send(running.request(Method::GET, &format!("/drivers?{query}"))).await;
        assert_eq!((status, &list["data"]), (200, &json!([])));
    }
}

#[tokio::test]
async fn bodies_that_are_not_utf_8() {
    let running = Running::new().await;
    for body in [&b"{\"name\":\"\xff\"}"[..], b"\xff\xfe{\0}\0", b"{\"name\":\"\\ud800\"}", b"\0"] {
        let head = head(&format!("content-type: application/json\r\ncontent-length: {}", body.len()));
        let (status, response) = raw(&running.url, [head.as_bytes(), body].concat()).await;
        assert_eq!(status, Some(400), "{response}");
        assert!(response.contains("body: is not JSON"), "{response}");
    }
    running.still_responds().await;
}

#[tokio::test]
async fn floods_of_headers() {
    let running = Running::new().await;
    let get = |headers: String| format!("GET /v1/drivers HTTP/1.1\r\nhost: h\r\n{headers}connection: close\r\n\r\n");
    // These are bounds of hyper, which holds the connection.
    for headers in ["x-a: 1\r\n".repeat(5000), format!("x-a: {}\r\n", "a".repeat(2 << 20))] {
        assert_eq!(raw(&running.url, get(headers)).await.0, Some(431));
    }
    // Those that arrive are read once. Of several `authorization` lines the first counts.
    let token = format!("authorization: Bearer {TOKEN}\r\n");
    assert_eq!(raw(&running.url, get("authorization: Bearer x\r\n".to_owned() + &token)).await.0, Some(401));
    assert_eq!(raw(&running.url, get(token + &"cookie: a=b\r\n".repeat(80))).await.0, Some(200));
    running.still_responds().await;
}

#[tokio::test]
async fn requests_that_are_none() {
    let running = Running::new().await;
    let nonsense = [
        "\0\0\0\0\r\n\r\n",
        "GET\r\n\r\n",
        "GET /v1/drivers HTTP/9.9\r\n\r\n",
        "GET /v1/dri\x01vers HTTP/1.1\r\nhost: h\r\n\r\n",
        "GET /v1/drivers HTTP/1.1\r\nbad header: x\r\n\r\n",
        "GET /v1/drivers HTTP/1.1\r\nx: a\x00b\r\n\r\n",
    ];
    for request in nonsense {
        let (status, response) = raw(&running.url, request).await;
        assert!(status.is_none_or(|status| status == 400 || status == 505), "{request:?}: {response}");
    }
    // Two lengths let two servers read two different requests.
    let two = head("content-type: application/json\r\ncontent-length: 2\r\ncontent-length: 3") + "{}x";
    assert_eq!(raw(&running.url, two).await.0, Some(400));
    running.still_responds().await;
}

#[tokio::test]
async fn values_that_climb_out_of_folders() {
    let running = Running::new().await;
    for value in
        ["..%2f..%2fetc%2fpasswd", "%2e%2e%2fx", "..%5c..%5cx", "%00", "a%0d%0aset-cookie:%20x=1", "%252e%252e"]
    {
        // As a value it is one segment, decoded once, and means nothing.
        let request = format!(
            "GET /v1/drivers/{value} HTTP/1.1\r\nhost: h\r\nconnection: close\r\nauthorization: Bearer {TOKEN}\r\n\r\n"
        );
        let (status, response) = raw(&running.url, request).await;
        assert_eq!(status, Some(404), "{value}: {response}");
        assert!(response.contains("driver_not_found") && !response.contains("\r\nset-cookie"), "{response}");
    }
    for path in ["/v1/../v1/drivers", "//v1/drivers", "/v1/./drivers", "/v1/drivers/..", "/v1/drivers/a/../b"] {
        let request =
            format!("GET {path} HTTP/1.1\r\nhost: h\r\nconnection: close\r\nauthorization: Bearer {TOKEN}\r\n\r\n");
        assert_eq!(raw(&running.url, request).await.0, Some(404), "{path}");
    }
    running.still_responds().await;
}

#[tokio::test]
async fn texts_of_all_kinds_are_kept_as_they_are() {
    let running = Running::new().await;
    for (index, text) in [
        "'; DROP TABLE drivers; --",
        "\0",
        "\u{202e}\u{feff}",
        "<script>",
        "\u{10ffff}",
        "../../etc/passwd",
        "${jndi:x}",
    ]
    .into_iter()
    .enumerate()
    {
        let body = json!({ "name": text, "email": format!("{index}{text}"), "metadata": { text: text } });
        let (status, _, driver) = send(running.post("/drivers", &body)).await;
        assert_eq!((status, &driver["name"], &driver["email"]), (200, &body["name"], &body["email"]));
        let path = format!("/drivers/{}", driver["id"].as_str().unwrap());
        let (_, _, again): (_, _, Value) = send(running.request(Method::GET, &path)).await;
        assert_eq!(again, driver);
    }
}
