//! The activation functions g of the lecture, each value beside its slope.

use super::scalar::{Lanes, Scalar};

/// An activation function g, applied to a unit's pre-activation a: z = g(a).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Activation {
    /// sigm(a) = 1/(1 + e⁻ᵃ).
    Sigmoid,
    /// tanh(a) = 2 sigm(2a) − 1.
    Tanh,
    /// max(0, a) (Nair and Hinton, 2010).
    Relu,
    /// a where a ≥ 0, else `slope`·a (Maas et al., 2013).
    LeakyRelu,
    /// a itself: layers of linear units are together one linear layer.
    Linear,
}

impl Activation {
    /// Every activation, in the lecture's order.
    pub const ALL: [Self; 5] = [Self::Sigmoid, Self::Tanh, Self::Relu, Self::LeakyRelu, Self::Linear];

    /// Those of the lecture, in its order.
    pub const LECTURE: [Self; 4] = [Self::Sigmoid, Self::Tanh, Self::Relu, Self::LeakyRelu];

    /// z = g(a). `slope` is the leaky ReLU's; the others ignore it.
    #[inline]
    pub fn value<L: Lanes>(self, a: L, slope: L) -> L {
        match self {
            Self::Sigmoid => a.sigmoid(),
            Self::Tanh => a.tanh(),
            Self::Relu => a.max(L::default()),
            Self::LeakyRelu => a.if_positive(a, slope * a),
            Self::Linear => a,
        }
    }

    /// z = g(a) for all of `a` and `z`, both `units × block`; `tanh` is a copy of [`Lanes::TANH`].
    ///
    /// The choice is made once and not for each number, so that each loop is a loop over one formula.
    #[inline(always)]
    #[expect(clippy::inline_always, reason = "as a function of its own it makes a step 1 % slower")]
    pub fn apply<L: Lanes, const B: usize>(self, a: &[[L; B]], z: &mut [[L; B]], slope: L, tanh: &L::Tanh) {
        // In registers from here on, whatever is written to `z`.
        let tanh = *tanh;
        match self {
            Self::Sigmoid => a.iter().zip(z).for_each(|(a, z)| *z = L::sigmoid_row(*a, &tanh)),
            Self::Tanh => a.iter().zip(z).for_each(|(a, z)| *z = L::tanh_row(*a, &tanh)),
            Self::Relu => each(a, z, |a| Self::Relu.value(a, slope)),
            Self::LeakyRelu => each(a, z, |a| Self::LeakyRelu.value(a, slope)),
            Self::Linear => each(a, z, |a| a),
        }
    }

    /// ∂E/∂a = g′(a) ∂E/∂z for all of `delta`, in place, from the outputs `z`.
    #[inline]
    pub fn chain<L: Lanes>(self, delta: &mut [L], z: &[L], slope: L) {
        let times = |g: Self| move |(delta, &z): (&mut L, &L)| *delta = *delta * g.derivative(z, slope);
        let pairs = delta.iter_mut().zip(z);
        match self {
            Self::Sigmoid => pairs.for_each(times(Self::Sigmoid)),
            Self::Tanh => pairs.for_each(times(Self::Tanh)),
            Self::Relu => pairs.for_each(times(Self::Relu)),
            Self::LeakyRelu => pairs.for_each(times(Self::LeakyRelu)),
            Self::Linear => {}
        }
    }

    /// g′(a), from the output z = g(a) alone: each g here is increasing, so z tells enough. At the kink of the two
    /// rectifiers (a = 0) the slope of the left side is given.
    #[inline]
    pub fn derivative<L: Lanes>(self, z: L, slope: L) -> L {
        let zero = L::default();
        let one = L::splat(L::Scalar::from_f64(1.0));
        match self {
            Self::Sigmoid => z * (one - z),
            Self::Tanh => one - z * z,
            Self::Relu => z.if_positive(one, zero),
            Self::LeakyRelu => z.if_positive(one, slope),
            Self::Linear => one,
        }
    }
}

/// z = g(a) register by register.
#[inline]
fn each<L: Lanes, const B: usize>(a: &[[L; B]], z: &mut [[L; B]], g: impl Fn(L) -> L) {
    a.as_flattened().iter().zip(z.as_flattened_mut()).for_each(|(&a, z)| *z = g(a));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn derivatives_match_central_differences() {
        let h = 1e-6;
        for g in Activation::ALL {
            for k in -40..40 {
                let a = 0.15 * f64::from(k) + 0.05;
                let measured = (g.value(a + h, 0.1) - g.value(a - h, 0.1)) / (2.0 * h);
                let stated = g.derivative(g.value(a, 0.1), 0.1);
                assert!((measured - stated).abs() < 1e-9, "{g:?} at {a}: {measured} against {stated}");
            }
        }
    }

    #[test]
    fn a_value_that_is_not_finite_stays_so() {
        let nan = wide::f32x4::splat(f32::NAN);
        for g in Activation::ALL {
            assert!(g.value(nan, wide::f32x4::splat(0.1)).lane(0).is_nan(), "{g:?}");
        }
    }
}
