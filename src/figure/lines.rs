//! The first layer's lines over the plane: where each unit's pre-activation vᵀx is 0, to which side it grows, and the band in which
//! the unit changes most. Without hidden layers, the output's own weight vector w, normal to its line.

use super::clip::{Polygon, Side, score};
use super::frame::Frame;
use super::marks::{Align, Marks, Stroke, Type};
use super::palette::{Colour, Palette, class_colour};
use super::ticks::Below;
use crate::data::point::Window;
use crate::nn::activation::Activation;
use crate::nn::network::Network;

/// The shares of an activation's range between which its unit counts as changing: from 0.1 to 0.9 of the way up.
pub const BAND: [f64; 2] = [0.1, 0.9];

/// What a first layer draws over the plane: its units' weights, and the activation that bends them.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Lines {
    /// vᵀx of each unit as [v₀, v₁, v₂].
    weights: Vec<Side>,
    /// The hidden units' activation; none where the layer is the output's.
    activation: Option<Activation>,
}

/// One unit's line in a window.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Line {
    /// Where it enters and leaves the window.
    pub ends: [[f32; 2]; 2],
    /// The direction in which the pre-activation grows fastest, of length 1.
    pub normal: [f32; 2],
    /// ‖v‖: how fast it grows that way.
    pub steepness: f32,
}

impl Lines {
    /// Becomes the lines of a network's first layer. Nothing is allocated where it has as many units as before.
    pub(super) fn take(&mut self, network: &Network<f32>) {
        self.weights.clear();
        self.activation = None;
        let Some(layer) = network.layers().first().filter(|layer| layer.inputs == 2) else { return };
        let parameters = network.parameters();
        let (weights, biases) = (&parameters[layer.weights()], &parameters[layer.biases()]);
        let rows = weights.as_chunks::<2>().0.iter().zip(biases);
        self.weights.extend(rows.map(|(&[v1, v2], &v0)| [v0, v1, v2]));
        self.activation = (network.layers().len() > 1).then_some(layer.activation);
    }

    /// The lines of a network's first layer.
    pub fn of(network: &Network<f32>) -> Self {
        let mut lines = Self::default();
        lines.take(network);
        lines
    }

    /// The line of a unit, where it runs through the window.
    pub fn line(&self, unit: usize, window: Window) -> Option<Line> {
        let &[v0, v1, v2] = self.weights.get(unit)?;
        let steepness = v1.hypot(v2);
        if !(steepness > 0.0 && steepness.is_finite()) {
            return None;
        }
        let unit = [v0, v1, v2].map(|v| v / steepness);
        let ends = Polygon::between(window.low, window.high).chord(unit)?;
        Some(Line { ends, normal: [unit[1], unit[2]], steepness })
    }

    /// The pre-activations between which the units change most: none where the activation is straight but for a kink, or all the way.
    pub fn band(&self) -> Option<[f32; 2]> {
        // g = ½ ± 0.4 of the sigmoid, and of tanh = 2 sigm(2a) − 1 at half the pre-activation.
        let sigmoid = libm::log(BAND[1] / BAND[0]) as f32;
        match self.activation {
            None | Some(Activation::Sigmoid) => Some([-sigmoid, sigmoid]),
            Some(Activation::Tanh) => Some([-sigmoid / 2.0, sigmoid / 2.0]),
            Some(Activation::Relu | Activation::LeakyRelu | Activation::Linear) => None,
        }
    }

    /// The part of the window in which a unit's pre-activation lies in its band.
    fn area(&self, unit: usize, window: Window) -> Option<Polygon> {
        let ([low, high], &[v0, v1, v2]) = (self.band()?, self.weights.get(unit)?);
        let (above, below) = ([v0 - low, v1, v2], [high - v0, -v1, -v2]);
        Some(Polygon::between(window.low, window.high).cut(above).cut(below))
    }

