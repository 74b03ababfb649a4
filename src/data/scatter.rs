//! What the points of all data sets have in common: how they are spread, how far noise moves them, and where they end.

/// The standard deviation that noise 1 adds.
pub(super) const FULL_NOISE: f64 = 0.8;

/// No coordinate is larger than this: a tenth inside the standard window, so that no mark is cut off.
pub(super) const EDGE: f64 = 2.9;

/// The golden ratio's fraction, (√5 − 1)/2.
const GOLDEN: f64 = 0.618_033_988_749_894_8;

/// A recipe's noise within [0, 1].
pub(super) fn noise(asked: f32) -> f64 {
    // A comparison that is false for NaN, which then counts as no noise.
    if asked > 0.0 { f64::from(asked.min(1.0)) } else { 0.0 }
}

/// The place in [0, 1) of the point number `index`, from 0, where the first is at `start`: steps of the golden ratio, taken modulo 1,
/// cover it evenly after any number of steps (Weyl, 1916).
pub(super) fn along(start: f64, index: usize) -> f64 {
    let along = start + index as f64 * GOLDEN;
    along - along.floor()
}
