//! Four `f32` samples in one SIMD register, with exp, ln and tanh of our own.
//!
//! A platform's own functions differ from machine to machine in the last bits and run one lane at a time. These use
//! only +, −, ×, ÷, comparison and bit operations, never a fused multiply-add, so wasm and native agree to the bit.
//! The coefficients are equal-ripple least-squares fits (Lawson, 1961) computed for this file; the tests state and
//! check each error bound against `f64` over the whole range.

use super::scalar::Lanes;
use wide::{f32x4, u32x4};

/// tanh x ≈ `scale`·x·Π(x² + pₖ)/Π(x² + qₖ) for |x| ≤ `one`; relative error below 1.6·10⁻⁶.
///
/// These are the first factors of Euler's products, sinh x = x Π(1 + x²/(kπ)²) over cosh x = Π(1 + x²/((k − ½)π)²), fitted to
/// make up for all the others. As factors they wait for each other less than in Horner's rule.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Tanh {
    scale: f32,
    p: [f32; 3],
    q: [f32; 3],
    /// From here on tanh x is exactly 1: here the quotient first rounds to 1, and the truth is 1 − 1.5·10⁻⁶.
    one: f32,
}

const TANH: Tanh = Tanh {
    scale: 0.027_682_044,
    p: [9.913_586, 49.131_042, 517.338_5],
    q: [2.467_773_7, 23.234_282, 121.653_77],
    one: 7.055_799,
};

/// eʳ ≈ 1 + r + r²·G(r) for |r| ≤ ½ ln 2.
const EXP_G: [f32; 4] = [0.499_997_5, 0.166_667_74, 0.041_833_594, 0.008_341_266];
/// ln 2 in two parts; the first has so few digits that its product with an exponent is exact.
const LN_2: (f32, f32) = (0.693_359_4, -0.000_212_194_44);
/// Adding 1½·2²³ leaves a number's nearest integer in the low bits of the sum.
const ROUND: f32 = 12_582_912.0;
/// Below this (eˣ < 2·10⁻³⁸) eˣ is given as 0: half of it would no longer be a normal number.
const EXP_ZERO: f32 = -86.9;
/// Above this eˣ exceeds the greatest `f32` and is given as infinity.
const EXP_INFINITE: f32 = 88.72;

/// ln m ≈ 2s + s³·G(s²) with s = (m − 1)/(m + 1), for m from √½ to √2.
const LN_G: [f32; 3] = [0.666_666_87, 0.399_887_65, 0.295_805_13];
/// The bits of √½: subtracting them carries into the exponent where the mantissa is above √2.
const ROOT_HALF: u32 = 0x3f35_04f3;

/// c₀ + c₁x + c₂x² + …, by Horner's rule.
#[inline]
fn polynomial<const N: usize>(coefficients: [f32; N], x: f32x4) -> f32x4 {
    let mut sum = f32x4::default();
    for (k, &c) in coefficients.iter().rev().enumerate() {
        sum = if k == 0 { f32x4::splat(c) } else { sum * x + f32x4::splat(c) };
    }
    sum
}

/// The lesser of two numbers in each lane; `x` where either is NaN.
///
/// On wasm this and [`Lanes::max`] are single instructions, which other machines have with another rule for NaN.
#[inline]
fn at_most(x: f32x4, bound: f32x4) -> f32x4 {
    if cfg!(target_arch = "wasm32") { x.fast_min(bound) } else { bound.simd_lt(x).select(bound, x) }
}

impl Lanes for f32x4 {
    type Scalar = f32;
    const COUNT: usize = 4;
    type Tanh = Tanh;
    const TANH: Tanh = TANH;

    #[inline]
    fn splat(value: f32) -> Self {
        Self::splat(value)
    }

    #[inline]
    fn from_fn(lane: impl FnMut(usize) -> f32) -> Self {
        Self::new(core::array::from_fn(lane))
    }

    #[inline]
    fn load(values: &[f32]) -> Self {
        values.first_chunk().map_or_else(Self::default, |&values| Self::new(values))
    }

    #[inline]
    fn store(self, values: &mut [f32]) {
        if let Some(values) = values.first_chunk_mut() {
            *values = self.to_array();
        }
    }

    #[inline]
    fn lane(self, index: usize) -> f32 {
        self.to_array()[index]
    }

    #[inline]
    fn sum(self) -> f32 {
        let [a, b, c, d] = self.to_array();
        (a + c) + (b + d)
    }

