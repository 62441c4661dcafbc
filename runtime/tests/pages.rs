//! Pages and their items, against responses in memory.

#![cfg(feature = "client")]

use std::sync::{Arc, Mutex};

use http::{Request, Response};
use oasmith_runtime::client::{
    Body, Builder, Call, CallError, CallExt, CallFuture, Continuation, Core, DecodeError, PageItems, Paged, Pages,
    Pagination, Reason, Reply, Server, Transport, TransportError, TransportFuture, empty, json,
};
use oasmith_runtime::operation::{Location, Operation, Outcome, Parameter, Requirement, Scheme, SchemeKind, Segment};
use oasmith_runtime::schema::Schema;
use serde_json::{Value, json};

static LIST: Operation = Operation {
    id: "list",
    method: "GET",
    path: &[Segment::Literal("/things")],
    parameters: &[
        Parameter::query("limit", &Schema::ANY),
        Parameter::query("after", &Schema::ANY),
        Parameter::query("offset", &Schema::ANY),
        Parameter::query("page", &Schema::ANY),
    ],
    body: None,
    security: &[Requirement(&[(&KEY, &[])]), Requirement(&[])],
    outcomes: &[Outcome::json(&[200])],
    success: &[200],
};

static SEARCH: Operation = Operation { id: "search", method: "POST", ..LIST_AGAIN };

const LIST_AGAIN: Operation = Operation {
    id: "list",
    method: "GET",
    path: &[Segment::Literal("/things")],
    parameters: &[],
    body: None,
    security: &[],
    outcomes: &[Outcome::json(&[200])],
    success: &[200],
};

static KEY: Scheme = Scheme { name: "key", kind: SchemeKind::ApiKey(Location::Query, "key") };

/// Calls of the operation whose pages follow each other in a way that each test says.
macro_rules! paged {
    ($name:ident, $pagination:expr) => {
        struct $name(Call);

        impl CallExt for $name {
            fn call(&mut self) -> &mut Call {
                &mut self.0
            }

            fn try_clone(&self) -> Option<Self> {
                self.0.try_clone().map(Self)
            }
        }

        impl IntoFuture for $name {
            type Output = <CallFuture<Value, ()> as Future>::Output;
            type IntoFuture = CallFuture<Value, ()>;

            fn into_future(self) -> Self::IntoFuture {
                self.0.send(json, empty)
            }
        }

        impl Paged for $name {
            type Item = u64;
            const PAGINATION: &'static Pagination = &$pagination;
        }
    };
}

paged!(ByToken, Pagination::of("/data").token("after", "/meta/next"));
paged!(ByFlaggedToken, Pagination::of("/data").token("after", "/next").more("/more"));
paged!(ByOffset, Pagination::of("/data").offset("offset").total("/total"));
paged!(ByOffsetAlone, Pagination::of("").offset("offset"));
paged!(ByNumber, Pagination::of("/data").number("page", 0).total("/pages"));
paged!(ByNumberAlone, Pagination::of("/data").number("page", 1));
paged!(ByLink, Pagination::of("").link());
paged!(ByUrl, Pagination::of("/data").url("/next~1page"));

/// Calls with items that have an id.
struct ByLastItem(Call);

impl CallExt for ByLastItem {
    fn call(&mut self) -> &mut Call {
        &mut self.0
    }

    fn try_clone(&self) -> Option<Self> {
        self.0.try_clone().map(Self)
    }
}

impl IntoFuture for ByLastItem {
    type Output = <CallFuture<Value, ()> as Future>::Output;
    type IntoFuture = CallFuture<Value, ()>;

    fn into_future(self) -> Self::IntoFuture {
        fn unused(_: &Reply) -> Result<Value, DecodeError> {
            Err(DecodeError::new("a page is not read where only its items are wanted"))
        }
        self.0.send(unused, empty)
    }
}

impl Paged for ByLastItem {
    type Item = Value;
    const PAGINATION: &'static Pagination = &Pagination::of("/data").last_item("after", "/id").more("/has_more");
}

