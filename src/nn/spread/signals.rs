//! One number a unit and sample, for all units of a layer: what goes forward or comes back, and how it spreads.

use core::ops::RangeInclusive;

use super::SAMPLES;
use crate::nn::draws::Draws;
use crate::nn::pass::BLOCK;
use crate::nn::scalar::{Lanes, Scalar};

pub(super) type Register = <f32 as Scalar>::Lanes;

/// Blocks that the samples make.
pub(super) const BLOCKS: usize = SAMPLES / (BLOCK * Register::COUNT);

/// No signal is above this when it is multiplied on: its products with 500 normal weights stay far from the end of `f32`.
const LARGE: f32 = 4_294_967_296.0;
/// No gradient is below this, unless it is 0.
const SMALL: f32 = 1.0 / LARGE;

/// The signals of a layer, `BLOCKS` times `units × block`, times a power of two that all have in common.
#[derive(Clone, Debug)]
pub(super) struct Signals {
    units: usize,
    rows: Vec<[Register; BLOCK]>,
    /// What is meant is 2^exponent times what is stored.
    pub(super) exponent: i32,
}

impl Signals {
    /// Zeros for a layer of this many units.
    pub(super) fn new(units: usize) -> Self {
        Self { units, rows: vec![[Register::default(); BLOCK]; BLOCKS * units], exponent: 0 }
    }

    /// The rows of one block of samples, `units × block`.
    #[inline]
    pub(super) fn block(&self, block: usize) -> &[[Register; BLOCK]] {
        &self.rows[block * self.units..][..self.units]
    }

    /// The same, to write.
    #[inline]
    pub(super) fn block_mut(&mut self, block: usize) -> &mut [[Register; BLOCK]] {
        &mut self.rows[block * self.units..][..self.units]
    }

    /// Makes the signals of a unit, sample after sample, `scale` times normal draws.
    pub(super) fn draw(&mut self, unit: usize, scale: f64, draws: &mut Draws) {
        self.exponent = 0;
        for block in 0..BLOCKS {
            for register in &mut self.block_mut(block)[unit] {
                *register = Register::from_fn(|_| (scale * draws.normal()) as f32);
            }
        }
    }

    /// Replaces each register by a function of it.
    #[inline]
    pub(super) fn apply(&mut self, function: impl Fn(Register) -> Register) {
        self.rows.as_flattened_mut().iter_mut().for_each(|x| *x = function(*x));
    }

    /// Replaces each register by a function of it and of the other signals' register in that place.
    #[inline]
    pub(super) fn apply_with(&mut self, other: &Self, function: impl Fn(Register, Register) -> Register) {
        let others = other.rows.as_flattened();
        self.rows.as_flattened_mut().iter_mut().zip(others).for_each(|(x, &other)| *x = function(*x, other));
    }

    /// Where signals grow from layer to layer, takes a power of two out of them before they outgrow `f32`.
    ///
    /// That leaves what comes after unharmed, because only a rectifier's or a linear unit's outputs can be that large:
    /// g(2a) = 2 g(a) for those, and no bias is in the way.
    pub(super) fn take_out_growth(&mut self) {
        self.take_out(0.0..=LARGE);
    }

    /// The same for gradients, large or small: whatever they are multiplied by, they come back in proportion.
    pub(super) fn take_out_scale(&mut self) {
        self.take_out(SMALL..=LARGE);
    }

    fn take_out(&mut self, safe: RangeInclusive<f32>) {
        let mut largest = Register::default();
        self.rows.as_flattened().iter().for_each(|x| largest = Lanes::max(largest, Lanes::abs(*x)));
        let largest = (0..Register::COUNT).map(|lane| largest.lane(lane)).fold(0.0, f32::max);
        if safe.contains(&largest) || largest == 0.0 || !largest.is_finite() {
            return;
        }
        // The exponent of `largest`; that of its inverse must be one of a normal number.
        let exponent = ((largest.to_bits() >> 23) as i32 - 127).clamp(-126, 126);
        let inverse = Register::splat(f32::from_bits(((127 - exponent) as u32) << 23));
        self.apply(|x| x * inverse);
        self.exponent += exponent;
    }

    /// The standard deviation over units and samples; none where it or the mean is not a finite number.
    pub(super) fn deviation(&self) -> Option<f64> {
        let registers = self.rows.as_flattened();
        let share = 1.0 / (registers.len() * Register::COUNT) as f64;
        let mean = share * sum(registers, |x| x);
        let variance = share * sum(registers, |x| (x - mean) * (x - mean));
        let meant = |x: f64| libm::ldexp(x, self.exponent);
        let (mean, deviation) = (meant(mean), meant(variance.sqrt()));
        (mean.is_finite() && deviation.is_finite()).then_some(deviation)
    }
}

/// The sum of a function of all numbers, lane by lane first, so that it does not wait for each addition in turn.
#[inline]
fn sum(registers: &[Register], term: impl Fn(f64) -> f64) -> f64 {
    let mut sums = [0.0; Register::COUNT];
    for register in registers {
        for (lane, sum) in sums.iter_mut().enumerate() {
            *sum += term(f64::from(register.lane(lane)));
        }
    }
    sums.iter().sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn signals(value: f32) -> Signals {
        let mut signals = Signals::new(3);
        signals.apply(|_| Register::from_fn(|lane| if lane % 2 == 0 { value } else { -value }));
        signals
    }

    #[test]
    fn what_is_taken_out_is_kept_as_an_exponent() {
        for value in [1e-38f32, 1e-20, 1.0, 3e20, f32::MAX] {
            let mut signals = signals(value);
            let before = signals.deviation();
            signals.take_out_scale();
            assert_eq!(signals.deviation(), before);
            let kept = signals.block(0)[0][0].lane(0);
            assert!((SMALL..=LARGE).contains(&kept), "{value}: {kept}");
        }
    }

    #[test]
    fn growth_leaves_small_signals_alone() {
        let mut signals = signals(1e-20);
        signals.take_out_growth();
        assert_eq!(signals.exponent, 0);
    }

    #[test]
    fn the_deviation_is_that_of_the_formula() {
        let mut signals = Signals::new(2);
        signals.apply(|_| Register::from_fn(|lane| lane as f32));
        assert_eq!(signals.deviation(), Some(1.25f64.sqrt()));
    }

    #[test]
    fn what_is_not_finite_has_no_deviation() {
        for value in [f32::NAN, f32::INFINITY] {
            let mut signals = signals(value);
            assert_eq!(signals.deviation(), None);
            signals.take_out_scale();
            assert_eq!(signals.deviation(), None);
        }
    }
}
