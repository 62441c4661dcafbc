//! What a discriminator means, said by keywords of JSON Schema, for a validator that knows none.

use serde_json::{Value, json};

/// Unions of which an alternative has no place for the tag: they are told apart by what they are.
const NOT_TOLD: &[&str] = &["Closed", "Member"];

/// Says of each union of a description what its discriminator means.
pub(super) fn write_out(description: &mut Value) {
    let described = description.clone();
    let Some(schemas) = description.pointer_mut("/components/schemas").and_then(Value::as_object_mut) else { return };
    for (name, schema) in schemas {
        if NOT_TOLD.contains(&name.as_str()) {
            // It is the tag that says which alternative is meant, and not that no other would do.
            let alternatives = schema["oneOf"].take();
            schema["anyOf"] = alternatives;
            schema.as_object_mut().unwrap().remove("oneOf");
        } else {
            inside(schema, &described);
        }
    }
}

fn inside(value: &mut Value, description: &Value) {
    match value {
        Value::Object(members) => {
            members.values_mut().for_each(|member| inside(member, description));
            let Some(discriminator) = members.remove("discriminator").filter(Value::is_object) else { return };
            let listed = ["oneOf", "anyOf"].into_iter().find_map(|keyword| members.remove(keyword));
            let Some(Value::Array(listed)) = listed else { return };
            let known = members.insert("allOf".to_owned(), told(&listed, &discriminator, description));
            assert_eq!(known, None, "write both");
        }
        Value::Array(items) => items.iter_mut().for_each(|item| inside(item, description)),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}

/// The last word of a reference, by which a mapping may name it too.
fn last(reference: &str) -> &str {
    reference.rsplit('/').next().unwrap()
}

fn told(listed: &[Value], discriminator: &Value, description: &Value) -> Value {
    let tag = discriminator["propertyName"].as_str().unwrap();
    let default = discriminator
        .get("defaultMapping")
        .map(|name| json!({ "$ref": format!("#/components/schemas/{}", last(name.as_str().unwrap())) }));
    let has =
        |values: &[Value]| json!({ "type": "object", "required": [tag], "properties": { tag: { "enum": values } } });
    let mut known = Vec::new();
    let mut all = Vec::new();
    for alternative in listed.iter().filter(|one| one["type"] != "null") {
        let reference = alternative["$ref"].as_str();
        let mapping = discriminator["mapping"].as_object().into_iter().flatten();
        let meant = mapping.filter(|(_, target)| Some(last(target.as_str().unwrap())) == reference.map(last));
        let mut texts: Vec<String> = meant.map(|(value, _)| value.clone()).collect();
        if texts.is_empty() {
            let target = reference.map_or(alternative, |reference| description.pointer(&reference[1..]).unwrap());
            let member = &target["properties"][tag];
            let listed =
                member["enum"].as_array().cloned().or_else(|| member.get("const").map(|only| vec![only.clone()]));
            let listed = listed.unwrap_or_default();
            let own =
                reference.map(last).filter(|own| listed.is_empty() || listed.len() > 1 && listed.contains(&json!(own)));
            match own {
                Some(own) => texts.push(own.to_owned()),
                None => texts
                    .extend(listed.iter().map(|value| value.as_str().map_or_else(|| value.to_string(), str::to_owned))),
            }
        }
        let mut values: Vec<Value> = texts.iter().map(|text| json!(text)).collect();
        values.extend(texts.iter().filter_map(|text| {
            serde_json::from_str(text).ok().filter(|value: &Value| value.is_number() || value.is_boolean())
        }));
        known.push(json!({ "if": has(&values), "then": alternative }));
        all.extend(values);
    }
    known.push(json!({ "if": { "type": "object", "not": has(&all) }, "then": default.unwrap_or(json!(false)) }));
    known.push(json!({ "if": { "not": { "type": "object" } }, "then": { "anyOf": listed } }));
    Value::Array(known)
}
