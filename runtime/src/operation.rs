//! What the runtime needs to know of an operation: plain data, written into generated code as statics and read by the
//! client (to build a request and to sort its responses) and by the server (to route, check and decode a request).
//!
//! Owns the shapes of that data. Must not know how anything is sent, routed or decoded.

use std::fmt;

use super::schema::Schema;

#[doc(hidden)]
pub use super::codec::{Codec, Encoding, Notation};

/// One operation of a description: the key of its calls.
///
/// A generated crate has a static of this type for each operation. Each request carries its operation, so that a transport, a
/// middleware or a log can tell calls apart by [`id`](Self::id), [`method`](Self::method) and
/// [`path_template`](Self::path_template). Two are equal where all three are. `Display` writes `POST /drivers/{driver}`.
///
/// Source: OpenAPI 3.2, section "Operation Object".
#[derive(Debug)]
pub struct Operation {
    /// The operation's name in the description (`operationId`), or the one oasmith made from method and path.
    pub id: &'static str,
    /// The HTTP method, spelled as it is sent.
    pub method: &'static str,
    /// The path template, cut at its parameters, without the server's base path.
    #[doc(hidden)]
    pub path: &'static [Segment],
    /// Everything the caller may set outside the body.
    #[doc(hidden)]
    pub parameters: &'static [Parameter],
    /// The request body, if the operation declares one.
    #[doc(hidden)]
    pub body: Option<Body>,
    /// The alternatives of credentials: any one of them is enough. Empty when the operation is public.
    #[doc(hidden)]
    pub security: &'static [Requirement],
    /// Every declared response, in the order of the description.
    #[doc(hidden)]
    pub outcomes: &'static [Outcome],
    /// The statuses that are a success: codes, and what `status::range` makes of ranges. Any other declared status is a
    /// failure.
    #[doc(hidden)]
    pub success: &'static [u16],
}

impl Operation {
    /// The path template as the description writes it, such as `/drivers/{driver}`, without the server's base path.
    pub fn path_template(&self) -> String {
        let segment = |segment: &Segment| match segment {
            Segment::Literal(text) => (*text).to_owned(),
            Segment::Parameter(name) => format!("{{{name}}}"),
        };
        self.path.iter().map(segment).collect()
    }

    /// The declared outcome for a status, and as what it is declared: exact before range before default.
    #[doc(hidden)]
    pub fn outcome(&self, status: u16) -> Option<(&'static Outcome, Status)> {
        let find = |wanted: Status| {
            let outcome = self.outcomes.iter().find(|outcome| outcome.statuses().any(|status| status == wanted))?;
            Some((outcome, wanted))
        };
        find(Status::Exact(status)).or_else(|| find(Status::Range(status / 100))).or_else(|| find(Status::Default))
    }

    /// Whether a request needs credentials: some are declared, and no alternative does without.
    #[doc(hidden)]
    pub fn requires_credentials(&self) -> bool {
        !self.security.is_empty() && self.security.iter().all(|alternative| !alternative.0.is_empty())
    }

    /// Whether a response of this status is a success.
    #[doc(hidden)]
    pub fn is_success(&self, status: u16) -> bool {
        self.success.contains(&status) || self.success.contains(&status::range(status / 100))
    }
}

impl fmt::Display for Operation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.method, self.path_template())
    }
}

impl PartialEq for Operation {
    fn eq(&self, other: &Self) -> bool {
        (self.id, self.method, self.path) == (other.id, other.method, other.path)
    }
}

impl Eq for Operation {}

/// A piece of a path template.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Segment {
    /// Text sent as it is, slashes included.
    Literal(&'static str),
    /// The value of the path parameter of this name.
    Parameter(&'static str),
}

/// Where a parameter travels.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Location {
    /// In the path template.
    Path,
    /// In the query string.
    Query,
    /// In a header of its name.
    Header,
    /// In the `cookie` header.
    Cookie,
}

/// How a parameter's value becomes text.
///
/// Source: OpenAPI 3.2, section "Style Values".
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Style {
    /// `a,b` (RFC 6570 simple expansion): path and header.
    Simple,
    /// `name=a&name=b` or `name=a,b` (RFC 6570 form expansion): query and cookie.
    Form,
    /// `;name=a,b` (RFC 6570 path-style expansion): path.
    Matrix,
    /// `.a.b` (RFC 6570 label expansion): path.
    Label,
    /// `name=a%20b`: query, arrays and objects only; of arrays also path and header (`ssv` of OpenAPI 2.0).
    SpaceDelimited,
    /// `name=a%7Cb`: query, arrays and objects only; of arrays also path and header (`pipes` of OpenAPI 2.0).
    PipeDelimited,
    /// `name=a%09b`: query, path and header, arrays only (`collectionFormat: tsv` of OpenAPI 2.0).
    TabDelimited,
    /// `name[key]=value`: query, objects only.
    DeepObject,
    /// `name=value; name=value` unescaped: cookie (OpenAPI 3.2).
    Cookie,
    /// `name={"a":1}`: the value as JSON, where `content` describes the parameter.
    Json,
}

