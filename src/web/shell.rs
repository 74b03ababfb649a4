//! What happens on each message, in each slice of training and in each frame.

use core::fmt::Write;

use wasm_bindgen::JsValue;
use web_sys::{DedicatedWorkerGlobalScope, Performance};

use super::fields::Fields;
use super::later;
use super::pace::Pace;
use super::screens::{Figure, Screens};
use crate::figure::regression::Placed;
use crate::lab::Lab;
use crate::lab::settings::{Place, Speed};

/// The longest that commands wait for training, in milliseconds.
const SLICE: f64 = 4.0;
/// What a study that follows training has of each frame, in milliseconds.
const FOLLOWING: f64 = 2.5;
/// The share of the time that counting what the units do may take.
const COUNTED_SHARE: f64 = 0.1;
/// The time between two looks at the clock while training, in milliseconds.
const CHUNK: f64 = 0.5;
/// The time between two messages that tell the read-outs while they change by themselves, in milliseconds: numbers that change
/// faster cannot be read.
const TELLING: f64 = 80.0;
/// The time between two messages that tell the state to keep, in milliseconds: when somebody changed it, and when it trains by itself.
const SAVING: f64 = 300.0;
const SAVING_TRAINING: f64 = 5000.0;
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
    opening: Opening,
    pace: Pace,
    /// How many steps to take between two looks at the clock.
    chunk: u32,
    /// Steps that are due at a given speed, with their fraction.
    owed: f64,
    last_frame: f64,
    /// The pictures of the plane that were painted.
    frames: u64,
    counter: Counter,
    /// When the units may be counted again: to count many of them over many points takes longer than a frame.
    next_count: f64,
    /// Whether a study is under way, as of the last frame or message.
    is_studying: bool,
    /// What such a study still has of this frame, in milliseconds.
    study_left: f64,
    /// The two parameters that the pointer moves over the loss surface.
    pub(super) rolled: Option<[Place; 2]>,
    /// The handle of the regression figure that the pointer drags.
    pub(super) grabbed: Option<Placed>,
    told: Told,
    telling: String,
    saved: Saved,
}

/// How far the start has come.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Opening {
    Nothing,
    /// The first picture is painted.
    Painted,
    /// The page knows the state, and that it may begin.
    Ready,
    /// The page knows the rest of the state, and that all of it works.
    Complete,
}

/// Counts steps a second.
struct Counter {
    since: f64,
    steps: u32,
    per_second: f64,
}

/// What was last told of the state.
struct Told {
    text: String,
    at: f64,
    /// Whether somebody waits for an answer.
    is_asked: bool,
}

/// What was last told to be kept.
struct Saved {
    revision: u64,
    /// The commands until then.
    commands: u64,
    at: f64,
}

impl Shell {
    /// Begins with what was kept, and opens the link of a start message over it: undo then brings back what was kept.
    pub fn new(scope: DedicatedWorkerGlobalScope, clock: Performance, start: &Fields) -> Self {
        let (link, saved) = (start.text("link"), start.text("saved"));
        let mut lab = Lab::opened(if saved.is_empty() { &link } else { &saved });
        if !link.is_empty() && !saved.is_empty() {
            // What could not be read of it is told when it is opened by itself.
            lab.take_notices();
            lab.open_over(&link);
        }
        let now = clock.now();
        Self {
            screens: Screens::new(start.flag("dark")),
            saved: Saved { revision: lab.revision(), commands: lab.changes()[0], at: now },
            lab,
            scope,
            clock,
            visible: true,
            opening: Opening::Nothing,
            pace: Pace::new(),
            chunk: 1,
            owed: 0.0,
            last_frame: now,
            frames: 0,
            next_count: now,
            is_studying: false,
            study_left: FOLLOWING,
            rolled: None,
            grabbed: None,
            counter: Counter { since: now, steps: 0, per_second: 0.0 },
            told: Told { text: String::new(), at: now, is_asked: true },
            telling: String::new(),
        }
    }

    /// Whether there is something to do between frames.
    pub fn wants_slices(&self) -> bool {
        self.visible && (self.may_study() || self.screens.has_work(&self.lab) || self.may_train())
    }

    /// Whether there is something to study, and time for it in this frame.
    fn may_study(&self) -> bool {
        let is_due = self.study_left > 0.0 && self.screens.is_visible(Figure::View);
        self.is_studying && (is_due || !self.lab.study_follows())
    }

    /// Whether there are steps to take, and time for them in this frame.
    fn may_train(&self) -> bool {
        self.lab.is_training()
            && self.pace.left() > 0.0
            && (self.lab.speed() == Speed::Max || self.owed >= 1.0)
    }

    /// Whether there is anything for a frame to do. While it trains, a field that is under way comes first.
    pub fn wants_frame(&self) -> bool {
        self.visible
            && (self.told.is_asked
                || self.is_studying
                || self.lab.is_training() && !self.screens.has_work(&self.lab)
                || self.screens.is_stale(&self.lab, self.clock.now())
                || self.is_unsaved() && !self.lab.is_training())
    }

