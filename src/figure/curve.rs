//! Curves over the steps of a run: their axis, the line itself, and where one stands when looking at the past.

use super::frame::Frame;
use super::marks::{Marks, Stroke};
use super::palette::Palette;
use super::ticks::round_up;
use crate::lab::history::Entry;
use crate::lab::snapshot::Snapshot;

/// Where the axis of steps ends: at a round number, so that it stays while the curve grows.
pub(super) fn last_step(entries: &[Entry]) -> f32 {
    let steps = entries.last().map_or(0, |entry| entry.step).max(100);
    round_up(steps as f64, &[1.0, 1.5, 2.0, 3.0, 4.0, 5.0, 6.0, 8.0]) as f32
}

/// A line at the step that is shown, where the curve goes on after it.
pub(super) fn cursor(snapshot: &Snapshot<'_>, frame: Frame, palette: &Palette, marks: &mut Marks) {
    let is_past = snapshot.history.entries().last().is_some_and(|last| last.step > snapshot.step);
    if is_past {
        let (x, rect) = (frame.x(snapshot.step as f32), frame.rect());
        marks.line(Stroke::solid(2.0, palette.accent), [[x, rect.y], [x, rect.bottom()]]);
    }
}

/// A line through places from left to right. Of those within a pixel's width only the first, the highest, the
/// lowest and the last are kept: to the eye the line is the same.
pub(super) fn curve(places: impl Iterator<Item = [f32; 2]>, stroke: Stroke, marks: &mut Marks) {
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
