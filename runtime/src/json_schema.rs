//! The schema of a model as JSON Schema 2020-12, for schemars.
//!
//! Owns how a schema is written as JSON, and the references: to another model by its name, and to a definition of its own where
//! several schemas share one or it refers to itself. Must not know any model. A schema has keywords that refuse values only:
//! titles, descriptions, defaults and examples are not in it.
//!
//! Source: JSON Schema Core and Validation 2020-12.

use std::any::type_name;
use std::collections::HashMap;
use std::fmt;

use serde_json::{Map, Value};

use super::schema::keyword::{Argument, InPlace, Parts};
use super::schema::{Format, Keyword, Literal, Number, Pattern, Schema, Types};
use super::union::discriminator::discriminator_value;
use super::validate::Validate;

pub use schemars::{JsonSchema, Schema as Written, SchemaGenerator as Generator};

/// The models of a crate, which refer to each other by their names.
///
/// It names `json_schema` as the generated file imports it.
#[doc(hidden)]
#[macro_export]
macro_rules! json_schema {
    ($($models:ident::$Model:ident,)*) => {
        $(
            impl json_schema::JsonSchema for $models::$Model {
                fn schema_name() -> ::std::borrow::Cow<'static, str> {
                    stringify!($Model).into()
                }

                fn schema_id() -> ::std::borrow::Cow<'static, str> {
                    ::std::any::type_name::<Self>().into()
                }

                fn json_schema(generator: &mut json_schema::Generator) -> json_schema::Written {
                    json_schema::write::<Self>(MODELS, generator)
                }
            }
        )*

        static MODELS: &[json_schema::Model] = &[$(json_schema::Model::of::<$models::$Model>()),*];
    };
}

// The name of the macro in a copy of these files.
#[allow(unused_imports)]
pub(crate) use json_schema;

/// A model, to which others refer.
pub struct Model {
    schema: &'static Schema,
    refer: fn(&mut Generator) -> Written,
}

impl Model {
    /// The model of this type.
    pub const fn of<T: Validate + JsonSchema>() -> Self {
        Self { schema: T::SCHEMA, refer: Generator::subschema_for::<T> }
    }
}

impl fmt::Debug for Model {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Model").field(self.schema).finish()
    }
}

/// The schema of a model.
pub fn write<T: Validate>(models: &'static [Model], generator: &mut Generator) -> Written {
    written(T::SCHEMA, type_name::<T>(), models, generator)
}

fn written(root: &'static Schema, name: &str, models: &'static [Model], generator: &mut Generator) -> Written {
    // No model has such a name, in this crate or another.
    let name = |index: usize| format!("{}-{}", name.replace("::", "."), index + 1);
    let shared = shared(root, models);
    let names = shared.iter().enumerate().map(|(index, schema)| (key(schema), name(index))).collect();
    let mut writer = Writer { generator, models, names };
    for (index, schema) in shared.into_iter().enumerate() {
        let name = name(index);
        if !writer.generator.definitions().contains_key(&name) {
            // A definition that is being written is not written again when it refers to itself.
            writer.generator.definitions_mut().insert(name.clone(), Value::Bool(true));
            let definition = writer.schema(schema).to_value();
            writer.generator.definitions_mut().insert(name, definition);
        }
    }
    writer.schema(root)
}

/// The identity of a schema, which all references to it share. The compiler may merge equal keywords of two schemas, but not the
/// schemas.
fn key(schema: &Schema) -> usize {
    std::ptr::from_ref(schema).addr()
}

