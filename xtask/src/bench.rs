//! `cargo xtask bench`: brings together what the bench needs and runs it. The bench of the kernels is in `benches/browser`, that
//! of the whole page in `benches/page`.

use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};

use anyhow::{Context, Result};

use crate::check::browsers;
use crate::serve::server;
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

/// How long each measurement of the kernels takes, where nothing else is asked for.
const SECONDS: f64 = 3.0;

/// Rounds and seconds that only show whether all is right.
pub const QUICK: (u16, f64) = (1, 0.2);

/// The longest measurement: the browser has to answer in a minute, with its preparations.
pub const MOST_SECONDS: f64 = 30.0;

/// The shares of a core that the page is measured at; two cores are the least that a phone or a laptop of these years has.
const SHARES: [f64; 4] = [2.0, 1.0, 0.5, 0.25];

/// How long frames of the page are counted, where nothing else is asked for.
const PAGE_SECONDS: f64 = 10.0;

/// How long to play, where nothing else is asked for.
pub const MINUTES: f64 = 2.0;

/// The longest play: a day.
pub const MOST_MINUTES: f64 = 24.0 * 60.0;

/// What of it all.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Subject {
    /// The kernels, beside others.
    Kernels,
    /// The whole page, on a machine made slow.
    Page,
    /// The same page with a worker that computes nothing: what the browser itself takes.
    Bare,
    /// The whole page's memory, over so many minutes of play.
    Play(f64),
}

/// What is asked for.
#[derive(Debug, PartialEq)]
pub struct Options {
    /// What is measured.
    pub subject: Subject,
    /// Names of works or of groups; none means `WORKS`.
    pub works: Vec<String>,
    /// Names of implementations.
    pub implementations: Vec<String>,
    /// How often everything is measured.
    pub rounds: u16,
    /// How long each measurement takes; what is usual where nothing is asked for.
    pub seconds: Option<f64>,
    /// Shares of a core to hold the page's browser to.
    pub shares: Vec<f64>,
    /// The JSON, relative to the folder the command was given in.
    pub out: Option<PathBuf>,
}

impl Default for Options {
    fn default() -> Self {
        let names = [OURS].into_iter().chain(OTHERS.map(|(name, _)| name));
        Self {
            subject: Subject::Kernels,
            works: Vec::new(),
            implementations: names.map(str::to_owned).collect(),
            rounds: 5,
            seconds: None,
            shares: SHARES.to_vec(),
            out: None,
        }
    }
}

/// Builds, fetches and measures; fails when the guard of an implementation does.
///
/// # Errors
/// When something that is needed cannot be had.
pub fn bench(options: &Options) -> Result<ExitCode> {
    match options.subject {
        Subject::Kernels => kernels(options),
        Subject::Page | Subject::Bare | Subject::Play(_) => page(options),
    }
}

/// Builds the site, serves it, and measures it or plays on it.
fn page(options: &Options) -> Result<ExitCode> {
    let dist = site::default_folder();
    site::build(&dist, Progress::Shown)?;
    let chromium = browsers::find_or_install(&browsers::CHROMIUM)?;
    let address = server::serve(dist, &["/"])?;
    let shares: Vec<_> = options.shares.iter().map(f64::to_string).collect();
    let mut harness = harness("bench-page");
    harness
        .env(browsers::CHROMIUM.variable, chromium)
        .env("BENCH_SITE", address)
        .env("BENCH_OUT", out(options.out.as_deref(), "bench-page.json")?)
        .env("BENCH_SECONDS", options.seconds.unwrap_or(PAGE_SECONDS).to_string())
        .env("BENCH_SHARES", shares.join(","));
    match options.subject {
        Subject::Play(minutes) => _ = harness.env("BENCH_PLAY", minutes.to_string()),
        Subject::Bare => {
            let least = server::serve(shell::root().join("benches/page/least"), &["/"])?;
            harness.env("BENCH_BARE", least);
        }
        Subject::Page | Subject::Kernels => {}
    }
    run(&mut harness)
}

/// A program of the browser driver's, built and ready to run.
fn harness(name: &str) -> Command {
    shell::cargo(&["run", "--quiet", "--package", "browser", "--bin", name])
}

fn kernels(options: &Options) -> Result<ExitCode> {
    let dist = site::default_folder();
    let asked = |name: &str| options.implementations.iter().any(|given| given == name);
    if asked(OURS) {
        site::build(&dist, Progress::Shown)?;
    }
    let peers = OTHERS.iter().any(|(name, package)| package.is_some() && asked(name));
    let modules = if peers { npm::install(PEERS, &[CONVNETJS, TFJS, TFJS_WASM])? } else { PathBuf::new() };
    let chromium = browsers::find_or_install(&browsers::CHROMIUM)?;
    let works = if options.works.is_empty() { WORKS.to_owned() } else { options.works.join(",") };
    let mut harness = harness("bench");
    harness
        .env(browsers::CHROMIUM.variable, chromium)
        .env("BENCH_DIST", dist)
        .env("BENCH_MODULES", modules)
        .env("BENCH_OUT", out(options.out.as_deref(), "bench.json")?)
        .env("BENCH_WORKS", works)
        .env("BENCH_WITH", options.implementations.join(","))
        .env("BENCH_ROUNDS", options.rounds.to_string())
        .env("BENCH_SECONDS", options.seconds.unwrap_or(SECONDS).to_string());
    run(&mut harness)
}

/// Where the JSON goes, absolute: the harness starts in another folder.
fn out(given: Option<&Path>, usual: &str) -> Result<PathBuf> {
    match given {
        Some(path) => Ok(std::path::absolute(path)?),
        None => Ok(shell::target_folder()?.join(usual)),
    }
}

/// Runs to the end with the terminal to itself; its failure is ours.
fn run(command: &mut Command) -> Result<ExitCode> {
    let status = command.status().with_context(|| format!("cannot run {}", shell::name(command)))?;
    Ok(if status.success() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}
