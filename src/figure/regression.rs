//! Regression: the data of one input, the fit, and the sum that it is: w₀ and each unit's weighted curve w_h o_h(x), on the
//! same axes.

mod curves;
mod handles;

pub use curves::{Curves, PLACES};
pub use handles::{Handle, Placed, all, drag, hit, selected};

use super::frame::{Frame, Rect, Size};
use super::heights;
use super::marks::{Align, Dot, Marks, Shape, Stroke, Type};
use super::palette::{CLASS, Colour, Palette};
use super::plane::{self, points};
use super::ticks::Below;
use crate::data::point::{Part, Window};
use crate::lab::snapshot::Snapshot;

/// The map between the plane's units and the figure's pixels: the window fills all of it.
pub fn frame(window: Window, size: Size) -> Frame {
    Frame::new(window.low, window.high, Rect { x: 0.0, y: 0.0, width: size.width, height: size.height })
}

/// Draws the figure into `marks` from curves that are of this snapshot; with the handles of the parameters, if they are wanted.
pub fn draw(
    snapshot: &Snapshot<'_>,
    curves: &Curves,
    with_handles: bool,
    palette: &Palette,
    size: Size,
    marks: &mut Marks,
) {
    marks.clear();
    if !size.is_visible() {
        return;
    }
    let frame = frame(snapshot.window, size);
    marks.area(palette.ground, frame.rect().outline());
    let key = points::key(snapshot, frame, palette) ^ 1;
    marks.layer(key, |marks| {
        plane::axes(frame, [Some(format_args!("x")), Some(format_args!("y"))], 1.0, palette, marks);
        data(snapshot, frame, palette, marks);
    });
    let place = |_: usize, x| frame.pixel(x);
    points::mark_walked(snapshot, &place, frame.rect().height, palette, marks);
    if snapshot.held.is_none() {
        points::draw_pointed_at(snapshot, &place, frame.rect().height, palette, marks);
    }
    held(snapshot, frame, palette, marks);
    height(snapshot, frame, palette, marks);
    terms(snapshot, curves, frame, palette, marks);
    let scale = scale(frame);
    for stroke in
        [Stroke::solid(7.0 * scale, palette.ground.alpha(0.7)), Stroke::solid(3.4 * scale, palette.ink)]
    {
        line(frame, stroke, curves, curves.fit(), marks);
    }
    if let Some(x) = snapshot.probe.map(|[x, _]| x) {
        stack(snapshot, curves, x, frame, palette, marks);
    }
    if with_handles {
        draw_handles(snapshot, &all(snapshot, curves), frame, palette, marks);
    }
    if let (Some(probe), true) = (snapshot.probe, snapshot.crosshair) {
        plane::crosshair(frame.rect(), frame.pixel(probe), palette, marks);
    }
}

/// How much wider lines are than on a small screen.
fn scale(frame: Frame) -> f32 {
    (frame.rect().height / 440.0).clamp(0.6, 1.5)
}

/// The colour of a unit's curve; a seventh unit has the first one's again, and other dashes.
pub fn colour(unit: usize, palette: &Palette) -> Colour {
    // A line is thinner than a point and needs more of the ink to be seen as well.
    CLASS[unit % CLASS.len()].mix(palette.ink, 0.12)
}

/// The dashes of a unit's curve.
fn dash(unit: usize) -> Option<[f32; 2]> {
    match unit / CLASS.len() {
        0 => None,
        1 => Some([9.0, 4.0]),
        _ => Some([2.5, 3.0]),
    }
}

fn line(frame: Frame, stroke: Stroke, curves: &Curves, y: &[f32], marks: &mut Marks) {
    heights::line(frame, stroke, curves.x().iter().zip(y).map(|(&x, &y)| [x, y]), marks);
}

/// The points, in ink: colour means a unit here. Training points are full, test points hollow.
fn data(snapshot: &Snapshot<'_>, frame: Frame, palette: &Palette, marks: &mut Marks) {
    for part in [Part::Test, Part::Train] {
        let dot = dot(snapshot, part, frame, palette);
        for (_, point) in points::resting(snapshot).filter(|(_, point)| point.part == part) {
            marks.dot(dot, frame.pixel(point.x));
        }
    }
}

