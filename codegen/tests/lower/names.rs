//! Names follow from spellings and places: they are stable, and say where something stands.

use std::collections::BTreeSet;

use super::{generate, generate_files, generate_text, schemas};

#[test]
fn what_differs_is_said_in_words() {
    let outcome = schemas(
        "A:\n  type: object\n  properties: { a_b: {}, aB: {}, AB: {}, a-b: {}, 'a b': {}, a.b: {}, _id: {}, id: {}, ID: {} }",
    );
    let mut fields: Vec<String> =
        outcome.types()["A"].iter().map(|field| field.split(':').next().unwrap().to_owned()).collect();
    fields.sort();
    assert_eq!(
        fields,
        ["a_b", "a_b_camel", "a_b_dash", "a_b_dot", "a_b_space", "ab", "id", "id_underscore", "id_upper"]
    );
}

#[test]
fn where_words_do_not_tell_digits_do() {
    let outcome = schemas("a-b: { type: object }\nA-b: { type: object }\nAB1: { type: string }\nab1: { type: string }");
    let names = outcome.names();
    assert_eq!(names.len(), 4);
    for name in &names[..2] {
        let digits = name.strip_prefix("AB").unwrap();
        assert!(digits.len() == 4 && digits.bytes().all(|byte| byte.is_ascii_digit()), "{name}");
    }
    assert_eq!(names[2..], ["Ab1Upper", "Ab1Lower"]);
}

#[test]
fn the_order_of_a_description_has_no_part_in_names() {
    let properties = ["dark", "'dark '", "Dark", "DARK", "a-b", "a_b", "aB", "'a b'", "A.b", "größe", "'200'", "type"];
    let text = |properties: &mut dyn Iterator<Item = &&str>| {
        let properties: Vec<String> = properties
            .map(|name| format!("{name}: {{ type: object, properties: {{ {name}: {{ enum: [{name}] }} }} }}"))
            .collect();
        let mut names = schemas(&properties.join("\n")).names();
        names.sort();
        names
    };
    assert_eq!(text(&mut properties.iter()), text(&mut properties.iter().rev()));
}

/// What users name: types, and their properties, variants and functions behind the name of the type.
fn public(text: &str) -> BTreeSet<String> {
    let mut owner = String::new();
    let mut public = BTreeSet::new();
    for line in text.lines().map(str::trim) {
        let opens = ["pub struct ", "pub enum ", "pub type ", "pub trait ", "impl "];
        if opens.iter().any(|start| line.starts_with(start)) {
            owner = line.to_owned();
            public.insert(owner.clone());
        }
        let is_outside = |line: &str| line.starts_with("pub mod ") || line.starts_with("pub use ");
        let is_variant = owner.starts_with("pub enum") && line.ends_with(',');
        if is_variant || line.starts_with("pub ") && !is_outside(line) || line.starts_with("fn ") {
            public.insert(format!("{owner} {line}"));
        }
    }
    public
}

#[test]
fn adding_something_renames_nothing() {
    let description = |paths: &str, schemas: &str| {
        generate(&format!(
            "paths:\n  /pets:\n    get:\n      parameters:\n      - {{ name: petKind, in: query, schema: {{ enum: [cat, dog] }} }}\n      \
             responses: {{ '200': {{ description: ok, content: {{ application/json: {{ schema: {{ type: array, items: {{ type: object, properties: {{ a: {{}} }} }} }} }} }} }} }}\n\
             {paths}components:\n  schemas:\n    {schemas}"
        ))
        .text
    };
    let pet = "Pet: { type: object, properties: { kind: { enum: [cat, sky-blue] }, owner: { type: object, properties: { a: {} } } } }";
    let before = description("", pet);
    let more = pet.replace("[cat,", "[bird, cat,").replace("owner:", "age: { type: integer }, Kind: {}, owner:");
    let after = description(
        "    post: { operationId: addPet, responses: {} }\n  /a: { get: { operationId: getPet, responses: {} } }\n",
        &format!(
            "Owner: {{ type: object }}\n    Kind: {{ enum: [x] }}\n    pet: {{ type: object }}\n    {more}\n    \
             Pets: {{ type: array, items: {{ type: object, properties: {{ a: {{}} }} }} }}"
        ),
    );
    let (before, after) = (public(&before), public(&after));
    for name in [
        "pub enum PetKind { Cat = \"cat\",",
        "pub struct Pet { pub owner: Option<PetOwner>,",
        "pub struct GetPetsResponseItem {",
    ] {
        assert!(before.contains(name), "{name}: {before:#?}");
    }
    let gone: Vec<_> = before.difference(&after).collect();
    assert!(gone.is_empty(), "{gone:?}");
}

