//! Decides which products are written, what the package is called, and where the runtime comes from.
//!
//! Owns these three. Must not know how a product is written.

use crate::api::Api;
use crate::config::{self, Config};
use crate::rust::{Item, Products, Runtime};

/// The products that the user wants; without operations there is nothing to call or to serve, and without models nothing to
/// validate.
pub(in crate::lower) fn products(config: &Config, api: &Api, items: &[Item]) -> Products {
    let wants = |product| config.products.contains(&product);
    let calls = |product| !api.operations.is_empty() && wants(product);
    let has_models = items.iter().any(|item| !matches!(item, Item::Alias(_)));
    let schemars = has_models && wants(config::Product::Schemars);
    let proptest = has_models && wants(config::Product::Proptest);
    Products {
        client: calls(config::Product::Client),
        server: calls(config::Product::Server),
        // Both are made of the schemas that it knows.
        validate: schemars || proptest || has_models && wants(config::Product::Validate),
        schemars,
        proptest,
    }
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
