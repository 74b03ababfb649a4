//! The plane: what the network says everywhere, the boundary, and the points; of one layer its weights as an arrow; and the line
//! that separates the points best.

mod axes;
mod one_layer;
pub(super) mod points;
mod separator;

use super::field::{Field, Grid, Large};
use super::frame::{Frame, Rect, Size};
use super::marks::{Align, Marks, Shape, Stroke, Type};
use super::palette::{Palette, Ramp};
use super::simplified::simplified;
use super::ticks::Below;
use crate::data::decimal::Shortest;
use crate::data::point::{CLASSES, Window};
use crate::lab::settings::{self, Lines, Selection, View};
use crate::lab::snapshot::Snapshot;
use crate::nn::activation::Activation;
use crate::nn::objective::Objective;
pub(super) use axes::axes;

/// How far the boundary may be drawn beside where it lies, in pixels: less than is seen.
const UNSEEN: f32 = 0.15;

/// The map between the plane's units and the figure's pixels: the window fills the greatest square in the
/// middle.
pub fn frame(window: Window, size: Size) -> Frame {
    Frame::square(window, size)
}

/// Draws what the plane begins with into `marks`: the field that is ready and the points, which wait for nothing else; no boundary,
/// and no word, for the first of which the browser looks for its fonts.
pub fn begin(snapshot: &Snapshot<'_>, field: &Field, palette: &Palette, size: Size, marks: &mut Marks) {
    marks.clear();
    if !size.is_visible() {
        return;
    }
    let frame = frame(snapshot.window, size);
    ground(snapshot, field, frame, palette, marks);
    points::draw(snapshot, &|_, x| frame.pixel(x), frame.rect().width, palette, marks);
}

/// Draws the plane into `marks`, from the field that is ready, with its boundary if that is traced.
pub fn draw(snapshot: &Snapshot<'_>, field: &Field, palette: &Palette, size: Size, marks: &mut Marks) {
    marks.clear();
    if !size.is_visible() {
        return;
    }
    let frame = frame(snapshot.window, size);
    ground(snapshot, field, frame, palette, marks);
    let lines = field.shown().filter(|_| snapshot.settings.lines == Lines::On);
    let lines = lines.map(|grid| (grid.lines(), grid.window()));
    let place: points::Placing = &|_, x| frame.pixel(x);
    let side = frame.rect().width;
    separator::draw(snapshot, frame, palette, marks);
    // Few points lie in front of the boundary; many would hide it. Axes and points are the same from picture to picture.
    let still = |marks: &mut Marks| {
        axes(frame, [Some(format_args!("x₁")), Some(format_args!("x₂"))], 1.0, palette, marks);
        points::draw(snapshot, place, side, palette, marks);
    };
    let key = points::key(snapshot, frame, palette);
    if points::are_many(snapshot) {
        points::mark_wrong(snapshot, place, side, palette, marks);
        marks.layer(key, still);
        boundary(field, frame, palette, marks);
        if let Some((lines, window)) = lines {
            lines.draw(window, frame, palette, marks);
        }
    } else {
        boundary(field, frame, palette, marks);
        if let Some((lines, window)) = lines {
            lines.draw(window, frame, palette, marks);
        }
        marks.layer(key, still);
        points::mark_wrong(snapshot, place, side, palette, marks);
    }
    points::mark_walked(snapshot, place, side, palette, marks);
    points::draw_pointed_at(snapshot, place, side, palette, marks);
    if let Some((lines, window)) = lines {
        lines.draw_arrows(window, frame, palette, marks);
    }
    separator::mark_wrong(snapshot, frame, palette, marks);
    if snapshot.settings.view == View::Softmax {
        points::mark_counted(snapshot, place, side, palette, marks);
        // The place that the bars are of.
        let at = frame.pixel(snapshot.settings.place);
        if frame.rect().distance(at) <= 0.0 {
            points::ring(Shape::Diamond, (side / 45.0).clamp(9.0, 16.0), at, palette, marks);
        }
    }
    one_layer::light(snapshot, frame, palette, marks);
    if let Some(grid) = field.shown() {
        one_layer::draw(snapshot, grid, frame, palette, marks);
        caption(grid, Picture::of(snapshot, grid), frame, palette, marks);
    }
    if let (Some(probe), true) = (snapshot.probe, snapshot.crosshair) {
        crosshair(frame.rect(), frame.pixel(probe), palette, marks);
    }
}

