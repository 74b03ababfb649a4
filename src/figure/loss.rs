//! The loss over the steps: training points and test points.

use super::frame::{Frame, Rect, Size};
use super::marks::{Align, Dot, Marks, Shape, Stroke, Type};
use super::palette::Palette;
use super::ticks::{Power, Ticks, round_up};
use crate::lab::history::Entry;
use crate::lab::settings::Scale;
use crate::lab::snapshot::Snapshot;

/// The least loss that a logarithmic axis shows; a loss of 0 is drawn there.
const LEAST: f32 = 1e-6;
/// No linear axis ends below this: smaller losses are what the logarithmic one is for.
const LEAST_END: f32 = 0.01;
/// Where the axis ends, at least, as long as there is no curve yet.
const FIRST_END: f32 = 1.0;

/// Draws the losses into `marks`.
///
/// The axes end at round numbers, so that they stay while the curve grows, and change in steps.
pub fn draw(snapshot: &Snapshot<'_>, palette: &Palette, size: Size, marks: &mut Marks) {
    marks.clear();
    if !size.is_visible() {
        return;
    }
    let entries = snapshot.history.entries();
    let scale = snapshot.settings.loss_scale;
    let frame = frame(entries, scale, size);
    axes(frame, scale, numerals(size.width), palette, marks);
    let place = |entry: &Entry, loss: f32| {
        [
            frame.x(entry.step as f32),
            frame.y(height(scale, loss)).max(frame.rect().y).min(frame.rect().bottom()),
        ]
    };
    let dashed = Stroke { width: 1.8, colour: palette.test, dash: Some([4.5, 3.0]) };
    let test = |entry: &Entry| entry.test.map(|test| place(entry, test));
    curve(entries.iter().filter_map(test), dashed, marks);
    curve(entries.iter().map(|entry| place(entry, entry.train)), Stroke::solid(2.0, palette.ink), marks);
    if let Some(last) = entries.last() {
        let ends = [(last.test, palette.test), (Some(last.train), palette.ink)];
        for (loss, colour) in ends {
            if let Some(loss) = loss {
                let outline = Some((palette.panel, 1.5));
                let dot = Dot { shape: Shape::Disc, radius: 4.0, fill: Some(colour), outline };
                marks.dot(dot, place(last, loss));
            }
        }
    }
}

/// A loss as a height on the axis.
fn height(scale: Scale, loss: f32) -> f32 {
    let loss = if loss.is_finite() { loss } else { f32::MAX };
    match scale {
        Scale::Linear => loss,
        Scale::Log => loss.max(LEAST).log10(),
    }
}

/// The axes: steps from 0 to a round number, losses from 0 (or a power of ten) to one.
fn frame(entries: &[Entry], scale: Scale, size: Size) -> Frame {
    let steps = entries.last().map_or(0, |entry| entry.step).max(100);
    let right = round_up(steps as f64, &[1.0, 1.5, 2.0, 3.0, 4.0, 5.0, 6.0, 8.0]);
    let losses = entries.iter().flat_map(|entry| [Some(entry.train), entry.test]).flatten();
    let losses = losses.filter(|loss| loss.is_finite());
    let (low, high) = match scale {
        Scale::Linear => {
            let least = if entries.len() < 2 { FIRST_END } else { LEAST_END };
            let greatest = losses.fold(least, f32::max).min(1e30);
            (0.0, round_up(f64::from(greatest), &[1.0, 1.2, 1.5, 2.0, 2.5, 3.0, 4.0, 5.0, 6.0, 8.0]) as f32)
        }
        Scale::Log => {
            let (low, high) =
                losses.fold((1.0, LEAST), |(low, high): (f32, f32), loss| (low.min(loss), high.max(loss)));
            let high = high.log10().ceil();
            (low.max(LEAST).log10().floor().min(high - 1.0), high)
        }
    };
    let text = numerals(size.width);
    let (left, lower) = ((3.7 * text).min(size.width / 4.0), (1.8 * text).min(size.height / 4.0));
    let rect = Rect {
        x: left,
        y: 8.0f32.min(size.height / 4.0),
        width: (size.width - left - 10.0).max(1.0),
        height: (size.height - lower - 8.0).max(1.0),
    };
    Frame::new([0.0, low], [right as f32, high], rect)
}

