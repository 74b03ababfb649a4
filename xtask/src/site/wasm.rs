//! The page's Rust, compiled for wasm32.

use std::path::PathBuf;
use std::process::Stdio;

use anyhow::{Context, Result, bail};

use crate::{shell, toolchain};

/// Whether cargo's progress goes to the terminal, or is kept for the message of a build that fails.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Progress {
    Shown,
    Kept,
}

/// The wasm files of a build.
pub struct Compiled {
    /// The lab.
    pub lab: PathBuf,
    /// What makes QR codes.
    pub qr: PathBuf,
}

/// Compiles the libraries, and returns the paths of their `.wasm`.
///
/// # Errors
/// When the target cannot be had or a library does not compile.
pub fn compile(progress: Progress) -> Result<Compiled> {
    toolchain::ensure_wasm_target()?;
    let mut cargo = shell::cargo(&[
        "build",
        "--release",
        "--lib",
        "-p",
        "frontera",
        "-p",
        "frontera-qr",
        "--target",
        toolchain::WASM,
    ]);
    cargo.arg("--message-format=json-render-diagnostics").stdout(Stdio::piped());
    cargo.stderr(if progress == Progress::Shown { Stdio::inherit() } else { Stdio::piped() });
    let output = cargo.spawn().context("cannot run cargo")?.wait_with_output()?;
    if !output.status.success() {
        bail!("the library does not compile\n{}", String::from_utf8_lossy(&output.stderr).trim_end());
    }
    let messages = String::from_utf8_lossy(&output.stdout);
    let made = |name| artifact(&messages, name).with_context(|| format!("cargo built no {name}.wasm"));
    Ok(Compiled { lab: made("frontera")?, qr: made("frontera_qr")? })
}

/// Finds the `.wasm` of a library among cargo's messages, one JSON object a line.
fn artifact(messages: &str, name: &str) -> Option<PathBuf> {
    let mut artifacts = messages
        .lines()
        .filter_map(|line| serde_json::from_str::<serde_json::Value>(line).ok())
        .filter(|message| message["reason"] == "compiler-artifact" && message["target"]["name"] == name);
    artifacts.find_map(|message| {
        let files = message["filenames"].as_array()?;
        let mut paths = files.iter().filter_map(|file| file.as_str()).map(PathBuf::from);
        paths.find(|path| path.extension().is_some_and(|extension| extension == "wasm"))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_wasm_is_found_among_the_messages() {
        let messages = r#"
{"reason":"compiler-artifact","target":{"name":"wide"},"filenames":["/t/libwide.rlib"]}
{"reason":"compiler-artifact","target":{"name":"frontera"},"filenames":["/t/libfrontera.rlib","/t/frontera.wasm"]}
{"reason":"build-finished","success":true}"#;
        assert_eq!(artifact(messages, "frontera"), Some("/t/frontera.wasm".into()));
        assert_eq!(artifact(messages, "wide"), None);
    }
}
