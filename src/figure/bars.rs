//! Histograms as areas and outlines, on a scale of heights that never changes.

use super::frame::Rect;
use crate::nn::census::{BINS, Distribution};

/// Bars are as high as they can be from this share of the numbers on.
const FULL: f32 = 0.5;

/// The height of a bar, 0 to 1: the root of its share. One in sixty-four, what each bin has where all have the same, is
/// then still a sixth of the height of one half, and the scale need not be fitted to what there is.
pub(super) fn height(share: f32) -> f32 {
    (share / FULL).clamp(0.0, 1.0).sqrt()
}

/// The outline of bars of equal width that fill `rect`, from its lower left corner to its lower right one.
pub(super) fn outline(
    shares: impl ExactSizeIterator<Item = f32>,
    rect: Rect,
) -> impl Iterator<Item = [f32; 2]> {
    let width = rect.width / shares.len().max(1) as f32;
    let bar = move |(index, share): (usize, f32)| {
        let (left, y) = (rect.x + index as f32 * width, rect.bottom() - height(share) * rect.height);
        [[left, y], [left + width, y]]
    };
    let ends = [[rect.x, rect.bottom()], [rect.right(), rect.bottom()]];
    core::iter::once(ends[0]).chain(shares.enumerate().flat_map(bar)).chain([ends[1]])
}

/// The shares of the bins from `first` to the one before `end`; the two at the ends also hold what lies beyond.
pub(super) fn within(counted: &Distribution, first: usize, end: usize) -> impl ExactSizeIterator<Item = f32> {
    let (first, end) = (first.min(BINS - 1), end.clamp(1, BINS));
    let share = |bins: &[u32]| {
        let count: u32 = bins.iter().sum();
        (f64::from(count) / f64::from(counted.finite().max(1))) as f32
    };
    (first..end).map(move |bin| {
        let from = if bin == first { 0 } else { bin };
        let to = if bin + 1 == end { BINS } else { bin + 1 };
        share(&counted.bins()[from..to])
    })
}

#[cfg(test)]
#[expect(clippy::float_cmp, reason = "these numbers are exact")]
mod tests {
    use super::*;

    #[test]
    fn bars_stand_side_by_side_on_the_lower_edge() {
        let rect = Rect { x: 10.0, y: 0.0, width: 20.0, height: 100.0 };
        let corners: Vec<_> = outline([0.0, 0.125].into_iter(), rect).collect();
        assert_eq!(
            corners,
            [[10.0, 100.0], [10.0, 100.0], [20.0, 100.0], [20.0, 50.0], [30.0, 50.0], [30.0, 100.0]]
        );
        assert_eq!([0.5, 0.9, 1.0].map(height), [1.0; 3]);
    }
}
