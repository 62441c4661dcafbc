//! Which schemas share a type, which do not, and what the shared type is called.

use std::collections::BTreeMap;

use oasmith::config::{Config, TypeChoice, TypeChoices};
use oasmith::diagnostic::Sink;
use oasmith::lower;
use oasmith::rust::{Alternative, Item, Krate};
use oasmith::source::Documents;
use serde_json::{Map, Value};

/// What is made of a description of 3.0, given from `paths` on.
fn krate(rest: &str) -> Krate {
    with(rest, |_| {})
}

fn with(rest: &str, choose: impl FnOnce(&mut Config)) -> Krate {
    let text = format!("openapi: 3.0.3\ninfo: {{ title: Pets, version: '1' }}\n{rest}\n");
    let documents = Documents::from_texts(&[("api.yaml", &text)]).unwrap();
    lowered(&documents, choose)
}

fn lowered(documents: &Documents, choose: impl FnOnce(&mut Config)) -> Krate {
    let mut config = Config::new("api.yaml", "api");
    choose(&mut config);
    let mut sink = Sink::new();
    let api = oasmith::openapi::read(documents, &mut sink).unwrap();
    let krate = lower::lower(api, &config, &mut sink).krate;
    assert!(!sink.has_fatal(), "{:?}", sink.iter().collect::<Vec<_>>());
    krate
}

/// Schemas alone, each on its line.
fn schemas(lines: &str) -> Krate {
    krate(&format!("paths: {{}}\ncomponents:\n  schemas:\n    {}", lines.trim().replace('\n', "\n    ")))
}

/// The names of locations, each with the type it is a name of.
fn shared(krate: &Krate) -> Vec<String> {
    krate.reexports.iter().map(|one| format!("{} = {}", one.location.as_str(), one.name.as_str())).collect()
}

fn name(item: &Item) -> &str {
    match item {
        Item::Struct(item) => item.name.as_str(),
        Item::StringEnum(item) => item.name.as_str(),
        Item::NumberEnum(item) => item.name.as_str(),
        Item::OneOf(item) => item.name.as_str(),
        Item::Tuple(item) => item.name.as_str(),
        Item::Alias(item) | Item::Newtype(item) => item.name.as_str(),
    }
}

fn item<'k>(krate: &'k Krate, wanted: &str) -> &'k Item {
    krate.items.iter().find(|item| name(item) == wanted).unwrap_or_else(|| panic!("no type {wanted}"))
}

/// Five properties.
const FIVE: &str = "a: {type: string}, b: {type: string}, c: {type: string}, d: {type: string}, e: {type: string}";

/// An object of five properties.
fn five(more: &str) -> String {
    format!("{{type: object{more}, properties: {{{FIVE}}}}}")
}

#[test]
fn null_is_said_where_a_type_is_used() {
    let (one, or_null) = (five(""), five(", nullable: true"));
    let krate = schemas(&format!(
        "A: {{type: object, required: [x, y], properties: {{x: {one}, y: {or_null}}}}}\n\
         B: {{type: object, properties: {{kind: {{type: string, enum: [s, l, null], nullable: true}}}}}}\n\
         C: {{type: object, properties: {{kind: {{type: string, enum: [s, l]}}}}}}"
    ));
    assert_eq!(shared(&krate), ["AY = AX", "CKind = BKind"]);
    // Each of the two has a schema table, because one of them allows null.
    let documents = Documents::from_texts(&[(
        "api.yaml",
        &format!(
            "openapi: 3.0.3\ninfo: {{title: Pets, version: '1'}}\npaths: {{}}\ncomponents:\n  schemas:\n    \
             A: {{type: object, required: [x, y], properties: {{x: {one}, y: {or_null}}}}}"
        ),
    )])
    .unwrap();
    let krate = lowered(&documents, |config| config.products = vec![oasmith::config::Product::Validate]);
    let tables: Vec<String> = krate.schema_tables.iter().map(|table| format!("{:?}", table.keywords)).collect();
    let objects = tables.iter().filter(|table| table.contains("\"e\""));
    let allow_null: Vec<bool> = objects.map(|table| table.contains("NULL")).collect();
    assert_eq!(allow_null, [false, true], "{tables:?}");
}