    /// Draws the bands and the lines into `marks`.
    pub(super) fn draw(&self, window: Window, frame: Frame, palette: &Palette, marks: &mut Marks) {
        if self.activation.is_none() {
            // The output's own line is the boundary, which is drawn already.
            if let Some(area) = self.area(0, window).filter(|_| self.weights.len() == 1) {
                marks.area(
                    palette.accent.alpha(0.1),
                    area.corners().iter().map(|&corner| frame.pixel(corner)),
                );
            }
            return;
        }
        for unit in 0..self.weights.len() {
            if let Some(area) = self.area(unit, window) {
                let corners = area.corners().iter().map(|&corner| frame.pixel(corner));
                marks.area(palette.unit(unit).alpha(0.13), corners);
            }
        }
        let width = width(frame);
        for (unit, line) in self.seen(window) {
            let stroke = Stroke { width, colour: palette.unit(unit), dash: dash(unit) };
            let rim = Stroke::solid(width + 2.0, palette.rim.alpha(0.55));
            for stroke in [rim, stroke] {
                marks.line(stroke, line.ends.map(|end| frame.pixel(end)));
            }
        }
    }

    /// Draws an arrow at each line into `marks`, with the unit's name: the points are not to hide them. The only output has its own
    /// whether lines are shown or not ([`weight_vector`]).
    pub(super) fn draw_arrows(&self, window: Window, frame: Frame, palette: &Palette, marks: &mut Marks) {
        if self.activation.is_none() {
            if self.only_output().is_none() {
                self.weight_vectors(window, frame, palette, marks);
            }
            return;
        }
        let length = (frame.rect().width / 16.0).clamp(18.0, 44.0);
        for (unit, line) in self.seen(window) {
            // Each has its name at another place of its line: parallel lines do not have theirs one over the other.
            let share = (unit + 1) as f32 / (self.weights.len() + 1) as f32;
            let from = [0, 1].map(|k| line.ends[0][k] + share * (line.ends[1][k] - line.ends[0][k]));
            let from = frame.pixel(from);
            let tip = [from[0] + length * line.normal[0], from[1] - length * line.normal[1]];
            let colour = palette.unit(unit);
            arrow(from, tip, colour, width(frame), palette, marks);
            name(frame, tip, line.normal, colour, palette, marks, &format_args!("z{}", Below(unit + 1)));
        }
    }

    /// Each unit whose line runs through the window, with its line.
    fn seen(&self, window: Window) -> impl Iterator<Item = (usize, Line)> {
        (0..self.weights.len()).filter_map(move |unit| Some((unit, self.line(unit, window)?)))
    }

    /// The weights of the only output, where there are no hidden layers.
    pub(super) fn only_output(&self) -> Option<Side> {
        match self.weights[..] {
            [weights] if self.activation.is_none() => Some(weights),
            _ => None,
        }
    }

    /// The weight vector of each of several outputs, from the middle of the plane: none of their own lines is a boundary.
    fn weight_vectors(&self, window: Window, frame: Frame, palette: &Palette, marks: &mut Marks) {
        for (unit, weights) in self.weights.iter().enumerate() {
            let Some(vector) = WeightVector::of(*weights) else { continue };
            let colour = class_colour(unit).mix(palette.ink, 0.25);
            let tip = vector.draw(middle(window), frame, colour, palette, marks);
            name(frame, tip, vector.normal, colour, palette, marks, &format_args!("w{}", Below(unit)));
        }
    }
}

/// The weight vector w of an output, by its direction and length.
#[derive(Clone, Copy)]
struct WeightVector {
    normal: [f32; 2],
    length: f32,
}

impl WeightVector {
    /// None where w has no direction.
    fn of([_, w1, w2]: Side) -> Option<Self> {
        let length = w1.hypot(w2);
        (length > 0.0 && length.is_finite()).then(|| Self { normal: [w1 / length, w2 / length], length })
    }

