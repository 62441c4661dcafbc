//! Overlay Documents and patches: what they make of a description, and what is said where they are wrong.
//!
//! Source: Overlay Specification 1.1.0, section "Action Object".

#![allow(missing_docs)]

use std::fs;
use std::path::Path;

use oasmith::diagnostic::{Colour, json};
use oasmith::project::{Failure, Generation, Project};
use oasmith::source::{Corrections, Documents, Limits, Overlay};
use serde_json::{Value, json};

/// What an overlay makes of a description, both as YAML.
fn overlaid(description: &str, overlay: &str) -> Result<Value, String> {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("api.yaml"), description).unwrap();
    fs::write(folder.path().join("fix.yaml"), overlay).unwrap();
    let overlays = vec![Overlay { path: folder.path().join("fix.yaml"), is_strict: true }];
    let corrections = Corrections { overlays, patches: Vec::new() };
    let limits = Limits { alias_nodes: 10_000, ..Limits::default() };
    let documents = Documents::corrected(&folder.path().join("api.yaml"), &limits, &corrections);
    let shown = |text: String| text.replace(&format!("{}/", folder.path().to_string_lossy()), "");
    documents.map(|documents| documents.root().value.to_json()).map_err(|error| shown(error.to_string()))
}

fn actions(description: &str, actions: &str) -> Result<Value, String> {
    overlaid(description, &format!("overlay: 1.1.0\ninfo: {{title: Test, version: '1'}}\nactions:\n{actions}"))
}

const PATHS: &str = "\
openapi: 3.1.0
info: {title: Example API, version: 1.0.0}
paths:
  /items:
    get: {responses: {'200': {description: OK}}}
  /some-items:
    delete: {responses: {'200': {description: OK}}}
";

#[test]
fn objects_are_merged_and_primitives_replaced() {
    let found = actions(
        PATHS,
        "- target: $\n  update: {info: {title: Other, x-more: [1]}, paths: {/items: {summary: All}}, components: }\n",
    );
    let found = found.unwrap();
    assert_eq!(found["info"], json!({ "title": "Other", "version": "1.0.0", "x-more": [1] }));
    assert_eq!(found["paths"]["/items"]["summary"], "All");
    assert_eq!(found["paths"]["/items"]["get"]["responses"]["200"]["description"], "OK");
    assert_eq!(found["components"], Value::Null);
}

#[test]
fn arrays_are_continued_and_what_is_no_array_is_appended() {
    let description = "tags: [a, b]\nlist: {inner: [1]}\n";
    let found = actions(
        description,
        "- {target: $.tags, update: c}\n- {target: $.tags, update: [d, e]}\n- {target: $.list, update: {inner: [2]}}\n\
         - {target: $.tags, update: {name: f}}\n",
    );
    let expected = json!({ "tags": ["a", "b", "c", "d", "e", { "name": "f" }], "list": { "inner": [1, 2] } });
    assert_eq!(found.unwrap(), expected);
}

#[test]
fn a_primitive_is_selected_and_replaced() {
    let found = actions(PATHS, "- {target: \"$.paths['/items'].get.responses['200'].description\", update: New}\n");
    assert_eq!(found.unwrap()["paths"]["/items"]["get"]["responses"]["200"]["description"], "New");
}

#[test]
fn wildcards_and_filters_select_many() {
    let description = "paths: {/a: {get: {parameters: [{name: filter, in: query}, {name: filter, in: header}]}}, /b: {get: {parameters: []}}}\n";
    let found = actions(
        description,
        "- {target: $.paths.*.get, update: {x-safe: true}}\n\
         - {target: \"$.paths.*.get.parameters[?@.name=='filter' && @.in=='query']\", update: {schema: {type: string}}}\n\
         - {target: $.paths.*.get.parameters, update: {name: more, in: query}}\n",
    );
    let more = json!({ "name": "more", "in": "query" });
    let expected = json!({ "paths": {
        "/a": { "get": {
            "parameters": [
                { "name": "filter", "in": "query", "schema": { "type": "string" } },
                { "name": "filter", "in": "header" },
                more,
            ],
            "x-safe": true,
        } },
        "/b": { "get": { "parameters": [more], "x-safe": true } },
    } });
    assert_eq!(found.unwrap(), expected);
}

#[test]
fn items_and_keys_are_removed() {
    let description = "a: {tags: [dummy, x, dummy, y, dummy], list: [{name: dummy}, {name: z}]}\nb: 1\n";
    let found = actions(
        description,
        "- {target: \"$.a.tags[?@ == 'dummy']\", remove: true}\n- {target: \"$.a.list[?@.name == 'dummy']\", remove: true}\n\
         - {target: $.b, remove: true, update: ignored}\n",
    );
    assert_eq!(found.unwrap(), json!({ "a": { "tags": ["x", "y"], "list": [{ "name": "z" }] } }));
}

