//! A round trip: a request of the client that has to arrive equal at the server, and a response that has to arrive equal at the
//! client.
//!
//! Owns how values are drawn, sent and compared, for any description. It is a file of the programs, and no part of the tests.

use std::any::Any;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Debug;
use std::future::{Future, Ready, ready};
use std::sync::{Arc, Mutex};

use oasmith_runtime::arbitrary;
use oasmith_runtime::client::{CallError, CallFuture, RawFuture};
use oasmith_runtime::operation::{Codec, Location, Operation, Style};
use oasmith_runtime::response_schemas::{ResponseSchemas, schema_of};
use oasmith_runtime::schema::Schema;
use oasmith_runtime::server::{BodyStream, Bytes, Rejection};
use oasmith_runtime::webhook::Webhook;
use proptest::arbitrary::{Arbitrary, any};
use proptest::strategy::{Strategy, ValueTree};
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

/// How many rounds may draw nothing before the others are given up.
const MOST_BARREN: usize = 16;

/// How often a value is drawn before it is given up.
const ATTEMPTS: usize = 64;

/// What the handlers of a server get and give.
#[derive(Clone, Default)]
pub struct Service(Arc<Mutex<Exchange>>);

#[derive(Default)]
struct Exchange {
    request: Option<Box<dyn Any + Send>>,
    response: Option<Box<dyn Any + Send>>,
}

impl Service {
    /// Each handler: it takes note of the request, and gives the response that is due.
    pub fn serve<Q: Send + 'static, R: 'static>(&self, request: Q) -> Ready<Result<R, Rejection>> {
        let mut exchange = self.0.lock().unwrap();
        exchange.request = Some(Box::new(request));
        let due = exchange.response.take().and_then(|response| response.downcast::<R>().ok());
        ready(due.map(|response| *response).ok_or(Rejection::NotImplemented { operation: "round trip" }))
    }
}

/// How a value travels, which says what cannot.
#[derive(Clone, Copy)]
enum Way {
    /// Everything can.
    Json,
    /// An array or an object is written item by item, so that one without any is not there: it is the same to the receiver as
    /// none. So is null.
    Pairs,
    /// In a header, besides: without control characters, and without white space around it, which is no part of the value of a
    /// header (RFC 9110, section 5.5). An array of one empty string is there, and is read as one without any.
    Header,
    /// In the path, besides: nothing is empty.
    Path,
}

impl Way {
    fn carries(self, value: &Value) -> bool {
        match (self, value) {
            (Way::Json, _) | (_, Value::Bool(_) | Value::Number(_)) => true,
            (_, Value::Null) => false,
            (Way::Header, Value::String(text)) => text.trim() == text && !text.contains(char::is_control),
            (Way::Path, Value::String(text)) => !text.is_empty() && text != "." && text != "..",
            (Way::Pairs, Value::String(_)) => true,
            (Way::Header, Value::Array(items)) if *items == [""] => false,
            (_, Value::Array(items)) => !items.is_empty() && items.iter().all(|item| self.carries(item)),
            (_, Value::Object(properties)) => {
                !properties.is_empty() && properties.values().all(|value| self.carries(value))
            }
        }
    }
}

/// Draws values.
pub struct Draw {
    runner: TestRunner,
    responses: &'static [ResponseSchemas],
    /// What no value was found for.
    missing: String,
}

impl Draw {
    /// A value that its schema accepts, in the form in which its type holds it, and that can travel.
    fn of<T: Serialize + DeserializeOwned>(&mut self, what: &str, schema: &'static Schema, way: Way) -> Option<T> {
        for _ in 0..ATTEMPTS {
            let Some(json) = arbitrary::json(schema, &mut self.runner).filter(|json| way.carries(json)) else {
                continue;
            };
            let Ok(value) = serde_json::from_value::<T>(json) else { continue };
            if serde_json::to_value(&value).is_ok_and(|json| schema.validate(&json).is_empty()) {
                return Some(value);
            }
        }
        self.missing = what.to_owned();
        None
    }

    /// The value of a parameter.
    pub fn parameter<T: Serialize + DeserializeOwned>(
        &mut self,
        operation: &'static Operation,
        index: usize,
    ) -> Option<T> {
        let parameter = &operation.parameters[index];
        let way = match (parameter.style, parameter.location) {
            (Style::Json, _) => Way::Json,
            (_, Location::Header) => Way::Header,
            (_, Location::Path) if !parameter.allow_empty => Way::Path,
            (_, Location::Path | Location::Query | Location::Cookie) => Way::Pairs,
        };
        self.of(parameter.name, parameter.schema, way)
    }

