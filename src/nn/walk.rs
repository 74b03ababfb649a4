//! One training step on one sample, written down as it is taken: every number of backpropagation, in the order in which it is
//! computed.
//!
//! Nothing is computed a second way here. A [`Watcher`] of the backward pass copies what goes by, the gradient is that of
//! [`Gradient::compute_seen`], and the updated parameters are those of [`Trainer::step_holding`] on a batch of this one sample.

use super::activation::Activation;
use super::gradient::{Gradient, Seen};
use super::initialization::Initialization;
use super::network::Network;
use super::objective::Objective;
use super::optimizer::{Descent, Moments};
use super::pass::{BLOCK, Pass};
use super::samples::Samples;
use super::scalar::{Lanes, Scalar};
use super::trainer::{Diverged, Trainer};
use super::watch::{Watched, Watcher};

/// One number of the walk, or the few that belong together. Layers and units count from 0, the output layer being the last; input
/// 0 is the bias, as in the lecture's x = (1, x₁, x₂).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stage {
    /// The inputs x and targets y.
    Input,
    /// a = b + Σ w x of a unit.
    PreActivation {
        /// The layer.
        layer: usize,
        /// The unit.
        unit: usize,
    },
    /// z = g(a) of a unit; of the output layer μ.
    Activation {
        /// The layer.
        layer: usize,
        /// The unit.
        unit: usize,
    },
    /// The loss E.
    Loss,
    /// δ = ∂E/∂a of a unit.
    Delta {
        /// The layer.
        layer: usize,
        /// The unit.
        unit: usize,
    },
    /// ∂E/∂w = δ x of a weight.
    Gradient {
        /// The layer.
        layer: usize,
        /// The unit.
        unit: usize,
        /// The input.
        input: usize,
    },
    /// w ← w − η ∂E/∂w, or what the optimizer makes of it; w ← w where it is held.
    Update {
        /// The layer.
        layer: usize,
        /// The unit.
        unit: usize,
        /// The input.
        input: usize,
    },
    /// The step is complete: the loss of the same sample before and after it.
    End,
}

/// A part of the walk.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Phase {
    /// From the inputs to the outputs.
    Forward,
    /// The loss.
    Loss,
    /// The deltas, from the output layer back.
    Backward,
    /// The gradients.
    Gradients,
    /// The updates.
    Updates,
    /// The step is complete.
    End,
}

impl Phase {
    /// Every part, in order.
    pub const ALL: [Self; 6] =
        [Self::Forward, Self::Loss, Self::Backward, Self::Gradients, Self::Updates, Self::End];
}

impl Stage {
    /// The part of the walk that it belongs to.
    pub fn phase(self) -> Phase {
        match self {
            Self::Input | Self::PreActivation { .. } | Self::Activation { .. } => Phase::Forward,
            Self::Loss => Phase::Loss,
            Self::Delta { .. } => Phase::Backward,
            Self::Gradient { .. } => Phase::Gradients,
            Self::Update { .. } => Phase::Updates,
            Self::End => Phase::End,
        }
    }
}

/// The numbers of a stage's formula.
#[derive(Clone, Debug, PartialEq)]
pub struct Formula<T> {
    /// What comes out; none at the two ends of the walk.
    pub value: Option<T>,
    /// The pairs that are multiplied, or otherwise belong together: w and x of a sum (the bias first, with 1), μ and y, w and δ, δ
    /// and x.
    pub pairs: Vec<[T; 2]>,
    /// The other numbers, in an order that [`Walk::formula`] tells.
    pub numbers: Vec<T>,
}

/// What goes by of one layer.
#[derive(Clone, Debug, Default)]
struct Note<T> {
    a: Vec<T>,
    z: Vec<T>,
    delta: Vec<T>,
}

/// Writes down what goes by of the batch's first sample.
struct Notes<T>(Vec<Note<T>>);

impl<T: Scalar> Watcher<T> for Notes<T> {
    fn watch(&mut self, seen: &Seen<'_, T, BLOCK>) {
        let first = |rows: &[[T::Lanes; BLOCK]]| rows.iter().map(|row| row[0].lane(0)).collect();
        if let Some(note) = self.0.get_mut(seen.index) {
            *note = Note { a: first(seen.a), z: first(seen.z), delta: first(seen.delta) };
        }
    }
}

