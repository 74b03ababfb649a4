//! Units that compute the same and learn the same: what an initialisation with zeros leaves of a layer.

use core::ops::Range;

use super::network::Network;
use super::optimizer::Moments;

/// Units of one hidden layer that are equal to the bit, and so is what the optimizer remembers of them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Twins {
    /// The hidden layer, from 0.
    pub layer: usize,
    /// The units, from 0; two at least.
    pub units: Vec<usize>,
}

/// The groups of hidden units with equal incoming weights, bias and outgoing weights, and equal moments of all of these, to the
/// bit and without any tolerance. The moments are as many as the network's parameters.
///
/// Such units have equal outputs, equal deltas and so equal gradients, whatever the data: descent keeps them equal for
/// ever, as long as it moves all of their weights. Output units are not among them: their targets tell them apart.
pub fn identical(network: &Network<f32>, moments: &Moments<f32>) -> Vec<Twins> {
    let layers = network.layers();
    let mut groups = Vec::new();
    for (index, pair) in layers.windows(2).enumerate() {
        let [layer, next] = pair else { continue };
        let are_equal_in = |numbers: &[f32], one: usize, other: usize| {
            let bits = |range: Range<usize>| numbers[range].iter().map(|w| w.to_bits());
            let incoming = |unit: usize| {
                let first = layer.weights().start + unit * layer.inputs;
                let bias = layer.biases().start + unit;
                bits(first..first + layer.inputs).chain(bits(bias..bias + 1))
            };
            let outgoing = |unit: usize| bits(next.weights()).skip(unit).step_by(next.inputs);
            incoming(one).eq(incoming(other)) && outgoing(one).eq(outgoing(other))
        };
        let are_equal = |one: usize, other: usize| {
            let all = [network.parameters(), &moments.first, &moments.second];
            all.into_iter().all(|numbers| are_equal_in(numbers, one, other))
        };
        let mut layer_groups: Vec<Vec<usize>> = Vec::new();
        for unit in 0..layer.units {
            match layer_groups.iter_mut().find(|group| are_equal(group[0], unit)) {
                Some(group) => group.push(unit),
                None => layer_groups.push(vec![unit]),
            }
        }
        let several = layer_groups.into_iter().filter(|group| group.len() > 1);
        groups.extend(several.map(|units| Twins { layer: index, units }));
    }
    groups
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::nn::activation::Activation;
    use crate::nn::initialization::Initialization;
    use crate::nn::objective::Objective;
    use crate::nn::optimizer::{Descent, Optimizer};
    use crate::nn::samples::Samples;
    use crate::nn::shape::Shape;
    use crate::nn::trainer::Trainer;

    fn network(activation: Activation, initialization: Initialization) -> Network<f32> {
        let hidden = vec![(4, activation), (3, activation)];
        let objective = Objective::BinaryCrossEntropy;
        Network::new(Shape { inputs: 2, hidden, outputs: 1, objective, slope: 0.01 }, initialization, 3)
    }

    /// The twins of a network of which the optimizer remembers nothing.
    fn of_start(network: &Network<f32>) -> Vec<Twins> {
        identical(network, &Moments::new(network.parameters().len()))
    }

    fn all() -> Vec<Twins> {
        vec![Twins { layer: 0, units: vec![0, 1, 2, 3] }, Twins { layer: 1, units: vec![0, 1, 2] }]
    }

    #[test]
    fn zeros_make_all_units_of_a_layer_twins_and_draws_none() {
        for activation in Activation::ALL {
            for initialization in Initialization::ALL {
                let twins = of_start(&network(activation, initialization));
                let expected = if initialization == Initialization::Zeros { all() } else { Vec::new() };
                assert_eq!(twins, expected, "{activation:?}, {initialization:?}");
            }
        }
    }

    #[test]
    fn training_never_tells_twins_apart() {
        let mut samples = Samples::new(2, 1);
        for k in 0..37_u8 {
            let x = f32::from(k) / 9.0 - 2.0;
            samples.push(&[x, x * x - 1.0], &[f32::from(k % 2)]);
        }
        for optimizer in Optimizer::ALL {
            let start = network(Activation::Sigmoid, Initialization::Zeros);
            let mut trainer = Trainer::new(start.clone());
            let descent = Descent { optimizer, rate: 0.1, momentum: 0.9, l1: 0.0, l2: 0.001 };
            for _ in 0..50 {
                assert!(trainer.step(&samples, 0..37, &descent).is_ok());
            }
            assert_ne!(trainer.network().parameters(), start.parameters());
            assert_eq!(identical(trainer.network(), trainer.moments()), all(), "{optimizer:?}");
        }
    }

    #[test]
    fn one_bit_in_a_weight_a_bias_or_a_weight_onward_makes_the_difference() {
        let start = network(Activation::Tanh, Initialization::Zeros);
        for (layer, unit, input) in [(0, 2, 1), (0, 2, 0), (1, 1, 3)] {
            let mut network = start.clone();
            let mut parameters = start.parameters().to_vec();
            let index = start.index(layer, unit, input).unwrap();
            parameters[index] = f32::from_bits(1);
            assert_eq!(network.set_parameters(&parameters), Ok(()));
            // Unit 2 of the first layer differs; the last change also sets a unit of the second layer apart.
            let second = if layer == 0 { vec![0, 1, 2] } else { vec![0, 2] };
            let expected = [Twins { layer: 0, units: vec![0, 1, 3] }, Twins { layer: 1, units: second }];
            assert_eq!(of_start(&network), expected, "{layer} {unit} {input}");
        }
    }
}
