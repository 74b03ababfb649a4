//! The activations: g over its pre-activation, below it g′ on the same axis, and what a layer's units put in.

mod curve;

pub use curve::{Curves, colour, dash, morph, symbol};

use curve::END;

use super::bars;
use super::frame::{Frame, Rect, Size};
use super::marks::{Align, Dot, Marks, Shape, Stroke, Type};
use super::palette::{Colour, Palette};
use super::ticks::Ticks;
use crate::data::decimal::Scaled;
use crate::nn::activation::Activation;
use crate::nn::census::{BINS, Distribution};
use crate::nn::saturation::unsaturated;

/// The heights of g that are shown. A rectifier leaves them on the right, and comes in at −6 in full with a slope
/// up to ¼.
const VALUES: [f32; 2] = [-1.55, 2.4];
/// The heights of g′ that are shown.
const SLOPES: [f32; 2] = [-0.06, 1.32];
/// Bars from −6 to 6: the histogram of [`Axis::PREACTIVATION`](crate::nn::census::Axis::PREACTIVATION) has four to each unit.
const BARS: usize = 48;

/// The share of the height that g has; the rest is for g′.
const UPPER: f32 = 0.56;

/// What is drawn.
#[derive(Clone, Copy, Debug)]
pub struct Plot<'a> {
    /// The curves.
    pub curves: Curves,
    /// The leaky ReLU's slope.
    pub slope: f32,
    /// The pre-activations of a layer, drawn as bars under g′: as much of the gradient comes through as the curve above them
    /// says.
    pub preactivations: Option<&'a Distribution>,
}

/// Draws the curves into `marks`: on axes that are the same for every activation, a from −6 to 6.
pub fn draw(plot: &Plot<'_>, palette: &Palette, size: Size, marks: &mut Marks) {
    marks.clear();
    if !size.is_visible() {
        return;
    }
    let strips = Strips::new(size);
    strips.shade(plot, palette, marks);
    strips.axes(palette, marks);
    if let Some(counted) = plot.preactivations {
        strips.bars(counted, palette, marks);
    }
    match plot.curves {
        Curves::One(g) => {
            let stroke = Stroke::solid(2.8, colour(g, palette));
            strips.activation(g, plot.slope, stroke, palette, marks);
        }
        Curves::All => {
            // The two rectifiers lie on one another for a > 0: the dashes go over a line that is wider.
            for g in Activation::LECTURE {
                let width = if g == Activation::Relu { 3.6 } else { 2.4 };
                let stroke = Stroke { width, colour: colour(g, palette), dash: dash(g) };
                strips.activation(g, plot.slope, stroke, palette, marks);
            }
        }
        Curves::Morph(t) => strips.morph(t, palette, marks),
        Curves::Probability => {
            let g = Activation::Sigmoid;
            strips.activation(g, plot.slope, Stroke::solid(2.8, colour(g, palette)), palette, marks);
        }
        Curves::Threshold => strips.threshold(palette, marks),
        Curves::None => {}
    }
}

/// The two parts of the figure, one below the other on the same axis: g above, g′ below.
struct Strips {
    value: Frame,
    slope: Frame,
    /// The size of the numerals.
    text: f32,
}

impl Strips {
    fn new(size: Size) -> Self {
        let text = (size.width / 32.0).min(size.height / 22.0).clamp(10.0, 18.0);
        let (left, right, top) = (2.9 * text, 0.8 * text, 0.5 * text);
        let (gap, bottom) = (0.9 * text, 1.7 * text);
        let height = (size.height - top - gap - bottom).max(2.0);
        let strip = |y: f32, share: f32, [low, high]: [f32; 2]| {
            let width = (size.width - left - right).max(1.0);
            let rect = Rect { x: left.min(size.width), y, width, height: height * share };
            Frame::new([-END, low], [END, high], rect)
        };
        Self {
            value: strip(top, UPPER, VALUES),
            slope: strip(top + height * UPPER + gap, 1.0 - UPPER, SLOPES),
            text,
        }
    }

    /// Shades the pre-activations at which the one activation is saturated, through both parts.
    fn shade(&self, plot: &Plot<'_>, palette: &Palette, marks: &mut Marks) {
        let [low, high] = match plot.curves {
            Curves::One(g) => unsaturated(g, plot.slope.into()),
            // The argument is stretched by 1 + t.
            Curves::Morph(t) => unsaturated(Activation::Sigmoid, 0.0).map(|end| end / (1.0 + f64::from(t))),
            Curves::All | Curves::Probability | Curves::Threshold | Curves::None => return,
        };
        let end = f64::from(END);
        let [low, high] = [low, high].map(|a| self.value.x(a.max(-end).min(end) as f32));
        for frame in [self.value, self.slope] {
            let rect = frame.rect();
            for [left, right] in [[rect.x, low], [high, rect.right()]] {
                if right - left > 0.5 {
                    let zone = Rect { x: left, width: right - left, ..rect };
                    marks.area(palette.ink.alpha(0.075), zone.outline());
                }
            }
        }
    }

