//! The location of a value in a description: a file and a JSON pointer (RFC 6901) into it.
//!
//! Owns the address only. Must not know how files are read. Lines and columns are looked up when something is reported.

use std::fmt;
use std::sync::Arc;

/// A file of a description, by the order in which files were read; the entry document is 0.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
pub struct FileId(pub u32);

impl FileId {
    /// The file of settings. Its id is the last one; those of a description count from 0.
    pub const SETTINGS: Self = Self(u32::MAX);
}

/// The address of a value: a file and a JSON pointer into it. Cheap to clone.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct At {
    /// The file.
    pub file: FileId,
    /// The JSON pointer, escaped; empty for the whole document.
    pub pointer: Arc<str>,
}

impl At {
    /// The root of a file.
    pub fn root(file: FileId) -> Self {
        Self { file, pointer: Arc::from("") }
    }

    /// An address from an already escaped JSON pointer.
    pub fn new(file: FileId, pointer: &str) -> Self {
        Self { file, pointer: Arc::from(pointer) }
    }

    /// The address of the value under a key of the object at this address.
    pub fn key(&self, name: &str) -> Self {
        let mut pointer = String::with_capacity(self.pointer.len() + name.len() + 1);
        pointer.push_str(&self.pointer);
        pointer.push('/');
        push_escaped(&mut pointer, name);
        Self { file: self.file, pointer: Arc::from(pointer) }
    }

    /// The address of an item of the array at this address.
    pub fn item(&self, index: usize) -> Self {
        Self { file: self.file, pointer: Arc::from(format!("{}/{index}", self.pointer)) }
    }

    /// The unescaped tokens of the pointer.
    pub fn tokens(&self) -> impl Iterator<Item = String> + '_ {
        tokens(&self.pointer)
    }
}

/// The unescaped tokens of a JSON pointer: `~1` is `/`, then `~0` is `~` (RFC 6901, section 4).
pub fn tokens(pointer: &str) -> impl Iterator<Item = String> + '_ {
    pointer.split('/').skip(1).map(|token| token.replace("~1", "/").replace("~0", "~"))
}

fn push_escaped(pointer: &mut String, token: &str) {
    for character in token.chars() {
        match character {
            '~' => pointer.push_str("~0"),
            '/' => pointer.push_str("~1"),
            other => pointer.push(other),
        }
    }
}

impl fmt::Display for At {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "#{}", self.pointer)
    }
}