/// The field's colours, which fill the window.
fn ground(snapshot: &Snapshot<'_>, field: &Field, frame: Frame, palette: &Palette, marks: &mut Marks) {
    if let Some(grid) = field.shown() {
        paint(grid, Picture::of(snapshot, grid), palette, field.serial(), marks);
        let source = Grid::source(grid.sampling().points());
        marks.image(source, frame.rect_of(grid.window()), true);
    } else {
        marks.area(palette.ground, frame.rect().outline());
    }
}

/// The boundary between classes, or the line where the unit that is shown changes its sign.
fn boundary(field: &Field, frame: Frame, palette: &Palette, marks: &mut Marks) {
    let stroke = Stroke::solid((frame.rect().width / 270.0).clamp(1.8, 3.0), palette.ink);
    for line in field.shown().iter().flat_map(|grid| grid.contour().lines()) {
        marks.line(stroke, simplified(line.iter().map(|&at| frame.pixel(at)), UNSEEN));
    }
}

/// What the field's colours stand for.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Picture {
    /// The network's outputs.
    Output,
    /// The winning class alone.
    Hard,
    /// The output of the class, among several.
    Class(usize),
    /// The output of a hidden unit with this activation.
    Unit(Activation),
    /// What a hidden unit puts into an output.
    Term,
}

impl Picture {
    fn of(snapshot: &Snapshot<'_>, grid: &Grid) -> Self {
        if let Some((large, _)) = grid.large() {
            return match large.into {
                Some(_) => Self::Term,
                None => Self::Unit(snapshot.settings.activation_of(large.layer)),
            };
        }
        let units = grid.layout().units();
        let several = |unit| units.last().is_some_and(|&outputs| outputs > 1 && unit < outputs);
        match snapshot.settings.select {
            Selection::Unit { layer, unit } | Selection::Weight { layer, unit, .. }
                if layer + 1 == units.len() && several(unit) =>
            {
                Self::Class(unit)
            }
            _ if snapshot.settings.field == settings::Field::Hard => Self::Hard,
            _ => Self::Output,
        }
    }

    /// A number for each picture, below 64.
    fn number(self) -> u64 {
        match self {
            Self::Output => 0,
            Self::Hard => 1,
            Self::Class(class) => 2 + class.min(CLASSES) as u64,
            Self::Unit(_) => 16,
            Self::Term => 17,
        }
    }
}

/// Writes the field's colours into the sheet, if they are not there yet.
fn paint(grid: &Grid, picture: Picture, palette: &Palette, serial: u64, marks: &mut Marks) {
    let side = grid.sampling().points();
    let key = (serial * 64 + picture.number()) * 2 + palette.theme as u64;
    let Some(pixels) = marks.sheet_mut(side, side, key) else { return };
    match (picture, grid.large()) {
        (Picture::Unit(activation), Some((_, outputs))) => {
            palette.binary.paint(outputs.iter().map(|&z| signed(activation, z)), pixels);
        }
        // A term has no range, whatever the activation.
        (Picture::Term, Some((_, terms))) => {
            palette.binary.paint(terms.iter().map(|&term| signed(Activation::Linear, term)), pixels);
        }
        (Picture::Class(class), _) => {
            palette.class[class.min(CLASSES - 1)].paint(grid.output(class).iter().copied(), pixels);
        }
        (Picture::Hard, _) => {
            for (index, pixel) in pixels.as_chunks_mut().0.iter_mut().enumerate() {
                *pixel = grid.winner(index).map_or(palette.ground, |class| palette.tints[class]).0;
            }
        }
        _ if grid.classes() > 1 && !matches!(grid.objective(), Objective::SquaredError(_)) => {
            palette.mix(grid.planes(), pixels);
        }
        _ => binary(grid.objective(), grid.output(0), &palette.binary, pixels),
    }
}

