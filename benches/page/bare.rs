//! What the browser itself takes: the same page, with a worker in the laboratory's place that computes nothing; and the least page
//! that has a worker paint a canvas (`least/`).
//!
//! No wasm, however fast, can have more frames or start sooner than the first on the same machine, and no page sooner than the second.

use browser::{Browser, Page, Result, Share};
use serde_json::{Value, json};

use crate::{LINK, Plan, run, start};

/// Puts the other worker in its place.
const SCRIPT: &str = include_str!("bare.js");

/// Makes a page bare that is not open yet.
pub fn strip(page: &mut Page) -> Result<()> {
    // The page allows no worker but its own.
    page.command("Page.setBypassCSP", &json!({"enabled": true}))?;
    page.preload(SCRIPT)
}

/// Frames and starts at every share, printed and as JSON, with the starts of the `least` page beside them.
pub fn measure(browser: &mut Browser, plan: &Plan, least: &str, share: Option<&Share>) -> Result<Value> {
    println!(
        "\nWhat the browser itself takes: the page with a worker that computes nothing, and a page of one canvas."
    );
    println!(
        "{:<12}{:>26}{:>28}{:>28}",
        "of a core", "painted frames a second", "start to picture, ms", "of the least page, ms"
    );
    let mut all = Vec::new();
    for held in plan.held(share) {
        let field = start::measure(browser, plan, &plan.site, share, held)?.field;
        let least = start::measure(browser, plan, least, share, held)?.field;
        let frames = run::frames(browser, plan, share, held, LINK)?;
        let name = held.map_or_else(|| "not held".to_owned(), |share| share.to_string());
        println!("{name:<12}{frames:>26.1}{field:>28.0}{least:>28.0}");
        all.push(json!({"share": held, "framesPerSecond": frames, "field": field, "leastPage": least}));
    }
    Ok(json!({"bare": all}))
}
