//! Where the histograms lie, and what is written around them.

use core::fmt;

use super::Column;
use crate::data::decimal::Scaled;
use crate::figure::frame::{Rect, Size};
use crate::figure::marks::{Align, Marks, Type};
use crate::figure::palette::Palette;
use crate::figure::ticks::scientific;
use crate::nn::census::{Distribution, LayerCensus};

/// Where the numerals of a cell go.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Placement {
    /// To the right of the bars, one or two lines of them.
    Beside(u8),
    /// On a line above the bars.
    Above,
    /// Nowhere: there is no room.
    Nowhere,
}

/// The rows and columns of the figure.
pub(super) struct Table<'a> {
    layers: &'a [LayerCensus],
    /// The size of the numerals.
    text: f32,
    /// The height of a row.
    height: f32,
    /// The width of a column.
    width: f32,
    place: Placement,
    /// Whether there is room for an axis wherever the outputs' range changes from one row to the next.
    has_gaps: bool,
}

impl<'a> Table<'a> {
    pub(super) fn new(layers: &'a [LayerCensus], size: Size) -> Self {
        let rows = layers.len().max(1) as f32;
        let text = (size.width / 45.0).min(size.height / rows / 3.0).clamp(9.5, 15.0);
        let mut table =
            Self { layers, text, height: 0.0, width: 0.0, place: Placement::Nowhere, has_gaps: true };
        // With an activation for each layer there would be more axes than rows are high.
        table.has_gaps = (0..layers.len()).filter(|&row| table.changes_after(row)).count() <= 2;
        let last_bottom = table.top(layers.len().saturating_sub(1));
        table.height = ((size.height - 1.5 * text - last_bottom) / rows).max(1.0);
        table.width = ((size.width - table.left() - 0.8 * text - 2.0 * table.between()) / 3.0).max(1.0);
        table.place = if table.width >= 12.0 * text && table.height >= 1.1 * text {
            Placement::Beside(if table.height >= 2.3 * text { 2 } else { 1 })
        } else if table.height >= 3.0 * text && table.width >= 8.5 * text {
            Placement::Above
        } else {
            Placement::Nowhere
        };
        table
    }

    /// The size of the numerals.
    pub(super) fn text(&self) -> f32 {
        self.text
    }

    fn left(&self) -> f32 {
        1.9 * self.text
    }

    fn between(&self) -> f32 {
        1.3 * self.text
    }

    /// The upper edge of a row.
    fn top(&self, row: usize) -> f32 {
        let changes = (0..row).filter(|&before| self.has_gaps && self.changes_after(before)).count() as f32;
        1.8 * self.text + row as f32 * (self.height + 0.45 * self.text) + changes * 1.15 * self.text
    }

    /// Whether the outputs of the next row have another range.
    fn changes_after(&self, row: usize) -> bool {
        let axis = |row: usize| self.layers.get(row).map(|layer| layer.outputs.axis());
        row + 1 < self.layers.len() && axis(row) != axis(row + 1)
    }

    /// Whether a cell has numerals below it.
    pub(super) fn has_axis(&self, row: usize, column: Column) -> bool {
        row + 1 == self.layers.len() || column == Column::Outputs && self.has_gaps && self.changes_after(row)
    }

    /// All of a cell, numerals too.
    fn whole(&self, row: usize, column: Column) -> Rect {
        let x = self.left() + column as usize as f32 * (self.width + self.between());
        Rect { x, y: self.top(row), width: self.width, height: self.height }
    }

    /// The room for a cell's bars.
    pub(super) fn cell(&self, row: usize, column: Column) -> Rect {
        let whole = self.whole(row, column);
        match self.place {
            Placement::Beside(_) => Rect { width: whole.width - 4.4 * self.text, ..whole },
            Placement::Above => {
                Rect { y: whole.y + 1.1 * self.text, height: whole.height - 1.1 * self.text, ..whole }
            }
            Placement::Nowhere => whole,
        }
    }

