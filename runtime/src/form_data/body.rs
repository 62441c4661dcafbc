//! The bytes of a form: boundaries, the heads of its parts, and their content as it is read.
//!
//! Owns the framing, and that no name breaks out of it. Must not know what a part says.
//!
//! Source: RFC 7578, section 4; RFC 2046, section 5.1; HTML, section "Multipart form data", for the escaping of names.

use std::collections::VecDeque;
use std::io;
use std::path::PathBuf;
use std::pin::Pin;
use std::task::{Context, Poll};

use bytes::Bytes;
use http::{HeaderName, HeaderValue};
use http_body::{Body as HttpBody, Frame, SizeHint};

use super::super::body::{Body, BodyError};
use super::super::random;
use super::file::Content;
use super::part::Part;

/// A boundary with 192 random bits, which no content has by chance, and which nobody can foresee.
pub(super) fn boundary() -> String {
    (0..3).map(|_| format!("{:016x}", random::number())).collect()
}

/// The body of a form with these parts. It can be sent again where none of them is a stream.
pub(super) fn of(boundary: &str, parts: Vec<Part>) -> Result<Body, String> {
    let mut segments = VecDeque::new();
    let mut stream = None;
    for part in parts {
        segments.push_back(Segment::Bytes(head(boundary, &part)?));
        match part.content {
            Content::Bytes(bytes) => segments.push_back(Segment::Bytes(bytes)),
            Content::Path(path, length) => segments.push_back(Segment::Path(path, length)),
            Content::Stream(body, length) => {
                segments.push_back(Segment::Stream(length));
                stream.get_or_insert_with(VecDeque::new).push_back(body);
            }
        }
        segments.push_back(Segment::Bytes(Bytes::from_static(b"\r\n")));
    }
    segments.push_back(Segment::Bytes(format!("--{boundary}--\r\n").into()));
    Ok(match stream {
        Some(streams) => Body::new(Parts { segments, streams, reading: None }),
        None => Body::repeatable(move || Parts { segments: segments.clone(), streams: VecDeque::new(), reading: None }),
    })
}

/// The boundary and the headers before the content of a part.
fn head(boundary: &str, part: &Part) -> Result<Bytes, String> {
    let mut head = format!("--{boundary}\r\nContent-Disposition: form-data; name=\"{}\"", escaped(&part.name));
    if let Some(filename) = &part.filename {
        head.push_str(&format!("; filename=\"{}\"", escaped(filename)));
    }
    let stated = part.headers.iter().filter(|(name, _)| !is_owned(name));
    let own = ("Content-Type".to_owned(), part.content_type.clone());
    for (name, value) in std::iter::once(&own).chain(stated) {
        if HeaderName::from_bytes(name.as_bytes()).is_err() || HeaderValue::from_str(value).is_err() {
            return Err(format!("the header `{}` of a part cannot be sent", name.escape_debug()));
        }
        head.push_str(&format!("\r\n{name}: {value}"));
    }
    head.push_str("\r\n\r\n");
    Ok(head.into())
}

/// Whether a header of a part says what the part says already.
fn is_owned(name: &str) -> bool {
    name.eq_ignore_ascii_case("content-type") || name.eq_ignore_ascii_case("content-disposition")
}

/// A name as browsers write it: quotes and ends of lines are percent-encoded, everything else is UTF-8.
fn escaped(name: &str) -> String {
    name.replace('"', "%22").replace('\r', "%0D").replace('\n', "%0A")
}

/// A piece of the body.
#[derive(Debug, Clone)]
enum Segment {
    Bytes(Bytes),
    Path(PathBuf, u64),
    /// The next of the streams.
    Stream(Option<u64>),
}

/// A body that is still to be read.
struct Parts {
    segments: VecDeque<Segment>,
    streams: VecDeque<Body>,
    reading: Option<Reading>,
}

/// What is being read.
enum Reading {
    Opening(Pin<Box<dyn Future<Output = io::Result<Body>> + Send>>, u64),
    /// A file, and how much of it is still to come: it may have grown since its length was read.
    File(Body, u64),
    /// A stream, and how much of it is still to come where that is known.
    Stream(Body, Option<u64>),
}

type Polled = Poll<Option<Result<Bytes, BodyError>>>;

