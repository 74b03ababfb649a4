//! The decision: the output over its pre-activation a, μ = sigm(a) or a perceptron's step at a = 0; each training point at its place
//! on the curve; and the rule ŷ = 1 ⇔ μ > ½, which is a > 0.

use super::activation::{Curves, jump};
use super::frame::{Frame, Rect, Size};
use super::marks::{Align, Dot, Marks, Shape, Stroke, Type};
use super::palette::Palette;
use super::plane::points;
use super::representation::Representation;
use super::ticks::Ticks;
use crate::data::point::Part;
use crate::lab::snapshot::Snapshot;
use crate::nn::activation::Activation;

/// Places on the curve.
const CURVE: i32 = 240;
/// The heights shown: a little beyond 0 and 1, so that points at the ends are whole.
const HEIGHTS: [f32; 2] = [-0.09, 1.09];

/// What the output makes of its pre-activation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Output {
    /// μ = sigm(a).
    Probability,
    /// 1 where a > 0, else 0.
    Step,
}

impl Output {
    /// That of the snapshot's network; none where it has several outputs or its output is a number.
    fn of(snapshot: &Snapshot<'_>) -> Option<Self> {
        match Curves::of_layer(snapshot.network, usize::MAX) {
            Curves::Probability => Some(Self::Probability),
            Curves::Threshold => Some(Self::Step),
            _ => None,
        }
    }

    fn name(self) -> &'static str {
        match self {
            Self::Probability => "μ",
            Self::Step => "ŷ",
        }
    }

    fn value(self, a: f32) -> f32 {
        match self {
            Self::Probability => Activation::Sigmoid.value(f64::from(a), 0.0) as f32,
            Self::Step => f32::from(u8::from(a > 0.0)),
        }
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
    let output = Output::of(snapshot)?;
    let frame = frame(representation.reach(), size);
    let places = representation.logits().iter().zip(snapshot.points).map(|(&a, point)| {
        // Test points are not on the curve.
        if point.part == Part::Train { place(frame, output, a) } else { [f32::NAN; 2] }
    });
    nearest_of(places, at, reach)
}

/// The place nearest to `at` and within reach of it; of two as near, the later, which is drawn on top.
pub(super) fn nearest_of(places: impl Iterator<Item = [f32; 2]>, at: [f32; 2], reach: f32) -> Option<usize> {
    let mut best = (reach, None);
    for (index, [x, y]) in places.enumerate() {
        let distance = (x - at[0]).hypot(y - at[1]);
        if distance <= best.0 {
            best = (distance, Some(index));
        }
    }
    best.1
}

/// Draws the curve into `marks`; nothing where the network has several outputs or fits numbers.
pub fn draw(
    snapshot: &Snapshot<'_>,
    representation: &Representation,
    palette: &Palette,
    size: Size,
    marks: &mut Marks,
) {
    marks.clear();
    let Some(output) = Output::of(snapshot).filter(|_| size.is_visible()) else { return };
    let frame = frame(representation.reach(), size);
    let text = text(size);
    halves(frame, text, palette, marks);
    axes(frame, output, text, palette, marks);
    curve(frame, output, palette, marks);
    rule(frame, output, palette, marks);

    let side = size.width.min(2.6 * size.height);
    let logits = representation.logits();
    let at: points::Placing = &|index, _| {
        if is_training(snapshot, index) {
            logits.get(index).map_or([-1e5; 2], |&a| place(frame, output, a))
        } else {
            [-1e5; 2]
        }
    };
    let crowd = points::are_many(snapshot);
    if crowd {
        points::mark_wrong(snapshot, at, side, palette, marks);
    }
    points::draw(snapshot, at, side, palette, marks);
    if !crowd {
        points::mark_wrong(snapshot, at, side, palette, marks);
    }
    if let Some((_, a)) = representation.probe().filter(|_| snapshot.probe.is_some()) {
        reading(frame, output, a, palette, marks);
    }
    points::draw_pointed_at(snapshot, at, side, palette, marks);
}

fn is_training(snapshot: &Snapshot<'_>, index: usize) -> bool {
    snapshot.points.get(index).is_some_and(|point| point.part == Part::Train)
}

/// The size of numerals.
fn text(size: Size) -> f32 {
    (size.width / 46.0).min(size.height / 13.0).clamp(10.5, 18.0)
}

fn frame(reach: f32, size: Size) -> Frame {
    let text = text(size);
    let (left, right, lower) = (2.6 * text, 1.2 * text, 1.9 * text);
    let rect = Rect {
        x: left,
        y: 0.4 * text,
        width: (size.width - left - right).max(1.0),
        height: (size.height - lower - 0.4 * text).max(1.0),
    };
    let end = 1.04 * reach;
    Frame::new([-end, HEIGHTS[0]], [end, HEIGHTS[1]], rect)
}

/// A point of the curve, in pixels.
fn place(frame: Frame, output: Output, a: f32) -> [f32; 2] {
    let place = frame.pixel([a, output.value(a)]);
    if place.iter().all(|x| x.is_finite()) { place } else { [-1e5; 2] }
}

