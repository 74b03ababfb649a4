//! The samples a network learns from, laid out so that a block of them loads straight into SIMD registers.

use super::pass::BLOCK;
use super::scalar::{Lanes, Scalar};

/// Inputs x and targets y, a column each: `inputs + outputs` columns of one number a sample.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Samples<T> {
    inputs: usize,
    count: usize,
    /// Behind its samples every column has the last one [`Samples::margin`] times more, so that a block may reach beyond it.
    columns: Vec<Vec<T>>,
}

impl<T: Scalar> Samples<T> {
    /// No samples yet, of `inputs` inputs and `outputs` targets each.
    pub fn new(inputs: usize, outputs: usize) -> Self {
        let column = vec![T::default(); Self::margin()];
        Self { inputs, count: 0, columns: vec![column; inputs + outputs] }
    }

    /// The greatest block.
    fn margin() -> usize {
        BLOCK * T::Lanes::COUNT
    }

    /// Adds a sample. Missing numbers are taken as zero, surplus ones left out.
    pub fn push(&mut self, x: &[T], y: &[T]) {
        let (inputs, targets) = self.columns.split_at_mut(self.inputs);
        for (columns, numbers) in [(inputs, x), (targets, y)] {
            for (k, column) in columns.iter_mut().enumerate() {
                let number = numbers.get(k).copied().unwrap_or_default();
                column[self.count..].fill(number);
                column.push(number);
            }
        }
        self.count += 1;
    }

    /// Becomes the samples of `from` of the given indices, which must be below its `len()`, in that order. Nothing is
    /// allocated where there were as many before.
    pub fn pick(&mut self, from: &Self, order: &[u32]) {
        self.inputs = from.inputs;
        self.count = order.len();
        self.columns.resize_with(from.columns.len(), Vec::new);
        for (column, from) in self.columns.iter_mut().zip(&from.columns) {
            column.clear();
            column.extend(order.iter().map(|&k| from[k as usize]));
            let last = column.last().copied().unwrap_or_default();
            column.resize(order.len() + Self::margin(), last);
        }
    }

    /// The number at `index` in each column: inputs x, then targets y.
    pub fn sample(&self, index: usize) -> impl Iterator<Item = T> {
        self.columns.iter().filter_map(move |column| column[..self.count].get(index).copied())
    }

    /// The number of samples.
    pub fn len(&self) -> usize {
        self.count
    }

    /// True where there is no sample.
    pub fn is_empty(&self) -> bool {
        self.count == 0
    }

    /// Loads a block of `B` registers of samples from `first` on, which must lie below [`Samples::len`]: inputs into `x`
    /// (`inputs × block`), targets into `y` (`outputs × block`).
    ///
    /// The lanes after the last sample hold that sample once more, so that no number comes out infinite or NaN that is not so for
    /// some sample.
    #[inline(always)]
    #[expect(clippy::inline_always, reason = "as a function of its own it makes a step 1 % slower")]
    pub(super) fn load<const B: usize>(
        &self,
        first: usize,
        x: &mut [[T::Lanes; B]],
        y: &mut [[T::Lanes; B]],
    ) {
        let lanes = T::Lanes::COUNT;
        let (inputs, targets) = self.columns.split_at(self.inputs);
        for (rows, columns) in [(x, inputs), (y, targets)] {
            for (row, column) in rows.iter_mut().zip(columns) {
                let numbers = &column[first..][..B * lanes];
                for (register, numbers) in row.iter_mut().zip(numbers.chunks_exact(lanes)) {
                    *register = T::Lanes::load(numbers);
                }
            }
        }
    }
}
