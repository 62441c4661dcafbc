//! The type of a schema at one use: the name of its type, or a type that is made of others.
//!
//! Owns what is nullable, what is any JSON value, and how deep arrays and maps without a name may be. Must not know what a type with
//! a name is made of.

use crate::api::SchemaId;
use crate::at::At;
use crate::bounds::UNNAMED_DEPTH;
use crate::diagnostic::{Diagnostic, Sink, codes};
use crate::rust::{Name, Scalar, Ty};

use crate::lower::merge::context::Context;
use crate::lower::shape::Shape;
use crate::lower::shape::look_through::Resolved;
use crate::lower::types::choices::Choices;
use crate::lower::types::degraded::Degraded;
use crate::lower::types::naming::TypeNames;

/// What a schema becomes at one use.
#[derive(Debug, Clone)]
pub(in crate::lower) struct Use {
    /// The type of a value that is not null.
    pub ty: Ty,
    /// Whether it may be null.
    pub nullable: bool,
    /// Whether it is any JSON value, null included.
    pub any: bool,
}

impl Use {
    /// The type with null in it.
    pub(in crate::lower) fn whole(self) -> Ty {
        if self.nullable && !self.any { Ty::Nullable(Box::new(self.ty)) } else { self.ty }
    }
}

/// What finds the type of a schema at each use. Whoever makes a type that says less than its schema notes it here.
#[derive(Debug)]
pub(in crate::lower) struct Uses<'a> {
    context: Context<'a>,
    names: &'a TypeNames,
    choices: &'a Choices,
    /// The schemas whose type says less than they do.
    pub degraded: Degraded,
    /// The arrays and maps without a name that are being made, one in the other.
    unnamed: Vec<SchemaId>,
}

impl<'a> Uses<'a> {
    pub(in crate::lower) fn new(context: Context<'a>, names: &'a TypeNames, choices: &'a Choices) -> Self {
        Self { context, names, choices, degraded: Degraded::of(context), unnamed: Vec::new() }
    }

