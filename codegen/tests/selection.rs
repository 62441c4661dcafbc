//! `[select]`: what is written of a description of which only a part is wanted.

#![allow(missing_docs)]

use std::collections::BTreeSet;

use oasmith::config::{Config, Layout, Selector};
use oasmith::diagnostic::Sink;
use oasmith::source::Documents;
use oasmith::{Generated, generate};

const DESCRIPTION: &str = r##"
openapi: 3.1.0
info: { title: Shop, version: '1' }
security: [ { key: [] } ]
paths:
  /pets:
    parameters: [ { name: shop, in: query, schema: { type: strin } } ]
    get:
      operationId: listPets
      tags: [pets]
      responses: { '200': { description: ok, content: { application/json: { schema: { type: array, items: { $ref: '#/components/schemas/Pet' } } } } } }
    post:
      operationId: addPet
      tags: [pets, admin]
      security: [ { token: [] } ]
      requestBody: { required: true, content: { application/json: { schema: { $ref: '#/components/schemas/NewPet' } } } }
      responses: { '204': { description: ok } }
  /pets/{id}:
    get:
      operationId: getPet
      tags: [pets]
      parameters: [ { name: id, in: path, required: true, schema: { type: string } } ]
      responses: { '200': { description: ok, content: { application/json: { schema: { $ref: '#/components/schemas/Pet' } } } } }
  /pets/{id}/owner:
    get:
      operationId: getOwner
      tags: [owners]
      parameters: [ { name: id, in: path, required: true, schema: { type: string } } ]
      responses:
        '200':
          description: ok
          content:
            application/json:
              schema:
                type: object
                required: [city]
                properties: { city: { $ref: '#/components/schemas/City' }, mood: { type: string, enum: [good, bad], format: mood } }
webhooks:
  petSold:
    post:
      operationId: petSold
      tags: [events]
      requestBody: { content: { application/json: { schema: { $ref: '#/components/schemas/Sale' } } } }
      responses: { '200': { description: ok } }
components:
  securitySchemes:
    key: { type: apiKey, in: header, name: X-Key }
    token: { type: http, scheme: bearer }
  schemas:
    Pet:
      type: object
      required: [kind]
      properties: { kind: { type: string }, size: { $ref: '#/components/schemas/Size' } }
      discriminator: { propertyName: kind, mapping: { cat: '#/components/schemas/Cat', dog: '#/components/schemas/Dog' } }
    Cat: { allOf: [ { $ref: '#/components/schemas/Pet' }, { type: object, properties: { lives: { type: integer } } } ] }
    Dog: { allOf: [ { $ref: '#/components/schemas/Pet' }, { type: object, properties: { tricks: { $ref: '#/components/schemas/Trick' } } } ] }
    Trick: { type: object, properties: { name: { type: string } } }
    Size: { type: string, enum: [small, large] }
    NewPet: { allOf: [ { $ref: '#/components/schemas/Base' } ], properties: { size: { $ref: '#/components/schemas/Size' } } }
    Base: { type: object, properties: { note: { type: string }, worse: { type: nothing } } }
    City: { type: object, properties: { name: { type: string } } }
    Sale: { type: object, properties: { price: { type: number }, buyer: { $ref: '#/components/schemas/City' } } }
    Unused: { type: object, properties: { a: { type: wrong } } }
"##;

fn config(include: &[&str], exclude: &[&str]) -> Config {
    let selectors = |texts: &[&str]| texts.iter().map(|text| text.parse::<Selector>().unwrap()).collect();
    let mut config = Config::new("api.yaml", "api");
    config.layout = Layout::Module;
    config.select.include = selectors(include);
    config.select.exclude = selectors(exclude);
    config
}

fn generated(description: &str, config: &Config) -> (Option<Generated>, Sink) {
    let documents = Documents::from_texts(&[("api.yaml", description)]).unwrap();
    let mut sink = Sink::new();
    let generated = generate(&documents, config, &mut sink);
    (generated, sink)
}

