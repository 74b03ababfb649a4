//! The points: class by colour and shape, training points full, test points hollow, misclassified ones marked.

use crate::data::point::{CLASSES, Part, Point};
use crate::figure::frame::Frame;
use crate::figure::hash::{hashed, words};
use crate::figure::marks::{Dot, Marks, Shape};
use crate::figure::palette::{Palette, class_colour, class_shape};
use crate::lab::snapshot::Snapshot;

/// With more points than this the misclassified ones have no rings, which would be painted anew in every frame, and where points
/// lie over one another only blacken the cloud.
const CROWD: usize = 400;

/// Where a point is drawn, by its number and its inputs.
pub(in crate::figure) type Placing<'a> = &'a dyn Fn(usize, [f32; 2]) -> [f32; 2];

/// Whether there are so many points that they are drawn in the simpler way.
pub(in crate::figure) fn are_many(snapshot: &Snapshot<'_>) -> bool {
    snapshot.points.len() > CROWD
}

/// A number that changes with what [`draw`] draws, and with the axes.
pub(in crate::figure) fn key(snapshot: &Snapshot<'_>, frame: Frame, palette: &Palette) -> u64 {
    let rect = frame.rect();
    let ends = [frame.low(), frame.high(), [rect.x, rect.y], [rect.width, rect.height]];
    let ends = ends.as_flattened().iter().map(|x| x.to_bits().into());
    let style = [palette.theme as u64, snapshot.points.len() as u64];
    hashed(ends.chain(style).chain(resting(snapshot).flat_map(|(_, point)| words(point))))
}

/// Draws all points but the one that is held. Class by class, so that those of a style are drawn together; test points under
/// training points. Their size goes by the side of the square that they fill.
pub(in crate::figure) fn draw(
    snapshot: &Snapshot<'_>,
    place: Placing<'_>,
    side: f32,
    palette: &Palette,
    marks: &mut Marks,
) {
    let style = Style::new(snapshot, side, palette);
    for part in [Part::Test, Part::Train] {
        for class in 0..CLASSES {
            put(snapshot, place, style.dot(class, part), (class, part), marks);
        }
    }
}

/// Marks the misclassified points: with a ring, or where there are many with a disc of ink under each.
pub(in crate::figure) fn mark_wrong(
    snapshot: &Snapshot<'_>,
    place: Placing<'_>,
    side: f32,
    palette: &Palette,
    marks: &mut Marks,
) {
    let style = Style::new(snapshot, side, palette);
    let radius = style.radius * 1.25 + 1.2;
    let disc = Dot { shape: Shape::Disc, radius, fill: Some(palette.ink), outline: None };
    let mark = if are_many(snapshot) { disc } else { style.ring() };
    for (index, point) in resting(snapshot) {
        if snapshot.predicted.get(index).is_some_and(|&predicted| predicted != point.class) {
            marks.dot(mark, place(index, point.x));
        }
    }
}

/// Draws the point that is held or pointed at.
pub(in crate::figure) fn draw_pointed_at(
    snapshot: &Snapshot<'_>,
    place: Placing<'_>,
    side: f32,
    palette: &Palette,
    marks: &mut Marks,
) {
    let index = snapshot.held.or(snapshot.lit);
    let pointed_at = index.and_then(|index| Some((index, snapshot.points.get(index)?)));
    if let Some((index, &Point { x, class, part })) = pointed_at {
        let style = Style::new(snapshot, side, palette);
        let at = place(index, x);
        let large = Style { radius: style.radius.max(4.0) * 1.5, palette };
        let outline = Some((palette.accent, 3.0));
        marks.dot(Dot { shape: Shape::Disc, radius: large.radius + 6.0, fill: None, outline }, at);
        marks.dot(large.dot(class.into(), part), at);
    }
}

