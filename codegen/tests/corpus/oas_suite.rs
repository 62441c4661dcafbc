//! The documents of the OpenAPI specification's own test suite: those that are right are read without an error, and those
//! that are wrong give an error that names the fault.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use oasmith::config::Config;
use oasmith::diagnostic::{Severity, Sink};
use oasmith::source::{Documents, Limits};

use super::corpus;

/// The faults of the documents that are wrong. A document that holds nothing to generate says so besides.
const FAULTS: &[(&str, &[&str])] = &[
    ("3.1/example-examples.yaml", &["E-exclusive #/components/parameters/animal/examples"]),
    ("3.1/header-object-allowReserved.yaml", &["E-allow-reserved #/components/headers/Style/allowReserved"]),
    (
        "3.1/invalid_schema_types.yaml",
        &[
            "E-wrong-type #/components/schemas/invalid_null",
            "E-wrong-type #/components/schemas/invalid_number",
            "E-wrong-type #/components/schemas/invalid_array",
        ],
    ),
    ("3.1/no_containers.yaml", &["E-missing #"]),
    (
        "3.1/parameter-object-cookie-form-allowReserved.yaml",
        &["E-allow-reserved #/components/parameters/style_form/allowReserved"],
    ),
    (
        "3.1/parameter-object-header-allowReserved.yaml",
        &["E-allow-reserved #/components/parameters/header/allowReserved"],
    ),
    ("3.1/parameter-object-path-allowReserved.yaml", &["E-allow-reserved #/components/parameters/path/allowReserved"]),
    ("3.1/server_enum_empty.yaml", &["E-server-variable #/servers/0/variables/var"]),
    ("3.1/servers.yaml", &["E-wrong-type #/servers"]),
    ("3.1/unknown_container.yaml", &["E-missing #"]),
    (
        "3.2/encoding-enc-item-exclusion.yaml",
        &[
            "E-exclusive #/components/requestBodies/encoding-with-prefixEncoding-not-allowed/content/multipart~1mixed/prefixEncoding/0/prefixEncoding",
        ],
    ),
    (
        "3.2/encoding-enc-prefix-exclusion.yaml",
        &[
            "E-exclusive #/components/requestBodies/encoding-with-itemEncoding-not-allowed/content/multipart~1mixed/prefixEncoding/0/itemEncoding",
        ],
    ),
    ("3.2/example-examples.yaml", &["E-exclusive #/components/parameters/animal/examples"]),
    ("3.2/example-object-old-exclusions.yaml", &["E-exclusive #/components/examples/CannotHaveBoth/externalValue"]),
    ("3.2/example-object-old-vs-data.yaml", &["E-exclusive #/components/examples/NoValueWithDataValue/dataValue"]),
    ("3.2/example-object-old-vs-ser.yaml", &["E-exclusive #/components/examples/CannotHaveBoth/serializedValue"]),
    ("3.2/example-object-ser-exclusions.yaml", &["E-exclusive #/components/examples/CannotHaveBoth/externalValue"]),
    ("3.2/header-object-allowReserved.yaml", &["E-allow-reserved #/components/headers/Style/allowReserved"]),
    ("3.2/header-object-name.yaml", &["E-header-name #/paths/~1foo/get/responses/default/headers/Bad=Header"]),
    (
        "3.2/invalid_schema_types.yaml",
        &[
            "E-wrong-type #/components/schemas/invalid_null",
            "E-wrong-type #/components/schemas/invalid_number",
            "E-wrong-type #/components/schemas/invalid_array",
        ],
    ),
    (
        "3.2/media-type-enc-item-exclusion.yaml",
        &[
            "E-exclusive #/components/requestBodies/encoding-with-itemEncoding-not-allowed/content/multipart~1mixed/itemEncoding",
        ],
    ),
    (
        "3.2/media-type-enc-prefix-exclusion.yaml",
        &[
            "E-exclusive #/components/requestBodies/encoding-with-prefixEncoding-not-allowed/content/multipart~1mixed/prefixEncoding",
        ],
    ),
    ("3.2/no_containers.yaml", &["E-missing #"]),
    (
        "3.2/operation-object-query-with-querystring.yaml",
        &["E-query-string #/components/pathItems/my-path-item/get/parameters/1"],
    ),
    (
        "3.2/operation-object-two-querystrings.yaml",
        &["E-query-string #/components/pathItems/my-path-item/get/parameters/1"],
    ),
    (
        "3.2/parameter-object-content-not-with-style.yaml",
        &["E-exclusive #/components/parameters/content-not-with-style/style"],
    ),
    (
        "3.2/parameter-object-cookie-allowReserved.yaml",
        &["E-allow-reserved #/components/parameters/my_cookie/allowReserved"],
    ),
    (
        "3.2/parameter-object-header-allowReserved.yaml",
        &["E-allow-reserved #/components/parameters/header/allowReserved"],
    ),
    ("3.2/parameter-object-header-name.yaml", &["E-header-name #/components/parameters/BadHeader"]),
    ("3.2/parameter-object-path-name.yaml", &["E-parameter-name #/components/parameters/BadPath/name"]),
    (
        "3.2/parameter-object-querystring-not-with-schema.yaml",
        &[
            "E-exclusive #/components/parameters/querystring-not-with-schema/schema",
            "E-missing #/components/parameters/querystring-not-with-schema",
        ],
    ),
    (
        "3.2/path-item-object-conflicting-additional-operation.yaml",
        &[
            "E-method #/paths/~1pets~1{id}/additionalOperations/POST",
            "E-dangling-ref #/paths/~1pets~1{id}/get/responses/default/content/text~1html/schema/$ref",
            "E-dangling-ref #/paths/~1pets~1{id}/get/responses/200/content/*~1*/schema/items/$ref",
        ],
    ),
    (
        "3.2/path-item-object-query-with-querystring.yaml",
        &["E-query-string #/components/pathItems/my-path-item/parameters/1"],
    ),
    (
        "3.2/path-item-object-two-querystrings.yaml",
        &["E-query-string #/components/pathItems/my-path-item/parameters/1"],
    ),
    ("3.2/server_enum_empty.yaml", &["E-server-variable #/servers/0/variables/var"]),
    ("3.2/servers.yaml", &["E-wrong-type #/servers"]),
    ("3.2/unknown_container.yaml", &["E-missing #"]),
    ("3.2/xml-attr-exclusion.yaml", &["E-exclusive #/components/schemas/Attr/xml/attribute"]),
    ("3.2/xml-wrapped-exclusion.yaml", &["E-exclusive #/components/schemas/List/xml/wrapped"]),
];