    /// The value of an optional parameter, or none.
    pub fn optional<T: Serialize + DeserializeOwned>(
        &mut self,
        operation: &'static Operation,
        index: usize,
    ) -> Option<Option<T>> {
        if self.below(2) == 0 { Some(None) } else { self.parameter(operation, index).map(Some) }
    }

    /// A body of a media type.
    pub fn body<T: Serialize + DeserializeOwned>(&mut self, operation: &'static Operation, index: usize) -> Option<T> {
        let body = operation.body.as_ref()?;
        let media = &body.media[index];
        let way = match media.codec {
            Codec::Form(_) | Codec::Multipart(_) => Way::Pairs,
            Codec::Json | Codec::Raw => Way::Json,
        };
        // Null in the place of a body that may be absent is none.
        let drawn = (0..ATTEMPTS).find_map(|_| {
            let drawn = self.of::<T>("the body", media.schema, way)?;
            let is_null = serde_json::to_value(&drawn).is_ok_and(|json| json.is_null());
            (body.required || !is_null).then_some(drawn)
        });
        drawn
    }

    /// A body of a media type that is text. One without any character is no body.
    pub fn text(&mut self, operation: &'static Operation, index: usize) -> Option<String> {
        let schema = operation.body.as_ref()?.media[index].schema;
        (0..ATTEMPTS).find_map(|_| self.of::<String>("the body", schema, Way::Json).filter(|text| !text.is_empty()))
    }

    /// The value of a property of a form that is read part by part.
    pub fn property<T: Serialize + DeserializeOwned>(
        &mut self,
        operation: &'static Operation,
        name: &str,
    ) -> Option<T> {
        let form = operation.body.as_ref()?.media.iter().find(|media| media.is_streamed)?;
        self.of(name, form.schema.property_or_any(name), Way::Pairs)
    }

    /// A file.
    pub fn file(&mut self) -> Option<Drawn> {
        // A quotation mark would arrive as `%22` (HTML, section "Multipart form data").
        Some(Drawn { name: format!("{} é.txt", self.below(100)), bytes: self.bytes()? })
    }

    /// Some bytes, at least one.
    pub fn bytes(&mut self) -> Option<Bytes> {
        let bytes = proptest::collection::vec(any::<u8>(), 1..32).new_tree(&mut self.runner).ok()?;
        Some(bytes.current().into())
    }

    /// A model, by its own strategy.
    pub fn model<T: Arbitrary>(&mut self) -> Option<T> {
        match any::<T>().new_tree(&mut self.runner) {
            Ok(tree) => Some(tree.current()),
            Err(_) => {
                self.missing = std::any::type_name::<T>().to_owned();
                None
            }
        }
    }

    /// The JSON body of a response.
    pub fn response<T: Serialize + DeserializeOwned>(
        &mut self,
        operation: &'static Operation,
        status: u16,
    ) -> Option<T> {
        let schema = schema_of(self.responses, operation, status)?;
        self.of(&format!("the response {status}"), schema, Way::Json)
    }

    /// A value that no schema is known of.
    pub fn some<T: DeserializeOwned>(&mut self) -> Option<T> {
        let values = [r#""text""#, "7", "true", "{}", "[]"];
        values.into_iter().find_map(|value| serde_json::from_str(value).ok())
    }

    /// A string as the body of a response.
    pub fn plain(&mut self) -> Option<String> {
        self.of("a string", &Schema::STRING, Way::Json)
    }

    /// A number below another.
    pub fn below(&mut self, end: usize) -> usize {
        (0..end.max(1)).new_tree(&mut self.runner).unwrap().current()
    }
}

/// A file that was drawn.
pub struct Drawn {
    name: String,
    bytes: Bytes,
}

impl Drawn {
    /// The file, to be sent.
    pub fn file(self) -> oasmith_runtime::form_data::File {
        oasmith_runtime::form_data::File::bytes(self.name, self.bytes)
    }