    fn axes(&self, palette: &Palette, marks: &mut Marks) {
        let hair = Stroke::solid(1.0, palette.grid);
        let axis = Stroke::solid(1.0, palette.ink.alpha(0.45));
        let numeral =
            Type { size: self.text, colour: palette.faint, halo: None, align: Align::Right, symbol: false };
        for frame in [self.value, self.slope] {
            let rect = frame.rect();
            let (low, high) = (f64::from(frame.low()[1]), f64::from(frame.high()[1]));
            let most = f64::from(rect.height / (1.9 * self.text)).clamp(1.5, 6.0);
            for (value, text) in Ticks::new(low, high, most, 0.0).iter() {
                let y = frame.y(value).round() + 0.5;
                marks.line(if value == 0.0 { axis } else { hair }, [[rect.x, y], [rect.right(), y]]);
                marks.text(numeral, [rect.x - 0.5 * self.text, y], format_args!("{text}"));
            }
            for (value, _) in Ticks::new((-END).into(), END.into(), 7.0, 2.0).iter() {
                let x = frame.x(value).round() + 0.5;
                marks.line(if value == 0.0 { axis } else { hair }, [[x, rect.y], [x, rect.bottom()]]);
            }
        }
        let centred = Type { align: Align::Centre, ..numeral };
        let rect = self.slope.rect();
        for (value, text) in Ticks::new((-END).into(), END.into(), 7.0, 2.0).iter() {
            // The last numeral stays within the figure.
            let x = self.slope.x(value).min(rect.right() - 0.2 * self.text);
            marks.text(centred, [x, rect.bottom() + 0.9 * self.text], format_args!("{text}"));
        }
        let name = Type { size: self.text * 1.25, colour: palette.ink, symbol: true, ..centred };
        let between = self.slope.x(5.0);
        marks.text(name, [between, rect.bottom() + 0.8 * self.text], format_args!("a"));
        let name = Type { align: Align::Left, halo: Some(palette.panel), ..name };
        for (frame, text) in [(self.value, "g"), (self.slope, "g′")] {
            let rect = frame.rect();
            marks.text(name, [rect.x + 0.5 * self.text, rect.y + 0.7 * self.text], format_args!("{text}"));
        }
    }

    /// The pre-activations as bars behind g′; those beyond the axis in the bars at its ends.
    fn bars(&self, counted: &Distribution, palette: &Palette, marks: &mut Marks) {
        let rect = self.slope.rect();
        let room = Rect { height: self.slope.y(0.0) - rect.y, ..rect };
        let shares = bars::shares::<BARS>(counted, (BINS - BARS) / 2);
        marks.area(palette.ink.alpha(0.2), bars::area(&shares, room));
        bars::line(Stroke::solid(1.0, palette.ink.alpha(0.4)), &shares, room, marks);
    }

    /// An activation and its slope, each with its symbol at the curve.
    fn activation(&self, g: Activation, slope: f32, stroke: Stroke, palette: &Palette, marks: &mut Marks) {
        let slope = f64::from(slope);
        let value = |a: f64| g.value(a, slope);
        let derivative = |a: f64| g.derivative(g.value(a, slope), slope);
        let jumps = derivative(0.0) < 1.0 && matches!(g, Activation::Relu | Activation::LeakyRelu);
        curve::draw(self.value, stroke, false, value, marks);
        let stroke = Stroke { width: stroke.width * 0.85, ..stroke };
        curve::draw(self.slope, stroke, jumps, derivative, marks);
        if jumps {
            // At 0 itself the slope is that of the left side.
            jump(self.slope, [derivative(0.0) as f32, 1.0], stroke.colour, palette, marks);
        }
        self.labels(g, slope, palette, marks);
    }

    /// A perceptron's threshold, 1 where a > 0, and the slope that it has nowhere.
    fn threshold(&self, palette: &Palette, marks: &mut Marks) {
        let stroke = Stroke::solid(2.8, palette.ink);
        curve::draw(self.value, stroke, true, |a| f64::from(u8::from(a > 0.0)), marks);
        jump(self.value, [0.0, 1.0], stroke.colour, palette, marks);
        curve::draw(self.slope, Stroke { width: stroke.width * 0.85, ..stroke }, false, |_| 0.0, marks);
    }

