//! The parts of the network that the factors of a weight's chain rule come from, each in the colour that its factor has in the
//! formula.

use crate::figure::marks::{Marks, Stroke};
use crate::figure::network::layout::Layout;
use crate::figure::palette::{Factor, Palette};
use crate::lab::settings::Selection;
use crate::nn::scalar::Scalar;
use crate::nn::walk::{Stage, Walk};

/// A part and the factor that comes from it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Part {
    pub(super) factor: Factor,
    /// A unit or a weight; an input is a unit of a layer that there is not, and is told apart by [`Factor::Signal`].
    pub(super) place: Selection,
}

/// Each part once; none where a stage is about no weight.
pub(super) fn of<T: Scalar>(walk: &Walk<T>, now: Stage) -> Vec<Part> {
    let Some([layer, unit, input]) = now.weight() else { return Vec::new() };
    let Some(chain) = walk.chain(layer, unit, input) else { return Vec::new() };
    let mut parts: Vec<Part> = Vec::new();
    let mut put = |factor, place| {
        let part = Part { factor, place };
        if !parts.contains(&part) {
            parts.push(part);
        }
    };
    for path in &chain.paths {
        let mut from = unit;
        for (k, &to) in path.iter().enumerate() {
            let next = layer + k + 1;
            put(Factor::Weight, Selection::Weight { layer: next, unit: to, input: from + 1 });
            put(Factor::Slope, Selection::Unit { layer: next - 1, unit: from });
            from = to;
        }
        put(Factor::Error, Selection::Unit { layer: layer + path.len(), unit: from });
    }
    if let Some(input) = input.checked_sub(1) {
        // Counted as the columns are, from the inputs on.
        put(Factor::Signal, Selection::Unit { layer, unit: input });
    }
    parts
}

/// Rims the units. The weights are lit as links are.
pub(super) fn draw<T: Scalar>(
    parts: &[Part],
    walk: &Walk<T>,
    layout: &Layout,
    palette: &Palette,
    marks: &mut Marks,
) {
    for part in parts {
        let Selection::Unit { layer, unit } = part.place else { continue };
        let column = if part.factor == Factor::Signal { layer } else { layer + 1 };
        if column > walk.network().layers().len() {
            continue;
        }
        let square = layout.unit(column, unit);
        marks.line(Stroke::solid(4.0, palette.factor(part.factor)), square.grown(1.0).outline());
    }
}
