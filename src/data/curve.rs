//! Data sets of one input for regression: the targets y over x, by name.
//!
//! Their points lie in the standard window, x from −2.5 to 2.5 and y mostly from −2 to 2, so that weights of ordinary size fit
//! them.

use super::point::{CAPACITY, Part, Point, Window, snap};
use super::preset::Recipe;
use super::scatter::{EDGE, FULL_NOISE, along, noise};
use super::split::split;
use crate::nn::draws::Draws;
use core::f64::consts::TAU;

/// The stream of the curves ("curv" in ASCII), apart from those of the shapes, the split and the weights.
const STREAM: u64 = 0x6375_7276 << 8;
/// x goes from −`END` to `END`.
const END: f64 = 2.5;

/// A data set of one input by name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Curve {
    /// One step up.
    Step,
    /// Up and down again.
    Bump,
    /// One period of a sine.
    Sine,
    /// A straight line.
    Line,
    /// A low step and a high one.
    TwoSteps,
    /// A parabola with noise of its own.
    Parabola,
    /// No points: a plane to fill by hand.
    Blank,
}

/// What a curve is made of: its name, y at x, the noise of its own, and the error to get below by hand.
struct Row {
    name: &'static str,
    y: fn(f64) -> f64,
    spread: f64,
    challenge: Option<f32>,
}

impl Curve {
    /// All of them, in the order they are offered.
    pub const ALL: [Self; 7] =
        [Self::Step, Self::Bump, Self::Sine, Self::Line, Self::TwoSteps, Self::Parabola, Self::Blank];

    /// The one table of curves.
    fn row(self) -> Row {
        let row = |name, y, spread, challenge| Row { name, y, spread, challenge };
        match self {
            Self::Step => row("step", |x| if x < 0.5 { -1.0 } else { 1.5 }, 0.0, Some(0.05)),
            Self::Bump => row("bump", |x| if x.abs() < 1.0 { 1.5 } else { -0.5 }, 0.0, Some(0.08)),
            Self::Sine => row("sine", |x| 1.5 * libm::sin(TAU * x / 5.0), 0.0, Some(0.08)),
            Self::Line => row("line", |x| 0.25 + 0.75 * x, 0.0, Some(0.02)),
            Self::TwoSteps => row(
                "two-steps",
                |x| match x {
                    ..-1.0 => -1.5,
                    -1.0..1.0 => -0.5,
                    _ => 1.75,
                },
                0.0,
                Some(0.06),
            ),
            Self::Parabola => row("parabola", |x| 0.6 * x * x - 1.75, 0.2, Some(0.08)),
            Self::Blank => row("blank", |_| 0.0, 0.0, None),
        }
    }

    /// The word for it in the grammar of settings.
    pub fn name(self) -> &'static str {
        self.row().name
    }

    /// The curve of that name, if there is one.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|curve| curve.name() == name)
    }

    /// The mean squared error ½(ŷ − y)² over the training points to get below by hand; none where there is nothing to fit.
    pub fn challenge(self) -> Option<f32> {
        self.row().challenge
    }

    /// The part of the plane to show: every generated point lies in it.
    pub fn window(self) -> Window {
        Window::STANDARD
    }

    /// The points (x, y), all of class 0, split. A larger count keeps the earlier points, and more noise moves each further on
    /// its own way. All coordinates are on the grid of [`snap`].
    pub fn generate(self, recipe: &Recipe) -> Vec<Point> {
        let Row { y, spread, .. } = self.row();
        let count = if self == Self::Blank { 0 } else { recipe.count.min(CAPACITY) };
        let noise = noise(recipe.noise);
        let mut draws = Draws::new(recipe.seed, STREAM);
        let start = draws.uniform();
        let mut points: Vec<Point> = (0..count)
            .map(|index| {
                let x = END * (2.0 * along(start, index) - 1.0);
                let stray = (spread + FULL_NOISE * noise) * draws.normal();
                let y = (y(x) + stray).clamp(-EDGE, EDGE);
                Point { x: [snap(x as f32), snap(y as f32)], class: 0, part: Part::Train }
            })
            .collect();
        split(&mut points, recipe.train, recipe.seed);
        points
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const RECIPE: Recipe = Recipe { count: 50, noise: 0.1, seed: 1, train: 0.7 };

    #[test]
    fn names_are_those_of_the_grammar() {
        let names = "step bump sine line two-steps parabola blank";
        assert_eq!(Curve::ALL.map(Curve::name).join(" "), names);
        assert!(Curve::ALL.into_iter().all(|curve| Curve::from_name(curve.name()) == Some(curve)));
        assert_eq!(Curve::from_name("circle"), None);
    }

    #[test]
    fn without_noise_the_points_lie_on_the_curve() {
        for curve in [Curve::Step, Curve::Bump, Curve::Sine, Curve::Line, Curve::TwoSteps] {
            for Point { x: [x, y], .. } in curve.generate(&Recipe { noise: 0.0, ..RECIPE }) {
                // x is rounded to the grid after y was taken: at a jump it may have come to the other side.
                let near = [-0.001, 0.0, 0.001].map(|by| (curve.row().y)(f64::from(x) + by) as f32);
                assert!(near.iter().any(|expected| (expected - y).abs() < 0.005), "{curve:?} at {x}: {y}");
            }
        }
    }

    #[test]
    fn the_parabola_has_noise_of_its_own_and_the_blank_no_points() {
        let strays = |curve: Curve| -> f64 {
            let points = curve.generate(&Recipe { noise: 0.0, count: 400, ..RECIPE });
            let squares = points
                .iter()
                .map(|Point { x: [x, y], .. }| (f64::from(*y) - (curve.row().y)(f64::from(*x))).powi(2));
            (squares.sum::<f64>() / 400.0).sqrt()
        };
        assert!((0.17..0.23).contains(&strays(Curve::Parabola)));
        assert!(strays(Curve::Line) < 0.002);
        assert_eq!(Curve::Blank.generate(&RECIPE), []);
    }

    proptest! {
        #[test]
        fn points_are_inside_on_the_grid_and_kept_by_a_larger_count(
            count in 0usize..300, more in 0usize..200, noise in -0.5f32..2.0, seed: u32,
        ) {
            for curve in Curve::ALL {
                let places = |count: usize| -> Vec<[f32; 2]> {
                    let recipe = Recipe { count, noise, seed, train: 0.5 };
                    curve.generate(&recipe).iter().map(|point| point.x).collect()
                };
                let few = places(count);
                prop_assert_eq!(few.len(), if curve == Curve::Blank { 0 } else { count });
                prop_assert_eq!(&places(count + more)[..few.len()], &few[..]);
                for x in few {
                    prop_assert!(curve.window().contains(x));
                    prop_assert_eq!(x.map(snap).map(f32::to_bits), x.map(f32::to_bits));
                }
            }
        }
    }
}
