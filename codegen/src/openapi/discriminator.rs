//! Reads Discriminator Objects, and finds the schemas that extend a schema which has one.
//!
//! Owns the discriminator values of schemas. Must not know how they select an alternative.

use std::collections::{BTreeMap, HashSet};

use crate::api::{Component, Discriminator, Schema, SchemaId};
use crate::at::At;
use crate::diagnostic::{Diagnostic, codes};
use crate::did_you_mean::did_you_mean;
use crate::source::Node;
use crate::value::Value;

use super::Reader;
use super::schema::is_unconstrained;

/// The extension that gives a schema another value than its name.
const OWN_VALUE: &str = "x-ms-discriminator-value";

impl<'a> Reader<'a, '_> {
    /// The discriminator at a node: an object, or in Swagger 2.0 the name of the property alone.
    pub(super) fn discriminator(&mut self, node: &Node<'a>) -> Option<Discriminator> {
        let (mapping, default, subtypes) = (Vec::new(), None, Vec::new());
        if let Some(property) = node.as_str() {
            if !self.version.swagger {
                let message = "a discriminator is an object; this is read as its `propertyName`";
                self.warn(codes::OLD_KEYWORD, node.at.clone(), message, "write `propertyName: ..` below it");
            }
            return Some(Discriminator { property: property.to_owned(), mapping, default, subtypes });
        }
        let property = self.required_string(node, "propertyName", "name the discriminator property")?;
        let mut mapping = Vec::new();
        for (value, target) in self.entries(node, "mapping") {
            if let Some(schema) = self.mapped(&target) {
                mapping.push((value.to_owned(), schema));
            }
        }
        let default = node.get("defaultMapping").and_then(|target| self.mapped(&target));
        Some(Discriminator { property, mapping, default, subtypes })
    }

    /// The schema that a mapping names, by the name of a component of the entry document or by a reference.
    ///
    /// Source: OpenAPI 3.2, sections "Discriminator Object" and "Resolving Implicit Connections".
    fn mapped(&mut self, node: &Node<'a>) -> Option<SchemaId> {
        let Some(text) = node.as_str() else {
            self.wrong_type(node, "the name of a schema, or a reference to one");
            return None;
        };
        let root = self.documents.root();
        let components = self.section(&root, self.version.schemas);
        if let Some(named) = components.as_ref().and_then(|components| components.get(text)) {
            return Some(self.schema(&named));
        }
        if text.contains(['/', '#', '.']) {
            return self.target(node).map(|target| self.schema(&target));
        }
        let message = format!("there is no schema `{text}`");
        let names: Vec<&str> =
            components.iter().flat_map(|components| components.entries()).map(|(name, _)| name).collect();
        let problem = Diagnostic::error(codes::DANGLING_REF, node.at.clone(), message);
        self.sink.push(match did_you_mean(text, names) {
            Some(meant) => problem.help(format!("did you mean `{meant}`?")),
            None => problem.help("name a schema of this description, or write a reference to one"),
        });
        None
    }

    /// Adds to every discriminator the named schemas that extend its schema by `allOf`. A schema between them inherits the discriminator.
    pub(super) fn add_subtypes(&mut self, components: &[Component]) {
        let discriminated: HashSet<SchemaId> = self
            .schemas
            .iter()
            .filter(|(_, schema)| schema.combine.discriminator.is_some())
            .map(|(id, _)| id)
            .collect();
        if discriminated.is_empty() {
            return;
        }
        let extending: Vec<Extending<'_>> = components.iter().map(|component| self.extending(component)).collect();
        let mut found: BTreeMap<SchemaId, Vec<(String, SchemaId)>> = BTreeMap::new();
        for one in &extending {
            for base in one.bases.iter().filter(|base| discriminated.contains(base)) {
                found.entry(*base).or_default().push((one.value.clone(), one.schema));
            }
            if one.value != one.name && discriminated.contains(&one.schema) {
                self.with_discriminator(one.schema, |own| own.mapping.push((one.value.clone(), one.schema)));
            }
        }
        for (base, subtypes) in found {
            self.with_discriminator(base, |own| own.subtypes = subtypes);
        }
        let inherited: Vec<(SchemaId, Discriminator)> = extending
            .iter()
            .filter(|one| !discriminated.contains(&one.schema))
            .filter_map(|one| Some((one.schema, self.inherited(one, &extending, &discriminated)?)))
            .collect();
        for (id, discriminator) in inherited {
            let mut schema = self.schemas[id].clone();
            schema.combine.discriminator = Some(discriminator);
            self.schemas.replace(id, schema);
        }
    }

    /// A component with the schemas that it extends.
    fn extending<'c>(&self, component: &'c Component) -> Extending<'c> {
        let (name, schema) = (component.name.as_str(), component.schema);
        let value = self.own_value(&self.schemas[schema]).unwrap_or_else(|| name.to_owned());
        let bases = self.bases(schema).into_iter().filter(|base| *base != schema).collect();
        Extending { name, value, schema, bases }
    }

    /// The discriminator that a schema with subtypes of its own inherits: that of the nearest schema it extends.
    fn inherited(
        &self,
        one: &Extending<'_>,
        extending: &[Extending<'_>],
        discriminated: &HashSet<SchemaId>,
    ) -> Option<Discriminator> {
        let below = extending.iter().filter(|other| other.bases.contains(&one.schema));
        let subtypes: Vec<(String, SchemaId)> = below.map(|other| (other.value.clone(), other.schema)).collect();
        if subtypes.is_empty() {
            return None;
        }
        let above: Vec<SchemaId> = one.bases.iter().copied().filter(|base| discriminated.contains(base)).collect();
        let is_further = |base: &SchemaId| above.iter().any(|other| other != base && self.bases(*other).contains(base));
        let nearest = above.iter().filter(|base| !is_further(base));
        let discriminators = nearest.filter_map(|base| self.schemas[*base].combine.discriminator.as_ref());
        let nearest = discriminators.min_by(|one, other| one.property.cmp(&other.property))?;
        let is_below = |id: SchemaId| id == one.schema || subtypes.iter().any(|(_, subtype)| *subtype == id);
        let mut mapping: Vec<(String, SchemaId)> =
            nearest.mapping.iter().filter(|(_, id)| is_below(*id)).cloned().collect();
        if one.value != one.name {
            mapping.push((one.value.clone(), one.schema));
        }
        Some(Discriminator { property: nearest.property.clone(), mapping, default: None, subtypes })
    }

    fn with_discriminator(&mut self, id: SchemaId, change: impl FnOnce(&mut Discriminator)) {
        let mut schema = self.schemas[id].clone();
        if let Some(discriminator) = &mut schema.combine.discriminator {
            change(discriminator);
            self.schemas.replace(id, schema);
        }
    }

    /// The schemas that a schema extends, directly or not: those under its `allOf`, and the targets of its references.
    fn bases(&self, id: SchemaId) -> Vec<SchemaId> {
        let at = &self.schemas[id].at;
        let mut seen = HashSet::from([id]);
        let mut bases = Vec::new();
        let mut open = vec![id];
        while let Some(next) = open.pop() {
            let schema = &self.schemas[next];
            // An alias of a schema does not extend it.
            let is_other_name = next == id && is_unconstrained(&Schema { reference: None, ..schema.clone() });
            let parts = schema.reference.filter(|_| !is_other_name).into_iter();
            // What may be null is one of two alternatives at its own location.
            let here = |part: &SchemaId| self.schemas[*part].at == schema.at;
            let or_null = schema.combine.any_of.iter().copied().filter(here);
            for part in parts.chain(schema.combine.all_of.iter().copied()).chain(or_null) {
                if seen.insert(part) {
                    open.push(part);
                    if self.schemas[part].at != *at && !is_inside(&self.schemas[part].at, at) {
                        bases.push(part);
                    }
                }
            }
        }
        bases
    }

    fn own_value(&self, schema: &Schema) -> Option<String> {
        let value: &Value = self.documents.document(schema.at.file)?.value.pointer(&schema.at.pointer)?;
        value.get(OWN_VALUE)?.as_str().map(str::to_owned)
    }
}

/// A component, with the schemas that it extends at any depth.
struct Extending<'c> {
    name: &'c str,
    /// The discriminator value that selects it, where no mapping names it.
    value: String,
    schema: SchemaId,
    bases: Vec<SchemaId>,
}

fn is_inside(at: &At, around: &At) -> bool {
    let rest = at.pointer.strip_prefix(&*around.pointer);
    at.file == around.file && rest.is_some_and(|rest| rest.starts_with('/'))
}
