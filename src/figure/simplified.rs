//! A line with as few points as show it as it is: a painter takes its time for each of them.

/// The points of a line without those that it can do without: each that is left out lies within `tolerance` of the straight piece
/// that takes its place. The first point and the last stay, so that a closed line stays closed.
///
/// From the last point kept, all directions that pass a point closely enough make a cone; as long as the next point lies in the
/// cones of all since then, they can be left out (Williams, 1978). One pass, and no room but for the two sides of the cone.
pub fn simplified(
    points: impl IntoIterator<Item = [f32; 2]>,
    tolerance: f32,
) -> impl Iterator<Item = [f32; 2]> {
    let mut points = points.into_iter().fuse();
    let mut kept: Option<Kept> = None;
    core::iter::from_fn(move || {
        let Some(from) = &mut kept else {
            let first = points.next()?;
            kept = Some(Kept::at(first));
            return Some(first);
        };
        for point in points.by_ref() {
            if !from.passes(point, tolerance) {
                let last = from.last;
                *from = Kept::at(last);
                from.passes(point, tolerance);
                return Some(last);
            }
        }
        // At the end, the last point, once.
        let last = from.last;
        let is_new = from.reach > 0.0;
        *from = Kept::at(last);
        is_new.then_some(last)
    })
}

/// A point that was kept, and what lies after it so far.
struct Kept {
    at: [f32; 2],
    /// The last point after it that it need not be the end of.
    last: [f32; 2],
    /// How far from it the line has come.
    reach: f32,
    /// The sides of the cone, as vectors: the one that all others lie to the left of, and the one that they lie to the right of.
    cone: Option<[[f32; 2]; 2]>,
}

impl Kept {
    fn at(at: [f32; 2]) -> Self {
        Self { at, last: at, reach: 0.0, cone: None }
    }

    /// Goes on to a point, if a straight piece from here to there passes all since; says whether it did. The first is always passed.
    fn passes(&mut self, point: [f32; 2], tolerance: f32) -> bool {
        let [x, y] = [point[0] - self.at[0], point[1] - self.at[1]];
        let length = (x * x + y * y).sqrt();
        let is_outside = self.cone.is_some_and(|[right, left]| {
            right[0] * y - right[1] * x < 0.0 || left[0] * y - left[1] * x > 0.0
        });
        // What turns back leaves a corner behind, though it lies in the cone.
        if is_outside || length < self.reach {
            return false;
        }
        if length > tolerance {
            let sin = tolerance / length;
            let cos = (1.0 - sin * sin).sqrt();
            let (right, left) =
                ([cos * x + sin * y, cos * y - sin * x], [cos * x - sin * y, cos * y + sin * x]);
            self.cone = Some(self.cone.map_or([right, left], |[old_right, old_left]| {
                let is_narrower = |a: [f32; 2], b: [f32; 2]| a[0] * b[1] - a[1] * b[0] > 0.0;
                [
                    if is_narrower(old_right, right) { right } else { old_right },
                    if is_narrower(left, old_left) { left } else { old_left },
                ]
            }));
        }
        (self.last, self.reach) = (point, length);
        true
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The distance of a point from a straight piece.
    fn distance([x, y]: [f32; 2], [a, b]: [[f32; 2]; 2]) -> f32 {
        let [dx, dy] = [b[0] - a[0], b[1] - a[1]];
        let squared = dx * dx + dy * dy;
        let along = if squared > 0.0 { ((x - a[0]) * dx + (y - a[1]) * dy) / squared } else { 0.0 };
        let along = along.clamp(0.0, 1.0);
        (x - a[0] - along * dx).hypot(y - a[1] - along * dy)
    }

    /// Simplifies, checks that no point is lost by more than the tolerance, and gives how many are left.
    fn check(line: &[[f32; 2]], tolerance: f32) -> usize {
        let few: Vec<_> = simplified(line.iter().copied(), tolerance).collect();
        assert_eq!((few.first(), few.last()), (line.first(), line.last()));
        for &point in line {
            let near = few.windows(2).map(|ends| distance(point, [ends[0], ends[1]]));
            let near = near.fold(f32::INFINITY, f32::min);
            assert!(few.len() < 2 || near <= 1.01 * tolerance + 1e-4, "{point:?} is {near} away");
        }
        few.len()
    }

    fn circle(count: usize, radius: f32) -> Vec<[f32; 2]> {
        let turn = core::f32::consts::TAU / count as f32;
        let mut line: Vec<_> =
            (0..count).map(|k| (turn * k as f32).sin_cos()).map(|(y, x)| [radius * x, radius * y]).collect();
        line.push(line[0]);
        line
    }

    #[test]
    fn what_is_straight_has_two_points_and_what_is_round_has_enough() {
        let straight: Vec<_> = (0..100).map(|k| [3.0 * k as f32, 50.0 - k as f32]).collect();
        assert_eq!(check(&straight, 0.2), 2);
        let count = check(&circle(300, 100.0), 0.2);
        assert!((30..100).contains(&count), "{count}");
        assert_eq!(check(&[], 0.2), 0);
        assert_eq!(check(&[[1.0, 2.0]], 0.2), 1);
        assert_eq!(check(&[[1.0, 2.0], [1.5, 2.0]], 0.2), 2);
    }

    #[test]
    fn corners_and_ways_back_are_kept() {
        let there_and_back: Vec<_> = (0..=20).chain((0..20).rev()).map(|k| [k as f32, 0.0]).collect();
        assert_eq!(check(&there_and_back, 0.2), 3);
        let corner: Vec<_> =
            (0..10).map(|k| [k as f32, 0.0]).chain((1..10).map(|k| [9.0, k as f32])).collect();
        assert_eq!(check(&corner, 0.2), 3);
    }

    #[test]
    fn a_line_of_any_shape_is_shown_as_it_is() {
        let mut draws = crate::nn::draws::Draws::new(7, 0);
        for size in [0.05, 0.3, 2.0, 20.0] {
            let mut at = [0.0_f32; 2];
            let line: Vec<_> = (0..400)
                .map(|_| {
                    at = at.map(|x| x + size * draws.between(-1.0, 1.0) as f32);
                    at
                })
                .collect();
            check(&line, 0.2);
        }
    }
}
