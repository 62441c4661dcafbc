//! The codes of reports: that each is explained, that each example causes its code, and that docs/codes.md says the same.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use oasmith::config::Config;
use oasmith::diagnostic::explanations::{self, Example, Explanation};
use oasmith::diagnostic::{Code, Diagnostic, Places, Severity, Sink, codes};
use oasmith::project::Project;
use oasmith::source::Documents;

/// Codes that are not reported yet where they should be.
const NOT_REPORTED: &[&str] = &[];

/// The codes that a text of an example causes.
fn caused(example: Example) -> BTreeSet<Code> {
    match example {
        Example::Description(text) => of_description(text),
        Example::Settings(text) => of_settings(text),
        Example::Other(_) => BTreeSet::new(),
    }
}

fn of_description(text: &str) -> BTreeSet<Code> {
    let head = "openapi: 3.1.0\ninfo: { title: Pets, version: '1' }\n";
    let text = if text.starts_with("openapi") { text.to_owned() } else { format!("{head}{text}\n") };
    let documents = match Documents::from_texts(&[("api.yaml", text.as_str())]) {
        Ok(documents) => documents,
        Err(error) => return error.diagnostics.iter().map(|entry| entry.code).collect(),
    };
    let mut sink = Sink::new();
    oasmith::generate(&documents, &Config::new("api.yaml", "generated"), &mut sink);
    sink.iter().map(|entry| entry.code).collect()
}

fn of_settings(text: &str) -> BTreeSet<Code> {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("oasmith.toml");
    fs::write(&path, text).unwrap();
    let description =
        "openapi: 3.1.0\ninfo: { title: Pets, version: '1' }\ncomponents: { schemas: { Pet: { type: string } } }\n";
    fs::write(folder.path().join("api.yaml"), description).unwrap();
    match Project::open(&path).and_then(|project| project.generate(oasmith::generate)) {
        Ok(generation) => generation.ledger.iter().map(|entry| entry.code).collect(),
        Err(failure) => failure.diagnostics.iter().map(|entry| entry.code).collect(),
    }
}

#[test]
fn every_code_is_explained_once() {
    let explained: Vec<&str> = explanations::all().map(|explanation| explanation.code.id()).collect();
    let unexplained: Vec<&str> =
        codes::ALL.iter().map(|entry| entry.code.id()).filter(|id| !explained.contains(id)).collect();
    assert_eq!(unexplained, [""; 0], "write what they mean in codegen/src/diagnostic/explanations");
    assert_eq!(explained.iter().collect::<BTreeSet<_>>().len(), explained.len());
}

#[test]
fn every_example_causes_its_code() {
    let mut silent = Vec::new();
    for Explanation { code, example, .. } in explanations::all() {
        if !matches!(example, Example::Other(_)) && !caused(*example).contains(code) {
            silent.push(code.id());
        }
    }
    assert_eq!(silent, NOT_REPORTED, "left: examples that do not cause their code; right: those that are known");
}

#[test]
fn the_table_is_regular() {
    let mut ids = BTreeSet::new();
    for entry in codes::ALL {
        let id = entry.code.id();
        assert!(ids.insert(id), "{id} stands twice");
        assert_eq!(Code::find(id), Some(entry.code));
        let rest =
            id.strip_prefix("E-").or(id.strip_prefix("W-")).unwrap_or_else(|| panic!("{id}: begin it with E- or W-"));
        assert!(
            rest.chars().all(|letter| letter.is_ascii_lowercase() || letter == '-'),
            "{id}: lower case and hyphens"
        );
        assert!(entry.meaning.ends_with('.'), "{id}: a sentence ends with a full stop");
        assert!(!entry.remedy.ends_with('.'), "{id}: a remedy is shown after `help:`, without a full stop");
        let severity = if id.starts_with("E-") { Severity::Error } else { Severity::Warning };
        assert_eq!(Diagnostic::new(entry.code, None, "").severity, severity);
        assert!(!entry.code.is_fatal() || severity == Severity::Error, "{id}: what is fatal is an error");
    }
}