/// A slope that was measured instead of derived.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Measured {
    /// The central difference (E(w + h) − E(w − h))/2h, in f64.
    pub slope: f64,
    /// Whether E has a kink between w − h and w + h, where the slopes of its two sides differ and neither need be the central one.
    pub is_kink: bool,
}

/// A step on one sample.
#[derive(Clone, Debug)]
pub struct Walk<T: Scalar> {
    /// As it was before the step.
    network: Network<T>,
    x: Vec<T>,
    y: Vec<T>,
    notes: Vec<Note<T>>,
    losses: [T; 2],
    gradient: Vec<T>,
    after: Vec<T>,
    descent: Descent,
    /// Before the step and after it.
    moments: [Moments<T>; 2],
    stages: Vec<Stage>,
}

impl<T: Scalar> Walk<T> {
    /// Writes down the step that `trainer`, which stays as it is, would take on the first of `samples` alone, the parameters of the
    /// indices `held` being held; there must be a sample.
    ///
    /// # Errors
    /// [`Diverged`] where that step cannot be taken.
    pub fn record(
        trainer: &Trainer<T>,
        samples: &Samples<T>,
        descent: &Descent,
        held: &[usize],
    ) -> Result<Self, Diverged> {
        let network = trainer.network().clone();
        let mut notes = Notes(network.layers().iter().map(|_| Note::default()).collect());
        let mut gradient = Gradient::new(&network);
        let loss = gradient.compute_seen(&network, samples, 0..1, &mut Watched(&mut notes));
        let mut stepped = trainer.clone();
        stepped.step_holding(samples, 0..1, descent, held)?;
        let before = if descent.optimizer == trainer.optimizer() {
            trainer.moments().clone()
        } else {
            Moments::new(network.parameters().len())
        };
        let sample: Vec<T> = samples.sample(0).collect();
        let (x, y) = sample.split_at(network.shape().inputs.min(sample.len()));
        let derivatives = gradient.parameters().to_vec();
        let loss_after = gradient.compute(stepped.network(), samples, 0..1);
        Ok(Self {
            x: x.to_vec(),
            y: y.to_vec(),
            notes: notes.0,
            losses: [loss, loss_after],
            gradient: derivatives,
            after: stepped.network().parameters().to_vec(),
            descent: *descent,
            moments: [before, stepped.moments().clone()],
            stages: stages(&network),
            network,
        })
    }

    /// All stages in order; never empty.
    pub fn stages(&self) -> &[Stage] {
        &self.stages
    }

    /// The network before the step.
    pub fn network(&self) -> &Network<T> {
        &self.network
    }

    /// The parameters after the step.
    pub fn after(&self) -> &[T] {
        &self.after
    }

    /// ∂E/∂θ of each parameter.
    pub fn gradient(&self) -> &[T] {
        &self.gradient
    }

    /// The inputs x.
    pub fn x(&self) -> &[T] {
        &self.x
    }

    /// The targets y.
    pub fn y(&self) -> &[T] {
        &self.y
    }

    /// a, z and δ of a unit.
    pub fn unit(&self, layer: usize, unit: usize) -> Option<[T; 3]> {
        let note = self.notes.get(layer)?;
        Some([*note.a.get(unit)?, *note.z.get(unit)?, *note.delta.get(unit)?])
    }

    /// The numbers of a stage; empty for a unit or weight that there is not.
    ///
    /// | stage | value | pairs | numbers |
    /// |---|---|---|---|
    /// | input | | | x, then y |
    /// | pre-activation | a | b and 1, then w and x of each input | |
    /// | activation | z | | a; for softmax the a of all outputs, the unit's own first |
    /// | loss | E | μ and y of each output | the a of each output |
    /// | delta of an output | δ | μ and y | g′(a), for the squared error |
    /// | delta of a hidden unit | δ | w and δ of each unit of the layer after | g′(a), z |
    /// | gradient | ∂E/∂w | δ and x, 1 for the bias | |
    /// | update | w after | | w before, ∂E/∂w, η, momentum, λ₁, λ₂ (0 for a bias), first moment before and after, second moment before and after, steps |
    /// | end | | | E before and after |
    pub fn formula(&self, stage: Stage) -> Formula<T> {
        self.known_formula(stage).unwrap_or(Formula { value: None, pairs: Vec::new(), numbers: Vec::new() })
    }

