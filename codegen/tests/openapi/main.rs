//! What descriptions of every version are read as, and what is reported about them. `features.toml` says which rows of the
//! conformance list they prove.

mod components;
mod documents;
mod media;
mod naming;
mod operations;
mod parameters;
mod paths;
mod references;
mod schemas;
mod security;
mod swagger;
mod swagger_bodies;

use oasmith::api::{Api, Operation, Parameter, Schema, SchemaId};
use oasmith::diagnostic::Sink;
use oasmith::source::Documents;

/// A description that was read, and the reports about it as `code #pointer`, with the file where it is not the entry.
struct Read {
    api: Api,
    reports: Vec<String>,
}

impl Read {
    /// The named schema.
    fn named(&self, name: &str) -> &Schema {
        &self.api.schemas[self.id(name)]
    }

    fn id(&self, name: &str) -> SchemaId {
        self.api.components.iter().find(|component| component.name == name).unwrap().schema
    }

    /// The schema that a schema's `$ref` leads to.
    fn target(&self, schema: &Schema) -> &Schema {
        &self.api.schemas[schema.reference.unwrap()]
    }

    /// The schema of a property.
    fn property<'r>(&'r self, schema: &Schema, name: &str) -> &'r Schema {
        let (_, id) = schema.object.properties.iter().find(|(property, _)| property == name).unwrap();
        &self.api.schemas[*id]
    }

    /// The schema of the items of an array.
    fn items(&self, schema: &Schema) -> &Schema {
        &self.api.schemas[schema.array.items.unwrap()]
    }

    /// The operation of a method and a path.
    fn operation(&self, method: &str, path: &str) -> &Operation {
        self.api.operations.iter().find(|operation| operation.method == method && operation.path == path).unwrap()
    }

    /// The parameter of the only operation.
    fn parameter(&self, name: &str) -> &Parameter {
        self.api.operations[0].parameters.iter().find(|parameter| parameter.name == name).unwrap()
    }
}

/// Reads files, of which the first is the entry; `None` where there is no description.
fn try_read(texts: &[(&str, &str)]) -> (Option<Api>, Vec<String>) {
    let documents = Documents::from_texts(texts).unwrap();
    let mut sink = Sink::new();
    let api = oasmith::openapi::read(&documents, &mut sink);
    let place = |at: &oasmith::at::At| match at.file.0 {
        0 => at.to_string(),
        _ => format!("{}{at}", documents.name(at.file)),
    };
    let reports =
        sink.iter().map(|entry| format!("{} {}", entry.code, entry.at.as_ref().map(place).unwrap_or_default()));
    let reports = reports.collect();
    (api, reports)
}

/// Reads a whole description.
fn read(text: &str) -> Read {
    read_all(&[("api.yaml", text)])
}

fn read_all(texts: &[(&str, &str)]) -> Read {
    let (api, reports) = try_read(texts);
    Read { api: api.unwrap(), reports }
}

/// Reads what follows the version and the information of a description.
fn read_3(version: &str, rest: &str) -> Read {
    read(&format!("openapi: {version}\ninfo: {{ title: T, version: '1' }}\n{rest}\n"))
}

/// Reads what follows the beginning of a description of Swagger 2.0.
fn read_2(rest: &str) -> Read {
    read(&format!("swagger: '2.0'\ninfo: {{ title: T, version: '1' }}\n{rest}\n"))
}

/// Reads one operation with these fields, `get /`.
fn read_operation(version: &str, members: &str) -> Read {
    read_3(version, &format!("paths: {{ /: {{ get: {{ {members}, responses: {{}} }} }} }}"))
}

/// Reads the schema `A` and what stands beside it.
fn read_schemas(version: &str, schemas: &str) -> Read {
    read_3(version, &format!("paths: {{}}\ncomponents:\n  schemas:\n{schemas}"))
}
