//! The official test suite of JSON Schema against the tables that requests are checked against.
//!
//! Each schema of the suite is the body of an operation; what `lower` makes of it is run without compiling it. The suite
//! lies outside this repository; `OASMITH_CORPUS` names the folder that has it. Without it these tests are skipped, but
//! where `CI` is set a missing corpus fails.

#![allow(missing_docs)]

#[allow(dead_code)]
#[path = "proofs/equal.rs"]
mod equal;
#[path = "json_schema_suite/mutants.rs"]
mod mutants;
#[allow(dead_code)]
#[path = "proofs/oracle.rs"]
mod oracle;
#[path = "proofs/strategies.rs"]
mod strategies;
#[path = "json_schema_suite/tags.rs"]
mod tags;

use std::collections::{BTreeMap, HashMap};
use std::fs;
use std::path::PathBuf;

use oasmith::config::Config;
use oasmith::diagnostic::Sink;
use oasmith::rust::{Keyword, Krate, Literal, Name, Number, Pattern, SchemaTableFormat, SchemaTableRef};
use oasmith::source::Documents;
use oasmith_runtime::schema;
use serde_json::{Value, json};

/// Schemas that refer to what the suite's own web server holds: references are never followed into the network, and what
/// cannot be read is any value.
const REMOTE: &[(&str, &str, &[&str])] = &[
    ("defs", "validate definition against metaschema", &["invalid definition schema"]),
    (
        "dynamicRef",
        "$ref and $dynamicAnchor are independent of order - $defs first",
        &["incorrect extended schema", "incorrect parent schema"],
    ),
    (
        "dynamicRef",
        "$ref and $dynamicAnchor are independent of order - $ref first",
        &["incorrect extended schema", "incorrect parent schema"],
    ),
    ("dynamicRef", "$ref to $dynamicRef finds detached $dynamicAnchor", &["non-number is invalid"]),
    ("dynamicRef", "strict-tree schema, guards against misspelled properties", &["instance with correct field"]),
    (
        "dynamicRef",
        "tests for implementation dynamic anchor and reference link",
        &["incorrect extended schema", "incorrect parent schema"],
    ),
    ("ref", "remote ref, containing refs itself", &["remote ref invalid"]),
    ("refRemote", "$ref to $ref finds detached $anchor", &["non-number is invalid"]),
    ("refRemote", "Location-independent identifier in remote ref", &["string is invalid"]),
    ("refRemote", "anchor within remote ref", &["remote anchor invalid"]),
    ("refRemote", "base URI change", &["base URI change ref invalid"]),
    ("refRemote", "base URI change - change folder", &["string is invalid"]),
    ("refRemote", "base URI change - change folder in subschema", &["string is invalid"]),
    ("refRemote", "fragment within remote ref", &["remote fragment invalid"]),
    ("refRemote", "ref within remote ref", &["ref within ref invalid"]),
    ("refRemote", "remote HTTP ref with different $id", &["number is invalid"]),
    ("refRemote", "remote HTTP ref with different URN $id", &["number is invalid"]),
    ("refRemote", "remote HTTP ref with nested absolute ref", &["number is invalid"]),
    ("refRemote", "remote ref", &["remote ref invalid"]),
    ("refRemote", "remote ref with ref to defs", &["invalid"]),
    ("refRemote", "retrieved nested refs resolve relative to their URI not $id", &["number is invalid"]),
    ("refRemote", "root ref in remote ref", &["object is invalid"]),
];

/// Schemas with a dialect of their own, which stands on the suite's web server: schemas are read as draft 2020-12, and a
/// warning says so.
const DIALECT: &[(&str, &str, &[&str])] = &[(
    "vocabulary",
    "schema that uses custom metaschema with with no validation vocabulary",
    &["no validation: invalid number, but it still validates"],
)];

fn suite() -> Option<PathBuf> {
    match std::env::var_os("OASMITH_CORPUS") {
        Some(folder) => Some(PathBuf::from(folder).join("json-schema-suite/draft2020-12")),
        None => {
            let ci = std::env::var("CI").is_ok_and(|ci| !["", "0", "false"].contains(&ci.as_str()));
            assert!(!ci, "OASMITH_CORPUS is not set");
            println!("skipped: OASMITH_CORPUS is not set");
            None
        }
    }
}

