//! Principal components against nalgebra's singular value decomposition.

use frontera::nn::components::Components;
use frontera::nn::draws::Draws;
use nalgebra::DMatrix;

/// `count` vectors of `length` numbers, correlated by a random mixture of as many sources of different strength.
fn vectors(length: usize, count: usize, seed: u32) -> DMatrix<f64> {
    let mut draws = Draws::new(seed, 7);
    let mixture = DMatrix::from_fn(length, length, |_, _| draws.normal());
    let sources =
        DMatrix::from_fn(length, count, |k, _| draws.normal() * 2.0_f64.powi(-(k as i32)) + k as f64);
    mixture * sources
}

#[test]
fn components_are_the_singular_vectors_of_the_centred_vectors() {
    for (length, count) in [(2, 4), (3, 50), (5, 200), (8, 9), (16, 140), (16, 10)] {
        for seed in 0..12 {
            let vectors = vectors(length, count, seed);
            let components = Components::new(length, count, |k, i| vectors[(k, i)], None);
            let mean = vectors.column_mean();
            for (ours, theirs) in components.mean.iter().zip(mean.iter()) {
                assert!((ours - theirs).abs() < 1e-10);
            }
            let mut centred = vectors.clone();
            centred.column_iter_mut().for_each(|mut column| column -= &mean);
            let svd = centred.svd(true, false);
            let (left, values) = (svd.u.expect("asked for"), svd.singular_values);
            let total: f64 = values.iter().map(|s| s * s).sum();
            for (rank, axis) in components.axes.iter().enumerate() {
                let theirs = left.column(rank);
                let along: f64 = axis.iter().zip(theirs.iter()).map(|(a, b)| a * b).sum();
                assert!((along.abs() - 1.0).abs() < 1e-9, "{length}×{count}, seed {seed}, {rank}: {along}");
                let share = values[rank] * values[rank] / total;
                assert!((components.shares[rank] - share).abs() < 1e-10);
                let largest = axis.iter().copied().max_by(|a, b| a.abs().total_cmp(&b.abs()));
                assert!(largest.is_some_and(|x| x > 0.0));
            }
        }
    }
}
