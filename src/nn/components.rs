//! The principal components of some vectors: the directions along which they differ most (Pearson, 1901; Hotelling, 1933).
//!
//! They are the eigenvectors of the covariance C = (1/n) Σ (z − m)(z − m)ᵀ, found by Jacobi's rotations (Jacobi, 1846; Golub and
//! Van Loan, *Matrix Computations*, 8.5): for the sixteen units of a layer nothing is simpler, and it cannot fail.

/// The mean of some vectors and their first two principal components.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Components {
    /// The mean m.
    pub mean: Vec<f64>,
    /// c₁ and c₂: of length 1 and at right angles. Where vectors have one number only, c₂ is 0.
    pub axes: [Vec<f64>; 2],
    /// The share of the variance along each of them, 0 to 1; 0 where there is no variance.
    pub shares: [f64; 2],
}

impl Components {
    /// The components of `count` vectors of `length` numbers: number k of vector i is `value(k, i)`.
    ///
    /// An eigenvector has no sign of its own. Each is turned to the side of the one `before`, so that a picture that changes step by
    /// step does not flip; without one, to the side where its largest number is positive.
    ///
    /// Without vectors, or where a number is not finite, the mean is 0 and the components are the first two axes.
    pub fn new(
        length: usize,
        count: usize,
        value: impl Fn(usize, usize) -> f64,
        before: Option<&Self>,
    ) -> Self {
        let n = count.max(1) as f64;
        let mut mean: Vec<f64> =
            (0..length).map(|k| (0..count).map(|i| value(k, i)).sum::<f64>() / n).collect();
        let mut covariance = vec![0.0; length * length];
        for j in 0..length {
            for k in 0..=j {
                let products = (0..count).map(|i| (value(j, i) - mean[j]) * (value(k, i) - mean[k]));
                let c = products.sum::<f64>() / n;
                (covariance[j * length + k], covariance[k * length + j]) = (c, c);
            }
        }
        if !covariance.iter().chain(&mean).all(|x| x.is_finite()) {
            mean.fill(0.0);
            covariance.fill(0.0);
        }
        let vectors = eigenvectors(&mut covariance, length);
        let variance = |k: usize| covariance[k * length + k];
        let total: f64 = (0..length).map(variance).sum();
        // The greatest of all but one, the first of equals.
        let greatest = |but: Option<usize>| {
            let greater = |best, k| if variance(k) > variance(best) { k } else { best };
            (0..length).filter(|&k| Some(k) != but).reduce(greater)
        };
        let first = greatest(None);
        let order = [first, greatest(first)];
        let axis = |rank: usize| match order[rank] {
            Some(k) => turned(vectors[k * length..][..length].to_vec(), before.map(|b| &b.axes[rank])),
            None => vec![0.0; length],
        };
        let share = |rank: usize| match order[rank] {
            Some(k) if total > 0.0 => (variance(k) / total).clamp(0.0, 1.0),
            _ => 0.0,
        };
        Self { axes: [axis(0), axis(1)], shares: [share(0), share(1)], mean }
    }
}

/// The vector or its opposite: the one on the side of the vector before, else the one whose largest number is positive.
fn turned(mut vector: Vec<f64>, before: Option<&Vec<f64>>) -> Vec<f64> {
    let along = before
        .filter(|before| before.len() == vector.len())
        .map_or(0.0, |before| before.iter().zip(&vector).map(|(a, b)| a * b).sum());
    let largest =
        vector.iter().copied().fold(0.0, |most: f64, x| if x.abs() > most.abs() { x } else { most });
    if along < 0.0 || along == 0.0 && largest < 0.0 {
        vector.iter_mut().for_each(|x| *x = -*x);
    }
    vector
}

