//! Writes code with `quote!`, one file for each product.
//!
//! Owns how generated code looks. Cannot fail, decides nothing, and must not know configuration, documents or files.

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
mod responses;
mod schemas;
mod server;
mod servers;
mod tokens;
mod tuples;
mod validate;

use proc_macro2::TokenStream;

use crate::product::Product;
use crate::rust::Krate;

pub use manifest::manifest;

/// A source file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SourceFile {
    /// What is exported.
    Root,
    /// The types.
    Models,
    /// The schema tables that requests and models are validated against.
    Schemas,
    /// The tables of operations.
    Operations,
    /// A product.
    Product(Product),
}

impl SourceFile {
    /// The file's name.
    pub fn name(self) -> &'static str {
        match self {
            Self::Root => "lib.rs",
            Self::Models => "models.rs",
            Self::Schemas => "schemas.rs",
            Self::Operations => "operations.rs",
            Self::Product(product) => product.row().file,
        }
    }

    /// The file's content.
    pub fn tokens(self, krate: &Krate) -> TokenStream {
        match self {
            Self::Root => krate::root(krate),
            Self::Models => models::file(krate),
            Self::Schemas => schemas::file(krate),
            Self::Operations => operations::file(krate),
            Self::Product(Product::Client) => client::file(krate),
            Self::Product(Product::Server) => server::file(krate),
            Self::Product(Product::Validate) => validate::file(krate),
            Self::Product(Product::Schemars) => json_schema::file(krate),
            Self::Product(Product::Proptest) => arbitrary::file(krate),
        }
    }
}

/// The files of a crate's source folder, `lib.rs` first.
pub fn sources(krate: &Krate) -> Vec<SourceFile> {
    let mut sources = vec![SourceFile::Root];
    sources.extend(modules(krate));
    sources
}

/// One file with every product, to be included into a module.
pub fn module(krate: &Krate) -> TokenStream {
    krate::module(krate, &modules(krate))
}

fn modules(krate: &Krate) -> Vec<SourceFile> {
    let mut modules = vec![SourceFile::Models];
    modules.extend(schemas::are_shared(krate).then_some(SourceFile::Schemas));
    modules.extend(krate.products.use_operations().then_some(SourceFile::Operations));
    modules.extend(krate.products.iter().map(SourceFile::Product));
    modules
}

/// The files of the vendored runtime, by their paths in its folder.
pub fn runtime(krate: &Krate) -> impl Iterator<Item = (String, String)> {
    let features = manifest::of_runtime(krate);
    let files = oasmith_runtime::sources::files(&features);
    let files: Vec<_> = files.map(|file| (file.path.to_owned(), file.copied())).collect();
    files.into_iter().chain([("mod.rs".to_owned(), oasmith_runtime::sources::mod_rs(&features))])
}