    /// The name of the type that a schema has of its own.
    pub(in crate::lower) fn name(&self, id: SchemaId) -> Option<&'a Name> {
        self.names.get(&id)
    }

    /// The type of a schema where it is used.
    pub(in crate::lower) fn used(&mut self, id: SchemaId, sink: &mut Sink) -> Use {
        let Context { merged, shapes, .. } = self.context;
        let resolved = shapes.resolve(id);
        if let Some(ty) = merged.formats.replaced(resolved.schema) {
            return Use { ty, nullable: resolved.nullable, any: false };
        }
        let Some(name) = self.name(resolved.schema) else { return self.unnamed(resolved, sink) };
        let shape = shapes.of(id);
        let any = matches!(shape, Shape::Any | Shape::Null | Shape::Untyped(_));
        let is_string = matches!(shape, Shape::String)
            && !self.choices.is_newtype(name)
            && self.scalar(resolved.schema, shape) == Ty::String;
        let ty = match is_string {
            true => Ty::StringAlias(name.clone()),
            false if self.is_converted(resolved.schema, name, shape) => Ty::Union(name.clone()),
            false => Ty::Named(name.clone()),
        };
        Use { ty, nullable: resolved.nullable, any }
    }

    /// The type of strings or numbers of a format.
    fn scalar(&self, id: SchemaId, shape: &Shape) -> Ty {
        self.context.merged.formats.ty(self.context.api, id, shape)
    }

    /// Whether other values are taken in the place of a type with a name, as they are where it has none.
    fn is_converted(&self, id: SchemaId, name: &Name, shape: &Shape) -> bool {
        match shape {
            Shape::OneOf(_) | Shape::Any => true,
            Shape::String => {
                let is_taken = matches!(
                    self.scalar(id, shape),
                    Ty::String | Ty::Scalar(Scalar::Base64 | Scalar::Base64Url | Scalar::Secret)
                );
                is_taken || self.choices.is_newtype(name)
            }
            Shape::Boolean | Shape::Integer | Shape::Number | Shape::Array(_) | Shape::Map(_) => {
                self.choices.is_newtype(name)
            }
            Shape::StringEnum(_)
            | Shape::NumberEnum(_)
            | Shape::Null
            | Shape::Tuple
            | Shape::Struct
            | Shape::Untyped(_) => false,
        }
    }

    /// The type of a schema that has no name. One that leads back to itself without ever meeting a name ends as any JSON value.
    pub(in crate::lower) fn unnamed(&mut self, resolved: Resolved, sink: &mut Sink) -> Use {
        if self.unnamed.len() >= UNNAMED_DEPTH {
            let at = &self.context.api.schemas[resolved.schema].at;
            report_untyped(at, "an array or map without a name, so deep in others,", sink);
            // What holds it is made in different depths from different locations.
            self.degraded.extend(self.unnamed.iter().copied().chain([resolved.schema]));
            return Use { ty: Ty::Json, nullable: resolved.nullable, any: true };
        }
        // Null is a level of its own, `Option` around the type.
        let outside = self.unnamed.len();
        self.unnamed.extend(std::iter::repeat_n(resolved.schema, 1 + usize::from(resolved.nullable)));
        let used = self.unnamed_within(resolved, sink);
        self.unnamed.truncate(outside);
        used
    }

    fn unnamed_within(&mut self, resolved: Resolved, sink: &mut Sink) -> Use {
        let Context { api, merged, shapes, .. } = self.context;
        let schema = &api.schemas[resolved.schema];
        let shape = shapes.of(resolved.schema);
        let ty = match shape {
            // Unions have names, save where they are found in another way than all others.
            Shape::Any | Shape::OneOf(_) => Ty::Json,
            Shape::Boolean => Ty::Bool,
            Shape::Integer | Shape::Number => self.scalar(resolved.schema, shape),
            Shape::String => {
                merged.formats.report(schema, sink);
                self.scalar(resolved.schema, shape)
            }
            // Those that have properties or values of their own have names.
            Shape::StringEnum(_) => Ty::String,
            Shape::NumberEnum(_) => Ty::F64,
            // Null is its only value, and not what else it may be.
            Shape::Null => Ty::Unit,
            Shape::Tuple | Shape::Array(None) => Ty::Vec(Box::new(Ty::Json)),
            Shape::Array(Some(items)) => Ty::Vec(Box::new(self.used(*items, sink).whole())),
            Shape::Struct | Shape::Map(None) => Ty::JsonObject,
            Shape::Map(Some(values)) => self.map(*values, sink),
            Shape::Untyped(what) => {
                report_untyped(&schema.at, what, sink);
                Ty::Json
            }
        };
        Use { any: matches!(ty, Ty::Json | Ty::Unit), nullable: resolved.nullable, ty }
    }

    /// The type of an object with these values.
    pub(in crate::lower) fn map(&mut self, values: SchemaId, sink: &mut Sink) -> Ty {
        let ty = self.used(values, sink).whole();
        if ty == Ty::Json { Ty::JsonObject } else { Ty::Map(Box::new(ty)) }
    }

    /// A type without aliases, which are no types of their own.
    pub(in crate::lower) fn canonical(&mut self, id: SchemaId, ty: &Ty, sink: &mut Sink) -> Ty {
        let Context { merged, shapes, .. } = self.context;
        let resolved = shapes.resolve(id);
        if merged.formats.replaced(resolved.schema).is_some() {
            return ty.clone();
        }
        match shapes.of(id) {
            Shape::Struct | Shape::StringEnum(_) | Shape::NumberEnum(_) | Shape::Tuple | Shape::OneOf(_) => ty.clone(),
            Shape::Array(Some(items)) => {
                let used = self.used(*items, sink).whole();
                Ty::Vec(Box::new(self.canonical_inside(*items, &used, sink)))
            }
            Shape::Map(Some(values)) => {
                let used = self.used(*values, sink).whole();
                Ty::Map(Box::new(self.canonical_inside(*values, &used, sink)))
            }
            Shape::Any
            | Shape::Boolean
            | Shape::Integer
            | Shape::Number
            | Shape::String
            | Shape::Null
            | Shape::Array(None)
            | Shape::Map(None)
            | Shape::Untyped(_) => self.unnamed(resolved, sink).ty,
        }
    }

    /// The same within an array or a map, one level deep: deeper ones are told apart by their names.
    fn canonical_inside(&mut self, id: SchemaId, ty: &Ty, sink: &mut Sink) -> Ty {
        let Context { merged, shapes, .. } = self.context;
        let resolved = shapes.resolve(id);
        if merged.formats.replaced(resolved.schema).is_some() {
            return ty.clone();
        }
        match shapes.of(id) {
            Shape::Boolean | Shape::Integer | Shape::Number | Shape::String | Shape::Any | Shape::Untyped(_) => {
                self.unnamed(resolved, sink).whole()
            }
            Shape::StringEnum(_)
            | Shape::NumberEnum(_)
            | Shape::Null
            | Shape::Array(_)
            | Shape::Tuple
            | Shape::Struct
            | Shape::Map(_)
            | Shape::OneOf(_) => ty.clone(),
        }
    }
}

/// Reports what has no type yet and is any JSON value.
fn report_untyped(at: &At, what: &str, sink: &mut Sink) {
    let message = format!("{what} has no type yet; this is any JSON value");
    let help = "read and write it as `serde_json::Value`";
    sink.push(Diagnostic::new(codes::UNTYPED, at.clone(), message).help(help));
}
