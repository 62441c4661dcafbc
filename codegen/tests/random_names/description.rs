//! Descriptions in which everything that has a name is called by a random text.
//!
//! Owns what such a description holds. Must not know the texts.

use serde_json::{Map, Value, json};

use crate::texts::{Numbers, text};

/// A whole description, of Swagger 2.0's successors.
pub fn random(numbers: &mut Numbers) -> Value {
    let schemas: Vec<String> = distinct(numbers, 8);
    let schemes = distinct(numbers, 3);
    let schema = |numbers: &mut Numbers| {
        let name = numbers.one_of(&schemas);
        json!({ "$ref": format!("#/components/schemas/{}", pointer(name)) })
    };
    let mut types = Map::new();
    for name in &schemas {
        let of_this = component(numbers, &schema);
        types.insert(name.clone(), of_this);
    }
    let mut paths = Map::new();
    for _ in 0..6 {
        let (path, item) = path_item(numbers, &schema, &schemes);
        paths.insert(path, item);
    }
    let scheme = |(index, name): (usize, &String)| (name.clone(), security_scheme(index, name));
    let schemes: Map<String, Value> = schemes.iter().enumerate().map(scheme).collect();
    json!({
        "openapi": "3.1.0",
        "info": { "title": text(numbers), "version": "1" },
        "paths": paths,
        "components": { "schemas": types, "securitySchemes": schemes },
    })
}

fn security_scheme(index: usize, name: &str) -> Value {
    match index {
        0 => json!({ "type": "http", "scheme": "bearer" }),
        1 => json!({ "type": "http", "scheme": "basic" }),
        _ => json!({ "type": "apiKey", "in": "query", "name": name }),
    }
}

/// Texts that differ.
fn distinct(numbers: &mut Numbers, count: usize) -> Vec<String> {
    let texts: Map<String, Value> = (0..count).map(|_| (text(numbers), Value::Null)).collect();
    texts.into_iter().map(|(text, _)| text).collect()
}

/// A token of a JSON pointer in a URI.
fn pointer(token: &str) -> String {
    let token = token.replace('~', "~0").replace('/', "~1");
    let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~".contains(&byte);
    token
        .bytes()
        .map(|byte| if is_plain(byte) { char::from(byte).to_string() } else { format!("%{byte:02X}") })
        .collect()
}

/// What stands under `components/schemas`.
fn component(numbers: &mut Numbers, schema: &impl Fn(&mut Numbers) -> Value) -> Value {
    match numbers.below(6) {
        0 => enumeration(numbers),
        1 => {
            let titled = json!({ "title": text(numbers), "type": "array", "items": { "type": "string" } });
            json!({ "oneOf": [object(numbers, schema), object(numbers, schema), titled, enumeration(numbers)] })
        }
        2 => json!({ "type": "string", "description": text(numbers) }),
        _ => object(numbers, schema),
    }
}

fn object(numbers: &mut Numbers, schema: &impl Fn(&mut Numbers) -> Value) -> Value {
    let names = distinct(numbers, 9);
    let required: Vec<&String> = names.iter().filter(|_| numbers.below(2) == 0).collect();
    let required = json!(required);
    let mut properties = Map::new();
    for name in names {
        let property = property(numbers, schema);
        properties.insert(name, property);
    }
    json!({ "type": "object", "properties": properties, "required": required })
}

fn property(numbers: &mut Numbers, schema: &impl Fn(&mut Numbers) -> Value) -> Value {
    match numbers.below(8) {
        0 => enumeration(numbers),
        1 => json!({ "type": ["string", "null"] }),
        2 => json!({ "type": "integer", "default": 1 }),
        3 => json!({ "type": "object", "properties": { (text(numbers)): enumeration(numbers) } }),
        4 => json!({ "type": "array", "items": enumeration(numbers) }),
        5 => schema(numbers),
        6 => json!({ "type": "string", "pattern": "^[a-z]+$", "maxLength": 9 }),
        _ => json!({ "type": "string", "const": text(numbers) }),
    }
}

fn enumeration(numbers: &mut Numbers) -> Value {
    if numbers.below(4) == 0 {
        let names: Vec<String> = (0..3).map(|_| text(numbers)).collect();
        return json!({ "type": "integer", "enum": [1, 2, -3], "x-enum-varnames": names });
    }
    json!({ "type": "string", "enum": distinct(numbers, 8) })
}

/// A path with a parameter, and two operations of it.
fn path_item(numbers: &mut Numbers, schema: &impl Fn(&mut Numbers) -> Value, schemes: &[String]) -> (String, Value) {
    let is_in_paths = |sign: &char| !matches!(sign, '{' | '}' | '?');
    let segment: String = text(numbers).chars().filter(is_in_paths).collect();
    let parameter: String = text(numbers).chars().filter(|sign| is_in_paths(sign) && *sign != '/').collect();
    let mut item = Map::new();
    for method in ["get", "post"] {
        let made = operation(numbers, &parameter, schema, schemes);
        item.insert(method.to_owned(), made);
    }
    (format!("/{segment}/{{{parameter}}}"), Value::Object(item))
}

fn operation(
    numbers: &mut Numbers,
    in_path: &str,
    schema: &impl Fn(&mut Numbers) -> Value,
    schemes: &[String],
) -> Value {
    let mut parameters =
        vec![json!({ "name": in_path, "in": "path", "required": true, "schema": { "type": "string" } })];
    for place in ["query", "query", "header", "cookie"] {
        parameters.push(json!({ "name": text(numbers), "in": place, "schema": enumeration(numbers) }));
    }
    let body = |schema: Value| json!({ "application/json": { "schema": schema } });
    let response = |numbers: &mut Numbers| {
        let schema = if numbers.below(2) == 0 { schema(numbers) } else { object(numbers, schema) };
        json!({
            "description": text(numbers),
            "headers": { (text(numbers)): { "schema": { "type": "string" } } },
            "content": body(schema),
        })
    };
    let mut operation = json!({
        "tags": [text(numbers)],
        "parameters": parameters,
        "requestBody": { "content": body(object(numbers, schema)) },
        "responses": { "200": response(numbers), "404": response(numbers), "default": response(numbers) },
        "security": [{ (numbers.one_of(schemes).clone()): [] }],
    });
    if numbers.below(2) == 0 {
        operation["operationId"] = text(numbers).into();
    }
    operation
}
