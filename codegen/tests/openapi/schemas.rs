//! Keywords of schemas, and how those of other versions and drafts are taken.

use oasmith::api::{Number, Types};

use crate::{read_3, read_schemas};

#[test]
fn beside_a_ref_of_3_0_only_some_keywords_count() {
    let read = read_schemas(
        "3.0.3",
        "    A: { $ref: '#/components/schemas/B', description: mine, default: 1, title: no, type: 3, allOf: { '3': x }, readOnly: true }\n    \
         B: { type: integer }\n    C: { $ref: '#/components/schemas/B', nullable: true, description: 7 }\n",
    );
    let a = read.named("A");
    assert_eq!(a.reference, Some(read.id("B")));
    assert_eq!((a.notes.description.as_deref(), a.notes.title.as_deref()), (Some("mine"), None));
    assert!(a.notes.default.is_some() && !a.notes.read_only && a.combine.all_of.is_empty());
    assert_eq!(read.named("C").combine.any_of.len(), 2);
    assert_eq!(read.reports, [""; 0]);
}

#[test]
fn beside_a_ref_of_3_1_everything_counts() {
    let read = read_schemas(
        "3.1.0",
        "    A: { $ref: '#/components/schemas/B', required: [b], properties: { b: {} } }\n    B: {}\n",
    );
    let a = read.named("A");
    assert_eq!((a.reference, a.object.properties.len(), a.object.required.len()), (Some(read.id("B")), 1, 1));
}

#[test]
fn bounds_in_either_form() {
    let bounds = |version: &str, keywords: &str| {
        let read = read_schemas(version, &format!("    A: {{ type: integer, {keywords} }}\n"));
        let number = &read.named("A").number;
        (number.minimum, number.exclusive_minimum, read.reports.len())
    };
    let zero = Some(Number::Integer(0));
    assert_eq!(bounds("3.0.3", "minimum: 0, exclusiveMinimum: true"), (None, zero, 0));
    assert_eq!(bounds("3.0.3", "minimum: 0, exclusiveMinimum: false"), (zero, None, 0));
    assert_eq!(bounds("3.0.3", "exclusiveMinimum: 0"), (None, zero, 1));
    assert_eq!(bounds("3.1.0", "exclusiveMinimum: 0"), (None, zero, 0));
    assert_eq!(bounds("3.1.0", "minimum: 0, exclusiveMinimum: true"), (None, zero, 1));
    assert_eq!(bounds("3.1.0", "minimum: 0, exclusiveMinimum: false"), (zero, None, 0));
    assert_eq!(bounds("3.1.0", "minimum: 0, exclusiveMinimum: x"), (zero, None, 1));
}

#[test]
fn nullable_is_no_keyword_of_3_1() {
    let read =
        read_schemas("3.1.0", "    A: { type: string, nullable: true }\n    B: { type: string, nullable: false }\n");
    assert_eq!(read.named("A").types, Some(Types::STRING));
    assert_eq!(read.reports, ["W-foreign-keyword #/components/schemas/A/nullable"]);
    let read = read_schemas("3.0.3", "    A: { type: string, nullable: true }\n");
    assert_eq!((read.named("A").types, read.reports.len()), (Some(Types::STRING.or(Types::NULL)), 0));
}

#[test]
fn keywords_of_3_1_are_read_in_3_0() {
    let read = read_schemas("3.0.3", "    A: { const: a }\n    B: { type: [string, 'null'] }\n");
    assert!(read.named("A").constant.is_some());
    assert_eq!(read.named("B").types, Some(Types::STRING.or(Types::NULL)));
    assert_eq!(read.reports, ["W-foreign-keyword #/components/schemas/A/const"]);
}

#[test]
fn types_that_are_none() {
    let read = read_schemas(
        "3.1.0",
        "    A: { type: any }\n    B: { type: { a: b } }\n    C: { type: [strng, integer] }\n    D: { type: application/json }\n",
    );
    assert_eq!((read.named("A").types, read.named("C").types), (None, Some(Types::INTEGER)));
    assert_eq!(
        read.reports,
        [
            "W-unknown-type #/components/schemas/A/type",
            "W-unknown-type #/components/schemas/B/type",
            "W-unknown-type #/components/schemas/C/type/0",
            "W-unknown-type #/components/schemas/D/type",
        ]
    );
}

#[test]
fn an_array_under_items() {
    let read = read_schemas("3.0.3", "    A: { type: array, items: [{ type: string }, {}], additionalItems: false }\n");
    let a = read.named("A");
    assert_eq!(a.array.prefix_items.len(), 2);
    assert!(read.items(a).never);
    assert_eq!(read.reports, ["W-old-keyword #/components/schemas/A/items"]);
}

