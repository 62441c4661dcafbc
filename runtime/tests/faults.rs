//! What servers and networks do wrong, over a real socket: the kind of the error, and its text word for word.

#![cfg(all(feature = "client", feature = "server"))]

mod drivers;

use std::time::Duration;

use drivers::client::Client;
use drivers::models::{ApiError, Driver};
use oasmith_runtime::client::{Builder, CallError, Error, Operation, Response, empty, reqwest, text};
use oasmith_runtime::operation::{Location, Outcome, Requirement, Scheme, SchemeKind, Segment};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

/// Far more than a call on this machine takes, and less than anyone waits for.
const PATIENCE: Duration = Duration::from_secs(20);

/// A driver as the server writes it.
const DRIVER: &str = r#"{"id":"d1","name":"Ada","created":1,"license_number":null,"preferences":{}}"#;

struct Faulty {
    listener: TcpListener,
    base: String,
}

impl Faulty {
    async fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let base = format!("http://{}", listener.local_addr().unwrap());
        Self { listener, base }
    }

    /// The next connection, and the head of the request on it.
    async fn accept(&self) -> (TcpStream, String) {
        let (mut stream, _) = self.listener.accept().await.unwrap();
        let mut head = Vec::new();
        while !head.ends_with(b"\r\n\r\n") {
            head.push(stream.read_u8().await.unwrap());
        }
        (stream, String::from_utf8(head).unwrap())
    }

    async fn nobody_calls(&self) -> bool {
        tokio::time::timeout(Duration::from_millis(100), self.listener.accept()).await.is_err()
    }
}

type Retrieved = Result<Response<Driver>, CallError<ApiError>>;

/// Retrieves a driver from a server that writes this response and closes the connection.
async fn retrieve(response: impl AsRef<[u8]>) -> Retrieved {
    let server = Faulty::start().await;
    let client = Client::builder().base_url(&server.base).retries(0).build().unwrap();
    let call = tokio::spawn(client.retrieve_driver("d1").into_future());
    let (mut stream, _) = server.accept().await;
    stream.write_all(response.as_ref()).await.unwrap();
    drop(stream);
    tokio::time::timeout(PATIENCE, call).await.expect("the call ends").unwrap()
}

fn response(status: &str, headers: &str, body: &str) -> String {
    format!("HTTP/1.1 {status}\r\n{headers}content-length: {}\r\n\r\n{body}", body.len())
}

/// The text of an error that is a response without its declared meaning, and the body that it holds.
fn unexpected(outcome: Retrieved) -> (u16, String, String) {
    let error = outcome.unwrap_err();
    let told = error.to_string();
    let CallError::Unexpected(unexpected) = error else { panic!("{told}") };
    let body = String::from_utf8(unexpected.raw().to_vec()).unwrap();
    (unexpected.status().as_u16(), told, body)
}

#[tokio::test]
async fn a_connection_that_is_reset_within_the_body() {
    let server = Faulty::start().await;
    let client = Client::builder().base_url(&server.base).retries(0).build().unwrap();
    let call = tokio::spawn(client.retrieve_driver("d1").into_future());
    let (mut stream, _) = server.accept().await;
    let whole = response("200 OK", "content-type: application/json\r\n", DRIVER);
    stream.write_all(&whole.as_bytes()[..whole.len() - 20]).await.unwrap();
    // The head is read before the connection is gone.
    tokio::time::sleep(Duration::from_millis(200)).await;
    stream.set_zero_linger().unwrap();
    drop(stream);
    let error = tokio::time::timeout(PATIENCE, call).await.expect("the call ends").unwrap().unwrap_err();
    assert_eq!(
        error.to_string(),
        "retrieveDriver (GET) got a response that broke off: request or response body error: error reading a body from \
         connection: Connection reset by peer (os error 104)"
    );
    assert!(matches!(&error, CallError::Transport(no_response) if !no_response.is_timeout()), "{error:?}");
    let error = Error::from(error);
    assert_eq!((error.is_transport(), error.is_timeout(), error.status()), (true, false, None));
}

