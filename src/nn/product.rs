//! The three matrix products of a layer, forward and backward, for one block of samples.
//!
//! A block is `B` registers a row, each lane one sample: `x: inputs × block`, `a: units × block`. Weights are scalars, splat over
//! the lanes, so the products need no shuffles and no transposed copies.

use super::activation::Activation;
use super::scalar::Lanes;

/// Forward: a = W x + b, with `weights: units × inputs` and `biases: units`.
#[inline]
pub fn affine<L: Lanes, const B: usize>(
    weights: &[L::Scalar],
    biases: &[L::Scalar],
    x: &[[L; B]],
    a: &mut [[L; B]],
) {
    let mut rows = weights;
    if let [x0, x1] = x {
        // The first layer: a loop over two inputs would cost more than what it does.
        for ((a, &bias), row) in a.iter_mut().zip(biases).zip(rows.as_chunks::<2>().0) {
            let mut sum = [L::splat(bias); B];
            add(&mut sum, row[0], x0);
            add(&mut sum, row[1], x1);
            *a = sum;
        }
        return;
    }
    // Two units at a time share the loads of x. Rows are split off, as `chunks_exact` divides, which takes as long as a row.
    let (pairs, last) = a.as_chunks_mut::<2>();
    let (bias_pairs, last_bias) = biases.as_chunks::<2>();
    for (pair, biases) in pairs.iter_mut().zip(bias_pairs) {
        let (row, rest) = rows.split_at(x.len());
        let (other_row, rest) = rest.split_at(x.len());
        rows = rest;
        let mut sums = biases.map(|bias| [L::splat(bias); B]);
        for ((&weight, &other), x) in row.iter().zip(other_row).zip(x) {
            add(&mut sums[0], weight, x);
            add(&mut sums[1], other, x);
        }
        *pair = sums;
    }
    if let ([a], &[bias]) = (last, last_bias) {
        let mut sum = [L::splat(bias); B];
        for (&weight, x) in rows.iter().zip(x) {
            add(&mut sum, weight, x);
        }
        *a = sum;
    }
}

/// The elements of two slices side by side, each from where the one before it ended: a zip of two slices counts, and multiplies the
/// count by the size of either's elements.
#[inline]
fn beside<'a, A, B>(a: &'a mut [A], b: &'a [B]) -> impl Iterator<Item = (&'a mut A, &'a B)> {
    let mut a = a.iter_mut();
    b.iter().map_while(move |b| Some((a.next()?, b)))
}

/// Adds `weight` · x to `sum`.
#[inline]
fn add<L: Lanes, const B: usize>(sum: &mut [L; B], weight: L::Scalar, x: &[L; B]) {
    let weight = L::splat(weight);
    for b in 0..B {
        sum[b] += weight * x[b];
    }
}

/// Backward: ∂E/∂x = Wᵀ δ, written to `before: inputs × block`, with `delta: units × block`.
#[inline]
pub fn back<L: Lanes, const B: usize>(weights: &[L::Scalar], delta: &[[L; B]], before: &mut [[L; B]]) {
    back_through(weights, delta, Activation::Linear, &[], L::default(), before);
}

/// Backward through the activation before, too: ∂E/∂a = g′(a) Wᵀ δ, with `z: inputs × block` the outputs g(a), which a linear g
/// does without.
#[inline]
pub fn back_through<L: Lanes, const B: usize>(
    weights: &[L::Scalar],
    delta: &[[L; B]],
    g: Activation,
    z: &[[L; B]],
    slope: L,
    before: &mut [[L; B]],
) {
    let inputs = before.len();
    // Two inputs at a time share the loads of δ.
    let (pairs, last) = before.as_chunks_mut::<2>();
    for (k, pair) in pairs.iter_mut().enumerate() {
        let mut sums: [_; 2] = columns(&weights[2 * k..], inputs, delta);
        if let Some(z) = z.get(2 * k..2 * k + 2) {
            g.chain(sums.as_flattened_mut(), z.as_flattened(), slope);
        }
        *pair = sums;
    }
    if let [before] = last {
        let [mut sum] = columns(&weights[inputs - 1..], inputs, delta);
        if let Some(z) = z.get(inputs - 1) {
            g.chain(&mut sum, z, slope);
        }
        *before = sum;
    }
}