#[test]
fn repeated_values() {
    let read = read_schemas(
        "3.1.0",
        "    A: { enum: [a, b, a, a, 1, 1, null] }\n    B: { type: object, required: [x, y, x] }\n",
    );
    assert_eq!(read.named("A").enumeration.as_ref().unwrap().len(), 4);
    assert_eq!(read.named("B").object.required, ["x", "y"]);
    assert_eq!(
        read.reports,
        ["W-duplicate-value #/components/schemas/A/enum", "W-duplicate-value #/components/schemas/B/required"]
    );
}

#[test]
fn required_as_a_flag_is_ignored() {
    let read = read_schemas("3.0.3", "    A: { type: object, properties: { a: { type: string, required: true } } }\n");
    assert_eq!(read.named("A").object.required, [""; 0]);
    assert_eq!(read.reports, ["W-old-keyword #/components/schemas/A/properties/a/required"]);
}

#[test]
fn names_are_no_keywords() {
    let read = read_schemas(
        "3.1.0",
        "    A: { properties: { type: {}, enum: {}, items: {}, allOf: {}, $ref: { type: string }, $id: { type: string } }, enum: [{ type: x, $ref: '#/no' }] }\n",
    );
    let names: Vec<&str> = read.named("A").object.properties.iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!(names, ["type", "enum", "items", "allOf", "$ref", "$id"]);
    assert_eq!(read.reports, [""; 0]);
}

#[test]
fn mapping_and_default_mapping() {
    let read = read_schemas(
        "3.2.0",
        "    A: { oneOf: [{ type: object }], discriminator: { propertyName: kind, defaultMapping: B, mapping: { b: B, c: '#/components/schemas/C', d: Cc, e: 3 } } }\n    \
         B: {}\n    C: {}\n",
    );
    let discriminator = read.named("A").combine.discriminator.as_ref().unwrap();
    assert_eq!(discriminator.default, Some(read.id("B")));
    assert_eq!(discriminator.mapping, [("b".to_owned(), read.id("B")), ("c".to_owned(), read.id("C"))]);
    let place = "#/components/schemas/A/discriminator/mapping";
    assert_eq!(read.reports, [format!("E-dangling-ref {place}/d"), format!("E-wrong-type {place}/e")]);
}

#[test]
fn subtypes_are_those_that_extend_by_all_of() {
    let read = read_schemas(
        "3.0.3",
        "    Pet: { type: object, discriminator: { propertyName: kind }, properties: { kind: { type: string } } }\n    \
         Cat: { allOf: [{ $ref: '#/components/schemas/Pet' }, { type: object }] }\n    \
         Lion: { allOf: [{ $ref: '#/components/schemas/Cat' }], x-ms-discriminator-value: '#Big.Cat' }\n    \
         Alias: { $ref: '#/components/schemas/Pet' }\n    Owner: { properties: { pet: { $ref: '#/components/schemas/Pet' } } }\n    \
         Own: { allOf: [{ discriminator: { propertyName: x } }] }\n",
    );
    let subtypes = &read.named("Pet").combine.discriminator.as_ref().unwrap().subtypes;
    assert_eq!(*subtypes, [("Cat".to_owned(), read.id("Cat")), ("#Big.Cat".to_owned(), read.id("Lion"))]);
    assert_eq!(read.reports, [""; 0]);
}

#[test]
fn a_schema_that_is_none_is_any_value() {
    let read = read_3("3.1.0", "components: { schemas: { A: null, B: [], C: true, D: false } }");
    assert!(!read.named("A").never && !read.named("C").never && read.named("D").never);
    assert_eq!(read.reports, ["E-wrong-type #/components/schemas/A", "E-wrong-type #/components/schemas/B"]);
}

#[test]
fn fields_of_xml_that_exclude_each_other() {
    let read = read_schemas(
        "3.2.0",
        "    A: { type: string, xml: { nodeType: attribute, attribute: true } }\n    B: { type: array, xml: { nodeType: element, wrapped: false } }\n    \
         C: { xml: { attribute: true, name: c } }\n    D: { xml: 1 }\n",
    );
    let place = "#/components/schemas";
    assert_eq!(
        read.reports,
        [
            format!("E-exclusive {place}/A/xml/attribute"),
            format!("E-exclusive {place}/B/xml/wrapped"),
            format!("E-wrong-type {place}/D/xml"),
        ]
    );
}
