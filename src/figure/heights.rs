//! Lines cut off at the heights of a frame.

use crate::figure::frame::Frame;
use crate::figure::marks::{Marks, Stroke};

/// A line in units through places, as far as it lies within the frame's heights. Places that are not finite break it.
pub(super) fn line(
    frame: Frame,
    stroke: Stroke,
    places: impl Iterator<Item = [f32; 2]> + Clone,
    marks: &mut Marks,
) {
    let bounds = [frame.low()[1], frame.high()[1]];
    let mut run: Vec<[f32; 2]> = Vec::new();
    for (from, to) in places.clone().zip(places.skip(1)) {
        let Some([from, to]) = within(from, to, bounds) else { continue };
        if run.last() != Some(&from) {
            end(&mut run, frame, stroke, marks);
            run.push(from);
        }
        run.push(to);
    }
    end(&mut run, frame, stroke, marks);
}

fn end(run: &mut Vec<[f32; 2]>, frame: Frame, stroke: Stroke, marks: &mut Marks) {
    if run.len() > 1 {
        marks.line(stroke, run.iter().map(|&at| frame.pixel(at)));
    }
    run.clear();
}

/// The part of the line between two places whose heights lie within bounds.
fn within(from: [f32; 2], to: [f32; 2], [low, high]: [f32; 2]) -> Option<[[f32; 2]; 2]> {
    let (least, most) = (from[1].min(to[1]), from[1].max(to[1]));
    if !(from[1] - to[1]).is_finite() || least > high || most < low {
        return None;
    }
    let cut = |this: [f32; 2], other: [f32; 2]| {
        let y = this[1].max(low).min(high);
        let share = (y - this[1]) / (other[1] - this[1]);
        // A place within the bounds stays to the bit, so that the next line begins where this one ends.
        if (low..=high).contains(&this[1]) { this } else { [this[0] + share * (other[0] - this[0]), y] }
    };
    Some([cut(from, to), cut(to, from)])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::data::point::Window;
    use crate::figure::frame::Size;
    use crate::figure::marks::Mark;
    use crate::figure::palette::Colour;

    /// The lines, in units of the window [−3, 3]² on 600 × 600 pixels.
    fn lines(places: &[[f32; 2]]) -> Vec<Vec<[f32; 2]>> {
        let frame = Frame::square(Window::STANDARD, Size { width: 600.0, height: 600.0 });
        let mut marks = Marks::new();
        line(frame, Stroke::solid(1.0, Colour::opaque(0)), places.iter().copied(), &mut marks);
        assert!(marks.is_finite());
        let units = |run: &[[f32; 2]]| {
            run.iter().map(|&at| frame.unit(at).map(|x| (x * 100.0).round() / 100.0)).collect()
        };
        marks
            .iter()
            .flat_map(|mark| match mark {
                Mark::Lines(_, runs) => runs.iter().map(units).collect::<Vec<_>>(),
                other => panic!("{other:?}"),
            })
            .collect()
    }

    #[test]
    fn a_line_is_cut_at_the_borders_and_comes_back() {
        let peak = lines(&[[-2.0, 0.0], [0.0, 6.0], [2.0, 0.0]]);
        assert_eq!(peak, [[[-2.0, 0.0], [-1.0, 3.0]], [[1.0, 3.0], [2.0, 0.0]]]);
        let through = lines(&[[0.0, -9.0], [1.0, 9.0]]);
        assert_eq!(through, [[[0.33, -3.0], [0.67, 3.0]]]);
        assert_eq!(lines(&[[0.0, 1.0], [1.0, 2.0], [2.0, 3.0]]), [[[0.0, 1.0], [1.0, 2.0], [2.0, 3.0]]]);
    }

    #[test]
    fn what_lies_outside_or_is_no_number_is_left_out() {
        assert_eq!(lines(&[[0.0, 4.0], [1.0, 5.0]]), Vec::<Vec<[f32; 2]>>::new());
        let broken = lines(&[[0.0, 0.0], [1.0, 1.0], [2.0, f32::NAN], [2.5, 1.0], [3.0, f32::INFINITY]]);
        assert_eq!(broken, [[[0.0, 0.0], [1.0, 1.0]]]);
    }
}
