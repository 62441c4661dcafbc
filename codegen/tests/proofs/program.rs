//! Programs that read values into generated types and write them back.
//!
//! Owns how descriptions are generated, compiled together and run. Must not know where values come from.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use oasmith::config::{Config, Layout};
use oasmith::diagnostic::Sink;
use oasmith::source::Documents;
use serde_json::Value;

/// The programs at most that the modules of one proof are spread over, so that they are compiled side by side.
const PROGRAMS: usize = 4;

/// Descriptions that are compiled together.
#[derive(Default)]
pub struct Programs {
    modules: Vec<Module>,
    dependencies: toml::Table,
    cases: Vec<Case>,
}

struct Module {
    code: String,
}

/// A value to be read into a type of a module and written again.
struct Case {
    module: usize,
    ty: String,
    text: Vec<u8>,
}

/// What the value was written as, or why it was not read.
pub type Trip = Result<Value, String>;

/// The choices under which models are proven.
pub fn config(layout: Layout) -> Config {
    let mut config = Config::new("api.json", "proof");
    config.products = Vec::new();
    config.layout = layout;
    config.models.preserve_unknown = super::PRESERVE_UNKNOWN;
    config
}

impl Programs {
    /// Generates a description; the number of its module, or `None` where nothing is generated.
    pub fn add(&mut self, texts: &[(&str, &str)]) -> Option<usize> {
        let documents = Documents::from_texts(texts).unwrap_or_else(|error| panic!("{error}"));
        let code = files(&documents, Layout::Module)?.remove("api.rs")?;
        add_dependencies(&mut self.dependencies, &files(&documents, Layout::Crate)?["Cargo.toml"]);
        self.modules.push(Module { code });
        Some(self.modules.len() - 1)
    }

    /// Adds a value of a type of a module; the number of the case.
    pub fn case(&mut self, module: usize, ty: &str, value: Value) -> usize {
        self.text(module, ty, value.to_string().into_bytes())
    }

    /// Adds a text that is meant to be a value of a type of a module, of any bytes; the number of the case.
    pub fn text(&mut self, module: usize, ty: &str, text: Vec<u8>) -> usize {
        self.cases.push(Case { module, ty: ty.to_owned(), text });
        self.cases.len() - 1
    }

