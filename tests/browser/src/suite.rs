//! What the scenarios share: one process a browser for a whole test binary, and the addresses that `cargo xtask test` gives.

use std::env;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::thread;

use crate::{Browser, Error, Kind, Result};

/// The browsers of this test binary, started when first needed. `Process` says why a static may hold them.
static CHROMIUM: Mutex<Option<Browser>> = Mutex::new(None);
static FIREFOX: Mutex<Option<Browser>> = Mutex::new(None);

/// How often a scenario is begun anew because its browser stopped answering.
const RETRIES: usize = 2;

/// Runs a scenario in Chromium and then in Firefox.
///
/// Each test has the browser to itself while it runs; tests on other threads use the other browser meanwhile.
///
/// # Errors
/// The first error of the scenario, with the browser's name before it.
pub fn in_each_browser(scenario: impl Fn(&mut Browser) -> Result<()>) -> Result<()> {
    Kind::ALL.into_iter().try_for_each(|kind| in_one_browser(kind, &scenario))
}

/// Runs a scenario in one browser: for what the two have to be told apart in.
///
/// A browser that stops answering altogether, as Chromium was seen to do on a busy machine, says nothing of the page: it is
/// started anew, and the scenario is run again from its beginning, a few times at most. That is said aloud.
///
/// # Errors
/// The scenario's error, with the browser's name before it.
pub fn in_one_browser(kind: Kind, scenario: impl Fn(&mut Browser) -> Result<()>) -> Result<()> {
    let slot = match kind {
        Kind::Chromium => &CHROMIUM,
        Kind::Firefox => &FIREFOX,
    };
    let mut lease = Lease { slot: slot.lock().unwrap_or_else(PoisonError::into_inner), kind };
    let mut result = lease.run(&scenario);
    for _ in 0..RETRIES {
        let Err(Error::Connection(text)) = &result else { break };
        eprintln!("{kind} STOPPED ANSWERING ({text}): once more with a new one");
        result = lease.run(&scenario);
    }
    result.map_err(|error| Error::other(format!("in {kind}: {error}")))
}

/// A browser in use. After a failure it is ended, so that the next test starts from a sound one.
struct Lease {
    slot: MutexGuard<'static, Option<Browser>>,
    kind: Kind,
}

impl Lease {
    /// Runs a scenario in the browser, which is started if there is none, and ended if it fails.
    fn run(&mut self, scenario: impl Fn(&mut Browser) -> Result<()>) -> Result<()> {
        let browser = match &mut *self.slot {
            Some(browser) => browser,
            none => none.insert(Browser::launch(self.kind)?),
        };
        let result = scenario(browser);
        if result.is_err() {
            *self.slot = None;
        }
        result
    }
}

impl Drop for Lease {
    fn drop(&mut self) {
        if thread::panicking() {
            eprintln!("the test failed in {}", self.kind);
            *self.slot = None;
        }
    }
}

/// The address of the page under test, ending in `/`.
///
/// # Errors
/// If the tests were not started by `cargo xtask test`.
pub fn site() -> Result<String> {
    variable("FRONTERA_URL")
}

/// A variable that `cargo xtask test` sets: `FRONTERA_URL`, `FRONTERA_SUBPATH_URL`, `AXE_JS`.
///
/// # Errors
/// If it is not set.
pub fn variable(name: &str) -> Result<String> {
    env::var(name).map_err(|_| {
        Error::other(format!(
            "{name} is not set: the tests of the page are run by `cargo xtask test`, which serves it"
        ))
    })
}
