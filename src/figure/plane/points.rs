//! The points: class by colour and shape, training points full, test points hollow, misclassified ones marked.

use crate::data::point::{CLASSES, Part, Point};
use crate::figure::frame::Frame;
use crate::figure::marks::{Dot, Marks, Shape};
use crate::figure::palette::{Colour, Palette, class_colour, class_shape};
use crate::lab::snapshot::Snapshot;

/// With more points than this they are drawn without outlines and rings: those cost a painter most, and
/// where points lie over one another they only blacken the cloud.
const CROWD: usize = 400;

/// Whether there are so many points that they are drawn in the simpler way.
pub(super) fn are_many(snapshot: &Snapshot<'_>) -> bool {
    snapshot.points.len() > CROWD
}

/// Draws all points. Class by class, so that those of a style are drawn together; test points under training
/// points.
pub(super) fn draw(snapshot: &Snapshot<'_>, frame: Frame, palette: &Palette, marks: &mut Marks) {
    let style = Style { radius: radius(snapshot.points.len(), frame.rect().width), palette };
    if are_many(snapshot) {
        crowd(snapshot, frame, style, marks);
    } else {
        for part in [Part::Test, Part::Train] {
            for class in 0..CLASSES {
                put(snapshot, frame, style.dot(class, part), (class, part), marks);
            }
        }
        wrong(snapshot, frame, style.ring(), marks);
    }
    let held = snapshot.held.and_then(|index| snapshot.points.get(index));
    if let Some(&Point { x, class, part }) = held {
        let large = Style { radius: style.radius.max(4.0) * 1.5, palette };
        let outline = Some((palette.accent, 3.0));
        marks
            .dot(Dot { shape: Shape::Disc, radius: large.radius + 6.0, fill: None, outline }, frame.pixel(x));
        marks.dot(large.dot(class.into(), part), frame.pixel(x));
    }
}

/// Draws many points: the misclassified on a disc of ink, test points with a small hole.
fn crowd(snapshot: &Snapshot<'_>, frame: Frame, style: Style<'_>, marks: &mut Marks) {
    let Style { radius, palette } = style;
    wrong(snapshot, frame, full(Shape::Disc, radius * 1.25 + 1.2, palette.ink), marks);
    for part in [Part::Test, Part::Train] {
        for class in 0..CLASSES {
            let of = (class, part);
            put(snapshot, frame, full(class_shape(class), radius, class_colour(class)), of, marks);
            if part == Part::Test {
                put(snapshot, frame, full(Shape::Square, radius * 0.55, palette.hollow), of, marks);
            }
        }
    }
}

/// Draws the points of a class and part, all but the one that is held.
fn put(snapshot: &Snapshot<'_>, frame: Frame, dot: Dot, (class, part): (usize, Part), marks: &mut Marks) {
    for (index, point) in snapshot.points.iter().enumerate() {
        if usize::from(point.class) == class && point.part == part && snapshot.held != Some(index) {
            marks.dot(dot, frame.pixel(point.x));
        }
    }
}

/// Draws the mark of the misclassified points, all but the one that is held.
fn wrong(snapshot: &Snapshot<'_>, frame: Frame, mark: Dot, marks: &mut Marks) {
    for (index, (point, &predicted)) in snapshot.points.iter().zip(snapshot.predicted).enumerate() {
        if point.class != predicted && snapshot.held != Some(index) {
            marks.dot(mark, frame.pixel(point.x));
        }
    }
}

/// The radius of a point: larger where there are few of them.
fn radius(count: usize, side: f32) -> f32 {
    let crowd = (200.0 / count.max(1) as f32).sqrt().sqrt();
    (side / 105.0 * crowd).min(side / 55.0).max(2.2)
}

/// A dot without an outline.
fn full(shape: Shape, radius: f32, colour: Colour) -> Dot {
    Dot { shape, radius, fill: Some(colour), outline: None }
}

/// How points of one size are drawn.
#[derive(Clone, Copy)]
struct Style<'a> {
    radius: f32,
    palette: &'a Palette,
}

impl Style<'_> {
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
