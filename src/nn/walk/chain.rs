//! The chain rule of one weight: its gradient as a product of factors, summed over the paths by which the weight reaches the error.

use super::Walk;
use crate::nn::scalar::Scalar;

/// At most so many paths are told apart: where a network has more, they end where all that follows is one δ.
const MOST: usize = 16;

/// What stands at the far end of a path.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum End {
    /// μ − y of an output: with cross-entropy the slope of the output function cancels.
    Difference,
    /// (μ − y) · g′(a) of an output, for the squared error.
    Sloped,
    /// δ of a hidden unit.
    Delta,
}

/// ∂E/∂w = (Σ over the paths: end · w · g′ · … · w) · g′(a) · x.
#[derive(Clone, Debug, PartialEq)]
pub struct Chain<T> {
    /// What stands at the far end of every path.
    pub end: End,
    /// The paths, at least one: the unit of each layer after that of the weight's unit, from the next one on; none where that unit
    /// is an output.
    pub paths: Vec<Vec<usize>>,
    /// The numbers of each path: μ and y; or μ, y and g′; or δ; then, from the end back to the weight's unit, w between two units,
    /// and between two weights g′ of the unit that lies there. After those of all paths, g′ of the weight's unit where it is hidden,
    /// and x, 1 for a bias.
    pub numbers: Vec<T>,
}

impl<T: Scalar> Walk<T> {
    /// The chain rule of a weight; none of one that there is not. Every number is one that the walk has written down, so that the
    /// product is the gradient but for rounding.
    pub fn chain(&self, layer: usize, unit: usize, input: usize) -> Option<Chain<T>> {
        self.network.index(layer, unit, input)?;
        let (mut last, mut paths) = (layer, vec![Vec::new()]);
        while let Some(note) = self.notes.get(last + 1)
            && (last == layer || paths.len() * note.a.len() <= MOST)
        {
            let on = |path: &Vec<usize>| {
                let path = path.clone();
                (0..note.a.len()).map(move |unit| path.iter().copied().chain([unit]).collect())
            };
            paths = paths.iter().flat_map(on).collect();
            last += 1;
        }
        let mut numbers = Vec::new();
        for path in &paths {
            self.put_path(layer, unit, path, &mut numbers)?;
        }
        if !self.is_last(layer) {
            numbers.push(self.unit_slope(layer, unit)?);
        }
        let x = input.checked_sub(1).and_then(|input| self.inputs(layer).get(input));
        numbers.push(x.copied().unwrap_or(T::from_f64(1.0)));
        Some(Chain { end: self.end(last), paths, numbers })
    }

    fn end(&self, layer: usize) -> End {
        match self.activation(layer) {
            _ if !self.is_last(layer) => End::Delta,
            Some(_) => End::Sloped,
            None => End::Difference,
        }
    }

    fn put_path(&self, layer: usize, unit: usize, path: &[usize], numbers: &mut Vec<T>) -> Option<()> {
        let (last, far) = (layer + path.len(), path.last().copied().unwrap_or(unit));
        let [_, z, delta] = self.unit(last, far)?;
        match self.end(last) {
            End::Delta => numbers.push(delta),
            End::Difference => numbers.extend([z, *self.y.get(far)?]),
            End::Sloped => numbers.extend([z, *self.y.get(far)?, self.unit_slope(last, far)?]),
        }
        for (k, &to) in path.iter().enumerate().rev() {
            let from = k.checked_sub(1).map_or(unit, |k| path[k]);
            numbers.push(self.weight(layer + 1 + k, to, from + 1)?);
            if k > 0 {
                numbers.push(self.unit_slope(layer + k, from)?);
            }
        }
        Some(())
    }

    /// g′(a) of a unit.
    fn unit_slope(&self, layer: usize, unit: usize) -> Option<T> {
        self.slope(layer, self.unit(layer, unit)?[1])
    }
}
