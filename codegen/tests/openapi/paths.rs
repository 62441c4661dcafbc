//! Path templates, path items, methods, webhooks and callbacks.

use crate::{Read, read_3, read_all};

fn methods(read: &Read) -> Vec<(&str, &str)> {
    read.api.operations.iter().map(|operation| (operation.method.as_str(), operation.path.as_str())).collect()
}

#[test]
fn fields_beside_the_ref_of_a_path_are_merged() {
    let read = read_all(&[
        (
            "api.yaml",
            "openapi: 3.1.0\ninfo: { title: T, version: '1' }\npaths:\n  /a:\n    $ref: paths/a.yaml\n    \
             post: { operationId: own, responses: {} }\n    parameters: [{ name: q, in: query, schema: { type: integer } }]\n  \
             /b: { $ref: paths/a.yaml, description: mine }\n",
        ),
        (
            "paths/a.yaml",
            "get: { responses: { default: { $ref: '../answers.yaml#/Err' } } }\npost: { operationId: other, responses: {} }\n\
             parameters: [{ name: q, in: query, schema: { type: string } }, { name: r, in: query, schema: {} }]\n",
        ),
        ("answers.yaml", "Err: { description: wrong }\n"),
    ]);
    assert_eq!(methods(&read), [("POST", "/a"), ("GET", "/a"), ("GET", "/b"), ("POST", "/b")]);
    assert_eq!(read.operation("POST", "/a").id.as_deref(), Some("own"));
    assert_eq!(read.operation("GET", "/a").responses[0].description, "wrong");
    assert_eq!(read.operation("GET", "/b").description.as_deref(), Some("mine"));
    let parameters = &read.operation("GET", "/a").parameters;
    assert_eq!(parameters.iter().map(|p| (p.name.as_str(), p.at.file.0)).collect::<Vec<_>>(), [("r", 1), ("q", 0)]);
    assert_eq!(read.reports, ["W-ref-siblings #/paths/~1a/$ref"]);
}

#[test]
fn methods_of_3_2() {
    let read = read_3(
        "3.2.0",
        "paths:\n  /p:\n    query: { responses: {} }\n    additionalOperations:\n      COPY: { responses: {} }\n      \
         'X#Y': { responses: {} }\n      get: { responses: {} }\n      POST: { responses: {} }\n      'a b': { responses: {} }\n",
    );
    assert_eq!(methods(&read), [("QUERY", "/p"), ("COPY", "/p"), ("X#Y", "/p"), ("get", "/p")]);
    assert_eq!(
        read.reports,
        ["E-method #/paths/~1p/additionalOperations/POST", "E-method #/paths/~1p/additionalOperations/a b",]
    );
}

#[test]
fn earlier_versions_have_no_such_methods() {
    let read = read_3(
        "3.1.0",
        "paths: { /p: { query: { responses: {} }, additionalOperations: {}, trace: { responses: {} } } }",
    );
    assert_eq!(methods(&read), [("TRACE", "/p")]);
    assert_eq!(
        read.reports,
        ["W-foreign-keyword #/paths/~1p/query", "W-foreign-keyword #/paths/~1p/additionalOperations"]
    );
}

#[test]
fn paths_that_differ_in_names_alone() {
    let read = read_3(
        "3.1.0",
        "paths:\n  '/a/{x}': { get: { parameters: [&x { name: x, in: path, schema: {} }], responses: {} } }\n  \
         '/a/{y}':\n    parameters: [{ name: y, in: path, schema: {} }]\n    get: { responses: {} }\n    post: { responses: {} }\n  \
         '/a/{x}/': { get: { parameters: [*x], responses: {} } }\n",
    );
    assert_eq!(read.api.operations.len(), 4);
    assert_eq!(read.reports, ["W-ambiguous-path #/paths/~1a~1{y}/get"]);
}

