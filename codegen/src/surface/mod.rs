//! The public surface of generated code: every path that a user can name, with its types, and what a change of it means.
//!
//! Owns the lines of `surface.txt` and the rules by which a change is major, minor or a patch. Must not know descriptions: where
//! an item comes from is read off the form that is written.

mod change;
mod compare;
mod line;
mod macros;
mod origins;
mod rows;
mod rules;
mod scope;
mod signature;
mod text;
mod types;
mod walk;

use std::fmt;

pub use change::{ChangeKind, Impact, SurfaceChange};
pub use compare::compare;
pub use line::{Kind, Line};
pub use origins::{Origins, origins};
pub use walk::{Module, Walk, Walked};

/// The name of the file beside the lock.
pub const FILE: &str = "surface.txt";

/// What the public paths of a crate are, one line for each.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Surface {
    lines: Vec<Line>,
}

impl Surface {
    /// The surface of walked files, with the Cargo features of the crate.
    pub fn of(walked: Vec<Walked>, features: &[String]) -> Self {
        let features = features.iter().filter_map(|feature| Line::parse(format!("feature {feature}")));
        Self::new(features.chain(walk::assembled(walked)).collect())
    }

    /// Reads a `surface.txt`. Lines that are no items, such as comments, are left out.
    pub fn parse(text: &str) -> Self {
        Self::new(text.lines().filter_map(|line| Line::parse(line.to_owned())).collect())
    }

    fn new(mut lines: Vec<Line>) -> Self {
        lines.sort();
        lines.dedup();
        Self { lines }
    }

    /// The lines, sorted by the path that they are about.
    pub fn lines(&self) -> &[Line] {
        &self.lines
    }
}

impl fmt::Display for Surface {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.lines.iter().try_for_each(|line| writeln!(formatter, "{}", line.text()))
    }
}
