//! Parameters of operations.
//!
//! Owns which is compared with which, and how their values are written. Must not know the keywords of schemas.

use std::collections::HashMap;

use super::found::{Finding, Subject, Uses};
use super::kinds::{self, Kind};
use super::operations::{Context, variables};
use super::view::View;
use super::walk::{Comparison, Label};
use crate::api::{Api, Location, Operation, Parameter, SchemaId, Style, Types};

impl<'a> Comparison<'a> {
    /// Compares the parameters of an operation.
    pub(super) fn parameters(&mut self, old: &'a Operation, new: &'a Operation, context: &Context) {
        let mut known: HashMap<(Location, String), &'a Parameter> =
            old.parameters.iter().map(|parameter| (key(parameter, old), parameter)).collect();
        let mut added = Vec::new();
        for parameter in &new.parameters {
            match known.remove(&key(parameter, new)) {
                Some(before) => self.parameter(before, parameter, context),
                None => added.push(parameter),
            }
        }
        let mut removed: Vec<&'a Parameter> =
            old.parameters.iter().filter(|parameter| known.contains_key(&key(parameter, old))).collect();
        for parameter in added {
            match removed.iter().position(|before| before.name == parameter.name) {
                Some(index) => {
                    let before = removed.remove(index);
                    let words = (location(before.location), location(parameter.location));
                    self.add(kinds::PARAMETER_LOCATION_CHANGED, Some(before), Some(parameter), words, context);
                    self.parameter(before, parameter, context);
                }
                None => {
                    let kind =
                        if parameter.required { kinds::REQUIRED_PARAMETER_ADDED } else { kinds::PARAMETER_ADDED };
                    self.add(kind, None, Some(parameter), ("", ""), context);
                }
            }
        }
        for parameter in removed {
            self.add(kinds::PARAMETER_REMOVED, Some(parameter), None, ("", ""), context);
        }
        self.required_order(old, new, context);
    }

    fn add(
        &mut self,
        kind: Kind,
        old: Option<&Parameter>,
        new: Option<&Parameter>,
        words: (impl Into<String>, impl Into<String>),
        context: &Context,
    ) {
        let Some(named) = new.or(old) else { return };
        let (from, to) = (old.map(|parameter| &parameter.at), new.map(|parameter| &parameter.at));
        let finding = Finding::new(kind, Subject::of_operation(words_of(named)), from, to).words(words.0, words.1);
        self.found.add(finding, context.parameter, &context.operations);
    }

    fn parameter(&mut self, old: &'a Parameter, new: &'a Parameter, context: &Context) {
        let mut add = |kind, words: (String, String)| self.add(kind, Some(old), Some(new), words, context);
        let nothing = || (String::new(), String::new());
        match (old.required, new.required) {
            (false, true) => add(kinds::PARAMETER_BECAME_REQUIRED, nothing()),
            (true, false) => add(kinds::PARAMETER_BECAME_OPTIONAL, nothing()),
            _ => {}
        }
        match (old.allow_empty, new.allow_empty) {
            (true, false) => add(kinds::EMPTY_PARAMETER_REFUSED, nothing()),
            (false, true) => add(kinds::EMPTY_PARAMETER_ALLOWED, nothing()),
            _ => {}
        }
        match (old.deprecated, new.deprecated) {
            (false, true) => add(kinds::DEPRECATION_ADDED, nothing()),
            (true, false) => add(kinds::DEPRECATION_REMOVED, nothing()),
            _ => {}
        }
        if old.allow_reserved != new.allow_reserved {
            let words = (old.allow_reserved.to_string(), new.allow_reserved.to_string());
            add(kinds::PARAMETER_RESERVED_CHANGED, words);
        }
        if old.description != new.description {
            add(kinds::DESCRIPTION_CHANGED, nothing());
        }
        if old.preferred_name != new.preferred_name {
            let words = |name: &Option<String>| name.as_ref().map_or("none".to_owned(), |name| format!("`{name}`"));
            add(kinds::NAME_HINT_CHANGED, (words(&old.preferred_name), words(&new.preferred_name)));
        }
        let written = |api, parameter: &Parameter| match &parameter.content {
            Some(media_type) => media_type.clone(),
            None => written(api, parameter.schema, (parameter.style, parameter.explode), &parameter.inner),
        };
        let words = (written(self.old, old), written(self.new, new));
        if words.0 != words.1 && old.location == new.location {
            self.add(kinds::PARAMETER_STYLE_CHANGED, Some(old), Some(new), words, context);
        }
        let label = Label::of_use(words_of(new));
        self.schema(old.schema, new.schema, label, context.parameter, &context.operations);
    }