    /// The activation's symbol at both its curves.
    fn labels(&self, g: Activation, slope: f64, palette: &Palette, marks: &mut Marks) {
        let size = self.text * 1.15;
        let parts = [(self.value, value_label(g, slope), ""), (self.slope, slope_label(g, slope), "′")];
        for (frame, (at, align, up), prime) in parts {
            let style =
                Type { size, colour: colour(g, palette), halo: Some(palette.panel), align, symbol: true };
            let [x, y] = frame.pixel(at);
            let aside = match align {
                Align::Left => 0.45,
                Align::Centre => 0.0,
                Align::Right => -0.45,
            };
            marks.text(style, [x + aside * size, y - up * 0.8 * size], format_args!("{}{prime}", symbol(g)));
        }
    }

    /// The curve on the way from the sigmoid to tanh, between the two, with its formula.
    fn morph(&self, t: f32, palette: &Palette, marks: &mut Marks) {
        let t = f64::from(t.clamp(0.0, 1.0));
        for (g, t) in [(Activation::Sigmoid, 0.0), (Activation::Tanh, 1.0)] {
            let colour = colour(g, palette).alpha(0.55);
            let stroke = Stroke { width: 1.8, colour, dash: dash(g) };
            curve::draw(self.value, stroke, false, |a| morph(t, a)[0], marks);
            curve::draw(self.slope, stroke, false, |a| morph(t, a)[1], marks);
        }
        let stroke = Stroke::solid(3.0, palette.accent);
        curve::draw(self.value, stroke, false, |a| morph(t, a)[0], marks);
        curve::draw(self.slope, Stroke { width: 2.5, ..stroke }, false, |a| morph(t, a)[1], marks);
        for g in [Activation::Sigmoid, Activation::Tanh] {
            self.labels(g, 0.0, palette, marks);
        }
        let rect = self.value.rect();
        let style = Type {
            size: self.text * 1.25,
            colour: palette.accent,
            halo: Some(palette.panel),
            align: Align::Left,
            symbol: true,
        };
        let place = [rect.x + 1.7 * self.text, rect.y + 0.7 * self.text];
        let [s, t] = [1.0 + t, t].map(|x| Scaled::fixed(x, 2));
        marks.text(style, place, format_args!("= {s}·σ({s}·a) − {t}"));
    }
}

/// The ends of a curve that jumps at 0: the first height is its own there, the second one that of the right side.
pub(super) fn jump(
    frame: Frame,
    [at, after]: [f32; 2],
    colour: Colour,
    palette: &Palette,
    marks: &mut Marks,
) {
    for (y, fill) in [(at, colour), (after, palette.panel)] {
        let outline = Some((colour, 1.6));
        let dot = Dot { shape: Shape::Disc, radius: 3.2, fill: Some(fill), outline };
        marks.dot(dot, frame.pixel([0.0, y]));
    }
}

/// Where the symbol of a curve goes: a place on it, the side of the place, and how many lines above it.
type Label = ([f32; 2], Align, f32);

/// Where the symbol of g goes: each where its curve is away from the others.
fn value_label(g: Activation, slope: f64) -> Label {
    let at = |a: f32| [a, g.value(f64::from(a), slope) as f32];
    match g {
        Activation::Sigmoid => (at(-1.6), Align::Centre, 1.0),
        Activation::Tanh => (at(-3.4), Align::Centre, -1.0),
        Activation::Relu => (at(1.9), Align::Left, 0.0),
        // Below a line that is nearly level, else to the left above it, where it still is within the heights.
        Activation::LeakyRelu if slope < 0.1 => (at(-5.0), Align::Centre, -1.0),
        Activation::LeakyRelu => (at((-1.0 / slope).max(-3.0) as f32), Align::Right, 0.9),
        Activation::Linear => (at(-1.0), Align::Left, -0.3),
    }
}

/// The same for g′.
fn slope_label(g: Activation, slope: f64) -> Label {
    let at = |a: f32| [a, g.derivative(g.value(f64::from(a), slope), slope) as f32];
    match g {
        Activation::Sigmoid => (at(2.1), Align::Left, 0.6),
        Activation::Tanh => (at(-0.85), Align::Right, 0.0),
        Activation::Relu => (at(3.0), Align::Centre, 1.0),
        Activation::LeakyRelu => (at(-5.0), Align::Centre, 1.0),
        Activation::Linear => (at(-3.0), Align::Centre, -1.0),
    }
}
