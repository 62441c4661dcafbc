//! The router of a service beside other routes, in raw requests: paths, methods, limits, layers, credentials, headers.

#![cfg(feature = "server")]

mod support;

use std::net::SocketAddr;

use axum::http::HeaderValue;
use axum::http::header::{CONTENT_TYPE, ETAG, SET_COOKIE};
use axum::response::IntoResponse;
use axum::routing::{any, get, put};
use oasmith_runtime::operation::{
    Body, Location, Media, Operation, Outcome, Parameter, Requirement, Scheme, SchemeKind, Segment, status,
};
use oasmith_runtime::schema::{Keyword, Schema};
use oasmith_runtime::server::{
    Authenticate, BodyLimit, Context, FromRequest, Incoming, Limits, Rejection, Response, Router, Routes, reply,
};
use support::serve;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

const GET: Operation = Operation {
    id: "get",
    method: "GET",
    path: &[Segment::Literal("/")],
    parameters: &[],
    body: None,
    security: &[],
    outcomes: &[Outcome::json(&[status::DEFAULT])],
    success: &[200],
};

static ROOT: Operation = Operation { id: "root", ..GET };
static PET: Operation = Operation {
    id: "pet",
    path: &[Segment::Literal("/pets/"), Segment::Parameter("id")],
    parameters: &[Parameter::path("id", &Schema::STRING)],
    ..GET
};
static PET_JSON: Operation = Operation {
    id: "petJson",
    path: &[Segment::Literal("/pets/"), Segment::Parameter("id"), Segment::Literal(".json")],
    ..PET
};
static MINE: Operation = Operation { id: "mine", path: &[Segment::Literal("/pets/mine")], ..GET };
static COPY: Operation = Operation { id: "copy", method: "COPY", ..PET };
static DEEP: Operation = Operation {
    id: "deep",
    path: &[Segment::Parameter("a"), Segment::Literal("/"), Segment::Parameter("b"), Segment::Literal("/end")],
    parameters: &[Parameter::path("a", &Schema::STRING), Parameter::path("b", &Schema::STRING)],
    ..GET
};
static SEARCH: Operation = Operation { id: "search", path: &[Segment::Literal("/~search")], ..GET };

static ADD: Operation = Operation {
    id: "add",
    method: "POST",
    path: &[Segment::Literal("/pets")],
    body: Some(Body::required(&[Media::new("application/octet-stream", &Schema::ANY)])),
    ..GET
};
static UPLOAD: Operation = Operation { id: "upload", path: &[Segment::Literal("/files")], ..ADD };

/// What a handler knows of a request.
struct Asked(Context);

impl FromRequest for Asked {
    fn from_request(incoming: Incoming) -> Result<Self, Rejection> {
        Ok(Self(incoming.into_context()))
    }
}

/// Responds with the id of the operation.
async fn id<A: Sync>(_: &A, Asked(context): Asked) -> Result<Response, Rejection> {
    Ok(reply::text(200, "text/plain", context.operation().id))
}

fn pets() -> Routes<(), std::convert::Infallible, Rejection> {
    Routes::new(())
        .on(&ROOT, id)
        .on(&PET, id)
        .on(&PET_JSON, id)
        .on(&MINE, id)
        .on(&COPY, id)
        .on(&DEEP, id)
        .on(&SEARCH, id)
}

/// Status, head in lower case, and body of the response to what is sent.
async fn raw(address: SocketAddr, head: &str, body: &[u8]) -> (u16, String, String) {
    let mut stream = TcpStream::connect(address).await.unwrap();
    let length = if body.is_empty() { String::new() } else { format!("content-length: {}\r\n", body.len()) };
    let head = format!("{head} HTTP/1.1\r\nhost: h\r\nconnection: close\r\n{length}\r\n").replace(" | ", "\r\n");
    let head = match head.split_once("\r\n") {
        // Header lines are written after the target.
        Some((line, rest)) if !line.ends_with("HTTP/1.1") => {
            let (first, rest) = (line, rest.replacen(" HTTP/1.1", "", 1));
            format!("{first} HTTP/1.1\r\n{rest}")
        }
        _ => head,
    };
    stream.write_all(head.as_bytes()).await.unwrap();
    // The server may respond before it has read a body, and close.
    let _ = stream.write_all(body).await;
    let mut response = Vec::new();
    let _ = stream.read_to_end(&mut response).await;
    let response = String::from_utf8(response).unwrap();
    let (head, body) = response.split_once("\r\n\r\n").unwrap();
    (head.split(' ').nth(1).unwrap().parse().unwrap(), head.to_ascii_lowercase(), body.to_owned())
}

