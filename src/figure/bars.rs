//! Histograms as areas and outlines, on a scale of heights that never changes.

use core::ops::Range;

use super::frame::Rect;
use super::marks::{Marks, Stroke};
use crate::nn::census::{BINS, Distribution};

/// The height of a bar, 0 to 1: the cube root of its share of the numbers, so that what is rare is seen too. One in sixty-four,
/// what each bin has where all have the same, is then a quarter of the whole height; so the scale need not be fitted to what
/// there is. The explanations with such bars say so (`activations.text` and `layers.text`).
fn height(share: f32) -> f32 {
    libm::cbrtf(share.clamp(0.0, 1.0))
}

/// Bars of equal width that fill `rect` together, as one area.
pub(super) fn area(shares: &[f32], rect: Rect) -> impl Iterator<Item = [f32; 2]> {
    let ends = [[rect.x, rect.bottom()], [rect.right(), rect.bottom()]];
    [ends[0]].into_iter().chain(tops(shares, 0..shares.len(), rect)).chain([ends[1]])
}

/// The outline of the same bars, where there are any.
pub(super) fn line(stroke: Stroke, shares: &[f32], rect: Rect, marks: &mut Marks) {
    let mut start = 0;
    for run in shares.chunk_by(|one, next| (*one > 0.0) == (*next > 0.0)) {
        let bars = start..start + run.len();
        start = bars.end;
        if run[0] > 0.0 {
            let x = |bar: usize| rect.x + bar as f32 * rect.width / shares.len() as f32;
            let ends = [[x(bars.start), rect.bottom()], [x(bars.end), rect.bottom()]];
            marks.line(stroke, [ends[0]].into_iter().chain(tops(shares, bars, rect)).chain([ends[1]]));
        }
    }
}

/// The upper edges of some of the bars, from left to right.
fn tops(shares: &[f32], bars: Range<usize>, rect: Rect) -> impl Iterator<Item = [f32; 2]> {
    let width = rect.width / shares.len().max(1) as f32;
    bars.flat_map(move |bar| {
        let y = rect.bottom() - height(shares[bar]) * rect.height;
        [bar, bar + 1].map(|end| [rect.x + end as f32 * width, y])
    })
}

/// The share of each of N bins from number `first` on, where there are as many; the two at the ends also hold what
/// lies beyond.
pub(super) fn shares<const N: usize>(counted: &Distribution, first: usize) -> [f32; N] {
    let total = f64::from(counted.finite().max(1));
    core::array::from_fn(|bar| {
        let from = if bar == 0 { 0 } else { first + bar };
        let to = if bar + 1 == N { BINS } else { first + bar + 1 };
        let bins = counted.bins().get(from..to).unwrap_or_default();
        (f64::from(bins.iter().sum::<u32>()) / total) as f32
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::figure::marks::Mark;
    use crate::figure::palette::Colour;

    const RECT: Rect = Rect { x: 10.0, y: 0.0, width: 20.0, height: 100.0 };

    #[test]
    fn bars_stand_side_by_side_on_the_lower_edge() {
        let corners: Vec<_> = area(&[0.0, 1.0], RECT).collect();
        let expected = [[10.0, 100.0], [10.0, 100.0], [20.0, 100.0], [20.0, 0.0], [30.0, 0.0], [30.0, 100.0]];
        assert_eq!(corners, expected);
    }

    #[test]
    fn the_outline_leaves_out_what_is_empty() {
        let mut marks = Marks::new();
        let stroke = Stroke::solid(1.0, Colour::opaque(0));
        line(stroke, &[0.0, 1.0, 0.0, 0.0, 1.0], RECT, &mut marks);
        let Some(Mark::Lines(_, runs)) = marks.iter().next() else { panic!("no line") };
        let runs: Vec<_> = runs.iter().collect();
        assert_eq!(
            runs,
            [
                [[14.0, 100.0], [14.0, 0.0], [18.0, 0.0], [18.0, 100.0]],
                [[26.0, 100.0], [26.0, 0.0], [30.0, 0.0], [30.0, 100.0]],
            ]
        );
    }
}
