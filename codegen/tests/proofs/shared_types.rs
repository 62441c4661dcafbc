//! Code for a crate whose types are not shared compiles against the crate where they are, and both treat values alike.
//!
//! Every public type, `Required` struct and variant of the one crate is named against the other. Random values, valid and not, are
//! read, written and validated by both. The large descriptions:
//! `cargo test --release -p oasmith --test proofs -- --ignored shared_types --nocapture`.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use oasmith::config::{Config, Layout, Product};
use oasmith::diagnostic::Sink;
use oasmith::rust::{Construct, Item, Krate, Name, Otherwise};
use oasmith::source::{Documents, Limits};
use proptest::test_runner::TestRunner;
use serde_json::Value;

use super::corpus;
use super::program::{self, cargo, last, put};
use super::strategies;

/// Unions that are the type of their alternatives where types are shared, so that their variants are not there: description, union.
const EXCEPTIONS: &[(&str, &str)] = &[];

/// Values that are tried for each location.
const VALUES: usize = 12;

/// The locations of each shared type that values are tried for.
const LOCATIONS: usize = 3;

/// A description with its types as they are without sharing, and with it.
struct Pair {
    name: String,
    documents: Documents,
    own: Krate,
    shared: Krate,
}

fn config(share: bool) -> Config {
    let mut config = Config::new("api.yaml", "proof");
    config.products = vec![Product::Validate];
    config.layout = Layout::Module;
    config.models.share = share;
    config
}

fn pair(name: &str, path: &Path) -> Pair {
    let documents = Documents::read(path, &Limits::default()).unwrap();
    let lowered = |share| {
        let mut sink = Sink::new();
        let api = oasmith::openapi::read(&documents, &mut sink).unwrap();
        oasmith::lower::lower(api, &config(share), &mut sink).krate
    };
    let (own, shared) = (lowered(false), lowered(true));
    assert!(own.reexports.is_empty());
    Pair { name: name.to_owned(), own, shared, documents }
}

/// The fixtures in which types are shared.
fn fixtures() -> Vec<Pair> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures");
    let paths = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let mut paths: Vec<PathBuf> = paths.filter(|path| path.is_dir()).collect();
    paths.sort();
    let pairs = paths.iter().map(|path| pair(path.file_name().unwrap().to_str().unwrap(), &path.join("api.yaml")));
    pairs.filter(|pair| !pair.shared.reexports.is_empty()).collect()
}

fn name(item: &Item) -> &Name {
    match item {
        Item::Struct(item) => &item.name,
        Item::StringEnum(item) => &item.name,
        Item::NumberEnum(item) => &item.name,
        Item::OneOf(item) => &item.name,
        Item::Tuple(item) => &item.name,
        Item::Alias(item) | Item::Newtype(item) => &item.name,
    }
}

fn variants(item: &Item) -> Vec<&Name> {
    match item {
        Item::StringEnum(item) => item.variants.iter().map(|variant| &variant.name).chain(&item.unknown).collect(),
        Item::NumberEnum(item) => item.variants.iter().map(|variant| &variant.name).chain(&item.unknown).collect(),
        Item::OneOf(item) => {
            let unknown = item.otherwise.iter().filter_map(|otherwise| match otherwise {
                Otherwise::Unknown(name) => Some(name),
                Otherwise::Read(_) => None,
            });
            item.alternatives.iter().map(|alternative| &alternative.name).chain(unknown).collect()
        }
        Item::Struct(_) | Item::Tuple(_) | Item::Alias(_) | Item::Newtype(_) => Vec::new(),
    }
}

impl Pair {
    /// The unions that are another name for the type of their alternatives where types are shared.
    fn collapsed(&self) -> BTreeSet<&str> {
        let aliases = self.shared.items.iter().filter(|item| matches!(item, Item::Alias(_)));
        let aliases: BTreeSet<&str> = aliases.map(|item| name(item).as_str()).collect();
        let unions = self.own.items.iter().filter(|item| matches!(item, Item::OneOf(_)));
        unions.map(|item| name(item).as_str()).filter(|union| aliases.contains(union)).collect()
    }

