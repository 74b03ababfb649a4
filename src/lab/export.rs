//! The network in a form that other programs read.

use core::fmt::Write;

use super::Lab;
use super::settings::Value;
use crate::data::decimal::Shortest;
use crate::nn::objective::Objective;

impl Lab {
    /// The network that is shown, as JSON (RFC 8259):
    ///
    /// `{"step": 300, "slope": 0.01, "layers": [{"activation": "tanh", "weights": [[w, …], …], "biases": [b, …]}, …]}`
    ///
    /// Each layer computes z = g(W x + b), with `weights: units × inputs` in rows. `activation` is a word of the setting of that
    /// name; the output layer's may also be `softmax`, or the perceptron's `threshold`. Numbers are read back as the same `f32`.
    pub fn network_json(&self) -> String {
        let network = self.network();
        let mut text = String::new();
        // Writing to a string cannot fail.
        let _ = write!(
            text,
            "{{\"step\": {}, \"slope\": {}, \"layers\": [",
            self.runs.front().run.step_number(),
            Shortest(network.shape().slope as f32)
        );
        for (index, layer) in network.layers().iter().enumerate() {
            text.push_str(if index == 0 { "\n" } else { ",\n" });
            let activation = if index + 1 < network.layers().len() {
                layer.activation.write()
            } else {
                output_function(network.objective())
            };
            let _ = write!(text, "{{\"activation\": \"{activation}\", \"weights\": [");
            for (unit, weights) in
                network.parameters()[layer.weights()].chunks(layer.inputs.max(1)).enumerate()
            {
                text.push_str(if unit == 0 { "[" } else { ", [" });
                numbers(&mut text, weights);
                text.push(']');
            }
            text.push_str("], \"biases\": [");
            numbers(&mut text, &network.parameters()[layer.biases()]);
            text.push_str("]}");
        }
        text.push_str("\n]}\n");
        text
    }
}

/// What the output layer computes from its pre-activations.
fn output_function(objective: Objective) -> String {
    match objective {
        Objective::BinaryCrossEntropy => "sigmoid".to_string(),
        Objective::SoftmaxCrossEntropy => "softmax".to_string(),
        Objective::SquaredError(activation) => activation.write(),
        Objective::Threshold => "threshold".to_string(),
    }
}

fn numbers(text: &mut String, numbers: &[f32]) {
    for (index, &number) in numbers.iter().enumerate() {
        text.push_str(if index == 0 { "" } else { ", " });
        let _ = write!(text, "{}", Shortest(number));
    }
}
