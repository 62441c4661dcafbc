//! The settings of a user, as `oasmith.toml` has them.
//!
//! Owns the names of the settings and their defaults. Must not decide anything: this is plain data. Paths are as written,
//! relative to the file.

mod attributes;
mod overlays;
mod pagination;
mod rust_path;
mod select;
mod streams;
pub(crate) mod targets;
mod types;

use std::collections::BTreeMap;
use std::path::PathBuf;

use serde::de::{Deserializer, Error};
use serde::{Deserialize, Serialize};

pub use crate::product::Product;
pub use attributes::Attribute;
pub use overlays::Overlay;
pub use pagination::{Concerned, Paging, PagingRule, PagingScheme};
pub use rust_path::{FormatType, RustPath};
pub use select::{Select, Selector};
pub use streams::Streams;
pub use types::{Derive, TRAITS, TypeChoice, TypeChoices, UserType};

/// All settings.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Config {
    /// The entry document.
    pub description: PathBuf,
    /// Overlay Documents that change the description, in their order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub overlays: Vec<Overlay>,
    /// Changes of single values: by `#` and a JSON pointer, with the path of a file before it where that is not the entry document,
    /// what is merged with the value there.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub patch: BTreeMap<String, toml::Value>,
    /// Which operations are written; all where absent.
    #[serde(default, skip_serializing_if = "Select::is_all")]
    pub select: Select,
    /// The folder that is written; `generated` where absent.
    #[serde(default = "default_output")]
    pub output: PathBuf,
    /// The name of the generated crate; the name of the output folder where absent.
    #[serde(rename = "crate", default, deserialize_with = "valid_crate_name")]
    pub name: Option<String>,
    /// What is written.
    #[serde(default)]
    pub layout: Layout,
    /// The source of the runtime of generated code.
    #[serde(default)]
    pub runtime: Runtime,
    /// What is generated; client and server where absent.
    #[serde(default = "default_products")]
    pub products: Vec<Product>,
    /// What the types are like.
    #[serde(default)]
    pub models: Models,
    /// What the client is like.
    #[serde(default, skip_serializing_if = "Client::is_default")]
    pub client: Client,
    /// What the server is like.
    #[serde(default, skip_serializing_if = "Server::is_default")]
    pub server: Server,
    /// What the description does not say of its streams.
    #[serde(default, skip_serializing_if = "Streams::is_default")]
    pub streams: Streams,
    /// How the pages of operations follow each other, where the description does not say it in a way that is known.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub pagination: BTreeMap<Concerned, Paging>,
    /// The folder that references to files may not leave; the folder of the entry document where absent.
    #[serde(default)]
    pub root: Option<PathBuf>,
    /// Files that are read for addresses on the network.
    #[serde(default)]
    pub remote: BTreeMap<String, PathBuf>,
    /// What formats become: `date-time`, or `string/date-time` for one type.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub formats: BTreeMap<String, FormatType>,
    /// Settings of single types, by the name of the schema or of the type.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub types: BTreeMap<String, TypeChoice>,
    /// The packages of these types and derives, for the manifest of a whole crate: a version, or the text after `=` in `Cargo.toml`.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub dependencies: BTreeMap<String, toml::Value>,
    /// Codes that are not reported, each with the reason.
    #[serde(default)]
    pub allow: BTreeMap<String, String>,
    /// Bounds on the description.
    #[serde(default)]
    pub limits: Limits,
    /// The lines above which a file is split, where tests want fewer than a real file has. No file of settings has it.
    #[serde(skip)]
    pub file_lines: Option<usize>,
}

/// What is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Layout {
    /// Source files for a crate that exists.
    #[default]
    Sources,
    /// A whole crate: `Cargo.toml` and `src/`.
    Crate,
    /// One file for `include!`; build scripts choose this themselves.
    #[serde(skip_deserializing)]
    Module,
}

/// The source of the runtime of generated code.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Runtime {
    /// It depends on the crate `oasmith-runtime`.
    #[default]
    Crate,
    /// It has the sources as a private module.
    Vendored,
}