    /// Compiles the programs and runs all cases; what became of each, by its number.
    pub fn run(&self, name: &str) -> Vec<Trip> {
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("proof-{name}"));
        self.write(&folder);
        let output = cargo(&folder).args(["build", "--workspace"]).output().unwrap();
        assert!(output.status.success(), "{}", last(&String::from_utf8_lossy(&output.stderr)));
        let mut trips = vec![Err("not run".to_owned()); self.cases.len()];
        for program in 0..self.programs() {
            self.run_one(&target().join(format!("debug/{name}-{program}")), program, &mut trips);
        }
        trips
    }

    fn programs(&self) -> usize {
        self.modules.len().clamp(1, PROGRAMS)
    }

    fn run_one(&self, program: &Path, number: usize, trips: &mut [Trip]) {
        let mut input = String::new();
        let cases = self.cases.iter().enumerate().filter(|(_, case)| case.module % self.programs() == number);
        for (index, case) in cases {
            let text: String = case.text.iter().map(|byte| format!("{byte:02x}")).collect();
            writeln!(input, "{index}\t{}\t{}\t{text}", case.module, case.ty).unwrap();
        }
        if input.is_empty() {
            return;
        }
        let mut child =
            Command::new(program).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap();
        let mut stdin = child.stdin.take().unwrap();
        let writer = std::thread::spawn(move || stdin.write_all(input.as_bytes()));
        let output = child.wait_with_output().unwrap();
        writer.join().unwrap().unwrap();
        assert!(output.status.success(), "{}: {}", program.display(), output.status);
        for line in String::from_utf8(output.stdout).unwrap().lines() {
            let (index, trip) = line.split_once('\t').unwrap();
            let (kind, text) = trip.split_once('\t').unwrap();
            trips[index.parse::<usize>().unwrap()] = match kind {
                "ok" => serde_json::from_str(text).map_err(|error| format!("written as no JSON: {error}")),
                _ => Err(text.to_owned()),
            };
        }
    }

    fn write(&self, folder: &Path) {
        let name = folder.file_name().unwrap().to_str().unwrap().trim_start_matches("proof-");
        let members: Vec<String> = (0..self.programs()).map(|program| format!("{name}-{program}")).collect();
        let repository = Path::new(env!("CARGO_MANIFEST_DIR")).join("..").canonicalize().unwrap();
        let manifest = format!(
            "[workspace]\nresolver = \"3\"\nmembers = {members:?}\n\n[patch.crates-io]\noasmith-runtime = {{ path = {:?} }}\n",
            repository.join("runtime")
        );
        put(&folder.join("Cargo.toml"), &manifest);
        put(&folder.join("Cargo.lock"), &fs::read_to_string(repository.join("Cargo.lock")).unwrap());
        let mut dependencies = self.dependencies.clone();
        dependencies.entry("serde").or_insert_with(|| "1".into());
        dependencies.entry("serde_json").or_insert_with(|| "1".into());
        for (program, package) in members.iter().enumerate() {
            let manifest = format!(
                "[package]\nname = \"{package}\"\nversion = \"0.0.0\"\nedition = \"2024\"\n\n{}",
                toml::to_string(&BTreeMap::from([("dependencies", &dependencies)])).unwrap()
            );
            put(&folder.join(package).join("Cargo.toml"), &manifest);
            put(&folder.join(package).join("src/main.rs"), &self.main(program));
            for (number, module) in self.modules.iter().enumerate().skip(program).step_by(self.programs()) {
                put(&folder.join(package).join(format!("src/m{number}.rs")), &module.code);
            }
        }
    }

    /// The text of a program: a line in is a value, a line out is what it was written as, or why it was not read.
    fn main(&self, program: usize) -> String {
        let mut text = String::from("#![recursion_limit = \"1024\"]\n#![allow(warnings)]\n\n");
        for number in (program..self.modules.len()).step_by(self.programs()) {
            writeln!(text, "mod m{number};").unwrap();
        }
        let runtime = Path::new(env!("CARGO_MANIFEST_DIR")).join("../runtime/src").canonicalize().unwrap();
        text.push_str("\n// What clients and servers read with.\n");
        for module in ["error_path", "json", "lenient_integer", "non_finite", "null_as_empty", "number_enum"] {
            writeln!(text, "#[path = {:?}]\nmod {module};", runtime.join(format!("{module}.rs"))).unwrap();
        }
        text.push_str(
            "
fn trip<T: serde::Serialize + serde::de::DeserializeOwned>(text: &[u8]) -> Result<String, String> {
    let value: T = json::decode(text).map_err(|error| error.to_string())?;
    serde_json::to_string(&value).map_err(|error| format!(\"not written: {error}\"))
}

fn one(module: &str, ty: &str, text: &[u8]) -> Result<String, String> {
    match (module, ty) {
",
        );
        let types: BTreeSet<(usize, &str)> = self
            .cases
            .iter()
            .filter(|case| case.module % self.programs() == program)
            .map(|case| (case.module, case.ty.as_str()))
            .collect();
        for (module, ty) in types {
            writeln!(text, "        (\"{module}\", \"{ty}\") => trip::<m{module}::models::{ty}>(text),").unwrap();
        }
        text.push_str(
            "        _ => Err(\"no such type\".to_owned()),
    }
}

fn main() {
    for line in std::io::stdin().lines() {
        let line = line.unwrap();
        let mut columns = line.splitn(4, '\\t');
        let mut next = || columns.next().unwrap_or_default();
        let (index, module, ty, text) = (next(), next(), next(), next());
        let byte = |at| u8::from_str_radix(&text[at..at + 2], 16).unwrap();
        let text: Vec<u8> = (0..text.len()).step_by(2).map(byte).collect();
        match std::panic::catch_unwind(|| one(module, ty, &text)).unwrap_or(Err(\"panicked\".to_owned())) {
            Ok(text) => println!(\"{index}\\tok\\t{text}\"),
            Err(text) => println!(\"{index}\\terror\\t{}\", text.replace(['\\n', '\\t'], \" \")),
        }
    }
}
",
        );
        text
    }
}

/// Adds what a generated crate depends on.
pub fn add_dependencies(dependencies: &mut toml::Table, manifest: &str) {
    let manifest: toml::Table = toml::from_str(manifest).unwrap();
    let added = manifest.get("dependencies").and_then(toml::Value::as_table).cloned().unwrap_or_default();
    for (name, mut dependency) in added {
        if let Some(settings) = dependency.as_table_mut() {
            settings.remove("optional");
        }
        // One without features goes with one that has some.
        if dependency.is_table() || !dependencies.contains_key(&name) {
            dependencies.insert(name, dependency);
        }
    }
}

fn files(documents: &Documents, layout: Layout) -> Option<BTreeMap<String, String>> {
    Some(oasmith::generate(documents, &config(layout), &mut Sink::new())?.files)
}

/// What all proofs compile into: they share what they depend on.
fn target() -> PathBuf {
    Path::new(env!("CARGO_TARGET_TMPDIR")).join("proofs-target")
}

pub fn cargo(folder: &Path) -> Command {
    let mut command = Command::new(env!("CARGO"));
    command
        .current_dir(folder)
        .env("CARGO_TARGET_DIR", target())
        .env("CARGO_PROFILE_DEV_DEBUG", "0")
        .env("CARGO_INCREMENTAL", "0")
        .env_remove("RUSTFLAGS");
    command
}

/// Writes a file unless it says the same already, so that it is not compiled again.
pub fn put(path: &Path, text: &str) {
    if fs::read_to_string(path).is_ok_and(|known| known == text) {
        return;
    }
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, text).unwrap();
}

/// The end of a long text.
pub fn last(text: &str) -> String {
    let lines: Vec<&str> = text.lines().collect();
    lines[lines.len().saturating_sub(150)..].join("\n")
}
