//! The text that generated crates carry: complete, and fit to live in another crate.

#![cfg(feature = "sources")]

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use oasmith_runtime::sources::{DEPENDENCIES, FILES, files, mod_rs};

/// What is only for this package.
const NOT_VENDORED: &[&str] = &["lib.rs", "mock_server/", "sources.rs"];

/// The package that nothing but `mock_server` needs.
const OF_THE_MOCK_SERVER: &str = "regex-syntax";

fn read(folder: &Path, prefix: &str, found: &mut BTreeMap<String, String>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = format!("{prefix}{}", path.file_name().unwrap().to_str().unwrap());
        if path.is_dir() {
            read(&path, &format!("{name}/"), found);
        } else {
            found.insert(name, fs::read_to_string(&path).unwrap());
        }
    }
}

#[test]
fn every_file_is_listed_with_its_text() {
    let mut found = BTreeMap::new();
    read(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"), "", &mut found);
    found.retain(|path, _| !NOT_VENDORED.iter().any(|own| path.starts_with(own)));
    let listed: Vec<_> = FILES.iter().map(|file| (file.path.to_owned(), file.text.to_owned())).collect();
    assert_eq!(listed, found.into_iter().collect::<Vec<_>>());
}

#[test]
fn no_file_depends_on_where_it_is() {
    for file in FILES {
        let text = file.copied();
        for forbidden in ["crate::", "#[cfg(test)]", "```", "#[macro_export]", "oasmith_runtime", "#!["] {
            assert!(!text.contains(forbidden), "{} has `{forbidden}`", file.path);
        }
        assert_eq!(
            file.text.contains("#[macro_export]"),
            [
                "arbitrary/mod.rs",
                "closed_enum.rs",
                "json_schema.rs",
                "macros/object.rs",
                "macros/string_enum.rs",
                "macros/union.rs",
                "newtype.rs",
                "number_enum.rs",
                "tuple.rs"
            ]
            .contains(&file.path),
            "{}",
            file.path
        );
    }
}

#[test]
fn the_modules_are_those_of_the_features() {
    assert_eq!(
        mod_rs(&[]),
        "//! What the generated code calls. A copy of the crate `oasmith-runtime`.\n\n\
         #![allow(unused_imports, unused_macros)]\n\n\
         pub mod closed_enum;\npub mod error_path;\npub mod lenient_integer;\npub mod macros;\npub mod newtype;\n\
         pub mod non_finite;\npub mod null_as_empty;\npub mod number_enum;\npub mod schema;\npub mod secret;\npub mod string_formats;\npub mod tuple;\npub mod union;\n\
         pub mod violation;\npub mod wire;\n\n\
         pub(crate) use closed_enum::{by_value, closed_enum, closed_number_enum};\n\
         pub(crate) use macros::{object, string_enum, union};\npub(crate) use newtype::newtype;\n\
         pub(crate) use number_enum::number_enum;\npub(crate) use tuple::tuple;\n"
    );
    assert_eq!(
        mod_rs(&["client", "server"]),
        "//! What the generated code calls. A copy of the crate `oasmith-runtime`.\n\n\
         #![allow(unused_imports, unused_macros)]\n\n\
         #[cfg(any(feature = \"client\", feature = \"server\"))]\npub mod blocking;\n\
         #[cfg(any(feature = \"client\", feature = \"server\"))]\npub mod body;\n\
         #[cfg(feature = \"client\")]\npub mod client;\n\
         pub mod closed_enum;\n\
         #[cfg(any(feature = \"client\", feature = \"server\"))]\npub mod codec;\n\
         pub mod error_path;\n\
         #[cfg(any(feature = \"client\", feature = \"server\"))]\npub mod event;\n\
         #[cfg(any(feature = \"client\", feature = \"server\"))]\npub mod file_body;\n\
         #[cfg(any(feature = \"client\", feature = \"server\"))]\npub mod form;\n\
         #[cfg(any(feature = \"client\", feature = \"server\"))]\npub mod items;\n\
         #[cfg(any(feature = \"client\", feature = \"server\"))]\npub mod json;\n\
         pub mod lenient_integer;\n\
         pub mod macros;\n\
         #[cfg(any(feature = \"client\", feature = \"server\"))]\npub mod media_type;\n\
         pub mod newtype;\n\
         pub mod non_finite;\npub mod null_as_empty;\n\
         pub mod number_enum;\n\
         #[cfg(any(feature = \"client\", feature = \"server\"))]\npub mod operation;\n\
         #[cfg(feature = \"server\")]\npub mod pattern;\n\
         #[cfg(any(feature = \"client\", feature = \"server\"))]\npub mod percent;\n\
         #[cfg(any(feature = \"client\", feature = \"server\"))]\npub mod pieces;\n\
         #[cfg(any(feature = \"client\", feature = \"server\"))]\npub mod random;\n\
         #[cfg(any(feature = \"client\", feature = \"server\"))]\npub mod response_schemas;\n\
         pub mod schema;\n\
         pub mod secret;\n\
         #[cfg(feature = \"server\")]\npub mod server;\n\
         pub mod string_formats;\n\
         #[cfg(any(feature = \"client\", feature = \"server\"))]\npub mod style;\n\
         #[cfg(any(feature = \"client\", feature = \"server\"))]\npub mod text_body;\n\
         #[cfg(any(feature = \"client\", feature = \"server\"))]\npub mod timer;\n\
         pub mod tuple;\n\
         pub mod union;\n\
         #[cfg(feature = \"server\")]\npub mod validation;\n\
         pub mod violation;\n\
         #[cfg(any(feature = \"client\", feature = \"server\"))]\npub mod whole_query;\n\
         pub mod wire;\n\n\
         pub(crate) use closed_enum::{by_value, closed_enum, closed_number_enum};\n\
         pub(crate) use macros::{object, string_enum, union};\npub(crate) use newtype::newtype;\n\
         pub(crate) use number_enum::number_enum;\npub(crate) use tuple::tuple;\n"
    );
    assert!(mod_rs(&["server"]).contains("#[cfg(feature = \"server\")]\npub mod json;\n"));
    assert!(
        mod_rs(&["server", "validate"])
            .contains("#[cfg(any(feature = \"server\", feature = \"validate\"))]\npub mod validation;\n")
    );
    assert!(mod_rs(&["validate"]).contains("#[cfg(feature = \"validate\")]\npub mod validate;\n"));
    let with_both = mod_rs(&["validate", "schemars", "proptest"]);
    assert!(with_both.contains("#[cfg(feature = \"proptest\")]\npub mod arbitrary;\n"), "{with_both}");
    assert!(with_both.ends_with(
        "\npub(crate) use tuple::tuple;\n\
         #[cfg(feature = \"proptest\")]\npub(crate) use arbitrary::arbitrary;\n\
         #[cfg(feature = \"schemars\")]\npub(crate) use json_schema::json_schema;\n"
    ));
    assert!(files(&["server"]).all(|file| !file.path.starts_with("client/")));
    assert!(files(&["client"]).any(|file| file.path == "client/call.rs"));
    assert!(files(&["client", "server"]).all(|file| file.path != "base64_bytes.rs"));
    assert!(files(&["client", "server"]).all(|file| file.besides.is_empty()));
    let with_forms: Vec<_> = files(&["client", "multipart"]).filter(|file| !file.besides.is_empty()).collect();
    assert!(!with_forms.is_empty() && with_forms.iter().all(|file| file.path.starts_with("form_data/")));
    assert!(mod_rs(&["server", "multipart"]).contains("#[cfg(feature = \"server\")]\npub mod parts;\n"));
    assert!(mod_rs(&["client", "base64"]).contains("pub mod base64_bytes;\n"));
}

/// The value of a key in a table of this package's or the workspace's `Cargo.toml`, as text.
fn setting<'t>(manifest: &'t str, table: &str, key: &str) -> Option<&'t str> {
    let table = manifest.split(&format!("[{table}]\n")).nth(1)?.split("\n[").next()?;
    table.lines().find_map(|line| line.strip_prefix(key)?.strip_prefix(" = "))
}

