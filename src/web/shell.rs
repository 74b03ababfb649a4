//! What happens on each message, in each slice of training and in each frame.

use core::fmt::Write;

use wasm_bindgen::JsValue;
use web_sys::{DedicatedWorkerGlobalScope, Performance};

use super::fields::Fields;
use super::screens::{Figure, Screens};
use crate::lab::Lab;
use crate::lab::settings::Speed;

/// The longest that commands wait for training, in milliseconds.
const SLICE: f64 = 4.0;
/// The longest a frame works on the field, in milliseconds: with painting it must stay within a sixtieth of a second.
const FIELD: f64 = 8.0;
/// The time between two looks at the clock while training, in milliseconds.
const CHUNK: f64 = 0.5;
/// The time between two messages that tell the state to keep, in milliseconds.
const SAVING: f64 = 300.0;
/// The time between two counts of the steps a second, in milliseconds.
const COUNTING: f64 = 500.0;
/// The lab with its figures, in a worker.
pub struct Shell {
    pub(super) lab: Lab,
    pub(super) screens: Screens,
    scope: DedicatedWorkerGlobalScope,
    clock: Performance,
    /// A page in the background is neither painted nor trained.
    visible: bool,
    /// Whether the first picture is painted.
    ready: bool,
    /// How many steps to take between two looks at the clock.
    chunk: u32,
    /// Steps that are due at a given speed, with their fraction.
    owed: f64,
    last_frame: f64,
    counter: Counter,
    told: String,
    telling: String,
    saved: Saved,
}

/// Counts steps a second.
struct Counter {
    since: f64,
    steps: u32,
    per_second: f64,
}

/// What was last told to be kept.
struct Saved {
    revision: u64,
    at: f64,
}

impl Shell {
    /// Begins with what was kept, and opens the link of a start message over it: undo then brings back what was kept.
    ///
    /// # Errors
    /// Says which canvas is missing or cannot be drawn on.
    pub fn new(
        scope: DedicatedWorkerGlobalScope,
        clock: Performance,
        start: &Fields,
    ) -> Result<Self, JsValue> {
        let (link, saved) = (start.text("link"), start.text("saved"));
        let lab = if link.is_empty() || saved.is_empty() {
            Lab::opened(if link.is_empty() { &saved } else { &link })
        } else {
            let mut lab = Lab::opened(&saved);
            // What could not be read of it is told when it is opened by itself.
            lab.take_notices();
            // To open a link is never refused.
            let _ = lab.apply(&format!("open={link}"));
            lab
        };
        let now = clock.now();
        Ok(Self {
            screens: Screens::new(&start.get("figures"), start.flag("dark"))?,
            saved: Saved { revision: lab.revision(), at: now },
            lab,
            scope,
            clock,
            visible: true,
            ready: false,
            chunk: 1,
            owed: 0.0,
            last_frame: now,
            counter: Counter { since: now, steps: 0, per_second: 0.0 },
            told: String::new(),
            telling: String::new(),
        })
    }

    /// Whether slices of training are to follow one another as fast as they can.
    pub fn wants_slices(&self) -> bool {
        self.visible && self.lab.is_training() && self.lab.speed() == Speed::Max
    }

    /// Whether there is anything for a frame to do.
    pub fn wants_frame(&self) -> bool {
        self.visible
            && (self.lab.is_training() || self.screens.is_stale(self.lab.revision()) || self.is_unsaved())
    }

    /// Takes in a message of the page.
    pub fn take(&mut self, message: &Fields) {
        match message.text("type").as_str() {
            "command" => self.command(&message.text("text")),
            "pointer" => self.pointer(message),
            "key" => self.key(message),
            "size" => {
                if let Some(figure) = Figure::from_name(&message.text("figure")) {
                    self.screens.resize(figure, message);
                }
            }
            "theme" => self.screens.set_dark(message.flag("dark")),
            "visible" => self.set_visible(message.flag("value")),
            "link" => self.post("link", &self.lab.link()),
            "export" => self.post("csv", &self.lab.export()),
            _ => {}
        }
        self.tell_notices();
    }

