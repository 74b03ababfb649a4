//! A run: one network in training on the lab's points, and everything that decides its next step.

mod ahead;
mod state;

use core::ops::Range;
use std::rc::Rc;

pub use ahead::{Slopes, Summed};
pub use state::{Checkpoint, State};

use super::evaluation::{Evaluation, Score};
use super::history::{Entry, History, LayerGradient, Pair};
use super::settings::{Batch, Ground, Place, Settings, Task};
use crate::data::point::{Part, Point};
use crate::nn::activation::Activation;
use crate::nn::draws::Draws;
use crate::nn::gradient::Gradient;
use crate::nn::network::Network;
use crate::nn::objective::Objective;
use crate::nn::optimizer::Moments;
use crate::nn::perceptron::Progress;
use crate::nn::samples::Samples;
use crate::nn::shape::Shape;
use crate::nn::trainer::{Diverged, Trainer};

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
    /// How a perceptron does; untouched where a network is trained.
    progress: Progress,
    /// The point that a perceptron's last step was about.
    turn: Option<Turn>,
    history: History,
    /// Whether nothing was changed by hand since the start.
    untouched: bool,
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
            evaluation: Evaluation::default(),
            is_evaluated: false,
            has_gradient: false,
            held: Vec::new(),
        };
        run.set_points(points);
        run
    }

    /// Trains on these points from now on.
    pub fn set_points(&mut self, points: &Rc<Vec<Point>>) {
        self.points = Rc::clone(points);
        let (inputs, outputs) = (self.network().shape().inputs, self.network().shape().outputs);
        self.samples = Samples::new(inputs, outputs);
        let mut target = vec![0.0; outputs];
        for point in points.iter() {
            if let Objective::SquaredError(_) = self.network().objective() {
                let [x, y] = point.x;
                self.samples.push(&[x], &[y]);
                continue;
            }
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
        self.disturb(self.cursor == 0);
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
        let batch = self.next_batch(settings);
        let (turn, end) = (self.next_sample(), batch.end);
        self.hold(settings);
        let result = self.trainer.step_holding(&self.shuffled, batch, &settings.descent(), &self.held);
        self.settle(result, turn, end)
    }

    /// The samples of the next step, in the order of this epoch.
    fn next_batch(&self, settings: &Settings) -> Range<usize> {
        let end = match settings.samples_a_step() {
            Batch::Size(size) => (self.cursor + size as usize).min(self.order.len()),
            Batch::Full => self.order.len(),
        };
        self.cursor..end
    }

    /// Where the two parameters are whose way is kept.
    fn pair(&self) -> Pair {
        let value = |[layer, unit, input]: Place| {
            let index = self.network().index(layer, unit, input);
            index.and_then(|index| self.network().parameters().get(index)).copied().unwrap_or_default()
        };
        Pair { of: self.watched, at: self.watched.map(value) }
    }

    /// Keeps the way of these two parameters from now on; `known` are the network's parameters after a step, where they are
    /// remembered.
    pub fn watch<'a>(&mut self, ground: Ground, known: impl Fn(u64) -> Option<&'a [f32]>) {
        self.watched = ground.places(self.network());
        let network = self.trainer.network();
        let count = network.parameters().len();
        self.history.watch(self.watched, |step| {
            let parameters = known(step).filter(|parameters| parameters.len() == count)?;
            let value =
                |[layer, unit, input]: Place| parameters.get(network.index(layer, unit, input)?).copied();
            Some([value(self.watched[0])?, value(self.watched[1])?])
        });
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
                self.note_turn(point);
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
                Err(diverged)
            }
        }
    }

    fn is_perceptron(&self) -> bool {
        self.network().objective() == Objective::Threshold
    }

    /// What a perceptron got right may be wrong now.
    fn disturb(&mut self, is_new: bool) {
        self.turn = None;
        if self.is_perceptron() {
            self.progress.disturb(is_new);
        }
    }

    /// Notes what became of the sample that a perceptron's step was about.
    fn note_turn(&mut self, point: Option<usize>) {
        if !self.is_perceptron() {
            return;
        }
        let is_mistake = self.trainer.gradient().mean_deltas().iter().any(|&delta| delta > 0.0);
        self.progress.note(is_mistake);
        let before = self.trainer.before().filter(|_| is_mistake).and_then(|before| before.try_into().ok());
        self.turn = point.map(|point| Turn { point, is_mistake, before });
    }

    fn end_pass(&mut self) {
        if self.is_perceptron() {
            self.progress.end_pass();
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
                let pair = self.pair();
                self.history.keep(Entry { step: self.step, train, test }, pair, layers);
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

    /// The same run with a network that has one more unit in the last hidden layer, as `settings` say. All else stays: the
    /// parameters and moments that there are, the step, the history. The new unit has the draws of a new network, but for
    /// `share` of the output weights; where `centre` is given and there is one hidden layer, its pre-activation is 0 there.
    pub(super) fn grown(&self, settings: &Settings, share: f32, centre: Option<f32>) -> Self {
        let mut run = Self::new(settings, &self.points);
        let (old, new) = (self.network(), run.network());
        let mut fresh = new.parameters().to_vec();
        if let [.., hidden, output] = new.layers() {
            let (layer, unit) = (new.layers().len() - 2, hidden.units - 1);
            let mut change = |index: Option<usize>, to: &dyn Fn(f32) -> f32| {
                if let Some(number) = index.and_then(|index| fresh.get_mut(index)) {
                    *number = to(*number);
                }
            };
            for target in 0..output.units {
                change(new.index(layer + 1, target, hidden.units), &|w| w * share);
            }
            let slope = new.index(layer, unit, 1).map(|index| new.parameters()[index]);
            if let (0, Some(centre), Some(slope)) = (layer, centre, slope) {
                change(new.index(layer, unit, 0), &|_| -slope * centre);
            }
        }
        let zeros = vec![0.0; fresh.len()];
        let moved = |numbers: &[f32], fresh: &[f32]| new.adopt(old, numbers, fresh);
        let moments = self.trainer.moments();
        let state = State {
            parameters: moved(old.parameters(), &fresh),
            moments: Moments {
                first: moved(&moments.first, &zeros),
                second: moved(&moments.second, &zeros),
                steps: moments.steps,
            },
            untouched: false,
            ..self.state()
        };
        if run.stand_at(&state) {
            run.history.clone_from(&self.history);
            run.before = self.before;
        }
        run
    }

    /// The network.
    pub fn network(&self) -> &Network<f32> {
        self.trainer.network()
    }

    /// The gradient of the last batch; none before the first step from a start or a checkpoint.
    pub fn gradient(&self) -> Option<&Gradient<f32>> {
        self.has_gradient.then(|| self.trainer.gradient())
    }

    /// How a perceptron does.
    pub fn progress(&self) -> Progress {
        self.progress
    }

    /// What a perceptron's last step was about; nothing before the first one from a start or a checkpoint.
    pub fn turn(&self) -> Option<Turn> {
        self.turn
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
    let hidden = settings.hidden_layers().iter().enumerate();
    let (inputs, outputs, objective) = match (settings.task, settings.classes) {
        (Task::Regression, _) => (1, 1, Objective::SquaredError(Activation::Linear)),
        (Task::Classification, 0..=2) => (2, 1, Objective::BinaryCrossEntropy),
        (Task::Classification, classes) => (2, classes, Objective::SoftmaxCrossEntropy),
    };
    let objective = if settings.is_perceptron() { Objective::Threshold } else { objective };
    Shape {
        inputs,
        hidden: hidden.map(|(layer, &units)| (units, settings.activation_of(layer))).collect(),
        outputs,
        objective,
        slope: settings.slope.into(),
    }
}
