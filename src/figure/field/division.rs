//! How a field divides the window among the classes, for those who cannot see it.

use super::Grid;

/// A piece with a smaller share of the grid points than this is not counted: it may be a bend of the boundary between two of them.
const LEAST: f32 = 0.002;

/// What a class wins of the window.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Part {
    /// The share of the grid points, from 0 to 1.
    pub share: f32,
    /// In how many pieces they lie, counted over neighbours in rows and columns.
    pub pieces: usize,
}

/// What each class wins of the window, by [`Grid::winner`]; nothing of a field that is not there yet.
pub fn division(grid: &Grid) -> Vec<Part> {
    let points = grid.sampling().points;
    let count = points * points;
    if grid.planes().is_empty() {
        return Vec::new();
    }
    let winners: Vec<Option<usize>> = (0..count).map(|index| grid.winner(index)).collect();
    let mut parts = vec![Part::default(); grid.classes().max(2)];
    let mut seen = vec![false; count];
    let mut waiting = Vec::new();
    for first in 0..count {
        let Some(class) = winners[first].filter(|_| !seen[first]) else { continue };
        let mut size = 0;
        seen[first] = true;
        waiting.push(first);
        while let Some(index) = waiting.pop() {
            size += 1;
            let (row, column) = (index / points, index % points);
            let neighbours = [
                (row > 0).then(|| index - points),
                (row + 1 < points).then(|| index + points),
                (column > 0).then(|| index - 1),
                (column + 1 < points).then(|| index + 1),
            ];
            for next in neighbours.into_iter().flatten() {
                if winners[next] == Some(class) && !seen[next] {
                    seen[next] = true;
                    waiting.push(next);
                }
            }
        }
        let share = size as f32 / count as f32;
        let part = &mut parts[class];
        part.share += share;
        part.pieces += usize::from(share >= LEAST);
    }
    parts
}
