//! The boundary within one cell of the grid.

use super::{Planes, Segment};
use crate::data::point::{CLASSES, Window};

type Scores = [f64; CLASSES];

/// A place with the scores of all classes there.
#[derive(Clone, Copy)]
struct Node {
    at: [f64; 2],
    scores: Scores,
}

impl Node {
    /// By how much class `i` is ahead of class `j`.
    fn lead(&self, i: usize, j: usize) -> f64 {
        self.scores[i] - self.scores[j]
    }

    /// The place a `share` of the way to another node, with the scores between.
    fn towards(&self, other: &Self, share: f64) -> Self {
        let between = |a: f64, b: f64| a + (b - a) * share;
        Self {
            at: core::array::from_fn(|k| between(self.at[k], other.at[k])),
            scores: core::array::from_fn(|k| between(self.scores[k], other.scores[k])),
        }
    }
}

/// Where two classes are equal between two nodes that they win one each.
fn crossing(from: &Node, to: &Node, i: usize, j: usize) -> Node {
    let (a, b) = (from.lead(i, j), to.lead(i, j));
    let fall = a - b;
    // Both leads are 0 where the classes are equal all along: any place will do.
    from.towards(to, if fall == 0.0 { 0.5 } else { a / fall })
}

/// A cell: its corners clockwise from the upper left, and who wins there.
pub(super) struct Cell {
    corners: [Node; 4],
    winners: [usize; 4],
}

/// The sides by the corners they join, the upper or left one first, so that two cells that share a side
/// compute the same crossing to the bit.
const SIDES: [[usize; 2]; 4] = [[0, 1], [1, 2], [3, 2], [0, 3]];

impl Cell {
    pub(super) fn new(
        planes: &Planes<'_>,
        side: usize,
        window: Window,
        row: usize,
        column: usize,
        winners: [u8; 4],
    ) -> Self {
        let last = (side - 1) as f64;
        let at = |axis: usize, index: usize| {
            let (low, high) = (f64::from(window.low[axis]), f64::from(window.high[axis]));
            low + (high - low) * (index as f64 / last)
        };
        let corners = [(0, 0), (0, 1), (1, 1), (1, 0)].map(|(down, right)| {
            let (row, column) = (row + down, column + right);
            Node { at: [at(0, column), at(1, side - 1 - row)], scores: planes.scores(row * side + column) }
        });
        Self { corners, winners: winners.map(usize::from) }
    }

    /// Adds the boundary in this cell to `segments`.
    pub(super) fn trace(&self, segments: &mut Vec<Segment>) {
        let i = self.winners[0];
        let mut others = self.winners.iter().copied().filter(|&winner| winner != i);
        let Some(j) = others.next() else { return };
        if others.all(|winner| winner == j) { self.two(i, j, segments) } else { self.several(segments) }
    }

    /// Marching squares (Lorensen and Cline, 1987, in the plane): two classes meet.
    fn two(&self, i: usize, j: usize, segments: &mut Vec<Segment>) {
        let cut = SIDES.map(|[a, b]| {
            (self.winners[a] != self.winners[b]).then(|| crossing(&self.corners[a], &self.corners[b], i, j))
        });
        let mut join = |a: usize, b: usize| {
            if let (Some(a), Some(b)) = (&cut[a], &cut[b]) {
                push(segments, a, b);
            }
        };
        if cut.iter().all(Option::is_some) {
            // A saddle: the mean of the corners stands for the middle, and says which two corners are one
            // region.
            let middle: f64 = self.corners.iter().map(|corner| corner.lead(i, j)).sum();
            if middle > 0.0 {
                join(0, 1);
                join(2, 3);
            } else {
                join(3, 0);
                join(1, 2);
            }
            return;
        }
        for a in 0..4 {
            for b in a + 1..4 {
                join(a, b);
            }
        }
    }

    /// Three classes or more meet: the cell is cut into four triangles around its middle. In a triangle all
    /// scores are linear, so the borders are straight and meet in a point, exactly.
    fn several(&self, segments: &mut Vec<Segment>) {
        let mean = |value: &dyn Fn(&Node) -> f64| self.corners.iter().map(value).sum::<f64>() / 4.0;
        let middle = Node {
            at: core::array::from_fn(|k| mean(&|corner| corner.at[k])),
            scores: core::array::from_fn(|k| mean(&|corner| corner.scores[k])),
        };
        for [a, b] in SIDES {
            let triangle = [&self.corners[a], &self.corners[b], &middle];
            for i in 0..CLASSES {
                for j in i + 1..CLASSES {
                    border(triangle, i, j, segments);
                }
            }
        }
    }
}

/// Adds the border between two classes in a triangle: where they are equal and no third class is ahead of
/// them.
fn border(triangle: [&Node; 3], i: usize, j: usize, segments: &mut Vec<Segment>) {
    let mut ends = [None, None];
    for (a, b) in [(0, 1), (1, 2), (0, 2)] {
        let (a, b) = (triangle[a], triangle[b]);
        if (a.lead(i, j) > 0.0) != (b.lead(i, j) > 0.0) {
            ends = [Some(crossing(a, b, i, j)), ends[0]];
        }
    }
    let [Some(start), Some(end)] = ends else { return };
    let (mut low, mut high) = (0.0f64, 1.0f64);
    for third in (0..CLASSES).filter(|&third| third != i && third != j) {
        let (a, b) = (start.lead(i, third), end.lead(i, third));
        match (a >= 0.0, b >= 0.0) {
            (true, true) => {}
            (true, false) => high = high.min(a / (a - b)),
            (false, true) => low = low.max(a / (a - b)),
            (false, false) => return,
        }
    }
    if low < high {
        // An end that is not cut stays what it is to the bit, so that it joins the next cell's.
        let first = if low > 0.0 { start.towards(&end, low) } else { start };
        let last = if high < 1.0 { start.towards(&end, high) } else { end };
        push(segments, &first, &last);
    }
}

fn push(segments: &mut Vec<Segment>, a: &Node, b: &Node) {
    let segment = [a.at, b.at].map(|at| at.map(|x| x as f32));
    let [from, to] = segment.map(|at| at.map(f32::to_bits));
    if from != to {
        segments.push(segment);
    }
}
