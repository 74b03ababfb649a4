//! Numbers in decimal digits, read to the nearest `f32` and [written](Shortest): the same bits and the same text as the standard
//! library's own.
//!
//! Own code, since that is made for speed: it brings a table of 10 kB that no host can compress, and as much code again. A line
//! of CSV or a command has a few numbers, so here a guess is compared with the digits in whole numbers of any size. No other
//! module writes a float with `{}`, which would bring back a tenth of the wasm.

mod whole;
mod written;

use core::cmp::Ordering;

use whole::Whole;
pub use written::{Scaled, Shortest};

/// More digits than a midpoint of two `f32` can have: the longest, an odd multiple of 2⁻¹⁵⁰, has 113.
const MOST_DIGITS: usize = 120;

/// The bits of +∞, which follow those of the greatest finite number.
const INFINITY: u32 = f32::INFINITY.to_bits();

/// The next number at or above `x` (positive and finite) that begins with one of these digits.
pub fn round_up(x: f64, digits: &[f64]) -> f64 {
    let decade = libm::pow(10.0, x.log10().floor());
    let fits = |&&digit: &&f64| digit * decade >= x * (1.0 - 1e-9);
    digits.iter().find(fits).map_or(10.0 * decade, |digit| digit * decade)
}

/// The `f32` nearest to what `text` says, of two equally near ones that with an even last bit; infinite where it is too large.
///
/// A sign, digits with a point among them or around them, and an exponent, `-1.5e-3`, with nothing in between; or `inf`,
/// `infinity` or `nan` in any case. Nothing where `text` is none of these.
pub fn read(text: &str) -> Option<f32> {
    let (sign, size) = match text.as_bytes() {
        [b'-', size @ ..] => (-1.0, size),
        [b'+', size @ ..] | size => (1.0, size),
    };
    let is = |word: &str| size.eq_ignore_ascii_case(word.as_bytes());
    if is("inf") || is("infinity") {
        Some(sign * f32::INFINITY)
    } else if is("nan") {
        Some(f32::NAN)
    } else {
        Decimal::read(size).map(|decimal| sign * decimal.nearest())
    }
}

/// `digits` · 10^`exponent`, exactly.
struct Decimal {
    digits: Whole,
    /// How many digits that is.
    count: usize,
    exponent: i64,
}

impl Decimal {
    fn of(digits: u64, exponent: i32) -> Self {
        let mut decimal = Self { digits: Whole::default(), count: 0, exponent: exponent.into() };
        digits.to_string().bytes().for_each(|byte| decimal.push(byte - b'0'));
        decimal
    }

    fn read(text: &[u8]) -> Option<Self> {
        let end = text.iter().position(|byte| byte.eq_ignore_ascii_case(&b'e'));
        let (text, exponent) = match end {
            Some(end) => (text.get(..end)?, exponent(text.get(end + 1..)?)?),
            None => (text, 0),
        };
        let mut decimal = Self { digits: Whole::default(), count: 0, exponent };
        let (mut is_number, mut has_point, mut is_more) = (false, false, false);
        for byte in text {
            match byte {
                b'.' if !has_point => has_point = true,
                b'0'..=b'9' => {
                    is_number = true;
                    decimal.exponent -= i64::from(has_point);
                    if decimal.count < MOST_DIGITS {
                        decimal.push(byte - b'0');
                    } else {
                        decimal.exponent += 1;
                        is_more |= *byte != b'0';
                    }
                }
                _ => return None,
            }
        }
        if is_more {
            // Whatever the digits left out are, the number is a little above the others.
            decimal.exponent -= 1;
            decimal.push(1);
        }
        is_number.then_some(decimal)
    }

    fn push(&mut self, digit: u8) {
        self.digits.multiply_add(10, u32::from(digit));
        self.count += usize::from(self.count > 0 || digit > 0);
    }

    fn nearest(&self) -> f32 {
        // 0.1 ≤ the number / 10^decade < 1
        let decade = self.count as i64 + self.exponent;
        if self.count == 0 || decade < -45 {
            return 0.0;
        }
        if decade > 39 {
            return f32::INFINITY;
        }
        let exponent = self.exponent as i32;
        let guess = self.digits.approximate() * 10.0_f64.powi(exponent);
        let mut bits = (guess as f32).to_bits();
        while bits > 0 && self.against_midpoint(bits - 1, exponent) != Ordering::Greater {
            bits -= 1;
        }
        while bits < INFINITY {
            match self.against_midpoint(bits, exponent) {
                Ordering::Greater => bits += 1,
                Ordering::Equal => return f32::from_bits(bits + bits % 2),
                Ordering::Less => break,
            }
        }
        f32::from_bits(bits)
    }

    /// How the number compares with the midpoint between the `f32` of these bits and the next greater one.
    fn against_midpoint(&self, bits: u32, exponent: i32) -> Ordering {
        // The f32 is m · 2^e; subnormal numbers have no hidden bit.
        let (biased, fraction) = (bits >> 23, bits & 0x7f_ffff);
        let (m, e) = if biased == 0 { (fraction, -149) } else { (fraction | 0x80_0000, biased as i32 - 150) };
        let (mut number, mut midpoint) = (self.digits.clone(), Whole::default());
        midpoint.multiply_add(1, 2 * m + 1);
        // 10^k = 5^k · 2^k; what is divided by on one side multiplies the other.
        let fives = if exponent > 0 { &mut number } else { &mut midpoint };
        (0..exponent.unsigned_abs()).for_each(|_| fives.multiply_add(5, 0));
        let twos = exponent - (e - 1);
        let more = if twos > 0 { &mut number } else { &mut midpoint };
        more.shift(twos.unsigned_abs());
        number.compare(&midpoint)
    }
}

