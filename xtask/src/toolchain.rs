//! What the compiler needs besides itself, added through rustup where it is missing.

use std::process::Command;

use anyhow::{Context, Result, bail};

use crate::shell;

/// The target that the page's Rust is compiled for.
pub const WASM: &str = "wasm32-unknown-unknown";

/// Adds the wasm target where it is missing, and says so.
///
/// # Errors
/// When it is missing and rustup is not there or cannot add it.
pub fn ensure_wasm_target() -> Result<()> {
    if has_wasm_target()? {
        return Ok(());
    }
    if !shell::exists("rustup") {
        bail!(
            "The Rust target {WASM} is missing, and rustup, which could add it, is not there. \
             Install Rust from https://rustup.rs, or your system's package with that target."
        );
    }
    println!("The Rust target {WASM} is missing: adding it with rustup.");
    shell::succeed(Command::new("rustup").args(["target", "add", WASM]))
        .with_context(|| format!("The Rust target {WASM} is missing and could not be added"))?;
    Ok(())
}

/// Adds a component of the toolchain (`clippy`, `rustfmt`) where it is missing, and says so.
///
/// # Errors
/// When it is missing and rustup is not there or cannot add it.
pub fn ensure_component(component: &str, subcommand: &str) -> Result<()> {
    if shell::succeed(&mut shell::cargo(&[subcommand, "--version"])).is_ok() {
        return Ok(());
    }
    println!("The Rust component {component} is missing: adding it with rustup.");
    shell::succeed(Command::new("rustup").args(["component", "add", component]))
        .with_context(|| format!("The Rust component {component} is missing and could not be added"))?;
    Ok(())
}

/// Asks the compiler and not rustup, so that a Rust from elsewhere that has the target will do.
fn has_wasm_target() -> Result<bool> {
    let mut rustc = Command::new("rustc");
    rustc.args(["--print", "target-libdir", "--target", WASM]).current_dir(shell::root());
    let output = shell::succeed(&mut rustc)?;
    let folder = String::from_utf8_lossy(&output.stdout).trim().to_owned();
    Ok(std::fs::read_dir(folder).is_ok_and(|mut files| files.next().is_some()))
}
