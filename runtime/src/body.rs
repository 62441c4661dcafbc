//! The body of a request or a response: bytes, or a stream of them.
//!
//! Owns that both are one type. Must not know what the bytes mean, or what sends them.

use std::error::Error as StdError;
use std::fmt;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};

use bytes::Bytes;
use futures_core::Stream;
use http_body::{Body as HttpBody, Frame, SizeHint};
use http_body_util::BodyExt;
use http_body_util::combinators::UnsyncBoxBody;

/// Why a body could not be read to its end.
pub type BodyError = Box<dyn StdError + Send + Sync>;

/// Bytes, or a stream of bytes. It can be sent to another thread, but not be shared between threads.
pub struct Body(Content);

enum Content {
    Whole(Bytes),
    Stream(UnsyncBoxBody<Bytes, BodyError>),
    /// A stream, and what makes it anew.
    Again(UnsyncBoxBody<Bytes, BodyError>, Arc<dyn Fn() -> UnsyncBoxBody<Bytes, BodyError> + Send + Sync>),
}

impl Body {
    /// A body of no bytes.
    pub fn empty() -> Self {
        Self::from(Bytes::new())
    }

    /// The body that another library made, such as hyper, axum or reqwest.
    pub fn new<B>(body: B) -> Self
    where
        B: HttpBody<Data = Bytes> + Send + 'static,
        B::Error: Into<BodyError>,
    {
        Self(Content::Stream(body.map_err(Into::into).boxed_unsync()))
    }

    /// The bytes of a stream, whose length is not known.
    pub fn from_stream<S, E>(stream: S) -> Self
    where
        S: Stream<Item = Result<Bytes, E>> + Send + 'static,
        E: Into<BodyError> + 'static,
    {
        Self::new(Chunks(Box::pin(stream)))
    }

    /// A stream that is made anew each time it is sent, such as the content of a file.
    pub fn repeatable<B>(make: impl Fn() -> B + Send + Sync + 'static) -> Self
    where
        B: HttpBody<Data = Bytes> + Send + 'static,
        B::Error: Into<BodyError>,
    {
        let boxed = move || make().map_err(Into::into).boxed_unsync();
        Self(Content::Again(boxed(), Arc::new(boxed)))
    }

    /// All bytes, where they are at hand. `None` for a stream.
    pub fn as_bytes(&self) -> Option<&Bytes> {
        match &self.0 {
            Content::Whole(bytes) => Some(bytes),
            Content::Stream(_) | Content::Again(..) => None,
        }
    }

    /// The same body once more, where all bytes are at hand or are read anew. `None` for a stream that can be read only once.
    pub fn try_clone(&self) -> Option<Self> {
        match &self.0 {
            Content::Whole(bytes) => Some(Self::from(bytes.clone())),
            Content::Stream(_) => None,
            Content::Again(_, make) => Some(Self(Content::Again(make(), make.clone()))),
        }
    }

    /// Reads the body to its end.
    ///
    /// # Errors
    /// When the stream breaks off.
    pub async fn into_bytes(self) -> Result<Bytes, BodyError> {
        match self.0 {
            Content::Whole(bytes) => Ok(bytes),
            Content::Stream(stream) | Content::Again(stream, _) => {
                stream.collect().await.map(http_body_util::Collected::to_bytes)
            }
        }
    }
}

impl Default for Body {
    fn default() -> Self {
        Self::empty()
    }
}

impl From<Bytes> for Body {
    fn from(bytes: Bytes) -> Self {
        Self(Content::Whole(bytes))
    }
}

impl From<Vec<u8>> for Body {
    fn from(bytes: Vec<u8>) -> Self {
        Self::from(Bytes::from(bytes))
    }
}

impl From<Box<[u8]>> for Body {
    fn from(bytes: Box<[u8]>) -> Self {
        Self::from(Bytes::from(bytes))
    }
}

impl From<&'static [u8]> for Body {
    fn from(bytes: &'static [u8]) -> Self {
        Self::from(Bytes::from_static(bytes))
    }
}

impl From<String> for Body {
    fn from(text: String) -> Self {
        Self::from(Bytes::from(text))
    }
}

impl From<&'static str> for Body {
    fn from(text: &'static str) -> Self {
        Self::from(Bytes::from_static(text.as_bytes()))
    }
}

/// Without the bytes: they may hold secrets.
impl fmt::Debug for Body {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0 {
            Content::Whole(bytes) => write!(f, "Body({} bytes)", bytes.len()),
            Content::Stream(_) | Content::Again(..) => f.write_str("Body(stream)"),
        }
    }
}

impl HttpBody for Body {
    type Data = Bytes;
    type Error = BodyError;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, BodyError>>> {
        match &mut self.0 {
            Content::Whole(bytes) if bytes.is_empty() => Poll::Ready(None),
            Content::Whole(bytes) => Poll::Ready(Some(Ok(Frame::data(std::mem::take(bytes))))),
            Content::Stream(stream) | Content::Again(stream, _) => Pin::new(stream).poll_frame(context),
        }
    }

    fn is_end_stream(&self) -> bool {
        match &self.0 {
            Content::Whole(bytes) => bytes.is_empty(),
            Content::Stream(stream) | Content::Again(stream, _) => stream.is_end_stream(),
        }
    }

    fn size_hint(&self) -> SizeHint {
        match &self.0 {
            // A length that u64 cannot hold is not known.
            Content::Whole(bytes) => u64::try_from(bytes.len()).map_or_else(|_| SizeHint::new(), SizeHint::with_exact),
            Content::Stream(stream) | Content::Again(stream, _) => stream.size_hint(),
        }
    }
}

/// A stream of bytes as a body.
struct Chunks<S>(Pin<Box<S>>);

impl<S, E> HttpBody for Chunks<S>
where
    S: Stream<Item = Result<Bytes, E>>,
{
    type Data = Bytes;
    type Error = E;

    fn poll_frame(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Result<Frame<Bytes>, E>>> {
        self.0.as_mut().poll_next(context).map(|next| next.map(|chunk| chunk.map(Frame::data)))
    }
}