/// Colours the values of one output: a probability, or with the squared error a number from −1 to 1.
pub fn binary(objective: Objective, outputs: &[f32], ramp: &Ramp, pixels: &mut [u8]) {
    match objective {
        Objective::SquaredError(_) => ramp.paint(outputs.iter().copied(), pixels),
        _ => ramp.paint(outputs.iter().map(|&p| 2.0 * p - 1.0), pixels),
    }
}

/// A unit's output on the scale of colours, −1 to 1. Bounded outputs are shown as they are, the others
/// squeezed by z/(1 + |z|): so the scale is fixed, and 1 and 3 still differ.
pub(super) fn signed(activation: Activation, z: f32) -> f32 {
    match activation {
        Activation::Sigmoid | Activation::Tanh => z,
        Activation::Relu | Activation::LeakyRelu | Activation::Linear => z / (1.0 + z.abs()),
    }
}

/// The name of what is shown in the output's place, in the upper right corner: a hidden unit z, its term w·z or a class's μ.
fn caption(grid: &Grid, picture: Picture, frame: Frame, palette: &Palette, marks: &mut Marks) {
    let rect = frame.rect();
    let size = (rect.width / 24.0).clamp(18.0, 32.0);
    let style = Type {
        size,
        colour: palette.accent,
        halo: Some(palette.rim.alpha(0.8)),
        align: Align::Right,
        symbol: true,
    };
    let [right, middle] = [rect.right() - 0.6 * size, rect.y + 0.9 * size];
    if let Some(temperature) = grid.temperature() {
        let [x, y] = [rect.x + rect.width / 2.0, middle];
        marks.text(
            Type { align: Align::Centre, ..style },
            [x, y],
            format_args!("T = {}", Shortest(temperature)),
        );
    }
    let several = grid.layout().units().len() > 2;
    match (picture, grid.large()) {
        (Picture::Term, Some((Large { unit, into: Some(output), .. }, _))) => {
            let (unit, is_alone) = (Below(unit + 1), grid.classes() == 1);
            if is_alone {
                marks.text(style, [right, middle], format_args!("w{unit} z{unit}"));
            } else {
                marks.text(style, [right, middle], format_args!("w{}{unit} z{unit}", Below(output)));
            }
        }
        (Picture::Unit(_), Some((Large { layer, unit, .. }, _))) => {
            let aside = if several { 0.75 * size } else { 0.0 };
            marks.text(style, [right - aside, middle], format_args!("z{}", Below(unit + 1)));
            if several {
                let small = Type { size: 0.6 * size, ..style };
                marks.text(small, [right, middle - 0.28 * size], format_args!("({})", layer + 1));
            }
        }
        (Picture::Class(class), _) => {
            let name = grid.objective().symbol();
            marks.text(style, [right, middle], format_args!("{name}{}", Below(class)));
        }
        _ => {}
    }
}

/// A cross at a place, open in the middle.
pub(super) fn crosshair(rect: Rect, [x, y]: [f32; 2], palette: &Palette, marks: &mut Marks) {
    const OPEN: f32 = 9.0;
    let arms = [
        [[rect.x, y], [x - OPEN, y]],
        [[x + OPEN, y], [rect.right(), y]],
        [[x, rect.y], [x, y - OPEN]],
        [[x, y + OPEN], [x, rect.bottom()]],
    ];
    for stroke in [Stroke::solid(4.0, palette.rim.alpha(0.7)), Stroke::solid(1.6, palette.accent)] {
        for arm in arms {
            marks.line(stroke, arm);
        }
    }
}