#[test]
fn equal_alternatives_stay_variants_that_no_value_is_converted_to() {
    let krate = schemas(&format!(
        "A: {{oneOf: [{one}, {one}, {{type: string}}]}}\nB: {{oneOf: [{one}, {one}]}}",
        one = five("")
    ));
    let Item::OneOf(union) = item(&krate, "A") else { panic!("{krate:?}") };
    let variants: Vec<(&str, bool)> =
        union.alternatives.iter().map(|Alternative { name, shares_type, .. }| (name.as_str(), *shares_type)).collect();
    assert_eq!(variants.len(), 3);
    assert_eq!(variants.iter().filter(|(_, shares)| *shares).count(), 2, "{variants:?}");
    // Where all are equal, the union is that type.
    let Item::Alias(union) = item(&krate, "B") else { panic!("{krate:?}") };
    let Item::Struct(object) = item(&krate, union.ty.name().unwrap().as_str()) else { panic!("{krate:?}") };
    assert_eq!(object.fields.len(), 5);
}

#[test]
fn arrays_of_what_is_shared_stay_variants_too() {
    let krate = schemas(&format!(
        "A: {{oneOf: [{{type: array, items: {one}}}, {{type: array, items: {one}}}, {{type: string}}]}}",
        one = five("")
    ));
    let Item::OneOf(union) = item(&krate, "A") else { panic!("{krate:?}") };
    let converted = union.alternatives.iter().filter(|one| !one.shares_type).count();
    assert_eq!((union.alternatives.len(), converted), (3, 1), "{union:?}");
}

fn docs(item: &Item) -> &[String] {
    match item {
        Item::Struct(item) => &item.docs,
        Item::StringEnum(item) => &item.docs,
        Item::NumberEnum(item) => &item.docs,
        Item::OneOf(item) => &item.docs,
        Item::Tuple(item) => &item.docs,
        Item::Alias(item) | Item::Newtype(item) => &item.docs,
    }
}

#[test]
fn an_object_that_equals_the_form_of_a_component_for_requests_is_that_form() {
    let component = "{type: object, required: [id, a], properties: {id: {type: string, readOnly: true}, a: {type: string}, \
                     b: {type: string}, c: {type: string}, d: {type: string}, e: {type: string}}}";
    let inline = format!("{{type: object, required: [a], properties: {{{FIVE}}}}}");
    let refers = "content: {application/json: {schema: {$ref: '#/components/schemas/Pet'}}}";
    let krate = krate(&format!(
        "paths:\n  /a:\n    post: {{operationId: a, requestBody: {{{refers}}}, responses: {{'200': {{description: ok, {refers}}}}}}}\n  \
         /b:\n    post: {{operationId: b, requestBody: {{content: {{application/json: {{schema: {inline}}}}}}}, responses: {{}}}}\n\
         components:\n  schemas:\n    Pet: {component}"
    ));
    // Both are validated in another way: a form ignores what it is not to be sent.
    assert_eq!(shared(&krate), [""; 0]);
    assert!(krate.items.iter().any(|item| name(item) == "PetInput"));
}

#[test]
fn what_contains_itself_without_a_name_meets_its_equal() {
    // Two rings, entered at different objects.
    let ring = |from: &str| {
        format!(
            "{{type: object, properties: {{{FIVE}, f: {{type: object, properties: {{{FIVE}, g: {{$ref: '#/paths/~1{from}/get/responses/200/content/application~1json/schema'}}}}}}}}}}"
        )
    };
    let path = |name: &str| {
        format!(
            "  /{name}: {{get: {{operationId: {name}, responses: {{'200': {{description: ok, content: {{application/json: {{schema: {}}}}}}}}}}}}}",
            ring(name)
        )
    };
    let krate = krate(&format!("paths:\n{}\n{}", path("one"), path("two")));
    assert_eq!(shared(&krate), ["TwoResponse = OneResponse", "TwoResponseF = OneResponseF"]);
}

