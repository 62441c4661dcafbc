//! `oasmith check`: says whether the output folders are what the descriptions say. Writes nothing.

use clap::Args;
use oasmith::build::HEAL;
use oasmith::diagnostic::command;
use oasmith::generate;
use oasmith::output::Drift;
use oasmith::project::{Failure, Project};
use serde::Serialize;

use crate::each::each;
use crate::target::Target;
use crate::terminal::{Format, Style};
use crate::{Outcome, terminal};

/// Compares generated files with the description; exit code 1 where they differ
#[derive(Debug, Args)]
pub(crate) struct Arguments {
    #[command(flatten)]
    target: Target,
    #[command(flatten)]
    pub(crate) style: Style,
}

/// Runs the command.
pub(crate) fn run(arguments: &Arguments) -> Result<Outcome, Failure> {
    let projects = arguments.target.open()?;
    let compare = |project: &Project| project.compare(&project.generate(generate)?);
    let (mut drifted, mut refused) = (0, 0);
    for (project, result) in projects.iter().zip(each(&projects, compare)) {
        match result {
            Ok(drifts) if drifts.is_empty() => arguments.is_same(project),
            Ok(drifts) => {
                drifted += 1;
                arguments.differs(project, &drifts);
            }
            Err(failure) => {
                refused += 1;
                arguments.style.refuse(&failure);
            }
        }
    }
    if projects.len() > 1 {
        let same = projects.len() - drifted - refused;
        let refused = if refused == 0 { String::new() } else { format!(", {refused} cannot be generated") };
        let remedy = if drifted == 0 { String::new() } else { format!(": run `{HEAL}`") };
        terminal::remark(format_args!(
            "{} targets: {same} as described, {drifted} not{refused}{remedy}",
            projects.len()
        ));
    }
    Ok(match (refused, drifted) {
        (1.., _) => Outcome::Refused,
        (0, 1..) => Outcome::Drift,
        (0, 0) => Outcome::Done,
    })
}

/// A file that is not what would be generated, for `--format json`.
#[derive(Debug, Serialize)]
struct Record {
    file: String,
    cause: String,
    diff: String,
}

impl Arguments {
    fn is_same(&self, project: &Project) {
        if self.style.format() == Format::Human {
            let (folder, description) = (project.output(), project.description());
            terminal::say(format_args!("{} is what {} says", folder.display(), description.display()));
        }
    }

    fn differs(&self, project: &Project, drifts: &[Drift]) {
        let (folder, description) = (project.output(), project.description());
        for Drift { path, cause, diff } in drifts {
            let file = folder.join(path).display().to_string().replace('\\', "/");
            match self.style.format() {
                Format::Human => terminal::say(format_args!("{file}: {cause}\n{diff}")),
                Format::Json => {
                    let record = Record { file, cause: cause.to_string(), diff: diff.clone() };
                    // A record always serializes: its keys are strings.
                    terminal::say(serde_json::to_string(&record).unwrap_or_default());
                }
                Format::Github => {
                    let properties = [("file", file), ("title", "oasmith check".to_owned())];
                    terminal::say(command("error", &properties, &format!("{cause}: run `{HEAL}`")));
                }
            }
        }
        let folder = folder.display();
        terminal::remark(format_args!("{folder} is not what {} says: run `{HEAL}`", description.display()));
    }
}
