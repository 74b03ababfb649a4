//! The hidden plane, and how the input plane is folded into it.

use super::{EVERY, LATTICE, Representation, Shown, input};
use crate::figure::clip::Polygon;
use crate::figure::frame::{Frame, Rect, Size};
use crate::figure::marks::{Marks, Stroke};
use crate::figure::palette::Palette;
use crate::figure::plane::{self, points};
use crate::figure::ticks::{Above, Below};
use crate::lab::snapshot::Snapshot;

/// The share of the range that the axes show beyond either end of it.
const MARGIN: f32 = 0.09;

/// The way from the input plane to the hidden one: at 0 everything lies as in the one, at 1 as in the other, and on the way each place
/// goes straight from here to there.
#[derive(Clone, Copy)]
struct Warp {
    share: f32,
    inputs: Frame,
    hidden: Frame,
}

impl Warp {
    fn new(snapshot: &Snapshot<'_>, bounds: [f32; 2], size: Size) -> Self {
        let rect = Rect::square([size.width / 2.0, size.height / 2.0], size.width.min(size.height));
        let margin = MARGIN * (bounds[1] - bounds[0]);
        let (low, high) = (bounds[0] - margin, bounds[1] + margin);
        Self {
            share: snapshot.settings.warp,
            inputs: Frame::new(snapshot.window.low, snapshot.window.high, rect),
            hidden: Frame::new([low; 2], [high; 2], rect),
        }
    }

    /// How much of what belongs to the hidden plane alone is seen: most of it comes at the end.
    fn arrival(self) -> f32 {
        self.share * self.share * self.share
    }

    fn pixel(self, x: [f32; 2], z: [f32; 2]) -> [f32; 2] {
        let (from, to) = (self.inputs.pixel(x), self.hidden.pixel(z));
        let place = [0, 1].map(|axis| from[axis] + self.share * (to[axis] - from[axis]));
        // Far out beyond the axes a painter's own numbers end.
        place.map(|x| if x.is_finite() { x.clamp(-1e5, 1e5) } else { -1e5 })
    }
}

/// The point nearest to a place of the figure and within reach of it, in pixels.
pub fn nearest(
    snapshot: &Snapshot<'_>,
    representation: &Representation,
    size: Size,
    at: [f32; 2],
    reach: f32,
) -> Option<usize> {
    let warp = Warp::new(snapshot, representation.bounds(), size);
    let places = snapshot.points.iter().zip(&representation.points);
    super::super::sigmoid::nearest_of(places.map(|(point, &z)| warp.pixel(point.x, z)), at, reach)
}

/// Draws the plane that is shown of the hidden layer into `marks`; nothing without hidden layers.
///
/// Axes: across and up the same, from end to end of the activation's range where it has one. The half-planes of the output's straight
/// line are tinted where the layer is the last hidden one.
pub fn draw(
    snapshot: &Snapshot<'_>,
    representation: &Representation,
    palette: &Palette,
    size: Size,
    marks: &mut Marks,
) {
    marks.clear();
    let Some((layer, shown)) = representation.shown.filter(|_| size.is_visible()) else { return };
    let warp = Warp::new(snapshot, representation.bounds(), size);
    let rect = warp.hidden.rect();
    marks.area(palette.ground, rect.outline());
    if warp.share > 0.0 {
        regions(representation, warp, palette, marks);
    }
    axes(snapshot, (layer, shown), warp, palette, marks);
    lattice(snapshot, representation, warp, palette, marks);
    boundary(representation, shown, warp, palette, marks);
    let places = &representation.points;
    let place: points::Placing = &|index, x| warp.pixel(x, places.get(index).copied().unwrap_or_default());
    let crowd = points::are_many(snapshot);
    if crowd {
        points::mark_wrong(snapshot, place, rect.width, palette, marks);
    }
    points::draw(snapshot, place, rect.width, palette, marks);
    if !crowd {
        points::mark_wrong(snapshot, place, rect.width, palette, marks);
    }
    if let (Some(x), Some((z, _)), None) =
        (snapshot.probe, representation.probe, snapshot.held.or(snapshot.lit))
    {
        plane::crosshair(rect, warp.pixel(x, z), palette, marks);
    }
    points::draw_pointed_at(snapshot, place, rect.width, palette, marks);
    marks.line(Stroke::solid(1.0, palette.grid), rect.outline());
}

