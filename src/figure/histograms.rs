//! Small multiples: how the pre-activations, outputs and deltas of each layer are spread, at the start and now.

mod cell;
mod table;

use super::frame::Size;
use super::marks::Marks;
use super::palette::Palette;
use crate::nn::census::{Distribution, LayerCensus};
use cell::Cell;
use table::Table;

/// Draws a row for each layer, the first hidden layer on top, and three columns: a, z and |∂E/∂a|.
///
/// Bars are what is now, the line what was at the start; `start` is left out where it is not of the same layers. All rows
/// of a column share one axis that never changes; only outputs of another range, as a probability's, have one of their
/// own. The numerals are the standard deviation s and the mean m, where there is room for them. Where a unit is saturated
/// its pre-activations are shaded; deltas of exactly 0, which a logarithm has no place for, stand at the left.
pub fn draw(
    start: Option<&[LayerCensus]>,
    now: &[LayerCensus],
    palette: &Palette,
    size: Size,
    marks: &mut Marks,
) {
    marks.clear();
    if !size.is_visible() || now.is_empty() {
        return;
    }
    let table = Table::new(now, size);
    let start = start.filter(|start| start.len() == now.len());
    table.names(palette, marks);
    for (row, layer) in now.iter().enumerate() {
        for column in Column::ALL {
            let counted = column.of(layer);
            let first = start.and_then(|start| start.get(row)).map(|first| column.of(first));
            let cell = Cell::new(table.cell(row, column), counted.axis(), palette);
            if column == Column::Preactivations {
                cell.shade(layer, marks);
            }
            cell.bars(first.filter(|first| first.axis() == counted.axis()), counted, marks);
            table.numerals(row, column, counted, palette, marks);
            if table.has_axis(row, column) {
                cell.axis(table.text(), marks);
            }
        }
    }
}

/// What is counted in a column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Column {
    Preactivations,
    Outputs,
    Deltas,
}

impl Column {
    const ALL: [Self; 3] = [Self::Preactivations, Self::Outputs, Self::Deltas];

    fn of(self, layer: &LayerCensus) -> &Distribution {
        match self {
            Self::Preactivations => &layer.preactivations,
            Self::Outputs => &layer.outputs,
            Self::Deltas => &layer.deltas,
        }
    }
}
