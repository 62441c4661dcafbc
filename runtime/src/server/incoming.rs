//! A request that is decoded and validated, ready to become a typed one.
//!
//! Owns the order: everything that cannot be read is reported first, together; then every violation, together. Must
//! not know how text becomes a value ([`decode`]) or what a schema means.

use bytes::Bytes;
use http::HeaderMap;
use http::header::CONTENT_TYPE;
use serde::de::DeserializeOwned;
use serde_json::{Map, Value};

use super::super::json as reader;
use super::super::operation::{Codec, Location, Media, Operation, Parameter, SchemeKind, Segment};
use super::super::percent;
use super::super::schema::Types;
use super::super::style::decode;
use super::super::style::pairs::Pairs;
use super::super::text_body;
use super::super::violation::{Part, Violation};
use super::super::whole_query;
use super::body::{self, FromBody, Payload, Streamed, Typed};
use super::body_stream::BodyStream;
use super::context::Context;
use super::leniency::Leniency;
use super::limits::Limits;
use super::rejection::Rejection;

/// A typed request of one operation, made from what was sent.
pub trait FromRequest: Sized {
    /// Takes the parts it is made of.
    ///
    /// # Errors
    /// When a part does not fit its type although its schema allows it.
    fn from_request(incoming: Incoming) -> Result<Self, Rejection>;
}

/// What a request may be besides what its operation declares.
#[derive(Debug, Clone, Copy, Default)]
pub struct Rules {
    /// What is accepted beyond the description.
    pub leniency: Leniency,
    /// What is taken at most.
    pub limits: Limits,
}

/// The parts of a validated request.
#[derive(Debug)]
pub struct Incoming {
    context: Context,
    path: Map<String, Value>,
    query: Map<String, Value>,
    header: Map<String, Value>,
    cookie: Map<String, Value>,
    body: Option<Bytes>,
    /// The media type of the body, as it is declared.
    media: Option<&'static Media>,
    /// A body that is still to come.
    stream: Option<Streamed>,
    /// The value of a form, the value that a text/plain body is read as, or that of JSON without some nulls.
    value: Option<Value>,
}

impl Incoming {
    /// Decodes and validates everything that the operation declares. `values` are those of the path, still encoded.
    ///
    /// # Errors
    /// With every part that cannot be read; where all can be read, with every violation of a schema.
    pub fn new(context: Context, values: &[String], body: Bytes, rules: Rules) -> Result<Self, Rejection> {
        let (payload, media) = match context.operation().body {
            Some(declared) => body::identify(declared, context.headers(), &body)?,
            None => (Payload::Absent, None),
        };
        let mut incoming = Self::decoded(context, values, &payload, &body, rules)?;
        incoming.body = matches!(payload, Payload::Json(_) | Payload::Other(_)).then_some(body);
        incoming.media = media;
        Ok(incoming)
    }

    /// The same of a request whose body is read while it comes, after everything else.
    ///
    /// # Errors
    /// As those of [`new`](Self::new), of everything but the body.
    pub fn streamed(context: Context, values: &[String], stream: Streamed, rules: Rules) -> Result<Self, Rejection> {
        let mut incoming = Self::decoded(context, values, &Payload::Absent, &Bytes::new(), rules)?;
        incoming.media = Some(stream.media);
        incoming.stream = Some(stream);
        Ok(incoming)
    }

    fn decoded(
        context: Context,
        values: &[String],
        payload: &Payload,
        body: &Bytes,
        Rules { leniency, limits }: Rules,
    ) -> Result<Self, Rejection> {
        let operation = context.operation();
        let most_levels = limits.json_depth();
        let mut findings = Findings { leniency, most_levels, unreadable: Vec::new(), invalid: Vec::new() };
        let path = path(operation, values, &mut findings);
        let query = percent::without_plus(context.uri().query().unwrap_or_default());
        let pairs = Pairs::of_query(&query);
        let query = match declared(operation, Location::Query).find_map(|one| Some((one, one.whole_query?))) {
            Some((parameter, codec)) => whole(parameter, codec, &query, operation, &mut findings),
            None => named(operation, Location::Query, &pairs, &mut findings),
        };
        let header = header(operation, context.headers(), &mut findings);
        let cookie = named(operation, Location::Cookie, &Pairs::of_cookies(context.headers()), &mut findings);
        let value = findings.body(payload, body);
        findings.verdict()?;
        Ok(Self { context, path, query, header, cookie, body: None, media: None, stream: None, value })
    }