/// The types and the methods of the client that are written, and the summary's numbers of operations and schemas.
fn written(include: &[&str], exclude: &[&str]) -> (Vec<String>, Vec<String>, (usize, usize, usize)) {
    let (generated, sink) = generated(DESCRIPTION, &config(include, exclude));
    let Generated { files, summary, .. } = generated.unwrap_or_else(|| panic!("{:?}", sink.iter().collect::<Vec<_>>()));
    let text = &files["api.rs"];
    let numbers = (summary.operations_total, summary.operations_generated, summary.schemas_total);
    (types(text), methods(text), numbers)
}

fn types(text: &str) -> Vec<String> {
    let models = text.split("mod operations {").next().unwrap();
    let named = |line: &str| {
        let line = line.trim();
        let rest = ["pub struct ", "pub enum ", "pub type "].iter().find_map(|prefix| line.strip_prefix(prefix))?;
        Some(rest.split([' ', ';', '(', '<']).next()?.to_owned())
    };
    models.lines().filter_map(named).collect()
}

fn methods(text: &str) -> Vec<String> {
    let of_client = text.lines().filter_map(|line| line.trim().strip_prefix("pub fn "));
    of_client.filter(|line| line.contains("Call")).map(|line| line.split('(').next().unwrap().to_owned()).collect()
}

/// Code and pointer of each entry.
fn ledger(include: &[&str], exclude: &[&str]) -> BTreeSet<String> {
    let (_, sink) = generated(DESCRIPTION, &config(include, exclude));
    let entry = |entry: &oasmith::diagnostic::Diagnostic| {
        format!("{} {}", entry.code.id(), entry.at.as_ref().map(ToString::to_string).unwrap_or_default())
    };
    sink.iter().map(entry).collect()
}

/// Message and help of each error of the settings.
fn refusals(include: &[&str], exclude: &[&str]) -> Vec<String> {
    let (generated, sink) = generated(DESCRIPTION, &config(include, exclude));
    assert!(generated.is_none());
    let fatal = sink.iter().filter(|entry| entry.code.is_fatal());
    fatal.map(|entry| format!("{} ({})", entry.message, entry.help.as_deref().unwrap_or_default())).collect()
}

#[test]
fn each_kind_of_selector_selects_operations() {
    assert_eq!(written(&["tag:owners"], &[]).1, ["get_owner"]);
    assert_eq!(written(&["id:getPet", "id:addPet"], &[]).1, ["add_pet", "get_pet"]);
    assert_eq!(written(&["method:post"], &[]).1, ["add_pet"]);
    assert_eq!(written(&["path:/pets/*"], &[]).1, ["get_pet"]);
    assert_eq!(written(&["path:/pets/{id}"], &[]).1, ["get_pet"]);
    assert_eq!(written(&["path:/pets/**"], &[]).1, ["get_pet", "get_owner"]);
    assert_eq!(written(&["path:/**/owner"], &[]).1, ["get_owner"]);
}

#[test]
fn exclude_wins_whatever_the_order() {
    assert_eq!(written(&["tag:pets"], &["tag:admin"]).1, ["list_pets", "get_pet"]);
    assert_eq!(written(&["id:addPet", "tag:pets"], &["method:GET"]).1, ["add_pet"]);
    assert_eq!(written(&[], &["tag:pets"]).1, ["get_owner"]);
    let texts = [["tag:pets", "id:getOwner"], ["id:getOwner", "tag:pets"]];
    let [one, other] = texts.map(|include| serde_json::to_string(&config(&include, &["method:post"])).unwrap());
    assert_eq!(one, other);
}

#[test]
fn what_selected_operations_do_not_lead_to_is_not_written() {
    let (types, _, numbers) = written(&["tag:pets"], &[]);
    assert_eq!(types, ["Pet", "PetBase", "Cat", "Dog", "Trick", "Size", "NewPet"].map(str::to_owned));
    // `Base` is a part of `NewPet` and no type of an operation.
    assert_eq!(numbers, (3, 3, 6));
    let (types, _, numbers) = written(&["id:getOwner"], &[]);
    assert_eq!(types, ["City", "GetOwnerResponse", "GetOwnerResponseMood"].map(str::to_owned));
    assert_eq!(numbers, (1, 1, 1));
}

