//! A network of one layer: its weight vector w as an arrow square to the line wᵀx = 0, and of a perceptron's step the point that
//! had its turn and the line as it was before.

use super::points;
use super::separator::draw_line;
use crate::data::separable::Line;
use crate::figure::field::Grid;
use crate::figure::frame::Frame;
use crate::figure::marks::{Align, Dot, Marks, Shape, Stroke, Type};
use crate::figure::palette::{Colour, Palette};
use crate::lab::snapshot::Snapshot;

/// An arrow's length, as a share of the window's side: the direction of w is what is shown.
const LENGTH: f32 = 0.15;

/// a(x) = w₀ + w₁x₁ + w₂x₂ as (w₁, w₂, w₀).
type Weights = [f32; 3];

/// Draws the arrow of the field that is shown, if it is one of a single unit without hidden layers, and of a step that corrected
/// the weights how they were before.
pub(super) fn draw(snapshot: &Snapshot<'_>, grid: &Grid, frame: Frame, palette: &Palette, marks: &mut Marks) {
    if *grid.layout().units() != [1] {
        return;
    }
    let before = snapshot.turn.and_then(|turn| turn.before);
    if let Some(before) = before
        && let Some(line) = line(before)
    {
        let colour = palette.ink.alpha(0.5);
        let stroke = Stroke { dash: Some([5.0, 5.0]), ..Stroke::solid(1.5, colour) };
        draw_line(line, stroke, snapshot.window, frame, marks);
        arrow(before, frame, colour, palette, marks);
    }
    if let Some((tip, direction)) = arrow(weights(grid), frame, palette.ink, palette, marks) {
        let size = (frame.rect().width / 30.0).clamp(14.0, 28.0);
        let halo = Some(palette.rim.alpha(0.8));
        let style = Type { size, colour: palette.ink, halo, align: Align::Centre, symbol: true };
        marks.text(style, [0, 1].map(|axis| tip[axis] + 0.7 * size * direction[axis]), format_args!("w"));
    }
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

/// The weights, from three corners of the field: a is linear.
fn weights(grid: &Grid) -> Weights {
    let (side, window) = (grid.sampling().points(), grid.window());
    let at = |index: usize| grid.logits_at(index).next().unwrap_or(0.0);
    let [upper_left, upper_right, lower_left] = [at(0), at(side - 1), at(side * (side - 1))];
    let w1 = (upper_right - upper_left) / (window.high[0] - window.low[0]);
    let w2 = (upper_left - lower_left) / (window.high[1] - window.low[1]);
    [w1, w2, lower_left - w1 * window.low[0] - w2 * window.low[1]]
}

/// The line where a = 0; none where w has no direction.
fn line([w1, w2, w0]: Weights) -> Option<Line> {
    let [w1, w2, w0] = [w1, w2, w0].map(f64::from);
    let size = (w1 * w1 + w2 * w2).sqrt();
    let line = Line { normal: [w1 / size, w2 / size], offset: -w0 / size };
    (size > 0.0 && line.offset.is_finite()).then_some(line)
}

/// Draws w from the line on, where it is nearest to the window's middle; gives the arrow's tip and direction in pixels.
fn arrow(
    weights: Weights,
    frame: Frame,
    colour: Colour,
    palette: &Palette,
    marks: &mut Marks,
) -> Option<([f32; 2], [f32; 2])> {
    let line = line(weights)?;
    let (low, high) = (frame.low(), frame.high());
    let middle = [0, 1].map(|axis| f64::from(f32::midpoint(low[axis], high[axis])));
    let height = line.normal[0] * middle[0] + line.normal[1] * middle[1] - line.offset;
    // A line outside the window has its arrow at the border.
    let foot: [f32; 2] = [0, 1].map(|axis| {
        let room = 0.08 * (high[axis] - low[axis]);
        let foot = (middle[axis] - height * line.normal[axis]) as f32;
        // Not `clamp`, which brings along the words of its panic, and with them all printing of floats.
        foot.max(low[axis] + room).min(high[axis] - room)
    });
    let direction = [line.normal[0] as f32, -line.normal[1] as f32];
    let across = [-direction[1], direction[0]];
    let [x, y] = frame.pixel(foot);
    let length = LENGTH * frame.rect().width;
    let head = (0.24 * length).max(8.0);
    let at = |along: f32, aside: f32| {
        [x + along * direction[0] + aside * across[0], y + along * direction[1] + aside * across[1]]
    };
    let width = (frame.rect().width / 200.0).clamp(2.0, 4.0);
    for stroke in [Stroke::solid(width + 3.0, palette.rim.alpha(0.6)), Stroke::solid(width, colour)] {
        marks.line(stroke, [at(0.0, 0.0), at(length - head, 0.0)]);
    }
    marks.area(colour, [at(length, 0.0), at(length - head, 0.5 * head), at(length - head, -0.5 * head)]);
    Some((at(length, 0.0), direction))
}