impl Parts {
    /// The next bytes of what is being read; `None` at its end.
    fn poll_reading(&mut self, context: &mut Context<'_>) -> Polled {
        loop {
            match &mut self.reading {
                None => return Poll::Ready(None),
                Some(Reading::Opening(opening, length)) => match opening.as_mut().poll(context) {
                    Poll::Ready(Ok(file)) => self.reading = Some(Reading::File(file, *length)),
                    Poll::Ready(Err(error)) => return Poll::Ready(Some(Err(error.into()))),
                    Poll::Pending => return Poll::Pending,
                },
                Some(Reading::File(_, 0)) => {
                    self.reading = None;
                    return Poll::Ready(None);
                }
                Some(Reading::File(file, left)) => match Pin::new(file).poll_frame(context) {
                    Poll::Ready(Some(frame)) => match frame.map(Frame::into_data) {
                        Ok(Ok(bytes)) => return Poll::Ready(Some(Ok(first(left, bytes)))),
                        Ok(Err(_)) => {}
                        Err(error) => return Poll::Ready(Some(Err(error))),
                    },
                    Poll::Ready(None) => return Poll::Ready(Some(Err(ended("a file of the form")))),
                    Poll::Pending => return Poll::Pending,
                },
                Some(Reading::Stream(body, left)) => match Pin::new(body).poll_frame(context) {
                    Poll::Ready(Some(frame)) => match frame.map(Frame::into_data) {
                        Ok(Ok(bytes)) => return Poll::Ready(Some(counted(left, bytes))),
                        // Trailers have no place within a part.
                        Ok(Err(_)) => {}
                        Err(error) => return Poll::Ready(Some(Err(error))),
                    },
                    Poll::Ready(None) => {
                        let is_short = left.is_some_and(|left| left > 0);
                        self.reading = None;
                        return Poll::Ready(is_short.then(|| Err(ended("a stream of the form"))));
                    }
                    Poll::Pending => return Poll::Pending,
                },
            }
        }
    }

    /// Goes to the next segment. Bytes are given at once.
    fn advance(&mut self) -> Option<Option<Bytes>> {
        match self.segments.pop_front()? {
            Segment::Bytes(bytes) => Some(Some(bytes)),
            Segment::Path(path, length) => {
                self.reading = Some(Reading::Opening(Box::pin(Body::file(path)), length));
                Some(None)
            }
            Segment::Stream(length) => {
                self.reading = self.streams.pop_front().map(|body| Reading::Stream(body, length));
                Some(None)
            }
        }
    }

    /// How much is still to come; `None` where that is not known.
    fn left(&self) -> Option<u64> {
        let reading = match &self.reading {
            None => Some(0),
            Some(Reading::Opening(_, left) | Reading::File(_, left)) => Some(*left),
            Some(Reading::Stream(_, left)) => *left,
        };
        let length = |segment: &Segment| match segment {
            Segment::Bytes(bytes) => u64::try_from(bytes.len()).ok(),
            Segment::Path(_, length) => Some(*length),
            Segment::Stream(length) => *length,
        };
        self.segments.iter().map(length).try_fold(reading?, |sum, length| sum.checked_add(length?))
    }
}

/// As many bytes of a file as are left.
fn first(left: &mut u64, mut bytes: Bytes) -> Bytes {
    bytes.truncate(usize::try_from(*left).unwrap_or(usize::MAX));
    *left = left.saturating_sub(u64::try_from(bytes.len()).unwrap_or(u64::MAX));
    bytes
}

/// Bytes of a stream, unless there are more than it has.
fn counted(left: &mut Option<u64>, bytes: Bytes) -> Result<Bytes, BodyError> {
    if let Some(left) = left {
        let length = u64::try_from(bytes.len()).unwrap_or(u64::MAX);
        *left = left.checked_sub(length).ok_or("a stream of the form is longer than its length says")?;
    }
    Ok(bytes)
}

fn ended(what: &str) -> BodyError {
    io::Error::new(io::ErrorKind::UnexpectedEof, format!("{what} is shorter than its length says")).into()
}

impl HttpBody for Parts {
    type Data = Bytes;
    type Error = BodyError;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, BodyError>>> {
        loop {
            match self.poll_reading(context) {
                Poll::Pending => return Poll::Pending,
                Poll::Ready(Some(read)) => {
                    if read.is_err() {
                        // Nothing is read after an error.
                        (self.reading, self.segments) = (None, VecDeque::new());
                    }
                    return Poll::Ready(Some(read.map(Frame::data)));
                }
                Poll::Ready(None) => match self.advance() {
                    None => return Poll::Ready(None),
                    Some(Some(bytes)) if !bytes.is_empty() => return Poll::Ready(Some(Ok(Frame::data(bytes)))),
                    Some(_) => {}
                },
            }
        }
    }

    fn is_end_stream(&self) -> bool {
        self.reading.is_none() && self.segments.is_empty()
    }

    fn size_hint(&self) -> SizeHint {
        self.left().map_or_else(SizeHint::new, SizeHint::with_exact)
    }
}
