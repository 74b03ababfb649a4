//! One training step on one sample, written down as it is taken: every number of backpropagation, in the order in which it is
//! computed.
//!
//! Nothing is computed a second way here. A [`Watcher`] of the backward pass copies what goes by, the gradient is that of
//! [`Gradient::compute_seen`], and the updated parameters are those of [`Trainer::step_holding`] on a batch of this one sample.

mod chain;
mod formula;
mod measure;
mod question;
mod slips;
mod stage;
mod written;

use super::activation::Activation;
use super::gradient::{Gradient, Seen};
use super::network::Network;
use super::objective::Objective;
use super::optimizer::{Descent, Moments};
use super::pass::BLOCK;
use super::samples::Samples;
use super::scalar::{Lanes, Scalar};
use super::trainer::{Diverged, Trainer};
use super::watch::{Watched, Watcher};

pub use chain::{Chain, End};
pub use formula::Formula;
pub use measure::Measured;
pub use question::{Answer, Said};
pub use stage::{Phase, Stage};
pub use written::{Product, Symbol, Written};

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
            stages: stage::stages(&network),
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

    /// What goes into a layer.
    fn inputs(&self, layer: usize) -> &[T] {
        let before = layer.checked_sub(1).and_then(|before| self.notes.get(before));
        before.map_or(&self.x, |note| &note.z)
    }

    fn weight(&self, layer: usize, unit: usize, input: usize) -> Option<T> {
        self.network.parameter([layer, unit, input])
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
