//! `cargo xtask test`: everything that has to hold, in the order in which it is soonest known.

mod axe;
pub mod browsers;
mod counts;
mod limit;
mod numpy;
mod report;

use std::path::PathBuf;
use std::process::{Command, ExitCode};
use std::time::Duration;

use anyhow::{Result, bail};

use crate::serve::server;
use crate::site::{self, Progress};
use crate::{shell, toolchain};
use counts::Counts;
use report::Report;

/// Where the site is served a second time: it has to work under any path.
const SUB_PATH: &str = "/sub/path/";

/// More than all tests in browsers have taken on any machine (50 minutes with all other checks), and less than whoever waits has.
const LIMIT: Duration = Duration::from_secs(60 * 60);

/// Checks that run one command, which says by its exit code whether they hold.
const LINTS: [(&str, &[&str]); 3] = [
    ("format", &["fmt", "--all", "--check"]),
    ("lints, native", &["clippy", "--workspace", "--all-targets", "--", "-D", "warnings"]),
    (
        "lints, wasm32",
        &[
            "clippy",
            "-p",
            "frontera",
            "-p",
            "frontera-qr",
            "--lib",
            "--target",
            toolchain::WASM,
            "--",
            "-D",
            "warnings",
        ],
    ),
];

/// Tests without a browser. Together the packages would ask for more of what `cargo xtask` is built from, and all that uses it would be
/// compiled once more.
const TESTS: [(&str, &[&str]); 2] = [
    ("tests, native", &["test", "-p", "frontera", "-p", "frontera-qr", "--no-fail-fast"]),
    ("tests, xtask", &["test", "-p", "xtask", "--no-fail-fast"]),
];

const DOCS: [(&str, &[&str]); 2] = [
    ("docs, native", &["doc", "--workspace", "--no-deps", "--document-private-items"]),
    (
        "docs, wasm32",
        &[
            "doc",
            "-p",
            "frontera",
            "-p",
            "frontera-qr",
            "--no-deps",
            "--document-private-items",
            "--target",
            toolchain::WASM,
        ],
    ),
];

/// Runs every check, also after one that failed, and ends with one line of counts. A check that cannot be made has failed.
pub fn test(browsers: bool) -> ExitCode {
    let mut report = Report::new();
    report.needs("toolchain", prepare_toolchain);
    for (name, arguments) in LINTS {
        report.check(name, || shell::succeed(&mut plain(arguments)).map(drop));
    }
    for (name, arguments) in TESTS {
        report.tests(name, || cargo_test(plain(arguments)));
    }
    for (name, arguments) in DOCS {
        report.check(name, || shell::succeed(plain(arguments).env("RUSTDOCFLAGS", "-D warnings")).map(drop));
    }
    let folder = site::default_folder();
    let mut sizes = None;
    report.check("site", || {
        sizes = Some(site::build(&folder, Progress::Kept)?);
        Ok(())
    });
    if let Some(sizes) = &sizes {
        report.check("transfer", || sizes.check());
        print!("{sizes}");
    }

    if !browsers {
        report.skip("tests, browsers", "--no-browser was given: NOTHING WAS TRIED IN A BROWSER");
    } else if sizes.is_none() {
        report.skip("tests, browsers", "there is no site to try");
    } else {
        test_in_browsers(&mut report, folder);
    }
    report.finish()
}

/// Finds or installs the browsers, serves the site, and runs the crate `browser` on it.
fn test_in_browsers(report: &mut Report, folder: PathBuf) {
    let mut tests = plain(&["test", "-p", "browser", "--no-fail-fast"]);
    let mut found = 0;
    // The tests of what cannot be fetched have it in their names.
    let mut skipped = Vec::new();
    for browser in [browsers::CHROMIUM, browsers::FIREFOX] {
        if let Some(path) = report.needs(browser.name, || browsers::find_or_install(&browser)) {
            tests.env(browser.variable, path);
            found += 1;
        }
    }
    for (subject, name, variable, fetched) in [
        ("accessibility", "axe", "AXE_JS", axe::fetch()),
        ("programs in Python", "python", "NUMPY", numpy::fetch()),
    ] {
        match fetched {
            Ok(path) => _ = tests.env(variable, path),
            Err(error) => {
                report.skip(subject, format!("{error:#}: NOT TRIED"));
                skipped.push(name);
            }
        }
    }
    if !skipped.is_empty() {
        tests.arg("--");
        tests.args(skipped.into_iter().flat_map(|name| ["--skip", name]));
    }
    if found == 0 {
        report.skip("tests, browsers", "there is no browser");
        return;
    }
    report.tests("tests, browsers", || {
        let address = server::serve(folder, &["/", SUB_PATH])?;
        tests.env("FRONTERA_SUBPATH_URL", format!("{}{SUB_PATH}", address.trim_end_matches('/')));
        tests.env("FRONTERA_URL", address);
        let single = shell::target_folder()?.join("single");
        tests.env("FRONTERA_SINGLE", site::build_single(&single, Progress::Kept)?);
        cargo_test(tests)
    });
}

fn prepare_toolchain() -> Result<()> {
    toolchain::ensure_component("rustfmt", "fmt")?;
    toolchain::ensure_component("clippy", "clippy")?;
    toolchain::ensure_wasm_target()
}

/// Cargo without colours, as its output is kept and read.
fn plain(arguments: &[&str]) -> Command {
    let mut cargo = shell::cargo(arguments);
    cargo.env("CARGO_TERM_COLOR", "never");
    cargo
}

/// Runs a `cargo test` to its end: its counts, and all it said.
fn cargo_test(mut command: Command) -> Result<(Counts, String)> {
    let output = limit::output(&mut command, LIMIT)?;
    let said = shell::said(&output);
    let mut counts = counts::of_cargo_test(&said);
    if !output.status.success() && counts.failed == 0 {
        // It did not compile, or a test took the whole process down.
        counts.failed = 1;
    }
    if output.status.success() && counts == Counts::default() {
        bail!("no test ran");
    }
    Ok((counts, said))
}