    /// Code that names everything public of the types without sharing, in a module that has the types.
    fn uses(&self, module: &str) -> (String, usize) {
        let collapsed = self.collapsed();
        let (mut text, mut names) = (format!("use super::{module}::models;\n\n"), 0);
        for (number, item) in self.own.items.iter().enumerate() {
            let own = name(item).as_str();
            writeln!(text, "pub fn t{number}(_: models::{own}) {{}}").unwrap();
            names += 1;
            if let Item::Struct(item) = item
                && let Construct::Required(required) = &item.construct
            {
                writeln!(text, "pub fn r{number}(_: models::{}) {{}}", required.as_str()).unwrap();
                names += 1;
            }
            let variants = if collapsed.contains(own) { Vec::new() } else { variants(item) };
            if variants.is_empty() {
                continue;
            }
            names += variants.len();
            let imported: Vec<String> =
                variants.iter().enumerate().map(|(v, name)| format!("{} as V{v}", name.as_str())).collect();
            let patterns: Vec<String> = (0..variants.len()).map(|v| format!("V{v} {{ .. }}")).collect();
            writeln!(
                text,
                "pub fn v{number}(it: &models::{own}) -> bool {{\n    use models::{own}::{{{}}};\n    matches!(it, {})\n}}",
                imported.join(", "),
                patterns.join(" | ")
            )
            .unwrap();
        }
        (text, names)
    }

    /// Prints how many types there are, and the unions of responses that are called otherwise where types are shared.
    fn print(&self) {
        let Self { name, own, shared, .. } = self;
        let unions: BTreeSet<&str> = shared.unions.iter().map(|union| union.name.as_str()).collect();
        let lost: Vec<&str> =
            own.unions.iter().map(|union| union.name.as_str()).filter(|name| !unions.contains(name)).collect();
        println!("{name}: {} types, {} with sharing, unions {lost:?}", own.items.len(), shared.items.len());
    }

    fn code(&self, share: bool) -> String {
        let mut generated = oasmith::generate(&self.documents, &config(share), &mut Sink::new()).unwrap();
        generated.files.remove("api.rs").unwrap()
    }

    /// Of each shared type some of its names.
    fn tried(&self) -> Vec<&str> {
        let mut groups: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
        for reexport in &self.shared.reexports {
            groups.entry(reexport.name.as_str()).or_default().push(reexport.location.as_str());
        }
        let is_type = |name: &&str| {
            let item = self.own.items.iter().find(|item| self::name(item).as_str() == *name);
            item.is_some_and(|item| !matches!(item, Item::Alias(_)))
        };
        groups
            .into_iter()
            .flat_map(|(name, names)| std::iter::once(name).chain(names).take(LOCATIONS))
            .filter(is_type)
            .collect()
    }

    /// Values for a type, valid and not.
    fn values(&self, root: &Value, wanted: &str, runner: &mut TestRunner) -> Vec<Value> {
        let item = self.own.items.iter().find(|item| name(item).as_str() == wanted);
        let at = match item {
            Some(Item::Struct(item)) => &item.at,
            Some(Item::StringEnum(item)) => &item.at,
            Some(Item::NumberEnum(item)) => &item.at,
            Some(Item::OneOf(item)) => &item.at,
            Some(Item::Tuple(item)) => &item.at,
            Some(Item::Alias(item) | Item::Newtype(item)) => &item.at,
            None => return Vec::new(),
        };
        let Some(schema) = root.pointer(&at.pointer) else { return Vec::new() };
        let strategy = strategies::of(root, schema, 0);
        let values = (0..VALUES).map(|_| strategies::sample(&strategy, runner)).filter(|value| !value.is_null());
        let values: Vec<Value> = values.collect();
        let spoilt: Vec<Value> = values.iter().take(2).flat_map(spoilt).collect();
        values.into_iter().chain(spoilt).collect()
    }
}

/// Values that differ from one in a property: it is absent, or something else.
fn spoilt(value: &Value) -> Vec<Value> {
    let others =
        [Value::Null, Value::from(-1), Value::from(""), Value::from("x".repeat(300)), Value::from(Vec::<i64>::new())];
    let Value::Object(properties) = value else { return others.to_vec() };
    let mut spoilt = Vec::new();
    for name in properties.keys().take(8) {
        let mut without = properties.clone();
        without.remove(name);
        spoilt.push(Value::Object(without));
        for other in &others {
            let mut changed = properties.clone();
            changed.insert(name.clone(), other.clone());
            spoilt.push(Value::Object(changed));
        }
    }
    spoilt
}

/// Asserts that the unions that are no unions any more are those that are listed.
fn assert_exceptions(pairs: &[Pair]) {
    let met: BTreeSet<(&str, &str)> =
        pairs.iter().flat_map(|pair| pair.collapsed().into_iter().map(|union| (pair.name.as_str(), union))).collect();
    let known: BTreeSet<(&str, &str)> =
        EXCEPTIONS.iter().copied().filter(|(name, _)| pairs.iter().any(|pair| pair.name == *name)).collect();
    assert_eq!(met, known);
}

