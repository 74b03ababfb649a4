//! What a perceptron's steps come to: which point had its turn, and how the passes go. A network has nothing of it.

use super::Run;
use crate::nn::objective::Objective;
use crate::nn::perceptron::Progress;

/// A perceptron's step.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Turn {
    /// The index of the point that had its turn.
    pub point: usize,
    /// Whether it was wrong, so that the weights were corrected.
    pub is_mistake: bool,
    /// The weights (w₁, w₂, w₀) before they were, of a perceptron with one unit.
    pub before: Option<[f32; 3]>,
}

impl Run {
    fn is_perceptron(&self) -> bool {
        self.network().objective() == Objective::Threshold
    }

    /// What a perceptron got right may be wrong now.
    pub(super) fn disturb(&mut self, is_new: bool) {
        self.turn = None;
        if self.is_perceptron() {
            self.progress.disturb(is_new);
        }
    }

    /// Notes what became of the sample that a perceptron's step was about, in its turn or out of it.
    pub(super) fn note_turn(&mut self, point: Option<usize>, in_turn: bool) {
        if !self.is_perceptron() {
            return;
        }
        let is_mistake = self.trainer.gradient().mean_deltas(self.network()).any(|delta| delta > 0.0);
        if in_turn {
            self.progress.note(is_mistake);
        } else if is_mistake {
            self.progress.note_aside(self.cursor == 0);
        }
        let before = self.trainer.before().filter(|_| is_mistake).and_then(|before| before.try_into().ok());
        self.turn = point.map(|point| Turn { point, is_mistake, before });
    }

    pub(super) fn end_pass(&mut self) {
        if self.is_perceptron() {
            self.progress.end_pass();
        }
    }

    /// How a perceptron does.
    pub fn progress(&self) -> Progress {
        self.progress
    }

    /// What a perceptron's last step was about; nothing before the first one from a start or a checkpoint.
    pub fn turn(&self) -> Option<Turn> {
        self.turn
    }
}
