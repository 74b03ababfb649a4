//! The data sets one can choose by name: the four corners with a truth table, and shapes filled by seeded
//! draws.

use super::point::{Part, Point, Window};
use super::shape::{self, Shape};

/// A data set by name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Preset {
    /// Four corners: x₁ and x₂.
    And,
    /// Four corners: x₁ or x₂.
    Or,
    /// Four corners: not both.
    Nand,
    /// Four corners: one, but not both. No line separates its classes (Minsky and Papert, 1969).
    Xor,
    /// XOR of four clouds.
    Clusters,
    /// Two clouds that a line separates.
    Clouds,
    /// A disc inside a ring.
    Circle,
    /// Two half circles that reach into one another.
    Moons,
    /// Two spiral arms.
    Spirals,
    /// Three clouds, three classes.
    ThreeClouds,
    /// Four quadrants, four classes.
    Quadrants,
    /// Three spiral arms, three classes.
    Arms,
    /// No points: a plane to fill by hand.
    Blank,
}

/// Besides its name, what the points of a preset depend on.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Recipe {
    /// How many points; more than [`CAPACITY`](super::point::CAPACITY) count as that many. They are shared
    /// evenly: no class has two more than another.
    pub count: usize,
    /// How far the points stray, from 0 (clean shapes) to 1 (classes that overlap heavily). Other numbers
    /// count as the nearer of the two, NaN as 0.
    pub noise: f32,
    /// Fixes every draw.
    pub seed: u32,
    /// The share of training points, 0 to 1 (see [`split`](super::split::split)).
    pub train: f32,
}

/// Where the points of a preset come from.
enum Source {
    /// The truth table at the corners of the unit square: class 1 where it says true.
    Corners(fn(bool, bool) -> bool),
    /// Draws that fill a shape.
    Shape(Shape),
    /// No points.
    Nothing,
}

impl Preset {
    /// All presets, in the order they are offered.
    pub const ALL: [Self; 13] = [
        Self::And,
        Self::Or,
        Self::Nand,
        Self::Xor,
        Self::Clusters,
        Self::Clouds,
        Self::Circle,
        Self::Moons,
        Self::Spirals,
        Self::ThreeClouds,
        Self::Quadrants,
        Self::Arms,
        Self::Blank,
    ];

    /// The one table of presets: name, number of classes, and where the points come from.
    fn row(self) -> (&'static str, usize, Source) {
        match self {
            Self::And => ("and", 2, Source::Corners(|a, b| a && b)),
            Self::Or => ("or", 2, Source::Corners(|a, b| a || b)),
            Self::Nand => ("nand", 2, Source::Corners(|a, b| !(a && b))),
            Self::Xor => ("xor", 2, Source::Corners(|a, b| a != b)),
            Self::Clusters => ("clusters", 2, Source::Shape(shape::clusters)),
            Self::Clouds => ("clouds", 2, Source::Shape(shape::clouds)),
            Self::Circle => ("circle", 2, Source::Shape(shape::circle)),
            Self::Moons => ("moons", 2, Source::Shape(shape::moons)),
            Self::Spirals => ("spirals", 2, Source::Shape(shape::spirals)),
            Self::ThreeClouds => ("three-clouds", 3, Source::Shape(shape::three_clouds)),
            Self::Quadrants => ("quadrants", 4, Source::Shape(shape::quadrants)),
            Self::Arms => ("arms", 3, Source::Shape(shape::arms)),
            Self::Blank => ("blank", 2, Source::Nothing),
        }
    }

    /// The word for it in the grammar of settings.
    pub fn name(self) -> &'static str {
        self.row().0
    }

    /// The preset of that name, if there is one.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|preset| preset.name() == name)
    }

    /// How many classes it has: 2, 3 or 4.
    pub fn classes(self) -> usize {
        self.row().1
    }

    /// The part of the plane to show: every generated point lies in it.
    pub fn window(self) -> Window {
        match self.row().2 {
            Source::Corners(_) => Window::CORNERS,
            Source::Shape(_) | Source::Nothing => Window::STANDARD,
        }
    }

    /// The points. The corners are four training points whatever the recipe says.
    ///
    /// A shape's points come in the order of classes 0, 1, 0, 1, …, each class from a stream of its own: a
    /// larger count keeps the earlier points where they are, and more noise moves each point further on its
    /// own way. All coordinates are on the grid of [`snap`](super::point::snap).
    pub fn generate(self, recipe: &Recipe) -> Vec<Point> {
        let (_, classes, source) = self.row();
        match source {
            Source::Corners(truth) => corners(CORNERS.map(|[a, b]| truth(a > 0.0, b > 0.0).into())),
            Source::Shape(shape) => shape::filled(shape, classes, recipe),
            Source::Nothing => Vec::new(),
        }
    }
}

/// The four corners, in the order of a truth table.
const CORNERS: [[f32; 2]; 4] = [[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]];

/// The corners (0, 0), (0, 1), (1, 0), (1, 1) as training points of these classes: a Boolean function of two inputs.
pub fn corners(classes: [u8; 4]) -> Vec<Point> {
    CORNERS.into_iter().zip(classes).map(|(x, class)| Point { x, class, part: Part::Train }).collect()
}

