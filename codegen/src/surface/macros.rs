//! What the runtime's macros write, as a table: the lines of each macro, and those of its rows.
//!
//! Owns what each macro of the runtime adds to the surface. A test compares it with what rustdoc finds. Must not know how a row is
//! parsed.

use super::rows::{self, EnumRows, ObjectRows, UnionRows};
use super::scope::Scope;
use super::types::Types;
use super::walk;

/// What stands for the type in the lines below.
const TYPE: char = '$';

const SERDE: &[&str] = &["impl serde::Serialize for $", "impl<'de> serde::Deserialize<'de> for $"];

const OBJECT: &[&str] = &["impl Debug for $"];

const OBJECT_WITHOUT_ARGUMENTS: &[&str] = &["impl Default for $"];

const REQUIRED: &[&str] = &["struct $ {}", "impl Clone for $", "impl Debug for $"];

const STRING_ENUM: &[&str] = &[
    "#[non_exhaustive] enum $",
    "fn $::as_str(&self) -> &str",
    "fn $::is_known(&self) -> bool",
    "impl AsRef<str> for $",
    "impl Clone for $",
    "impl Debug for $",
    "impl Display for $",
    "impl Eq for $",
    "impl From<&str> for $",
    "impl From<String> for $",
    "impl FromStr for $ { Err = Infallible }",
    "impl Hash for $",
    "impl PartialEq for $",
];

const NUMBER_ENUM: &[&str] = &[
    "#[non_exhaustive] enum $",
    "fn $::is_known(self) -> bool",
    "impl Clone for $",
    "impl Copy for $",
    "impl Debug for $",
    "impl Display for $",
    "impl PartialEq for $",
];

const CLOSED: &[&str] = &[
    "enum $",
    "impl Clone for $",
    "impl Copy for $",
    "impl Debug for $",
    "impl Display for $",
    "impl Eq for $",
    "impl Hash for $",
    "impl PartialEq for $",
];

const CLOSED_ENUM: &[&str] = &[
    "fn $::as_str(self) -> &'static str",
    "impl AsRef<str> for $",
    "impl FromStr for $ { Err = runtime::closed_enum::UnknownValue }",
    "impl TryFrom<&str> for $ { Error = runtime::closed_enum::UnknownValue }",
    "impl TryFrom<String> for $ { Error = runtime::closed_enum::UnknownValue }",
];

const UNION: &[&str] = &["#[non_exhaustive] enum $", "impl Clone for $", "impl Debug for $", "impl PartialEq for $"];

const TEXT: &[&str] = &["fn $::as_str(&self) -> &str", "impl AsRef<str> for $", "impl From<&str> for $"];

const MODEL: &[&str] = &["impl schemars::JsonSchema for $"];

const STRATEGY: &[&str] =
    &["impl proptest::arbitrary::Arbitrary for $ { Parameters = (), Strategy = runtime::arbitrary::Values<Self> }"];

/// The lines of a macro's call. Other macros have none.
pub(super) fn lines(call: &syn::Macro, scope: &Scope) -> Vec<String> {
    let Some(name) = call.path.segments.last().map(|segment| segment.ident.to_string()) else { return Vec::new() };
    let types = Types::new(scope);
    let tokens = call.tokens.clone();
    let lines = match name.as_str() {
        "object" => rows::object(tokens).map(|rows| object(&rows, scope, &types)),
        "string_enum" | "closed_enum" | "number_enum" | "closed_number_enum" => {
            rows::enumeration(tokens).map(|rows| enumeration(&rows, &name, scope))
        }
        "union" => rows::union(tokens).map(|rows| union(&rows, scope, &types)),
        "tuple" => rows::name(tokens).map(|name| of_type(&[SERDE], &scope.path_of(&name))),
        "newtype" => rows::newtype(tokens).map(|rows| newtype(&rows, scope, &types)),
        "by_value" => rows::by_value(tokens).map(|(name, traits)| {
            let path = scope.path_of(&name);
            traits.iter().map(|name| format!("impl {name} for {path}")).collect()
        }),
        "json_schema" => Ok(rows::models(tokens).iter().flat_map(|model| of_type(&[MODEL], model)).collect()),
        "arbitrary" => Ok(rows::models(tokens).iter().flat_map(|model| of_type(&[STRATEGY], model)).collect()),
        _ => Ok(Vec::new()),
    };
    // What is written is a call that the compiler accepts.
    lines.unwrap_or_default()
}

/// The lines with the path of a type.
fn of_type(tables: &[&[&str]], path: &str) -> Vec<String> {
    tables.iter().flat_map(|table| table.iter()).map(|line| line.replace(TYPE, path)).collect()
}

fn object(rows: &ObjectRows, scope: &Scope, types: &Types<'_>) -> Vec<String> {
    let path = scope.path_of(&rows.name);
    let mut lines = of_type(&[OBJECT, SERDE], &path);
    let arguments: Vec<String> = rows.arguments.iter().map(|(name, ty)| format!("{name}: {}", types.ty(ty))).collect();
    match &rows.required {
        Some(required) => {
            let required = scope.path_of(required);
            lines.push(format!("fn {path}::new(required: {required}) -> Self"));
            lines.extend(arguments.iter().map(|field| format!("field {required}::{field}")));
            lines.extend(of_type(&[REQUIRED], &required));
        }
        None => {
            lines.push(format!("fn {path}::new({}) -> Self", arguments.join(", ")));
            if arguments.is_empty() {
                lines.extend(of_type(&[OBJECT_WITHOUT_ARGUMENTS], &path));
            }
        }
    }
    for setter in &rows.setters {
        let field = &setter.field;
        lines.push(format!("fn {path}::{field}(self, {field}: {}) -> Self", types.ty(&setter.taken)));
        lines.extend(setter.null.as_ref().map(|null| format!("fn {path}::{null}(self) -> Self")));
        lines.extend(setter.default.as_ref().map(|(get, ty)| format!("fn {path}::{get}(&self) -> {}", types.ty(ty))));
    }
    lines.extend(rows.extra.as_ref().map(|(extra, ty)| {
        format!("fn {path}::{extra}(self, properties: runtime::wire::Map<{}>) -> Self", types.ty(ty))
    }));
    lines
}

