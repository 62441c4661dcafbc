//! Reports names that are not what their spelling asks for, because others ask for the same or they are too long.
//!
//! Owns those entries alone. A name in another case, and one that ends in `_` because it is a word of Rust, is what is expected.
//! Must not know how names are told apart.

use crate::at::At;
use crate::bounds::RENAMES_LISTED;
use crate::diagnostic::{Diagnostic, Sink, codes};
use crate::rust::{Case, Name};

use crate::lower::names::identifier::{identifier, is_cut};

/// Reports, in one entry, the names of what stands in one place. Spellings that are equal are no different names.
pub(in crate::lower) fn report(sink: &mut Sink, at: &At, spellings: &[&str], names: &[Name], case: Case, help: &str) {
    let renamed: Vec<String> = spellings
        .iter()
        .zip(names)
        .filter(|(spelling, name)| is_renamed(spelling, name, case))
        .map(|(spelling, name)| format!("`{spelling}` is `{}`", name.as_str()))
        .collect();
    if renamed.is_empty() {
        return;
    }
    let listed = renamed.get(..RENAMES_LISTED).unwrap_or(&renamed).join(", ");
    let more = match renamed.len().saturating_sub(RENAMES_LISTED) {
        0 => String::new(),
        more => format!(", and {more} more"),
    };
    let message = format!("a name collides with another, or is too long: {listed}{more}");
    sink.push(Diagnostic::new(codes::RENAMED, at.clone(), message).help(help));
}

/// Whether a name is another than its spelling asks for.
pub(in crate::lower) fn is_renamed(spelling: &str, name: &Name, case: Case) -> bool {
    let expected = identifier(spelling, case);
    name.stem() != expected.stem() || is_cut(spelling, case)
}