#[test]
fn a_trait_is_applied_where_it_is_stated() {
    let description = "\
paths:
  /items: {get: {x-oai-traits: [paged], responses: {}}}
  /items/{id}/subitems: {get: {x-oai-traits: [paged], parameters: [{name: id}]}}
  /other: {get: {responses: {}}}
";
    let found = actions(
        description,
        "- target: \"$.paths[?@.get['x-oai-traits'][?@ == 'paged']].get\"\n  update: {parameters: [{name: top}, {name: skip}]}\n",
    );
    let found = found.unwrap();
    assert_eq!(found["paths"]["/items"]["get"]["parameters"], json!([{ "name": "top" }, { "name": "skip" }]));
    let of_subitems = json!([{ "name": "id" }, { "name": "top" }, { "name": "skip" }]);
    assert_eq!(found["paths"]["/items/{id}/subitems"]["get"]["parameters"], of_subitems);
    assert_eq!(found["paths"]["/other"]["get"], json!({ "responses": {} }));
}

#[test]
fn a_value_is_copied_and_moved() {
    let copied = actions(PATHS, "- {target: '$.paths[\"/some-items\"]', copy: '$.paths[\"/items\"]'}\n").unwrap();
    let operation = json!({ "responses": { "200": { "description": "OK" } } });
    assert_eq!(copied["paths"]["/some-items"], json!({ "get": operation, "delete": operation }));
    assert_eq!(copied["paths"]["/items"], json!({ "get": operation }));

    let moved = actions(
        PATHS,
        "- {target: $.paths, update: {/new-items: {}}}\n- {target: '$.paths[\"/new-items\"]', copy: '$.paths[\"/items\"]'}\n\
         - {target: '$.paths[\"/items\"]', remove: true}\n",
    );
    let moved = moved.unwrap();
    assert_eq!(moved["paths"], json!({ "/some-items": { "delete": operation }, "/new-items": { "get": operation } }));
}

/// The first line of each report, and its place.
fn reports(found: Result<Value, String>) -> Vec<String> {
    let text = found.unwrap_err();
    let heads = text.lines().filter(|line| line.starts_with("error") || line.trim_start().starts_with("--> "));
    heads.map(|line| line.trim().to_owned()).collect()
}

#[test]
fn what_is_wrong_is_reported_in_its_place() {
    let head = "overlay: 1.1.0\ninfo: {title: Test, version: '1'}\nactions:\n";
    let wrong = "\
- {target: $.path, update: {}}
- {target: $.paths, updates: {}}
- {target: '$.paths[', remove: true}
- {target: $.info, update: [1]}
- {target: $.., update: {}, copy: $}
- {target: $.paths.*, copy: $.paths.*}
- {update: {}}
- {target: $, remove: true}
- {target: '$[\"info\", \"openapi\"]', update: {}}
";
    let found = reports(overlaid(PATHS, &format!("{head}{wrong}")));
    let expected = [
        "error[E-overlay]: this `target` selects nothing",
        "--> fix.yaml:4:12",
        "error[E-overlay]: this action changes nothing",
        "--> fix.yaml:5:3",
        "error[E-overlay]: `updates` is no field of an Overlay Document here",
        "--> fix.yaml:5:30",
        "error[E-overlay]: `$.paths[` is no JSONPath, from character 8 on",
        "--> fix.yaml:6:12",
        "error[E-overlay]: an array cannot be merged with an object, which stands at #/info",
        "--> fix.yaml:7:28",
        "error[E-overlay]: `$..` is no JSONPath, from character 4 on",
        "--> fix.yaml:8:12",
        "error[E-overlay]: `copy` selects 2 values, and must select one",
        "--> fix.yaml:9:29",
        "error[E-overlay]: this action has no `target`",
        "--> fix.yaml:10:3",
        "error[E-overlay]: the whole description cannot be removed",
        "--> fix.yaml:11:12",
        "error[E-overlay]: this `target` selects values of several kinds",
        "--> fix.yaml:12:12",
    ];
    assert_eq!(found, expected);
    let found = reports(overlaid(PATHS, "overlay: 2.0.0\nactions: []\n"));
    assert_eq!(found, ["error[E-overlay]: this is no Overlay Document of version 1.0 or 1.1", "--> fix.yaml:1:10"]);
    let found = reports(overlaid(PATHS, "overlay: 1.0.0\nactions: [\n"));
    assert!(found[0].starts_with("error[E-syntax]"), "{found:?}");
}

#[test]
fn copies_of_copies_have_a_bound() {
    let found = reports(actions("a: {b: 1}", &"- {target: $.a, copy: $}\n".repeat(130)));
    assert_eq!(found[0], "error[E-limit]: values would be nested deeper than 127 levels");
    let found = reports(actions("tags: [a, b]", &"- {target: $.tags, copy: $.tags}\n".repeat(40)));
    assert_eq!(found[0], "error[E-limit]: corrections add too many values");
}

const PETS: &str = "\
openapi: 3.1.0
info: {title: Pets, version: '1'}
paths: {}
components:
  schemas:
    Pet:
      type: object
      properties:
        name: {type: string}
        tags: {type: array, items: {type: string}, minItems: 1}
    Other: {$ref: 'other.yaml#/Other'}
";

