//! The same derivatives, measured: central differences of the loss in f64.

use super::{Stage, Walk};
use crate::nn::activation::Activation;
use crate::nn::initialization::Initialization;
use crate::nn::network::Network;
use crate::nn::objective::Objective;
use crate::nn::pass::Pass;
use crate::nn::scalar::Scalar;

/// A slope that was measured instead of derived.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Measured {
    /// The central difference (E(w + h) − E(w − h))/2h, in f64.
    pub slope: f64,
    /// Whether E has a kink between w − h and w + h, where the slopes of its two sides differ and neither need be the central one.
    pub is_kink: bool,
}

impl<T: Scalar> Walk<T> {
    /// The derivative that a stage is about, measured in f64 as a central difference of the loss of this sample; none where a
    /// stage is about no derivative. A unit's δ is measured at its bias, as ∂E/∂b = ∂E/∂a.
    pub fn measure(&self, stage: Stage) -> Option<Measured> {
        let [layer, unit, input] = match stage {
            Stage::Delta { layer, unit } => [layer, unit, 0],
            _ => stage.weight()?,
        };
        let index = self.network.index(layer, unit, input)?;
        let wide = |numbers: &[T]| -> Vec<f64> { numbers.iter().map(|x| x.to_f64()).collect() };
        let mut network = Network::<f64>::new(self.network.shape().clone(), Initialization::Zeros, 0);
        let (mut parameters, mut pass) = (wide(self.network.parameters()), Pass::new(&network));
        let y: Vec<[f64; 1]> = self.y.iter().map(|y| [y.to_f64()]).collect();
        let middle = *parameters.get(index)?;
        // A pre-activation changes by the step times what the weight is multiplied by: that product is to be small, whatever the factor,
        // and the step large enough for w ± h to be numbers of their own.
        let signal = input.checked_sub(1).and_then(|input| self.inputs(layer).get(input));
        let signal = signal.map_or(1.0, |signal| signal.to_f64().abs().max(1.0));
        let step = (1e-5 / signal).max(1e-11 * middle.abs());
        let mut loss_at = |w: f64| {
            parameters[index] = w;
            network.set_parameters(&parameters).ok()?;
            for (input, x) in pass.inputs_mut::<1>().iter_mut().zip(&self.x) {
                *input = [x.to_f64()];
            }
            network.forward::<1>(&mut pass);
            let outputs = pass.outputs::<1>();
            let mu = &outputs[outputs.len() - y.len().min(outputs.len())..];
            let [loss] = network.objective().loss(pass.logits::<1>(), mu, &y);
            let bent = (0..self.notes.len()).filter(|&layer| self.has_kink(layer));
            let bent = bent.flat_map(|layer| &outputs[self.network.layers()[layer].output_units()]);
            loss.is_finite().then(|| (loss, bent.map(|&[z]| z > 0.0).collect::<Vec<_>>()))
        };
        let [(low, before), (here, at), (high, after)] =
            [loss_at(middle - step)?, loss_at(middle)?, loss_at(middle + step)?];
        let [left, right] = [(here - low) / step, (high - here) / step];
        let slope = (high - low) / (2.0 * step);
        // A smooth E that bends much differs from side to side too, but only where a unit passes 0 there may be a kink.
        let passes = before != at || at != after;
        let differs = (right - left).abs() > 1e-3 * (1e-3 + left.abs().max(right.abs()));
        Some(Measured { slope, is_kink: passes && differs })
    }

    /// Whether the units of a layer have a function with a kink, or a leap, at 0.
    fn has_kink(&self, layer: usize) -> bool {
        let is_rectifier = matches!(self.activation(layer), Some(Activation::Relu | Activation::LeakyRelu));
        is_rectifier || self.is_last(layer) && self.network.objective() == Objective::Threshold
    }
}
