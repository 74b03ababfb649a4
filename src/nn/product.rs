//! The three matrix products of a layer, forward and backward, for one block of samples.
//!
//! A block is `B` registers a row, each lane one sample: `x: inputs × block`, `a: units × block`. Weights are scalars, splat over
//! the lanes, so the products need no shuffles and no transposed copies.

use super::scalar::Lanes;

/// Forward: a = W x + b, with `weights: units × inputs` and `biases: units`.
#[inline]
pub fn affine<L: Lanes, const B: usize>(
    weights: &[L::Scalar],
    biases: &[L::Scalar],
    x: &[[L; B]],
    a: &mut [[L; B]],
) {
    for ((row, &bias), a) in weights.chunks_exact(x.len()).zip(biases).zip(a) {
        let mut sum = [L::splat(bias); B];
        for (&weight, x) in row.iter().zip(x) {
            let weight = L::splat(weight);
            for b in 0..B {
                sum[b] += weight * x[b];
            }
        }
        *a = sum;
    }
}

/// Backward: ∂E/∂x = Wᵀ δ, written to `before: inputs × block`, with `delta: units × block`.
#[inline]
pub fn back<L: Lanes, const B: usize>(weights: &[L::Scalar], delta: &[[L; B]], before: &mut [[L; B]]) {
    before.as_flattened_mut().fill(L::default());
    for (row, delta) in weights.chunks_exact(before.len()).zip(delta) {
        for (&weight, before) in row.iter().zip(before.iter_mut()) {
            let weight = L::splat(weight);
            for b in 0..B {
                before[b] += weight * delta[b];
            }
        }
    }
}

/// Backward: ∂E/∂W = δ xᵀ and ∂E/∂b = δ, added lane by lane to `weights: units × inputs` and `biases: units`.
#[inline]
pub fn add_products<L: Lanes, const B: usize>(
    x: &[[L; B]],
    delta: &[[L; B]],
    weights: &mut [L],
    biases: &mut [L],
) {
    for ((row, bias), delta) in weights.chunks_exact_mut(x.len()).zip(biases).zip(delta) {
        for (sum, x) in row.iter_mut().zip(x) {
            let mut products = delta[0] * x[0];
            for b in 1..B {
                products += delta[b] * x[b];
            }
            *sum += products;
        }
        for &delta in delta {
            *bias += delta;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use wide::f32x4;

    /// A number for each place, none of them special.
    fn number(row: usize, column: usize) -> f32 {
        ((row * 31 + column * 17) % 23) as f32 / 8.0 - 1.3
    }

    fn block<const B: usize>(rows: usize) -> Vec<[f32x4; B]> {
        let register = |row, b| f32x4::from_fn(|lane| number(row, 4 * b + lane));
        (0..rows).map(|row| core::array::from_fn(|b| register(row, b))).collect()
    }

    /// All three products against sums written out, for one number of inputs and units.
    fn check<const B: usize>(inputs: usize, units: usize) {
        let weights: Vec<f32> = (0..units * inputs).map(|k| number(k / inputs, k % inputs)).collect();
        let biases: Vec<f32> = (0..units).map(|unit| number(unit, 5)).collect();
        let (x, delta) = (block::<B>(inputs), block::<B>(units));
        let near =
            |ours: f32, sum: f32| assert!((ours - sum).abs() < 1e-4, "{units}×{inputs}, {B}: {ours}, {sum}");

        let mut a = vec![[f32x4::default(); B]; units];
        affine(&weights, &biases, &x, &mut a);
        let mut before = vec![[f32x4::default(); B]; inputs];
        back(&weights, &delta, &mut before);
        let (mut dw, mut db) = (vec![f32x4::splat(1.0); units * inputs], vec![f32x4::splat(2.0); units]);
        add_products(&x, &delta, &mut dw, &mut db);

        for k in 0..4 * B {
            let at = |rows: &[[f32x4; B]], row: usize| rows[row][k / 4].lane(k % 4);
            for unit in 0..units {
                let sum: f32 = (0..inputs).map(|i| weights[unit * inputs + i] * at(&x, i)).sum();
                near(at(&a, unit), biases[unit] + sum);
            }
            for i in 0..inputs {
                near(
                    at(&before, i),
                    (0..units).map(|unit| weights[unit * inputs + i] * at(&delta, unit)).sum(),
                );
            }
        }
        for lane in 0..4 {
            let sum = |term: &dyn Fn(usize) -> f32| (0..B).map(term).sum::<f32>();
            for unit in 0..units {
                near(db[unit].lane(lane), 2.0 + sum(&|b| delta[unit][b].lane(lane)));
                for i in 0..inputs {
                    let products = sum(&|b| delta[unit][b].lane(lane) * x[i][b].lane(lane));
                    near(dw[unit * inputs + i].lane(lane), 1.0 + products);
                }
            }
        }
    }

    #[test]
    fn products_of_every_size_agree_with_plain_sums() {
        for inputs in 1..=16 {
            for units in 1..=16 {
                check::<1>(inputs, units);
                check::<2>(inputs, units);
                check::<3>(inputs, units);
                check::<4>(inputs, units);
            }
        }
    }
}
