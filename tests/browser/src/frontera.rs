//! Frontera's page in a browser, for the scenarios: what its worker last said, and where its figures are.
//!
//! Functions fail with [`Error`] if the driver does, or if what they wait for does not come.
//!
//! The page keeps no global that a test could read. A script that runs before it overhears its worker instead: each
//! `state` message has lines `name=value`, all settings and read-outs by their names in the one grammar.

#![expect(clippy::missing_errors_doc, reason = "the same for all functions, told once above")]

use std::fmt;
use std::path::Path;

use serde_json::json;

use crate::{Browser, Error, Page, Point, Rect, Result, Viewport, in_each_browser, site, variable};

/// Keeps the worker's last value of every name, and its notices, errors and crashes; asks it for what it gives on request.
const OVERHEAR: &str = r#"
    const heard = (window.heard = { state: {}, said: [], complete: false, worker: undefined });
    const Real = window.Worker;
    window.Worker = class extends Real {
        constructor(...given) {
            super(...given);
            Object.assign(heard, { state: {}, complete: false, worker: this });
            this.addEventListener("message", ({ data }) => {
                if (data.type === "complete") heard.complete = true;
                if (["notice", "error", "crashed"].includes(data.type)) heard.said.push(`${data.type} ${data.text}`);
                if (data.type !== "state") return;
                for (const line of data.text.split("\n")) {
                    const at = line.indexOf("=");
                    if (at > 0) heard.state[line.slice(0, at)] = line.slice(at + 1);
                }
            });
        }
    };
    heard.ask = (question, answer) => new Promise((resolve) => {
        const hear = ({ data }) => {
            if (data.type !== answer) return;
            heard.worker.removeEventListener("message", hear);
            resolve(data.text);
        };
        heard.worker.addEventListener("message", hear);
        heard.worker.postMessage({ type: question });
    });
"#;

/// Takes the service worker away, so that every page comes from the server, whatever was opened before: all scenarios but those
/// of `offline` are without it.
pub const NO_SERVICE_WORKER: &str = "delete Navigator.prototype.serviceWorker;";

/// The plane's canvas.
pub const PLANE: &str = "#plane-canvas";
/// The network's canvas.
pub const NETWORK: &str = "#network-canvas";

/// Opens the page with a link (`""` for none, `"dataset=xor&hidden=2"`) and waits for its first picture.
pub fn open<'b>(browser: &'b mut Browser, viewport: Viewport, link: &str) -> Result<Page<'b>> {
    open_prepared(browser, viewport, link, "")
}

/// The same, after a script that takes something away from the page or adds to it.
pub fn open_prepared<'b>(
    browser: &'b mut Browser,
    viewport: Viewport,
    link: &str,
    script: &str,
) -> Result<Page<'b>> {
    let mut page = visit(browser, viewport, link, script)?;
    ready(&mut page)?;
    Ok(page)
}

/// The same, but waits for the load event only: for a page that cannot show a picture.
pub fn visit<'b>(browser: &'b mut Browser, viewport: Viewport, link: &str, script: &str) -> Result<Page<'b>> {
    let mut page = browser.page(viewport)?;
    page.preload(OVERHEAR)?;
    page.preload(NO_SERVICE_WORKER)?;
    page.preload(script)?;
    page.goto(&address(link)?)?;
    Ok(page)
}

/// Opens another address at which the page is, such as that of a file, and waits for its first picture.
pub fn open_at<'b>(browser: &'b mut Browser, viewport: Viewport, address: &str) -> Result<Page<'b>> {
    let mut page = browser.page(viewport)?;
    page.preload(OVERHEAR)?;
    page.preload(NO_SERVICE_WORKER)?;
    page.goto(address)?;
    ready(&mut page)?;
    Ok(page)
}

/// The page's address with a link; `""` for none.
pub fn address(link: &str) -> Result<String> {
    Ok(if link.is_empty() { site()? } else { format!("{}#{link}", site()?) })
}

