//! The gradient of each layer over the steps: why the first layers of a deep sigmoid network stand still.

use super::axes;
use super::curve::{cursor, last_step};
use super::frame::{Frame, Size};
use super::marks::{Align, Marks, Stroke, Type};
use super::palette::{CLASS, Colour, Palette};
use crate::lab::history::LayerGradient;
use crate::lab::settings::Measure;
use crate::lab::snapshot::Snapshot;

/// The powers of ten that the axis shows, always the same so that runs can be compared by eye. What lies beyond is drawn at
/// the border; a gradient of 0 is below it.
const DECADES: [f32; 2] = [-8.0, 2.0];

/// Draws one line a layer on a logarithmic scale: ‖∂E/∂W‖ or the mean |∂E/∂a|, as set. The first layer is drawn last and
/// thickest, in a colour of its own; the layers after it fade to the ink of the output layer.
pub fn draw(snapshot: &Snapshot<'_>, palette: &Palette, size: Size, marks: &mut Marks) {
    marks.clear();
    if !size.is_visible() {
        return;
    }
    let history = snapshot.history;
    let text = axes::numerals(size.width);
    let rect = axes::rect(size, 8.0, 2.2 * text);
    let frame = Frame::new([0.0, DECADES[0]], [last_step(history.entries()), DECADES[1]], rect);
    axes::decades(frame, text, palette, marks);
    axes::counts(frame, [0.0, frame.high()[0]], text, size.width, palette, marks);
    let measure = snapshot.settings.measure;
    let last = history.layers().saturating_sub(1);
    let place = |(step, gradient): (u64, LayerGradient)| {
        let power = value(measure, gradient).max(f32::MIN_POSITIVE).log10();
        [frame.x(step as f32), frame.y(power).max(rect.y).min(rect.bottom())]
    };
    let line = |layer| smooth(history.gradients(layer).map(place));
    for layer in (0..history.layers()).rev() {
        marks.line(look(layer, last, palette), line(layer));
    }
    name_ends([line(0).last(), line(last).last()], last, text, palette, marks);
    cursor(snapshot, frame, palette, marks);
}

/// Writes the numbers of the first layer and of the last where their lines end, apart where those lie close.
fn name_ends(ends: [Option<[f32; 2]>; 2], last: usize, text: f32, palette: &Palette, marks: &mut Marks) {
    let [Some([x, first]), Some([_, end])] = ends else { return };
    let room = (text - (first - end).abs()).max(0.0) / 2.0;
    let apart = if first < end { -room } else { room };
    let both = [(0, first + apart), (last, end - apart)];
    // Without hidden layers the first is the last.
    for &(layer, y) in if last > 0 { &both[..] } else { &both[..1] } {
        let colour = colour(layer, last, palette);
        let style = Type { size: text, colour, halo: None, align: Align::Left, symbol: true };
        marks.text(style, [x + 5.0, y], format_args!("{}", layer + 1));
    }
}

/// The places, a mean for each few pixels' width: the gradients of small batches leap, and it is their size that counts. On a
/// logarithmic axis that is the geometric mean.
fn smooth(places: impl Iterator<Item = [f32; 2]>) -> impl Iterator<Item = [f32; 2]> {
    const WIDTH: f32 = 4.0;
    let mut places = places.peekable();
    core::iter::from_fn(move || {
        let first = places.next()?;
        let (mut sum, mut count) = (first, 1.0);
        while let Some([x, y]) = places.next_if(|place| place[0] < first[0] + WIDTH) {
            sum = [sum[0] + x, sum[1] + y];
            count += 1.0;
        }
        Some(sum.map(|sum| sum / count))
    })
}

/// The number that is measured; 0 where it is not finite.
fn value(measure: Measure, gradient: LayerGradient) -> f32 {
    let value = match measure {
        Measure::Norm => gradient.norm,
        Measure::Delta => gradient.delta,
    };
    if value.is_finite() { value } else { 0.0 }
}

/// How a layer's line is drawn.
fn look(layer: usize, last: usize, palette: &Palette) -> Stroke {
    if layer == 0 {
        return Stroke::solid(2.8, colour(0, last, palette));
    }
    let dash = if layer == last { None } else { Some([3.0, 2.0 + layer as f32]) };
    Stroke { width: if layer == last { 2.0 } else { 1.5 }, colour: colour(layer, last, palette), dash }
}

/// From the vermilion of the first layer to the ink of the last.
fn colour(layer: usize, last: usize, palette: &Palette) -> Colour {
    CLASS[4].mix(palette.ink, layer as f32 / last.max(1) as f32)
}
