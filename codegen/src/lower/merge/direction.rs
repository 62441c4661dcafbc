//! What travels in one direction only: a property that is `readOnly` comes from the service, one that is `writeOnly` goes to it.
//!
//! Where such a property is required in the other direction too, its schema is split: requests get a schema of their own, and so
//! does every schema that holds it; responses keep the schema itself. In OpenAPI 3.0 and before, the property does not exist in the
//! other direction, and is ignored where it comes all the same. Since 3.1 it may be there, and is optional. A discriminator property
//! is never one of these. Owns that split. Must not know types or names.
//!
//! Source: OpenAPI 3.0.4, section "Schema Object", fields `readOnly` and `writeOnly`; JSON Schema Validation 2020-12,
//! section 9.4.

use std::collections::{BTreeSet, HashMap, HashSet};

use crate::api::{Api, Media, Operation, Schema, SchemaId};
use crate::bounds::{CONJUNCTION_PARTS, DIRECTION_GROWTH};

use crate::lower::merge::Originals;
use crate::lower::shape::look_through::{looked_through, target};

/// The schemas that were made for requests, and what each was made of.
pub(in crate::lower) type Inputs = HashMap<SchemaId, SchemaId>;

/// Which way a value travels.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::lower) enum Direction {
    /// To the service.
    Request,
    /// From it.
    Response,
}

/// Names of properties that a conjunction around a schema does not require.
type Excused = BTreeSet<String>;

/// Splits the schemas that require a property which one of their directions does not have.
pub(in crate::lower) fn split(api: &mut Api, originals: &mut Originals) -> Inputs {
    if !api.schemas.iter().any(|(_, schema)| schema.notes.read_only || schema.notes.write_only) {
        return Inputs::new();
    }
    let discriminators = discriminator_properties(api);
    let requests = edges(api, originals, Direction::Request);
    let responses = edges(api, originals, Direction::Response);
    let requires = |id: &SchemaId, direction| {
        let required = &api.schemas[*id].object.required;
        one_way(api, &discriminators, *id, direction).iter().any(|name| required.contains(name))
    };
    let mut changed_responses: Vec<SchemaId> =
        responses.keys().copied().filter(|id| requires(id, Direction::Response)).collect();
    changed_responses.sort();
    let is_changed = |id: &SchemaId| changed_responses.binary_search(id).is_ok() || requires(id, Direction::Request);
    let changed = holding(&requests, requests.keys().copied().filter(is_changed).collect());
    let is_annotation = api.directions_are_annotations;
    let most = api.schemas.len().saturating_mul(DIRECTION_GROWTH);
    let mut split = Split {
        api,
        originals,
        discriminators,
        direction: Direction::Request,
        changed,
        is_annotation,
        most,
        forms: HashMap::new(),
        pending: Vec::new(),
        inputs: Inputs::new(),
    };
    split.requests();
    split.responses(&changed_responses);
    split.inputs
}

struct Split<'a> {
    api: &'a mut Api,
    originals: &'a mut Originals,
    /// The discriminator properties of each schema that is an alternative by one.
    discriminators: HashMap<SchemaId, HashSet<String>>,
    direction: Direction,
    /// The schemas that have another form in requests.
    changed: HashSet<SchemaId>,
    /// Whether properties of the other direction may be there all the same.
    is_annotation: bool,
    /// How many schemas there may be.
    most: usize,
    /// The other forms, by what they are forms of and what is excused around it.
    forms: HashMap<(SchemaId, Excused), SchemaId>,
    /// Forms that are still to be made.
    pending: Vec<(SchemaId, Excused, SchemaId)>,
    inputs: Inputs,
}

