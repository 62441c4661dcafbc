//! Decides which types have the traits that the user chose.
//!
//! A trait of std is written where every part of a type has it, through all types that lead to each other; where it is chosen for a
//! single type, the types that this is made of have it too. A derive that is named by its path is written wherever it is chosen:
//! the user is responsible for it. Must not know how code is printed.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use crate::config::{Config, Derive, UserType};
use crate::diagnostic::Sink;
use crate::rust::{Construct, Item, Name, Otherwise, Scalar, Trait, Ty};

use crate::lower::items::aliases::Aliases;
use crate::lower::settings::reports;
use crate::lower::types::choices::Choices;

/// Writes into each type what it derives and the attributes that stand before it; reports what cannot be.
pub(in crate::lower) fn set(
    items: &mut [Item],
    choices: &Choices,
    config: &Config,
    aliases: &Aliases,
    sink: &mut Sink,
) {
    if config.models.derive.is_empty() && config.models.attributes.is_empty() && choices.is_empty() {
        return;
    }
    let known = Known::of(items, config, aliases);
    let mut wanted: BTreeMap<Name, BTreeSet<Trait>> = BTreeMap::new();
    for (name, (key, own)) in choices.iter() {
        for one in traits(&own.derive) {
            known.ask(name, one, key, &mut wanted, sink);
        }
    }
    let for_all: BTreeSet<Trait> = traits(&config.models.derive).collect();
    let written: Vec<Vec<Trait>> = items
        .iter()
        .map(|item| known.written(item, for_all.iter().chain(wanted.get(item.name()).into_iter().flatten())))
        .collect();
    for (item, traits) in items.iter_mut().zip(written) {
        let own = choices.get(item.name()).map(|(_, own)| own);
        let derives = config.models.derive.iter().chain(own.iter().flat_map(|own| &own.derive));
        let attributes = config.models.attributes.iter().chain(own.iter().flat_map(|own| &own.attributes));
        let mut paths: Vec<String> = Vec::new();
        for derive in derives.filter(|derive| derive.package().is_some()) {
            if !paths.iter().any(|known| known == derive.as_str()) {
                paths.push(derive.as_str().to_owned());
            }
        }
        let attributes = attributes.map(|attribute| attribute.as_str().to_owned()).collect();
        if let Some(chosen) = item.chosen_mut() {
            (chosen.traits, chosen.derives, chosen.attributes) = (traits, paths, attributes);
        }
    }
}

/// The traits of std among derives.
fn traits(derives: &[Derive]) -> impl Iterator<Item = Trait> {
    derives.iter().filter_map(|derive| Trait::named(derive.as_str()))
}

/// A trait and those that it requires.
fn with_implied(one: Trait) -> Vec<Trait> {
    match one {
        Trait::Ord => vec![Trait::Eq, Trait::PartialOrd, Trait::Ord],
        Trait::Copy | Trait::Default | Trait::Eq | Trait::Hash | Trait::PartialOrd => vec![one],
    }
}

/// What is known of the traits of all types.
struct Known<'i> {
    aliases: &'i Aliases,
    items: HashMap<&'i Name, &'i Item>,
    /// What the types of the user have, by their paths.
    foreign: HashMap<&'i str, BTreeSet<Trait>>,
    /// What each type could have, were it written.
    able: HashMap<&'i Name, BTreeSet<Trait>>,
}

impl<'i> Known<'i> {
    /// Every type has every trait, until a part is found that does not have it.
    fn of(items: &'i [Item], config: &'i Config, aliases: &'i Aliases) -> Self {
        let mut known = Self {
            aliases,
            items: items.iter().map(|item| (item.name(), item)).collect(),
            foreign: foreign(config),
            able: items.iter().map(|item| (item.name(), Trait::ALL.into())).collect(),
        };
        let holders = known.holders(items);
        let mut pending: Vec<&Item> = items.iter().collect();
        while let Some(item) = pending.pop() {
            let able = known.able.get(item.name()).into_iter().flatten().copied();
            let lost: Vec<Trait> = able.filter(|one| !known.can_have(item, *one)).collect();
            if lost.is_empty() {
                continue;
            }
            if let Some(able) = known.able.get_mut(item.name()) {
                able.retain(|one| !lost.contains(one));
            }
            pending.extend(holders.get(item.name()).into_iter().flatten());
        }
        known
    }

