//! Decides what type a format asks for, and which schemas are types of the user.
//!
//! Owns the table of formats. A format that contradicts its type is no format; one that says nothing a type could hold is an
//! annotation. Must not know how a value is validated or written.
//!
//! Source: OpenAPI Format Registry; JSON Schema Validation 2020-12, sections 7 and 8.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use crate::api::{Api, Number, Schema, SchemaId, Types};
use crate::config::{FormatType, RustPath};
use crate::diagnostic::{Diagnostic, Sink, codes};
use crate::rust::{Scalar, SchemaTableFormat, Ty};
use crate::value::Value;

use crate::lower::shape::look_through::target;
use crate::lower::shape::{Shape, alternatives};

/// Formats of strings that a type would be expected for, and that no type holds without loss.
const UNTYPED: &[&str] = &["time", "duration"];

/// The choices of the user, and the schemas that types of the user replace.
#[derive(Debug, Default)]
pub(in crate::lower) struct Formats {
    chosen: BTreeMap<String, FormatType>,
    replaced: HashMap<SchemaId, RustPath>,
    /// The schemas of the format `binary`, which means something where a part of a form is a file, and nothing in JSON.
    binary: HashSet<SchemaId>,
    /// The schemas whose format is that of a URL, which is no type of its own.
    urls: HashSet<SchemaId>,
}

impl Formats {
    pub(in crate::lower) fn new(chosen: BTreeMap<String, FormatType>) -> Self {
        Self { chosen, replaced: HashMap::new(), binary: HashSet::new(), urls: HashSet::new() }
    }

    /// Notes the schemas of the format `binary`.
    pub(in crate::lower) fn note_binary(&mut self, binary: HashSet<SchemaId>) {
        self.binary = binary;
    }

    /// Whether a schema is of the format `binary`.
    pub(in crate::lower) fn is_binary(&self, id: SchemaId) -> bool {
        self.binary.contains(&id)
    }

    /// Notes the schemas whose format is that of a URL.
    pub(in crate::lower) fn note_urls(&mut self, urls: HashSet<SchemaId>) {
        self.urls = urls;
    }

    /// Whether the format of a schema is that of a URL.
    pub(in crate::lower) fn is_url(&self, id: SchemaId) -> bool {
        self.urls.contains(&id)
    }

    /// Notes that a type of the user replaces a schema.
    pub(in crate::lower) fn replace(&mut self, id: SchemaId, path: RustPath) {
        self.replaced.insert(id, path);
    }

    /// The name of the format that counts; of an encoding that of the format that means the same. What the user chose for a format
    /// that is met is noted.
    pub(in crate::lower) fn effective(&self, schema: &Schema, met: &mut BTreeSet<String>) -> Option<String> {
        let types = schema.types?.without(Types::NULL);
        // Listed strings are an enum.
        if types == Types::STRING && (schema.enumeration.is_some() || schema.constant.is_some()) {
            return None;
        }
        let encoding = schema.string.content_encoding.as_deref().filter(|_| types == Types::STRING);
        let encoded = encoding.and_then(|encoding| match encoding.to_ascii_lowercase().as_str() {
            "base64" => Some("byte"),
            "base64url" => Some("base64url"),
            _ => None,
        });
        let scalars = || types.iter().map(|(_, single)| single).filter(|single| is_scalar(*single));
        for name in schema.format.as_deref().into_iter().chain(encoded) {
            if let Some((key, chosen)) = scalars().find_map(|single| self.choice(single, name)) {
                met.insert(key);
                return (*chosen != FormatType::Plain).then(|| name.to_owned());
            }
            if scalars().any(|single| is_known(single, name)) {
                return Some(name.to_owned());
            }
        }
        None
    }

    /// What the user chose for a format, and by which name: `string/date-time` goes before `date-time`, which is about the
    /// type that the format is known for.
    pub(in crate::lower) fn choice(&self, types: Types, name: &str) -> Option<(String, &FormatType)> {
        let (type_name, _) = types.iter().next().filter(|_| is_scalar(types))?;
        let is_of_type = match (of_integers(name), of_strings(name)) {
            (Some(_), _) => types == Types::INTEGER,
            (None, Some(_)) => types == Types::STRING,
            (None, None) => true,
        };
        let exact = self.chosen.get_key_value(&format!("{type_name}/{name}"));
        let (key, chosen) = exact.or(self.chosen.get_key_value(name).filter(|_| is_of_type))?;
        Some((key.clone(), chosen))
    }

