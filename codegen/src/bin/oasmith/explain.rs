//! `oasmith explain`: says what a code means.

use clap::Args;
use oasmith::diagnostic::{Code, codes, explanations};
use oasmith::did_you_mean::did_you_mean;

use crate::{Outcome, terminal};

/// Says what a code of a report means, or lists all codes
#[derive(Debug, Args)]
pub(crate) struct Arguments {
    /// The code, such as W-unchecked
    #[arg(value_name = "CODE", value_parser = code)]
    code: Option<Code>,
}

/// Runs the command.
pub(crate) fn run(arguments: &Arguments) -> Outcome {
    let text = arguments.code.map_or_else(explanations::list, explanations::explain);
    terminal::say(text.trim_end());
    Outcome::Done
}

fn code(id: &str) -> Result<Code, String> {
    Code::find(id).ok_or_else(|| match did_you_mean(id, codes::ALL.iter().map(|entry| entry.code.id())) {
        Some(name) => format!("did you mean `{name}`?"),
        None => "`oasmith explain` lists all codes".to_owned(),
    })
}