    /// The types that each type is part of.
    fn holders(&self, items: &'i [Item]) -> HashMap<Name, Vec<&'i Item>> {
        let mut holders: HashMap<Name, Vec<&Item>> = HashMap::new();
        for item in items {
            for (_, ty) in parts(item) {
                for name in self.aliases.expanded(ty).parts().filter_map(Ty::name) {
                    holders.entry(name.clone()).or_default().push(item);
                }
            }
        }
        holders
    }

    /// Notes that a trait is chosen for a type, and for the types that it is made of.
    fn ask(&self, name: &Name, one: Trait, key: &str, wanted: &mut BTreeMap<Name, BTreeSet<Trait>>, sink: &mut Sink) {
        let is_alias = matches!(self.items.get(name), None | Some(Item::Alias(_)));
        if is_alias {
            return;
        }
        if !self.able.get(name).is_some_and(|able| able.contains(&one)) {
            let message = format!("`{key}` cannot have `{}`{}", one.name(), self.reason(name, one));
            let help = "leave it out; where a type of yours has it, say so: `{ path = \"..\", implements = [..] }`";
            return reports::refuse(sink, key, "derive", &message, help);
        }
        let mut pending = vec![name.clone()];
        while let Some(name) = pending.pop() {
            let is_new = wanted.entry(name.clone()).or_default().insert(one);
            if let Some(item) = self.items.get(&name).filter(|_| is_new) {
                let named = parts(item).into_iter().flat_map(|(_, ty)| ty.parts().filter_map(Ty::name));
                pending.extend(named.cloned());
            }
        }
    }

    /// Why a type cannot have a trait.
    fn reason(&self, name: &Name, one: Trait) -> String {
        match (self.items.get(name), one) {
            (Some(Item::Struct(_) | Item::Tuple(_)), Trait::Default) => ", because some of it is required".to_owned(),
            (Some(Item::OneOf(_) | Item::StringEnum(_) | Item::NumberEnum(_)), Trait::Default) => {
                ", because nothing says which value that is".to_owned()
            }
            (item, _) => {
                let listed = item.map(|item| parts(item)).unwrap_or_default();
                let reason = listed.into_iter().find(|(_, ty)| !self.has(ty, one));
                reason.map_or_else(String::new, |(part, _)| format!(", because `{part}` does not have it"))
            }
        }
    }

    /// The traits that are written for a type.
    fn written<'t>(&self, item: &Item, wanted: impl Iterator<Item = &'t Trait>) -> Vec<Trait> {
        let able = self.able.get(item.name());
        let is_able = |one: &&Trait| able.is_some_and(|able| able.contains(*one));
        let there = already(item);
        let written: BTreeSet<Trait> = wanted.filter(is_able).flat_map(|one| with_implied(*one)).collect();
        written.into_iter().filter(|one| !there.contains(one)).collect()
    }

    /// Whether a type can have a trait, as far as is known of its parts.
    fn can_have(&self, item: &Item, one: Trait) -> bool {
        let all_have = || parts(item).into_iter().all(|(_, ty)| self.has(ty, one));
        match (item, one) {
            (Item::Struct(item), Trait::Default) => item.construct == Construct::Default,
            (Item::Struct(item), Trait::Copy) if item.fields.iter().any(|field| field.boxed) => false,
            // A map beside the fields.
            (Item::Struct(item), Trait::Copy | Trait::Hash | Trait::PartialOrd | Trait::Ord)
                if item.extras.is_some() =>
            {
                false
            }
            (Item::Tuple(item), Trait::Default) => item.is_default(),
            (Item::Tuple(item), Trait::Copy) if item.rest.is_some() || item.items.iter().any(|one| one.boxed) => false,
            (Item::OneOf(_), Trait::Default) => false,
            (Item::OneOf(item), Trait::Copy) if item.alternatives.iter().any(|one| one.boxed) => false,
            // A value that is none of the alternatives is any JSON value.
            (Item::OneOf(item), _) if matches!(item.otherwise, Some(Otherwise::Unknown(_))) => {
                self.has(&Ty::Json, one) && all_have()
            }
            (Item::StringEnum(_) | Item::NumberEnum(_), Trait::Default) => false,
            (Item::StringEnum(item), Trait::Copy) => item.unknown.is_none(),
            (Item::NumberEnum(item), Trait::Eq | Trait::Hash) => !item.is_float || item.unknown.is_none(),
            // They are ordered by their numbers.
            (Item::NumberEnum(item), Trait::Ord) => !item.is_float,
            (Item::StringEnum(_), Trait::Eq | Trait::Hash | Trait::PartialOrd | Trait::Ord)
            | (Item::NumberEnum(_), Trait::Copy | Trait::PartialOrd) => true,
            (Item::Struct(_) | Item::Tuple(_) | Item::OneOf(_) | Item::Newtype(_) | Item::Alias(_), _) => all_have(),
        }
    }