/// A description with one operation, whose body is this schema.
fn description(schema: &Value) -> String {
    let mut schema = schema.clone();
    if let Some(members) = schema.as_object_mut() {
        // What `#` in a reference means is the schema, and not the description around it.
        members.entry("$id").or_insert_with(|| json!("http://localhost:1234/schema.json"));
    }
    let body = json!({ "$ref": "#/components/schemas/S" });
    json!({
        "openapi": "3.1.0",
        "info": { "title": "Suite", "version": "1" },
        "paths": { "/s": { "post": {
            "operationId": "check",
            "requestBody": { "required": true, "content": { "application/json": { "schema": body } } },
            "responses": { "204": { "description": "ok" } },
        } } },
        "components": { "schemas": { "S": schema } },
    })
    .to_string()
}

/// The table of a schema, ready to be used.
fn table(schema: &Value) -> Result<&'static schema::Schema, String> {
    let text = description(schema);
    let documents = Documents::from_texts(&[("api.json", text.as_str())]).map_err(|error| error.to_string())?;
    let mut sink = Sink::new();
    let api = oasmith::openapi::read(&documents, &mut sink).ok_or("not read")?;
    let krate = oasmith::lower::lower(api, &Config::new("api.json", "suite"), &mut sink).krate;
    let operation = krate.operations.first().ok_or("no operation")?;
    Ok(tables(&krate, &operation.body.as_ref().ok_or("no body")?.media_types.preferred.schema_table))
}

fn leak<T>(value: T) -> &'static T {
    Box::leak(Box::new(value))
}

fn list<T>(values: impl IntoIterator<Item = T>) -> &'static [T] {
    leak(values.into_iter().collect::<Vec<T>>())
}

/// Makes of tables to be written the tables that would be there. Those that refer to themselves are unrolled as deep as no
/// value of the suite is.
fn tables(krate: &Krate, table: &SchemaTableRef) -> &'static schema::Schema {
    let by_name = krate.schema_tables.iter().map(|table| (&table.name, table.keywords.as_slice())).collect();
    Tables { by_name, patterns: HashMap::new(), made: HashMap::new() }.of(table, 12)
}

struct Tables<'a> {
    by_name: HashMap<&'a Name, &'a [Keyword]>,
    patterns: HashMap<String, &'static schema::Pattern>,
    made: HashMap<(Name, usize), &'static schema::Schema>,
}

type Table = &'static schema::Schema;