#[test]
fn a_named_schema_and_inline_ones_all_exist() {
    let outcome = schemas(
        "Pet: { type: object, properties: { owner: { type: object, properties: { a: {} } } } }\nPetOwner: { type: string }",
    );
    assert_eq!(outcome.names(), ["Pet", "PetOwnerInline", "PetOwner"]);
    let outcome = schemas(
        "PetShop: { type: object, properties: { owner: { enum: [a] } } }\n\
         Pet: { type: object, properties: { shop_owner: { enum: [b] }, shop: { type: object, properties: { owner: { enum: [c] } } } } }",
    );
    // Three places are called `PetShopOwner`; none of them is more so than the others.
    let names = outcome.names();
    assert_eq!(names.iter().filter(|name| name.starts_with("PetShopOwner")).count(), 3, "{names:?}");
}

#[test]
fn a_parameter_that_meets_a_schema_says_what_it_is() {
    let outcome = generate(
        "paths:\n  /pets:\n    get:\n      operationId: listPets\n      parameters: [{ $ref: '#/components/parameters/State' }]\n      responses: {}\n\
         components:\n  parameters: { State: { name: state, in: query, schema: { enum: [open] } } }\n  \
         schemas: { State: { type: object, properties: { a: { type: string } } } }",
    );
    assert_eq!(outcome.names(), ["State", "StateParameter"]);
}

#[test]
fn a_name_that_is_too_long_loses_words_of_its_middle() {
    let [a, b, c] = ["a", "b", "c"].map(|letter| letter.repeat(50));
    let object = |name: &str, inner: &str| format!("{{ type: object, properties: {{ {name}: {inner} }} }}");
    let kind = |value: &str| object("kind", &format!("{{ enum: [{value}] }}"));
    let long = object(&b, &object(&c, &kind("cut")));
    let left = format!("OrderA{}C{}Kind", &a[1..], &c[1..]);
    let outcome = schemas(&format!("Order: {}", object(&a, &long)));
    assert!(outcome.text.contains(&format!("pub enum {left} {{")), "{:?}", outcome.names());
    // What is called so without a cut keeps its name.
    let both = format!("{{ allOf: [{long}, {}] }}", object(&c, &kind("whole")));
    let outcome = schemas(&format!("Order: {}", object(&a, &both)));
    for (name, value) in [(left.clone(), "Whole"), (format!("{left}Inline"), "Cut")] {
        let (_, variants) = outcome.text.split_once(&format!("pub enum {name} {{")).unwrap();
        assert!(variants.trim_start().starts_with(value), "{name}: {:?}", outcome.names());
    }
}

#[test]
fn a_title_is_no_name() {
    let outcome = schemas("A: { title: Item, type: object }\nB: { title: Item, type: object }");
    assert_eq!(outcome.names(), ["A", "B"]);
}

const OBJECT: &str = "{ type: object, properties: { a: { enum: [x] } } }";

#[test]
fn places_of_swagger() {
    let outcome = generate_text(&format!(
        "swagger: '2.0'\ninfo: {{ title: Pets, version: '1' }}\n\
         paths:\n  /pets/{{id}}:\n    parameters:\n    - {{ name: id, in: path, required: true, type: string, enum: [x] }}\n    \
         put:\n      operationId: putPet\n      parameters:\n      - {{ name: pet, in: body, schema: {OBJECT} }}\n      \
         responses: {{ '200': {{ $ref: '#/responses/Found' }} }}\n    \
         post:\n      operationId: postPet\n      parameters:\n      - {{ $ref: '#/parameters/Shape' }}\n      - {{ $ref: '#/parameters/NewPet' }}\n      \
         responses: {{ '201': {{ description: ok, schema: {OBJECT} }} }}\n    \
         patch:\n      operationId: patchPet\n      parameters:\n      - {{ name: state, in: formData, type: string, enum: [x] }}\n      \
         responses: {{ '204': {{ description: ok }} }}\n\
         parameters:\n  Shape: {{ name: shape, in: query, type: string, enum: [x] }}\n  NewPet: {{ name: pet, in: body, schema: {OBJECT} }}\n\
         responses:\n  Found: {{ description: ok, schema: {OBJECT} }}\n\
         definitions:\n  Pet: {OBJECT}\n"
    ));
    let mut names = outcome.names();
    names.sort();
    assert_eq!(
        names,
        [
            "FoundResponse",
            "FoundResponseA",
            "NewPet",
            "NewPetA",
            "PatchPetBody",
            "PatchPetBodyState",
            "Pet",
            "PetA",
            "PetsByIdId",
            "PostPetCreated",
            "PostPetCreatedA",
            "PutPetBody",
            "PutPetBodyA",
            "Shape",
        ]
    );
}