    /// Takes a path parameter.
    ///
    /// # Errors
    /// When its value does not fit `T`.
    pub fn path<T: DeserializeOwned>(&mut self, name: &str) -> Result<T, Rejection> {
        typed(Part::Path, name, take(&mut self.path, name))
    }

    /// Takes a query parameter; one that was not sent is null.
    ///
    /// # Errors
    /// When its value does not fit `T`.
    pub fn query<T: DeserializeOwned>(&mut self, name: &str) -> Result<T, Rejection> {
        typed(Part::Query, name, take(&mut self.query, name))
    }

    /// Takes a header parameter, named as the description spells it; one that was not sent is null.
    ///
    /// # Errors
    /// When its value does not fit `T`.
    pub fn header<T: DeserializeOwned>(&mut self, name: &str) -> Result<T, Rejection> {
        typed(Part::Header, name, take(&mut self.header, name))
    }

    /// Takes a cookie parameter; one that was not sent is null.
    ///
    /// # Errors
    /// When its value does not fit `T`.
    pub fn cookie<T: DeserializeOwned>(&mut self, name: &str) -> Result<T, Rejection> {
        typed(Part::Cookie, name, take(&mut self.cookie, name))
    }

    /// The body in the media type that was sent, of an operation that requires one.
    ///
    /// # Errors
    /// When it does not fit `T`.
    pub fn body<T: FromBody>(&mut self) -> Result<T, Rejection> {
        let missing = || Rejection::Invalid { violations: vec![body::missing()] };
        self.optional_body()?.ok_or_else(missing)
    }

    /// The body in the media type that was sent; `None` where none was sent.
    ///
    /// # Errors
    /// When it does not fit `T`.
    pub fn optional_body<T: FromBody>(&mut self) -> Result<Option<T>, Rejection> {
        self.media.map(|media| T::from_body(self, media.accepted)).transpose()
    }

    /// A body with the media type that was sent.
    pub fn typed<T>(&self, body: T) -> Typed<T> {
        let given = self.context.headers().get(CONTENT_TYPE).and_then(|given| given.to_str().ok());
        Typed::new(given.or(self.media.map(|media| media.name)).unwrap_or_default(), body)
    }

    /// The body as JSON or as a form, whichever was sent; one that was not sent is null.
    ///
    /// # Errors
    /// When it does not fit `T`.
    pub fn json<T: DeserializeOwned>(&mut self) -> Result<T, Rejection> {
        let read = match self.value.take() {
            Some(value) => reader::from_value(value),
            None => reader::decode(self.body.as_deref().unwrap_or(b"null")),
        };
        read.map_err(|error| misfit(Part::Body, None, &error))
    }

    /// The body as a form or as JSON, whichever was sent; one that was not sent is null.
    ///
    /// # Errors
    /// When it does not fit `T`.
    pub fn form<T: DeserializeOwned>(&mut self) -> Result<T, Rejection> {
        self.json()
    }

    /// The body as text, a `String` or an `Option` of one; one that was not sent is `None`.
    ///
    /// # Errors
    /// When it is not UTF-8.
    pub fn text<T: From<String> + Default>(&mut self) -> Result<T, Rejection> {
        match self.body.take().map(|body| String::from_utf8(body.to_vec())) {
            Some(Ok(text)) => Ok(text.into()),
            Some(Err(_)) => Err(Rejection::undecodable(Part::Body, "body", "is not UTF-8")),
            None => Ok(T::default()),
        }
    }

    /// The body as the text of a single value; one that was not sent is null.
    ///
    /// # Errors
    /// When it does not fit `T`.
    pub fn plain<T: DeserializeOwned>(&mut self) -> Result<T, Rejection> {
        let read = match (self.value.take(), &self.body) {
            (Some(value), _) => Ok(reader::from_value(value)),
            (None, Some(body)) => text_body::text(body).map(text_body::read),
            (None, None) => Ok(reader::from_value(Value::Null)),
        };
        let read = read.map_err(|_| Rejection::undecodable(Part::Body, "body", "is not UTF-8"))?;
        read.map_err(|error| misfit(Part::Body, None, &error))
    }