#[test]
fn the_dependencies_are_those_of_this_package() {
    let package = include_str!("../Cargo.toml");
    let workspace = include_str!("../../Cargo.toml");
    let table = package.split("[dependencies]\n").nth(1).unwrap().split("\n\n").next().unwrap();
    let names = table.lines().map(|line| line.split(' ').next().unwrap());
    let names: Vec<_> = names.filter(|name| *name != OF_THE_MOCK_SERVER).collect();
    assert_eq!(DEPENDENCIES.iter().map(|dependency| dependency.name).collect::<Vec<_>>(), names);
    for dependency in DEPENDENCIES {
        let line = setting(workspace, "workspace.dependencies", dependency.name).unwrap();
        assert!(line.contains(&format!("\"{}\"", dependency.version)), "{line}");
        assert_eq!(line.contains("default-features = false"), !dependency.default_features, "{line}");
        let needed = |feature: &&str| {
            let of = |feature: &str| setting(package, "features", feature).unwrap();
            let named = format!("\"dep:{}\"", dependency.name);
            // Webhooks are received by what a server is made of, and sent by what a client is made of.
            let implied: &[&str] = if *feature == "webhooks" { &["client", "server"] } else { &[] };
            of(feature).contains(&named) || implied.iter().any(|feature| of(feature).contains(&named))
        };
        let features = ["client", "server", "webhooks", "base64", "validate", "schemars", "proptest", "tracing"];
        let needed_by: Vec<_> = features.into_iter().filter(needed).collect();
        if dependency.besides.is_empty() {
            assert_eq!(dependency.needed_by, needed_by, "{}", dependency.name);
        } else {
            // A part of this package needs it, which a copy has or has not.
            assert!(needed(&dependency.besides) && needed_by.is_empty(), "{}", dependency.name);
        }
    }
}
