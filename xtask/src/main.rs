//! The project's commands: `cargo xtask build`, `serve`, `test` and `bench`.
//!
//! `site` makes the static site, `serve` shows it while it is being worked on, `check` is everything that has to hold before a
//! change is good, `bench` says how fast the page's kernels are. The rest is what they share.

mod args;
mod bench;
mod check;
mod npm;
mod serve;
mod shell;
mod site;
mod toolchain;

use std::process::ExitCode;

use anyhow::Result;

use args::Command;

fn main() -> ExitCode {
    let command = match args::parse(std::env::args().skip(1)) {
        Ok(command) => command,
        Err(error) => {
            eprintln!("{error}\n\n{}", args::HELP);
            return ExitCode::from(2);
        }
    };
    match run(command) {
        Ok(code) => code,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn run(command: Command) -> Result<ExitCode> {
    match command {
        Command::Help => print!("{}", args::HELP),
        Command::Build { out, single: false } => site::build_command(out.as_deref())?,
        Command::Build { out, single: true } => site::build_single_command(out.as_deref())?,
        Command::Serve { port, open } => serve::serve(port, open)?,
        Command::Test { browsers } => return Ok(check::test(browsers)),
        Command::Bench(options) => return bench::bench(&options),
    }
    Ok(ExitCode::SUCCESS)
}