/// Responds in order, and records method and target of each request.
#[derive(Clone, Default)]
struct Canned {
    responses: Arc<Mutex<Vec<Response<Body>>>>,
    sent: Arc<Mutex<Vec<String>>>,
}

impl Transport for Canned {
    fn send(&self, request: Request<Body>) -> TransportFuture {
        let (method, uri) = (request.method(), request.uri());
        assert_eq!(uri.host(), Some("h"));
        self.sent.lock().unwrap().push(format!("{method} {}", uri.path_and_query().unwrap()));
        let mut responses = self.responses.lock().unwrap();
        let next = if responses.is_empty() { None } else { Some(responses.remove(0)) };
        Box::pin(std::future::ready(next.ok_or_else(|| TransportError::new("nobody is there"))))
    }
}

fn page(body: Value) -> Response<Body> {
    linked(body, "")
}

fn linked(body: Value, link: &str) -> Response<Body> {
    let response = Response::builder().header("content-type", "application/json").header("link", link);
    response.body(Body::from(body.to_string())).unwrap()
}

fn failed(status: u16) -> Response<Body> {
    Response::builder().status(status).body(Body::empty()).unwrap()
}

impl Canned {
    fn new(responses: impl IntoIterator<Item = Response<Body>>) -> Self {
        Self { responses: Arc::new(Mutex::new(responses.into_iter().collect())), ..Self::default() }
    }

    fn pages(bodies: impl IntoIterator<Item = Value>) -> Self {
        Self::new(bodies.into_iter().map(page))
    }

    fn builder(&self) -> Builder {
        const HOST: &[Server] = &[Server::new("https://h/v1")];
        Builder::new(HOST, "t").retries(0).transport(self.clone())
    }

    fn core(&self) -> Core {
        self.builder().build().unwrap()
    }

    fn call(&self) -> Call {
        self.core().call(&LIST)
    }

    fn sent(&self) -> Vec<String> {
        self.sent.lock().unwrap().clone()
    }
}

/// All items, and the error after them.
async fn all<T, E>(mut items: PageItems<T, E>) -> (Vec<T>, Option<CallError<E>>)
where
    T: Unpin,
{
    let mut found = Vec::new();
    while let Some(item) = items.next().await {
        match item {
            Ok(item) => found.push(item),
            Err(error) => {
                assert!(items.next().await.is_none(), "an error is the end");
                return (found, Some(error));
            }
        }
    }
    (found, None)
}

fn message<E>(error: Option<CallError<E>>) -> String {
    match error {
        Some(CallError::Unexpected(unexpected)) => {
            assert_eq!(unexpected.reason(), Reason::Page);
            unexpected.message().to_owned()
        }
        other => panic!("{:?}", other.map(|error| error.to_string())),
    }
}

#[tokio::test]
async fn nothing_is_requested_before_it_is_asked_for() {
    let canned = Canned::pages([
        json!({ "data": [1, 2], "meta": { "next": "a b" } }),
        json!({ "data": [], "meta": { "next": 7 } }),
        json!({ "data": [3], "meta": { "next": null } }),
    ]);
    let mut items = ByToken(canned.call().query("limit", &2)).items();
    assert!(canned.sent().is_empty());
    assert_eq!(items.next().await.unwrap().unwrap(), 1);
    assert_eq!(items.next().await.unwrap().unwrap(), 2);
    assert_eq!(canned.sent(), ["GET /v1/things?limit=2"]);
    // The page in the middle is empty.
    assert_eq!(items.next().await.unwrap().unwrap(), 3);
    assert!(items.next().await.is_none());
    assert!(items.continuation().is_none());
    assert_eq!(canned.sent()[1..], ["GET /v1/things?limit=2&after=a%20b", "GET /v1/things?limit=2&after=7"]);
}