#[test]
fn places_of_later_versions() {
    let content = |schema: &str| format!("content: {{ application/json: {{ schema: {schema} }} }}");
    let outcome = generate(&format!(
        "paths:\n  /a: {{ $ref: '#/components/pathItems/Shared' }}\n  \
         /b:\n    post:\n      operationId: makeB\n      requestBody: {{ {body} }}\n      responses: {{ '200': {{ description: ok, {reference} }} }}\n      \
         callbacks: {{ done: {{ '{{$request.body#/url}}': {{ post: {{ requestBody: {{ {body} }}, responses: {{}} }} }} }} }}\n\
         webhooks: {{ petAdded: {{ post: {{ requestBody: {{ {body} }}, responses: {{}} }} }} }}\n\
         components:\n  pathItems: {{ Shared: {{ get: {{ responses: {{ '200': {{ description: ok, {body} }} }} }} }} }}\n  \
         schemas:\n    FromHook: {{ type: object, properties: {{ hook: {{ $ref: '#/webhooks/petAdded/post/requestBody/content/application~1json/schema' }}, \
         call: {{ $ref: '#/paths/~1b/post/callbacks/done/{{$request.body%23~1url}}/post/requestBody/content/application~1json/schema' }} }} }}",
        body = content(OBJECT),
        reference = content("{ $ref: '#/components/schemas/FromHook' }"),
    ));
    let mut names = outcome.names();
    names.sort();
    let expected = [
        "FromHook",
        "GetAResponse",
        "GetAResponseA",
        "MakeBBody",
        "MakeBBodyA",
        "MakeBDonePostBody",
        "MakeBDonePostBodyA",
        "PetAddedPostBody",
        "PetAddedPostBodyA",
    ];
    assert_eq!(names, expected, "{:?}", outcome.ledger);
}

#[test]
fn schemas_in_other_files() {
    let entry = "openapi: 3.1.0\ninfo: { title: Pets, version: '1' }\ncomponents: { schemas: { Pet: { $ref: 'pet.yaml' }, \
                 Toy: { $ref: 'toys.yaml#/Toy' } } }\n";
    let outcome = generate_files(&[
        ("api.yaml", entry),
        ("pet.yaml", "type: object\nproperties: { kind: { enum: [x] } }\n"),
        ("toys.yaml", "Toy: { type: object, properties: { kind: { enum: [x] } } }\n"),
    ]);
    let mut names = outcome.names();
    names.sort();
    assert_eq!(names, ["Pet", "PetKind", "Toy", "ToyKind"]);
}

#[test]
fn operations_in_other_files() {
    let entry = "openapi: 3.1.0\ninfo: { title: Pets, version: '1' }\npaths: { /pets: { $ref: 'paths/pets.yaml' } }\n";
    let content = format!("content: {{ application/json: {{ schema: {OBJECT} }} }}");
    let path = format!(
        "get:\n  responses: {{ '200': {{ description: ok, {content} }}, '404': {{ $ref: '../NotFound.yaml' }}, '409': {{ $ref: '../all.yaml#/Taken' }} }}\n"
    );
    let outcome = generate_files(&[
        ("api.yaml", entry),
        ("paths/pets.yaml", &path),
        ("NotFound.yaml", &format!("description: gone\n{content}\n")),
        ("all.yaml", &format!("Taken: {{ description: gone, {content} }}\n")),
    ]);
    let mut names = outcome.names();
    names.sort();
    assert_eq!(names, ["GetPetsResponse", "GetPetsResponseA", "NotFound", "NotFoundA", "Taken", "TakenA"]);
}

