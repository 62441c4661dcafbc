//! Which values of its tag stand for each alternative of a union, and which alternatives write them.
//!
//! Owns the values that a mapping does not say: those that an alternative lists, those of its own alternatives, its name. Must
//! not know Rust's items.

use std::borrow::Cow;
use std::collections::{HashMap, HashSet, VecDeque};
use std::rc::Rc;

use oasmith_runtime::union::discriminator::discriminator_value;

use crate::api::{Api, Schema, SchemaId};
use crate::rust::Tagging;
use crate::value::Value;

use crate::lower::shape::alternatives::{self, Alternative, Alternatives, What};
use crate::lower::shape::{self, Shape};

/// The unions that were looked at: each is the alternative of many others.
#[derive(Debug, Default)]
pub(in crate::lower) struct Unions(HashMap<SchemaId, Option<Rc<Union>>>);

/// A union as others see it that it is an alternative of.
#[derive(Debug)]
struct Union {
    tag: Option<String>,
    members: Vec<Member>,
    /// Whether values of a type without a schema are among its own.
    has_types: bool,
}

/// An alternative of it that is a schema.
#[derive(Debug)]
struct Member {
    end: SchemaId,
    /// What stands for it, besides its own alternatives.
    tags: Vec<String>,
    name: Option<String>,
}

impl Unions {
    /// The union that a schema is, which is the end of its references.
    fn get(&mut self, api: &Api, id: SchemaId) -> Option<Rc<Union>> {
        self.0.entry(id).or_insert_with(|| union(api, id).map(Rc::new)).clone()
    }
}

fn union(api: &Api, id: SchemaId) -> Option<Union> {
    let Shape::OneOf(Alternatives { tag, members }) = shape::of(api, id) else { return None };
    let has_types = members.iter().any(|member| matches!(member.what, What::Type(_)));
    let of_member = |member: Alternative| match member.what {
        What::Schema(id) => {
            Some(Member { end: shape::target(api, id), tags: member.tags, name: alternatives::name(api, id) })
        }
        What::Type(_) => None,
    };
    Some(Union { tag, members: members.into_iter().filter_map(of_member).collect(), has_types })
}

/// The values for each alternative of a union, in their order. Several may have one.
pub(in crate::lower) fn of(api: &Api, unions: &mut Unions, union: &Alternatives) -> Vec<Vec<String>> {
    let end = |member: &Alternative| match member.what {
        What::Schema(id) => Some(shape::target(api, id)),
        What::Type(_) => None,
    };
    let direct: HashSet<SchemaId> = union.members.iter().filter_map(end).collect();
    let taken: HashSet<&str> = union.members.iter().flat_map(|member| &member.tags).map(String::as_str).collect();
    let of_member = |member: &Alternative| {
        let mut tags = member.tags.clone();
        let (What::Schema(id), Some(tag)) = (member.what, &union.tag) else { return tags };
        // What is an alternative here as well is meant as that.
        for (value, _) in inherited(api, unions, id, tag).into_iter().filter(|(_, leaf)| !direct.contains(leaf)) {
            push(&mut tags, value);
        }
        if tags.is_empty() && listed(api, id, tag).is_empty() {
            tags.extend(alternatives::name(api, id).filter(|name| !taken.contains(name.as_str())));
        }
        tags
    };
    union.members.iter().map(of_member).collect()
}

/// The values that the member of this name of an object lists. Null is none of them: a tag is there or absent.
///
/// Source: OpenAPI 3.2, section "Discriminator Object", implicit mapping.
pub(in crate::lower) fn listed(api: &Api, id: SchemaId, tag: &str) -> Vec<String> {
    let object = &api.schemas[shape::target(api, id)].object;
    let member = object.properties.iter().find(|(name, _)| name == tag);
    member.map(|(_, member)| values(api, *member)).unwrap_or_default()
}

/// The values that a schema lists, itself or in each of its alternatives.
fn values(api: &Api, id: SchemaId) -> Vec<String> {
    let schema = &api.schemas[shape::target(api, id)];
    let mut texts = Vec::new();
    if let Some(values) = stated(schema) {
        let is_typed = |value: &&Value| schema.types.is_none_or(|types| types.have(value));
        values.iter().filter(is_typed).filter_map(text).for_each(|text| push(&mut texts, text));
        return texts;
    }
    for one in alternatives::asking(api, schema).iter().map(|id| &api.schemas[shape::target(api, *id)]) {
        match stated(one) {
            Some(values) => values.iter().filter_map(text).for_each(|text| push(&mut texts, text)),
            None if alternatives::is_null(one) => {}
            None => return Vec::new(),
        }
    }
    texts
}

