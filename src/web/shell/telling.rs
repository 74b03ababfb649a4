//! What the page is told, and how often: the state in numbers, notices, and what is to be kept.

use core::fmt::Write;

use super::Shell;
use crate::web::later;

/// The time between two messages that tell the read-outs while they change by themselves, in milliseconds: numbers that change
/// faster cannot be read.
pub(super) const TELLING: f64 = 80.0;
/// The time between two messages that tell the state to keep, in milliseconds: when somebody changed it, and when it trains by itself.
const SAVING: f64 = 300.0;
const SAVING_TRAINING: f64 = 5000.0;
/// The time between two counts of the steps a second, in milliseconds.
const COUNTING: f64 = 500.0;

/// Counts steps a second.
pub(super) struct Counter {
    pub(super) since: f64,
    pub(super) steps: u32,
    pub(super) per_second: f64,
}

/// What was last told of the state.
pub(super) struct Told {
    pub(super) text: String,
    pub(super) at: f64,
    /// Whether somebody waits for an answer.
    pub(super) is_asked: bool,
}

/// What was last told to be kept.
pub(super) struct Saved {
    pub(super) revision: u64,
    /// The commands until then.
    pub(super) commands: u64,
    pub(super) at: f64,
}

impl Shell {
    /// How long after one state the next is told to be kept.
    pub(super) fn patience(&self) -> f64 {
        let is_by_itself = self.lab.is_training() && self.lab.changes()[0] == self.saved.commands;
        if is_by_itself { SAVING_TRAINING } else { SAVING }
    }

    pub(super) fn count(&mut self, now: f64) {
        let passed = now - self.counter.since;
        if passed >= COUNTING {
            self.counter.per_second = f64::from(self.counter.steps) * 1000.0 / passed;
            self.counter.steps = 0;
            self.counter.since = now;
        }
    }

    /// Whether there is something to keep that can be written yet.
    pub(super) fn is_unsaved(&self) -> bool {
        self.screens.is_complete() && self.saved.revision != self.lab.revision()
    }

    pub(super) fn save(&mut self) {
        let commands = self.lab.changes()[0];
        self.saved = Saved { revision: self.lab.revision(), commands, at: self.clock.now() };
        let link = later::present_link(&self.lab);
        self.post("saved", &link);
    }

    pub(super) fn tell_notices(&mut self) {
        for notice in self.lab.take_notices() {
            self.post("notice", &notice.to_string());
        }
    }

    pub(super) fn tell_state(&mut self) {
        self.telling.clear();
        self.lab.read_out_first(&mut self.telling);
        if self.screens.is_complete() {
            later::read_out(&mut self.lab, &mut self.screens, &mut self.telling);
        }
        let speed = if self.lab.is_training() { self.counter.per_second } else { 0.0 };
        // Writing to a string cannot fail.
        let _ = writeln!(self.telling, "steps-per-second={}", speed.round() as u64);
        let memory = core::arch::wasm32::memory_size::<0>() << 16;
        let _ = writeln!(self.telling, "frames={}\nmemory={memory}", self.frames);
        if self.telling != self.told.text {
            self.post("state", &self.telling);
            core::mem::swap(&mut self.telling, &mut self.told.text);
        }
    }

    pub(super) fn post(&self, kind: &str, text: &str) {
        let message = js_sys::Object::new();
        for (name, value) in [("type", kind), ("text", text)] {
            // Setting a field of a plain object cannot fail.
            let _ = js_sys::Reflect::set(&message, &name.into(), &value.into());
        }
        // A page that is gone hears nothing.
        let _ = self.scope.post_message(&message);
    }
}