    fn known_formula(&self, stage: Stage) -> Option<Formula<T>> {
        let one = T::from_f64(1.0);
        let (value, pairs, numbers) = match stage {
            Stage::Input => (None, Vec::new(), self.x.iter().chain(&self.y).copied().collect()),
            Stage::PreActivation { layer, unit } => {
                let x = core::iter::once(&one).chain(self.inputs(layer));
                let pairs =
                    x.enumerate().filter_map(|(input, &x)| Some([self.weight(layer, unit, input)?, x]));
                (Some(self.unit(layer, unit)?[0]), pairs.collect(), Vec::new())
            }
            Stage::Activation { layer, unit } => {
                let [a, z, _] = self.unit(layer, unit)?;
                let mut numbers = vec![a];
                if self.is_last(layer) && self.network.objective() == Objective::SoftmaxCrossEntropy {
                    let others = self.notes[layer].a.iter().enumerate().filter(|&(other, _)| other != unit);
                    numbers.extend(others.map(|(_, &a)| a));
                }
                (Some(z), Vec::new(), numbers)
            }
            Stage::Loss => {
                let last = self.notes.last()?;
                let pairs = last.z.iter().zip(&self.y).map(|(&mu, &y)| [mu, y]).collect();
                (Some(self.losses[0]), pairs, last.a.clone())
            }
            Stage::Delta { layer, unit } => {
                let [_, z, delta] = self.unit(layer, unit)?;
                let numbers = self.slope(layer, z).map_or_else(Vec::new, |slope| vec![slope, z]);
                let pairs = if self.is_last(layer) {
                    vec![[z, *self.y.get(unit)?]]
                } else {
                    let deltas = self.notes.get(layer + 1)?.delta.iter().enumerate();
                    deltas
                        .filter_map(|(to, &delta)| Some([self.weight(layer + 1, to, unit + 1)?, delta]))
                        .collect()
                };
                (Some(delta), pairs, numbers)
            }
            Stage::Gradient { layer, unit, input } => {
                let index = self.network.index(layer, unit, input)?;
                let x = if input == 0 { one } else { *self.inputs(layer).get(input - 1)? };
                (Some(*self.gradient.get(index)?), vec![[self.unit(layer, unit)?[2], x]], Vec::new())
            }
            Stage::Update { layer, unit, input } => {
                let index = self.network.index(layer, unit, input)?;
                let [before, after] = &self.moments;
                let Descent { rate, momentum, l1, l2, .. } = self.descent;
                let penalty = |penalty: f32| T::from_f64(if input == 0 { 0.0 } else { penalty.into() });
                let numbers = vec![
                    self.weight(layer, unit, input)?,
                    *self.gradient.get(index)?,
                    T::from_f64(rate.into()),
                    T::from_f64(momentum.into()),
                    penalty(l1),
                    penalty(l2),
                    *before.first.get(index)?,
                    *after.first.get(index)?,
                    *before.second.get(index)?,
                    *after.second.get(index)?,
                    T::from_f64(after.steps.into()),
                ];
                (Some(*self.after.get(index)?), Vec::new(), numbers)
            }
            Stage::End => (None, Vec::new(), self.losses.to_vec()),
        };
        Some(Formula { value, pairs, numbers })
    }

