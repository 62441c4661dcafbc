//! Line and column of addresses.

use oasmith::at::{At, FileId};
use oasmith::diagnostic::Places;
use oasmith::source::Documents;

/// `line:column text` of a pointer.
fn place(documents: &Documents, file: u32, pointer: &str) -> String {
    let place = documents.place(&At::new(FileId(file), pointer)).unwrap();
    format!("{}:{}:{} {}", place.file, place.line, place.column, &place.text[place.span.clone()])
}

#[test]
fn values_of_yaml() {
    let text = "\
paths:
  /pets/{id}: &pets
    get: {é: \"😀\", operationId: getPet}
    tags:
    - a
    - 'b c'
copy: *pets
merged:
  <<: *pets
  text: |
    one
    two
empty:
";
    let documents = Documents::from_texts(&[("api.yaml", text)]).unwrap();
    for (pointer, expected) in [
        ("", "1:1 paths:"),
        ("/paths", "2:3 /pets/{id}: &pets"),
        ("/paths/~1pets~1{id}", "3:5 get: {é: \"😀\", operationId: getPet}"),
        ("/paths/~1pets~1{id}/get", "3:10 {é: \"😀\", operationId: getPet}"),
        ("/paths/~1pets~1{id}/get/é", "3:14 \"😀\""),
        ("/paths/~1pets~1{id}/get/operationId", "3:32 getPet"),
        ("/paths/~1pets~1{id}/tags/1", "6:7 'b c'"),
        ("/copy", "7:7 *pets"),
        ("/copy/tags/0", "5:7 a"),
        ("/merged/tags/0", "5:7 a"),
        ("/merged/text", "11:5 one"),
        ("/empty", "13:6 "),
        ("/empty/missing", "13:6 "),
        ("/paths/missing/x", "2:3 /pets/{id}: &pets"),
    ] {
        assert_eq!(place(&documents, 0, pointer), format!("api.yaml:{expected}"), "{pointer}");
    }
}

#[test]
fn values_of_json() {
    let text =
        "{\r\n  \"é\": {\"a\\u002fb\": [1, {\"x\": \"\\ud83d\\ude00\\\"\"}], \"c\":true },\n\t\"d\": -1.5e3\n}\n";
    let documents = Documents::from_texts(&[("api.json", text)]).unwrap();
    for (pointer, expected) in [
        ("", "1:1 {"),
        ("/é", "2:8 {\"a\\u002fb\": [1, {\"x\": \"\\ud83d\\ude00\\\"\"}], \"c\":true }"),
        ("/é/a~1b/0", "2:22 1"),
        ("/é/a~1b/1/x", "2:31 \"\\ud83d\\ude00\\\"\""),
        ("/é/c", "2:55 true"),
        ("/d", "3:7 -1.5e3"),
        ("/d/e", "3:7 -1.5e3"),
    ] {
        assert_eq!(place(&documents, 0, pointer), format!("api.json:{expected}"), "{pointer}");
    }
}

#[test]
fn values_of_other_files() {
    let documents = Documents::from_texts(&[
        ("spec/api.yaml", "a:\n  $ref: 'common/pet.json#/b'\n"),
        ("spec/common/pet.json", "{\n  \"b\": {\"$ref\": \"../x.yaml\"}}"),
        ("spec/x.yaml", "# first\nc: [1,\n 2]\n"),
    ])
    .unwrap();
    assert_eq!(place(&documents, 0, "/a/$ref"), "spec/api.yaml:2:9 'common/pet.json#/b'");
    assert_eq!(place(&documents, 1, "/b/$ref"), "spec/common/pet.json:2:17 \"../x.yaml\"");
    assert_eq!(place(&documents, 2, "/c/1"), "spec/x.yaml:3:2 2");
    assert_eq!(documents.place(&At::root(FileId(3))), None);
}

#[test]
fn values_of_yaml_that_only_one_of_the_readers_accepts() {
    // A text that is not indented, which YAML 1.2 forbids (section 7.3.1).
    let text = "a: \"one\ntwo\"\nb:\n- c: !x {é: [1, d]}\n  e: f\n";
    let documents = Documents::from_texts(&[("api.yaml", text)]).unwrap();
    for (pointer, expected) in [
        ("", "1:1 a: \"one"),
        ("/a", "1:4 \"one"),
        ("/b/0", "4:3 c: !x {é: [1, d]}"),
        ("/b/0/c/é/1", "4:17 d]}"),
        ("/b/0/e", "5:6 f"),
        ("/b/0/g/h", "4:3 c: !x {é: [1, d]}"),
    ] {
        assert_eq!(place(&documents, 0, pointer), format!("api.yaml:{expected}"), "{pointer}");
    }
}