/// Status and body.
async fn send(address: SocketAddr, head: &str) -> (u16, String) {
    let (status, _, body) = raw(address, head, b"").await;
    (status, body)
}

fn ok(body: &str) -> (u16, String) {
    (200, body.to_owned())
}

#[tokio::test]
async fn every_path_has_its_operation() {
    let address = serve(pets().into_router()).await;
    for (head, operation) in [
        ("GET /", "root"),
        ("GET /pets/1", "pet"),
        ("GET /pets/1.json", "petJson"),
        ("GET /pets/mine", "mine"),
        // The route of axum is that of `mine`, which has no such method.
        ("COPY /pets/mine", "copy"),
        ("COPY /pets/1", "copy"),
        // Axum leaves a dead end too.
        ("GET /pets/mine/end", "deep"),
        ("GET /~search", "search"),
        ("GET /%7esearch", "search"),
    ] {
        assert_eq!(send(address, head).await, ok(operation), "{head}");
    }
    for head in ["GET /nowhere", "GET /pets", "GET /pets/", "GET /pets/a/b/c"] {
        let (status, head, body) = raw(address, head, b"").await;
        assert_eq!(status, 404);
        assert!(head.contains("content-type: application/problem+json"), "{head}");
        assert!(body.contains("no operation has this path"), "{body}");
    }
    let (status, head, body) = raw(address, "DELETE /pets/1", b"").await;
    assert_eq!((status, body.contains("this path has only GET, COPY, HEAD")), (405, true), "{body}");
    assert!(head.contains("\r\nallow: get, copy, head"), "{head}");
}

#[tokio::test]
async fn routers_merge() {
    static DELETE: Operation = Operation { id: "delete", method: "DELETE", ..PET };
    let first = Routes::new(()).on(&ROOT, id).on(&PET, id).into_router();
    let second = Routes::new(()).on(&DELETE, id).on(&MINE, id).into_router();
    let address = serve(first.merge(second)).await;
    assert_eq!(send(address, "GET /pets/1").await, ok("pet"));
    assert_eq!(send(address, "DELETE /pets/1").await, ok("delete"));
    assert_eq!(send(address, "GET /pets/mine").await, ok("mine"));
    assert_eq!(send(address, "GET /nowhere").await.0, 404);
    let (status, head, _) = raw(address, "PATCH /pets/1", b"").await;
    assert_eq!(status, 405);
    // Axum knows the methods of both.
    for method in ["get", "head", "delete"] {
        let allow = head.lines().find_map(|line| line.strip_prefix("allow: ")).unwrap();
        assert!(allow.split(',').any(|allowed| allowed.trim() == method), "{head}");
    }
}

#[tokio::test]
async fn a_fallback_and_other_routes_are_the_users() {
    let mine = |router: Router| {
        router
            .route("/health", get(|| async { "up" }))
            .route("/assets/{*path}", get(|| async { "asset" }))
            .route("/{*path}", get(|| async { "any" }))
            .fallback(|| async { "fallback" })
    };
    let merged = |router: Router| async move {
        let address = serve(router).await;
        assert_eq!(send(address, "GET /pets/1").await, ok("pet"));
        assert_eq!(send(address, "GET /health").await, ok("up"));
        assert_eq!(send(address, "GET /assets/a/b").await, ok("asset"));
        assert_eq!(send(address, "GET /else/where").await, ok("any"));
    };
    let generated = || Routes::new(()).on(&ROOT, id).on(&PET, id).into_router();
    merged(mine(generated())).await;
    merged(mine(Router::new()).merge(generated())).await;
    merged(generated().merge(mine(Router::new()))).await;

    for router in [
        generated().fallback(|| async { "fallback" }),
        generated().merge(Router::new().fallback(|| async { "fallback" })),
        Router::new().fallback(|| async { "fallback" }).merge(generated()),
    ] {
        let address = serve(router).await;
        assert_eq!(send(address, "GET /nowhere").await, ok("fallback"));
        assert_eq!(send(address, "GET /pets/1").await, ok("pet"));
        assert_eq!(send(address, "PUT /pets/1").await.0, 405);
    }
    let address = serve(generated().route("/pets", put(|| async { "put" }))).await;
    assert_eq!(send(address, "PUT /pets").await, ok("put"));
}

