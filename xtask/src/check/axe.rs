//! axe-core, which finds what would keep people out of the page: fetched for the tests, never part of the repository.

use std::path::PathBuf;

use anyhow::{Result, ensure};

use crate::npm;

const VERSION: &str = "4.14.1";

/// The path of `axe.min.js`, fetched with npm the first time.
///
/// # Errors
/// When npm is missing or cannot fetch it.
pub fn fetch() -> Result<PathBuf> {
    if let Some(path) = std::env::var_os("AXE_JS") {
        return Ok(path.into());
    }
    let package = format!("axe-core@{VERSION}");
    let script = npm::install(&format!("axe-core-{VERSION}"), &[&package])?.join("axe-core/axe.min.js");
    ensure!(script.is_file(), "{package} has no axe.min.js");
    Ok(script)
}
