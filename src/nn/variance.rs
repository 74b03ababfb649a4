//! The lecture's experiment: how Var(Σ wᵢxᵢ) grows with the number of inputs, and which scale of the weights stops it.

use super::draws::Draws;
use super::initialization::Initialization;

/// The numbers of inputs, evenly spaced on a logarithmic scale.
pub const INPUTS: [usize; 18] = [1, 2, 3, 5, 7, 10, 15, 20, 30, 50, 70, 100, 150, 200, 300, 500, 700, 1000];
/// How many sums each variance is measured over.
pub const SUMS: usize = 3000;

/// A piece of work takes about this many terms wᵢxᵢ: below a millisecond where a draw takes 50 ns.
const PIECE: usize = 4096;
/// Keeps the streams of the sums, one each, apart from those that weights are drawn from.
const STREAM: u64 = 1 << 44;
const SCHEMES: usize = Initialization::ALL.len();

/// Var(Σ wᵢxᵢ) for one number of inputs, and what is to be expected.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Measurement {
    /// n_in, the number of terms.
    pub inputs: usize,
    /// The sample variance over [`SUMS`] sums.
    pub variance: f64,
    /// The variance of the distribution: [`theory`].
    pub theory: f64,
    /// How far the first is from the second, as a rule: [`standard_error`].
    pub standard_error: f64,
}

/// Var(Σ wᵢxᵢ) = n_in · Var(w) · Var(x) for independent w and x of mean 0: 0, n, 1, 1 and 2 for n inputs of
/// variance 1 into a layer of n units, under the schemes in the lecture's order.
pub fn theory(scheme: Initialization, inputs: usize) -> f64 {
    inputs as f64 * scheme.standard_deviation(inputs, inputs).powi(2)
}

/// The standard deviation of the variance that [`SUMS`] sums give.
///
/// A sample variance of N draws has variance V²((κ − 3)/N + 2/(N − 1)), with V the variance of a draw and κ its fourth
/// moment over V². For a normal draw κ is 3, so for a product wx of two of them it is 3·3 = 9. Of the fourth powers of a
/// sum of n such terms, E(Σ wᵢxᵢ)⁴ = n·9σ⁴ + 3n(n − 1)σ⁴, as only squares survive in the mean; over V² = n²σ⁴ this is
/// κ = 3 + 6/n. A single product strays twice as far as a long sum, which is all but normal.
pub fn standard_error(scheme: Initialization, inputs: usize) -> f64 {
    let (n, count) = (inputs as f64, SUMS as f64);
    theory(scheme, inputs) * (6.0 / (n * count) + 2.0 / (count - 1.0)).sqrt()
}

/// The experiment, which goes on piece by piece, from few inputs to many; dropping it is cancelling it.
///
/// The schemes scale the same draws. Every sum has draws of its own, for w and x in turn.
#[derive(Clone, Debug)]
pub struct VarianceStudy {
    seed: u32,
    /// The variances of the numbers of inputs that are done.
    variances: Vec<[f64; SCHEMES]>,
    /// How many sums of the next number of inputs are done, with their total and the total of their squares.
    done: usize,
    totals: [f64; SCHEMES],
    squares: [f64; SCHEMES],
}

impl VarianceStudy {
    /// An experiment of which nothing is done yet.
    pub fn new(seed: u32) -> Self {
        let zeros = [0.0; SCHEMES];
        Self { seed, variances: Vec::with_capacity(INPUTS.len()), done: 0, totals: zeros, squares: zeros }
    }

    /// What has been measured under a scheme so far, by number of inputs.
    pub fn measurements(&self, scheme: Initialization) -> impl Iterator<Item = Measurement> {
        self.variances.iter().zip(INPUTS).map(move |(variances, inputs)| Measurement {
            inputs,
            variance: variances[scheme as usize],
            theory: theory(scheme, inputs),
            standard_error: standard_error(scheme, inputs),
        })
    }

    /// The share of the work that is done, as terms: 0 to 1.
    pub fn progress(&self) -> f32 {
        let rung = self.variances.len();
        let next = INPUTS.get(rung).map_or(0, |inputs| inputs * self.done);
        let terms = SUMS * INPUTS[..rung].iter().sum::<usize>() + next;
        terms as f32 / (SUMS * INPUTS.iter().sum::<usize>()) as f32
    }

    /// Does one piece of work, some sums of one number of inputs; gives whether there is more to do.
    pub fn work(&mut self) -> bool {
        let rung = self.variances.len();
        let Some(&inputs) = INPUTS.get(rung) else { return false };
        let scales = Initialization::ALL.map(|scheme| scheme.standard_deviation(inputs, inputs));
        let end = SUMS.min(self.done + (PIECE / inputs).max(1));
        for index in self.done..end {
            let stream = STREAM | (rung as u64) << 16 | index as u64;
            let sums = sums(&mut Draws::new(self.seed, stream), scales, inputs);
            for (k, sum) in sums.into_iter().enumerate() {
                self.totals[k] += sum;
                self.squares[k] += sum * sum;
            }
        }
        self.done = end;
        if self.done == SUMS {
            self.finish();
        }
        self.variances.len() < INPUTS.len()
    }

