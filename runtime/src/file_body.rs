//! A file as a body, which is read while it is sent.
//!
//! Owns the reading, a part at a time on a thread of its own. Must not know who sends the body.

use std::fs::File;
use std::future::Future as _;
use std::io::{self, Read as _};
use std::path::Path;
use std::pin::Pin;
use std::task::{Context, Poll};

use bytes::Bytes;
use http_body::{Body as HttpBody, Frame, SizeHint};

use super::blocking::{self, Blocking};
use super::body::Body;

/// How many bytes are read at a time.
const READ_AT_ONCE: u64 = 256 << 10;

impl Body {
    /// The bytes of a file. The length is that of now, and the file is read while the body is sent.
    ///
    /// # Errors
    /// When the path is not that of a file, or it cannot be opened.
    pub async fn file(path: impl AsRef<Path>) -> io::Result<Self> {
        let path = path.as_ref().to_owned();
        let opened = blocking::run(move || {
            let file = File::open(path)?;
            let metadata = file.metadata()?;
            // A folder can be opened, too.
            if metadata.is_file() { Ok((file, metadata.len())) } else { Err(io::ErrorKind::InvalidInput.into()) }
        });
        let (file, remaining) = opened.await.flatten()?;
        Ok(Self::new(FileBody { remaining, state: State::Idle(file) }))
    }
}

struct FileBody {
    remaining: u64,
    state: State,
}

enum State {
    Idle(File),
    Reading(Blocking<io::Result<(File, Vec<u8>)>>),
    Over,
}

/// The next part of a file.
fn read(file: File, length: u64) -> io::Result<(File, Vec<u8>)> {
    let mut part = Vec::new();
    let mut reader = file.take(length);
    reader.read_to_end(&mut part)?;
    Ok((reader.into_inner(), part))
}

impl HttpBody for FileBody {
    type Data = Bytes;
    type Error = io::Error;

    fn poll_frame(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<io::Result<Frame<Bytes>>>> {
        loop {
            if self.remaining == 0 {
                self.state = State::Over;
            }
            match std::mem::replace(&mut self.state, State::Over) {
                State::Idle(file) => {
                    let length = self.remaining.min(READ_AT_ONCE);
                    self.state = State::Reading(blocking::run(move || read(file, length)));
                }
                State::Reading(mut reading) => {
                    let Poll::Ready(read) = Pin::new(&mut reading).poll(context) else {
                        self.state = State::Reading(reading);
                        return Poll::Pending;
                    };
                    let (file, part) = match read.flatten() {
                        Ok(read) => read,
                        Err(error) => return Poll::Ready(Some(Err(error))),
                    };
                    let length = u64::try_from(part.len()).unwrap_or(u64::MAX);
                    if length == 0 {
                        // The file is shorter than it was.
                        return Poll::Ready(Some(Err(io::ErrorKind::UnexpectedEof.into())));
                    }
                    self.remaining = self.remaining.saturating_sub(length);
                    self.state = State::Idle(file);
                    return Poll::Ready(Some(Ok(Frame::data(part.into()))));
                }
                State::Over => return Poll::Ready(None),
            }
        }
    }

    fn is_end_stream(&self) -> bool {
        self.remaining == 0
    }

    fn size_hint(&self) -> SizeHint {
        SizeHint::with_exact(self.remaining)
    }
}