#[test]
fn a_fragment_tells_no_paths_apart_and_a_query_or_a_constant_does() {
    let read = read_3(
        "3.1.0",
        "paths:\n  \
         '/x#a': { get: { responses: {} } }\n  \
         '/x#b': { get: { responses: {} } }\n  \
         '/x': { get: { responses: {} } }\n  \
         '/do?action=a': { get: { responses: {} } }\n  \
         '/do?action=b': { get: { responses: {} } }\n  \
         '/y#c': { get: { parameters: [{ name: T, in: header, required: true, schema: { const: c } }], responses: {} } }\n  \
         '/y#d': { get: { parameters: [{ name: T, in: header, required: true, schema: { enum: [d] } }], responses: {} } }\n  \
         '/y#e': { get: { parameters: [{ name: T, in: header, required: true, schema: { enum: [d, e] } }], responses: {} } }\n  \
         '/y#f': { get: { parameters: [{ name: T, in: header, schema: { const: f } }], responses: {} } }\n",
    );
    assert_eq!(
        read.reports,
        [
            "W-ambiguous-path #/paths/~1x#b/get",
            "W-ambiguous-path #/paths/~1x/get",
            "W-ambiguous-path #/paths/~1y#f/get",
        ]
    );
}

#[test]
fn a_variable_without_parameter_is_a_required_string() {
    let read = read_3(
        "3.1.0",
        "paths: { '/a/{id}.{ext}#{no}': { get: { responses: {}, parameters: [{ name: ext, in: path, schema: {} }] } } }",
    );
    let parameter = read.parameter("id");
    assert!(parameter.required);
    assert_eq!(format!("{:?}", parameter.location), "Path");
    assert_eq!(read.api.schemas[parameter.schema].types, Some(oasmith::api::Types::STRING));
    assert_eq!(read.api.operations[0].parameters.len(), 2);
    assert_eq!(read.reports, ["W-implicit-parameter #/paths/~1a~1{id}.{ext}#{no}/get"]);
}

#[test]
fn signs_of_rfc_6570_in_a_path_are_left_out() {
    let read = read_3(
        "3.0.3",
        "paths: { '/a/{;id*}/{+b}': { get: { responses: {}, parameters: [{ name: id, in: path, style: matrix, schema: {} }] } } }",
    );
    assert_eq!(methods(&read), [("GET", "/a/{id}/{+b}")]);
    assert_eq!(
        read.reports,
        ["W-template #/paths/~1a~1{;id*}~1{+b}/get", "W-implicit-parameter #/paths/~1a~1{;id*}~1{+b}/get"]
    );
}

#[test]
fn a_repeated_variable() {
    let read = read_3(
        "3.1.0",
        "paths: { '/a/{x}/b/{x}': { get: { parameters: [{ name: x, in: path, schema: {} }], responses: {} } } }",
    );
    assert_eq!(read.api.operations[0].parameters.len(), 1);
    assert_eq!(read.reports, ["W-repeated-variable #/paths/~1a~1{x}~1b~1{x}/get"]);
}

#[test]
fn parameters_of_a_path() {
    let read = read_3(
        "3.0.3",
        "paths:\n  /empty: {}\n  '/a/{id}':\n    parameters:\n      - { name: id, in: path, schema: { type: integer } }\n      \
         - { name: v, in: query, schema: {} }\n    get:\n      parameters:\n        \
         - { name: id, in: path, schema: { type: string } }\n        - { name: id, in: query, schema: {} }\n      responses: {}\n",
    );
    let parameters: Vec<String> =
        read.api.operations[0].parameters.iter().map(|p| format!("{:?} {}", p.location, p.name)).collect();
    assert_eq!(parameters, ["Query v", "Path id", "Query id"]);
    assert_eq!(read.api.schemas[read.parameter("id").schema].types, Some(oasmith::api::Types::STRING));
    assert_eq!(read.reports, [""; 0]);
}

#[test]
fn webhooks() {
    let read = read_3(
        "3.1.0",
        "webhooks:\n  order.created:\n    $ref: '#/components/pathItems/Hook'\n    description: mine\n  x-not: 1\n\
         components:\n  pathItems:\n    Hook: { description: theirs, post: { requestBody: { content: { application/json: { schema: { type: object } } } }, \
         responses: { '200': { description: '' } } } }\n    Unused: { get: { responses: {} } }\n",
    );
    let [webhook] = read.api.webhooks.as_slice() else { panic!("{:?}", read.api.webhooks) };
    assert_eq!((webhook.name.as_str(), webhook.expression.as_deref()), ("order.created", None));
    assert_eq!(webhook.operations[0].method, "POST");
    assert_eq!(webhook.operations[0].description.as_deref(), Some("mine"));
    assert_eq!(webhook.operations[0].body.as_ref().unwrap().media.len(), 1);
    assert_eq!((read.api.operations.len(), read.api.operations_total), (0, 0));
    assert_eq!(webhook.named_at.pointer.as_ref(), "/webhooks/order.created");
    assert_eq!(read.reports, Vec::<String>::new());
}

