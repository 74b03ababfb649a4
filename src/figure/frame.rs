//! From data units to pixels and back.

use crate::data::point::Window;

/// A rectangle in CSS pixels, y down.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Rect {
    /// The left edge.
    pub x: f32,
    /// The upper edge.
    pub y: f32,
    /// The width, not negative.
    pub width: f32,
    /// The height, not negative.
    pub height: f32,
}

impl Rect {
    /// The square of this side around a centre.
    pub fn square(centre: [f32; 2], side: f32) -> Self {
        Self { x: centre[0] - side / 2.0, y: centre[1] - side / 2.0, width: side, height: side }
    }

    /// The right edge.
    pub fn right(self) -> f32 {
        self.x + self.width
    }

    /// The lower edge.
    pub fn bottom(self) -> f32 {
        self.y + self.height
    }

    /// The middle.
    pub fn centre(self) -> [f32; 2] {
        [self.x + self.width / 2.0, self.y + self.height / 2.0]
    }

    /// The same rectangle, larger by `by` on each side; no smaller than nothing.
    pub fn grown(self, by: f32) -> Self {
        let (width, height) = ((self.width + 2.0 * by).max(0.0), (self.height + 2.0 * by).max(0.0));
        let [x, y] = self.centre();
        Self { x: x - width / 2.0, y: y - height / 2.0, width, height }
    }

    /// How far a place is from the rectangle; 0 within it.
    pub fn distance(self, [x, y]: [f32; 2]) -> f32 {
        let dx = (self.x - x).max(x - self.right()).max(0.0);
        let dy = (self.y - y).max(y - self.bottom()).max(0.0);
        dx.hypot(dy)
    }

    /// The corners in a ring, the first one again at the end.
    pub fn outline(self) -> [[f32; 2]; 5] {
        let (left, top, right, bottom) = (self.x, self.y, self.right(), self.bottom());
        [[left, top], [right, top], [right, bottom], [left, bottom], [left, top]]
    }
}

/// The size of a figure in CSS pixels.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Size {
    /// The width.
    pub width: f32,
    /// The height.
    pub height: f32,
}

impl Size {
    /// Whether there is room to draw anything: a hidden figure has size 0.
    pub fn is_visible(self) -> bool {
        self.width >= 1.0 && self.height >= 1.0
    }
}

/// The one map between data units (y up) and CSS pixels (y down): a window of the units fills a rectangle of
/// the figure.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Frame {
    low: [f32; 2],
    high: [f32; 2],
    rect: Rect,
}

impl Frame {
    /// The units from `low` to `high` fill `rect`. `high` is above `low` on both axes, and all are finite.
    pub fn new(low: [f32; 2], high: [f32; 2], rect: Rect) -> Self {
        Self { low, high, rect }
    }

    /// The window fills the greatest square in the middle of a figure.
    pub fn square(window: Window, size: Size) -> Self {
        let centre = [size.width / 2.0, size.height / 2.0];
        Self::new(window.low, window.high, Rect::square(centre, size.width.min(size.height)))
    }

    /// The rectangle that the window fills.
    pub fn rect(self) -> Rect {
        self.rect
    }

    /// The lowest units shown.
    pub fn low(self) -> [f32; 2] {
        self.low
    }

    /// The highest units shown.
    pub fn high(self) -> [f32; 2] {
        self.high
    }

    /// Units to pixels, along x.
    pub fn x(self, unit: f32) -> f32 {
        self.rect.x + (unit - self.low[0]) / (self.high[0] - self.low[0]) * self.rect.width
    }

    /// Units to pixels, along y.
    pub fn y(self, unit: f32) -> f32 {
        self.rect.y + (self.high[1] - unit) / (self.high[1] - self.low[1]) * self.rect.height
    }

    /// Units to pixels.
    pub fn pixel(self, unit: [f32; 2]) -> [f32; 2] {
        [self.x(unit[0]), self.y(unit[1])]
    }

    /// Pixels to units. A figure without size has all its pixels at the lowest units.
    pub fn unit(self, pixel: [f32; 2]) -> [f32; 2] {
        let share = |offset: f32, length: f32| if length > 0.0 { offset / length } else { 0.0 };
        let across = share(pixel[0] - self.rect.x, self.rect.width);
        let up = share(self.rect.bottom() - pixel[1], self.rect.height);
        [self.low[0] + across * (self.high[0] - self.low[0]), self.low[1] + up * (self.high[1] - self.low[1])]
    }

    /// A length in pixels along x, in units.
    pub fn length(self, pixels: f32) -> f32 {
        if self.rect.width > 0.0 { pixels / self.rect.width * (self.high[0] - self.low[0]) } else { 0.0 }
    }

    /// The pixels that a window of units covers.
    pub fn rect_of(self, window: Window) -> Rect {
        let [x, y] = self.pixel([window.low[0], window.high[1]]);
        let [right, bottom] = self.pixel([window.high[0], window.low[1]]);
        Rect { x, y, width: right - x, height: bottom - y }
    }
}

#[cfg(test)]
#[expect(clippy::float_cmp, reason = "these numbers are exact")]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn up_in_units_is_up_on_the_screen() {
        let frame = Frame::square(Window::STANDARD, Size { width: 300.0, height: 200.0 });
        assert_eq!(frame.rect(), Rect { x: 50.0, y: 0.0, width: 200.0, height: 200.0 });
        assert_eq!(frame.pixel([-3.0, 3.0]), [50.0, 0.0]);
        assert_eq!(frame.pixel([3.0, -3.0]), [250.0, 200.0]);
        assert_eq!(frame.rect_of(Window::STANDARD), frame.rect());
    }

    #[test]
    fn a_figure_without_size_gives_finite_units() {
        let frame = Frame::square(Window::CORNERS, Size { width: 0.0, height: 0.0 });
        assert_eq!(frame.unit([5.0, 5.0]), [-0.5, -0.5]);
        assert_eq!(frame.length(10.0), 0.0);
    }

    proptest! {
        #[test]
        fn there_and_back(x in -3.0f32..3.0, y in -3.0f32..3.0, width in 100.0f32..2000.0, height in 100.0f32..2000.0) {
            let frame = Frame::square(Window::STANDARD, Size { width, height });
            let back = frame.unit(frame.pixel([x, y]));
            prop_assert!((back[0] - x).abs() < 1e-4 && (back[1] - y).abs() < 1e-4);
        }
    }
}
