//! The loss over the steps: training points and test points.

use super::axes;
use super::curve::{self, curve};
use super::frame::{Frame, Size};
use super::marks::{Dot, Marks, Shape, Stroke};
use super::palette::Palette;
use super::ticks::round_up;
use crate::lab::history::Entry;
use crate::lab::settings::Scale;
use crate::lab::snapshot::Snapshot;

/// The least loss that a logarithmic axis shows; a loss of 0 is drawn there.
const LEAST: f32 = 1e-6;
/// No linear axis ends below this: smaller losses are what the logarithmic one is for.
const LEAST_END: f32 = 0.01;
/// Where the axis ends, at least, as long as there is no curve yet.
const FIRST_END: f32 = 1.0;

/// The room on the right of the axes.
const RIGHT: f32 = 10.0;

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
    let text = axes::numerals(size.width);
    match scale {
        Scale::Linear => axes::numbers(frame, text, palette, marks),
        Scale::Log => axes::decades(frame, text, palette, marks),
    }
    axes::counts(frame, [0.0, frame.high()[0]], text, frame.rect().right() + RIGHT, palette, marks);
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
    curve::cursor(snapshot, frame, palette, marks);
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
    let right = curve::last_step(entries);
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
    Frame::new([0.0, low], [right, high], axes::rect(size, 8.0, RIGHT))
}