/// Waits for the first picture and the words: after `open`, and after each reload. What is still missing is told if they do not come.
pub fn ready(page: &mut Page) -> Result<()> {
    const MISSING: &str = "Object.entries({
            worker: heard.worker,
            complete: heard.complete,
            separable: 'separable' in heard.state,
            language: document.querySelector('[data-language][aria-pressed=true]').dataset.language === document.documentElement.lang,
            words: document.querySelector('#play-word').textContent,
        }).flatMap(([what, isThere]) => (isThere ? [] : [what])).join()";
    page.wait_for(&format!("{MISSING} === ''")).map(drop).map_err(|error| {
        match page.eval(&format!("[{MISSING}, document.visibilityState, ...heard.said].join('; ')")) {
            Ok(missing) => Error::other(format!("{error}\nmissing: {missing}")),
            Err(_) => error,
        }
    })
}

/// The last value of a setting or a read-out; empty if there was none.
pub fn state(page: &mut Page, name: &str) -> Result<String> {
    page.string(&format!("heard.state[{}] ?? ''", json!(name)))
}

/// The last value of a setting or a read-out as a number.
pub fn number(page: &mut Page, name: &str) -> Result<f64> {
    let text = state(page, name)?;
    text.parse().map_err(|_| Error::other(format!("{name} is {text:?}, no number")))
}

/// Waits until the script of the lessons is there, which the page fetches last of what it fetches by itself.
pub fn wait_lessons(page: &mut Page) -> Result<()> {
    page.wait_for(
        "performance.getEntriesByType('resource')
            .some(({ name, responseEnd }) => responseEnd > 0 && /\\/lesson-[0-9a-f]{16}\\.js$/.test(name))",
    )
    .map(drop)
}

/// Waits until a setting or a read-out has this value.
pub fn wait_state(page: &mut Page, name: &str, value: &str) -> Result<()> {
    page.wait_for(&format!("heard.state[{}] === {}", json!(name), json!(value))).map(drop)
}

/// Waits until a numeric read-out is above a bound.
pub fn wait_above(page: &mut Page, name: &str, bound: f64) -> Result<()> {
    page.wait_for(&format!("Number(heard.state[{}]) > {bound}", json!(name))).map(drop)
}

/// What the worker said in notices, errors and crashes, one a line, since the page was loaded.
pub fn said(page: &mut Page) -> Result<Vec<String>> {
    let said = page.eval("heard.said")?;
    Ok(said.as_array().into_iter().flatten().filter_map(|line| line.as_str().map(str::to_owned)).collect())
}

/// Waits until the worker has said something that begins so, and gives it.
pub fn wait_said(page: &mut Page, start: &str) -> Result<String> {
    let line = page.wait_for(&format!("heard.said.find((line) => line.startsWith({}))", json!(start)))?;
    Ok(crate::wire::text(&line))
}

/// Gives the worker commands of the one grammar past the page: for setting the stage.
pub fn command(page: &mut Page, commands: &[&str]) -> Result<()> {
    let post = "for (const text of texts) heard.worker.postMessage({ type: 'command', text })";
    page.eval(&format!("(() => {{ const texts = {}; {post} }})()", json!(commands))).map(drop)
}

/// The whole state as a link, asked of the worker past the page.
pub fn link(page: &mut Page) -> Result<String> {
    page.string("heard.ask('link', 'link')")
}

/// Where a point with these coordinates in data units lies on the screen. The window is the preset's:
/// `[-0.5, 1.5]²` for the corners, `[-3, 3]²` for all others; x₂ points up.
pub fn on_plane(plane: Rect, window: (f64, f64), x1: f64, x2: f64) -> Point {
    let (low, high) = window;
    plane.at((x1 - low) / (high - low), 1.0 - (x2 - low) / (high - low))
}

/// Fails if the console has an error, or if an address of another origin was asked for.
pub fn assert_sound(page: &mut Page) -> Result<()> {
    let errors = page.errors()?;
    let foreign = page.foreign_requests(&site()?)?;
    if errors.is_empty() && foreign.is_empty() {
        return Ok(());
    }
    Err(Error::other(format!("errors: {errors:#?}\nother origins: {foreign:#?}")))
}

