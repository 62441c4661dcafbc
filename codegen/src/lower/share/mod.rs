//! One shape, one type: schemas that say the same share a type.
//!
//! Owns which schemas these are, and which of their names the type has. Must not know how types are made.
//!
//! - An object of five or more properties needs no more than to say the same. Everything else needs the same word too: its title,
//!   or the name of the property or parameter that it stands in. A body or a response below five
//!   properties shares with nothing, unless it has a title.
//! - A schema that the description names keeps a type of its own, unless the settings join it to another; an object without a
//!   name that equals one of these is that one.
//! - Whether two locations share a type depends on these two alone.

mod author_names;
mod difference;
mod fingerprint;
mod label;
mod partition;
pub(in crate::lower) mod report;
mod representative;
mod wishes;

use std::collections::{BTreeMap, HashMap};

use crate::api::SchemaId;
use crate::diagnostic::Sink;
use crate::rust::{Name, Reexport};

use crate::lower::merge::context::Context;
use crate::lower::names::Namespace;
use partition::Partition;
use wishes::Wishes;

/// What the schemas are compared with.
pub(super) struct Named<'c> {
    context: Context<'c>,
    /// The schemas that the description names, with these names.
    components: HashMap<SchemaId, &'c str>,
    /// The type of each schema that has one, as if none was shared.
    names: &'c HashMap<SchemaId, Name>,
    /// What the settings say of single ones.
    wishes: Wishes,
}

impl<'c> Named<'c> {
    fn new(context: Context<'c>, names: &'c HashMap<SchemaId, Name>, sink: &mut Sink) -> Self {
        let components = context.api.components.iter();
        let components = components.map(|one| (context.named(one.schema), one.name.as_str())).collect();
        let wishes = wishes::find(context, &components, names, sink);
        Self { context, components, names, wishes }
    }

    /// Whether the description names a schema, or the schema that it is the requests' form of.
    fn is_named(&self, id: SchemaId) -> bool {
        let original = self.context.merged.inputs.get(&id).copied().unwrap_or(id);
        self.components.contains_key(&original)
    }

    /// Whether the settings let a schema, or the schema that it is the requests' form of, have the type of another one.
    fn is_joined(&self, id: SchemaId) -> bool {
        let original = self.context.merged.inputs.get(&id).copied().unwrap_or(id);
        self.wishes.joined.contains_key(&original)
    }
}

/// Which schemas share a type.
#[derive(Debug, Default)]
pub(in crate::lower) struct Shared {
    /// Of each schema that has not a type of its own: the schema whose type it has.
    representatives: HashMap<SchemaId, SchemaId>,
    /// Of each shared type: the schemas besides the one that it is made of.
    others: BTreeMap<SchemaId, Vec<SchemaId>>,
    /// Shared types that have the name of no location, because their author names them.
    author_names: HashMap<SchemaId, Name>,
    /// The type of each schema as if none was shared; empty where none is.
    pub own_names: HashMap<SchemaId, Name>,
    /// The names that these schemas had, in their order.
    pub reexports: Vec<Reexport>,
}

impl Shared {
    /// Finds the schemas that share a type, where the settings want that. All of them have names by then, as if none was shared;
    /// those that share a type have its name afterwards.
    pub(in crate::lower) fn find(
        context: Context<'_>,
        names: &mut HashMap<SchemaId, Name>,
        namespace: &mut Namespace,
        sink: &mut Sink,
    ) -> Self {
        let mut shared = Self::default();
        if !context.config.models.share {
            wishes::refuse_all(context.config, sink);
            return shared;
        }
        let named = Named::new(context, names, sink);
        let partition = Partition::of(&named);
        partition.report_joined(sink);
        let groups = partition.groups();
        shared.author_names = author_names::find(&named, &groups, namespace);
        for group in groups {
            let Some(chosen) = representative::choose(&named, &group) else { continue };
            let mut others: Vec<SchemaId> = group.into_iter().filter(|id| *id != chosen).collect();
            others.sort();
            shared.representatives.extend(others.iter().map(|other| (*other, chosen)));
            shared.others.insert(chosen, others);
        }
        shared.rename(context, names);
        shared
    }

    /// Gives each schema that shares a type its name, and notes the name that it had.
    fn rename(&mut self, context: Context<'_>, names: &mut HashMap<SchemaId, Name>) {
        if self.others.is_empty() {
            return;
        }
        self.own_names.clone_from(names);
        for (chosen, others) in &self.others {
            let authored = others.iter().chain([chosen]).find_map(|id| self.author_names.get(id));
            let Some(name) = authored.or_else(|| names.get(chosen)).cloned() else { continue };
            let renamed = others.iter().chain(authored.map(|_| chosen));
            self.reexports.extend(renamed.filter_map(|id| {
                let location = names.insert(*id, name.clone())?;
                Some(Reexport { location, name: name.clone(), at: context.api.schemas[*id].at.clone() })
            }));
        }
        self.reexports.sort();
    }

    /// The schema whose type a schema has: itself, unless it shares one.
    pub(in crate::lower) fn representative(&self, id: SchemaId) -> SchemaId {
        self.representatives.get(&id).copied().unwrap_or(id)
    }

    /// The schemas that have the type of a schema besides it.
    pub(in crate::lower) fn others(&self, id: SchemaId) -> &[SchemaId] {
        self.others.get(&id).map_or(&[], Vec::as_slice)
    }
}
