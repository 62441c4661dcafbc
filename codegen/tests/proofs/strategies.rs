//! Random values for a schema.
//!
//! Owns the strategies; what they make is likely to satisfy the schema, and whoever uses them has it judged. Must not know
//! what is generated.

use proptest::prelude::*;
use proptest::sample::select;
use proptest::strategy::{BoxedStrategy, Strategy, ValueTree};
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};
use serde_json::{Map, Value, json};

/// Schemas deeper than this give their smallest values.
const DEEPEST: usize = 4;

/// The seed of all random values: `PROOF_SEED`, or always the same.
pub fn seed() -> u8 {
    std::env::var("PROOF_SEED").ok().and_then(|seed| seed.parse().ok()).unwrap_or(1)
}

/// What makes random values, the same for the same seed.
pub fn runner(seed: u8) -> TestRunner {
    TestRunner::new_with_rng(Config::default(), TestRng::from_seed(RngAlgorithm::ChaCha, &[seed; 32]))
}

/// A value of a strategy.
pub fn sample(strategy: &BoxedStrategy<Value>, runner: &mut TestRunner) -> Value {
    strategy.new_tree(runner).expect("strategies do not filter").current()
}

/// Values for the schema at a pointer of a description.
pub fn of(root: &Value, schema: &Value, depth: usize) -> BoxedStrategy<Value> {
    let Value::Object(members) = schema else { return any_value() };
    // What is required may lead back to itself for ever.
    if depth > 3 * DEEPEST {
        return any_value();
    }
    if let Some(target) = members.get("$ref").and_then(Value::as_str).and_then(|target| target.strip_prefix('#')) {
        return root.pointer(target).map_or_else(any_value, |schema| of(root, schema, depth + 1));
    }
    if let Some(constant) = members.get("const") {
        return Just(constant.clone()).boxed();
    }
    if let Some(Value::Array(values)) = members.get("enum") {
        return select(values.clone()).boxed();
    }
    for combination in ["oneOf", "anyOf"] {
        if let Some(Value::Array(alternatives)) = members.get(combination) {
            let mut rest = schema.clone();
            rest.as_object_mut().expect("an object").remove(combination);
            // Where a value is deep already, an alternative that ends.
            let ends = |alternative: &&Value| depth < DEEPEST || !alternative.to_string().contains("$ref");
            let mut ending: Vec<&Value> = alternatives.iter().filter(ends).collect();
            if ending.is_empty() {
                ending = alternatives.iter().collect();
            }
            let both = |alternative: &Value| and(root, of(root, alternative, depth + 1), &rest, depth);
            return one_of(ending.into_iter().map(both).collect());
        }
    }
    if let Some(Value::Array(parts)) = members.get("allOf") {
        let mut rest = schema.clone();
        rest.as_object_mut().expect("an object").remove("allOf");
        return parts.iter().fold(of(root, &rest, depth), |whole, part| and(root, whole, part, depth + 1));
    }
    let stated = match members.get("type") {
        Some(Value::String(ty)) => vec![ty.as_str()],
        Some(Value::Array(types)) => types.iter().filter_map(Value::as_str).collect(),
        _ if members.contains_key("properties") || members.contains_key("additionalProperties") => vec!["object"],
        _ if members.contains_key("items") || members.contains_key("prefixItems") => vec!["array"],
        _ => return any_value(),
    };
    let mut kinds: Vec<BoxedStrategy<Value>> = stated.into_iter().map(|ty| of_type(root, members, ty, depth)).collect();
    if members.get("nullable") == Some(&Value::Bool(true)) {
        kinds.push(Just(Value::Null).boxed());
    }
    one_of(kinds)
}

fn one_of(strategies: Vec<BoxedStrategy<Value>>) -> BoxedStrategy<Value> {
    if strategies.is_empty() { Just(Value::Null).boxed() } else { proptest::strategy::Union::new(strategies).boxed() }
}

