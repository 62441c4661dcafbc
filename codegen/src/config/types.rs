//! The settings of single types, and of all types: derives, attributes, user-defined types.
//!
//! Owns which texts are derives. Must not know which types can have them.

use std::fmt;

use serde::de::value::MapAccessDeserializer;
use serde::de::{Deserializer, Error, MapAccess, Visitor};
use serde::{Deserialize, Serialize};

use super::attributes::Attribute;
use super::rust_path::RustPath;

/// The traits of std that can be chosen. Every type has `Debug`, `Clone` and `PartialEq` by itself.
pub const TRAITS: &[&str] = &["Copy", "Default", "Eq", "Hash", "Ord", "PartialOrd"];

/// Packages whose derives cannot be chosen, and why.
const WRITTEN: &[(&str, &str)] = &[
    ("alloc", "traits of std are chosen by their names alone"),
    ("core", "traits of std are chosen by their names alone"),
    ("serde", "every type has serde's two traits already"),
    ("serde_derive", "every type has serde's two traits already"),
    ("std", "traits of std are chosen by their names alone"),
];

/// A derive: one of [`TRAITS`] by its name, any other by its path.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Derive(String);

impl Derive {
    /// Its text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The package that a path begins with.
    pub fn package(&self) -> Option<&str> {
        self.0.split_once("::").map(|(package, _)| package)
    }
}

impl TryFrom<String> for Derive {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        let is_plain = |path: &syn::Path| {
            let first = path.segments.first().map(|first| first.ident.to_string());
            path.leading_colon.is_none()
                && path.segments.len() > 1
                && path.segments.iter().all(|segment| segment.arguments.is_none())
                && !first.is_some_and(|first| matches!(first.as_str(), "self" | "super" | "Self"))
        };
        if let Some((_, reason)) = WRITTEN.iter().find(|(package, _)| text.split("::").next() == Some(package)) {
            return Err(format!("`{text}` is a derive that cannot be chosen: {reason}"));
        }
        if TRAITS.contains(&text.as_str()) || syn::parse_str::<syn::Path>(&text).is_ok_and(|path| is_plain(&path)) {
            return Ok(Self(text));
        }
        let known = TRAITS.join("`, `");
        Err(format!(
            "`{text}` is not a derive that can be chosen: write one of `{known}`, or a path that begins with its package, such as `strum::EnumIter`"
        ))
    }
}

impl From<Derive> for String {
    fn from(derive: Derive) -> Self {
        derive.0
    }
}

/// A type of the user, and what is known of it besides serde's two traits, `Debug`, `Clone` and `PartialEq`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(into = "Written")]
pub struct UserType {
    /// Its path.
    pub path: RustPath,
    /// The traits of std that it has too, by their names.
    pub implements: Vec<Derive>,
}

impl UserType {
    /// A type without further known traits.
    pub fn new(path: RustPath) -> Self {
        Self { path, implements: Vec::new() }
    }
}

/// A type of the user, as it is written: only its path where there is nothing else.
#[derive(Serialize)]
#[serde(untagged)]
enum Written {
    Path(RustPath),
    Table { path: RustPath, implements: Vec<Derive> },
}

impl From<UserType> for Written {
    fn from(UserType { path, implements }: UserType) -> Self {
        if implements.is_empty() { Self::Path(path) } else { Self::Table { path, implements } }
    }
}

/// The setting of a type.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(untagged)]
pub enum TypeChoice {
    /// A type of the user replaces it, and it is not written.
    User(UserType),
    /// It is written, with these settings.
    Written(TypeChoices),
}

/// How a type is written.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct TypeChoices {
    /// Its further derives.
    pub derive: Vec<Derive>,
    /// Its attributes.
    pub attributes: Vec<Attribute>,
    /// Whether it refuses values that the description does not list; as all enums do where absent.
    pub closed: Option<bool>,
    /// Whether it is a newtype, where it would be an alias of a string, a number, an array or a map.
    pub newtype: bool,
    /// Whether it has a type of its own, also where other locations say the same.
    #[serde(skip_serializing_if = "is_false")]
    pub alone: bool,
    /// The schema of `components` whose type it has too.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub same_as: Option<String>,
}

fn is_false(value: &bool) -> bool {
    !value
}

/// All keys of the table of a type.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Keys {
    path: Option<RustPath>,
    implements: Option<Vec<Derive>>,
    derive: Option<Vec<Derive>>,
    attributes: Option<Vec<Attribute>>,
    closed: Option<bool>,
    newtype: Option<bool>,
    share: Option<bool>,
    same_as: Option<String>,
}

impl Keys {
    fn choice(self) -> Result<TypeChoice, String> {
        let Self { path, implements, derive, attributes, closed, newtype, share, same_as } = self;
        let is_written = derive.is_some()
            || attributes.is_some()
            || closed.is_some()
            || newtype.is_some()
            || share.is_some()
            || same_as.is_some();
        match (share, &same_as) {
            (Some(true), _) => {
                return Err(
                    "`share = true` is a setting of `[models]`: one type can only have `share = false`".to_owned()
                );
            }
            (Some(false), Some(other)) => {
                return Err(format!("a type that is the same as `{other}` is shared: delete `share = false`"));
            }
            (Some(false) | None, _) => {}
        }
        match (path, is_written) {
            (Some(_), true) => Err("a type with a `path` is yours: it is not written, and has no other settings \
                                    than `implements`"
                .to_owned()),
            (Some(path), false) => user_type(path, implements.unwrap_or_default()).map(TypeChoice::User),
            (None, _) if implements.is_some() => {
                Err("`implements` is about a type of yours: name its `path`, or write `derive`".to_owned())
            }
            (None, _) => Ok(TypeChoice::Written(TypeChoices {
                derive: derive.unwrap_or_default(),
                attributes: attributes.unwrap_or_default(),
                closed,
                newtype: newtype.unwrap_or_default(),
                alone: share == Some(false),
                same_as,
            })),
        }
    }
}

/// A type of the user with the traits of std that it implements.
pub(super) fn user_type(path: RustPath, implements: Vec<Derive>) -> Result<UserType, String> {
    match implements.iter().find(|derive| derive.package().is_some()) {
        Some(other) => Err(format!("`{}` has no effect here: write some of `{}`", other.as_str(), TRAITS.join("`, `"))),
        None => Ok(UserType { path, implements }),
    }
}

impl<'de> Deserialize<'de> for TypeChoice {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Reader;

        impl<'de> Visitor<'de> for Reader {
            type Value = TypeChoice;

            fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                formatter.write_str("the path of a type, or a table of what is chosen for it")
            }

            fn visit_str<E: Error>(self, text: &str) -> Result<TypeChoice, E> {
                let path = RustPath::try_from(text.to_owned()).map_err(E::custom)?;
                Ok(TypeChoice::User(UserType::new(path)))
            }

            fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<TypeChoice, A::Error> {
                Keys::deserialize(MapAccessDeserializer::new(map))?.choice().map_err(A::Error::custom)
            }
        }

        deserializer.deserialize_any(Reader)
    }
}
