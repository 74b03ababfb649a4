//! Whole numbers of any size: as much arithmetic as it takes to compare two products.

use core::cmp::Ordering;

/// A whole number of any size: 32 bits in each part, the lowest first, the highest not 0.
#[derive(Clone, Default)]
pub(super) struct Whole(Vec<u32>);

impl Whole {
    /// Multiplies by a factor, then adds a summand.
    pub fn multiply_add(&mut self, factor: u32, summand: u32) {
        let mut carry = u64::from(summand);
        for part in &mut self.0 {
            carry += u64::from(*part) * u64::from(factor);
            *part = carry as u32;
            carry >>= 32;
        }
        if carry > 0 {
            self.0.push(carry as u32);
        }
    }

    /// Multiplies by 2^`bits`.
    pub fn shift(&mut self, bits: u32) {
        self.multiply_add(1 << (bits % 32), 0);
        let low = self.0.iter().copied();
        self.0 = core::iter::repeat_n(0, bits as usize / 32).chain(low).collect();
    }

    /// Which of two is greater.
    pub fn compare(&self, other: &Self) -> Ordering {
        self.0.len().cmp(&other.0.len()).then_with(|| self.0.iter().rev().cmp(other.0.iter().rev()))
    }

    /// The number to within a few units in the last place.
    pub fn approximate(&self) -> f64 {
        self.0.iter().rev().fold(0.0, |sum, &part| sum * 4_294_967_296.0 + f64::from(part))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn whole(number: u128) -> Whole {
        let mut whole = Whole::default();
        for bit in (0..128).rev() {
            whole.multiply_add(2, (number >> bit & 1) as u32);
        }
        whole
    }

    proptest! {
        #[test]
        fn numbers_go_as_those_of_the_machine(a: u64, b: u128, factor: u32, summand: u32, bits in 0_u32..32) {
            let mut product = whole(a.into());
            product.multiply_add(factor, summand);
            product.shift(bits);
            let expected = (u128::from(a) * u128::from(factor) + u128::from(summand)) << bits;
            prop_assert_eq!(product.compare(&whole(expected)), Ordering::Equal);
            prop_assert_eq!(product.compare(&whole(b)), expected.cmp(&b));
            prop_assert!((product.approximate() / expected as f64 - 1.0).abs() < 1e-15 || expected == 0);
        }
    }

    #[test]
    fn a_shift_may_be_of_any_length() {
        let mut shifted = whole(5);
        shifted.shift(100);
        assert_eq!(shifted.compare(&whole(5 << 100)), Ordering::Equal);
    }
}
