//! Places on the page, and the screen a page is shown on. All lengths are CSS pixels.

/// A place in the viewport, from its top left corner.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Point {
    /// To the right.
    pub x: f64,
    /// Downwards.
    pub y: f64,
}

impl From<(f64, f64)> for Point {
    fn from((x, y): (f64, f64)) -> Self {
        Self { x, y }
    }
}

impl Point {
    /// The point `part` of the way to `other`: 0 is here, 1 is there.
    #[must_use]
    pub fn towards(self, other: Self, part: f64) -> Self {
        Self { x: self.x + (other.x - self.x) * part, y: self.y + (other.y - self.y) * part }
    }
}

/// An element's box in the viewport.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Rect {
    /// Left edge.
    pub x: f64,
    /// Upper edge.
    pub y: f64,
    /// Width.
    pub width: f64,
    /// Height.
    pub height: f64,
}

impl Rect {
    /// The middle.
    pub fn center(self) -> Point {
        self.at(0.5, 0.5)
    }

    /// The point at these shares of the width and of the height: `at(0.0, 0.0)` is the top left corner.
    pub fn at(self, across: f64, down: f64) -> Point {
        Point { x: self.x + self.width * across, y: self.y + self.height * down }
    }
}

/// The screen and the wishes of the person in front of it.
#[derive(Clone, Copy, Debug, PartialEq)]
#[expect(clippy::struct_excessive_bools, reason = "wishes that have nothing to do with each other")]
pub struct Viewport {
    /// Width in CSS pixels.
    pub width: u32,
    /// Height in CSS pixels.
    pub height: u32,
    /// Device pixels in a CSS pixel.
    pub ratio: f64,
    /// Whether the screen takes fingers. The mouse works all the same.
    pub touch: bool,
    /// Whether the person prefers dark pages.
    pub dark: bool,
    /// Whether the person prefers no motion.
    pub reduced_motion: bool,
    /// Whether the person has all pages in few colours of much contrast. Firefox tells it to the page where it can.
    pub forced_colours: bool,
}

impl Viewport {
    /// A student's laptop: 1280 × 800.
    pub const LAPTOP: Self = Self {
        width: 1280,
        height: 800,
        ratio: 1.0,
        touch: false,
        dark: false,
        reduced_motion: false,
        forced_colours: false,
    };
    /// The narrowest phone that the page promises to fit: 360 × 740, two device pixels to one, touch.
    pub const PHONE: Self = Self { width: 360, height: 740, ratio: 2.0, touch: true, ..Self::LAPTOP };
    /// A lecture room's projector: 1920 × 1080.
    pub const PROJECTOR: Self = Self { width: 1920, height: 1080, ..Self::LAPTOP };

    /// The same screen in front of someone who prefers dark pages.
    #[must_use]
    pub const fn dark(self) -> Self {
        Self { dark: true, ..self }
    }

    /// The same screen, taking fingers.
    #[must_use]
    pub const fn touch(self) -> Self {
        Self { touch: true, ..self }
    }
}
