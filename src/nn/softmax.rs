//! The softmax at a temperature, to look at: softmax(a/T). The lecture has T = 1 alone, and training never uses another.

use super::objective::winner;
use super::scalar::Lanes;

/// The share that each class has: μ_c = exp(a_c/T) / Σ exp(a_c′/T), T > 0, from the pre-activations `a` of a register of samples.
///
/// One pre-activation is class 1's against 0 for class 0: μ = exp(a/T) / (1 + exp(a/T)), which is sigm(a/T). The greatest is taken
/// off first, so that nothing overflows; what is not a number stays so.
#[inline(never)]
pub fn shares<L: Lanes>(a: &[L], mu: &mut [L], temperature: L) {
    let Some((&first, rest)) = a.split_first() else { return };
    let zero = L::default();
    let is_alone = rest.is_empty();
    let greatest = rest.iter().fold(first, |greatest, &a| greatest.max(a));
    let greatest = if is_alone { greatest.max(zero) } else { greatest };
    let mut sum = zero;
    // Of one output the class that has none comes first.
    for k in usize::from(!is_alone)..=a.len() {
        let term = ((if k == 0 { zero } else { a[k - 1] } - greatest) / temperature).exp();
        sum += term;
        if let Some(mu) = k.checked_sub(1).and_then(|k| mu.get_mut(k)) {
            *mu = term;
        }
    }
    mu.iter_mut().for_each(|mu| *mu = *mu / sum);
}

/// Above this an exponential is no number that is read at a glance, and from 88 on no `f32`.
const GREATEST: f32 = 40.0;

/// The softmax of one sample, number by number.
#[derive(Clone, Debug, PartialEq)]
pub struct Terms {
    /// The pre-activation a_c of each class; of a network with one output, 0 and a.
    pub logits: Vec<f32>,
    /// T.
    pub temperature: f32,
    /// What is taken off every a_c/T, which changes no share: the greatest of them where the exponentials would be too large or
    /// too small for numbers, else 0.
    pub shift: f32,
    /// exp(a_c/T − shift).
    pub terms: Vec<f32>,
    /// Their sum.
    pub sum: f32,
    /// Each one's share of it, μ_c.
    pub shares: Vec<f32>,
}

impl Terms {
    /// The softmax of the pre-activations `a` of a network's outputs, one or several; none where one is not finite. `temperature`
    /// is finite and positive.
    #[inline(never)]
    pub fn of(a: &[f32], temperature: f32) -> Option<Self> {
        let mut logits = Vec::with_capacity(a.len() + 1);
        if a.len() == 1 {
            logits.push(0.0);
        }
        logits.extend_from_slice(a);
        let scaled = |a: &f32| a / temperature;
        let greatest = logits.iter().map(scaled).fold(f32::NEG_INFINITY, f32::max);
        if !logits.iter().all(|a| scaled(a).is_finite()) {
            return None;
        }
        let shift = if greatest.abs() > GREATEST { greatest } else { 0.0 };
        let terms: Vec<f32> =
            logits.iter().map(|a| Lanes::exp(f64::from(scaled(a) - shift)) as f32).collect();
        let sum: f32 = terms.iter().sum();
        let shares = terms.iter().map(|term| term / sum).collect();
        Some(Self { logits, temperature, shift, terms, sum, shares })
    }

    /// The class with the greatest share, the first of equals.
    pub fn winner(&self) -> usize {
        winner(self.logits.iter().copied()).unwrap_or_default()
    }

    /// Two classes to put beside the sigmoid: class 1 and 0 where there are no others, else the first two.
    pub fn pair(&self) -> Option<[usize; 2]> {
        let winner = if self.logits.len() == 2 { 1 } else { self.winner() };
        let better = |best: Option<usize>, class: usize| match best {
            Some(best) if self.logits[class] <= self.logits[best] => Some(best),
            _ => Some(class),
        };
        let second = (0..self.logits.len()).filter(|&class| class != winner).fold(None, better)?;
        Some([winner, second])
    }

