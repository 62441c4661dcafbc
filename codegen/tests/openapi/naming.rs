//! The names that authors want, by the extensions that are widespread.

use crate::{read_2, read_3, read_operation, read_schemas};

#[test]
fn names_of_operations() {
    let name = |members: &str| read_operation("3.0.3", members).api.operations[0].preferred_name.clone();
    for extension in ["x-rust-name", "x-fern-sdk-method-name", "x-speakeasy-name-override", "x-ogen-name", "x-go-name"]
    {
        assert_eq!(name(&format!("operationId: a, {extension}: listPets")).as_deref(), Some("listPets"), "{extension}");
    }
    assert_eq!(
        name("x-fern-sdk-group-name: [pets, dogs], x-fern-sdk-method-name: list").as_deref(),
        Some("pets dogs list")
    );
    assert_eq!(name("x-speakeasy-group: pets, x-speakeasy-name-override: list").as_deref(), Some("pets list"));
    assert_eq!(name("x-go-name: b, x-rust-name: a, x-fern-sdk-group-name: g").as_deref(), Some("a"));
    assert_eq!(name("x-rust-name: '', x-go-name: [a], x-fern-sdk-group-name: g"), None);
}

#[test]
fn names_of_parameters() {
    let parameters = "parameters: [{ name: a, in: query, x-rust-name: one, schema: {} }, { name: b, in: query, x-fern-parameter-name: two, schema: {} }, \
         { name: c, in: query, x-go-name: three, schema: {} }, { name: d, in: query, schema: { x-rust-name: T } }]";
    let read = read_operation("3.1.0", parameters);
    let names: Vec<Option<&str>> =
        read.api.operations[0].parameters.iter().map(|parameter| parameter.preferred_name.as_deref()).collect();
    assert_eq!(names, [Some("one"), Some("two"), Some("three"), None]);
    assert_eq!(read.reports, [""; 0]);
}

#[test]
fn names_of_schemas_properties_and_types() {
    let read = read_schemas(
        "3.0.3",
        "    A: { x-rust-name: Apple, x-ogen-name: Alpha, properties: { p: { x-fern-property-name: pear, type: string }, \
         q: { x-ms-enum: { name: Quality }, type: string, enum: [a] }, r: { $ref: '#/components/schemas/B', x-go-name: Rose } } }\n    \
         B: { x-fern-type-name: Bee, x-speakeasy-name-override: Bean }\n    C: { x-go-name: 7, x-ms-enum: 3 }\n",
    );
    let names = |schema: &oasmith::api::Schema| (schema.notes.name.clone(), schema.notes.type_name.clone());
    let text = |text: &str| Some(text.to_owned());
    let a = read.named("A");
    assert_eq!(names(a), (text("Apple"), text("Alpha")));
    assert_eq!(names(read.property(a, "p")), (text("pear"), None));
    assert_eq!(names(read.property(a, "q")), (None, text("Quality")));
    assert_eq!(names(read.property(a, "r")), (text("Rose"), None));
    assert_eq!(names(read.named("B")), (text("Bean"), text("Bee")));
    assert_eq!(names(read.named("C")), (None, None));
    assert_eq!(read.reports, [""; 0]);
}

#[test]
fn names_of_the_values_of_an_enum() {
    let names = |keywords: &str| {
        let read = read_schemas("3.1.0", &format!("    A: {{ {keywords} }}\n"));
        let names = read.named("A").notes.value_names.iter();
        names.map(|(value, name)| format!("{} {name}", value.to_json())).collect::<Vec<_>>()
    };
    assert_eq!(names("enum: [1, 2], x-enum-varnames: [One, Two]"), ["1 One", "2 Two"]);
    assert_eq!(names("enum: [a, b], x-enumNames: [Apple, Bean]"), ["\"a\" Apple", "\"b\" Bean"]);
    assert_eq!(
        names("enum: [a, b], x-ms-enum: { name: E, values: [{ value: b, name: Bean }, { value: c }] }"),
        ["\"b\" Bean"]
    );
    // An array of another length names nothing: it is not known which value it leaves out.
    assert_eq!(names("enum: [1, 2], x-enum-varnames: [One]"), [""; 0]);
    assert_eq!(names("enum: [1, 2], x-enum-varnames: [One], x-enumNames: [Uno, Due]"), ["1 Uno", "2 Due"]);
    assert_eq!(names("type: string, x-enum-varnames: [One]"), [""; 0]);
}

#[test]
fn parameters_of_2_0_name_their_values() {
    let read = read_2(
        "paths: { /: { get: { responses: {}, parameters: [{ name: a, in: query, type: integer, enum: [1], x-enum-varnames: [One], x-go-name: Able }] } } }",
    );
    let parameter = read.parameter("a");
    assert_eq!(parameter.preferred_name.as_deref(), Some("Able"));
    assert_eq!(read.api.schemas[parameter.schema].notes.value_names.len(), 1);
}

#[test]
fn names_change_nothing_else() {
    let read = read_3(
        "3.1.0",
        "paths: { /: { get: { operationId: list, x-rust-name: all, parameters: [{ name: a, in: query, x-rust-name: b, schema: { type: string } }], responses: {} } } }",
    );
    assert_eq!((read.api.operations[0].id.as_deref(), read.parameter("a").name.as_str()), (Some("list"), "a"));
}