/// Documents that are wrong and are accepted, each with the reason.
const ACCEPTED: &[(&str, &str)] = &[(
    "3.1/link-object-no-body.yaml",
    "a member that the specification does not know is a warning (W-unknown-keyword) and changes nothing: descriptions of \
     later versions and with extensions that lack their `x-` stay usable",
)];

/// Documents that are right for a validator of schemas, and break what the text of the specification says besides.
const BROKEN: &[(&str, &str, &str)] = &[
    (
        "3.1/operation-object-example.yaml",
        "E-unknown-scheme #/paths/~1pets~1{id}/put/security/0/petstore_auth",
        "Security Requirement Object: each name MUST correspond to a declared scheme",
    ),
    (
        "3.1/security-scheme-object-examples.yaml",
        "E-remote-ref #/components/securitySchemes/external/$ref",
        "a reference to the network, which is never read",
    ),
    (
        "3.2/mega.yaml",
        "E-dangling-ref #/components/pathItems/myPathItem/post/requestBody/content/application~1json/schema/discriminator/defaultMapping",
        "Discriminator Object: `defaultMapping` names a schema, and there is none of this name",
    ),
    (
        "3.2/operation-object-example.yaml",
        "E-unknown-scheme #/paths/~1pets~1{id}/put/security/0/petstore_auth",
        "Security Requirement Object: each name MUST correspond to a declared scheme",
    ),
    (
        "3.2/security-scheme-object-examples.yaml",
        "E-remote-ref #/components/securitySchemes/external/$ref",
        "a reference to the network, which is never read",
    ),
];