    /// What the softmax gives the first of two classes of what it gives both: μ_i/(μ_i + μ_j). None where it gives them nothing.
    pub fn between(&self, [i, j]: [usize; 2]) -> Option<f32> {
        let share = self.terms.get(i)? / (self.terms[i] + self.terms.get(j)?);
        Some(share).filter(|share| share.is_finite())
    }

    /// The same by the sigmoid: sigm((a_i − a_j)/T), computed as ½ + ½ tanh, and so without any of the exponentials.
    pub fn sigmoid(&self, [i, j]: [usize; 2]) -> Option<f32> {
        let difference = (self.logits.get(i)? - self.logits.get(j)?) / self.temperature;
        Some(f64::from(difference).sigmoid() as f32)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::nn::scalar::Scalar;
    use proptest::prelude::*;

    type Wide = <f32 as Scalar>::Lanes;

    proptest! {
        #[test]
        fn the_shares_are_those_of_the_formula(
            a in prop::collection::vec(-30.0f32..30.0, 1..=6), temperature in 0.1f32..10.0,
        ) {
            let all: Vec<f64> = if a.len() == 1 { vec![0.0, a[0].into()] } else { a.iter().map(|&a| a.into()).collect() };
            let exps: Vec<f64> = all.iter().map(|a| (a / f64::from(temperature)).exp()).collect();
            let sum: f64 = exps.iter().sum();
            let terms = Terms::of(&a, temperature).unwrap();
            let mut mu = [f64::NAN; 6];
            let wide: Vec<f64> = a.iter().map(|&a| a.into()).collect();
            shares(&wide, &mut mu[..a.len()], f64::from(temperature));
            let mut narrow = [Wide::default(); 6];
            let lanes: Vec<Wide> = a.iter().map(|&a| Wide::splat(a)).collect();
            shares(&lanes, &mut narrow[..a.len()], Wide::splat(temperature));
            for (class, exp) in exps.iter().enumerate() {
                let truth = exp / sum;
                prop_assert!((f64::from(terms.shares[class]) - truth).abs() < 1e-5);
                let unit = if a.len() == 1 { 0 } else { class };
                if a.len() > 1 || class == 1 {
                    prop_assert!((mu[unit] - truth).abs() < 1e-12);
                    prop_assert!((f64::from(narrow[unit].lane(3)) - truth).abs() < 1e-5);
                }
            }
            // Between two classes it is the sigmoid of their difference.
            let pair = terms.pair().unwrap();
            let (share, sigmoid) = (terms.between(pair).unwrap(), terms.sigmoid(pair).unwrap());
            prop_assert!((share - sigmoid).abs() < 1e-5, "{} {}", share, sigmoid);
            prop_assert!(terms.logits.iter().all(|&a| a <= terms.logits[terms.winner()]));
        }

        #[test]
        fn any_pre_activations_give_finite_numbers_or_none(
            a in prop::collection::vec(any::<f32>(), 1..=6), temperature in 0.1f32..10.0,
        ) {
            if let Some(terms) = Terms::of(&a, temperature) {
                let numbers = terms.terms.iter().chain(&terms.shares).chain([&terms.sum, &terms.shift]);
                prop_assert!(numbers.clone().all(|x| x.is_finite()), "{:?}", terms);
                prop_assert!((terms.shares.iter().sum::<f32>() - 1.0).abs() < 1e-5);
            }
        }
    }

    #[test]
    fn large_exponentials_are_shifted_and_the_shares_stay() {
        let [small, large] = [[1.0, 2.0, -1.0], [1001.0, 1002.0, 999.0]].map(|a| Terms::of(&a, 1.0).unwrap());
        assert_eq!((small.shift.to_bits(), large.shift.to_bits()), (0, 1002.0f32.to_bits()));
        for (a, b) in small.shares.iter().zip(&large.shares) {
            assert!((a - b).abs() < 1e-6);
        }
    }
}