/// What axe-core finds of impact `serious` or `critical`, one violation a line.
pub fn axe(page: &mut Page) -> Result<Vec<String>> {
    page.inject(Path::new(&variable("AXE_JS")?))?;
    let found = page.eval(
        "axe.run().then(({ violations }) => violations
            .filter(({ impact }) => impact === 'serious' || impact === 'critical')
            .map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.target.join(' ')).join(', ')}`))",
    )?;
    Ok(found.as_array().into_iter().flatten().map(ToString::to_string).collect())
}

/// What a person presses buttons with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Hand {
    /// A mouse at a laptop.
    Mouse,
    /// A finger on a phone, whose panels are tabs.
    Finger,
    /// The keyboard of a laptop.
    Keyboard,
}

impl Hand {
    /// All three.
    pub const ALL: [Self; 3] = [Self::Mouse, Self::Finger, Self::Keyboard];

    /// The screen that is in front of the hand.
    pub fn viewport(self) -> Viewport {
        if self == Self::Finger { Viewport::PHONE } else { Viewport::LAPTOP }
    }

    /// Presses the button that a CSS selector finds; on a phone, opens its panel first.
    pub fn press(self, page: &mut Page, selector: &str) -> Result<()> {
        match self {
            Self::Mouse => page.click_on(selector),
            Self::Finger => {
                reveal(page, selector)?;
                page.tap_on(selector)
            }
            Self::Keyboard => {
                page.focus(selector)?;
                page.key("Enter")
            }
        }
    }

    /// Drags along a straight line in that many moves, and rests before letting go: from a finger that was still moving,
    /// Chromium expects that the page slides on, and takes the next tap for what stops it.
    pub fn drag(self, page: &mut Page, from: Point, to: Point, steps: u32) -> Result<()> {
        if self != Self::Finger {
            return page.drag(from, to, steps);
        }
        page.touch_down(from)?;
        for step in 1..=steps {
            page.touch_move(from.towards(to, f64::from(step) / f64::from(steps)))?;
        }
        page.eval("new Promise((resolve) => setTimeout(resolve, 120))")?;
        page.touch_up()
    }

    /// Runs a scenario with each hand; an error names it.
    pub fn each(scenario: impl Fn(Self) -> Result<()>) -> Result<()> {
        let named = |hand: Self| scenario(hand).map_err(|error| Error::other(format!("by {hand}: {error}")));
        Self::ALL.into_iter().try_for_each(named)
    }
}

impl fmt::Display for Hand {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Mouse => "mouse",
            Self::Finger => "finger",
            Self::Keyboard => "keyboard",
        })
    }
}

/// Runs a scenario with each hand, in each browser, on a page that was opened with a link; at its end the page must be sound.
pub fn by_each_hand(link: &str, scenario: impl Fn(Hand, &mut Page) -> Result<()>) -> Result<()> {
    Hand::each(|hand| {
        in_each_browser(|browser| {
            let mut page = open(browser, hand.viewport(), link)?;
            scenario(hand, &mut page)?;
            assert_sound(&mut page)
        })
    })
}

/// Brings an element to the middle of the screen, on a phone by its tab first, and says where it is.
pub fn in_view(page: &mut Page, selector: &str) -> Result<Rect> {
    reveal(page, selector)?;
    page.eval(&format!(
        "document.querySelector({}).scrollIntoView({{ block: 'center', behavior: 'instant' }})",
        json!(selector)
    ))?;
    page.rect(selector)
}

/// On a phone, taps the tab of the panel that an element is in, if it is hidden.
pub fn reveal(page: &mut Page, selector: &str) -> Result<()> {
    let tab = page.string(&format!(
        "(() => {{
            const panel = document.querySelector({}).closest('.panel[hidden]');
            return panel ? `#tab-${{panel.id}}` : '';
        }})()",
        json!(selector)
    ))?;
    if tab.is_empty() {
        return Ok(());
    }
    page.tap_on(&tab)?;
    page.wait_for(&format!("!document.querySelector({}).closest('[hidden]')", json!(selector)))?;
    // What is arranged by its size when it is first seen is so a frame later.
    page.eval("new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)))")
        .map(drop)
}
