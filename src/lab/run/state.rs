//! What a run needs to go on from where it was.

use super::Run;
use crate::lab::history::History;
use crate::nn::optimizer::{Moments, Optimizer};
use crate::nn::perceptron::Progress;

/// What decides a run's next steps, points and settings apart.
#[derive(Clone, Debug, PartialEq)]
pub struct State {
    /// The number of steps taken.
    pub step: u64,
    /// The number of epochs that are complete.
    pub epoch: u64,
    /// How many of this epoch's points have had their turn.
    pub cursor: usize,
    /// The network's parameters.
    pub parameters: Vec<f32>,
    /// The optimizer's memory.
    pub moments: Moments<f32>,
    /// The optimizer that the memory belongs to.
    pub optimizer: Optimizer,
    /// How a perceptron does.
    pub progress: Progress,
    /// Whether nothing was changed by hand since the start.
    pub untouched: bool,
    /// The step at which it diverged and stands still.
    pub diverged: Option<u64>,
}

impl State {
    /// How much room it takes, in bytes, to within a few.
    pub fn size(&self) -> usize {
        size_of::<Self>() + 3 * size_of_val(self.parameters.as_slice())
    }
}

/// What a run needs to go on from where it was, as if it had never left.
#[derive(Clone, Debug, PartialEq)]
pub struct Checkpoint {
    /// Where it was.
    pub state: State,
    /// The losses and gradients so far.
    pub history: History,
}

impl Checkpoint {
    /// How much room it takes, in bytes, to within a few.
    pub fn size(&self) -> usize {
        self.state.size() + self.history.size()
    }
}

impl Run {
    /// What the run needs to go on from here another time.
    pub fn checkpoint(&self) -> Checkpoint {
        Checkpoint { state: self.state(), history: self.history.clone() }
    }

    /// The same without the history.
    pub fn state(&self) -> State {
        State {
            step: self.step,
            epoch: self.epoch,
            cursor: self.cursor,
            parameters: self.network().parameters().to_vec(),
            moments: self.trainer.moments().clone(),
            optimizer: self.trainer.optimizer(),
            progress: self.progress,
            untouched: self.untouched,
            diverged: self.diverged,
        }
    }

    /// Goes on from a checkpoint. Gives false, and changes nothing, where it does not fit the network.
    pub fn restore(&mut self, checkpoint: &Checkpoint) -> bool {
        let fits = self.stand_at(&checkpoint.state);
        if fits {
            self.history.clone_from(&checkpoint.history);
        }
        fits
    }

    /// Goes on from a state, and keeps the history as it is. Gives false, and changes nothing, where it does not fit.
    pub fn stand_at(&mut self, state: &State) -> bool {
        if !self.trainer.restore(&state.parameters, &state.moments, state.optimizer) {
            return false;
        }
        self.step = state.step;
        self.stand(state.epoch, state.cursor);
        (self.progress, self.turn) = (state.progress, None);
        (self.untouched, self.diverged) = (state.untouched, state.diverged);
        self.is_evaluated = false;
        self.has_gradient = false;
        true
    }

    /// Forgets the history after the step at which the run stands.
    pub fn forget_what_came_after(&mut self) {
        self.history.go_back_to(self.step);
    }

    /// Takes over the history of another run of the same network.
    pub fn recall_history(&mut self, history: &History) {
        self.history.clone_from(history);
    }
}
