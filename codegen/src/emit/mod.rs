//! Pictures of code: one file a product, written with `quote!`.
//!
//! Owns how generated code looks. Cannot fail, decides nothing, and must not know configuration, documents or files.

mod client;
mod krate;
mod manifest;
mod models;
mod operations;
mod server;
mod tokens;

use proc_macro2::TokenStream;

use crate::rust::Krate;

pub use manifest::manifest;

/// A source file and its content.
#[derive(Debug, Clone)]
pub struct Source {
    /// The file's name.
    pub name: &'static str,
    /// Its content.
    pub tokens: TokenStream,
}

/// The files of a crate's source folder, `lib.rs` first.
pub fn sources(krate: &Krate) -> Vec<Source> {
    let mut sources = vec![Source { name: "lib.rs", tokens: krate::root(krate) }];
    sources.extend(modules(krate));
    sources
}

/// One file that holds every product, to be included into a module.
pub fn module(krate: &Krate) -> TokenStream {
    krate::module(krate, &modules(krate))
}

fn modules(krate: &Krate) -> Vec<Source> {
    let mut modules = vec![Source { name: "models.rs", tokens: models::file(krate) }];
    if krate.products.client || krate.products.server {
        modules.push(Source { name: "operations.rs", tokens: operations::file(krate) });
    }
    if krate.products.client {
        modules.push(Source { name: "client.rs", tokens: client::file(krate) });
    }
    if krate.products.server {
        modules.push(Source { name: "server.rs", tokens: server::file(krate) });
    }
    modules
}

/// The files of the vendored runtime, by their paths in its folder.
pub fn runtime(krate: &Krate) -> impl Iterator<Item = (String, String)> {
    let features = manifest::features(krate.products);
    let files = oasmith_runtime::sources::files(&features);
    let files: Vec<_> = files.map(|file| (file.path.to_owned(), file.copied())).collect();
    files.into_iter().chain([("mod.rs".to_owned(), oasmith_runtime::sources::mod_rs(&features))])
}