#[test]
fn the_explanation_of_a_code() {
    let expected = "\
W-parameter-without-place: A path has no variable for a path parameter; the parameter is not sent.

A path parameter is declared, but its path has no `{name}` for it.

A description that causes it:

    paths: { /pets: { get: { parameters: [{ name: id, in: path, required: true, schema: { type: string } }], responses: {} } } }

What oasmith does: it leaves out the parameter.

What to write: the variable in the path: `/pets/{id}`.

To allow it, give a reason in oasmith.toml:

    [allow]
    W-parameter-without-place = \"...\"
";
    assert_eq!(explanations::explain(codes::PARAMETER_WITHOUT_PLACE), expected);
    assert!(!explanations::explain(codes::SYNTAX).contains("[allow]"), "what is fatal cannot be allowed");
}

/// A place is found without a file, too.
#[test]
fn an_allow_without_a_file_has_no_place() {
    let folder = tempfile::tempdir().unwrap();
    let description =
        "openapi: 3.1.0\ninfo: { title: Pets, version: '1' }\ncomponents: { schemas: { Pet: { type: string } } }\n";
    fs::write(folder.path().join("api.yaml"), description).unwrap();
    let mut config = Config::new("api.yaml", "generated");
    config.allow.insert("W-raw-body".to_owned(), "no bodies".to_owned());
    let generation = Project::new(folder.path(), config).generate(oasmith::generate).unwrap();
    let [entry] = generation.ledger.as_slice() else { panic!("{:?}", generation.ledger) };
    assert_eq!(entry.code, codes::UNUSED_ALLOW);
    assert_eq!(generation.place(entry.at.as_ref().unwrap()), None);
}

#[test]
fn the_page_of_codes_is_up_to_date() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/codes.md");
    let page = page();
    if std::env::var_os("BLESS").is_some() {
        fs::write(&path, page).unwrap();
    } else {
        let found = fs::read_to_string(&path).unwrap_or_default();
        assert!(found == page, "docs/codes.md is out of date: run `BLESS=1 cargo test -p oasmith --test ledger`");
    }
}

/// Whether a code stands in a group.
type Belongs = fn(Code) -> bool;

/// The page docs/codes.md.
fn page() -> String {
    let mut page = String::from(
        "# Codes of reports\n\n\
         Every report of oasmith has a code. `oasmith explain CODE` prints the text on this page.\n\n\
         - Codes under [Nothing is generated](#nothing-is-generated) end a run with exit code 2.\n\
         - All others cost their smallest part, and the rest is generated: `E-` costs a part of what is described, `W-` a detail\n  \
         of a type or of the validation. With `--strict` each is an error: exit code 2, and nothing is written.\n\
         - Codes under [Nothing is lost](#nothing-is-lost) say what was decided. They are never errors, not even with `--strict`.\n\
         - If you have seen a code and accept it, list it in oasmith.toml with the reason. oasmith then does not report it.\n\n\
         ```toml\n[allow]\nW-raw-body = \"the XML endpoint is for others\"\n```\n",
    );
    let groups: [(&str, Belongs); 4] = [
        ("Nothing is generated", Code::is_fatal),
        ("A part is not generated", |code| !code.is_fatal() && code.severity() == Severity::Error),
        ("A detail is not as described", |code| code.severity() == Severity::Warning && !code.is_note()),
        ("Nothing is lost", Code::is_note),
    ];
    for (title, belongs) in groups {
        page.push_str(&format!("\n## {title}\n"));
        for entry in codes::ALL.iter().filter(|entry| belongs(entry.code)) {
            page.push_str(&format!("\n### `{}`\n\n{}\n", entry.code, entry.meaning));
            page.extend(explanations::find(entry.code).map(section));
        }
    }
    page
}

fn section(explanation: &Explanation) -> String {
    let Explanation { about, example, instead, write, .. } = explanation;
    let language = match example {
        Example::Description(_) => "yaml",
        Example::Settings(_) => "toml",
        Example::Other(_) => "text",
    };
    let text = example.text();
    format!("\n{about}\n\n```{language}\n{text}\n```\n\n- What oasmith does: it {instead}\n- What to write: {write}\n")
}