    /// The second wasm is there: every message can be taken in, and every figure is painted.
    pub fn complete(&mut self) {
        self.screens.complete();
        self.is_studying = later::is_studying(&mut self.lab);
        self.told.is_asked = true;
    }

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
    pub(super) fn take(&mut self, message: &Fields) -> Result<(), JsValue> {
        match message.text("type").as_str() {
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
        Ok(())
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
        self.pace.rest();
        if !visible && self.screens.is_complete() {
            self.save();
        }
    }

    /// Works on the fields and trains, for at most one slice.
    pub fn slice(&mut self) {
        let start = self.clock.now();
        let end = start + SLICE;
        self.screens.work(&self.lab, || self.clock.now(), end);
        let mut now = self.clock.now();
        // A study has half of the time that it shares with training.
        let half = if self.lab.is_training() { start + SLICE / 2.0 } else { end };
        while self.may_study() && now < half {
            later::study(&mut self.lab);
            self.is_studying = later::is_studying(&mut self.lab);
            let spent = self.clock.now() - now;
            self.study_left -= spent;
            now += spent;
        }
        while now < end && self.may_train() {
            let is_free = self.lab.speed() == Speed::Max;
            let steps = if is_free { self.chunk } else { self.chunk.min(self.owed as u32) };
            let taken = self.lab.advance(steps);
            self.counter.steps += taken;
            if !is_free {
                self.owed -= f64::from(steps);
            }
            let spent = self.clock.now() - now;
            now += spent;
            self.pace.spend(spent);
            if spent > 2.0 * CHUNK {
                self.chunk = (self.chunk / 2).max(1);
            } else if spent < CHUNK && steps == self.chunk {
                self.chunk = (self.chunk * 2).min(1 << 14);
            }
        }
        self.tell_notices();
    }

    /// Paints, and tells the page. `at` is when the frame began, as the browser says.
    ///
    /// # Errors
    /// What the browser says where it refuses to paint.
    pub fn frame(&mut self, at: f64) -> Result<(), JsValue> {
        let now = self.clock.now();
        // After a pause of any kind the steps that were not taken are not made up for, nor are those that there was no time for:
        // a large network then trains slower than asked.
        let passed = (now - self.last_frame).min(100.0);
        self.last_frame = now;
        // What follows training has new work after each step.
        self.is_studying = self.screens.is_complete() && later::is_studying(&mut self.lab);
        self.study_left = FOLLOWING.min(self.study_left + FOLLOWING);
        match self.lab.speed() {
            Speed::PerSecond(speed) if self.lab.is_training() => {
                self.owed = self.owed.fract() + passed / 1000.0 * f64::from(speed);
            }
            _ => self.owed = 0.0,
        }
        if self.lab.is_training() {
            self.pace.frame(at);
        } else {
            self.pace.rest();
        }
        if self.screens.is_stale(&self.lab, now) {
            if self.opening != Opening::Nothing {
                self.count_units();
            }
            self.frames += u64::from(self.screens.paint(&mut self.lab, now)?);
        }
        if self.opening == Opening::Nothing && self.screens.is_ready(&self.lab) {
            self.opening = Opening::Painted;
            // Nothing keeps the first picture from the screen: what is to be told is told in the next frame.
            return Ok(());
        }
        self.count(now);
        self.tell_notices();
        if self.told.is_asked || !self.lab.is_training() || now >= self.told.at + TELLING {
            (self.told.at, self.told.is_asked) = (now, false);
            self.tell_state();
        }
        if self.opening == Opening::Painted {
            self.opening = Opening::Ready;
            self.post("ready", "");
        } else if self.opening == Opening::Ready && self.screens.is_complete() {
            self.opening = Opening::Complete;
            self.post("complete", "");
        }
        if self.is_unsaved() && now > self.saved.at + self.patience() {
            self.save();
        }
        Ok(())
    }

    /// How long after one state the next is told to be kept.
    fn patience(&self) -> f64 {
        let is_by_itself = self.lab.is_training() && self.lab.changes()[0] == self.saved.commands;
        if is_by_itself { SAVING_TRAINING } else { SAVING }
    }

    /// Counts what the units do, where that is seen: as often as it takes little of the time.
    fn count_units(&mut self) {
        let start = self.clock.now();
        if start >= self.next_count || !self.lab.is_training() {
            self.screens.want_count(&self.lab).into_iter().for_each(|run| self.lab.count(run));
            let end = self.clock.now();
            self.next_count = end + (end - start) / COUNTED_SHARE;
        }
    }

    fn count(&mut self, now: f64) {
        let passed = now - self.counter.since;
        if passed >= COUNTING {
            self.counter.per_second = f64::from(self.counter.steps) * 1000.0 / passed;
            self.counter.steps = 0;
            self.counter.since = now;
        }
    }

    /// Whether there is something to keep that can be written yet.
    fn is_unsaved(&self) -> bool {
        self.screens.is_complete() && self.saved.revision != self.lab.revision()
    }

    fn save(&mut self) {
        let commands = self.lab.changes()[0];
        self.saved = Saved { revision: self.lab.revision(), commands, at: self.clock.now() };
        let link = later::present_link(&self.lab);
        self.post("saved", &link);
    }

    fn tell_notices(&mut self) {
        for notice in self.lab.take_notices() {
            self.post("notice", &notice.to_string());
        }
    }

    fn tell_state(&mut self) {
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