/// Writes a driver a byte at a time.
async fn dribble(mut stream: TcpStream) {
    let whole = response("200 OK", "content-type: application/json\r\n", DRIVER);
    let (head, body) = whole.split_at(whole.len() - DRIVER.len());
    stream.write_all(head.as_bytes()).await.unwrap();
    for byte in body.bytes() {
        tokio::time::sleep(Duration::from_millis(10)).await;
        if stream.write_all(&[byte]).await.is_err() {
            return;
        }
    }
}

#[tokio::test]
async fn a_slow_body_is_read_to_its_end_unless_a_time_is_set_for_the_whole() {
    for (http, is_in_time) in [
        (reqwest::Client::builder(), true),
        // The time between two bytes is short.
        (reqwest::Client::builder().read_timeout(Duration::from_millis(500)), true),
        (reqwest::Client::builder().timeout(Duration::from_millis(150)), false),
    ] {
        static SLOW: Operation = Operation {
            id: "retrieveDriver",
            method: "GET",
            path: &[Segment::Literal("/drivers")],
            parameters: &[],
            body: None,
            security: &[],
            outcomes: &[Outcome::json(&[200])],
            success: &[200],
        };
        let server = Faulty::start().await;
        let core = Builder::new(&[], "t").base_url(&server.base).http(http).build().unwrap();
        let call = tokio::spawn(core.call(&SLOW).send(text, empty));
        let (stream, _) = server.accept().await;
        dribble(stream).await;
        let outcome = tokio::time::timeout(PATIENCE, call).await.expect("the call ends").unwrap();
        if is_in_time {
            assert_eq!(outcome.unwrap().into_inner(), DRIVER);
            continue;
        }
        let error = outcome.unwrap_err();
        assert_eq!(
            error.to_string(),
            "retrieveDriver (GET) got no whole response in time: request or response body error: operation timed out"
        );
        assert!(matches!(&error, CallError::Transport(no_response) if no_response.is_timeout()), "{error:?}");
    }
}

