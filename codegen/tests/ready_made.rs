//! What is ready to be used around the command: the GitHub Action, `cargo oasmith`, completions.

#![cfg(all(feature = "cli", unix))]

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

/// A description with one operation, whose response may have a property more.
fn description(more: &str) -> String {
    format!(
        "openapi: 3.0.3\ninfo: {{title: Pets, version: 1.0.0}}\npaths:\n  /pets/{{id}}:\n    get:\n      operationId: getPet\n      \
         parameters: [{{name: id, in: path, required: true, schema: {{type: string}}}}]\n      responses:\n        '200': {{description: The pet., \
         content: {{application/json: {{schema: {{$ref: '#/components/schemas/Pet'}}}}}}}}\ncomponents:\n  schemas:\n    \
         Pet: {{type: object, required: [name], properties: {{name: {{type: string}}{more}}}}}\n"
    )
}

fn run(folder: &Path, program: &str, arguments: &[&str]) -> Output {
    let output = Command::new(program).args(arguments).current_dir(folder).output().unwrap();
    assert!(output.status.success(), "{program} {arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
    output
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).unwrap()
}

/// A repository with a description, its generated code, and a `gh` that writes down what it is told.
struct Repository {
    folder: tempfile::TempDir,
}

impl Repository {
    fn new() -> Self {
        let this = Self { folder: tempfile::tempdir().unwrap() };
        let api = this.api();
        fs::create_dir_all(&api).unwrap();
        fs::create_dir(this.folder.path().join("programs")).unwrap();
        fs::write(api.join("oasmith.toml"), "description = 'pets.yaml'\n").unwrap();
        fs::write(api.join("pets.yaml"), description("")).unwrap();
        run(&api, env!("CARGO_BIN_EXE_oasmith"), &["generate", "--quiet"]);
        for arguments in [&["init", "--quiet"][..], &["add", "api"], &["commit", "--quiet", "--message", "first"]] {
            this.git(arguments);
        }
        this.gh("");
        this
    }

    fn api(&self) -> PathBuf {
        self.folder.path().join("api")
    }

    fn git(&self, arguments: &[&str]) -> String {
        let identity = ["-c", "user.name=Ada", "-c", "user.email=ada@example.com"];
        let arguments: Vec<_> = identity.iter().chain(arguments).copied().collect();
        text(&run(self.folder.path(), "git", &arguments).stdout).trim().to_owned()
    }

    /// A `gh` that finds this comment.
    fn gh(&self, comment: &str) {
        let path = self.folder.path().join("programs/gh");
        let said = self.folder.path().join("gh.txt");
        let script = format!(
            "#!/bin/sh\nprintf '%s\\n' \"$@\" >> {}\ncase \"$*\" in *--paginate*) echo {comment};; esac\n",
            said.display()
        );
        fs::write(&path, script).unwrap();
        fs::set_permissions(&path, fs::Permissions::from_mode(0o755)).unwrap();
    }

    /// Exit code and output of the action, what `gh` was told, and the summary of the job.
    fn act(&self, base: &str, variables: &[(&str, &str)]) -> (i32, String, String, String) {
        let at = |name: &str| self.folder.path().join(name);
        for name in ["gh.txt", "summary.md"] {
            fs::write(at(name), "").unwrap();
        }
        let commands = Path::new(env!("CARGO_BIN_EXE_oasmith")).parent().unwrap();
        let path = format!("{}:{}:{}", at("programs").display(), commands.display(), std::env::var("PATH").unwrap());
        let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("../action/run.sh");
        let mut command = Command::new("bash");
        command.arg(script).current_dir(self.folder.path()).env("PATH", path).env("FOLDER", "api").env("BASE", base);
        command.env("GITHUB_STEP_SUMMARY", at("summary.md")).env("GITHUB_REPOSITORY", "ada/pets");
        command.env("PULL_REQUEST", "7").envs(variables.iter().copied());
        let output = command.output().unwrap();
        let said = text(&output.stdout) + &text(&output.stderr);
        let [gh, summary] = ["gh.txt", "summary.md"].map(|name| fs::read_to_string(at(name)).unwrap());
        (output.status.code().unwrap(), said, gh, summary)
    }
}

