//! A network of one input: each unit's square shows its output over x as a curve.

use super::layout::Layout;
use super::{Look, compose};
use crate::figure::frame::{Rect, Size};
use crate::figure::marks::{Marks, Stroke};
use crate::figure::palette::Palette;
use crate::figure::regression::{self, Curves};
use crate::lab::snapshot::Snapshot;
use crate::nn::activation::Activation;

/// Every so many of the places along x make a curve: a square is small.
const EVERY: usize = 4;

/// Draws the network into `marks` with curves that are of this snapshot.
pub fn draw_curves(
    snapshot: &Snapshot<'_>,
    curves: &Curves,
    look: Look<'_>,
    palette: &Palette,
    size: Size,
    marks: &mut Marks,
) {
    compose(snapshot, look, palette, size, marks, &mut |layout, marks| {
        squares(snapshot, curves, layout, palette, marks);
    });
}

fn squares(snapshot: &Snapshot<'_>, curves: &Curves, layout: &Layout, palette: &Palette, marks: &mut Marks) {
    let heights = [snapshot.window.low[1], snapshot.window.high[1]];
    let last = layout.columns() - 1;
    let mut all = curves.units();
    for column in 0..layout.columns() {
        let activation = match column {
            0 => Activation::Linear,
            column if column == last => Activation::Linear,
            column => snapshot.settings.activation_of(column - 1),
        };
        let range = match activation {
            Activation::Sigmoid => [-0.15, 1.15],
            Activation::Tanh => [-1.2, 1.2],
            _ => heights,
        };
        for unit in 0..layout.units(column) {
            let square = layout.unit(column, unit);
            marks.area(palette.ground, square.outline());
            let Some(values) = all.next() else { continue };
            // The units that are added up have their colours.
            let colour = if column + 1 == last { regression::colour(unit, palette) } else { palette.ink };
            let width = (square.width / 18.0).clamp(1.2, 3.2);
            curve(square, range, values, Stroke::solid(width, colour), palette, marks);
        }
    }
}

/// A curve in a square, with the line of 0.
fn curve(
    square: Rect,
    [low, high]: [f32; 2],
    values: &[f32],
    stroke: Stroke,
    palette: &Palette,
    marks: &mut Marks,
) {
    let inner = square.grown(-stroke.width);
    let y = |value: f32| {
        let share = if value.is_finite() { ((high - value) / (high - low)).clamp(0.0, 1.0) } else { 0.5 };
        inner.y + share * inner.height
    };
    marks.line(Stroke::solid(1.0, palette.ink.alpha(0.18)), [[square.x, y(0.0)], [square.right(), y(0.0)]]);
    let count = values.len().saturating_sub(1).max(1) as f32;
    let places = values.iter().enumerate().step_by(EVERY);
    marks.line(stroke, places.map(|(k, &value)| [inner.x + k as f32 / count * inner.width, y(value)]));
}
