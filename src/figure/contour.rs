//! Where the winning class changes.
//!
//! The boundary is traced in the pre-activations a of the output units and not in the probabilities: p = ½ is
//! a = 0, and two classes are equally likely where their a are equal, but a is not squeezed by the sigmoid.
//! So linear interpolation between grid points is far closer to the truth, and exact for a network without
//! hidden layers.

use core::ops::Range;

use crate::data::point::{CLASSES, Window};
use crate::nn::objective::winner;

mod cell;
mod join;

use cell::Cell;
use join::Join;

/// A piece of the boundary, in data units.
type Segment = [[f32; 2]; 2];

/// The boundary as lines in data units; one that ends where it began is closed.
#[derive(Clone, Debug, Default)]
pub struct Contour {
    points: Vec<[f32; 2]>,
    lines: Vec<Range<usize>>,
}

impl Contour {
    /// Each line's places.
    pub fn lines(&self) -> impl Iterator<Item = &[[f32; 2]]> {
        self.lines.iter().map(|line| &self.points[line.clone()])
    }

    /// Becomes no boundary at all.
    pub(super) fn clear(&mut self) {
        self.points.clear();
        self.lines.clear();
    }

    /// Whether there is no boundary.
    pub fn is_empty(&self) -> bool {
        self.lines.is_empty()
    }
}

/// The winner at a grid point where a number is not finite.
const NOBODY: u8 = u8::MAX;

/// The room that tracing needs, kept from field to field.
#[derive(Clone, Debug, Default)]
pub(super) struct Trace {
    winners: Vec<u8>,
    segments: Vec<Segment>,
    join: Join,
}

impl Trace {
    /// Traces the boundary in `logits`, some planes of `side × side` pre-activations, rows from the top of
    /// the window down.
    ///
    /// One plane is the pre-activation of class 1 against class 0. Cells with a number that is not finite are
    /// left out.
    pub(super) fn run(&mut self, logits: &[f32], side: usize, window: Window, contour: &mut Contour) {
        self.segments.clear();
        let planes = Planes { logits, points: side * side };
        self.winners.clear();
        self.winners.extend((0..side * side).map(|index| planes.winner(index)));
        let rows = self.winners.chunks_exact(side).zip(self.winners.chunks_exact(side).skip(1));
        for (row, (above, below)) in rows.enumerate() {
            let columns = above.windows(2).zip(below.windows(2));
            for (column, (above, below)) in columns.enumerate() {
                let winners = [above[0], above[1], below[1], below[0]];
                if winners == [winners[0]; 4] || winners.contains(&NOBODY) {
                    continue;
                }
                Cell::new(&planes, side, window, row, column, winners).trace(&mut self.segments);
            }
        }
        self.join.run(&self.segments, &mut contour.points, &mut contour.lines);
    }
}

/// The score of a class that there is not: behind all that are.
const ABSENT: f64 = -1e300;

/// The pre-activations of all classes.
struct Planes<'a> {
    logits: &'a [f32],
    points: usize,
}

impl Planes<'_> {
    fn count(&self) -> usize {
        (self.logits.len() / self.points.max(1)).min(CLASSES)
    }

    /// The score of each class at a grid point: the greatest wins. Where there is one pre-activation, it is
    /// class 1's against 0.
    fn scores(&self, index: usize) -> [f64; CLASSES] {
        let mut scores = [ABSENT; CLASSES];
        if self.count() == 1 {
            (scores[0], scores[1]) = (0.0, f64::from(self.logits[index]));
        } else {
            for (score, plane) in scores.iter_mut().zip(self.logits.chunks_exact(self.points)) {
                *score = f64::from(plane[index]);
            }
        }
        scores
    }

    /// The class that wins.
    fn winner(&self, index: usize) -> u8 {
        let planes = self.logits.chunks_exact(self.points).take(CLASSES);
        winner(planes.map(|plane| plane[index])).map_or(NOBODY, |class| class as u8)
    }
}

#[cfg(test)]
mod tests;
