//! Training as a person drives it: play, pause, a step, an epoch, and what ends it.

use super::Lab;
use super::message::Notice;
use super::runs::Outcome;
use super::settings::Speed;

/// Where training is to stop by itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Goal {
    /// When this many steps have been taken.
    Step(u64),
    /// When this many epochs are complete.
    Epoch(u64),
}

/// The most steps a second that a person can follow one by one.
const SLOW: u32 = 20;

impl Lab {
    /// Does what a command says that begins or stops training, as [`Lab::apply`] would; gives whether it is one.
    pub fn obey_transport(&mut self, command: &str) -> bool {
        match command {
            "play" => self.play(),
            "pause" => self.halt(),
            "step" => self.aim_at_step(),
            "epoch" => self.aim_at_epoch(),
            _ => return false,
        }
        self.count_command();
        true
    }

    /// One step on: from a step that is not reached yet, as where it is asked for twice at once, one after that.
    pub(super) fn aim_at_step(&mut self) {
        let from = match self.goal {
            Some(Goal::Step(step)) => step,
            _ => self.runs.step_number(),
        };
        self.aim(Goal::Step(from + 1));
    }

    /// One epoch on, likewise.
    pub(super) fn aim_at_epoch(&mut self) {
        let from = match self.goal {
            Some(Goal::Epoch(epoch)) => epoch,
            _ => self.runs.epoch(),
        };
        self.aim(Goal::Epoch(from + 1));
    }

    pub(super) fn play(&mut self) {
        self.goal = None;
        if self.visit.is_none() && self.runs.have_converged() {
            self.stop_converged();
            return;
        }
        self.playing = true;
        self.try_again();
    }

    /// Lets the runs that diverged try again, which the past would not do by itself. In the past they did what they did.
    #[inline(never)]
    pub(super) fn try_again(&mut self) {
        if self.visit.is_none() {
            self.is_new |= self.runs.forget_divergence();
        }
    }

    pub(super) fn halt(&mut self) {
        self.playing = false;
        self.goal = None;
    }

    fn aim(&mut self, goal: Goal) {
        self.playing = false;
        self.goal = Some(goal);
        self.try_again();
    }

    /// Trains for at most `steps` steps, fewer where training is paused or its goal is reached; gives how many.
    pub fn advance(&mut self, steps: u32) -> u32 {
        for taken in 0..steps {
            if !self.is_training() {
                return taken;
            }
            self.revision += 1;
            if self.visit.is_some() {
                self.step_in_past();
            } else if !self.step_in_present() {
                return taken;
            }
            let reached = match self.goal {
                Some(Goal::Step(step)) => self.runs.step_number() >= step,
                Some(Goal::Epoch(epoch)) => self.runs.epoch() >= epoch,
                None => false,
            };
            if reached {
                self.goal = None;
            }
        }
        steps
    }

    /// One step of all runs; gives false, and halts, where none can be taken.
    fn step_in_present(&mut self) -> bool {
        if self.is_new {
            self.begin_segment();
        }
        let had_converged = self.runs.have_converged();
        let diverged = self.runs.diverged();
        let outcome = self.runs.step();
        let is_taken = self.settle(outcome, had_converged);
        if is_taken {
            self.past.note(self.runs.step_number(), || self.runs.states());
            // A run that went back to the step before cannot where the step is taken again from a snapshot: what follows begins here.
            self.is_new |= self.runs.diverged() > diverged;
        }
        is_taken
    }

    /// Follows the runs after a step, before which they had converged or not; gives whether it was taken.
    pub(super) fn settle(&mut self, outcome: Outcome, had_converged: bool) -> bool {
        match outcome {
            Outcome::Taken => {
                self.network_revision += 1;
                if !had_converged && self.runs.have_converged() {
                    self.stop_converged();
                }
            }
            Outcome::NoPoints => {
                self.halt();
                self.notices.push(Notice::NoTrainingPoints);
            }
            Outcome::Diverged => {
                self.halt();
                self.network_revision += 1;
                let step = self.runs.step_number();
                self.past.forget_after(step);
                // The segment at hand may be among what is forgotten, and the one before it has other settings.
                self.is_new = true;
                self.notices.push(Notice::Diverged { step });
            }
        }
        outcome == Outcome::Taken
    }

    /// A perceptron is through: there is nothing more to train. A link that asks for a later step still gets there.
    fn stop_converged(&mut self) {
        let is_on_the_way = matches!(self.goal, Some(Goal::Step(step)) if step > self.runs.step_number());
        if !is_on_the_way {
            self.halt();
            let updates = self.runs.front().run.progress().updates;
            self.notices.push(Notice::Converged { updates });
        }
    }

    /// Whether there are steps to take.
    pub fn is_training(&self) -> bool {
        self.playing || self.goal.is_some()
    }

    /// How fast to take them: towards a goal as fast as the machine can.
    pub fn speed(&self) -> Speed {
        if self.goal.is_some() { Speed::Max } else { self.settings.speed }
    }

    /// Whether the steps come so slowly that each can be followed.
    pub(super) fn shows_turns(&self) -> bool {
        !self.playing || matches!(self.settings.speed, Speed::PerSecond(steps) if steps <= SLOW)
    }
}
