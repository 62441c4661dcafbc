//! Makes the types: structs, enums, unions, tuples, aliases.
//!
//! Owns which schema has a type of its own, what its properties are, whether they may be absent, and how a value is made. What can
//! only be decided once all types are known is left to `items`. Must not know operations.

pub(super) mod ambiguity;
pub(super) mod choices;
pub(super) mod defaults;
pub(super) mod degraded;
pub(super) mod faults;
pub(super) mod literal_enums;
pub(super) mod naming;
pub(super) mod structs;
pub(super) mod tuples;
pub(super) mod unions;
pub(super) mod uses;

use std::collections::{HashMap, HashSet};

use crate::api::{Schema, SchemaId};
use crate::at::At;
use crate::diagnostic::Sink;
use crate::rust::{Alias, Chosen, Docs, Item, Name, Reexport, Ty};
use crate::value::Value;

use crate::lower::docs::schema_docs::Describe;
use crate::lower::merge::context::Context;
use crate::lower::names::Namespace;
use crate::lower::shape::discriminator_values::DiscriminatorValues;
use crate::lower::shape::{Shape, alternatives};
use crate::lower::share::Shared;
use crate::lower::types::choices::Choices;
use crate::lower::types::uses::{Use, Uses};

/// What names something else.
pub(in crate::lower) const BY_NAME: &str = "name one of them by `x-rust-name`";

/// The types, and what their properties state that is decided once all types are known.
#[derive(Debug, Default)]
pub(in crate::lower) struct Made {
    /// The types, in the order in which they are written.
    pub items: Vec<Item>,
    /// The defaults of properties, by struct and name on the wire.
    pub defaults: HashMap<(Name, String), StatedDefault>,
    /// The only values of properties that are objects or arrays, by struct and name on the wire.
    pub constants: HashMap<(Name, String), Value>,
}

/// A default as it is stated.
#[derive(Debug, Clone)]
pub(in crate::lower) struct StatedDefault {
    pub value: Value,
    /// Whether the bounds and the format of its schema allow it.
    pub is_allowed: bool,
}

/// What the types are made with.
pub(in crate::lower) struct Tools<'a, 's> {
    /// The names of the types.
    pub namespace: Namespace,
    /// Which schemas share a type.
    pub shared: &'a Shared,
    pub choices: &'a Choices,
    pub docs: &'a Describe<'a>,
    pub uses: &'s mut Uses<'a>,
    pub sink: &'s mut Sink,
}

/// Makes the types: each that the document names, followed by those that stand inside it; then all others. Notes which of them say
/// less than their schemas. Besides, the names of locations that share a type, in the order of these names.
pub(in crate::lower) fn make<'a>(context: Context<'a>, tools: Tools<'a, '_>) -> (Made, Vec<Reexport>) {
    let discriminators = DiscriminatorValues::new(context.api, context.shapes);
    let reexports = tools.shared.reexports.clone();
    let own_names = Some(&tools.shared.own_names).filter(|names| !names.is_empty());
    let own_uses = own_names.map(|names| Uses::new(context, names, tools.choices));
    let mut types = Types { context, tools, own_uses, discriminators, reexports, made: Made::default() };
    types.make_all();
    types.reexports.sort();
    types.tools.uses.degraded.spread(context, types.tools.shared);
    (types.made, types.reexports)
}

/// The state of making types.
struct Types<'a, 's> {
    context: Context<'a>,
    tools: Tools<'a, 's>,
    /// What finds the type of a schema as if none was shared, where some are.
    own_uses: Option<Uses<'a>>,
    discriminators: DiscriminatorValues<'a>,
    /// The names of locations that share a type.
    reexports: Vec<Reexport>,
    made: Made,
}

