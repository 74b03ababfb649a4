//! NumPy, which the programs that the page writes are tried with: fetched for the tests, never part of the repository.

use std::path::PathBuf;
use std::process::Command;

use anyhow::{Context, Result};

use crate::shell;

/// The last one that the Python of Debian 12 can have.
const PACKAGE: &str = "numpy==2.4.6";

/// A folder for `PYTHONPATH`, fetched with pip the first time.
///
/// # Errors
/// When Python or pip is missing, or cannot fetch it.
pub fn fetch() -> Result<PathBuf> {
    if let Some(path) = std::env::var_os("NUMPY") {
        return Ok(path.into());
    }
    let folder = shell::target_folder()?.join(PACKAGE.replace("==", "-"));
    if !folder.join("numpy/__init__.py").is_file() {
        let mut pip = Command::new("python3");
        pip.args(["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--target"]);
        shell::succeed(pip.arg(&folder).arg(PACKAGE))
            .with_context(|| format!("{PACKAGE} cannot be fetched"))?;
    }
    Ok(folder)
}
