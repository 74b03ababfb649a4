//! From a gradient to an update: gradient descent, momentum and Adam, with L1 and L2 penalties on the weights.

use super::scalar::{Lanes, Scalar};
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
    /// Room for the gradient with the penalties' slopes.
    pub penalised: &'a mut [T],
    /// Where the parameters after go.
    pub new_parameters: &'a mut [T],
    /// Where the moments after go; those that the optimizer does not use are left as they are.
    pub new_moments: &'a mut Moments<T>,
}

impl<T: Scalar> Update<'_, T> {
    /// Does the update. Gives false where any number came out infinite or NaN.
    pub fn apply(self, descent: &Descent, layers: &[Layer]) -> bool {
        let Self { parameters, moments, gradient, penalised, new_parameters, new_moments } = self;
        let steps = moments.steps.saturating_add(1);
        new_moments.steps = steps;
        let gradient = if descent.l1 == 0.0 && descent.l2 == 0.0 {
            gradient
        } else {
            penalise(parameters, gradient, descent, layers, penalised);
            penalised
        };
        let rate = f64::from(descent.rate);
        if descent.optimizer == Optimizer::GradientDescent {
            return descend(parameters, gradient, T::from_f64(rate), new_parameters);
        }
        // Not left at the first number that is not finite: a loop without a way out runs in SIMD registers.
        let mut finite = true;
        let gradients = parameters.iter().zip(gradient).zip(new_parameters);
        let first = moments.first.iter().zip(&mut new_moments.first);
        if descent.optimizer == Optimizer::Momentum {
            let (rate, keep) = (T::from_f64(rate), T::from_f64(descent.momentum.into()));
            for (((&w, &g), new), (&v, v_new)) in gradients.zip(first) {
                *v_new = keep * v + g;
                *new = w - rate * *v_new;
                finite &= new.is_finite();
            }
        } else {
            // m̂ = m/(1 − β₁ᵗ) and v̂ = v/(1 − β₂ᵗ): the first goes into the rate, the second under the root.
            let power = |beta: f64| 1.0 - libm::pow(beta, f64::from(steps));
            let (rate, correction) = (T::from_f64(rate / power(BETA.0)), T::from_f64(1.0 / power(BETA.1)));
            let keep = [T::from_f64(BETA.0), T::from_f64(BETA.1)];
            let take = [T::from_f64(1.0 - BETA.0), T::from_f64(1.0 - BETA.1)];
            let epsilon = T::from_f64(EPSILON);
            let second = moments.second.iter().zip(&mut new_moments.second);
            for ((((&w, &g), new), (&m, m_new)), (&v, v_new)) in gradients.zip(first).zip(second) {
                *m_new = keep[0] * m + take[0] * g;
                *v_new = keep[1] * v + take[1] * g * g;
                *new = w - rate * *m_new / ((*v_new * correction).sqrt() + epsilon);
                finite &= new.is_finite() & v_new.is_finite();
            }
        }
        finite
    }
}

/// Gradient descent. Gives whether all that came out is finite.
#[inline]
fn descend<T: Scalar>(parameters: &[T], gradient: &[T], rate: T, new: &mut [T]) -> bool {
    // Two registers at a time, each with a sum of its own: one sum would have to wait for itself at every register.
    let size = T::Lanes::COUNT;
    let (mut olds, mut gradients, mut news) =
        (parameters.chunks_exact(2 * size), gradient.chunks_exact(2 * size), new.chunks_exact_mut(2 * size));
    let mut sums = [T::Lanes::default(); 2];
    for ((w, g), new) in (&mut olds).zip(&mut gradients).zip(&mut news) {
        let (w, g, new) = (w.split_at(size), g.split_at(size), new.split_at_mut(size));
        for (((w, g), new), sum) in [w.0, w.1].into_iter().zip([g.0, g.1]).zip([new.0, new.1]).zip(&mut sums)
        {
            let w = T::Lanes::load(w) - T::Lanes::splat(rate) * T::Lanes::load(g);
            w.store(new);
            *sum += w;
        }
    }
    let mut last = T::default();
    let rest = olds.remainder().iter().zip(gradients.remainder());
    for ((&w, &g), new) in rest.zip(news.into_remainder()) {
        *new = w - rate * g;
        last += *new;
    }
    // One that is infinite or NaN makes the sum so; finite ones hardly ever.
    ((sums[0] + sums[1]).sum() + last).is_finite() || new.iter().all(|w| w.is_finite())
}

/// Adds the penalties' slopes to a gradient; biases are not penalised.
fn penalise<T: Scalar>(
    parameters: &[T],
    gradient: &[T],
    descent: &Descent,
    layers: &[Layer],
    penalised: &mut [T],
) {
    let (l1, l2) = (T::from_f64(descent.l1.into()), T::from_f64(descent.l2.into()));
    penalised.copy_from_slice(gradient);
    for layer in layers {
        for (g, &w) in penalised[layer.weights()].iter_mut().zip(&parameters[layer.weights()]) {
            *g = *g + l1 * sign(w) + l2 * w;
        }
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
