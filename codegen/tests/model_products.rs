//! The products `schemars` and `proptest`: what they bring, what they leave as it is, and how a wrong one is told.

#![allow(missing_docs)]

use std::collections::BTreeMap;
use std::fs;

use oasmith::config::{Config, Product};
use oasmith::diagnostic::Sink;
use oasmith::project::Project;
use oasmith::source::Documents;

const DESCRIPTION: &str = "\
openapi: 3.1.0
info: {title: Pets, version: '1'}
components:
  schemas:
    Pet: {type: object, properties: {name: {type: string, minLength: 1}}}
    Name: {type: string}
";

/// The files that are generated with these settings, or the report of why nothing is.
fn generated(settings: &str) -> Result<BTreeMap<String, String>, String> {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("api.yaml"), DESCRIPTION).unwrap();
    let path = folder.path().join("oasmith.toml");
    fs::write(&path, format!("description = 'api.yaml'\n{settings}\n")).unwrap();
    let project = Project::open(&path).and_then(|project| project.generate(oasmith::generate));
    project.map(|generation| generation.output.files.clone()).map_err(|failure| failure.to_string())
}

#[test]
fn the_schemas_of_responses_stand_beside_a_schema_of_that_name() {
    let schema = "    Responses: {type: object, required: [id], properties: {id: {type: string, minLength: 1}}}\n";
    let paths = "paths: {/a: {get: {operationId: a, responses: {'200': {description: A., content: {application/json: {schema: \
                 {$ref: '#/components/schemas/Responses'}}}}}}}}\n";
    let description = format!("{DESCRIPTION}{schema}{paths}");
    let documents = Documents::from_texts(&[("api.yaml", &description)]).unwrap();
    let mut config = Config::new("api.yaml", "pets");
    config.products.push(Product::Validate);
    let files = oasmith::generate(&documents, &config, &mut Sink::new()).unwrap().files;
    let text = files.values().cloned().collect::<String>();
    assert_eq!(text.matches("static RESPONSES:").count(), 1, "{text}");
    assert_eq!(text.matches("static RESPONSES_: Schema").count(), 1, "{text}");
}

/// The lines of a manifest that begin with one of these words.
fn lines<'t>(files: &'t BTreeMap<String, String>, names: &[&str]) -> Vec<&'t str> {
    files["Cargo.toml"]
        .lines()
        .filter(|line| line.split(' ').next().is_some_and(|name| names.contains(&name)))
        .collect()
}

const NAMES: &[&str] = &["default", "validate", "schemars", "proptest", "oasmith-runtime"];

#[test]
fn each_has_a_file_and_a_feature_and_brings_validate() {
    let files = generated("products = ['schemars']").unwrap();
    assert_eq!(
        files.keys().collect::<Vec<_>>(),
        ["json_schema.rs", "lib.rs", "models.rs", "surface.txt", "validate.rs"]
    );
    assert!(
        files["json_schema.rs"].ends_with("\njson_schema! {\n    models::Pet,\n}\n"),
        "{}",
        files["json_schema.rs"]
    );
    assert!(files["lib.rs"].contains("#[cfg(feature = \"schemars\")]\n#[rustfmt::skip]\nmod json_schema;\n"));

    let files = generated("products = ['proptest']").unwrap();
    assert_eq!(files.keys().collect::<Vec<_>>(), ["arbitrary.rs", "lib.rs", "models.rs", "surface.txt", "validate.rs"]);
    assert!(files["arbitrary.rs"].ends_with("\narbitrary! {\n    models::Pet,\n}\n"), "{}", files["arbitrary.rs"]);
}

