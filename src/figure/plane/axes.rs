//! The axes of a plane: their ticks, their numerals and their names.

use core::fmt::Arguments;

use crate::figure::frame::Frame;
use crate::figure::marks::{Align, Marks, Stroke, Type};
use crate::figure::palette::Palette;
use crate::figure::ticks::Ticks;

/// The two axes through 0 with their ticks, numerals along the lower and the left border, and what they are of: nothing where an axis
/// has no name. `strength` is from 0, nothing to be seen, to 1.
pub(in crate::figure) fn axes(
    frame: Frame,
    [across, up]: [Option<Arguments<'_>>; 2],
    strength: f32,
    palette: &Palette,
    marks: &mut Marks,
) {
    let rect = frame.rect();
    let (low, high) = (frame.low(), frame.high());
    let hair = Stroke::solid(1.0, palette.ink.alpha(0.16 * strength));
    let tick = Stroke::solid(1.0, palette.ink.alpha(0.4 * strength));
    // Larger on a projector.
    let size = (rect.width / 46.0).clamp(10.5, 18.0);
    let style = Type {
        size,
        colour: palette.ink.alpha(0.78 * strength),
        halo: Some(palette.ground.alpha(0.55 * strength)),
        align: Align::Centre,
        symbol: false,
    };
    let ticks = |axis: usize| {
        let (low, high) = (f64::from(low[axis]), f64::from(high[axis]));
        Ticks::new(low, high, 7.0, if high - low >= 2.0 { 1.0 } else { 0.0 })
    };
    let [x0, y0] = frame.pixel([0.0, 0.0]);
    if rect.distance([x0, y0]) <= 0.0 {
        marks.line(hair, [[x0, rect.y], [x0, rect.bottom()]]);
        marks.line(hair, [[rect.x, y0], [rect.right(), y0]]);
        for (value, _) in ticks(0).iter() {
            marks.line(tick, [[frame.x(value), y0 - 3.0], [frame.x(value), y0 + 3.0]]);
        }
        for (value, _) in ticks(1).iter() {
            marks.line(tick, [[x0 - 3.0, frame.y(value)], [x0 + 3.0, frame.y(value)]]);
        }
    }
    // Numerals stay off the corners, where the names are.
    let clear = 2.0 * size;
    for (value, numeral) in ticks(0).iter() {
        let x = frame.x(value);
        if x > rect.x + clear && x < rect.right() - 1.3 * clear {
            marks.text(style, [x, rect.bottom() - 4.0 - size / 2.0], format_args!("{numeral}"));
        }
    }
    let left = Type { align: Align::Left, ..style };
    for (value, numeral) in up.iter().flat_map(|_| ticks(1).iter()) {
        let y = frame.y(value);
        if y > rect.y + clear && y < rect.bottom() - clear {
            marks.text(left, [rect.x + 6.0, y], format_args!("{numeral}"));
        }
    }
    let name = Type { size: size + 3.0, symbol: true, ..style };
    if let Some(across) = across {
        let right = Type { align: Align::Right, ..name };
        marks.text(right, [rect.right() - 7.0, rect.bottom() - 3.0 - size / 2.0], across);
    }
    if let Some(up) = up {
        marks.text(Type { align: Align::Left, ..name }, [rect.x + 6.0, rect.y + 4.0 + size / 2.0], up);
    }
}