fn enumeration(rows: &EnumRows, name: &str, scope: &Scope) -> Vec<String> {
    if walk::is_hidden(&rows.attributes) {
        return Vec::new();
    }
    let path = scope.path_of(&rows.name);
    let (tables, unknown): (&[&[&str]], _) = match name {
        "string_enum" => (&[STRING_ENUM, SERDE], Some("String")),
        "number_enum" => (&[NUMBER_ENUM, SERDE], rows.number.as_deref()),
        "closed_enum" => (&[CLOSED, CLOSED_ENUM, SERDE], None),
        _ => (&[CLOSED, SERDE], None),
    };
    let mut lines = of_type(tables, &path);
    lines.extend(rows.variants.iter().map(|variant| format!("variant {path}::{variant}")));
    if let (Some(variant), Some(held)) = (&rows.unknown, unknown) {
        lines.push(format!("variant {path}::{variant}({held})"));
    }
    if let Some(number) = &rows.number {
        lines.push(format!("fn {path}::value(self) -> {number}"));
        lines.push(format!("impl From<{path}> for {number}"));
        lines.push(match name {
            "number_enum" => format!("impl From<{number}> for {path}"),
            _ => format!("impl TryFrom<{number}> for {path} {{ Error = runtime::closed_enum::UnknownValue }}"),
        });
    }
    lines.extend(walk::derived(&rows.attributes, &path, &syn::Generics::default(), scope));
    lines
}

fn union(rows: &UnionRows, scope: &Scope, types: &Types<'_>) -> Vec<String> {
    if walk::is_hidden(&rows.attributes) {
        return Vec::new();
    }
    let path = scope.path_of(&rows.name);
    let mut lines = of_type(&[UNION, SERDE], &path);
    for alternative in &rows.alternatives {
        let (ty, name) = (types.ty(&alternative.ty), &alternative.name);
        let held = if alternative.is_boxed { format!("Box<{ty}>") } else { ty.clone() };
        lines.push(format!("variant {path}::{name}({held})"));
        if !alternative.shares_type {
            lines.push(format!("impl From<{ty}> for {path}"));
        }
    }
    lines.extend(rows.unknown.as_ref().map(|unknown| format!("variant {path}::{unknown}(serde_json::Value)")));
    lines.extend(walk::derived(&rows.attributes, &path, &syn::Generics::default(), scope));
    lines
}

fn newtype(rows: &rows::NewtypeRows, scope: &Scope, types: &Types<'_>) -> Vec<String> {
    let (path, inner) = (scope.path_of(&rows.name), types.ty(&rows.inner));
    let of = rows.of.as_ref().map(|ty| types.ty(ty));
    let mut lines = vec![format!("impl From<{inner}> for {path}"), format!("impl From<{path}> for {inner}")];
    let from_text = format!("impl FromStr for {path} {{ Err = <{inner} as FromStr>::Err }}");
    match (rows.kind.as_str(), of) {
        ("list", Some(item)) => {
            let lent = [item.clone(), format!("&'a {item}"), format!("&'a mut {item}")];
            lines.extend(collection(&path, &inner, &lent));
        }
        ("map", Some(value)) => lines.extend(collection(&path, &inner, &entries(&value))),
        ("object", _) => lines.extend(collection(&path, &inner, &entries("serde_json::Value"))),
        ("text", _) => {
            lines.extend(of_type(&[TEXT], &path));
            lines.extend([format!("impl Display for {path}"), from_text]);
        }
        ("value", _) => lines.extend([format!("impl Display for {path}"), from_text]),
        (_, _) => {}
    }
    lines
}

/// The items of a map, and how they are borrowed.
fn entries(value: &str) -> [String; 3] {
    [format!("(String, {value})"), format!("(&'a String, &'a {value})"), format!("(&'a String, &'a mut {value})")]
}

fn collection(path: &str, inner: &str, [item, lent, changed]: &[String; 3]) -> Vec<String> {
    let iterator = |target: &str| format!("<{target}{inner} as IntoIterator>::IntoIter");
    vec![
        format!("impl Deref for {path} {{ Target = {inner} }}"),
        format!("impl DerefMut for {path}"),
        format!("impl FromIterator<{item}> for {path}"),
        format!("impl Extend<{item}> for {path}"),
        format!("impl IntoIterator for {path} {{ IntoIter = {}, Item = {item} }}", iterator("")),
        format!("impl<'a> IntoIterator for &'a {path} {{ IntoIter = {}, Item = {lent} }}", iterator("&'a ")),
        format!("impl<'a> IntoIterator for &'a mut {path} {{ IntoIter = {}, Item = {changed} }}", iterator("&'a mut ")),
    ]
}