#[test]
fn types_of_a_selected_webhook_are_written() {
    let (types, methods, numbers) = written(&["tag:events"], &[]);
    assert_eq!(types, ["City", "Sale"].map(str::to_owned));
    assert!(methods.is_empty());
    assert_eq!(numbers, (0, 0, 2));
    assert!(!written(&[], &["tag:events"]).0.contains(&"Sale".to_owned()));
    assert!(written(&[], &["tag:admin"]).0.contains(&"Sale".to_owned()));
}

#[test]
fn what_is_not_selected_is_not_reported() {
    let path = "W-unknown-type #/paths/~1pets/parameters/0/schema/type".to_owned();
    let base = "W-unknown-type #/components/schemas/Base/properties/worse/type".to_owned();
    let unused = "W-unknown-type #/components/schemas/Unused/properties/a/type".to_owned();
    let webhook = "W-unsupported #/webhooks/petSold".to_owned();
    let all = ledger(&[], &[]);
    for entry in [&path, &base, &unused, &webhook] {
        assert!(all.contains(entry), "{entry}: {all:#?}");
    }
    assert_eq!(ledger(&["id:getPet"], &[]), BTreeSet::new());
    assert_eq!(ledger(&["id:listPets"], &[]), BTreeSet::from([path.clone()]));
    assert_eq!(ledger(&["id:addPet"], &[]), BTreeSet::from([path.clone(), base.clone()]));
    assert_eq!(ledger(&["tag:events"], &[]), BTreeSet::from([webhook.clone()]));
    let owner = "W-untyped-format #/paths/~1pets~1{id}~1owner/get/responses/200/content/application~1json/schema/properties/mood";
    assert_eq!(ledger(&["tag:owners"], &[]), all.iter().filter(|entry| entry.starts_with(owner)).cloned().collect());
}

#[test]
fn a_selector_that_selects_nothing_is_an_error() {
    assert_eq!(
        refusals(&["tag:pet"], &[]),
        ["`tag:pet` under `include` selects no operation (did you mean `tag:pets`?)"]
    );
    assert_eq!(
        refusals(&["tag:pets"], &["id:getPets", "method:patch"]),
        [
            "`id:getPets` under `exclude` selects no operation (did you mean `id:getPet`?)",
            "`method:PATCH` under `exclude` selects no operation (this description has `method:GET`, `method:POST`)",
        ]
    );
    assert_eq!(
        refusals(&["path:/pet/{id}"], &[]),
        ["`path:/pet/{id}` under `include` selects no operation (did you mean `path:/pets/{id}`?)"]
    );
    assert_eq!(
        refusals(&["tag:owners"], &["id:getOwner"]),
        ["every operation that `include` selects is one that `exclude` selects (leave out one of the two)"]
    );
}

#[test]
fn a_text_that_is_no_selector_is_refused() {
    for (text, message) in [
        ("pets", "`pets` is not a selector: write `tag:`, `path:`, `id:` or `method:` before it"),
        ("tags:pets", "`tags:pets` is not a selector: did you mean `tag:pets`?"),
        ("tag:", "`tag:` selects nothing: write a name after the colon, such as `tag:pets`"),
        ("path:/a/**b", "`path:/a/**b`: recursive wildcards must form a single path component"),
    ] {
        assert_eq!(text.parse::<Selector>().unwrap_err(), message);
    }
    let settings = "description = 'api.yaml'\n[select]\ninclude = ['tags:pets']\n";
    let error = Config::parse(settings).unwrap_err();
    assert!(error.to_string().contains("did you mean `tag:pets`?"), "{error}");
    let settings = "description = 'api.yaml'\n[select]\ninclude = ['tag:pets']\nexclude = ['method:post']\n";
    assert_eq!(Config::parse(settings).unwrap().select, config(&["tag:pets"], &["method:post"]).select);
}

