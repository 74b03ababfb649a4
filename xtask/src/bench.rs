//! `cargo xtask bench`: brings together what the bench needs and runs it. The bench itself is in `benches/browser`.

use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};

use anyhow::{Context, Result};

use crate::check::browsers;
use crate::site::{self, Progress};
use crate::{npm, shell};

/// What the page's own kernels are called.
const OURS: &str = "frontera";

/// What is measured beside them, and the package that it comes in; the one without is the bench's own.
const OTHERS: [(&str, Option<&str>); 4] = [
    ("flat", None),
    ("convnetjs", Some(CONVNETJS)),
    ("tfjs-cpu", Some(TFJS)),
    ("tfjs-wasm", Some(TFJS_WASM)),
];
const CONVNETJS: &str = "convnetjs@0.3.0";
const TFJS: &str = "@tensorflow/tfjs@4.22.0";
const TFJS_WASM: &str = "@tensorflow/tfjs-backend-wasm@4.22.0";

/// Below the target folder; to be renamed when a version changes.
const PEERS: &str = "bench-peers-1";

/// The name of all works of the table in the bench's `jobs.mjs`.
const WORKS: &str = "works";

/// The name of all works of other shapes.
pub const SHAPES: &str = "shapes";

/// Rounds and seconds that only show whether all is right.
pub const QUICK: (u16, f64) = (1, 0.2);

/// The longest measurement: the browser has to answer in a minute, with its preparations.
pub const MOST_SECONDS: f64 = 30.0;

/// What is asked for.
#[derive(Debug, PartialEq)]
pub struct Options {
    /// Names of works or of groups; none means `WORKS`.
    pub works: Vec<String>,
    /// Names of implementations.
    pub implementations: Vec<String>,
    /// How often everything is measured.
    pub rounds: u16,
    /// How long each measurement takes.
    pub seconds: f64,
    /// The JSON, relative to the folder the command was given in.
    pub out: Option<PathBuf>,
}

impl Default for Options {
    fn default() -> Self {
        let names = [OURS].into_iter().chain(OTHERS.map(|(name, _)| name));
        Self {
            works: Vec::new(),
            implementations: names.map(str::to_owned).collect(),
            rounds: 5,
            seconds: 3.0,
            out: None,
        }
    }
}

/// Builds, fetches and measures; fails when the guard of an implementation does.
///
/// # Errors
/// When something that is needed cannot be had.
pub fn bench(options: &Options) -> Result<ExitCode> {
    let dist = site::default_folder();
    let asked = |name: &str| options.implementations.iter().any(|given| given == name);
    if asked(OURS) {
        site::build(&dist, Progress::Shown)?;
    }
    let peers = OTHERS.iter().any(|(name, package)| package.is_some() && asked(name));
    let modules = if peers { npm::install(PEERS, &[CONVNETJS, TFJS, TFJS_WASM])? } else { PathBuf::new() };
    let chromium = browsers::find_or_install(&browsers::CHROMIUM)?;
    let works = if options.works.is_empty() { WORKS.to_owned() } else { options.works.join(",") };
    let mut harness = shell::cargo(&["run", "--quiet", "--package", "browser", "--bin", "bench"]);
    harness
        .env(browsers::CHROMIUM.variable, chromium)
        .env("BENCH_DIST", dist)
        .env("BENCH_MODULES", modules)
        .env("BENCH_OUT", out(options.out.as_deref())?)
        .env("BENCH_WORKS", works)
        .env("BENCH_WITH", options.implementations.join(","))
        .env("BENCH_ROUNDS", options.rounds.to_string())
        .env("BENCH_SECONDS", options.seconds.to_string());
    run(&mut harness)
}

/// Where the JSON goes, absolute: the harness starts in another folder.
fn out(given: Option<&Path>) -> Result<PathBuf> {
    match given {
        Some(path) => Ok(std::path::absolute(path)?),
        None => Ok(shell::target_folder()?.join("bench.json")),
    }
}

/// Runs to the end with the terminal to itself; its failure is ours.
fn run(command: &mut Command) -> Result<ExitCode> {
    let status = command.status().with_context(|| format!("cannot run {}", shell::name(command)))?;
    Ok(if status.success() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}
