//! An output as a sum: a = w₀ + Σ_h w_h o_h, o_h being what comes into the output layer.

use super::network::Network;
use super::pass::Pass;
use super::scalar::{Lanes, Scalar};
use super::shape::Layer;

impl<T: Scalar> Network<T> {
    /// The first output's bias w₀ and weights w₁, w₂, …
    pub fn output_weights(&self) -> (T, &[T]) {
        let Some(output) = self.layers().last() else { return (T::default(), &[]) };
        let weights = self.parameters().get(output.weights()).and_then(|all| all.get(..output.inputs));
        let bias = self.parameters().get(output.biases()).and_then(|all| all.first());
        (bias.copied().unwrap_or_default(), weights.unwrap_or(&[]))
    }

    /// The terms w_h o_h of the first output's pre-activation after a forward pass of this network, in the order of the units
    /// of the last hidden layer, or of the inputs where there is none.
    pub fn terms<'a, const B: usize>(
        &'a self,
        pass: &'a Pass<T>,
    ) -> impl Iterator<Item = [T::Lanes; B]> + 'a {
        let range = self.layers().last().map_or(0..0, Layer::input_units);
        let units = pass.outputs::<B>().get(range).unwrap_or(&[]);
        self.output_weights().1.iter().zip(units).map(|(&w, o)| o.map(|o| T::Lanes::splat(w) * o))
    }
}
