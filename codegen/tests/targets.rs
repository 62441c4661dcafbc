//! Several targets in one `oasmith.toml`.

#![cfg(feature = "cli")]

use std::fs;
use std::path::Path;
use std::process::Command;

use oasmith::config::{Config, Layout, Product};
use oasmith::project::Project;

const SETTINGS: &str = "\
products = ['client']
[models]
preserve_unknown = true
[allow]
W-unsupported = 'later'
[[target]]
description = 'a.yaml'
output = 'sdk/a'
[[target]]
description = 'b.yaml'
output = 'sdk/b'
layout = 'crate'
products = []
[target.models]
closed_enums = true
[target.allow]
W-unknown-keyword = 'never'
";

/// A description with one operation.
fn description(title: &str) -> String {
    format!(
        "openapi: 3.0.3\ninfo: {{title: {title}, version: '1'}}\npaths:\n  /x:\n    get:\n      responses:\n        \
         '200': {{description: Well., content: {{application/json: {{schema: {{type: string}}}}}}}}\n"
    )
}

fn folder(settings: &str) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("oasmith.toml"), settings).unwrap();
    fs::write(folder.path().join("a.yaml"), description("A")).unwrap();
    fs::write(folder.path().join("b.yaml"), description("B")).unwrap();
    folder
}

/// Exit code, standard output and standard error, with times left out.
fn run(folder: &Path, arguments: &[&str]) -> (i32, String, String) {
    let output = Command::new(env!("CARGO_BIN_EXE_oasmith")).args(arguments).current_dir(folder).output().unwrap();
    let stdout = String::from_utf8(output.stdout).unwrap();
    let stdout: String = stdout.lines().map(|line| line.split(", in ").next().unwrap().to_owned() + "\n").collect();
    (output.status.code().unwrap(), stdout, String::from_utf8(output.stderr).unwrap())
}

/// The report on settings, with the folder left out.
fn refused(settings: &str) -> String {
    let folder = folder(settings);
    let failure = Project::open_all(&folder.path().join("oasmith.toml")).unwrap_err();
    failure.to_string().replace(&format!("{}/", folder.path().display()), "")
}

#[test]
fn a_target_inherits_what_stands_at_the_top() {
    let targets = Config::parse_all(SETTINGS).unwrap();
    let [first, second] = targets.as_slice() else { panic!("{targets:?}") };
    assert_eq!((first.output.as_path(), first.layout), (Path::new("sdk/a"), Layout::Sources));
    assert_eq!((second.output.as_path(), second.layout), (Path::new("sdk/b"), Layout::Crate));
    assert_eq!((first.products.as_slice(), second.products.as_slice()), (&[Product::Client][..], &[][..]));
    // Tables are put together.
    assert_eq!((first.models.preserve_unknown, first.models.closed_enums), (true, false));
    assert_eq!((second.models.preserve_unknown, second.models.closed_enums), (true, true));
    assert_eq!(second.allow.keys().collect::<Vec<_>>(), ["W-unknown-keyword", "W-unsupported"]);
    assert_eq!(Config::parse(SETTINGS).unwrap_err().message(), "one target is wanted here, and there are 2");
}

#[test]
fn a_mistake_is_shown_where_it_stands() {
    let text = refused("products = ['client']\n[[target]]\ndescription = 'a.yaml'\nouput = 'x'\n");
    assert!(text.starts_with("error[E-config]: unknown field `ouput`"), "{text}");
    assert!(text.contains("oasmith.toml:4:1") && text.contains("did you mean `output`?"), "{text}");
    let text = refused("product = ['client']\n[[target]]\ndescription = 'a.yaml'\n");
    assert!(text.contains("oasmith.toml:1:1") && text.contains("did you mean `products`?"), "{text}");
    let text = refused("[[target]]\ndescription = 'a.yaml'\n[[target]]\ndescription = 'b.yaml'\n");
    assert!(text.contains("two targets write the folder `generated`"), "{text}");
    let text = refused("[target]\ndescription = 'a.yaml'\n");
    assert!(text.contains("`target` is not an array of tables: write `[[target]]`"), "{text}");
    let text = refused("[[target]]\noutput = 'a'\n");
    assert!(text.contains("missing field `description`"), "{text}");
    let allow = "[[target]]\ndescription = 'a.yaml'\n[target.allow]\nW-nothing = 'no'\n";
    let text = refused(allow);
    assert!(text.contains("oasmith.toml:4:1") && text.contains("there is no code `W-nothing`"), "{text}");
}