#[tokio::test]
async fn pages_are_responses() {
    let canned = Canned::pages([json!({ "data": [1], "meta": { "next": "a" } }), json!({ "data": [2], "meta": {} })]);
    let mut pages = ByToken(canned.call()).pages();
    let page = pages.next().await.unwrap().unwrap();
    assert_eq!((page.status().as_u16(), page["data"].clone()), (200, json!([1])));
    assert_eq!(pages.next().await.unwrap().unwrap()["data"], json!([2]));
    assert!(pages.next().await.is_none());
    assert!(pages.next().await.is_none());
}

#[tokio::test]
async fn a_token_that_comes_again_is_an_error() {
    let looping = |next: &str| json!({ "data": [1], "meta": { "next": next } });
    let canned = Canned::pages([looping("a"), looping("b"), looping("a")]);
    let (items, error) = all(ByToken(canned.call()).items()).await;
    assert_eq!(items, [1, 1, 1]);
    assert_eq!(message(error), "the next page is one that there was already");
    assert_eq!(canned.sent().len(), 3);
    // The token that the caller has given is one that there was.
    let canned = Canned::pages([looping("x")]);
    let (items, error) = all(ByToken(canned.call().query("after", "x")).items()).await;
    assert_eq!((items, message(error).as_str()), (vec![1], "the next page is one that there was already"));
}

#[tokio::test]
async fn another_page_that_nothing_leads_to_is_an_error() {
    let canned = Canned::pages([json!({ "data": [1], "more": true, "next": "" })]);
    let (items, error) = all(ByFlaggedToken(canned.call()).items()).await;
    assert_eq!(items, [1]);
    assert_eq!(message(error), "there is another page, and nothing says where it starts");
    // Without another page, a token means nothing.
    let canned = Canned::pages([json!({ "data": [1], "more": false, "next": "a" })]);
    assert_eq!(all(ByFlaggedToken(canned.call()).items()).await.0, [1]);
    assert_eq!(canned.sent().len(), 1);
    let canned = Canned::pages([json!({ "data": [1], "next": {} })]);
    assert_eq!(message(all(ByFlaggedToken(canned.call()).items()).await.1), "`/next` is neither a string nor a number");
}

#[tokio::test]
async fn the_last_item_says_where_the_next_page_starts() {
    let canned = Canned::pages([
        json!({ "data": [{ "id": "a" }, { "id": "b" }], "has_more": true }),
        json!({ "data": [{ "id": "c" }], "has_more": false }),
    ]);
    let (items, error) = all(ByLastItem(canned.call()).items()).await;
    assert!(error.is_none());
    assert_eq!(items, [json!({ "id": "a" }), json!({ "id": "b" }), json!({ "id": "c" })]);
    assert_eq!(canned.sent(), ["GET /v1/things", "GET /v1/things?after=b"]);
    let empty = Canned::pages([json!({ "data": [], "has_more": true })]);
    let (_, error) = all(ByLastItem(empty.call()).items()).await;
    assert_eq!(message(error), "there is another page, and nothing says where it starts");
    let nameless = Canned::pages([json!({ "data": [{}], "has_more": true })]);
    assert_eq!(message(all(ByLastItem(nameless.call()).items()).await.1), "the last item has no `/id`");
}

#[tokio::test]
async fn an_offset_counts_items() {
    let canned = Canned::pages([json!({ "data": [1, 2], "total": 5 }), json!({ "data": [3], "total": "5.0" })]);
    let (items, error) = all(ByOffset(canned.call()).items()).await;
    assert_eq!(items, [1, 2, 3]);
    assert_eq!(message(error), "`/total` is no number of items or pages");
    let canned = Canned::pages([json!({ "data": [4], "total": 5.0 }), json!({ "data": [5], "total": "5" })]);
    assert_eq!(all(ByOffset(canned.call().query("offset", &3)).items()).await.0, [4, 5]);
    assert_eq!(canned.sent(), ["GET /v1/things?offset=3", "GET /v1/things?offset=4"]);
    // Fewer than there are.
    let canned = Canned::pages([json!({ "data": [1], "total": 2 }), json!({ "data": [], "total": 2 })]);
    let (items, error) = all(ByOffset(canned.call()).items()).await;
    assert_eq!((items, message(error).as_str()), (vec![1], "the next page is one that there was already"));
    // Where nothing says how many there are, an empty page is the last.
    let canned = Canned::pages([json!([1, 2]), json!([3]), json!([])]);
    let (items, error) = all(ByOffsetAlone(canned.call()).items()).await;
    assert!(error.is_none());
    assert_eq!(items, [1, 2, 3]);
    assert_eq!(canned.sent()[1..], ["GET /v1/things?offset=2", "GET /v1/things?offset=3"]);
}