/// One parameter of an operation.
#[derive(Debug, Clone, Copy)]
pub struct Parameter {
    /// The name on the wire.
    pub name: &'static str,
    /// Where it travels.
    pub location: Location,
    /// How its value becomes text.
    pub style: Style,
    /// Whether each item or property is written on its own.
    pub explode: bool,
    /// Whether reserved characters pass unescaped.
    pub allow_reserved: bool,
    /// Whether its name alone (`?name`) says something; of a path parameter, whether it may be the empty string.
    pub allow_empty: bool,
    /// Whether a request without it is refused.
    pub required: bool,
    /// The styles of the arrays in its array, from the outside to the inside. Without one, an array in an array is JSON.
    pub inner: &'static [Style],
    /// How its value is written where it is the whole query (`in: querystring` of OpenAPI 3.2). Its name is not sent then.
    pub whole_query: Option<Codec>,
    /// What its value must satisfy.
    pub schema: &'static Schema,
}

impl Parameter {
    const fn new(name: &'static str, location: Location, style: Style, explode: bool, schema: &'static Schema) -> Self {
        Self {
            name,
            location,
            style,
            explode,
            allow_reserved: false,
            allow_empty: false,
            required: false,
            inner: &[],
            whole_query: None,
            schema,
        }
    }

    /// A path parameter: style `simple`, not exploded, always required.
    pub const fn path(name: &'static str, schema: &'static Schema) -> Self {
        Self::new(name, Location::Path, Style::Simple, false, schema).required()
    }

    /// An optional query parameter: style `form`, exploded.
    pub const fn query(name: &'static str, schema: &'static Schema) -> Self {
        Self::new(name, Location::Query, Style::Form, true, schema)
    }

    /// An optional header parameter: style `simple`, not exploded.
    pub const fn header(name: &'static str, schema: &'static Schema) -> Self {
        Self::new(name, Location::Header, Style::Simple, false, schema)
    }

    /// An optional cookie parameter: style `form`, exploded.
    pub const fn cookie(name: &'static str, schema: &'static Schema) -> Self {
        Self::new(name, Location::Cookie, Style::Form, true, schema)
    }

    /// The same parameter, required.
    pub const fn required(mut self) -> Self {
        self.required = true;
        self
    }

    /// The same parameter in another style.
    pub const fn style(mut self, style: Style, explode: bool) -> Self {
        self.style = style;
        self.explode = explode;
        self
    }

    /// The same parameter, with reserved characters left as they are.
    pub const fn allow_reserved(mut self) -> Self {
        self.allow_reserved = true;
        self
    }

    /// The same parameter, which may be sent as its name alone, or in a path as the empty string.
    pub const fn allow_empty(mut self) -> Self {
        self.allow_empty = true;
        self
    }

    /// The same parameter, whose array has arrays of these styles in it.
    pub const fn inner(mut self, styles: &'static [Style]) -> Self {
        self.inner = styles;
        self
    }

    /// The same parameter as the whole query.
    pub const fn whole_query(mut self, codec: Codec) -> Self {
        self.whole_query = Some(codec);
        self
    }

    /// The same parameter, written as JSON.
    pub const fn json(self) -> Self {
        self.style(Style::Json, false)
    }
}

/// The request body of an operation.
#[derive(Debug, Clone, Copy)]
pub struct Body {
    /// Whether a request without a body is refused.
    pub required: bool,
    /// The media types it may have.
    pub media: &'static [Media],
}

impl Body {
    /// A body that must be sent.
    pub const fn required(media: &'static [Media]) -> Self {
        Self { required: true, media }
    }

    /// A body that may be left out.
    pub const fn optional(media: &'static [Media]) -> Self {
        Self { required: false, media }
    }
}

/// One media type of a body and what a value of it must satisfy.
#[derive(Debug, Clone, Copy)]
pub struct Media {
    /// The media type that a client sends.
    pub name: &'static str,
    /// The media type or range that a server accepts, as the description spells it.
    pub accepted: &'static str,
    /// What a value must satisfy.
    pub schema: &'static Schema,
    /// How a value becomes bytes.
    pub codec: Codec,
    /// Whether a server gives it part by part while it comes.
    pub is_streamed: bool,
}

impl Media {
    /// A text, or bytes.
    pub const fn new(name: &'static str, schema: &'static Schema) -> Self {
        Self { name, accepted: name, schema, codec: Codec::Raw, is_streamed: false }
    }

    /// JSON, `application/json` unless it is [`named`](Self::named) otherwise.
    pub const fn json(schema: &'static Schema) -> Self {
        Self { codec: Codec::Json, ..Self::new("application/json", schema) }
    }