    /// Draws it as an arrow from a place of the plane; gives where its tip is, in pixels. It grows with ‖w‖, which says how abruptly μ
    /// changes along it, and never leaves the plane for good.
    fn draw(
        self,
        from: [f32; 2],
        frame: Frame,
        colour: Colour,
        palette: &Palette,
        marks: &mut Marks,
    ) -> [f32; 2] {
        let side = frame.rect().width;
        let length = side * 0.42 * self.length / (self.length + 2.0);
        let from = frame.pixel(from);
        let tip = [from[0] + length * self.normal[0], from[1] - length * self.normal[1]];
        arrow(from, tip, colour, (side / 200.0).clamp(2.5, 4.0), palette, marks);
        tip
    }
}

/// Draws the weight vector of the only output into `marks`, from its line on where that is nearest to the window's middle, and its
/// name beside it if `is_named`.
pub(super) fn weight_vector(
    weights: Side,
    is_named: bool,
    frame: Frame,
    colour: Colour,
    palette: &Palette,
    marks: &mut Marks,
) {
    let Some(vector) = WeightVector::of(weights) else { return };
    let window = Window { low: frame.low(), high: frame.high() };
    let middle = middle(window);
    let away = score(weights, middle) / vector.length;
    // A line outside the window has its arrow at the border.
    let foot = [0, 1].map(|axis| {
        let (low, high) = (window.low[axis], window.high[axis]);
        let room = 0.08 * (high - low);
        // Not `clamp`, which brings along the words of its panic, and with them all printing of floats.
        (middle[axis] - away * vector.normal[axis]).max(low + room).min(high - room)
    });
    let tip = vector.draw(foot, frame, colour, palette, marks);
    if is_named {
        name(frame, tip, vector.normal, colour, palette, marks, &format_args!("w"));
    }
}

fn middle(window: Window) -> [f32; 2] {
    [0, 1].map(|axis| f32::midpoint(window.low[axis], window.high[axis]))
}

/// The width of a line: a projector has wider ones.
fn width(frame: Frame) -> f32 {
    (frame.rect().width / 230.0).clamp(2.0, 3.5)
}

/// The dashes of a unit's line: colours come again after eight units, the dashes do not.
pub(super) fn dash(unit: usize) -> Option<[f32; 2]> {
    (unit >= super::palette::UNIT_COLOURS).then_some([9.0, 5.0])
}

/// An arrow with a rim that sets it off from the field.
fn arrow(from: [f32; 2], tip: [f32; 2], colour: Colour, width: f32, palette: &Palette, marks: &mut Marks) {
    let along = [tip[0] - from[0], tip[1] - from[1]];
    let length = along[0].hypot(along[1]);
    if length < 1.0 {
        return;
    }
    let [x, y] = along.map(|part| part / length);
    let head = (3.4 * width).min(length);
    let base = [tip[0] - head * x, tip[1] - head * y];
    let half = 0.55 * head;
    let corners =
        [tip, [base[0] - half * y, base[1] + half * x], [base[0] + half * y, base[1] - half * x], tip];
    marks.line(Stroke::solid(width + 2.0, palette.rim.alpha(0.55)), [from, base]);
    marks.line(Stroke::solid(2.0, palette.rim.alpha(0.55)), corners);
    marks.line(Stroke::solid(width, colour), [from, base]);
    marks.area(colour, corners);
}

/// A name beyond an arrow's tip, within the frame.
fn name(
    frame: Frame,
    tip: [f32; 2],
    normal: [f32; 2],
    colour: Colour,
    palette: &Palette,
    marks: &mut Marks,
    text: &core::fmt::Arguments<'_>,
) {
    let rect = frame.rect();
    let size = (rect.width / 32.0).clamp(14.0, 26.0);
    let style = Type { size, colour, halo: Some(palette.rim.alpha(0.8)), align: Align::Centre, symbol: true };
    let within = |x: f32, low: f32, high: f32| x.max(low + size).min(high - size);
    let x = within(tip[0] + 0.8 * size * normal[0], rect.x, rect.right());
    let y = within(tip[1] - 0.8 * size * normal[1], rect.y, rect.bottom());
    marks.text(style, [x, y], *text);
}

#[cfg(test)]
mod tests;