/// The model of a schema. A schema that several models share has none; and one that states a type only is shorter than a
/// reference.
fn model(schema: &Schema, models: &'static [Model]) -> Option<&'static Model> {
    let says_a_type = |keyword: &Keyword| matches!(keyword, Keyword::Type(_) | Keyword::Format(_) | Keyword::Never);
    let mut found = models.iter().filter(|model| key(model.schema) == key(schema));
    match (found.next(), found.next()) {
        (Some(model), None) if !schema.0.iter().all(says_a_type) => Some(model),
        _ => None,
    }
}

/// The schemas that belong to no model, have subschemas and are met more than once: written in place, they would be repeated, or
/// never end.
fn shared(root: &'static Schema, models: &'static [Model]) -> Vec<&'static Schema> {
    let mut met = HashMap::from([(key(root), 1)]);
    let mut shared = Vec::new();
    let mut pending = vec![root];
    while let Some(schema) = pending.pop() {
        for part in schema.0.iter().flat_map(Keyword::subschemas).filter(|part| model(part, models).is_none()) {
            let times = met.entry(key(part)).or_insert(0);
            *times += 1;
            match *times {
                1 => pending.push(part),
                2 if part.0.iter().any(|keyword| keyword.subschemas().next().is_some()) => shared.push(part),
                _ => {}
            }
        }
    }
    shared
}

/// Writes the schemas of one model.
struct Writer<'g> {
    generator: &'g mut Generator,
    models: &'static [Model],
    /// The definitions of schemas that belong to no model.
    names: HashMap<usize, String>,
}

