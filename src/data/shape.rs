//! The shapes of the presets: where a point lies, and how noise moves it from there.
//!
//! The classes of every shape lie 0.6 to 1.6 apart (from arm to arm, disc to ring, cloud to cloud) and end
//! 2.5 from the axes or earlier, so that the same noise does about the same harm to each: it is hardly seen
//! at 0.1, makes the classes touch at 0.3, and mixes them at 1.

use super::point::{CAPACITY, Part, Point, snap};
use super::preset::Recipe;
use super::scatter::{EDGE, FULL_NOISE, along, noise};
use super::split::split;
use crate::nn::draws::Draws;
use core::f64::consts::TAU;

/// The first stream of the shapes ("data" in ASCII), apart from those of the split and the weights.
const STREAM: u64 = 0x6461_7461 << 8;

/// How far the shapes with a border reach from the origin.
const REACH: f64 = 2.5;

/// The standard deviation of a cloud without noise.
const CLOUD: f64 = 0.2;

/// What places one point of a shape.
pub(super) struct Place {
    /// The class, below the preset's number of classes.
    pub class: usize,
    /// The number of earlier points of this class.
    pub turn: usize,
    /// From [0, 1), evenly spread over the points of a class, so that a curve has neither gaps nor clumps.
    pub along: f64,
    /// From the uniform distribution on [0, 1).
    pub across: f64,
}

/// Where a point lies without noise: exactly at `centre`, or in a cloud around it.
pub(super) struct Site {
    /// The place (x₁, x₂).
    pub centre: [f64; 2],
    /// The standard deviation around it, to which noise adds.
    pub spread: f64,
}

/// A shape: where each place of it is.
pub(super) type Shape = fn(&Place) -> Site;

impl Site {
    fn exact(centre: [f64; 2]) -> Self {
        Self { centre, spread: 0.0 }
    }

    fn cloud(centre: [f64; 2]) -> Self {
        Self { centre, spread: CLOUD }
    }
}

/// `recipe.count` points of `shape`, split.
pub(super) fn filled(shape: Shape, classes: usize, recipe: &Recipe) -> Vec<Point> {
    let noise = noise(recipe.noise);
    let mut streams: Vec<Stream> = (0..classes).map(|class| Stream::new(recipe.seed, class)).collect();
    let count = recipe.count.min(CAPACITY);
    let mut points: Vec<Point> =
        (0..count).map(|index| streams[index % classes].draw(shape, noise)).collect();
    split(&mut points, recipe.train, recipe.seed);
    points
}

/// The points of one class, drawn one after the other.
struct Stream {
    class: usize,
    /// How many points it has given.
    turn: usize,
    /// Where the first point lies along its shape.
    start: f64,
    draws: Draws,
}

impl Stream {
    fn new(seed: u32, class: usize) -> Self {
        let mut draws = Draws::new(seed, STREAM + class as u64);
        Self { class, turn: 0, start: draws.uniform(), draws }
    }

    /// The next point, by one uniform and two normal draws whatever the shape and the noise.
    fn draw(&mut self, shape: Shape, noise: f64) -> Point {
        let place = Place {
            class: self.class,
            turn: self.turn,
            along: along(self.start, self.turn),
            across: self.draws.uniform(),
        };
        let Site { centre, spread } = shape(&place);
        let normal = [self.draws.normal(), self.draws.normal()];
        let x = [0, 1].map(|axis| {
            let stray = (spread + FULL_NOISE * noise) * normal[axis];
            snap(folded(centre[axis] + stray) as f32)
        });
        self.turn += 1;
        Point { x, class: self.class as u8, part: Part::Train }
    }
}

/// `x`, or its mirror image where it lies beyond the edge, so that stray points do not line up along the
/// edge.
fn folded(x: f64) -> f64 {
    let inside = if x.abs() > EDGE { (2.0 * EDGE).copysign(x) - x } else { x };
    inside.clamp(-EDGE, EDGE)
}

/// The point at `radius` from the origin, `turns` full turns counterclockwise from the positive x₁ axis.
fn polar(radius: f64, turns: f64) -> [f64; 2] {
    [radius * libm::cos(TAU * turns), radius * libm::sin(TAU * turns)]
}

/// XOR of four clouds: class 1 where the signs of x₁ and x₂ differ, class 0 where they agree.
pub(super) fn clusters(place: &Place) -> Site {
    let side = if place.turn.is_multiple_of(2) { 1.25 } else { -1.25 };
    Site::cloud(if place.class == 0 { [side, side] } else { [side, -side] })
}

/// Two clouds that one line separates.
pub(super) fn clouds(place: &Place) -> Site {
    Site::cloud(if place.class == 0 { [-1.0, -1.0] } else { [1.0, 1.0] })
}

