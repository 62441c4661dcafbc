//! Where references lead, and what is said when they lead nowhere.

use std::fs;
use std::path::Path;

use oasmith::at::FileId;
use oasmith::diagnostic::{Colour, Diagnostic, Places, codes, human};
use oasmith::source::{Documents, Limits, RefProblem};

const ENTRY: FileId = FileId(0);

/// What the report on a `$ref` says that stands at a pointer of the entry document.
fn report(documents: &Documents, pointer: &str) -> String {
    let at = oasmith::at::At::new(ENTRY, pointer);
    let reference = documents.root().value.pointer(pointer).unwrap().as_str().unwrap();
    let problem = documents.resolve(ENTRY, reference).unwrap_err();
    human([&problem.diagnostic(at)], documents, Colour::Never)
}

#[test]
fn one_file_by_several_spellings() {
    let documents = Documents::from_texts(&[
        (
            "api.yaml",
            "a: {$ref: ./my%20pet.yaml}\nb: {$ref: 'x/../my pet.yaml#'}\nc: {$ref: 'my pet.yaml#/p~1q%7E0'}\n",
        ),
        ("my pet.yaml", "p/q~: 1\n"),
    ])
    .unwrap();
    let node = |reference| documents.resolve(ENTRY, reference).unwrap();
    assert_eq!(node("./my%20pet.yaml").at, node("x/../my pet.yaml#").at);
    let inner = node("my pet.yaml#/p~1q%7E0");
    assert_eq!((inner.at.file, &*inner.at.pointer), (FileId(1), "/p~1q~0"));
    assert_eq!(documents.files().map(Path::to_str).collect::<Vec<_>>(), [Some("api.yaml"), Some("my pet.yaml")]);
}

#[test]
fn references_are_relative_to_their_file() {
    let documents = Documents::from_texts(&[
        ("spec/api.yaml", "$ref: sub/a.yaml\n"),
        ("spec/sub/a.yaml", "$ref: b.yaml#/x\n"),
        ("spec/sub/b.yaml", "x: {$ref: '../api.yaml'}\n"),
    ])
    .unwrap();
    let a = documents.resolve(ENTRY, "sub/a.yaml").unwrap();
    let b = documents.resolve(a.at.file, "b.yaml#/x").unwrap();
    assert_eq!(documents.name(b.at.file), "spec/sub/b.yaml");
    assert_eq!(documents.resolve(b.at.file, "../api.yaml").unwrap().at.file, ENTRY);
}

#[test]
fn a_file_may_be_named_by_its_own_address() {
    let documents = Documents::from_texts(&[("a.yaml", "$self: https://e.com/api.yaml\nx: 1\n")]).unwrap();
    assert_eq!(documents.resolve(ENTRY, "https://e.com/api.yaml#/x").unwrap().at.to_string(), "#/x");
}

#[test]
fn a_dangling_reference_into_another_file() {
    let documents = Documents::from_texts(&[
        ("api.yaml", "paths:\n  /a:\n    $ref: 'common.yaml#/components/schemas/Driver'\n"),
        ("common.yaml", "components: {schemas: {Drivers: {}, Vehicle: {}}}\n"),
    ])
    .unwrap();
    let expected = "\
error[E-dangling-ref]: `common.yaml#/components/schemas/Driver` leads nowhere: there is no `Driver`
 --> api.yaml:3:11
  |
3 |     $ref: 'common.yaml#/components/schemas/Driver'
  |           ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
  |
  = note: at #/paths/~1a/$ref
  = help: did you mean `common.yaml#/components/schemas/Drivers`?

";
    assert_eq!(report(&documents, "/paths/~1a/$ref"), expected);
}

#[test]
fn a_wrong_type_in_another_file() {
    let documents = Documents::from_texts(&[
        ("spec/api.yaml", "a: {$ref: 'sub/pet.json#/Pet'}\n"),
        ("spec/sub/pet.json", "{\"Pet\": {\n  \"required\": [\"name\", 7]\n}}\n"),
    ])
    .unwrap();
    let pet = documents.resolve(ENTRY, "sub/pet.json#/Pet").unwrap();
    let item = pet.get("required").unwrap().items().nth(1).unwrap();
    let message = format!("expected a string, found {}", item.value.kind());
    let expected = "\
error[E-wrong-type]: expected a string, found an integer
 --> spec/sub/pet.json:2:24
  |
2 |   \"required\": [\"name\", 7]
  |                        ^
  |
  = note: at #/Pet/required/1
  = help: write a value of the expected type

";
    let diagnostic = Diagnostic::error(codes::WRONG_TYPE, item.at, message);
    assert_eq!(human([&diagnostic], &documents, Colour::Never), expected);
}

