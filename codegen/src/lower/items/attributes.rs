//! Reports attributes that no derive of the types they are to stand before gives a meaning: rustc knows none of that name.
//!
//! Models are read and written by tables and not by serde's derives, so that `serde(..)` is one of these. Must not know which
//! names an attribute has, nor how code is printed.

use crate::at::{At, FileId};
use crate::config::{Attribute, Config, Derive};
use crate::diagnostic::{Diagnostic, Sink, codes};

use crate::lower::settings::reports;
use crate::lower::types::choices::Choices;

/// Reports them: nothing is generated then.
pub(in crate::lower) fn check(config: &Config, choices: &Choices, sink: &mut Sink) {
    let for_all = &config.models.derive;
    if let Some((message, help)) = problem(&config.models.attributes, for_all.iter()) {
        let at = At::root(FileId::SETTINGS).key("models").key("attributes");
        sink.push(Diagnostic::error(codes::CONFIG, at, message).help(help));
    }
    for (_, (key, own)) in choices.iter() {
        if let Some((message, help)) = problem(&own.attributes, for_all.iter().chain(&own.derive)) {
            reports::refuse(sink, key, "attributes", &message, help);
        }
    }
}

/// What is wrong with attributes beside these derives. Those of std have no attributes; what others have is theirs to say.
fn problem<'d>(
    attributes: &[Attribute],
    mut derives: impl Iterator<Item = &'d Derive>,
) -> Option<(String, &'static str)> {
    let (attribute, helper) =
        attributes.iter().find_map(|attribute| Some((attribute.as_str(), attribute.helper()?)))?;
    if derives.any(|derive| derive.package().is_some()) {
        return None;
    }
    let message = format!("`{attribute}` has no effect: no derived trait has an attribute `{helper}`");
    let help = match helper.as_str() {
        "serde" => {
            "models are read and written by tables, and not by serde's derives; delete it, or name a type of yours: \
             `{ path = \"..\" }`"
        }
        _ => "write the derive that it belongs to under `derive`, by its path, or delete it",
    };
    Some((message, help))
}