    /// What is compared.
    pub fn noted(&self) -> String {
        format!("{} {:?}", self.name, self.bytes)
    }
}

/// What is compared of a file that arrived.
pub fn noted(file: oasmith_runtime::parts::File) -> String {
    let name = file.name().to_owned();
    format!("{name} {:?}", wait(file.into_bytes()).unwrap())
}

/// A future that is ready soon: everything is in memory.
fn wait<F: Future>(future: F) -> F::Output {
    tokio::runtime::Builder::new_current_thread().build().unwrap().block_on(future)
}

/// What a call has to end in.
pub enum Expected<T, E> {
    Success(u16, T),
    Failure(u16, E),
    NotModified,
    /// Nothing is declared that could be compared.
    Anything,
}

/// What came of the round trips of an operation.
#[derive(Default)]
struct Outcome {
    requests: usize,
    responses: BTreeSet<String>,
    declared: usize,
    /// What is wrong, each thing once, with an example.
    faults: BTreeMap<String, String>,
    /// Why a request was not sent.
    refused: String,
}

/// The round trips of a description.
pub struct Trip<C> {
    pub client: C,
    pub draw: Draw,
    pub round: usize,
    service: Service,
    runtime: tokio::runtime::Runtime,
    outcome: Outcome,
    faulty: usize,
}

/// What arrived, to be compared with what was sent.
pub struct Arrived<'t>(&'t mut Outcome);

impl Arrived<'_> {
    /// Compares a part of a request.
    pub fn same<T: PartialEq + Debug>(&mut self, part: &str, sent: &T, arrived: &T) {
        if sent != arrived {
            self.0.fault(format!("request {part}"), format!("{sent:?} arrives as {arrived:?}"));
        }
    }
}

/// The content of a body that is read while it comes.
pub fn content(body: &mut BodyStream) -> Bytes {
    let content = wait(std::mem::take(body).into_bytes());
    content.unwrap_or_else(|rejection| format!("{rejection:?}").into())
}