#[test]
fn a_broken_file_is_reported_at_its_own_line() {
    let documents =
        Documents::from_texts(&[("api.yaml", "$ref: other.json#/x\n"), ("other.json", "{\n  \"x\": 1,\n}\n")]).unwrap();
    let expected = "\
error[E-syntax]: trailing comma
 --> other.json:3:1
  |
3 | }
  | ^
  |
  = help: remove the comma before the closing bracket

";
    assert_eq!(report(&documents, "/$ref"), expected);
}

#[test]
fn a_file_that_repeats_a_key_or_is_too_deep_is_broken() {
    let deep = format!("x: {}{}\n", "[".repeat(200), "]".repeat(200));
    for (text, expected) in [
        ("x: 1\ny: 2\nx: 3\n", "E-duplicate-key api.yaml/other.yaml:3:1"),
        (deep.as_str(), "E-limit api.yaml/other.yaml:1:130"),
        ("", "E-syntax api.yaml/other.yaml:1:1"),
    ] {
        let texts = [("api.yaml/api.yaml", "$ref: other.yaml#/x\n"), ("api.yaml/other.yaml", text)];
        let documents = Documents::from_texts(&texts).unwrap();
        let problem = documents.resolve(ENTRY, "other.yaml#/x").unwrap_err();
        assert!(problem.code().is_fatal());
        let diagnostic = problem.diagnostic(oasmith::at::At::new(ENTRY, "/$ref"));
        let place = documents.place(diagnostic.at.as_ref().unwrap()).unwrap();
        assert_eq!(format!("{} {}:{}:{}", diagnostic.code, place.file, place.line, place.column), expected);
    }
}

#[test]
fn other_problems_have_their_own_words() {
    let text = "
a: {$ref: 'https://e.com/x.yaml#/A'}
b: {$ref: '../x.yaml'}
c: {$ref: 'missing.yaml#/A'}
d: {$ref: '#Pet'}
e: {$ref: '#/a/b'}
";
    let documents = Documents::from_texts(&[("api.yaml", text)]).unwrap();
    let problem = |reference| documents.resolve(ENTRY, reference).unwrap_err();
    for (reference, code, message) in [
        ("https://e.com/x.yaml#/A", "E-remote-ref", "`https://e.com/x.yaml` is on the network, which is never read"),
        ("../x.yaml", "E-outside-root", "`../x.yaml` leads out of the folder of the description"),
        ("missing.yaml#/A", "E-dangling-ref", "`missing.yaml#/A` leads nowhere: there is no such file"),
        ("#Pet", "E-bad-ref", "the part of `#Pet` after `#` is not a JSON pointer"),
        ("#/a/b", "E-dangling-ref", "`#/a/b` leads nowhere: there is no `b`"),
        ("unread.yaml", "E-dangling-ref", "`unread.yaml` leads nowhere: only files that a `$ref` names are read"),
    ] {
        let problem = problem(reference);
        assert_eq!((problem.code().id(), problem.message().as_str()), (code, message));
    }
}

