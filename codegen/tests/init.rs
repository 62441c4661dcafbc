//! `oasmith init`: the first settings for a description.

#![cfg(feature = "cli")]

use std::fmt::Write as _;
use std::fs;
use std::path::Path;
use std::process::Command;

use oasmith::config::Config;
use oasmith::diagnostic::Sink;
use oasmith::source::Documents;
use oasmith::{Destination, init};

/// A description with operations of some tags, and with optional properties of which some may be null.
fn description(operations: usize, tags: &[&str], optional: usize, nullable: usize) -> String {
    let mut text = String::from("openapi: 3.1.0\ninfo: {title: T, version: '1'}\npaths:\n");
    for number in 0..operations {
        let tag = tags.get(number % tags.len().max(1)).map(|tag| format!("tags: [{tag}], ")).unwrap_or_default();
        let _ = writeln!(text, "  /x/{number}: {{get: {{{tag}responses: {{'204': {{description: d}}}}}}}}");
    }
    text.push_str("components: {schemas: {S: {type: object, properties: {\n");
    for number in 0..optional {
        let null = if number < nullable { ", 'null'" } else { "" };
        let _ = writeln!(text, "  p{number}: {{type: [string{null}]}},");
    }
    text + "}}}}\n"
}

fn settings(description: &str) -> String {
    let documents = Documents::from_texts(&[("api.yaml", description)]).unwrap();
    init(&documents, "api.yaml", Destination::Crate, &mut Sink::new()).unwrap()
}

/// The text with all that is proposed in it: comments that are settings are settings.
fn taken(text: &str) -> String {
    let is_setting =
        |line: &str| line.starts_with('[') || line.split_once(" = ").is_some_and(|(key, _)| !key.contains(' '));
    let lines = text.lines().map(|line| line.strip_prefix("# ").filter(|line| is_setting(line)).unwrap_or(line));
    lines.map(|line| format!("{line}\n")).collect()
}

const SMALL: &str = "\
# What `oasmith generate` writes, and `oasmith check` compares. All settings: docs/configuration.md of oasmith.
description = \"api.yaml\"
output = \"sdk\"
layout = \"crate\"            # a crate of its own, with a Cargo.toml
products = [\"client\"]       # also: \"server\", \"webhooks\", \"validate\", \"schemars\", \"proptest\"
";

#[test]
fn a_small_description_suggests_nothing() {
    assert_eq!(settings(&description(60, &["a", "b"], 19, 19)), SMALL);
    assert_eq!(settings(&description(60, &["a", "b"], 100, 89)), SMALL);
}

#[test]
fn many_operations_suggest_groups_and_a_selection() {
    let text = settings(&description(61, &["users", "issues", "users"], 0, 0));
    let rest = "
[client]
# 61 operations in 2 tags: a type for each tag, as in `client.issues().create(..)`.
group = \"tag\"

# A part of the operations compiles in a part of the time.
#   \"tag:users\": 41
#   \"tag:issues\": 20
# [select]
# include = [\"tag:users\"]
";
    assert_eq!(text, format!("{SMALL}{rest}"));
    let without_tags = settings(&description(61, &[], 0, 0));
    assert!(without_tags.ends_with("# [select]\n# include = [\"path:/x/0\"]\n"), "{without_tags}");
    assert!(!without_tags.contains("[client]"), "{without_tags}");
}

#[test]
fn null_everywhere_suggests_flat_options() {
    let text = settings(&description(1, &[], 100, 90));
    assert!(text.contains("# 90 of 100 optional properties may be null."), "{text}");
    assert!(Config::parse(&text).unwrap() != Config::parse(&taken(&text)).unwrap());
}

#[test]
fn a_declared_key_suggests_its_header() {
    let parameter = "parameters: [{name: X-Idempotency-Key, in: header, schema: {type: string}}], ";
    let text = description(1, &[], 0, 0).replace("{get: {", &format!("{{post: {{{parameter}"));
    let text = settings(&text);
    let config = Config::parse(&taken(&text)).unwrap();
    assert_eq!(config.client.idempotency_key.as_deref(), Some("X-Idempotency-Key"), "{text}");
}

/// Each proposal is a setting that the description accepts.
#[test]
fn what_is_proposed_can_be_taken() {
    for (operations, tags, optional) in
        [(61, &["a", "b"][..], 100), (61, &["\"it's\""], 0), (200, &[], 30), (1, &[], 0)]
    {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("api.yaml"), description(operations, tags, optional, optional)).unwrap();
        let run = |arguments: &[&str]| run(folder.path(), arguments);
        let (code, stdout, stderr) = run(&["init", "api.yaml"]);
        let said = "oasmith.toml is written: look at it, then run `oasmith generate`\n";
        assert_eq!((code, stdout.as_str(), stderr.as_str()), (0, said, ""));
        assert_eq!(run(&["generate", "--quiet"]).0, 0);
        let path = folder.path().join("oasmith.toml");
        let text = fs::read_to_string(&path).unwrap();
        fs::write(&path, taken(&text)).unwrap();
        let (code, _, stderr) = run(&["generate", "--strict"]);
        assert_eq!(code, 0, "{stderr}{}", taken(&text));
        // It is written once.
        let (code, _, stderr) = run(&["init", "api.yaml"]);
        assert!(code == 2 && stderr.contains("oasmith.toml") && stderr.contains("exists"), "{stderr}");
        assert_eq!(fs::read_to_string(&path).unwrap(), taken(&text));
    }
}

#[test]
fn a_package_gets_its_sources() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("Cargo.toml"), "[package]\nname = \"mine\"\n").unwrap();
    fs::write(folder.path().join("api.yaml"), description(1, &[], 0, 0)).unwrap();
    assert_eq!(run(folder.path(), &["init", "api.yaml"]).0, 0);
    let text = fs::read_to_string(folder.path().join("oasmith.toml")).unwrap();
    let config = Config::parse(&text).unwrap();
    assert_eq!((config.output.as_path(), config.layout), (Path::new("src/api"), oasmith::config::Layout::Sources));
    let (code, _, stderr) = run(folder.path(), &["init", "none.yaml"]);
    assert!(code == 2 && stderr.contains("none.yaml"), "{stderr}");
}

fn run(folder: &Path, arguments: &[&str]) -> (i32, String, String) {
    let output = Command::new(env!("CARGO_BIN_EXE_oasmith")).args(arguments).current_dir(folder).output().unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    (output.status.code().unwrap(), text(output.stdout), text(output.stderr))
}
