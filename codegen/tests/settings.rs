//! What `[formats]`, `[types]` and `[dependencies]` of oasmith.toml may say, what comes of it, and what is refused.

#![allow(missing_docs)]

use std::fs;
use std::path::Path;

use oasmith::project::{Generation, Project};

const DESCRIPTION: &str = "\
openapi: 3.1.0
info: {title: Pets, version: '1'}
components:
  schemas:
    Pet: {type: object, properties: {born: {type: string, format: date-time}, fed: {type: string, format: time}}}
    Money: {type: object, properties: {cents: {type: integer}}}
";

/// What is generated with these settings, or the report of why nothing is.
fn generated(settings: &str) -> Result<Generation, String> {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("api.yaml"), DESCRIPTION).unwrap();
    let path = folder.path().join("oasmith.toml");
    fs::write(&path, format!("description = 'api.yaml'\n{settings}\n")).unwrap();
    let project = Project::open(&path).and_then(|project| project.generate(oasmith::generate));
    project.map_err(|failure| failure.to_string().replace(&*folder.path().to_string_lossy(), ""))
}

fn models(settings: &str) -> String {
    generated(settings).unwrap().output.files["models.rs"].clone()
}

fn ledger(settings: &str) -> Vec<String> {
    let entries = generated(settings).unwrap().ledger;
    entries.iter().map(|entry| format!("{} {}", entry.code.id(), entry.message)).collect()
}

#[test]
fn formats_are_what_the_settings_say() {
    assert!(models("").contains("pub born: Option<jiff::Timestamp>,"));
    assert!(models("[formats]\ndate-time = 'string'").contains("pub born: Option<String>,"));
    let chrono = "[formats]\n'string/date-time' = 'chrono::DateTime<chrono::Utc>'";
    assert!(models(chrono).contains("pub born: Option<chrono::DateTime<chrono::Utc>>,"));
    // A bare name is about the type that the format is known for, and the other name about no other.
    assert_eq!(
        ledger("[formats]\n'integer/date-time' = 'a::B'\ntime = 'string'"),
        ["W-unused-mapping `integer/date-time` under `[formats]` in oasmith.toml is not a format of this description"]
    );
}

#[test]
fn a_property_that_asks_for_streams_is_one_of_a_body() {
    assert_eq!(
        ledger("[formats]\ntime = 'string'\n[streams]\ndone = '[DONE]'\nflag = 'stream'"),
        ["W-unused-mapping no JSON body has the boolean property `stream`, which `[streams]` in oasmith.toml names"]
    );
    assert_eq!(ledger("[formats]\ntime = 'string'\n[streams]\ndone = '[DONE]'"), [""; 0]);
    let no_operation = "`id:x` under `lines` selects no operation";
    assert!(generated("[streams]\nlines = ['id:x']").unwrap_err().contains(no_operation));
    assert!(generated("[streams]\nend = '[DONE]'").unwrap_err().contains("unknown field `end`"));
}

#[test]
fn an_idempotency_key_is_a_header_of_an_operation() {
    assert_eq!(
        ledger("[formats]\ntime = 'string'\n[client]\nidempotency_key = 'Idempotency-Key'"),
        [
            "W-unused-mapping no operation has the header parameter `Idempotency-Key`, which `[client]` in oasmith.toml names"
        ]
    );
}

#[test]
fn a_format_that_no_type_holds_is_reported_until_it_is_chosen() {
    let message = "W-untyped-format no type holds every value of the format `time`; this is a string";
    assert_eq!(ledger(""), [message]);
    assert_eq!(ledger("[formats]\ntime = 'string'"), [""; 0]);
    assert_eq!(ledger("[formats]\ntime = 'chrono::NaiveTime'"), [""; 0]);
    assert!(models("[formats]\ntime = 'chrono::NaiveTime'").contains("pub fed: Option<chrono::NaiveTime>,"));
}

#[test]
fn a_schema_that_is_a_type_of_the_user_is_not_written() {
    let models = models("[types]\nMoney = 'billing::Money'");
    assert!(!models.contains("Money"), "{models}");
    assert_eq!(
        ledger("[types]\nMony = 'billing::Money'\n[formats]\ntime = 'string'"),
        ["W-unused-mapping `Mony` under `[types]` in oasmith.toml is not a schema under `components`"]
    );
}

#[test]
fn what_is_no_path_of_a_type_is_refused() {
    for text in
        ["Money", "self::Money", "a::B<'static>", "fn(a::B)", "a::B<{ 1 }>", "a::B; struct C", "a::b!()", "&a::B", ""]
    {
        for table in ["types", "formats"] {
            let report = generated(&format!("[{table}]\nMoney = \"{text}\"")).unwrap_err();
            assert!(report.contains("E-config"), "{report}");
            let message =
                format!("`{text}` is not the path of a type: write one such as `chrono::DateTime<chrono::Utc>`");
            assert!(report.contains(&message), "{report}");
        }
    }
}

#[test]
fn a_whole_crate_depends_on_what_it_names() {
    let report = generated("layout = 'crate'\n[formats]\ndate-time = 'chrono::DateTime<chrono::Utc>'").unwrap_err();
    assert!(report.contains("the crate would not depend on `chrono`: write it under `[dependencies]`"), "{report}");

    let settings = "layout = 'crate'\n[formats]\ndate-time = 'chrono::DateTime<chrono::Utc>'\n\
                    [types]\nMoney = 'std::primitive::u64'\n\
                    [dependencies]\nchrono = { version = '0.4', features = ['serde'] }";
    let manifest = generated(settings).unwrap().output.files["Cargo.toml"].clone();
    assert!(
        manifest.contains("\nchrono = { features = [\"serde\"], version = \"0.4\" }\noasmith-runtime = "),
        "{manifest}"
    );
    assert!(!manifest.contains("jiff"), "{manifest}");
}

#[test]
fn a_crate_depends_on_the_packages_of_its_formats_and_no_others() {
    let manifest = |runtime: &str| {
        generated(&format!("layout = 'crate'\nruntime = '{runtime}'")).unwrap().output.files["Cargo.toml"].clone()
    };
    for runtime in ["crate", "vendored"] {
        let manifest = manifest(runtime);
        let jiff = "\njiff = { version = \"0.2\", default-features = false, features = [\"serde\", \"std\"] }\n";
        assert!(manifest.contains(jiff), "{manifest}");
        assert!(!manifest.contains("uuid") && !manifest.contains("base64"), "{manifest}");
    }
    // The versions are those that this repository is tested with.
    let workspace = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("../Cargo.toml")).unwrap();
    assert!(
        workspace.contains("jiff = { version = \"0.2\", default-features = false, features = [\"serde\", \"std\"] }")
    );
    assert!(workspace.contains("\nuuid = \"1\"\n"));
}
