//! Decides which products and which files are written, the name of the package, the source of the runtime, and what a server
//! accepts.
//!
//! Owns these choices. Must not know how a product is written.

use crate::config::{self, Config};
use crate::product::{Products, Source};
use crate::rust::{Item, Layout, Lenient, Operation, Runtime, Webhook};

/// The products that the user wants and that can be made of this description.
pub(in crate::lower) fn products(
    config: &Config,
    operations: &[Operation],
    webhooks: &[Webhook],
    items: &[Item],
) -> Products {
    Products::wanted(&config.products, |source| match source {
        Source::Operations => !operations.is_empty(),
        Source::Webhooks => !webhooks.is_empty(),
        Source::Models => items.iter().any(|item| !matches!(item, Item::Alias(_))),
    })
}

/// Which files are written.
pub(in crate::lower) fn layout(config: &Config) -> Layout {
    match config.layout {
        config::Layout::Sources => Layout::Sources,
        config::Layout::Crate => Layout::Crate,
        config::Layout::Module => Layout::Module,
    }
}

/// Whether the server has a trait for each tag, and whether the client has a type for each tag.
pub(in crate::lower) fn grouped(config: &Config) -> (bool, bool) {
    let is_by_tag = |group: Option<config::GroupBy>| match group {
        Some(config::GroupBy::Tag) => true,
        None => false,
    };
    (is_by_tag(config.server.group), is_by_tag(config.client.group))
}

/// What the server accepts, each once.
pub(in crate::lower) fn lenient(config: &Config) -> Vec<Lenient> {
    let mut lenient = Vec::new();
    for deviation in &config.server.lenient {
        let deviation = match deviation {
            config::Lenient::Booleans => Lenient::Booleans,
            config::Lenient::NullForAbsent => Lenient::NullForAbsent,
        };
        if !lenient.contains(&deviation) {
            lenient.push(deviation);
        }
    }
    lenient
}

/// Where the runtime comes from.
pub(in crate::lower) fn runtime(config: &Config) -> Runtime {
    match config.runtime {
        config::Runtime::Crate => Runtime::Crate,
        config::Runtime::Vendored => Runtime::Vendored,
    }
}

/// The name that the user chose, or that of the output folder, as a package may have it.
pub(in crate::lower) fn package_name(config: &Config) -> String {
    let folder = config.output.file_name().and_then(|name| name.to_str());
    let wanted = config.name.as_deref().or(folder).unwrap_or_default();
    config::crate_name(wanted)
}
