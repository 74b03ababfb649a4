//! Colours: one for each class, ramps for signed values and probabilities, and the neutral ones around them.
//!
//! The class colours are Okabe and Ito's (2008), told apart by every kind of colour vision; each class has a
//! shape besides. Warm is positive: orange is class 1, a positive weight and a positive output; blue is the
//! opposite.

use super::marks::Shape;
use crate::data::point::CLASSES;

/// A colour: red, green, blue, alpha.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Colour(pub [u8; 4]);

impl Colour {
    /// The opaque colour 0xRRGGBB.
    pub const fn opaque(rgb: u32) -> Self {
        let [_, red, green, blue] = rgb.to_be_bytes();
        Self([red, green, blue, 255])
    }

    /// The same colour with this alpha, from 0 to 1.
    #[must_use]
    pub fn alpha(self, alpha: f32) -> Self {
        let [red, green, blue, _] = self.0;
        Self([red, green, blue, (alpha * 255.0).round() as u8])
    }

    /// `share` of `other` and the rest of this, each channel on its own; `share` from 0 to 1.
    #[must_use]
    pub fn mix(self, other: Self, share: f32) -> Self {
        Self(core::array::from_fn(|k| {
            let (from, to) = (f32::from(self.0[k]), f32::from(other.0[k]));
            (from + (to - from) * share).round() as u8
        }))
    }
}

/// The page's two looks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Theme {
    /// Dark ink on a light ground.
    Light,
    /// Light ink on a dark ground.
    Dark,
}

/// The colour of each class.
pub const CLASS: [Colour; CLASSES] = [
    Colour::opaque(0x00_72b2),
    Colour::opaque(0xe6_9f00),
    Colour::opaque(0x00_9e73),
    Colour::opaque(0xcc_79a7),
    Colour::opaque(0xd5_5e00),
    Colour::opaque(0x56_b4e9),
];

/// A factor of the chain rule, by the part of the network that it comes from: the formula on the page and the diagram have the
/// same colours for them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Factor {
    /// The error at the end of a path.
    Error,
    /// A weight on the way back.
    Weight,
    /// A unit's slope g′.
    Slope,
    /// What goes into the weight.
    Signal,
}

/// How many units have colours of their own; the next ones have the same again.
pub const UNIT_COLOURS: usize = 8;

/// The colour of each unit, on light and on dark: none is a class's. After Tol's muted scheme (2021), moved apart until every kind of
/// colour vision tells them apart.
const UNIT: [[Colour; 2]; UNIT_COLOURS] = [
    [Colour::opaque(0x81_174c), Colour::opaque(0xec_72a8)],
    [Colour::opaque(0x00_5626), Colour::opaque(0x8f_e096)],
    [Colour::opaque(0x33_2288), Colour::opaque(0xa5_9cfb)],
    [Colour::opaque(0x7a_6a00), Colour::opaque(0xe0_d36a)],
    [Colour::opaque(0x05_7c74), Colour::opaque(0x69_ddd5)],
    [Colour::opaque(0xad_3849), Colour::opaque(0xf5_9aa6)],
    [Colour::opaque(0x66_1100), Colour::opaque(0xc7_9176)],
    [Colour::opaque(0x94_369c), Colour::opaque(0xe0_9ce6)],
];

/// The shape of each class.
pub const SHAPE: [Shape; CLASSES] =
    [Shape::Disc, Shape::TriangleUp, Shape::Square, Shape::Diamond, Shape::TriangleDown, Shape::Plus];

/// The colour of a class; a class there is not has the last one's.
pub fn class_colour(class: usize) -> Colour {
    CLASS[class.min(CLASSES - 1)]
}

/// The shape of a class; a class there is not has the last one's.
pub fn class_shape(class: usize) -> Shape {
    SHAPE[class.min(CLASSES - 1)]
}

/// A table of colours along a line: `low` – `middle` – `high`, with straight lines between.
#[derive(Clone, Debug)]
pub struct Ramp {
    colours: Box<[[u8; 4]; Ramp::STEPS]>,
}

impl Ramp {
    /// An odd number, so that the middle has an entry of its own.
    const STEPS: usize = 511;

