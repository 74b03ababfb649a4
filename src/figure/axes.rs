//! The axes of curves: the room around them, grid lines, numerals.

use super::frame::{Frame, Rect, Size};
use super::marks::{Align, Marks, Stroke, Type};
use super::palette::Palette;
use super::ticks::{Power, Ticks};
use crate::data::decimal::Shortest;

/// The size of the axes' numerals in a figure of this width: a projector has larger ones.
pub(super) fn numerals(width: f32) -> f32 {
    (width / 24.0).clamp(11.0, 13.0)
}

/// What the axes enclose in a figure: numerals have room on the left and below, and `top` and `right` pixels are left
/// on the other sides.
pub(super) fn rect(size: Size, top: f32, right: f32) -> Rect {
    let text = numerals(size.width);
    let (left, lower) = ((3.7 * text).min(size.width / 3.0), (1.8 * text).min(size.height / 4.0));
    Rect {
        x: left,
        y: top.min(size.height / 4.0),
        width: (size.width - left - right).max(1.0),
        height: (size.height - lower - top).max(1.0),
    }
}

/// The units from `first` to `last` with room for a mark at either end, where they are to fill this width.
pub(super) fn widened([first, last]: [f32; 2], width: f32) -> [f32; 2] {
    const MARK: f32 = 9.0;
    let room = (last - first) * MARK / (width - 2.0 * MARK).max(MARK);
    [first - room, last + room]
}

/// How the numerals beside an axis are set, to the left of it.
pub(super) fn numeral(size: f32, palette: &Palette) -> Type {
    Type { size, colour: palette.faint, halo: None, align: Align::Right, symbol: false }
}

/// What the axes are of, as symbols of formulas: `up` above the vertical one, `along` after the horizontal one.
pub(super) fn symbols(up: &str, along: &str, rect: Rect, size: Size, palette: &Palette, marks: &mut Marks) {
    let text = numerals(size.width);
    let style = Type { size: text + 1.0, align: Align::Left, symbol: true, ..numeral(text, palette) };
    marks.text(style, [rect.x.min(text), rect.y / 2.0], format_args!("{up}"));
    let x = (rect.right() + text).min(size.width - 2.0 * text);
    marks.text(style, [x, rect.bottom() + text], format_args!("{along}"));
}

/// A grid line across the frame at this height in pixels.
pub(super) fn line(y: f32, rect: Rect, stroke: Stroke, marks: &mut Marks) {
    let y = y.round() + 0.5;
    marks.line(stroke, [[rect.x, y], [rect.right(), y]]);
}

/// The vertical axis: lines and numerals at round numbers, from 0 up.
pub(super) fn numbers(frame: Frame, text: f32, palette: &Palette, marks: &mut Marks) {
    let rect = frame.rect();
    let high = frame.high()[1];
    for (value, label) in Ticks::new(0.0, high.into(), most(rect), 0.0).iter() {
        line(frame.y(value), rect, Stroke::solid(1.0, palette.grid), marks);
        marks.text(numeral(text, palette), [rect.x - 6.0, frame.y(value)], format_args!("{label}"));
    }
}

/// The vertical axis of a logarithmic figure, whose units are powers of ten: lines and numerals at whole ones.
pub(super) fn decades(frame: Frame, text: f32, palette: &Palette, marks: &mut Marks) {
    let rect = frame.rect();
    let (low, high) = (frame.low()[1].ceil() as i32, frame.high()[1].floor() as i32);
    let every = (f64::from(high - low) / most(rect)).ceil().max(1.0) as usize;
    for power in (low..=high).step_by(every) {
        let y = frame.y(power as f32);
        line(y, rect, Stroke::solid(1.0, palette.grid), marks);
        marks.text(numeral(text, palette), [rect.x - 6.0, y], format_args!("{}", Power(power)));
    }
}

/// How many numerals find room along the vertical axis.
fn most(rect: Rect) -> f64 {
    f64::from(rect.height / 24.0).clamp(2.0, 5.0)
}

/// Whole numbers along the horizontal axis from `low` to `high`: `low` itself, then those a round step apart. The last
/// one ends before the pixel `end`.
pub(super) fn counts(
    frame: Frame,
    [low, high]: [f32; 2],
    text: f32,
    end: f32,
    palette: &Palette,
    marks: &mut Marks,
) {
    let rect = frame.rect();
    let centred = Type { align: Align::Centre, ..numeral(text, palette) };
    let most = f64::from(rect.width / 60.0).clamp(1.0, 8.0);
    let ticks = Ticks::new(low.into(), high.into(), most, 1.0);
    // The last numeral stays within the figure.
    let place = |value| [frame.x(value).min(end - 1.3 * text), rect.bottom() + text];
    if ticks.iter().next().is_none_or(|(value, _)| value > low) {
        marks.text(centred, place(low), format_args!("{}", Shortest(low)));
    }
    for (value, label) in ticks.iter() {
        marks.text(centred, place(value), format_args!("{label}"));
    }
}
