//! The split into training and test points.

use super::point::{Part, Point};
use crate::nn::draws::Draws;

/// The stream of the split ("splt" in ASCII), apart from those of the shapes and the weights.
const STREAM: u64 = 0x7370_6c74 << 8;

/// With this many points or fewer, all are training points.
const FEW: usize = 4;

/// Marks round(`train` · n) of the n `points` as training points and the others as test points.
///
/// Which ones is drawn without replacement by `seed`: the order depends on n and `seed` alone, so that with a
/// larger share the earlier training points stay training points. `train` is a share, 0 to 1. At least one
/// point is a training point, and all are where there are four or fewer.
pub fn split(points: &mut [Point], train: f32, seed: u32) {
    let count = points.len();
    // In f32, so that 0.7 of 15 is 10.5 and not a little less. A share out of range counts as 0 or as 1.
    let share = (train * count as f32).round() as usize;
    let wanted = if count <= FEW { count } else { share.clamp(1, count) };
    let mut order: Vec<usize> = (0..count).collect();
    Draws::new(seed, STREAM).shuffle(&mut order);
    for (rank, index) in order.into_iter().enumerate() {
        points[index].part = if rank < wanted { Part::Train } else { Part::Test };
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// Which of `count` points are training points.
    fn marks(count: usize, train: f32, seed: u32) -> Vec<bool> {
        let mut points = vec![Point { x: [0.0; 2], class: 0, part: Part::Test }; count];
        split(&mut points, train, seed);
        points.iter().map(|point| point.part == Part::Train).collect()
    }

    fn trained(count: usize, train: f32, seed: u32) -> usize {
        marks(count, train, seed).into_iter().filter(|&train| train).count()
    }

    #[test]
    fn the_share_is_rounded() {
        assert_eq!(trained(200, 0.7, 1), 140);
        assert_eq!(trained(15, 0.7, 1), 11);
        assert_eq!(trained(7, 1.0, 1), 7);
    }

    #[test]
    fn few_points_are_all_training_points() {
        assert_eq!((0..=5).map(|count| trained(count, 0.1, 1)).collect::<Vec<_>>(), [0, 1, 2, 3, 4, 1]);
    }

    #[test]
    fn the_seed_decides_which() {
        assert_eq!(marks(50, 0.5, 3), marks(50, 0.5, 3));
        assert_ne!(marks(50, 0.5, 3), marks(50, 0.5, 4));
    }

    #[test]
    fn shares_out_of_range_do_no_harm() {
        assert_eq!([f32::NAN, -1.0, 9.0].map(|train| trained(10, train, 1)), [1, 1, 10]);
    }

    proptest! {
        #[test]
        fn a_larger_share_keeps_the_training_points(
            count in 0usize..300, small in 0.0f32..=1.0, more in 0.0f32..=1.0, seed: u32,
        ) {
            let (before, after) = (marks(count, small, seed), marks(count, (small + more).min(1.0), seed));
            prop_assert!(before.iter().zip(&after).all(|(before, after)| !before || *after));
        }
    }
}
