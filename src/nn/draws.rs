//! Random draws that are the same on every machine: PCG-32 for the bits, and for the normal distribution
//! functions in plain Rust, because a platform's own logarithm and cosine differ in the last digit.

use rand_core::Rng;
use rand_pcg::Pcg32;

/// A stream of draws, fixed by a seed and a stream number.
///
/// Streams with the same seed and different numbers are independent: a unit's weights come from the unit's own
/// stream, so that adding another unit leaves them as they were.
#[derive(Clone, Debug)]
pub struct Draws(Pcg32);

impl Draws {
    /// The stream `stream` of the seed `seed` (PCG XSH RR 64/32; O'Neill, 2014).
    pub fn new(seed: u32, stream: u64) -> Self {
        Self(Pcg32::new(mix(u64::from(seed) << 32 ^ mix(stream)), stream))
    }

    /// A number from the uniform distribution on [0, 1), a multiple of 2⁻³².
    pub fn uniform(&mut self) -> f64 {
        f64::from(self.0.next_u32()) / 4_294_967_296.0
    }

    /// A number from the uniform distribution on [low, high).
    pub fn between(&mut self, low: f64, high: f64) -> f64 {
        low + (high - low) * self.uniform()
    }

    /// A number from the standard normal distribution N(0, 1).
    ///
    /// z = √(−2 ln u) · cos(2πv), with u in (0, 1] (Box and Muller, 1958). Each draw takes two numbers from the
    /// stream and keeps none back, so that a stream's k-th draw depends on nothing but k.
    pub fn normal(&mut self) -> f64 {
        let radius = libm::sqrt(-2.0 * libm::log(1.0 - self.uniform()));
        radius * libm::cos(core::f64::consts::TAU * self.uniform())
    }

    /// A whole number from 0 to `count` − 1, each equally likely to within `count`/2³². Zero where `count` is zero.
    pub fn index(&mut self, count: usize) -> usize {
        ((u64::from(self.0.next_u32()) * count as u64) >> 32) as usize
    }

    /// Puts `items` into a random order, each order equally likely (Fisher and Yates, 1938).
    pub fn shuffle<T>(&mut self, items: &mut [T]) {
        for last in (1..items.len()).rev() {
            items.swap(last, self.index(last + 1));
        }
    }
}

/// Spreads each bit of `x` over all of the result (the finaliser of SplitMix64; Steele, Lea and Flood, 2014): PCG's
/// own streams begin alike where seeds or stream numbers differ in a few bits only.
fn mix(x: u64) -> u64 {
    let x = x.wrapping_add(0x9e37_79b9_7f4a_7c15);
    let x = (x ^ x >> 30).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let x = (x ^ x >> 27).wrapping_mul(0x94d0_49bb_1331_11eb);
    x ^ x >> 31
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stream_is_fixed_by_seed_and_number() {
        let first = |seed, stream| Draws::new(seed, stream).normal().to_bits();
        assert_eq!(first(7, 1), first(7, 1));
        assert_ne!(first(7, 1), first(7, 2));
        assert_ne!(first(7, 1), first(8, 1));
    }

    #[test]
    fn neighbouring_streams_begin_differently() {
        let mut firsts: Vec<u64> = (0..100)
            .flat_map(|seed| (0..100).map(move |stream| Draws::new(seed, stream).uniform().to_bits()))
            .collect();
        firsts.sort_unstable();
        firsts.dedup();
        assert_eq!(firsts.len(), 10_000);
    }

    #[test]
    fn normal_draws_have_mean_zero_and_variance_one() {
        let mut draws = Draws::new(1, 0);
        let sample: Vec<f64> = (0..100_000).map(|_| draws.normal()).collect();
        let mean = sample.iter().sum::<f64>() / 1e5;
        let variance = sample.iter().map(|z| (z - mean).powi(2)).sum::<f64>() / 1e5;
        // Five standard errors: 5/√n for the mean, 5·√(2/n) for the variance.
        assert!(mean.abs() < 0.016, "{mean}");
        assert!((variance - 1.0).abs() < 0.023, "{variance}");
    }

    #[test]
    fn shuffling_keeps_every_item() {
        let mut items: Vec<usize> = (0..100).collect();
        Draws::new(3, 0).shuffle(&mut items);
        assert_ne!(items, (0..100).collect::<Vec<_>>());
        items.sort_unstable();
        assert_eq!(items, (0..100).collect::<Vec<_>>());
    }
}
