//! What a command works on: the nearest `oasmith.toml`, or the paths that the command line names.

use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};
use oasmith::config::{Config, Layout, Overlay, Product, Runtime};
use oasmith::project::{Failure, Project};

/// The arguments that name it.
#[derive(Debug, Args)]
pub(crate) struct Target {
    /// The description; without it, the nearest oasmith.toml names everything
    #[arg(value_name = "DESCRIPTION", requires = "out")]
    description: Option<PathBuf>,
    /// The folder for the crate
    #[arg(long, value_name = "FOLDER", requires = "description")]
    out: Option<PathBuf>,
    /// The name of the crate [default: that of the folder]
    #[arg(long, value_name = "CRATE", requires = "description", value_parser = name)]
    name: Option<String>,
    /// How the crate comes by its runtime [default: vendored]
    #[arg(long, requires = "description")]
    runtime: Option<RuntimeArgument>,
    /// What the crate holds; the models are always there [default: client,server,validate]
    #[arg(long, value_name = "PART", requires = "description", value_delimiter = ',')]
    only: Vec<Part>,
    /// An Overlay Document that changes the description; several are applied in their order
    #[arg(long, value_name = "FILE", requires = "description")]
    overlay: Vec<PathBuf>,
    /// The folder that references to files may not leave [default: that of the description]
    #[arg(long, value_name = "FOLDER", requires = "description")]
    root: Option<PathBuf>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Part {
    /// The types alone
    Models,
    /// The client
    Client,
    /// The server stubs
    Server,
    /// `value.validate()`, behind a feature of this name
    Validate,
    /// `schemars::JsonSchema`, behind a feature of this name; with `validate`
    Schemars,
    /// `proptest::arbitrary::Arbitrary`, behind a feature of this name; with `validate`
    Proptest,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum RuntimeArgument {
    /// The sources of the runtime are a private module
    Vendored,
    /// The crate depends on oasmith-runtime
    Crate,
}

impl Part {
    /// What it asks for besides the models, which are always there.
    fn product(self) -> Option<Product> {
        match self {
            Self::Models => None,
            Self::Client => Some(Product::Client),
            Self::Server => Some(Product::Server),
            Self::Validate => Some(Product::Validate),
            Self::Schemars => Some(Product::Schemars),
            Self::Proptest => Some(Product::Proptest),
        }
    }
}

impl Target {
    /// Opens it.
    pub(crate) fn open(&self) -> Result<Project, Failure> {
        let (Some(description), Some(out)) = (&self.description, &self.out) else {
            return Project::nearest(Path::new(""));
        };
        let runtime = match self.runtime {
            None | Some(RuntimeArgument::Vendored) => Runtime::Vendored,
            Some(RuntimeArgument::Crate) => Runtime::Crate,
        };
        let mut config = Config {
            name: self.name.clone(),
            layout: Layout::Crate,
            products: vec![Product::Client, Product::Server, Product::Validate],
            runtime,
            overlays: self.overlay.iter().map(|path| Overlay { path: path.clone(), strict: true }).collect(),
            root: self.root.clone(),
            ..Config::new(description, out)
        };
        if !self.only.is_empty() {
            config.products = self.only.iter().filter_map(|part| part.product()).collect();
        }
        Ok(Project::new(Path::new(""), config))
    }
}

/// Cargo's rule for names is that of the settings.
fn name(name: &str) -> Result<String, String> {
    match oasmith::config::is_crate_name(name) {
        true => Ok(name.to_owned()),
        false => Err("write letters, digits, `-` and `_`".to_owned()),
    }
}
