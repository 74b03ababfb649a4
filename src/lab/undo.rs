//! Undo and redo: what the lab was like before each change that a person made.

use std::collections::VecDeque;
use std::rc::Rc;

use super::run::Checkpoint;
use super::settings::Settings;
use crate::data::point::Point;

/// The most changes that can be taken back.
const DEPTH: usize = 200;

/// What a change is a change of. Changes of the same thing in one gesture are taken back together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Subject {
    /// The setting of this name.
    Setting(&'static str),
    /// The parameter of this index.
    Parameter(usize),
    /// The points under the pointer, from press to release.
    Gesture,
    /// Anything else: never taken together.
    Single,
}

/// The lab as it was.
#[derive(Clone, Debug)]
pub struct Memory {
    /// All settings; those that are only about the view are not brought back.
    pub settings: Settings,
    /// All points.
    pub points: Rc<Vec<Point>>,
    /// Whether the points differ from the preset's.
    pub edited: bool,
    /// The run, where the change did away with it: a change of data or rate lets the run go on instead.
    pub run: Option<Checkpoint>,
}

/// The changes that can be taken back, and those that were.
#[derive(Clone, Debug, Default)]
pub struct Undo {
    past: VecDeque<Memory>,
    future: Vec<Memory>,
    /// What the last change was a change of, while its gesture lasts.
    open: Option<Subject>,
}

impl Undo {
    /// Whether a change of `subject` now would belong to the last one.
    pub fn continues(&self, subject: Subject) -> bool {
        subject != Subject::Single && self.open == Some(subject)
    }

    /// Notes a change: `before` is the lab as it was.
    pub fn push(&mut self, subject: Subject, before: Memory) {
        if self.past.len() == DEPTH {
            self.past.pop_front();
        }
        self.past.push_back(before);
        self.future.clear();
        self.open = Some(subject);
    }

    /// Adds the run to what was noted of the gesture, where it is not there yet: the gesture began with changes that let the
    /// run go on, and comes to one that does away with it.
    pub fn keep_run(&mut self, run: impl FnOnce() -> Checkpoint) {
        if let Some(before) = self.past.back_mut() {
            before.run.get_or_insert_with(run);
        }
    }

    /// Ends the gesture.
    pub fn close(&mut self) {
        self.open = None;
    }

    /// The lab to go back to; `now` is kept for redo. `now` is told whether the run must be kept too.
    pub fn back(&mut self, now: impl FnOnce(bool) -> Memory) -> Option<Memory> {
        self.close();
        let before = self.past.pop_back()?;
        self.future.push(now(before.run.is_some()));
        Some(before)
    }

    /// The lab to go forward to again; the opposite of [`Undo::back`].
    pub fn forward(&mut self, now: impl FnOnce(bool) -> Memory) -> Option<Memory> {
        self.close();
        let after = self.future.pop()?;
        self.past.push_back(now(after.run.is_some()));
        Some(after)
    }

    /// Whether there is something to take back.
    pub fn can_go_back(&self) -> bool {
        !self.past.is_empty()
    }

    /// Whether there is something to do again.
    pub fn can_go_forward(&self) -> bool {
        !self.future.is_empty()
    }
}
