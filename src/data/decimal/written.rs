//! Numbers as text: an `f32` in the fewest digits that are read back as it, and digits with a point among them.

use core::fmt::{self, Display, Formatter};

use super::Decimal;

/// An `f32`, in the fewest digits that are read as this number and no other; of several such, those nearest to it.
///
/// The same text as `f32`'s own `Display`, without its tables and its arithmetic (Steele and White, 1990, asked for such digits).
#[derive(Clone, Copy, Debug)]
pub struct Shortest(pub f32);

impl Display for Shortest {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let size = self.0.abs();
        if size.is_nan() {
            return f.write_str("NaN");
        }
        f.write_str(if self.0.is_sign_negative() { "-" } else { "" })?;
        if size.is_infinite() { f.write_str("inf") } else { Scaled::nearest(size).trimmed().fmt(f) }
    }
}

/// `digits` · 10^`exponent`, written without an exponent and with every digit: 1200, 0.50.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Scaled {
    /// The digits.
    pub digits: u64,
    /// The power of ten.
    pub exponent: i32,
}

impl Scaled {
    /// `size`, finite and not negative, rounded to `decimals` digits after the point.
    pub fn fixed(size: f64, decimals: usize) -> Self {
        let exponent = -(decimals as i32);
        Self { digits: times_power(size, -exponent).round() as u64, exponent }
    }

    /// `size`, finite and positive, rounded to `count` digits.
    pub fn rounded(size: f64, count: i32) -> Self {
        let exponent = size.log10().floor() as i32 + 1 - count;
        Self { digits: times_power(size, -exponent).round() as u64, exponent }
    }

    /// The same number without zeros at the end of its decimals.
    pub fn trimmed(mut self) -> Self {
        while self.exponent < 0 && self.digits.is_multiple_of(10) {
            self.digits /= 10;
            self.exponent += 1;
        }
        self
    }

    /// The shortest digits that are read as `size`, which is finite and not negative.
    fn nearest(size: f32) -> Self {
        if size == 0.0 {
            return Self { digits: 0, exponent: 0 };
        }
        let exact = f64::from(size);
        // A logarithm next to a whole number may fall on either side of it.
        let mut decade = exact.log10().floor() as i32;
        if times_power(1.0, decade + 1) <= exact {
            decade += 1;
        }
        let mut scaled = Self { digits: 0, exponent: 0 };
        // Nine digits tell every two f32 apart.
        for count in 1..=9 {
            let exponent = decade + 1 - count;
            let value = times_power(exact, -exponent);
            let (below, above) = (value.floor() as u64, value.floor() as u64 + 1);
            let is_nearer_below = value - value.floor() < 0.5;
            for digits in if is_nearer_below { [below, above] } else { [above, below] } {
                scaled = Self { digits, exponent };
                if scaled.is_read_as(size) {
                    return scaled;
                }
            }
        }
        scaled
    }

    /// Whether this number is nearer to `size` than to any other `f32`.
    fn is_read_as(self, size: f32) -> bool {
        let [below, exact, above] = [size.next_down(), size, size.next_up()].map(f64::from);
        // Above the greatest number, the next one would be 2¹²⁸.
        let above = if above.is_finite() { above } else { 2.0 * (exact - below) + below };
        let (low, high) = (f64::midpoint(below, exact), f64::midpoint(exact, above));
        let value = times_power(self.digits as f64, self.exponent);
        let slack = 1e-13 * exact;
        if (value - low).abs() > slack && (value - high).abs() > slack {
            return value > low && value < high;
        }
        // Too close to a midpoint for f64.
        Decimal::of(self.digits, self.exponent).nearest().to_bits() == size.to_bits()
    }
}

impl Display for Scaled {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let Self { digits, exponent } = *self;
        let places = exponent.min(0).unsigned_abs() as usize;
        match 10_u64.checked_pow(places as u32) {
            Some(1) => write!(f, "{digits}")?,
            Some(one) => write!(f, "{}.{:0places$}", digits / one, digits % one)?,
            None => write!(f, "0.{digits:0places$}")?,
        }
        (0..exponent).try_for_each(|_| f.write_str("0"))
    }
}

/// `x` · 10^`exponent`, to within a few units in the last place.
fn times_power(x: f64, exponent: i32) -> f64 {
    let power = 10.0_f64.powi(exponent.abs());
    if exponent < 0 { x / power } else { x * power }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn assert_written(number: f32) {
        assert_eq!(Shortest(number).to_string(), number.to_string(), "{:x}", number.to_bits());
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(20_000))]

        #[test]
        fn any_number_is_written_as_the_standard_library_does(bits: u32) {
            assert_written(f32::from_bits(bits));
        }

        #[test]
        fn numbers_of_few_digits_are_written_in_them(digits in 0_u32..100_000, exponent in -44..38) {
            assert_written(format!("{digits}e{exponent}").parse::<f32>().unwrap());
        }
    }

    #[test]
    fn the_ends_of_the_range_and_of_its_parts() {
        let ends = (0..256_u32)
            .flat_map(|exponent| (0..40).map(move |k| (exponent << 23).wrapping_add(k).wrapping_sub(20)));
        ends.for_each(|bits| assert_written(f32::from_bits(bits)));
        for power in -45..39 {
            let bits = 10.0_f64.powi(power) as f32;
            [bits.next_down(), bits, bits.next_up(), -bits].into_iter().for_each(assert_written);
        }
        [f32::NAN, f32::NEG_INFINITY, -0.0, 0.1 + 0.2, 1.0 / 3.0].into_iter().for_each(assert_written);
    }

    #[test]
    fn digits_have_a_point_among_them_or_zeros_around_them() {
        let texts = [(0, 0), (12, 2), (12, 0), (12, -1), (12, -2), (12, -4), (1200, -3), (0, -1), (7, -25)];
        let texts = texts.map(|(digits, exponent)| Scaled { digits, exponent }.to_string());
        let expected =
            ["0", "1200", "12", "1.2", "0.12", "0.0012", "1.200", "0.0", "0.0000000000000000000000007"];
        assert_eq!(texts, expected);
        assert_eq!(Scaled::fixed(2.346, 2).to_string(), "2.35");
        assert_eq!(Scaled::fixed(0.04, 0).to_string(), "0");
        assert_eq!(Scaled::rounded(0.003_46, 2).to_string(), "0.0035");
        assert_eq!(Scaled::rounded(345.0, 1).to_string(), "300");
        assert_eq!(Scaled { digits: 1200, exponent: -3 }.trimmed().to_string(), "1.2");
        assert_eq!(Scaled { digits: 1200, exponent: -1 }.trimmed().to_string(), "120");
    }
}