/// What the types are like.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Models {
    /// Whether structs keep properties that their schema does not declare, and send them back. Without this setting they are
    /// dropped when an object is read, unless the schema has `additionalProperties`.
    #[serde(default)]
    pub preserve_unknown: bool,
    /// Further derives of every type: traits of std where the type can have them, other derives always.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub derive: Vec<Derive>,
    /// Attributes of every type that is written.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub attributes: Vec<Attribute>,
    /// Whether enums of strings and numbers refuse values that the description does not list.
    #[serde(default, skip_serializing_if = "is_false")]
    pub closed_enums: bool,
    /// Whether locations that say the same share a type, as they do where this is absent.
    #[serde(default = "yes", skip_serializing_if = "is_yes")]
    pub share: bool,
    /// What a property is that may be absent and may be null.
    #[serde(default, skip_serializing_if = "OptionalNullable::is_nested")]
    pub optional_nullable: OptionalNullable,
    /// Whether `x-rust-type` is followed: the description may then name types that generated code uses.
    #[serde(default, skip_serializing_if = "is_false")]
    pub rust_types_from_description: bool,
}

impl Default for Models {
    fn default() -> Self {
        Self {
            preserve_unknown: false,
            derive: Vec::new(),
            attributes: Vec::new(),
            closed_enums: false,
            share: yes(),
            optional_nullable: OptionalNullable::default(),
            rust_types_from_description: false,
        }
    }
}

/// What a property is that may be absent and may be null.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum OptionalNullable {
    /// `Option<Option<T>>`: absent, null and a value are three things.
    #[default]
    Nested,
    /// `Option<T>`: null is read as absent, and is never sent.
    Flat,
}

impl OptionalNullable {
    fn is_nested(&self) -> bool {
        *self == Self::Nested
    }
}

/// What the client is like.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Client {
    /// What has a Cargo feature of its own.
    #[serde(default)]
    pub features: Option<ClientFeatures>,
    /// What has a type of its own, which has the methods.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub group: Option<GroupBy>,
    /// The header parameter that makes it safe to send a request again, such as `Idempotency-Key`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub idempotency_key: Option<String>,
    /// Whether the crate has a feature `tracing`, with a span for each request.
    #[serde(default, skip_serializing_if = "is_false")]
    pub tracing: bool,
}

impl Client {
    fn is_default(&self) -> bool {
        *self == Self::default()
    }
}

/// What the server is like.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Server {
    /// What the server accepts although the description does not allow it.
    #[serde(default)]
    pub lenient: Vec<Lenient>,
    /// Whether a service must implement every operation, so that a new one is an error of the compiler.
    #[serde(default, skip_serializing_if = "is_false")]
    pub exhaustive: bool,
    /// What has a trait of its own.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub group: Option<GroupBy>,
    /// Whether the crate has a feature `tracing`, with a span for each request.
    #[serde(default)]
    pub tracing: bool,
}

impl Server {
    fn is_default(&self) -> bool {
        *self == Self::default()
    }
}

/// What of a client has a Cargo feature of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum ClientFeatures {
    /// The operations of each tag.
    Tag,
}

/// What operations are put together by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum GroupBy {
    /// Their first tag.
    Tag,
}

/// A deviation from the description that a server accepts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Lenient {
    /// Other texts for booleans.
    Booleans,
    /// Null for an optional property that is absent.
    NullForAbsent,
}

/// Bounds on the description; those that are absent have the defaults of [`crate::source::Limits`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Limits {
    /// The most bytes of all files together.
    #[serde(default)]
    pub bytes: Option<u64>,
    /// The most values that aliases may add to those written out.
    #[serde(default)]
    pub alias_nodes: Option<usize>,
}

impl Config {
    /// The settings with these paths and the defaults of all others.
    pub fn new(description: impl Into<PathBuf>, output: impl Into<PathBuf>) -> Self {
        Self {
            description: description.into(),
            overlays: Vec::new(),
            patch: BTreeMap::new(),
            select: Select::default(),
            output: output.into(),
            name: None,
            layout: Layout::default(),
            runtime: Runtime::default(),
            products: default_products(),
            models: Models::default(),
            client: Client::default(),
            server: Server::default(),
            streams: Streams::default(),
            pagination: BTreeMap::new(),
            root: None,
            remote: BTreeMap::new(),
            formats: BTreeMap::new(),
            types: BTreeMap::new(),
            dependencies: BTreeMap::new(),
            allow: BTreeMap::new(),
            limits: Limits::default(),
            file_lines: None,
        }
    }