/// Objects that have the members of both; other values as they are.
fn and(root: &Value, values: BoxedStrategy<Value>, schema: &Value, depth: usize) -> BoxedStrategy<Value> {
    if schema.as_object().is_none_or(|members| !members.keys().any(|name| SHAPES.contains(&name.as_str()))) {
        return values;
    }
    (values, of(root, schema, depth))
        .prop_map(|(first, second)| match (first, second) {
            (Value::Object(mut first), Value::Object(second)) => {
                for (name, value) in second {
                    first.entry(name).or_insert(value);
                }
                Value::Object(first)
            }
            (Value::Null, second) => second,
            (first, _) => first,
        })
        .boxed()
}

/// Keywords that give values members.
const SHAPES: &[&str] = &["properties", "required", "additionalProperties", "allOf", "oneOf", "anyOf", "$ref"];

fn of_type(root: &Value, members: &Map<String, Value>, ty: &str, depth: usize) -> BoxedStrategy<Value> {
    match ty {
        "null" => Just(Value::Null).boxed(),
        "boolean" => any::<bool>().prop_map(Value::from).boxed(),
        "integer" => integers(members),
        // Formats of integers are formats of numbers too.
        "number" if is_whole(members) => integers(members),
        "number" => numbers(members),
        "string" => strings(members),
        "array" => arrays(root, members, depth),
        _ => objects(root, members, depth),
    }
}

fn is_whole(members: &Map<String, Value>) -> bool {
    let format = members.get("format").and_then(Value::as_str).unwrap_or_default();
    matches!(format, "int8" | "int16" | "int32" | "int64" | "uint8" | "uint16" | "uint32" | "uint64" | "uint")
}

fn bound(members: &Map<String, Value>, name: &str) -> Option<f64> {
    members.get(name).and_then(Value::as_f64)
}

fn integers(members: &Map<String, Value>) -> BoxedStrategy<Value> {
    let (low, high) = match members.get("format").and_then(Value::as_str).unwrap_or_default() {
        "int8" => (-128.0, 127.0),
        "int16" => (-32_768.0, 32_767.0),
        "int32" => (-2_147_483_648.0, 2_147_483_647.0),
        "uint8" => (0.0, 255.0),
        "uint16" => (0.0, 65_535.0),
        "uint32" => (0.0, 4_294_967_295.0),
        "uint64" | "uint" => (0.0, 9e15),
        _ => (-9e15, 9e15),
    };
    let low = bound(members, "minimum").or(bound(members, "exclusiveMinimum").map(|low| low + 1.0)).unwrap_or(low);
    let high = bound(members, "maximum").or(bound(members, "exclusiveMaximum").map(|high| high - 1.0)).unwrap_or(high);
    let divisor = bound(members, "multipleOf").unwrap_or(1.0).max(1.0) as i64;
    let (low, high) = (low as i64, (high as i64).max(low as i64));
    prop_oneof![Just(low), Just(high), low..=high, low..=high.min(low.saturating_add(9))]
        .prop_map(move |value| Value::from(value / divisor * divisor))
        .boxed()
}

fn numbers(members: &Map<String, Value>) -> BoxedStrategy<Value> {
    let low = bound(members, "minimum").unwrap_or(-1e6);
    let high = bound(members, "maximum").unwrap_or(1e6).max(low);
    // Halves are the same in 32 bits.
    (low..=high).prop_map(|value| Value::from((value * 2.0).trunc() / 2.0)).boxed()
}

