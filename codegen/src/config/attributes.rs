//! What attributes a user can have written before types.
//!
//! Owns which texts are such attributes. Must not know which types they stand before, nor what these derive.

use serde::{Deserialize, Serialize};
use syn::Meta;
use syn::punctuated::Punctuated;

/// Attributes of the language that mean something before any type.
const OF_THE_LANGUAGE: &[&str] = &["allow", "cfg_attr", "deny", "doc", "expect", "forbid", "must_use", "warn"];

/// Attributes that contradict what is written around a type, and what to do instead.
const REFUSED: &[(&str, &str)] = &[
    (
        "cfg",
        "it would leave out the type, and not what is written for it; put it before the module of the generated code",
    ),
    ("deprecated", "the description says what is outdated: write `deprecated: true` there"),
    ("derive", "write its traits under `derive`"),
    ("non_exhaustive", "types that may grow have it already"),
    ("repr", "how a type lies in memory is for the compiler to choose"),
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

    /// The name that a derive has to give a meaning, as `serde::Serialize` does to `serde`: it is none of the language, and no
    /// path from a package on.
    pub fn helper(&self) -> Option<String> {
        let mut names = names(&syn::parse_str(&self.0).ok()?).into_iter();
        names.find(|name| !OF_THE_LANGUAGE.contains(&name.as_str()))
    }
}

/// The names of an attribute, and of those that it stands for where it is a `cfg_attr`; paths have none.
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
        // An attribute of its own on a struct of its own, so that nothing can stand behind it.
        let whole = syn::parse_str::<syn::ItemStruct>(&format!("#[{text}\n]\nstruct S;"));
        let attributes = whole.map(|item| item.attrs).unwrap_or_default();
        let [attribute] = attributes.as_slice() else {
            return Err(format!(
                "`{text}` is no attribute: write what stands between `#[` and `]`, such as `doc(hidden)`"
            ));
        };
        let refused = |name: &String| REFUSED.iter().find(|(refused, _)| refused == name);
        match names(&attribute.meta).iter().find_map(refused) {
            Some((_, reason)) => Err(format!("`{text}` is no attribute that can be chosen: {reason}")),
            None => Ok(Self(text)),
        }
    }
}

impl From<Attribute> for String {
    fn from(attribute: Attribute) -> Self {
        attribute.0
    }
}
