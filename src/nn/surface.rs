//! The loss over two of a network's parameters, all others as they are: surveyed place by place.

use super::gradient::Gradient;
use super::network::Network;
use super::objective::Objective;
use super::pass::BLOCK;
use super::samples::Samples;
use super::scalar::{Lanes, Scalar};
use super::shape::Layer;

/// A piece of work takes about this many products of a weight and an input: about a millisecond.
const PIECE: usize = 1 << 20;
/// To apply a unit's function takes as long as so many products.
const FUNCTION: usize = 12;

/// The part of the plane of the two parameters that is surveyed, and how finely.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Section {
    /// The lowest values of the first and the second parameter.
    pub low: [f32; 2],
    /// The highest ones.
    pub high: [f32; 2],
    /// The places along a side, the outermost ones on the border; at least 2.
    pub side: usize,
}

impl Section {
    /// The value of a parameter (0 or 1) at a place along its side, from the lowest.
    pub fn value(&self, axis: usize, place: usize) -> f32 {
        let share = place as f32 / (self.side - 1) as f32;
        self.low[axis] * (1.0 - share) + self.high[axis] * share
    }
}

/// E over a section, the mean loss of all samples: `side × side` places, rows from the greatest value of the second parameter
/// down.
///
/// What comes before the first layer that has one of the two parameters is the same at every place: its outputs are computed once,
/// and the survey is that of the layers from there on, with these outputs as inputs. Every loss is to the bit the one that
/// [`Gradient::compute`] gives for the whole network with the two parameters set.
#[derive(Clone, Debug)]
pub struct Survey<T: Scalar> {
    network: Network<T>,
    samples: Samples<T>,
    room: Gradient<T>,
    /// The indices of the two parameters among those of `network`.
    indices: [usize; 2],
    section: Section,
    losses: Vec<T>,
}

impl<T: Scalar> Survey<T> {
    /// A survey of which nothing is done yet, over the parameters of these two indices. Nothing where there is nothing to survey:
    /// no sample, no such parameters, or a threshold, whose error does not change with the weights but at a jump.
    pub fn new(
        network: &Network<T>,
        samples: &Samples<T>,
        indices: [usize; 2],
        section: Section,
    ) -> Option<Self> {
        let is_threshold = network.objective() == Objective::Threshold;
        if samples.is_empty() || is_threshold || section.side < 2 {
            return None;
        }
        let first = first_layer(network, indices)?;
        let before = network.layers().get(first)?.weights().start;
        let samples = if first == 0 { samples.clone() } else { through(network, samples, first) };
        let network = network.beginning_at(first)?;
        Some(Self {
            room: Gradient::new(&network),
            samples,
            network,
            indices: indices.map(|index| index - before),
            section,
            losses: Vec::with_capacity(section.side * section.side),
        })
    }

    /// How long it takes to compute a loss, in products of a weight and an input.
    pub fn cost(network: &Network<T>, samples: &Samples<T>, indices: [usize; 2]) -> usize {
        let first = first_layer(network, indices).unwrap_or(0);
        cost(&network.layers()[first..], samples)
    }

    /// Does one piece of work, some places; gives whether there is more to do.
    pub fn work(&mut self) -> bool {
        let all = self.section.side * self.section.side;
        let piece = (PIECE / cost(self.network.layers(), &self.samples)).max(1);
        for _ in 0..piece.min(all - self.losses.len()) {
            let (row, column) =
                (self.losses.len() / self.section.side, self.losses.len() % self.section.side);
            let places = [column, self.section.side - 1 - row];
            for (axis, (place, index)) in places.into_iter().zip(self.indices).enumerate() {
                let value = T::from_f64(self.section.value(axis, place).into());
                if let Some(parameter) = self.network.parameters.get_mut(index) {
                    *parameter = value;
                }
            }
            self.losses.push(self.room.mean_loss(&self.network, &self.samples));
        }
        self.losses.len() < all
    }

    /// What is surveyed.
    pub fn section(&self) -> Section {
        self.section
    }

    /// The losses as far as they are computed; where one is more than a number can hold it is infinite or NaN.
    pub fn losses(&self) -> &[T] {
        &self.losses
    }
}

/// The first layer that has one of two parameters.
fn first_layer<T: Scalar>(network: &Network<T>, indices: [usize; 2]) -> Option<usize> {
    let least = indices[0].min(indices[1]);
    let exist = indices[0].max(indices[1]) < network.parameters().len();
    network.layers().iter().position(|layer| exist && least < layer.biases().end)
}

/// The products that a pass of all samples through these layers takes; at least 1.
fn cost<T: Scalar>(layers: &[Layer], samples: &Samples<T>) -> usize {
    let products: usize = layers.iter().map(|layer| layer.units * (layer.inputs + FUNCTION)).sum();
    (products * samples.len().next_multiple_of(BLOCK * T::Lanes::COUNT)).max(1)
}

/// The samples as they come into a layer: its inputs, and the same targets.
fn through<T: Scalar>(network: &Network<T>, samples: &Samples<T>, layer: usize) -> Samples<T> {
    let (layer, inputs) = (network.layers()[layer], network.shape().inputs);
    let mut inside = Samples::new(layer.inputs, network.shape().outputs);
    let mut room = Gradient::new(network);
    let mut x = Vec::new();
    let size = BLOCK * T::Lanes::COUNT;
    for first in (0..samples.len()).step_by(size) {
        let block = first..samples.len().min(first + size);
        room.losses(network, samples, block.clone());
        let rows = &room.pass().outputs::<BLOCK>()[layer.input_units()];
        for (k, index) in block.enumerate() {
            x.clear();
            x.extend(rows.iter().map(|row| row[k / T::Lanes::COUNT].lane(k % T::Lanes::COUNT)));
            let y: Vec<T> = samples.sample(index).skip(inputs).collect();
            inside.push(&x, &y);
        }
    }
    inside
}
