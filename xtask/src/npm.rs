//! Packages from npm: fetched when they are wanted, into cargo's target folder, never part of the repository.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail, ensure};

use crate::shell;

/// The path of `node_modules` with the packages, such as `axe-core@4.14.1`; fetched the first time. `folder` is a name below
/// the target folder, and has to change when the packages do. Scripts that a package would run are not run.
///
/// # Errors
/// When npm is missing or cannot fetch them.
pub fn install(folder: &str, packages: &[&str]) -> Result<PathBuf> {
    let folder = shell::target_folder()?.join(folder);
    let modules = folder.join("node_modules");
    if packages.iter().all(|package| is_there(&modules, package)) {
        return Ok(modules);
    }
    let names = packages.join(", ");
    if !shell::exists("npm") {
        bail!("{names}: fetched with npm, which is missing");
    }
    std::fs::create_dir_all(&folder)?;
    let mut npm = Command::new("npm");
    npm.args(["install", "--no-save", "--no-package-lock", "--no-audit", "--no-fund", "--ignore-scripts"]);
    npm.arg("--prefix").arg(&folder).args(packages);
    shell::succeed(&mut npm).with_context(|| format!("{names} cannot be fetched"))?;
    ensure!(packages.iter().all(|package| is_there(&modules, package)), "npm brought not all of {names}");
    Ok(modules)
}

/// Whether the folder holds a package, named with its version.
fn is_there(modules: &Path, package: &str) -> bool {
    let name = package.rsplit_once('@').map_or(package, |(name, _)| name);
    modules.join(name).join("package.json").is_file()
}