#[tokio::test]
async fn a_base_has_its_root_with_and_without_a_slash() {
    let address = serve(Router::new().nest_service("/v1", pets().into_router())).await;
    assert_eq!(send(address, "GET /v1").await, ok("root"));
    assert_eq!(send(address, "GET /v1/").await, ok("root"));
    assert_eq!(send(address, "GET /v1/pets/1.json").await, ok("petJson"));
    assert_eq!(send(address, "GET /v1/nowhere").await.0, 404);
    assert_eq!(send(address, "GET /pets/1").await.0, 404);
}

#[tokio::test]
async fn the_query_of_a_path_key_is_part_of_it() {
    const DO: Operation = Operation { path: &[Segment::Literal("/do?action=a")], ..GET };
    static DO_A: Operation = Operation { id: "a", ..DO };
    static DO_B: Operation = Operation { id: "b c", path: &[Segment::Literal("/do?action=b%20c")], ..DO };
    static DO_BOTH: Operation = Operation { id: "a x", path: &[Segment::Literal("/do?action=a&x")], ..DO };
    static POST_A: Operation = Operation { id: "post", method: "POST", ..DO };
    let router = Routes::new(()).on(&DO_A, id).on(&DO_B, id).on(&DO_BOTH, id).on(&POST_A, id).into_router();
    let address = serve(router).await;
    assert_eq!(send(address, "GET /do?action=a").await, ok("a"));
    assert_eq!(send(address, "GET /do?y=1&action=b+c").await, ok("b c"));
    assert_eq!(send(address, "GET /do?action=a&x=1").await, ok("a x"));
    assert_eq!(send(address, "GET /do?action=d").await.0, 404);
    assert_eq!(send(address, "GET /do").await.0, 404);
    assert_eq!(send(address, "PUT /do?action=a").await.0, 405);
}

#[tokio::test]
async fn a_required_parameter_of_one_value_tells_operations_apart() {
    static SCAN: Schema = Schema(&[Keyword::Enum(&["T.Scan"])]);
    static PUT_ITEM: Schema = Schema(&[Keyword::Enum(&["T.Put"])]);
    const POST: Operation = Operation { method: "POST", ..GET };
    static SCAN_OPERATION: Operation = Operation {
        id: "scan",
        path: &[Segment::Literal("/#X-Amz-Target=T.Scan")],
        parameters: &[Parameter::header("X-Amz-Target", &SCAN).required()],
        ..POST
    };
    static PUT_OPERATION: Operation = Operation {
        id: "put",
        path: &[Segment::Literal("/#X-Amz-Target=T.Put")],
        parameters: &[Parameter::header("X-Amz-Target", &PUT_ITEM).required()],
        ..POST
    };
    let router = Routes::new(()).on(&SCAN_OPERATION, id).on(&PUT_OPERATION, id).into_router();
    let address = serve(router).await;
    assert_eq!(send(address, "POST / | x-amz-target: T.Scan").await, ok("scan"));
    assert_eq!(send(address, "POST / | x-amz-target: T.Put").await, ok("put"));
    assert_eq!(send(address, "POST / | x-amz-target: T.Drop").await.0, 422);
    assert_eq!(send(address, "POST /").await.0, 422);
}

