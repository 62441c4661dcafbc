//! Settings, and the way from a description to its output folder.

use std::fs;
use std::path::Path;

use oasmith::config::{Config, Layout, Product, Runtime};
use oasmith::diagnostic::{Colour, Diagnostic, Sink, codes, human};
use oasmith::output::{Cause, LOCK, hash};
use oasmith::project::{Pipeline, Project, find};
use oasmith::source::Documents;
use oasmith::surface::{Origins, Surface};
use oasmith::{Generated, Summary};

/// One file that holds the name of the crate and the title; a ledger entry for each property that begins with `w`.
fn pipeline(documents: &Documents, config: &Config, sink: &mut Sink) -> Option<Generated> {
    let root = documents.root();
    let Some(title) = root.get("title") else {
        sink.push(Diagnostic::error(codes::MISSING, root.at, "there is no `title`"));
        return None;
    };
    for (name, member) in root.entries().filter(|(name, _)| name.starts_with('w')) {
        sink.push(Diagnostic::warning(codes::UNKNOWN_KEYWORD, member.at, format!("`{name}` is not known")));
    }
    let text = format!("{} {}\n", config.name.as_deref()?, title.as_str()?);
    let (surface, origins) = (Surface::default(), Origins::default());
    Some(Generated { files: [("lib.rs".to_owned(), text)].into(), summary: Summary::default(), surface, origins })
}

/// A folder with settings and a description.
fn project(settings: &str, description: &str) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("oasmith.toml"), settings).unwrap();
    fs::create_dir(folder.path().join("spec")).unwrap();
    fs::write(folder.path().join("spec/api.yaml"), description).unwrap();
    folder
}

/// The report on settings, with the folder left out.
fn refused(settings: &str) -> String {
    let folder = project(settings, "");
    let failure = Project::open(&folder.path().join("oasmith.toml")).unwrap_err();
    failure.to_string().replace(&format!("{}/", folder.path().display()), "")
}

#[test]
fn all_settings_are_read() {
    let config = Config::parse(
        "description = 'spec/api.yaml'\noutput = 'src'\ncrate = 'my-api'\nlayout = 'crate'\nruntime = 'vendored'\n\
         products = ['client']\nroot = '..'\n[remote]\n'https://e.com/a.yaml' = 'a.yaml'\n[allow]\nW-unsupported = 'later'\n\
         [limits]\nbytes = 5\n",
    )
    .unwrap();
    assert_eq!(config.name.as_deref(), Some("my-api"));
    assert_eq!(
        (config.layout, config.runtime, config.products),
        (Layout::Crate, Runtime::Vendored, vec![Product::Client])
    );
    assert_eq!(config.root.as_deref(), Some(Path::new("..")));
    assert_eq!((config.limits.bytes, config.limits.alias_nodes), (Some(5), None));
    let config = Config::parse("description = 'a'\noutput = 'b'\n").unwrap();
    assert_eq!(config, Config::new("a", "b"));
    assert_eq!((config.layout, config.runtime), (Layout::Sources, Runtime::Crate));
    assert_eq!(config.products, [Product::Client, Product::Server]);
}

#[test]
fn an_unknown_setting_is_refused() {
    let expected = "\
error[E-config]: unknown field `ouput`, expected one of `description`, `overlays`, `patch`, `select`, `output`, `crate`, `layout`, `runtime`, `products`, `models`, `client`, `server`, `streams`, `pagination`, `root`, `remote`, `formats`, `types`, `dependencies`, `allow`, `limits`
 --> oasmith.toml:2:1
  |
2 | ouput = 'b'
  | ^^^^^
  |
  = help: did you mean `output`?";
    assert_eq!(refused("description = 'a'\nouput = 'b'\n"), expected);
}

#[test]
fn a_wrong_value_is_refused() {
    let expected = "\
error[E-config]: unknown variant `vendor`, expected `crate` or `vendored`
 --> oasmith.toml:3:11
  |
3 | runtime = 'vendor'
  |           ^^^^^^^^
  |
  = help: did you mean `vendored`?";
    assert_eq!(refused("description = 'a'\noutput = 'b'\nruntime = 'vendor'\n"), expected);
    let expected = "\
error[E-config]: `my crate` is not the name of a crate: write letters, digits, `-` and `_`
 --> oasmith.toml:3:9
  |
3 | crate = 'my crate'
  |         ^^^^^^^^^^
  |
  = help: correct oasmith.toml at this location";
    assert_eq!(refused("description = 'a'\noutput = 'b'\ncrate = 'my crate'\n"), expected);
}

#[test]
fn an_unknown_code_is_refused() {
    let expected = "\
error[E-config]: there is no code `W-unsuported`
 --> oasmith.toml:4:1
  |
4 | W-unsuported = 'x'
  | ^^^^^^^^^^^^
  |
  = note: at #/allow/W-unsuported
  = help: did you mean `W-unsupported`?";
    assert_eq!(refused("description = 'a'\noutput = 'b'\n[allow]\nW-unsuported = 'x'\n"), expected);
}

#[test]
fn toml_that_is_broken_is_refused() {
    let expected = "\
error[E-config]: string values must be quoted, expected literal string
 --> oasmith.toml:1:15
  |
1 | description = a
  |               ^
  |
  = help: correct oasmith.toml at this location";
    assert_eq!(refused("description = a\n"), expected);
}

#[test]
fn settings_are_found_upwards() {
    let folder = project("", "");
    let inner = folder.path().join("a/b");
    fs::create_dir_all(&inner).unwrap();
    assert_eq!(find(&inner), Some(inner.join("../../oasmith.toml")));
    assert_eq!(find(folder.path()), Some(folder.path().join("oasmith.toml")));
    assert_eq!(find(&inner.join("missing")), None);
}

