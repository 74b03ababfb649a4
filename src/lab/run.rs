//! A run: one network in training on the lab's points, and everything that decides its next step.

use std::rc::Rc;

use super::evaluation::{Evaluation, Score};
use super::history::{Entry, History, LayerGradient};
use super::settings::{Batch, Settings};
use crate::data::point::{Part, Point};
use crate::nn::draws::Draws;
use crate::nn::gradient::Gradient;
use crate::nn::network::Network;
use crate::nn::objective::Objective;
use crate::nn::optimizer::{Descent, Moments, Optimizer};
use crate::nn::samples::Samples;
use crate::nn::shape::Shape;
use crate::nn::trainer::{Diverged, Trainer};
use crate::nn::walk::Walk;

/// Keeps the streams that shuffle epochs apart from those that weights are drawn from.
const SHUFFLES: u64 = 1 << 40;

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
    history: History,
    /// Whether nothing was changed by hand since the start.
    untouched: bool,
    evaluation: Evaluation,
    /// Whether the evaluation is that of this state.
    is_evaluated: bool,
    /// Whether the trainer's gradient is that of the last step.
    has_gradient: bool,
}

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
    /// Whether nothing was changed by hand since the start.
    pub untouched: bool,
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
    /// A run at its start.
    pub fn new(settings: &Settings, points: &Rc<Vec<Point>>) -> Self {
        let network = start(settings);
        let mut run = Self {
            history: History::new(network.layers().len()),
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
            untouched: true,
            evaluation: Evaluation::default(),
            is_evaluated: false,
            has_gradient: false,
        };
        run.set_points(points);
        run
    }

    /// Trains on these points from now on.
    pub fn set_points(&mut self, points: &Rc<Vec<Point>>) {
        self.points = Rc::clone(points);
        let outputs = self.network().shape().outputs;
        self.samples = Samples::new(2, outputs);
        let mut target = vec![0.0; outputs];
        for point in points.iter() {
            // A single output is p(y = 1); several are one a class, the target one-hot.
            for (output, y) in target.iter_mut().enumerate() {
                let class = if outputs == 1 { 1 } else { output };
                *y = if usize::from(point.class) == class { 1.0 } else { 0.0 };
            }
            self.samples.push(&point.x, &target);
        }
        self.shuffle();
        if self.cursor > 0 && self.cursor >= self.order.len() {
            self.next_epoch();
        }
        self.touch();
    }

    /// Notes that something was changed by hand, so that the step number alone no longer tells the state.
    pub fn touch(&mut self) {
        self.is_evaluated = false;
        if self.step == 0 {
            // The run has not begun: its first losses are those of what it begins with.
            self.history.clear();
        } else {
            self.untouched = false;
        }
    }

    /// Puts the training points into the order of this epoch, whatever the order of the last one was.
    fn shuffle(&mut self) {
        let training = (0..).zip(self.points.iter()).filter(|(_, point)| point.part == Part::Train);
        self.order.clear();
        self.order.extend(training.map(|(index, _)| index));
        Draws::new(self.seed, SHUFFLES | self.epoch).shuffle(&mut self.order);
        self.shuffled.pick(&self.samples, &self.order);
    }

    fn next_epoch(&mut self) {
        self.epoch += 1;
        self.cursor = 0;
        self.shuffle();
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
        let end = match settings.batch {
            Batch::Size(size) => (self.cursor + size as usize).min(self.order.len()),
            Batch::Full => self.order.len(),
        };
        let result = self.trainer.step(&self.shuffled, self.cursor..end, &settings.descent());
        self.settle(result, end)
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
        let result = self.trainer.step(&sample, 0..1, &settings.descent());
        self.untouched &= result.is_err();
        self.settle(result, self.cursor)
    }

    /// The numbers of that step; none where it cannot be taken.
    pub fn walk(&self, index: usize, descent: &Descent) -> Option<Walk<f32>> {
        Walk::record(&self.trainer, &self.only(index)?, descent).ok()
    }

    /// One point as a batch of its own.
    fn only(&self, index: usize) -> Option<Samples<f32>> {
        let mut only = Samples::default();
        let order = u32::try_from(index).ok().filter(|_| index < self.samples.len())?;
        only.pick(&self.samples, &[order]);
        Some(only)
    }

    /// The training point whose turn it is.
    pub fn next_sample(&self) -> Option<usize> {
        self.order.get(self.cursor).map(|&index| index as usize)
    }

    /// The training point after another in the order of this epoch, the first after the last.
    pub fn sample_after(&self, index: usize) -> Option<usize> {
        let place = self.order.iter().position(|&other| other as usize == index)?;
        self.order.get((place + 1) % self.order.len()).map(|&index| index as usize)
    }

    /// Follows the trainer after a step, with as many of the epoch's points having had their turn as `end` says.
    fn settle(&mut self, result: Result<f32, Diverged>, end: usize) -> Result<bool, Diverged> {
        self.is_evaluated = false;
        self.has_gradient = result.is_ok();
        match result {
            Ok(_) => {
                self.before = (self.epoch, self.cursor);
                self.step += 1;
                self.cursor = end;
                if end == self.order.len() {
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
                Err(diverged)
            }
        }
    }

    /// Follows the trainer to the step before this one.
    fn go_back(&mut self) {
        self.step -= 1;
        self.history.go_back_to(self.step);
        let (epoch, cursor) = self.before;
        self.stand(epoch, cursor);
    }

    /// Takes its place in an epoch; at its beginning, where it no longer has as many points.
    fn stand(&mut self, epoch: u64, cursor: usize) {
        self.epoch = epoch;
        self.cursor = if cursor < self.order.len() { cursor } else { 0 };
        self.shuffle();
    }

    /// How the network does on the points; computed once for each state, and kept where the history wants it.
    pub fn evaluation(&mut self) -> &Evaluation {
        if !self.is_evaluated {
            self.evaluation.update(&mut self.trainer, &self.samples, &self.points);
            self.is_evaluated = true;
            let finite = |score: Option<Score>| score.map(|score| score.loss).filter(|loss| loss.is_finite());
            let (train, test) = (finite(self.evaluation.train), finite(self.evaluation.test));
            if let Some(train) = train {
                let gradient = self.has_gradient.then(|| self.trainer.gradient());
                let layers = gradient.into_iter().flat_map(|gradient| {
                    let norms = gradient.norms(self.trainer.network());
                    norms.zip(gradient.mean_deltas()).map(|(norm, &delta)| LayerGradient { norm, delta })
                });
                self.history.keep(Entry { step: self.step, train, test }, layers);
            }
        }
        &self.evaluation
    }

    /// The same, if it has been computed for this state.
    pub fn known_evaluation(&self) -> Option<&Evaluation> {
        self.is_evaluated.then_some(&self.evaluation)
    }

    /// Sets one parameter of the network. Gives false where there is none of this index.
    pub fn set_parameter(&mut self, index: usize, value: f32) -> bool {
        let done = self.trainer.set_parameter(index, value);
        if done {
            self.touch();
            // A hand-set weight is not among the draws, even at the start.
            self.untouched = false;
        }
        done
    }

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
            untouched: self.untouched,
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
        self.untouched = state.untouched;
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

    /// The network.
    pub fn network(&self) -> &Network<f32> {
        self.trainer.network()
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

    /// The training samples, in the order of this epoch.
    pub fn training_samples(&self) -> &Samples<f32> {
        &self.shuffled
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

/// The network of the settings at its start.
pub fn start(settings: &Settings) -> Network<f32> {
    Network::new(shape(settings), settings.init, settings.seed)
}

/// The network that the settings describe.
fn shape(settings: &Settings) -> Shape {
    let hidden = settings.hidden.iter().enumerate();
    let (outputs, objective) = match settings.classes {
        0..=2 => (1, Objective::BinaryCrossEntropy),
        classes => (classes, Objective::SoftmaxCrossEntropy),
    };
    Shape {
        inputs: 2,
        hidden: hidden.map(|(layer, &units)| (units, settings.activation_of(layer))).collect(),
        outputs,
        objective,
        slope: settings.slope.into(),
    }
}
