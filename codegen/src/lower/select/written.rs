//! Leaves out the types, unions and security schemes that no operation refers to.
//!
//! Owns what refers to what among the things that are written. Must not know why an operation is there.

use std::collections::{HashMap, HashSet};

use crate::at::At;
use crate::rust::{
    Alias, Construct, Item, Krate, MediaType, MediaTypes, Name, Operation, Payload, ResponseBody, SchemeKind, Ty,
};

use crate::lower::types::naming::TypeNames;

/// Leaves out what neither the operations nor the types of these names refer to.
pub(super) fn retain(krate: &mut Krate, others: Vec<Name>) {
    let items: HashMap<&Name, &Item> = krate.items.iter().map(|item| (item.name(), item)).collect();
    let mut pending: Vec<Name> = krate.operations.iter().flat_map(types_of).filter_map(named).chain(others).collect();
    let mut reached: HashSet<Name> = HashSet::new();
    while let Some(name) = pending.pop() {
        if let Some(item) = items.get(&name)
            && reached.insert(name)
        {
            pending.extend(parts(item).into_iter().filter_map(named));
        }
    }
    krate.items.retain(|item| reached.contains(item.name()));
    krate.validated.retain(|model| reached.contains(&model.model));
    krate.reexports.retain(|reexport| {
        let is_required = |item: &Item| required(item) == Some(&reexport.name);
        reached.contains(&reexport.name) || krate.items.iter().any(is_required)
    });
    retain_unions(krate);
    retain_schemes(krate);
}

fn retain_unions(krate: &mut Krate) {
    let bodies = krate.operations.iter().flat_map(|operation| [&operation.success, &operation.failure]);
    let used: HashSet<&Name> = bodies
        .filter_map(|body| match body {
            ResponseBody::One(_) => None,
            ResponseBody::Several(name, _) => Some(name),
        })
        .collect();
    krate.unions.retain(|union| used.contains(&union.name));
}

/// Leaves out the security schemes that no operation uses; operations refer to them by index.
fn retain_schemes(krate: &mut Krate) {
    let alternatives = krate.operations.iter().flat_map(|operation| operation.security.iter().flatten());
    let used: HashSet<usize> = alternatives.map(|(scheme, _)| *scheme).collect();
    let kept: HashMap<usize, usize> =
        (0..krate.schemes.len()).filter(|old| used.contains(old)).enumerate().map(|(new, old)| (old, new)).collect();
    let mut index = 0..;
    krate.schemes.retain(|_| index.next().is_some_and(|old| kept.contains_key(&old)));
    // The method for all bearer tokens goes with the last scheme that has one.
    if !krate.schemes.iter().any(|scheme| scheme.kind == SchemeKind::Bearer) {
        krate.token_method = None;
    }
    let alternatives = krate.operations.iter_mut().flat_map(|operation| operation.security.iter_mut().flatten());
    for (scheme, _) in alternatives {
        *scheme = kept.get(scheme).copied().unwrap_or(*scheme);
    }
}

/// Documentation does not link to types that are not written.
pub(super) fn unlink(krate: &mut Krate, names: &TypeNames) {
    let written: HashSet<Name> = krate
        .items
        .iter()
        .map(|item| item.name().clone())
        .chain(krate.reexports.iter().map(|reexport| reexport.location.clone()))
        .collect();
    let gone: HashSet<&str> = names.values().filter(|name| !written.contains(*name)).map(Name::as_str).collect();
    for line in krate.items.iter_mut().flat_map(docs) {
        let mut pieces = line.split("[`");
        let mut text = pieces.next().unwrap_or_default().to_owned();
        for piece in pieces {
            match piece.split_once("`]") {
                Some((name, rest)) if gone.contains(name) => text.push_str(&format!("`{name}`{rest}")),
                _ => text.push_str(&format!("[`{piece}")),
            }
        }
        *line = text;
    }
}

fn docs(item: &mut Item) -> &mut Vec<String> {
    match item {
        Item::Struct(item) => &mut item.docs,
        Item::StringEnum(item) => &mut item.docs,
        Item::NumberEnum(item) => &mut item.docs,
        Item::OneOf(item) => &mut item.docs,
        Item::Tuple(item) => &mut item.docs,
        Item::Alias(item) | Item::Newtype(item) => &mut item.docs,
    }
}

/// The location of a type.
pub(super) fn at(item: &Item) -> &At {
    match item {
        Item::Struct(item) => &item.at,
        Item::StringEnum(item) => &item.at,
        Item::NumberEnum(item) => &item.at,
        Item::OneOf(item) => &item.at,
        Item::Tuple(item) => &item.at,
        Item::Alias(item) | Item::Newtype(item) => &item.at,
    }
}

/// The name of what a struct requires, where that is a struct of its own.
fn required(item: &Item) -> Option<&Name> {
    match item {
        Item::Struct(item) => match &item.construct {
            Construct::Required(name) => Some(name),
            Construct::Default | Construct::New => None,
        },
        Item::StringEnum(_)
        | Item::NumberEnum(_)
        | Item::OneOf(_)
        | Item::Tuple(_)
        | Item::Alias(_)
        | Item::Newtype(_) => None,
    }
}

/// The type of the models that a type has inside.
fn named(ty: &Ty) -> Option<Name> {
    ty.parts().find_map(Ty::name).cloned()
}

/// The types of what a type is made of.
fn parts(item: &Item) -> Vec<&Ty> {
    match item {
        Item::Struct(item) => {
            item.fields.iter().map(|field| &field.ty).chain(item.extras.iter().map(|extras| &extras.ty)).collect()
        }
        Item::StringEnum(_) | Item::NumberEnum(_) => Vec::new(),
        Item::OneOf(item) => {
            item.alternatives.iter().flat_map(|one| std::iter::once(&one.ty).chain(&one.judged)).collect()
        }
        Item::Tuple(item) => {
            let items = item.items.iter().flat_map(|one| std::iter::once(&one.ty).chain(&one.judged));
            items.chain(&item.rest).chain(&item.rest_judged).collect()
        }
        Item::Alias(Alias { ty, judged, .. }) | Item::Newtype(Alias { ty, judged, .. }) => {
            std::iter::once(ty).chain(judged).collect()
        }
    }
}

/// The types of what an operation sends and receives.
fn types_of(operation: &Operation) -> Vec<&Ty> {
    let parameters = operation.parameters.iter().map(|parameter| &parameter.ty);
    let media_types = operation.body.iter().map(|body| &body.media_types);
    let media_types = media_types.chain(operation.outcomes.iter().filter_map(|outcome| outcome.media_types.as_ref()));
    let bodies = media_types.flat_map(MediaTypes::iter).flat_map(MediaType::types);
    let given = [&operation.success, &operation.failure].into_iter().flat_map(payloads_of).map(|payload| &payload.ty);
    let streams = operation.outcomes.iter().flat_map(|outcome| &outcome.streams).map(|stream| &stream.ty);
    let headers = operation.header_sets().flat_map(|set| &set.headers).map(|header| &header.ty);
    let items = operation.pagination.iter().map(|pagination| &pagination.item);
    parameters.chain(bodies).chain(given).chain(streams).chain(headers).chain(items).collect()
}

fn payloads_of(body: &ResponseBody) -> Vec<&Payload> {
    match body {
        ResponseBody::One(payload) => vec![payload],
        ResponseBody::Several(_, variants) => variants.iter().map(|(_, variant)| &variant.payload).collect(),
    }
}
