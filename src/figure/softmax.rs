//! The softmax at a place of the plane, a row for each class: its pre-activation a_c, the exponential of that, and its share of the
//! sum of all, the probability μ_c.

use super::frame::{Rect, Size};
use super::marks::{Align, Dot, Marks, Stroke, Type};
use super::palette::{Colour, Palette, class_colour, class_shape};
use super::ticks::{Numeral, round_up, scientific};
use crate::data::decimal::Shortest;
use crate::lab::settings::Selection;
use crate::lab::snapshot::Snapshot;
use crate::nn::softmax::Terms;

/// Where everything goes: columns for the class, a, exp a and μ; a line of names above the rows, one of sums below.
#[derive(Clone, Copy, Debug)]
struct Layout {
    text: f32,
    /// Where the rows begin, and how high each is.
    top: f32,
    row: f32,
    rows: usize,
    /// Where the columns begin, and how wide each is.
    left: f32,
    column: f32,
    gap: f32,
}

impl Layout {
    fn new(size: Size, rows: usize) -> Self {
        let text = (size.width / 32.0).min(size.height / (2.2 * rows as f32 + 4.0)).clamp(10.5, 22.0);
        let (left, gap, line) = (2.2 * text, 1.1 * text, 2.2 * text);
        let row = ((size.height - 2.0 * line) / rows.max(1) as f32).min(5.5 * text).max(1.0);
        let top = line + ((size.height - 2.0 * line - row * rows as f32) / 2.0).max(0.0);
        Self { text, top, row, rows, left, column: ((size.width - left - 3.0 * gap) / 3.0).max(1.0), gap }
    }

    /// The room of a class in a column, of which there are three.
    fn cell(self, class: usize, column: usize) -> Rect {
        let Self { top, row, left, column: width, gap, .. } = self;
        Rect { x: left + column as f32 * (width + gap), y: top + class as f32 * row, width, height: row }
    }

    /// The whole row of a class.
    fn line(self, class: usize) -> Rect {
        let last = self.cell(class, 2);
        Rect { x: 0.15 * self.text, width: last.right() + 0.5 * self.gap - 0.15 * self.text, ..last }
    }

    /// The room of a number in a cell, and that of its bar.
    fn parts(self, cell: Rect) -> [Rect; 2] {
        let number = (3.9 * self.text).min(0.6 * cell.width);
        let bar = Rect { x: cell.x + number, width: cell.width - number, ..cell };
        let height = (0.5 * cell.height).min(2.2 * self.text);
        [
            Rect { width: number - 0.5 * self.text, ..cell },
            Rect { y: cell.centre()[1] - height / 2.0, height, ..bar },
        ]
    }
}

/// The class whose row is at a place of the figure; `classes` rows.
pub fn hit(size: Size, classes: usize, [_, y]: [f32; 2]) -> Option<usize> {
    let layout = Layout::new(size, classes);
    let row = (y - layout.top) / layout.row;
    (row >= 0.0 && row < classes as f32).then_some(row as usize)
}

/// Draws the rows into `marks`; nothing where there is no softmax.
pub fn draw(snapshot: &Snapshot<'_>, palette: &Palette, size: Size, marks: &mut Marks) {
    marks.clear();
    let Some(softmax) = snapshot.softmax.filter(|_| size.is_visible()) else { return };
    let terms = &softmax.terms;
    let layout = Layout::new(size, terms.logits.len());
    select(snapshot, layout, palette, marks);
    names(terms, layout, palette, marks);
    let steepest = terms.logits.iter().fold(1.0f32, |most, a| most.max(a.abs()));
    let reach = round_up(steepest.into(), &[1.0, 2.0, 5.0]) as f32;
    let greatest = terms.terms.iter().fold(0.0f32, |most, &term| most.max(term));
    for class in 0..layout.rows {
        let at = [layout.line(class).x + layout.text, layout.cell(class, 0).centre()[1]];
        let dot = Dot {
            shape: class_shape(class),
            radius: 0.55 * layout.text,
            fill: Some(class_colour(class)),
            outline: Some((class_colour(class).mix(palette.ink, 0.4), 1.0)),
        };
        marks.dot(dot, at);
        let (a, term, share) = (terms.logits[class], terms.terms[class], terms.shares[class]);
        let ends = [0.5, 0.5 + 0.5 * a / reach];
        value(layout, [class, 0], Number::Decimals(a, 2), ends, palette.faint, palette, marks);
        let part = if greatest > 0.0 { term / greatest } else { 0.0 };
        value(layout, [class, 1], Number::Any(term), [0.0, part], palette.faint, palette, marks);
        value(
            layout,
            [class, 2],
            Number::Decimals(share, 3),
            [0.0, share],
            class_colour(class),
            palette,
            marks,
        );
        let [_, bar] = layout.parts(layout.cell(class, 2));
        if let (Some(&own), Some(_)) = (softmax.own.get(class), snapshot.settings.temperature_shown()) {
            // What the network itself says.
            let x = bar.x + own * bar.width;
            let ends = [[x, bar.y - 0.25 * layout.text], [x, bar.bottom() + 0.25 * layout.text]];
            marks.line(Stroke::solid(5.0, palette.panel), ends);
            marks.line(Stroke::solid(2.5, palette.ink), ends);
        }
    }
}