/// A folder with a description, an overlay and settings.
fn project(settings: &str) -> (tempfile::TempDir, Project) {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("api.yaml"), PETS).unwrap();
    fs::write(folder.path().join("other.yaml"), "Other: {type: object, properties: {id: {type: integer}}}\n").unwrap();
    let overlay = "\
overlay: 1.1.0
info: {title: Fix, version: '1'}
actions:
- target: $.components.schemas.Pet.properties
  update:
    age: {type: intger}
- target: $.components.schemas.Absent
  remove: true
";
    fs::write(folder.path().join("fix.overlay.yaml"), overlay).unwrap();
    let path = folder.path().join("oasmith.toml");
    fs::write(&path, format!("description = 'api.yaml'\n{settings}\n")).unwrap();
    let project = Project::open(&path).unwrap();
    (folder, project)
}

fn generated(settings: &str) -> Result<(tempfile::TempDir, Generation), String> {
    let (folder, project) = project(settings);
    match project.generate(oasmith::generate) {
        Ok(generation) => Ok((folder, generation)),
        Err(failure) => Err(shown(&failure, folder.path())),
    }
}

fn shown(failure: &Failure, folder: &Path) -> String {
    failure.render(Colour::Never).replace(&format!("{}/", folder.to_string_lossy()), "")
}

const LOOSE: &str = "overlays = [{ path = 'fix.overlay.yaml', strict = false }]";

#[test]
fn an_action_that_selects_nothing_is_an_error_unless_it_may() {
    let report = generated("overlays = ['fix.overlay.yaml']").unwrap_err();
    assert!(report.contains("E-overlay") && report.contains("fix.overlay.yaml:7:11"), "{report}");
    generated(LOOSE).unwrap();
}

#[test]
fn a_report_in_a_place_that_was_written_names_both_files() {
    let (_folder, generation) = generated(LOOSE).unwrap();
    let entries = json(&generation.ledger, &generation);
    let [entry] = entries.as_slice() else { panic!("{entries:?}") };
    assert_eq!(entry.code, "W-unknown-type");
    let ends = |text: &Option<String>, end: &str| text.as_ref().is_some_and(|text| text.ends_with(end));
    assert!(ends(&entry.file, "api.yaml") && entry.line == Some(9), "{entry:?}");
    assert!(ends(&entry.correction, "fix.overlay.yaml:6:10"), "{entry:?}");
    let human = oasmith::diagnostic::human(&generation.ledger, &generation, Colour::Never);
    assert!(human.contains("fix.overlay.yaml:6:10"), "{human}");
}

#[test]
fn patches_are_merged_after_overlays() {
    let settings = format!(
        "{LOOSE}\n[patch]\n'#/components/schemas/Pet/properties/age' = {{ type = 'integer' }}\n\
         '#/components/schemas/Pet' = {{ required = ['name'], remove = ['type'], properties = {{ tags = {{ items = {{ type = 'integer' }}, remove = ['minItems'] }} }} }}\n\
         'other.yaml#/Other/properties/id' = {{ type = 'string' }}\n"
    );
    let (_folder, generation) = generated(&settings).unwrap();
    let models = &generation.output.files["models.rs"];
    for field in
        ["pub name: String,", "pub age: Option<i64>,", "pub tags: Option<Vec<i64>>,", "pub id: Option<String>,"]
    {
        assert!(models.contains(field), "{field}\n{models}");
    }
    let pet = generation.documents.root().value.pointer("/components/schemas/Pet").unwrap().to_json();
    assert_eq!((&pet["type"], &pet["properties"]["tags"]["minItems"]), (&Value::Null, &Value::Null));
    assert!(generation.ledger.is_empty(), "{:?}", generation.ledger);
}

#[test]
fn a_patch_that_leads_nowhere_is_an_error_in_the_settings() {
    let report = generated("[patch]\n'#/components/schemas/Pett' = { type = 'object' }\n").unwrap_err();
    assert!(report.contains("oasmith.toml:3:1"), "{report}");
    assert!(report.contains("did you mean `#/components/schemas/Pet`?"), "{report}");
    let report = generated("[patch]\n'more.yaml#/X' = { type = 'object' }\n").unwrap_err();
    assert!(report.contains("is in no file of the description"), "{report}");
    let report = generated("[patch]\n'components/schemas' = { type = 'object' }\n").unwrap_err();
    assert!(report.contains("is no address of a value"), "{report}");
}

#[test]
fn a_correction_is_a_change_of_the_description() {
    let (_one, plain) = generated("").unwrap();
    let (_two, patched) = generated("[patch]\n'#/info' = { title = 'Cats' }\n").unwrap();
    assert_ne!(plain.documents.fingerprint(), patched.documents.fingerprint());
    let (_three, written) = project("");
    fs::write(_three.path().join("api.yaml"), PETS.replace("title: Pets", "title: Cats")).unwrap();
    let written = written.generate(oasmith::generate).unwrap();
    assert_eq!(written.documents.fingerprint(), patched.documents.fingerprint());
    let names = |generation: &Generation| generation.documents.files().count();
    let (_four, overlaid) = generated(LOOSE).unwrap();
    assert_eq!((names(&plain), names(&overlaid)), (2, 3), "a build script looks at the overlay too");
}
