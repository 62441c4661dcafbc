//! The surface is what rustdoc finds: for the drivers API as a whole crate with every product, and for the description of each rule.
//!
//! Ten real descriptions take longer: `cargo test -p oasmith --test surface ten_real -- --ignored`.

use std::collections::BTreeMap;
use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};

use oasmith::Generated;
use oasmith::config::{Config, Layout, Product};
use oasmith::diagnostic::Sink;
use oasmith::source::{Documents, Limits};

use super::rustdoc::{Documented, difference, report, written};
use super::{cargo, manifest, put, repository, workspace};

const REAL: [&str; 10] = [
    "gitea.io",
    "docker.com__engine",
    "openbankingproject.ch",
    "apache.org__airflow",
    "amazonaws.com__sqs",
    "azure.com__search-searchservice",
    "dnd5eapi.co",
    "influxdata.com",
    "nexmo.com__reports",
    "listennotes.com",
];

/// Rustdoc's JSON is not stable. Only rustdoc itself is told so: what is compiled for other tests stays as it is.
fn rustdoc(folder: &Path, packages: &[&str]) {
    let script = folder.join("rustdoc.sh");
    put(&script, "#!/bin/sh\nRUSTC_BOOTSTRAP=1 exec rustdoc \"$@\"\n");
    fs::set_permissions(&script, fs::Permissions::from_mode(0o755)).unwrap();
    let mut command = cargo(folder);
    command.args(["doc", "--no-deps", "--offline", "--all-features", "--lib"]).env("RUSTDOC", &script);
    command.env("RUSTDOCFLAGS", "-Z unstable-options --output-format json --cap-lints allow");
    packages.iter().for_each(|package| {
        command.args(["-p", package]);
    });
    let output = command.output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
}

fn documented(name: &str) -> Documented {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("compiled-target/doc");
    Documented::read(&folder.join(format!("{}.json", name.replace('-', "_"))))
}

fn generated(description: &Path, config: &Config) -> Generated {
    let documents = Documents::read(description, &Limits::default()).unwrap();
    oasmith::generate(&documents, config, &mut Sink::new()).unwrap()
}

/// A whole crate with every product.
fn crate_of(description: &Path, name: &str, folder: &Path) -> Generated {
    let mut config = Config::new(description, name);
    config.layout = Layout::Crate;
    config.products = vec![
        Product::Client,
        Product::Server,
        Product::Validate,
        Product::Webhooks,
        Product::Schemars,
        Product::Proptest,
    ];
    let generated = generated(description, &config);
    for (path, text) in &generated.files {
        put(&folder.join(name).join(path), text);
    }
    generated
}

/// Those of our lines that a document of the code can have: features are in no code.
fn of_code(generated: &Generated) -> std::collections::BTreeSet<String> {
    written(&generated.surface).into_iter().filter(|line| !line.starts_with("feature ")).collect()
}

/// The descriptions of the rules whose code names nothing of the tests beside them, and whose types serde_json can read: it stops
/// at a depth.
fn rules() -> Vec<(String, PathBuf)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures");
    let folders = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).filter(|path| path.is_dir());
    let mut rules: Vec<(String, PathBuf)> =
        folders.map(|path| (path.file_name().unwrap().to_string_lossy().into_owned(), path)).collect();
    rules.retain(|(name, _)| name != "deep");
    rules.retain(|(_, path)| !fs::read_to_string(path.join("api.rs")).unwrap().contains("crate::"));
    rules.sort();
    rules
}

#[test]
fn rustdoc_finds_the_same() {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("surface-rustdoc");
    workspace(&folder, &["rules", "drivers"].map(str::to_owned));
    let drivers = crate_of(&repository().join("spec/drivers.yaml"), "drivers", &folder);
    put(&folder.join("rules/Cargo.toml"), &manifest("rules", ""));
    let mut root = String::new();
    let mut surfaces = BTreeMap::new();
    for (name, path) in rules() {
        let description = path.join("api.yaml");
        let config = match fs::read_to_string(path.join("oasmith.toml")) {
            Ok(text) => Config { description: description.clone(), ..Config::parse(&text).unwrap() },
            Err(_) => Config::new(&description, "api"),
        };
        let generated = generated(&description, &Config { layout: Layout::Module, ..config });
        root.push_str(&format!("pub mod {name};\n"));
        put(&folder.join(format!("rules/src/{name}.rs")), &generated.files["api.rs"]);
        surfaces.insert(name, of_code(&generated));
    }
    put(&folder.join("rules/src/lib.rs"), &root);
    rustdoc(&folder, &["rules", "drivers"]);
    let found = documented("rules");
    let mut differences: BTreeMap<String, String> =
        surfaces.iter().map(|(name, ours)| (name.clone(), difference(ours, &found.lines(Some(name))))).collect();
    differences.insert("drivers".to_owned(), difference(&of_code(&drivers), &documented("drivers").lines(None)));
    let report = report(differences);
    assert!(surfaces.len() > 50);
    assert!(report.is_empty(), "{report}");
}

#[test]
#[ignore = "ten real descriptions take minutes"]
fn rustdoc_finds_the_same_in_ten_real_descriptions() {
    let Some(corpus) = std::env::var_os("OASMITH_CORPUS").map(PathBuf::from) else {
        panic!("OASMITH_CORPUS is not set")
    };
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("surface-real");
    let names = REAL.map(|name| format!("real-{}", name.replace("__", "-").replace(['.', '_'], "-")));
    workspace(&folder, &names);
    let mut differences = BTreeMap::new();
    let crates: Vec<Generated> = REAL
        .iter()
        .zip(&names)
        .map(|(file, name)| crate_of(&corpus.join(format!("apis-guru/{file}.json")), name, &folder))
        .collect();
    rustdoc(&folder, &names.each_ref().map(String::as_str));
    for (name, generated) in names.iter().zip(&crates) {
        differences.insert(name.clone(), difference(&of_code(generated), &documented(name).lines(None)));
    }
    let report = report(differences);
    assert!(report.is_empty(), "{report}");
}
