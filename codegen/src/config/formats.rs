//! Types that a user chooses, as `oasmith.toml` names them.
//!
//! Owns which texts are paths of types. Must not know what they stand for.

use serde::{Deserialize, Serialize};

/// The path of a type in the user's code or in a package, such as `chrono::DateTime<chrono::Utc>`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct RustPath(String);

impl RustPath {
    /// Its text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The packages that it and its arguments begin with.
    pub fn packages(&self) -> Vec<String> {
        let mut packages = Vec::new();
        if let Ok(path) = syn::parse_str::<syn::Path>(&self.0) {
            collect(&path, &mut packages);
        }
        packages
    }
}

impl TryFrom<String> for RustPath {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        let path = syn::parse_str::<syn::Path>(&text);
        match path {
            Ok(path) if path.segments.len() > 1 && is_type(&path) => Ok(Self(text)),
            _ => Err(format!(
                "`{text}` is not the path of a type: write one such as `chrono::DateTime<chrono::Utc>`, from its package or `crate` on"
            )),
        }
    }
}

impl From<RustPath> for String {
    fn from(path: RustPath) -> Self {
        path.0
    }
}

/// What a format becomes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub enum FormatType {
    /// What the JSON type is without a format.
    Plain,
    /// A type of the user.
    Path(RustPath),
}

impl TryFrom<String> for FormatType {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        if text == PLAIN { Ok(Self::Plain) } else { RustPath::try_from(text).map(Self::Path) }
    }
}

impl From<FormatType> for String {
    fn from(chosen: FormatType) -> Self {
        match chosen {
            FormatType::Plain => PLAIN.to_owned(),
            FormatType::Path(path) => path.into(),
        }
    }
}

const PLAIN: &str = "string";

/// Whether a path names a type from everywhere: without `self` and `super`, with nothing but types as arguments.
fn is_type(path: &syn::Path) -> bool {
    let mut segments = path.segments.iter();
    let starts = segments.clone().next().is_some_and(|first| first.ident != "self" && first.ident != "super");
    starts
        && segments.all(|segment| match &segment.arguments {
            syn::PathArguments::None => true,
            syn::PathArguments::AngleBracketed(arguments) => arguments.args.iter().all(is_type_argument),
            syn::PathArguments::Parenthesized(_) => false,
        })
}

fn is_type_argument(argument: &syn::GenericArgument) -> bool {
    match argument {
        syn::GenericArgument::Type(syn::Type::Path(ty)) => ty.qself.is_none() && is_type(&ty.path),
        _ => false,
    }
}

fn collect(path: &syn::Path, packages: &mut Vec<String>) {
    if let Some(first) = path.segments.first().filter(|_| path.segments.len() > 1) {
        packages.push(first.ident.to_string());
    }
    for segment in &path.segments {
        let syn::PathArguments::AngleBracketed(arguments) = &segment.arguments else { continue };
        for argument in &arguments.args {
            if let syn::GenericArgument::Type(syn::Type::Path(ty)) = argument {
                collect(&ty.path, packages);
            }
        }
    }
}
