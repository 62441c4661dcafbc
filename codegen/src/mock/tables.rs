//! Schema tables that are made at run time.
//!
//! Owns how a table of the lowered crate becomes one of the runtime. A table that refers to itself does so through a slot that is
//! filled when the table is there. Must not know operations.

use std::collections::HashMap;

use oasmith_runtime::mock_server::{Hint, Hints};
use oasmith_runtime::schema::{self, Format, Keyword as Made, Reference, Schema, Types};
use serde_json::Value;

use crate::rust::{Keyword, Krate, Literal, Name, Number, Pattern, SchemaTable, SchemaTableFormat, SchemaTableRef};

/// The tables of a crate.
pub(super) struct Tables<'k> {
    described: HashMap<&'k Name, &'k SchemaTable>,
    made: HashMap<&'k Name, Progress>,
    patterns: HashMap<&'k str, &'static schema::Pattern>,
    /// What is known of the tables that are made.
    pub(super) hints: Hints,
}

/// How far a table is made.
#[derive(Clone, Copy)]
enum Progress {
    /// It is being made. What refers to it meanwhile does so through the slot.
    Begun(&'static Reference),
    Done(&'static Schema),
}

impl<'k> Tables<'k> {
    pub(super) fn new(krate: &'k Krate) -> Self {
        let described = krate.schema_tables.iter().map(|table| (&table.name, table)).collect();
        Self { described, made: HashMap::new(), patterns: HashMap::new(), hints: Hints::default() }
    }

    /// A table.
    pub(super) fn table(&mut self, table: &'k SchemaTableRef) -> &'static Schema {
        match table {
            SchemaTableRef::Known(name) => known(name),
            SchemaTableRef::Named(name) => self.named(name),
        }
    }

    // Each call goes to another table, and schemas are nested within bounds that the reader holds.
    fn named(&mut self, name: &'k Name) -> &'static Schema {
        match self.made.get(name) {
            Some(Progress::Done(schema)) => return schema,
            Some(Progress::Begun(slot)) => return leak(Schema(list([Made::Reference(slot)]))),
            None => {}
        }
        let Some(described) = self.described.get(name).copied() else { return &Schema::ANY };
        let slot: &'static Reference = leak(Reference::new());
        self.made.insert(name, Progress::Begun(slot));
        let keywords: Vec<Made> = described.keywords.iter().map(|keyword| self.keyword(keyword)).collect();
        let schema = leak(Schema(list(keywords)));
        slot.set(schema);
        self.made.insert(name, Progress::Done(schema));
        let SchemaTable { examples, left_out, .. } = described;
        if !examples.is_empty() || !left_out.is_empty() {
            let examples = examples.iter().map(|example| literal(example).to_json()).collect();
            self.hints.add(schema, Hint { examples, left_out: left_out.clone() });
        }
        schema
    }

    fn keyword(&mut self, keyword: &'k Keyword) -> Made {
        match keyword {
            Keyword::Type(names) => Made::Type(names.iter().fold(Types::NONE, |types, name| types.or(kind(name)))),
            Keyword::Enum(strings) => Made::Enum(texts(strings)),
            Keyword::Values(values) => Made::Values(list(values.iter().map(literal))),
            Keyword::Const(value) => Made::Const(literal(value)),
            Keyword::Minimum(bound) => Made::Minimum(number(*bound)),
            Keyword::Maximum(bound) => Made::Maximum(number(*bound)),
            Keyword::ExclusiveMinimum(bound) => Made::ExclusiveMinimum(number(*bound)),
            Keyword::ExclusiveMaximum(bound) => Made::ExclusiveMaximum(number(*bound)),
            Keyword::MultipleOf(divisor) => Made::MultipleOf(number(*divisor)),
            Keyword::MinLength(count) => Made::MinLength(*count),
            Keyword::MaxLength(count) => Made::MaxLength(*count),
            Keyword::Pattern(pattern) => Made::Pattern(self.pattern(pattern)),
            Keyword::Format(format) => Made::Format(self::format(format)),
            Keyword::PrefixItems(tables) => Made::PrefixItems(self.tables(tables)),
            Keyword::Items(table) => Made::Items(self.table(table)),
            Keyword::MinItems(count) => Made::MinItems(*count),
            Keyword::MaxItems(count) => Made::MaxItems(*count),
            Keyword::UniqueItems => Made::UniqueItems,
            Keyword::Contains(table, least, most) => Made::Contains(self.table(table), *least, *most),
            Keyword::UnevaluatedItems(table) => Made::UnevaluatedItems(self.table(table)),
            Keyword::Properties(tables) => Made::Properties(self.by_name(tables)),
            Keyword::PatternProperties(tables) => {
                let tables = tables.iter().map(|(pattern, table)| (self.pattern(pattern), self.table(table)));
                Made::PatternProperties(list(tables))
            }
            Keyword::AdditionalProperties(table) => Made::AdditionalProperties(self.table(table)),
            Keyword::PropertyNames(table) => Made::PropertyNames(self.table(table)),
            Keyword::Required(names) => Made::Required(texts(names)),
            Keyword::MinProperties(count) => Made::MinProperties(*count),
            Keyword::MaxProperties(count) => Made::MaxProperties(*count),
            Keyword::DependentRequired(names) => {
                Made::DependentRequired(list(names.iter().map(|(name, others)| (text(name), texts(others)))))
            }
            Keyword::DependentSchemas(tables) => Made::DependentSchemas(self.by_name(tables)),
            Keyword::UnevaluatedProperties(table) => Made::UnevaluatedProperties(self.table(table)),
            Keyword::AllOf(tables) => Made::AllOf(self.tables(tables)),
            Keyword::AnyOf(tables) => Made::AnyOf(self.tables(tables)),
            Keyword::OneOf(tables) => Made::OneOf(self.tables(tables)),
            Keyword::Not(table) => Made::Not(self.table(table)),
            Keyword::If(test, then, otherwise) => {
                Made::If(self.table(test), self.optional(then.as_ref()), self.optional(otherwise.as_ref()))
            }
            Keyword::Discriminator(property, known, default) => {
                Made::Discriminator(text(property), self.by_name(known), self.optional(default.as_ref()))
            }
            Keyword::Never => Made::Never,
        }
    }

    fn tables(&mut self, tables: &'k [SchemaTableRef]) -> &'static [&'static Schema] {
        list(tables.iter().map(|table| self.table(table)))
    }

    fn by_name(&mut self, tables: &'k [(String, SchemaTableRef)]) -> &'static [(&'static str, &'static Schema)] {
        list(tables.iter().map(|(name, table)| (text(name), self.table(table))))
    }

    fn optional(&mut self, table: Option<&'k SchemaTableRef>) -> Option<&'static Schema> {
        table.map(|table| self.table(table))
    }

    fn pattern(&mut self, pattern: &'k Pattern) -> &'static schema::Pattern {
        self.patterns.entry(&pattern.source).or_insert_with(|| leak(schema::Pattern::new(text(&pattern.source))))
    }
}

/// A constant of the runtime.
fn known(name: &str) -> &'static Schema {
    match name {
        "NEVER" => &Schema::NEVER,
        "STRING" => &Schema::STRING,
        "INTEGER" => &Schema::INTEGER,
        "NUMBER" => &Schema::NUMBER,
        "BOOLEAN" => &Schema::BOOLEAN,
        "NULL" => &Schema::NULL,
        "ARRAY" => &Schema::ARRAY,
        "OBJECT" => &Schema::OBJECT,
        "DATE_TIME" => &Schema::DATE_TIME,
        "DATE" => &Schema::DATE,
        "UUID" => &Schema::UUID,
        "BASE64" => &Schema::BASE64,
        "INT32" => &Schema::INT32,
        "INT64" => &Schema::INT64,
        _ => &Schema::ANY,
    }
}

fn kind(name: &str) -> Types {
    match name {
        "STRING" => Types::STRING,
        "INTEGER" => Types::INTEGER,
        "NUMBER" => Types::NUMBER,
        "BOOLEAN" => Types::BOOLEAN,
        "NULL" => Types::NULL,
        "ARRAY" => Types::ARRAY,
        _ => Types::OBJECT,
    }
}

/// A format. Without the type that a user chose for one, any value has it.
fn format(format: &SchemaTableFormat) -> Format {
    let any: fn(&Value) -> bool = |_| true;
    match format {
        SchemaTableFormat::Other(name, _) => Format::Other(text(name), any),
        SchemaTableFormat::Known(name) => match *name {
            "DateTime" => Format::DateTime,
            "Date" => Format::Date,
            "Uuid" => Format::Uuid,
            "Ipv4" => Format::Ipv4,
            "Ipv6" => Format::Ipv6,
            "Base64" => Format::Base64,
            "Base64Url" => Format::Base64Url,
            "Int8" => Format::Int8,
            "Int16" => Format::Int16,
            "Int32" => Format::Int32,
            "Int64" => Format::Int64,
            "Uint8" => Format::Uint8,
            "Uint16" => Format::Uint16,
            "Uint32" => Format::Uint32,
            "Uint64" => Format::Uint64,
            other => Format::Other(other, any),
        },
    }
}

fn number(number: Number) -> schema::Number {
    match number {
        Number::Integer(integer) => schema::Number::Integer(integer),
        Number::Float(float) => schema::Number::Float(float),
    }
}

fn literal(value: &Literal) -> schema::Literal {
    match value {
        Literal::Null => schema::Literal::Null,
        Literal::Bool(flag) => schema::Literal::Bool(*flag),
        Literal::Number(Number::Integer(integer)) => schema::Literal::Integer(*integer),
        Literal::Number(Number::Float(float)) => schema::Literal::Float(*float),
        Literal::String(string) => schema::Literal::String(text(string)),
        Literal::Array(items) => schema::Literal::Array(list(items.iter().map(literal))),
        Literal::Object(properties) => {
            schema::Literal::Object(list(properties.iter().map(|(name, value)| (text(name), literal(value)))))
        }
    }
}

pub(super) fn texts(strings: &[String]) -> &'static [&'static str] {
    list(strings.iter().map(|string| text(string)))
}

/// A string for as long as the process runs.
pub(super) fn text(string: &str) -> &'static str {
    Box::leak(string.into())
}

/// Items for as long as the process runs.
pub(super) fn list<T>(items: impl IntoIterator<Item = T>) -> &'static [T] {
    Box::leak(items.into_iter().collect())
}

/// A value for as long as the process runs.
pub(super) fn leak<T>(value: T) -> &'static T {
    Box::leak(Box::new(value))
}
