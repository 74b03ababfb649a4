//! Where the network's units, links and biases lie in the figure, and what lies at a place.

use crate::figure::frame::{Rect, Size};
use crate::figure::marks::Align;
use crate::lab::settings::{LAYERS, Selection};
use crate::nn::network::Network;

/// The columns there can be: inputs, hidden layers, output.
const COLUMNS: usize = LAYERS + 2;

/// The places of all units. Column k of K lies at (k + ½)/K of the width; column 0 is the inputs, column l +
/// 1 the layer l.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Layout {
    size: Size,
    counts: [usize; COLUMNS],
    columns: usize,
    /// The side of every unit's square.
    side: f32,
}

impl Layout {
    /// The places of this network's units in a figure of this size.
    pub fn new(network: &Network<f32>, size: Size) -> Self {
        let mut counts = [0; COLUMNS];
        counts[0] = network.shape().inputs;
        let columns = (network.layers().len() + 1).min(COLUMNS);
        for (count, layer) in counts.iter_mut().skip(1).zip(network.layers()) {
            *count = layer.units;
        }
        let most = counts.iter().copied().max().unwrap_or(1).max(1);
        // A gap of a quarter of a square between units, and of more than half between columns.
        let side = (size.height / (most as f32 * 1.25 + 0.5)).min(size.width / columns as f32 * 0.62);
        Self { size, counts, columns, side: side.clamp(4.0, 72.0).floor() }
    }

    /// The number of columns.
    pub fn columns(&self) -> usize {
        self.columns
    }

    /// The number of units of a column.
    pub fn units(&self, column: usize) -> usize {
        self.counts.get(column).copied().unwrap_or(0)
    }

    /// The square of a unit.
    pub fn unit(&self, column: usize, unit: usize) -> Rect {
        let count = self.units(column).max(1) as f32;
        let x = (column as f32 + 0.5) / self.columns as f32 * self.size.width;
        // Few units stand no further apart than three quarters of a square.
        let pitch = ((self.size.height - self.side * 0.25) / count).min(self.side * 1.75);
        let y = self.size.height / 2.0 + (unit as f32 + 0.5 - count / 2.0) * pitch;
        // Whole pixels keep the edges crisp.
        let half = self.side / 2.0;
        Rect { x: (x - half).round(), y: (y - half).round(), width: self.side, height: self.side }
    }

    /// The small square of the bias of a unit of a layer.
    pub fn bias(&self, layer: usize, unit: usize) -> Rect {
        let square = self.unit(layer + 1, unit);
        let side = (self.side * 0.24).clamp(4.0, 11.0).round();
        Rect { x: square.x - 2.0, y: square.bottom() - side + 2.0, width: side, height: side }
    }

    /// The link to a unit of a layer from an input of it, both counted from 0.
    pub fn link(&self, layer: usize, unit: usize, input: usize) -> [[f32; 2]; 2] {
        let (from, to) = (self.unit(layer, input), self.unit(layer + 1, unit));
        [[from.right(), from.centre()[1]], [to.x, to.centre()[1]]]
    }

    /// The figure's lower edge.
    pub(super) fn bottom(&self) -> f32 {
        self.size.height
    }

    /// The size of the inputs' and outputs' names.
    pub fn name_size(&self) -> f32 {
        (self.side * 0.42).clamp(11.0, 20.0)
    }

    /// Where the name of an input or an output goes: beside the square, or above it where there is no room
    /// beside.
    pub fn name(&self, column: usize, unit: usize) -> ([f32; 2], Align) {
        let square = self.unit(column, unit);
        let (size, middle) = (self.name_size(), square.centre());
        let room = square.x.min(self.size.width - square.right());
        if column != 0 && column + 1 != self.columns || room < size * 1.6 {
            return ([middle[0], square.y - size * 0.55], Align::Centre);
        }
        let gap = 6.0;
        if column == 0 {
            ([square.x - gap, middle[1]], Align::Right)
        } else {
            ([square.right() + gap, middle[1]], Align::Left)
        }
    }

    /// What lies at a place: a unit, a bias, or the nearest link within `reach` pixels. The inputs cannot be
    /// selected.
    pub fn hit(&self, x: f32, y: f32, reach: f32) -> Selection {
        let place = [x, y];
        let layers =
            (0..self.columns - 1).flat_map(|layer| (0..self.units(layer + 1)).map(move |unit| (layer, unit)));
        let nearest = |distance: &dyn Fn(usize, usize) -> f32| {
            layers
                .clone()
                .map(|(layer, unit)| (distance(layer, unit), layer, unit))
                .min_by(|a, b| a.0.total_cmp(&b.0))
        };
        let bias = nearest(&|layer, unit| self.bias(layer, unit).distance(place));
        let unit = nearest(&|layer, unit| self.unit(layer + 1, unit).distance(place));
        // A fingertip is larger than a bias: it gets as much of its unit as leaves the unit the larger part.
        if let Some((distance, layer, unit)) = bias
            && distance <= (self.side * 0.12).min(reach)
        {
            return Selection::Weight { layer, unit, input: 0 };
        }
        if let Some((distance, layer, unit)) = unit
            && distance <= 2.0
        {
            return Selection::Unit { layer, unit };
        }
        if let Some(link) = self.nearest_link(place, reach.min(14.0)) {
            return link;
        }
        match unit {
            Some((distance, layer, unit)) if distance <= reach => Selection::Unit { layer, unit },
            _ => Selection::None,
        }
    }

    /// The nearest link within `reach` pixels.
    fn nearest_link(&self, place: [f32; 2], reach: f32) -> Option<Selection> {
        let mut best = None;
        let mut least = reach;
        for layer in 0..self.columns - 1 {
            for unit in 0..self.units(layer + 1) {
                for input in 0..self.units(layer) {
                    let distance = distance(place, self.link(layer, unit, input));
                    if distance < least {
                        least = distance;
                        best = Some(Selection::Weight { layer, unit, input: input + 1 });
                    }
                }
            }
        }
        best
    }
}

/// The distance of a place from a line between two others.
fn distance([x, y]: [f32; 2], [[x0, y0], [x1, y1]]: [[f32; 2]; 2]) -> f32 {
    let (dx, dy) = (x1 - x0, y1 - y0);
    let length = dx * dx + dy * dy;
    let along = if length > 0.0 { (((x - x0) * dx + (y - y0) * dy) / length).clamp(0.0, 1.0) } else { 0.0 };
    (x - x0 - along * dx).hypot(y - y0 - along * dy)
}

#[cfg(test)]
mod tests;
