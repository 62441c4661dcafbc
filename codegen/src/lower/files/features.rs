//! The Cargo features of the client: one for each file of operations.
//!
//! Owns their names and their number. Must not know what a feature switches.

use crate::at::{At, FileId};
use crate::bounds::CARGO_FEATURES;
use crate::config::Config;
use crate::diagnostic::{Diagnostic, Sink, codes};
use crate::product::{Product, TRANSPORT_FEATURES};
use crate::rust::{Krate, Layout, Name, Split};

/// Whether the client has a feature for each tag. It is refused where no manifest is written.
pub(super) fn are_wanted(config: &Config, krate: &Krate, sink: &mut Sink) -> bool {
    if config.client.features.is_none() {
        return false;
    }
    if krate.layout != Layout::Crate {
        refuse(
            sink,
            "`features = \"tag\"` is for `layout = \"crate\"`: only a whole crate has a manifest with features",
            "write `layout = \"crate\"`, or delete `features`",
        );
        return false;
    }
    true
}

/// Gives each part its feature.
pub(super) fn switch(split: &mut Split, krate: &Krate) {
    for part in &mut split.parts {
        part.feature = Some(feature(&part.name, krate));
    }
}

/// The name of a module as Cargo spells it: `pull-requests`. A name that the manifest has already gets a word more.
fn feature(module: &Name, krate: &Krate) -> String {
    let name = module.stem().trim_start_matches('_').replace('_', "-");
    let is_product = Product::ALL.iter().any(|product| product.row().name == name);
    let is_dependency = krate.dependencies.iter().any(|(dependency, _)| *dependency == name);
    let is_transport = TRANSPORT_FEATURES.iter().any(|(feature, _)| *feature == name);
    if name == "default" || is_product || is_transport || is_dependency { format!("{name}-tag") } else { name }
}

/// Reports more features than a package may have.
pub(super) fn report_number(split: &Split, krate: &Krate, sink: &mut Sink) {
    // One is `default`.
    let number = split.features().len() + krate.products.iter().count() + TRANSPORT_FEATURES.len() + 1;
    if number > CARGO_FEATURES {
        refuse(
            sink,
            &format!(
                "`features = \"tag\"` would give the crate {number} features, and crates.io takes no more than {CARGO_FEATURES}"
            ),
            "delete `features`, or give fewer different first tags to the operations, for example with an overlay",
        );
    }
}

fn refuse(sink: &mut Sink, message: &str, help: &str) {
    let at = At::root(FileId::SETTINGS).key("client").key("features");
    sink.push(Diagnostic::error(codes::CONFIG, at, message).help(help));
}