/// The size of the axes' numerals in a figure of this width: a projector has larger ones.
fn numerals(width: f32) -> f32 {
    (width / 24.0).clamp(11.0, 13.0)
}

fn axes(frame: Frame, scale: Scale, size: f32, palette: &Palette, marks: &mut Marks) {
    let rect = frame.rect();
    let grid = Stroke::solid(1.0, palette.grid);
    let numeral = Type { size, colour: palette.faint, halo: None, align: Align::Right, symbol: false };
    let (low, high) = (frame.low(), frame.high());
    let most = f64::from(rect.height / 24.0).clamp(2.0, 5.0);
    match scale {
        Scale::Linear => {
            for (value, text) in Ticks::new(0.0, high[1].into(), most, 0.0).iter() {
                line(frame.y(value), rect, grid, marks);
                marks.text(numeral, [rect.x - 6.0, frame.y(value)], format_args!("{text}"));
            }
        }
        Scale::Log => {
            let (low, high) = (low[1] as i32, high[1] as i32);
            let every = (f64::from(high - low) / most).ceil().max(1.0) as usize;
            for power in (low..=high).step_by(every) {
                let y = frame.y(power as f32);
                line(y, rect, grid, marks);
                marks.text(numeral, [rect.x - 6.0, y], format_args!("{}", Power(power)));
            }
        }
    }
    let centred = Type { align: Align::Centre, ..numeral };
    let most = f64::from(rect.width / 60.0).clamp(1.0, 8.0);
    for (value, text) in Ticks::new(0.0, high[0].into(), most, 1.0).iter() {
        // The last numeral stays within the figure.
        let x = frame.x(value).min(rect.right() + 10.0 - 1.3 * size);
        marks.text(centred, [x, rect.bottom() + size], format_args!("{text}"));
    }
}

fn line(y: f32, rect: Rect, stroke: Stroke, marks: &mut Marks) {
    let y = y.round() + 0.5;
    marks.line(stroke, [[rect.x, y], [rect.right(), y]]);
}

/// A line through places from left to right. Of those within a pixel's width only the first, the highest, the
/// lowest and the last are kept: to the eye the line is the same.
fn curve(places: impl Iterator<Item = [f32; 2]>, stroke: Stroke, marks: &mut Marks) {
    let mut places = places.peekable();
    if places.peek().is_none() {
        return;
    }
    let mut column: Option<Column> = None;
    let thinned = core::iter::from_fn(|| {
        loop {
            let Some(place) = places.next() else { return column.take().map(Column::places) };
            match &mut column {
                Some(column) if place[0] < column.first[0] + 1.0 => column.add(place),
                slot => {
                    if let Some(full) = slot.replace(Column::new(place)) {
                        return Some(full.places());
                    }
                }
            }
        }
    });
    marks.line(stroke, thinned.flatten());
}

/// Places so close together that one column of pixels holds them.
#[derive(Clone, Copy)]
struct Column {
    first: [f32; 2],
    last: [f32; 2],
    lowest: f32,
    highest: f32,
    count: usize,
}

impl Column {
    fn new(place: [f32; 2]) -> Self {
        Self { first: place, last: place, lowest: place[1], highest: place[1], count: 1 }
    }

    fn add(&mut self, place: [f32; 2]) {
        self.last = place;
        self.lowest = self.lowest.min(place[1]);
        self.highest = self.highest.max(place[1]);
        self.count += 1;
    }

    fn places(self) -> impl Iterator<Item = [f32; 2]> {
        let x = self.first[0];
        let all = [self.first, [x, self.lowest], [x, self.highest], self.last];
        all.into_iter().take(if self.count == 1 { 1 } else { 4 })
    }
}
