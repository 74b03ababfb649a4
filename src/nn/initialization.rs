//! Weight initialisation: one set of standard-normal draws, scaled by each scheme in its own way.

use super::draws::Draws;

/// How a layer's weights are drawn at the start. Biases always start at zero.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Initialization {
    /// Every weight 0: units of a layer stay equal for ever.
    Zeros,
    /// N(0, 1), whatever the number of inputs.
    Normal,
    /// N(0, 1/n_in): keeps the variance of a sum of n_in terms (LeCun et al., 1998).
    FanIn,
    /// N(0, 2/(n_in + n_out)): a compromise between the forward and the backward pass (Glorot and Bengio, 2010).
    Glorot,
    /// N(0, 2/n_in): makes up for the half that a ReLU cuts off (He et al., 2015).
    He,
}

impl Initialization {
    /// Every scheme, in the lecture's order.
    pub const ALL: [Self; 5] = [Self::Zeros, Self::Normal, Self::FanIn, Self::Glorot, Self::He];

    /// The standard deviation of a weight in a layer of `fan_in` inputs and `fan_out` units.
    ///
    /// For Glorot this is √(2/(n_in + n_out)), as the variance demands; the lecture's slide has 2/√(n_in + n_out).
    pub fn standard_deviation(self, fan_in: usize, fan_out: usize) -> f64 {
        let (fan_in, fan_out) = (fan_in as f64, fan_out as f64);
        match self {
            Self::Zeros => 0.0,
            Self::Normal => 1.0,
            Self::FanIn => (1.0 / fan_in).sqrt(),
            Self::Glorot => (2.0 / (fan_in + fan_out)).sqrt(),
            Self::He => (2.0 / fan_in).sqrt(),
        }
    }
}

/// The place of a layer among the draws of a seed.
///
/// Each unit has a stream of its own, so that a unit or a layer added later, or another scheme, leaves every other
/// weight's draw as it was. The output layer keeps its place whatever the number of hidden layers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// The hidden layer of this index, from 0.
    Hidden(usize),
    /// The output layer.
    Output,
}

impl Place {
    /// The stream that the weights of `unit` in this layer come from, in the order of the inputs.
    pub fn draws(self, seed: u32, unit: usize) -> Draws {
        let layer = match self {
            Self::Hidden(index) => index as u64,
            Self::Output => 0xffff,
        };
        Draws::new(seed, layer << 16 | unit as u64)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn glorot_has_the_variance_of_the_paper() {
        let variance = Initialization::Glorot.standard_deviation(3, 5).powi(2);
        assert!((variance - 2.0 / 8.0).abs() < 1e-15);
    }

    #[test]
    fn each_unit_draws_from_its_own_stream() {
        let first = |place: Place, unit| place.draws(1, unit).normal().to_bits();
        assert_ne!(first(Place::Hidden(0), 0), first(Place::Hidden(0), 1));
        assert_ne!(first(Place::Hidden(0), 0), first(Place::Hidden(1), 0));
        assert_ne!(first(Place::Hidden(0), 0), first(Place::Output, 0));
    }
}
