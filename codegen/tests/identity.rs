//! Places that stand for several things: a path item under two paths, a schema with two meanings of its dynamic references.

#![allow(missing_docs)]

use std::collections::BTreeSet;

use oasmith::config::Config;
use oasmith::diagnostic::Sink;
use oasmith::lower::lower;
use oasmith::rust::Krate;
use oasmith::source::Documents;

/// What is made of a description, and the reports as `code #pointer`.
fn lowered(rest: &str) -> (Krate, Vec<String>) {
    lowered_with(&Config::new("api.yaml", "generated"), rest)
}

fn lowered_with(config: &Config, rest: &str) -> (Krate, Vec<String>) {
    let text = format!("openapi: 3.1.0\ninfo: {{ title: T, version: '1' }}\n{rest}");
    let documents = Documents::from_texts(&[("api.yaml", text.as_str())]).unwrap();
    let mut sink = Sink::new();
    let api = oasmith::openapi::read(&documents, &mut sink).unwrap();
    let krate = lower(api, config, &mut sink).krate;
    let reports = sink.iter().map(|entry| format!("{} {}", entry.code, entry.at.as_ref().unwrap())).collect();
    (krate, reports)
}

fn names(krate: &Krate) -> Vec<(&str, &str, &str)> {
    let operations = krate.operations.iter();
    operations.map(|operation| (operation.path.as_str(), operation.name.as_str(), operation.id.as_str())).collect()
}

#[test]
fn paths_that_share_a_path_item_have_operations_of_their_own() {
    let (krate, reports) = lowered(
        "paths: { /cats: { $ref: '#/components/pathItems/Pets' }, /dogs: { $ref: '#/components/pathItems/Pets' }, /birds: { $ref: '#/paths/~1cats' } }\n\
         components: { pathItems: { Pets: { get: { responses: { '204': { description: '' } } } } } }",
    );
    assert_eq!(
        names(&krate),
        [("/cats", "get_cats", "get_cats"), ("/dogs", "get_dogs", "get_dogs"), ("/birds", "get_birds", "get_birds")]
    );
    assert_eq!(reports, [""; 0]);
}

#[test]
fn a_shared_operation_id_is_a_repeated_one() {
    let (krate, reports) = lowered(
        "paths: { /cats: { $ref: '#/components/pathItems/Pets' }, /dogs: { $ref: '#/components/pathItems/Pets' } }\n\
         components: { pathItems: { Pets: { get: { operationId: list, responses: { '204': { description: '' } } } } } }",
    );
    let [first, second] = krate.operations.as_slice() else { panic!("{:?}", krate.operations) };
    assert_eq!((first.path.as_str(), first.name.as_str(), first.id.as_str()), ("/cats", "list", "list"));
    assert_eq!((second.path.as_str(), second.id.as_str()), ("/dogs", "list"));
    assert!(second.name.as_str().starts_with("list_"), "{}", second.name.as_str());
    assert_eq!(reports, ["W-duplicate-operation-id #/components/pathItems/Pets/get/operationId"]);
}

/// The one schema has the words; the types that it is by other meanings are told by it.
#[test]
fn a_place_with_several_types_is_spoken_of_by_one_name() {
    let schemas = "Tree: { $id: 'https://e/tree', $dynamicAnchor: node, type: object, properties: { children: { type: array, items: { $dynamicRef: '#node' } }, note: { type: object, properties: { a: { type: object, properties: { b: {} } } } } } }\n    \
         Strict: { $id: 'https://e/strict', $dynamicAnchor: node, $ref: tree }\n    Loose: { $id: 'https://e/loose', $dynamicAnchor: node, $ref: tree }\n";
    let mut config = Config::new("api.yaml", "generated");
    // A shared type is told by none of its locations.
    config.models.share = false;
    let docs = || {
        let (krate, _) = lowered_with(&config, &format!("components:\n  schemas:\n    {schemas}"));
        krate.items.iter().map(|item| format!("{item:?}")).collect::<Vec<_>>()
    };
    let first = docs();
    assert!(first.iter().any(|item| item.contains("of [`Tree")), "{first:#?}");
    assert!((0..8).all(|_| docs() == first));
}

#[test]
fn each_meaning_of_a_schema_has_a_type_of_its_own() {
    let text = "openapi: 3.1.0\ninfo: { title: T, version: '1' }\ncomponents:\n  schemas:\n    \
         Tree: { $id: 'https://e/tree', $dynamicAnchor: node, type: object, properties: { children: { type: array, items: { $dynamicRef: '#node' } }, note: { type: object, properties: { a: {} } } } }\n    \
         Strict: { $id: 'https://e/strict', $dynamicAnchor: node, $ref: tree }\n";
    let documents = Documents::from_texts(&[("api.yaml", text)]).unwrap();
    let generated =
        oasmith::generate(&documents, &Config::new("api.yaml", "generated"), &mut Sink::new()).unwrap().files;
    let models = &generated["models.rs"];
    let names = models.lines().filter_map(|line| line.strip_prefix("pub struct ").or(line.strip_prefix("pub type ")));
    let names: Vec<&str> = names.filter_map(|rest| rest.split([' ', ';']).next()).collect();
    let distinct: BTreeSet<&str> = names.iter().copied().collect();
    // Two trees, each by the name of its component, and the note that both have.
    assert_eq!((names.len(), distinct.len()), (3, 3), "{names:?}");
    assert!(distinct.contains("Tree") && distinct.contains("Strict"), "{names:?}");
    assert!(!models.contains("pub type Strict = Tree;"), "{models}");
}