    /// A form, `application/x-www-form-urlencoded` unless it is [`named`](Self::named) otherwise.
    pub const fn form(schema: &'static Schema, encodings: &'static [Encoding]) -> Self {
        Self { codec: Codec::Form(encodings), ..Self::new("application/x-www-form-urlencoded", schema) }
    }

    /// A form in parts, `multipart/form-data` unless it is [`named`](Self::named) otherwise.
    pub const fn multipart(schema: &'static Schema, encodings: &'static [Encoding]) -> Self {
        Self { codec: Codec::Multipart(encodings), ..Self::new("multipart/form-data", schema) }
    }

    /// The same, which a server gives part by part while it comes.
    pub const fn streamed(mut self) -> Self {
        self.is_streamed = true;
        self
    }

    /// The same under another name.
    pub const fn named(mut self, name: &'static str) -> Self {
        self.name = name;
        self.accepted = name;
        self
    }

    /// The same, accepted as this range.
    pub const fn accepted_as(mut self, range: &'static str) -> Self {
        self.accepted = range;
        self
    }
}

/// A body that is a form: its schema says which object its text is.
#[derive(Debug, Clone, Copy)]
pub struct Form {
    /// What is known of its properties.
    pub schema: &'static Schema,
    /// How those properties are written that are not written as usual.
    pub encodings: &'static [Encoding],
}

/// Declared responses whose bodies have the same media types.
#[derive(Debug, Clone, Copy)]
pub struct Outcome {
    /// Their statuses: codes, and what [`status`] makes of ranges and the default.
    pub statuses: &'static [u16],
    /// The media types of the body; none when there is no body.
    pub media: &'static [&'static str],
    /// How the body is read and written where it is a form.
    pub form: Option<Form>,
    /// The headers that they must have.
    pub required: &'static [&'static str],
    /// Other media types that a server may send, which a client does not ask for by itself.
    pub others: &'static [&'static str],
}

impl Outcome {
    /// Responses with a body of one of these media types.
    pub const fn new(statuses: &'static [u16], media: &'static [&'static str]) -> Self {
        Self { statuses, media, form: None, required: &[], others: &[] }
    }

    /// The same responses, with a form as their body.
    pub const fn form(mut self, schema: &'static Schema, encodings: &'static [Encoding]) -> Self {
        self.form = Some(Form { schema, encodings });
        self
    }

    /// The same responses, which must have these headers.
    pub const fn requiring(mut self, headers: &'static [&'static str]) -> Self {
        self.required = headers;
        self
    }

    /// The same responses, which a server may send in these media types too.
    pub const fn or(mut self, others: &'static [&'static str]) -> Self {
        self.others = others;
        self
    }

    /// Responses with a JSON body.
    pub const fn json(statuses: &'static [u16]) -> Self {
        Self::new(statuses, &["application/json"])
    }

    /// Responses without a body.
    pub const fn empty(statuses: &'static [u16]) -> Self {
        Self::new(statuses, &[])
    }

    /// The statuses it is declared for.
    pub fn statuses(&self) -> impl Iterator<Item = Status> {
        self.statuses.iter().map(|&number| Status::of(number))
    }
}

/// The numbers that mean more than one status.
pub mod status {
    /// Every status that is not declared otherwise.
    pub const DEFAULT: u16 = 0;

    /// All statuses with this first digit (`4XX`).
    pub const fn range(first_digit: u16) -> u16 {
        first_digit
    }
}

/// The statuses that a response is declared for; an exact one wins over a range, a range over the default.
///
/// Source: OpenAPI 3.2, section "Responses Object".
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Status {
    /// This status only.
    Exact(u16),
    /// All statuses whose first digit is this one (`4XX`).
    Range(u16),
    /// Every status that is not declared otherwise.
    Default,
}

impl Status {
    /// What a number of [`Outcome::statuses`] means.
    pub const fn of(number: u16) -> Self {
        match number {
            status::DEFAULT => Self::Default,
            first_digit @ 1..=9 => Self::Range(first_digit),
            code => Self::Exact(code),
        }
    }
}

/// Credentials that must be given together.
///
/// Source: OpenAPI 3.2, section "Security Requirement Object".
#[derive(Debug, Clone, Copy)]
pub struct Requirement(pub &'static [(&'static Scheme, &'static [&'static str])]);

/// A way to present credentials.
///
/// Source: OpenAPI 3.2, section "Security Scheme Object".
#[derive(Debug)]
pub struct Scheme {
    /// Its name in the description.
    pub name: &'static str,
    /// How the credential travels.
    pub kind: SchemeKind,
}

/// How a credential travels.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SchemeKind {
    /// `authorization: Bearer ..` (RFC 6750); also what OAuth 2 and OpenID Connect end in.
    Bearer,
    /// `authorization: Basic ..` (RFC 7617).
    Basic,
    /// A key under this name.
    ApiKey(Location, &'static str),
    /// In a way that is not known here: a client leaves it to its transport, a service judges it by the headers.
    Other,
}
