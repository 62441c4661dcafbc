//! Security schemes and requirements.

use oasmith::api::{Location, SchemeKind};

use crate::{Read, read_3, read_all};

const SCHEMES: &str = "components: { securitySchemes: { key: { type: apiKey, in: cookie, name: sid }, basic: { type: http, scheme: BASIC },\n\
    cert: { type: mutualTLS }, open: { type: openIdConnect, openIdConnectUrl: 'https://o' },\n\
    oauth: { type: oauth2, deprecated: true, oauth2MetadataUrl: 'https://m', flows: { clientCredentials: { tokenUrl: 'https://t', scopes: { a: b, c: null } },\n\
    deviceAuthorization: { deviceAuthorizationUrl: 'https://d', tokenUrl: 'https://t' } } }, odd: { type: magic }, bare: { type: oauth2 } } }";

fn security(read: &Read, method: &str) -> Vec<Vec<(String, Vec<String>)>> {
    let requirements = &read.operation(method, "/").security;
    let named = |(index, scopes): &(usize, Vec<String>)| (read.api.schemes[*index].name.clone(), scopes.clone());
    requirements.iter().map(|requirement| requirement.schemes.iter().map(named).collect()).collect()
}

#[test]
fn kinds() {
    let read = read_3("3.2.0", &format!("paths: {{}}\n{SCHEMES}"));
    let kinds: Vec<(&str, &SchemeKind)> = read.api.schemes.iter().map(|s| (s.name.as_str(), &s.kind)).collect();
    assert_eq!(
        kinds,
        [
            ("key", &SchemeKind::ApiKey(Location::Cookie, "sid".to_owned())),
            ("basic", &SchemeKind::Http("basic".to_owned())),
            ("cert", &SchemeKind::MutualTls),
            ("open", &SchemeKind::OpenIdConnect),
            ("oauth", &SchemeKind::OAuth2),
            ("bare", &SchemeKind::OAuth2),
        ]
    );
    assert_eq!(read.api.schemes[3].metadata_url.as_deref(), Some("https://o"));
    let oauth = &read.api.schemes[4];
    assert_eq!((oauth.deprecated, oauth.metadata_url.as_deref()), (true, Some("https://m")));
    assert_eq!(oauth.flows[0].kind, "clientCredentials");
    assert_eq!(oauth.flows[0].scopes, [("a".to_owned(), "b".to_owned()), ("c".to_owned(), String::new())]);
    assert_eq!(oauth.flows[1].device_authorization_url.as_deref(), Some("https://d"));
    assert_eq!(read.reports, ["E-wrong-type #/components/securitySchemes/odd"]);
}

#[test]
fn requirements() {
    let read = read_3(
        "3.1.0",
        &format!(
            "security: [{{ key: [] }}]\npaths: {{ /: {{ get: {{ responses: {{}} }}, put: {{ security: [], responses: {{}} }},\n\
             post: {{ security: [{{ key: [], oauth: [a] }}, {{}}, {{ nope: [] }}], responses: {{}} }} }} }}\n{SCHEMES}"
        ),
    );
    let plain = |name: &str| (name.to_owned(), Vec::<String>::new());
    assert_eq!(security(&read, "GET"), [vec![plain("key")]]);
    assert_eq!(security(&read, "PUT"), Vec::<Vec<_>>::new());
    let both = vec![plain("key"), ("oauth".to_owned(), vec!["a".to_owned()])];
    assert_eq!(security(&read, "POST"), [both, vec![], vec![plain("nope")]]);
    // w17: a scheme that is not there guards the operation all the same
    assert_eq!(read.reports[1..], ["E-unknown-scheme #/paths/~1/post/security/2/nope"]);
}

#[test]
fn names_are_those_of_the_entry_document() {
    let read = read_all(&[
        (
            "api.yaml",
            "openapi: 3.1.0\ninfo: { title: T, version: '1' }\npaths: { /: { $ref: 'other.yaml#/paths/~1' } }\n\
             components: { securitySchemes: { MySecurity: { type: http, scheme: bearer } }, schemas: { Dog: { type: object, title: entry } } }\n",
        ),
        (
            "other.yaml",
            "paths: { /: { get: { security: [{ MySecurity: [] }], responses: { '200': { description: '', content: { a/b: { schema: \
             { $ref: '#/components/schemas/Pet' } } } } } } } }\n\
             components: { securitySchemes: { MySecurity: { type: http, scheme: basic } },\n  \
             schemas: { Dog: { type: object, title: other }, Pet: { discriminator: { propertyName: kind, mapping: { a: Dog, b: '#/components/schemas/Dog' } } } } }\n",
        ),
    ]);
    assert_eq!(read.api.schemes.len(), 1);
    assert_eq!(security(&read, "GET")[0][0].0, "MySecurity");
    let pet = &read.api.schemas[read.api.operations[0].responses[0].media[0].schema.unwrap()];
    let mapping = &read.target(pet).combine.discriminator.as_ref().unwrap().mapping;
    let titles: Vec<_> = mapping.iter().map(|(_, id)| read.api.schemas[*id].notes.title.as_deref().unwrap()).collect();
    assert_eq!(titles, ["entry", "other"]);
    assert_eq!(read.reports, [""; 0]);
}

#[test]
fn since_3_2_a_scheme_may_be_named_by_its_address() {
    let text = |version: &str| {
        format!(
            "openapi: {version}\ninfo: {{ title: T, version: '1' }}\npaths: {{ /: {{ get: {{ security: [{{ 'other.yaml#/schemes/K': [] }}], responses: {{ '200': {{ $ref: 'other.yaml#/r' }} }} }} }} }}\n"
        )
    };
    let other = ("other.yaml", "schemes: { K: { type: apiKey, in: header, name: X } }\nr: { description: '' }\n");
    let read = read_all(&[("api.yaml", &text("3.2.0")), other]);
    assert_eq!((security(&read, "GET")[0][0].0.as_str(), read.reports.len()), ("K", 0));
    let read = read_all(&[("api.yaml", &text("3.1.0")), other]);
    assert_eq!(read.reports, ["E-unknown-scheme #/paths/~1/get/security/0/other.yaml#~1schemes~1K"]);
}
