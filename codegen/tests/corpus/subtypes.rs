//! Schemas that nothing refers to are kept: those that extend a schema with a discriminator are found by `allOf` alone.

use std::fs;

use oasmith::source::{Documents, Limits};
use serde_json::Value;

use super::{corpus, generated};

#[test]
fn subtypes_that_nothing_refers_to_are_generated() {
    let Some(corpus) = corpus() else { return };
    let description = "apis-guru/azure.com__search-searchservice.json";
    let text = fs::read_to_string(corpus.join(description)).unwrap();
    let document: Value = serde_json::from_str(&text).unwrap();
    let schemas = document["components"]["schemas"].as_object().unwrap();
    let subtypes = schemas.iter().filter(|(_, schema)| schema.get("x-ms-discriminator-value").is_some());
    let subtypes: Vec<&str> = subtypes.map(|(name, _)| name.as_str()).collect();
    assert_eq!(subtypes.len(), 65);

    let files = generated(&corpus, description, "search").files;
    let models = &files["src/models.rs"];
    let is_there = |name: &&&str| ["struct", "type"].iter().any(|kind| models.contains(&format!("pub {kind} {name} ")));
    let missing: Vec<&&str> = subtypes.iter().filter(|name| !is_there(name)).collect();
    assert_eq!(missing, [&""; 0]);

    let documents = Documents::read(&corpus.join(description), &Limits::default()).unwrap();
    let api = oasmith::openapi::read(&documents, &mut oasmith::diagnostic::Sink::new()).unwrap();
    let discriminators = api.schemas.iter().filter_map(|(_, schema)| schema.combine.discriminator.as_ref());
    let told: usize = discriminators.map(|discriminator| discriminator.subtypes.len()).sum();
    assert!(told >= 65, "{told}");
}
