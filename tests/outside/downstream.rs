//! Crates that depend on the SDK, with what README.md shows as their code.

use crate::ground::{Ground, readme};

/// A crate that depends on the SDK with one feature, and on axum if that is the server.
fn manifest(ground: &Ground, feature: &str, more: &str) -> String {
    format!(
        "[package]\nname = \"downstream-{feature}\"\nversion = \"0.1.0\"\nedition = \"2024\"\n\n[dependencies]\n\
         chargeapi = {{ path = {:?}, default-features = false, features = [\"{feature}\"] }}\n{more}",
        ground.workspace()
    )
}

#[test]
fn a_client_compiles_and_builds_no_generator() {
    let ground = Ground::enter();
    let code = readme("use chargeapi::{CallError, Client, models::CreateDriver};");
    let main = format!("{code}\nfn main() {{\n    drop(tour(\"http://127.0.0.1/v1\", \"secret\"));\n}}\n");
    let folder = ground.krate("client", &[("Cargo.toml", &manifest(&ground, "client", "")), ("src/main.rs", &main)]);
    ground.cargo(&folder, &["check"]).succeeds_without_warning();

    let tree = ground.cargo(&folder, &["tree", "--edges", "normal,build", "--prefix", "none"]).succeeds().stdout;
    let names: Vec<&str> = tree.lines().filter_map(|line| line.split(' ').next()).collect();
    let has = |name| names.contains(&name);
    assert_eq!(["chargeapi", "oasmith-runtime", "reqwest"].map(has), [true; 3], "{tree}");
    assert_eq!(["oasmith", "axum", "serde_yaml", "prettyplease"].map(has), [false; 4], "{tree}");
}

#[test]
fn a_server_compiles() {
    let ground = Ground::enter();
    let code = readme("use chargeapi::server::{self, Context, DeleteDriverRequest, DeleteDriverResponse, Rejection};");
    let main = format!("{code}\nfn main() {{\n    drop(app());\n}}\n");
    let axum = "axum = { version = \"0.8\", default-features = false }\n";
    let manifest = manifest(&ground, "server", axum);
    let folder = ground.krate("server", &[("Cargo.toml", &manifest), ("src/main.rs", &main)]);
    ground.cargo(&folder, &["check"]).succeeds_without_warning();
}