/// A disc (class 0) inside a ring (class 1), both evenly filled.
pub(super) fn circle(place: &Place) -> Site {
    let (inner, outer) = if place.class == 0 { (0.0, 1.1) } else { (1.8, REACH) };
    // Area grows with the square of the radius: r² is uniform between inner² and outer².
    let square = inner * inner + (outer * outer - inner * inner) * place.across;
    Site::exact(polar(libm::sqrt(square), place.along))
}

/// Two half circles that reach into one another: class 0 opens downwards, class 1 upwards.
pub(super) fn moons(place: &Place) -> Site {
    let [x, y] = polar(1.6, 0.5 * place.along);
    Site::exact(if place.class == 0 { [x - 0.8, y - 0.4] } else { [0.8 - x, 0.4 - y] })
}

/// Two spiral arms of one and a half turns.
pub(super) fn spirals(place: &Place) -> Site {
    arm(place, 2, 1.5)
}

/// Three spiral arms of a little more than one turn.
pub(super) fn arms(place: &Place) -> Site {
    arm(place, 3, 1.1)
}

/// An Archimedean spiral (radius in proportion to angle), the arm of class k turned by k/`arms` of a full
/// turn.
fn arm(place: &Place, arms: usize, turns: f64) -> Site {
    // The root makes the points about as dense at the end of the arm as at its beginning. The arms begin a
    // little away from the origin, where they would meet.
    let along = libm::sqrt(0.02 + 0.98 * place.along);
    Site::exact(polar(REACH * along, turns * along + place.class as f64 / arms as f64))
}

/// Three clouds at the corners of a triangle.
pub(super) fn three_clouds(place: &Place) -> Site {
    Site::cloud(polar(1.4, 0.25 + place.class as f64 / 3.0))
}

/// Four squares, one a quadrant, evenly filled; class k is quadrant k + 1, counted counterclockwise.
pub(super) fn quadrants(place: &Place) -> Site {
    let [x, y] = [place.along, place.across].map(|u| 0.35 + (REACH - 0.35) * u);
    Site::exact(match place.class {
        0 => [x, y],
        1 => [-x, y],
        2 => [-x, -y],
        _ => [x, -y],
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::data::preset::Preset;

    const RECIPE: Recipe = Recipe { count: 600, noise: 0.1, seed: 1, train: 0.7 };

    const SHAPES: [Preset; 8] = [
        Preset::Clusters,
        Preset::Clouds,
        Preset::Circle,
        Preset::Moons,
        Preset::Spirals,
        Preset::ThreeClouds,
        Preset::Quadrants,
        Preset::Arms,
    ];

    fn distance(a: &Point, b: &Point) -> f32 {
        (a.x[0] - b.x[0]).hypot(a.x[1] - b.x[1])
    }

    #[test]
    fn clusters_are_xor_by_sign() {
        let points = Preset::Clusters.generate(&Recipe { noise: 0.0, ..RECIPE });
        let agree = |point: &Point| ((point.x[0] > 0.0) != (point.x[1] > 0.0)) == (point.class == 1);
        assert!(points.iter().all(agree));
    }

    #[test]
    fn clouds_are_separable_at_little_noise() {
        let side = |point: &Point| (point.x[0] + point.x[1] > 0.0) == (point.class == 1);
        assert!((0..200).all(|seed| Preset::Clouds.generate(&Recipe { seed, ..RECIPE }).iter().all(side)));
    }

    #[test]
    fn circle_leaves_a_gap() {
        let points = Preset::Circle.generate(&Recipe { count: CAPACITY, noise: 0.0, ..RECIPE });
        let radius = |point: &Point| point.x[0].hypot(point.x[1]);
        let fits = |point: &Point| if point.class == 0 { radius(point) < 1.11 } else { radius(point) > 1.79 };
        assert!(points.iter().all(fits));
    }

    #[test]
    fn classes_of_clean_shapes_keep_apart() {
        for preset in SHAPES {
            let points = preset.generate(&Recipe { noise: 0.0, ..RECIPE });
            let apart = |a: &Point, b: &Point| a.class == b.class || distance(a, b) > 0.5;
            assert!(points.iter().all(|a| points.iter().all(|b| apart(a, b))), "{}", preset.name());
        }
    }

    #[test]
    fn full_noise_mixes_the_classes() {
        for preset in SHAPES {
            let points = preset.generate(&Recipe { noise: 1.0, ..RECIPE });
            let strangers = points.iter().filter(|a| {
                let nearest = points
                    .iter()
                    .filter(|b| distance(a, b) > 0.0)
                    .min_by(|b, c| distance(a, b).total_cmp(&distance(a, c)));
                nearest.is_some_and(|nearest| nearest.class != a.class)
            });
            let share = strangers.count() as f32 / 600.0;
            assert!((0.05..0.7).contains(&share), "{} {share}", preset.name());
        }
    }
}
