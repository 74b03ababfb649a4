//! What the output layer computes and what its error is: each output function with the loss that belongs to it.

use super::activation::Activation;
use super::scalar::{Lanes, Scalar};

/// The output function together with the loss per sample, as functions of the output pre-activations a and target y.
///
/// For all but the squared error, ∂E/∂a is simply μ − y; the loss is computed from a, not from μ, so that it cannot overflow.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Objective {
    /// One output μ = sigm(a), y ∈ {0, 1}; E = −y ln μ − (1 − y) ln(1 − μ).
    BinaryCrossEntropy,
    /// μ_c = exp(a_c)/Σ exp(a_c′), y one-hot; E = −Σ y_c ln μ_c.
    SoftmaxCrossEntropy,
    /// ŷ = g(a); E = ½ Σ (ŷ − y)². With a linear g this is the lecture's regression.
    SquaredError(Activation),
    /// The perceptron's threshold: one output is 1 where a > 0 and else 0; of several the first of the greatest is 1, the others
    /// are 0. E = Σ (ŷ − y) a, the perceptron criterion, is 0 where ŷ = y, and ∂E/∂a = ŷ − y ([`super::perceptron`]).
    Threshold,
}

impl Objective {
    /// The symbol of its outputs: probabilities are μ. What a threshold gives is none, nor is a number: they are estimates ŷ.
    pub fn symbol(self) -> &'static str {
        match self {
            Self::BinaryCrossEntropy | Self::SoftmaxCrossEntropy => "μ",
            Self::SquaredError(_) | Self::Threshold => "ŷ",
        }
    }

    /// The network's outputs `mu` from the pre-activations `a` of a block of samples (both `outputs × block`).
    #[inline]
    pub fn output<L: Lanes, const B: usize>(self, a: &[[L; B]], mu: &mut [[L; B]], slope: L, tanh: &L::Tanh) {
        match self {
            Self::BinaryCrossEntropy => Activation::Sigmoid.apply(a, mu, slope, tanh),
            Self::SoftmaxCrossEntropy => {
                let greatest = greatest(a);
                let mut total = [L::default(); B];
                for (a, mu) in a.iter().zip(mu.iter_mut()) {
                    for b in 0..B {
                        mu[b] = (a[b] - greatest[b]).exp();
                        total[b] += mu[b];
                    }
                }
                for mu in mu {
                    for b in 0..B {
                        mu[b] = mu[b] / total[b];
                    }
                }
            }
            Self::SquaredError(g) => g.apply(a, mu, slope, tanh),
            Self::Threshold => threshold(a, mu),
        }
    }

    /// The loss E of each sample in a block, from pre-activations `a`, outputs `mu` and targets `y`
    /// (each `outputs × block`).
    #[inline]
    pub fn loss<L: Lanes, const B: usize>(self, a: &[[L; B]], mu: &[[L; B]], y: &[[L; B]]) -> [L; B] {
        let zero = L::default();
        let one = L::splat(L::Scalar::from_f64(1.0));
        let half = L::splat(L::Scalar::from_f64(0.5));
        let mut loss = [zero; B];
        match self {
            // −ln sigm(a) = ln(1 + e⁻ᵃ); taken from the side where the exponent is not positive.
            Self::BinaryCrossEntropy => {
                for (a, y) in a.iter().zip(y) {
                    for b in 0..B {
                        let a = a[b];
                        loss[b] += a.max(zero) - y[b] * a + (one + (-a.abs()).exp()).ln();
                    }
                }
            }
            // E = ln Σ exp(a_c − m) − Σ y_c (a_c − m), m the greatest a: no exponent is positive.
            Self::SoftmaxCrossEntropy => {
                let greatest = greatest(a);
                let mut total = [zero; B];
                for (a, y) in a.iter().zip(y) {
                    for b in 0..B {
                        let a = a[b] - greatest[b];
                        total[b] += a.exp();
                        loss[b] = loss[b] - y[b] * a;
                    }
                }
                for b in 0..B {
                    loss[b] += total[b].ln();
                }
            }
            Self::SquaredError(_) => {
                for (mu, y) in mu.iter().zip(y) {
                    for b in 0..B {
                        let error = mu[b] - y[b];
                        loss[b] += half * error * error;
                    }
                }
            }
            Self::Threshold => {
                for ((a, mu), y) in a.iter().zip(mu).zip(y) {
                    for b in 0..B {
                        loss[b] += (mu[b] - y[b]) * a[b];
                    }
                }
            }
        }
        loss
    }

    /// An output's delta ∂E/∂a of each sample in a block, from its outputs `mu` and targets `y`.
    #[inline]
    pub fn delta<L: Lanes, const B: usize>(self, mu: &[L; B], y: &[L; B], slope: L) -> [L; B] {
        let mut delta = core::array::from_fn(|b| mu[b] - y[b]);
        // The other functions' slopes are in their losses' too, and cancel; a threshold has none.
        if let Self::SquaredError(g) = self {
            g.chain(&mut delta, mu, slope);
        }
        delta
    }
}

/// The class that wins by the pre-activations of a sample's outputs, the first of equals; of one output, class 1 wins where
/// a > 0. None where one is not finite.
///
/// It decides by the pre-activations, as outputs that differ may be equal once they are rounded.
pub fn winner(logits: impl IntoIterator<Item = f32>) -> Option<usize> {
    let (mut count, mut best) = (0, (0, f32::NEG_INFINITY));
    for a in logits {
        if !a.is_finite() {
            return None;
        }
        if a > best.1 {
            best = (count, a);
        }
        count += 1;
    }
    Some(if count == 1 { usize::from(best.1 > 0.0) } else { best.0 })
}

