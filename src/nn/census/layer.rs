//! What the census says of a layer and of each of its units.

use super::distribution::{Axis, Distribution};
use crate::nn::activation::Activation;
use crate::nn::objective::Objective;
use crate::nn::saturation;

/// A unit counts as saturated when it is for this share of the samples.
///
/// Not for all of them: among a thousand points one stray one would unmark a unit that learns nothing from the others.
pub const MOSTLY: f64 = 0.95;

/// What a unit does with the samples.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum UnitState {
    /// It learns from at least some of them.
    #[default]
    Live,
    /// For at least [`MOSTLY`] of the samples its slope is below [`saturation::SHARE`] of its activation's greatest:
    /// it learns from next to none.
    Saturated,
    /// It puts out 0 at slope 0 for every sample, so that no gradient reaches its weights: only what moves its inputs could
    /// wake it. Only a ReLU, or a leaky ReLU of slope 0, comes to this.
    Dead,
}

/// What has been counted of one unit, over all samples.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Unit {
    can_die: bool,
    samples: u32,
    pub(super) saturated: u32,
    pub(super) zeros: u32,
}

impl Unit {
    /// Counts an output.
    #[inline]
    pub(super) fn add(&mut self, z: f64, is_saturated: bool) {
        self.samples += 1;
        self.saturated += u32::from(is_saturated);
        self.zeros += u32::from(z == 0.0);
    }

    /// What it does with the samples. Without any sample it is live.
    pub fn state(&self) -> UnitState {
        if self.samples == 0 {
            UnitState::Live
        } else if self.can_die && self.zeros == self.samples {
            UnitState::Dead
        } else if f64::from(self.saturated) >= MOSTLY * f64::from(self.samples) {
            UnitState::Saturated
        } else {
            UnitState::Live
        }
    }

    /// The share of samples at which it is saturated, 0 to 1.
    pub fn saturated(&self) -> f32 {
        (f64::from(self.saturated) / f64::from(self.samples.max(1))) as f32
    }

    /// The share of samples at which its output is exactly 0.
    pub fn zeros(&self) -> f32 {
        (f64::from(self.zeros) / f64::from(self.samples.max(1))) as f32
    }
}

/// What has been counted of one layer, over its units and all samples.
#[derive(Clone, Debug, PartialEq)]
pub struct LayerCensus {
    /// The activation whose slope the layer's deltas are multiplied with.
    ///
    /// None in an output layer under cross-entropy: there the slope cancels, ∂E/∂a is μ − y, and however certain the
    /// output is, no gradient is lost. Its units never count as saturated.
    pub activation: Option<Activation>,
    /// Of the output layer, what is trained for; none of a hidden one.
    pub objective: Option<Objective>,
    /// The leaky ReLU's slope.
    pub slope: f64,
    /// The pre-activations a.
    pub preactivations: Distribution,
    /// The outputs z = g(a).
    pub outputs: Distribution,
    /// The deltas ∂E/∂a of each sample's own loss, not divided by the number of samples.
    pub deltas: Distribution,
    /// The units.
    pub units: Vec<Unit>,
}

impl LayerCensus {
    /// A layer of this many units, with nothing counted. `objective` is given for the output layer, and says what its activation
    /// is.
    pub(super) fn new(
        units: usize,
        activation: Activation,
        objective: Option<Objective>,
        slope: f64,
    ) -> Self {
        let activation = match objective {
            Some(Objective::BinaryCrossEntropy | Objective::SoftmaxCrossEntropy | Objective::Threshold) => {
                None
            }
            Some(Objective::SquaredError(g)) => Some(g),
            None => Some(activation),
        };
        let can_die = activation.is_some_and(|g| saturation::can_die(g, slope));
        Self {
            activation,
            objective,
            slope,
            preactivations: Distribution::new(Axis::PREACTIVATION),
            outputs: Distribution::new(output_axis(activation)),
            deltas: Distribution::new(Axis::DELTA),
            units: vec![Unit { can_die, ..Unit::default() }; units],
        }
    }

    /// Forgets what was counted.
    pub(super) fn clear(&mut self) {
        for distribution in [&mut self.preactivations, &mut self.outputs, &mut self.deltas] {
            *distribution = Distribution::new(distribution.axis());
        }
        self.units.iter_mut().for_each(|unit| *unit = Unit { can_die: unit.can_die, ..Unit::default() });
    }

    /// The share of outputs, over units and samples, at which the unit is saturated: below [`saturation::SHARE`] of its
    /// activation's greatest slope.
    pub fn saturated(&self) -> f32 {
        self.share(|unit| unit.saturated)
    }

    /// The share of outputs that are exactly 0: a layer's sparsity.
    pub fn zeros(&self) -> f32 {
        self.share(|unit| unit.zeros)
    }

    fn share(&self, count: impl Fn(&Unit) -> u32) -> f32 {
        let total =
            |count: &dyn Fn(&Unit) -> u32| self.units.iter().map(|unit| f64::from(count(unit))).sum::<f64>();
        (total(&count) / total(&|unit| unit.samples).max(1.0)) as f32
    }

    /// The share of units that are dead.
    pub fn dead(&self) -> f32 {
        let dead = self.units.iter().filter(|unit| unit.state() == UnitState::Dead).count();
        dead as f32 / self.units.len().max(1) as f32
    }
}

/// The axis of an activation's outputs: the range of those that have one; for the others that of the pre-activations, so that
/// z lies under the a that it comes from. A probability's, where there is none.
fn output_axis(activation: Option<Activation>) -> Axis {
    match activation {
        None | Some(Activation::Sigmoid) => Axis::Linear { low: 0.0, high: 1.0 },
        Some(Activation::Tanh) => Axis::Linear { low: -1.0, high: 1.0 },
        Some(Activation::Relu | Activation::LeakyRelu | Activation::Linear) => Axis::PREACTIVATION,
    }
}
