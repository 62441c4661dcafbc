//! One shape, one type: schemas that say the same share a type.
//!
//! Owns which schemas these are, and which of their names the type has. Must not know how types are made.
//!
//! - An object of five or more properties needs no more than to say the same. Everything else needs the same word too: its title,
//!   or the name of the property or parameter that it stands in. A body or a response below five
//!   properties shares with nothing, unless it has a title.
//! - A schema that the description names keeps a type of its own; an object without a name that equals one of these is that one.
//! - Whether two places share a type depends on these two alone.

mod fingerprint;
mod label;
mod partition;
mod representative;

use std::collections::{BTreeMap, HashMap};

use crate::api::SchemaId;
use crate::rust::{Name, Reexport};

use crate::lower::merge::context::Context;

/// What the schemas are compared with.
pub(super) struct Named<'c> {
    context: Context<'c>,
    /// The schemas that the description names, with these names.
    components: HashMap<SchemaId, &'c str>,
    /// The type of each schema that has one, as if none was shared.
    names: &'c HashMap<SchemaId, Name>,
}

/// Which schemas share a type.
#[derive(Debug, Default)]
pub(in crate::lower) struct Shared {
    /// Of each schema that has not a type of its own: the schema whose type it has.
    representatives: HashMap<SchemaId, SchemaId>,
    /// Of each shared type: the schemas besides the one that it is made of.
    others: BTreeMap<SchemaId, Vec<SchemaId>>,
    /// The names that these schemas had, in their order.
    pub reexports: Vec<Reexport>,
}

impl Shared {
    /// Finds the schemas that share a type, where the settings want that. All of them have names by then, as if none was shared;
    /// those that share a type have its name afterwards.
    pub(in crate::lower) fn find(context: Context<'_>, names: &mut HashMap<SchemaId, Name>) -> Self {
        let mut shared = Self::default();
        if !context.config.models.share {
            return shared;
        }
        let components = context.api.components.iter();
        let components = components.map(|one| (context.named(one.schema), one.name.as_str())).collect();
        let named = Named { context, components, names };
        for group in partition::groups(&named) {
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
        for (chosen, others) in &self.others {
            let Some(name) = names.get(chosen).cloned() else { continue };
            self.reexports.extend(others.iter().filter_map(|other| {
                let location = names.insert(*other, name.clone())?;
                Some(Reexport { location, name: name.clone(), at: context.api.schemas[*other].at.clone() })
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