    // Half of each register is added to the other half, two registers side by side, and once more: as adding up the columns
    // of the four registers turned on their side, with fewer shuffles.
    #[inline]
    fn sums(&[a, b, c, d]: &[Self; 4], share: f32) -> [f32; 4] {
        let (ac, bd) = (a.unpack_lo(c) + a.unpack_hi(c), b.unpack_lo(d) + b.unpack_hi(d));
        (Self::splat(share) * (ac.unpack_lo(bd) + ac.unpack_hi(bd)) + Self::default()).to_array()
    }

    #[inline]
    fn first(self, count: usize, other: Self) -> Self {
        Self::new([0.0, 1.0, 2.0, 3.0]).simd_lt(Self::splat(count as f32)).select(self, other)
    }

    #[inline]
    fn abs(self) -> Self {
        Self::abs(self)
    }

    #[inline]
    fn max(self, other: Self) -> Self {
        if cfg!(target_arch = "wasm32") {
            self.fast_max(other)
        } else {
            self.simd_lt(other).select(other, self)
        }
    }

    #[inline]
    fn if_positive(self, yes: Self, no: Self) -> Self {
        self.simd_gt(Self::default()).select(yes, no)
    }

    /// Relative error below 10⁻⁶; exactly 0 and infinity at the two ends.
    #[inline]
    fn exp(self) -> Self {
        let shifted = self * Self::splat(core::f32::consts::LOG2_E) + Self::splat(ROUND);
        let n = shifted - Self::splat(ROUND);
        let r = (self - n * Self::splat(LN_2.0)) - n * Self::splat(LN_2.1);
        let mantissa = Self::splat(1.0) + r + r * r * polynomial(EXP_G, r);
        // In two halves, because 2¹²⁸ is not an f32 and n reaches 128.
        let power = Self::from_bits((shifted.to_bits() << 23_u32) + u32x4::splat(126 << 23));
        let value = mantissa * power * Self::splat(2.0);
        let value = self.simd_lt(Self::splat(EXP_ZERO)).select(Self::default(), value);
        self.simd_gt(Self::splat(EXP_INFINITE)).select(Self::splat(f32::INFINITY), value)
    }

    /// Relative error below 5·10⁻⁷ away from x = 1, absolute error below 10⁻⁷ near it.
    #[inline]
    fn ln(self) -> Self {
        let bits = self.to_bits() - u32x4::splat(ROOT_HALF);
        let exponent = bits >> 23_u32;
        // The exponent is an integer of at most 8 bits, sign included: place it in a mantissa to read it as a float.
        let n = Self::from_bits(
            (exponent ^ u32x4::splat(0x100)) & u32x4::splat(0x1ff) | u32x4::splat(0x4b00_0000),
        ) - Self::splat(8_388_608.0 + 256.0);
        let m = Self::from_bits(self.to_bits() - (exponent << 23_u32));
        let s = (m - Self::splat(1.0)) / (m + Self::splat(1.0));
        let u = s * s;
        let ln_m = s + s + s * u * polynomial(LN_G, u);
        n * Self::splat(LN_2.0) + (n * Self::splat(LN_2.1) + ln_m)
    }

    /// Relative error below 1.6·10⁻⁶; exactly ±1 from |x| = 7.0558 on.
    #[inline]
    fn tanh(self) -> Self {
        let [tanh] = Self::tanh_row([self], &TANH);
        tanh
    }

    #[inline]
    fn tanh_row<const B: usize>(x: [Self; B], constants: &Tanh) -> [Self; B] {
        let Tanh { scale, p, q, one } = constants;
        let (scale, one) = (Self::splat(*scale), Self::splat(*one));
        let (p, q) = (p.map(Self::splat), q.map(Self::splat));
        x.map(|x| {
            // Spelled out: the register has a maximum of its own, with another rule for NaN.
            let x = at_most(Lanes::max(x, -one), one);
            let u = x * x;
            let sinh = scale * x * (u + p[0]) * ((u + p[1]) * (u + p[2]));
            let cosh = (u + q[0]) * (u + q[1]) * (u + q[2]);
            sinh / cosh
        })
    }
}

#[cfg(test)]
#[expect(clippy::float_cmp, reason = "limits are exact, and so are sums in a fixed order")]
mod tests {
    use super::*;