fn stated(schema: &Schema) -> Option<&[Value]> {
    schema.constant.as_ref().map(std::slice::from_ref).or(schema.enumeration.as_deref())
}

fn text(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        // As a tag of such a value is read.
        Value::Integer(_) | Value::Float(_) | Value::Bool(_) => {
            discriminator_value(&value.to_json()).map(Cow::into_owned)
        }
        Value::Null | Value::Array(_) | Value::Object(_) => None,
    }
}

fn push(texts: &mut Vec<String>, text: String) {
    if !texts.contains(&text) {
        texts.push(text);
    }
}

/// The values that stand for the alternatives of an alternative which is a union by the same member, at any depth, each with what
/// it stands for. Every union is looked at once.
fn inherited(api: &Api, unions: &mut Unions, id: SchemaId, tag: &str) -> Vec<(String, SchemaId)> {
    let mut found: Vec<(String, SchemaId)> = Vec::new();
    let mut visited = HashSet::new();
    let mut pending = VecDeque::from([shape::target(api, id)]);
    while let Some(id) = pending.pop_front() {
        if !visited.insert(id) {
            continue;
        }
        let Some(union) = unions.get(api, id).filter(|union| union.tag.as_deref().is_none_or(|own| own == tag)) else {
            continue;
        };
        let mut own = Vec::new();
        let mut is_told = !union.has_types;
        for member in &union.members {
            let is_union = unions.get(api, member.end).is_some();
            let mut values = if union.tag.is_some() { member.tags.clone() } else { listed(api, member.end, tag) };
            if values.is_empty() && !is_union && union.tag.is_some() {
                values.extend(member.name.clone());
            }
            is_told &= is_union || !values.is_empty();
            own.extend(values.into_iter().map(|value| (value, member.end)));
        }
        // Without a tag of its own, a union has one where each of its alternatives has.
        if union.tag.is_some() || is_told {
            pending.extend(union.members.iter().map(|member| member.end));
            found.extend(own);
        }
    }
    found
}

/// Who writes the tag of a union: the alternative, where it has a member of that name, or each of its own alternatives has.
pub(in crate::lower) fn tagging(api: &Api, unions: &mut Unions, what: What, tag: &str) -> Tagging {
    let What::Schema(id) = what else { return Tagging::Ensured };
    let id = shape::target(api, id);
    match shape::of(api, id) {
        Shape::Struct if has_member(&api.schemas[id], tag) => Tagging::Declared,
        Shape::Struct => Tagging::Added,
        Shape::OneOf(_) if is_always_written(api, unions, id, tag) => Tagging::Declared,
        Shape::OneOf(_) | Shape::Map(_) | Shape::Any | Shape::Untyped(_) => Tagging::Ensured,
        // No object, and so without any tag.
        Shape::Boolean
        | Shape::Integer
        | Shape::Number
        | Shape::String
        | Shape::StringEnum(_)
        | Shape::NumberEnum(_)
        | Shape::Null
        | Shape::Tuple
        | Shape::Array(_) => Tagging::Declared,
    }
}

fn has_member(schema: &Schema, tag: &str) -> bool {
    let object = &schema.object;
    object.properties.iter().map(|(name, _)| name).chain(&object.required).any(|name| name == tag)
}

/// Whether everything that a union may be, at any depth, writes a tag itself. Every union is looked at once.
fn is_always_written(api: &Api, unions: &mut Unions, id: SchemaId, tag: &str) -> bool {
    let mut visited = HashSet::new();
    let mut pending = vec![id];
    while let Some(id) = pending.pop() {
        if !visited.insert(id) {
            continue;
        }
        match unions.get(api, id) {
            // It is the one that it has itself.
            Some(union) if union.tag.as_deref() == Some(tag) => {}
            Some(union) if union.has_types => return false,
            Some(union) => pending.extend(union.members.iter().map(|member| member.end)),
            None if tagging(api, unions, What::Schema(id), tag) == Tagging::Declared => {}
            None => return false,
        }
    }
    true
}
