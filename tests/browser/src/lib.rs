//! Drives real browsers: Chromium by the Chrome DevTools Protocol, Firefox by WebDriver BiDi, behind one [`Page`].
//!
//! The tests of this crate are of two sorts. `tests/driver` test the driver on pages of their own and run with
//! `cargo test -p browser`. All others test Frontera's page; `cargo xtask test` serves it, names it in `FRONTERA_URL`
//! and runs them; without it they fail and say so.
//!
//! A scenario runs in each browser, on an empty profile:
//!
//! ```no_run
//! use browser::frontera::{PLANE, assert_sound, open, wait_state};
//! use browser::{Result, Viewport, in_each_browser};
//!
//! # fn main() -> Result<()> {
//! in_each_browser(|browser| {
//!     let mut page = open(browser, Viewport::LAPTOP, "dataset=blank")?; // a link in the one grammar
//!     let plane = page.rect(PLANE)?; // scrolled into view; CSS pixels
//!     page.click(plane.at(0.25, 0.75))?; // real mouse events
//!     wait_state(&mut page, "points", "1")?; // what the worker says; never sleep: wait
//!     assert_sound(&mut page) // no error in page, worker, loads, Content-Security-Policy; no other origin
//! })
//! # }
//! ```
//!
//! - What a person does is in `input`: [`Page::click`], [`Page::drag`], [`Page::tap`], [`Page::touch_drag`],
//!   [`Page::key`], [`Page::type_text`], [`Page::paste`], [`Page::set_file`], [`Page::drop_file`]. Fingers want a
//!   [`Viewport`] with touch.
//! - What a test looks at is in `page`: [`Page::eval`], [`Page::wait_for`], [`Page::text`], [`Page::colours`],
//!   [`Page::console`], [`Page::requests`], [`Page::screenshot`]. Input returns when the browser has taken the event,
//!   not when a worker has answered it, so look with [`Page::wait_for`].
//! - What Frontera's worker said, by the names of the one grammar, is in [`frontera`]; it needs no hook in the page.
//! - [`Page::preload`] takes away what a page would use (storage, workers) before it starts.
//! - A browser has one page open at a time: drop one before opening the next. Each page has its own empty storage,
//!   which outlives [`Page::reload`] and not the page.
//! - A test binary starts each browser once and its tests take turns, so that tests on two threads use both.
//!   A failure ends the browser; the next test starts another.
//! - A scenario that needs a web server of its own has one from [`serve`].
//! - `CHROMIUM` and `FIREFOX` name the executables where they are not on the PATH. `examples/picture` does from the
//!   command line what a scenario does, and saves a picture.
//!
//! Unix only: a shell ends the browsers, see `process`.

mod browser;
mod chromium;
mod error;
mod firefox;
pub mod frontera;
mod geometry;
mod input;
mod keys;
mod log;
mod page;
mod process;
pub mod serve;
mod share;
mod suite;
mod tab;
mod wire;

pub use browser::{Browser, Kind};
pub use error::{Error, Result};
pub use geometry::{Point, Rect, Viewport};
pub use log::{ConsoleLine, Level};
pub use page::Page;
pub use share::Share;
pub use suite::{in_each_browser, in_one_browser, site, variable};
pub use tab::Button;
