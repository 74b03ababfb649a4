//! Round numbers along an axis, and how numbers and indices are written.

use core::fmt;

use crate::data::decimal::Scaled;

pub(super) use crate::data::decimal::round_up;

/// Round numbers from `low` to `high`, about `count` of them at most, a step of 1, 2 or 5 times a power of
/// ten apart.
#[derive(Clone, Copy, Debug)]
pub(super) struct Ticks {
    step: f64,
    first: i64,
    last: i64,
}

impl Ticks {
    /// `low` < `high`, both finite.
    pub(super) fn new(low: f64, high: f64, count: f64, least_step: f64) -> Self {
        let step = round_up(((high - low) / count).max(1e-12), &[1.0, 2.0, 5.0]).max(least_step);
        let slack = 1e-6;
        Self { step, first: (low / step - slack).ceil() as i64, last: (high / step + slack).floor() as i64 }
    }

    /// Each number, with the text for it.
    pub(super) fn iter(self) -> impl Iterator<Item = (f32, Numeral)> {
        let decimals = (-self.step.log10()).ceil().max(0.0) as usize;
        (self.first..=self.last).map(move |k| {
            let value = k as f64 * self.step;
            (value as f32, Numeral { value, decimals })
        })
    }
}

/// A number in digits: a true minus sign, k and M for thousands and millions, powers of ten beyond.
#[derive(Clone, Copy, Debug)]
pub(super) struct Numeral {
    value: f64,
    decimals: usize,
}

impl Numeral {
    /// A finite number with so many decimals; never −0.
    pub(super) fn new(value: f64, decimals: usize) -> Self {
        let is_zero = Scaled::fixed(value.abs(), decimals).digits == 0;
        Self { value: if is_zero { 0.0 } else { value }, decimals }
    }
}

impl fmt::Display for Numeral {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let size = self.value.abs();
        let sign = if self.value < 0.0 { "−" } else { "" };
        let (unit, letter) = match size {
            1e9.. => {
                let (digits, power) = scientific(size, 4);
                return write!(f, "{sign}{}·{power}", digits.trimmed());
            }
            1e6.. => (1e6, "M"),
            1e4.. => (1e3, "k"),
            _ => return write!(f, "{sign}{}", Scaled::fixed(size, self.decimals)),
        };
        // Whatever is shorter: 1.5M, 20k. Rounding takes off what binary fractions add.
        write!(f, "{sign}{}{letter}", thousandths(size / unit))
    }
}

/// A number rounded to three decimals, without zeros at their end.
fn thousandths(x: f64) -> Scaled {
    Scaled::fixed(x, 3).trimmed()
}

/// A finite, positive number as digits from 1 to below 10, rounded to `count` of them, and the power of ten that they are times.
pub(super) fn scientific(size: f64, count: i32) -> (Scaled, Power) {
    let Scaled { mut digits, exponent } = Scaled::rounded(size, count);
    let mut power = exponent + count - 1;
    // 9.96 in two digits is 10, the next power.
    if digits >= 10_u64.pow(count.unsigned_abs()) {
        digits /= 10;
        power += 1;
    }
    (Scaled { digits, exponent: 1 - count }, Power(power))
}

/// A power of ten: 100, 0.01, 10⁻⁴.
#[derive(Clone, Copy, Debug)]
pub(super) struct Power(pub(super) i32);

impl fmt::Display for Power {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        const DIGITS: [char; 10] = ['⁰', '¹', '²', '³', '⁴', '⁵', '⁶', '⁷', '⁸', '⁹'];
        match self.0 {
            -3..=3 => write!(f, "{}", Scaled { digits: 1, exponent: self.0 }),
            exponent => {
                f.write_str(if exponent < 0 { "10⁻" } else { "10" })?;
                let size = exponent.unsigned_abs() as usize;
                if size >= 10 {
                    write!(f, "{}", DIGITS[size / 10 % 10])?;
                }
                write!(f, "{}", DIGITS[size % 10])
            }
        }
    }
}

/// A number in the digits of an index: x₁, z₁₂.
#[derive(Clone, Copy, Debug)]
pub(super) struct Below(pub(super) usize);

impl fmt::Display for Below {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        const DIGITS: [char; 10] = ['₀', '₁', '₂', '₃', '₄', '₅', '₆', '₇', '₈', '₉'];
        if self.0 >= 10 {
            write!(f, "{}", DIGITS[self.0 / 10 % 10])?;
        }
        write!(f, "{}", DIGITS[self.0 % 10])
    }
}

/// The mark of a layer, as z₁⁽²⁾ has it; nothing for 0.
#[derive(Clone, Copy, Debug)]
pub(super) struct Above(pub(super) usize);

impl fmt::Display for Above {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        const DIGITS: [char; 10] = ['⁰', '¹', '²', '³', '⁴', '⁵', '⁶', '⁷', '⁸', '⁹'];
        if self.0 == 0 { Ok(()) } else { write!(f, "⁽{}⁾", DIGITS[self.0 % 10]) }
    }
}

#[cfg(test)]
#[expect(clippy::float_cmp, reason = "these numbers are exact")]
mod tests {
    use super::*;

    fn texts(low: f64, high: f64, count: f64) -> Vec<String> {
        Ticks::new(low, high, count, 0.0).iter().map(|(_, numeral)| numeral.to_string()).collect()
    }

    #[test]
    fn ticks_are_round_numbers() {
        assert_eq!(texts(-3.0, 3.0, 7.0), ["−3", "−2", "−1", "0", "1", "2", "3"]);
        assert_eq!(texts(0.0, 0.7, 5.0), ["0.0", "0.2", "0.4", "0.6"]);
        assert_eq!(texts(0.0, 30_000.0, 4.0), ["0", "10k", "20k", "30k"]);
        assert_eq!(texts(0.0, 1_500_000.0, 4.0), ["0", "500k", "1M", "1.5M"]);
        assert_eq!(texts(0.0, 3e34, 4.0), ["0", "1·10³⁴", "2·10³⁴", "3·10³⁴"]);
        assert_eq!(Numeral::new(-9.9999e9, 0).to_string(), "−1·10¹⁰");
    }

    #[test]
    fn powers_are_short() {
        let texts = [-12, -4, -3, 0, 3, 4].map(|k| Power(k).to_string());
        assert_eq!(texts, ["10⁻¹²", "10⁻⁴", "0.001", "1", "1000", "10⁴"]);
    }

    #[test]
    fn indices_have_small_digits() {
        assert_eq!([0, 9, 16].map(|index| Below(index).to_string()), ["₀", "₉", "₁₆"]);
    }

    #[test]
    fn rounding_up_keeps_what_is_round() {
        assert_eq!(round_up(0.2, &[1.0, 2.0, 5.0]), 0.2);
        assert_eq!(round_up(0.21, &[1.0, 2.0, 5.0]), 0.5);
        assert_eq!(round_up(51.0, &[1.0, 2.0, 5.0]), 100.0);
    }
}
