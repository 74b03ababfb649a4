//! What to measure: asked for by the environment, which `cargo xtask bench` fills in.

use std::env;
use std::path::{Path, PathBuf};
use std::time::Duration;

use browser::{Error, Result};
use serde_json::Value;

/// All that was asked for.
pub struct Plan {
    /// The built site, which holds the wasm.
    pub dist: PathBuf,
    /// The `node_modules` with the peers.
    pub modules: PathBuf,
    /// Where the JSON goes.
    pub out: PathBuf,
    /// Names of works, or of groups of them.
    pub works: Vec<String>,
    /// Names of implementations, in the table's order.
    pub implementations: Vec<String>,
    /// How often everything is measured.
    pub rounds: usize,
    /// How long each measurement takes.
    pub seconds: Duration,
}

impl Plan {
    /// # Errors
    /// When a variable is missing or makes no sense.
    pub fn from_environment() -> Result<Self> {
        let number = |name: &str| -> Result<f64> {
            variable(name)?.parse().map_err(|_| Error::other(format!("{name} is no number")))
        };
        let list = |name: &str| Ok::<_, Error>(variable(name)?.split(',').map(str::to_owned).collect());
        Ok(Self {
            dist: variable("BENCH_DIST")?.into(),
            modules: variable("BENCH_MODULES")?.into(),
            out: variable("BENCH_OUT")?.into(),
            works: list("BENCH_WORKS")?,
            implementations: list("BENCH_WITH")?,
            rounds: number("BENCH_ROUNDS")? as usize,
            seconds: Duration::try_from_secs_f64(number("BENCH_SECONDS")?)
                .map_err(|error| Error::other(format!("BENCH_SECONDS: {error}")))?,
        })
    }

    /// The folder of this file, which the pages come from.
    pub fn sources() -> &'static Path {
        Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../../benches/browser"))
    }
}

fn variable(name: &str) -> Result<String> {
    env::var(name).map_err(|_| Error::other(format!("{name} is not set: `cargo xtask bench` sets it")))
}

/// A work, and who can do it.
pub struct Work {
    /// Its short name.
    pub id: String,
    /// What it is.
    pub title: String,
    /// What is counted.
    pub unit: String,
    /// Those of the implementations asked for that can do it.
    pub implementations: Vec<String>,
}

impl Work {
    /// From what the page says.
    pub fn read(value: &Value) -> Option<Self> {
        let text = |name: &str| value[name].as_str().map(str::to_owned);
        let names = value["implementations"].as_array()?.iter();
        Some(Self {
            id: text("id")?,
            title: text("title")?,
            unit: text("unit")?,
            implementations: names.filter_map(Value::as_str).map(str::to_owned).collect(),
        })
    }

    /// The implementations in the order of a round: each round begins with the next one.
    pub fn in_round(&self, round: usize) -> impl Iterator<Item = &String> {
        let count = self.implementations.len();
        self.implementations.iter().cycle().skip(round % count.max(1)).take(count)
    }
}
