//! Bodies of requests and responses, responses and their headers.
//!
//! Owns media types and statuses. Must not know the keywords of schemas.

use std::collections::HashMap;

use super::found::{Finding, Subject, Uses};
use super::kinds::{self, Kind};
use super::operations::Context;
use super::parameters::written;
use super::walk::{Comparison, Label};
use crate::api::{Encoding, Encodings, Header, Media, Operation, Response, Status};
use crate::at::At;

/// Where media types are declared.
struct Place<'c> {
    words: String,
    uses: Uses,
    old: &'c At,
    new: &'c At,
    context: &'c Context,
}

impl<'a> Comparison<'a> {
    /// Compares the request bodies of an operation.
    pub(super) fn request_body(&mut self, old: &'a Operation, new: &'a Operation, context: &Context) {
        let words = "the request body".to_owned();
        let mut add = |kind: Kind, from: &At, to: &At| {
            let finding = Finding::new(kind, Subject::of_operation("the request body"), Some(from), Some(to));
            self.found.add(finding, context.request, &context.operations);
        };
        let (before, after) = match (&old.body, &new.body) {
            (None, None) => return,
            (None, Some(after)) if after.required => return add(kinds::REQUIRED_BODY_ADDED, &old.at, &after.at),
            (None, Some(after)) => return add(kinds::BODY_ADDED, &old.at, &after.at),
            (Some(before), None) => return add(kinds::BODY_REMOVED, &before.at, &new.at),
            (Some(before), Some(after)) => (before, after),
        };
        match (before.required, after.required) {
            (false, true) => add(kinds::BODY_BECAME_REQUIRED, &before.at, &after.at),
            (true, false) => add(kinds::BODY_BECAME_OPTIONAL, &before.at, &after.at),
            _ => {}
        }
        if before.description != after.description {
            add(kinds::DESCRIPTION_CHANGED, &before.at, &after.at);
        }
        let place = Place { words, uses: context.request, old: &before.at, new: &after.at, context };
        self.media(&before.media, &after.media, &place);
    }

    fn media(&mut self, old: &'a [Media], new: &'a [Media], place: &Place<'_>) {
        let mut known: HashMap<String, &'a Media> = old.iter().map(|media| (media_type(&media.name), media)).collect();
        let finding = |kind, old, new| Finding::new(kind, Subject::of_operation(&place.words), Some(old), Some(new));
        for after in new {
            match known.remove(&media_type(&after.name)) {
                Some(before) => self.medium(before, after, place),
                None => {
                    let finding = finding(kinds::MEDIA_TYPE_ADDED, place.old, &after.at).words("", &after.name);
                    self.found.add(finding, place.uses, &place.context.operations);
                }
            }
        }
        for before in old.iter().filter(|media| known.contains_key(&media_type(&media.name))) {
            let finding = finding(kinds::MEDIA_TYPE_REMOVED, &before.at, place.new).words(&before.name, "");
            self.found.add(finding, place.uses, &place.context.operations);
        }
    }

    fn medium(&mut self, old: &'a Media, new: &'a Media, place: &Place<'_>) {
        let (uses, operations) = (place.uses, &place.context.operations);
        for (before, after, step) in [(old.schema, new.schema, ""), (old.item_schema, new.item_schema, "[]")] {
            let kind = match (before, after) {
                (None, None) => continue,
                (Some(before), Some(after)) => {
                    let label = Label::of_use(&place.words).part(step);
                    self.schema(before, after, label, uses, operations);
                    continue;
                }
                (None, Some(after)) if super::view::is_any(&self.new.schemas, after) => continue,
                (Some(before), None) if super::view::is_any(&self.old.schemas, before) => continue,
                (None, Some(_)) => kinds::BODY_SCHEMA_ADDED,
                (Some(_), None) => kinds::BODY_SCHEMA_REMOVED,
            };
            let finding = Finding::new(kind, Subject::of_operation(&place.words), Some(&old.at), Some(&new.at));
            self.found.add(finding, uses, operations);
        }
        if encodings(&old.encodings) != encodings(&new.encodings) {
            let subject = Subject::of_operation(&place.words);
            let finding = Finding::new(kinds::ENCODING_CHANGED, subject, Some(&old.at), Some(&new.at));
            self.found.add(finding, uses, operations);
        }
    }