impl Split<'_> {
    /// Lets requests refer to schemas of their own.
    fn requests(&mut self) {
        let mut operations = std::mem::take(&mut self.api.operations);
        for operation in &mut operations {
            let parameters = operation.parameters.iter_mut().map(|parameter| &mut parameter.schema);
            let bodies = operation.body.iter_mut().flat_map(|body| &mut body.media);
            for id in parameters.chain(bodies.flat_map(|media| media.schema.iter_mut().chain(&mut media.item_schema))) {
                *id = self.form(*id, Excused::new());
            }
        }
        self.api.operations = operations;
        self.make();
    }

    /// Takes from responses what they do not have. Their schemas stay the same ones.
    fn responses(&mut self, schemas: &[SchemaId]) {
        self.direction = Direction::Response;
        self.changed.clear();
        self.forms.clear();
        for id in schemas {
            self.pending.push((*id, Excused::new(), *id));
        }
        self.make();
    }

    /// The form of a schema in this direction.
    fn form(&mut self, id: SchemaId, excused: Excused) -> SchemaId {
        let differs = self.changed.contains(&id) || demands(self.api, id, &excused);
        if !differs {
            return id;
        }
        let key = (id, excused);
        if let Some(known) = self.forms.get(&key) {
            return *known;
        }
        if self.api.schemas.len() >= self.most {
            return id;
        }
        let mut copy = self.api.schemas[id].clone();
        let component = self.api.components.iter().find(|component| component.schema == id);
        copy.notes.name = component.map(|component| component.name.clone()).or(copy.notes.name);
        let form = self.api.schemas.push(copy);
        self.inputs.insert(form, id);
        self.pending.push((id, key.1.clone(), form));
        self.forms.insert(key, form);
        form
    }

    /// Makes the forms that are pending, and those that they refer to.
    fn make(&mut self) {
        while let Some((id, excused, form)) = self.pending.pop() {
            let apart = one_way(self.api, &self.discriminators, id, self.direction);
            let left_out = if self.leaves_out(id, &apart) { apart.clone() } else { Excused::new() };
            let schema = self.api.schemas[form].clone();
            let stated = self.originals.get(&id).cloned().or_else(|| (!left_out.is_empty()).then(|| schema.clone()));
            let all: Excused = apart.union(&excused).cloned().collect();
            if let Some(mut stated) = stated {
                // A property that is ignored may be anything.
                let any = Schema::any(stated.at.clone());
                for (_, property) in stated.object.properties.iter_mut().filter(|(name, _)| left_out.contains(name)) {
                    *property = self.api.schemas.push(any.clone());
                }
                let stated = self.formed(stated, &all, &all);
                self.originals.insert(form, stated);
            }
            let mut schema = self.formed(schema, &all, &Excused::new());
            schema.object.properties.retain(|(name, _)| !left_out.contains(name));
            self.api.schemas.replace(form, schema);
        }
    }

    /// Whether the type has no properties of the other direction. It keeps them beside properties of any name, because they would be
    /// taken for one of those, and where nothing else is left.
    fn leaves_out(&self, id: SchemaId, apart: &Excused) -> bool {
        let object = &self.api.schemas[id].object;
        let has_others = object.additional_properties.is_some_and(|others| !self.api.schemas[others].never);
        let is_all = object.properties.iter().all(|(name, _)| apart.contains(name));
        !self.is_annotation && !has_others && !is_all
    }

    /// A schema that does not require the excused properties, made of forms; `around` is excused in what holds for the same value.
    fn formed(&mut self, mut schema: Schema, excused: &Excused, around: &Excused) -> Schema {
        schema.object.required.retain(|name| !excused.contains(name));
        for id in parts(&mut schema) {
            *id = self.form(*id, around.clone());
        }
        for id in inside(&mut schema) {
            *id = self.form(*id, Excused::new());
        }
        schema
    }
}

/// The properties of a schema that only the other direction has.
fn one_way(
    api: &Api,
    discriminators: &HashMap<SchemaId, HashSet<String>>,
    id: SchemaId,
    direction: Direction,
) -> Excused {
    let properties = api.schemas[id].object.properties.iter();
    let is_discriminator = |name: &String| discriminators.get(&id).is_some_and(|names| names.contains(name));
    properties
        .filter(|(name, property)| travels(api, *property) == Some(opposite(direction)) && !is_discriminator(name))
        .map(|(name, _)| name.clone())
        .collect()
}

fn opposite(direction: Direction) -> Direction {
    match direction {
        Direction::Request => Direction::Response,
        Direction::Response => Direction::Request,
    }
}

/// The one direction in which a property travels; `None` where it travels in both, or is said to travel in neither.
pub(in crate::lower) fn travels(api: &Api, property: SchemaId) -> Option<Direction> {
    let mut way = looked_through(api, property);
    way.push(target(api, property));
    let notes = || way.iter().map(|id| &api.schemas[*id].notes);
    match (notes().any(|notes| notes.read_only), notes().any(|notes| notes.write_only)) {
        (true, false) => Some(Direction::Response),
        (false, true) => Some(Direction::Request),
        (true, true) | (false, false) => None,
    }
}

/// The discriminator properties of each schema that is an alternative by one.
fn discriminator_properties(api: &Api) -> HashMap<SchemaId, HashSet<String>> {
    let mut properties: HashMap<SchemaId, HashSet<String>> = HashMap::new();
    for (id, schema) in api.schemas.iter() {
        let Some(discriminator) = &schema.combine.discriminator else { continue };
        let listed = schema.combine.one_of.iter().chain(&schema.combine.any_of);
        let named = discriminator.mapping.iter().chain(&discriminator.subtypes).map(|(_, id)| id);
        for one in listed.chain(named).chain(&discriminator.default).chain([&id]) {
            let resolved = target(api, *one);
            properties.entry(resolved).or_default().insert(discriminator.property.clone());
        }
    }
    properties
}

