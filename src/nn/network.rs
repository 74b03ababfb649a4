//! A multilayer perceptron: its layers and parameters, and the forward pass.

use super::initialization::{Initialization, Place};
use super::objective::Objective;
use super::pass::Pass;
use super::product::affine;
use super::scalar::{Lanes, Scalar};
use super::shape::{Layer, Shape};

/// A fully connected network z_l = g_l(W_l z_{l−1} + b_l), with z₀ the input.
///
/// All parameters lie in one vector, layer after layer: weights row by row (`units × inputs`), then biases.
#[derive(Clone, Debug, PartialEq)]
pub struct Network<T> {
    shape: Shape,
    layers: Vec<Layer>,
    pub(super) parameters: Vec<T>,
}

impl<T: Scalar> Network<T> {
    /// A network with weights drawn from `seed` by the given scheme, and biases zero.
    pub fn new(shape: Shape, initialization: Initialization, seed: u32) -> Self {
        let layers = shape.layers();
        let mut parameters = Vec::new();
        for (index, layer) in layers.iter().enumerate() {
            let place = if index + 1 == layers.len() { Place::Output } else { Place::Hidden(index) };
            let scale = initialization.standard_deviation(layer.inputs, layer.units);
            for unit in 0..layer.units {
                let mut draws = place.draws(seed, unit);
                // Adding zero turns the −0 of a zero scale into 0: equal weights are equal to the bit.
                parameters.extend((0..layer.inputs).map(|_| T::from_f64(scale * draws.normal() + 0.0)));
            }
            parameters.extend((0..layer.units).map(|_| T::default()));
        }
        Self { shape, layers, parameters }
    }

    /// What the network is made of.
    pub fn shape(&self) -> &Shape {
        &self.shape
    }

    /// The layers from the first hidden one to the output layer.
    pub fn layers(&self) -> &[Layer] {
        &self.layers
    }

    /// Weights and biases, layer after layer.
    pub fn parameters(&self) -> &[T] {
        &self.parameters
    }

    /// Replaces all weights and biases.
    ///
    /// # Errors
    /// Gives the number of parameters that the network has, where `parameters` has another; nothing is changed then.
    pub fn set_parameters(&mut self, parameters: &[T]) -> Result<(), usize> {
        if parameters.len() != self.parameters.len() {
            return Err(self.parameters.len());
        }
        self.parameters.copy_from_slice(parameters);
        Ok(())
    }

    /// Where the weight to `unit` of `layer` (both from 0) lies among the parameters. `input` counts as in the
    /// lecture's x = (1, x₁, x₂): 0 is the bias, the weight of the constant 1. None where there is no such weight.
    pub fn index(&self, layer: usize, unit: usize, input: usize) -> Option<usize> {
        let layer = self.layers.get(layer)?;
        if unit >= layer.units || input > layer.inputs {
            return None;
        }
        Some(match input {
            0 => layer.biases().start + unit,
            _ => layer.weights().start + unit * layer.inputs + input - 1,
        })
    }

    /// The weight or bias at a place, layer, unit and input as [`Network::index`] counts them; none where there is no such weight.
    pub fn parameter(&self, [layer, unit, input]: [usize; 3]) -> Option<T> {
        self.parameters.get(self.index(layer, unit, input)?).copied()
    }

    /// The numbers of another network, one a parameter and in the order of its parameters, moved to the places of this one's
    /// parameters of the same layer, unit and input; those that the other network has not are as in `fresh`, which has one for
    /// each parameter of this network.
    pub fn adopt(&self, other: &Self, numbers: &[T], fresh: &[T]) -> Vec<T> {
        let mut adopted = fresh.to_vec();
        for (index, layer) in self.layers.iter().enumerate() {
            for unit in 0..layer.units {
                for input in 0..=layer.inputs {
                    let from = other.index(index, unit, input).and_then(|from| numbers.get(from));
                    let to = self.index(index, unit, input).and_then(|to| adopted.get_mut(to));
                    if let (Some(&from), Some(to)) = (from, to) {
                        *to = from;
                    }
                }
            }
        }
        adopted
    }

    /// The layers from one on as a network of their own, whose inputs are the outputs of the layer before. None where there is no
    /// such layer.
    pub(super) fn beginning_at(&self, first: usize) -> Option<Self> {
        let layer = self.layers.get(first)?;
        let shape =
            Shape { inputs: layer.inputs, hidden: self.shape.hidden[first..].to_vec(), ..self.shape.clone() };
        let parameters = self.parameters[layer.weights().start..].to_vec();
        Some(Self { layers: shape.layers(), shape, parameters })
    }

    pub(super) fn slope(&self) -> T::Lanes {
        T::Lanes::splat(T::from_f64(self.shape.slope))
    }

    /// The output function and the loss.
    pub fn objective(&self) -> Objective {
        self.shape.objective
    }

    /// The forward pass over one block of samples whose inputs have been written to `pass`.
    pub fn forward<const B: usize>(&self, pass: &mut Pass<T>) {
        let (outputs, a, tanh) = pass.rows_mut::<B>();
        self.forward_through(outputs, a, tanh);
    }

    /// The same, with rows for the outputs of every unit and for the pre-activations of all but the inputs. Compiled once for each `B`,
    /// not into each of its callers.
    #[inline(never)]
    pub(super) fn forward_through<const B: usize>(
        &self,
        mut outputs: &mut [[T::Lanes; B]],
        mut a: &mut [[T::Lanes; B]],
        tanh: &<T::Lanes as Lanes>::Tanh,
    ) {
        let slope = self.slope();
        let mut parameters = &self.parameters[..];
        for (index, layer) in self.layers.iter().enumerate() {
            // Splitting off is what finds the layer's numbers with the fewest checks.
            let (weights, rest) = parameters.split_at(layer.units * layer.inputs);
            let (biases, rest) = rest.split_at(layer.units);
            parameters = rest;
            let (x, z) = outputs.split_at_mut(layer.inputs);
            outputs = z;
            let (of_layer, rest) = a.split_at_mut(layer.units);
            a = rest;
            affine(weights, biases, x, of_layer);
            let z = &mut outputs[..layer.units];
            if index + 1 == self.layers.len() {
                self.shape.objective.output(of_layer, z, slope, tanh);
            } else {
                layer.activation.apply(of_layer, z, slope, tanh);
            }
        }
    }
}
