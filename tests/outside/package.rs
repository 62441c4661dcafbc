//! The three packages as they would be published.

use crate::ground::{Ground, list};

const PACKAGES: [&str; 3] = ["oasmith-runtime", "oasmith", "chargeapi"];

#[test]
fn the_packages_verify_and_serve_a_consumer() {
    let ground = Ground::enter();
    let workspace = ground.workspace();
    ground.cargo_in_ci(&workspace, &["package", "--workspace", "--allow-dirty"]).succeeds();

    let mut manifest = String::from(
        "[package]\nname = \"published\"\nversion = \"0.1.0\"\nedition = \"2024\"\n\n[dependencies]\nchargeapi = \"0.1\"\n\n\
         [patch.crates-io]\n",
    );
    for name in PACKAGES {
        // Cargo leaves what it verified.
        let unpacked = ground.copy(&ground.target.join(format!("package/{name}-0.1.0")), name);
        manifest.push_str(&format!("{name} = {{ path = {unpacked:?} }}\n"));
    }
    let files: Vec<String> = list(&ground.path("chargeapi")).iter().map(|path| path.display().to_string()).collect();
    let expected = [
        "CHANGELOG.md",
        "Cargo.lock",
        "Cargo.toml",
        "Cargo.toml.orig",
        "LICENSE-APACHE",
        "LICENSE-MIT",
        "README.md",
        "build.rs",
        "generated/client.rs",
        "generated/lib.rs",
        "generated/models.rs",
        "generated/oasmith.lock",
        "generated/operations.rs",
        "generated/server.rs",
    ];
    assert_eq!(files, expected);

    let main = "fn main() {\n    println!(\"{:?}\", chargeapi::Client::builder());\n}\n";
    let folder = ground.krate("published", &[("Cargo.toml", &manifest), ("src/main.rs", main)]);
    ground.cargo_in_ci(&folder, &["check"]).succeeds_without_warning();
}
