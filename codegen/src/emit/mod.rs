//! Pictures of code: one file a product, written with `quote!`.
//!
//! Owns how generated code looks. Cannot fail, decides nothing, and must not know configuration, documents or files.

mod answers;
mod arbitrary;
mod arguments;
mod calls;
mod chosen;
mod client;
mod constants;
mod enums;
mod imports;
mod json_schema;
mod krate;
mod manifest;
mod models;
mod newtypes;
mod operations;
mod schemas;
mod server;
mod tokens;
mod tuples;
mod validate;

use proc_macro2::TokenStream;

use crate::rust::{Krate, Products};

pub use manifest::manifest;

/// A source file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Source {
    /// What is exported.
    Root,
    /// The types.
    Models,
    /// What requests and models are checked against.
    Schemas,
    /// What the runtime needs to know of each operation.
    Operations,
    /// The client.
    Client,
    /// The server stubs.
    Server,
    /// The models' knowledge of their schemas.
    Validate,
    /// The models' schemas for schemars.
    JsonSchema,
    /// The models' values for proptest.
    Arbitrary,
}

impl Source {
    /// The file's name.
    pub fn name(self) -> &'static str {
        match self {
            Self::Root => "lib.rs",
            Self::Models => "models.rs",
            Self::Schemas => "schemas.rs",
            Self::Operations => "operations.rs",
            Self::Client => "client.rs",
            Self::Server => "server.rs",
            Self::Validate => "validate.rs",
            Self::JsonSchema => "json_schema.rs",
            Self::Arbitrary => "arbitrary.rs",
        }
    }

    /// The file's content.
    pub fn tokens(self, krate: &Krate) -> TokenStream {
        match self {
            Self::Root => krate::root(krate),
            Self::Models => models::file(krate),
            Self::Schemas => schemas::file(krate),
            Self::Operations => operations::file(krate),
            Self::Client => client::file(krate),
            Self::Server => server::file(krate),
            Self::Validate => validate::file(krate),
            Self::JsonSchema => json_schema::file(krate),
            Self::Arbitrary => arbitrary::file(krate),
        }
    }
}

/// The files of a crate's source folder, `lib.rs` first.
pub fn sources(krate: &Krate) -> Vec<Source> {
    let mut sources = vec![Source::Root];
    sources.extend(modules(krate));
    sources
}

/// One file that holds every product, to be included into a module.
pub fn module(krate: &Krate) -> TokenStream {
    krate::module(krate, &modules(krate))
}

fn modules(krate: &Krate) -> Vec<Source> {
    let Products { client, server, validate, schemars, proptest } = krate.products;
    let mut modules = vec![Source::Models];
    modules.extend(schemas::are_shared(krate).then_some(Source::Schemas));
    modules.extend((client || server).then_some(Source::Operations));
    modules.extend(client.then_some(Source::Client));
    modules.extend(server.then_some(Source::Server));
    modules.extend(validate.then_some(Source::Validate));
    modules.extend(schemars.then_some(Source::JsonSchema));
    modules.extend(proptest.then_some(Source::Arbitrary));
    modules
}

/// The files of the vendored runtime, by their paths in its folder.
pub fn runtime(krate: &Krate) -> impl Iterator<Item = (String, String)> {
    let features = manifest::of_runtime(krate);
    let files = oasmith_runtime::sources::files(&features);
    let files: Vec<_> = files.map(|file| (file.path.to_owned(), file.copied())).collect();
    files.into_iter().chain([("mod.rs".to_owned(), oasmith_runtime::sources::mod_rs(&features))])
}
