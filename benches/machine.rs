//! What both benches say of the machine, and the file in which their figures are kept.

use std::fs;
use std::path::Path;
use std::thread;
use std::time::SystemTime;

use browser::{Error, Result};
use serde_json::{Map, Value, json};

/// Says what machine and browser this is.
pub fn heading(product: &str) {
    println!("{}, {} cores, load {}; {product}", processor(), cores(), load());
}

/// Writes what was measured as JSON, after when and where that was.
///
/// # Errors
/// When the file cannot be written.
pub fn write<const N: usize>(out: &Path, product: &str, measured: [(&str, Value); N]) -> Result<()> {
    let at = SystemTime::UNIX_EPOCH.elapsed().map_or(0, |elapsed| elapsed.as_secs());
    let of = [
        ("unixTime", at.into()),
        ("machine", json!({"processor": processor(), "cores": cores(), "load": load()})),
        ("browser", product.into()),
    ];
    let entries = of.into_iter().chain(measured);
    let document: Map<String, Value> = entries.map(|(name, value)| (name.to_owned(), value)).collect();
    let failed = |error| Error::other(format!("{}: {error}", out.display()));
    fs::write(out, format!("{:#}\n", Value::Object(document))).map_err(failed)?;
    println!("\nAll figures are in {}", out.display());
    Ok(())
}

/// The processor's name, where the system tells.
fn processor() -> String {
    let told = fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
    let name = told.lines().find_map(|line| line.strip_prefix("model name")?.split_once(": "));
    name.map_or_else(|| "unknown processor".to_owned(), |(_, name)| name.to_owned())
}

fn cores() -> usize {
    thread::available_parallelism().map_or(1, Into::into)
}

/// The load of the last minute: others at work make the figures worse.
fn load() -> String {
    let told = fs::read_to_string("/proc/loadavg").unwrap_or_default();
    told.split(' ').next().unwrap_or_default().to_owned()
}