fn dot(snapshot: &Snapshot<'_>, part: Part, frame: Frame, palette: &Palette) -> Dot {
    let radius = points::radius(snapshot.points.len(), frame.rect().height);
    let soft = palette.ground.mix(palette.ink, 0.62);
    let (fill, outline) = match part {
        Part::Train => (soft, (palette.ground, 1.0)),
        Part::Test => (palette.ground, (soft, (radius * 0.34).max(1.2))),
    };
    Dot { shape: Shape::Disc, radius, fill: Some(fill), outline: Some(outline) }
}

/// The point that is held.
fn held(snapshot: &Snapshot<'_>, frame: Frame, palette: &Palette, marks: &mut Marks) {
    if let Some(point) = snapshot.held.and_then(|index| snapshot.points.get(index)) {
        let dot = dot(snapshot, point.part, frame, palette);
        let outline = Some((palette.accent, 3.0));
        let ring = Dot { shape: Shape::Disc, radius: dot.radius * 1.5 + 6.0, fill: None, outline };
        marks.dot(ring, frame.pixel(point.x));
        marks.dot(Dot { radius: dot.radius * 1.5, ..dot }, frame.pixel(point.x));
    }
}

/// The line at w₀, from which the curves are added up.
fn height(snapshot: &Snapshot<'_>, frame: Frame, palette: &Palette, marks: &mut Marks) {
    let bias = snapshot.network.output_weights().0;
    let dash = Some([3.0, 4.0]);
    let stroke = Stroke { width: 1.8 * scale(frame), colour: palette.ink.alpha(0.7), dash };
    let ends = [[frame.low()[0], bias], [frame.high()[0], bias]];
    heights::line(frame, stroke, ends.into_iter(), marks);
}

/// Each unit's weighted curve; that of the selected one is drawn last and wider.
fn terms(snapshot: &Snapshot<'_>, curves: &Curves, frame: Frame, palette: &Palette, marks: &mut Marks) {
    let chosen = selected(snapshot.settings.select, snapshot.network);
    let scale = scale(frame);
    for pass in [false, true] {
        let all = curves.terms().enumerate();
        for (unit, term) in all.filter(|(unit, _)| (chosen == Some(*unit)) == pass) {
            let width = if pass { 3.6 } else { 2.2 } * scale;
            line(
                frame,
                Stroke { width, colour: colour(unit, palette), dash: dash(unit) },
                curves,
                term,
                marks,
            );
        }
    }
}

/// The stack of terms at x: from 0 to w₀, from there by the first term, and so on, each in its colour and beside the one before;
/// the last one ends at the fit.
fn stack(
    snapshot: &Snapshot<'_>,
    curves: &Curves,
    x: f32,
    frame: Frame,
    palette: &Palette,
    marks: &mut Marks,
) {
    let (low, high) = (frame.low(), frame.high());
    let (Some(first), Some(last)) = (curves.x().first(), curves.x().last()) else { return };
    if !(x >= *first && x <= *last) {
        return;
    }
    let share = (x - first) / (last - first) * (PLACES - 1) as f32;
    let (index, rest) = (share.floor() as usize, share.fract());
    let at = |values: &[f32]| {
        let value = |index: usize| values.get(index).or(values.last()).copied().unwrap_or_default();
        value(index) * (1.0 - rest) + value(index + 1) * rest
    };
    let rect = frame.rect();
    let px = frame.x(x);
    marks.line(Stroke::solid(1.2, palette.accent), [[px, rect.y], [px, rect.bottom()]]);
    let count = curves.terms().len() + 1;
    let pitch = (rect.width / 30.0).clamp(5.0, 14.0).min(rect.width * 0.3 / count as f32);
    // On the side where there is room.
    let side = if px + (count as f32 + 1.0) * pitch < rect.right() { 1.0 } else { -1.0 };
    let bias = snapshot.network.output_weights().0;
    let mut sum = 0.0;
    let parts = core::iter::once((palette.ink.alpha(0.7), bias))
        .chain(curves.terms().enumerate().map(|(unit, term)| (colour(unit, palette), at(term))));
    for (index, (colour, part)) in parts.enumerate() {
        let from = sum;
        sum += part;
        if !sum.is_finite() {
            return;
        }
        let x = px + side * (index as f32 + 0.9) * pitch;
        let [a, b] = [from, sum].map(|y| frame.y(y.max(low[1]).min(high[1])));
        let bar =
            Rect { x: x - 0.34 * pitch, y: a.min(b), width: 0.68 * pitch, height: (a - b).abs().max(1.0) };
        marks.area(colour, bar.outline());
        // On to where the next one begins.
        let next = if index + 1 == count { px } else { x + side * pitch };
        marks.line(Stroke::solid(1.0, palette.ink.alpha(0.55)), [[x, b], [next, b]]);
    }
    let fit = at(curves.fit());
    if (low[1]..=high[1]).contains(&fit) {
        let outline = Some((palette.ground, 2.0));
        marks.dot(
            Dot { shape: Shape::Disc, radius: 5.5, fill: Some(palette.accent), outline },
            [px, frame.y(fit)],
        );
    }
}

