//! Reads Schema Objects: every keyword of JSON Schema 2020-12, and the forms of older versions.
//!
//! Owns the conversion up (`nullable` to `null` in the type set, flags of bounds to bounds). Must not know what a keyword
//! does to a Rust type.

use std::collections::HashSet;

use crate::api::{
    ArrayKeywords, CombineKeywords, Condition, Contains, Notes, Number, NumberKeywords, ObjectKeywords, Schema,
    SchemaId, StringKeywords, Types,
};
use crate::diagnostic::codes;
use crate::did_you_mean::did_you_mean;
use crate::source::Node;
use crate::value::Value;

use super::{Reader, naming_extensions};

/// The dialects of JSON Schema in which every keyword means what this reader takes it to mean.
const DIALECTS: [&str; 3] = [
    "https://spec.openapis.org/oas/3.1/",
    "https://spec.openapis.org/oas/3.2/",
    "https://json-schema.org/draft/2020-12/schema",
];

impl<'a> Reader<'a, '_> {
    /// Reads the schema at a node. One that cannot be read is any JSON value.
    pub(super) fn read_schema(&mut self, node: &Node<'a>) -> Schema {
        match node.value {
            Value::Object(_) => {}
            Value::Bool(allowed) => return Schema { never: !allowed, ..Schema::any(node.at.clone()) },
            Value::Null | Value::Integer(_) | Value::Float(_) | Value::String(_) | Value::Array(_) => {
                self.wrong_type(node, "a schema");
                return Schema::any(node.at.clone());
            }
        }
        self.keyword_typos(node);
        self.check_xml(node);
        let alone = self.version.ref_stands_alone && node.get("$ref").is_some();
        let reference = node.get("$ref").and_then(|reference| self.target(&reference));
        let reference = reference.map(|target| self.schema(&target));
        let schema = Schema { reference, ..Schema::any(node.at.clone()) };
        let schema = if alone {
            Schema { notes: self.notes_beside_ref(node), ..schema }
        } else {
            self.report_foreign(node);
            self.json_schema_dialect(node, "$schema");
            let schema = Schema { notes: self.notes(node), ..self.keywords(node, schema) };
            self.with_dynamic_reference(node, schema)
        };
        self.with_nullable(node, schema)
    }

    /// Checks an XML Object, which is not used yet.
    ///
    /// Source: OpenAPI 3.2, section "XML Object".
    fn check_xml(&mut self, node: &Node<'a>) {
        let Some(xml) = node.get("xml") else { return };
        if xml.value.as_object().is_none() {
            self.wrong_type(&xml, "an object");
        }
        self.exclude(&xml, "nodeType", "attribute");
        self.exclude(&xml, "nodeType", "wrapped");
    }

    /// The schema of a parameter or header of Swagger 2.0, whose own fields are keywords.
    pub(super) fn read_inline_schema(&mut self, node: &Node<'a>) -> Schema {
        let schema = Schema { notes: self.notes(node), ..Schema::any(node.at.clone()) };
        let schema = self.keywords(node, schema);
        self.with_nullable(node, schema)
    }

    /// Reports keywords that the version does not have. Except for `nullable`, they are read as in the version that has them.
    fn report_foreign(&mut self, node: &Node<'a>) {
        for (name, keyword) in node.entries().filter(|(name, _)| self.version.is_foreign(name)) {
            let version = self.version.name;
            let (message, help) = match (name, keyword.value) {
                ("nullable", Value::Bool(false)) | ("deprecated" | "writeOnly", _) => continue,
                ("nullable", _) if self.version.json_schema => {
                    (format!("`nullable` is not a keyword of {version}, and is ignored"), "add `null` to the `type`")
                }
                ("nullable", _) => {
                    (format!("`nullable` is not a keyword of {version}, and is ignored"), "write `x-nullable`")
                }
                ("$recursiveRef", _) if self.recursive_target(&keyword).is_some() => (
                    format!(
                        "`$recursiveRef` is not a keyword of {version}; it is read as a reference to the schema around it"
                    ),
                    "write `$ref` with the address of the schema",
                ),
                ("$recursiveRef", _) => (
                    format!("`$recursiveRef` is not a keyword of {version}, and is ignored: this is any value"),
                    "write `$ref` with the address of the schema",
                ),
                _ => (
                    format!("`{name}` is not a keyword of {version}; it is read as in later versions"),
                    "state the version that the description is written in",
                ),
            };
            self.warn(codes::FOREIGN_KEYWORD, keyword.at, message, help);
        }
    }

    /// Reports an unknown dialect.
    pub(super) fn json_schema_dialect(&mut self, node: &Node<'a>, field: &str) {
        let Some(stated) = node.get(field).filter(|_| self.version.json_schema) else { return };
        let known = stated.as_str().is_some_and(|stated| DIALECTS.iter().any(|known| stated.starts_with(known)));
        if !known {
            self.warn(
                codes::UNKNOWN_DIALECT,
                stated.at,
                "this dialect of JSON Schema is not known; schemas are read as draft 2020-12",
                "leave it out, or name `https://json-schema.org/draft/2020-12/schema`",
            );
        }
    }

    /// A schema together with the target of its `$dynamicRef` or `$recursiveRef`: a value satisfies both.
    fn with_dynamic_reference(&mut self, node: &Node<'a>, mut schema: Schema) -> Schema {
        let target = match (node.get("$dynamicRef"), node.get("$recursiveRef")) {
            (Some(reference), _) if self.version.json_schema => self.dynamic_target(&reference),
            (_, Some(reference)) => self.recursive_target(&reference),
            (_, None) => None,
        };
        let target = target.map(|target| self.schema(&target));
        match schema.reference {
            None => schema.reference = target,
            Some(_) => schema.combine.all_of.extend(target),
        }
        schema
    }

    fn keywords(&mut self, node: &Node<'a>, schema: Schema) -> Schema {
        let schema = Schema {
            types: self.types(node),
            format: if self.is_file(node) { Some("binary".to_owned()) } else { self.string(node, "format") },
            enumeration: self.enumeration(node),
            constant: node.get("const").map(|constant| constant.value.clone()),
            number: self.number_keywords(node),
            string: self.string_keywords(node),
            array: self.array_keywords(node),
            object: self.object_keywords(node),
            combine: self.combine_keywords(node),
            ..schema
        };
        self.lint(node, &schema);
        schema
    }

    fn notes(&mut self, node: &Node<'a>) -> Notes {
        let mut examples = Vec::new();
        if let Some(example) = node.get("example") {
            examples.push(example.value.clone());
        }
        if let Some(list) = node.get("examples").and_then(|examples| examples.value.as_array()) {
            examples.extend_from_slice(list);
        }
        Notes {
            title: self.string(node, "title"),
            description: self.string(node, "description"),
            default: node.get("default").map(|default| default.value.clone()),
            examples,
            deprecated: self.flag(node, "deprecated").unwrap_or(false),
            read_only: self.flag(node, "readOnly").unwrap_or(false),
            write_only: self.flag(node, "writeOnly").unwrap_or(false),
            name: naming_extensions::of_schema(node),
            type_name: naming_extensions::of_type(node),
            rust_type: naming_extensions::rust_type(node),
            value_names: naming_extensions::of_values(node),
        }
    }

    /// The annotations beside a `$ref` whose other siblings are ignored.
    fn notes_beside_ref(&mut self, node: &Node<'a>) -> Notes {
        Notes {
            description: node.get("description").and_then(|text| text.as_str()).map(str::to_owned),
            default: node.get("default").map(|default| default.value.clone()),
            name: naming_extensions::of_schema(node),
            ..Notes::default()
        }
    }

    /// Whether a schema is a file of Swagger 2.0.
    pub(super) fn is_file(&self, node: &Node<'a>) -> bool {
        self.version.swagger && node.get("type").is_some_and(|kind| kind.as_str() == Some("file"))
    }

    fn types(&mut self, node: &Node<'a>) -> Option<Types> {
        if self.is_file(node) {
            return Some(Types::STRING);
        }
        let stated = node.get("type")?;
        let names = if stated.value.as_array().is_some() { stated.items().collect() } else { vec![stated] };
        let mut types = Types::NONE;
        for name in names {
            match name.value.as_str().and_then(Types::named) {
                Some(named) => types = types.or(named),
                None => self.unknown_type(&name),
            }
        }
        (!types.is_none()).then_some(types)
    }

    fn unknown_type(&mut self, name: &Node<'a>) {
        let shown = name.as_str().map_or_else(|| name.value.kind().to_owned(), |text| format!("`{text}`"));
        let names = ["string", "integer", "number", "boolean", "array", "object", "null"];
        let help = match name.as_str().and_then(|text| did_you_mean(text, names)) {
            Some(meant) => format!("did you mean `{meant}`?"),
            None => format!("write one of {}", names.join(", ")),
        };
        let message = format!("{shown} is not a type of JSON Schema; it is ignored");
        self.warn(codes::UNKNOWN_TYPE, name.at.clone(), message, &help);
    }

    /// The values of `enum`, each once.
    fn enumeration(&mut self, node: &Node<'a>) -> Option<Vec<Value>> {
        let list = node.get("enum")?;
        let mut values: Vec<Value> = Vec::new();
        let mut texts = HashSet::new();
        let mut repeated = Vec::new();
        for item in self.items(node, "enum") {
            let known = match item.value.as_str() {
                Some(text) => !texts.insert(text),
                None => values.contains(item.value),
            };
            if known {
                repeated.push(item.value.to_json().to_string());
            } else {
                values.push(item.value.clone());
            }
        }
        self.report_repeated(&list, repeated);
        Some(values)
    }

    fn report_repeated(&mut self, list: &Node<'a>, mut repeated: Vec<String>) {
        repeated.dedup();
        if repeated.is_empty() {
            return;
        }
        let message = format!("this array has repeated values: {}", repeated.join(", "));
        self.warn(codes::DUPLICATE_VALUE, list.at.clone(), message, "write each value once");
    }

    fn number_keywords(&mut self, node: &Node<'a>) -> NumberKeywords {
        let (minimum, exclusive_minimum) = self.bounds(node, "minimum", "exclusiveMinimum");
        let (maximum, exclusive_maximum) = self.bounds(node, "maximum", "exclusiveMaximum");
        let multiple_of = self.number(node, "multipleOf").into_iter().collect();
        NumberKeywords { minimum, maximum, exclusive_minimum, exclusive_maximum, multiple_of }
    }

    /// The inclusive and the exclusive bound of one side. In older versions the exclusive bound is a flag of the other, in newer
    /// ones it is a number. Each form is read in every version.
    fn bounds(&mut self, node: &Node<'a>, inclusive: &str, exclusive: &str) -> (Option<Number>, Option<Number>) {
        let bound = self.number(node, inclusive);
        let Some(stated) = node.get(exclusive) else {
            return (bound, None);
        };
        let (is_flag, bounds) = match stated.value {
            Value::Bool(true) => (true, (None, bound)),
            Value::Bool(false) => (true, (bound, None)),
            Value::Null
            | Value::Integer(_)
            | Value::Float(_)
            | Value::String(_)
            | Value::Array(_)
            | Value::Object(_) => (false, (bound, self.number(node, exclusive))),
        };
        if is_flag != self.version.exclusive_flags && bounds.1.is_some() {
            let form = if is_flag { "a flag" } else { "a number" };
            let message = format!("`{exclusive}` is not {form} in {}; it is read as one", self.version.name);
            let help = if is_flag { "state the bound itself" } else { "state the bound beside it, and `true` here" };
            self.warn(codes::FOREIGN_KEYWORD, stated.at, message, help);
        }
        bounds
    }

    fn string_keywords(&mut self, node: &Node<'a>) -> StringKeywords {
        StringKeywords {
            min_length: self.count(node, "minLength"),
            max_length: self.count(node, "maxLength"),
            patterns: self.string(node, "pattern").into_iter().collect(),
            content_encoding: self.string(node, "contentEncoding"),
            content_media_type: self.string(node, "contentMediaType"),
            content_schema: self.subschema(node, "contentSchema"),
        }
    }

    fn array_keywords(&mut self, node: &Node<'a>) -> ArrayKeywords {
        let is_list = node.get("items").filter(|items| items.value.as_array().is_some());
        let (items, prefix_items) = match is_list {
            Some(list) => {
                let message =
                    "`items` is an array here, as in older drafts of JSON Schema; it is read as `prefixItems`";
                self.warn(codes::OLD_KEYWORD, list.at, message, "write one schema for all items, or `prefixItems`");
                (self.subschema(node, "additionalItems"), self.subschemas(node, "items"))
            }
            None => (self.subschema(node, "items"), self.subschemas(node, "prefixItems")),
        };
        ArrayKeywords {
            items,
            prefix_items,
            min_items: self.count(node, "minItems"),
            max_items: self.count(node, "maxItems"),
            unique_items: self.flag(node, "uniqueItems").unwrap_or(false),
            contains: self.contains(node).into_iter().collect(),
            unevaluated_items: self.subschema(node, "unevaluatedItems"),
        }
    }

    fn object_keywords(&mut self, node: &Node<'a>) -> ObjectKeywords {
        ObjectKeywords {
            properties: self.named_subschemas(node, "properties"),
            required: self.required_names(node),
            additional_properties: self.subschema(node, "additionalProperties"),
            pattern_properties: self.named_subschemas(node, "patternProperties"),
            property_names: self.subschema(node, "propertyNames"),
            min_properties: self.count(node, "minProperties"),
            max_properties: self.count(node, "maxProperties"),
            dependent_required: self.dependent_required(node),
            dependent_schemas: self.named_subschemas(node, "dependentSchemas"),
            unevaluated_properties: self.subschema(node, "unevaluatedProperties"),
        }
    }

    fn dependent_required(&mut self, node: &Node<'a>) -> Vec<(String, Vec<String>)> {
        let Some(dependencies) = node.get("dependentRequired") else {
            return Vec::new();
        };
        let names = self.entries_of(&dependencies);
        names.into_iter().map(|(name, _)| (name.to_owned(), self.strings(&dependencies, name))).collect()
    }

    fn required_names(&mut self, node: &Node<'a>) -> Vec<String> {
        if let Some(flag) = node.get("required").filter(|required| matches!(required.value, Value::Bool(_))) {
            // A parameter of Swagger 2.0 is schema and parameter at once.
            if node.get("in").is_none() {
                let message = "`required` is not a flag of a schema, and is ignored";
                let help = "list the names of required properties in the schema that has them";
                self.warn(codes::OLD_KEYWORD, flag.at, message, help);
            }
            return Vec::new();
        }
        let (mut names, mut repeated): (Vec<String>, Vec<String>) = (Vec::new(), Vec::new());
        let mut seen = HashSet::new();
        for name in self.strings(node, "required") {
            if seen.insert(name.clone()) {
                names.push(name);
            } else {
                repeated.push(name);
            }
        }
        if let Some(list) = node.get("required") {
            self.report_repeated(&list, repeated);
        }
        names
    }

    fn combine_keywords(&mut self, node: &Node<'a>) -> CombineKeywords {
        CombineKeywords {
            all_of: self.subschemas(node, "allOf"),
            any_of: self.alternatives(node, "anyOf"),
            one_of: self.alternatives(node, "oneOf"),
            not: self.subschema(node, "not").into_iter().collect(),
            conditions: self.condition(node).into_iter().collect(),
            discriminator: node.get("discriminator").and_then(|node| self.discriminator(&node)),
        }
    }

    fn contains(&mut self, node: &Node<'a>) -> Option<Contains> {
        let (min, max) = (self.count(node, "minContains"), self.count(node, "maxContains"));
        self.subschema(node, "contains").map(|schema| Contains { schema, min, max })
    }

    fn condition(&mut self, node: &Node<'a>) -> Option<Condition> {
        let (then, otherwise) = (self.subschema(node, "then"), self.subschema(node, "else"));
        self.subschema(node, "if").map(|test| Condition { test, then, otherwise })
    }

    fn subschema(&mut self, node: &Node<'a>, name: &str) -> Option<SchemaId> {
        node.get(name).map(|node| self.schema(&node))
    }

    fn subschemas(&mut self, node: &Node<'a>, name: &str) -> Vec<SchemaId> {
        self.items(node, name).iter().map(|node| self.schema(node)).collect()
    }

    /// The schemas of `anyOf` or `oneOf`. A repeated reference is reported: it is one alternative.
    fn alternatives(&mut self, node: &Node<'a>, name: &str) -> Vec<SchemaId> {
        let items = self.items(node, name);
        let mut references = HashSet::new();
        let mut repeated = Vec::new();
        for reference in items.iter().filter_map(|item| item.get("$ref")) {
            let reference = reference.value.to_json().to_string();
            if !references.insert(reference.clone()) {
                repeated.push(reference);
            }
        }
        if let Some(list) = node.get(name) {
            self.report_repeated(&list, repeated);
        }
        items.iter().map(|node| self.schema(node)).collect()
    }

    fn named_subschemas(&mut self, node: &Node<'a>, name: &str) -> Vec<(String, SchemaId)> {
        let mut schemas = Vec::new();
        for (name, field) in self.entries(node, name) {
            // A property may be called `$ref`, but a string is not a schema.
            if name != "$ref" || field.as_str().is_none() {
                schemas.push((name.to_owned(), self.schema(&field)));
                continue;
            }
            self.misplaced(&field);
            if let Some(target) = self.target(&field) {
                let others = self.entries_of(&target);
                schemas.extend(others.into_iter().map(|(name, other)| (name.to_owned(), self.schema(&other))));
            }
        }
        schemas
    }

    /// Writes a nullable keyword as `null` in the type set, or as an alternative.
    fn with_nullable(&mut self, node: &Node<'a>, schema: Schema) -> Schema {
        if !self.version.nullable.iter().any(|keyword| self.flag(node, keyword) == Some(true)) {
            return schema;
        }
        let types = schema.types.map(|types| types.or(Types::NULL));
        match types {
            // Null need not satisfy what is composed: authors mean that there may be no value, wherever they write it.
            Some(_) if is_composed(&schema) => self.or_null(Schema { types, ..schema }),
            Some(_) => Schema { types, ..schema },
            None if is_unconstrained(&schema) || lists_null(&schema) => schema,
            None => self.or_null(schema),
        }
    }

    /// A schema whose alternatives are another one and `null`, with the notes of the other.
    fn or_null(&mut self, schema: Schema) -> Schema {
        let at = schema.at.clone();
        let notes = schema.notes.clone();
        let null = self.schemas.push(Schema { types: Some(Types::NULL), ..Schema::any(at.clone()) });
        let value = self.schemas.push(schema);
        let combine = CombineKeywords { any_of: vec![value, null], ..CombineKeywords::default() };
        Schema { notes, combine, ..Schema::any(at) }
    }
}

/// Whether a schema refers to others that hold for the same value.
fn is_composed(schema: &Schema) -> bool {
    let CombineKeywords { all_of, any_of, one_of, .. } = &schema.combine;
    schema.reference.is_some() || [all_of, any_of, one_of].into_iter().any(|listed| !listed.is_empty())
}

/// Whether null is one of the values that a schema lists.
fn lists_null(schema: &Schema) -> bool {
    schema.enumeration.as_ref().is_some_and(|values| values.contains(&Value::Null))
}

/// Whether a schema has no keywords that would give it another type than its subschemas have.
pub(super) fn is_unconstrained(schema: &Schema) -> bool {
    schema.reference.is_none()
        && schema.enumeration.is_none()
        && schema.object.properties.is_empty()
        && schema.object.additional_properties.is_none()
        && schema.array.items.is_none()
        && schema.combine.all_of.is_empty()
        && schema.combine.any_of.is_empty()
        && schema.combine.one_of.is_empty()
}
