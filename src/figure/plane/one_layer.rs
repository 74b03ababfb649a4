//! A network of one layer: its weight vector w as an arrow square to the line wᵀx = 0, and of a perceptron's step the point that
//! had its turn and the line as it was before.

use super::points;
use super::separator::draw_line;
use crate::data::separable::Line;
use crate::figure::clip::Side;
use crate::figure::field::Grid;
use crate::figure::frame::Frame;
use crate::figure::lines::weight_vector;
use crate::figure::marks::{Dot, Marks, Shape, Stroke};
use crate::figure::palette::Palette;
use crate::lab::snapshot::Snapshot;

/// Draws the arrow of the field that is shown, if it is one of a single unit without hidden layers, and of a step that corrected
/// the weights how they were before.
pub(super) fn draw(snapshot: &Snapshot<'_>, grid: &Grid, frame: Frame, palette: &Palette, marks: &mut Marks) {
    let Some(weights) = grid.lines().only_output() else { return };
    if let Some([w1, w2, w0]) = snapshot.turn.and_then(|turn| turn.before) {
        let (before, colour) = ([w0, w1, w2], palette.ink.alpha(0.5));
        if let Some(line) = line(before) {
            let stroke = Stroke { dash: Some([5.0, 5.0]), ..Stroke::solid(1.5, colour) };
            draw_line(line, stroke, snapshot.window, frame, marks);
        }
        weight_vector(before, false, frame, colour, palette, marks);
    }
    weight_vector(weights, true, frame, palette.ink, palette, marks);
}

/// Lights the point whose turn it was: thick where it was wrong.
pub(super) fn light(snapshot: &Snapshot<'_>, frame: Frame, palette: &Palette, marks: &mut Marks) {
    let Some(turn) = snapshot.turn else { return };
    let Some(point) = snapshot.points.get(turn.point) else { return };
    let radius = points::radius(snapshot.points.len(), frame.rect().width) + 6.0;
    let ring = |radius, width, colour| Dot {
        shape: Shape::Disc,
        radius,
        fill: None,
        outline: Some((colour, width)),
    };
    let width = if turn.is_mistake { 4.0 } else { 2.0 };
    marks.dot(ring(radius, width + 3.0, palette.rim.alpha(0.8)), frame.pixel(point.x));
    marks.dot(ring(radius, width, palette.accent), frame.pixel(point.x));
}

/// The line where a = 0; none where w has no direction.
fn line(weights: Side) -> Option<Line> {
    let [w0, w1, w2] = weights.map(f64::from);
    let size = (w1 * w1 + w2 * w2).sqrt();
    let line = Line { normal: [w1 / size, w2 / size], offset: -w0 / size };
    (size > 0.0 && line.offset.is_finite()).then_some(line)
}
