//! How finely the field is sampled while the network changes: as finely as there is time for.

use crate::figure::field::Sampling;

/// Points along a side, and along a side of a pixel of the thumbnails: these have 32 pixels at every level.
const LEVELS: [(usize, usize); 3] = [(64, 2), (96, 3), (128, 4)];
/// When the network stands still there is time for this.
const FULL: (usize, usize) = (256, 8);
/// A field that takes longer than this, in milliseconds, is too fine…
const LONGEST: f64 = 4.0;
/// …after so many of them; and one that would take less than half of it is fine enough after many.
const SLOW: u32 = 3;
const FAST: u32 = 30;

/// The level, and what the last fields say of it.
#[derive(Clone, Copy, Debug)]
pub struct Quality {
    level: usize,
    slow: u32,
    fast: u32,
}

impl Quality {
    /// Begins at the finest level.
    pub fn new() -> Self {
        Self { level: LEVELS.len() - 1, slow: 0, fast: 0 }
    }

    /// The sampling while the network changes.
    pub fn live(&self) -> Sampling {
        let (points, tile) = LEVELS[self.level];
        Sampling::new(points, tile)
    }

    /// The sampling of the very first field, which should be there soon.
    pub fn first() -> Sampling {
        let (points, tile) = LEVELS[0];
        Sampling::new(points, tile)
    }

    /// The sampling when nothing changes.
    pub fn still() -> Sampling {
        Sampling::new(FULL.0, FULL.1)
    }

    /// A field of the live sampling took so many milliseconds.
    pub fn took(&mut self, time: f64) {
        let next = LEVELS.get(self.level + 1).map(|&(points, _)| points as f64);
        let finer = next.map(|points| time * (points / LEVELS[self.level].0 as f64).powi(2));
        (self.slow, self.fast) = if time > LONGEST {
            (self.slow + 1, 0)
        } else if finer.is_some_and(|time| time < LONGEST / 2.0) {
            (0, self.fast + 1)
        } else {
            (0, 0)
        };
        if self.slow >= SLOW {
            *self = Self { level: self.level.saturating_sub(1), slow: 0, fast: 0 };
        } else if self.fast >= FAST {
            *self = Self { level: self.level + 1, slow: 0, fast: 0 };
        }
    }
}

impl Default for Quality {
    fn default() -> Self {
        Self::new()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The side of the field after many of them, each of whose points takes so many microseconds.
    fn settled(quality: &mut Quality, microseconds: f64) -> usize {
        for _ in 0..500 {
            let points = quality.live().points() as f64;
            quality.took(points * points * microseconds / 1000.0);
        }
        quality.live().points()
    }

    #[test]
    fn the_field_is_as_fine_as_there_is_time_for() {
        let mut quality = Quality::new();
        assert_eq!(settled(&mut quality, 0.1), 128);
        assert_eq!(settled(&mut quality, 0.3), 96);
        assert_eq!(settled(&mut quality, 5.0), 64);
        assert_eq!(settled(&mut quality, 0.1), 128);
    }

    #[test]
    fn a_single_late_field_changes_nothing() {
        let mut quality = Quality::new();
        for k in 0..100 {
            quality.took(if k % 3 == 0 { 30.0 } else { 1.0 });
        }
        assert_eq!(quality.live().points(), 128);
    }

    #[test]
    fn thumbnails_have_one_size() {
        for (points, tile) in LEVELS.into_iter().chain([FULL]) {
            assert_eq!(Sampling::new(points, tile).thumbnail(), 32);
        }
    }
}
