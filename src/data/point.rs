//! A point with its class, and the window: the part of the plane that is shown.

/// The most points a lab holds, however they come in.
pub const CAPACITY: usize = 5000;

/// The most classes there can be; a class is a number from 0 to `CLASSES` − 1.
pub const CLASSES: usize = 6;

/// The largest coordinate, of either sign, that a point may have.
pub const LIMIT: f32 = 1e6;

/// What a point is used for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// The network learns from it.
    Train,
    /// The network is only measured on it.
    Test,
}

/// One example: where it lies, what class it belongs to, and what it is used for.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Point {
    /// The inputs (x₁, x₂) in data units: finite, and no larger than [`LIMIT`].
    pub x: [f32; 2],
    /// The class, below [`CLASSES`].
    pub class: u8,
    /// Training or test.
    pub part: Part,
}

/// `x` rounded to the nearest multiple of 1/1024.
///
/// Points made by hand and points of presets lie on this grid, so that a link holds a coordinate between −32
/// and 32 in two bytes (as x · 1024, an `i16`) and gives back the same bits. There is no negative zero on the
/// grid. The step is finer than a pixel of the standard window on a screen 6,000 pixels wide. What is not
/// finite stays so.
pub fn snap(x: f32) -> f32 {
    // In f64, because x · 1024 may be more than f32 holds. Adding zero turns −0 into +0.
    ((f64::from(x) * 1024.0).round() / 1024.0 + 0.0) as f32
}

/// A square part of the plane, in data units; its borders belong to it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Window {
    /// The lower left corner.
    pub low: [f32; 2],
    /// The upper right corner.
    pub high: [f32; 2],
}

impl Window {
    /// The window of all data sets but the corners: [−3, 3]².
    pub const STANDARD: Self = Self { low: [-3.0; 2], high: [3.0; 2] };

    /// The window of the four corners of the unit square: [−0.5, 1.5]².
    pub const CORNERS: Self = Self { low: [-0.5; 2], high: [1.5; 2] };

    /// Whether `x` lies in the window. What is not a number lies nowhere.
    pub fn contains(&self, x: [f32; 2]) -> bool {
        (0..2).all(|axis| self.low[axis] <= x[axis] && x[axis] <= self.high[axis])
    }

    /// `base` if it holds all `points`, else a square window that holds `base` and all `points` with a
    /// twentieth of its side to spare all round.
    ///
    /// Points with a coordinate that is not finite or beyond [`LIMIT`] are left out: a window is always
    /// finite.
    pub fn around(points: &[Point], base: Self) -> Self {
        let valid = |x: [f32; 2]| x.iter().all(|x| x.abs() <= LIMIT);
        let (mut low, mut high) = (base.low, base.high);
        for point in points.iter().filter(|point| valid(point.x)) {
            for axis in 0..2 {
                low[axis] = low[axis].min(point.x[axis]);
                high[axis] = high[axis].max(point.x[axis]);
            }
        }
        if (low, high) == (base.low, base.high) {
            return base;
        }
        let widest = (high[0] - low[0]).max(high[1] - low[1]);
        // The side s is the widest extent and two margins of s/20: s = widest / 0.9.
        let half = widest / 1.8;
        let middle = [0, 1].map(|axis| f32::midpoint(low[axis], high[axis]));
        Self { low: middle.map(|x| x - half), high: middle.map(|x| x + half) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn point(x: [f32; 2]) -> Point {
        Point { x, class: 0, part: Part::Train }
    }

    #[test]
    fn snapping_rounds_to_the_grid() {
        assert_eq!(snap(0.3).to_bits(), (307.0f32 / 1024.0).to_bits());
        assert_eq!(snap(-2.999_999).to_bits(), (-3.0f32).to_bits());
        assert_eq!(snap(-0.0001).to_bits(), 0.0f32.to_bits());
        assert_eq!(snap(f32::MAX).to_bits(), f32::MAX.to_bits());
        assert!(snap(f32::NAN).is_nan());
    }

    #[test]
    fn a_window_that_holds_all_points_stays() {
        let points = [point([-3.0, 3.0]), point([0.0, 0.5])];
        assert_eq!(Window::around(&points, Window::STANDARD), Window::STANDARD);
        assert_eq!(Window::around(&[], Window::CORNERS), Window::CORNERS);
    }

    #[test]
    fn points_that_are_not_finite_do_not_count() {
        let points = [point([f32::NAN, 0.0]), point([f32::INFINITY, 9.0]), point([0.0, -f32::MAX])];
        assert_eq!(Window::around(&points, Window::STANDARD), Window::STANDARD);
    }

    proptest! {
        #[test]
        fn snapping_twice_is_snapping_once(x in -32.0f32..31.9) {
            let snapped = snap(x);
            prop_assert!((snapped - x).abs() <= 0.5 / 1024.0);
            prop_assert_eq!(snap(snapped).to_bits(), snapped.to_bits());
            let stored = (snapped * 1024.0) as i16;
            prop_assert_eq!((f32::from(stored) / 1024.0).to_bits(), snapped.to_bits());
        }

        #[test]
        fn a_grown_window_is_square_and_holds_all(
            places in prop::collection::vec(prop::array::uniform2(-LIMIT..=LIMIT), 0..20),
        ) {
            let points: Vec<Point> = places.into_iter().map(point).collect();
            let window = Window::around(&points, Window::STANDARD);
            prop_assert!(points.iter().all(|point| window.contains(point.x)));
            prop_assert!(window.contains([-3.0; 2]) && window.contains([3.0; 2]));
            let sides = [0, 1].map(|axis| window.high[axis] - window.low[axis]);
            prop_assert!((sides[0] - sides[1]).abs() <= 1e-5 * sides[0], "{:?}", sides);
        }
    }
}
