//! `cargo oasmith`: the command `oasmith`, under the name by which Cargo finds it.
//!
//! Owns nothing: it runs the program beside it, with the same arguments.

use std::env;
use std::process::{Command, ExitCode};

fn main() -> ExitCode {
    // Cargo gives the name of the subcommand first.
    let arguments: Vec<_> = env::args_os().skip(1).collect();
    let arguments = match arguments.split_first() {
        Some((first, rest)) if first == "oasmith" => rest,
        Some(_) | None => &arguments,
    };
    let program = env::current_exe().map(|this| this.with_file_name(format!("oasmith{}", env::consts::EXE_SUFFIX)));
    let status = program.and_then(|program| Command::new(program).args(arguments).status());
    match status {
        Ok(status) => status.code().and_then(|code| u8::try_from(code).ok()).map_or(ExitCode::FAILURE, ExitCode::from),
        Err(error) => {
            eprintln!("error: the command `oasmith` is not installed beside this one: {error}");
            ExitCode::from(2)
        }
    }
}