/// The eigenvectors of the symmetric `matrix` (`n × n`), one after another; their eigenvalues are its diagonal afterwards.
///
/// Each rotation turns two axes so that the number off the diagonal between them becomes 0. Sweeps over all pairs go on until
/// what is off the diagonal is nothing beside the rest: a handful of them, as convergence is quadratic.
fn eigenvectors(matrix: &mut [f64], n: usize) -> Vec<f64> {
    /// More than any matrix of this size needs.
    const SWEEPS: usize = 32;
    let mut vectors: Vec<f64> = (0..n * n).map(|k| if k % (n + 1) == 0 { 1.0 } else { 0.0 }).collect();
    let size: f64 = matrix.iter().map(|x| x.abs()).fold(0.0, f64::max);
    for _ in 0..SWEEPS {
        let mut is_done = true;
        for p in 0..n {
            for q in p + 1..n {
                let off = matrix[p * n + q];
                if off.abs() <= f64::EPSILON * 1e-3 * size {
                    continue;
                }
                is_done = false;
                // tan of the angle: the smaller root of t² + 2θt − 1 = 0.
                let theta = (matrix[q * n + q] - matrix[p * n + p]) / (2.0 * off);
                let tan = theta.signum() / (theta.abs() + (theta * theta + 1.0).sqrt());
                let cos = 1.0 / (tan * tan + 1.0).sqrt();
                let sin = tan * cos;
                let rotate = |numbers: &mut [f64], a: usize, b: usize| {
                    let (x, y) = (numbers[a], numbers[b]);
                    (numbers[a], numbers[b]) = (cos * x - sin * y, sin * x + cos * y);
                };
                for k in 0..n {
                    rotate(matrix, k * n + p, k * n + q);
                }
                for k in 0..n {
                    rotate(matrix, p * n + k, q * n + k);
                    rotate(&mut vectors, p * n + k, q * n + k);
                }
            }
        }
        if is_done {
            break;
        }
    }
    vectors
}

#[cfg(test)]
#[expect(clippy::float_cmp, reason = "these numbers are exact")]
mod tests {
    use super::*;

    #[test]
    fn a_cloud_along_a_line_has_that_line_as_its_first_component() {
        // Along (3, 4)/5, a little across it.
        let points: Vec<[f64; 2]> = (-10..=10)
            .map(f64::from)
            .map(|k| (k, if k as i32 % 2 == 0 { 0.1 } else { -0.1 }))
            .map(|(along, across)| {
                [3.0 * along - 4.0 * across, 4.0 * along + 3.0 * across].map(|x| x / 5.0 + 7.0)
            })
            .collect();
        let components = Components::new(2, points.len(), |k, i| points[i][k], None);
        let [first, second] = &components.axes;
        assert!((first[0] - 0.6).abs() < 1e-3 && (first[1] - 0.8).abs() < 1e-3, "{first:?}");
        assert!((first[0] * second[0] + first[1] * second[1]).abs() < 1e-12);
        assert!(components.shares[0] > 0.99 && (components.shares.iter().sum::<f64>() - 1.0).abs() < 1e-12);
    }

    #[test]
    fn a_component_turns_to_the_side_of_the_one_before() {
        let value =
            |k: usize, i: usize| [1.0, 0.9][k] * i as f64 + if (i + k).is_multiple_of(2) { 0.1 } else { 0.0 };
        let plain = Components::new(2, 9, value, None);
        let opposite = Components {
            axes: plain.axes.clone().map(|axis| axis.iter().map(|x| -x).collect()),
            ..plain.clone()
        };
        assert_eq!(Components::new(2, 9, value, Some(&opposite)).axes, opposite.axes);
        assert_eq!(Components::new(2, 9, value, Some(&plain)), plain);
    }

    #[test]
    fn what_has_no_spread_or_is_not_finite_still_has_axes() {
        for count in [0, 1, 5] {
            let components = Components::new(3, count, |k, _| k as f64, None);
            assert_eq!(components.axes, [[1.0, 0.0, 0.0].to_vec(), [0.0, 1.0, 0.0].to_vec()]);
            assert_eq!(components.shares, [0.0; 2]);
        }
        let infinite = Components::new(2, 3, |_, i| [f64::INFINITY, f64::NAN, 1.0][i], None);
        assert_eq!((infinite.mean, infinite.axes[0].clone()), (vec![0.0; 2], vec![1.0, 0.0]));
        let single = Components::new(1, 3, |_, i| i as f64, None);
        assert_eq!(single.axes, [vec![1.0], vec![0.0]]);
        assert_eq!(single.shares, [1.0, 0.0]);
    }
}
