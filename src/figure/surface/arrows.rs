//! Arrows of one scale, cut off at the border of the square.

use crate::figure::frame::Rect;
use crate::figure::marks::{Marks, Stroke};
use crate::figure::palette::{Colour, Palette};

/// How an arrow is drawn.
#[derive(Clone, Copy, Debug)]
pub(super) struct Arrow {
    pub(super) width: f32,
    pub(super) colour: Colour,
    pub(super) dash: Option<[f32; 2]>,
}

/// By what factor, 1, 2 or 5 times a power of ten, an arrow of this length is drawn so as to be as long as `most` allows. None for
/// an arrow without length, or one so short that it is none.
pub(super) fn times(length: f32, most: f32) -> Option<f32> {
    let times = f64::from(most) / f64::from(length);
    if !(1e-9..1e12).contains(&times) {
        return None;
    }
    let decade = libm::pow(10.0, times.log10().floor());
    let digit = [5.0, 2.0, 1.0].into_iter().find(|digit| digit * decade <= times * (1.0 + 1e-9));
    Some((digit.unwrap_or(1.0) * decade) as f32)
}

/// Draws an arrow, both ends in pixels; one that leaves the square has no head.
pub(super) fn arrow(ends: [[f32; 2]; 2], arrow: Arrow, rect: Rect, palette: &Palette, marks: &mut Marks) {
    let Some([from, to]) = cut(ends, rect) else { return };
    let (dx, dy) = (to[0] - from[0], to[1] - from[1]);
    let length = dx.hypot(dy);
    if length < 2.0 || !length.is_finite() {
        return;
    }
    let (x, y) = (dx / length, dy / length);
    let (head, half) = ((4.0 * arrow.width).min(length), 1.7 * arrow.width);
    // A cut is off by more than rounding.
    let has_head = (to[0] - ends[1][0]).abs() + (to[1] - ends[1][1]).abs() < 0.1;
    let neck = if has_head { [to[0] - head * x, to[1] - head * y] } else { to };
    let corners = [to, [neck[0] - half * y, neck[1] + half * x], [neck[0] + half * y, neck[1] - half * x]];
    let outline = [corners[0], corners[1], corners[2], corners[0]];
    let rim = Stroke::solid(arrow.width + 3.0, palette.rim.alpha(0.85));
    marks.line(rim, [from, neck]);
    if has_head {
        marks.line(Stroke::solid(3.0, palette.rim.alpha(0.85)), outline);
    }
    marks.line(Stroke { width: arrow.width, colour: arrow.colour, dash: arrow.dash }, [from, neck]);
    if has_head {
        marks.area(arrow.colour, outline);
    }
}

/// The part of a line that lies in a rectangle (Liang and Barsky, 1984); ends that do stay to the bit. None where no part does, or an
/// end is not finite.
pub(super) fn cut([from, to]: [[f32; 2]; 2], rect: Rect) -> Option<[[f32; 2]; 2]> {
    let (dx, dy) = (to[0] - from[0], to[1] - from[1]);
    if !(dx.is_finite() && dy.is_finite() && from[0].is_finite() && from[1].is_finite()) {
        return None;
    }
    let (mut first, mut last) = (0.0_f32, 1.0_f32);
    for (by, room) in [
        (-dx, from[0] - rect.x),
        (dx, rect.right() - from[0]),
        (-dy, from[1] - rect.y),
        (dy, rect.bottom() - from[1]),
    ] {
        if by == 0.0 {
            if room < 0.0 {
                return None;
            }
        } else if by < 0.0 {
            first = first.max(room / by);
        } else {
            last = last.min(room / by);
        }
    }
    let at = |share: f32| [from[0] + share * dx, from[1] + share * dy];
    let ends = [if first > 0.0 { at(first) } else { from }, if last < 1.0 { at(last) } else { to }];
    (first <= last).then_some(ends)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_end_at_the_border() {
        let rect = Rect { x: 0.0, y: 0.0, width: 10.0, height: 10.0 };
        assert_eq!(cut([[1.0, 1.0], [9.0, 2.0]], rect), Some([[1.0, 1.0], [9.0, 2.0]]));
        assert_eq!(cut([[5.0, 5.0], [25.0, 5.0]], rect), Some([[5.0, 5.0], [10.0, 5.0]]));
        assert_eq!(cut([[-5.0, 5.0], [15.0, 5.0]], rect), Some([[0.0, 5.0], [10.0, 5.0]]));
        assert_eq!(cut([[11.0, 5.0], [12.0, 5.0]], rect), None);
        assert_eq!(cut([[11.0, 5.0], [5.0, 50.0]], rect), None);
        assert_eq!(cut([[f32::NAN, 5.0], [5.0, 5.0]], rect), None);
        assert!(cut([[5.0, 5.0]; 2], rect).is_some());
    }

    #[test]
    fn arrows_are_enlarged_by_round_factors() {
        assert_eq!(times(1.0, 100.0), Some(100.0));
        assert_eq!(times(0.03, 100.0), Some(2000.0));
        assert_eq!(times(300.0, 100.0), Some(0.2));
        for none in [0.0, 1e-20, f32::NAN, f32::INFINITY] {
            assert_eq!(times(none, 100.0), None);
        }
    }
}
