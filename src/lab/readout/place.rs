//! What is read out at a place of the plane, and of the unit or weight that is selected.

use super::Lines;
use crate::data::decimal::Shortest;
use crate::data::point::{CLASSES, Part};
use crate::lab::Lab;
use crate::lab::settings::{Selection, Task, Value};
use crate::nn::network::Network;
use crate::nn::scalar::{Lanes, Scalar};
use crate::nn::softmax::shares;

/// How near to the probe a point must lie to be named, as a share of the window's side.
const NEAR: f32 = 0.02;

type Wide = <f32 as Scalar>::Lanes;

impl Lab {
    /// The class probabilities where the plane is read out, and the point there.
    pub(super) fn put_probe(&mut self, lines: &mut Lines) {
        let Some(x) = self.probe else {
            for name in ["probe", "probe-probabilities", "probe-point"] {
                lines.put(name, "");
            }
            return;
        };
        self.run_probe(x);
        let network = self.runs.front().run.network();
        let outputs = self.probe_pass.outputs::<1>();
        let mut own = outputs[outputs.len() - network.shape().outputs..].as_flattened();
        let mut shown = [Wide::default(); CLASSES];
        // What is read out is what the plane shows.
        if let (Some(temperature), Some(shown)) =
            (self.settings.temperature_shown(), shown.get_mut(..own.len()))
        {
            shares(self.probe_pass.logits::<1>().as_flattened(), shown, Wide::splat(temperature));
            own = shown;
        }
        let probabilities = own.iter().map(|p| p.lane(0));
        lines.put_list("probe", x.into_iter().map(Shortest));
        if self.settings.task == Task::Regression {
            lines.put("probe-probabilities", "");
        } else if network.shape().outputs == 1 {
            lines.put_numbers("probe-probabilities", probabilities.flat_map(|p| [1.0 - p, p]));
        } else {
            lines.put_numbers("probe-probabilities", probabilities);
        }
        let near = self.near_probe(x);
        let point = near.and_then(|index| self.points.get(index).map(|point| (index, point)));
        let part = |part| if part == Part::Train { "train" } else { "test" };
        lines.put_some(
            "probe-point",
            point.map(|(k, point)| format!("{k},{},{}", point.class, part(point.part))),
        );
    }

    /// Takes the network in front forward at a place, into `probe_pass`.
    // The forward pass is large, and every caller would get its own.
    #[inline(never)]
    pub(in crate::lab) fn run_probe(&mut self, x: [f32; 2]) {
        let network = self.runs.front().run.network();
        let inputs = network.shape().inputs;
        for (input, x) in self.probe_pass.inputs_mut::<1>().iter_mut().zip(x).take(inputs) {
            *input = [Lanes::splat(x)];
        }
        network.forward::<1>(&mut self.probe_pass);
    }

    /// The point that a probe there is at.
    pub(in crate::lab) fn near_probe(&self, x: [f32; 2]) -> Option<usize> {
        self.nearest(x, NEAR * (self.window.high[0] - self.window.low[0]))
    }

    /// The selected unit or weight: its value and gradient, and what the unit computes where the plane is read out.
    pub(super) fn put_selection(&self, lines: &mut Lines) {
        let network = self.runs.front().run.network();
        lines.put("selected", self.settings.select.write());
        let (layer, unit, input) = match self.settings.select {
            Selection::None => (0, 0, None),
            Selection::Unit { layer, unit } => (layer, unit, Some(0)),
            Selection::Weight { layer, unit, input } => (layer, unit, Some(input)),
        };
        let index = input.and_then(|input| network.index(layer, unit, input));
        let number = |numbers: &[f32]| index.and_then(|index| numbers.get(index).copied());
        lines.put_number("selected-value", number(network.parameters()));
        lines.put_number(
            "selected-gradient",
            self.runs.front().run.gradient().and_then(|gradient| number(gradient.parameters())),
        );
        let hidden = layer + 1 < network.layers().len();
        let activation = index.filter(|_| hidden).and_then(|_| network.layers().get(layer));
        lines.put_some("selected-activation", activation.map(|layer| layer.activation.write()));
        let here = self.probe.and(index).and_then(|_| self.unit_at_probe(network, layer, unit));
        lines.put_number("selected-preactivation", here.map(|(a, _)| a));
        lines.put_number("selected-output", here.map(|(_, z)| z));
    }

    /// Pre-activation and output of a unit where the plane is read out.
    fn unit_at_probe(&self, network: &Network<f32>, layer: usize, unit: usize) -> Option<(f32, f32)> {
        let outputs = self.probe_pass.outputs::<1>();
        let layer = network.layers().get(layer)?;
        let parameters = network.parameters();
        let weights = parameters.get(layer.weights())?.chunks_exact(layer.inputs).nth(unit)?;
        let bias = parameters.get(layer.biases())?.get(unit)?;
        let inputs = outputs.get(layer.input_units())?.iter().map(|[x]| x.lane(0));
        let preactivation = weights.iter().zip(inputs).fold(*bias, |sum, (weight, x)| sum + weight * x);
        let [output] = outputs.get(layer.output_units())?.get(unit)?;
        Some((preactivation, output.lane(0)))
    }
}
