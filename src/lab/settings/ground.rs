//! The two parameters that the loss surface is drawn over.

use super::Place;
use super::hold::{read_place, write_place};
use super::value::{Value, join};
use crate::nn::network::Network;

/// Two parameters, the first one across and the second one up.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ground {
    /// The first two weights of the first unit; of one input its weight and its bias.
    First,
    /// These two, which differ.
    Two([Place; 2]),
}

impl Ground {
    /// The two parameters of this network: the first unit's where it does not have those that are asked for.
    pub fn places(self, network: &Network<f32>) -> [Place; 2] {
        match self {
            Self::Two(places) if has(network, places) => places,
            _ if network.shape().inputs > 1 => [[0, 0, 1], [0, 0, 2]],
            _ => [[0, 0, 1], [0, 0, 0]],
        }
    }

    /// Whether the network has them.
    pub fn is_of(self, network: &Network<f32>) -> bool {
        match self {
            Self::First => true,
            Self::Two(places) => has(network, places),
        }
    }
}

fn has(network: &Network<f32>, places: [Place; 2]) -> bool {
    places.iter().all(|&place| network.parameter(place).is_some())
}

impl Value for Ground {
    fn read(text: &str) -> Option<Self> {
        if text == "first" {
            return Some(Self::First);
        }
        let (across, up) = text.split_once(',')?;
        let places = [read_place(across)?, read_place(up)?];
        (places[0] != places[1]).then_some(Self::Two(places))
    }

    fn write(&self) -> String {
        match self {
            Self::First => "first".to_string(),
            Self::Two(places) => join(places, |&place| write_place(place)),
        }
    }

    fn allowed() -> String {
        "first layer.unit.input,layer.unit.input".to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::nn::activation::Activation;
    use crate::nn::initialization::Initialization;
    use crate::nn::objective::Objective;
    use crate::nn::shape::Shape;

    #[test]
    fn what_is_written_is_read_and_two_parameters_are_two() {
        for good in ["first", "1.1.1,1.1.0", "9.16.16,1.1.1"] {
            assert_eq!(Ground::read(good).map(|ground| ground.write()).as_deref(), Some(good));
        }
        for bad in
            ["", "none", "1.1.1", "1.1.1,1.1.1", "1.1,1.2", "1.1.1,1.1.2,1.1.0", "0.1.1,1.1.1", "first,first"]
        {
            assert_eq!(Ground::read(bad), None, "{bad}");
        }
    }

    #[test]
    fn every_network_has_the_first_pair_and_keeps_no_pair_that_it_has_not() {
        let asked = Ground::Two([[1, 0, 3], [0, 2, 0]]);
        for (inputs, hidden) in [(1, vec![]), (1, vec![1]), (2, vec![]), (2, vec![1, 1]), (2, vec![3])] {
            let has_three = hidden == [3];
            let hidden = hidden.into_iter().map(|units| (units, Activation::Tanh)).collect();
            let objective = Objective::SquaredError(Activation::Linear);
            let shape = Shape { inputs, hidden, outputs: 1, objective, slope: 0.0 };
            let network = Network::new(shape, Initialization::Zeros, 1);
            assert!(has(&network, Ground::First.places(&network)) && has(&network, asked.places(&network)));
            assert_eq!(asked.is_of(&network), has_three);
            assert_eq!(asked.places(&network) == [[1, 0, 3], [0, 2, 0]], has_three);
        }
    }
}
