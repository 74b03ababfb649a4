//! What is remembered of the lab before a change, and how it comes back.

use std::rc::Rc;

use super::Change;
use crate::lab::Lab;
use crate::lab::message::Error;
use crate::lab::undo::{Fate, Memory, Subject};

impl Lab {
    /// Remembers the lab before a change, with its runs where they do not stay as they are.
    pub(in crate::lab) fn remember(&mut self, subject: Subject, fate: Fate) {
        let with_runs = fate != Fate::Stay;
        if !self.undo.continues(subject) {
            let before = Memory { goes_on: fate == Fate::GoOn, ..self.memory(with_runs) };
            self.undo.push(subject, before);
        } else if with_runs {
            self.undo.keep_runs(|| {
                let mut checkpoints = self.runs.checkpoints();
                // What they have trained on since the gesture began is not what comes back with them.
                checkpoints.iter_mut().for_each(|run| run.state.untouched &= run.state.step == 0);
                checkpoints
            });
        }
    }

    fn memory(&self, with_runs: bool) -> Memory {
        Memory {
            settings: self.change().settings,
            points: Rc::clone(&self.points),
            edited: self.edited,
            runs: with_runs.then(|| self.runs.checkpoints()),
            in_hand: !self.added.is_empty(),
            goes_on: false,
            past: None,
        }
    }

    /// The lab at hand, with all that `other` has of the lab that takes its place.
    fn counterpart(&self, other: &Memory) -> Memory {
        Memory { past: other.past.is_some().then(|| self.past.clone()), ..self.memory(other.runs.is_some()) }
    }

    /// Takes back the last change.
    pub(in crate::lab) fn go_back(&mut self) -> Result<(), Error> {
        let mut undo = core::mem::take(&mut self.undo);
        let before = undo.back(|before| self.counterpart(before));
        self.undo = undo;
        let before = before.ok_or(Error::Nothing { verb: "undo" })?;
        let past = before.goes_on.then(|| core::mem::take(&mut self.past));
        self.recall(before);
        if let Some(past) = past {
            self.past = past;
            self.past.forget_after(self.runs.step_number());
        }
        Ok(())
    }

    /// Makes the last change again that was taken back.
    pub(in crate::lab) fn go_forward(&mut self) -> Result<(), Error> {
        let mut undo = core::mem::take(&mut self.undo);
        let after = undo.forward(|after| self.counterpart(after));
        self.undo = undo;
        self.recall(after.ok_or(Error::Nothing { verb: "redo" })?);
        Ok(())
    }

    /// Becomes the lab of a memory, but for what is only about the view.
    fn recall(&mut self, memory: Memory) {
        self.forget_grip();
        let settings = self.with_view(memory.settings);
        let restarts = memory.runs.is_some();
        let (points, edited) = (memory.points, memory.edited);
        let mut change = Change { settings, points, edited, restarts, leaves_training: false };
        self.spare(&mut change);
        self.become_changed(change, false);
        if let Some(checkpoints) = memory.runs {
            self.runs.restore(&checkpoints);
            if memory.in_hand {
                self.runs.touch();
            }
            self.network_revision += 1;
        }
        if let Some(past) = memory.past {
            self.past = past;
        }
    }
}