#[test]
fn one_location_is_taken_out() {
    let text = format!(
        "A: {{type: object, properties: {{x: {one}}}}}\nB: {{type: object, properties: {{x: {one}, y: {one}}}}}\nC: {one}",
        one = five("")
    );
    let rest = format!("paths: {{}}\ncomponents:\n  schemas:\n    {}", text.replace('\n', "\n    "));
    let alone = |name: &str| {
        let choice = TypeChoice::Written(TypeChoices { alone: true, ..TypeChoices::default() });
        shared(&with(&rest, |config| config.types = BTreeMap::from([(name.to_owned(), choice)])))
    };
    assert_eq!(shared(&krate(&rest)), ["AX = C", "BX = C", "BY = C"]);
    assert_eq!(alone("BX"), ["AX = C", "BY = C"]);
    // A component of which no other location has the type leaves the others to each other.
    assert_eq!(alone("C"), ["BX = AX", "BY = AX"]);
}

#[test]
fn a_name_that_equal_locations_want_is_that_of_their_type() {
    let one = five(", x-ogen-name: Five");
    let text = |other: &str| {
        format!(
            "A: {{type: object, properties: {{x: {one}, y: {one}}}}}\nB: {{type: object, properties: {{z: {other}}}}}"
        )
    };
    assert_eq!(shared(&schemas(&text(&five("")))), ["AX = Five", "AY = Five"]);
    // Another name is another type.
    assert_eq!(shared(&schemas(&text(&five(", x-ogen-name: Other")))), ["AX = Five", "AY = Five"]);
    // Two types that want one name do not have it.
    let other = "{type: object, x-ogen-name: Five, properties: {only: {type: string}}}";
    assert_eq!(shared(&schemas(&text(other))), ["AY = AX"]);
}

#[test]
fn a_shared_type_is_deprecated_where_all_its_locations_are() {
    let (old, new) = (five(", deprecated: true"), five(""));
    let deprecated = |other: &str| {
        let krate = schemas(&format!("A: {{type: object, properties: {{x: {old}, y: {other}}}}}"));
        let Item::Struct(object) = item(&krate, "AX") else { panic!("{krate:?}") };
        object.deprecated
    };
    assert!(deprecated(&old));
    assert!(!deprecated(&new));
}