#[test]
fn all_targets_are_generated_and_compared() {
    let folder = folder(
        &SETTINGS
            .replace("[allow]\nW-unsupported = 'later'\n", "")
            .replace("[target.allow]\nW-unknown-keyword = 'never'\n", ""),
    );
    let (code, stdout, stderr) = run(folder.path(), &["generate", "--report", "report.json"]);
    let said = "sdk/a: 1 operation, 0 types, 0 not generated\nsdk/b: 1 operation, 0 types, 0 not generated\n";
    assert_eq!((code, stdout.as_str(), stderr.as_str()), (0, said, ""));
    let report: serde_json::Value =
        serde_json::from_str(&fs::read_to_string(folder.path().join("report.json")).unwrap()).unwrap();
    assert_eq!((&report[0]["document"], &report[1]["document"]), (&"a.yaml".into(), &"b.yaml".into()));
    let (code, stdout, stderr) = run(folder.path(), &["check"]);
    let same = "sdk/a is what a.yaml says\nsdk/b is what b.yaml says\n";
    assert_eq!((code, stdout.as_str(), stderr.as_str()), (0, same, "2 targets: 2 as described, 0 not\n"));

    // One description says something else, and one is broken.
    fs::write(folder.path().join("a.yaml"), description("New")).unwrap();
    let (code, stdout, stderr) = run(folder.path(), &["check", "--format", "github"]);
    let error = "::error file=sdk/a/client.rs,title=oasmith check::the description changed: run `oasmith generate`";
    assert!(stdout.contains(error), "{stdout}");
    assert_eq!(code, 1);
    let summary = "2 targets: 1 as described, 1 not: run `oasmith generate`\n";
    assert_eq!(stderr, format!("sdk/a is not what a.yaml says: run `oasmith generate`\n{summary}"));
    let (code, stdout, _) = run(folder.path(), &["check", "--format", "json", "--target", "sdk/a/"]);
    let first: serde_json::Value = serde_json::from_str(stdout.lines().next().unwrap()).unwrap();
    assert_eq!((code, &first["cause"]), (1, &"the description changed".into()));
    fs::write(folder.path().join("b.yaml"), "openapi: 3.0.3\n").unwrap();
    let (code, _, stderr) = run(folder.path(), &["check"]);
    assert_eq!(code, 2);
    assert!(
        stderr.ends_with("2 targets: 0 as described, 1 not, 1 cannot be generated: run `oasmith generate`\n"),
        "{stderr}"
    );

    // The one that can be generated is.
    let old = fs::read_to_string(folder.path().join("sdk/b/src/lib.rs")).unwrap();
    let (code, stdout, stderr) = run(folder.path(), &["generate"]);
    assert_eq!((code, stdout.as_str()), (2, "sdk/a: 1 operation, 0 types, 0 not generated\n"), "{stderr}");
    assert_eq!(fs::read_to_string(folder.path().join("sdk/b/src/lib.rs")).unwrap(), old);
    let (code, _, stderr) = run(folder.path(), &["check", "--target", "sdk/a"]);
    assert_eq!((code, stderr.as_str()), (0, ""));
}

#[test]
fn a_target_that_is_not_there_is_an_error() {
    let folder = folder(SETTINGS);
    let (code, _, stderr) = run(folder.path(), &["check", "--target", "sdk/bb"]);
    assert_eq!(code, 2);
    assert!(
        stderr.contains("no target writes the folder `sdk/bb`") && stderr.contains("did you mean `sdk/b`?"),
        "{stderr}"
    );
}

/// Fifty targets, each of which is what its description says.
#[test]
fn many_targets_have_one_summary() {
    let mut settings = String::from("products = []\n");
    for number in 0..50 {
        settings += &format!("[[target]]\ndescription = 'a.yaml'\noutput = 'sdk/{number}'\n");
    }
    let folder = folder(&settings);
    assert_eq!(run(folder.path(), &["generate", "--quiet"]), (0, String::new(), String::new()));
    let (code, stdout, stderr) = run(folder.path(), &["check"]);
    assert_eq!((code, stdout.lines().count(), stderr.as_str()), (0, 50, "50 targets: 50 as described, 0 not\n"));
    // The order is that of the file, whichever is done first.
    assert!(stdout.lines().enumerate().all(|(number, line)| line.starts_with(&format!("sdk/{number} "))), "{stdout}");
}

/// Waits until a file has a text.
fn wait_for(path: &Path, text: &str) {
    let start = std::time::Instant::now();
    while !fs::read_to_string(path).is_ok_and(|found| found.contains(text)) {
        assert!(start.elapsed().as_secs() < 60, "{} has not `{text}`", path.display());
        std::thread::sleep(std::time::Duration::from_millis(50));
    }
}

#[test]
fn a_change_is_generated_when_it_is_saved() {
    let folder = folder("[[target]]\ndescription = 'a.yaml'\noutput = 'sdk/a'\n");
    let mut command = Command::new(env!("CARGO_BIN_EXE_oasmith"));
    let output = fs::File::create(folder.path().join("said.txt")).unwrap();
    command.args(["generate", "--watch"]).current_dir(folder.path()).stderr(output);
    let mut child = command.stdout(std::process::Stdio::null()).spawn().unwrap();
    let said = folder.path().join("said.txt");
    wait_for(&folder.path().join("sdk/a/client.rs"), " The client of A.");
    wait_for(&said, "waiting for changes");
    fs::write(folder.path().join("a.yaml"), description("Changed")).unwrap();
    wait_for(&folder.path().join("sdk/a/client.rs"), " The client of Changed.");
    // A mistake is reported, and does not end it; neither does one in the settings.
    fs::write(folder.path().join("a.yaml"), "openapi: 3.0.3\n").unwrap();
    wait_for(&said, "info");
    fs::write(folder.path().join("oasmith.toml"), "[[target]]\n").unwrap();
    wait_for(&said, "missing field `description`");
    fs::write(folder.path().join("oasmith.toml"), "[[target]]\ndescription = 'b.yaml'\noutput = 'sdk/b'\n").unwrap();
    wait_for(&folder.path().join("sdk/b/client.rs"), " The client of B.");
    assert!(child.try_wait().unwrap().is_none());
    child.kill().unwrap();
    child.wait().unwrap();
}
