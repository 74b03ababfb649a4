//! How the initialisations look wherever they stand side by side: each has a colour, a mark, a dash and a name.

use super::axes;
use super::frame::{Rect, Size};
use super::marks::{Align, Dot, Marks, Shape, Stroke, Type};
use super::palette::{CLASS, Colour, Palette};
use crate::nn::initialization::Initialization;

const COUNT: usize = Initialization::ALL.len();

/// Room on the right of the axes for the schemes' marks and names.
pub(super) fn room(size: Size) -> f32 {
    let text = axes::numerals(size.width);
    if has_names(text, size) { 5.6 * text } else { (3.0 * text).min(size.width / 4.0) }
}

/// Whether a figure is wide enough for names; a narrower one has the marks alone.
fn has_names(text: f32, size: Size) -> bool {
    size.width >= 20.0 * text
}

/// A scheme's name, the same in every language.
fn name(scheme: Initialization) -> &'static str {
    match scheme {
        Initialization::Zeros => "0",
        Initialization::Normal => "N(0,1)",
        Initialization::FanIn => "1/√n",
        Initialization::Glorot => "Glorot",
        Initialization::He => "He",
    }
}

/// A scheme's colour. None is the light orange of class 1, which a thin line on white would not show.
fn colour(scheme: Initialization, palette: &Palette) -> Colour {
    match scheme {
        Initialization::Zeros => palette.faint,
        Initialization::Normal => CLASS[4],
        Initialization::FanIn => CLASS[0],
        Initialization::Glorot => CLASS[3],
        Initialization::He => CLASS[2],
    }
}

/// How one scheme looks in a figure.
#[derive(Clone, Copy, Debug)]
pub(super) struct Look {
    scheme: Initialization,
    is_chosen: bool,
    colour: Colour,
    panel: Colour,
}

impl Look {
    /// The chosen scheme is drawn larger than the others.
    pub(super) fn new(scheme: Initialization, chosen: Initialization, palette: &Palette) -> Self {
        let colour = colour(scheme, palette);
        Self { scheme, is_chosen: scheme == chosen, colour, panel: palette.panel }
    }

    /// The line. Where 1/√n and Glorot are the same, the dashes of the second, painted later, let the first show.
    pub(super) fn stroke(self) -> Stroke {
        let dash = match self.scheme {
            Initialization::Zeros => Some([1.5, 3.0]),
            Initialization::Normal => Some([9.0, 3.0]),
            Initialization::FanIn | Initialization::He => None,
            Initialization::Glorot => Some([5.0, 5.0]),
        };
        Stroke { width: if self.is_chosen { 2.8 } else { 1.7 }, colour: self.colour, dash }
    }

    /// The mark along the line. Glorot's is small enough to lie within that of 1/√n.
    pub(super) fn dot(self) -> Dot {
        let (shape, radius) = match self.scheme {
            Initialization::Zeros => (Shape::TriangleDown, 3.5),
            Initialization::Normal => (Shape::TriangleUp, 3.5),
            Initialization::FanIn => (Shape::Disc, 5.0),
            Initialization::Glorot => (Shape::Diamond, 2.6),
            Initialization::He => (Shape::Square, 3.5),
        };
        let radius = if self.is_chosen { radius + 1.0 } else { radius };
        Dot { shape, radius, fill: Some(self.colour), outline: Some((self.panel, 1.0)) }
    }

    /// Draws the mark of a number beyond the axes, within the border that it is beyond: an arrow, up or down.
    pub(super) fn arrow(self, is_above: bool, x: f32, rect: Rect, marks: &mut Marks) {
        let dot = self.dot();
        let radius = dot.radius + 1.0;
        let (shape, y) = if is_above {
            (Shape::TriangleUp, rect.y + radius)
        } else {
            (Shape::TriangleDown, rect.bottom() - radius)
        };
        marks.dot(Dot { shape, radius, ..dot }, [x, y]);
    }
}

/// A pale band behind the chosen scheme's line, which shows also where another line lies upon it.
pub(super) fn band(chosen: Initialization, palette: &Palette) -> Stroke {
    Stroke::solid(8.0, colour(chosen, palette).alpha(0.3))
}