/// One output: 1 where a > 0. Several: 1 for the first of the greatest.
fn threshold<L: Lanes, const B: usize>(a: &[[L; B]], mu: &mut [[L; B]]) {
    let (zero, one) = (L::default(), L::splat(L::Scalar::from_f64(1.0)));
    if let ([a], [mu]) = (a, &mut *mu) {
        *mu = a.map(|a| a.if_positive(one, zero));
        return;
    }
    let greatest = greatest(a);
    let mut left = [one; B];
    for (a, mu) in a.iter().zip(mu) {
        for b in 0..B {
            mu[b] = (greatest[b] - a[b]).if_positive(zero, left[b]);
            left[b] = left[b] - mu[b];
        }
    }
}

/// The greatest of each sample's pre-activations.
#[inline]
fn greatest<L: Lanes, const B: usize>(a: &[[L; B]]) -> [L; B] {
    let Some((first, rest)) = a.split_first() else { return [L::default(); B] };
    rest.iter().fold(*first, |so_far, row| core::array::from_fn(|b| row[b].max(so_far[b])))
}

#[cfg(test)]
mod tests {
    use super::*;
    use wide::f32x4;

    /// The loss of one sample through the same code in f32 and in f64.
    fn loss(objective: Objective, a: &[f64], y: &[f64]) -> (f64, f64) {
        fn through<L: Lanes>(objective: Objective, a: &[f64], y: &[f64]) -> f64 {
            let splat = |v: &[f64]| -> Vec<[L; 1]> {
                v.iter().map(|&v| [L::splat(L::Scalar::from_f64(v))]).collect()
            };
            let (a, y) = (splat(a), splat(y));
            let mut mu = a.clone();
            objective.output(&a, &mut mu, L::default(), &L::TANH);
            objective.loss(&a, &mu, &y)[0].lane(0).to_f64()
        }
        (through::<f32x4>(objective, a, y), through::<f64>(objective, a, y))
    }

    #[test]
    fn losses_at_a_thousand_do_not_overflow() {
        use Objective::{BinaryCrossEntropy as Binary, SoftmaxCrossEntropy as Softmax};
        for (objective, a, y, expected) in [
            (Binary, &[1000.0][..], &[1.0][..], 0.0),
            (Binary, &[1000.0], &[0.0], 1000.0),
            (Binary, &[-1000.0], &[1.0], 1000.0),
            (Binary, &[-1000.0], &[0.0], 0.0),
            (Softmax, &[1000.0, -1000.0, 0.0], &[1.0, 0.0, 0.0], 0.0),
            (Softmax, &[1000.0, -1000.0, 0.0], &[0.0, 1.0, 0.0], 2000.0),
            (Softmax, &[-1000.0, -1000.0], &[0.0, 1.0], core::f64::consts::LN_2),
        ] {
            let (single, double) = loss(objective, a, y);
            assert!((single - expected).abs() < 1e-6, "{objective:?} {a:?}: {single}");
            assert!((double - expected).abs() < 1e-12, "{objective:?} {a:?}: {double}");
        }
    }

    #[test]
    fn a_threshold_is_all_or_nothing_and_its_error_is_what_a_mistake_misses_by() {
        let through = |a: &[f32], y: &[f32]| {
            let splat = |v: &[f32]| -> Vec<[f32x4; 1]> { v.iter().map(|&v| [f32x4::splat(v)]).collect() };
            let (a, y) = (splat(a), splat(y));
            let mut mu = a.clone();
            Objective::Threshold.output(&a, &mut mu, f32x4::default(), &f32x4::TANH);
            let delta = |(mu, y)| Objective::Threshold.delta(mu, y, f32x4::default());
            let delta: Vec<[f32x4; 1]> = mu.iter().zip(&y).map(delta).collect();
            let lanes = |rows: &[[f32x4; 1]]| rows.iter().map(|[row]| row.lane(0)).collect::<Vec<f32>>();
            (lanes(&mu), Objective::Threshold.loss(&a, &mu, &y)[0].lane(0), lanes(&delta))
        };
        assert_eq!(through(&[0.5], &[1.0]), (vec![1.0], 0.0, vec![0.0]));
        assert_eq!(through(&[0.5], &[0.0]), (vec![1.0], 0.5, vec![1.0]));
        assert_eq!(through(&[0.0], &[1.0]), (vec![0.0], 0.0, vec![-1.0]));
        assert_eq!(through(&[-2.0], &[1.0]), (vec![0.0], 2.0, vec![-1.0]));
        let several = through(&[1.0, 3.0, 3.0], &[1.0, 0.0, 0.0]);
        assert_eq!(several, (vec![0.0, 1.0, 0.0], 2.0, vec![-1.0, 1.0, 0.0]));
        assert!(through(&[f32::NAN], &[0.0]).1.is_nan(), "what is no number is not passed over");
    }

    #[test]
    fn softmax_outputs_are_probabilities_even_at_a_thousand() {
        let a: [[f32x4; 1]; 3] = [1000.0, 999.0, -1000.0].map(|a| [f32x4::splat(a)]);
        let mut mu = a;
        Objective::SoftmaxCrossEntropy.output(&a, &mut mu, f32x4::default(), &f32x4::TANH);
        let mu = mu.map(|[mu]| mu.lane(0));
        assert!((mu.iter().sum::<f32>() - 1.0).abs() < 1e-6, "{mu:?}");
        assert!((mu[0] - 0.731_058_6).abs() < 2e-6 && mu[2] == 0.0, "{mu:?}");
    }
}