    /// The derivative that a stage is about, measured in f64 as a central difference of the loss of this sample; none where a
    /// stage is about no derivative. A unit's δ is measured at its bias, as ∂E/∂b = ∂E/∂a.
    pub fn measure(&self, stage: Stage) -> Option<Measured> {
        let (layer, unit, input) = match stage {
            Stage::Delta { layer, unit } => (layer, unit, 0),
            Stage::Gradient { layer, unit, input } | Stage::Update { layer, unit, input } => {
                (layer, unit, input)
            }
            _ => return None,
        };
        let index = self.network.index(layer, unit, input)?;
        let wide = |numbers: &[T]| -> Vec<f64> { numbers.iter().map(|x| x.to_f64()).collect() };
        let mut network = Network::<f64>::new(self.network.shape().clone(), Initialization::Zeros, 0);
        let (mut parameters, mut pass) = (wide(self.network.parameters()), Pass::new(&network));
        let y: Vec<[f64; 1]> = self.y.iter().map(|y| [y.to_f64()]).collect();
        let middle = *parameters.get(index)?;
        let step = 1e-5 * middle.abs().max(1.0);
        let mut loss_at = |w: f64| {
            parameters[index] = w;
            network.set_parameters(&parameters).ok()?;
            for (input, x) in pass.inputs_mut::<1>().iter_mut().zip(&self.x) {
                *input = [x.to_f64()];
            }
            network.forward::<1>(&mut pass);
            let outputs = pass.outputs::<1>();
            let mu = &outputs[outputs.len() - y.len().min(outputs.len())..];
            let [loss] = network.objective().loss(pass.logits::<1>(), mu, &y);
            loss.is_finite().then_some(loss)
        };
        let (low, here, high) = (loss_at(middle - step)?, loss_at(middle)?, loss_at(middle + step)?);
        let [left, right] = [(here - low) / step, (high - here) / step];
        let slope = (high - low) / (2.0 * step);
        // A smooth E differs from side to side by h E″, far less.
        Some(Measured { slope, is_kink: (right - left).abs() > 1e-3 * (1e-3 + left.abs().max(right.abs())) })
    }

    /// What goes into a layer.
    fn inputs(&self, layer: usize) -> &[T] {
        let before = layer.checked_sub(1).and_then(|before| self.notes.get(before));
        before.map_or(&self.x, |note| &note.z)
    }

    fn weight(&self, layer: usize, unit: usize, input: usize) -> Option<T> {
        self.network.parameters().get(self.network.index(layer, unit, input)?).copied()
    }

    fn is_last(&self, layer: usize) -> bool {
        layer + 1 == self.notes.len()
    }

    /// The function of a layer's units; none for the output functions whose slopes cancel, and for the threshold, which has none.
    pub fn activation(&self, layer: usize) -> Option<Activation> {
        if !self.is_last(layer) {
            return Some(self.network.layers().get(layer)?.activation);
        }
        match self.network.objective() {
            Objective::SquaredError(g) => Some(g),
            Objective::BinaryCrossEntropy | Objective::SoftmaxCrossEntropy | Objective::Threshold => None,
        }
    }

    /// g′(a) from the output z.
    fn slope(&self, layer: usize, z: T) -> Option<T> {
        let slope = T::Lanes::splat(T::from_f64(self.network.shape().slope));
        Some(self.activation(layer)?.derivative(T::Lanes::splat(z), slope).lane(0))
    }
}

/// The stages of a walk through this network: forward layer by layer, the deltas back, then a gradient and an update for each
/// weight, from the output layer back to the first.
fn stages<T: Scalar>(network: &Network<T>) -> Vec<Stage> {
    let layers = || network.layers().iter().enumerate();
    let mut stages = vec![Stage::Input];
    for (layer, of) in layers() {
        stages.extend((0..of.units).map(|unit| Stage::PreActivation { layer, unit }));
        stages.extend((0..of.units).map(|unit| Stage::Activation { layer, unit }));
    }
    stages.push(Stage::Loss);
    for (layer, of) in layers().rev() {
        stages.extend((0..of.units).map(|unit| Stage::Delta { layer, unit }));
    }
    for is_update in [false, true] {
        for (layer, of) in layers().rev() {
            for (unit, input) in
                (0..of.units).flat_map(|unit| (0..=of.inputs).map(move |input| (unit, input)))
            {
                stages.push(if is_update {
                    Stage::Update { layer, unit, input }
                } else {
                    Stage::Gradient { layer, unit, input }
                });
            }
        }
    }
    stages.push(Stage::End);
    stages
}