#[tokio::test]
async fn limits_are_those_of_the_operation_or_the_service() {
    let service = || Routes::new(()).on(&ADD, id).on(&UPLOAD, id);
    let binary = "content-type: application/octet-stream";
    let post = async |address, path: &str, size: usize| {
        raw(address, &format!("POST {path} | {binary}"), &vec![b'a'; size]).await.0
    };
    let address = serve(service().into_router()).await;
    assert_eq!(post(address, "/pets", 2 << 20).await, 200);
    assert_eq!(post(address, "/pets", (2 << 20) + 1).await, 413);

    let limited =
        || service().limits(Limits::new().body(10)).operation(&UPLOAD, |o| o.limits(Limits::new().body(3 << 20)));
    let address = serve(limited().into_router()).await;
    assert_eq!((post(address, "/pets", 10).await, post(address, "/pets", 11).await), (200, 413));
    assert_eq!((post(address, "/files", 3 << 20).await, post(address, "/files", (3 << 20) + 1).await), (200, 413));

    let address = serve(limited().into_router().layer(axum::Extension(BodyLimit(20)))).await;
    assert_eq!((post(address, "/pets", 20).await, post(address, "/pets", 21).await), (200, 413));
    assert_eq!(post(address, "/files", 21).await, 200);
}

#[tokio::test]
async fn layers_of_an_operation_come_first() {
    let marked = |route: axum::routing::MethodRouter| {
        route.layer(axum::middleware::map_response(|mut response: Response| async move {
            response.headers_mut().insert("x-layer", HeaderValue::from_static("seen"));
            response
        }))
    };
    let address = serve(guarded(Service { open: false }).operation(&ACCOUNT, |o| o.wrap(marked)).into_router()).await;
    let (status, head, _) = raw(address, "GET /account/1", b"").await;
    assert_eq!((status, head.contains("\r\nx-layer: seen")), (401, true), "{head}");
    let (status, head, body) = raw(address, "GET /account/1 | authorization: Bearer good", b"").await;
    assert_eq!((status, body.as_str()), (200, "bearer"), "{head}");
    assert!(!raw(address, "GET /tasks", b"").await.1.contains("x-layer"));
}

static SESSION: Scheme = Scheme { name: "session", kind: SchemeKind::ApiKey(Location::Cookie, "sid") };
static CSRF: Scheme = Scheme { name: "csrf", kind: SchemeKind::ApiKey(Location::Header, "x-csrf") };
static BEARER: Scheme = Scheme { name: "bearer", kind: SchemeKind::Bearer };

static ACCOUNT: Operation = Operation {
    id: "account",
    path: &[Segment::Literal("/account/"), Segment::Parameter("id")],
    parameters: &[Parameter::path("id", &Schema::STRING)],
    security: &[Requirement(&[(&SESSION, &[]), (&CSRF, &[])]), Requirement(&[(&BEARER, &[])])],
    ..GET
};
static TASKS: Operation = Operation {
    id: "tasks",
    path: &[Segment::Literal("/tasks")],
    security: &[Requirement(&[(&BEARER, &["read"])]), Requirement(&[(&BEARER, &["admin"])])],
    ..GET
};

/// Knows the session `good` and the token `good`, and the scopes of tokens by their names.
struct Service {
    open: bool,
}

impl Authenticate for Service {
    type Principal = String;
    type Error = Rejection;

    async fn authenticate(&self, context: &Context) -> Result<String, Rejection> {
        let credentials = context.credentials();
        let token = credentials.bearer();
        let has_scopes = |scopes: &[&str]| scopes.iter().all(|scope| token == Some(scope));
        if context.operation() == &TASKS {
            let alternatives = credentials.alternatives().iter();
            let mut scopes = alternatives.filter(|one| one.is_presented()).filter_map(|one| one.scopes("bearer"));
            return match scopes.find(|scopes| has_scopes(scopes)) {
                Some(scopes) => Ok(scopes.join(" ")),
                None if token.is_none() && self.open => Ok("stranger".to_owned()),
                None => Err(Rejection::Forbidden),
            };
        }
        match (credentials.api_key("session"), token) {
            (Some("good"), _) if credentials.api_key("csrf").is_some() => Ok("session".to_owned()),
            (_, Some("good")) => Ok("bearer".to_owned()),
            _ => Err(context.unauthenticated()),
        }
    }

