//! Where an activation passes on next to nothing of a gradient.
//!
//! A layer's delta is ∂E/∂z · g′(a): where g′ is close to 0, the units before learn nothing from this sample.

use super::activation::Activation;
use super::scalar::Scalar;

/// A unit is saturated at a where |g′(a)| is below this share of g's greatest slope.
///
/// For the bounded two this is the flat of the curve: |a| > 4.36 for the sigmoid, |a| > 2.18 for tanh. By the same
/// measure a rectifier is saturated on its left side: the ReLU wherever it puts out 0, the leaky ReLU where its slope
/// is below 5 %. Neither ever is on the right.
pub const SHARE: f64 = 0.05;

/// The greatest |g′|: ¼ for the sigmoid, otherwise 1, or the leaky ReLU's slope where that is greater.
pub fn greatest_slope(activation: Activation, slope: f64) -> f64 {
    match activation {
        Activation::Sigmoid => 0.25,
        Activation::LeakyRelu => slope.abs().max(1.0),
        Activation::Tanh | Activation::Relu | Activation::Linear => 1.0,
    }
}

/// A unit of slope g′(a) below this is saturated there.
pub fn threshold<T: Scalar>(activation: Activation, slope: f64) -> T {
    T::from_f64(SHARE * greatest_slope(activation, slope))
}

/// The pre-activations at which a unit is not saturated: the interval between two ends, either of which may be
/// infinite.
///
/// sigm′(a) = z(1 − z) and tanh′(a) = 1 − z² are at the threshold where z = ½ ± ½√(1 − [`SHARE`]) and z = ±√(1 − [`SHARE`]).
/// As tanh(a) = 2 sigm(2a) − 1, the one end is twice the other.
pub fn unsaturated(activation: Activation, slope: f64) -> [f64; 2] {
    let tanh = libm::atanh(libm::sqrt(1.0 - SHARE));
    let passes = |side: f64| side.abs() >= SHARE * greatest_slope(activation, slope);
    let left_side = match activation {
        Activation::Sigmoid => return [-2.0 * tanh, 2.0 * tanh],
        Activation::Tanh => return [-tanh, tanh],
        Activation::Relu => 0.0,
        Activation::LeakyRelu => slope,
        Activation::Linear => 1.0,
    };
    let right_side = 1.0;
    [
        if passes(left_side) { f64::NEG_INFINITY } else { 0.0 },
        if passes(right_side) { f64::INFINITY } else { 0.0 },
    ]
}

/// Whether a unit can fall silent for good: at every negative pre-activation both its output and its slope are 0.
pub fn can_die(activation: Activation, slope: f64) -> bool {
    activation == Activation::Relu || activation == Activation::LeakyRelu && slope == 0.0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_ends_are_where_the_slope_passes_the_threshold() {
        for g in Activation::ALL {
            for slope in [0.0, 0.01, 0.3, 1.0, 30.0] {
                let [low, high] = unsaturated(g, slope);
                for k in -2000..=2000 {
                    let a = 0.005 * f64::from(k) + 0.0025;
                    let saturated = g.derivative(g.value(a, slope), slope).abs() < threshold(g, slope);
                    assert_eq!(saturated, a < low || a > high, "{g:?} of slope {slope} at {a}");
                }
            }
        }
    }

    #[test]
    fn no_slope_exceeds_the_greatest() {
        for g in Activation::ALL {
            let slopes = (-800..=800).map(|k| g.derivative(g.value(0.01 * f64::from(k), 0.2), 0.2));
            let greatest = slopes.fold(0.0, f64::max);
            assert!((greatest - greatest_slope(g, 0.2)).abs() < 1e-9, "{g:?}: {greatest}");
        }
    }
}
