//! A file of a form: its name, its media type, and where its bytes come from.
//!
//! Owns what a caller says of a file. Must not know how it is written in a form.

use std::fmt;
use std::io;
use std::path::{Path, PathBuf};

use bytes::Bytes;
use http_body::Body as _;
use serde::Serialize;

use super::super::body::Body;

/// A file of a form.
///
/// A file of [`bytes`](Self::bytes) or of a [`path`](Self::path) can be sent again, and one of a [`stream`](Self::stream)
/// cannot.
pub struct File {
    pub(super) name: String,
    pub(super) content: Content,
    pub(super) content_type: Option<String>,
    pub(super) headers: Vec<(String, String)>,
}

/// Where the bytes of a file come from.
#[derive(Debug)]
pub(super) enum Content {
    /// They are here.
    Bytes(Bytes),
    /// They are in the file system, and this long.
    Path(PathBuf, u64),
    /// They come once, and are this long where that is known.
    Stream(Body, Option<u64>),
}

impl File {
    fn new(name: String, content: Content) -> Self {
        Self { name, content, content_type: None, headers: Vec::new() }
    }

    /// A file of these bytes.
    pub fn bytes(name: impl Into<String>, bytes: impl Into<Bytes>) -> Self {
        Self::new(name.into(), Content::Bytes(bytes.into()))
    }

    /// A file of the file system, under its name there. Its length is that of now; its content is read when it is sent, piece by
    /// piece.
    ///
    /// # Errors
    /// When the path is not that of a file, or it cannot be opened.
    pub async fn path(path: impl AsRef<Path>) -> io::Result<Self> {
        let path = path.as_ref().to_owned();
        let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        // It is opened once more for each time that it is sent.
        let length = Body::file(&path).await?.size_hint().exact();
        let length = length.ok_or(io::ErrorKind::InvalidInput)?;
        Ok(Self::new(name, Content::Path(path, length)))
    }

    /// A file that is sent while it is made: `File::stream("log", Body::from_stream(lines), None)`. Without a length, the request
    /// has none.
    pub fn stream(name: impl Into<String>, stream: impl Into<Body>, length: impl Into<Option<u64>>) -> Self {
        Self::new(name.into(), Content::Stream(stream.into(), length.into()))
    }

    /// Sets the name that the server is given.
    #[must_use]
    pub fn named(mut self, name: impl Into<String>) -> Self {
        self.name = name.into();
        self
    }

    /// Sets the media type. Without one it is the one that the description states, else `application/octet-stream`.
    #[must_use]
    pub fn content_type(mut self, media_type: impl Into<String>) -> Self {
        self.content_type = Some(media_type.into());
        self
    }

    /// Adds a header of the part, such as one that the description declares for it.
    #[must_use]
    pub fn header(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.headers.push((name.into(), value.into()));
        self
    }
}

/// Without the bytes: they may hold secrets.
impl fmt::Debug for File {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { name, content_type, .. } = self;
        f.debug_struct("File").field("name", name).field("content_type", content_type).finish_non_exhaustive()
    }
}

/// The file alone, where several can be given.
impl IntoIterator for File {
    type Item = Self;
    type IntoIter = std::iter::Once<Self>;

    fn into_iter(self) -> Self::IntoIter {
        std::iter::once(self)
    }
}

/// A file, or a value that is not one, where the description allows both.
#[derive(Debug)]
pub enum FileOr<T> {
    /// A file.
    File(File),
    /// A value.
    Value(T),
}

impl<T> From<File> for FileOr<T> {
    fn from(file: File) -> Self {
        Self::File(file)
    }
}

impl<T: Serialize> From<T> for FileOr<T> {
    fn from(value: T) -> Self {
        Self::Value(value)
    }
}
