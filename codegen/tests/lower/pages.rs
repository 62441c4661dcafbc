//! Which operations have pages, and what settings of pages are refused.

use oasmith::config::Config;
use oasmith::diagnostic::Sink;
use oasmith::source::Documents;

/// An operation `list`, with query parameters and the properties of its success.
fn description(parameters: &str, properties: &str) -> String {
    operation("get", parameters, &format!("{{ type: object, properties: {{ {properties} }} }}"), "")
}

fn operation(method: &str, parameters: &str, schema: &str, headers: &str) -> String {
    let parameters = parameters.split(';').filter(|text| !text.is_empty()).map(|text| {
        let (name, schema) = text.split_once(':').unwrap();
        format!("{{ name: '{}', in: query, schema: {schema} }}", name.trim())
    });
    let parameters = parameters.collect::<Vec<_>>().join(", ");
    format!(
        "openapi: 3.1.0\ninfo: {{ title: Pets, version: '1' }}\npaths:\n  /pets:\n    {method}:\n      operationId: list\n      \
         tags: [pets]\n      parameters: [{parameters}]\n      responses:\n        '200':\n          description: A page.\n          \
         headers: {{ {headers} }}\n          content: {{ application/json: {{ schema: {schema} }} }}\n"
    )
}

/// The line that says how pages follow each other, and what is reported, with its help.
fn generated(description: &str, settings: &str) -> (Option<String>, Vec<String>) {
    let documents = Documents::from_texts(&[("api.yaml", description)]).unwrap();
    let mut sink = Sink::new();
    let config = Config::parse(&format!("description = 'api.yaml'\nproducts = ['client']\n{settings}")).unwrap();
    let generated = oasmith::generate(&documents, &config, &mut sink);
    let line = generated.and_then(|generated| {
        let client = generated.files["client.rs"].replace("\n        .", ".");
        let (_, rest) = client.split_once("&'static Pagination = &Pagination::")?;
        rest.split_once(';').map(|(line, _)| line.to_owned())
    });
    let entry = |entry: &oasmith::diagnostic::Diagnostic| {
        format!("{} {}: {}", entry.code.id(), entry.message, entry.help.as_deref().unwrap_or_default())
    };
    (line, sink.iter().map(entry).collect())
}

fn recognised(description: &str) -> Option<String> {
    let (line, reports) = generated(description, "");
    assert_eq!(reports, [""; 0]);
    line
}

const STRING: &str = "{ type: string }";
const INTEGER: &str = "{ type: integer }";
const PETS: &str =
    "data: { type: array, items: { type: object, required: [id], properties: { id: { type: string } } } }";

#[track_caller]
fn is(parameters: &[(&str, &str)], properties: &str, expected: Option<&str>) {
    let parameters: Vec<String> = parameters.iter().map(|(name, schema)| format!("{name}:{schema}")).collect();
    let found = recognised(&description(&parameters.join(";"), &format!("{PETS}, {properties}")));
    assert_eq!(found.as_deref(), expected);
}

