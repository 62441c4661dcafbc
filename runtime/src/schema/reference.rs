//! A reference to a schema that is made later.
//!
//! Owns the slot for that schema. Must not know keywords.

use std::fmt;
use std::sync::OnceLock;

use super::Schema;

/// A reference to a schema. Until one is put there, every value satisfies it.
#[derive(Default)]
pub struct Reference(OnceLock<[&'static Schema; 1]>);

impl Reference {
    /// A reference to no schema yet.
    pub const fn new() -> Self {
        Self(OnceLock::new())
    }

    /// Puts the schema there. The first one stays.
    pub fn set(&self, schema: &'static Schema) {
        let _ = self.0.set([schema]);
    }

    /// The schema that is there.
    pub fn schemas(&'static self) -> &'static [&'static Schema] {
        self.0.get().map_or(&[], |schemas| schemas)
    }
}

/// Without the schema, which may refer to itself.
impl fmt::Debug for Reference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Reference")
    }
}
