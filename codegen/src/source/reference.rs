//! The address in a `$ref` (RFC 3986 reference, RFC 6901 fragment), and what can be wrong with it.
//!
//! Owns the parts of an address and the wording of its problems. Must not know how files are read.

use std::borrow::Cow;

use percent_encoding::percent_decode_str;

use crate::at::At;
use crate::diagnostic::{Code, Diagnostic, codes};

/// Why a reference has no target.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RefProblem {
    /// The file exists, the value does not.
    Dangling {
        /// The reference as written.
        reference: String,
        /// The first part that is missing, and the nearest name that is there.
        missing: String,
        /// A reference that may have been meant.
        suggestion: Option<String>,
    },
    /// Its target is on the network.
    Remote {
        /// The address without its fragment.
        uri: String,
    },
    /// Its target is outside of the root folder.
    OutsideRoot {
        /// The reference as written.
        reference: String,
    },
    /// There is no such file.
    NoFile {
        /// The reference as written.
        reference: String,
        /// What the system says.
        reason: String,
    },
    /// The file exists, but cannot be read as a tree of values. This is reported for the file, not for the reference.
    Broken {
        /// The file; the position is that of the error.
        at: At,
        /// The kind of the error.
        code: Code,
        /// The error.
        message: String,
        /// What to do about it.
        help: Option<String>,
    },
    /// The fragment is not a JSON pointer.
    NotAPointer {
        /// The reference as written.
        reference: String,
    },
}

impl RefProblem {
    /// The kind of diagnostic this is.
    pub fn code(&self) -> Code {
        match self {
            Self::Dangling { .. } | Self::NoFile { .. } => codes::DANGLING_REF,
            Self::Remote { .. } => codes::REMOTE_REF,
            Self::OutsideRoot { .. } => codes::OUTSIDE_ROOT,
            Self::Broken { code, .. } => *code,
            Self::NotAPointer { .. } => codes::BAD_REF,
        }
    }

    /// What is wrong.
    pub fn message(&self) -> String {
        match self {
            Self::Dangling { reference, missing, .. } => {
                format!("`{reference}` leads nowhere: there is no `{missing}`")
            }
            Self::Remote { uri } => format!("`{uri}` is on the network, which is never read"),
            Self::OutsideRoot { reference } => format!("`{reference}` leads out of the folder of the description"),
            Self::NoFile { reference, reason } => format!("`{reference}` leads nowhere: {reason}"),
            Self::Broken { message, .. } => message.clone(),
            Self::NotAPointer { reference } => format!("the part of `{reference}` after `#` is not a JSON pointer"),
        }
    }

    /// What to write instead, where more can be said than for its code in general.
    pub fn help(&self) -> Option<String> {
        match self {
            Self::Dangling { suggestion, .. } => suggestion.as_ref().map(|name| format!("did you mean `{name}`?")),
            Self::Remote { uri } => {
                Some(format!("save it as a file, and write under `[remote]` in oasmith.toml: \"{uri}\" = \"FILE\""))
            }
            Self::OutsideRoot { .. } | Self::NoFile { .. } => None,
            Self::Broken { help, .. } => help.clone(),
            Self::NotAPointer { .. } => {
                Some("begin it with `/`, such as `#/components/schemas/Pet`, or leave it out".to_owned())
            }
        }
    }

    /// The same problem, for the whole reference instead of its file part.
    pub(super) fn of(mut self, whole: &str) -> Self {
        match &mut self {
            Self::Dangling { reference, .. }
            | Self::OutsideRoot { reference }
            | Self::NoFile { reference, .. }
            | Self::NotAPointer { reference } => whole.clone_into(reference),
            Self::Remote { .. } | Self::Broken { .. } => {}
        }
        self
    }

    /// The diagnostic for a `$ref` at an address.
    pub fn diagnostic(&self, at: At) -> Diagnostic {
        let at = match self {
            Self::Broken { at: broken, .. } => broken.clone(),
            Self::Dangling { .. }
            | Self::Remote { .. }
            | Self::OutsideRoot { .. }
            | Self::NoFile { .. }
            | Self::NotAPointer { .. } => at,
        };
        Diagnostic { help: self.help(), ..Diagnostic::new(self.code(), at, self.message()) }
    }
}

/// The file and the fragment of a reference, as written.
pub(super) fn split(reference: &str) -> (&str, &str) {
    reference.split_once('#').unwrap_or((reference, ""))
}

/// Whether the address names a scheme, such as `https:`. A single letter is a drive.
pub(super) fn is_remote(uri: &str) -> bool {
    let scheme = uri.split_once(':').map_or("", |(scheme, _)| scheme);
    let named = scheme.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'-' | b'.'));
    (scheme.len() > 1 && named && scheme.starts_with(|first: char| first.is_ascii_alphabetic()))
        || uri.starts_with("//")
}

/// The JSON pointer of a fragment; `None` where it is not a JSON pointer.
pub(super) fn pointer(fragment: &str) -> Option<Cow<'_, str>> {
    let pointer = percent_decode_str(fragment).decode_utf8().ok()?;
    (pointer.is_empty() || pointer.starts_with('/')).then_some(pointer)
}

/// The path of the file part of a reference.
pub(super) fn path(uri: &str) -> Option<Cow<'_, str>> {
    let path = uri.split_once('?').map_or(uri, |(path, _)| path);
    percent_decode_str(path).decode_utf8().ok()
}