    /// The type of the user that a schema is.
    pub(in crate::lower) fn replaced(&self, id: SchemaId) -> Option<Ty> {
        self.replaced.get(&id).map(|path| Ty::Scalar(Scalar::Foreign(path.as_str().to_owned())))
    }

    /// The type of strings or numbers of this shape.
    pub(in crate::lower) fn ty(&self, api: &Api, id: SchemaId, shape: &Shape) -> Ty {
        let schema = &api.schemas[id];
        // Alternatives that are one type agree in their format, or are numbers. Others only restrict what stands beside them.
        let stated: Vec<&Schema> = match alternatives::shape(api, schema) {
            None => vec![schema],
            Some(_) => {
                let listed = alternatives::asking(api, schema).iter();
                let resolved = listed.map(|id| &api.schemas[target(api, *id)]);
                resolved.filter(|schema| !alternatives::is_null(schema)).collect()
            }
        };
        let single = scalar_type(shape);
        let mut types: Vec<Ty> = Vec::new();
        for schema in stated {
            let ty = self.single(schema, single);
            if !types.contains(&ty) {
                types.push(ty);
            }
        }
        match (types.as_slice(), single) {
            ([only], _) => only.clone(),
            // Only what is wider than 64 bits holds numbers with and without a sign.
            (types, Types::INTEGER) if types.iter().any(is_wide) => Ty::Scalar(Scalar::I128),
            (_, Types::INTEGER) => Ty::I64,
            (_, Types::NUMBER) => Ty::F64,
            (_, _) => Ty::String,
        }
    }

    /// The type of one of the JSON types of a schema: of integers, of numbers, or else of strings, without its alternatives.
    pub(in crate::lower) fn single(&self, schema: &Schema, single: Types) -> Ty {
        let format = schema.format.as_deref();
        if let Some((_, FormatType::User(user))) = format.and_then(|name| self.choice(single, name)) {
            return Ty::Scalar(Scalar::Foreign(user.path.as_str().to_owned()));
        }
        match single {
            Types::INTEGER => match format.and_then(of_integers) {
                Some((ty, _)) => ty,
                None if is_beyond(schema) => Ty::Scalar(Scalar::I128),
                None => Ty::I64,
            },
            Types::NUMBER if format == Some("float") => Ty::F32,
            Types::NUMBER => Ty::F64,
            _ => format.and_then(of_strings).map_or(Ty::String, |(scalar, _)| Ty::Scalar(scalar)),
        }
    }

    /// What a value is validated against besides its JSON type. Beside several types, a type of the user is asked by its union alone:
    /// it may refuse the values of the other types.
    pub(in crate::lower) fn schema_table_format(&self, schema: &Schema) -> Option<SchemaTableFormat> {
        let (name, types) = (schema.format.as_deref()?, schema.types?.without(Types::NULL));
        if let Some((_, FormatType::User(user))) = self.choice(types, name) {
            return Some(SchemaTableFormat::Other(name.to_owned(), user.path.as_str().to_owned()));
        }
        let known = |(_, single): (&str, Types)| match single {
            Types::INTEGER => of_integers(name).map(|(_, name)| name),
            Types::STRING => of_strings(name).and_then(|(_, name)| name),
            _ => None,
        };
        types.iter().find_map(known).map(SchemaTableFormat::Known)
    }

    /// Reports a string whose format or encoding has no type.
    pub(in crate::lower) fn report(&self, schema: &Schema, sink: &mut Sink) {
        let format = schema.format.as_deref().filter(|format| UNTYPED.contains(format));
        let format = format.filter(|name| self.choice(Types::STRING, name).is_none());
        let encoding = schema.string.content_encoding.as_deref().filter(|_| schema.format.is_none());
        let encoding = encoding.filter(|name| !["7bit", "8bit", "binary"].contains(name));
        let (message, help) = match (format, encoding, schema.string.content_schema) {
            (Some(format), _, _) => (
                format!("no type holds every value of the format `{format}`; this is a string"),
                format!("name a type of yours, or `string`, for `{format}` under `[formats]` in oasmith.toml"),
            ),
            (None, Some(encoding), _) if !self.is_plain(encoding) => (
                format!("`{encoding}` is not decoded yet; this is the encoded string"),
                "decode it where it is needed".to_owned(),
            ),
            (None, None, Some(_)) => (
                "the content of this string is not parsed yet; this is a string".to_owned(),
                "parse the string where its meaning matters".to_owned(),
            ),
            (None, _, _) => return,
        };
        sink.push(Diagnostic::new(codes::UNTYPED_FORMAT, schema.at.clone(), message).help(help));
    }