    /// The order of the required parameters that both have.
    fn required_order(&mut self, old: &Operation, new: &Operation, context: &Context) {
        let names = |one: &Operation, other: &Operation| -> Vec<((Location, String), String)> {
            let others: HashMap<(Location, String), bool> =
                other.parameters.iter().map(|parameter| (key(parameter, other), parameter.required)).collect();
            let is_common = |parameter: &&Parameter| others.get(&key(parameter, one)) == Some(&true);
            let common = one.parameters.iter().filter(|parameter| parameter.required).filter(is_common);
            common.map(|parameter| (key(parameter, one), format!("`{}`", parameter.name))).collect()
        };
        let (before, after) = (names(old, new), names(new, old));
        let keys =
            |names: &[((Location, String), String)]| names.iter().map(|(key, _)| key.clone()).collect::<Vec<_>>();
        if keys(&before) != keys(&after) {
            let words = |names: Vec<((Location, String), String)>| {
                names.into_iter().map(|(_, name)| name).collect::<Vec<_>>().join(", ")
            };
            let finding = Finding::new(kinds::PARAMETER_ORDER_CHANGED, context.subject(), Some(&old.at), Some(&new.at));
            let finding = finding.words(words(before), words(after));
            self.found.add(finding, Uses::NONE, &context.operations);
        }
    }
}

/// What identifies a parameter: a variable of the path by its position, a header without regard to case.
fn key(parameter: &Parameter, operation: &Operation) -> (Location, String) {
    let name = match parameter.location {
        Location::Path => {
            let position = variables(&operation.path).iter().position(|name| *name == parameter.name);
            position.map_or_else(|| parameter.name.clone(), |position| position.to_string())
        }
        Location::Header => parameter.name.to_lowercase(),
        Location::Query | Location::Cookie => parameter.name.clone(),
    };
    (parameter.location, name)
}

fn words_of(parameter: &Parameter) -> String {
    format!("{} parameter `{}`", location(parameter.location), parameter.name)
}

fn location(location: Location) -> &'static str {
    match location {
        Location::Path => "path",
        Location::Query => "query",
        Location::Header => "header",
        Location::Cookie => "cookie",
    }
}

/// How a value is written, without what makes no difference for the values that its schema allows.
pub(super) fn written(api: &Api, schema: SchemaId, (style, explode): (Style, bool), inner: &[Style]) -> String {
    let head = super::view::resolved(&api.schemas, schema);
    let types = View::of(api, head).types;
    let has = |one: Types| types.is_none_or(|types| types.contains(one));
    let is_structured = has(Types::ARRAY) || has(Types::OBJECT);
    let style = match style {
        Style::Simple => "simple",
        Style::Form => "form",
        Style::Matrix => "matrix",
        Style::Label => "label",
        Style::Cookie => "cookie",
        // Single values are written as in `form`.
        Style::SpaceDelimited | Style::PipeDelimited | Style::TabDelimited | Style::DeepObject if !is_structured => {
            "form"
        }
        Style::SpaceDelimited => "spaceDelimited",
        Style::PipeDelimited => "pipeDelimited",
        Style::TabDelimited => "tsv",
        Style::DeepObject => "deepObject",
    };
    let is_exploded = explode && is_structured && types.is_some();
    let nested = if inner.is_empty() { String::new() } else { format!(", {} styles inside", inner.len()) };
    format!("{style}{}{nested}", if is_exploded { ", exploded" } else { "" })
}
