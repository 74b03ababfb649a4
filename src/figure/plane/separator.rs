//! The line that separates the training points best: with its band where they are separable, else with the points that it gets
//! wrong.

use crate::data::point::Window;
use crate::data::separable::{Line, Margin, Verdict};
use crate::figure::clip::{Polygon, Side};
use crate::figure::frame::Frame;
use crate::figure::marks::{Dot, Marks, Shape, Stroke};
use crate::figure::palette::Palette;
use crate::lab::settings::Separator;
use crate::lab::snapshot::Snapshot;

use super::points;

/// Draws the band, which lies under the points, and the line.
pub(super) fn draw(snapshot: &Snapshot<'_>, frame: Frame, palette: &Palette, marks: &mut Marks) {
    if snapshot.settings.separator == Separator::Hide {
        return;
    }
    let stroke = |width| Stroke::solid(width, palette.accent);
    let width = (frame.rect().width / 200.0).clamp(2.0, 4.0);
    let dashed = |dash: [f32; 2]| Some(dash.map(|length| length * width));
    match snapshot.verdict {
        Verdict::Separable(Margin { line, margin }) => {
            let band = band(snapshot.window, *line, *margin);
            marks.area(palette.accent.alpha(0.16), band.corners().iter().map(|&at| frame.pixel(at)));
            for side in [-1.0, 1.0] {
                let edge = Line { offset: line.offset + side * margin, ..*line };
                let thin = Stroke { dash: dashed([1.0, 2.0]), ..stroke(width / 2.0) };
                draw_line(edge, thin, snapshot.window, frame, marks);
            }
            draw_line(
                *line,
                Stroke { dash: dashed([4.0, 2.0]), ..stroke(width) },
                snapshot.window,
                frame,
                marks,
            );
        }
        Verdict::Inseparable { line, .. } => {
            draw_line(
                *line,
                Stroke { dash: dashed([4.0, 2.0]), ..stroke(width) },
                snapshot.window,
                frame,
                marks,
            );
        }
        Verdict::NoPoints | Verdict::OneClass | Verdict::ManyClasses => {}
    }
}

/// Marks the points that the best line gets wrong.
pub(super) fn mark_wrong(snapshot: &Snapshot<'_>, frame: Frame, palette: &Palette, marks: &mut Marks) {
    if let (Separator::Show, Verdict::Inseparable { wrong, .. }) =
        (snapshot.settings.separator, snapshot.verdict)
    {
        let radius = points::radius(snapshot.points.len(), frame.rect().width);
        let outline = Some((palette.accent, (radius * 0.3).clamp(1.6, 3.0)));
        let dot = Dot { shape: Shape::Square, radius: radius * 1.5 + 4.0, fill: None, outline };
        wrong.iter().for_each(|&place| marks.dot(dot, frame.pixel(place)));
    }
}

/// Draws the part of a line that lies in the window, if any.
pub(super) fn draw_line(line: Line, stroke: Stroke, window: Window, frame: Frame, marks: &mut Marks) {
    if let Some(ends) = ends(window, line) {
        marks.line(stroke, ends.map(|end| frame.pixel(end)));
    }
}

/// Where a line enters and leaves the window.
fn ends(window: Window, line: Line) -> Option<[[f32; 2]; 2]> {
    Polygon::between(window.low, window.high).chord(beyond(line, 1.0, 0.0))
}

/// The part of the window that is no further from a line than `margin`.
fn band(window: Window, line: Line, margin: f64) -> Polygon {
    let window = Polygon::between(window.low, window.high);
    window.cut(beyond(line, 1.0, margin)).cut(beyond(line, -1.0, margin))
}

/// What lies to one side of a line, 1 or −1 times its normal, or no further than `margin` to the other.
fn beyond(line: Line, side: f64, margin: f64) -> Side {
    [margin - side * line.offset, side * line.normal[0], side * line.normal[1]].map(|x| x as f32)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn line(angle: f64, offset: f64) -> Line {
        Line { normal: [libm::cos(angle), libm::sin(angle)], offset }
    }

    fn height(line: Line, [x, y]: [f32; 2]) -> f64 {
        line.normal[0] * f64::from(x) + line.normal[1] * f64::from(y) - line.offset
    }

    proptest! {
        #[test]
        fn a_line_ends_at_the_windows_border_or_misses_it(angle in 0.0f64..7.0, offset in -6.0f64..6.0) {
            let (window, line) = (Window::STANDARD, line(angle, offset));
            let signs = [[-3.0, -3.0], [3.0, -3.0], [-3.0, 3.0], [3.0, 3.0]].map(|corner| height(line, corner) > 0.0);
            let crosses = signs.iter().any(|&sign| sign != signs[0]);
            let ends = ends(window, line);
            prop_assert_eq!(ends.is_some(), crosses);
            for end in ends.into_iter().flatten() {
                prop_assert!(height(line, end).abs() < 1e-5);
                prop_assert!(end.iter().any(|x| (x.abs() - 3.0).abs() < 1e-5) && end.iter().all(|x| x.abs() < 3.0 + 1e-5));
            }
        }

        #[test]
        fn a_band_holds_the_places_near_the_line(angle in 0.0f64..7.0, offset in -4.0f64..4.0, margin in 0.01f64..3.0) {
            let (window, line) = (Window::STANDARD, line(angle, offset));
            let band = band(window, line, margin);
            let corners = band.corners();
            prop_assert!(corners.iter().all(|&corner| height(line, corner).abs() <= margin + 1e-5));
            // Its area is that of the small squares whose middles are near.
            let next = corners.iter().cycle().skip(1);
            let area: f32 = corners.iter().zip(next).map(|(a, b)| (a[0] * b[1] - a[1] * b[0]) / 2.0).sum();
            let middles = (0..300).flat_map(|k| (0..300).map(move |l| [k, l].map(|k| 0.02 * (k as f32 + 0.5) - 3.0)));
            let near = middles.filter(|&x| height(line, x).abs() <= margin).count() as f32 * 0.0004;
            prop_assert!((area - near).abs() < 0.15, "{area} against {near}");
        }
    }
}
