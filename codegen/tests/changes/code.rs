//! What changes do to the Rust API: each difference stands under its cause.

use oasmith::Described;
use oasmith::config::Config;
use oasmith::diff::{Change, Side, kinds};
use oasmith::source::Documents;
use oasmith::surface::{Impact, Surface};
use serde_json::json;

use super::{Of, description, effects};

/// The kinds of changes with what they ask of the next version.
fn impacts(changes: &[Change]) -> Vec<(&'static str, Impact)> {
    changes.iter().map(|change| (change.kind.id(), change.impact())).collect()
}

#[test]
fn a_difference_stands_under_its_cause() {
    let old = json!({
        "type": "object", "required": ["a"],
        "properties": { "a": { "type": "string" }, "b": { "type": "integer" }, "c": { "type": "string" } },
    });
    let new = json!({
        "type": "object", "required": ["a"],
        "properties": { "a": { "type": "integer" }, "b": { "type": "integer" }, "d": { "type": "string" } },
    });
    let operation = |schema| {
        json!({ "responses": { "200": {
        "description": "One.", "content": { "application/json": { "schema": schema } },
    } } })
    };
    let found = effects(&description(Of::Operation, &operation(old)), &description(Of::Operation, &operation(new)));
    let expected =
        [("type-changed", Impact::Major), ("property-removed", Impact::Major), ("property-added", Impact::Minor)];
    assert_eq!(impacts(&found), expected);
    for (change, field) in found.iter().zip(["::a", "::c", "::d"]) {
        assert!(change.rust.iter().any(|item| item.path.ends_with(field)), "{:?}", change.rust);
    }
}

#[test]
fn a_parameter_is_the_cause_of_what_its_operation_takes() {
    let query = |name: &str| json!([{ "name": name, "in": "query", "schema": { "type": "string" } }]);
    let found = effects(&description(Of::Parameters, &query("a")), &description(Of::Parameters, &query("b")));
    assert_eq!(impacts(&found), [("parameter-removed", Impact::Major), ("parameter-added", Impact::Minor)]);
}

#[test]
fn an_edit_that_nobody_sees_is_a_patch() {
    let schema =
        |words: &str| json!({ "description": words, "type": "object", "properties": { "a": { "type": "string" } } });
    let found = effects(&description(Of::Schema, &schema("One.")), &description(Of::Schema, &schema("Other.")));
    assert!(found.iter().all(|change| change.rust.is_empty()), "{found:?}");
    assert_eq!(found[0].kind, kinds::DESCRIPTION_CHANGED);
}

/// Credentials change the client as a whole, and no place of an operation has it.
#[test]
fn credentials_are_the_cause_of_what_the_client_takes() {
    let security = |schemes| json!({ "security": schemes });
    let (old, new) = (security(json!([{ "token": [] }])), security(json!([{ "token": [] }, { "key": [] }])));
    let found = effects(&description(Of::Operation, &old), &description(Of::Operation, &new));
    assert_eq!(impacts(&found), [("security-alternative-added", Impact::Minor)]);
    assert!(found[0].rust.iter().any(|item| item.path.starts_with("client::ClientBuilder::")), "{:?}", found[0].rust);
}

/// The changes of one description, of which the code has two forms.
fn of_one(new: impl FnOnce(&mut Config), written: Option<&Surface>) -> Vec<Change> {
    let text =
        description(Of::Schema, &json!({ "type": "object", "properties": { "a": { "type": "string" } } })).to_string();
    let documents = Documents::from_texts(&[("api.json", &text)]).unwrap();
    let old_config = Config::new("api.json", "api");
    let mut new_config = old_config.clone();
    new(&mut new_config);
    let old = Described { documents: &documents, config: &old_config, written };
    let new = Described { documents: &documents, config: &new_config, written: None };
    oasmith::diff(old, new).unwrap().changes
}

#[test]
fn what_the_settings_change_is_told_as_theirs() {
    assert_eq!(of_one(|_| {}, None), []);
    let found = of_one(|config| drop(std::mem::take(&mut config.products)), None);
    assert!(!found.is_empty());
    for change in &found {
        assert_eq!((change.kind, change.sides[0].0), (kinds::GENERATED_CODE_CHANGED, Side::Settings));
    }
    assert!(found.iter().any(|change| change.impact() == Impact::Major), "{found:?}");
}

#[test]
fn what_another_version_of_oasmith_wrote_is_told_as_its() {
    let written = Surface::parse("struct models::Thing\n");
    let found = of_one(|_| {}, Some(&written));
    assert!(!found.is_empty());
    for change in &found {
        assert_eq!((change.kind, change.sides[0].0), (kinds::GENERATED_CODE_CHANGED, Side::Generator));
    }
}