/// Writes the names beside the axes, each with its mark, as near to the height where its curve ends as the others
/// allow. From the top down they are in the order of `ranks`.
pub(super) fn names(
    ends: [f32; COUNT],
    ranks: [f32; COUNT],
    chosen: Initialization,
    rect: Rect,
    size: Size,
    palette: &Palette,
    marks: &mut Marks,
) {
    let text = axes::numerals(size.width);
    if rect.height < COUNT as f32 * text {
        return;
    }
    let mut order = [0, 1, 2, 3, 4];
    order.sort_by(|&a, &b| ranks[a].total_cmp(&ranks[b]));
    // The row of numerals below begins half a line under the axes.
    let within = Rect { height: rect.height - 0.5 * text, ..rect };
    let heights = apart(order.map(|k| ends[k]), within, 1.3 * text);
    for (k, y) in order.into_iter().zip(heights) {
        let scheme = Initialization::ALL[k];
        let colour = if scheme == chosen { palette.ink } else { palette.faint };
        let style = Type { size: text, colour, halo: None, align: Align::Left, symbol: false };
        marks.dot(Look::new(scheme, chosen, palette).dot(), [rect.right() + text, y]);
        if has_names(text, size) {
            marks.text(style, [rect.right() + 1.7 * text, y], format_args!("{}", name(scheme)));
        }
    }
}

/// Heights at least `gap` apart within `rect`, in the order of the given ones and as near to them as can be, by the sum
/// of squares. Where there is no room for the gap it is as large as there is.
fn apart(wanted: [f32; COUNT], rect: Rect, gap: f32) -> [f32; COUNT] {
    let last = (COUNT - 1) as f32;
    let gap = gap.min(rect.height / last);
    // Without the gaps the heights need only ascend, and the nearest ascending numbers are known: the greatest, over
    // all beginnings, of the least mean to any end (Barlow et al., 1972).
    let bare: [f32; COUNT] = core::array::from_fn(|k| wanted[k] - k as f32 * gap);
    let mean = |from: usize, to: usize| bare[from..=to].iter().sum::<f32>() / (to - from + 1) as f32;
    core::array::from_fn(|k| {
        let least = |from| (k..COUNT).map(|to| mean(from, to)).fold(f32::INFINITY, f32::min);
        let nearest = (0..=k).map(least).fold(f32::NEG_INFINITY, f32::max);
        nearest.min(rect.bottom() - last * gap).max(rect.y) + k as f32 * gap
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::figure::palette::Theme;

    const RECT: Rect = Rect { x: 0.0, y: 10.0, width: 100.0, height: 200.0 };

    #[test]
    fn every_scheme_has_a_colour_a_mark_and_a_name_of_its_own() {
        for theme in [Theme::Light, Theme::Dark] {
            let palette = Palette::new(theme);
            for (k, one) in Initialization::ALL.into_iter().enumerate() {
                for other in Initialization::ALL.into_iter().skip(k + 1) {
                    assert_ne!(colour(one, &palette), colour(other, &palette));
                    let shape = |scheme| Look::new(scheme, scheme, &palette).dot().shape;
                    assert_ne!(shape(one), shape(other));
                    assert_ne!(name(one), name(other));
                }
            }
        }
    }

    #[test]
    fn names_with_room_stay_where_they_are_wanted() {
        let wanted = [10.0, 40.0, 100.0, 150.0, 210.0];
        for (height, wanted) in apart(wanted, RECT, 20.0).into_iter().zip(wanted) {
            assert!((height - wanted).abs() < 1e-3);
        }
    }

    #[test]
    fn crowded_names_keep_apart_and_inside() {
        for wanted in [[100.0; 5], [10.0; 5], [210.0; 5], [-400.0, 100.0, 101.0, 102.0, 900.0]] {
            let heights = apart(wanted, RECT, 20.0);
            assert!(heights[0] >= RECT.y && heights[4] <= RECT.bottom(), "{heights:?}");
            assert!(heights.windows(2).all(|pair| pair[1] - pair[0] > 19.99), "{heights:?}");
        }
        // In the middle of what they all want.
        assert!((apart([100.0; 5], RECT, 20.0)[2] - 100.0).abs() < 1e-3);
    }
}