/// Documents that are right and hold neither an operation, a webhook nor a schema, so that there is nothing to generate.
const EMPTY: &[&str] = &[
    "3.1/comp_pathitems.yaml",
    "3.1/header-object-examples.yaml",
    "3.1/info-object-example.yaml",
    "3.1/info_summary.yaml",
    "3.1/license_identifier.yaml",
    "3.1/minimal_comp.yaml",
    "3.1/minimal_hooks.yaml",
    "3.1/minimal_paths.yaml",
    "3.1/parameter-object-examples.yaml",
    "3.1/parameter-object-query-allowReserved.yaml",
    "3.1/path_var_empty_pathitem.yaml",
    "3.1/schema-object-deprecated-example-keyword.yaml",
    "3.1/security-scheme-object-examples.yaml",
    "3.1/servers.yaml",
    "3.1/specification-extensions.yaml",
    "3.1/style-defaults.yaml",
    "3.1/tag-object-example.yaml",
    "3.2/comp_pathitems.yaml",
    "3.2/header-object-examples.yaml",
    "3.2/info-object-example.yaml",
    "3.2/info_summary.yaml",
    "3.2/license_identifier.yaml",
    "3.2/minimal_comp.yaml",
    "3.2/minimal_hooks.yaml",
    "3.2/minimal_paths.yaml",
    "3.2/parameter-object-cookie-form-allowReserved.yaml",
    "3.2/parameter-object-examples.yaml",
    "3.2/parameter-object-path-allowReserved.yaml",
    "3.2/parameter-object-query-allowReserved.yaml",
    "3.2/path_var_empty_pathitem.yaml",
    "3.2/schema-object-deprecated-example-keyword.yaml",
    "3.2/security-scheme-object-examples.yaml",
    "3.2/servers.yaml",
    "3.2/specification-extensions.yaml",
    "3.2/style-defaults.yaml",
    "3.2/tag-object-example.yaml",
];

/// The errors about each document of the folders with this name, as `code #pointer`, by version and file.
fn errors(corpus: &Path, folder: &str) -> BTreeMap<String, Vec<String>> {
    let mut errors = BTreeMap::new();
    for version in ["3.1", "3.2"] {
        for file in fs::read_dir(corpus.join("oas-suite").join(version).join(folder)).unwrap() {
            let path = file.unwrap().path();
            let name = format!("{version}/{}", path.file_name().unwrap().to_str().unwrap());
            errors.insert(name, errors_of(&path));
        }
    }
    errors
}

fn errors_of(path: &Path) -> Vec<String> {
    let documents = Documents::read(path, &Limits::default()).unwrap();
    let mut sink = Sink::new();
    let generated = oasmith::generate(&documents, &Config::new(path, "generated"), &mut sink);
    assert_eq!(generated.is_none(), sink.has_fatal(), "{}", path.display());
    let errors = sink.iter().filter(|entry| entry.severity == Severity::Error);
    errors
        .map(|entry| format!("{} {}", entry.code, entry.at.as_ref().map(ToString::to_string).unwrap_or_default()))
        .collect()
}

const NOTHING: &str = "E-nothing-to-generate #";

#[test]
fn documents_that_are_right_have_no_errors() {
    let Some(corpus) = corpus() else { return };
    let mut met = errors(&corpus, "pass");
    assert_eq!(met.len(), 72);
    let mut empty = Vec::new();
    for (name, errors) in &mut met {
        if errors.iter().any(|error| error == NOTHING) {
            empty.push(name.clone());
        }
        errors.retain(|error| error != NOTHING);
    }
    let broken = met.iter().flat_map(|(name, errors)| errors.iter().map(|error| (name.as_str(), error.as_str())));
    let broken: Vec<(&str, &str)> = broken.collect();
    assert_eq!(broken, BROKEN.iter().map(|(name, error, _)| (*name, *error)).collect::<Vec<_>>());
    assert_eq!(empty, EMPTY);
}

#[test]
fn documents_that_are_wrong_have_an_error_that_names_the_fault() {
    let Some(corpus) = corpus() else { return };
    let mut met = errors(&corpus, "fail");
    assert_eq!(met.len(), 40);
    for errors in met.values_mut() {
        errors.retain(|error| error != NOTHING);
    }
    let accepted: Vec<&str> =
        met.iter().filter(|(_, errors)| errors.is_empty()).map(|(name, _)| name.as_str()).collect();
    assert_eq!(accepted, ACCEPTED.iter().map(|(name, _)| *name).collect::<Vec<_>>());
    met.retain(|_, errors| !errors.is_empty());
    let expected: BTreeMap<String, Vec<String>> = FAULTS
        .iter()
        .map(|(name, errors)| ((*name).to_owned(), errors.iter().map(|&error| error.to_owned()).collect()))
        .collect();
    assert!(met == expected, "{met:#?}");
}