#[tokio::test]
async fn json_that_ends_too_early() {
    let cut = &DRIVER[..28];
    let (status, told, body) =
        unexpected(retrieve(response("200 OK", "content-type: application/json\r\n", cut)).await);
    assert_eq!((status, body.as_str()), (200, cut));
    assert_eq!(
        told,
        r#"retrieveDriver (GET) responded with 200 OK, application/json: {"id":"d1","name":"Ada","cre (the body is not what is declared: EOF while parsing a string at line 1 column 28)"#
    );
    // Where the failure is declared, its body is not read either.
    let (status, told, body) =
        unexpected(retrieve(response("404 Not Found", "content-type: application/json\r\n", r#"{"mess"#)).await);
    assert_eq!((status, body.as_str()), (404, r#"{"mess"#));
    assert_eq!(
        told,
        r#"retrieveDriver (GET) responded with 404 Not Found, application/json: {"mess (the body is not what is declared: EOF while parsing a string at line 1 column 6)"#
    );
}

#[tokio::test]
async fn a_body_of_another_media_type() {
    // What the body is decides, and not what it is called.
    for headers in ["content-type: text/plain\r\n", "content-type: text/html; charset=utf-8\r\n", ""] {
        assert_eq!(retrieve(response("200 OK", headers, DRIVER)).await.unwrap().into_inner().id, "d1");
    }
    let page = "<html><body>It works!</body></html>";
    let (status, told, body) = unexpected(retrieve(response("200 OK", "content-type: text/html\r\n", page)).await);
    assert_eq!((status, body.as_str()), (200, page));
    assert_eq!(
        told,
        "retrieveDriver (GET) responded with 200 OK, text/html: <html><body>It works!</body></html> (the body is not what is \
         declared: expected value at line 1 column 1)"
    );
    let (status, told, _) = unexpected(retrieve(response("200 OK", "content-type: application/json\r\n", "")).await);
    assert_eq!(status, 200);
    assert_eq!(
        told,
        "retrieveDriver (GET) responded with 200 OK (the body is not what is declared: EOF while parsing a value at line 1 \
         column 0)"
    );
}

#[tokio::test]
async fn a_page_of_ten_megabytes_for_an_error() {
    let page = format!("<html>\n{}", "é".repeat(5 << 20));
    let (status, told, body) =
        unexpected(retrieve(response("502 Bad Gateway", "content-type: text/html\r\n", &page)).await);
    assert_eq!((status, body.len()), (502, page.len()));
    // Its beginning, on one line.
    let beginning = format!("<html> {}", "é".repeat(193));
    assert_eq!(
        told,
        format!(
            "retrieveDriver (GET) responded with 502 Bad Gateway, text/html: {beginning}.. (the status is not declared)"
        )
    );
    // A failure that is declared is not read from it.
    let (status, told, _) = unexpected(retrieve(response("404 Not Found", "content-type: text/html\r\n", &page)).await);
    assert_eq!(status, 404);
    assert_eq!(
        told,
        format!(
            "retrieveDriver (GET) responded with 404 Not Found, text/html: {beginning}.. (the body is not what is declared: \
             expected value at line 1 column 1)"
        )
    );
}

#[tokio::test]
async fn a_redirect_to_another_origin_is_not_followed_with_any_credential() {
    static BEARER: Scheme = Scheme { name: "token", kind: SchemeKind::Bearer };
    static KEY: Scheme = Scheme { name: "key", kind: SchemeKind::ApiKey(Location::Header, "x-key") };
    static COOKIE: Scheme = Scheme { name: "session", kind: SchemeKind::ApiKey(Location::Cookie, "sid") };
    static QUERY: Scheme = Scheme { name: "query", kind: SchemeKind::ApiKey(Location::Query, "secret") };
    static GUARDED: Operation = Operation {
        id: "guarded",
        method: "GET",
        path: &[Segment::Literal("/here")],
        parameters: &[],
        body: None,
        security: &[Requirement(&[(&BEARER, &[]), (&KEY, &[]), (&COOKIE, &[]), (&QUERY, &[])])],
        outcomes: &[Outcome::new(&[200], &["text/plain"])],
        success: &[200],
    };
    let (here, elsewhere) = (Faulty::start().await, Faulty::start().await);
    let builder = Builder::new(&[], "t").base_url(&here.base).bearer(&BEARER, "t0ken").api_key(&KEY, "k3y");
    let core = builder.api_key(&COOKIE, "c00kie").api_key(&QUERY, "qu3ry").build().unwrap();
    let port = |base: &str| base.rsplit_once(':').unwrap().1.to_owned();
    for location in [
        elsewhere.base.clone(),
        // Another port and another name are another origin.
        format!("//127.0.0.1:{}/there", port(&elsewhere.base)),
        format!("http://localhost:{}/there", port(&here.base)),
        format!("https://127.0.0.1:{}/there", port(&here.base)),
        format!("http://ada:secret@127.0.0.1:{}/there", port(&here.base)),
    ] {
        for status in
            ["301 Moved Permanently", "302 Found", "303 See Other", "307 Temporary Redirect", "308 Permanent Redirect"]
        {
            let call = tokio::spawn(core.call(&GUARDED).send(text, empty));
            let (mut stream, head) = here.accept().await;
            for sent in [
                "GET /here?secret=qu3ry ",
                "authorization: Bearer t0ken\r\n",
                "x-key: k3y\r\n",
                "cookie: sid=c00kie\r\n",
            ] {
                assert!(head.contains(sent), "{head}");
            }
            let headers = format!("location: {location}\r\nconnection: close\r\n");
            stream.write_all(response(status, &headers, "").as_bytes()).await.unwrap();
            drop(stream);
            let error = tokio::time::timeout(PATIENCE, call).await.expect("the call ends").unwrap().unwrap_err();
            assert_eq!(
                error.to_string(),
                format!("guarded (GET) responded with {status} (the status is not declared)")
            );
            let CallError::Unexpected(unexpected) = &error else { panic!("{error:?}") };
            assert_eq!(unexpected.headers()["location"], location.as_str());
            let told = format!("{error} {error:?}");
            assert!(!["t0ken", "k3y", "c00kie", "qu3ry"].iter().any(|secret| told.contains(secret)), "{told}");
        }
    }
    assert!(elsewhere.nobody_calls().await && here.nobody_calls().await);
}
