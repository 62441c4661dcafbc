//! The build script and the command, in a copy of this workspace whose parts drift apart.

use std::fs;
use std::path::{Path, PathBuf};

use crate::cargo::Run;
use crate::ground::{Ground, edit};

/// A copy in which `generated/` is what the description says.
fn healed(ground: &Ground) -> PathBuf {
    let workspace = ground.workspace();
    command(ground, &workspace, "generate").succeeds();
    workspace
}

/// Builds the models, which is enough for the build script to run.
const BUILD: [&str; 6] = ["check", "--package", "chargeapi", "--no-default-features", "--features", "regenerate"];

/// Runs the command as README.md shows it, in CI.
fn command(ground: &Ground, workspace: &Path, name: &str) -> Run {
    ground.cargo_in_ci(workspace, &["run", "--quiet", "--", name])
}

#[test]
fn a_description_that_changed_fails_in_ci_and_warns_elsewhere() {
    let ground = Ground::enter();
    let workspace = healed(&ground);
    ground.cargo_in_ci(&workspace, &BUILD).succeeds_without_warning();
    edit(&workspace.join("spec/drivers.yaml"), "Email address used for login", "Email address for login");

    let warnings = [
        "generated/models.rs: the description changed; run `cargo run -- generate`",
        "generated/oasmith.lock: the description changed; run `cargo run -- generate`",
    ];
    assert_eq!(ground.cargo(&workspace, &BUILD).succeeds().told(), warnings);
    // Nothing but the variable changes.
    let run = ground.cargo_in_ci(&workspace, &BUILD);
    assert_eq!(run.code, Some(101), "{}", run.stderr);
    let told = [
        "generated is not what spec/drivers.yaml says:",
        "generated/models.rs: the description changed",
        "generated/oasmith.lock: the description changed",
    ];
    assert_eq!(run.told(), told);
    assert!(run.stderr.contains("run `cargo run -- generate` and commit the result"), "{}", run.stderr);
    assert_eq!(ground.cargo(&workspace, &BUILD).succeeds().told(), warnings);

    let run = command(&ground, &workspace, "check");
    assert_eq!(
        (run.code, run.told()),
        (Some(1), vec!["generated is not what spec/drivers.yaml says: run `oasmith generate`"])
    );
    let changes: Vec<_> = run.stdout.lines().filter(|line| line.contains("Email address")).collect();
    let expected = [
        "-    /// Email address used for login and notifications.",
        "+    /// Email address for login and notifications.",
    ];
    assert_eq!(changes, expected);

    command(&ground, &workspace, "generate").succeeds();
    assert_eq!(command(&ground, &workspace, "check").succeeds().stdout, "generated is what spec/drivers.yaml says\n");
    ground.cargo(&workspace, &BUILD).succeeds_without_warning();
    ground.cargo_in_ci(&workspace, &BUILD).succeeds_without_warning();
}

#[test]
fn the_next_build_notices_every_change() {
    let ground = Ground::enter();
    let workspace = healed(&ground);
    let told = |expected: &[&str]| {
        let run = ground.cargo(&workspace, &BUILD).succeeds();
        assert_eq!(run.told(), expected);
    };
    told(&[]);
    edit(&workspace.join("generated/models.rs"), "pub email: String,\n", "pub email: String, // mine\n");
    told(&["generated/models.rs: edited by hand; run `cargo run -- generate`"]);
    fs::remove_file(workspace.join("generated/client.rs")).unwrap();
    let both = [
        "generated/client.rs: missing; run `cargo run -- generate`",
        "generated/models.rs: edited by hand; run `cargo run -- generate`",
    ];
    told(&both);
    command(&ground, &workspace, "generate").succeeds();
    told(&[]);
    edit(&workspace.join("oasmith.toml"), "crate = \"chargeapi\"", "crate = \"charge\"");
    told(&["generated/oasmith.lock: the configuration changed; run `cargo run -- generate`"]);
}

#[test]
fn the_command_heals_what_does_not_compile() {
    let ground = Ground::enter();
    let workspace = healed(&ground);
    for name in ["lib.rs", "models.rs"] {
        fs::write(workspace.join("generated").join(name), "<<<<<<< HEAD\n").unwrap();
    }
    assert_eq!(ground.cargo(&workspace, &BUILD).code, Some(101));
    let run = command(&ground, &workspace, "check");
    assert_eq!(run.code, Some(1), "{}", run.stderr);
    let causes: Vec<_> = run.stdout.lines().filter(|line| line.starts_with("generated")).collect();
    assert_eq!(causes, ["generated/lib.rs: edited by hand", "generated/models.rs: edited by hand"]);
    command(&ground, &workspace, "generate").succeeds();
    assert_eq!(command(&ground, &workspace, "check").code, Some(0));
    ground.cargo_in_ci(&workspace, &BUILD).succeeds_without_warning();
}
