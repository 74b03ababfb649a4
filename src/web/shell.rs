//! The lab with its figures, in a worker, and what happens in each frame; messages and the slices between frames are beside it.

mod messages;
mod slice;
mod telling;

use wasm_bindgen::JsValue;
use web_sys::{DedicatedWorkerGlobalScope, Performance};

use super::fields::Fields;
use super::later;
use super::pace::Pace;
use super::screens::Screens;
use crate::figure::regression::Placed;
use crate::lab::Lab;
use crate::lab::settings::{Place, Speed};
use telling::{Counter, Saved, TELLING, Told};

/// What a study that follows training has of each frame, in milliseconds.
const FOLLOWING: f64 = 2.5;
/// The share of the time that counting what the units do may take.
const COUNTED_SHARE: f64 = 0.1;

/// How long all else waits for what somebody does, in milliseconds.
const QUIET: f64 = 100.0;

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
    /// Whether the last frame was for what somebody waits for, and for nothing else. The next is for all, so that the rest is
    /// seen and told while somebody drags.
    has_hurried: bool,
    /// Until when all but that waits, where frames are late whatever training does. None once there was a frame for all.
    quiet: Option<f64>,
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
            has_hurried: false,
            quiet: None,
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

    /// Whether there is anything for a frame to do. While it trains, a field that is under way comes first.
    pub fn wants_frame(&self) -> bool {
        self.visible
            && (self.told.is_asked
                || self.next_opening().is_some()
                || self.is_studying
                || self.lab.is_training() && self.quiet.is_none() && !self.screens.has_work(&self.lab)
                || self.screens.is_stale(&self.lab, self.clock.now())
                || self.is_unsaved() && !self.lab.is_training())
    }

    /// Somebody did something: a machine that is late without it as well is theirs for a moment, from the browser that brings a press here
    /// to that which shows its picture. Then there is a frame for all, whatever they do meanwhile.
    ///
    /// Gives whether this moment begins.
    pub(super) fn hush(&mut self) -> bool {
        let begins = self.lab.is_training() && self.pace.is_late() && self.quiet.is_none();
        if begins {
            self.quiet = Some(self.clock.now() + QUIET);
        }
        begins
    }

    /// Whether nothing is done but what somebody waits for.
    fn is_quiet(&self, now: f64) -> bool {
        self.lab.is_training() && self.quiet.is_some_and(|until| now < until)
    }

    /// How the start goes on with the next frame, if it does, and what the page is told. Nothing else may be left to do in that frame: the
    /// state may have been told before the first picture was there.
    fn next_opening(&self) -> Option<(Opening, &'static str)> {
        match self.opening {
            Opening::Painted => Some((Opening::Ready, "ready")),
            Opening::Ready if self.screens.is_complete() => Some((Opening::Complete, "complete")),
            _ => None,
        }
    }

    /// The second wasm is there: every message can be taken in, and every figure is painted.
    pub fn complete(&mut self) {
        self.screens.complete();
        self.is_studying = later::is_studying(&mut self.lab);
        self.told.is_asked = true;
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
        let is_quiet = self.is_quiet(now);
        if self.lab.is_training() && !is_quiet {
            self.pace.frame(at);
        } else {
            self.pace.rest();
        }
        self.screens.take_leisure(self.pace.leisure());
        let hurries = is_quiet
            || self.lab.is_training() && !self.has_hurried && self.screens.is_awaited(&self.lab, now);
        self.has_hurried = hurries;
        if hurries {
            self.pace.pass();
        } else {
            self.quiet = None;
        }
        if self.screens.is_stale(&self.lab, now) {
            if self.screens.is_complete() && !hurries {
                self.count_units();
            }
            self.paint(now, hurries)?;
        }
        if hurries {
            return Ok(());
        }
        if self.opening == Opening::Nothing && self.screens.is_ready(&self.lab) {
            self.opening = Opening::Painted;
            // Nothing keeps the first picture from the screen: what is to be told is told in the next frame.
            return Ok(());
        }
        self.count(now);
        self.tell_notices();
        if self.told.is_asked
            || !self.lab.is_training()
            || now >= self.told.at + TELLING * self.pace.leisure()
        {
            (self.told.at, self.told.is_asked) = (now, false);
            self.tell_state();
        }
        if let Some((opening, told)) = self.next_opening() {
            self.opening = opening;
            self.post(told, "");
        }
        if self.is_unsaved() && now > self.saved.at + self.patience() {
            self.save();
        }
        Ok(())
    }

    /// Paints what is to be painted now; where somebody waits, nothing else.
    fn paint(&mut self, now: f64, hurries: bool) -> Result<(), JsValue> {
        self.frames += u64::from(self.screens.paint(&mut self.lab, now, hurries)?);
        Ok(())
    }

    /// Counts what the units do, where that is seen: as often as it takes little of the time.
    fn count_units(&mut self) {
        let start = self.clock.now();
        if start >= self.next_count || !self.lab.is_training() {
            later::count(&mut self.lab, &self.screens);
            let end = self.clock.now();
            self.next_count = end + (end - start) / COUNTED_SHARE;
        }
    }
}