    /// The table between three colours.
    pub fn new(low: Colour, middle: Colour, high: Colour) -> Self {
        let half = (Self::STEPS - 1) as f32 / 2.0;
        let colour = |step: usize| {
            let share = step as f32 / half - 1.0;
            if share < 0.0 { middle.mix(low, -share).0 } else { middle.mix(high, share).0 }
        };
        Self { colours: Box::new(core::array::from_fn(colour)) }
    }

    /// The colour at `value`: −1 is the low end, 1 the high end; beyond them as at them. What is not a number
    /// is painted as the middle, and so is infinity: neither is known to lie on a side.
    #[inline]
    pub fn at(&self, value: f32) -> [u8; 4] {
        const HALF: f32 = (Ramp::STEPS - 1) as f32 / 2.0;
        let value = if value.is_finite() { value.clamp(-1.0, 1.0) } else { 0.0 };
        self.colours[((value * HALF + (HALF + 0.5)) as usize).min(Self::STEPS - 1)]
    }

    /// Paints a row of values, four bytes a value.
    pub fn paint(&self, values: impl IntoIterator<Item = f32>, pixels: &mut [u8]) {
        for (pixel, value) in pixels.as_chunks_mut().0.iter_mut().zip(values) {
            *pixel = self.at(value);
        }
    }
}

/// All colours of one theme.
#[derive(Clone, Debug)]
pub struct Palette {
    /// Which theme they are of.
    pub theme: Theme,
    /// What a figure lies on: the page's panel.
    pub panel: Colour,
    /// The field's neutral colour: probability ½, output 0.
    pub ground: Colour,
    /// Lines and numerals.
    pub ink: Colour,
    /// Numerals of axes.
    pub faint: Colour,
    /// Lines of axes.
    pub grid: Colour,
    /// What is selected or held.
    pub accent: Colour,
    /// The loss over the test points.
    pub test: Colour,
    /// The inside of test points.
    pub hollow: Colour,
    /// What sets marks off from the field.
    pub rim: Colour,
    /// The field where a class is certain.
    pub tints: [Colour; CLASSES],
    /// The field of two classes: −1 where class 0 is certain, 1 where class 1 is. And that of a unit's output
    /// where points lie in front of it.
    pub binary: Ramp,
    /// Outputs in a thumbnail: negative – zero – positive.
    pub signed: Ramp,
    /// The field of one class among several: 0 to 1.
    pub share: [Ramp; CLASSES],
    /// The same as a large field, weaker than the points in front of it.
    pub class: [Ramp; CLASSES],
}

impl Palette {
    /// The colours of a theme.
    pub fn new(theme: Theme) -> Self {
        let light = theme == Theme::Light;
        let pick = |day: u32, night: u32| Colour::opaque(if light { day } else { night });
        let ground = pick(0xf3_f2ef, 0x26_282b);
        let ink = pick(0x1d_1c1a, 0xee_edea);
        // Weaker than the points, which lie in front.
        let tints = CLASS.map(|colour| ground.mix(colour, if light { 0.48 } else { 0.42 }));
        let strong = CLASS.map(|colour| ground.mix(colour, if light { 0.85 } else { 0.9 }));
        Self {
            theme,
            panel: pick(0xff_ffff, 0x1b_1d20),
            ground,
            ink,
            faint: pick(0x62_5e57, 0xaa_a79f),
            grid: pick(0xdc_d9d3, 0x3a_3d42),
            accent: pick(0x4a_3fb0, 0xb4_abff),
            test: pick(0x8b_6f9e, 0xb7_9acb),
            hollow: pick(0xff_ffff, 0xf4_f3f0),
            rim: pick(0xff_ffff, 0x0c_0d0f),
            tints,
            binary: Ramp::new(tints[0], ground, tints[1]),
            signed: Ramp::new(strong[0], ground, strong[1]),
            share: strong.map(|colour| Ramp::new(ground, ground, colour)),
            class: tints.map(|colour| Ramp::new(ground, ground, colour)),
        }
    }

