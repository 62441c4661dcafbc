//! Security schemes from the description to what is written: which credentials each operation asks for, and by what name.

#![allow(missing_docs)]

use oasmith::api::Location;
use oasmith::config::Config;
use oasmith::diagnostic::Sink;
use oasmith::lower::lower;
use oasmith::rust::{Krate, SchemeKind};
use oasmith::source::Documents;

/// What is made of a description, and the reports as `code #pointer`.
fn lowered(text: &str) -> (Krate, Vec<String>) {
    let documents = Documents::from_texts(&[("api.yaml", text)]).unwrap();
    let mut sink = Sink::new();
    let api = oasmith::openapi::read(&documents, &mut sink).unwrap();
    let krate = lower(api, &Config::new("api.yaml", "generated"), &mut sink).krate;
    let reports = sink.iter().map(|entry| format!("{} {}", entry.code, entry.at.as_ref().unwrap())).collect();
    (krate, reports)
}

/// A description with these schemes, of which each guards an operation.
fn guarded(schemes: &[(&str, &str)]) -> (Krate, Vec<String>) {
    let declared: Vec<String> = schemes.iter().map(|(name, scheme)| format!("'{name}': {{ {scheme} }}")).collect();
    let operation = |(number, (name, _)): (usize, &(&str, &str))| {
        format!("/p{number}: {{ get: {{ security: [{{ '{name}': [] }}], responses: {{}} }} }}")
    };
    let paths: Vec<String> = schemes.iter().enumerate().map(operation).collect();
    lowered(&format!(
        "openapi: 3.1.0\ninfo: {{ title: T, version: '1' }}\npaths: {{ {} }}\ncomponents: {{ securitySchemes: {{ {} }} }}\n",
        paths.join(", "),
        declared.join(", ")
    ))
}

/// The method of the builder and the kind of each scheme.
fn schemes(krate: &Krate) -> Vec<(&str, &SchemeKind)> {
    krate.schemes.iter().map(|scheme| (scheme.method.as_str(), &scheme.kind)).collect()
}

/// The names of the schemes of each alternative, with their scopes, by the path of the operation.
fn alternatives<'k>(krate: &'k Krate, path: &str) -> Vec<Vec<(&'k str, &'k [String])>> {
    let operation = krate.operations.iter().find(|operation| operation.path == path).unwrap();
    let named = |(index, scopes): &'k (usize, Vec<String>)| (krate.schemes[*index].wire.as_str(), scopes.as_slice());
    operation.security.iter().map(|alternative| alternative.iter().map(named).collect()).collect()
}

#[test]
fn whatever_sends_a_token_is_a_bearer() {
    let (krate, reports) = guarded(&[
        ("upper", "type: http, scheme: BEARER, bearerFormat: JWT"),
        ("flows", "type: oauth2, flows: { implicit: { authorizationUrl: 'https://a', scopes: {} } }"),
        ("open", "type: openIdConnect, openIdConnectUrl: 'https://o'"),
    ]);
    let bearer = &SchemeKind::Bearer;
    assert_eq!(schemes(&krate), [("upper", bearer), ("flows", bearer), ("open", bearer)]);
    assert_eq!(reports, [""; 0]);
}

#[test]
fn a_scheme_has_a_method_of_its_own_name_whatever_other_schemes_there_are() {
    let methods = |schemes: &[(&str, &str)]| {
        let (krate, _) = guarded(schemes);
        let own: Vec<String> = krate.schemes.iter().map(|scheme| scheme.method.as_str().to_owned()).collect();
        (own, krate.token_method.map(|method| method.as_str().to_owned()))
    };
    let token = "type: http, scheme: bearer";
    let some = |name: &str| Some(name.to_owned());
    assert_eq!(methods(&[("token", token)]), (vec!["token".to_owned()], some("bearer")));
    let both = (vec!["token".to_owned(), "oauth".to_owned()], some("bearer"));
    assert_eq!(methods(&[("token", token), ("oauth", token)]), both);
    // The short form yields to a scheme that has its name.
    assert_eq!(methods(&[("bearer", token)]), (vec!["bearer".to_owned()], None));
    assert_eq!(
        methods(&[("Bearer", "type: apiKey, in: header, name: Authorization")]),
        (vec!["bearer".to_owned()], None)
    );
}

#[test]
fn schemes_that_are_not_sent_cost_no_operation() {
    let (krate, reports) = guarded(&[
        ("payone", "type: http, scheme: payone-hmac-sha256"),
        ("digest", "type: http, scheme: digest"),
        ("certificate", "type: mutualTLS"),
    ]);
    let other = &SchemeKind::Other;
    assert_eq!(schemes(&krate), [("payone", other), ("digest", other), ("certificate", other)]);
    assert_eq!(krate.operations.len(), 3);
    assert_eq!(alternatives(&krate, "/p2"), [[("certificate", &[][..])]]);
    let place = "W-unsupported-scheme #/components/securitySchemes";
    assert_eq!(reports, ["payone", "digest", "certificate"].map(|name| format!("{place}/{name}")));
}

