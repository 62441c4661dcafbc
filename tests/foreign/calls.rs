//! Calls of every operation of a description by its generated client, with random values.
//!
//! Owns the program that sends them, and which descriptions of the corpus are gone through. Must not know who responds.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use oasmith::config::Product;
use oasmith::source::{Documents, Limits};
use serde_json::Value;

use crate::driver::Driver;
use crate::process::run;
use crate::program::Sdk;
use crate::strategies;

/// How often each operation is called.
const ROUNDS: usize = 8;

/// What draws the values of bodies.
const PROPTEST: &str = "proptest = { version = \"1\", default-features = false, features = [\"std\"] }\n";

/// A program that calls each operation, and the values that it sends.
pub struct Calls {
    program: PathBuf,
    rounds: Value,
    /// How many operations there are.
    pub operations: usize,
}

impl Calls {
    /// The calls of a description, by a package of this name.
    pub fn of(name: &str, documents: &Documents) -> Self {
        let description = documents.root().value.to_json();
        let sdk = Sdk::generate(name, documents, &[Product::Client, Product::Validate, Product::Proptest]);
        let operations = sdk.krate.operations.len();
        let driver = Driver::new(&sdk.krate, &description, &sdk.files);
        let mut runner = strategies::runner(strategies::seed());
        let rounds: Vec<Value> = (0..ROUNDS).map(|_| driver.round(&mut runner)).collect();
        let main = driver.program();
        let program = sdk.compile(&["proptest", "validate"], PROPTEST, &main);
        Self { program, rounds: Value::Array(rounds), operations }
    }

    /// Sends them to a server: what is wrong with the requests or the responses, each thing once.
    ///
    /// # Errors
    /// What the program wrote, where it did not call everything.
    pub fn sent_to(&self, url: &str) -> Result<String, String> {
        let folder = tempfile::tempdir().unwrap();
        let values = folder.path().join("values.json");
        std::fs::write(&values, self.rounds.to_string()).unwrap();
        let ended = run(Command::new(&self.program).arg(url).arg(&values), Duration::from_secs(300)).unwrap();
        let calls = format!("{} calls\n", self.operations * ROUNDS);
        ended.output.strip_suffix(&calls).map(str::to_owned).ok_or(ended.output.clone())
    }
}

/// A description.
pub fn read(description: &Path) -> Documents {
    Documents::read(description, &Limits::default()).unwrap()
}

/// Descriptions with the number of their operations, and those about which something is said, each with the reason.
pub type Expected<const COUNT: usize> = [(&'static str, usize, &'static [&'static str]); COUNT];

/// Judges descriptions of the corpus, and compares what is said with what is expected. Without a corpus that is skipped, and said
/// aloud.
pub fn hold<const COUNT: usize>(expected: &Expected<COUNT>, judged: impl Fn(&str, &Documents) -> (usize, String)) {
    let Some(corpus) = std::env::var_os("OASMITH_CORPUS").map(PathBuf::from) else {
        println!("skipped: OASMITH_CORPUS is not set");
        return;
    };
    let found: Vec<(&str, usize, Vec<String>)> = expected
        .iter()
        .map(|(name, ..)| {
            let words = name.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty());
            let package = words.collect::<Vec<_>>().join("-").to_ascii_lowercase();
            let (operations, told) = judged(&package, &read(&corpus.join(name)));
            println!("{name}: {operations} operations\n{told}");
            let mut faulty: Vec<String> =
                told.lines().filter_map(|line| Some(line.split_once(':')?.0.to_owned())).collect();
            faulty.sort();
            faulty.dedup();
            (*name, operations, faulty)
        })
        .collect();
    let expected: Vec<(&str, usize, Vec<String>)> = expected
        .iter()
        .map(|(name, operations, faulty)| (*name, *operations, faulty.iter().map(|&one| one.to_owned()).collect()))
        .collect();
    assert_eq!(found, expected);
}
