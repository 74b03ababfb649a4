//! What of a rectangle lies on one side of a line.

/// A half-plane of the units or the pixels: where c + a·x + b·y ≥ 0, as [c, a, b].
pub(super) type Side = [f32; 3];

/// c + a·x + b·y.
pub(super) fn score([c, a, b]: Side, [x, y]: [f32; 2]) -> f32 {
    c + a * x + b * y
}

/// The corners there can be: four, and one more for each line that cuts some off.
const CORNERS: usize = 12;

/// A convex polygon, cut from a rectangle; in room of fixed size, as it is made anew for every picture.
#[derive(Clone, Copy, Debug)]
pub(super) struct Polygon {
    corners: [[f32; 2]; CORNERS],
    count: usize,
}

impl Polygon {
    /// The rectangle between two opposite corners.
    pub(super) fn between(low: [f32; 2], high: [f32; 2]) -> Self {
        let mut corners = [[0.0; 2]; CORNERS];
        corners[..4].copy_from_slice(&[low, [high[0], low[1]], high, [low[0], high[1]]]);
        Self { corners, count: 4 }
    }

    /// What lies in the half-plane (Sutherland and Hodgman, 1974); all of it goes where a number of the half-plane is not finite.
    pub(super) fn cut(self, side: Side) -> Self {
        let mut cut = Self { count: 0, ..self };
        let mut add = |corner: [f32; 2]| {
            if cut.count < CORNERS {
                cut.corners[cut.count] = corner;
                cut.count += 1;
            }
        };
        let old = self.corners();
        for (index, &to) in old.iter().enumerate() {
            let from = old[(index + old.len() - 1) % old.len()];
            let (before, after) = (score(side, from), score(side, to));
            if (before < 0.0) != (after < 0.0) && before.is_finite() && after.is_finite() {
                let share = before / (before - after);
                add([0, 1].map(|axis| from[axis] + share * (to[axis] - from[axis])));
            }
            if after >= 0.0 && after.is_finite() {
                add(to);
            }
        }
        cut
    }

    /// The corners in a ring, the first one not repeated; none where nothing is left.
    pub(super) fn corners(&self) -> &[[f32; 2]] {
        &self.corners[..self.count]
    }

    /// The ends of the part of the line c + a·x + b·y = 0 that lies in the polygon, if there is one.
    pub(super) fn chord(&self, side: Side) -> Option<[[f32; 2]; 2]> {
        let corners = self.corners();
        let mut ends = corners.iter().enumerate().filter_map(|(index, &to)| {
            let from = corners[(index + corners.len() - 1) % corners.len()];
            let (before, after) = (score(side, from), score(side, to));
            let share = before / (before - after);
            let crosses = (before < 0.0) != (after < 0.0) && share.is_finite();
            crosses.then(|| [0, 1].map(|axis| from[axis] + share * (to[axis] - from[axis])))
        });
        Some([ends.next()?, ends.next()?])
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// Twice the area of a polygon, by the shoelace formula.
    fn area(polygon: &Polygon) -> f32 {
        let corners = polygon.corners();
        let next = corners.iter().cycle().skip(1);
        corners.iter().zip(next).map(|(a, b)| a[0] * b[1] - b[0] * a[1]).sum::<f32>() / 2.0
    }

    proptest! {
        #[test]
        fn the_two_sides_of_a_line_are_the_whole(c in -2.0f32..2.0, a in -2.0f32..2.0, b in -2.0f32..2.0) {
            let whole = Polygon::between([-1.0, -2.0], [2.0, 1.0]);
            let [one, other] = [whole.cut([c, a, b]), whole.cut([-c, -a, -b])];
            prop_assert!((area(&one) + area(&other) - 9.0).abs() < 1e-3);
            for &corner in one.corners() {
                prop_assert!(score([c, a, b], corner) > -1e-4);
            }
            if let Some(ends) = whole.chord([c, a, b]) {
                for end in ends {
                    prop_assert!(score([c, a, b], end).abs() < 1e-4, "{end:?}");
                }
            } else {
                prop_assert!(one.corners().is_empty() || other.corners().is_empty());
            }
        }
    }

    #[test]
    fn a_line_that_is_no_number_leaves_nothing() {
        let whole = Polygon::between([0.0; 2], [1.0; 2]);
        for bad in [f32::NAN, f32::INFINITY] {
            assert!(whole.cut([bad, 1.0, 1.0]).corners().is_empty());
            assert!(whole.chord([0.0, bad, 1.0]).is_none());
        }
    }
}
