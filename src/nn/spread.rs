//! How the spread of signals and gradients changes with depth under each initialisation, measured on networks apart
//! from any that trains: deeper and wider ones, whose weights are never kept.

mod chain;
mod signals;
#[cfg(test)]
mod tests;

use core::ops::{Range, RangeInclusive};

use super::activation::Activation;
use super::draws::Draws;
use super::initialization::{Initialization, Place};
use chain::Chain;
use signals::{Register, Signals};

/// How many hidden layers a network may have here.
pub const LAYERS: RangeInclusive<usize> = 1..=50;
/// How many units a layer may have here.
pub const UNITS: RangeInclusive<usize> = 1..=500;
/// How many samples go through each network.
pub const SAMPLES: usize = 64;

/// A piece of work takes about this many weights: below a millisecond where a draw takes 50 ns.
const PIECE: usize = 8192;
/// Keeps the streams of the inputs, one an input, apart from those that weights are drawn from.
const INPUTS: u64 = 1 << 42;
/// The same for the gradients that the backward pass starts from, one stream a unit.
const GRADIENTS: u64 = 1 << 43;

/// What is to be measured: a network of `layers` hidden layers of `units` units each, on as many inputs.
///
/// All layers are equally wide, the input counted, so that every n_in and n_out is `units`, and a curve bends for no
/// other reason than depth. Then Glorot's scale is that of 1/√n_in to the bit, and so are their curves.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct SpreadRequest {
    /// The number of hidden layers, brought within [`LAYERS`].
    pub layers: usize,
    /// The number of units in each, brought within [`UNITS`].
    pub units: usize,
    /// The activation of every unit.
    pub activation: Activation,
    /// The leaky ReLU's slope for negative pre-activations.
    pub slope: f32,
    /// The standard deviation of the inputs, which are normal with mean 0. The usual choice is 1. Glorot's argument
    /// takes tanh to be a straight line, so it holds for small signals, below about ¼: those of N(0, 1) tanh itself
    /// makes smaller with every layer, at first by a third.
    pub input: f32,
    /// Fixes all draws. The weights are those that the hidden layers of any network of this seed begin with.
    pub seed: u32,
}

/// What a standard deviation is of, over the units of a layer and the samples.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Quantity {
    /// The pre-activations a = W x.
    PreActivation,
    /// The outputs z = g(a).
    Output,
    /// The gradients ∂E/∂a that come back, where the last layer's ∂E/∂z are standard normal.
    Gradient,
}

impl Quantity {
    /// Every quantity, in the order in which a layer has them.
    pub const ALL: [Self; 3] = [Self::PreActivation, Self::Output, Self::Gradient];
}

/// Numbers by layer, for the layers that are done: the first ones going forward, the last ones going backward.
///
/// None stands for a number that is infinite or unknown. Ordinary settings give none: powers of two are taken out of
/// signals that outgrow `f32`.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Curve<'a> {
    /// The layer of the first value, counted from 1.
    pub first: usize,
    /// A value for that layer and each one after it.
    pub values: &'a [Option<f64>],
}

/// The measurement, which goes on piece by piece; dropping it is cancelling it.
///
/// Every scheme scales the same standard-normal draws. They are made twice, once forward and once, layer by layer in
/// reverse, backward: keeping them would take 50 MB for the largest network, and the signals take 26 MB as it is.
#[derive(Clone, Debug)]
pub struct Spread {
    request: SpreadRequest,
    /// One network for each different scale of weights.
    chains: Vec<Chain>,
    /// The network of each scheme.
    chain_of: [usize; Initialization::ALL.len()],
    /// The draws of the piece at hand, `rows × units`.
    draws: Vec<f64>,
    /// Standard-normal signals in the making: the inputs, or the gradients to start from.
    normal: Signals,
    /// The pass at hand, and its next row.
    pass: usize,
    row: usize,
}

/// One pass over the rows of something: a stage of the work.
#[derive(Clone, Copy, Debug)]
enum Pass {
    Inputs,
    /// Through the weights of this layer, from 0.
    Forward(usize),
    /// The gradients at the last layer's outputs.
    Gradients,
    /// Back through the weights of this layer, to the layer before.
    Backward(usize),
}

