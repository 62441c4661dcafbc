//! Writes code with `quote!`, one file for each product.
//!
//! Owns how generated code looks. Cannot fail, decides nothing, and must not know configuration, documents or files.

mod arbitrary;
mod arguments;
mod bodies;
mod calls;
mod chosen;
mod client;
mod client_groups;
mod client_spans;
mod constants;
mod credentials;
mod enums;
mod examples;
mod forms;
mod headers;
mod imports;
mod json_schema;
mod krate;
mod manifest;
mod mock;
mod models;
mod newtypes;
mod operations;
mod pages;
mod parts;
mod readme;
mod requests;
mod responses;
mod schemas;
mod server;
mod servers;
mod streams;
mod tokens;
mod tuples;
mod validate;
mod webhooks;

use proc_macro2::TokenStream;

use crate::product::Product;
use crate::rust::{Krate, Part, Split};

pub use manifest::{features, manifest};
pub use readme::readme;

/// A source file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SourceFile<'k> {
    /// What is exported.
    Root,
    /// A module of the root, or what is left of it in its own file when it is split.
    Module(Module),
    /// A part of a module that is split.
    Part(Module, &'k Part),
}

/// A module of the root.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Module {
    /// The types.
    Models,
    /// The schema tables that requests and models are validated against.
    Schemas,
    /// The tables of operations.
    Operations,
    /// The schema tables that operations alone need, where they have a file of their own.
    SchemasOfOperations,
    /// A product.
    Product(Product),
}

impl Module {
    /// The file's path.
    fn file(self) -> &'static str {
        match self {
            Self::Models => "models.rs",
            Self::Schemas => "schemas.rs",
            Self::Operations => "operations.rs",
            Self::SchemasOfOperations => "operations/schemas.rs",
            Self::Product(product) => product.row().file,
        }
    }

    /// How it is split.
    fn split(self, krate: &Krate) -> Option<&Split> {
        match self {
            Self::Models => Some(&krate.splits.models),
            Self::Schemas => Some(&krate.splits.schemas),
            Self::Operations => Some(&krate.splits.operations),
            Self::SchemasOfOperations => Some(&krate.splits.schemas_of_operations),
            Self::Product(Product::Client) => Some(&krate.splits.client),
            Self::Product(Product::Server) => Some(&krate.splits.server),
            Self::Product(Product::Validate) => Some(&krate.splits.validate),
            Self::Product(Product::Webhooks | Product::Schemars | Product::Proptest | Product::Mock) => None,
        }
    }

    fn tokens(self, krate: &Krate) -> TokenStream {
        match self {
            Self::Models => models::file(krate),
            Self::Schemas => schemas::file(krate),
            Self::Operations => operations::file(krate),
            Self::SchemasOfOperations => schemas::file_of_operations(krate),
            Self::Product(Product::Client) => client::file(krate),
            Self::Product(Product::Server) => server::file(krate),
            Self::Product(Product::Webhooks) => webhooks::file(krate),
            Self::Product(Product::Validate) => validate::file(krate),
            Self::Product(Product::Schemars) => json_schema::file(krate),
            Self::Product(Product::Proptest) => arbitrary::file(krate),
            Self::Product(Product::Mock) => mock::file(),
        }
    }

    fn part(self, krate: &Krate, part: &Part) -> TokenStream {
        match self {
            Self::Models => models::part(krate, part),
            Self::Schemas => schemas::part(krate, part),
            Self::Operations => operations::part(krate, part),
            Self::SchemasOfOperations => schemas::part_of_operations(krate, part),
            Self::Product(Product::Client) => client::part(krate, part),
            Self::Product(Product::Server) => server::part(krate, part),
            Self::Product(Product::Validate) => validate::part(krate, part),
            // They are one list each.
            Self::Product(Product::Webhooks | Product::Schemars | Product::Proptest | Product::Mock) => {
                TokenStream::new()
            }
        }
    }
}

impl SourceFile<'_> {
    /// The file's path.
    pub fn name(self) -> String {
        match self {
            Self::Root => "lib.rs".to_owned(),
            Self::Module(module) => module.file().to_owned(),
            Self::Part(module, part) => {
                format!("{}/{}.rs", module.file().trim_end_matches(".rs"), part.name.as_str())
            }
        }
    }

    /// The modules from the root to the file.
    pub fn modules(self) -> Vec<String> {
        match self {
            Self::Root => Vec::new(),
            Self::Module(_) | Self::Part(..) => {
                self.name().trim_end_matches(".rs").split('/').map(str::to_owned).collect()
            }
        }
    }

    /// Whether it is a part, whose items users know as those of the module that it is a part of.
    pub fn is_part(self) -> bool {
        matches!(self, Self::Part(..))
    }

    /// Whether users can name the module.
    pub fn is_public(self) -> bool {
        match self {
            Self::Root => true,
            Self::Module(module) | Self::Part(module, _) => match module {
                Module::Models | Module::Operations => true,
                Module::Schemas | Module::SchemasOfOperations => false,
                Module::Product(product) => product.row().source.is_operations(),
            },
        }
    }

    /// The file's content.
    pub fn tokens(self, krate: &Krate) -> TokenStream {
        match self {
            Self::Root => krate::root(krate),
            Self::Module(module) => module.tokens(krate),
            Self::Part(module, part) => module.part(krate, part),
        }
    }
}

/// The files of a crate's source folder, `lib.rs` first.
pub fn sources(krate: &Krate) -> Vec<SourceFile<'_>> {
    let mut sources = vec![SourceFile::Root];
    for module in modules(krate) {
        sources.push(SourceFile::Module(module));
        let parts = module.split(krate).into_iter().flat_map(|split| &split.parts);
        sources.extend(parts.map(|part| SourceFile::Part(module, part)));
    }
    sources
}

/// One file with every product, to be included into a module.
pub fn module(krate: &Krate) -> TokenStream {
    krate::module(krate, &modules(krate))
}

fn modules(krate: &Krate) -> Vec<Module> {
    let mut modules = vec![Module::Models];
    modules.extend(schemas::are_shared(krate).then_some(Module::Schemas));
    if krate.products.use_operations() {
        modules.push(Module::Operations);
        modules.extend(schemas::have_own_file(krate).then_some(Module::SchemasOfOperations));
    }
    modules.extend(krate.products.iter().map(Module::Product));
    modules
}

/// The files of the vendored runtime, by their paths in its folder.
pub fn runtime(krate: &Krate) -> impl Iterator<Item = (String, String)> {
    let features = manifest::of_runtime(krate);
    let files = oasmith_runtime::sources::files(&features);
    let files: Vec<_> = files.map(|file| (file.path.to_owned(), file.copied())).collect();
    files.into_iter().chain([("mod.rs".to_owned(), oasmith_runtime::sources::mod_rs(&features))])
}