fn curve(frame: Frame, output: Output, palette: &Palette, marks: &mut Marks) {
    let stroke = Stroke::solid(2.6, palette.ink);
    let end = frame.high()[0];
    match output {
        Output::Probability => {
            let places = (-CURVE..=CURVE).map(|k| (f64::from(end) * f64::from(k) / f64::from(CURVE)) as f32);
            marks.line(stroke, places.map(|a| place(frame, output, a)));
        }
        Output::Step => {
            for side in [[[-end, 0.0], [0.0, 0.0]], [[0.0, 1.0], [end, 1.0]]] {
                marks.line(stroke, side.map(|at| frame.pixel(at)));
            }
        }
    }
}

/// The two sides of a = 0, in the colours of what is decided there.
fn halves(frame: Frame, text: f32, palette: &Palette, marks: &mut Marks) {
    let rect = frame.rect();
    let middle = frame.x(0.0);
    let left = Rect { width: middle - rect.x, ..rect };
    let right = Rect { x: middle, width: rect.right() - middle, ..rect };
    for (class, half) in [left, right].into_iter().enumerate() {
        marks.area(palette.tints[class].alpha(0.45), half.outline());
        let style = Type {
            size: 1.5 * text,
            colour: palette.ink.alpha(0.75),
            halo: None,
            align: Align::Centre,
            symbol: true,
        };
        // Each where the curve is not.
        let share = if class == 0 { 0.28 } else { 0.72 };
        let y = if class == 0 { frame.y(0.72) } else { frame.y(0.28) };
        marks.text(style, [rect.x + share * rect.width, y], format_args!("ŷ = {class}"));
    }
}

fn axes(frame: Frame, output: Output, text: f32, palette: &Palette, marks: &mut Marks) {
    let rect = frame.rect();
    let hair = Stroke::solid(1.0, palette.ink.alpha(0.16));
    let numeral = Type { size: text, colour: palette.faint, halo: None, align: Align::Right, symbol: false };
    for (height, label) in [(0.0, "0"), (0.5, "½"), (1.0, "1")] {
        let y = frame.y(height).round() + 0.5;
        marks.line(hair, [[rect.x, y], [rect.right(), y]]);
        marks.text(numeral, [rect.x - 0.4 * text, y], format_args!("{label}"));
    }
    let centred = Type { align: Align::Centre, ..numeral };
    let (low, high) = (f64::from(frame.low()[0]), f64::from(frame.high()[0]));
    let most = f64::from(rect.width / (5.0 * text)).clamp(2.0, 9.0);
    for (value, label) in Ticks::new(low, high, most, 0.0).iter() {
        let x = frame.x(value).round() + 0.5;
        marks.line(hair, [[x, rect.y], [x, rect.bottom()]]);
        if x < rect.right() - 2.0 * text {
            marks.text(centred, [x, rect.bottom() + 0.9 * text], format_args!("{label}"));
        }
    }
    let name = Type { size: 1.25 * text, colour: palette.ink, symbol: true, ..centred };
    marks.text(name, [rect.right() - 0.4 * text, rect.bottom() + 0.8 * text], format_args!("a"));
    marks.text(name, [rect.x - 0.9 * text, frame.y(0.78)], format_args!("{}", output.name()));
}

/// The rule: μ = ½ and a = 0 meet on the curve. A step has no place at ½, and a = 0 is where it leaps.
fn rule(frame: Frame, output: Output, palette: &Palette, marks: &mut Marks) {
    let rect = frame.rect();
    let dashed = Stroke { width: 1.6, colour: palette.accent, dash: Some([6.0, 4.0]) };
    if output == Output::Step {
        marks.line(dashed, [[0.0, 1.0], [0.0, 0.0]].map(|at| frame.pixel(at)));
        jump(frame, [0.0, 1.0], palette.ink, palette, marks);
        return;
    }
    let [x, y] = frame.pixel([0.0, 0.5]);
    marks.line(dashed, [[rect.x, y], [x, y]]);
    marks.line(dashed, [[x, y], [x, rect.bottom()]]);
    let dot = Dot {
        shape: Shape::Disc,
        radius: 4.0,
        fill: Some(palette.accent),
        outline: Some((palette.rim, 1.5)),
    };
    marks.dot(dot, [x, y]);
}

/// What the curve says where the plane is read out.
fn reading(frame: Frame, output: Output, a: f32, palette: &Palette, marks: &mut Marks) {
    let rect = frame.rect();
    let [x, y] = place(frame, output, a.max(frame.low()[0]).min(frame.high()[0]));
    let stroke = Stroke::solid(1.6, palette.accent);
    marks.line(stroke, [[rect.x, y], [x, y]]);
    marks.line(stroke, [[x, y], [x, rect.bottom()]]);
    let outline = Some((palette.accent, 2.5));
    marks.dot(Dot { shape: Shape::Disc, radius: 5.0, fill: Some(palette.panel), outline }, [x, y]);
}
