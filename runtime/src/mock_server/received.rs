//! A request whose body is validated to its end.
//!
//! Owns the bodies that are read while they come. Must not know responses.

use super::super::operation::Codec;
use super::super::parts::{FromPart, Part, Parts};
use super::super::server::{BodyStream, Context, FromBody, FromRequest, Incoming, Rejection};

/// What remains of a request that is decoded and validated.
pub(super) struct Received {
    context: Context,
    body: Option<Coming>,
}

impl FromRequest for Received {
    fn from_request(mut incoming: Incoming) -> Result<Self, Rejection> {
        let body = incoming.optional_body()?;
        Ok(Self { context: incoming.into_context(), body })
    }
}

impl Received {
    /// The context, once the whole body is there.
    ///
    /// # Errors
    /// When the body breaks off, is larger than its limits, or has an invalid part.
    pub(super) async fn drained(self) -> Result<Context, Rejection> {
        match self.body {
            Some(Coming::Parts(mut parts)) => while parts.next().await?.is_some() {},
            Some(Coming::Bytes(bytes)) => {
                bytes.into_bytes().await?;
            }
            Some(Coming::Nothing) | None => {}
        }
        Ok(self.context)
    }
}

/// A body that is still to come, where it is one.
enum Coming {
    Parts(Parts<AnyPart>),
    Bytes(BodyStream),
    /// It is there and validated.
    Nothing,
}

impl FromBody for Coming {
    fn from_body(incoming: &mut Incoming, declared: &str) -> Result<Self, Rejection> {
        let media = incoming.context().operation().body.map(|body| body.media).unwrap_or_default();
        let media = media.iter().find(|media| media.accepted == declared).filter(|media| media.is_streamed);
        Ok(match media.map(|media| media.codec) {
            None => Self::Nothing,
            Some(Codec::Multipart(_)) => Self::Parts(Parts::of(incoming)?),
            Some(Codec::Json | Codec::Form(_) | Codec::Raw) => {
                incoming.stream::<Option<BodyStream>>()?.map_or(Self::Nothing, Self::Bytes)
            }
        })
    }
}

/// A part of which only its validity matters.
struct AnyPart;

impl FromPart for AnyPart {
    fn from_part(_: Part) -> Result<Self, Rejection> {
        Ok(Self)
    }
}