#[test]
fn only_credentials_of_selected_operations_are_written() {
    let builder = |include: &[&str]| {
        let (generated, _) = generated(DESCRIPTION, &config(include, &[]));
        let text = generated.unwrap().files["api.rs"].clone();
        (text.contains("pub fn bearer("), text.contains("pub fn key("))
    };
    assert_eq!(builder(&["id:addPet"]), (true, false));
    assert_eq!(builder(&["id:getPet"]), (false, true));
    assert_eq!(builder(&["tag:pets"]), (true, true));
}

const SHARING: &str = r##"
openapi: 3.1.0
info: { title: Shop, version: '1' }
paths:
  /a: { get: { operationId: a, responses: { '200': { description: ok, content: { application/json: { schema: { type: object, properties: { user: &user
      { type: object, properties: { b1: { type: string }, b2: { type: string }, b3: { type: string }, b4: { type: string }, b5: { type: string } } } } } } } } } } }
  /bcd: { get: { operationId: bcd, responses: { '200': { description: ok, content: { application/json: { schema: { type: object, properties: { other_user: *user } } } } } } } }
  /cde: { get: { operationId: cde, responses: { '200': { description: ok, content: { application/json: { schema: { type: object, properties: { third_user: *user } } } } } } } }
"##;

#[test]
fn names_and_shared_types_are_those_of_the_whole_description() {
    let models = |include: &[&str]| {
        let mut config = config(include, &[]);
        config.models.share = true;
        let (generated, _) = generated(SHARING, &config);
        let text = generated.unwrap().files["api.rs"].clone();
        let reexports = text.lines().filter_map(|line| line.trim().strip_prefix("pub use self::"));
        (types(&text), reexports.map(str::to_owned).collect::<Vec<_>>())
    };
    let own = "AResponseUser as BcdResponseOtherUser;".to_owned();
    let other = "AResponseUser as CdeResponseThirdUser;".to_owned();
    assert_eq!(models(&[]).1, [own.clone(), other]);
    // The type keeps the name of a location that is not selected, and has the name of the one that is.
    assert_eq!(models(&["id:bcd"]), (vec!["BcdResponse".to_owned(), "AResponseUser".to_owned()], vec![own]));
    assert_eq!(models(&["id:a"]).1, Vec::<String>::new());
}

#[test]
fn what_is_written_is_as_without_a_selection() {
    let (whole, _) = generated(DESCRIPTION, &config(&[], &[]));
    // Documentation does not link to what is not written.
    let plain = |text: &str| text.replace("[`", "`").replace("`]", "`");
    let whole = plain(&whole.unwrap().files["api.rs"]);
    for tag in ["tag:pets", "tag:owners", "tag:admin"] {
        let (part, _) = generated(DESCRIPTION, &config(&[tag], &[]));
        let part = plain(&part.unwrap().files["api.rs"]);
        let models = part.split("mod operations {").next().unwrap();
        let pieces = models.split("\n\n").map(|piece| piece.trim_end_matches(['}', '\n']));
        let missing: Vec<&str> = pieces.filter(|piece| !whole.contains(piece.trim())).collect();
        // The first piece holds the imports.
        assert!(missing.iter().all(|piece| piece.contains("use ")), "{tag}: {missing:#?}");
    }
}

#[test]
fn servers_of_operations_that_are_not_selected_are_not_written() {
    let responses = "responses: { '204': { description: ok } }";
    let description = format!(
        "openapi: 3.1.0\ninfo: {{ title: Shop, version: '1' }}\nservers: [ {{ url: 'https://example.com' }} ]\npaths:\n  \
         /a: {{ get: {{ operationId: a, {responses} }} }}\n  \
         /b: {{ get: {{ operationId: b, servers: [ {{ url: 'https://{{zone}}.example.com', variables: {{ zone: {{ default: eu }} }} }} ], {responses} }} }}\n"
    );
    let text = |include: &[&str]| generated(&description, &config(include, &[])).0.unwrap().files["api.rs"].clone();
    assert!(text(&["id:a", "id:b"]).contains("{zone}.example.com"));
    assert!(text(&["id:b"]).contains("{zone}.example.com"));
    assert!(!text(&["id:a"]).contains("zone"));
}
