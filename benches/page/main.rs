//! The bench of the whole page in Chromium, on a machine made slow: frames, training, input and start-up, or a day of play.
//!
//! `cargo xtask bench --page` and `--play` build and serve the site and start it. All the browser's processes are held to a share
//! of one core by a control group, which takes the rights of root; without them only what an unheld browser does is measured.
//! `script.js` is what the page is watched by: it runs before the page's own scripts and changes none of them.

mod bare;
mod bars;
#[path = "../machine.rs"]
mod machine;
mod others;
mod play;
mod report;
mod run;
mod start;

use std::env;
use std::path::PathBuf;
use std::process::ExitCode;
use std::time::Duration;

use browser::{Browser, Error, Kind, Page, Result, Share, Viewport};
use serde_json::json;

/// What is watched from the start of the page on.
const SCRIPT: &str = include_str!("script.js");

/// The whole of the network and the loss are in view, and nothing of the plane is cut off.
const SCREEN: Viewport = Viewport { height: 960, ..Viewport::LAPTOP };

/// Four layers of eight units, 500 points, as fast as it goes.
const LINK: &str = "dataset=spirals&count=500&hidden=8,8,8,8&speed=max";

/// The four activations of the lecture side by side.
const COMPARISON: &str = "compare=activation";

fn main() -> ExitCode {
    match bench() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::FAILURE
        }
    }
}

/// What is asked for, as `cargo xtask bench` puts it into the environment.
struct Plan {
    /// The address of the built site, with a slash at its end.
    site: String,
    /// Where the JSON goes.
    out: PathBuf,
    /// How long frames are counted.
    seconds: Duration,
    /// Shares of a core to measure at.
    shares: Vec<f64>,
    /// How long to play, where that is asked for.
    play: Option<Duration>,
    /// The address of the least page, where only what the browser itself takes is measured.
    bare: Option<String>,
}

impl Plan {
    fn from_environment() -> Result<Self> {
        let variable = |name: &str| {
            env::var(name)
                .map_err(|_| Error::other(format!("{name} is not set: `cargo xtask bench` sets it")))
        };
        let number =
            |text: &str| text.parse::<f64>().map_err(|_| Error::other(format!("{text:?} is no number")));
        let duration = |seconds: f64| {
            Duration::try_from_secs_f64(seconds).map_err(|error| Error::other(error.to_string()))
        };
        let minutes = env::var("BENCH_PLAY").ok().map(|minutes| number(&minutes)).transpose()?;
        Ok(Self {
            site: variable("BENCH_SITE")?,
            out: variable("BENCH_OUT")?.into(),
            seconds: duration(number(&variable("BENCH_SECONDS")?)?)?,
            shares: variable("BENCH_SHARES")?.split(',').map(number).collect::<Result<_>>()?,
            play: minutes.map(|minutes| duration(60.0 * minutes)).transpose()?,
            bare: env::var("BENCH_BARE").ok(),
        })
    }

    /// The shares to measure at; none where the browser cannot be held.
    fn held(&self, share: Option<&Share>) -> Vec<Option<f64>> {
        if share.is_some() { self.shares.iter().copied().map(Some).collect() } else { vec![None] }
    }
}

fn bench() -> Result<()> {
    let plan = Plan::from_environment()?;
    let share = Share::new();
    if let Err(error) = &share {
        println!("The browser cannot be held to a share of a core ({error}): it has the machine to itself.");
    }
    let share = share.ok();
    // The browser goes before the share that holds it.
    let mut browser = Browser::launch_in(Kind::Chromium, share.as_ref())?;
    let version = version(&mut browser)?;
    machine::heading(&version);
    let document = match plan.play {
        Some(time) => play::play(&mut browser, &plan, share.as_ref(), time)?,
        None => match &plan.bare {
            Some(least) => bare::measure(&mut browser, &plan, least, share.as_ref())?,
            None => measure(&mut browser, &plan, share.as_ref())?,
        },
    };
    drop(browser);
    machine::write(&plan.out, &version, [("measured", document)])
}

/// Everything but play and the bare page, at every share.
fn measure(browser: &mut Browser, plan: &Plan, share: Option<&Share>) -> Result<serde_json::Value> {
    let mut all = Vec::new();
    for held in plan.held(share) {
        let start = start::measure(browser, plan, &plan.site, share, held)?;
        let run = run::measure(browser, plan, share, held)?;
        all.push(report::Measured { share: held, start, run });
    }
    bars::print(&all);
    Ok(json!({"page": all.iter().map(report::Measured::json).collect::<Vec<_>>()}))
}

/// An empty page that will be watched from its start, and by nobody else: what the tests have told to them costs time, and a
/// worker would wait until somebody listens.
fn page<'b>(browser: &'b mut Browser, plan: &Plan) -> Result<Page<'b>> {
    let mut page = browser.page(SCREEN)?;
    let nothing = json!({"autoAttach": false, "waitForDebuggerOnStart": false, "flatten": true});
    page.command("Target.setAutoAttach", &nothing)?;
    for domain in ["Runtime", "Log", "Network"] {
        page.command(&format!("{domain}.disable"), &json!({}))?;
    }
    page.preload(SCRIPT)?;
    if plan.bare.is_some() {
        bare::strip(&mut page)?;
    }
    Ok(page)
}

/// Holds the browser to a share for as long as the scenario takes.
fn held<T>(share: Option<&Share>, to: Option<f64>, scenario: impl FnOnce() -> Result<T>) -> Result<T> {
    let Some(share) = share else { return scenario() };
    share.hold(to)?;
    let outcome = scenario();
    share.hold(None)?;
    outcome
}

fn version(browser: &mut Browser) -> Result<String> {
    let version = browser.page(SCREEN)?.command("Browser.getVersion", &json!({}))?;
    Ok(version["product"].as_str().unwrap_or("Chromium").to_owned())
}