#[tokio::test]
async fn pages_have_numbers() {
    let canned = Canned::pages([json!({ "data": [1], "pages": 2 }), json!({ "data": [2], "pages": 2 })]);
    assert_eq!(all(ByNumber(canned.call()).items()).await.0, [1, 2]);
    assert_eq!(canned.sent(), ["GET /v1/things", "GET /v1/things?page=1"]);
    let canned = Canned::pages([json!({ "data": [1] }), json!({ "data": null })]);
    assert_eq!(all(ByNumberAlone(canned.call().query("page", &4)).items()).await.0, [1]);
    assert_eq!(canned.sent(), ["GET /v1/things?page=4", "GET /v1/things?page=5"]);
}

#[tokio::test]
async fn links_are_followed_as_they_are() {
    let canned = Canned::new([
        linked(json!([1]), r#"<https://h/v1/things?page=2&x=%2F>; title="a, <b>; rel=next"; rel="prev last NEXT""#),
        linked(json!([2]), r#"<https://h/first>; rel=first, <?page=3>;rel=next"#),
        linked(json!([3]), r#"<https://h/v1/things?page=2>; rel="prev""#),
    ]);
    let core = canned.builder().api_key(&KEY, "s").build().unwrap();
    let (items, error) = all(ByLink(core.call(&LIST).query("limit", &1)).items()).await;
    assert!(error.is_none());
    assert_eq!(items, [1, 2, 3]);
    assert_eq!(
        canned.sent(),
        ["GET /v1/things?limit=1&key=s", "GET /v1/things?page=2&x=%2F&key=s", "GET /v1/things?page=3&key=s"]
    );
}

#[tokio::test]
async fn urls_of_another_origin_are_not_followed() {
    for (next, origin) in [
        ("https://other/v1/things?page=2", "https://other"),
        ("http://h/v1/things?page=2", "http://h"),
        ("//h:8443/things", "https://h:8443"),
        ("https://u:p@h/things", "https://h"),
    ] {
        let canned = Canned::pages([json!({ "data": [1], "next/page": next })]);
        let mut pages = ByUrl(canned.call()).pages();
        assert!(pages.next().await.unwrap().is_ok(), "the page itself is intact");
        let error = pages.next().await.unwrap().unwrap_err();
        assert_eq!(
            message(Some(error)),
            format!(
                "the URL of the next page has the origin {origin} and not https://h, and credentials are sent to no other origin"
            )
        );
        assert!(pages.next().await.is_none());
        assert_eq!(canned.sent().len(), 1);
    }
}

#[tokio::test]
async fn urls_in_the_body_are_relative_to_their_page() {
    let body = |next: Value| json!({ "data": [1], "next/page": next });
    let canned = Canned::pages([body(json!("more/2")), body(json!("3")), body(json!(""))]);
    assert_eq!(all(ByUrl(canned.call()).items()).await.0, [1, 1, 1]);
    assert_eq!(canned.sent(), ["GET /v1/things", "GET /v1/more/2", "GET /v1/more/3"]);
    // A page that leads to itself.
    let canned = Canned::pages([body(json!("/v1/things"))]);
    assert_eq!(message(all(ByUrl(canned.call()).items()).await.1), "the next page is one that there was already");
    // What is found by POST goes on by GET.
    let canned = Canned::pages([body(json!("/next?token=a")), body(Value::Null)]);
    let call = canned.core().call(&SEARCH).body("application/json", "{}");
    assert_eq!(all(ByUrl(call).items()).await.0, [1, 1]);
    assert_eq!(canned.sent(), ["POST /v1/things", "GET /next?token=a"]);
}

#[tokio::test]
async fn what_broke_off_is_resumed() {
    let first = || page(json!({ "data": [1, 2, 3], "meta": { "next": "a:b" } }));
    let canned = Canned::new([first(), failed(500)]);
    let mut items = ByToken(canned.call()).items();
    let start = items.continuation().unwrap();
    for expected in [1, 2] {
        assert_eq!(items.next().await.unwrap().unwrap(), expected);
    }
    let middle = stored(&items.continuation().unwrap());
    assert_eq!(items.next().await.unwrap().unwrap(), 3);
    assert!(items.next().await.unwrap().is_err());
    assert!(items.next().await.is_none());
    let end = items.continuation().unwrap();
    assert_eq!((start.to_string(), end.to_string()), ("0:start:".to_owned(), "0:token:a:b".to_owned()));

    let canned = Canned::new([page(json!({ "data": [4] }))]);
    assert_eq!(all(ByToken(canned.call()).items().resume(end)).await.0, [4]);
    assert_eq!(canned.sent(), ["GET /v1/things?after=a%3Ab"]);

    let canned = Canned::new([first(), page(json!({ "data": [4] }))]);
    let items = ByToken(canned.call()).items().resume(middle.clone());
    assert_eq!(items.continuation(), Some(middle.clone()));
    assert_eq!(all(items).await.0, [3, 4]);

    // Of pages, the page comes again.
    let canned = Canned::new([first()]);
    let mut pages: Pages<Value, ()> = ByToken(canned.call()).pages().resume(middle);
    assert_eq!(pages.next().await.unwrap().unwrap()["data"], json!([1, 2, 3]));
    assert_eq!(pages.continuation().unwrap().to_string(), "0:token:a:b");
}

/// What another process reads.
fn stored(continuation: &Continuation) -> Continuation {
    serde_json::from_str(&serde_json::to_string(continuation).unwrap()).unwrap()
}

#[tokio::test]
async fn a_continuation_leads_to_no_other_origin() {
    let canned = Canned::pages([json!({ "data": [1], "next/page": "https://h/v1/things?page=2" })]);
    let mut pages = ByUrl(canned.call()).pages();
    pages.next().await.unwrap().unwrap();
    let continuation = pages.continuation().unwrap();
    assert_eq!(continuation.to_string(), "0:url:/v1/things?page=2");
    assert_eq!(format!("{continuation:?}"), "Continuation { .. }");
    for text in ["", "0:", "x:start:", "0:url:https://other/", "0:offset:-1", "0:start:x", "0:elsewhere:1"] {
        assert_eq!(text.parse::<Continuation>().unwrap_err().to_string(), "the text is not a continuation of pages");
        assert!(serde_json::from_value::<Continuation>(json!(text)).is_err());
    }
    // One of other pages.
    let mut pages = ByToken(canned.call()).pages().resume(continuation);
    let error = pages.next().await.unwrap().unwrap_err();
    assert!(matches!(error, CallError::Request(_)));
    let continuation: Continuation = "0:url://other/things".parse().unwrap();
    let mut pages = ByUrl(canned.call()).pages().resume(continuation);
    assert!(matches!(pages.next().await, Some(Err(CallError::Transport(_)))));
    assert_eq!(canned.sent().last().unwrap(), "GET //other/things");
}

#[tokio::test]
async fn an_item_that_is_not_what_is_declared_has_its_path() {
    let canned = Canned::pages([json!({ "data": [1, "two"], "meta": {} })]);
    let error = all(ByToken(canned.call()).items()).await.1.unwrap();
    assert!(error.to_string().ends_with("at 'GET /things 200 data[1]'"), "{error}");
    let strict = Canned::new([Response::builder().header("content-type", "text/html").body(Body::from("{}")).unwrap()]);
    let core = strict.builder().strict_responses().build().unwrap();
    let error = all(ByToken(core.call(&LIST)).items()).await.1.unwrap();
    assert!(matches!(&error, CallError::Unexpected(unexpected) if unexpected.reason() == Reason::MediaType), "{error}");
}
