//! A judge of servers that is not ours: schemathesis draws requests from the description, valid and invalid, one by one and in
//! sequences, and judges each response of the drivers service.

use std::process::Command;
use std::time::Duration;

use crate::process::run;
use crate::{install, running};

/// All checks in all phases. An operation is named that a check is not about.
const SETTINGS: &str = "\
seed = 1

# A driver that was just created is there, and not in the fleet that it is to leave.
[[operations]]
include-name = \"POST /drivers/{driver}/detach\"
checks.ensure_resource_availability.enabled = false
";

#[tokio::test(flavor = "multi_thread")]
async fn schemathesis_finds_no_fault_in_the_drivers_service() {
    let Some(programs) = install::python("schemathesis") else { return };
    let folder = tempfile::tempdir().unwrap();
    let url = running::serve(folder.path()).await;
    let settings = folder.path().join("schemathesis.toml");
    std::fs::write(&settings, SETTINGS).unwrap();
    let mut judge = Command::new(programs.join("schemathesis"));
    judge.arg("--config-file").arg(&settings).args(["run", "--no-color", "--continue-on-failure", "--url", &url]);
    judge.args(["--checks", "all", "--phases", "examples,coverage,fuzzing,stateful"]);
    judge.args(["--header", &format!("Authorization: Bearer {}", running::TOKEN)]).arg(running::description());
    // What it remembers of earlier runs would change what it draws.
    let ended = run(judge.current_dir(folder.path()), Duration::from_secs(300)).unwrap();
    let told = &ended.output;
    assert!(ended.is_success(), "{told}");
    assert!(told.contains("Operations:       9 selected / 9 total") && told.contains("  Tested: 9"), "{told}");
    for phase in ["Examples", "Coverage", "Fuzzing", "Stateful"] {
        assert!(told.contains(&format!("  ✅ {phase}\n")), "{told}");
    }
}
