//! One histogram: its bars, what was there at the start, and its axis.

use core::fmt;

use crate::data::decimal::Shortest;
use crate::figure::bars;
use crate::figure::frame::Rect;
use crate::figure::marks::{Align, Marks, Stroke, Type};
use crate::figure::palette::Palette;
use crate::figure::ticks::Power;
use crate::nn::census::{Axis, BINS, Distribution, LayerCensus};
use crate::nn::saturation::unsaturated;

/// The share of a logarithmic axis' width that is kept for zeros.
const ZEROS: f32 = 0.07;

/// One histogram in its room.
pub(super) struct Cell<'a> {
    room: Rect,
    axis: Axis,
    palette: &'a Palette,
}

impl<'a> Cell<'a> {
    pub(super) fn new(room: Rect, axis: Axis, palette: &'a Palette) -> Self {
        Self { room, axis, palette }
    }

    /// The room of the bins, without that of the zeros.
    fn bins(&self) -> Rect {
        match self.axis {
            Axis::Linear { .. } => self.room,
            Axis::Magnitude { .. } => {
                let aside = self.room.width * ZEROS * 1.8;
                Rect { x: self.room.x + aside, width: self.room.width - aside, ..self.room }
            }
        }
    }

    fn x(&self, at: f64) -> f32 {
        let ([low, high], room) = (self.axis.ends(), self.bins());
        room.x + ((at.max(low).min(high) - low) / (high - low)) as f32 * room.width
    }

    /// Shades the pre-activations at which the layer's units are saturated.
    pub(super) fn shade(&self, layer: &LayerCensus, marks: &mut Marks) {
        let Some(g) = layer.activation else { return };
        let [low, high] = unsaturated(g, layer.slope).map(|a| self.x(a));
        for [left, right] in [[self.room.x, low], [high, self.room.right()]] {
            if right - left > 0.5 {
                let zone = Rect { x: left, width: right - left, ..self.room };
                marks.area(self.palette.ink.alpha(0.075), zone.outline());
            }
        }
    }

    /// The bars of what is now, and the line of what was at the start.
    pub(super) fn bars(&self, start: Option<&Distribution>, now: &Distribution, marks: &mut Marks) {
        let Self { room, palette, .. } = *self;
        let hair = Stroke::solid(1.0, palette.grid);
        for at in self.ticks() {
            let x = self.x(at).round() + 0.5;
            marks.line(hair, [[x, room.y], [x, room.bottom()]]);
        }
        let zeros = Rect { width: room.width * ZEROS, ..room };
        let has_zeros = matches!(self.axis, Axis::Magnitude { .. });
        let fill = palette.ink.alpha(0.38);
        marks.area(fill, bars::area(&bars::shares::<BINS>(now, 0), self.bins()));
        if has_zeros {
            marks.area(fill, bars::area(&[now.zeros()], zeros));
        }
        if let Some(start) = start {
            let line = Stroke::solid(1.2, palette.accent.alpha(0.8));
            bars::line(line, &bars::shares::<BINS>(start, 0), self.bins(), marks);
            if has_zeros {
                bars::line(line, &[start.zeros()], zeros, marks);
            }
        }
        let (base, line) = (room.bottom().round() + 0.5, Stroke::solid(1.0, palette.ink.alpha(0.45)));
        for part in [self.bins(), zeros].into_iter().take(if has_zeros { 2 } else { 1 }) {
            marks.line(line, [[part.x, base], [part.right(), base]]);
        }
    }

    /// The places of the axis that have a numeral.
    fn ticks(&self) -> [f64; 3] {
        let [low, high] = self.axis.ends();
        match self.axis {
            Axis::Linear { .. } => [low, f64::midpoint(low, high), high],
            Axis::Magnitude { .. } => [-8.0, -4.0, 0.0],
        }
    }

    /// The numerals below, those from the left for which there is room.
    pub(super) fn axis(&self, size: f32, marks: &mut Marks) {
        let style =
            Type { size, colour: self.palette.faint, halo: None, align: Align::Centre, symbol: false };
        let y = self.room.bottom() + 0.8 * size;
        let mut taken = f32::NEG_INFINITY;
        // How many letters wide they are, to within a half.
        let mut write = |x: f32, letters: f32, numeral: fmt::Arguments<'_>| {
            let half = 0.3 * size * letters;
            if x - half > taken {
                taken = x + half + 0.2 * size;
                marks.text(style, [x, y], numeral);
            }
        };
        if let Axis::Magnitude { .. } = self.axis {
            write(self.room.x + self.room.width * ZEROS / 2.0, 1.0, format_args!("0"));
        }
        for at in self.ticks() {
            let x = self.x(at);
            match self.axis {
                Axis::Linear { .. } => {
                    let sign = if at < 0.0 { "−" } else { "" };
                    write(x, 2.0, format_args!("{sign}{}", Shortest(at.abs() as f32)));
                }
                Axis::Magnitude { .. } => {
                    write(x, if at == 0.0 { 1.0 } else { 3.5 }, format_args!("{}", Power(at as i32)));
                }
            }
        }
    }
}
