//! Operations, and the credentials that they require.
//!
//! Owns what is known of requests and responses. Must not know what their types are made of.

use crate::at::At;

use super::{
    Accessor, Codec, Docs, Encoding, Form, Grouped, Location, MockResponse, Name, Pagination, PartContent,
    SchemaTableRef, Status, Stream, StreamCall, Style, Ty,
};

/// The static of the alternatives of credentials that several operations have.
pub const SECURITY: &str = "SECURITY";

/// The alternatives of credentials: indices into [`Krate::schemes`], with scopes.
pub type Security = Vec<Vec<(usize, Vec<String>)>>;

/// A security scheme that operations use.
#[derive(Debug, Clone)]
pub struct Scheme {
    /// The name of its static.
    pub constant: Name,
    /// The name of the builder's method that takes the credential.
    pub method: Name,
    /// Its name in the description.
    pub wire: String,
    /// What it is.
    pub kind: SchemeKind,
    /// Where tokens are got, where it declares that.
    pub token_urls: Option<TokenUrls>,
    /// Its documentation.
    pub docs: Docs,
}

/// The addresses at which a client gets tokens.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TokenUrls {
    /// `tokenUrl`.
    pub token: String,
    /// `refreshUrl`.
    pub refresh: Option<String>,
}

/// How a credential travels.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SchemeKind {
    /// A bearer token.
    Bearer,
    /// User and password.
    Basic,
    /// A key under a name.
    ApiKey(Location, String),
    /// In a way that the runtime does not know.
    Other,
}

/// An operation, as the client sends it and as the server responds to it.
#[derive(Debug, Clone)]
pub struct Operation {
    /// Where it stands.
    pub at: At,
    /// Its documentation.
    pub docs: Docs,
    /// Its name in the description, or the one made from method and path.
    pub id: String,
    /// The method's name.
    pub name: Name,
    /// Its trait and its method there, where the server has a trait for each tag.
    pub in_server: Option<Grouped>,
    /// Its type and its method there, where the client has a type for each tag.
    pub in_client: Option<Grouped>,
    /// The name of its static.
    pub constant: Name,
    /// The name of what the client's method returns.
    pub call: Name,
    /// The name of the server's request.
    pub request: Name,
    /// The name of the server's response.
    pub response: Name,
    /// The HTTP method.
    pub method: String,
    /// The path template, for documentation.
    pub path: String,
    /// The path template, cut at its parameters.
    pub segments: Vec<Segment>,
    /// The parameters.
    pub parameters: Vec<Parameter>,
    /// The body.
    pub body: Option<Body>,
    /// The declared responses.
    pub outcomes: Vec<Outcome>,
    /// The media types of successes that have no type: a call is told to ask for one.
    pub other_media_types: Vec<String>,
    /// The statuses that are a success; every other declared status is a failure.
    pub successes: Vec<Status>,
    /// What a call gives when it succeeds.
    pub success: ResponseBody,
    /// What a declared failure carries.
    pub failure: ResponseBody,
    /// The schemas of its JSON responses, where a client validates them.
    pub response_tables: Vec<(Status, SchemaTableRef)>,
    /// What its responses are made of, where a mock server responds.
    pub mock_responses: Vec<MockResponse>,
    /// The declared headers of successes.
    pub success_headers: Option<HeaderSet>,
    /// The declared headers of failures.
    pub failure_headers: Option<HeaderSet>,
    /// The streams that a call can give.
    pub streams: Vec<StreamCall>,
    /// How its pages follow each other, where it has some.
    pub pagination: Option<Pagination>,
    /// Whether a body of it can be made of items.
    pub sends_items: bool,
    /// The alternatives of credentials.
    pub security: Security,
    /// The name of the field that holds everything else the server knows of a request.
    pub context: Name,
    /// Whether the description calls it outdated.
    pub deprecated: bool,
}

impl Operation {
    /// The name of the server's method.
    pub fn server_method(&self) -> &Name {
        self.in_server.as_ref().map_or(&self.name, |grouped| &grouped.method)
    }

    /// The name of the client's method.
    pub fn client_method(&self) -> &Name {
        self.in_client.as_ref().map_or(&self.name, |grouped| &grouped.method)
    }

    /// The declared headers of its responses.
    pub fn header_sets(&self) -> impl Iterator<Item = &HeaderSet> {
        self.success_headers.iter().chain(&self.failure_headers)
    }
}