impl<'a> Types<'a, '_> {
    fn make_all(&mut self) {
        let Context { api, .. } = self.context;
        let components: HashSet<SchemaId> =
            api.components.iter().map(|component| self.context.named(component.schema)).collect();
        let mut inside: HashMap<At, Vec<SchemaId>> = HashMap::new();
        let mut elsewhere = Vec::new();
        for (id, schema) in api.schemas.iter().filter(|(id, _)| !components.contains(id)) {
            match enclosing(&schema.at) {
                Some(component) => inside.entry(component).or_default().push(id),
                None => elsewhere.push(id),
            }
        }
        for component in &api.components {
            defaults::report_refused(self.context, &component.name, component.schema, self.tools.sink);
            self.make(self.context.named(component.schema));
            for id in inside.remove(&api.schemas[component.schema].at).unwrap_or_default() {
                self.make(id);
            }
        }
        elsewhere.extend(inside.into_values().flatten());
        elsewhere.sort();
        for id in elsewhere {
            self.make(id);
        }
    }

    fn make(&mut self, id: SchemaId) {
        // A type of the user is there already, and one that is shared is made once.
        let is_written =
            self.context.merged.formats.replaced(id).is_none() && self.tools.shared.representative(id) == id;
        if let Some(name) = self.tools.uses.name(id).filter(|_| is_written) {
            let mut item = self.item(id, name.clone());
            let is_deprecated = |id: &SchemaId| self.context.api.schemas[*id].notes.deprecated;
            if !self.tools.shared.others(id).iter().all(is_deprecated) {
                *item.deprecated_mut() = false;
            }
            self.made.items.push(item);
        }
    }

    fn item(&mut self, id: SchemaId, name: Name) -> Item {
        let Context { api, shapes, .. } = self.context;
        let schema = &api.schemas[id];
        let docs = self.tools.docs.type_docs(id, &name);
        if shapes.target(id) != id {
            return self.alias(id, name, docs);
        }
        match shapes.of(id) {
            Shape::Struct => self.structure(schema, name, docs),
            Shape::StringEnum(values) => {
                let values = literal_enums::Values { listed: values, is_closed: self.is_closed(schema, &name) };
                literal_enums::string_enum(self.context, schema, name, docs, values, self.tools.sink)
            }
            Shape::NumberEnum(values) => {
                let values = literal_enums::Values { listed: values, is_closed: self.is_closed(schema, &name) };
                literal_enums::number_enum(self.context, schema, name, docs, values, self.tools.sink)
            }
            Shape::Tuple => self.tuple(schema, name, docs),
            Shape::OneOf(alternatives) => self.one_of(schema, name, docs, alternatives),
            Shape::Any
            | Shape::Boolean
            | Shape::Integer
            | Shape::Number
            | Shape::String
            | Shape::Null
            | Shape::Array(_)
            | Shape::Map(_)
            | Shape::Untyped(_) => self.alias(id, name, docs),
        }
    }

    /// Whether an enum refuses values that it does not list.
    fn is_closed(&self, schema: &Schema, name: &Name) -> bool {
        self.tools.choices.is_closed(name) && !alternatives::offer_more(self.context.api, schema)
    }

    fn alias(&mut self, id: SchemaId, name: Name, docs: Docs) -> Item {
        let schema = &self.context.api.schemas[id];
        let resolved = self.context.shapes.resolve(id);
        let is_itself = resolved.schema == id;
        let ty = if is_itself { self.tools.uses.unnamed(resolved, self.tools.sink).ty } else { self.used(id).ty };
        let (at, deprecated) = (schema.at.clone(), schema.notes.deprecated);
        let alias = Alias { at, docs, name, ty, judged: None, deprecated, chosen: Chosen::default() };
        self.tools.choices.alias_or_newtype(alias)
    }

    fn used(&mut self, id: SchemaId) -> Use {
        self.tools.uses.used(id, self.tools.sink)
    }

    /// The type of what an object or an array holds besides what it declares, where that is kept.
    fn others(&mut self, declared: Option<SchemaId>) -> Option<Ty> {
        match declared {
            Some(id) if self.context.api.schemas[id].never => None,
            Some(id) => Some(self.used(id).whole()),
            None => self.context.config.models.preserve_unknown.then_some(Ty::Json),
        }
    }
}

/// The location of the named schema in which a location lies.
fn enclosing(at: &At) -> Option<At> {
    let tokens: Vec<String> = at.tokens().take(3).collect();
    match tokens.as_slice() {
        [components, schemas, name] if components == "components" && schemas == "schemas" => {
            Some(At::root(at.file).key(components).key(schemas).key(name))
        }
        [definitions, name, ..] if definitions == "definitions" => Some(At::root(at.file).key(definitions).key(name)),
        _ => None,
    }
}