    /// Compares the responses of an operation.
    pub(super) fn responses(&mut self, old: &'a Operation, new: &'a Operation, context: &Context) {
        let find = |responses: &'a [Response], status: Status| responses.iter().find(|one| one.status == status);
        for after in &new.responses {
            match find(&old.responses, after.status) {
                Some(before) => self.response(before, after, context),
                // A status that a range or `default` described.
                None => match covering(&old.responses, after.status) {
                    Some(before) => self.covered(before, after, context),
                    None => self.lone_response(kinds::RESPONSE_ADDED, after, (Some(&old.at), Some(&after.at)), context),
                },
            }
        }
        for before in old.responses.iter().filter(|before| find(&new.responses, before.status).is_none()) {
            if let Some(after) = covering(&new.responses, before.status) {
                self.covered(before, after, context);
                continue;
            }
            let kind = if is_success(before.status) {
                kinds::SUCCESS_RESPONSE_REMOVED
            } else {
                kinds::FAILURE_RESPONSE_REMOVED
            };
            self.lone_response(kind, before, (Some(&before.at), Some(&new.at)), context);
        }
    }

    fn lone_response(&mut self, kind: Kind, response: &Response, at: (Option<&At>, Option<&At>), context: &Context) {
        let finding = Finding::new(kind, Subject::of_operation(words_of(response.status)), at.0, at.1);
        self.found.add(finding, context.response, &context.operations);
    }

    /// Compares responses of which one has statuses of the other.
    fn covered(&mut self, old: &'a Response, new: &'a Response, context: &Context) {
        let subject = Subject::of_operation(words_of(old.status.min(new.status)));
        let finding = Finding::new(kinds::RESPONSE_STATUS_COVERED, subject, Some(&old.at), Some(&new.at));
        let finding = finding.words(status(old.status), status(new.status));
        self.found.add(finding, context.response, &context.operations);
        self.response(old, new, context);
    }

    fn response(&mut self, old: &'a Response, new: &'a Response, context: &Context) {
        let words = words_of(new.status);
        let mut add = |kind: Kind| {
            let subject = Subject::of_operation(&words);
            let finding = Finding::new(kind, subject, Some(&old.at), Some(&new.at));
            self.found.add(finding, context.response, &context.operations);
        };
        if (&old.summary, &old.description) != (&new.summary, &new.description) {
            add(kinds::DESCRIPTION_CHANGED);
        }
        let names = |response: &Response| -> Vec<String> {
            response.links.iter().map(|(name, link)| format!("{name}{link:?}")).collect()
        };
        if names(old) != names(new) {
            add(kinds::LINKS_CHANGED);
        }
        match (old.media.is_empty(), new.media.is_empty()) {
            (true, true) => {}
            (true, false) => add(kinds::RESPONSE_BODY_ADDED),
            (false, true) => add(kinds::RESPONSE_BODY_REMOVED),
            (false, false) => {
                let place = Place { words, uses: context.response, old: &old.at, new: &new.at, context };
                self.media(&old.media, &new.media, &place);
            }
        }
        self.headers(old, new, context);
    }