/// The headers that responses of an operation have.
#[derive(Debug, Clone)]
pub struct HeaderSet {
    /// The name of their type.
    pub name: Name,
    /// The name of their static, if the type is not shared.
    pub constant: Name,
    /// The headers, in order.
    pub headers: Vec<Parameter>,
}

/// A type of response headers. Operations with the same headers share one.
#[derive(Debug, Clone)]
pub struct HeaderType {
    /// Its name.
    pub name: Name,
    /// The name of its static.
    pub constant: Name,
    /// The headers, in order.
    pub headers: Vec<Parameter>,
    /// Its names for other operations.
    pub aliases: Vec<Name>,
}

/// A piece of a path template.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Segment {
    /// Text of the path.
    Literal(String),
    /// The parameter of this wire name.
    Parameter(String),
}

/// A parameter of an operation.
#[derive(Debug, Clone)]
pub struct Parameter {
    /// Its documentation.
    pub docs: Docs,
    /// The name of argument, setter and field.
    pub name: Name,
    /// The name on the wire.
    pub wire: String,
    /// Where it travels.
    pub location: Location,
    /// How its value becomes text.
    pub style: Style,
    /// Whether items and properties are written one by one.
    pub explode: bool,
    /// Whether reserved characters pass as they are.
    pub allow_reserved: bool,
    /// Whether its name alone says something that its type can hold; of a path parameter, whether it may be the empty string.
    pub allow_empty: bool,
    /// The styles of the arrays in its array, from the outside to the inside. Without one, an array in an array is JSON.
    pub inner: Vec<Style>,
    /// Whether its value is written as JSON, whatever its style.
    pub is_json: bool,
    /// How its value is written, where it is the whole query. Its name is not sent then.
    pub whole_query: Option<WholeQuery>,
    /// Whether it must be given.
    pub required: bool,
    /// The type of its value.
    pub ty: Ty,
    /// What its value must satisfy.
    pub schema_table: SchemaTableRef,
    /// What gives its default where a request has none.
    pub default: Option<Accessor>,
    /// Whether the description calls it outdated.
    pub deprecated: bool,
}

/// How a value is the whole query of a request.
#[derive(Debug, Clone)]
pub struct WholeQuery {
    /// As JSON, as a form, or as text.
    pub codec: Codec,
    /// The properties of a form that are not written as usual.
    pub encodings: Vec<Encoding>,
}

impl WholeQuery {
    /// Whether the caller writes it, because its media type has no codec.
    pub fn is_text(&self) -> bool {
        self.codec == Codec::Text
    }
}

/// A request body.
#[derive(Debug, Clone)]
pub struct Body {
    /// Its documentation.
    pub docs: Docs,
    /// The name of argument and field.
    pub name: Name,
    /// Whether it must be sent.
    pub required: bool,
    /// The media types it may have.
    pub media_types: MediaTypes,
    /// How it is given, where it is more than a value of the preferred media type.
    pub choice: Option<Choice>,
}

impl Body {
    /// What it holds in its preferred media type.
    pub fn payload(&self) -> &Payload {
        &self.media_types.preferred.payload
    }

    /// The form in parts that has a type of its own.
    pub fn form(&self) -> Option<&Form> {
        self.media_types.iter().find_map(|media_type| media_type.form.as_ref())
    }

    /// Each media type, and what it is called in the type of the body.
    pub fn options(&self) -> impl Iterator<Item = (&MediaType, &BodyOption)> {
        let options = self.choice.iter().flat_map(|choice| &choice.options);
        self.media_types.iter().zip(options)
    }
}

/// The type of a body that has several media types, or whose media type is for the caller to say.
#[derive(Debug, Clone)]
pub struct Choice {
    /// Its name.
    pub name: Name,
    /// What each media type is called in it, the preferred one first.
    pub options: Vec<BodyOption>,
}

/// What a media type is called in the type of a body.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BodyOption {
    /// The client's constructor. A range has none, unless it includes the media type that is sent for it.
    pub constructor: Option<Name>,
    /// The server's variant.
    pub variant: Name,
}

/// The media types of a body, one at least.
#[derive(Debug, Clone)]
pub struct MediaTypes {
    /// The one that is written where nothing else is said.
    pub preferred: MediaType,
    /// All others, in the order of the description.
    pub others: Vec<MediaType>,
}

impl MediaTypes {
    /// All of them, the preferred one first.
    pub fn iter(&self) -> impl Iterator<Item = &MediaType> {
        std::iter::once(&self.preferred).chain(&self.others)
    }