fn strings(members: &Map<String, Value>) -> BoxedStrategy<Value> {
    let format = members.get("format").or(members.get("contentEncoding")).and_then(Value::as_str);
    let samples: &[&str] = match format.unwrap_or_default() {
        "date-time" => &["2026-02-28T23:59:59Z", "2024-02-29T12:00:00.123456+05:30", "1969-12-31T00:00:00-08:00"],
        "date" => &["2026-02-28", "2024-02-29"],
        "time" => &["23:59:59Z", "00:00:00+01:00"],
        "duration" => &["P1DT12H", "PT36S", "P3W"],
        "uuid" => &["6ba7b810-9dad-11d1-80b4-00c04fd430c8", "00000000-0000-0000-0000-000000000000"],
        "ipv4" => &["192.0.2.1"],
        "ipv6" => &["2001:db8::1", "::"],
        "byte" | "base64" | "base64url" => &["", "YQ==", "AAECAwQF"],
        "email" => &["ada@example.com"],
        "uri" => &["https://example.com/a?b=c#d"],
        _ => &[],
    };
    if !samples.is_empty() {
        return select(samples).prop_map(Value::from).boxed();
    }
    let least = bound(members, "minLength").unwrap_or(0.0) as usize;
    let most = bound(members, "maxLength").map_or(least + 8, |most| most as usize);
    let character = select(vec!['a', 'Z', '0', ' ', '"', '\\', '/', '\n', 'é', '漢', '😀', '\u{0}']);
    proptest::collection::vec(character, least..=most.max(least).min(least + 8))
        .prop_map(|characters| Value::from(characters.into_iter().collect::<String>()))
        .boxed()
}

fn arrays(root: &Value, members: &Map<String, Value>, depth: usize) -> BoxedStrategy<Value> {
    let prefix = members.get("prefixItems").and_then(Value::as_array).cloned().unwrap_or_default();
    let least = bound(members, "minItems").unwrap_or(0.0) as usize;
    let most = bound(members, "maxItems").map_or(least + 3, |most| (most as usize).min(least + 3));
    let most = if depth >= DEEPEST { least } else { most };
    if !prefix.is_empty() {
        let items: Vec<BoxedStrategy<Value>> = prefix.iter().map(|item| of(root, item, depth + 1)).collect();
        return items.prop_map(Value::Array).boxed();
    }
    if most == 0 {
        return Just(json!([])).boxed();
    }
    let item = members.get("items").map_or_else(any_value, |items| of(root, items, depth + 1));
    proptest::collection::vec(item, least..=most.max(least)).prop_map(Value::Array).boxed()
}

fn objects(root: &Value, members: &Map<String, Value>, depth: usize) -> BoxedStrategy<Value> {
    let none = Map::new();
    let properties = members.get("properties").and_then(Value::as_object).unwrap_or(&none);
    let required: Vec<&str> =
        members.get("required").and_then(Value::as_array).into_iter().flatten().filter_map(Value::as_str).collect();
    let mut strategies: Vec<BoxedStrategy<Option<(String, Value)>>> = Vec::new();
    for (name, schema) in properties {
        let is_required = required.contains(&name.as_str());
        if depth >= DEEPEST && !is_required {
            continue;
        }
        let name = name.clone();
        let value = of(root, schema, depth + 1).prop_map(move |value| (name.clone(), value));
        strategies.push(if is_required { value.prop_map(Some).boxed() } else { proptest::option::of(value).boxed() });
    }
    for name in required.iter().filter(|name| !properties.contains_key(**name)) {
        let name = (*name).to_owned();
        strategies.push(any_value().prop_map(move |value| Some((name.clone(), value))).boxed());
    }
    if let Some(extra @ Value::Object(_)) = members.get("additionalProperties").filter(|_| depth < DEEPEST) {
        for name in ["x", "y z", ""] {
            let value = of(root, extra, depth + 1).prop_map(move |value| (name.to_owned(), value));
            strategies.push(proptest::option::of(value).boxed());
        }
    }
    strategies.prop_map(|members| Value::Object(members.into_iter().flatten().collect())).boxed()
}

/// Any JSON value, null among them.
fn any_value() -> BoxedStrategy<Value> {
    let values = [
        json!(null),
        json!(true),
        json!(7),
        json!(-0.5),
        json!("text"),
        json!([1, "a", null]),
        json!({ "a": { "b": [] } }),
    ];
    select(values.to_vec()).boxed()
}
