//! `oasmith locate`: says where a description declares a value of a request or a response.

use std::path::{Path, PathBuf};

use clap::Args;
use oasmith::config::Config;
use oasmith::project::{Failure, Project};

use crate::terminal::Style;
use crate::{Outcome, terminal};

/// Says where a description declares a value of a request or a response, and which patch accepts other values there
///
/// An error of a generated client that could not read a response ends with the location in this form.
#[derive(Debug, Args)]
pub(crate) struct Arguments {
    /// The description, or an oasmith.toml, whose corrections are applied
    #[arg(value_name = "DESCRIPTION")]
    description: PathBuf,
    /// The value: `GET /pets/{id} 200 owner.names[0]`, or `createPet body name`, where `createPet` is an operationId
    #[arg(value_name = "LOCATION")]
    location: String,
    #[command(flatten)]
    pub(crate) style: Style,
}

/// Runs the command.
pub(crate) fn run(arguments: &Arguments) -> Result<Outcome, Failure> {
    let is_settings = arguments.description.extension().is_some_and(|extension| extension == "toml");
    let project = match is_settings {
        true => Project::open(&arguments.description)?,
        false => Project::new(Path::new(""), Config::new(&arguments.description, "api")),
    };
    match oasmith::locate(&project.documents()?, &arguments.location) {
        Ok(text) => {
            terminal::say(text.trim_end());
            Ok(Outcome::Done)
        }
        Err(reason) => {
            terminal::remark(format_args!("error: {reason}"));
            Ok(Outcome::Refused)
        }
    }
}
