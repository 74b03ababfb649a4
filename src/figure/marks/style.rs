//! How marks look: strokes, dots and type.

use crate::figure::palette::Colour;

/// How a line is drawn. Ends are cut straight, those of dashes too; corners are round.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Stroke {
    /// The width in pixels.
    pub width: f32,
    /// The colour.
    pub colour: Colour,
    /// The lengths of a dash and of the gap after it.
    pub dash: Option<[f32; 2]>,
}

impl Stroke {
    /// A line without dashes.
    pub fn solid(width: f32, colour: Colour) -> Self {
        Self { width, colour, dash: None }
    }
}

/// The shape of a dot.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// A disc.
    Disc,
    /// A triangle on its base.
    TriangleUp,
    /// A square.
    Square,
    /// A square on its corner.
    Diamond,
    /// A triangle on its point.
    TriangleDown,
    /// A plus sign with thick arms.
    Plus,
}

/// How dots are drawn: filled, then outlined. Where some overlap, a painter may outline each before it fills the next, or all of them
/// after it has filled all.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Dot {
    /// The shape.
    pub shape: Shape,
    /// The radius of the disc in pixels; the other shapes are about as large to the eye.
    pub radius: f32,
    /// The colour inside.
    pub fill: Option<Colour>,
    /// The colour and width of the outline, centred on the edge.
    pub outline: Option<(Colour, f32)>,
}

/// What side of a text its place is at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Align {
    /// The text lies to the right of its place.
    Left,
    /// The text is centred on it.
    Centre,
    /// The text lies to the left of it.
    Right,
}

/// The fonts of numerals, as a CSS list.
pub const NUMERALS: &str = "system-ui, sans-serif";

/// The fonts of symbols, as a CSS list.
pub const SYMBOLS: &str = "Georgia, 'Times New Roman', serif";

/// The width of the rim around a text with a halo, half of which lies outside the letters.
pub const HALO: f32 = 3.0;

/// How a text is set. Its place is the middle of its height.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Type {
    /// The size in pixels.
    pub size: f32,
    /// The colour.
    pub colour: Colour,
    /// A rim in this colour, where the text lies on a field.
    pub halo: Option<Colour>,
    /// Where the text lies from its place.
    pub align: Align,
    /// A symbol of a formula, set in serif italics; otherwise a numeral.
    pub symbol: bool,
}

/// The corners of a dot's shape around its centre; none for the disc, which has no corners.
///
/// The shapes are scaled to look as large as the disc: areas within a third of one another.
pub fn corners(shape: Shape) -> &'static [[f32; 2]] {
    match shape {
        Shape::Disc => &[],
        Shape::TriangleUp => &[[0.0, -1.3], [1.2, 0.8], [-1.2, 0.8]],
        Shape::Square => &[[-0.9, -0.9], [0.9, -0.9], [0.9, 0.9], [-0.9, 0.9]],
        Shape::Diamond => &[[0.0, -1.3], [1.3, 0.0], [0.0, 1.3], [-1.3, 0.0]],
        Shape::TriangleDown => &[[0.0, 1.3], [-1.2, -0.8], [1.2, -0.8]],
        Shape::Plus => &[
            [-0.4, -1.2],
            [0.4, -1.2],
            [0.4, -0.4],
            [1.2, -0.4],
            [1.2, 0.4],
            [0.4, 0.4],
            [0.4, 1.2],
            [-0.4, 1.2],
            [-0.4, 0.4],
            [-1.2, 0.4],
            [-1.2, -0.4],
            [-0.4, -0.4],
        ],
    }
}
