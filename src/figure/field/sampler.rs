//! The forward pass over the grid: several points of a row side by side in SIMD registers.

use super::{Grid, Large, Sampling};
use crate::data::point::Window;
use crate::nn::network::Network;
use crate::nn::pass::{BLOCK, Pass};
use crate::nn::scalar::{Lanes, Scalar};

type Register = <f32 as Scalar>::Lanes;

/// Points in a register.
const LANES: usize = Register::COUNT;

/// A network of its own, the buffers of its pass, and how far it has come.
#[derive(Clone, Debug)]
pub(super) struct Sampler {
    network: Network<f32>,
    pass: Pass<f32>,
    /// x₁ of every column, `N / LANES` registers.
    x1: Vec<Register>,
    /// x₂ of every row, from the top down.
    x2: Vec<f32>,
    /// `units × N / LANES`: the sums of outputs over the rows of the current tiles.
    sums: Vec<Register>,
    /// One row of sums, as scalars.
    row_sums: Vec<f32>,
    /// The next row.
    row: usize,
}

impl Sampler {
    /// Begins a pass of `network`, in the room of an earlier sampler where there is one.
    pub(super) fn start(
        slot: &mut Option<Self>,
        network: &Network<f32>,
        grid: &mut Grid,
        window: Window,
        sampling: Sampling,
        large: Option<Large>,
    ) {
        grid.prepare(network, window, sampling, large);
        if !slot.as_mut().is_some_and(|sampler| sampler.takes(network)) {
            *slot = None;
        }
        let sampler = slot.get_or_insert_with(|| Self::new(network.clone()));
        sampler.place(window, sampling.points);
        sampler.sums.clear();
        sampler.sums.resize(sampler.units() * sampling.points / LANES, Register::default());
        sampler.row = 0;
    }

    fn new(network: Network<f32>) -> Self {
        let pass = Pass::new(&network);
        Self { network, pass, x1: Vec::new(), x2: Vec::new(), sums: Vec::new(), row_sums: Vec::new(), row: 0 }
    }

    /// Copies the parameters of `network`, if it has the same shape.
    fn takes(&mut self, network: &Network<f32>) -> bool {
        self.network.shape() == network.shape() && self.network.set_parameters(network.parameters()).is_ok()
    }

    /// Computes the coordinates of the grid's columns and rows.
    fn place(&mut self, window: Window, points: usize) {
        let at = |axis: usize, index: usize| {
            let share = index as f32 / (points - 1) as f32;
            window.low[axis] * (1.0 - share) + window.high[axis] * share
        };
        self.x1.clear();
        self.x1.extend((0..points / LANES).map(|k| Register::from_fn(|lane| at(0, k * LANES + lane))));
        self.x2.clear();
        self.x2.extend((0..points).map(|row| at(1, points - 1 - row)));
    }

    /// The network that the pass is of.
    pub(super) fn network(&self) -> &Network<f32> {
        &self.network
    }

    /// The number of units but the inputs.
    fn units(&self) -> usize {
        self.network.layers().iter().map(|layer| layer.units).sum()
    }

    /// Computes up to `count` rows; gives whether there are more.
    pub(super) fn rows(&mut self, grid: &mut Grid, count: usize) -> bool {
        let end = self.row.saturating_add(count).min(self.x2.len());
        for row in self.row..end {
            let registers = self.x1.len();
            let whole = registers - registers % BLOCK;
            for register in (0..whole).step_by(BLOCK) {
                self.block::<BLOCK>(grid, row, register);
            }
            for register in whole..registers {
                self.block::<1>(grid, row, register);
            }
            if (row + 1).is_multiple_of(grid.sampling.tile) {
                self.finish_tiles(grid, row / grid.sampling.tile);
            }
        }
        self.row = end;
        self.row < self.x2.len()
    }

    /// `B` registers of grid points: of row `row`, from register `first` on.
    fn block<const B: usize>(&mut self, grid: &mut Grid, row: usize, first: usize) {
        let points = grid.sampling.points;
        let mut x1 = [Register::default(); B];
        x1.copy_from_slice(&self.x1[first..first + B]);
        let x2 = [Register::splat(self.x2[row]); B];
        for (input, x) in self.pass.inputs_mut::<B>().iter_mut().zip([x1, x2]) {
            *input = x;
        }
        self.network.forward::<B>(&mut self.pass);

        let inputs = self.network.shape().inputs;
        let outputs = &self.pass.outputs::<B>()[inputs..inputs + self.units()];
        for (sums, z) in self.sums.chunks_exact_mut(points / LANES).zip(outputs) {
            for (sum, &z) in sums[first..].iter_mut().zip(z) {
                *sum += z;
            }
        }
        let at = row * points + first * LANES;
        let classes = grid.classes();
        let store_all = |planes: &mut [f32], values: &[[Register; B]]| {
            for (plane, values) in planes.chunks_exact_mut(points * points).zip(values) {
                store(&mut plane[at..], values);
            }
        };
        store_all(&mut grid.outputs, &outputs[outputs.len() - classes..]);
        store_all(&mut grid.logits, &self.pass.logits::<B>()[..classes]);
        if let Some(large) = grid.large {
            self.large::<B>(grid, large, at);
        }
    }

    /// Keeps the output of one hidden unit, or what it puts into an output, and its pre-activation at each point of the block.
    fn large<const B: usize>(&self, grid: &mut Grid, Large { layer, unit, into }: Large, at: usize) {
        let (layers, parameters) = (self.network.layers(), self.network.parameters());
        let Some(of) = layers.get(layer) else { return };
        let before: usize =
            layers[..layer].iter().map(|layer| layer.units).sum::<usize>() + self.network.shape().inputs;
        let outputs = self.pass.outputs::<B>();
        let inputs = &outputs[before - of.inputs..before];
        let mut a = [Register::splat(parameters[of.biases().start + unit]); B];
        for (&weight, x) in parameters[of.weights()][unit * of.inputs..].iter().zip(inputs) {
            for b in 0..B {
                a[b] += Register::splat(weight) * x[b];
            }
        }
        store(&mut grid.unit_logits[at..], &a);
        let mut shown = outputs[before + unit];
        if let Some(index) = into.and_then(|output| self.network.index(layer + 1, output, unit + 1)) {
            shown.iter_mut().for_each(|z| *z = Register::splat(parameters[index]) * *z);
        }
        store(&mut grid.unit_outputs[at..], &shown);
    }

    /// Turns the sums over the rows of a tile into the thumbnails' pixels of row `row`, and begins new sums.
    fn finish_tiles(&mut self, grid: &mut Grid, row: usize) {
        let (side, tile) = (grid.sampling.thumbnail(), grid.sampling.tile);
        if row >= side {
            return;
        }
        let share = 1.0 / (tile * tile) as f32;
        let thumbnails = grid.thumbnails.chunks_exact_mut(side * side);
        for (sums, thumbnail) in self.sums.chunks_exact_mut(self.x1.len()).zip(thumbnails) {
            self.row_sums.clear();
            self.row_sums.extend(sums.iter().flat_map(|sum| sum.to_array()));
            let pixels = &mut thumbnail[row * side..][..side];
            for (pixel, tile) in pixels.iter_mut().zip(self.row_sums.chunks_exact(tile)) {
                *pixel = tile.iter().sum::<f32>() * share;
            }
            sums.fill(Register::default());
        }
    }
}

/// Writes registers one after another into `values`.
#[inline]
fn store<const B: usize>(values: &mut [f32], registers: &[Register; B]) {
    for (values, register) in values.as_chunks_mut().0.iter_mut().zip(registers) {
        *values = register.to_array();
    }
}