/// Marks the sample of the training step that is looked at.
pub(in crate::figure) fn mark_walked(
    snapshot: &Snapshot<'_>,
    place: Placing<'_>,
    side: f32,
    palette: &Palette,
    marks: &mut Marks,
) {
    let index = snapshot.walked.map(|walked| walked.point);
    let walked = index.and_then(|index| Some((index, snapshot.points.get(index)?)));
    if let Some((index, point)) = walked {
        let radius = radius(snapshot.points.len(), side).max(4.0) + 6.0;
        ring(Shape::Disc, radius, place(index, point.x), palette, marks);
    }
}

/// Marks the points that the chosen cell of the confusion matrix counts.
pub(in crate::figure) fn mark_counted(
    snapshot: &Snapshot<'_>,
    place: Placing<'_>,
    side: f32,
    palette: &Palette,
    marks: &mut Marks,
) {
    let Some(cell) = snapshot.settings.cell else { return };
    let radius = radius(snapshot.points.len(), side) + 4.0;
    for (index, point) in resting(snapshot) {
        if snapshot.predicted.get(index).is_some_and(|&predicted| cell.counts(point, predicted)) {
            ring(Shape::Disc, radius, place(index, point.x), palette, marks);
        }
    }
}

/// A mark around a place, that is seen on any ground.
#[inline(never)]
pub(super) fn ring(shape: Shape, radius: f32, at: [f32; 2], palette: &Palette, marks: &mut Marks) {
    for (width, colour) in [(6.0, palette.rim), (3.0, palette.accent)] {
        marks.dot(Dot { shape, radius, fill: None, outline: Some((colour, width)) }, at);
    }
}

/// All points but the one that is held.
pub(in crate::figure) fn resting<'a>(snapshot: &Snapshot<'a>) -> impl Iterator<Item = (usize, &'a Point)> {
    let held = snapshot.held;
    snapshot.points.iter().enumerate().filter(move |&(index, _)| held != Some(index))
}

/// Draws the points of a class and part, all but the one that is held.
fn put(
    snapshot: &Snapshot<'_>,
    place: Placing<'_>,
    dot: Dot,
    (class, part): (usize, Part),
    marks: &mut Marks,
) {
    for (index, point) in resting(snapshot) {
        if usize::from(point.class) == class && point.part == part {
            marks.dot(dot, place(index, point.x));
        }
    }
}

/// The radius of a point: larger where there are few of them. In quarters of a pixel, so that one point more leaves the others
/// as they are.
pub(in crate::figure) fn radius(count: usize, side: f32) -> f32 {
    let crowd = (200.0 / count.max(1) as f32).sqrt().sqrt();
    let radius = (side / 105.0 * crowd).min(side / 55.0).max(2.2);
    (4.0 * radius).round() / 4.0
}

/// How points of one size are drawn.
#[derive(Clone, Copy)]
struct Style<'a> {
    radius: f32,
    palette: &'a Palette,
}

impl<'a> Style<'a> {
    fn new(snapshot: &Snapshot<'_>, side: f32, palette: &'a Palette) -> Self {
        Self { radius: radius(snapshot.points.len(), side), palette }
    }

    /// A training point is full, a test point hollow.
    fn dot(self, class: usize, part: Part) -> Dot {
        let Self { radius, palette } = self;
        let (shape, colour) = (class_shape(class), class_colour(class));
        let width = (radius * 0.22).clamp(0.8, 1.5);
        let (fill, edge, width) = match part {
            Part::Train => (colour, colour.mix(palette.ink, 0.5), width),
            Part::Test => (palette.hollow, colour.mix(palette.ink, 0.2), 2.0 * width),
        };
        Dot { shape, radius, fill: Some(fill), outline: Some((edge, width)) }
    }

    /// The ring around a misclassified point.
    fn ring(self) -> Dot {
        let outline = Some((self.palette.ink.alpha(0.6), 1.2));
        Dot { shape: Shape::Disc, radius: self.radius * 1.2 + 2.4, fill: None, outline }
    }
}