    /// Paints the field of several classes, from a plane of probabilities for each, `C × pixels`.
    ///
    /// A class counts by how far it is above chance, (p_c − 1/C)/(1 − 1/C), or not at all; what is left is
    /// ground. For two classes this is the colour of [`Palette::binary`]. Probabilities that are not numbers
    /// give the ground.
    pub fn mix(&self, planes: &[f32], pixels: &mut [u8]) {
        /// Pixels that are mixed side by side.
        const WIDE: usize = 16;
        let count = (pixels.len() / 4).max(1);
        let chance = 1.0 / (planes.len() / count).max(2) as f32;
        let ground = self.ground.0.map(f32::from);
        for (block, pixels) in pixels.chunks_mut(4 * WIDE).enumerate() {
            let mut colours = ground.map(|channel| [channel + 0.5; WIDE]);
            for (plane, tint) in planes.chunks_exact(count).zip(&self.tints) {
                let plane = &plane[block * WIDE..];
                let mut weights = [0.0; WIDE];
                for (weight, p) in weights.iter_mut().zip(plane) {
                    let above = (p - chance) / (1.0 - chance);
                    *weight = if above > 0.0 { above.min(1.0) } else { 0.0 };
                }
                for (colour, (&tint, ground)) in colours.iter_mut().zip(tint.0.iter().zip(ground)) {
                    let change = f32::from(tint) - ground;
                    for (channel, weight) in colour.iter_mut().zip(weights) {
                        *channel += weight * change;
                    }
                }
            }
            for (index, pixel) in pixels.as_chunks_mut().0.iter_mut().enumerate() {
                *pixel = colours.map(|channel| channel[index] as u8);
            }
        }
    }

    /// The colour of a unit of a layer, wherever each unit has its own: its line, its curve, its square.
    pub fn unit(&self, unit: usize) -> Colour {
        UNIT[unit % UNIT_COLOURS][self.theme as usize]
    }

    /// The colour of a factor; `www/walk.css` has them as well.
    pub fn factor(&self, factor: Factor) -> Colour {
        match factor {
            Factor::Error => CLASS[4],
            Factor::Weight => CLASS[3],
            Factor::Slope => CLASS[2],
            Factor::Signal => CLASS[0],
        }
    }

    /// The colour of a link or bias of this strength, −1 to 1: from the grid's grey at 0 to the full class
    /// colour.
    pub fn strength(&self, share: f32) -> Colour {
        let full = if share < 0.0 { CLASS[0] } else { CLASS[1] };
        self.grid.mix(full, share.abs().min(1.0))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_classes_mix_as_the_ramp_does() {
        for theme in [Theme::Light, Theme::Dark] {
            let palette = Palette::new(theme);
            for step in 0..=100 {
                let p = step as f32 / 100.0;
                let mut mixed = [0; 4];
                palette.mix(&[1.0 - p, p], &mut mixed);
                let ramp = palette.binary.at(2.0 * p - 1.0);
                for k in 0..4 {
                    assert!(mixed[k].abs_diff(ramp[k]) <= 1, "{p}: {mixed:?} {ramp:?}");
                }
            }
        }
    }

    #[test]
    fn the_ends_and_the_middle_are_exact_and_the_unknown_is_neutral() {
        let palette = Palette::new(Theme::Light);
        let ramp = &palette.binary;
        assert_eq!(ramp.at(-1.0), palette.tints[0].0);
        assert_eq!(ramp.at(5.0), palette.tints[1].0);
        for value in [0.0, f32::NAN, f32::INFINITY, f32::NEG_INFINITY] {
            assert_eq!(ramp.at(value), palette.ground.0);
        }
    }

    #[test]
    fn many_pixels_mix_each_on_its_own() {
        let palette = Palette::new(Theme::Dark);
        // Not a multiple of what is mixed side by side; one class is certain at each, in turn.
        let count = 21;
        let planes: Vec<f32> =
            (0..3 * count).map(|k| if k % count % 3 == k / count { 1.0 } else { 0.0 }).collect();
        let mut pixels = vec![0; 4 * count];
        palette.mix(&planes, &mut pixels);
        for (index, pixel) in pixels.as_chunks::<4>().0.iter().enumerate() {
            assert_eq!(*pixel, palette.tints[index % 3].0, "{index}");
        }
        palette.mix(&vec![f32::NAN; 3 * count], &mut pixels);
        assert!(pixels.as_chunks::<4>().0.iter().all(|pixel| *pixel == palette.ground.0));
    }
}
