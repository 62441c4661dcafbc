//! What a description offers and no call of the generated client can reach: media types of requests and responses, servers.
//!
//! What is out of reach by design is counted by its reason. Anything else fails the test.

use std::collections::{BTreeMap, HashMap};
use std::path::Path;

use oasmith::api::{Api, Media, Status};
use oasmith::at::At;
use oasmith::config::Config;
use oasmith::diagnostic::Sink;
use oasmith::lower::lower;
use oasmith::rust::{Codec, Krate, MediaTypes, Operation, Outcome, Server};
use oasmith::source::{Documents, Limits};

use super::{corpus, descriptions};

/// What was counted in all descriptions.
#[derive(Debug, Default)]
struct Count {
    requests: usize,
    responses: usize,
    servers: usize,
    /// By reason.
    excepted: BTreeMap<&'static str, usize>,
    unreachable: Vec<String>,
}

/// A call asks for the preferred media type of a response, and for another one by `accept`.
const NOT_ASKED_FOR: &str = "a response for which another media type is preferred";
/// HTTP has no content there.
const NO_CONTENT: &str = "a response that has no content, whatever is declared";
/// The transport is one of HTTP.
const OTHER_SCHEME: &str = "a server of another scheme than http and https";

impl Count {
    fn except(&mut self, reason: &'static str) {
        *self.excepted.entry(reason).or_default() += 1;
    }

    fn add(&mut self, description: &str, api: &Api, krate: &Krate) {
        let lowered: HashMap<&At, &Operation> =
            krate.operations.iter().map(|operation| (&operation.at, operation)).collect();
        for operation in &api.operations {
            let Some(lowered) = lowered.get(&operation.at) else { continue };
            for media in operation.body.iter().flat_map(|body| &body.media) {
                self.requests += 1;
                if !is_sent(lowered, media) {
                    self.unreachable.push(format!("{description} {}: `{}` cannot be sent", media.at, media.name));
                }
            }
            for response in &operation.responses {
                let outcome = lowered.outcomes.iter().find(|outcome| outcome.status == response.status);
                for media in &response.media {
                    self.responses += 1;
                    self.response(description, media, response.status, outcome);
                }
            }
        }
        self.servers(description, api, krate);
    }

    fn response(&mut self, description: &str, media: &Media, status: Status, outcome: Option<&Outcome>) {
        let has_none = matches!(status, Status::Exact(100..=199 | 204 | 205 | 304) | Status::Range(1));
        let mut whole = outcome.iter().flat_map(|outcome| &outcome.media_types).flat_map(MediaTypes::iter);
        let mut streams = outcome.iter().flat_map(|outcome| &outcome.streams);
        let is_asked_for = whole.any(|one| one.declared == media.name)
            || streams.any(|stream| stream.accepted.split(", ").any(|name| name == media.name));
        let has_content = outcome.is_some_and(|outcome| outcome.media_types.is_some() || !outcome.streams.is_empty());
        match (is_asked_for, has_content) {
            (true, _) => {}
            (false, true) => self.except(NOT_ASKED_FOR),
            (false, false) if has_none => self.except(NO_CONTENT),
            (false, false) => {
                self.unreachable.push(format!("{description} {}: `{}` is not read", media.at, media.name))
            }
        }
    }

    fn servers(&mut self, description: &str, api: &Api, krate: &Krate) {
        let offered: Vec<&Server> =
            krate.servers.declared.iter().chain(krate.servers.own.iter().flat_map(|(servers, _)| servers)).collect();
        let own = api.operations.iter().flat_map(|operation| &operation.servers);
        for declared in api.servers.iter().chain(own) {
            self.servers += 1;
            let Some(server) = offered.iter().find(|server| server.url == declared.url) else {
                self.unreachable.push(format!("{description}: the server `{}` cannot be chosen", declared.url));
                continue;
            };
            let filled = server.variables.iter().fold(server.url.clone(), |url, variable| {
                url.replace(&format!("{{{}}}", variable.wire), &variable.default)
            });
            let scheme = filled.split_once("://").map(|(scheme, _)| scheme.to_ascii_lowercase());
            if scheme.is_some_and(|scheme| !["http", "https"].contains(&scheme.as_str()) && !scheme.contains('{')) {
                self.except(OTHER_SCHEME);
            }
        }
    }
}

/// Whether a body of a media type can be sent: it is the only one, it has a constructor, or it is given with its name.
fn is_sent(operation: &Operation, media: &Media) -> bool {
    let Some(body) = &operation.body else { return false };
    let Some(known) = body.media_types.iter().find(|one| one.declared == media.name) else { return false };
    // What cannot be the value of a header is not sent.
    let is_header = |name: &str| http::HeaderValue::from_str(name).is_ok();
    let is_only = body.choice.is_none() && body.media_types.others.is_empty();
    let has_value = is_only && (!known.is_open || known.payload.codec == Codec::Json);
    (has_value || body.choice.is_some()) && is_header(&known.name)
}

fn counted(corpus: &Path, descriptions: &[String]) -> Count {
    let mut count = Count::default();
    for description in descriptions {
        let path = corpus.join(description);
        let documents = Documents::read(&path, &Limits::default()).unwrap();
        let mut sink = Sink::new();
        let Some(api) = oasmith::openapi::read(&documents, &mut sink) else { continue };
        let lowered = lower(api.clone(), &Config::new(&path, "corpus"), &mut sink);
        count.add(description, &api, &lowered.krate);
    }
    count
}

fn check(large: bool) {
    let Some(corpus) = corpus() else { return };
    let count = counted(&corpus, &descriptions(&corpus, large));
    let Count { requests, responses, servers, excepted, unreachable } = &count;
    println!(
        "{requests} media types of requests, {responses} of responses, {servers} servers; {} unreachable",
        unreachable.len()
    );
    for (reason, number) in excepted {
        println!("{number}: {reason}");
    }
    assert!(*requests > 100 && *responses > 100 && *servers > 10);
    assert!(unreachable.is_empty(), "{}", unreachable.join("\n"));
    assert!(excepted.keys().all(|reason| [NOT_ASKED_FOR, NO_CONTENT, OTHER_SCHEME].contains(reason)), "{excepted:?}");
}

#[test]
fn every_media_type_and_server_can_be_reached() {
    check(false);
}

#[test]
#[ignore = "minutes without optimisation: cargo test --release -p oasmith --test corpus large_media_types -- --ignored"]
fn large_media_types_and_servers_can_be_reached() {
    check(true);
}
