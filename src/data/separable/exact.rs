//! On which side of a line a point lies, exactly.
//!
//! The product of two `f32` is an exact `f64` (48 bits of 53, exponents far within range), so a determinant of coordinates is a
//! sum of exact terms. Where rounding could have the last word, the sum is kept as an expansion: several `f64` that do not
//! overlap and add up to it exactly (Shewchuk, 1997).

/// A place in the plane; both coordinates are finite.
pub(super) type Place = [f32; 2];

/// Twice the area of the triangle a, b, c: positive where c lies to the left of the line from a to b, zero exactly where all
/// three lie on a line. The sign is exact, the number right to six digits.
pub(super) fn orientation(a: Place, b: Place, c: Place) -> f64 {
    let product = |p: Place, q: Place| [times(p[0], q[1]), -times(p[1], q[0])];
    let [ab, bc, ca] = [product(a, b), product(b, c), product(c, a)];
    sum([ab[0], ab[1], bc[0], bc[1], ca[0], ca[1]])
}

fn times(x: f32, y: f32) -> f64 {
    f64::from(x) * f64::from(y)
}

/// The sum of the terms: its sign exact, the number right to six digits.
fn sum(terms: [f64; 6]) -> f64 {
    /// Where the sum is no smaller part of its terms than this, rounding leaves it seven digits.
    const PART: f64 = 1e-8;
    let (mut rounded, mut size) = (0.0, 0.0);
    for term in terms {
        rounded += term;
        size += term.abs();
    }
    if rounded.abs() > PART * size { rounded } else { exact(terms) }
}

/// The sum by an expansion, its parts in order of size.
fn exact(terms: [f64; 6]) -> f64 {
    let mut parts = [0.0; 6];
    for (count, term) in terms.into_iter().enumerate() {
        let mut carried = term;
        for part in &mut parts[..count] {
            let (sum, lost) = two_sum(carried, *part);
            (carried, *part) = (sum, lost);
        }
        parts[count] = carried;
    }
    // From the greatest down, as each outweighs all that follow: no rounding then changes the sign.
    parts.iter().rev().sum()
}

/// a + b as the nearest `f64` and what is lost by rounding (Knuth, 1969).
fn two_sum(a: f64, b: f64) -> (f64, f64) {
    let sum = a + b;
    let of_b = sum - a;
    (sum, (a - (sum - of_b)) + (b - of_b))
}

#[cfg(test)]
#[expect(clippy::float_cmp, reason = "signs are exact")]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// The same in whole numbers, for coordinates that are multiples of 2⁻²⁰ and below 2⁴⁰ of them.
    fn whole(a: Place, b: Place, c: Place) -> i128 {
        let [a, b, c] = [a, b, c].map(|p| p.map(|x| (f64::from(x) * 1_048_576.0) as i128));
        (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0])
    }

    fn places(coordinate: impl Strategy<Value = f32> + Clone) -> impl Strategy<Value = [Place; 3]> {
        prop::array::uniform3([coordinate.clone(), coordinate])
    }

    proptest! {
        #[test]
        fn the_sign_is_that_of_whole_numbers([a, b, c] in places((-1_048_576i32..1_048_576).prop_map(|k| k as f32 / 1_048_576.0))) {
            prop_assert_eq!(orientation(a, b, c).partial_cmp(&0.0), (whole(a, b, c) as f64).partial_cmp(&0.0));
        }

        #[test]
        fn points_on_a_line_are_found_on_it_whatever_their_size(
            a in [-1e6f32..1e6, -1e6f32..1e6], step in [-8i8..8, -8i8..8], k in -9i8..9, scale in -149i32..0,
        ) {
            // Steps of a whole number of last places, so that no sum is rounded.
            let a = a.map(f32::round);
            let place = |k: i8| [0, 1].map(|axis| a[axis] + f32::from(k) * f32::from(step[axis]));
            prop_assert_eq!(orientation(a, place(1), place(k)), 0.0);
            let tiny = |x: f32| x * 2.0f32.powi(scale);
            let small = |k: i8| [0, 1].map(|axis| tiny(f32::from(k) * f32::from(step[axis])));
            prop_assert_eq!(orientation([0.0; 2], small(1), small(k)), 0.0);
        }

        #[test]
        fn a_turn_changes_nothing_and_a_swap_the_sign([a, b, c] in places(-1e6f32..1e6)) {
            let sign = |x: f64| x.partial_cmp(&0.0);
            prop_assert_eq!(sign(orientation(a, b, c)), sign(orientation(b, c, a)));
            prop_assert_eq!(sign(orientation(a, b, c)), sign(-orientation(b, a, c)));
        }
    }

    #[test]
    fn the_least_step_off_a_line_is_seen() {
        let near = f32::from_bits(1.0f32.to_bits() + 1);
        assert!(orientation([0.0, 0.0], [1e6, 1e6], [near, 1.0]) < 0.0);
        assert!(orientation([0.0, 0.0], [1e6, 1e6], [1.0, near]) > 0.0);
        let tiny = f32::from_bits(1);
        assert!(orientation([-1e6, 0.0], [1e6, 0.0], [0.0, tiny]) > 0.0);
        assert!(orientation([1e6, tiny], [-1e6, tiny], [0.0, 0.0]) > 0.0);
    }
}
