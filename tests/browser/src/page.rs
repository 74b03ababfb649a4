//! The page under test: loading, scripts, waiting, looking. Input is in the module `input`.

use std::path::Path;
use std::time::{Duration, Instant};
use std::{fs, thread};

use serde_json::{Value, json};

use crate::log::{ConsoleLine, Level};
use crate::tab::{Tab, excerpt};
use crate::{Error, Kind, Rect, Result, Viewport};

/// How long [`Page::wait_for`] waits: more than anything takes on a loaded machine, for a passing test never waits in vain.
const PATIENCE: Duration = Duration::from_secs(20);

/// How many console lines a failure shows.
const TAIL: usize = 8;

/// An open page. Scripts are JavaScript *expressions*; wrap statements as `(() => { … })()`.
///
/// Methods fail with [`Error`] if the browser is gone, refuses a command, or the page throws.
pub struct Page<'b> {
    kind: Kind,
    pub(crate) tab: Box<dyn Tab + 'b>,
    viewport: Viewport,
}

#[expect(clippy::missing_errors_doc, reason = "the same for all methods, told once at the type")]
impl<'b> Page<'b> {
    pub(crate) fn new(kind: Kind, mut tab: Box<dyn Tab + 'b>, viewport: Viewport) -> Result<Self> {
        tab.set_viewport(&viewport)?;
        Ok(Self { kind, tab, viewport })
    }

    /// The browser it is open in.
    pub fn kind(&self) -> Kind {
        self.kind
    }

    /// Loads an address and waits for its load event. If only the fragment differs, nothing is loaded: the page
    /// sees a `hashchange`.
    pub fn goto(&mut self, url: &str) -> Result<()> {
        self.tab.navigate(url)
    }

    /// Loads the same address again; storage is kept.
    pub fn reload(&mut self) -> Result<()> {
        self.tab.reload()
    }

    /// The value of an expression, or of what its promise resolves to, as JSON; `undefined` is null.
    pub fn eval(&mut self, expression: &str) -> Result<Value> {
        let wrapped = format!("(async () => JSON.stringify(await (\n{expression}\n)))()");
        match self.tab.run(&wrapped)? {
            Some(text) => serde_json::from_str(&text).map_err(|error| Error::other(error.to_string())),
            None => Ok(Value::Null),
        }
    }

    /// The value of an expression as a number; NaN if it is none.
    pub fn number(&mut self, expression: &str) -> Result<f64> {
        Ok(self.eval(expression)?.as_f64().unwrap_or(f64::NAN))
    }

    /// The value of an expression as text; other values as JSON.
    pub fn string(&mut self, expression: &str) -> Result<String> {
        Ok(crate::wire::text(&self.eval(expression)?))
    }

    /// Waits until an expression is truthy, and returns its value.
    pub fn wait_for(&mut self, condition: &str) -> Result<Value> {
        self.wait_within(condition, PATIENCE)
    }

    /// Waits at most `patience` until an expression is truthy, and returns its value.
    ///
    /// An exception counts as "not yet", for a page that is loading has no document to ask.
    pub fn wait_within(&mut self, condition: &str, patience: Duration) -> Result<Value> {
        const PAUSE: Duration = Duration::from_millis(20);
        let start = Instant::now();
        let asking = format!(
            "(async () => {{ const value = await (\n{condition}\n); return value ? [value] : value; }})()"
        );
        loop {
            let last = match self.eval(&asking) {
                Ok(Value::Array(mut value)) => return Ok(value.pop().unwrap_or_default()),
                Ok(falsy) => falsy.to_string(),
                Err(Error::Connection(text)) => return Err(Error::Connection(text)),
                Err(error) => error.to_string(),
            };
            if start.elapsed() >= patience {
                let console = self.tab.log().tail(TAIL);
                return Err(Error::Timeout {
                    condition: excerpt(condition),
                    waited: start.elapsed(),
                    last,
                    console,
                });
            }
            thread::sleep(PAUSE);
        }
    }

    /// Runs a script file at the page's top level, whatever the page's Content-Security-Policy says.
    pub fn inject(&mut self, file: &Path) -> Result<()> {
        let source =
            fs::read_to_string(file).map_err(|error| Error::other(format!("{}: {error}", file.display())))?;
        // The last value could be anything, and large: ask for none.
        self.tab.run(&format!("{source}\n;undefined")).map(drop)
    }

    /// Runs statements in each document to come, before its own scripts: to take something away that the page would
    /// like to use, or to overhear it.
    pub fn preload(&mut self, statements: &str) -> Result<()> {
        self.tab.preload(statements)
    }

