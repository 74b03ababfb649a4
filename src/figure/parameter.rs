//! The lecture's letters for weights and biases: v into hidden units, w into the output.

use core::fmt;

use super::ticks::{Above, Below};
use crate::lab::settings::Place;
use crate::nn::network::Network;

/// The name of a parameter of a network, as the page writes it: v₁₂, w₀; of one input b₁ and v₁, as on the slide.
#[derive(Clone, Copy, Debug)]
pub(super) struct Name<'a>(pub(super) &'a Network<f32>, pub(super) Place);

impl fmt::Display for Name<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self(network, [layer, unit, input]) = *self;
        let hidden = network.layers().len().saturating_sub(1);
        let shape = network.shape();
        let pair = |f: &mut fmt::Formatter<'_>, letter, unit: usize| {
            let gap = if unit < 10 && input < 10 { "" } else { " " };
            write!(f, "{letter}{}{gap}{}", Below(unit), Below(input))
        };
        if layer == hidden {
            // Outputs are counted as their classes are, from 0.
            return if shape.outputs > 1 { pair(f, 'w', unit) } else { write!(f, "w{}", Below(input)) };
        }
        if layer == 0 && shape.inputs == 1 {
            return write!(f, "{}{}", if input == 0 { 'b' } else { 'v' }, Below(unit + 1));
        }
        pair(f, 'v', unit + 1)?;
        write!(f, "{}", Above(if hidden > 1 { layer + 1 } else { 0 }))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::nn::activation::Activation;
    use crate::nn::initialization::Initialization;
    use crate::nn::objective::Objective;
    use crate::nn::shape::Shape;

    fn network(inputs: usize, hidden: &[usize], outputs: usize) -> Network<f32> {
        let hidden = hidden.iter().map(|&units| (units, Activation::Tanh)).collect();
        let objective = Objective::SquaredError(Activation::Linear);
        Network::new(Shape { inputs, hidden, outputs, objective, slope: 0.0 }, Initialization::Zeros, 1)
    }

    #[test]
    fn parameters_have_the_lectures_names() {
        let name = |network: &Network<f32>, place| Name(network, place).to_string();
        let flat = network(2, &[], 1);
        assert_eq!([name(&flat, [0, 0, 0]), name(&flat, [0, 0, 2])], ["w₀", "w₂"]);
        let one = network(2, &[12], 1);
        assert_eq!([name(&one, [0, 0, 2]), name(&one, [0, 11, 1])], ["v₁₂", "v₁₂ ₁"]);
        let deep = network(2, &[3, 3], 3);
        assert_eq!([name(&deep, [1, 2, 0]), name(&deep, [2, 2, 3])], ["v₃₀⁽²⁾", "w₂₃"]);
        let sum = network(1, &[2], 1);
        assert_eq!([name(&sum, [0, 1, 0]), name(&sum, [0, 1, 1]), name(&sum, [1, 0, 2])], ["b₂", "v₂", "w₂"]);
    }
}
