//! The attributes that a user can choose for types.
//!
//! Owns which texts are such attributes. Must not know which types have them, nor what these derive.

use serde::{Deserialize, Serialize};
use syn::Meta;
use syn::punctuated::Punctuated;

/// Attributes of the language that mean something before any type.
const OF_THE_LANGUAGE: &[&str] = &["allow", "cfg_attr", "deny", "doc", "expect", "forbid", "must_use", "warn"];

/// Attributes that contradict what is written around a type, and what to do instead.
const REFUSED: &[(&str, &str)] = &[
    ("cfg", "it would leave out the type, but not its impls; write it before the module of the generated code"),
    ("deprecated", "the description says what is deprecated: write `deprecated: true` there"),
    ("derive", "write its traits under `derive`"),
    ("non_exhaustive", "types that may get more fields or variants have it already"),
    ("repr", "the compiler chooses the layout of a type in memory"),
];

/// An attribute, without `#[` and `]`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Attribute(String);

impl Attribute {
    /// Its text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The name of a helper attribute of a derive, such as `serde` of `serde::Serialize`: neither an attribute of the language nor
    /// a path that begins with a package.
    pub fn helper(&self) -> Option<String> {
        let mut names = names(&syn::parse_str(&self.0).ok()?).into_iter();
        names.find(|name| !OF_THE_LANGUAGE.contains(&name.as_str()))
    }
}

/// The names of an attribute, and of those inside it where it is a `cfg_attr`. Paths have none.
fn names(meta: &Meta) -> Vec<String> {
    let mut names: Vec<String> = meta.path().get_ident().map(ToString::to_string).into_iter().collect();
    if let Meta::List(list) = meta
        && list.path.is_ident("cfg_attr")
        && let Ok(inner) = list.parse_args_with(Punctuated::<Meta, syn::Token![,]>::parse_terminated)
    {
        // The first is the condition.
        names.extend(inner.iter().skip(1).flat_map(self::names));
    }
    names
}

impl TryFrom<String> for Attribute {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        // The attribute is parsed on a struct of its own, so that no other text can follow it.
        let whole = syn::parse_str::<syn::ItemStruct>(&format!("#[{text}\n]\nstruct S;"));
        let attributes = whole.map(|item| item.attrs).unwrap_or_default();
        let [attribute] = attributes.as_slice() else {
            return Err(format!(
                "`{text}` is not an attribute: write the text between `#[` and `]`, such as `doc(hidden)`"
            ));
        };
        let refused = |name: &String| REFUSED.iter().find(|(refused, _)| refused == name);
        match names(&attribute.meta).iter().find_map(refused) {
            Some((_, reason)) => Err(format!("`{text}` is an attribute that cannot be chosen: {reason}")),
            None => Ok(Self(text)),
        }
    }
}

impl From<Attribute> for String {
    fn from(attribute: Attribute) -> Self {
        attribute.0
    }
}