impl Tables<'_> {
    fn of(&mut self, table: &SchemaTableRef, depth: usize) -> Table {
        let name = match table {
            SchemaTableRef::Known(name) => return known(name),
            SchemaTableRef::Named(name) => name,
        };
        if depth == 0 {
            return &schema::Schema::ANY;
        }
        if let Some(made) = self.made.get(&(name.clone(), depth)) {
            return made;
        }
        let keywords =
            list(self.by_name[name].iter().map(|keyword| self.keyword(keyword, depth - 1)).collect::<Vec<_>>());
        let made = leak(schema::Schema(keywords));
        self.made.insert((name.clone(), depth), made);
        made
    }

    fn several(&mut self, tables: &[SchemaTableRef], depth: usize) -> &'static [Table] {
        list(tables.iter().map(|table| self.of(table, depth)).collect::<Vec<_>>())
    }

    fn named(&mut self, tables: &[(String, SchemaTableRef)], depth: usize) -> &'static [(&'static str, Table)] {
        list(tables.iter().map(|(name, table)| (text(name), self.of(table, depth))).collect::<Vec<_>>())
    }

    fn pattern(&mut self, pattern: &Pattern) -> &'static schema::Pattern {
        self.patterns.entry(pattern.source.clone()).or_insert_with(|| leak(schema::Pattern::new(text(&pattern.source))))
    }

    fn keyword(&mut self, keyword: &Keyword, depth: usize) -> schema::Keyword {
        use schema::Keyword as To;
        match keyword {
            Keyword::Type(names) => {
                To::Type(names.iter().fold(schema::Types::NONE, |types, name| types.or(of_type(name))))
            }
            Keyword::Enum(values) => To::Enum(texts(values)),
            Keyword::Values(values) => To::Values(list(values.iter().map(literal))),
            Keyword::Const(value) => To::Const(literal(value)),
            Keyword::Minimum(bound) => To::Minimum(number(*bound)),
            Keyword::Maximum(bound) => To::Maximum(number(*bound)),
            Keyword::ExclusiveMinimum(bound) => To::ExclusiveMinimum(number(*bound)),
            Keyword::ExclusiveMaximum(bound) => To::ExclusiveMaximum(number(*bound)),
            Keyword::MultipleOf(divisor) => To::MultipleOf(number(*divisor)),
            Keyword::MinLength(limit) => To::MinLength(*limit),
            Keyword::MaxLength(limit) => To::MaxLength(*limit),
            Keyword::Pattern(pattern) => To::Pattern(self.pattern(pattern)),
            Keyword::Format(SchemaTableFormat::Known(name)) => To::Format(format(name)),
            Keyword::Format(SchemaTableFormat::Other(name, _)) => panic!("no format is chosen, and `{name}` is"),
            Keyword::PrefixItems(tables) => To::PrefixItems(self.several(tables, depth)),
            Keyword::Items(table) => To::Items(self.of(table, depth)),
            Keyword::MinItems(limit) => To::MinItems(*limit),
            Keyword::MaxItems(limit) => To::MaxItems(*limit),
            Keyword::UniqueItems => To::UniqueItems,
            Keyword::Contains(table, least, most) => To::Contains(self.of(table, depth), *least, *most),
            Keyword::UnevaluatedItems(table) => To::UnevaluatedItems(self.of(table, depth)),
            Keyword::Properties(tables) => To::Properties(self.named(tables, depth)),
            Keyword::PatternProperties(tables) => {
                let tables = tables.iter().map(|(pattern, table)| (self.pattern(pattern), self.of(table, depth)));
                To::PatternProperties(list(tables.collect::<Vec<_>>()))
            }
            Keyword::AdditionalProperties(table) => To::AdditionalProperties(self.of(table, depth)),
            Keyword::PropertyNames(table) => To::PropertyNames(self.of(table, depth)),
            Keyword::Required(names) => To::Required(texts(names)),
            Keyword::MinProperties(limit) => To::MinProperties(*limit),
            Keyword::MaxProperties(limit) => To::MaxProperties(*limit),
            Keyword::DependentRequired(names) => {
                To::DependentRequired(list(names.iter().map(|(owner, names)| (text(owner), texts(names)))))
            }
            Keyword::DependentSchemas(tables) => To::DependentSchemas(self.named(tables, depth)),
            Keyword::UnevaluatedProperties(table) => To::UnevaluatedProperties(self.of(table, depth)),
            Keyword::AllOf(tables) => To::AllOf(self.several(tables, depth)),
            Keyword::AnyOf(tables) => To::AnyOf(self.several(tables, depth)),
            Keyword::OneOf(tables) => To::OneOf(self.several(tables, depth)),
            Keyword::Not(table) => To::Not(self.of(table, depth)),
            Keyword::If(test, then, otherwise) => To::If(
                self.of(test, depth),
                then.as_ref().map(|table| self.of(table, depth)),
                otherwise.as_ref().map(|table| self.of(table, depth)),
            ),
            Keyword::Discriminator(tag, tables, default) => To::Discriminator(
                text(tag),
                self.named(tables, depth),
                default.as_ref().map(|table| self.of(table, depth)),
            ),
            Keyword::Never => To::Never,
        }
    }
}

fn known(name: &str) -> Table {
    match name {
        "ANY" => &schema::Schema::ANY,
        "NEVER" => &schema::Schema::NEVER,
        "STRING" => &schema::Schema::STRING,
        "INTEGER" => &schema::Schema::INTEGER,
        "NUMBER" => &schema::Schema::NUMBER,
        "BOOLEAN" => &schema::Schema::BOOLEAN,
        "NULL" => &schema::Schema::NULL,
        "ARRAY" => &schema::Schema::ARRAY,
        "OBJECT" => &schema::Schema::OBJECT,
        "DATE_TIME" => &schema::Schema::DATE_TIME,
        "DATE" => &schema::Schema::DATE,
        "UUID" => &schema::Schema::UUID,
        "BASE64" => &schema::Schema::BASE64,
        "INT32" => &schema::Schema::INT32,
        "INT64" => &schema::Schema::INT64,
        other => panic!("the runtime has no table `{other}`"),
    }
}

fn of_type(name: &str) -> schema::Types {
    match name {
        "STRING" => schema::Types::STRING,
        "INTEGER" => schema::Types::INTEGER,
        "NUMBER" => schema::Types::NUMBER,
        "BOOLEAN" => schema::Types::BOOLEAN,
        "NULL" => schema::Types::NULL,
        "ARRAY" => schema::Types::ARRAY,
        "OBJECT" => schema::Types::OBJECT,
        other => panic!("the runtime has no type `{other}`"),
    }
}