    fn admits_strangers(&self) -> bool {
        self.open
    }
}

async fn who(_: &Service, principal: String, _: Asked) -> Result<Response, Rejection> {
    Ok(reply::text(200, "text/plain", principal))
}

fn guarded(service: Service) -> Routes<Service, String, Rejection> {
    Routes::guarded(service).on(&ACCOUNT, who).on(&TASKS, who)
}

#[tokio::test]
async fn a_service_sees_every_credential_that_came() {
    let address = serve(guarded(Service { open: false }).into_router()).await;
    let account = async |headers: &str| send(address, &format!("GET /account/1{headers}")).await;
    assert_eq!(account(" | cookie: sid=good | x-csrf: 1").await, ok("session"));
    // The stale cookie does not hide the token.
    assert_eq!(account(" | cookie: sid=stale | x-csrf: 1 | authorization: Bearer good").await, ok("bearer"));
    assert_eq!(account(" | cookie: sid=stale | authorization: Bearer good").await, ok("bearer"));
    assert_eq!(account(" | cookie: sid=good").await.0, 401);
    assert_eq!(account("").await.0, 401);
}

#[tokio::test]
async fn a_service_sees_the_scopes_of_every_alternative() {
    let address = serve(guarded(Service { open: false }).into_router()).await;
    for token in ["read", "admin"] {
        assert_eq!(send(address, &format!("GET /tasks | authorization: Bearer {token}")).await, ok(token));
    }
    assert_eq!(send(address, "GET /tasks | authorization: Bearer write").await.0, 403);
    assert_eq!(send(address, "GET /tasks").await.0, 401);
}

#[tokio::test]
async fn a_service_may_admit_strangers() {
    let address = serve(guarded(Service { open: true }).into_router()).await;
    assert_eq!(send(address, "GET /tasks").await, ok("stranger"));
    // It is still the service that says so.
    assert_eq!(send(address, "GET /account/1").await.0, 401);
}

#[tokio::test]
async fn a_handler_sets_headers_of_any_response() {
    async fn tag((): &(), Asked(context): Asked) -> Result<Response, Rejection> {
        context.set_response_header(ETAG, HeaderValue::from_static("\"1\""));
        context.append_response_header(SET_COOKIE, HeaderValue::from_static("a=1"));
        context.append_response_header(SET_COOKIE, HeaderValue::from_static("b=2"));
        context.set_response_header(CONTENT_TYPE, HeaderValue::from_static("image/png"));
        match context.uri().path() {
            "/pets/none" => Err(Rejection::NotFound),
            _ => Ok(reply::bytes(200, "application/octet-stream", &b"png"[..])),
        }
    }
    let address = serve(Routes::new(()).on(&PET, tag).into_router()).await;
    for (head, status) in [("GET /pets/1", 200), ("GET /pets/none", 404)] {
        let (found, head, _) = raw(address, head, b"").await;
        assert_eq!(found, status);
        for line in ["etag: \"1\"", "set-cookie: a=1", "set-cookie: b=2", "content-type: image/png"] {
            assert_eq!(head.matches(&format!("\r\n{line}")).count(), 1, "{line}: {head}");
        }
        assert_eq!(head.matches("content-type").count(), 1, "{head}");
    }
}

#[tokio::test]
async fn a_response_of_a_status_without_content_has_none() {
    for status in [204, 205, 304] {
        let response = reply::json(status, &[1]).into_response();
        assert!(response.headers().get(CONTENT_TYPE).is_none());
        let router = Router::new().route("/", any(move || async move { reply::json(status, &[1]) }));
        let (found, head, body) = raw(serve(router).await, "GET /", b"").await;
        assert_eq!((found, body.as_str()), (status, ""));
        assert!(!head.contains("content-length: 3"), "{head}");
    }
}