#[test]
fn the_action_checks_and_comments_once() {
    let repository = Repository::new();
    let base = repository.git(&["rev-parse", "HEAD"]);
    let (code, said, gh, summary) = repository.act(&base, &[]);
    assert_eq!((code, said.as_str()), (0, ""), "{gh}");
    assert!(summary.starts_with("<!-- oasmith -->\n## What changes for users of the generated code\n"), "{summary}");

    // The description changes, and the code does not: the check fails, with a place in the repository.
    fs::write(repository.api().join("pets.yaml"), description(", age: {type: integer}")).unwrap();
    let (code, said, gh, summary) = repository.act(&base, &[]);
    assert_eq!(code, 1, "{said}");
    assert!(
        said.contains("::error file=api/generated/models.rs,title=oasmith check::the description changed"),
        "{said}"
    );
    assert!(gh.contains("POST\nrepos/ada/pets/issues/7/comments\n--raw-field\nbody=<!-- oasmith -->\n"), "{gh}");
    assert!(summary.contains("`Pet.age`") && gh.contains("`Pet.age`"), "{summary}");

    // `generate` heals it. The comment that is there is written anew.
    run(&repository.api(), env!("CARGO_BIN_EXE_oasmith"), &["generate", "--quiet"]);
    repository.gh("4711");
    let (code, said, gh, _) = repository.act(&base, &[]);
    assert_eq!((code, said.as_str()), (0, ""));
    assert!(gh.contains("PATCH\nrepos/ada/pets/issues/comments/4711\n"), "{gh}");
    // A minor change fails only where that is wanted.
    assert_eq!(repository.act(&base, &[("FAIL_ON", "major")]).0, 0);
    assert_eq!(repository.act(&base, &[("FAIL_ON", "minor")]).0, 1);

    // Nobody may comment: the summary has it all the same.
    fs::write(repository.folder.path().join("programs/gh"), "#!/bin/sh\nexit 1\n").unwrap();
    let (code, _, _, summary) = repository.act(&base, &[]);
    assert!(code == 0 && summary.contains("`Pet.age`"), "{summary}");
    // Without a commit to compare with, it only checks.
    assert_eq!(repository.act("", &[]), (0, String::new(), String::new(), String::new()));
}

/// A change from the edit to the next commit: drift fails, `generate` heals, and the difference has its version.
#[test]
fn a_change_goes_through_a_repository() {
    let repository = Repository::new();
    let (api, command) = (repository.api(), env!("CARGO_BIN_EXE_oasmith"));
    let check = || Command::new(command).arg("check").current_dir(&api).output().unwrap().status.code().unwrap();
    assert_eq!(check(), 0);
    fs::write(api.join("pets.yaml"), description(", age: {type: integer}")).unwrap();
    assert_eq!(check(), 1);
    run(&api, command, &["generate", "--quiet"]);
    repository.git(&["add", "api"]);
    repository.git(&["commit", "--quiet", "--message", "second"]);
    assert_eq!(check(), 0);
    let output = run(&api, command, &["diff", "git:HEAD~1:./", "git:HEAD:./", "--format", "json"]);
    let report: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    let (summary, change) = (&report["summary"], &report["changes"][0]);
    assert_eq!((&summary["rust"], &change["id"]), (&"minor".into(), &"property-added".into()), "{report}");
}

#[test]
fn the_action_and_the_hook_call_commands_that_there_are() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let action = fs::read_to_string(root.join("action.yml")).unwrap();
    let action: serde_json::Value = serde_saphyr::from_str(&action).unwrap();
    let steps = action["runs"]["steps"].as_array().unwrap();
    let last = steps.last().unwrap();
    assert_eq!(last["run"], "bash \"${{ github.action_path }}/action/run.sh\"");
    // Every variable that the script documents is set by the action or by GitHub.
    let script = fs::read_to_string(root.join("action/run.sh")).unwrap();
    for name in ["FOLDER", "BASE", "FAIL_ON", "ACCEPT", "PULL_REQUEST"] {
        assert!(script.contains(name) && last["env"].get(name).is_some(), "{name}");
    }
    let hooks = fs::read_to_string(root.join(".pre-commit-hooks.yaml")).unwrap();
    let hooks: serde_json::Value = serde_saphyr::from_str(&hooks).unwrap();
    assert_eq!(hooks[0]["entry"], "oasmith check");
}

#[test]
fn cargo_finds_the_command() {
    let folder = tempfile::tempdir().unwrap();
    let command = env!("CARGO_BIN_EXE_cargo-oasmith");
    for arguments in [&["oasmith", "--version"][..], &["--version"]] {
        let said = text(&run(folder.path(), command, arguments).stdout);
        assert_eq!(said, format!("oasmith {}\n", env!("CARGO_PKG_VERSION")));
    }
    // The exit code is that of the command.
    let output = Command::new(command).args(["oasmith", "check"]).current_dir(folder.path()).output().unwrap();
    assert_eq!(output.status.code(), Some(2));
}

#[test]
fn shells_get_their_completions() {
    let folder = tempfile::tempdir().unwrap();
    for (shell, part) in [("bash", "_oasmith()"), ("zsh", "#compdef oasmith"), ("fish", "complete -c oasmith")] {
        let script = text(&run(folder.path(), env!("CARGO_BIN_EXE_oasmith"), &["completions", shell]).stdout);
        assert!(script.contains(part) && script.contains("generate"), "{script}");
    }
}
