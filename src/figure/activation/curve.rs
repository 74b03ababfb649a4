//! The curves of the activations and their slopes: where they run, and how each of them looks.

use crate::figure::frame::Frame;
use crate::figure::heights;
use crate::figure::marks::{Marks, Stroke};
use crate::figure::palette::{CLASS, Colour, Palette};
use crate::nn::activation::Activation;
use crate::nn::network::Network;
use crate::nn::objective::Objective;

/// The pre-activations that are shown: −END to END.
pub(super) const END: f32 = 6.0;
/// Places on a curve, to each side of 0.
const HALF: i32 = 150;

/// Which curves are drawn.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Curves {
    /// One activation, with the pre-activations at which it is saturated shaded.
    One(Activation),
    /// The four of the lecture together.
    All,
    /// Between the sigmoid and tanh: at 0 the one, at 1 the other, and both of them faint.
    Morph(f32),
    /// The sigmoid of an output under cross-entropy. Nothing is shaded: its slope cancels in ∂E/∂a = μ − y, so that it is never
    /// [saturated](crate::nn::census::LayerCensus::activation).
    Probability,
    /// A perceptron's threshold.
    Threshold,
    /// None: of several outputs, none is a function of its own pre-activation alone.
    None,
}

impl Curves {
    /// What the units of a network's layer compute, from 0; of a layer past the hidden ones, the output.
    pub fn of_layer(network: &Network<f32>, layer: usize) -> Self {
        let shape = network.shape();
        match (shape.hidden.get(layer), shape.objective, shape.outputs) {
            (Some(&(_, g)), _, _) | (None, Objective::SquaredError(g), _) => Self::One(g),
            (None, Objective::BinaryCrossEntropy, _) => Self::Probability,
            (None, Objective::Threshold, 1) => Self::Threshold,
            (None, Objective::Threshold | Objective::SoftmaxCrossEntropy, _) => Self::None,
        }
    }
}

/// The value and the slope at a of the family that leads from the sigmoid (t = 0) to tanh (t = 1):
/// (1 + t)·σ((1 + t)·a) − t and (1 + t)²·σ′((1 + t)·a).
///
/// At t = 1 this is 2σ(2a) − 1 = tanh a. On the way the argument and the range are stretched by the same factor, and the range is
/// moved so that its upper end stays 1.
pub fn morph(t: f64, a: f64) -> [f64; 2] {
    let stretch = 1.0 + t;
    let z = Activation::Sigmoid.value(stretch * a, 0.0);
    [stretch * z - t, stretch * stretch * Activation::Sigmoid.derivative(z, 0.0)]
}

/// The symbol of an activation, the same in every language.
pub fn symbol(activation: Activation) -> &'static str {
    match activation {
        Activation::Sigmoid => "sigm",
        Activation::Tanh => "tanh",
        Activation::Relu => "ReLU",
        Activation::LeakyRelu => "LReLU",
        Activation::Linear => "a",
    }
}

/// The colour of an activation's curves, wherever several are compared.
pub fn colour(activation: Activation, palette: &Palette) -> Colour {
    // A line is thinner than a point and needs more of the ink to be seen as well.
    CLASS[activation as usize % CLASS.len()].mix(palette.ink, 0.16)
}

/// The dashes of an activation's curves, wherever several are compared: colour alone tells nothing apart.
pub fn dash(activation: Activation) -> Option<[f32; 2]> {
    match activation {
        Activation::Sigmoid => Some([2.5, 2.5]),
        Activation::Tanh => Some([11.0, 4.0]),
        Activation::Relu => None,
        Activation::LeakyRelu => Some([6.0, 5.0]),
        Activation::Linear => Some([16.0, 3.0]),
    }
}

/// A curve over all that is shown: a stretch for each interval on which it is continuous.
///
/// `f` is asked for places on the left of 0, 0 included, and on the right; where it `jumps` at 0, the two sides are not joined.
pub(super) fn draw(
    frame: Frame,
    stroke: Stroke,
    jumps: bool,
    f: impl Fn(f64) -> f64 + Copy,
    marks: &mut Marks,
) {
    let place = |k: i32| {
        let a = f64::from(END) * f64::from(k) / f64::from(HALF);
        [a as f32, f(a) as f32]
    };
    if jumps {
        heights::line(frame, stroke, (-HALF..=0).map(place), marks);
        // Just right of 0, so that the line begins at 0 with the height of that side.
        let after = [0.0, f(1e-9) as f32];
        heights::line(frame, stroke, core::iter::once(after).chain((1..=HALF).map(place)), marks);
    } else {
        heights::line(frame, stroke, (-HALF..=HALF).map(place), marks);
    }
}
