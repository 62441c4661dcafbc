//! A crate whose build script generates: no generated code is committed, one line includes it.

use std::path::Path;

use crate::ground::Ground;

/// A service and a client of it, on the SDK that the crate names `sdk`.
pub const EXCHANGE: &str = include_str!("crates/exchange.rs");

/// What they print.
pub const EXCHANGED: &str = "\
200 OK /drivers?limit=Some(50) more: true
200 OK
declared: no driver `drv/1 ü`
422 Unprocessable Entity
401 Unauthorized
not sent
";

const BUILD: &str = "\
fn main() -> Result<(), oasmith::build::Error> {
    oasmith::build::Project::from_toml(\"oasmith.toml\").emit_module()
}
";

const MAIN: &str = "\
pub mod api {
    include!(concat!(env!(\"OUT_DIR\"), \"/api.rs\"));
}
use api as sdk;

mod exchange;

#[tokio::main(flavor = \"current_thread\")]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    exchange::exchange().await
}
";

fn manifest(workspace: &Path, name: &str, edition: u32) -> String {
    format!(
        "[package]\nname = \"{name}\"\nversion = \"0.1.0\"\nedition = \"{edition}\"\n\n[dependencies]\n\
         axum = {{ version = \"0.8\", default-features = false, features = [\"http1\", \"tokio\"] }}\n\
         oasmith-runtime = {{ path = {:?}, features = [\"client\", \"server\"] }}\n\
         serde = {{ version = \"1\", features = [\"derive\"] }}\nserde_json = \"1\"\n\
         tokio = {{ version = \"1\", features = [\"macros\", \"net\", \"rt\"] }}\n\n[build-dependencies]\n\
         oasmith = {{ path = {:?}, default-features = false }}\n",
        workspace.join("runtime"),
        workspace.join("codegen"),
    )
}

#[test]
fn a_module_is_clean_and_its_client_and_server_talk() {
    let ground = Ground::enter();
    let workspace = ground.workspace();
    let description = std::fs::read_to_string(workspace.join("spec/drivers.yaml")).unwrap();
    let files = [
        ("Cargo.toml", manifest(&workspace, "module", 2024)),
        ("oasmith.toml", "description = \"drivers.yaml\"\n".to_owned()),
        ("drivers.yaml", description),
        ("build.rs", BUILD.to_owned()),
        ("src/main.rs", MAIN.to_owned()),
        ("src/exchange.rs", EXCHANGE.to_owned()),
    ];
    let files: Vec<_> = files.iter().map(|(path, text)| (*path, text.as_str())).collect();
    let folder = ground.krate("module", &files);
    ground.cargo(&folder, &["clippy", "--", "-D", "warnings"]).succeeds_without_warning();
    assert_eq!(ground.cargo(&folder, &["run"]).succeeds_without_warning().stdout, EXCHANGED);
}

/// `gen` is a keyword since 2024, and what `impl Future` captures is another thing before.
#[test]
fn a_module_compiles_in_older_editions() {
    let ground = Ground::enter();
    let workspace = ground.workspace();
    let description = std::fs::read_to_string(workspace.join("codegen/tests/fixtures/names/api.yaml")).unwrap();
    assert!(description.contains("gen: "));
    let manifest = manifest(&workspace, "module-2021", 2021);
    let main = "pub mod api {\n    include!(concat!(env!(\"OUT_DIR\"), \"/api.rs\"));\n}\n\nfn main() {}\n";
    let files = [
        ("Cargo.toml", manifest.as_str()),
        (
            "oasmith.toml",
            "description = \"api.yaml\"\n[allow]\nW-component-name = \"the names are the point\"\nW-renamed = \"so are those that meet\"\n",
        ),
        ("api.yaml", &description),
        ("build.rs", BUILD),
        ("src/main.rs", main),
    ];
    let folder = ground.krate("module-2021", &files);
    ground.cargo(&folder, &["check"]).succeeds_without_warning();
}
