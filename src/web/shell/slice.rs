//! What is done between two frames: fields, studies and training, in slices between which messages are heard.

use super::Shell;
use crate::lab::settings::Speed;
use crate::web::later;
use crate::web::screens::Figure;

/// The longest that commands wait for training, in milliseconds.
const SLICE: f64 = 4.0;
/// The time between two looks at the clock while training, in milliseconds.
const CHUNK: f64 = 0.5;

impl Shell {
    /// Whether there is something to do between frames.
    pub fn wants_slices(&self) -> bool {
        // Quiet ends with a frame, and that is on its way.
        self.visible
            && self.quiet.is_none()
            && (self.may_study() || self.screens.has_work(&self.lab) || self.may_train())
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
}
