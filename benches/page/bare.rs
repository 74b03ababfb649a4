//! What the browser itself takes: the same page, with a worker in the laboratory's place that computes nothing; and the least page
//! that has a worker paint a canvas (`least/`).
//!
//! No wasm, however fast, can have more frames, show a press or start sooner than the first on the same machine, and no page sooner than the second.

use browser::{Browser, Page, Result, Share};
use serde_json::{Value, json};

use crate::{Plan, run, start};

/// Puts the other worker in its place.
const SCRIPT: &str = include_str!("bare.js");

/// Makes a page bare that is not open yet.
pub fn strip(page: &mut Page) -> Result<()> {
    // The page allows no worker but its own.
    page.command("Page.setBypassCSP", &json!({"enabled": true}))?;
    page.preload(SCRIPT)
}

/// Frames, presses and starts at every share, printed and as JSON, with the starts of the `least` page beside them.
pub fn measure(browser: &mut Browser, plan: &Plan, least: &str, share: Option<&Share>) -> Result<Value> {
    println!(
        "\nWhat the browser itself takes: the page with a worker that computes nothing, and a page of one canvas."
    );
    println!(
        "{:<12}{:>12}{:>24}{:>10}{:>20}{:>22}{:>22}",
        "of a core",
        "frames/s",
        "press to picture, ms",
        "95 in 100",
        "longest task, ms",
        "start to picture, ms",
        "of the least page, ms"
    );
    let mut all = Vec::new();
    for held in plan.held(share) {
        let field = start::measure(browser, plan, &plan.site, share, held)?.field;
        let least = start::measure(browser, plan, least, share, held)?.field;
        let run = run::measure(browser, plan, share, held)?;
        let name = held.map_or_else(|| "not held".to_owned(), |share| share.to_string());
        println!(
            "{name:<12}{:>12.1}{:>24.0}{:>10.0}{:>20.0}{field:>22.0}{least:>22.0}",
            run.frames, run.press_median, run.press_95, run.longest
        );
        all.push(json!({
            "share": held,
            "framesPerSecond": run.frames,
            "pressMedian": run.press_median,
            "press95": run.press_95,
            "longestTask": run.longest,
            "field": field,
            "leastPage": least,
        }));
    }
    Ok(json!({"bare": all}))
}