/// Writes a package of these modules, whose program begins with the text.
fn write(folder: &Path, pairs: &[Pair], modules: &[(String, String)], main: &str) {
    let repository = Path::new(env!("CARGO_MANIFEST_DIR")).join("..").canonicalize().unwrap();
    let mut dependencies = toml::Table::new();
    for pair in pairs {
        let config = Config { layout: Layout::Crate, ..config(true) };
        let files = oasmith::generate(&pair.documents, &config, &mut Sink::new()).unwrap().files;
        program::add_dependencies(&mut dependencies, &files["Cargo.toml"]);
    }
    for name in ["serde", "serde_json"] {
        dependencies.entry(name).or_insert_with(|| "1".into());
    }
    let runtime = toml::toml! { version = "0.1.0" features = ["validate"] };
    dependencies.insert("oasmith-runtime".to_owned(), toml::Value::Table(runtime));
    let package = folder.file_name().unwrap().to_str().unwrap();
    let manifest = format!(
        "[package]\nname = {package:?}\nversion = \"0.0.0\"\nedition = \"2024\"\n\n[workspace]\n\n[patch.crates-io]\n\
         oasmith-runtime = {{ path = {:?} }}\n\n{}",
        repository.join("runtime"),
        toml::to_string(&BTreeMap::from([("dependencies", &dependencies)])).unwrap()
    );
    put(&folder.join("Cargo.toml"), &manifest);
    put(&folder.join("Cargo.lock"), &fs::read_to_string(repository.join("Cargo.lock")).unwrap());
    let mut text = String::from("#![recursion_limit = \"1024\"]\n#![allow(warnings)]\n\n");
    for (name, code) in modules {
        writeln!(text, "mod {name};").unwrap();
        put(&folder.join(format!("src/{name}.rs")), code);
    }
    put(&folder.join("src/main.rs"), &(text + main));
}

fn folder(name: &str) -> PathBuf {
    Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("shared-{name}"))
}

fn run(command: &mut Command) -> String {
    let output = command.output().unwrap();
    assert!(output.status.success(), "{}", last(&String::from_utf8_lossy(&output.stderr)));
    String::from_utf8(output.stdout).unwrap()
}

/// Asserts that everything public without sharing has its name with it; how many names that are.
fn prove_names(name: &str, pairs: &[Pair], more: &str) -> usize {
    assert_exceptions(pairs);
    let (mut modules, mut names) = (Vec::new(), 0);
    for (number, pair) in pairs.iter().enumerate() {
        let (uses, count) = pair.uses(&format!("shared_{number}"));
        modules.push((format!("shared_{number}"), pair.code(true)));
        modules.push((format!("uses_{number}"), uses));
        names += count;
    }
    let folder = folder(name);
    write(&folder, pairs, &modules, &format!("\nfn main() {{}}\n{more}"));
    run(cargo(&folder).arg("check"));
    names
}