    /// Whether the user wants the string of an encoding as it is.
    fn is_plain(&self, encoding: &str) -> bool {
        let name = if encoding.eq_ignore_ascii_case("base64") { "byte" } else { encoding };
        self.choice(Types::STRING, name).is_some_and(|(_, chosen)| *chosen == FormatType::Plain)
    }
}

/// The JSON type of the values of a scalar shape.
fn scalar_type(shape: &Shape) -> Types {
    match shape {
        Shape::Integer => Types::INTEGER,
        Shape::Number => Types::NUMBER,
        Shape::Any
        | Shape::Boolean
        | Shape::String
        | Shape::StringEnum(_)
        | Shape::NumberEnum(_)
        | Shape::Null
        | Shape::Array(_)
        | Shape::Tuple
        | Shape::Struct
        | Shape::Map(_)
        | Shape::OneOf(_)
        | Shape::Untyped(_) => Types::STRING,
    }
}

/// Whether a format is about values of this type.
fn is_scalar(types: Types) -> bool {
    [Types::STRING, Types::INTEGER, Types::NUMBER].contains(&types)
}

/// Whether a format says something of the values of a type.
fn is_known(single: Types, format: &str) -> bool {
    match single {
        Types::STRING => of_strings(format).is_some() || UNTYPED.contains(&format),
        Types::INTEGER => of_integers(format).is_some(),
        Types::NUMBER => format == "float",
        _ => false,
    }
}

/// The type of integers of a format, and the name of what validates them.
pub(in crate::lower) fn of_integers(format: &str) -> Option<(Ty, &'static str)> {
    Some(match format {
        "int8" => (Ty::Scalar(Scalar::I8), "Int8"),
        "int16" => (Ty::Scalar(Scalar::I16), "Int16"),
        "int32" => (Ty::I32, "Int32"),
        "int64" => (Ty::I64, "Int64"),
        "uint8" => (Ty::Scalar(Scalar::U8), "Uint8"),
        "uint16" => (Ty::Scalar(Scalar::U16), "Uint16"),
        "uint32" => (Ty::Scalar(Scalar::U32), "Uint32"),
        "uint64" | "uint" => (Ty::Scalar(Scalar::U64), "Uint64"),
        _ => return None,
    })
}

/// The type of strings of a format, and the name of what validates them.
pub(super) fn of_strings(format: &str) -> Option<(Scalar, Option<&'static str>)> {
    Some(match format {
        "date-time" => (Scalar::Timestamp, Some("DateTime")),
        "date" => (Scalar::Date, Some("Date")),
        "uuid" => (Scalar::Uuid, Some("Uuid")),
        "ipv4" => (Scalar::Ipv4, Some("Ipv4")),
        "ipv6" => (Scalar::Ipv6, Some("Ipv6")),
        "byte" | "base64" => (Scalar::Base64, Some("Base64")),
        "base64url" => (Scalar::Base64Url, Some("Base64Url")),
        "password" => (Scalar::Secret, None),
        _ => return None,
    })
}

/// Whether a bound or a listed value is beyond 64 bits: the one constraint that changes a type, since the type cannot hold the value.
fn is_beyond(schema: &Schema) -> bool {
    let number = &schema.number;
    let bounds = [number.minimum, number.maximum, number.exclusive_minimum, number.exclusive_maximum];
    let is_bound = bounds.into_iter().flatten().any(|bound| match bound {
        Number::Integer(bound) => i64::try_from(bound).is_err(),
        Number::Float(bound) => bound.is_finite() && (bound >= -(i64::MIN as f64) || bound < i64::MIN as f64),
    });
    let listed = schema.enumeration.iter().flatten().chain(&schema.constant);
    is_bound || listed.into_iter().any(|value| matches!(value, Value::Integer(value) if i64::try_from(*value).is_err()))
}

/// Whether a type has values that `i64` has not.
fn is_wide(ty: &Ty) -> bool {
    matches!(ty, Ty::Scalar(Scalar::U64 | Scalar::I128))
}