    /// Turns the totals into variances.
    fn finish(&mut self) {
        let count = SUMS as f64;
        self.variances.push(core::array::from_fn(|k| {
            // The mean is 0 but for chance, so nothing is lost in this difference.
            (self.squares[k] - self.totals[k] * self.totals[k] / count) / (count - 1.0)
        }));
        (self.done, self.totals, self.squares) = (0, [0.0; SCHEMES], [0.0; SCHEMES]);
    }
}

/// Σ wᵢxᵢ over standard-normal x, for weights of each of these scales.
fn sums(draws: &mut Draws, scales: [f64; SCHEMES], inputs: usize) -> [f64; SCHEMES] {
    let mut sums = [0.0; SCHEMES];
    for _ in 0..inputs {
        let (w, x) = (draws.normal(), draws.normal());
        for (sum, scale) in sums.iter_mut().zip(scales) {
            *sum += scale * w * x;
        }
    }
    sums
}

#[cfg(test)]
#[expect(clippy::float_cmp, reason = "limits are exact, and so is what is computed twice alike")]
mod tests {
    use super::*;

    fn study(seed: u32) -> VarianceStudy {
        let mut study = VarianceStudy::new(seed);
        while study.work() {}
        study
    }

    #[test]
    fn theory_is_the_lectures() {
        for (scheme, of_100) in Initialization::ALL.into_iter().zip([0.0, 100.0, 1.0, 1.0, 2.0]) {
            assert!((theory(scheme, 100) - of_100).abs() < 1e-12, "{scheme:?}");
        }
    }

    #[test]
    fn every_measurement_is_within_five_standard_errors_of_theory() {
        for seed in 1..4 {
            let study = study(seed);
            for scheme in Initialization::ALL {
                assert_eq!(study.measurements(scheme).count(), INPUTS.len());
                for Measurement { inputs, variance, theory, standard_error } in study.measurements(scheme) {
                    let off = (variance - theory).abs();
                    assert!(off <= 5.0 * standard_error, "{scheme:?} {inputs}: {variance} against {theory}");
                }
            }
        }
    }

    #[test]
    fn the_standard_error_is_that_of_many_experiments() {
        // The spread of 40 experiments is known to within one part in √80: 4 such errors are 45 %.
        for rung in [0, 2, 9] {
            let mut squares = 0.0;
            let mut expected = 0.0;
            for seed in 100..140 {
                let mut study = VarianceStudy::new(seed);
                while study.variances.len() <= rung {
                    study.work();
                }
                let last = study.measurements(Initialization::Normal).last().unwrap();
                squares += (last.variance - last.theory).powi(2);
                expected = last.standard_error;
            }
            let measured = (squares / 40.0).sqrt();
            assert!((measured / expected - 1.0).abs() < 0.45, "{rung}: {measured} against {expected}");
        }
    }

    #[test]
    fn each_variance_is_that_of_sums_written_out() {
        let study = study(5);
        for (rung, inputs) in INPUTS.into_iter().enumerate().take(6) {
            for scheme in Initialization::ALL {
                let scale = scheme.standard_deviation(inputs, inputs);
                let sum = |index: u64| {
                    let mut draws = Draws::new(5, STREAM | (rung as u64) << 16 | index);
                    (0..inputs).map(|_| (scale * draws.normal()) * draws.normal()).sum::<f64>()
                };
                let sums: Vec<f64> = (0..SUMS as u64).map(sum).collect();
                let mean = sums.iter().sum::<f64>() / SUMS as f64;
                let squares: f64 = sums.iter().map(|sum| (sum - mean).powi(2)).sum();
                let variance = squares / (SUMS - 1) as f64;
                let measured = study.measurements(scheme).nth(rung).unwrap();
                assert_eq!(measured.inputs, inputs);
                assert!((measured.variance - variance).abs() <= 1e-12 * variance, "{scheme:?} {inputs}");
            }
        }
    }

    #[test]
    fn progress_grows_to_one_and_then_work_is_over() {
        let mut study = VarianceStudy::new(1);
        assert_eq!(study.progress(), 0.0);
        let mut before = 0.0;
        while study.work() {
            assert!(study.progress() > before && study.progress() < 1.0);
            before = study.progress();
        }
        assert_eq!(study.progress(), 1.0);
        let done = study.variances.clone();
        assert!(!study.work());
        assert_eq!(study.variances, done);
    }

    #[test]
    fn the_same_seed_gives_the_same_bits() {
        assert_eq!(study(9).variances, study(9).variances);
        assert_ne!(study(9).variances[0], study(10).variances[0]);
    }
}