    /// The body as it was sent, [`Bytes`] or an `Option` of them; one that was not sent is `None`.
    ///
    /// # Errors
    /// None.
    pub fn bytes<T: From<Bytes> + Default>(&mut self) -> Result<T, Rejection> {
        Ok(self.body.take().map(T::from).unwrap_or_default())
    }

    /// The body as it comes, a [`BodyStream`] or an `Option` of one; one that was not sent is `None`.
    ///
    /// # Errors
    /// None.
    pub fn stream<T: From<BodyStream> + Default>(&mut self) -> Result<T, Rejection> {
        let coming = self.stream.take().map(|Streamed { body, limits, .. }| BodyStream::new(body, limits));
        let body = coming.or_else(|| self.body.take().map(BodyStream::from));
        Ok(body.map(T::from).unwrap_or_default())
    }

    /// The body that is read while it comes; `None` where it was read, or taken.
    pub fn take_stream(&mut self) -> Option<Streamed> {
        self.stream.take()
    }

    /// The context of the request.
    pub fn context(&self) -> &Context {
        &self.context
    }

    /// The context of the request, which is what remains when all parts are taken.
    pub fn into_context(self) -> Context {
        self.context
    }
}

fn take(values: &mut Map<String, Value>, name: &str) -> Value {
    values.get_mut(name).map(Value::take).unwrap_or_default()
}

fn typed<T: DeserializeOwned>(part: Part, name: &str, value: Value) -> Result<T, Rejection> {
    reader::from_value(value).map_err(|error| misfit(part, Some(name), &error))
}

/// A value that its schema allows and its type does not, such as an integer beyond 64 bits.
fn misfit(part: Part, name: Option<&str>, error: &serde_json::Error) -> Rejection {
    let violation = Violation::new("", "format", error.to_string()).within(part);
    let violation = match name {
        Some(name) => violation.under(name),
        None => violation,
    };
    Rejection::Invalid { violations: vec![violation] }
}

/// Whether a value may be a string or of another type.
fn may_be_string(media: &Media) -> bool {
    let types = media.schema.types();
    types.contains(Types::STRING) && types != Types::STRING
}

/// What is wrong with a request.
struct Findings {
    leniency: Leniency,
    /// How deep a JSON body may be nested.
    most_levels: usize,
    unreadable: Vec<Violation>,
    invalid: Vec<Violation>,
}

impl Findings {
    /// Adds a parameter: a value, nothing, or a violation where it cannot be read.
    fn parameter(
        &mut self,
        values: &mut Map<String, Value>,
        parameter: &Parameter,
        decoded: Result<Option<Value>, Violation>,
    ) {
        let part = match parameter.location {
            Location::Path => Part::Path,
            Location::Query => Part::Query,
            Location::Header => Part::Header,
            Location::Cookie => Part::Cookie,
        };
        let name = parameter.name;
        let here = |violation: Violation| violation.under(name).within(part);
        match decoded {
            Ok(Some(value)) => {
                self.invalid.extend(parameter.schema.validate(&value).into_iter().map(here));
                values.insert(name.to_owned(), value);
            }
            Ok(None) if parameter.required => {
                self.invalid.push(here(Violation::new("", "required", format!("`{name}` is missing"))));
            }
            Ok(None) => {}
            Err(violation) => self.unreadable.push(here(violation)),
        }
    }