impl Writer<'_> {
    /// A subschema, or a reference to it.
    fn part(&mut self, schema: &'static Schema) -> Value {
        if let Some(model) = model(schema, self.models) {
            return (model.refer)(self.generator).to_value();
        }
        match self.names.get(&key(schema)) {
            Some(name) => {
                let path = self.generator.settings().definitions_path.trim_matches('/');
                Written::new_ref(format!("#/{path}/{name}")).to_value()
            }
            None => self.schema(schema).to_value(),
        }
    }

    fn array(&mut self, schemas: &[&'static Schema]) -> Value {
        schemas.iter().map(|schema| self.part(schema)).collect()
    }

    /// Schemas by name; where a name is repeated, all of its schemas apply.
    fn named(&mut self, schemas: impl Iterator<Item = (&'static str, &'static Schema)>) -> Value {
        let mut named = Map::new();
        for (name, schema) in schemas {
            let part = self.part(schema);
            let part = match named.remove(name) {
                Some(known) => one("allOf", [known, part].into_iter().collect()),
                None => part,
            };
            named.insert(name.to_owned(), part);
        }
        Value::Object(named)
    }

    /// A schema in place. A repeated keyword is written under `allOf`.
    fn schema(&mut self, schema: &'static Schema) -> Written {
        if let [Keyword::Never] = schema.0 {
            return false.into();
        }
        let mut keywords = Map::new();
        let mut more = Vec::new();
        for keyword in schema.0 {
            let written = self.keyword(keyword, schema);
            if written.iter().any(|(name, _)| keywords.contains_key(*name)) {
                more.push(object(written));
            } else {
                keywords.extend(written.into_iter().map(|(name, value)| (name.to_owned(), value)));
            }
        }
        if !more.is_empty()
            && let Value::Array(all) = keywords.entry("allOf").or_insert_with(|| Value::Array(Vec::new()))
        {
            all.append(&mut more);
        }
        keywords.into()
    }

    /// The keywords of JSON Schema that a keyword is written as.
    fn keyword(&mut self, keyword: &Keyword, schema: &Schema) -> Vec<(&'static str, Value)> {
        let argument = match keyword.argument() {
            Argument::None if matches!(keyword, Keyword::Never) => return vec![("not", Value::Object(Map::new()))],
            Argument::None => true.into(),
            Argument::Types(Types::NONE) => return vec![("not", Value::Object(Map::new()))],
            Argument::Types(types) => names(types),
            Argument::Strings(strings) => return vec![strings_of(strings, schema)],
            Argument::Literals(values) => values.iter().map(|value| value.to_json()).collect(),
            Argument::Literal(value) => value.to_json(),
            Argument::Number(number) => number_of(number),
            Argument::Count(count) => count.into(),
            Argument::Pattern(pattern) => pattern.source().into(),
            Argument::Format(format) => return format_of(format, schema),
            Argument::Names(names) => names.iter().copied().collect(),
            Argument::NamesByName(dependencies) => {
                let by_owner =
                    |(owner, names): &(&str, &[&str])| ((*owner).to_owned(), names.iter().copied().collect());
                Value::Object(dependencies.iter().map(by_owner).collect())
            }
            Argument::Parts(Parts::Every(schema)) => self.part(schema),
            Argument::Parts(Parts::ByIndex(schemas)) => self.array(schemas),
            Argument::Parts(Parts::ByName(schemas)) => self.named(schemas.iter().copied()),
            Argument::Parts(Parts::ByPattern(schemas)) => {
                let by_source = |(pattern, schema): &(&'static Pattern, _)| (pattern.source(), *schema);
                self.named(schemas.iter().map(by_source))
            }
            Argument::Parts(Parts::Some(schema, least, most)) => return self.contains(schema, least, most),
            Argument::InPlace(in_place) => return self.in_place(keyword.name(), in_place, schema),
        };
        vec![(keyword.name(), argument)]
    }

    fn in_place(&mut self, name: &'static str, in_place: InPlace, schema: &Schema) -> Vec<(&'static str, Value)> {
        let argument = match in_place {
            InPlace::All(schemas) | InPlace::Alternatives(schemas) => self.array(schemas),
            InPlace::Not(schema) => self.part(schema),
            InPlace::Dependent(schemas) => self.named(schemas.iter().copied()),
            InPlace::Condition(test, then, otherwise) => {
                let branches = [("if", Some(test)), ("then", then), ("else", otherwise)];
                return branches.into_iter().filter_map(|(name, schema)| Some((name, self.part(schema?)))).collect();
            }
            InPlace::Discriminator(property, known, default) => {
                return vec![("oneOf", self.discriminator(property, known, default, schema))];
            }
        };
        vec![(name, argument)]
    }

    /// The alternatives of a discriminator, each with its values.
    fn discriminator(
        &mut self,
        property: &str,
        known: &[(&'static str, &'static Schema)],
        default: Option<&'static Schema>,
        union: &Schema,
    ) -> Value {
        let mut values: Vec<(&'static Schema, Vec<Value>)> = Vec::new();
        for (value, schema) in known {
            match values.iter_mut().find(|(other, _)| key(other) == key(schema)) {
                Some((_, values)) => values.extend(json_values(value)),
                None => values.push((*schema, json_values(value))),
            }
        }
        let has = |values: Vec<Value>| {
            let stated = Value::Object(Map::from_iter([(property.to_owned(), one("enum", Value::Array(values)))]));
            [("properties", stated), ("required", std::iter::once(property).collect())]
        };
        let all = values.iter().flat_map(|(_, values)| values.iter().cloned()).collect();
        let is_object = || ("type", Value::from("object"));
        let mut written = Vec::new();
        for (schema, values) in values {
            let part = self.part(schema);
            written.push(match states(schema, property, &values) {
                true => part,
                false => object(has(values).into_iter().chain([is_object(), ("allOf", Value::Array(vec![part]))])),
            });
        }
        if let Some(default) = default {
            let part = ("allOf", Value::Array(vec![self.part(default)]));
            written.push(object([is_object(), ("not", object(has(all))), part]));
        }
        if !Types::OBJECT.contains(union.types()) {
            written.push(one("not", object([is_object()])));
        }
        Value::Array(written)
    }

    fn contains(&mut self, schema: &'static Schema, least: u64, most: Option<u64>) -> Vec<(&'static str, Value)> {
        let least = (least != 1).then(|| ("minContains", least.into()));
        let most = most.map(|most| ("maxContains", most.into()));
        [Some(("contains", self.part(schema))), least, most].into_iter().flatten().collect()
    }
}

fn object(properties: impl IntoIterator<Item = (&'static str, Value)>) -> Value {
    Value::Object(properties.into_iter().map(|(name, value)| (name.to_owned(), value)).collect())
}

fn one(name: &'static str, value: Value) -> Value {
    object([(name, value)])
}

/// Whether a schema itself requires the property of this name and gives it one of these values.
fn states(schema: &Schema, name: &str, values: &[Value]) -> bool {
    let is_meant = |keyword: &Keyword| match keyword.argument() {
        Argument::Strings(strings) => strings.iter().all(|string| values.contains(&Value::from(*string))),
        Argument::Literal(value) => values.contains(&value.to_json()),
        Argument::Literals(listed) => listed.iter().all(|value| values.contains(&value.to_json())),
        Argument::None
        | Argument::Types(_)
        | Argument::Number(_)
        | Argument::Count(_)
        | Argument::Pattern(_)
        | Argument::Format(_)
        | Argument::Names(_)
        | Argument::NamesByName(_)
        | Argument::Parts(_)
        | Argument::InPlace(_) => false,
    };
    let is_object = Types::OBJECT.contains(schema.types());
    is_object && schema.requires(name) && schema.property(name).is_some_and(|property| property.0.iter().any(is_meant))
}

/// The JSON values of a discriminator value: the string, and the number or the boolean with this text.
fn json_values(text: &str) -> Vec<Value> {
    let plain = serde_json::from_str(text)
        .ok()
        .filter(|value: &Value| discriminator_value(value).is_some_and(|known| known == text));
    [Value::from(text)].into_iter().chain(plain.filter(|value| !value.is_string())).collect()
}

fn number_of(number: Number) -> Value {
    match number {
        Number::Integer(integer) => Literal::Integer(integer).to_json(),
        Number::Float(float) => Literal::Float(float).to_json(),
    }
}

/// The strings of an `enum`, with the null that `type` states. Values of other types are allowed by a condition.
fn strings_of(texts: &[&'static str], schema: &Schema) -> (&'static str, Value) {
    let mut values: Vec<Value> = texts.iter().copied().map(Value::from).collect();
    let types = schema.stated_types();
    if !Types::STRING.or(Types::NULL).contains(types) {
        let is_text = one("type", names(Types::STRING));
        let test = object([("if", is_text), ("then", one("enum", Value::Array(values)))]);
        return ("allOf", Value::Array(vec![test]));
    }
    values.extend(types.contains(Types::NULL).then_some(Value::Null));
    ("enum", Value::Array(values))
}

/// One type, or an array of several.
fn names(types: Types) -> Value {
    let number = if types.contains(Types::NUMBER) { "number" } else { "integer" };
    let names = [
        (Types::STRING, "string"),
        (Types::INTEGER, number),
        (Types::BOOLEAN, "boolean"),
        (Types::ARRAY, "array"),
        (Types::OBJECT, "object"),
        (Types::NULL, "null"),
    ];
    let names: Vec<&str> = names.into_iter().filter(|(one, _)| types.contains(*one)).map(|(_, name)| name).collect();
    match names.as_slice() {
        [only] => (*only).into(),
        several => several.iter().copied().collect(),
    }
}

/// A format, and its range of integers, which other validators do not know: written where the schema states no bound itself.
fn format_of(format: Format, schema: &Schema) -> Vec<(&'static str, Value)> {
    let name = match format {
        Format::Base64 => return vec![("contentEncoding", "base64".into())],
        Format::Base64Url => return vec![("contentEncoding", "base64url".into())],
        Format::DateTime => "date-time",
        Format::Date => "date",
        Format::Uuid => "uuid",
        Format::Ipv4 => "ipv4",
        Format::Ipv6 => "ipv6",
        Format::Int8 => "int8",
        Format::Int16 => "int16",
        Format::Int32 => "int32",
        Format::Int64 => "int64",
        Format::Uint8 => "uint8",
        Format::Uint16 => "uint16",
        Format::Uint32 => "uint32",
        Format::Uint64 => "uint64",
        Format::Other(name, _) => name,
    };
    let is_low = |keyword: &Keyword| matches!(keyword, Keyword::Minimum(_) | Keyword::ExclusiveMinimum(_));
    let is_high = |keyword: &Keyword| matches!(keyword, Keyword::Maximum(_) | Keyword::ExclusiveMaximum(_));
    let mut keywords = vec![("format", name.into())];
    if let Some((least, most)) = format.integers() {
        let bounds = [("minimum", least, schema.0.iter().any(is_low)), ("maximum", most, schema.0.iter().any(is_high))];
        let bounds = bounds.into_iter().filter(|(_, _, is_said)| !is_said);
        keywords.extend(bounds.map(|(name, limit, _)| (name, Literal::Integer(limit).to_json())));
    }
    keywords
}
