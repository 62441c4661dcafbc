//! The compiler as the judge: a change asks for a major version if and only if a program that names everything of the old surface
//! does not compile against the new code.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use oasmith::surface::{ChangeKind, Impact};
use serde_json::Value;

use super::pairs::{Pair, pairs};
use super::program::program;
use super::{cargo, manifest, put, repository, workspace};

/// How often the compiler is asked: errors of one phase hide those of the next.
const ROUNDS: usize = 8;

#[test]
fn a_pair_asks_for_what_it_says() {
    let mut report = String::new();
    for pair in pairs() {
        let kinds: BTreeSet<&str> = pair.changes.iter().map(|change| change.kind.id()).collect();
        let has_kinds = pair.kinds.iter().all(|kind| kinds.contains(kind.as_str()));
        if pair.impact() != pair.asks || !has_kinds {
            report.push_str(&format!("{}: {:?}, not {:?}\n", pair.name, pair.impact(), pair.asks));
            for change in &pair.changes {
                report.push_str(&format!("    {} {:?}: {}\n", change.kind.id(), change.impact, change.sentence));
            }
        }
    }
    assert!(report.is_empty(), "{report}");
}

#[test]
fn the_documentation_lists_every_kind_with_its_impact() {
    let page = fs::read_to_string(repository().join("docs/surface.md")).unwrap();
    let rows: Vec<&str> = page.lines().filter(|line| line.starts_with("| `rust-")).collect();
    let expected: Vec<String> = ChangeKind::ALL
        .iter()
        .map(|kind| format!("| `{}` | {} | ", kind.id(), format!("{:?}", kind.impact()).to_lowercase()))
        .collect();
    assert_eq!(rows.len(), expected.len());
    for (row, expected) in rows.iter().zip(expected) {
        assert!(row.starts_with(&expected), "{row} does not begin with {expected}");
    }
}

#[test]
fn the_compiler_agrees() {
    let pairs = pairs();
    assert!(pairs.len() > 100, "{}", pairs.len());
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("surface-judge");
    let programs: Vec<String> = pairs.iter().map(|pair| program(&pair.old.surface)).collect();
    workspace(&folder, &["olds", "news", "users-of-olds", "users-of-news"].map(str::to_owned));
    for (side, text) in [("olds", api_of_old as fn(&Pair) -> &str), ("news", api_of_new)] {
        put(&folder.join(side).join("Cargo.toml"), &manifest(side, ""));
        let mut root = String::from("#![allow(warnings)]\n");
        for (number, pair) in pairs.iter().enumerate() {
            root.push_str(&format!("pub mod p{number};\n"));
            put(&folder.join(side).join(format!("src/p{number}.rs")), text(pair));
        }
        put(&folder.join(side).join("src/lib.rs"), &root);
        let users = folder.join(format!("users-of-{side}"));
        put(
            &users.join("Cargo.toml"),
            &manifest(&format!("users-of-{side}"), &format!("{side} = {{ path = \"../{side}\" }}")),
        );
        put(&users.join("src/lib.rs"), "");
        for (number, program) in programs.iter().enumerate() {
            put(&users.join(format!("src/p{number}.rs")), &format!("use {side}::p{number} as api;\n{program}"));
        }
    }
    let of_old = refused(&folder, "users-of-olds", pairs.len());
    let names =
        |numbers: &BTreeSet<usize>| numbers.iter().map(|number| pairs[*number].name.clone()).collect::<Vec<_>>();
    assert!(of_old.is_empty(), "these programs do not compile as they are: {:?}", names(&of_old));
    let of_new = refused(&folder, "users-of-news", pairs.len());
    let mut report = String::new();
    for (number, pair) in pairs.iter().enumerate() {
        let (is_major, is_refused) = (pair.impact() == Impact::Major, of_new.contains(&number));
        match (is_major == is_refused, &pair.unseen) {
            (true, None) | (false, Some(_)) => {}
            (true, Some(reason)) => report.push_str(&format!("{}: the compiler agrees, but: {reason}\n", pair.name)),
            (false, None) => {
                report.push_str(&format!(
                    "{} (p{number}): {:?}, but refused: {is_refused}\n",
                    pair.name,
                    pair.impact()
                ));
                let sentences = pair.changes.iter().map(|change| format!("    {}\n", change.sentence));
                report.extend(sentences);
            }
        }
    }
    assert!(report.is_empty(), "{report}");
    let exceptions = pairs.iter().filter(|pair| pair.unseen.is_some()).count();
    println!("{} pairs, {} refused, {exceptions} exceptions", pairs.len(), of_new.len());
}

fn api_of_old(pair: &Pair) -> &str {
    &pair.old.files["api.rs"]
}

fn api_of_new(pair: &Pair) -> &str {
    &pair.new.files["api.rs"]
}

/// The programs of a package that do not compile.
fn refused(folder: &Path, package: &str, count: usize) -> BTreeSet<usize> {
    let mut refused = BTreeSet::new();
    for _ in 0..ROUNDS {
        let modules = (0..count).filter(|number| !refused.contains(number)).map(|number| format!("mod p{number};\n"));
        let root: String = ["#![allow(warnings)]\n".to_owned()].into_iter().chain(modules).collect();
        put(&folder.join(package).join("src/lib.rs"), &root);
        let output =
            cargo(folder).args(["check", "-p", package, "--message-format=json", "--offline"]).output().unwrap();
        if output.status.success() {
            return refused;
        }
        let before = refused.len();
        let said = String::from_utf8_lossy(&output.stdout);
        for message in said.lines().filter_map(|line| serde_json::from_str::<Value>(line).ok()) {
            refused.extend(programs_of(&message["message"]));
        }
        if refused.len() == before {
            let said: Vec<String> = said
                .lines()
                .filter_map(|line| serde_json::from_str::<Value>(line).ok())
                .filter_map(|message| Some(message["message"]["rendered"].as_str()?.to_owned()))
                .take(20)
                .collect();
            panic!("{}\n{}", String::from_utf8_lossy(&output.stderr), said.join("\n"));
        }
    }
    panic!("{package} still does not compile");
}

/// The programs that an error is about.
fn programs_of(message: &Value) -> Vec<usize> {
    if message["level"] != "error" {
        return Vec::new();
    }
    let spans = message["spans"].as_array().into_iter().flatten().filter(|span| span["is_primary"] == true);
    let files = spans.filter_map(|span| span["file_name"].as_str()).filter(|file| file.contains("users-of-"));
    files.filter_map(|file| file.rsplit('/').next()?.strip_prefix('p')?.strip_suffix(".rs")?.parse().ok()).collect()
}
