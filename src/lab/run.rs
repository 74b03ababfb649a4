//! A run: one network in training on the lab's points, and everything that decides its next step.

mod ahead;
mod grown;
mod kept;
mod order;
mod start;
mod state;
mod turn;

use std::rc::Rc;

pub use ahead::{Slopes, Summed};
pub use start::start;
pub use state::{Checkpoint, State};
pub use turn::Turn;

use super::evaluation::Evaluation;
use super::history::History;
use super::settings::{Place, Settings};
use crate::data::point::Point;
use crate::nn::gradient::Gradient;
use crate::nn::network::Network;
use crate::nn::perceptron::Progress;
use crate::nn::samples::Samples;
use crate::nn::trainer::{Diverged, Trainer};

/// A network in training.
///
/// Its state after a step is a function of the points, the settings and the number of steps, as long as neither
/// points nor settings nor weights are changed on the way.
#[derive(Clone, Debug)]
pub struct Run {
    trainer: Trainer<f32>,
    points: Rc<Vec<Point>>,
    /// The same points as the trainer reads them.
    samples: Samples<f32>,
    /// The training points' indices in the order of this epoch.
    order: Vec<u32>,
    /// The training samples in that order.
    shuffled: Samples<f32>,
    seed: u32,
    epoch: u64,
    /// How many of this epoch's points have had their turn.
    cursor: usize,
    /// Epoch and cursor before the last step, to go back to.
    before: (u64, usize),
    step: u64,
    /// How a perceptron does; untouched where a network is trained.
    progress: Progress,
    /// The point that a perceptron's last step was about.
    turn: Option<Turn>,
    history: History,
    /// Whether nothing was changed by hand since the start.
    untouched: bool,
    /// The step at which it diverged, until something is done about it: it then stands still.
    diverged: Option<u64>,
    evaluation: Evaluation,
    /// Whether the evaluation is that of this state.
    is_evaluated: bool,
    /// Whether the trainer's gradient is that of the last step.
    has_gradient: bool,
    /// The indices of the parameters that the last step held.
    held: Vec<usize>,
    /// The two parameters whose way the history keeps.
    watched: [Place; 2],
}

impl Run {
    /// A run at its start.
    pub fn new(settings: &Settings, points: &Rc<Vec<Point>>) -> Self {
        let network = start(settings);
        let mut run = Self {
            history: History::new(network.layers().len()),
            watched: settings.surface.places(&network),
            trainer: Trainer::new(network),
            points: Rc::clone(points),
            samples: Samples::default(),
            order: Vec::new(),
            shuffled: Samples::default(),
            seed: settings.seed,
            epoch: 0,
            cursor: 0,
            before: (0, 0),
            step: 0,
            progress: Progress::default(),
            turn: None,
            untouched: true,
            diverged: None,
            evaluation: Evaluation::default(),
            is_evaluated: false,
            has_gradient: false,
            held: Vec::new(),
        };
        run.set_points(points);
        run
    }

    /// Notes that something was changed by hand, so that the step number alone no longer tells the state.
    pub fn touch(&mut self) {
        self.is_evaluated = false;
        self.disturb(self.cursor == 0);
        if self.step == 0 {
            // The run has not begun: its first losses are those of what it begins with.
            self.history.clear();
        } else {
            self.untouched = false;
        }
    }

    /// One step. Gives false where there is no training point, and nothing was done.
    ///
    /// # Errors
    /// [`Diverged`] where a number came out infinite or NaN; the run then stands at its last finite step.
    pub fn step(&mut self, settings: &Settings) -> Result<bool, Diverged> {
        if self.order.is_empty() {
            return Ok(false);
        }
        if self.step == 0 {
            self.evaluation();
        }
        let batch = self.next_batch(settings);
        let (turn, end) = (self.next_sample(), batch.end);
        self.hold(settings);
        let result = self.trainer.step_holding(&self.shuffled, batch, &settings.descent(), &self.held);
        self.settle(result, turn, end)
    }