#[test]
fn webhooks_of_3_0_are_reported() {
    let read = read_3("3.0.3", "paths: {}\nwebhooks: { a: { post: { responses: {} } } }");
    assert_eq!((read.api.webhooks.len(), read.reports), (0, vec!["W-foreign-keyword #/webhooks".to_owned()]));
}

#[test]
fn callbacks() {
    let read = read_3(
        "3.0.3",
        "paths: { /a: { post: { responses: {}, callbacks: { done: { $ref: '#/components/callbacks/Done' }, \
         other: { 'http://x/{$request.body#/id}': { get: { responses: {} } } } } } } }\n\
         components: { callbacks: { Done: { '{$request.body#/url}': { post: { responses: {} }, put: { responses: {} } }, \
         '{$request.query.q}': { post: { responses: {} } } } } }",
    );
    let callbacks: Vec<(&str, &str, usize)> = read.api.operations[0]
        .callbacks
        .iter()
        .map(|callback| (callback.name.as_str(), callback.expression.as_deref().unwrap(), callback.operations.len()))
        .collect();
    assert_eq!(
        callbacks,
        [
            ("done", "{$request.body#/url}", 2),
            ("done", "{$request.query.q}", 1),
            ("other", "http://x/{$request.body#/id}", 1)
        ]
    );
    assert_eq!(read.api.operations_total, 1);
    let named: Vec<&str> =
        read.api.operations[0].callbacks.iter().map(|callback| callback.named_at.pointer.as_ref()).collect();
    let place = "/paths/~1a/post/callbacks";
    assert_eq!(named, [format!("{place}/done"), format!("{place}/done"), format!("{place}/other")]);
    assert_eq!(read.reports, Vec::<String>::new());
}

#[test]
fn a_callback_that_leads_back_to_itself_is_read_once() {
    let read = read_3(
        "3.1.0",
        "paths: { /a: { post: { responses: {}, callbacks: { c: { '{$url}': { $ref: '#/paths/~1a' } } } } } }",
    );
    let callbacks = &read.api.operations[0].callbacks;
    assert_eq!(callbacks[0].operations[0].callbacks.len(), 0);
    // Left out inside itself.
    assert_eq!(read.reports, ["W-unsupported #/paths/~1a/post/callbacks/c"]);
}

#[test]
fn broken_expressions() {
    let read = read_3(
        "3.1.0",
        "paths: { /a: { post: { responses: {}, callbacks: { c: { '{$request.boddy}': {}, '$request.query.u': {} } } } } }",
    );
    let place = "#/paths/~1a/post/callbacks/c";
    assert_eq!(read.reports, [format!("W-runtime-expression {place}/{{$request.boddy}}")]);
}

#[test]
fn a_path_begins_with_a_slash() {
    let read = read_3("3.1.0", "paths: { pets: { get: { responses: {} } } }");
    assert_eq!(methods(&read), [("GET", "/pets")]);
    assert_eq!(read.reports, ["W-template #/paths/pets/get"]);
}

/// Each path item has callbacks that are all the path items: what stands inside a callback is not followed, so that reading
/// takes as long as the text is long. With one more level this would take minutes.
#[test]
fn callbacks_do_not_multiply() {
    let callbacks = |number| format!("c{number}: {{ '{{$url}}': {{ $ref: '#/components/pathItems/I{number}' }} }}");
    let callbacks: Vec<String> = (0..60).map(callbacks).collect();
    let item =
        |number| format!("I{number}: {{ post: {{ responses: {{}}, callbacks: {{ {} }} }} }}", callbacks.join(", "));
    let items: Vec<String> = (0..60).map(item).collect();
    let paths: Vec<String> = (0..60).map(|n| format!("/p{n}: {{ $ref: '#/components/pathItems/I{n}' }}")).collect();
    let text = format!("paths: {{ {} }}\ncomponents: {{ pathItems: {{ {} }} }}", paths.join(", "), items.join(", "));
    let read = read_3("3.1.0", &text);
    assert_eq!((read.api.operations.len(), read.api.operations[59].callbacks.len()), (60, 60));
}
