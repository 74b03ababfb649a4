//! The shape of a network: how many layers of how many units, with which activations.

use core::ops::Range;

use super::activation::Activation;
use super::objective::Objective;

/// What a network is made of, before any weight is drawn.
#[derive(Clone, Debug, PartialEq)]
pub struct Shape {
    /// The number of inputs.
    pub inputs: usize,
    /// The hidden layers from the input on: number of units and activation of each. None at all is logistic regression.
    pub hidden: Vec<(usize, Activation)>,
    /// The number of outputs: one, or one a class.
    pub outputs: usize,
    /// The output function and the loss.
    pub objective: Objective,
    /// The leaky ReLU's slope for negative pre-activations.
    pub slope: f64,
}

/// One layer of weights: its sizes, and where its numbers lie among the network's parameters.
///
/// A layer's parameters are its weights row by row (`units × inputs`), then its biases (`units`).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Layer {
    /// The number of inputs, the fan-in.
    pub inputs: usize,
    /// The number of units, the fan-out.
    pub units: usize,
    /// The units' activation; the output layer's is part of the objective, and linear here.
    pub activation: Activation,
    /// Where the layer's parameters start.
    offset: usize,
    /// Where the units' outputs start among those of all units, the inputs counted first.
    pub(super) first_unit: usize,
}

impl Layer {
    /// Where the weights lie among the parameters.
    pub fn weights(&self) -> Range<usize> {
        self.offset..self.offset + self.units * self.inputs
    }

    /// Where the biases lie among the parameters.
    pub fn biases(&self) -> Range<usize> {
        let start = self.weights().end;
        start..start + self.units
    }

    /// Where the layer's inputs lie among the outputs of all units.
    pub fn input_units(&self) -> Range<usize> {
        self.first_unit - self.inputs..self.first_unit
    }

    /// Where the layer's own outputs lie among the outputs of all units.
    pub fn output_units(&self) -> Range<usize> {
        self.first_unit..self.first_unit + self.units
    }
}

impl Shape {
    /// The layers from the first hidden one to the output layer.
    pub(super) fn layers(&self) -> Vec<Layer> {
        let output = (self.outputs, Activation::Linear);
        let (mut inputs, mut offset, mut first_unit) = (self.inputs, 0, self.inputs);
        let layer = |&(units, activation): &(usize, Activation)| {
            let layer = Layer { inputs, units, activation, offset, first_unit };
            (inputs, offset, first_unit) = (units, layer.biases().end, first_unit + units);
            layer
        };
        self.hidden.iter().chain([&output]).map(layer).collect()
    }
}

/// Calls `take` for each layer: with its inputs, its deltas, and the places of its weights and of its biases. Gives the places behind
/// those of the last layer.
#[inline]
pub(super) fn by_layer<'a, R, P>(
    layers: &[Layer],
    mut x: &[R],
    mut deltas: &[R],
    mut places: &'a mut [P],
    take: impl Fn(&[R], &[R], &mut [P], &mut [P]),
) -> &'a mut [P] {
    for layer in layers {
        let (delta, rest) = deltas.split_at(layer.units);
        deltas = rest;
        let (weights, rest) = places.split_at_mut(layer.units * layer.inputs);
        let (biases, rest) = rest.split_at_mut(layer.units);
        places = rest;
        let (inputs, rest) = x.split_at(layer.inputs);
        x = rest;
        take(inputs, delta, weights, biases);
    }
    places
}
