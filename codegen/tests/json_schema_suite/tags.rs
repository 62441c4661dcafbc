//! What a discriminator means, said by keywords of JSON Schema, for a validator that knows none.

use serde_json::{Value, json};

/// Unions of which an alternative has no place for the tag: they are told apart by what they are.
const NOT_TOLD: &[&str] = &["Closed", "Member"];

/// Says of each union of a description what its discriminator means.
pub(super) fn write_out(description: &mut Value) {
    let described = description.clone();
    let Some(schemas) = description.pointer_mut("/components/schemas").and_then(Value::as_object_mut) else { return };
    for (name, schema) in schemas {
        inside(schema, &described, !NOT_TOLD.contains(&name.as_str()));
    }
}

fn inside(value: &mut Value, description: &Value, is_told: bool) {
    match value {
        Value::Object(members) => {
            members.values_mut().for_each(|member| inside(member, description, is_told));
            let Some(discriminator) = members.remove("discriminator").filter(Value::is_object) else { return };
            let listed = ["oneOf", "anyOf"].into_iter().find_map(|keyword| Some((keyword, members.remove(keyword)?)));
            let Some((keyword, Value::Array(listed))) = listed else { return };
            let tag = discriminator["propertyName"].as_str().unwrap();
            let (keyword, meaning) = match told(&listed, &discriminator, description).filter(|_| is_told) {
                Some(known) => ("allOf", known),
                // Where an alternative does not say which tag it has, it is the tag that says which is meant, and not that
                // no other would do.
                None if listed.iter().all(|one| states_tag(one, tag, description)) => (keyword, Value::Array(listed)),
                None => ("anyOf", Value::Array(listed)),
            };
            assert_eq!(members.insert(keyword.to_owned(), meaning), None, "write both");
        }
        Value::Array(items) => items.iter_mut().for_each(|item| inside(item, description, is_told)),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}

/// Whether an alternative requires a tag and lists its values.
fn states_tag(alternative: &Value, tag: &str, root: &Value) -> bool {
    let alternative = resolved(alternative, root);
    let member = resolved(&alternative["properties"][tag], root);
    let is_required = alternative["required"].as_array().is_some_and(|required| required.contains(&json!(tag)));
    is_required && (member.get("const").is_some() || member.get("enum").is_some())
}

/// What the references of a schema lead to.
fn resolved<'v>(mut schema: &'v Value, root: &'v Value) -> &'v Value {
    while let Some(target) = schema["$ref"].as_str().and_then(|it| root.pointer(it.strip_prefix('#')?)) {
        schema = target;
    }
    schema
}

/// The last word of a reference, by which a mapping may name it too.
fn last(reference: &str) -> &str {
    reference.rsplit('/').next().unwrap()
}

/// What stands for an alternative: what the mapping says, else what its member lists; where it is a union itself, what stands for its
/// alternatives that are none here; else its name.
fn texts(alternative: &Value, tag: &str, mapping: &Value, direct: &[&Value], description: &Value) -> Vec<String> {
    let name = alternative["$ref"].as_str().map(last);
    let meant = mapping.as_object().into_iter().flatten();
    let meant = meant.filter(|(_, target)| Some(last(target.as_str().unwrap())) == name);
    let mut found: Vec<String> = meant.map(|(value, _)| value.clone()).collect();
    let target = resolved(alternative, description);
    if found.is_empty() {
        let listed = stated(&target["properties"][tag], description);
        let has_name = name.is_some_and(|own| listed.iter().any(|text| text == own));
        let others = direct.iter().filter(|other| !std::ptr::eq(**other, target));
        let elsewhere: Vec<String> = others.flat_map(|other| stated(&other["properties"][tag], description)).collect();
        let is_meant = |text: &String| !has_name || Some(text.as_str()) == name || !elsewhere.contains(text);
        found = listed.into_iter().filter(is_meant).collect();
    }
    let has_tag = |one: &&Value| !stated(&resolved(one, description)["properties"][tag], description).is_empty();
    let is_told = match target["discriminator"]["propertyName"].as_str() {
        Some(other) => other == tag,
        None => alternatives(target).all(|one| has_tag(&one)),
    };
    for one in alternatives(target).filter(|_| is_told) {
        if !direct.iter().any(|other| std::ptr::eq(*other, resolved(one, description))) {
            found.extend(texts(one, tag, &target["discriminator"]["mapping"], direct, description));
        }
    }
    if found.is_empty() {
        found.extend(name.map(str::to_owned));
    }
    found
}

fn alternatives(schema: &Value) -> impl Iterator<Item = &Value> {
    ["oneOf", "anyOf"].into_iter().filter_map(|keyword| schema[keyword].as_array()).flatten()
}

/// The texts of the values that a schema lists, itself or in each of its alternatives.
fn stated(schema: &Value, description: &Value) -> Vec<String> {
    let schema = resolved(schema, description);
    let listed = schema["enum"].as_array().cloned().or_else(|| schema.get("const").map(|only| vec![only.clone()]));
    let text = |value: &Value| value.as_str().map_or_else(|| value.to_string(), str::to_owned);
    if let Some(listed) = listed {
        return listed.iter().filter(|value| !value.is_null()).map(text).collect();
    }
    let inner: Vec<Vec<String>> =
        alternatives(schema).filter(|one| one["type"] != "null").map(|one| stated(one, description)).collect();
    if inner.iter().any(Vec::is_empty) { Vec::new() } else { inner.concat() }
}

/// The alternative for each value of the tag; none where one value stands for several.
fn told(listed: &[Value], discriminator: &Value, description: &Value) -> Option<Value> {
    let tag = discriminator["propertyName"].as_str().unwrap();
    let default = discriminator
        .get("defaultMapping")
        .map(|name| json!({ "$ref": format!("#/components/schemas/{}", last(name.as_str().unwrap())) }));
    let has =
        |values: &[Value]| json!({ "type": "object", "required": [tag], "properties": { tag: { "enum": values } } });
    let direct: Vec<&Value> = listed.iter().map(|one| resolved(one, description)).collect();
    let mut known = Vec::new();
    let mut all = Vec::new();
    for alternative in listed.iter().filter(|one| one["type"] != "null") {
        let texts = texts(alternative, tag, &discriminator["mapping"], &direct, description);
        let mut values: Vec<Value> = texts.iter().map(|text| json!(text)).collect();
        values.extend(texts.iter().filter_map(|text| {
            serde_json::from_str(text).ok().filter(|value: &Value| value.is_number() || value.is_boolean())
        }));
        known.push(json!({ "if": has(&values), "then": alternative }));
        if values.iter().any(|value| all.contains(value)) {
            return None;
        }
        all.extend(values);
    }
    known.push(json!({ "if": { "type": "object", "not": has(&all) }, "then": default.unwrap_or(json!(false)) }));
    known.push(json!({ "if": { "not": { "type": "object" } }, "then": { "anyOf": listed } }));
    Some(Value::Array(known))
}