/// The schemas of what travels in one direction.
pub(in crate::lower) fn roots(operation: &Operation, direction: Direction) -> Vec<SchemaId> {
    let of = |media: &Media| media.schema.into_iter().chain(media.item_schema);
    match direction {
        Direction::Request => {
            let parameters = operation.parameters.iter().map(|parameter| parameter.schema);
            parameters.chain(operation.body.iter().flat_map(|body| &body.media).flat_map(of)).collect()
        }
        Direction::Response => operation.responses.iter().flat_map(|response| &response.media).flat_map(of).collect(),
    }
}

/// The schemas that one direction leads to, each with those that it refers to.
fn edges(api: &Api, originals: &Originals, direction: Direction) -> HashMap<SchemaId, Vec<SchemaId>> {
    let mut pending: Vec<SchemaId> = api.operations.iter().flat_map(|operation| roots(operation, direction)).collect();
    let mut edges = HashMap::new();
    while let Some(id) = pending.pop() {
        if edges.contains_key(&id) {
            continue;
        }
        let mut targets = Vec::new();
        for schema in std::iter::once(&api.schemas[id]).chain(originals.get(&id)) {
            let mut schema = schema.clone();
            targets.extend(parts(&mut schema).into_iter().map(|id| *id));
            targets.extend(inside(&mut schema).into_iter().map(|id| *id));
        }
        pending.extend(&targets);
        edges.insert(id, targets);
    }
    edges
}

/// Some schemas, and those that lead to them.
fn holding(edges: &HashMap<SchemaId, Vec<SchemaId>>, some: Vec<SchemaId>) -> HashSet<SchemaId> {
    let mut holders: HashMap<SchemaId, Vec<SchemaId>> = HashMap::new();
    for (holder, targets) in edges {
        targets.iter().for_each(|target| holders.entry(*target).or_default().push(*holder));
    }
    let mut holding: HashSet<SchemaId> = some.iter().copied().collect();
    let mut pending = some;
    while let Some(id) = pending.pop() {
        let above = holders.get(&id).into_iter().flatten();
        pending.extend(above.copied().filter(|holder| holding.insert(*holder)));
    }
    holding
}

/// Whether a schema, or one that holds for the same value, requires one of these properties.
fn demands(api: &Api, id: SchemaId, names: &Excused) -> bool {
    let mut pending = if names.is_empty() { Vec::new() } else { vec![id] };
    let mut seen = HashSet::new();
    while let Some(id) = pending.pop().filter(|_| seen.len() < CONJUNCTION_PARTS) {
        if !seen.insert(id) {
            continue;
        }
        if api.schemas[id].object.required.iter().any(|name| names.contains(name)) {
            return true;
        }
        pending.extend(parts(&mut api.schemas[id].clone()).into_iter().map(|id| *id));
    }
    false
}

/// What a schema refers to that holds for the same value. What it refuses or tests stays as it is.
pub(super) fn parts(schema: &mut Schema) -> Vec<&mut SchemaId> {
    let combine = &mut schema.combine;
    let conditions = combine.conditions.iter_mut();
    let named = combine
        .discriminator
        .iter_mut()
        .flat_map(|one| one.mapping.iter_mut().chain(&mut one.subtypes).map(|(_, id)| id).chain(&mut one.default));
    let listed = combine.all_of.iter_mut().chain(&mut combine.any_of).chain(&mut combine.one_of);
    let dependent = schema.object.dependent_schemas.iter_mut().map(|(_, id)| id);
    let conditional = conditions.flat_map(|condition| condition.then.iter_mut().chain(&mut condition.otherwise));
    schema.reference.iter_mut().chain(listed).chain(dependent).chain(conditional).chain(named).collect()
}

/// What a schema refers to that holds for what is inside a value.
pub(super) fn inside(schema: &mut Schema) -> Vec<&mut SchemaId> {
    let (object, array) = (&mut schema.object, &mut schema.array);
    let named = object.properties.iter_mut().chain(&mut object.pattern_properties).map(|(_, id)| id);
    let others = object.additional_properties.iter_mut().chain(&mut object.unevaluated_properties);
    let items = array.items.iter_mut().chain(&mut array.unevaluated_items).chain(&mut array.prefix_items);
    let contained = array.contains.iter_mut().map(|contains| &mut contains.schema);
    named.chain(others).chain(items).chain(contained).collect()
}
