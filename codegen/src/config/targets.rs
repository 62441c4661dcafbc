//! Several targets in one file of settings: each `[[target]]` inherits what stands at the top.
//!
//! Owns how the two are put together. Must not know what a setting means.

use std::borrow::Cow;

use serde::Deserialize;
use toml::Spanned;
use toml::de::{DeTable, DeValue, Deserializer, Error};

use super::Config;

/// The key of the targets.
pub(crate) const TARGET: &str = "target";

/// The settings of each target; without `[[target]]` there is one. Positions are those of the text.
pub(super) fn parse(text: &str) -> Result<Vec<Config>, Error> {
    let root = DeTable::parse(text)?;
    let span = root.span();
    let mut common = root.into_inner();
    let key = Spanned::new(0..0, Cow::Borrowed(TARGET));
    let Some(targets) = common.remove(&key) else {
        return Ok(vec![config(Spanned::new(span, common), text)?]);
    };
    let targets = match targets.into_inner() {
        DeValue::Array(targets) => targets,
        DeValue::String(_)
        | DeValue::Integer(_)
        | DeValue::Float(_)
        | DeValue::Boolean(_)
        | DeValue::Datetime(_)
        | DeValue::Table(_) => return Err(not_targets()),
    };
    let targets = targets.into_iter().map(|target| {
        let span = target.span();
        let DeValue::Table(own) = target.into_inner() else { return Err(not_targets()) };
        config(Spanned::new(span, inherited(common.clone(), own)), text)
    });
    targets.collect()
}

fn not_targets() -> Error {
    serde::de::Error::custom("`target` is not an array of tables: write `[[target]]`")
}

/// The settings of a table, which is a part of a text.
fn config(table: Spanned<DeTable<'_>>, text: &str) -> Result<Config, Error> {
    let with_text = |mut error: Error| {
        error.set_input(Some(text));
        error
    };
    Config::deserialize(Deserializer::from(table)).map_err(with_text)?.checked()
}

/// A table, with what it inherits: tables are put together, and any other value of its own replaces the inherited one.
fn inherited<'t>(mut common: DeTable<'t>, own: DeTable<'t>) -> DeTable<'t> {
    for (key, value) in own {
        let span = value.span();
        let value = match (value.into_inner(), common.remove(&key).map(Spanned::into_inner)) {
            (DeValue::Table(own), Some(DeValue::Table(common))) => DeValue::Table(inherited(common, own)),
            (own, _) => own,
        };
        common.insert(key, Spanned::new(span, value));
    }
    common
}
