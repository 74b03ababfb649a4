//! Observers by reference. The backward pass is compiled anew for each [`Observer`]; for these it is compiled once, as one call for a
//! layer and a block costs nothing beside what it tells.

use super::gradient::{Observer, Seen};
use super::pass::BLOCK;
use super::scalar::Scalar;

/// Looks on while a batch goes backward, as an [`Observer`] does.
pub trait Watcher<T: Scalar> {
    /// Called once for each layer of each block of samples, from the output layer back to the first.
    fn watch(&mut self, seen: &Seen<'_, T, BLOCK>);
}

/// A watcher as an observer.
pub struct Watched<'a, T: Scalar>(pub &'a mut dyn Watcher<T>);

impl<T: Scalar> Observer<T> for Watched<'_, T> {
    fn see<const B: usize>(&mut self, seen: &Seen<'_, T, B>) {
        // With an observer B is BLOCK: the rows are the same ones.
        fn rows<L, const B: usize>(rows: &[[L; B]]) -> &[[L; BLOCK]] {
            rows.as_flattened().as_chunks().0
        }
        self.0.watch(&Seen {
            index: seen.index,
            layer: seen.layer,
            samples: seen.samples.clone(),
            x: rows(seen.x),
            a: rows(seen.a),
            z: rows(seen.z),
            delta: rows(seen.delta),
        });
    }
}
