//! Start-up: from the navigation to the first decision field on the plane.

use std::thread;
use std::time::Duration;

use browser::{Browser, Page, Result, Share};

use crate::report::{Start, median};
use crate::{Plan, held, page};

/// How often: the middle one counts.
const TIMES: usize = 7;

/// A new window keeps the browser at work for a while, which is none of the page's.
const SETTLE: Duration = Duration::from_millis(1500);

/// Nobody asks the page anything before this has passed: to answer would take time from it.
const LEAVE: Duration = Duration::from_millis(1500);

/// Opens the page with empty caches, and says when its field was seen.
pub fn measure(
    browser: &mut Browser,
    plan: &Plan,
    site: &str,
    share: Option<&Share>,
    to: Option<f64>,
) -> Result<Start> {
    let mut starts = Vec::new();
    for _ in 0..TIMES {
        let mut page = page(browser, plan)?;
        thread::sleep(SETTLE);
        starts.push(held(share, to, || start(&mut page, site))?);
    }
    let middle = |of: fn(&Start) -> f64| median(starts.iter().map(of).collect());
    Ok(Start {
        readable: middle(|start| start.readable),
        ready: middle(|start| start.ready),
        field: middle(|start| start.field),
        longest: starts.iter().map(|start| start.longest).fold(0.0, f64::max),
        fields: starts.iter().map(|start| start.field).collect(),
    })
}

fn start(page: &mut Page, site: &str) -> Result<Start> {
    page.goto(site)?;
    thread::sleep(LEAVE);
    page.wait_for("bench.field > 0")?;
    Ok(Start {
        readable: page.number("performance.getEntriesByName('first-contentful-paint')[0]?.startTime")?,
        ready: page.number("bench.ready")?,
        field: page.number("bench.field")?,
        longest: page.number("Math.max(0, ...bench.tasks.map(([, duration]) => duration))")?,
        fields: Vec::new(),
    })
}
