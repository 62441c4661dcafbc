//! Decides which types of the user a description names by `x-rust-type`.
//!
//! Owns that extension: a description is followed only where the settings say so, and only in what is the path of a type. Must
//! not know what such a type is used for.

use std::collections::HashSet;

use crate::api::{Api, SchemaId};
use crate::config::{Config, RustPath};
use crate::diagnostic::{Diagnostic, Sink, codes};

use crate::lower::shape::look_through::target;

/// The schemas that are types of the user by the description; all others that would be are reported.
pub(in crate::lower) fn followed(api: &Api, config: &Config, sink: &mut Sink) -> Vec<(SchemaId, RustPath)> {
    let mut followed = Vec::new();
    let mut reported = HashSet::new();
    for (id, schema) in api.schemas.iter() {
        let Some(path) = &schema.notes.rust_type else { continue };
        let end = target(api, id);
        let is_itself = api.schemas[end].at == schema.at;
        match allowed(path, is_itself, config) {
            Ok(path) => followed.push((end, path)),
            // A schema that was merged or split has copies at one location.
            Err(_) if !reported.insert(&schema.at) => {}
            Err((message, help)) => {
                let at = schema.at.key("x-rust-type");
                sink.push(Diagnostic::new(codes::RUST_TYPE, at, message).help(help));
            }
        }
    }
    followed
}

/// The path of a type, or why it is not followed and what to do about it.
fn allowed(stated: &str, is_itself: bool, config: &Config) -> Result<RustPath, (String, &'static str)> {
    let no_path = |_| (format!("`{stated}` is not the path of a type"), "write one such as `billing::Money`");
    let path = RustPath::try_from(stated.to_owned()).map_err(no_path)?;
    if !is_itself {
        let message = format!("`{stated}` is beside a reference, whose target has a type of its own");
        return Err((message, "write it in the target of the reference"));
    }
    if !config.models.rust_types_from_description {
        let message = format!("`{stated}` is not used: a description names types only where the settings allow it");
        let help = "write `rust_types_from_description = true` under `[models]` in oasmith.toml, or name the type \
                    under `[types]`";
        return Err((message, help));
    }
    match path.packages().into_iter().find(|package| !config.has_package(package)) {
        Some(package) => Err((
            format!("`{stated}` is not used: the crate would not depend on `{package}`"),
            "write the package under `[dependencies]` in oasmith.toml",
        )),
        None => Ok(path),
    }
}