fn format(name: &str) -> schema::Format {
    match name {
        "DateTime" => schema::Format::DateTime,
        "Date" => schema::Format::Date,
        "Uuid" => schema::Format::Uuid,
        "Ipv4" => schema::Format::Ipv4,
        "Ipv6" => schema::Format::Ipv6,
        "Base64" => schema::Format::Base64,
        "Base64Url" => schema::Format::Base64Url,
        "Int8" => schema::Format::Int8,
        "Int16" => schema::Format::Int16,
        "Int32" => schema::Format::Int32,
        "Int64" => schema::Format::Int64,
        "Uint8" => schema::Format::Uint8,
        "Uint16" => schema::Format::Uint16,
        "Uint32" => schema::Format::Uint32,
        "Uint64" => schema::Format::Uint64,
        other => panic!("the runtime has no format `{other}`"),
    }
}

fn text(text: &str) -> &'static str {
    String::leak(text.to_owned())
}

fn texts(names: &[String]) -> &'static [&'static str] {
    list(names.iter().map(|name| text(name)))
}

fn number(number: Number) -> schema::Number {
    match number {
        Number::Integer(number) => schema::Number::Integer(number),
        Number::Float(number) => schema::Number::Float(number),
    }
}

fn literal(value: &Literal) -> schema::Literal {
    match value {
        Literal::Null => schema::Literal::Null,
        Literal::Bool(flag) => schema::Literal::Bool(*flag),
        Literal::Number(Number::Integer(number)) => schema::Literal::Integer(*number),
        Literal::Number(Number::Float(number)) => schema::Literal::Float(*number),
        Literal::String(string) => schema::Literal::String(text(string)),
        Literal::Array(items) => schema::Literal::Array(list(items.iter().map(literal))),
        Literal::Object(members) => {
            schema::Literal::Object(list(members.iter().map(|(name, value)| (text(name), literal(value)))))
        }
    }
}

/// File, schema, instance.
type Case = (String, String, String);

/// What the tables say of each instance: whether they agree with the suite.
fn verdicts(suite: &std::path::Path) -> BTreeMap<Case, Result<(), String>> {
    let mut verdicts = BTreeMap::new();
    for file in fs::read_dir(suite).unwrap() {
        let path = file.unwrap().path();
        let name = path.file_stem().unwrap().to_str().unwrap().to_owned();
        let groups: Vec<Value> = serde_json::from_str(&fs::read_to_string(&path).unwrap()).unwrap();
        for group in groups {
            let table = table(&group["schema"]);
            for test in group["tests"].as_array().unwrap() {
                let verdict = match &table {
                    Err(error) => Err(error.clone()),
                    Ok(table) => {
                        let violations = table.validate(&test["data"]);
                        match (violations.as_slice(), test["valid"].as_bool().unwrap()) {
                            ([], true) | ([_, ..], false) => Ok(()),
                            ([], false) => Err("accepted".to_owned()),
                            ([first, ..], true) => Err(first.to_string()),
                        }
                    }
                };
                let case = |value: &Value| value["description"].as_str().unwrap().to_owned();
                verdicts.insert((name.clone(), case(&group), case(test)), verdict);
            }
        }
    }
    verdicts
}

#[test]
fn the_tables_agree_with_the_suite() {
    let Some(suite) = suite() else { return };
    let verdicts = verdicts(&suite);
    let disagree = verdicts.iter().filter_map(|(case, verdict)| Some((case, verdict.as_ref().err()?)));
    let met: BTreeMap<&Case, &String> = disagree.collect();
    let known = |(file, schema, instances): &(&str, &str, &[&str])| -> Vec<Case> {
        instances.iter().map(|instance| ((*file).to_owned(), (*schema).to_owned(), (*instance).to_owned())).collect()
    };
    let expected: Vec<Case> = REMOTE.iter().chain(DIALECT).flat_map(known).collect();
    let new: Vec<_> = met.iter().filter(|(case, _)| !expected.contains(case)).collect();
    let settled: Vec<_> = expected.iter().filter(|case| !met.contains_key(case)).collect();
    assert!(new.is_empty() && settled.is_empty(), "disagree: {new:#?}\nagree, and are listed: {settled:#?}");
    assert_eq!((verdicts.len(), expected.len()), (1299, 26));
}