    /// Every 97th float from `low` to `high` (both positive), and its negative where asked for.
    fn floats(low: f32, high: f32) -> impl Iterator<Item = f32> {
        (low.to_bits()..=high.to_bits()).step_by(97).map(f32::from_bits)
    }

    fn one(x: f32, f: impl Fn(f32x4) -> f32x4) -> f32 {
        f(f32x4::splat(x)).lane(3)
    }

    #[test]
    fn tanh_keeps_its_bound_and_never_passes_one() {
        for x in floats(1e-6, 20.0) {
            let (value, truth) = (one(x, Lanes::tanh), f64::from(x).tanh());
            assert!((f64::from(value) / truth - 1.0).abs() < 1.6e-6, "{x}: {value}");
            assert!(value <= 1.0, "{x}: {value}");
            assert_eq!(one(-x, Lanes::tanh), -value);
        }
        assert_eq!(one(f32::INFINITY, Lanes::tanh), 1.0);
        assert_eq!(one(f32::NEG_INFINITY, Lanes::tanh), -1.0);
        assert_eq!(one(0.0, Lanes::tanh), 0.0);
        assert!(one(f32::NAN, Lanes::tanh).is_nan());
    }

    #[test]
    fn sigmoid_keeps_its_bound_and_its_limits() {
        for x in floats(1e-6, 40.0) {
            for x in [x, -x] {
                let truth = 1.0 / (1.0 + f64::from(-x).exp());
                assert!((f64::from(one(x, Lanes::sigmoid)) - truth).abs() < 1e-6, "{x}");
            }
        }
        for far in [14.1116, f32::MAX, f32::INFINITY] {
            assert_eq!(one(far, Lanes::sigmoid), 1.0);
            assert_eq!(one(-far, Lanes::sigmoid), 0.0);
        }
        assert!(one(f32::NAN, Lanes::sigmoid).is_nan());
    }

    #[test]
    fn exp_keeps_its_bound_and_its_limits() {
        for x in floats(1e-9, 86.9) {
            for x in [x, -x] {
                let truth = f64::from(x).exp();
                assert!((f64::from(one(x, Lanes::exp)) / truth - 1.0).abs() < 1e-6, "{x}");
            }
        }
        assert!(one(88.7, Lanes::exp).is_finite());
        assert_eq!(one(f32::INFINITY, Lanes::exp), f32::INFINITY);
        assert_eq!(one(f32::NEG_INFINITY, Lanes::exp), 0.0);
        assert_eq!(one(0.0, Lanes::exp), 1.0);
        assert!(one(f32::NAN, Lanes::exp).is_nan());
    }

    #[test]
    fn ln_keeps_its_bound() {
        for x in floats(f32::MIN_POSITIVE, f32::MAX) {
            let (value, truth) = (f64::from(one(x, Lanes::ln)), f64::from(x).ln());
            assert!((value - truth).abs() < 1e-7 + 5e-7 * truth.abs(), "{x}: {value} against {truth}");
        }
        assert_eq!(one(1.0, Lanes::ln), 0.0);
    }

    #[test]
    fn each_lane_is_on_its_own() {
        let mixed = f32x4::new([-2.0, 0.5, 3.0, 90.0]);
        for f in [Lanes::exp, Lanes::tanh, Lanes::sigmoid] {
            for k in 0..4 {
                assert_eq!(f(mixed).lane(k).to_bits(), one(mixed.lane(k), f).to_bits());
            }
        }
        assert_eq!(mixed.sum(), 91.5);
    }

    #[test]
    fn sums_of_four_registers_are_those_of_each() {
        let four: [f32x4; 4] = core::array::from_fn(|k| f32x4::from_fn(|lane| 0.1 * (k * 4 + lane) as f32));
        assert_eq!(f32x4::sums(&four, 0.3), four.map(|lanes| 0.3 * lanes.sum()));
        let nothing = f32x4::sums(&[f32x4::splat(-0.0); 4], 1.0);
        assert!(nothing.into_iter().all(f32::is_sign_positive), "{nothing:?}");
    }

    #[test]
    fn the_first_lanes_are_of_the_one_and_the_rest_of_the_other() {
        let (one, other) = (f32x4::new([1.0, 2.0, 3.0, 4.0]), f32x4::splat(f32::NAN));
        for count in 0..6 {
            for lane in 0..4 {
                let taken = one.first(count, other).lane(lane);
                assert!(if lane < count { taken == one.lane(lane) } else { taken.is_nan() });
            }
        }
    }
}