/// A number that follows from a name and a seed alone, so that equal objects are put into the same order.
fn rank(seed: u64, name: &str) -> u64 {
    name.bytes()
        .fold(seed ^ 0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
}

/// A description with its paths, components and properties in another order.
fn shuffled(value: &Value, key: &str, seed: u64) -> Value {
    match value {
        Value::Object(entries) => {
            let mut entries: Vec<(&String, &Value)> = entries.iter().collect();
            if ["paths", "schemas", "responses", "parameters", "properties", "definitions", "requestBodies"]
                .contains(&key)
            {
                entries.sort_by_key(|(name, _)| rank(seed, name));
            }
            let entries = entries.into_iter().map(|(name, value)| (name.clone(), shuffled(value, name, seed)));
            Value::Object(entries.collect::<Map<String, Value>>())
        }
        Value::Array(items) => Value::Array(items.iter().map(|item| shuffled(item, "", seed)).collect()),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => value.clone(),
    }
}

fn of_value(value: &Value) -> Krate {
    lowered(&Documents::from_texts(&[("api.json", &value.to_string())]).unwrap(), |config| {
        config.description = "api.json".into()
    })
}

/// Asserts that the names of shared types do not depend on the order of a description, except for some names. How many there are.
///
/// What is excepted is named after the first property that tells it from the other alternatives of its union.
fn keeps_names(path: &std::path::Path, excepted: &str) -> usize {
    let documents = Documents::read(path, &oasmith::source::Limits::default()).unwrap();
    let value = documents.root().value.to_json();
    let before = of_value(&value);
    let names = |krate: &Krate| {
        let mut names: Vec<String> = krate.items.iter().map(|item| name(item).to_owned()).collect();
        names.retain(|name| excepted.is_empty() || !name.starts_with(excepted));
        names.sort();
        names
    };
    for seed in [1, 2] {
        let after = of_value(&shuffled(&value, "", seed));
        assert_eq!(shared(&before), shared(&after), "{}, seed {seed}", path.display());
        assert_eq!(names(&before), names(&after), "{}, seed {seed}", path.display());
    }
    before.reexports.len()
}

#[test]
fn names_do_not_depend_on_the_order_of_a_description() {
    let tests = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests");
    assert!(keeps_names(&tests.join("fixtures/sharing/api.yaml"), "") > 10);
    if let Some(corpus) = std::env::var_os("OASMITH_CORPUS") {
        let path = std::path::Path::new(&corpus).join("apis-guru/discourse.local.json");
        assert!(keeps_names(&path, "") > 20);
    }
}

#[test]
#[ignore = "large descriptions: cargo test --release -p oasmith --test lower -- --ignored sharing"]
fn names_of_large_descriptions_do_not_depend_on_their_order() {
    let Some(corpus) = std::env::var_os("OASMITH_CORPUS") else { return };
    for (name, excepted) in
        [("github.com__api.github.com.json", "ProjectsCreateCardBodyObject"), ("stripe.com.json", "")]
    {
        let path = std::path::Path::new(&corpus).join("large").join(name);
        assert!(keeps_names(&path, excepted) > 1000, "{name}");
    }
}

#[test]
fn an_equal_schema_before_the_first_changes_no_name() {
    let path = |name: &str| {
        format!(
            "  /{name}: {{get: {{operationId: {name}, responses: {{'200': {{description: ok, content: {{application/json: \
             {{schema: {}}}}}}}}}}}}}\n",
            five("")
        )
    };
    let before = krate(&format!("paths:\n{}{}", path("cats"), path("dogs")));
    let after = krate(&format!("paths:\n{}{}{}", path("zebras"), path("cats"), path("dogs")));
    assert_eq!(shared(&before), ["DogsResponse = CatsResponse"]);
    assert_eq!(shared(&after), ["DogsResponse = CatsResponse", "ZebrasResponse = CatsResponse"]);
    let described = |krate: &Krate| docs(item(krate, "CatsResponse")).to_vec();
    assert_eq!(described(&before), described(&after));
}

#[test]
#[ignore = "large descriptions: cargo test --release -p oasmith --test lower -- --ignored sharing"]
fn the_two_users_of_github_are_joined() {
    let Some(corpus) = std::env::var_os("OASMITH_CORPUS") else { return };
    let path = std::path::Path::new(&corpus).join("large/github.com__api.github.com.json");
    let documents = Documents::read(&path, &oasmith::source::Limits::default()).unwrap();
    let settings = "description = 'a'\n[types]\nNullableSimpleUser = { same_as = 'SimpleUser' }";
    let krate = lowered(&documents, |config| config.types = Config::parse(settings).unwrap().types);
    assert!(shared(&krate).contains(&"NullableSimpleUser = SimpleUser".to_owned()));
}

#[test]
fn the_report_names_the_property_that_keeps_types_apart() {
    let (described, six) = (
        FIVE.replace("e: {type: string}", "e: {type: string, description: Home.}"),
        format!("{FIVE}, f: {{type: string}}"),
    );
    let text = format!(
        "openapi: 3.0.3\ninfo: {{title: Pets, version: '1'}}\npaths: {{}}\ncomponents:\n  schemas:\n    \
         A: {{type: object, properties: {{x: {one}, y: {one}}}}}\n    B: {{type: object, properties: {{z: {{type: object, properties: {{{described}}}}}}}}}\n    \
         C: {{type: object, properties: {{{six}}}}}\n    D: {{type: object, nullable: true, properties: {{{six}}}}}",
        one = five("")
    );
    let documents = Documents::from_texts(&[("api.yaml", &text)]).unwrap();
    let mut sink = Sink::new();
    let api = oasmith::openapi::read(&documents, &mut sink).unwrap();
    let report = lower::sharing(api, &Config::new("api.yaml", "api"), &mut sink);
    assert_eq!(
        report.text(false),
        "6 types for 7 locations\n\n\
         Shared types, by the number of their locations:\n      2  AX: AY\n\n\
         Components that say the same, which `same_as` makes one type:\n  C and D\n\n\
         Types that one property keeps apart, by the number of their locations:\n      3  AX and BZ: `e` is documented in another way"
    );
}