/// The handles: a disc in the unit's colour with arrows the way it goes, and the name of what it moves.
fn draw_handles(
    snapshot: &Snapshot<'_>,
    handles: &[Placed],
    frame: Frame,
    palette: &Palette,
    marks: &mut Marks,
) {
    let chosen = selected(snapshot.settings.select, snapshot.network);
    let size = (frame.rect().height / 26.0).clamp(13.0, 24.0);
    let radius = size * 0.36;
    for placed in handles {
        let at = frame.pixel(placed.at);
        let handle = placed.handle;
        let fill = handle.unit().map_or(palette.ground.mix(palette.ink, 0.75), |unit| colour(unit, palette));
        let is_chosen = handle.unit().is_none() || handle.unit() == chosen;
        let [rim, edge] = [(palette.rim, 5.0), (palette.accent, 2.4)];
        for outline in [rim, edge] {
            let shape = if handle.is_vertical() { Shape::Square } else { Shape::Disc };
            marks.dot(Dot { shape, radius, fill: Some(fill), outline: Some(outline) }, at);
        }
        if is_chosen {
            for tip in arrows(at, handle.is_vertical(), radius) {
                marks.area(palette.accent, tip);
            }
        }
        let style = Type {
            size,
            colour: fill.mix(palette.ink, 0.45),
            halo: Some(palette.ground),
            align: Align::Centre,
            symbol: true,
        };
        // Beside the arrows, on the side where there is room.
        let down = if at[1] < frame.rect().y + 3.0 * size { 1.5 * size } else { -1.4 * size };
        let place = match handle {
            Handle::Height => [at[0] + 1.3 * size, at[1] - 0.75 * size],
            Handle::Stretch(_) => {
                let left = if at[0] > frame.rect().centre()[0] { -1.3 * size } else { 1.3 * size };
                [at[0] + left, at[1] - 0.75 * size]
            }
            Handle::Shift(_) | Handle::Slope(_) => [at[0], at[1] + down],
        };
        let n = |unit: usize| Below(unit + 1);
        match handle {
            Handle::Height => marks.text(style, place, format_args!("w₀")),
            Handle::Stretch(unit) => marks.text(style, place, format_args!("w{}", n(unit))),
            Handle::Slope(unit) => marks.text(style, place, format_args!("v{}", n(unit))),
            Handle::Shift(unit) if is_chosen => {
                marks.text(style, place, format_args!("−b{}/v{}", n(unit), n(unit)));
            }
            Handle::Shift(unit) => marks.text(style, place, format_args!("{}", unit + 1)),
        }
    }
}

/// Two arrow heads beside a handle.
fn arrows([x, y]: [f32; 2], is_vertical: bool, radius: f32) -> [[[f32; 2]; 3]; 2] {
    let (near, far, half) = (radius + 5.0, radius * 1.9 + 6.0, radius * 0.85);
    [1.0, -1.0].map(|sign| {
        [[near, -half], [near, half], [far, 0.0]].map(|[along, across]| {
            if is_vertical { [x + across, y + sign * along] } else { [x + sign * along, y + across] }
        })
    })
}
