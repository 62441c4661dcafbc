//! Reads Schema Objects: every keyword of JSON Schema 2020-12, and what older versions say in their own way.
//!
//! Owns the conversion up (`nullable` to `null` in the type set, flags of bounds to bounds). Must not know what a keyword
//! does to a Rust type.

use crate::api::{
    ArrayKeywords, CombineKeywords, Discriminator, Notes, Number, NumberKeywords, ObjectKeywords, Schema, SchemaId,
    StringKeywords, Types,
};
use crate::diagnostic::{Diagnostic, codes};
use crate::source::Node;
use crate::value::Value;

use super::Reader;

impl<'a> Reader<'a, '_> {
    /// Reads the schema at a node. One that cannot be read is any JSON value.
    pub(super) fn read_schema(&mut self, node: &Node<'a>) -> Schema {
        match node.value {
            Value::Object(_) => {}
            Value::Bool(allowed) => return Schema { never: !allowed, ..Schema::any(node.at.clone()) },
            _ => {
                self.wrong_type(node, "a schema");
                return Schema::any(node.at.clone());
            }
        }
        let reference = node.get("$ref").and_then(|reference| self.target(&reference));
        let reference = reference.map(|target| self.schema(&target));
        let alone = self.dialect.ref_stands_alone && node.get("$ref").is_some();
        let schema = Schema { reference, notes: self.notes(node), ..Schema::any(node.at.clone()) };
        let schema = if alone { schema } else { self.keywords(node, schema) };
        self.with_nullable(node, schema)
    }

    fn keywords(&mut self, node: &Node<'a>, schema: Schema) -> Schema {
        Schema {
            types: self.types(node),
            format: self.text(node, "format"),
            enumeration: node.get("enum").map(|_| self.values(node, "enum")),
            constant: node.get("const").map(|constant| constant.value.clone()),
            number: self.number_keywords(node),
            string: self.string_keywords(node),
            array: self.array_keywords(node),
            object: self.object_keywords(node),
            combine: self.combine_keywords(node),
            ..schema
        }
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
            title: self.text(node, "title"),
            description: self.text(node, "description"),
            default: node.get("default").map(|default| default.value.clone()),
            examples,
            deprecated: self.flag(node, "deprecated").unwrap_or(false),
            read_only: self.flag(node, "readOnly").unwrap_or(false),
            write_only: self.flag(node, "writeOnly").unwrap_or(false),
            name: self.text(node, "x-rust-name"),
        }
    }

    fn types(&mut self, node: &Node<'a>) -> Option<Types> {
        let stated = node.get("type")?;
        let names = match stated.value {
            Value::Array(_) => stated.items().collect(),
            _ => vec![stated],
        };
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
        let shown = name.value.as_str().map_or_else(|| name.value.kind().to_owned(), |text| format!("`{text}`"));
        self.sink.push(
            Diagnostic::error(codes::WRONG_TYPE, name.at.clone(), format!("{shown} is no type of JSON Schema"))
                .help("write one of string, integer, number, boolean, array, object, null"),
        );
    }

    fn values(&mut self, node: &Node<'a>, name: &str) -> Vec<Value> {
        self.items(node, name).into_iter().map(|item| item.value.clone()).collect()
    }

    fn number_keywords(&mut self, node: &Node<'a>) -> NumberKeywords {
        let minimum = self.number(node, "minimum");
        let maximum = self.number(node, "maximum");
        let multiple_of = self.number(node, "multipleOf");
        if self.dialect.exclusive_flags {
            let (minimum, exclusive_minimum) = self.flagged_bound(node, minimum, "exclusiveMinimum");
            let (maximum, exclusive_maximum) = self.flagged_bound(node, maximum, "exclusiveMaximum");
            NumberKeywords { minimum, maximum, exclusive_minimum, exclusive_maximum, multiple_of }
        } else {
            let exclusive_minimum = self.number(node, "exclusiveMinimum");
            let exclusive_maximum = self.number(node, "exclusiveMaximum");
            NumberKeywords { minimum, maximum, exclusive_minimum, exclusive_maximum, multiple_of }
        }
    }

    /// A bound and the flag beside it, as an inclusive and an exclusive bound of which at most one is there.
    fn flagged_bound(
        &mut self,
        node: &Node<'a>,
        bound: Option<Number>,
        flag: &str,
    ) -> (Option<Number>, Option<Number>) {
        if self.flag(node, flag).unwrap_or(false) { (None, bound) } else { (bound, None) }
    }

    fn string_keywords(&mut self, node: &Node<'a>) -> StringKeywords {
        StringKeywords {
            min_length: self.count(node, "minLength"),
            max_length: self.count(node, "maxLength"),
            pattern: self.text(node, "pattern"),
            content_encoding: self.text(node, "contentEncoding"),
            content_media_type: self.text(node, "contentMediaType"),
            content_schema: self.subschema(node, "contentSchema"),
        }
    }

    fn array_keywords(&mut self, node: &Node<'a>) -> ArrayKeywords {
        ArrayKeywords {
            items: self.subschema(node, "items"),
            prefix_items: self.subschemas(node, "prefixItems"),
            min_items: self.count(node, "minItems"),
            max_items: self.count(node, "maxItems"),
            unique_items: self.flag(node, "uniqueItems").unwrap_or(false),
            contains: self.subschema(node, "contains"),
            min_contains: self.count(node, "minContains"),
            max_contains: self.count(node, "maxContains"),
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
        let names = self.members_of(&dependencies);
        names.into_iter().map(|(name, _)| (name.to_owned(), self.strings(&dependencies, name))).collect()
    }

    fn required_names(&mut self, node: &Node<'a>) -> Vec<String> {
        let mut names = self.strings(node, "required");
        let mut seen = std::collections::HashSet::new();
        names.retain(|name| seen.insert(name.clone()));
        names
    }

    fn combine_keywords(&mut self, node: &Node<'a>) -> CombineKeywords {
        CombineKeywords {
            all_of: self.subschemas(node, "allOf"),
            any_of: self.subschemas(node, "anyOf"),
            one_of: self.subschemas(node, "oneOf"),
            not: self.subschema(node, "not"),
            if_: self.subschema(node, "if"),
            then: self.subschema(node, "then"),
            else_: self.subschema(node, "else"),
            discriminator: node.get("discriminator").and_then(|node| self.discriminator(&node)),
        }
    }

    fn discriminator(&mut self, node: &Node<'a>) -> Option<Discriminator> {
        let property = self.required_text(node, "propertyName", "name the member that tells the alternatives apart")?;
        let mut mapping = Vec::new();
        for (value, target) in self.members(node, "mapping") {
            if let Some(schema) = self.mapped(&target) {
                mapping.push((value.to_owned(), schema));
            }
        }
        let default = node.get("defaultMapping").and_then(|target| self.mapped(&target));
        Some(Discriminator { property, mapping, default })
    }

    /// The schema that a mapping names, by the name of a component or by a reference.
    fn mapped(&mut self, node: &Node<'a>) -> Option<SchemaId> {
        let text = node.value.as_str()?;
        let root = self.documents.root();
        let component = self.dialect.schemas.iter().try_fold(root, |node, name| node.get(name));
        if let Some(named) = component.and_then(|components| components.get(text)) {
            return Some(self.schema(&named));
        }
        self.target(node).map(|target| self.schema(&target))
    }

    fn subschema(&mut self, node: &Node<'a>, name: &str) -> Option<SchemaId> {
        node.get(name).map(|node| self.schema(&node))
    }

    fn subschemas(&mut self, node: &Node<'a>, name: &str) -> Vec<SchemaId> {
        self.items(node, name).iter().map(|node| self.schema(node)).collect()
    }

    fn named_subschemas(&mut self, node: &Node<'a>, name: &str) -> Vec<(String, SchemaId)> {
        let members = self.members(node, name);
        members.into_iter().map(|(name, node)| (name.to_owned(), self.schema(&node))).collect()
    }

    /// Says in the type set, or as an alternative, what a nullable keyword says beside it.
    fn with_nullable(&mut self, node: &Node<'a>, schema: Schema) -> Schema {
        let Some(keyword) = self.dialect.nullable else {
            return schema;
        };
        if self.flag(node, keyword) != Some(true) {
            return schema;
        }
        match schema.types {
            Some(types) => Schema { types: Some(types.or(Types::NULL)), ..schema },
            None if is_unconstrained(&schema) => schema,
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

fn is_unconstrained(schema: &Schema) -> bool {
    schema.reference.is_none()
        && schema.enumeration.is_none()
        && schema.object.properties.is_empty()
        && schema.object.additional_properties.is_none()
        && schema.array.items.is_none()
        && schema.combine.all_of.is_empty()
        && schema.combine.any_of.is_empty()
        && schema.combine.one_of.is_empty()
}
