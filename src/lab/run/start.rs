//! The network that the settings describe, at its start.

use crate::lab::settings::{Settings, Task};
use crate::nn::activation::Activation;
use crate::nn::network::Network;
use crate::nn::objective::Objective;
use crate::nn::shape::Shape;

/// The network of the settings at its start.
pub fn start(settings: &Settings) -> Network<f32> {
    Network::new(shape(settings), settings.init, settings.seed)
}

/// The network that the settings describe.
fn shape(settings: &Settings) -> Shape {
    let hidden = settings.hidden_layers().iter().enumerate();
    let (inputs, outputs, objective) = match (settings.task, settings.classes) {
        (Task::Regression, _) => (1, 1, Objective::SquaredError(Activation::Linear)),
        (Task::Classification, 0..=2) => (2, 1, Objective::BinaryCrossEntropy),
        (Task::Classification, classes) => (2, classes, Objective::SoftmaxCrossEntropy),
    };
    let objective = if settings.is_perceptron() { Objective::Threshold } else { objective };
    Shape {
        inputs,
        hidden: hidden.map(|(layer, &units)| (units, settings.activation_of(layer))).collect(),
        outputs,
        objective,
        slope: settings.slope.into(),
    }
}
