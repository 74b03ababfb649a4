//! A census of a network: how its pre-activations, outputs and deltas are spread over some samples, layer by layer, and
//! which units have stopped learning.
//!
//! What the lecture says of the activations (saturated, sparse, dead, not zero-centred) and of the initialisations (the
//! spread by depth) is read from here.

mod distribution;
mod layer;

pub use distribution::{Axis, BINS, Distribution};
pub use layer::{LayerCensus, MOSTLY, Unit, UnitState};

use core::f64::consts::LOG10_E;

use super::gradient::{Gradient, Seen};
use super::network::Network;
use super::pass::BLOCK;
use super::samples::Samples;
use super::saturation::threshold;
use super::scalar::{Lanes, Scalar};
use super::shape::Shape;
use super::watch::{Watched, Watcher};

/// What was counted last, with the room it is counted in: nothing is allocated as long as the network's shape stays.
#[derive(Clone, Debug)]
pub struct Census<T: Scalar> {
    shape: Shape,
    gradient: Gradient<T>,
    layers: Vec<LayerCensus>,
    states: Vec<UnitState>,
}

impl<T: Scalar> Census<T> {
    /// Room for a census of `network`, with nothing counted.
    pub fn new(network: &Network<T>) -> Self {
        let shape = network.shape().clone();
        let layers = network.layers().iter().enumerate().map(|(index, layer)| {
            let objective = (index + 1 == network.layers().len()).then_some(shape.objective);
            LayerCensus::new(layer.units, layer.activation, objective, shape.slope)
        });
        Self {
            layers: layers.collect(),
            gradient: Gradient::new(network),
            states: vec![UnitState::Live; network.layers().iter().map(|layer| layer.units).sum()],
            shape,
        }
    }

    /// Counts anew: one pass of `network`, forward and backward, over all `samples`, normally the training samples.
    pub fn update(&mut self, network: &Network<T>, samples: &Samples<T>) {
        if self.shape != *network.shape() {
            *self = Self::new(network);
        }
        self.layers.iter_mut().for_each(LayerCensus::clear);
        let mut clerk = Clerk(&mut self.layers);
        self.gradient.compute_seen(network, samples, 0..samples.len(), &mut Watched(&mut clerk));
        let units = self.layers.iter().flat_map(|layer| &layer.units);
        self.states.iter_mut().zip(units).for_each(|(state, unit)| *state = unit.state());
    }

    /// What was counted, from the first hidden layer to the output layer.
    pub fn layers(&self) -> &[LayerCensus] {
        &self.layers
    }

    /// What each unit does with the samples, layer after layer, the output layer last.
    pub fn states(&self) -> &[UnitState] {
        &self.states
    }

    /// The mean gradient over all the samples.
    pub fn gradient(&self) -> &Gradient<T> {
        &self.gradient
    }
}

/// Counts what it sees.
struct Clerk<'a>(&'a mut [LayerCensus]);

impl<T: Scalar> Watcher<T> for Clerk<'_> {
    fn watch(&mut self, seen: &Seen<'_, T, BLOCK>) {
        let Some(layer) = self.0.get_mut(seen.index) else { return };
        let LayerCensus { activation, preactivations, outputs, deltas, units, slope, objective: _ } = layer;
        // The logarithm is not asked for numbers that it does not know.
        let least = T::Lanes::splat(T::from_f64(f64::from(f32::MIN_POSITIVE)));
        let threshold = activation.map(|g| threshold::<T>(g, *slope));
        let slope = T::Lanes::splat(T::from_f64(*slope));
        let rows = seen.a.iter().zip(seen.z).zip(seen.delta).zip(units);
        for (((a, z), delta), unit) in rows {
            let mut left = seen.samples.len();
            for ((a, z), delta) in a.iter().zip(z).zip(delta) {
                let slopes = activation.map_or(*z, |g| g.derivative(*z, slope).abs());
                let logarithms = delta.abs().max(least).ln();
                for lane in 0..left.min(T::Lanes::COUNT) {
                    let number = |lanes: T::Lanes| lanes.lane(lane).to_f64();
                    let (a, z, delta) = (number(*a), number(*z), number(*delta));
                    preactivations.add(a, a);
                    outputs.add(z, z);
                    deltas.add(delta, LOG10_E * number(logarithms));
                    unit.add(z, threshold.is_some_and(|threshold| slopes.lane(lane) < threshold));
                }
                left = left.saturating_sub(T::Lanes::COUNT);
            }
        }
    }
}
