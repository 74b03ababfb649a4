//! Undo and redo: what the lab was like before each change that a person made.

use std::collections::VecDeque;
use std::rc::Rc;

use super::past::Past;
use super::run::Checkpoint;
use super::settings::Settings;
use crate::data::point::Point;

/// The most changes that can be taken back.
const DEPTH: usize = 200;
/// The most room that they take together, in bytes, but for their pasts. One change can be taken back whatever its size.
const ROOM: usize = 4 << 20;

/// What a change is a change of. Changes of the same kind in one gesture are taken back together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Subject {
    /// Settings: one act may give several, as a layer that goes takes its activation along.
    Setting,
    /// The parameter of this index.
    Parameter(usize),
    /// The parameters in the hand, until they are let go.
    Grip,
    /// The points under the pointer, from press to release.
    Gesture,
    /// Anything else: never taken together.
    Single,
}

/// What becomes of the runs in a change.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fate {
    /// They are left as they are, to train by other settings or on other points.
    Stay,
    /// They are altered, and go on from there.
    GoOn,
    /// Others take their place.
    End,
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
    /// All runs, where the change did away with one: a change of data or rate lets them go on instead.
    pub runs: Option<Vec<Checkpoint>>,
    /// Whether parameters were in the hand, which the settings do not tell: the runs then are no longer what those alone make of them.
    pub in_hand: bool,
    /// Whether the runs went on from these after the change: so their past up to here is that of the ones that are taken back.
    pub goes_on: bool,
    /// What could be gone back to, where the change gave some of it up. Only the last such change keeps it: so all pasts
    /// together take at most twice [`Past::BUDGET`].
    pub past: Option<Past>,
}

impl Memory {
    /// How much room it takes, in bytes, to within a few; points that several share are counted for each.
    fn size(&self) -> usize {
        let runs: usize = self.runs.iter().flatten().map(Checkpoint::size).sum();
        size_of::<Self>() + size_of_val(self.points.as_slice()) + runs
    }
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
        if before.past.is_some() {
            self.past.iter_mut().for_each(|memory| memory.past = None);
        }
        self.past.push_back(before);
        self.future.clear();
        self.open = Some(subject);
        let mut size: usize = self.past.iter().map(Memory::size).sum();
        while size > ROOM
            && self.past.len() > 1
            && let Some(oldest) = self.past.pop_front()
        {
            size -= oldest.size();
        }
    }

    /// Adds the runs to what was noted of the gesture, where it is not there yet: the gesture began with changes that let the
    /// run go on, and comes to one that does away with it.
    pub fn keep_runs(&mut self, runs: impl FnOnce() -> Vec<Checkpoint>) {
        if let Some(before) = self.past.back_mut().filter(|before| before.runs.is_none()) {
            (before.runs, before.goes_on) = (Some(runs()), false);
        }
    }

    /// Ends the gesture.
    pub fn close(&mut self) {
        self.open = None;
    }

    /// The lab to go back to; `now` is kept for redo. `now` is told what is gone back to, as it must keep as much.
    pub fn back(&mut self, now: impl FnOnce(&Memory) -> Memory) -> Option<Memory> {
        let before = self.past.pop_back()?;
        self.close();
        self.future.push(now(&before));
        Some(before)
    }

    /// The lab to go forward to again; the opposite of [`Undo::back`].
    pub fn forward(&mut self, now: impl FnOnce(&Memory) -> Memory) -> Option<Memory> {
        let after = self.future.pop()?;
        self.close();
        self.past.push_back(now(&after));
        Some(after)
    }

    /// The lab that [`Undo::back`] and [`Undo::forward`] would lead to.
    pub fn ways(&self) -> [Option<&Memory>; 2] {
        [self.past.back(), self.future.last()]
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
