//! How some numbers are spread: a histogram on an axis that never moves, their mean and their standard deviation.

/// The number of bins of every histogram.
pub const BINS: usize = 64;

/// The axis of a histogram. It is fixed by what is counted and not by the numbers there are, so that pictures of other
/// layers, runs and times can be compared by eye. The first and the last bin also hold what lies beyond them.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Axis {
    /// Bins of equal width from `low` to `high`.
    Linear {
        /// The lower end of the first bin.
        low: f64,
        /// The upper end of the last bin.
        high: f64,
    },
    /// Bins of |x| and of equal ratio, from 10^`low` to 10^`high`. A logarithmic axis has no place for 0: zeros are
    /// counted apart.
    Magnitude {
        /// The exponent at the lower end of the first bin.
        low: i32,
        /// The exponent at the upper end of the last bin.
        high: i32,
    },
}

impl Axis {
    /// Pre-activations: a quarter to each bin. All that bends in the bounded activations lies within, and 0 is between two
    /// bins, so that the signs stay apart.
    pub const PREACTIVATION: Self = Self::Linear { low: -8.0, high: 8.0 };

    /// |∂E/∂a|: from gradients that have vanished to such as have blown up.
    pub const DELTA: Self = Self::Magnitude { low: -10, high: 2 };

    /// Where the axis begins and ends: numbers, or exponents of ten.
    pub fn ends(self) -> [f64; 2] {
        match self {
            Self::Linear { low, high } => [low, high],
            Self::Magnitude { low, high } => [low.into(), high.into()],
        }
    }

    /// Bins to a unit of the axis.
    fn density(self) -> f64 {
        let [low, high] = self.ends();
        BINS as f64 / (high - low)
    }
}

/// Numbers counted, as far as they are finite; of those that are not only their number is known.
#[derive(Clone, Debug, PartialEq)]
pub struct Distribution {
    axis: Axis,
    /// The axis' beginning, and its bins to a unit.
    low: f64,
    density: f64,
    bins: [u32; BINS],
    finite: u32,
    zeros: u32,
    not_finite: u32,
    /// The first number: sums of differences from it do not cancel (Chan, Golub and LeVeque, 1983), so that numbers
    /// that are all equal have a deviation of 0.
    origin: f64,
    sum: f64,
    squares: f64,
}

impl Distribution {
    /// Nothing counted yet.
    pub fn new(axis: Axis) -> Self {
        Self {
            axis,
            low: axis.ends()[0],
            density: axis.density(),
            bins: [0; BINS],
            finite: 0,
            zeros: 0,
            not_finite: 0,
            origin: 0.0,
            sum: 0.0,
            squares: 0.0,
        }
    }

    /// Counts a number. `at` is its place on the axis: itself, or the logarithm to base ten of its magnitude, which is not
    /// looked at for 0.
    #[inline]
    pub(super) fn add(&mut self, x: f64, at: f64) {
        if !x.is_finite() {
            self.not_finite += 1;
            return;
        }
        if self.finite == 0 {
            self.origin = x;
        }
        self.finite += 1;
        let difference = x - self.origin;
        self.sum += difference;
        self.squares += difference * difference;
        if x == 0.0 {
            self.zeros += 1;
            if matches!(self.axis, Axis::Magnitude { .. }) {
                return;
            }
        }
        // The cast turns what is negative into 0.
        self.bins[(((at - self.low) * self.density) as usize).min(BINS - 1)] += 1;
    }

    /// The axis that the bins lie on.
    pub fn axis(&self) -> Axis {
        self.axis
    }

    /// How many finite numbers there are.
    pub fn finite(&self) -> u32 {
        self.finite
    }

    /// How many were infinite or NaN; they are left out of everything else.
    pub fn not_finite(&self) -> u32 {
        self.not_finite
    }

    /// How many of the numbers lie in each bin. On a logarithmic axis the zeros lie in none.
    pub fn bins(&self) -> &[u32; BINS] {
        &self.bins
    }

    /// The share of numbers in each bin, 0 to 1.
    pub fn shares(&self) -> impl Iterator<Item = f32> {
        self.bins.iter().map(|&count| self.share(count))
    }

    /// The share of numbers that are exactly 0.
    pub fn zeros(&self) -> f32 {
        self.share(self.zeros)
    }

    fn share(&self, count: u32) -> f32 {
        (f64::from(count) / f64::from(self.finite.max(1))) as f32
    }

    /// The mean, Σx/n; 0 of nothing.
    pub fn mean(&self) -> f64 {
        finite(self.origin + self.sum / f64::from(self.finite.max(1)))
    }

    /// The standard deviation √(Σ(x − mean)²/n); 0 of nothing.
    pub fn standard_deviation(&self) -> f64 {
        let n = f64::from(self.finite.max(1));
        let mean = self.sum / n;
        finite(libm::sqrt((self.squares / n - mean * mean).max(0.0)))
    }
}

/// Sums of doubles that are no longer finite say nothing. Those of single-precision numbers always are.
fn finite(x: f64) -> f64 {
    if x.is_finite() { x } else { 0.0 }
}

#[cfg(test)]
#[expect(clippy::float_cmp, reason = "these numbers are exact")]
mod tests {
    use super::*;

    #[test]
    fn the_ends_collect_what_lies_beyond() {
        let mut numbers = Distribution::new(Axis::PREACTIVATION);
        for x in [-1e30, -8.0, -7.8, -0.001, 0.0, 0.249, 0.25, 7.75, 8.0, 1e30] {
            numbers.add(x, x);
        }
        let filled: Vec<_> = numbers.bins().iter().enumerate().filter(|(_, count)| **count > 0).collect();
        assert_eq!(filled, [(0, &3), (31, &1), (32, &2), (33, &1), (63, &3)]);
        assert_eq!((numbers.finite(), numbers.zeros()), (10, 0.1));
    }

    #[test]
    fn zeros_and_what_is_not_finite_are_counted_apart() {
        let mut numbers = Distribution::new(Axis::DELTA);
        for x in [0.0, -0.0, 1e-4, -1e-4, f64::NAN, f64::INFINITY, f64::NEG_INFINITY, 1e-300] {
            numbers.add(x, libm::log10(x.abs()));
        }
        assert_eq!((numbers.finite(), numbers.not_finite()), (5, 3));
        assert_eq!(numbers.zeros(), 0.4);
        assert_eq!((numbers.bins()[32], numbers.bins()[0]), (2, 1));
        assert!(numbers.mean().is_finite() && numbers.standard_deviation() > 0.0);
    }

    #[test]
    fn equal_numbers_have_no_deviation_and_nothing_is_zero() {
        let mut numbers = Distribution::new(Axis::PREACTIVATION);
        assert_eq!((numbers.mean(), numbers.standard_deviation(), numbers.zeros()), (0.0, 0.0, 0.0));
        for _ in 0..1000 {
            numbers.add(0.1, 0.1);
        }
        assert_eq!((numbers.mean(), numbers.standard_deviation()), (0.1, 0.0));
    }

    #[test]
    fn small_deviations_beside_large_means_are_kept() {
        let mut numbers = Distribution::new(Axis::PREACTIVATION);
        for k in 0..100 {
            let x = 1e9 + f64::from(k % 2);
            numbers.add(x, x);
        }
        assert_eq!((numbers.mean(), numbers.standard_deviation()), (1e9 + 0.5, 0.5));
    }
}
