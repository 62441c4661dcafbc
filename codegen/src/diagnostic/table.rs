//! A table of the codes of a ledger: how many entries each has, what it means, and where the first is.
//!
//! Owns the look of the table. Must not know which codes are in it.

use annotate_snippets::normalize_untrusted_str;

use super::{Counted, Places};

/// ```text
///    12  W-raw-body  oasmith has no codec for a media type; the body is bytes.
///                    first at spec/pets.yaml:12:9
/// ```
pub fn table(rows: &[Counted<'_>], places: &dyn Places) -> String {
    let width = rows.iter().map(|row| row.first.code.id().len()).max().unwrap_or_default();
    let mut text = String::new();
    for Counted { first, count } in rows {
        let (id, meaning) = (first.code.id(), first.code.meaning().unwrap_or_default());
        text.push_str(&format!("{count:>6}  {id:width$}  {meaning}\n"));
        if let Some(place) = first.at.as_ref().and_then(|at| places.place(at)) {
            let (file, line, column) = (normalize_untrusted_str(place.file), place.line, place.column);
            text.push_str(&format!("{:6}  {:width$}  first at {file}:{line}:{column}\n", "", ""));
        }
    }
    text
}