/// The exponent after `e`: beyond what any number of digits could make up for, its size does not matter.
fn exponent(text: &[u8]) -> Option<i64> {
    let (sign, digits) = match text {
        [b'-', digits @ ..] => (-1, digits),
        [b'+', digits @ ..] | digits => (1, digits),
    };
    let digit = |byte: &u8| byte.is_ascii_digit().then(|| i64::from(byte - b'0'));
    let size = digits.iter().try_fold(0, |size, byte| Some((10 * size + digit(byte)?).min(1 << 40)))?;
    (!digits.is_empty()).then_some(sign * size)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// Reads as the standard library does, to the bit.
    fn assert_read(text: &str) {
        let expected = text.parse::<f32>().ok();
        let same = match (read(text), expected) {
            (Some(read), Some(expected)) => {
                read.to_bits() == expected.to_bits() || read.is_nan() && expected.is_nan()
            }
            (read, expected) => read.is_none() && expected.is_none(),
        };
        assert!(same, "{text}: {:?}, not {expected:?}", read(text));
    }

    /// All digits of the midpoint between the `f32` of these bits and the next one: an `f64` holds it exactly.
    fn midpoint(bits: u32) -> String {
        let [low, high] = [bits, bits + 1].map(|bits| f64::from(f32::from_bits(bits)));
        let high = if high.is_finite() { high } else { 2.0_f64.powi(128) };
        format!("{:.150}", f64::midpoint(low, high))
    }

    /// A midpoint, and the numbers just above and below it.
    fn assert_midpoint(bits: u32) {
        let text = midpoint(bits);
        for text in
            [format!("{text}0001"), format!("{text}e0"), format!("{text}{}1", "0".repeat(300)), text.clone()]
        {
            assert_read(&text);
            assert_read(&format!("-{text}"));
        }
        let below: Vec<u8> = text.bytes().collect();
        let last = below.iter().rposition(|byte| (b'1'..=b'9').contains(byte)).unwrap();
        let mut below = below;
        below[last] -= 1;
        assert_read(&format!("{}{}", String::from_utf8(below).unwrap(), "9".repeat(20)));
    }

    proptest! {
        #[test]
        fn numbers_as_they_are_written(bits: u32) {
            let number = f32::from_bits(bits);
            for text in [format!("{number}"), format!("{number:e}"), format!("{number:.3}"), format!("{number:.12}"), format!("{number:.9E}")] {
                assert_read(&text);
            }
            prop_assume!(!number.is_nan());
            prop_assert_eq!(read(&number.to_string()).map(f32::to_bits), Some(bits));
        }

        #[test]
        fn any_digits(sign in "[+-]?", whole in "[0-9]{0,50}", part in "(\\.[0-9]{0,150})?", exponent in "([eE][+-]?[0-9]{1,2})?") {
            assert_read(&format!("{sign}{whole}{part}{exponent}"));
        }

        #[test]
        fn any_text(text in "[-+.0-9eEinfaty ]{0,8}") {
            assert_read(&text);
        }

        #[test]
        fn midpoints(bits in 0..INFINITY) {
            assert_midpoint(bits);
        }
    }

    #[test]
    fn the_ends_of_the_range() {
        for bits in (0..40).chain(0x7f_fff0..0x80_0010).chain(INFINITY - 10..INFINITY) {
            assert_midpoint(bits);
        }
        for exponent in 1..255_u32 {
            for bits in [exponent << 23, (exponent << 23) - 1] {
                assert_midpoint(bits);
            }
        }
    }

    #[test]
    fn what_is_a_number_and_what_is_none() {
        for text in [
            "0",
            "-0",
            "+0",
            "00.00",
            "1",
            "+1.",
            "-.5",
            "1.e5",
            ".5e-3",
            "1E+2",
            "0e99999999999999999999",
            "1e99999999999999999999",
            "1e-99999999999999999999",
            "1e38",
            "1e39",
            "3.5e38",
            "1e-45",
            "7e-46",
            "8e-46",
            "1e-46",
            "inf",
            "-INF",
            "+Infinity",
            "NaN",
            "-nan",
            "",
            "+",
            "-",
            ".",
            "+.",
            "e5",
            ".e5",
            "1e",
            "1e+",
            "1e5.",
            "1.2.3",
            "--1",
            "1-",
            "0x1",
            "1_0",
            " 1",
            "1 ",
            "1,5",
            "infin",
            "infinityy",
            "in",
            "1f",
            "١",
            "é",
        ] {
            assert_read(text);
        }
        for text in
            [format!("0.{}1e500", "0".repeat(499)), format!("1{}e-500", "0".repeat(500)), "9".repeat(1000)]
        {
            assert_read(&text);
        }
    }
}
