//! A file that a service receives: it is read while it comes.
//!
//! Owns what a sender said of it, which is never trusted. Must not know what becomes of its content.

use std::collections::VecDeque;
use std::fmt;

use bytes::Bytes;
use http::HeaderMap;
use http::header::CONTENT_TYPE;

use super::super::server::Rejection;
use super::stream::rejection;

/// A file of a form, still on its way. It has to be read before the next part is asked for: what is left of it is skipped then.
pub struct File {
    name: String,
    headers: HeaderMap,
    content: Content,
}

enum Content {
    /// Pieces that are here.
    Here(VecDeque<Bytes>),
    /// A part of a request, and the most bytes that a part may have.
    Coming(Box<multer::Field<'static>>, usize),
}

impl File {
    /// A file of these bytes, for tests.
    pub fn bytes(name: impl Into<String>, bytes: impl Into<Bytes>) -> Self {
        Self { name: name.into(), headers: HeaderMap::new(), content: Content::Here([bytes.into()].into()) }
    }

    pub(super) fn coming(field: multer::Field<'static>, limit: usize) -> Self {
        let (name, headers) = (field.file_name().unwrap_or_default().to_owned(), field.headers().clone());
        Self { name, headers, content: Content::Coming(Box::new(field), limit) }
    }

    /// The name that the sender gives, as it came; empty where there is none. It may be anything, such as `../../etc/passwd`:
    /// never make a path of it. [`safe_name`](Self::safe_name) is for that.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The last component of the name, without control characters and without anything that means something in a path. `None`
    /// where nothing is left of it. It can be the name of a file in a folder; whether one of that name exists is for you to
    /// decide.
    pub fn safe_name(&self) -> Option<String> {
        safe(&self.name)
    }

    /// The media type that the sender gives.
    pub fn content_type(&self) -> Option<&str> {
        self.headers.get(CONTENT_TYPE)?.to_str().ok()
    }

    /// The headers of the part.
    pub fn headers(&self) -> &HeaderMap {
        &self.headers
    }

    /// The next piece of the content; `None` at its end.
    ///
    /// # Errors
    /// When the request breaks off, or the file or the request is larger than its limit.
    pub async fn chunk(&mut self) -> Result<Option<Bytes>, Rejection> {
        match &mut self.content {
            Content::Here(pieces) => Ok(pieces.pop_front()),
            Content::Coming(field, limit) => field.chunk().await.map_err(|error| rejection(error, *limit)),
        }
    }

    /// The content that is still to come, as a whole.
    ///
    /// # Errors
    /// As those of [`chunk`](Self::chunk).
    pub async fn into_bytes(mut self) -> Result<Bytes, Rejection> {
        let mut whole = self.chunk().await?.unwrap_or_default();
        if let Some(next) = self.chunk().await? {
            let mut joined = [whole, next].concat();
            while let Some(next) = self.chunk().await? {
                joined.extend_from_slice(&next);
            }
            whole = joined.into();
        }
        Ok(whole)
    }

    /// The same file, with its content read.
    pub(super) async fn read(self) -> Result<Self, Rejection> {
        let (name, headers) = (self.name.clone(), self.headers.clone());
        let content = Content::Here([self.into_bytes().await?].into());
        Ok(Self { name, headers, content })
    }
}

/// A name that stays in its folder.
fn safe(name: &str) -> Option<String> {
    let last = name.rsplit(['/', '\\']).next().unwrap_or_default();
    let is_allowed = |letter: &char| !letter.is_control() && !['<', '>', ':', '"', '|', '?', '*'].contains(letter);
    let allowed: String = last.chars().filter(is_allowed).collect();
    // Windows drops these at the end, so that `..` and `a.` are other names than they seem.
    let name = allowed.trim().trim_end_matches(['.', ' ']);
    let stem = name.split('.').next().unwrap_or_default().to_ascii_uppercase();
    let is_device = ["CON", "PRN", "AUX", "NUL"].contains(&stem.as_str())
        || ["COM", "LPT"].iter().any(|device| stem.strip_prefix(device).is_some_and(|digit| digit.len() == 1));
    (!name.is_empty() && !is_device).then(|| name.to_owned())
}

/// Without the content: it may hold secrets.
impl fmt::Debug for File {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("File")
            .field("name", &self.name)
            .field("content_type", &self.content_type())
            .finish_non_exhaustive()
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
