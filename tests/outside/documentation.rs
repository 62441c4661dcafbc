//! What a description says becomes documentation: never code, never a test, never a warning.

use crate::ground::{Ground, lock};

/// Everything in Markdown and in Rust that could mean something to rustdoc.
const TEXTS: &str = r#"Sent by
            an indented line:

                curl -X POST https://example.com/pets

            ```rust
            compile_error!("a test");
            ```

            ~~~
            no_language();
            ~~~

            An end */ and a start /* of a comment, "quotes", back\slashes, `one ` two ``, [x], [a][b], [c](d), <b>, <Vec<T>>, &nbsp;,
            https://example.com/?a=b&c=d, a | b, # no heading, #[attribute], {braces}, $ref, %20, 😀.

            ```
            an open fence"#;

/// One operation, with as many parameters as no function may have (`clippy::too_many_arguments` stops at 7).
fn description() -> String {
    let text = TEXTS;
    let parameters: String = (1..=14)
        .map(|number| {
            format!(
                "        - name: p{number}\n          in: query\n          required: {}\n          schema: {{ type: string }}\n          description: |\n            {text}\n",
                number < 8
            )
        })
        .collect();
    let text = |indent: usize| text.replace("            ", &" ".repeat(indent));
    format!(
        "openapi: 3.1.0\ninfo:\n  title: Texts */ of [x]\n  version: '1'\n  description: |\n    {}\npaths:\n  /a:\n    post:\n      operationId: a\n      description: |\n        {}\n      \
         parameters:\n{parameters}      requestBody: {{ required: true, content: {{ application/json: {{ schema: {{ $ref: '#/components/schemas/A' }} }} }} }}\n      \
         responses:\n        '200':\n          description: |\n            {}\n          content: {{ application/json: {{ schema: {{ $ref: '#/components/schemas/A' }} }} }}\n\
         components:\n  schemas:\n    A:\n      type: object\n      description: |\n        {}\n      properties:\n        a:\n          type: string\n          enum: [x, y]\n          description: |\n            {}\n",
        text(4),
        text(8),
        text(12),
        text(8),
        text(12),
    )
}

#[test]
fn a_description_is_documentation_and_nothing_else() {
    let ground = Ground::enter();
    let folder = ground.path("texts");
    std::fs::create_dir_all(&folder).unwrap();
    std::fs::write(folder.join("api.yaml"), description()).unwrap();
    let (api, out) = (folder.join("api.yaml"), folder.join("sdk"));
    let arguments = ["run", "--quiet", "--", "generate", api.to_str().unwrap(), "--out", out.to_str().unwrap()];
    let run = ground.cargo(&ground.workspace(), &arguments).succeeds();
    assert!(run.stdout.starts_with("1 operation, 2 types, 0 not generated"), "{}", run.stdout);
    std::fs::write(out.join("Cargo.lock"), lock()).unwrap();

    ground.cargo_with(&out, &[("RUSTDOCFLAGS", "-D warnings")], &["doc", "--no-deps"]).succeeds_without_warning();
    let run = ground.cargo(&out, &["test", "--doc"]).succeeds_without_warning();
    // The example of the operation is the only one.
    assert!(run.stdout.contains("running 1 test\ntest src/client.rs - client::Client::a "), "{}", run.stdout);
    ground.cargo(&out, &["clippy", "--", "-D", "warnings"]).succeeds_without_warning();
}