    /// The columns' symbols above, and the layers' numbers at the left: for the last what its outputs are called.
    pub(super) fn names(&self, palette: &Palette, marks: &mut Marks) {
        let style = Type {
            size: 1.25 * self.text,
            colour: palette.ink,
            halo: None,
            align: Align::Centre,
            symbol: true,
        };
        for (column, name) in
            [(Column::Preactivations, "a"), (Column::Outputs, "z"), (Column::Deltas, "|∂E/∂a|")]
        {
            let cell = self.cell(0, column);
            marks.text(style, [cell.centre()[0], 0.8 * self.text], format_args!("{name}"));
        }
        let number = Type { symbol: false, size: 1.1 * self.text, colour: palette.faint, ..style };
        for row in 0..self.layers.len() {
            let place = [0.9 * self.text, self.cell(row, Column::Preactivations).centre()[1]];
            match self.layers[row].objective {
                Some(objective) => marks.text(style, place, format_args!("{}", objective.symbol())),
                None => marks.text(number, place, format_args!("{}", row + 1)),
            }
        }
    }

    /// The standard deviation and the mean. The mean delta says little: deltas of both signs cancel.
    pub(super) fn numerals(
        &self,
        row: usize,
        column: Column,
        counted: &Distribution,
        palette: &Palette,
        marks: &mut Marks,
    ) {
        let whole = self.whole(row, column);
        let style = Type {
            size: self.text,
            colour: palette.ink.alpha(0.85),
            halo: None,
            align: Align::Left,
            symbol: false,
        };
        // Beside fixed axes a mean this small is none.
        let mean = if counted.mean().abs() < 0.005 { 0.0 } else { counted.mean() };
        let numbers = [('s', counted.standard_deviation()), ('m', mean)];
        let count = if column == Column::Deltas { 1 } else { 2 };
        match self.place {
            Placement::Beside(lines) => {
                let lines = count.min(lines.into());
                let x = whole.right() - 4.0 * self.text;
                for (line, (name, number)) in numbers.into_iter().take(lines).enumerate() {
                    let y = whole.centre()[1] + (line as f32 - (lines as f32 - 1.0) / 2.0) * 1.15 * self.text;
                    marks.text(style, [x, y], format_args!("{name} {}", Short(number)));
                }
            }
            Placement::Above => {
                let y = whole.y + 0.4 * self.text;
                let aligned = [(Align::Left, whole.x), (Align::Right, whole.right())];
                for ((name, number), (align, x)) in numbers.into_iter().zip(aligned).take(count) {
                    marks.text(Type { align, ..style }, [x, y], format_args!("{name} {}", Short(number)));
                }
            }
            Placement::Nowhere => {}
        }
    }
}

/// A number in as few digits as tell it: 0.04, 1.32, 12.6, 3·10⁻⁵.
#[derive(Clone, Copy, Debug)]
struct Short(f64);

impl fmt::Display for Short {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let size = self.0.abs();
        if size > 0.0 && !(9.5e-4..9999.5).contains(&size) {
            let sign = if self.0 < 0.0 { "−" } else { "" };
            let (digit, power) = scientific(size, 1);
            return write!(f, "{sign}{digit}·{power}");
        }
        let decimals = match size {
            0.0 => 0,
            ..0.01 => 3,
            ..9.995 => 2,
            ..99.95 => 1,
            _ => 0,
        };
        let sign = if self.0 < 0.0 { "−" } else { "" };
        write!(f, "{sign}{}", Scaled::fixed(size, decimals))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_short() {
        let texts = [0.0, 0.04, -1.316, 12.62, 999.7, 0.00123, 3.1e-5, -9.7e-6, 8e-4, 23_456.0]
            .map(|x| Short(x).to_string());
        let expected =
            ["0", "0.04", "−1.32", "12.6", "1000", "0.001", "3·10⁻⁵", "−1·10⁻⁵", "8·10⁻⁴", "2·10⁴"];
        assert_eq!(texts, expected);
    }
}
