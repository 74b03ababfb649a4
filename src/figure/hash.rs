//! Numbers that change with what they are made of: what is drawn is kept as long as its number is the same.

use crate::data::point::Point;

/// A number that changes with any of the words: FNV-1a (Fowler, Noll and Vo, 1991), a word at a time.
pub(super) fn hashed(words: impl IntoIterator<Item = u64>) -> u64 {
    words.into_iter().fold(0xcbf2_9ce4_8422_2325, |hash, word| {
        (hash ^ word).wrapping_mul(0x0100_0000_01b3).rotate_left(29)
    })
}

/// All that there is of a point, as words.
pub(super) fn words(point: &Point) -> [u64; 2] {
    let [x1, x2] = point.x.map(|x| u64::from(x.to_bits()));
    [x1 << 32 | x2, u64::from(point.class) << 1 | point.part as u64]
}
