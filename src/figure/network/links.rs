//! The links: weights, or what the loss says of them, by width and colour on a scale that is fixed, never fitted to the numbers
//! there are.

use super::layout::Layout;
use crate::figure::marks::{Align, Marks, Stroke, Type};
use crate::figure::palette::{Colour, Palette};
use crate::lab::settings::Selection;
use crate::nn::network::Network;

/// A link is this many pixels wide for each unit of |weight|.
const WIDTH: f32 = 1.5;
/// No link is wider: the scale of weights ends at |weight| = 4, that of gradients at |∂E/∂w| = 1.
const WIDEST: f32 = 6.0;
/// Widths are rounded to this many to a pixel, so that links of equal width can be drawn together.
const STEPS: f32 = 4.0;
/// The narrowest link: one without weight is still a link.
const NARROWEST: f32 = 0.75;
/// At this |weight| a link has its full colour, at 0 the grid's grey.
const FULL: f32 = 0.6;
/// At this |bias| its mark has its full colour.
const FULL_BIAS: f32 = 2.0;
/// The scale of gradients begins at |∂E/∂w| = 10⁻⁶ and has as many decades to 1: a pixel each.
const DECADES: f32 = 6.0;
/// From this width on, |∂E/∂w| = 10⁻³, a link of the gradient has its full colour.
const FULL_WIDTH: f32 = 3.0;

/// The numbers that are shown, one a parameter.
#[derive(Clone, Copy, Debug)]
pub(super) enum Shown<'a> {
    /// Weights and biases, as they are.
    Parameters(&'a [f32]),
    /// The gradient, by its logarithm.
    Gradient(&'a [f32]),
}

impl<'a> Shown<'a> {
    /// The gradient, where there is one of this network; otherwise its parameters.
    pub(super) fn new(network: &'a Network<f32>, gradient: Option<&'a [f32]>) -> Self {
        let parameters = network.parameters();
        gradient
            .filter(|gradient| gradient.len() == parameters.len())
            .map_or(Self::Parameters(parameters), Self::Gradient)
    }

    fn numbers(self) -> &'a [f32] {
        match self {
            Self::Parameters(numbers) | Self::Gradient(numbers) => numbers,
        }
    }

    /// A link's width in pixels, with the sign of its number.
    fn width(self, index: usize) -> f32 {
        let number = self.numbers().get(index).copied().unwrap_or_default();
        match self {
            Self::Parameters(_) => (number * WIDTH).clamp(-WIDEST, WIDEST),
            Self::Gradient(_) => {
                let decades = (number.abs().log10() + DECADES).clamp(0.0, DECADES);
                (decades / DECADES * WIDEST).copysign(number)
            }
        }
    }

    /// The same in whole steps.
    fn strength(self, index: usize) -> i32 {
        // A number that is none has no strength.
        (self.width(index) * STEPS).round() as i32
    }

    /// How a link of this strength is drawn.
    fn stroke(self, strength: i32, palette: &Palette) -> Stroke {
        let width = strength as f32 / STEPS;
        let full = match self {
            Self::Parameters(_) => WIDTH * FULL,
            Self::Gradient(_) => FULL_WIDTH,
        };
        Stroke::solid(width.abs().max(NARROWEST), palette.strength(width / full))
    }

    /// A bias on the scale of colours, −1 to 1, in eighths.
    pub(super) fn bias(self, index: usize) -> f32 {
        let share = match self {
            Self::Parameters(numbers) => numbers.get(index).copied().unwrap_or_default() / FULL_BIAS,
            Self::Gradient(_) => self.width(index) / FULL_WIDTH,
        };
        if share.is_nan() { 0.0 } else { (share.clamp(-1.0, 1.0) * 8.0).round() / 8.0 }
    }
}

/// All links, the weakest first, those of one strength together.
pub(super) fn draw(
    network: &Network<f32>,
    shown: Shown<'_>,
    layout: &Layout,
    select: Selection,
    palette: &Palette,
    marks: &mut Marks,
) {
    let strongest = (WIDEST * STEPS) as i32;
    let all = || {
        network.layers().iter().enumerate().flat_map(move |(index, layer)| {
            layer.weights().enumerate().map(move |(k, parameter)| {
                (index, k / layer.inputs, k % layer.inputs, shown.strength(parameter))
            })
        })
    };
    // One look at the weights tells which strengths there are.
    let mut present = 0u64;
    for (.., strength) in all() {
        present |= 1 << (strength + strongest);
    }
    for size in 0..=strongest {
        for strength in [-size, size] {
            if present & 1 << (strength + strongest) == 0 {
                continue;
            }
            present &= !(1 << (strength + strongest));
            let stroke = shown.stroke(strength, palette);
            for (index, unit, input, _) in all().filter(|&(.., other)| other == strength) {
                marks.line(stroke, layout.link(index, unit, input));
            }
        }
    }
    light(network, shown, layout, select, palette.accent, palette, marks);
    if let Shown::Gradient(_) = shown {
        key(layout, palette, marks);
    }
}