/// Σ w δ over the units, for `N` inputs that lie side by side: the first ones of `weights`, and of every row after it.
#[inline]
fn columns<L: Lanes, const B: usize, const N: usize>(
    mut weights: &[L::Scalar],
    inputs: usize,
    delta: &[[L; B]],
) -> [[L; B]; N] {
    let mut sums = [[L::default(); B]; N];
    for (unit, delta) in delta.iter().enumerate() {
        if unit > 0 {
            weights = &weights[inputs..];
        }
        for (sum, &weight) in sums.iter_mut().zip(&weights[..N]) {
            add(sum, weight, delta);
        }
    }
    sums
}

/// Backward: ∂E/∂W = δ xᵀ and ∂E/∂b = δ, added up over the block's registers, each lane on its own: of the batch's `first` block
/// written to `weights: units × inputs` and `biases: units`, of others added.
#[inline]
pub fn gradients<L: Lanes, const B: usize>(
    x: &[[L; B]],
    delta: &[[L; B]],
    first: bool,
    weights: &mut [L],
    biases: &mut [L],
) {
    let mut rows = weights;
    for (delta, bias) in delta.iter().zip(biases) {
        let (row, rest) = rows.split_at_mut(x.len());
        rows = rest;
        beside(row, x).for_each(|(place, x)| put(place, product(delta, x), first));
        put(bias, total(*delta), first);
    }
}

/// Backward, for a batch of one sample in the first lane: ∂E/∂W = δ xᵀ, written to `weights: units × inputs`, and ∂E/∂b = δ, to
/// `biases: units`, with `x: inputs × block` and `delta: units × block`; −0 as 0.
#[inline]
pub fn gradients_of_one<L: Lanes, const B: usize>(
    x: &[[L; B]],
    delta: &[[L; B]],
    weights: &mut [L::Scalar],
    biases: &mut [L::Scalar],
) {
    // As `Lanes::sums` does, whose place it takes.
    let zero = L::Scalar::default();
    let mut rows = weights;
    for (delta, bias) in delta.iter().zip(biases) {
        let (row, rest) = rows.split_at_mut(x.len());
        rows = rest;
        let delta = delta[0].lane(0);
        row.iter_mut().zip(x).for_each(|(place, x)| *place = delta * x[0].lane(0) + zero);
        *bias = delta + zero;
    }
}

/// Adds a block's sum to that of the batch; that of the `first` block takes the place of the last batch's.
#[inline]
pub(super) fn put<L: Lanes>(place: &mut L, sum: L, first: bool) {
    *place = if first { sum } else { *place + sum };
}

/// The sum of the registers of a block, in each lane.
#[inline]
pub(super) fn total<L: Lanes, const B: usize>(row: [L; B]) -> L {
    row[1..].iter().fold(row[0], |sum, &register| sum + register)
}

/// Σ δ x over the registers of a block, in each lane.
#[inline]
fn product<L: Lanes, const B: usize>(delta: &[L; B], x: &[L; B]) -> L {
    let mut sum = delta[0] * x[0];
    for b in 1..B {
        sum += delta[b] * x[b];
    }
    sum
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
        let start = f32x4::splat(f32::NAN);
        let (mut dw, mut db) = (vec![start; units * inputs], vec![start; units]);
        gradients(&x, &delta, true, &mut dw, &mut db);
        gradients(&x, &delta, false, &mut dw, &mut db);

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
        let (mut one_dw, mut one_db) = (vec![f32::NAN; units * inputs], vec![f32::NAN; units]);
        gradients_of_one(&x, &delta, &mut one_dw, &mut one_db);
        for unit in 0..units {
            assert_eq!(one_db[unit].to_bits(), (delta[unit][0].lane(0) + 0.0).to_bits());
            for i in 0..inputs {
                let product = delta[unit][0].lane(0) * x[i][0].lane(0) + 0.0;
                assert_eq!(one_dw[unit * inputs + i].to_bits(), product.to_bits());
            }
        }
        let sum = |term: &dyn Fn(usize, usize) -> f32| (0..4 * B).map(|k| term(k / 4, k % 4)).sum::<f32>();
        for unit in 0..units {
            near(db[unit].sum(), 2.0 * sum(&|b, lane| delta[unit][b].lane(lane)));
            for i in 0..inputs {
                let products = sum(&|b, lane| delta[unit][b].lane(lane) * x[i][b].lane(lane));
                near(dw[unit * inputs + i].sum(), 2.0 * products);
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