#[test]
fn tokens_are_recognised_by_both_names() {
    let text = "next_cursor: { type: string }";
    is(&[("cursor", STRING)], text, Some(r#"of("/data").token("cursor", "/next_cursor")"#));
    is(&[("page[after]", STRING)], text, Some(r#"of("/data").token("page[after]", "/next_cursor")"#));
    is(&[("before", STRING)], text, None);
    is(&[("cursor", "{ type: boolean }")], text, None);
    is(&[("cursor", STRING)], "next_cursor: { type: boolean }", None);
    let nested = "meta: { type: object, properties: { nextPageToken: { type: [string, 'null'] } } }";
    is(&[("pageToken", STRING)], nested, Some(r#"of("/data").token("pageToken", "/meta/nextPageToken")"#));
    // The cursor of the response may be the one that was sent.
    is(&[("cursor", STRING)], "cursor: { type: string }", None);
    let next = "next_page: { type: string }";
    is(&[("page_token", STRING)], next, Some(r#"of("/data").token("page_token", "/next_page")"#));
    is(&[("page", STRING)], next, None);
    let flagged = format!("{next}, has_more: {{ type: boolean }}");
    is(&[("page", STRING)], &flagged, Some(r#"of("/data").token("page", "/next_page").more("/has_more")"#));
}

#[test]
fn a_second_way_is_no_certainty_unless_there_is_a_flag() {
    let (both, text) = ([("marker", STRING), ("offset", INTEGER), ("limit", INTEGER)], "next_marker: { type: string }");
    is(&both, text, None);
    is(&both, "total: { type: integer }", None);
    let flagged = format!("{text}, has_more: {{ type: boolean }}");
    is(&both, &flagged, Some(r#"of("/data").token("marker", "/next_marker").more("/has_more")"#));
}

#[test]
fn the_id_of_the_last_item_is_recognised_beside_a_flag() {
    let more = "has_more: { type: boolean }";
    let expected = r#"of("/data").last_item("starting_after", "/id").more("/has_more")"#;
    is(&[("starting_after", STRING)], more, Some(expected));
    is(&[("starting_after", STRING)], "", None);
    let items = "items: { type: array, items: { type: object, properties: { name: { type: string } } } }";
    assert_eq!(recognised(&description(&format!("starting_after:{STRING}"), &format!("{items}, {more}"))), None);
}

#[test]
fn urls_are_recognised_by_their_names_or_their_format() {
    is(&[], "'@odata.nextLink': { type: string }", Some(r#"of("/data").url("/@odata.nextLink")"#));
    is(&[("page", INTEGER)], "next: { type: string }", None);
    is(&[], "next: { type: string, format: uri }", None);
    is(&[("page", INTEGER)], "next: { type: [string, 'null'], format: uri }", Some(r#"of("/data").url("/next")"#));
    let links = "links: { type: object, properties: { next: { type: string, format: uri } } }";
    is(&[("limit", INTEGER)], links, Some(r#"of("/data").url("/links/next")"#));
    // A token that is a URL is followed as one.
    is(&[("page_token", STRING)], "next_page: { type: string, format: uri }", Some(r#"of("/data").url("/next_page")"#));
}

#[test]
fn links_are_recognised_by_the_header_and_a_parameter() {
    let list = |parameters: &str, headers: &str| {
        recognised(&operation("get", parameters, "{ type: array, items: { type: string } }", headers))
    };
    let link = "link: { schema: { type: string } }";
    assert_eq!(list("per_page:{ type: integer }", link).as_deref(), Some(r#"of("").link()"#));
    assert_eq!(list("", link), None);
    assert_eq!(list("per_page:{ type: integer }", ""), None);
    let schema = format!("{{ type: object, properties: {{ {PETS} }} }}");
    assert_eq!(recognised(&operation("put", "page:{ type: integer }", &schema, link)), None);
}

#[test]
fn offsets_are_recognised_beside_a_limit_and_a_number_of_all() {
    let parameters = [("offset", INTEGER), ("limit", INTEGER)];
    let expected = r#"of("/data").offset("offset").total("/total_entries")"#;
    is(&parameters, "total_entries: { type: integer }", Some(expected));
    is(&parameters, "count: { type: integer }", None);
    is(&[("offset", INTEGER)], "total: { type: integer }", None);
    is(&[("offset", "{ type: integer, minimum: 1 }"), ("limit", INTEGER)], "total: { type: integer }", None);
    is(&[("offset", STRING), ("limit", INTEGER)], "total: { type: integer }", None);
}

#[test]
fn numbers_are_recognised_where_the_first_one_is_known() {
    let pages = "pagination: { type: object, properties: { total_pages: { type: integer } } }";
    let from = |first: u8| format!(r#"of("/data").number("page", {first}).total("/pagination/total_pages")"#);
    is(&[("page", "{ type: integer, default: 1 }")], pages, Some(&from(1)));
    is(&[("page", "{ type: integer, default: 0, minimum: 0 }")], pages, Some(&from(0)));
    is(&[("page", "{ type: integer, minimum: 1 }")], pages, Some(&from(1)));
    is(&[("page", INTEGER)], pages, None);
    is(&[("page", "{ type: integer, default: 1 }")], "", None);
}

#[test]
fn items_are_in_the_only_array_or_in_the_one_with_a_usual_name() {
    let with = |properties: &str| {
        recognised(&description(&format!("cursor:{STRING}"), &format!("next_cursor: {STRING}, {properties}")))
    };
    let array = |name: &str| format!("{name}: {{ type: array, items: {{ type: string }} }}");
    let of = |pointer: &str| Some(format!(r#"of("{pointer}").token("cursor", "/next_cursor")"#));
    assert_eq!(with(&array("pets")), of("/pets"));
    assert_eq!(with(&format!("{}, {}", array("pets"), array("warnings"))), of("/pets"));
    assert_eq!(with(&format!("{}, {}", array("pets"), array("items"))), of("/items"));
    assert_eq!(with(&format!("{}, {}", array("pets"), array("owners"))), None);
    assert_eq!(with(&format!("result: {{ type: object, properties: {{ {} }} }}", array("pets"))), of("/result/pets"));
}

#[test]
fn settings_have_precedence_and_the_more_exact_one_counts() {
    let description =
        description(&format!("cursor:{STRING};skip:{INTEGER}"), &format!("{PETS}, next_cursor: {STRING}"));
    let line = |settings: &str| {
        let (line, reports) = generated(&description, &format!("[pagination]\n{settings}"));
        assert_eq!(reports, [""; 0]);
        line
    };
    assert_eq!(line("default = { link = true }\n'id:list' = false"), None);
    assert_eq!(
        line("default = { link = true }\n'tag:pets' = { offset = 'skip' }").as_deref(),
        Some(r#"of("/data").offset("skip")"#)
    );
    assert_eq!(line("'id:list' = { link = true }\n'path:/**' = false").as_deref(), Some(r#"of("/data").link()"#));
    assert_eq!(
        line("default = { parameter = 'cursor', last = 'id', items = '/data' }").as_deref(),
        Some(r#"of("/data").last_item("cursor", "/id")"#)
    );
}

#[test]
fn what_is_recognised_is_taken_by_a_setting() {
    let description = description(&format!("cursor:{STRING}"), &format!("{PETS}, next_cursor: {STRING}"));
    assert!(recognised(&description).is_some());
    assert_eq!(generated(&description, "[pagination]\n'method:get' = false"), (None, Vec::new()));
}

#[test]
fn settings_that_name_nothing_are_refused() {
    let description = description(&format!("cursor:{STRING}"), &format!("{PETS}, next_cursor: {STRING}"));
    let report = |settings: &str| generated(&description, &format!("[pagination]\n{settings}")).1.join("\n");
    assert_eq!(
        report("'id:list' = { parameter = 'cursr', token = 'next_cursor' }"),
        "E-config no operation that `id:list` selects has the query parameter `cursr`, which `[pagination]` in oasmith.toml names: \
         did you mean `cursor`?"
    );
    assert_eq!(
        report("default = { parameter = 'cursor', token = 'next_cursr' }"),
        "E-config no operation has the property `next_cursr`, which `[pagination]` in oasmith.toml names: did you mean `next_cursor`?"
    );
    assert_eq!(
        report("default = { parameter = 'cursor', last = 'uid' }"),
        "E-config no operation has the property `uid`, which `[pagination]` in oasmith.toml names: did you mean `id`?"
    );
    assert_eq!(
        report("default = { offset = 'offset', total = 'n' }"),
        "E-config no operation has the query parameter `offset`, which `[pagination]` in oasmith.toml names: there is the query \
         parameter `cursor`"
    );
    assert_eq!(
        report("'id:lists' = false"),
        "E-config `id:lists` under `pagination` selects no operation: did you mean `id:list`?"
    );
}

#[test]
fn a_setting_that_takes_nothing_says_which_operations_have_pages() {
    let mut description = description(&format!("cursor:{STRING}"), &format!("{PETS}, next_cursor: {STRING}"));
    description.push_str("  /owners: { get: { operationId: owners, responses: { '200': { description: All. } } } }\n");
    let (_, reports) = generated(&description, "[pagination]\n'id:owners' = false");
    assert_eq!(
        reports[..1],
        [
            "W-unused-mapping `id:owners` under `[pagination]` is about operations that have no pages without it: these operations have pages: `list`"
        ]
    );
}

#[test]
fn a_rule_is_one_of_several() {
    let refused = |rule: &str| {
        let text = format!("description = 'api.yaml'\n[pagination]\ndefault = {rule}");
        Config::parse(&text).unwrap_err().message().to_owned()
    };
    assert!(refused("true").contains("`false` means no pages"));
    assert!(refused("{ token = 'next' }").contains("write one of `parameter` and `token`"));
    assert!(refused("{ offset = 'a', page = 'b' }").contains("write one of"));
    assert!(refused("{ offset = 'a', first = 1 }").contains("`first` is the number of the first page"));
    assert!(refused("{ link = false }").contains("`link` is `true`"));
    assert!(refused("{ ofset = 'a' }").contains("unknown field `ofset`"));
    assert!(refused("7").contains("expected `false`, or a table"));
    // Settings are written as they are read.
    let text = "description = 'api.yaml'\n[pagination]\ndefault = { page = 'p', first = 0, items = 'a' }\n'id:x' = false\n'id:y' = { url = '/links/next' }";
    let config = Config::parse(text).unwrap();
    assert_eq!(Config::parse(&toml::to_string(&config).unwrap()).unwrap(), config);
}
