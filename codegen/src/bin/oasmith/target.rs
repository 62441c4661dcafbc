//! What a command works on: the targets of the nearest `oasmith.toml`, or the paths that the command line names.

use std::path::{Path, PathBuf};

use clap::builder::{PossibleValue, PossibleValuesParser, TypedValueParser};
use clap::{Args, ValueEnum};
use oasmith::config::{Config, Layout, Overlay, Product, Runtime, Select, Selector};
use oasmith::project::{Failure, Project};

/// The arguments that name it.
#[derive(Debug, Args)]
pub(crate) struct Target {
    /// The description; without it, the nearest oasmith.toml names everything
    #[arg(value_name = "DESCRIPTION", requires = "out")]
    description: Option<PathBuf>,
    /// Works only on the target of oasmith.toml that writes this folder, any number of times [default: all targets]
    #[arg(long, value_name = "OUTPUT", conflicts_with = "description")]
    target: Vec<PathBuf>,
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
    #[arg(long, value_name = "PART", requires = "description", value_delimiter = ',', value_parser = part())]
    only: Vec<Part>,
    /// An Overlay Document that changes the description; several are applied in their order
    #[arg(long, value_name = "FILE", requires = "description")]
    overlay: Vec<PathBuf>,
    /// What is written: `tag:NAME`, `path:GLOB`, `id:OPERATION` or `method:NAME`, any number of times [default: everything]
    #[arg(long, value_name = "SELECTOR", requires = "description")]
    include: Vec<Selector>,
    /// What is not written, whatever includes it
    #[arg(long, value_name = "SELECTOR", requires = "description")]
    exclude: Vec<Selector>,
    /// The folder that references to files may not leave [default: that of the description]
    #[arg(long, value_name = "FOLDER", requires = "description")]
    root: Option<PathBuf>,
}

/// A part of the crate: a product, or the models, which are always there.
#[derive(Debug, Clone, Copy)]
struct Part(Option<Product>);

/// Reads the name of a part.
fn part() -> impl TypedValueParser<Value = Part> {
    let products = Product::ALL.iter().map(|product| product.row());
    let names = products.map(|row| PossibleValue::new(row.name).help(row.help));
    let models = PossibleValue::new("models").help("The types alone");
    PossibleValuesParser::new(std::iter::once(models).chain(names))
        .map(|name| Part(Product::ALL.iter().copied().find(|product| product.row().name == name)))
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum RuntimeArgument {
    /// The sources of the runtime are a private module
    Vendored,
    /// The crate depends on oasmith-runtime
    Crate,
}

impl Target {
    /// Opens all of it.
    pub(crate) fn open(&self) -> Result<Vec<Project>, Failure> {
        match (&self.description, &self.out) {
            (Some(description), Some(out)) => Ok(vec![self.named(description, out)]),
            (Some(_) | None, _) => self.chosen(Project::nearest(Path::new(""))?),
        }
    }

    /// The targets that are wanted.
    fn chosen(&self, mut projects: Vec<Project>) -> Result<Vec<Project>, Failure> {
        if self.target.is_empty() {
            return Ok(projects);
        }
        let outputs: Vec<_> = projects.iter().map(|project| project.config.output.display().to_string()).collect();
        // The same folder, however it is written: `sdk/` is `sdk`.
        let is_target = |wanted: &Path, project: &Project| project.config.output.components().eq(wanted.components());
        let mut wanted = self.target.iter();
        if let Some(unknown) = wanted.find(|wanted| !projects.iter().any(|project| is_target(wanted, project))) {
            let unknown = unknown.display().to_string();
            return Err(Failure::no_target(&unknown, &outputs));
        }
        projects.retain(|project| self.target.iter().any(|wanted| is_target(wanted, project)));
        Ok(projects)
    }

    /// What the command line names.
    fn named(&self, description: &Path, out: &Path) -> Project {
        let runtime = match self.runtime {
            None | Some(RuntimeArgument::Vendored) => Runtime::Vendored,
            Some(RuntimeArgument::Crate) => Runtime::Crate,
        };
        let mut config = Config {
            name: self.name.clone(),
            layout: Layout::Crate,
            products: Product::defaults().chain([Product::Validate]).collect(),
            runtime,
            overlays: self.overlay.iter().map(|path| Overlay { path: path.clone(), strict: true }).collect(),
            select: Select {
                include: self.include.iter().cloned().collect(),
                exclude: self.exclude.iter().cloned().collect(),
            },
            root: self.root.clone(),
            ..Config::new(description, out)
        };
        if !self.only.is_empty() {
            config.products = self.only.iter().filter_map(|part| part.0).collect();
        }
        Project::new(Path::new(""), config)
    }
}

/// The rule for names is the rule of the settings.
fn name(name: &str) -> Result<String, String> {
    match oasmith::config::is_crate_name(name) {
        true => Ok(name.to_owned()),
        false => Err("write letters, digits, `-` and `_`".to_owned()),
    }
}