/// The program that reads lines of a type and a value, and prints those that the two crates do not treat alike.
const PROGRAM: &str = "
fn said<T: serde::Serialize + serde::de::DeserializeOwned + oasmith_runtime::validate::Validate>(text: &str) -> String {
    match serde_json::from_str::<T>(text) {
        Err(error) => format!(\"refused: {error}\"),
        Ok(value) => {
            let verdict = value.validate().err().map(|violations| violations.to_string());
            format!(\"{} {verdict:?}\", serde_json::to_string(&value).map_err(|error| error.to_string()).unwrap_or_else(|error| error))
        }
    }
}

/// An error names a union by its type.
fn renamed(said: &str, names: &std::collections::HashMap<&str, &str>) -> String {
    let words = said.split_inclusive(|sign: char| !sign.is_alphanumeric());
    let word = |word: &str| {
        let end = word.trim_end_matches(|sign: char| !sign.is_alphanumeric());
        word.replace(end, names.get(end).copied().unwrap_or(end))
    };
    if said.starts_with(\"refused\") { words.map(word).collect() } else { said.to_owned() }
}

fn main() {
    let mut count = 0;
    let file = |number| std::fs::read_to_string(std::env::args().nth(number).unwrap()).unwrap();
    let (values, names) = (file(1), file(2));
    let names = names.lines().filter_map(|line| line.split_once('\\t')).collect();
    for line in values.lines() {
        let (name, text) = line.split_once('\\t').unwrap();
        let (own, shared) = both(name, text);
        count += 1;
        if renamed(&own, &names) != renamed(&shared, &names) {
            println!(\"{name}: {text}\\n  {own}\\n  {shared}\");
        }
    }
    println!(\"{count}\");
}
";

/// Asserts that both crates treat values alike; how many values that are.
fn prove_values(name: &str, pairs: &[Pair]) -> usize {
    let (mut modules, mut both, mut lines) = (Vec::new(), String::new(), String::new());
    both.push_str("\nfn both(name: &str, text: &str) -> (String, String) {\n    match name {\n");
    for (number, pair) in pairs.iter().enumerate() {
        modules.push((format!("own_{number}"), pair.code(false)));
        modules.push((format!("shared_{number}"), pair.code(true)));
        let root = pair.documents.root().value.to_json();
        let mut runner = strategies::runner(strategies::seed());
        for ty in pair.tried() {
            writeln!(
                both,
                "        \"{number}.{ty}\" => (said::<own_{number}::models::{ty}>(text), said::<shared_{number}::models::{ty}>(text)),"
            )
            .unwrap();
            for value in pair.values(&root, ty, &mut runner) {
                writeln!(lines, "{number}.{ty}\t{value}").unwrap();
            }
        }
    }
    both.push_str("        _ => unreachable!(),\n    }\n}\n");
    let folder = folder(name);
    write(&folder, pairs, &modules, &format!("{both}{PROGRAM}"));
    let (values, names) = (folder.join("values"), folder.join("names"));
    fs::write(&values, lines).unwrap();
    let reexports = pairs.iter().flat_map(|pair| &pair.shared.reexports);
    let renames = reexports.map(|one| format!("{}\t{}\n", one.location.as_str(), one.name.as_str()));
    fs::write(&names, renames.collect::<String>()).unwrap();
    let said = run(cargo(&folder).args(["run", "--quiet", "--"]).args([&values, &names]));
    let (different, count) = said.trim_end().rsplit_once('\n').unwrap_or(("", said.trim_end()));
    assert_eq!(different, "", "values that are not treated alike");
    count.parse().unwrap()
}

#[test]
fn every_name_of_the_fixtures_is_still_there() {
    let pairs = fixtures();
    assert!(pairs.len() > 3, "{}", pairs.len());
    let names = prove_names("names", &pairs, "");
    assert!(names > 100, "{names}");
}

#[test]
fn values_of_the_fixtures_are_treated_alike() {
    let pairs = fixtures();
    let values = prove_values("values", &pairs);
    assert!(values > 500, "{values}");
}

/// Functions that take a user of GitHub, which stands in hundreds of locations.
const USERS: &str = "
use shared_0::models::*;

fn login(user: &DiscussionUser) -> &str {
    &user.login
}

fn owner(event: &WebhookForkForkeeOwner, pushed: &WebhookPushRepositoryOwner) -> bool {
    matches!(pushed, WebhookPushRepositoryOwner { login: name, .. } if name == login(event))
}

fn sender(event: &WebhookMembershipAddedSender) -> &str {
    login(event)
}

fn assignee(event: &WebhookIssuesAssignedAssignee, pull: &WebhookPullRequestAssignedAssignee) -> bool {
    login(event) == login(pull)
}

fn creator(event: &WebhookDeploymentCreatedDeploymentCreator, milestone: &WebhookMilestoneOpenedMilestoneCreator) -> bool {
    login(event) == login(milestone)
}
";

fn large(name: &str) -> Option<Pair> {
    let path = corpus()?.join("large").join(format!("{name}.json"));
    Some(pair(name, &path))
}

#[test]
#[ignore = "large descriptions: cargo test --release -p oasmith --test proofs -- --ignored shared_types --nocapture"]
fn every_name_of_github_is_still_there() {
    let Some(pair) = large("github.com__api.github.com") else { return };
    pair.print();
    println!("{} names", prove_names("github", &[pair], USERS));
}

#[test]
#[ignore = "large descriptions: cargo test --release -p oasmith --test proofs -- --ignored shared_types --nocapture"]
fn every_name_of_stripe_is_still_there() {
    let Some(pair) = large("stripe.com") else { return };
    pair.print();
    println!("{} names", prove_names("stripe", &[pair], ""));
}

#[test]
#[ignore = "20 minutes and 8 GB: cargo test --release -p oasmith --test proofs -- --ignored every_name_of_graph --nocapture"]
fn every_name_of_graph_is_still_there() {
    let Some(pair) = large("microsoft.com__graph") else { return };
    pair.print();
    println!("{} names", prove_names("graph", &[pair], ""));
}

#[test]
#[ignore = "large descriptions: cargo test --release -p oasmith --test proofs -- --ignored shared_types --nocapture"]
fn values_of_github_are_treated_alike() {
    let Some(pair) = large("github.com__api.github.com") else { return };
    println!("GitHub: {} values", prove_values("github-values", &[pair]));
}

#[test]
#[ignore = "large descriptions: cargo test --release -p oasmith --test proofs -- --ignored shared_types --nocapture"]
fn values_of_stripe_are_treated_alike() {
    let Some(pair) = large("stripe.com") else { return };
    println!("Stripe: {} values", prove_values("stripe-values", &[pair]));
}