    pub(super) fn command(&mut self, command: &str) {
        // The next steps may take much longer than those before.
        self.chunk = 1;
        if let Err(error) = self.lab.apply(command) {
            self.post("error", &error.to_string());
        }
    }

    fn set_visible(&mut self, visible: bool) {
        self.visible = visible;
        self.last_frame = self.clock.now();
        if !visible {
            self.save();
        }
    }

    /// Trains for at most one slice.
    pub fn slice(&mut self) {
        let end = self.clock.now() + SLICE;
        let mut now = self.clock.now();
        while now < end && self.lab.is_training() {
            self.counter.steps += self.lab.advance(self.chunk);
            let spent = self.clock.now() - now;
            now += spent;
            if spent > 2.0 * CHUNK {
                self.chunk = (self.chunk / 2).max(1);
            } else if spent < CHUNK {
                self.chunk = (self.chunk * 2).min(1 << 14);
            }
        }
        self.tell_notices();
    }

    /// Takes the steps that are due at a given speed, works on the field, paints, and tells the page.
    ///
    /// # Errors
    /// What the browser says where it refuses to paint.
    pub fn frame(&mut self) -> Result<(), JsValue> {
        let now = self.clock.now();
        // After a pause of any kind the steps that were not taken are not made up for.
        let passed = (now - self.last_frame).min(100.0);
        self.last_frame = now;
        if let (Speed::PerSecond(speed), true) = (self.lab.speed(), self.lab.is_training()) {
            self.owed += passed / 1000.0 * f64::from(speed);
            // Steps that there is no time for are dropped: a large network then trains slower than asked.
            while self.owed >= 1.0 && self.clock.now() < now + SLICE {
                self.counter.steps += self.lab.advance(1);
                self.owed -= 1.0;
            }
            self.owed = self.owed.fract();
        }
        let snapshot = self.lab.snapshot();
        self.screens.work(&snapshot, || self.clock.now() < now + FIELD);
        let revision = self.lab.revision();
        if self.screens.is_stale(revision) {
            self.screens.paint(&self.lab.snapshot(), revision)?;
        }
        self.count(now);
        self.tell_notices();
        self.tell_state();
        if !self.ready {
            self.ready = true;
            self.post("ready", "");
        }
        if self.is_unsaved() && now > self.saved.at + SAVING {
            self.save();
        }
        Ok(())
    }

    fn count(&mut self, now: f64) {
        let passed = now - self.counter.since;
        if passed >= COUNTING {
            self.counter.per_second = f64::from(self.counter.steps) * 1000.0 / passed;
            self.counter.steps = 0;
            self.counter.since = now;
        }
    }

    fn is_unsaved(&self) -> bool {
        self.saved.revision != self.lab.revision()
    }

    fn save(&mut self) {
        self.saved = Saved { revision: self.lab.revision(), at: self.clock.now() };
        self.post("saved", &self.lab.link());
    }

    fn tell_notices(&mut self) {
        for notice in self.lab.take_notices() {
            self.post("notice", &notice.to_string());
        }
    }

    fn tell_state(&mut self) {
        self.telling.clear();
        self.lab.read_out(&mut self.telling);
        let speed = if self.lab.is_training() { self.counter.per_second } else { 0.0 };
        // Writing to a string cannot fail.
        let _ = writeln!(self.telling, "steps-per-second={}", speed.round() as u64);
        if self.telling != self.told {
            self.post("state", &self.telling);
            core::mem::swap(&mut self.telling, &mut self.told);
        }
    }

    fn post(&self, kind: &str, text: &str) {
        let message = js_sys::Object::new();
        for (name, value) in [("type", kind), ("text", text)] {
            // Setting a field of a plain object cannot fail.
            let _ = js_sys::Reflect::set(&message, &name.into(), &value.into());
        }
        // A page that is gone hears nothing.
        let _ = self.scope.post_message(&message);
    }
}
