//! Types that a user chooses, as `oasmith.toml` names them.
//!
//! Owns which texts are paths of types. Must not know which schemas have these types.

use std::fmt;

use serde::de::value::MapAccessDeserializer;
use serde::de::{Deserializer, Error, MapAccess, Visitor};
use serde::{Deserialize, Serialize};

use super::types::{Derive, UserType, user_type};

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
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FormatType {
    /// The type that the schema has without a format.
    Plain,
    /// A type of the user.
    User(UserType),
}

impl Serialize for FormatType {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Plain => serializer.serialize_str(PLAIN),
            Self::User(user) => user.serialize(serializer),
        }
    }
}

impl<'de> Deserialize<'de> for FormatType {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Reader;

        impl<'de> Visitor<'de> for Reader {
            type Value = FormatType;

            fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                formatter.write_str("the path of a type, `string`, or a table with a `path` and what it `implements`")
            }

            fn visit_str<E: Error>(self, text: &str) -> Result<FormatType, E> {
                if text == PLAIN {
                    return Ok(FormatType::Plain);
                }
                RustPath::try_from(text.to_owned()).map(UserType::new).map(FormatType::User).map_err(E::custom)
            }

            fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<FormatType, A::Error> {
                let Keys { path, implements } = Keys::deserialize(MapAccessDeserializer::new(map))?;
                user_type(path, implements).map(FormatType::User).map_err(A::Error::custom)
            }
        }

        deserializer.deserialize_any(Reader)
    }
}

/// All keys of the table of a format.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Keys {
    path: RustPath,
    #[serde(default)]
    implements: Vec<Derive>,
}

const PLAIN: &str = "string";

/// Whether a path names a type from everywhere: without `self`, `super` and `Self`, with only types as arguments.
fn is_type(path: &syn::Path) -> bool {
    let is_relative = |segment: &syn::PathSegment| ["self", "super", "Self"].iter().any(|word| segment.ident == word);
    let is_argued = |segment: &syn::PathSegment| match &segment.arguments {
        syn::PathArguments::None => true,
        syn::PathArguments::AngleBracketed(arguments) => arguments.args.iter().all(is_type_argument),
        syn::PathArguments::Parenthesized(_) => false,
    };
    path.segments.iter().all(|segment| !is_relative(segment) && is_argued(segment))
        && path.segments.iter().skip(1).all(|segment| segment.ident != "crate")
}

fn is_type_argument(argument: &syn::GenericArgument) -> bool {
    matches!(argument, syn::GenericArgument::Type(syn::Type::Path(ty)) if ty.qself.is_none() && is_type(&ty.path))
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
