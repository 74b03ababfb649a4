//! At which losses the contour lines run, and how the losses between them are coloured.

use core::fmt;

use crate::data::decimal::Shortest;
use crate::figure::ticks::{Numeral, Ticks, scientific};

/// A loss below this is drawn as this.
const LEAST: f32 = 1e-6;
/// Where the greatest loss is more than so many times the least, levels are powers of ten and what lies between them.
const WIDE: f32 = 4.0;
/// How many levels there are, about.
const MANY: f64 = 13.0;
/// The digits of levels between two powers of ten: all of them, or fewer where there are many powers.
const DIGITS: [&[f64]; 4] =
    [&[1.0, 1.5, 2.0, 3.0, 4.0, 6.0, 8.0], &[1.0, 2.0, 3.0, 5.0], &[1.0, 3.0], &[1.0]];
/// The ends of the colours lie at so many parts of a power of ten: they stay while the losses change a little.
const PARTS: f32 = 8.0;

/// The range of losses of a surface.
#[derive(Clone, Copy, Debug)]
pub(super) struct Levels {
    least: f32,
    greatest: f32,
    /// The ends of the colours, as powers of ten.
    ends: [f32; 2],
}

impl Levels {
    /// Of these losses; the greatest number stands for those that no number can hold.
    pub(super) fn of(losses: &[f32]) -> Self {
        let (mut least, mut greatest) = (f32::MAX, 0.0_f32);
        for &loss in losses.iter().filter(|loss| **loss < f32::MAX) {
            (least, greatest) = (least.min(loss), greatest.max(loss));
        }
        let least = least.clamp(LEAST, 1e30);
        let greatest = greatest.min(1e30).max(least);
        let low = (least.log10() * PARTS).floor() / PARTS;
        let high = ((greatest.log10() * PARTS).ceil() / PARTS).max(low + 1.0 / PARTS);
        Self { least, greatest, ends: [low, high] }
    }

    /// Where a loss lies between the ends, from 0 to 1, by its logarithm.
    pub(super) fn share(&self, loss: f32) -> f32 {
        let share = (loss.max(LEAST).log10() - self.ends[0]) / (self.ends[1] - self.ends[0]);
        share.clamp(0.0, 1.0)
    }

    /// The losses at which lines run: round numbers.
    pub(super) fn lines(&self) -> Vec<f32> {
        let (least, greatest) = (f64::from(self.least), f64::from(self.greatest));
        if self.greatest < WIDE * self.least {
            // Flat to within rounding is flat.
            if greatest - least < 1e-4 * greatest {
                return Vec::new();
            }
            return Ticks::new(least, greatest, MANY, 0.0).iter().map(|(level, _)| level).collect();
        }
        let powers = least.log10().floor() as i32..=greatest.log10().ceil() as i32;
        let all = |digits: &'static [f64]| {
            let levels = powers.clone().flat_map(move |power| digits.iter().map(move |digit| (power, digit)));
            let levels = levels.map(|(power, digit)| digit * libm::pow(10.0, power.into()));
            levels.filter(|level| (least..=greatest).contains(level)).map(|level| level as f32)
        };
        let fits = |digits: &&&'static [f64]| all(digits).count() as f64 <= MANY;
        all(DIGITS.iter().find(fits).unwrap_or(&DIGITS[3])).collect()
    }
}

/// A round number beside a line, positive.
pub(super) struct Number(pub(super) f32);

impl fmt::Display for Number {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            1e4.. => write!(f, "{}", Numeral::new(self.0.into(), 0)),
            1e-4.. => write!(f, "{}", Shortest(self.0)),
            small => {
                let (digits, power) = scientific(small.into(), 4);
                write!(f, "{}·{power}", digits.trimmed())
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(losses: &[f32]) -> Vec<String> {
        Levels::of(losses).lines().into_iter().map(|level| Number(level).to_string()).collect()
    }

    #[test]
    fn levels_are_round_numbers_between_the_least_and_the_greatest() {
        assert_eq!(
            texts(&[0.605, 0.695]),
            ["0.61", "0.62", "0.63", "0.64", "0.65", "0.66", "0.67", "0.68", "0.69"]
        );
        assert_eq!(
            texts(&[0.02, 1.1]),
            ["0.02", "0.03", "0.04", "0.06", "0.08", "0.1", "0.15", "0.2", "0.3", "0.4", "0.6", "0.8", "1"]
        );
        assert_eq!(
            texts(&[0.0, 3.1e-5]),
            [
                "1·10⁻⁶",
                "1.5·10⁻⁶",
                "2·10⁻⁶",
                "3·10⁻⁶",
                "4·10⁻⁶",
                "6·10⁻⁶",
                "8·10⁻⁶",
                "1·10⁻⁵",
                "1.5·10⁻⁵",
                "2·10⁻⁵",
                "3·10⁻⁵"
            ]
        );
        assert_eq!(texts(&[2.1e-6, 2.35e-6]).first().map(String::as_str), Some("2.12·10⁻⁶"));
        assert_eq!(texts(&[0.0, 2e4]).len(), 11);
        assert_eq!(texts(&[0.5, 0.500_01]), Vec::<String>::new());
    }

    #[test]
    fn any_losses_have_finite_levels_and_shares() {
        for losses in [&[][..], &[0.0], &[f32::MAX; 3], &[0.0, f32::MAX], &[1e-30, 1e38], &[2.0, 2.0]] {
            let levels = Levels::of(losses);
            assert!(levels.lines().iter().all(|level| level.is_finite() && *level > 0.0));
            assert!(levels.lines().len() < 40, "{losses:?}");
            for &loss in losses {
                assert!((0.0..=1.0).contains(&levels.share(loss)), "{losses:?}");
            }
        }
        let levels = Levels::of(&[0.1, 1.0]);
        assert!(levels.share(0.1) < levels.share(0.3) && levels.share(0.3) < levels.share(f32::MAX));
    }
}
