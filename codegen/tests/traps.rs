//! The traps that generators of types have fallen into, and which test proves that we do not. Those that no fixture shows
//! are here.

#![allow(missing_docs)]

use std::fs;
use std::path::Path;

use oasmith::config::Config;
use oasmith::diagnostic::Sink;
use oasmith::source::Documents;

/// A trap, and the tests that prove it is avoided, as `file::function`, files from the root of the repository.
const TRAPS: &[(&str, &[&str])] = &[
    (
        "inline schemas of two answers of one operation have one name, and one replaces the other",
        &["codegen/tests/traps.rs::inline_answers_are_two_types"],
    ),
    (
        "a union with a discriminator is untagged, and the first alternative that can be read wins",
        &["codegen/tests/fixtures/unions/test.rs::a_tag_decides_by_mapping_and_by_name"],
    ),
    (
        "anyOf of a string and an enum is a struct that reads no string",
        &["codegen/tests/fixtures/unions/test.rs::scalars_are_told_apart_or_are_one"],
    ),
    (
        "what is optional and nullable cannot be sent as null",
        &[
            "codegen/tests/fixtures/presence/test.rs::null_and_absent_stay_apart",
            "codegen/tests/fixtures/presence/test.rs::setters_say_all_three",
        ],
    ),
    (
        "an optional list cannot be sent empty, an optional member with a default is always sent",
        &[
            "codegen/tests/traps.rs::empty_lists_and_defaults_are_told_from_absence",
            "codegen/tests/fixtures/cases/test.rs::an_empty_list_is_sent",
            "codegen/tests/fixtures/defaults/test.rs::p20_an_absent_member_stays_absent",
            "codegen/tests/proofs/instances.rs::random_values_come_back_equal",
        ],
    ),
    (
        "a reference to another file is bound by its last segment to a component of the same name",
        &["codegen/tests/traps.rs::a_reference_to_another_file_is_no_component_of_its_name"],
    ),
    (
        "spellings that differ in signs alone become one name",
        &[
            "codegen/tests/fixtures/names/test.rs::spellings_that_meet_are_told_apart_in_words",
            "codegen/tests/fixtures/cases/test.rs::names_that_differ_in_signs_alone_are_members_of_their_own",
        ],
    ),
    (
        "a member called like a method or a keyword does not compile",
        &[
            "codegen/tests/fixtures/names/test.rs::members_named_like_methods_are_members",
            "codegen/tests/fixtures/names/test.rs::names_of_any_signs_are_legal",
        ],
    ),
    (
        "a type called like one of the prelude does not compile",
        &["codegen/tests/fixtures/names/test.rs::schemas_may_have_the_names_of_the_prelude_and_of_generated_types"],
    ),
    (
        "a code fence in a text is a test of the documentation, a bare carriage return no comment",
        &[
            "codegen/tests/hostile/injection.rs::text_never_becomes_code",
            "tests/outside/documentation.rs::a_description_is_documentation_and_nothing_else",
        ],
    ),
    (
        "a value that the enum does not know is an error",
        &["codegen/tests/fixtures/string_enum/test.rs::an_unknown_value_is_kept_and_sent_back"],
    ),
    (
        "a type that contains itself is infinite, or boxed everywhere",
        &["codegen/tests/fixtures/recursion/test.rs::members_on_the_cycle_are_boxed_and_no_others"],
    ),
    (
        "anyOf is a struct without members, or one with all members of all alternatives as options",
        &[
            "codegen/tests/fixtures/any_of/test.rs::q19_objects_with_names_lose_nothing",
            "codegen/tests/fixtures/unions/test.rs::an_id_or_what_it_stands_for",
        ],
    ),
    (
        "a list of fixed length, a map or a list inside a list does not compile",
        &[
            "codegen/tests/fixtures/lists/test.rs::o08_a_fixed_length_makes_no_other_type",
            "codegen/tests/fixtures/deep/test.rs::values_of_any_depth_are_kept",
        ],
    ),
    (
        "alternatives inside alternatives are tried for ever",
        &["runtime/tests/broken.rs::alternatives_inside_alternatives_do_not_multiply"],
    ),
    (
        "a secret is printed",
        &[
            "runtime/tests/models.rs::a_secret_is_text_that_does_not_print",
            "codegen/tests/fixtures/formats/test.rs::l18_a_password_is_not_shown",
        ],
    ),
];

#[test]
fn every_trap_names_tests_that_are_there() {
    let repository = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let mut missing = Vec::new();
    for (trap, tests) in TRAPS {
        assert!(!tests.is_empty(), "{trap}: name a test");
        for test in *tests {
            let (file, function) = test.split_once("::").unwrap();
            let text = fs::read_to_string(repository.join(file)).unwrap_or_default();
            if !text.contains(&format!("#[test]\nfn {function}()")) {
                missing.push(*test);
            }
        }
    }
    assert_eq!(missing, [""; 0]);
}

/// The declaration of a type in the models of a description, without documentation and attributes.
fn declaration(texts: &[(&str, &str)], name: &str) -> Vec<String> {
    let documents = Documents::from_texts(texts).unwrap();
    let generated = oasmith::generate(&documents, &Config::new(texts[0].0, "generated"), &mut Sink::new()).unwrap();
    let models = &generated.files["models.rs"];
    let lines = models.lines().skip_while(|line| *line != format!("pub struct {name} {{"));
    let lines = lines.skip(1).take_while(|line| *line != "}").map(str::trim);
    lines.filter(|line| line.starts_with("pub ")).map(str::to_owned).collect()
}

#[test]
fn inline_answers_are_two_types() {
    let text = "
openapi: 3.1.0
info: { title: T, version: '1' }
paths:
  /pets:
    get:
      operationId: op
      responses:
        '200': { description: ok, content: { application/json: { schema: { properties: { name: { type: string } } } } } }
        '400': { description: no, content: { application/json: { schema: { properties: { code: { type: integer } } } } } }
";
    assert_eq!(declaration(&[("api.yaml", text)], "OpResponse"), ["pub name: Option<String>,"]);
    assert_eq!(declaration(&[("api.yaml", text)], "OpBadRequest"), ["pub code: Option<i64>,"]);
}

#[test]
fn empty_lists_and_defaults_are_told_from_absence() {
    let text = "
openapi: 3.1.0
info: { title: T, version: '1' }
components:
  schemas:
    Page:
      properties:
        tags: { type: array, items: { type: string } }
        limit: { type: integer, default: 10 }
";
    assert_eq!(
        declaration(&[("api.yaml", text)], "Page"),
        ["pub tags: Option<Vec<String>>,", "pub limit: Option<i64>,"]
    );
}

#[test]
fn a_reference_to_another_file_is_no_component_of_its_name() {
    let entry = "
openapi: 3.1.0
info: { title: T, version: '1' }
components:
  schemas:
    Pet: { properties: { here: { type: string } } }
    Visit: { properties: { pet: { $ref: 'other.yaml#/components/schemas/Pet' }, own: { $ref: '#/components/schemas/Pet' } } }
";
    let other = "components: { schemas: { Pet: { properties: { there: { type: string } } } } }";
    let texts = [("api.yaml", entry), ("other.yaml", other)];
    let visit = declaration(&texts, "Visit");
    let ty = |line: &String| line.split_once("Option<").unwrap().1.trim_end_matches(">,").to_owned();
    assert_eq!(ty(&visit[1]), "Pet");
    assert_eq!(declaration(&texts, "Pet"), ["pub here: Option<String>,"]);
    assert_eq!(declaration(&texts, &ty(&visit[0])), ["pub there: Option<String>,"]);
}