#[test]
fn a_folder_is_not_left() {
    let folder = tempfile::tempdir().unwrap();
    let spec = folder.path().join("spec");
    fs::create_dir_all(spec.join("sub")).unwrap();
    fs::write(folder.path().join("secret.yaml"), "x: 1\n").unwrap();
    fs::write(spec.join("sub/inner.yaml"), "x: 1\n").unwrap();
    let secret = folder.path().join("secret.yaml");
    let mut text = String::from("a: {$ref: '../secret.yaml'}\nb: {$ref: '../nothing.yaml'}\nc: {$ref: sub}\n");
    text.push_str(&format!("d: {{$ref: '{}'}}\n", secret.display()));
    text.push_str("e: {$ref: sub/inner.yaml}\ni: {$ref: sub/none.yaml}\nf: {$ref: sub/../sub/inner.yaml}\ng: {$ref: link.yaml}\nh: {$ref: inner-link.yaml}\n");
    fs::write(spec.join("api.yaml"), &text).unwrap();
    #[cfg(unix)]
    {
        std::os::unix::fs::symlink(&secret, spec.join("link.yaml")).unwrap();
        std::os::unix::fs::symlink(spec.join("sub/inner.yaml"), spec.join("inner-link.yaml")).unwrap();
    }

    let documents = Documents::read(&spec.join("api.yaml"), &Limits::default()).unwrap();
    let code = |reference: &str| {
        documents.resolve(ENTRY, reference).map_err(|problem| problem.code().id()).map(|node| node.at.file)
    };
    assert_eq!(code("../secret.yaml"), Err("E-outside-root"));
    assert_eq!(code("../nothing.yaml"), Err("E-outside-root"));
    assert_eq!(code(&secret.display().to_string()), Err("E-outside-root"));
    assert_eq!(code("sub"), Err("E-dangling-ref"));
    assert_eq!(code("sub/none.yaml"), Err("E-dangling-ref"));
    assert_eq!(code("sub/inner.yaml"), Ok(FileId(1)));
    assert_eq!(code("sub/../sub/inner.yaml"), Ok(FileId(1)));
    #[cfg(unix)]
    {
        assert_eq!(code("link.yaml"), Err("E-outside-root"));
        assert_eq!(code("inner-link.yaml"), Ok(FileId(1)));
    }

    let limits = Limits { root: Some(folder.path().to_owned()), ..Limits::default() };
    let documents = Documents::read(&spec.join("api.yaml"), &limits).unwrap();
    assert!(documents.resolve(ENTRY, "../secret.yaml#/x").is_ok());
}

#[test]
fn the_network_is_read_from_files() {
    let folder = tempfile::tempdir().unwrap();
    let entry = folder.path().join("api.yaml");
    fs::write(&entry, "a: {$ref: 'https://e.com/c.yaml#/x'}\n").unwrap();
    fs::write(folder.path().join("saved.yaml"), "x: 1\n").unwrap();
    let remote = [("https://e.com/c.yaml".to_owned(), folder.path().join("saved.yaml"))].into();
    let documents = Documents::read(&entry, &Limits { remote, ..Limits::default() }).unwrap();
    assert!(documents.resolve(ENTRY, "https://e.com/c.yaml#/x").is_ok());

    let documents = Documents::read(&entry, &Limits::default()).unwrap();
    let problem = documents.resolve(ENTRY, "https://e.com/c.yaml#/x").unwrap_err();
    assert_eq!(problem, RefProblem::Remote { uri: "https://e.com/c.yaml".to_owned() });
    let help = "save it as a file, and write under `[remote]` in oasmith.toml: \"https://e.com/c.yaml\" = \"FILE\"";
    assert_eq!(problem.help().as_deref(), Some(help));
}

#[test]
fn files_that_cannot_be_read() {
    let folder = tempfile::tempdir().unwrap();
    let refused = |name: &str, bytes: Option<&[u8]>, limits: &Limits| {
        let path = folder.path().join(name);
        if let Some(bytes) = bytes {
            fs::write(&path, bytes).unwrap();
        }
        let error = Documents::read(&path, limits).unwrap_err();
        (error.diagnostics[0].code.id(), error.diagnostics[0].message.clone())
    };
    let unlimited = Limits::default();
    let message = "the file cannot be read: No such file or directory (os error 2)".to_owned();
    assert_eq!(refused("missing.yaml", None, &unlimited), ("E-unreadable", message));
    let message = "the file is not UTF-8: byte 3 begins no character".to_owned();
    assert_eq!(refused("latin1.yaml", Some(b"a: \xe9\n"), &unlimited), ("E-unreadable", message));
    let message = "the files of the description are larger than 4 bytes together".to_owned();
    assert_eq!(refused("large.yaml", Some(b"a: 11"), &Limits { bytes: 4, ..unlimited }), ("E-limit", message));
}