#[test]
fn a_project_is_generated_written_and_compared() {
    let folder = project("description = 'spec/api.yaml'\noutput = 'My Api'\n", "title: One\n");
    let open = || Project::open(&folder.path().join("oasmith.toml")).unwrap();
    let generation = open().generate(pipeline).unwrap();
    assert_eq!(generation.output.files["lib.rs"], "my-api One\n");
    assert_eq!(open().write(&generation).unwrap().changed, ["lib.rs", LOCK]);
    assert_eq!(open().compare(&generation).unwrap(), []);
    assert_eq!(generation.output.lock.files["lib.rs"], hash("my-api One\n"));

    let causes = || {
        let project = open();
        let drifts = project.compare(&project.generate(pipeline).unwrap()).unwrap();
        drifts.into_iter().map(|drift| (drift.path, drift.cause)).collect::<Vec<_>>()
    };
    let both = |cause| vec![("lib.rs".to_owned(), cause), (LOCK.to_owned(), cause)];
    fs::write(folder.path().join("spec/api.yaml"), "{\"title\": \"One\"}").unwrap();
    assert_eq!(causes(), []);
    fs::write(folder.path().join("spec/api.yaml"), "title: Two\n").unwrap();
    assert_eq!(causes(), both(Cause::DescriptionChanged));
    fs::write(folder.path().join("spec/api.yaml"), "title: One\n").unwrap();
    fs::write(
        folder.path().join("oasmith.toml"),
        "description = './spec/api.yaml'\noutput = 'My Api'\ncrate = 'other'\n",
    )
    .unwrap();
    assert_eq!(causes(), both(Cause::ConfigChanged));
}

#[test]
fn what_the_settings_allow_is_not_reported() {
    let settings = "description = 'spec/api.yaml'\noutput = 'out'\n";
    let messages = |settings: &str, description: &str| {
        let folder = project(settings, description);
        let generation = Project::open(&folder.path().join("oasmith.toml")).unwrap().generate(pipeline).unwrap();
        generation.ledger.into_iter().map(|entry| entry.message).collect::<Vec<_>>()
    };
    let description = "title: One\nwhat: 1\nwhy: 2\n";
    assert_eq!(messages(settings, description), ["`what` is not known", "`why` is not known"]);
    assert_eq!(messages(&format!("{settings}[allow]\nW-unknown-keyword = 'ours'\n"), description), [""; 0]);
    let unused = format!("{settings}[allow]\nW-raw-body = 'none'\nW-unused-allow = 'for others'\n");
    assert_eq!(messages(&unused, "title: One\n"), [""; 0]);
}

#[test]
fn what_is_allowed_in_vain_is_reported() {
    let settings =
        "description = 'spec/api.yaml'\n\n[allow]\n# ours\nW-unknown-keyword = 'W-raw-body'\nW-raw-body = 'none'\n";
    let folder = project(settings, "title: One\nwhat: 1\n");
    let generation = Project::open(&folder.path().join("oasmith.toml")).unwrap().generate(pipeline).unwrap();
    let expected = "\
warning[W-unused-allow]: `W-raw-body` is allowed here, but was not reported
 --> oasmith.toml:6:1
  |
6 | W-raw-body = 'none'
  | ^^^^^^^^^^
  |
  = note: at #/allow/W-raw-body
  = help: delete this line

";
    let shown = human(&generation.ledger, &generation, Colour::Never);
    assert_eq!(shown.replace(&format!("{}/", folder.path().display()), ""), expected);
}

#[test]
fn what_is_fatal_cannot_be_allowed() {
    let fatal: Pipeline = |documents, _, sink| {
        sink.push(Diagnostic::new(codes::OUTSIDE_ROOT, documents.root().at, "out"));
        sink.push(Diagnostic::new(codes::UNKNOWN_KEYWORD, documents.root().at, "allowed"));
        None
    };
    let settings = "description = 'spec/api.yaml'\n[allow]\nE-outside-root = 'no'\nW-unknown-keyword = 'yes'\n";
    let folder = project(settings, "title: One\n");
    let failure = Project::open(&folder.path().join("oasmith.toml")).unwrap().generate(fatal).unwrap_err();
    assert_eq!(failure.diagnostics.iter().map(|entry| entry.message.as_str()).collect::<Vec<_>>(), ["out"]);
}

#[test]
fn where_nothing_is_generated_the_reasons_are_shown() {
    let folder = project("description = 'spec/api.yaml'\noutput = 'out'\n", "name: One\n");
    let failure = Project::open(&folder.path().join("oasmith.toml")).unwrap().generate(pipeline).unwrap_err();
    let expected = "\
error[E-missing]: there is no `title`
 --> spec/api.yaml:1:1
  |
1 | name: One
  | ^^^^^^^^^
  |
  = help: add the field";
    assert_eq!(failure.to_string().replace(&format!("{}/", folder.path().display()), ""), expected);
    fs::remove_file(folder.path().join("spec/api.yaml")).unwrap();
    let failure = Project::open(&folder.path().join("oasmith.toml")).unwrap().generate(pipeline).unwrap_err();
    let expected = "\
error[E-unreadable]: the file cannot be read: No such file or directory (os error 2)
--> spec/api.yaml
 = help: check the path and the permissions";
    assert_eq!(failure.to_string().replace(&format!("{}/", folder.path().display()), ""), expected);
}