#[test]
fn alternatives_without_names_are_told_by_their_properties() {
    let a = "{ type: object, required: [a], properties: { a: { type: string } } }";
    let b = "{ type: object, required: [b], properties: { a: { type: string }, c: { type: string }, b: { type: string } } }";
    let c = "{ type: object, properties: { a: { type: string } } }";
    let names = |alternatives: &str| schemas(&format!("A: {{ oneOf: [{alternatives}] }}")).names();
    let d = "{ type: object, properties: { d: { type: string } } }";
    assert_eq!(names(&format!("{d}, {b}")), ["A", "AObject", "AObjectB"]);
    assert_eq!(names(&format!("{a}, {b}, {c}")), ["A", "AA", "AObject", "AObject3"]);
}

#[test]
fn names_of_traits_that_tables_implement_are_not_taken() {
    let others = ["TryFrom", "Extend", "Ord"].map(|name| format!("{name}: {{ type: string }}\n")).concat();
    let outcome = schemas(&format!("Copy: {{ type: integer, enum: [1] }}\n{others}"));
    for name in ["enum Copy_: i64", "type TryFrom_ ", "type Extend_ ", "type Ord_ "] {
        assert!(outcome.text.contains(name), "{name} in {}", outcome.text);
    }
}

#[test]
fn a_value_of_an_enum_is_shown_on_one_line() {
    let outcome = schemas(r#"A: { type: string, enum: ["a\n\n    let x = ;", on hold, "on:hand", plain] }"#);
    assert!(outcome.text.contains(r#"/// `"a\n\n    let x = ;"`"#), "{}", outcome.text);
    // What the name tells by another case is shown by `as_str` alone.
    let is_shown = ["on:hand", "on hold", "plain"].map(|text| outcome.text.contains(&format!("/// `{text}`")));
    assert_eq!(is_shown, [true, false, false], "{}", outcome.text);
}

/// The functions of the client.
fn calls(outcome: &super::Outcome) -> Vec<&str> {
    let methods = outcome.text.lines().filter_map(|line| line.trim().strip_prefix("pub fn "));
    methods.filter_map(|line| line.split_once("(&self").map(|(name, _)| name)).collect()
}

#[test]
fn paths_that_differ_by_a_sign_have_two_names() {
    let paths =
        ["/users", "/users/~", "/user list~"].map(|path| format!("  '{path}': {{ get: {{ responses: {{}} }} }}\n"));
    let outcome = generate(&format!("paths:\n{}", paths.concat()));
    let names = calls(&outcome);
    for name in ["get_users_space", "get_users_space_tilde", "get_user_list"] {
        assert!(names.contains(&name), "{name} in {names:?}");
    }
}

#[test]
fn what_is_added_to_a_name_keeps_its_case() {
    let properties = "a: {}, b: {}, c: {}, d: {}, e: {}, type: { type: [string, 'null'], default: x }";
    let outcome =
        schemas(&format!("Result: {{ type: object, required: [a, b, c, d, e], properties: {{ {properties} }} }}"));
    for name in ["pub struct Result_ {", "ResultRequired {", "type_null", "type_or_default"] {
        assert!(outcome.text.contains(name), "{name} in {}", outcome.text);
    }
    assert!(!outcome.text.contains("Result_Required"));
}

#[test]
fn letters_of_which_rustc_warns_are_written_in_ascii() {
    let outcome = schemas("A: { enum: [ˊ, 〡, ɡ, ½, größe, 名前, имя, æble] }");
    let (_, variants) = outcome.text.split_once("pub enum A {").unwrap();
    let names: Vec<&str> = variants.lines().filter_map(|line| Some(line.trim().split_once(" = \"")?.0)).collect();
    assert_eq!(names, ["U02ca", "U3021", "U0261", "U00bd", "Größe", "名前", "Имя", "Aeble"]);
}

#[test]
fn names_that_look_alike_are_told_apart() {
    let outcome = schemas("A: { enum: [oraş, Oraș, größe1, größel] }");
    let (_, variants) = outcome.text.split_once("pub enum A {").unwrap();
    let names: Vec<&str> = variants.lines().filter_map(|line| Some(line.trim().split_once(" = \"")?.0)).collect();
    assert_eq!(names, ["OraşLower", "Oraș", "Größe1_3677", "Größel7290"]);
}

#[test]
fn a_service_has_no_method_of_std() {
    let path = |id: &str| format!("  /{id}: {{ get: {{ operationId: {id}, responses: {{}} }} }}\n");
    let outcome = generate(&format!("paths:\n{}", ["clone", "into", "drop"].map(path).concat()));
    assert_eq!(calls(&outcome), ["clone_", "into_", "drop_"]);
}

#[test]
fn an_operation_of_fast_api_has_the_name_of_its_function() {
    let operation = |method: &str, id: &str| {
        format!(
            "{method}: {{ operationId: {id}, responses: {{ '200': {{ description: ok, content: {{ application/json: {{ schema: {{ type: object, properties: {{ a: {{ type: string }} }} }} }} }} }} }} }}"
        )
    };
    let path = |path: &str, operations: &[String]| format!("{path}: {{ {} }}", operations.join(", "));
    let paths = [
        path("/pets/", &[operation("get", "get_pets_pets__get"), operation("post", "add_pets__post")]),
        path(
            "'/pets/{pet-id}'",
            &[operation("get", "read_pets__pet_id__get"), operation("put", "write_pets__pet_id__get")],
        ),
        path("/owners", &[operation("get", "read_owners_get"), operation("delete", "x_owners_delete")]),
        path("/x", &[operation("get", "X"), operation("put", "_x_put")]),
    ];
    let outcome = generate(&format!("paths: {{ {} }}", paths.join(", ")));
    let traits = outcome.text.split("pub trait Api").nth(1).unwrap();
    let methods = traits
        .lines()
        .filter_map(|line| line.trim().strip_prefix("fn "))
        .map(|line| line.split(['(', '<']).next().unwrap());
    assert_eq!(
        methods.take(8).collect::<Vec<_>>(),
        // Two functions are called `read`, and `x` is another operation.
        [
            "get_pets",
            "add",
            "read_pets_pet_id_get",
            "write_pets_pet_id_get",
            "read_owners_get",
            "x_owners_delete",
            "x",
            "x_put"
        ]
    );
    assert_eq!(
        outcome.names(),
        [
            "GetPetsResponse",
            "AddResponse",
            "ReadPetsPetIdGetResponse",
            "WritePetsPetIdGetResponse",
            "ReadOwnersGetResponse",
            "XOwnersDeleteResponse",
            "XResponse",
            "XPutResponse"
        ]
    );
    assert_eq!(
        outcome.ledger.iter().filter(|entry| entry.starts_with("W-renamed")).collect::<Vec<_>>(),
        [
            "W-renamed #/paths/~1pets~1{pet-id}/get",
            "W-renamed #/paths/~1owners/get",
            "W-renamed #/paths/~1owners/delete"
        ]
    );
}

#[test]
fn an_object_that_wraps_one_property_is_called_like_it() {
    let outcome = schemas(
        "Job:\n  oneOf:\n    - { type: object, required: [Run], properties: { Run: { type: object, properties: { cmd: { type: string } } } } }\n    \
         - { type: object, required: [Pair], properties: { Pair: { type: array, items: { type: string } } }, additionalProperties: false }\n    \
         - { type: object, properties: { other: { type: integer } } }\n    - { type: string, enum: [Stop] }",
    );
    assert_eq!(outcome.names(), ["Job", "JobRun", "JobPair", "JobObject", "JobStop", "JobRunRun"]);
    assert!(
        outcome.text.contains("Run(JobRun),\n            Pair(JobPair),\n            Object(JobObject),"),
        "{}",
        outcome.text
    );
}

#[test]
fn the_same_name_in_another_file_is_told_by_the_file() {
    let outcome = generate_files(&[
        (
            "api.yaml",
            "openapi: 3.1.0\ninfo: { title: Pets, version: '1' }\ncomponents:\n  schemas:\n    \
             Foo: { type: object, properties: { a: { $ref: 'common.yaml#/Foo' }, b: { $ref: 'Foo.yaml' } } }\n",
        ),
        ("common.yaml", "Foo: { type: object, properties: { b: { type: string } } }\n"),
        ("Foo.yaml", "type: object\nproperties: { c: { type: string } }\n"),
    ]);
    assert_eq!(outcome.names(), ["Foo", "FooCommon", "FooFile"]);
}
