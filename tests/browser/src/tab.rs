//! What one tab can be told, whatever the browser: the seam between [`Page`](crate::Page) and the two protocols.

use std::path::Path;

use serde_json::Value;

use crate::keys::Key;
use crate::log::Log;
use crate::{Point, Result, Viewport};

/// A button of the mouse.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Button {
    /// The main button.
    Left,
    /// The one for context menus.
    Right,
}

/// What the mouse does at a place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Mouse {
    Move,
    Press(Button),
    Release(Button),
}

/// What one finger does; where it is lifted is where it last was.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Finger {
    Down(Point),
    Move(Point),
    Up,
}

/// An open tab with storage of its own. Dropping it closes the tab and forgets the storage.
pub(crate) trait Tab {
    /// Loads an address and waits for its load event. A change of the fragment alone loads nothing.
    fn navigate(&mut self, url: &str) -> Result<()>;
    /// Loads the same address again and waits for its load event.
    fn reload(&mut self) -> Result<()>;
    /// Runs a script at the page's top level and waits for its promise; a result that is not a string is `None`.
    fn run(&mut self, source: &str) -> Result<Option<String>>;
    /// Runs statements in each document to come, before its own scripts.
    fn preload(&mut self, statements: &str) -> Result<()>;
    /// Sets size, pixel ratio, touch and the media preferences.
    fn set_viewport(&mut self, viewport: &Viewport) -> Result<()>;
    /// Cuts or restores the network, workers included.
    fn set_offline(&mut self, offline: bool) -> Result<()>;
    /// Moves, presses or releases the mouse at a place.
    fn mouse(&mut self, action: Mouse, at: Point) -> Result<()>;
    /// Moves the one finger.
    fn finger(&mut self, action: Finger) -> Result<()>;
    /// Presses (`down`) or lets go one key.
    fn key(&mut self, key: &Key, down: bool) -> Result<()>;
    /// The viewport as a PNG, in device pixels.
    fn screenshot(&mut self) -> Result<Vec<u8>>;
    /// Chooses a file in the `<input type=file>` that the CSS selector finds.
    fn set_file(&mut self, selector: &str, path: &Path) -> Result<()>;
    /// The bytes of JavaScript's objects in the page and in its workers, when what is garbage has been collected.
    fn heap(&mut self) -> Result<u64>;
    /// Sends a command of the browser's own protocol.
    fn command(&mut self, method: &str, params: &Value) -> Result<Value>;
    /// What has been heard so far.
    fn log(&self) -> &Log;
}

/// A PNG from the base64 in a protocol's answer.
pub(crate) fn decode_png(answer: &Value) -> Result<Vec<u8>> {
    let text = answer["data"].as_str().unwrap_or_default();
    data_encoding::BASE64
        .decode(text.as_bytes())
        .map_err(|error| crate::Error::other(format!("screenshot: {error}")))
}

/// The start of a script, for messages.
pub(crate) fn excerpt(source: &str) -> String {
    const LENGTH: usize = 300;
    let start: String = source.chars().take(LENGTH).collect();
    if start.len() < source.len() { start + " …" } else { start }
}