impl Arrived<'_> {
    /// Compares the parts of a form, by their properties.
    pub fn parts<P: oasmith_runtime::parts::FromPart>(
        &mut self,
        sent: Option<Vec<(&'static str, String)>>,
        arrived: Option<&mut oasmith_runtime::parts::Parts<P>>,
        note: impl Fn(P) -> (&'static str, String),
    ) {
        let arrived = arrived.map(|parts| {
            let mut noted = Vec::new();
            loop {
                match wait(parts.next()) {
                    Ok(Some(part)) => noted.push(note(part)),
                    Ok(None) => return noted,
                    Err(rejection) => {
                        noted.push(("the rest", format!("{rejection:?}")));
                        return noted;
                    }
                }
            }
        });
        let sorted = |mut parts: Vec<(&'static str, String)>| {
            parts.sort_by_key(|(name, _)| *name);
            parts
        };
        self.same("parts", &sent.map(sorted), &arrived.map(sorted));
    }
}

impl Outcome {
    fn fault(&mut self, what: String, example: String) {
        self.faults.entry(what).or_insert(example);
    }
}

impl<C> Trip<C> {
    pub fn new(client: C, service: Service, responses: &'static [ResponseSchemas]) -> Self {
        let seed = std::env::var("PROOF_SEED").ok().and_then(|seed| seed.parse().ok()).unwrap_or(1);
        let rng = TestRng::from_seed(RngAlgorithm::ChaCha, &[seed; 32]);
        Self {
            client,
            draw: Draw { runner: TestRunner::new_with_rng(Config::default(), rng), responses, missing: String::new() },
            round: 0,
            service,
            runtime: tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap(),
            outcome: Outcome::default(),
            faulty: 0,
        }
    }

    /// Makes all round trips of an operation, whose responses are so many, and says what came of them.
    pub fn operation(&mut self, id: &str, responses: usize, once: fn(&mut Self) -> Option<()>) {
        self.outcome = Outcome { declared: responses, ..Outcome::default() };
        let wanted = 8 * responses.max(2);
        let mut barren = 0;
        for round in 0..4 * wanted {
            self.round = round;
            if once(self).is_none() {
                self.outcome.refused = format!("nothing is drawn for {}", self.draw.missing);
                barren += 1;
            }
            let is_done = self.outcome.requests >= wanted && self.outcome.responses.len() >= responses;
            if is_done || barren > MOST_BARREN {
                break;
            }
        }
        let Outcome { requests, responses, declared, mut faults, refused } = std::mem::take(&mut self.outcome);
        if requests == 0 || responses.len() < declared {
            faults
                .entry(format!("{requests} requests, {} of {declared} responses", responses.len()))
                .or_insert(refused);
        }
        for (what, example) in &faults {
            println!("{id}\t{what}\t{}", example.escape_debug().to_string().chars().take(1000).collect::<String>());
        }
    }

    /// Sets what the handler responds with.
    pub fn respond<R: Send + 'static>(&mut self, response: R) {
        self.service.0.lock().unwrap().response = Some(Box::new(response));
    }

    /// Sends a call, and compares what arrives at both ends.
    pub fn send<T, E, Q>(
        &mut self,
        call: CallFuture<T, E>,
        expected: Expected<T, E>,
        compare: impl FnOnce(&mut Arrived, &mut Q),
    ) -> Option<()>
    where
        T: PartialEq + Debug + Send + 'static,
        E: PartialEq + Debug + Send + Sync + 'static,
        Q: 'static,
    {
        let got = self.runtime.block_on(call);
        if let Err(CallError::Request(error)) = &got {
            self.outcome.refused = error.to_string();
            return Some(());
        }
        let said = match &got {
            Ok(response) => response.status().to_string(),
            Err(error) => format!("{error:?}"),
        };
        let arrived = self.arrived(compare, || said);
        let what = match (expected, got) {
            (Expected::Anything, _) => return Some(()),
            // What the client made of it says little.
            _ if !arrived => return Some(()),
            (Expected::Success(status, body), Ok(response)) if response.status() == status => {
                self.told(format!("{status}"), body == *response, || format!("{body:?} arrives as {:?}", *response))
            }
            (Expected::Failure(status, body), Err(CallError::Api(response))) if response.status() == status => {
                let is_equal = body == *response.body();
                self.told(format!("{status}"), is_equal, || format!("{body:?} arrives as {:?}", response.body()))
            }
            (Expected::NotModified, Err(CallError::NotModified(_))) => self.told("304".to_owned(), true, String::new),
            (Expected::Success(status, body), Ok(response)) => {
                let status_is = response.status();
                self.told(format!("{status}"), false, || format!("{body:?} arrives with {status_is}"))
            }
            (Expected::Success(status, body), Err(error)) => {
                self.told(format!("{status}"), false, || format!("{body:?} arrives as the error {error:?}"))
            }
            (Expected::Failure(status, body), Ok(response)) => {
                self.told(format!("{status}"), false, || format!("{body:?} arrives as the success {response:?}"))
            }
            (Expected::Failure(status, body), Err(error)) => {
                self.told(format!("{status}"), false, || format!("{body:?} arrives as {error:?}"))
            }
            (Expected::NotModified, _) => self.told("304".to_owned(), false, || "arrives as something else".to_owned()),
        };
        Some(what)
    }

    /// Sends a call whose response is not compared.
    pub fn send_raw<Q: 'static>(&mut self, call: RawFuture, compare: impl FnOnce(&mut Arrived, &mut Q)) -> Option<()> {
        let got = self.runtime.block_on(call);
        if let Err(CallError::Request(error)) = &got {
            self.outcome.refused = error.to_string();
            return Some(());
        }
        self.arrived(compare, || got.map_or_else(|error| error.to_string(), |response| format!("{:?}", response.raw())));
        Some(())
    }

    /// Writes a webhook, and compares what is read of it.
    pub fn webhook<T: PartialEq + Debug>(&mut self, webhook: &Webhook<T>, body: T) -> Option<()> {
        let delivery = webhook.delivery(&body).unwrap();
        self.outcome.requests += 1;
        match webhook.receive(delivery.headers(), delivery.body().clone()) {
            Ok(received) => Arrived(&mut self.outcome).same("webhook", &body, &received),
            Err(rejection) => self.outcome.fault("webhook".to_owned(), format!("{body:?} is refused: {rejection}")),
        }
        Some(())
    }

    fn told(&mut self, response: String, is_equal: bool, example: impl FnOnce() -> String) {
        if !is_equal {
            self.outcome.fault(format!("response {response}"), example());
        }
        self.outcome.responses.insert(response);
    }

    /// Compares the request that arrived.
    fn arrived<Q: 'static>(
        &mut self,
        compare: impl FnOnce(&mut Arrived, &mut Q),
        said: impl FnOnce() -> String,
    ) -> bool {
        let exchange = std::mem::take(&mut *self.service.0.lock().unwrap());
        self.outcome.requests += 1;
        match exchange.request.and_then(|request| request.downcast::<Q>().ok()) {
            Some(mut request) => {
                compare(&mut Arrived(&mut self.outcome), &mut request);
                true
            }
            None => {
                self.outcome.fault("request".to_owned(), format!("does not arrive: {}", said()));
                false
            }
        }
    }
}