#[test]
fn a_whole_crate_depends_on_their_packages_where_the_feature_is_on() {
    let vendored = generated("layout = 'crate'\nruntime = 'vendored'\nproducts = ['schemars', 'proptest']").unwrap();
    assert_eq!(
        lines(&vendored, NAMES),
        [
            "default = []",
            "validate = [\"dep:regex\", \"dep:regress\"]",
            "schemars = [\"validate\", \"dep:schemars\"]",
            "proptest = [\"validate\", \"dep:proptest\"]",
            "proptest = { version = \"1.12\", default-features = false, features = [\"std\"], optional = true }",
            "schemars = { version = \"1.2\", default-features = false, features = [\"std\"], optional = true }",
        ]
    );
    let linked = generated("layout = 'crate'\nproducts = ['schemars', 'proptest']").unwrap();
    assert_eq!(
        lines(&linked, NAMES),
        [
            "default = []",
            "validate = [\"oasmith-runtime/validate\"]",
            "schemars = [\"validate\", \"oasmith-runtime/schemars\"]",
            "proptest = [\"validate\", \"oasmith-runtime/proptest\"]",
            "oasmith-runtime = \"0.1.0\"",
        ]
    );
}

#[test]
fn a_copy_of_the_runtime_has_their_modules_where_they_are_asked_for() {
    let modules = |products: &str| {
        let files = generated(&format!("layout = 'crate'\nruntime = 'vendored'\nproducts = [{products}]")).unwrap();
        let is_of_one = |path: &&String| path.contains("/arbitrary/mod") || path.contains("/json_schema.rs");
        files.keys().filter(is_of_one).filter(|path| path.contains("runtime")).cloned().collect::<Vec<_>>()
    };
    assert_eq!(modules("'validate'"), [""; 0]);
    assert_eq!(modules("'schemars'"), ["src/runtime/json_schema.rs"]);
    assert_eq!(modules("'proptest'"), ["src/runtime/arbitrary/mod.rs"]);
}

#[test]
fn a_package_that_the_user_depends_on_is_there_at_any_rate() {
    let settings = "layout = 'crate'\nruntime = 'vendored'\nproducts = ['schemars']\n[dependencies]\nschemars = '1.2'";
    assert_eq!(
        lines(&generated(settings).unwrap(), NAMES),
        [
            "default = []",
            "validate = [\"dep:regex\", \"dep:regress\"]",
            "schemars = [\"validate\"]",
            "schemars = \"1.2\"",
        ]
    );
}

#[test]
fn a_product_that_there_is_not_is_told_with_those_that_there_are() {
    let report = generated("products = ['client', 'proptst']").unwrap_err();
    assert!(report.contains("error[E-config]"), "{report}");
    let message =
        "unknown variant `proptst`, expected one of `client`, `server`, `webhooks`, `validate`, `schemars`, `proptest`";
    assert!(report.contains(message), "{report}");
    assert!(report.contains("oasmith.toml:2:"), "{report}");
}

#[test]
fn every_product_has_its_file_and_its_module_in_the_root() {
    let operation = "{operationId: listPets, responses: {'204': {description: None.}}}";
    let operations = format!("paths: {{/pets: {{get: {operation}}}}}\nwebhooks: {{new: {{post: {operation}}}}}\n");
    for product in Product::ALL {
        let row = product.row();
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("api.yaml"), format!("{DESCRIPTION}{operations}")).unwrap();
        let path = folder.path().join("oasmith.toml");
        fs::write(&path, format!("description = 'api.yaml'\nproducts = ['{}']\n", row.name)).unwrap();
        let generation = Project::open(&path).and_then(|project| project.generate(oasmith::generate)).unwrap();
        let files = &generation.output.files;
        assert!(files.contains_key(row.file), "{product:?}: {:?}", files.keys());
        let module = format!("mod {};", row.file.trim_end_matches(".rs"));
        let root: Vec<&str> = files["lib.rs"].lines().collect();
        let line = root.iter().position(|line| line.trim_start_matches("pub ") == module).unwrap();
        assert!(
            root[..line].ends_with(&[&format!("#[cfg(feature = \"{}\")]", row.name), "#[rustfmt::skip]"]),
            "{root:?}"
        );
    }
}