    /// One step on one point alone, out of its turn. Gives false where there is none of this index, and nothing was done.
    ///
    /// # Errors
    /// As [`Run::step`].
    pub fn step_on(&mut self, index: usize, settings: &Settings) -> Result<bool, Diverged> {
        let Some(sample) = self.only(index) else { return Ok(false) };
        if self.step == 0 {
            self.evaluation();
        }
        self.hold(settings);
        let result = self.trainer.step_holding(&sample, 0..1, &settings.descent(), &self.held);
        self.untouched &= result.is_err();
        self.settle(result, Some(index), self.cursor)
    }

    /// The indices of the parameters that the settings hold.
    fn indices(&self, settings: &Settings) -> impl Iterator<Item = usize> {
        let places = settings.hold.places().iter();
        places.filter_map(|&[layer, unit, input]| self.network().index(layer, unit, input))
    }

    /// Gets ready to hold them in a step.
    fn hold(&mut self, settings: &Settings) {
        let mut held = core::mem::take(&mut self.held);
        held.clear();
        held.extend(self.indices(settings));
        self.held = held;
    }

    /// Follows the trainer after a step on `point`, or on a batch that begins with it, with as many of the epoch's points having
    /// had their turn as `end` says.
    fn settle(
        &mut self,
        result: Result<f32, Diverged>,
        point: Option<usize>,
        end: usize,
    ) -> Result<bool, Diverged> {
        self.is_evaluated = false;
        self.has_gradient = result.is_ok();
        match result {
            Ok(_) => {
                self.before = (self.epoch, self.cursor);
                self.step += 1;
                // A step out of turn leaves the epoch where it is.
                self.note_turn(point, end > self.cursor);
                self.cursor = end;
                if end == self.order.len() {
                    self.end_pass();
                    self.next_epoch();
                }
                if self.history.wants(self.step) {
                    self.evaluation();
                }
                Ok(true)
            }
            Err(diverged) => {
                if diverged.went_back {
                    self.go_back();
                }
                self.diverged = Some(self.step);
                Err(diverged)
            }
        }
    }

    /// Follows the trainer to the step before this one.
    fn go_back(&mut self) {
        self.step -= 1;
        self.disturb(false);
        self.history.go_back_to(self.step);
        let (epoch, cursor) = self.before;
        self.stand(epoch, cursor);
    }

    /// Sets one parameter of the network. Gives false where there is none of this index.
    pub fn set_parameter(&mut self, index: usize, value: f32) -> bool {
        let before = self.pair();
        let done = self.trainer.set_parameter(index, value);
        if done {
            self.touch();
            let pair = self.pair();
            if pair != before && self.step > 0 {
                self.history.note_hand(self.step, pair);
            }
            // A hand-set weight is not among the draws, even at the start.
            self.untouched = false;
        }
        done
    }

    /// The network.
    pub fn network(&self) -> &Network<f32> {
        self.trainer.network()
    }

    /// The step at which it diverged, until something is done about it: it then stands still.
    pub fn diverged(&self) -> Option<u64> {
        self.diverged
    }

    /// Lets it try again if it diverged; gives whether it did.
    pub fn forget_divergence(&mut self, is_alone: bool) -> bool {
        let tries = self.diverged.take().is_some();
        // From the start, it would not try again when the others beside it are where they are.
        self.untouched &= is_alone || !tries;
        tries
    }

    /// The gradient of the last batch; none before the first step from a start or a checkpoint.
    pub fn gradient(&self) -> Option<&Gradient<f32>> {
        self.has_gradient.then(|| self.trainer.gradient())
    }

    /// The number of steps taken.
    pub fn step_number(&self) -> u64 {
        self.step
    }

    /// The number of epochs that are complete.
    pub fn epoch(&self) -> u64 {
        self.epoch
    }

    /// The losses and gradients so far.
    pub fn history(&self) -> &History {
        &self.history
    }

    /// Whether nothing was changed by hand since the start, so that the step number tells the state.
    pub fn untouched(&self) -> bool {
        self.untouched
    }
}
