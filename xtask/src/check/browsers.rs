//! The browsers that the page is tested in: found, or installed where this is a Debian-like system and we may.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail};

use crate::shell;

/// A browser, and the names by which it is known.
pub struct Browser {
    pub name: &'static str,
    /// The environment variable that holds its path: ours to give to the tests, and a person's to point elsewhere.
    pub variable: &'static str,
    programs: &'static [&'static str],
    package: &'static str,
}

pub const CHROMIUM: Browser = Browser {
    name: "Chromium",
    variable: "CHROMIUM",
    programs: &["chromium", "chromium-browser", "google-chrome"],
    package: "chromium",
};

pub const FIREFOX: Browser = Browser {
    name: "Firefox",
    variable: "FIREFOX",
    programs: &["firefox", "firefox-esr"],
    package: "firefox-esr",
};

/// The path of a browser's program.
///
/// # Errors
/// When it is not there and cannot be installed; the error says what to do.
pub fn find_or_install(browser: &Browser) -> Result<PathBuf> {
    if let Some(path) = find(browser) {
        return Ok(path);
    }
    let Some(root) = rights_to_install() else {
        bail!(
            "{} is missing: install it, or set {} to its program. (--no-browser leaves such tests out.)",
            browser.name,
            browser.variable
        );
    };
    println!("{} is missing: installing the package {}.", browser.name, browser.package);
    install(root, browser.package)?;
    find(browser).with_context(|| format!("the package {} brought no {}", browser.package, browser.name))
}

fn find(browser: &Browser) -> Option<PathBuf> {
    if let Some(path) = std::env::var_os(browser.variable) {
        return Some(path.into());
    }
    let path = std::env::var_os("PATH")?;
    let folders: Vec<_> = std::env::split_paths(&path).collect();
    find_in(browser, &folders)
}

fn find_in(browser: &Browser, folders: &[PathBuf]) -> Option<PathBuf> {
    let program = |name: &&str| folders.iter().map(|folder| folder.join(name)).find(|path| path.is_file());
    browser.programs.iter().find_map(program)
}

/// What has to stand before a command to run it as root: nothing, or `sudo`. None where packages cannot be installed.
fn rights_to_install() -> Option<&'static [&'static str]> {
    if !Path::new("/etc/debian_version").exists() || !shell::exists("apt-get") {
        return None;
    }
    let user = shell::succeed(Command::new("id").arg("-u")).ok()?;
    if user.stdout.trim_ascii() == b"0" {
        return Some(&[]);
    }
    shell::succeed(Command::new("sudo").args(["-n", "true"])).is_ok().then_some(&["sudo", "-n"])
}

fn install(root: &[&str], package: &str) -> Result<()> {
    let apt = |arguments: &[&str]| {
        // `env` and not a variable of ours, which sudo would not pass on.
        let words = [root, &["env", "DEBIAN_FRONTEND=noninteractive", "apt-get"], arguments].concat();
        let (program, words) = words.split_first().context("nothing to run")?;
        shell::succeed(Command::new(program).args(words))
    };
    apt(&["update"])?;
    apt(&["install", "--yes", "--no-install-recommends", package])?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;

    #[test]
    fn a_browser_is_found_by_any_of_its_names() {
        let folder = std::env::temp_dir().join(format!("frontera-browsers-{}", std::process::id()));
        fs::create_dir_all(&folder).unwrap();
        let folders = [folder.join("none"), folder.clone()];
        assert_eq!(find_in(&FIREFOX, &folders), None);
        fs::write(folder.join("firefox-esr"), "").unwrap();
        assert_eq!(find_in(&FIREFOX, &folders), Some(folder.join("firefox-esr")));
        assert_eq!(find_in(&CHROMIUM, &folders), None);
        fs::remove_dir_all(folder).unwrap();
    }
}
