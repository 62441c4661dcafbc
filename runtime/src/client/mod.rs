//! Sending requests: from a generated method's arguments to its typed outcome.
//!
//! Owns everything between a generated client and the network. Must not know any description: what it needs of an
//! operation it is handed as [`Operation`](super::operation::Operation).

mod accepting;
pub mod builder;
pub mod call;
pub mod call_ext;
pub mod clock;
pub mod credentials;
pub mod error;
pub mod headers;
mod idempotency;
mod opened;
pub mod optional;
pub mod outcome;
mod paced;
#[doc(hidden)]
pub mod pages;
pub mod raw_call;
pub mod redirect;
pub mod request_body;
pub mod response;
pub mod retries;
pub mod retry_after;
mod sending;
pub mod servers;
pub mod service;
#[doc(hidden)]
pub mod streams;
pub mod target;
pub mod timeouts;
pub mod tokens;
pub mod transport;
pub mod unexpected;
pub mod validation;
pub mod verdict;

pub use super::body::{Body, BodyError};
pub use super::event::Event;
pub use super::items::Items;
pub use super::operation::Operation;
pub use ::bytes::Bytes;
pub use ::http::HeaderMap;
pub use accepting::Accepting;
pub use builder::{BuildError, Builder, Core};
pub use call::{Call, CallFuture};
pub use call_ext::{CallExt, RawFuture};
pub use clock::Clock;
pub use error::{CallError, Error, NoResponse, RequestError};
pub use headers::{Declared, DecodeHeaders, HeaderError};
pub use optional::{Optional, OptionalStr};
pub use outcome::{DecodeError, Reply, bytes, empty, form, json, plain, text};
pub use pages::{Continuation, ContinuationError, PageItems, Paged, Pages, Pagination};
pub use raw_call::RawCall;
pub use request_body::RequestBody;
pub use response::{ErrorResponse, Response};
pub use retries::Retries;
pub use servers::{OwnServers, Server, ServerKey, Variable};
pub use service::{HttpLayer, HttpService, TransportService};
pub use streams::{ByteStream, EventStream, ItemStream, StreamError, json_data, plain_data, text_data, whole_event};
pub use timeouts::Timeouts;
pub use tokens::{
    BearerToken, ClientCredentials, CredentialsError, RefreshToken, Token, TokenError, TokenFuture, TokenProvider,
    TokenRequest, TokenUrls,
};
pub use transport::{Http, Resend, Timeout, Transport, TransportError, TransportFuture};
pub use unexpected::{Reason, Unexpected};
pub use validation::Validation;

/// What sends requests unless another transport is given; for its `ClientBuilder`, which sets timeouts, proxies and certificates.
pub use reqwest;