    /// The box of the first element that a CSS selector finds, scrolled into view if its middle cannot be hit.
    pub fn rect(&mut self, selector: &str) -> Result<Rect> {
        let found = self.eval(&format!(
            "(() => {{
                const element = document.querySelector({});
                if (!element) return null;
                const box = () => element.getBoundingClientRect();
                const {{ left, top, right, bottom }} = box();
                const inside = left >= 0 && top >= 0 && right <= innerWidth && bottom <= innerHeight;
                const hit = document.elementFromPoint((left + right) / 2, (top + bottom) / 2);
                if (!inside || !element.contains(hit)) {{
                    element.scrollIntoView({{ block: 'center', inline: 'center', behavior: 'instant' }});
                }}
                const {{ x, y, width, height }} = box();
                return [x, y, width, height];
            }})()",
            json!(selector)
        ))?;
        let numbers: Vec<f64> = found.as_array().into_iter().flatten().filter_map(Value::as_f64).collect();
        match numbers[..] {
            [x, y, width, height] => Ok(Rect { x, y, width, height }),
            _ => Err(Error::other(format!("no element matches {selector}"))),
        }
    }

    /// The text of the first element that a CSS selector finds, without white space at its ends.
    pub fn text(&mut self, selector: &str) -> Result<String> {
        self.string(&format!("document.querySelector({}).textContent.trim()", json!(selector)))
    }

    /// How many colours a canvas shows, counted on a copy of 64 × 64 pixels: 1 means blank. Works for a canvas that a
    /// worker paints.
    pub fn colours(&mut self, canvas: &str) -> Result<usize> {
        Ok(self.number(&counting_colours(canvas))? as usize)
    }

    /// Waits until a canvas shows at least so many colours: what a worker paints comes some frames after what it says.
    pub fn wait_colours(&mut self, canvas: &str, least: usize) -> Result<()> {
        self.wait_for(&format!("{} >= {least}", counting_colours(canvas))).map(drop)
    }

    /// A number that stands for what a canvas shows: other pictures have others, but for chance.
    pub fn picture(&mut self, canvas: &str) -> Result<f64> {
        self.number(&fingerprint(canvas))
    }

    /// Waits until a canvas shows another picture than that of this number.
    pub fn wait_other_picture(&mut self, canvas: &str, picture: f64) -> Result<()> {
        self.wait_for(&format!("{} !== {picture}", fingerprint(canvas))).map(drop)
    }

    /// Saves the viewport as a PNG, in device pixels.
    pub fn screenshot(&mut self, file: &Path) -> Result<()> {
        let png = self.tab.screenshot()?;
        fs::write(file, png).map_err(|error| Error::other(format!("{}: {error}", file.display())))
    }

    /// Every console line of the page and its workers since the page was opened, reloads included.
    pub fn console(&mut self) -> Result<Vec<ConsoleLine>> {
        self.listen()?;
        Ok(self.tab.log().console.clone())
    }

    /// The console lines that are errors: uncaught exceptions, failed loads and CSP violations among them.
    pub fn errors(&mut self) -> Result<Vec<ConsoleLine>> {
        let lines = self.console()?;
        Ok(lines.into_iter().filter(|line| line.level == Level::Error).collect())
    }

    /// Every address that the page and its workers asked for, `data:` and `blob:` included.
    pub fn requests(&mut self) -> Result<Vec<String>> {
        self.listen()?;
        Ok(self.tab.log().requests.clone())
    }

    /// The requested addresses that do not begin with `site`, `data:` and `blob:` left out.
    pub fn foreign_requests(&mut self, site: &str) -> Result<Vec<String>> {
        let local =
            |url: &String| [site, "data:", "blob:", "about:"].iter().any(|start| url.starts_with(start));
        Ok(self.requests()?.into_iter().filter(|url| !local(url)).collect())
    }

    /// Takes in the events that have arrived: they come before the answer of any command.
    fn listen(&mut self) -> Result<()> {
        self.tab.run("undefined").map(drop)
    }

    /// The screen the page is on.
    pub fn viewport(&self) -> Viewport {
        self.viewport
    }

    /// Puts the page on another screen.
    pub fn set_viewport(&mut self, viewport: Viewport) -> Result<()> {
        self.viewport = viewport;
        self.tab.set_viewport(&viewport)
    }

    /// Changes whether the person prefers dark pages.
    pub fn set_dark(&mut self, dark: bool) -> Result<()> {
        self.set_viewport(Viewport { dark, ..self.viewport })
    }

    /// Cuts or restores the network.
    pub fn set_offline(&mut self, offline: bool) -> Result<()> {
        self.tab.set_offline(offline)
    }

    /// The bytes of JavaScript's objects in the page and in its workers, when what is garbage has been collected. Chromium only.
    pub fn heap(&mut self) -> Result<u64> {
        self.tab.heap()
    }

    /// Sends a command of the browser's own protocol (CDP or BiDi) to the tab: for what the other methods lack.
    pub fn command(&mut self, method: &str, params: &Value) -> Result<Value> {
        self.tab.command(method, params)
    }
}

/// An expression: how many colours a canvas shows. Throws where no element matches.
fn counting_colours(canvas: &str) -> String {
    format!(
        "(() => {{
            const copy = new OffscreenCanvas(64, 64).getContext('2d');
            copy.drawImage(document.querySelector({}), 0, 0, 64, 64);
            return new Set(new Uint32Array(copy.getImageData(0, 0, 64, 64).data.buffer)).size;
        }})()",
        json!(canvas)
    )
}

/// An expression: a hash of a canvas's pixels. Throws where no element matches.
fn fingerprint(canvas: &str) -> String {
    format!(
        "(() => {{
            const canvas = document.querySelector({});
            const copy = new OffscreenCanvas(canvas.width, canvas.height).getContext('2d');
            copy.drawImage(canvas, 0, 0);
            const pixels = new Uint32Array(copy.getImageData(0, 0, canvas.width, canvas.height).data.buffer);
            return pixels.reduce((hash, pixel) => Math.imul(hash ^ pixel, 0x01000193), 0);
        }})()",
        json!(canvas)
    )
}

impl Drop for Page<'_> {
    fn drop(&mut self) {
        if thread::panicking() {
            eprintln!("console of the page in {}:{}", self.kind, self.tab.log().tail(TAIL));
        }
    }
}
