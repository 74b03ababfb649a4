//! A second, plain implementation of the network in f64: one sample at a time, one loop a sum, nothing shared with
//! the product but where a weight lies.

use std::ops::Range;

use frontera::nn::activation::Activation;
use frontera::nn::network::Network;
use frontera::nn::objective::Objective;
use frontera::nn::samples::Samples;

fn value(g: Activation, a: f64, slope: f64) -> f64 {
    match g {
        Activation::Sigmoid => 1.0 / (1.0 + (-a).exp()),
        Activation::Tanh => a.tanh(),
        Activation::Relu => a.max(0.0),
        Activation::LeakyRelu => a.max(0.0) + slope * a.min(0.0),
        Activation::Linear => a,
    }
}

/// g′(a), from a itself.
pub fn derivative(g: Activation, a: f64, slope: f64) -> f64 {
    match g {
        Activation::Sigmoid => value(g, a, slope) * (1.0 - value(g, a, slope)),
        Activation::Tanh => 1.0 / a.cosh().powi(2),
        Activation::Relu => f64::from(u8::from(a > 0.0)),
        Activation::LeakyRelu => {
            if a > 0.0 {
                1.0
            } else {
                slope
            }
        }
        Activation::Linear => 1.0,
    }
}

/// Pre-activations of each layer, and outputs of each layer with the input as the first.
fn forward(network: &Network<f64>, x: &[f64]) -> (Vec<Vec<f64>>, Vec<Vec<f64>>) {
    let shape = network.shape();
    let (mut preactivations, mut outputs) = (Vec::new(), vec![x.to_vec()]);
    for (l, layer) in network.layers().iter().enumerate() {
        let z = &outputs[l];
        let a: Vec<f64> = (0..layer.units)
            .map(|unit| {
                let parameter = |input| network.parameters()[network.index(l, unit, input).unwrap()];
                parameter(0) + (0..layer.inputs).map(|k| parameter(k + 1) * z[k]).sum::<f64>()
            })
            .collect();
        let z = if l + 1 < network.layers().len() {
            a.iter().map(|&a| value(layer.activation, a, shape.slope)).collect()
        } else {
            match shape.objective {
                Objective::BinaryCrossEntropy => vec![value(Activation::Sigmoid, a[0], 0.0)],
                Objective::SoftmaxCrossEntropy => {
                    let total: f64 = a.iter().map(|a| a.exp()).sum();
                    a.iter().map(|a| a.exp() / total).collect()
                }
                Objective::SquaredError(g) => a.iter().map(|&a| value(g, a, shape.slope)).collect(),
                Objective::Threshold => {
                    let greatest = a.iter().copied().fold(f64::NEG_INFINITY, f64::max);
                    let winner = a.iter().position(|&a| a >= greatest).unwrap();
                    let wins = |k| if a.len() == 1 { a[k] > 0.0 } else { k == winner };
                    (0..a.len()).map(|k| f64::from(u8::from(wins(k)))).collect()
                }
            }
        };
        preactivations.push(a);
        outputs.push(z);
    }
    (preactivations, outputs)
}

/// One sample's way through the network and back: each layer's pre-activations, outputs and deltas.
pub struct Trace {
    /// a of each layer.
    pub preactivations: Vec<Vec<f64>>,
    /// z of each layer, the input as the first.
    pub outputs: Vec<Vec<f64>>,
    /// ∂E/∂a of each layer.
    pub deltas: Vec<Vec<f64>>,
}

/// The way of the sample of this index, by the textbook.
pub fn trace(network: &Network<f64>, samples: &Samples<f64>, index: usize) -> Trace {
    let sample: Vec<f64> = samples.sample(index).collect();
    let (x, y) = sample.split_at(network.shape().inputs);
    let shape = network.shape();
    let (preactivations, outputs) = forward(network, x);
    let mu = &outputs[outputs.len() - 1];
    let last = network.layers().len() - 1;
    let mut delta: Vec<f64> = (0..y.len())
        .map(|c| match shape.objective {
            Objective::SquaredError(g) => {
                (mu[c] - y[c]) * derivative(g, preactivations[last][c], shape.slope)
            }
            _ => mu[c] - y[c],
        })
        .collect();
    let mut deltas = vec![Vec::new(); last + 1];
    for (l, layer) in network.layers().iter().enumerate().rev() {
        deltas[l].clone_from(&delta);
        if l > 0 {
            let before = network.layers()[l - 1];
            delta = (0..layer.inputs)
                .map(|input| {
                    let weight = |unit| network.parameters()[network.index(l, unit, input + 1).unwrap()];
                    let back: f64 = (0..layer.units).map(|unit| weight(unit) * delta[unit]).sum();
                    back * derivative(before.activation, preactivations[l - 1][input], shape.slope)
                })
                .collect();
        }
    }
    Trace { preactivations, outputs, deltas }
}

/// Loss and gradient of one sample.
fn sample_gradient(network: &Network<f64>, samples: &Samples<f64>, index: usize) -> (f64, Vec<f64>) {
    let Trace { outputs, deltas, preactivations } = trace(network, samples, index);
    let mu = &outputs[outputs.len() - 1];
    let y: Vec<f64> = samples.sample(index).skip(network.shape().inputs).collect();
    let loss = match network.objective() {
        Objective::BinaryCrossEntropy => -y[0] * mu[0].ln() - (1.0 - y[0]) * (1.0 - mu[0]).ln(),
        Objective::SoftmaxCrossEntropy => -(0..y.len()).map(|c| y[c] * mu[c].ln()).sum::<f64>(),
        Objective::SquaredError(_) => (0..y.len()).map(|c| 0.5 * (mu[c] - y[c]).powi(2)).sum(),
        Objective::Threshold => {
            let a = &preactivations[preactivations.len() - 1];
            (0..y.len()).map(|c| (mu[c] - y[c]) * a[c]).sum()
        }
    };
    let mut gradient = vec![0.0; network.parameters().len()];
    for (l, layer) in network.layers().iter().enumerate() {
        for unit in 0..layer.units {
            gradient[network.index(l, unit, 0).unwrap()] = deltas[l][unit];
            for input in 0..layer.inputs {
                gradient[network.index(l, unit, input + 1).unwrap()] = deltas[l][unit] * outputs[l][input];
            }
        }
    }
    (loss, gradient)
}

/// The mean loss and gradient over the samples of the given indices.
pub fn mean_gradient(network: &Network<f64>, samples: &Samples<f64>, batch: Range<usize>) -> (f64, Vec<f64>) {
    let mut sum = (0.0, vec![0.0; network.parameters().len()]);
    let share = 1.0 / batch.len() as f64;
    for k in batch {
        let (loss, gradient) = sample_gradient(network, samples, k);
        sum.0 += loss;
        sum.1.iter_mut().zip(gradient).for_each(|(sum, g)| *sum += g);
    }
    (sum.0 * share, sum.1.into_iter().map(|g| g * share).collect())
}