    fn has(&self, ty: &Ty, one: Trait) -> bool {
        match self.aliases.expanded(ty) {
            Ty::Unit | Ty::Bool | Ty::I32 | Ty::I64 => true,
            Ty::F32 | Ty::F64 => matches!(one, Trait::Copy | Trait::Default | Trait::PartialOrd),
            Ty::String => one != Trait::Copy,
            Ty::Scalar(scalar) => self.scalar_has(&scalar, one),
            Ty::Json | Ty::JsonObject => matches!(one, Trait::Default | Trait::Eq | Trait::Hash),
            Ty::Bytes => false,
            Ty::Vec(item) => match one {
                Trait::Copy => false,
                Trait::Default => true,
                Trait::Eq | Trait::Hash | Trait::PartialOrd | Trait::Ord => self.has(&item, one),
            },
            Ty::Map(value) => match one {
                Trait::Default => true,
                Trait::Eq => self.has(&value, one),
                Trait::Copy | Trait::Hash | Trait::PartialOrd | Trait::Ord => false,
            },
            Ty::Nullable(value) => self.has(&value, one),
            Ty::Named(name) | Ty::StringAlias(name) | Ty::Union(name) => {
                self.able.get(&name).is_some_and(|able| able.contains(&one))
            }
        }
    }

    fn scalar_has(&self, scalar: &Scalar, one: Trait) -> bool {
        match scalar {
            Scalar::I8
            | Scalar::I16
            | Scalar::I128
            | Scalar::U8
            | Scalar::U16
            | Scalar::U32
            | Scalar::U64
            | Scalar::Timestamp
            | Scalar::Date
            | Scalar::Uuid => true,
            Scalar::Ipv4 | Scalar::Ipv6 => one != Trait::Default,
            Scalar::Base64 | Scalar::Base64Url => one != Trait::Copy,
            Scalar::Secret => matches!(one, Trait::Default | Trait::Eq | Trait::Hash),
            Scalar::Foreign(path) => self.foreign.get(path.as_str()).is_some_and(|known| known.contains(&one)),
        }
    }
}

/// What the settings say of the types of the user.
fn foreign(config: &Config) -> HashMap<&str, BTreeSet<Trait>> {
    let mut foreign: HashMap<&str, BTreeSet<Trait>> = HashMap::new();
    for UserType { path, implements } in config.user_types() {
        let known = traits(implements).flat_map(with_implied);
        foreign.entry(path.as_str()).or_default().extend(known);
    }
    foreign
}

/// The traits that a type has in any case.
fn already(item: &Item) -> &'static [Trait] {
    match item {
        Item::Struct(item) if item.construct == Construct::Default => &[Trait::Default],
        Item::Tuple(item) if item.is_default() => &[Trait::Default],
        Item::StringEnum(item) if item.unknown.is_some() => &[Trait::Eq, Trait::Hash],
        Item::NumberEnum(item) if item.unknown.is_some() => &[Trait::Copy],
        Item::StringEnum(_) | Item::NumberEnum(_) => &[Trait::Copy, Trait::Eq, Trait::Hash],
        Item::Newtype(item) if item.is_collection() => &[Trait::Default],
        Item::Struct(_) | Item::OneOf(_) | Item::Tuple(_) | Item::Alias(_) | Item::Newtype(_) => &[],
    }
}

/// The types that a type is made of, each with what it is called there. Items of a tuple are called by their positions.
fn parts(item: &Item) -> Vec<(String, &Ty)> {
    match item {
        Item::Struct(item) => {
            let fields = item.fields.iter().map(|field| (field.wire.clone(), &field.ty));
            fields.chain(item.extras.iter().map(|extras| (extras.name.as_str().to_owned(), &extras.ty))).collect()
        }
        Item::OneOf(item) => item.alternatives.iter().map(|one| (one.name.as_str().to_owned(), &one.ty)).collect(),
        Item::Tuple(item) => {
            let items = item.items.iter().map(|one| &one.ty).chain(&item.rest);
            items.enumerate().map(|(position, ty)| (position.to_string(), ty)).collect()
        }
        Item::Alias(item) | Item::Newtype(item) => vec![("0".to_owned(), &item.ty)],
        Item::StringEnum(_) | Item::NumberEnum(_) => Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::Trait;
    use crate::config::TRAITS;

    #[test]
    fn every_trait_that_can_be_chosen_is_known() {
        let mut known = Trait::ALL.map(Trait::name);
        known.sort_unstable();
        assert_eq!(known, TRAITS);
    }
}