/// The classes at the corners (0, 0), (0, 1), (1, 0), (1, 1), where the points are these four, in any order, all to train on, and
/// their classes 0 and 1: the opposite of [`corners`].
#[expect(clippy::float_cmp, reason = "a corner is one place and no other")]
pub fn truth(points: &[Point]) -> Option<[u8; 4]> {
    if points.len() != 4 {
        return None;
    }
    let at = |corner| {
        points.iter().find(|&&Point { x, class, part }| x == corner && class < 2 && part == Part::Train)
    };
    let [Some(a), Some(b), Some(c), Some(d)] = CORNERS.map(at) else { return None };
    Some([a, b, c, d].map(|point| point.class))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::data::point::{CAPACITY, CLASSES, snap};
    use proptest::prelude::*;

    const RECIPE: Recipe = Recipe { count: 200, noise: 0.1, seed: 1, train: 0.7 };

    /// The presets whose points fill a shape.
    fn shapes() -> impl Iterator<Item = Preset> {
        Preset::ALL.into_iter().filter(|preset| matches!(preset.row().2, Source::Shape(_)))
    }

    fn places(points: &[Point]) -> Vec<([u32; 2], u8)> {
        points.iter().map(|point| (point.x.map(f32::to_bits), point.class)).collect()
    }

    #[test]
    fn names_are_the_words_of_the_grammar() {
        let names = "and or nand xor clusters clouds circle moons spirals three-clouds quadrants arms blank";
        assert_eq!(Preset::ALL.map(Preset::name).join(" "), names);
        assert!(Preset::ALL.into_iter().all(|preset| Preset::from_name(preset.name()) == Some(preset)));
        assert_eq!(Preset::from_name("XOR"), None);
    }

    #[test]
    fn corners_follow_the_truth_table() {
        let recipe = Recipe { count: 77, noise: 1.0, seed: 9, train: 0.1 };
        let tables = [
            (Preset::And, [0, 0, 0, 1]),
            (Preset::Or, [0, 1, 1, 1]),
            (Preset::Nand, [1, 1, 1, 0]),
            (Preset::Xor, [0, 1, 1, 0]),
        ];
        for (preset, classes) in tables {
            let points = preset.generate(&recipe);
            assert_eq!(points.iter().map(|point| point.class).collect::<Vec<_>>(), classes);
            let places: Vec<[f32; 2]> = points.iter().map(|point| point.x).collect();
            assert_eq!(places, [[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]]);
            assert!(points.iter().all(|point| point.part == Part::Train));
        }
    }

    #[test]
    fn blank_is_empty() {
        assert!(Preset::Blank.generate(&RECIPE).is_empty());
    }

    #[test]
    fn the_seed_decides_where_the_points_lie() {
        for preset in shapes() {
            assert_eq!(preset.generate(&RECIPE), preset.generate(&RECIPE));
            let other = preset.generate(&Recipe { seed: 2, ..RECIPE });
            assert_ne!(places(&preset.generate(&RECIPE)), places(&other), "{}", preset.name());
        }
    }

    #[test]
    fn the_share_of_training_points_is_kept() {
        for preset in shapes() {
            let points = preset.generate(&RECIPE);
            assert_eq!(points.iter().filter(|point| point.part == Part::Train).count(), 140);
        }
    }

    proptest! {
        #[test]
        fn points_are_counted_balanced_inside_and_on_the_grid(
            count in 0usize..700, noise in 0.0f32..=1.0, seed: u32, train in 0.0f32..=1.0,
        ) {
            for preset in shapes() {
                let points = preset.generate(&Recipe { count, noise, seed, train });
                prop_assert_eq!(points.len(), count);
                prop_assert!(preset.classes() <= CLASSES);
                for class in 0..preset.classes() {
                    let size = points.iter().filter(|point| usize::from(point.class) == class).count();
                    prop_assert_eq!(size, (count + preset.classes() - 1 - class) / preset.classes());
                }
                for point in points {
                    prop_assert!(preset.window().contains(point.x));
                    prop_assert_eq!(point.x.map(snap).map(f32::to_bits), point.x.map(f32::to_bits));
                }
            }
        }

        #[test]
        fn a_larger_count_keeps_the_earlier_points(count in 0usize..300, more in 0usize..300, seed: u32) {
            for preset in shapes() {
                let few = places(&preset.generate(&Recipe { count, seed, ..RECIPE }));
                let many = places(&preset.generate(&Recipe { count: count + more, seed, ..RECIPE }));
                prop_assert_eq!(&many[..count], &few[..]);
            }
        }

        #[test]
        fn noise_scales_the_same_draws(noise in 0.05f32..0.1, seed: u32) {
            for preset in shapes() {
                let [clean, once, twice] = [0.0, noise, 2.0 * noise]
                    .map(|noise| preset.generate(&Recipe { count: 60, noise, seed, ..RECIPE }));
                for ((clean, once), twice) in clean.iter().zip(&once).zip(&twice) {
                    for axis in 0..2 {
                        let [clean, once, twice] = [clean, once, twice].map(|point| point.x[axis]);
                        // A point near the edge may be folded back; the grid rounds each by half of 1/1024.
                        let straight = (twice - clean - 2.0 * (once - clean)).abs() <= 2.0 / 1024.0;
                        prop_assert!(straight || twice.abs() > 1.8, "{clean} {once} {twice}");
                    }
                }
            }
        }

        #[test]
        fn recipes_out_of_range_do_no_harm(count: usize, noise: f32, seed: u32, train: f32) {
            let noise = [noise, f32::NAN, f32::INFINITY][seed as usize % 3];
            let points = Preset::Spirals.generate(&Recipe { count, noise, seed, train });
            prop_assert_eq!(points.len(), count.min(CAPACITY));
            prop_assert!(points.iter().all(|point| Window::STANDARD.contains(point.x)));
        }
    }
}
