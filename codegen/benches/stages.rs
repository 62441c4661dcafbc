//! What each step of the pipeline costs, on the drivers API and, with `OASMITH_CORPUS` set, on a large real description.
//!
//! `cargo bench -p oasmith`. The figures of one run compare with each other, not with those of another machine.

use std::path::PathBuf;

use divan::{Bencher, black_box};
use oasmith::api::Api;
use oasmith::config::Config;
use oasmith::diagnostic::Sink;
use oasmith::lower::Lowered;
use oasmith::source::{Documents, Limits};
use oasmith::{emit, lower, openapi, output};

fn main() {
    divan::main();
}

/// The descriptions, by name: ours, and a large one where the corpus is there.
fn descriptions() -> Vec<&'static str> {
    if std::env::var_os("OASMITH_CORPUS").is_some() { vec!["drivers", "github"] } else { vec!["drivers"] }
}

fn path(description: &str) -> PathBuf {
    match (description, std::env::var_os("OASMITH_CORPUS")) {
        ("github", Some(corpus)) => PathBuf::from(corpus).join("large/github.com__api.github.com.json"),
        _ => PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../spec/drivers.yaml"),
    }
}

fn load(description: &str) -> Documents {
    Documents::read(&path(description), &Limits::default()).expect("a description that can be read")
}

fn read(description: &str) -> Api {
    openapi::read(&load(description), &mut Sink::new()).expect("a description of a known version")
}

fn lowered(description: &str) -> Lowered {
    lower::lower(read(description), &Config::new("api.yaml", "api"), &mut Sink::new())
}

#[divan::bench(args = descriptions())]
fn source(description: &str) -> Documents {
    load(black_box(description))
}

#[divan::bench(args = descriptions())]
fn openapi_read(bencher: Bencher<'_, '_>, description: &str) {
    let documents = load(description);
    bencher.bench_local(|| openapi::read(black_box(&documents), &mut Sink::new()));
}

#[divan::bench(args = descriptions())]
fn lower_(bencher: Bencher<'_, '_>, description: &str) {
    let config = Config::new("api.yaml", "api");
    let with = || read(description);
    bencher.with_inputs(with).bench_local_values(|api| lower::lower(api, &config, &mut Sink::new()));
}

#[divan::bench(args = descriptions())]
fn emit_(bencher: Bencher<'_, '_>, description: &str) {
    let lowered = lowered(description);
    let tokens = |source: emit::SourceFile<'_>| source.tokens(black_box(&lowered.krate)).into_iter().count();
    bencher.bench_local(|| emit::sources(&lowered.krate).into_iter().map(tokens).sum::<usize>());
}

#[divan::bench(args = descriptions())]
fn output_format(bencher: Bencher<'_, '_>, description: &str) {
    let lowered = lowered(description);
    let with =
        || emit::sources(&lowered.krate).into_iter().map(|source| source.tokens(&lowered.krate)).collect::<Vec<_>>();
    bencher.with_inputs(with).bench_local_values(|sources| {
        sources.into_iter().map(|tokens| output::format(tokens).map_or(0, |text| text.len())).sum::<usize>()
    });
}

#[divan::bench(args = descriptions())]
fn everything(description: &str) -> usize {
    let documents = load(black_box(description));
    let config = Config::new("api.yaml", "api");
    oasmith::generate(&documents, &config, &mut Sink::new()).map_or(0, |generated| generated.files.len())
}