impl Spread {
    /// A measurement of which nothing is done yet.
    pub fn new(request: &SpreadRequest) -> Self {
        let (layers, units) = (within(request.layers, &LAYERS), within(request.units, &UNITS));
        let request = SpreadRequest { layers, units, ..*request };
        let mut chains: Vec<Chain> = Vec::new();
        let chain_of = Initialization::ALL.map(|scheme| {
            let scale = scheme.standard_deviation(units, units);
            chains.iter().position(|chain| chain.scale().to_bits() == scale.to_bits()).unwrap_or_else(|| {
                chains.push(Chain::new(&request, scale));
                chains.len() - 1
            })
        });
        Self { request, chains, chain_of, draws: Vec::new(), normal: Signals::new(units), pass: 0, row: 0 }
    }

    /// What is measured, its sizes within their ranges.
    pub fn request(&self) -> &SpreadRequest {
        &self.request
    }

    /// The standard deviation of a quantity by layer under a scheme, as far as it is known.
    pub fn deviations(&self, scheme: Initialization, quantity: Quantity) -> Curve<'_> {
        self.chain(scheme).deviations(quantity)
    }

    fn chain(&self, scheme: Initialization) -> &Chain {
        &self.chains[self.chain_of[scheme as usize]]
    }

    /// The share of the work that is done: 0 to 1.
    pub fn progress(&self) -> f32 {
        let rows = self.pass * self.request.units + self.row;
        rows as f32 / (self.passes() * self.request.units) as f32
    }

    /// Does one piece of work, some rows of one layer's weights; gives whether there is more to do.
    pub fn work(&mut self) -> bool {
        let Some(pass) = self.pass() else { return false };
        let units = self.request.units;
        let rows = self.row..units.min(self.row + (PIECE / units).max(1));
        match pass {
            Pass::Inputs => self.draw_normal(rows.clone(), INPUTS, self.request.input),
            Pass::Gradients => self.draw_normal(rows.clone(), GRADIENTS, 1.0),
            Pass::Forward(layer) | Pass::Backward(layer) => {
                self.draws.clear();
                for unit in rows.clone() {
                    let mut draws = Place::Hidden(layer).draws(self.request.seed, unit);
                    self.draws.extend((0..units).map(|_| draws.normal()));
                }
                for chain in &mut self.chains {
                    if let Pass::Forward(_) = pass {
                        chain.forward(&self.draws, rows.clone());
                    } else {
                        chain.backward(&self.draws, rows.clone());
                    }
                }
            }
        }
        self.row = rows.end;
        if self.row == units {
            self.finish(pass);
            self.pass += 1;
            self.row = 0;
        }
        self.pass < self.passes()
    }

    /// Draws the inputs or the gradients for some units.
    fn draw_normal(&mut self, units: Range<usize>, streams: u64, scale: f32) {
        for unit in units {
            let mut draws = Draws::new(self.request.seed, streams | unit as u64);
            self.normal.draw(unit, scale.into(), &mut draws);
        }
    }

    /// Inputs, then forward through every layer; gradients, then backward through every layer but the first, as
    /// nobody asks for ∂E/∂x.
    fn passes(&self) -> usize {
        2 * self.request.layers + 1
    }

    /// The pass at hand; none where all is done.
    fn pass(&self) -> Option<Pass> {
        let layers = self.request.layers;
        Some(match self.pass {
            0 => Pass::Inputs,
            pass if pass <= layers => Pass::Forward(pass - 1),
            pass if pass == layers + 1 => Pass::Gradients,
            pass if pass < self.passes() => Pass::Backward(self.passes() - pass),
            _ => return None,
        })
    }

    /// Turns what a pass has summed up into the signals of a layer.
    fn finish(&mut self, pass: Pass) {
        let slope = Register::splat(self.request.slope);
        let activation = self.request.activation;
        for chain in &mut self.chains {
            match pass {
                Pass::Inputs => chain.begin(&self.normal),
                Pass::Forward(_) => chain.finish_forward(activation, slope),
                Pass::Gradients => {
                    chain.turn(&self.normal);
                    chain.finish_backward(activation, slope);
                }
                Pass::Backward(_) => chain.finish_backward(activation, slope),
            }
        }
    }
}

fn within(size: usize, range: &RangeInclusive<usize>) -> usize {
    size.clamp(*range.start(), *range.end())
}