#[test]
fn odd_names_become_identifiers() {
    let key = "type: apiKey, in: header, name: X-Key";
    let (krate, reports) = guarded(&[("API Key Auth", key), ("api-key_auth", key), ("header", key), ("😀", key)]);
    let names: Vec<&str> = schemes(&krate).into_iter().map(|(name, _)| name).collect();
    assert_eq!(names[0], "api_key_auth");
    assert!(names[1].starts_with("api_key_auth_") && names[2] != "header", "{names:?}");
    let distinct: std::collections::BTreeSet<&str> = names.iter().copied().collect();
    assert_eq!(distinct.len(), 4, "{names:?}");
    assert_eq!(schemes(&krate)[0].1, &SchemeKind::ApiKey(Location::Header, "X-Key".to_owned()));
    let odd = ["API Key Auth", "😀"].map(|name| format!("W-component-name #/components/securitySchemes/{name}"));
    assert_eq!(reports, odd);
}

#[test]
fn an_operation_replaces_what_holds_for_all() {
    let (krate, reports) = lowered(
        "openapi: 3.1.0\ninfo: { title: T, version: '1' }\nsecurity: [{ key: [] }]\n\
         paths: { /all: { get: { responses: {} } }, /none: { get: { security: [], responses: {} } }, /own: { get: { security: [{ login: [] }], responses: {} } }, \
         /either: { get: { security: [{ key: [], login: [admin] }, {}], responses: {} } } }\n\
         components: { securitySchemes: { key: { type: apiKey, in: query, name: k }, login: { type: http, scheme: basic } } }\n",
    );
    let plain: &[String] = &[];
    assert_eq!(alternatives(&krate, "/all"), [[("key", plain)]]);
    assert_eq!(alternatives(&krate, "/none"), Vec::<Vec<_>>::new());
    assert_eq!(alternatives(&krate, "/own"), [[("login", plain)]]);
    let admin: &[String] = &["admin".to_owned()];
    assert_eq!(alternatives(&krate, "/either"), [vec![("key", plain), ("login", admin)], vec![]]);
    assert_eq!(reports, [""; 0]);
}

/// Nothing is sent, and nothing is generated, for what the provider calls.
#[test]
fn what_the_provider_calls_is_no_operation() {
    let text = |rest: &str| {
        format!(
            "openapi: 3.1.0\ninfo: {{ title: T, version: '1' }}\npaths: {{ /a: {{ post: {{ operationId: a, responses: {{ '200': {{ description: '' {rest} }} }} }} }} }}\n"
        )
    };
    let plain = lowered(&text("")).0;
    let linked = lowered(&text(", links: { self: { operationId: a, parameters: { id: '$request.body#/id' } } }"));
    assert_eq!((format!("{:?}", linked.0), linked.1), (format!("{plain:?}"), Vec::new()));
    let hooks = "webhooks: { order.created: { post: { requestBody: { content: { application/json: { schema: { type: object } } } }, responses: {} } } }\n";
    let (krate, reports) = lowered(&(text("") + hooks));
    let paths: Vec<&str> = krate.operations.iter().map(|operation| operation.path.as_str()).collect();
    assert_eq!((paths, reports), (vec!["/a"], vec!["W-unsupported #/webhooks/order.created".to_owned()]));
}

#[test]
fn credentials_that_several_operations_require_are_written_once() {
    let described = |id: &str| {
        format!(
            "openapi: 3.1.0\ninfo: {{ title: T, version: '1' }}\nsecurity: [{{ key: [] }}]\npaths:\n  /a: {{ get: {{ operationId: {id}, responses: {{}} }} }}\n  /b: {{ get: {{ responses: {{}} }} }}\n  /c: {{ get: {{ security: [{{ key: [] }}, {{}}], responses: {{}} }} }}\n  /d: {{ get: {{ security: [], responses: {{}} }} }}\ncomponents: {{ securitySchemes: {{ key: {{ type: http, scheme: bearer }} }} }}\n"
        )
    };
    let (krate, _) = lowered(&described("read"));
    assert_eq!(krate.security.as_ref(), Some(&krate.operations[0].security));
    assert_eq!(krate.operations.iter().filter(|one| Some(&one.security) == krate.security.as_ref()).count(), 2);
    // An operation has the name of the static.
    assert_eq!(lowered(&described("security")).0.security, None);
    // A single operation has credentials of its own.
    assert_eq!(
        guarded(&[("one", "type: http, scheme: bearer"), ("other", "type: http, scheme: basic")]).0.security,
        None
    );
}