    /// Adds the body. Returns its value where it is a form, or text/plain of several types, or JSON that is read otherwise than
    /// it was sent.
    fn body(&mut self, payload: &Payload, body: &Bytes) -> Option<Value> {
        match payload {
            Payload::Missing => self.invalid.push(body::missing()),
            Payload::Json(media) => match body::json(media, body, self.leniency, self.most_levels) {
                Ok((value, violations)) => {
                    self.invalid.extend(violations);
                    return value;
                }
                Err(violation) => self.unreadable.push(violation),
            },
            Payload::Form(form) => match body::form(*form, body, self.leniency) {
                Ok((value, violations)) => {
                    self.invalid.extend(violations);
                    return Some(value);
                }
                Err(violations) => self.unreadable.extend(violations),
            },
            Payload::Other(media) => match body::text(media, body) {
                Ok(read) => {
                    let (value, violations) = read?;
                    self.invalid.extend(violations);
                    // Where the schema allows a string and another type, it chose one of them; every other text is read as it is.
                    return may_be_string(media).then_some(value);
                }
                Err(violation) => self.unreadable.push(violation),
            },
            Payload::Absent => {}
        }
        None
    }

    fn verdict(self) -> Result<(), Rejection> {
        if !self.unreadable.is_empty() {
            Err(Rejection::Undecodable { violations: self.unreadable })
        } else if !self.invalid.is_empty() {
            Err(Rejection::Invalid { violations: self.invalid })
        } else {
            Ok(())
        }
    }
}

fn declared(operation: &Operation, location: Location) -> impl Iterator<Item = &Parameter> {
    operation.parameters.iter().filter(move |parameter| parameter.location == location)
}

fn path(operation: &Operation, values: &[String], findings: &mut Findings) -> Map<String, Value> {
    let names = operation.path.iter().filter_map(|segment| match segment {
        Segment::Parameter(name) => Some(*name),
        Segment::Literal(_) => None,
    });
    let values: Vec<_> = names.zip(values).collect();
    let mut found = Map::new();
    for parameter in declared(operation, Location::Path) {
        let raw = values.iter().find(|(name, _)| *name == parameter.name).map(|(_, raw)| raw.as_str());
        let value = raw.map(|raw| decode::path(parameter, raw, findings.leniency.booleans)).transpose();
        findings.parameter(&mut found, parameter, value);
    }
    found
}

/// Query and cookie parameters.
fn named(operation: &Operation, location: Location, pairs: &Pairs<'_>, findings: &mut Findings) -> Map<String, Value> {
    let is_key = |name: &str| {
        let schemes = operation.security.iter().flat_map(|alternative| alternative.0);
        let mut keys = schemes.map(|(scheme, _)| scheme.kind);
        keys.any(
            |kind| matches!(kind, SchemeKind::ApiKey(key_location, key) if key_location == location && key == name),
        )
    };
    let mut found = Map::new();
    for parameter in declared(operation, location) {
        let others = |name: &str| {
            let mut others = declared(operation, location).filter(|other| other.name != parameter.name);
            let root = name.split('[').next().unwrap_or_default();
            is_key(name) || others.any(|other| other.name == name || other.name == root)
        };
        let value = decode::pairs(parameter, pairs, findings.leniency.booleans, others);
        findings.parameter(&mut found, parameter, value);
    }
    found
}

/// The parameter that is the whole query.
fn whole(
    parameter: &Parameter,
    codec: Codec,
    query: &str,
    operation: &Operation,
    findings: &mut Findings,
) -> Map<String, Value> {
    let query = whole_query::without_keys(operation, query);
    let mut found = Map::new();
    match whole_query::read(parameter, codec, &query, findings.leniency.booleans) {
        Ok(value) => findings.parameter(&mut found, parameter, Ok(value)),
        Err(violations) => {
            violations.into_iter().for_each(|violation| findings.parameter(&mut found, parameter, Err(violation)));
        }
    }
    found
}

fn header(operation: &Operation, headers: &HeaderMap, findings: &mut Findings) -> Map<String, Value> {
    let mut found = Map::new();
    for parameter in declared(operation, Location::Header) {
        let lines = headers.get_all(parameter.name).into_iter().map(|line| std::str::from_utf8(line.as_bytes()));
        let value = match lines.collect::<Result<Vec<_>, _>>() {
            Ok(lines) if lines.is_empty() => Ok(None),
            Ok(lines) => decode::header(parameter, &lines, findings.leniency.booleans).map(Some),
            Err(_) => Err(decode::unreadable("is not UTF-8")),
        };
        findings.parameter(&mut found, parameter, value);
    }
    found
}