    fn headers(&mut self, old: &'a Response, new: &'a Response, context: &Context) {
        let find = |headers: &'a [Header], name: &str| headers.iter().find(|one| one.name.eq_ignore_ascii_case(name));
        let words = |header: &Header| format!("header `{}` of {}", header.name, words_of(new.status));
        for after in &new.headers {
            let Some(before) = find(&old.headers, &after.name) else {
                let subject = Subject::of_operation(words(after));
                let finding = Finding::new(kinds::HEADER_ADDED, subject, Some(&old.at), Some(&after.at));
                self.found.add(finding, context.response, &context.operations);
                continue;
            };
            self.header(before, after, &words(after), context);
        }
        for before in old.headers.iter().filter(|before| find(&new.headers, &before.name).is_none()) {
            let kind = if before.required { kinds::REQUIRED_HEADER_REMOVED } else { kinds::HEADER_REMOVED };
            let finding = Finding::new(kind, Subject::of_operation(words(before)), Some(&before.at), Some(&new.at));
            self.found.add(finding, context.response, &context.operations);
        }
    }

    fn header(&mut self, old: &'a Header, new: &'a Header, words: &str, context: &Context) {
        let finding = |kind| Finding::new(kind, Subject::of_operation(words), Some(&old.at), Some(&new.at));
        let mut found = Vec::new();
        match (old.required, new.required) {
            (false, true) => found.push(finding(kinds::HEADER_BECAME_REQUIRED)),
            (true, false) => found.push(finding(kinds::HEADER_BECAME_OPTIONAL)),
            _ => {}
        }
        match (old.deprecated, new.deprecated) {
            (false, true) => found.push(finding(kinds::DEPRECATION_ADDED)),
            (true, false) => found.push(finding(kinds::DEPRECATION_REMOVED)),
            _ => {}
        }
        if old.description != new.description {
            found.push(finding(kinds::DESCRIPTION_CHANGED));
        }
        let written = |api, header: &Header| match &header.content {
            Some(media_type) => media_type.clone(),
            None => written(api, header.schema, (header.style, header.explode), &header.inner),
        };
        let (before, after) = (written(self.old, old), written(self.new, new));
        if before != after {
            found.push(finding(kinds::HEADER_STYLE_CHANGED).words(before, after));
        }
        for finding in found {
            self.found.add(finding, context.response, &context.operations);
        }
        self.schema(old.schema, new.schema, Label::of_use(words), context.response, &context.operations);
    }
}

/// A media type without what makes no difference: case and spaces.
fn media_type(name: &str) -> String {
    name.to_lowercase().chars().filter(|letter| !letter.is_whitespace()).collect()
}

/// How parts are written, without where it stands.
fn encodings(encodings: &Encodings) -> Vec<String> {
    let one = |name: &str, encoding: &Encoding| {
        let Encoding { content_type, style, explode, allow_reserved, .. } = encoding;
        let headers: Vec<&str> = encoding.headers.iter().map(|header| header.name.as_str()).collect();
        format!("{name} {content_type:?} {style:?} {explode:?} {allow_reserved:?} {headers:?}")
    };
    let mut named: Vec<String> = encodings.named.iter().map(|(name, encoding)| one(name, encoding)).collect();
    named.sort();
    let prefix = encodings.prefix.iter().map(|encoding| one("", encoding));
    let items = encodings.items.iter().map(|encoding| one("items", encoding));
    named.into_iter().chain(prefix).chain(items).collect()
}

fn is_success(status: Status) -> bool {
    match status {
        Status::Exact(code) => (200..400).contains(&code),
        Status::Range(digit) => digit == 2 || digit == 3,
        Status::Default => false,
    }
}

/// The response that describes a status besides those that state it: a range, or `default`.
fn covering(responses: &[Response], status: Status) -> Option<&Response> {
    let range = match status {
        Status::Exact(code) => Some(Status::Range(code / 100)),
        Status::Range(_) | Status::Default => None,
    };
    let by = |wanted: Status| responses.iter().find(|response| response.status == wanted);
    let is_default = status == Status::Default;
    range.and_then(by).or_else(|| by(Status::Default).filter(|_| !is_default && !is_success(status)))
}

fn status(status: Status) -> String {
    match status {
        Status::Exact(code) => code.to_string(),
        Status::Range(digit) => format!("{digit}XX"),
        Status::Default => "default".to_owned(),
    }
}

fn words_of(one: Status) -> String {
    format!("the {} response", status(one))
}
