//! The bench in Chromium: every implementation does every work, each time in a fresh page, and the table says how fast.
//!
//! `cargo xtask bench` builds what it needs and starts it. `jobs.mjs` has the work and what an adapter exports, `guard.mjs`
//! what has to be right, `page.mjs` the clock; the other modules are the reference and the adapters.

#[path = "../machine.rs"]
mod machine;
mod plan;
mod report;
mod serve;
mod summary;

use std::io::IsTerminal;
use std::process::ExitCode;
use std::time::Duration;

use browser::{Browser, Error, Kind, Page, Result, Viewport};
use serde_json::{Value, json};

use plan::{Plan, Work};
use summary::{Outcome, Run};

fn main() -> ExitCode {
    match bench() {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::FAILURE
        }
    }
}

/// Measures, prints and writes; says whether all went well.
fn bench() -> Result<bool> {
    let plan = Plan::from_environment()?;
    let address = serve::start(&plan)?;
    let mut browser = Browser::launch(Kind::Chromium)?;
    let (works, product) = ask(&mut browser, &address, &plan)?;
    report::heading(&plan, &product);
    let mut runs = Vec::new();
    for round in 0..plan.rounds {
        for work in &works {
            for implementation in work.in_round(round) {
                progress(&format!("round {} of {}: {} {implementation}", round + 1, plan.rounds, work.id));
                let outcome = measure(&mut browser, &address, implementation, &work.id, plan.seconds);
                runs.push(Run {
                    round,
                    work: work.id.clone(),
                    implementation: implementation.clone(),
                    outcome,
                });
            }
        }
    }
    progress("");
    let summaries: Vec<_> = works.iter().map(|work| summary::of(work, &runs)).collect();
    summaries.iter().for_each(report::table);
    report::write(&plan, &product, &summaries, &runs)?;
    Ok(runs.iter().all(|run| run.outcome.failure().is_none()))
}

/// The works, as the page knows them, and the browser's name and version.
fn ask(browser: &mut Browser, address: &str, plan: &Plan) -> Result<(Vec<Work>, String)> {
    let mut page = open(browser, address)?;
    let call = format!("bench.plan({}, {})", json!(plan.works), json!(plan.implementations));
    let works = page.eval(&call)?;
    let works = works.as_array().into_iter().flatten().filter_map(Work::read).collect();
    let version = page.command("Browser.getVersion", &json!({}))?;
    Ok((works, version["product"].as_str().unwrap_or("Chromium").to_owned()))
}

/// One implementation at one work, in a page of its own. What goes wrong there is an outcome like any other.
fn measure(
    browser: &mut Browser,
    address: &str,
    implementation: &str,
    work: &str,
    time: Duration,
) -> Outcome {
    let call = format!("bench.measure({}, {}, {})", json!(implementation), json!(work), time.as_secs_f64());
    let answer = open(browser, address).and_then(|mut page| page.eval(&call));
    Outcome::read(answer.map_err(|error| error.to_string()))
}

/// Replaces the last line of a terminal; other outputs are spared.
fn progress(text: &str) {
    if std::io::stderr().is_terminal() {
        eprint!("\r\x1b[K{text}");
    }
}

fn open<'b>(browser: &'b mut Browser, address: &str) -> Result<Page<'b>> {
    let mut page = browser.open(&format!("{address}/benches/browser/page.html"), Viewport::LAPTOP)?;
    match page.wait_for("globalThis.bench !== undefined")? {
        Value::Bool(true) => Ok(page),
        _ => Err(Error::other("the bench's page did not start")),
    }
}
