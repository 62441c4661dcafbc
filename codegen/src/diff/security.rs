//! Credentials that operations require.
//!
//! Owns which requirements accept more. Must not know who presents credentials.

use std::collections::{BTreeMap, BTreeSet};

use super::found::{Finding, Operations, Subject, Uses};
use super::kinds::{self, Kind};
use super::operations::Context;
use super::walk::Comparison;
use crate::api::{Api, Location, Operation, Requirement, SchemeKind, SecurityScheme};
use crate::at::At;

/// One alternative: how each credential is presented, with the scopes that it needs.
type Alternative = BTreeMap<String, BTreeSet<String>>;

impl<'a> Comparison<'a> {
    /// Compares the credentials that an operation requires. The names of schemes make no difference.
    pub(super) fn requirements(&mut self, old: &Operation, new: &Operation, context: &Context) {
        let (before, after) = (alternatives(self.old, &old.security), alternatives(self.new, &new.security));
        let (from, to) = (old.at.key("security"), new.at.key("security"));
        let mut add = |kind: Kind, before: String, after: String| {
            let mut finding = Finding::new(kind, Subject::default(), Some(&from), Some(&to));
            finding = finding.words(before, after);
            self.found.add(finding, Uses::NONE, &context.operations);
        };
        let is_open = |alternatives: &[Alternative]| alternatives.iter().any(BTreeMap::is_empty);
        match (is_open(&before), is_open(&after)) {
            (true, false) => {
                let words: Vec<String> = after.iter().map(words).collect();
                return add(kinds::CREDENTIALS_REQUIRED, String::new(), words.join(" or "));
            }
            (false, true) => return add(kinds::CREDENTIALS_NOT_REQUIRED, String::new(), String::new()),
            _ => {}
        }
        for gone in before.iter().filter(|one| !after.contains(one) && !one.is_empty()) {
            if after.iter().any(|other| is_enough(gone, other)) {
                continue;
            }
            match after.iter().find(|other| other.keys().eq(gone.keys())) {
                Some(other) => add(kinds::SCOPES_ADDED, words(gone), words(other)),
                None => add(kinds::SECURITY_ALTERNATIVE_REMOVED, words(gone), String::new()),
            }
        }
        for more in after.iter().filter(|one| !before.contains(one) && !one.is_empty()) {
            match before.iter().find(|other| other.keys().eq(more.keys())) {
                Some(other) if is_enough(other, more) => add(kinds::SCOPES_REMOVED, words(other), words(more)),
                Some(_) => {}
                None => add(kinds::SECURITY_ALTERNATIVE_ADDED, String::new(), words(more)),
            }
        }
    }

    /// Compares the schemes that the descriptions declare.
    pub(super) fn schemes(&mut self) {
        let (old, new) = (&self.old.schemes, &self.new.schemes);
        let mut findings = Vec::new();
        let finding = |kind, name: &str, from: Option<&At>, to: Option<&At>| {
            Finding::new(kind, Subject::named(format!("security scheme `{name}`")), from, to)
        };
        for after in new {
            let Some(before) = old.iter().find(|before| before.name == after.name) else {
                findings.push(finding(kinds::SECURITY_SCHEME_ADDED, &after.name, None, Some(&after.at)));
                continue;
            };
            let push = |kind| finding(kind, &after.name, Some(&before.at), Some(&after.at));
            let (was, is) = (presented(before), presented(after));
            if was != is {
                findings.push(push(kinds::SECURITY_SCHEME_CHANGED).words(was, is));
            }
            if before.flows != after.flows || before.metadata_url != after.metadata_url {
                findings.push(push(kinds::OAUTH_FLOW_CHANGED));
            }
            if before.description != after.description {
                findings.push(push(kinds::DESCRIPTION_CHANGED));
            }
            match (before.deprecated, after.deprecated) {
                (false, true) => findings.push(push(kinds::DEPRECATION_ADDED)),
                (true, false) => findings.push(push(kinds::DEPRECATION_REMOVED)),
                _ => {}
            }
        }
        for before in old.iter().filter(|before| !new.iter().any(|after| after.name == before.name)) {
            findings.push(finding(kinds::SECURITY_SCHEME_REMOVED, &before.name, Some(&before.at), None));
        }
        for finding in findings {
            self.found.add(finding, Uses::NONE, &Operations::default());
        }
    }
}

/// The alternatives of an operation. Where nothing is required, there is one without credentials.
fn alternatives(api: &Api, requirements: &[Requirement]) -> Vec<Alternative> {
    if requirements.is_empty() {
        return vec![Alternative::new()];
    }
    let one = |requirement: &Requirement| {
        let schemes = requirement.schemes.iter();
        let known = schemes.filter_map(|(index, scopes)| Some((api.schemes.get(*index)?, scopes)));
        known.map(|(scheme, scopes)| (presented(scheme), scopes.iter().cloned().collect())).collect()
    };
    requirements.iter().map(one).collect()
}

/// How the credentials of a scheme are presented.
fn presented(scheme: &SecurityScheme) -> String {
    match &scheme.kind {
        SchemeKind::Http(name) => format!("HTTP {name}"),
        SchemeKind::ApiKey(Location::Header, name) => format!("header `{}`", name.to_lowercase()),
        SchemeKind::ApiKey(Location::Query, name) => format!("query parameter `{name}`"),
        SchemeKind::ApiKey(Location::Cookie, name) => format!("cookie `{name}`"),
        SchemeKind::ApiKey(Location::Path, name) => format!("path variable `{name}`"),
        SchemeKind::OAuth2 => "OAuth 2.0".to_owned(),
        SchemeKind::OpenIdConnect => "OpenID Connect".to_owned(),
        SchemeKind::MutualTls => "mutual TLS".to_owned(),
    }
}

/// Whether credentials for one alternative satisfy another.
fn is_enough(have: &Alternative, needed: &Alternative) -> bool {
    let has =
        |(scheme, scopes): (&String, &BTreeSet<String>)| have.get(scheme).is_some_and(|known| scopes.is_subset(known));
    needed.iter().all(has)
}

fn words(alternative: &Alternative) -> String {
    let one = |(scheme, scopes): (&String, &BTreeSet<String>)| match scopes.is_empty() {
        true => scheme.clone(),
        false => {
            let scopes: Vec<&str> = scopes.iter().map(String::as_str).collect();
            format!("{scheme} with {}", scopes.join(", "))
        }
    };
    let all: Vec<String> = alternative.iter().map(one).collect();
    if all.is_empty() { "none".to_owned() } else { all.join(" and ") }
}
