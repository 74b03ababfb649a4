//! One scheme's network: signals forward, gradients backward, weights piece by piece and never kept.

use core::ops::Range;

use super::signals::{BLOCKS, Register, Signals};
use super::{Curve, Quantity, SpreadRequest};
use crate::nn::activation::Activation;
use crate::nn::pass::BLOCK;
use crate::nn::product::{affine, back};

/// A network of equally wide layers without biases, and what has been measured of it.
#[derive(Clone, Debug)]
pub(super) struct Chain {
    /// A weight is this times a standard-normal draw.
    scale: f64,
    layers: usize,
    /// The weights of the piece at hand, `rows × units`, and as many biases, all 0.
    weights: Vec<f32>,
    biases: Vec<f32>,
    /// The inputs, and the outputs of each layer from the first on; gone again once the gradient has passed.
    outputs: Vec<Signals>,
    /// In the making: a layer's pre-activations going forward, its ∂E/∂z going backward.
    sums: Signals,
    /// ∂E/∂a of the layer that the gradient goes back through.
    delta: Signals,
    /// One piece's part of `sums`, `units × block`.
    part: Vec<[Register; BLOCK]>,
    pre_activation_deviations: Vec<Option<f64>>,
    output_deviations: Vec<Option<f64>>,
    /// Filled from the end; the others stand for nothing yet.
    gradient_deviations: Vec<Option<f64>>,
    gradients_done: usize,
}

impl Chain {
    pub(super) fn new(request: &SpreadRequest, scale: f64) -> Self {
        let (layers, units) = (request.layers, request.units);
        Self {
            scale,
            layers,
            weights: Vec::new(),
            biases: vec![0.0; units],
            outputs: Vec::with_capacity(layers + 1),
            sums: Signals::new(units),
            delta: Signals::new(units),
            part: vec![[Register::default(); BLOCK]; units],
            pre_activation_deviations: Vec::with_capacity(layers),
            output_deviations: Vec::with_capacity(layers),
            gradient_deviations: vec![None; layers],
            gradients_done: 0,
        }
    }

    pub(super) fn scale(&self) -> f64 {
        self.scale
    }

    pub(super) fn deviations(&self, quantity: Quantity) -> Curve<'_> {
        match quantity {
            Quantity::PreActivation => Curve { first: 1, values: &self.pre_activation_deviations },
            Quantity::Output => Curve { first: 1, values: &self.output_deviations },
            Quantity::Gradient => {
                let before = self.layers - self.gradients_done;
                Curve { first: before + 1, values: &self.gradient_deviations[before..] }
            }
        }
    }

    /// Sets the inputs.
    pub(super) fn begin(&mut self, inputs: &Signals) {
        self.outputs.push(inputs.clone());
    }

    /// a = W x for some units of the next layer, with their draws `rows × units`.
    pub(super) fn forward(&mut self, draws: &[f64], rows: Range<usize>) {
        self.scale_weights(draws);
        let Some(x) = self.outputs.last() else { return };
        self.sums.exponent = x.exponent;
        for block in 0..BLOCKS {
            let a = &mut self.sums.block_mut(block)[rows.clone()];
            affine(&self.weights, &self.biases[rows.clone()], x.block(block), a);
        }
    }

    /// z = g(a), with the pre-activations of all units done.
    pub(super) fn finish_forward(&mut self, activation: Activation, slope: Register) {
        self.pre_activation_deviations.push(self.sums.deviation());
        let mut z = self.sums.clone();
        z.apply(|a| activation.value(a, slope));
        self.output_deviations.push(z.deviation());
        z.take_out_growth();
        self.outputs.push(z);
    }

    /// Sets the gradients ∂E/∂z at the last layer's outputs.
    pub(super) fn turn(&mut self, gradients: &Signals) {
        self.sums.clone_from(gradients);
    }

    /// ∂E/∂z of the layer before, Wᵀ ∂E/∂a, as far as it comes from some units, with their draws `rows × units`.
    pub(super) fn backward(&mut self, draws: &[f64], rows: Range<usize>) {
        self.scale_weights(draws);
        if rows.start == 0 {
            self.sums.apply(|_| Register::default());
            self.sums.exponent = self.delta.exponent;
        }
        for block in 0..BLOCKS {
            back(&self.weights, &self.delta.block(block)[rows.clone()], &mut self.part);
            for (sum, part) in self.sums.block_mut(block).iter_mut().zip(&self.part) {
                for b in 0..BLOCK {
                    sum[b] += part[b];
                }
            }
        }
    }

    /// ∂E/∂a = ∂E/∂z · g′(a), with ∂E/∂z of all units done.
    pub(super) fn finish_backward(&mut self, activation: Activation, slope: Register) {
        let Some(z) = self.outputs.pop() else { return };
        core::mem::swap(&mut self.delta, &mut self.sums);
        self.delta.apply_with(&z, |gradient, z| gradient * activation.derivative(z, slope));
        // Signals that are no numbers have slopes all the same; what they make of a gradient means nothing.
        let known = !self.output_deviations.contains(&None);
        let deviation = self.delta.deviation().filter(|_| known);
        self.gradients_done += 1;
        if let Some(slot) = self.gradient_deviations.get_mut(self.layers - self.gradients_done) {
            *slot = deviation;
        }
        self.delta.take_out_scale();
    }

    fn scale_weights(&mut self, draws: &[f64]) {
        self.weights.clear();
        // As a network's own weights are made.
        self.weights.extend(draws.iter().map(|draw| (self.scale * draw + 0.0) as f32));
    }
}