/// What sets off the class that is selected among several.
fn select(snapshot: &Snapshot<'_>, layout: Layout, palette: &Palette, marks: &mut Marks) {
    if let Selection::Unit { layer, unit } | Selection::Weight { layer, unit, .. } = snapshot.settings.select
        && layer + 1 == snapshot.network.layers().len()
        && snapshot.network.shape().outputs > 1
        && unit < layout.rows
    {
        let line = layout.line(unit).grown(-1.5);
        marks.area(palette.accent.alpha(0.12), line.outline());
        marks.line(Stroke::solid(2.0, palette.accent), line.outline());
    }
}

/// The symbols above the columns, and below them what is taken off and the sum.
fn names(terms: &Terms, layout: Layout, palette: &Palette, marks: &mut Marks) {
    let style =
        Type { size: 1.15 * layout.text, colour: palette.ink, halo: None, align: Align::Left, symbol: true };
    let [first, second, third] = [0, 1, 2].map(|column| {
        let cell = layout.cell(0, column);
        [cell.x + 0.4 * layout.text, cell.y - 1.1 * layout.text]
    });
    let scaled = if (terms.temperature - 1.0).abs() > 0.0 { "/T" } else { "" };
    let shift = if terms.shift.abs() > 0.0 { " − m" } else { "" };
    marks.text(style, first, format_args!("a"));
    marks.text(style, second, format_args!("exp(a{scaled}{shift})"));
    marks.text(style, third, format_args!("μ"));
    let below = layout.cell(layout.rows, 0).y + 0.9 * layout.text;
    let numeral = Type { size: layout.text, symbol: false, ..style };
    if !shift.is_empty() {
        marks.text(numeral, [first[0], below], format_args!("m = {}", Number::Decimals(terms.shift, 2)));
    }
    marks.text(numeral, [second[0], below], format_args!("Σ = {}", Number::Any(terms.sum)));
    if !scaled.is_empty() {
        let temperature = Shortest(terms.temperature);
        marks.text(
            Type { colour: palette.accent, ..numeral },
            [third[0], below],
            format_args!("T = {temperature}"),
        );
    }
}

/// A number with its bar, from one share of the bar's room to another.
fn value(
    layout: Layout,
    [class, column]: [usize; 2],
    number: Number,
    [from, to]: [f32; 2],
    colour: Colour,
    palette: &Palette,
    marks: &mut Marks,
) {
    let [numeral, bar] = layout.parts(layout.cell(class, column));
    let style =
        Type { size: layout.text, colour: palette.ink, halo: None, align: Align::Right, symbol: false };
    marks.text(style, [numeral.right(), bar.centre()[1]], format_args!("{number}"));
    let x = |share: f32| bar.x + share.clamp(0.0, 1.0) * bar.width;
    let filled = Rect { x: x(from.min(to)), width: x(from.max(to)) - x(from.min(to)), ..bar };
    marks.area(palette.grid.alpha(0.45), bar.outline());
    marks.area(colour, filled.outline());
    let axis = x(from);
    marks.line(Stroke::solid(1.0, palette.ink.alpha(0.6)), [[axis, bar.y - 2.0], [axis, bar.bottom() + 2.0]]);
}

/// How a number is written.
#[derive(Clone, Copy)]
enum Number {
    /// With so many decimals.
    Decimals(f32, usize),
    /// As its size asks for.
    Any(f32),
}

impl core::fmt::Display for Number {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        let (number, decimals) = match *self {
            Self::Decimals(number, decimals) => (f64::from(number), decimals),
            Self::Any(number) => {
                let number = f64::from(number);
                // Rounded, these would be 0.0010 and 10000.
                if number > 0.0 && !(9.95e-4..9999.5).contains(&number) {
                    let (digits, power) = scientific(number, 2);
                    return write!(f, "{digits}·{power}");
                }
                let decimals = match number {
                    100.0.. => 0,
                    0.1.. => 2,
                    _ => 4,
                };
                (number, decimals)
            }
        };
        write!(f, "{}", Numeral::new(number, decimals))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_is_hit_where_it_is_drawn() {
        for (width, height) in [(366.0, 320.0), (560.0, 500.0), (900.0, 800.0), (20.0, 10.0)] {
            let size = Size { width, height };
            for classes in 2..=6 {
                let layout = Layout::new(size, classes);
                for class in 0..classes {
                    assert_eq!(hit(size, classes, layout.cell(class, 1).centre()), Some(class));
                }
                assert_eq!(hit(size, classes, [0.0, layout.top - 1.0]), None);
                assert_eq!(hit(size, classes, [0.0, layout.cell(classes, 0).y + 1.0]), None);
            }
        }
    }

    #[test]
    fn numbers_of_any_size_are_short() {
        let texts =
            [0.0031, 3e-12, 0.25, 3.736, 148.41, 22_026.5, 2.3e17].map(|x| Number::Any(x).to_string());
        assert_eq!(texts, ["0.0031", "3.0·10⁻¹²", "0.25", "3.74", "148", "2.2·10⁴", "2.3·10¹⁷"]);
        // Rounded, these have the next power of ten.
        let texts = [9.96e4, 99_990.0, 9.97e-7, 9.96e-4, 9999.8].map(|x| Number::Any(x).to_string());
        assert_eq!(texts, ["1.0·10⁵", "1.0·10⁵", "1.0·10⁻⁶", "0.0010", "1.0·10⁴"]);
    }
}