/// Tints what each class wins, and draws the lines between: the fuller, the nearer to the hidden plane.
fn regions(representation: &Representation, warp: Warp, palette: &Palette, marks: &mut Marks) {
    let (frame, share) = (warp.hidden, warp.arrival());
    let whole = Polygon::between(frame.low(), frame.high());
    let stroke = Stroke::solid((frame.rect().width / 200.0).clamp(2.0, 4.0), palette.ink.alpha(share));
    let scores = representation.scores();
    let mut region = |class: usize, region: Polygon| {
        let corners = region.corners().iter().map(|&corner| frame.pixel(corner));
        marks.area(palette.tints[class].alpha(0.8 * share), corners);
    };
    if let &[score] = scores {
        region(1, whole.cut(score));
        region(0, whole.cut(score.map(|x| -x)));
        if let Some(ends) = whole.chord(score) {
            marks.line(stroke, ends.map(|end| frame.pixel(end)));
        }
        return;
    }
    let winner = |class: usize| {
        let others = scores.iter().enumerate().filter(move |&(other, _)| other != class);
        others.fold(whole, |region, (_, other)| {
            region.cut(core::array::from_fn(|k| scores[class][k] - other[k]))
        })
    };
    let count = scores.len().min(palette.tints.len());
    (0..count).for_each(|class| region(class, winner(class)));
    for class in 0..count {
        let region = winner(class);
        let corners = region.corners();
        marks.line(stroke, corners.iter().chain(corners.first()).map(|&corner| frame.pixel(corner)));
    }
}

/// The axes of the plane that is nearer: halfway there are none.
fn axes(
    snapshot: &Snapshot<'_>,
    (layer, shown): (usize, Shown),
    warp: Warp,
    palette: &Palette,
    marks: &mut Marks,
) {
    let share = 2.0 * warp.share - 1.0;
    if share <= 0.0 {
        let names = [Some(format_args!("x₁")), Some(format_args!("x₂"))];
        plane::axes(warp.inputs, names, -share, palette, marks);
        return;
    }
    let mark = if snapshot.network.layers().len() > 2 { layer + 1 } else { 0 };
    let [across, up] = match shown {
        Shown::Units(pair) => pair,
        Shown::Single | Shown::Components => [0, 1],
    }
    .map(|unit| Below(unit + 1));
    let mark = Above(mark);
    let letter = if shown == Shown::Components { "c" } else { "z" };
    let (across, up) = (format_args!("{letter}{across}{mark}"), format_args!("{letter}{up}{mark}"));
    plane::axes(warp.hidden, [Some(across), (shown != Shown::Single).then_some(up)], share, palette, marks);
}

/// The lines of the input plane, neighbours joined. The window's border is stronger.
fn lattice(
    snapshot: &Snapshot<'_>,
    representation: &Representation,
    warp: Warp,
    palette: &Palette,
    marks: &mut Marks,
) {
    let place = |index: usize| {
        representation.lattice.get(index).map(|&z| warp.pixel(input(snapshot.window, index), z))
    };
    let inner = Stroke::solid(1.0, palette.ink.alpha(0.3));
    let border = Stroke::solid(1.6, palette.ink.alpha(0.6));
    for stroke in [inner, border] {
        for line in (0..LATTICE).step_by(EVERY) {
            let is_border = line == 0 || line + 1 == LATTICE;
            if is_border == (stroke == border) {
                marks.line(stroke, (0..LATTICE).filter_map(|k| place(line * LATTICE + k)));
                marks.line(stroke, (0..LATTICE).filter_map(|k| place(k * LATTICE + line)));
            }
        }
    }
}

/// The boundary on its way. Where the plane shown is the whole space it comes to lie on the output's line, which then stands for it;
/// where it is not, it fades, as what lies before or behind the plane is no part of it.
fn boundary(representation: &Representation, shown: Shown, warp: Warp, palette: &Palette, marks: &mut Marks) {
    let is_whole = shown != Shown::Components && representation.section.is_whole();
    let strength = match (is_whole, representation.scores.is_empty()) {
        (true, true) => 1.0,
        (true, false) => 1.0 - warp.arrival(),
        (false, _) => 1.0 - warp.share,
    };
    if strength <= 0.0 {
        return;
    }
    let stroke =
        Stroke::solid((warp.hidden.rect().width / 230.0).clamp(1.8, 3.2), palette.ink.alpha(strength));
    let mut images = representation.image.iter();
    for line in representation.contour.lines() {
        let places = line.iter().zip(images.by_ref());
        marks.line(stroke, places.map(|(&x, &z)| warp.pixel(x, z)));
    }
}
