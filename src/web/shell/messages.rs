//! What happens on each message of the page.

use wasm_bindgen::JsValue;

use super::Shell;
use crate::web::fields::Fields;
use crate::web::later;
use crate::web::screens::Figure;

impl Shell {
    /// Takes in a message of the page, unless it has to wait for the second wasm; gives whether it did.
    ///
    /// # Errors
    /// What the browser throws where it cannot draw on a canvas.
    pub fn receive(&mut self, message: &Fields) -> Result<bool, JsValue> {
        if self.screens.is_complete() {
            later::take(self, message)?;
            return Ok(true);
        }
        let is_taken = match message.text("type").as_str() {
            "command" => self.lab.obey_transport(&message.text("text")),
            kind => self.take_by_browser(kind, message)?,
        };
        self.told.is_asked |= is_taken;
        Ok(is_taken)
    }

    /// Takes in a message that tells what the browser does, if it is one; gives whether it is.
    fn take_by_browser(&mut self, kind: &str, message: &Fields) -> Result<bool, JsValue> {
        match kind {
            "size" => {
                if let Some(figure) = Figure::from_name(&message.text("figure")) {
                    self.screens.resize(figure, message)?;
                }
            }
            "theme" => self.screens.set_dark(message.flag("dark")),
            "visible" => self.set_visible(message.flag("value")),
            _ => return Ok(false),
        }
        Ok(true)
    }

    /// Takes in any message of the page.
    ///
    /// # Errors
    /// What the browser throws where it cannot draw on a canvas.
    pub(in crate::web) fn take(&mut self, message: &Fields) -> Result<(), JsValue> {
        let kind = message.text("type");
        let begins_quiet = matches!(kind.as_str(), "pointer" | "key") && self.hush();
        match kind.as_str() {
            "command" => self.command(&message.text("text")),
            "pointer" => self.pointer(message),
            "key" => self.key(message),
            "link" => self.post("link", &self.lab.link()),
            "export" => self.post("csv", &self.lab.export()),
            "network" => self.post("network", &self.lab.network_json()),
            "picture" => {
                let figure = Figure::from_name(&message.text("figure"));
                self.post("picture", &figure.map_or_else(String::new, |figure| self.screens.svg(figure)));
            }
            kind => {
                self.take_by_browser(kind, message)?;
            }
        }
        self.is_studying = self.lab.is_studying();
        self.told.is_asked = true;
        self.tell_notices();
        if begins_quiet {
            // The next frame only has to show it then, and may be as late as this took.
            self.paint(self.clock.now(), true)?;
        }
        Ok(())
    }

    pub(in crate::web) fn command(&mut self, command: &str) {
        // The next steps may take much longer than those before.
        self.chunk = 1;
        if let Err(error) = self.lab.apply(command) {
            self.post("error", &error.to_string());
        }
    }

    fn set_visible(&mut self, visible: bool) {
        self.visible = visible;
        self.last_frame = self.clock.now();
        self.pace.rest();
        if !visible && self.screens.is_complete() {
            self.save();
        }
    }
}