/// Draws a link once more in front of all others, on a rim of a colour that sets it off; nothing where what is selected is no link.
pub(super) fn light(
    network: &Network<f32>,
    shown: Shown<'_>,
    layout: &Layout,
    select: Selection,
    rim: Colour,
    palette: &Palette,
    marks: &mut Marks,
) {
    if let Selection::Weight { layer, unit, input: input @ 1.. } = select
        && let Some(index) = network.index(layer, unit, input)
    {
        let line = layout.link(layer, unit, input - 1);
        let stroke = shown.stroke(shown.strength(index), palette);
        marks.line(Stroke::solid(stroke.width + 7.0, rim), line);
        marks.line(Stroke::solid(stroke.width + 3.0, palette.panel), line);
        marks.line(stroke, line);
    }
}

/// What the widths of a gradient mean, below the inputs, where there is room: 1, 10⁻³ and 10⁻⁶.
fn key(layout: &Layout, palette: &Palette, marks: &mut Marks) {
    const SAMPLES: [(f32, &str); 3] = [(0.0, "1"), (-3.0, "10⁻³"), (-6.0, "10⁻⁶")];
    let size = layout.name_size().min(13.0);
    let lowest = layout.unit(0, layout.units(0).saturating_sub(1));
    let height = SAMPLES.len() as f32 * size * 1.3;
    let top = layout.bottom() - height - 2.0;
    let left = (lowest.centre()[0] - 2.2 * size).max(4.0);
    if top < lowest.bottom() + size {
        return;
    }
    let style = Type { size, colour: palette.faint, halo: None, align: Align::Left, symbol: false };
    for (row, (exponent, text)) in SAMPLES.into_iter().enumerate() {
        let y = top + (row as f32 + 0.5) * size * 1.3;
        let width = (exponent + DECADES) / DECADES * WIDEST;
        let colour = palette.grid.mix(palette.ink, (width / FULL_WIDTH).min(1.0) * 0.7);
        marks.line(Stroke::solid(width.max(NARROWEST), colour), [[left, y], [left + 1.6 * size, y]]);
        marks.text(style, [left + 2.0 * size, y], format_args!("{text}"));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::figure::palette::{CLASS, Theme};

    #[test]
    fn a_gradient_is_a_pixel_wider_for_each_decade() {
        let palette = Palette::new(Theme::Light);
        let numbers = [1.0, 1e-3, -1e-3, 1e-6, 1e-9, 0.0, 50.0, f32::INFINITY];
        let shown = Shown::Gradient(&numbers);
        let strokes: Vec<Stroke> =
            (0..numbers.len()).map(|index| shown.stroke(shown.strength(index), &palette)).collect();
        let widths: Vec<f32> = strokes.iter().map(|stroke| stroke.width).collect();
        assert_eq!(widths, [6.0, 3.0, 3.0, NARROWEST, NARROWEST, NARROWEST, 6.0, 6.0]);
        assert_eq!([strokes[1].colour, strokes[2].colour], [CLASS[1], CLASS[0]]);
        assert_eq!(strokes[5].colour, palette.grid);
    }

    #[test]
    fn what_is_no_number_has_no_strength() {
        for numbers in [[f32::NAN], [-f32::NAN]] {
            for shown in [Shown::Parameters(&numbers), Shown::Gradient(&numbers)] {
                assert_eq!((shown.strength(0), shown.bias(0)), (0, 0.0));
                // Nor has one that there is not.
                assert_eq!((shown.strength(7), shown.bias(7)), (0, 0.0));
            }
        }
    }

    #[test]
    fn a_gradient_of_another_network_is_not_shown() {
        use crate::nn::initialization::Initialization;
        use crate::nn::objective::Objective;
        use crate::nn::shape::Shape;
        let objective = Objective::BinaryCrossEntropy;
        let shape = Shape { inputs: 2, hidden: Vec::new(), outputs: 1, objective, slope: 0.0 };
        let network = Network::new(shape, Initialization::He, 1);
        assert!(matches!(Shown::new(&network, Some(&[1.0; 3])), Shown::Gradient(_)));
        assert!(matches!(Shown::new(&network, Some(&[1.0; 4])), Shown::Parameters(_)));
        assert!(matches!(Shown::new(&network, None), Shown::Parameters(_)));
    }
}