    /// All of them, the preferred one first.
    pub fn iter_mut(&mut self) -> impl Iterator<Item = &mut MediaType> {
        std::iter::once(&mut self.preferred).chain(&mut self.others)
    }
}

/// A media type of a body.
#[derive(Debug, Clone)]
pub struct MediaType {
    /// Its name, as it is spelled; never a range.
    pub name: String,
    /// What a client writes in `accept` for it: its name, or the range that is declared.
    pub accepted: String,
    /// Its name or the range, as the description declares it: what a server accepts.
    pub declared: String,
    /// What a body of it holds.
    pub payload: Payload,
    /// What a value of it must satisfy in a request, and what is known of the properties of a form.
    pub schema_table: SchemaTableRef,
    /// The properties of a form that are not written as usual.
    pub encodings: Vec<Encoding>,
    /// The type of a form in parts that has one of its own; the payload has none then.
    pub form: Option<Form>,
    /// Whether it is for the caller to say which media type a body has: it is a range without a type of its own, or has
    /// parts that the caller separates.
    pub is_open: bool,
}

impl MediaType {
    /// The types of what it holds.
    pub fn types(&self) -> impl Iterator<Item = &Ty> {
        let fields = self.form.iter().flat_map(|form| &form.fields);
        let values = fields.flat_map(|field| match &field.content {
            PartContent::Value { ty, part } => vec![ty, part],
            PartContent::Either(ty) => vec![ty],
            PartContent::File | PartContent::Files => Vec::new(),
        });
        std::iter::once(&self.payload.ty).chain(values)
    }

    /// Whether a server has to be told which media type came.
    pub fn is_told(&self) -> bool {
        self.is_open || self.name != self.declared
    }
}

/// What the bodies of several responses hold, which is what a call gives.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ResponseBody {
    /// Bodies that all hold the same.
    One(Payload),
    /// Bodies of several types: the union's name, and its variant for each status, in the order of the description.
    Several(Name, Vec<(Status, UnionVariant)>),
}

/// The types that the bodies of a call's responses can have. Calls that can give the same types share one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Union {
    /// Its name.
    pub name: Name,
    /// One variant a type.
    pub variants: Vec<UnionVariant>,
}

/// A type that the body of a response can have.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct UnionVariant {
    /// The variant's name.
    pub name: Name,
    /// What it holds.
    pub payload: Payload,
}

/// What the body of a response holds and how it is read.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Payload {
    /// How the bytes are read.
    pub codec: Codec,
    /// The type.
    pub ty: Ty,
}

/// What a declared response is to the caller.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role {
    /// A success.
    Success,
    /// A failure.
    Failure,
    /// The default where no 2xx is declared: a success with a 2xx status, a failure with any other.
    Either,
    /// A 304 beside a 2xx, which has an error of its own, or a 1xx, which no call ends in: in no type.
    Neither,
}

/// A declared response.
#[derive(Debug, Clone)]
pub struct Outcome {
    /// Its documentation.
    pub docs: Docs,
    /// The name of the server's variant.
    pub name: Name,
    /// The statuses.
    pub status: Status,
    /// What it is to the caller.
    pub role: Role,
    /// The media types that its body may have, where there is a body.
    pub media_types: Option<MediaTypes>,
    /// The streams that its body may be, besides.
    pub streams: Vec<Stream>,
    /// The headers that a server must send.
    pub required_headers: Vec<String>,
    /// The other media types that a server may send.
    pub others: Vec<OtherMediaType>,
}

/// A media type of a response beside the preferred one and beside streams.
#[derive(Debug, Clone)]
pub struct OtherMediaType {
    /// Its name, as it is declared.
    pub name: String,
    /// The variant of the server's response that has it, and what that holds. Without one, it is only known to be declared.
    pub variant: Option<(Name, Payload)>,
}

impl Outcome {
    /// Whether its body is a stream and nothing else.
    pub fn is_stream(&self) -> bool {
        self.media_types.is_none() && !self.streams.is_empty()
    }

    /// What its body holds.
    pub fn payload(&self) -> &Payload {
        static EMPTY: Payload = Payload { codec: Codec::Empty, ty: Ty::Unit };
        self.media_types.as_ref().map_or(&EMPTY, |media_types| &media_types.preferred.payload)
    }

    /// The media types of its body that are forms.
    pub fn forms(&self) -> impl Iterator<Item = &MediaType> {
        let media_types = self.media_types.iter().flat_map(MediaTypes::iter);
        media_types.filter(|media_type| media_type.payload.codec == Codec::Form)
    }
}
