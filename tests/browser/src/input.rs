//! Mouse, finger, keyboard, clipboard and files: real input events wherever the protocols can make them.

use std::path::Path;

use serde_json::json;

use crate::keys::chord;
use crate::tab::{Button, Finger, Mouse};
use crate::{Page, Point, Result};

#[expect(clippy::missing_errors_doc, reason = "the same for all methods, told once at the type")]
impl Page<'_> {
    /// Moves the mouse without pressing.
    pub fn mouse_move(&mut self, at: impl Into<Point>) -> Result<()> {
        self.tab.mouse(Mouse::Move, at.into())
    }

    /// Presses a mouse button and holds it.
    pub fn press(&mut self, button: Button, at: impl Into<Point>) -> Result<()> {
        self.tab.mouse(Mouse::Press(button), at.into())
    }

    /// Lets a mouse button go.
    pub fn release(&mut self, button: Button, at: impl Into<Point>) -> Result<()> {
        self.tab.mouse(Mouse::Release(button), at.into())
    }

    /// Moves the mouse to a place and clicks there.
    pub fn click(&mut self, at: impl Into<Point>) -> Result<()> {
        self.click_with(Button::Left, at)
    }

    /// Moves the mouse to a place and clicks there with the given button.
    pub fn click_with(&mut self, button: Button, at: impl Into<Point>) -> Result<()> {
        let at = at.into();
        self.mouse_move(at)?;
        self.press(button, at)?;
        self.release(button, at)
    }

    /// Clicks the middle of an element.
    pub fn click_on(&mut self, selector: &str) -> Result<()> {
        let at = self.rect(selector)?.center();
        self.click(at)
    }

    /// Drags with the mouse along a straight line, in that many moves.
    pub fn drag(&mut self, from: impl Into<Point>, to: impl Into<Point>, steps: u32) -> Result<()> {
        let (from, to) = (from.into(), to.into());
        self.mouse_move(from)?;
        self.press(Button::Left, from)?;
        for step in 1..=steps {
            self.mouse_move(from.towards(to, f64::from(step) / f64::from(steps)))?;
        }
        self.release(Button::Left, to)
    }

    /// Puts a finger down and lifts it. The viewport should be one with touch.
    pub fn tap(&mut self, at: impl Into<Point>) -> Result<()> {
        self.touch_down(at)?;
        self.touch_up()
    }

    /// Taps the middle of an element.
    pub fn tap_on(&mut self, selector: &str) -> Result<()> {
        let at = self.rect(selector)?.center();
        self.tap(at)
    }

    /// Puts the finger down.
    pub fn touch_down(&mut self, at: impl Into<Point>) -> Result<()> {
        self.tab.finger(Finger::Down(at.into()))
    }

    /// Moves the finger that is down.
    pub fn touch_move(&mut self, at: impl Into<Point>) -> Result<()> {
        self.tab.finger(Finger::Move(at.into()))
    }

    /// Lifts the finger.
    pub fn touch_up(&mut self) -> Result<()> {
        self.tab.finger(Finger::Up)
    }

    /// Drags with a finger along a straight line, in that many moves.
    pub fn touch_drag(&mut self, from: impl Into<Point>, to: impl Into<Point>, steps: u32) -> Result<()> {
        let (from, to) = (from.into(), to.into());
        self.touch_down(from)?;
        for step in 1..=steps {
            self.touch_move(from.towards(to, f64::from(step) / f64::from(steps)))?;
        }
        self.touch_up()
    }

    /// Strikes a key, named as in `KeyboardEvent.key`, or a chord: `"ArrowLeft"`, `"Enter"`, `"Control+z"`, `"Shift+Tab"`.
    pub fn key(&mut self, names: &str) -> Result<()> {
        let keys = chord(names)?;
        for key in &keys {
            self.tab.key(key, true)?;
        }
        for key in keys.iter().rev() {
            self.tab.key(key, false)?;
        }
        Ok(())
    }

    /// Presses a key and holds it: `hold("Shift")` around a click.
    pub fn hold(&mut self, name: &str) -> Result<()> {
        chord(name)?.iter().try_for_each(|key| self.tab.key(key, true))
    }

    /// Lets a held key go.
    pub fn let_go(&mut self, name: &str) -> Result<()> {
        chord(name)?.iter().try_for_each(|key| self.tab.key(key, false))
    }

    /// Types text into what has the focus, key by key; a line break is Enter.
    pub fn type_text(&mut self, text: &str) -> Result<()> {
        for character in text.chars() {
            let name = if character == '\n' { "Enter".to_owned() } else { character.to_string() };
            self.key(&name)?;
        }
        Ok(())
    }

    /// Gives the focus to an element.
    pub fn focus(&mut self, selector: &str) -> Result<()> {
        self.rect(selector)?;
        self.eval(&format!("document.querySelector({}).focus()", json!(selector))).map(drop)
    }

    /// Empties the text field that a CSS selector finds and types into it.
    pub fn fill(&mut self, selector: &str, text: &str) -> Result<()> {
        self.focus(selector)?;
        self.key("Control+a")?;
        self.key("Delete")?;
        self.type_text(text)
    }

    /// Sets a `<select>`, a slider or another field to a value, with the events that a person's choice would give.
    /// Not real input: for setting the stage.
    pub fn choose(&mut self, selector: &str, value: &str) -> Result<()> {
        self.rect(selector)?;
        self.eval(&format!(
            "(() => {{
                const field = document.querySelector({});
                field.value = {};
                for (const name of ['input', 'change']) field.dispatchEvent(new Event(name, {{ bubbles: true }}));
            }})()",
            json!(selector),
            json!(value)
        ))
        .map(drop)
    }

    /// Puts text on the clipboard and strikes Control+V. Clipboards need a secure page: `https` or 127.0.0.1.
    pub fn paste(&mut self, text: &str) -> Result<()> {
        self.eval(&format!("navigator.clipboard.writeText({})", json!(text)))?;
        self.key("Control+v")
    }

    /// Chooses a file in an `<input type=file>`; the path must be absolute.
    pub fn set_file(&mut self, selector: &str, path: &Path) -> Result<()> {
        self.tab.set_file(selector, path)
    }

    /// Drops a text file onto an element. The events are made by script: neither protocol can drop a file.
    pub fn drop_file(&mut self, selector: &str, name: &str, content: &str) -> Result<()> {
        self.rect(selector)?;
        self.eval(&format!(
            "(() => {{
                const dataTransfer = new DataTransfer();
                dataTransfer.items.add(new File([{}], {}, {{ type: 'text/csv' }}));
                const target = document.querySelector({});
                for (const name of ['dragenter', 'dragover', 'drop']) {{
                    target.dispatchEvent(new DragEvent(name, {{ bubbles: true, cancelable: true, dataTransfer }}));
                }}
            }})()",
            json!(content),
            json!(name),
            json!(selector)
        ))
        .map(drop)
    }
}
