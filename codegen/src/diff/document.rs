//! What belongs to a document as a whole: its information, tags, servers, security schemes and named schemas.
//!
//! Owns their comparison. Must not know operations.

use std::collections::HashMap;

use super::found::{Finding, Operations, Subject, Uses};
use super::kinds::{self, Kind};
use super::walk::{Comparison, Label};
use crate::api::SchemaId;
use crate::at::{At, FileId};

impl<'a> Comparison<'a> {
    /// Compares what belongs to the documents.
    pub(super) fn document(&mut self) {
        let root = At::root(FileId::default());
        self.info(&root.key("info"));
        let (old, new) = (self.old, self.new);
        if series(&old.version) != series(&new.version) {
            let finding = Finding::new(kinds::OPENAPI_CHANGED, Subject::default(), Some(&root), Some(&root));
            self.tell(finding.words(&old.version, &new.version));
        }
        self.servers(&old.servers, &new.servers, (&root, &root), &Operations::default());
        self.schemes();
        self.tags();
    }

    fn tell(&mut self, finding: Finding) {
        self.found.add(finding, Uses::NONE, &Operations::default());
    }

    fn info(&mut self, at: &At) {
        let (old, new) = (&self.old.info, &self.new.info);
        let texts = [
            ("title", Some(&old.title), Some(&new.title)),
            ("description", old.description.as_ref(), new.description.as_ref()),
            ("termsOfService", old.terms_of_service.as_ref(), new.terms_of_service.as_ref()),
        ];
        let mut changed: Vec<&str> =
            texts.iter().filter(|(_, before, after)| before != after).map(|(name, _, _)| *name).collect();
        changed.extend((old.contact != new.contact).then_some("contact"));
        changed.extend((old.license != new.license).then_some("license"));
        let versions = (old.version.clone(), new.version.clone());
        for name in changed {
            let finding = Finding::new(
                kinds::INFO_CHANGED,
                Subject::named(format!("`{name}`")),
                Some(&at.key(name)),
                Some(&at.key(name)),
            );
            self.tell(finding);
        }
        if versions.0 != versions.1 {
            let at = at.key("version");
            let finding = Finding::new(kinds::VERSION_CHANGED, Subject::default(), Some(&at), Some(&at));
            self.tell(finding.words(versions.0, versions.1));
        }
    }

    fn tags(&mut self) {
        let (old, new) = (&self.old.tags, &self.new.tags);
        let finding =
            |kind: Kind, name: &str, from, to| Finding::new(kind, Subject::named(format!("`{name}`")), from, to);
        let mut findings = Vec::new();
        for after in new {
            match old.iter().find(|before| before.name == after.name) {
                Some(before) => {
                    let notes = |tag: &'a crate::api::Tag| (&tag.summary, &tag.description, &tag.parent, &tag.kind);
                    if notes(before) != notes(after) {
                        let kind = kinds::DESCRIPTION_CHANGED;
                        findings.push(finding(kind, &after.name, Some(&before.at), Some(&after.at)));
                    }
                }
                None => findings.push(finding(kinds::TAG_ADDED, &after.name, None, Some(&after.at))),
            }
        }
        for before in old.iter().filter(|before| !new.iter().any(|after| after.name == before.name)) {
            findings.push(finding(kinds::TAG_REMOVED, &before.name, Some(&before.at), None));
        }
        for finding in findings {
            self.tell(finding);
        }
    }

    /// Compares the named schemas, which generated code has types for even where no operation uses them.
    pub(super) fn components(&mut self) {
        let (old, new) = (self.old, self.new);
        let by_name: HashMap<&str, SchemaId> =
            old.components.iter().map(|component| (component.name.as_str(), component.schema)).collect();
        let names: HashMap<&str, SchemaId> =
            new.components.iter().map(|component| (component.name.as_str(), component.schema)).collect();
        let renamed = self.renamed_names();
        for component in &new.components {
            let name = component.name.as_str();
            match by_name.get(name) {
                Some(before) => {
                    let label = Label::named(name);
                    self.schema(*before, component.schema, label, Uses::NONE, &Operations::default());
                }
                None if renamed.contains(name) => {}
                None => {
                    let at = &new.schemas[component.schema].at;
                    let subject = Subject::named(format!("`{name}`"));
                    self.tell(Finding::new(kinds::SCHEMA_ADDED, subject, None, Some(at)));
                }
            }
        }
        for component in &old.components {
            let name = component.name.as_str();
            if !names.contains_key(name) && !renamed.contains(name) {
                let at = &old.schemas[component.schema].at;
                let subject = Subject::named(format!("`{name}`"));
                self.tell(Finding::new(kinds::SCHEMA_REMOVED, subject, Some(at), None));
            }
        }
    }
}

/// The part of a version of OpenAPI that its rules depend on: `3.0` of `3.0.3`.
fn series(version: &str) -> String {
    version.split('.').take(2).collect::<Vec<_>>().join(".")
}
