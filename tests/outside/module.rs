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

fn manifest(workspace: &Path) -> String {
    format!(
        "[package]\nname = \"module\"\nversion = \"0.1.0\"\nedition = \"2024\"\n\n[dependencies]\n\
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
        ("Cargo.toml", manifest(&workspace)),
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