    /// Reads the text of an `oasmith.toml` with one target.
    ///
    /// # Errors
    /// Those of [`Config::parse_all`], and when there are several targets.
    pub fn parse(text: &str) -> Result<Self, toml::de::Error> {
        let mut targets = Self::parse_all(text)?;
        match (targets.pop(), targets.len()) {
            (Some(only), 0) => Ok(only),
            (_, others) => {
                Err(toml::de::Error::custom(format!("one target is wanted here, and there are {}", others + 1)))
            }
        }
    }

    /// Reads the text of `oasmith.toml`: the settings of each `[[target]]`, which inherits what stands at the top. Without one, all
    /// of it is one target.
    ///
    /// # Errors
    /// When it is not TOML, or a setting is unknown, missing or of another type, or names a package that a whole crate would
    /// not depend on.
    pub fn parse_all(text: &str) -> Result<Vec<Self>, toml::de::Error> {
        targets::parse(text)
    }

    fn checked(self) -> Result<Self, toml::de::Error> {
        match self.missing_package() {
            Some(message) => Err(toml::de::Error::custom(message)),
            None => Ok(self),
        }
    }

    /// The types of the user: those of formats, and those of schemas.
    pub fn user_types(&self) -> impl Iterator<Item = &UserType> {
        let of_formats = self.formats.values().filter_map(|chosen| match chosen {
            FormatType::User(user) => Some(user),
            FormatType::Plain => None,
        });
        let of_types = self.types.values().filter_map(|chosen| match chosen {
            TypeChoice::User(user) => Some(user),
            TypeChoice::Written(_) => None,
        });
        of_formats.chain(of_types)
    }

    /// A message where a whole crate would not depend on a package that it names.
    fn missing_package(&self) -> Option<String> {
        let derives = self.types.values().flat_map(|chosen| match chosen {
            TypeChoice::User(_) => [].iter(),
            TypeChoice::Written(choices) => choices.derive.iter(),
        });
        let derives = derives.chain(&self.models.derive).filter_map(Derive::package).map(str::to_owned);
        let mut packages = self.user_types().flat_map(|user| user.path.packages()).chain(derives);
        let missing = packages.find(|package| !self.has_package(package))?;
        Some(format!(
            "the crate would not depend on `{missing}`: write it under `[dependencies]`, as Cargo.toml has it"
        ))
    }

    /// Whether generated code can name a package. Where no whole crate is written, the crate around the code is responsible.
    pub fn has_package(&self, package: &str) -> bool {
        let mut names = self.dependencies.keys().map(|name| name.replace('-', "_"));
        self.layout != Layout::Crate || BUILT_IN.contains(&package) || names.any(|name| name == package)
    }
}

/// Packages that every crate has, or that generated code always depends on.
const BUILT_IN: &[&str] = &["alloc", "core", "crate", "serde_json", "std"];

fn default_output() -> PathBuf {
    PathBuf::from("generated")
}

fn is_false(value: &bool) -> bool {
    !value
}

fn yes() -> bool {
    true
}

fn is_yes(value: &bool) -> bool {
    *value
}

fn default_products() -> Vec<Product> {
    Product::defaults().collect()
}

/// Whether Cargo accepts a name, and Rust code can name the crate.
///
/// Source: The Cargo book, section "The `name` field".
pub fn is_crate_name(name: &str) -> bool {
    let known = |character: char| character.is_ascii_alphanumeric() || matches!(character, '-' | '_');
    name.starts_with(|first: char| first.is_ascii_alphabetic())
        && name.chars().all(known)
        && syn::parse_str::<syn::Ident>(&name.replace('-', "_")).is_ok()
}

/// The name of a crate for a text: the text itself where it is a valid name, else the valid part of it.
pub fn crate_name(text: &str) -> String {
    let known = |character: char| character.is_ascii_alphanumeric() || matches!(character, '-' | '_');
    let name: String = text.chars().map(|character| if known(character) { character } else { '-' }).collect();
    let name = name.trim_matches('-');
    if is_crate_name(name) { name.to_owned() } else { format!("api-{name}").trim_end_matches('-').to_owned() }
}

fn valid_crate_name<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<String>, D::Error> {
    let name = String::deserialize(deserializer)?;
    if is_crate_name(&name) {
        return Ok(Some(name));
    }
    Err(D::Error::custom(format!("`{name}` is not the name of a crate: write letters, digits, `-` and `_`")))
}
