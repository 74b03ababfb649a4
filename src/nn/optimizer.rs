//! From a gradient to an update: gradient descent, momentum and Adam, with L1 and L2 penalties on the weights.

use core::ops::Range;

use super::scalar::Scalar;
use super::shape::Layer;

/// The rule that turns gradients into updates.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Optimizer {
    /// θ ← θ − η g.
    GradientDescent,
    /// v ← μ v + g, θ ← θ − η v (Polyak, 1964).
    Momentum,
    /// Adam (Kingma and Ba, 2015) with β₁ = 0.9, β₂ = 0.999, ε = 10⁻⁸.
    Adam,
}

impl Optimizer {
    /// Every rule.
    pub const ALL: [Self; 3] = [Self::GradientDescent, Self::Momentum, Self::Adam];
}

/// A rule with its numbers; all of them can change between two steps.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Descent {
    /// The rule.
    pub optimizer: Optimizer,
    /// The learning rate η.
    pub rate: f32,
    /// The share μ of the last update that momentum keeps.
    pub momentum: f32,
    /// λ₁: adds λ₁ sign(w) to a weight's gradient.
    pub l1: f32,
    /// λ₂: adds λ₂ w to a weight's gradient, the slope of ½ λ₂ w².
    pub l2: f32,
}

const BETA: (f64, f64) = (0.9, 0.999);
const EPSILON: f64 = 1e-8;

/// What an optimizer remembers from step to step.
#[derive(Clone, Debug, PartialEq)]
pub struct Moments<T> {
    /// Momentum's v, or Adam's mean of the gradient.
    pub first: Vec<T>,
    /// Adam's mean of the squared gradient.
    pub second: Vec<T>,
    /// The number of steps since the moments were zero.
    pub steps: u32,
}

impl<T: Scalar> Moments<T> {
    /// Nothing remembered, for a network of `parameters` parameters.
    pub fn new(parameters: usize) -> Self {
        Self { first: vec![T::default(); parameters], second: vec![T::default(); parameters], steps: 0 }
    }
}

/// One update: from old parameters and moments, and a gradient, to new ones. All have the same sizes.
pub(super) struct Update<'a, T> {
    /// The parameters before.
    pub parameters: &'a [T],
    /// The moments before.
    pub moments: &'a Moments<T>,
    /// The mean gradient at them.
    pub gradient: &'a [T],
    /// Where the parameters after go.
    pub new_parameters: &'a mut [T],
    /// Where the moments after go; those that the optimizer does not use are left as they are.
    pub new_moments: &'a mut Moments<T>,
}

impl<T: Scalar> Update<'_, T> {
    /// Does the update. Gives false where any number came out infinite or NaN.
    pub fn apply(mut self, descent: &Descent, layers: &[Layer]) -> bool {
        let steps = self.moments.steps.saturating_add(1);
        self.new_moments.steps = steps;
        if descent.l1 == 0.0 && descent.l2 == 0.0 {
            return self.part(0..self.gradient.len()).apply(descent, steps, |_, g| g);
        }
        let (l1, l2) = (T::from_f64(descent.l1.into()), T::from_f64(descent.l2.into()));
        // Biases are not penalised.
        layers.iter().all(|layer| {
            self.part(layer.weights()).apply(descent, steps, |w, g| g + l1 * sign(w) + l2 * w)
                && self.part(layer.biases()).apply(descent, steps, |_, g| g)
        })
    }

    fn part(&mut self, range: Range<usize>) -> Part<'_, T> {
        Part {
            old: &self.parameters[range.clone()],
            gradient: &self.gradient[range.clone()],
            new: &mut self.new_parameters[range.clone()],
            first: (&self.moments.first[range.clone()], &mut self.new_moments.first[range.clone()]),
            second: (&self.moments.second[range.clone()], &mut self.new_moments.second[range]),
        }
    }
}

/// Some of the parameters with their gradient and moments, old and new.
struct Part<'a, T> {
    old: &'a [T],
    gradient: &'a [T],
    new: &'a mut [T],
    first: (&'a [T], &'a mut [T]),
    second: (&'a [T], &'a mut [T]),
}

impl<T: Scalar> Part<'_, T> {
    /// Applies the optimizer's rule to each parameter; `penalised` adds the penalties' slopes to its gradient. Gives whether all
    /// that came out is finite.
    #[inline]
    fn apply(self, descent: &Descent, steps: u32, penalised: impl Fn(T, T) -> T) -> bool {
        let Self { old, gradient, new, first, second } = self;
        // Not left at the first one that is not: a loop without a way out runs in SIMD registers.
        let mut finite = true;
        let rate = f64::from(descent.rate);
        let gradients = old.iter().zip(gradient).map(|(&w, &g)| (w, penalised(w, g)));
        match descent.optimizer {
            Optimizer::GradientDescent => {
                let rate = T::from_f64(rate);
                for ((w, g), new) in gradients.zip(new) {
                    *new = w - rate * g;
                    finite &= new.is_finite();
                }
            }
            Optimizer::Momentum => {
                let (rate, keep) = (T::from_f64(rate), T::from_f64(descent.momentum.into()));
                for (((w, g), new), (&v, v_new)) in gradients.zip(new).zip(first.0.iter().zip(first.1)) {
                    *v_new = keep * v + g;
                    *new = w - rate * *v_new;
                    finite &= new.is_finite();
                }
            }
            // m̂ = m/(1 − β₁ᵗ) and v̂ = v/(1 − β₂ᵗ): the first goes into the rate, the second under the root.
            Optimizer::Adam => {
                let power = |beta: f64| 1.0 - libm::pow(beta, f64::from(steps));
                let (rate, correction) =
                    (T::from_f64(rate / power(BETA.0)), T::from_f64(1.0 / power(BETA.1)));
                let keep = [T::from_f64(BETA.0), T::from_f64(BETA.1)];
                let take = [T::from_f64(1.0 - BETA.0), T::from_f64(1.0 - BETA.1)];
                let epsilon = T::from_f64(EPSILON);
                let moments = first.0.iter().zip(first.1).zip(second.0.iter().zip(second.1));
                for (((w, g), new), ((&m, m_new), (&v, v_new))) in gradients.zip(new).zip(moments) {
                    *m_new = keep[0] * m + take[0] * g;
                    *v_new = keep[1] * v + take[1] * g * g;
                    *new = w - rate * *m_new / ((*v_new * correction).sqrt() + epsilon);
                    finite &= new.is_finite() & v_new.is_finite();
                }
            }
        }
        finite
    }
}

fn sign<T: Scalar>(w: T) -> T {
    let zero = T::default();
    let one = T::from_f64(1.0);
    if w > zero {
        one
    } else if w < zero {
        -one
    } else {
        zero
    }
}
