//! What the settings say of single locations: which share a type with nothing, and which components have the type of another.
//!
//! Owns the way from `[types]` to these schemas, and the reports of settings that cannot be. Must not know what schemas say.

use std::collections::{BTreeMap, HashMap, HashSet};

use crate::api::SchemaId;
use crate::config::{Config, TypeChoice, TypeChoices};
use crate::diagnostic::Sink;
use crate::did_you_mean::did_you_mean;
use crate::lower::merge::context::Context;
use crate::lower::settings::reports;
use crate::rust::Name;

/// The setting that joins a schema to another.
const SAME_AS: &str = "same_as";

/// What is chosen for single locations.
#[derive(Debug, Default)]
pub(super) struct Wishes {
    /// Those that share a type with nothing.
    pub alone: HashSet<SchemaId>,
    /// The schemas that have the type of another one, with the key and the name that the settings have for the two.
    pub joined: BTreeMap<SchemaId, Join>,
}

/// A schema that has the type of another one.
#[derive(Debug)]
pub(super) struct Join {
    pub target: SchemaId,
    pub key: String,
    pub target_key: String,
}

/// Refuses to join types where none is shared.
pub(super) fn refuse_all(config: &Config, sink: &mut Sink) {
    for (key, _) in written(config).filter(|(_, chosen)| chosen.same_as.is_some()) {
        let message = format!("`{key}` cannot have the type of another schema, because no types are shared");
        reports::refuse(sink, key, SAME_AS, &message, "delete `share = false` under `[models]`, or delete this");
    }
}

fn written(config: &Config) -> impl Iterator<Item = (&String, &TypeChoices)> {
    config.types.iter().filter_map(|(key, choice)| match choice {
        TypeChoice::Written(chosen) => Some((key, chosen)),
        TypeChoice::User(_) => None,
    })
}

/// Finds them. A key that is the name of nothing is reported with all other settings of types.
pub(super) fn find<'c>(
    context: Context<'c>,
    components: &HashMap<SchemaId, &'c str>,
    names: &HashMap<SchemaId, Name>,
    sink: &mut Sink,
) -> Wishes {
    let mut wishes = Wishes::default();
    let schema = |name: &str| {
        let component = context.api.components.iter().find(|component| component.name == name);
        let of_component = component.map(|component| context.named(component.schema));
        of_component.or_else(|| names.iter().find(|(_, known)| known.as_str() == name).map(|(id, _)| *id))
    };
    for (key, chosen) in written(context.config) {
        let Some(id) = schema(key) else { continue };
        if chosen.alone {
            wishes.alone.insert(id);
        }
        let Some(other) = &chosen.same_as else { continue };
        let mut refuse = |message: String, help: String| reports::refuse(sink, key, SAME_AS, &message, &help);
        let is_component = |id: &SchemaId| components.contains_key(id) && names.contains_key(id);
        if !is_component(&id) {
            let message = format!("`{key}` is not a schema of `components`");
            refuse(message, "other locations share a type without a setting, where they say the same".to_owned());
            continue;
        }
        let Some(target) = schema(other).filter(is_component) else {
            let known = context.api.components.iter().map(|component| component.name.as_str());
            let message = format!("`{other}` is not a schema of `components`");
            refuse(
                message,
                match did_you_mean(other, known) {
                    Some(nearest) => format!("did you mean `{nearest}`?"),
                    None => "write the name of a schema under `components`".to_owned(),
                },
            );
            continue;
        };
        if let Some(own) = [(key, id), (other, target)].into_iter().find(|(_, id)| is_replaced(context, *id)) {
            refuse(format!("`{}` is a type of yours, which is not written", own.0), "delete this".to_owned());
            continue;
        }
        if leads_to(&wishes, target, id) {
            let message = format!("`{key}` and `{other}` have each other's type");
            refuse(message, "delete the line of the name that the type is to have".to_owned());
            continue;
        }
        if let Some(known) = wishes.joined.get(&id) {
            refuse(format!("`{key}` and `{}` are the same type", known.key), "write this for it once".to_owned());
            continue;
        }
        wishes.joined.insert(id, Join { target, key: key.clone(), target_key: other.clone() });
    }
    wishes
}

fn is_replaced(context: Context<'_>, id: SchemaId) -> bool {
    context.merged.formats.replaced(id).is_some()
}

/// Whether one schema has the type of another, through as many settings as there are.
fn leads_to(wishes: &Wishes, from: SchemaId, to: SchemaId) -> bool {
    let next = |id: &SchemaId| wishes.joined.get(id).map(|join| join.target);
    std::iter::successors(Some(from), next).any(|id| id == to)
}
