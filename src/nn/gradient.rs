//! Backpropagation (Rumelhart, Hinton and Williams, 1986): the mean gradient of the loss over a batch.

use core::ops::Range;

use super::network::Network;
use super::pass::{BLOCK, Pass, Rows};
use super::product::{back_through, gradients, gradients_of_one, put, total};
use super::samples::Samples;
use super::scalar::{Lanes, Scalar};
use super::shape::{Layer, by_layer};

/// Looks on while a batch goes backward.
pub trait Observer<T: Scalar> {
    /// Whether there is anything to look for: what only an observer sees is computed for those that look.
    const LOOKS: bool = true;

    /// Called once for each layer of each block of samples, from the output layer back to the first.
    fn see<const B: usize>(&mut self, seen: &Seen<'_, T, B>);
}

/// Nobody looks: training goes this way, and pays nothing for those that do.
impl<T: Scalar> Observer<T> for () {
    const LOOKS: bool = false;

    fn see<const B: usize>(&mut self, _seen: &Seen<'_, T, B>) {}
}

/// One layer with one block of samples, on the way back. Sample number `samples.start + k` is in lane `k % COUNT` of
/// register `k / COUNT`, COUNT being that of `T::Lanes`; the lanes after the last sample hold nothing of the batch.
#[derive(Clone, Debug)]
pub struct Seen<'a, T: Scalar, const B: usize> {
    /// The layer's number, from 0.
    pub index: usize,
    /// The layer.
    pub layer: Layer,
    /// The samples of this block, by their numbers; at least one.
    pub samples: Range<usize>,
    /// The layer's inputs, `inputs × block`.
    pub x: &'a [[T::Lanes; B]],
    /// The pre-activations a = W x + b, `units × block`.
    pub a: &'a [[T::Lanes; B]],
    /// The outputs z, `units × block`.
    pub z: &'a [[T::Lanes; B]],
    /// The deltas ∂E/∂a of each sample's own loss, `units × block`.
    pub delta: &'a [[T::Lanes; B]],
}

/// The gradient of the last batch, with the room it is computed in: nothing is allocated after the first batch.
///
/// A batch goes through the network in blocks of up to four registers, each lane one sample.
#[derive(Clone, Debug)]
pub struct Gradient<T: Scalar> {
    pass: Pass<T>,
    /// The deltas ∂E/∂a of every unit but the inputs, then the targets: `(units + outputs) × block`.
    deltas: Rows<T::Lanes>,
    /// The sum of ∂E/∂θ over the batch's blocks so far, each lane on its own, and after them that of the loss E; as many as fill fours.
    sums: Vec<T::Lanes>,
    /// The sum of |∂E/∂a| over the units of each layer and the batch's blocks but the last, in the same way.
    sizes: Vec<T::Lanes>,
    /// Whether the last block had any before it: the first one's sums take the place of the last batch's.
    has_earlier: bool,
    /// The number of registers in a row of the last block; 0 where the batch had no sample.
    registers: usize,
    /// The mean ∂E/∂θ of each parameter θ, and after them the mean loss; as many as there are sums.
    mean: Vec<T>,
    /// The share of one sample in the batch's means.
    share: T,
    /// The number of parameters.
    count: usize,
}

impl<T: Scalar> Gradient<T> {
    /// Room for the gradient of `network`.
    pub fn new(network: &Network<T>) -> Self {
        let layers = network.layers();
        let count = network.parameters().len();
        let units: usize = layers.iter().map(|layer| layer.units).sum();
        Self {
            pass: Pass::new(network),
            deltas: Rows::new(units + network.shape().outputs),
            sums: vec![T::Lanes::default(); (count + 1).next_multiple_of(4)],
            sizes: vec![T::Lanes::default(); layers.len()],
            mean: vec![T::default(); (count + 1).next_multiple_of(4)],
            has_earlier: false,
            registers: 0,
            share: T::default(),
            count,
        }
    }

    /// Computes the mean gradient over the samples of a batch, a range that must lie below `samples.len()`; gives the mean loss.
    /// Without any sample both are zero.
    pub fn compute(&mut self, network: &Network<T>, samples: &Samples<T>, batch: Range<usize>) -> T {
        self.compute_seen(network, samples, batch, &mut ())
    }

    /// The same numbers, with `observer` looking on.
    pub fn compute_seen<O: Observer<T>>(
        &mut self,
        network: &Network<T>,
        samples: &Samples<T>,
        batch: Range<usize>,
        observer: &mut O,
    ) -> T {
        if batch.is_empty() {
            self.mean.fill(T::default());
            (self.registers, self.has_earlier) = (0, false);
            return T::default();
        }
        self.share = T::from_f64(1.0 / batch.len() as f64);
        let mut first = batch.start;
        while first < batch.end {
            let end = batch.end.min(first + BLOCK * T::Lanes::COUNT);
            // Two registers go as three, and with an observer all go as four: code that is not there is not loaded.
            let registers = match (end - first).div_ceil(T::Lanes::COUNT) {
                registers if O::LOOKS || registers > 3 => BLOCK,
                2 => 3,
                registers => registers,
            };
            let has_earlier = first > batch.start;
            if has_earlier {
                self.keep_sizes(network);
            }
            (self.registers, self.has_earlier) = (registers, has_earlier);
            match registers {
                1 => self.add_block::<1, O>(network, samples, first..end, observer),
                3 => self.add_block::<3, O>(network, samples, first..end, observer),
                _ => self.add_block::<BLOCK, O>(network, samples, first..end, observer),
            }
            first = end;
        }
        if !is_alone(batch.len(), self.registers) {
            for (mean, sums) in self.mean.as_chunks_mut().0.iter_mut().zip(self.sums.as_chunks().0) {
                *mean = T::Lanes::sums(sums, self.share);
            }
        }
        self.mean[self.count]
    }

    /// The mean ∂E/∂θ of each parameter θ, in the order of the network's parameters.
    pub fn parameters(&self) -> &[T] {
        &self.mean[..self.count]
    }

    /// ‖∂E/∂W‖ for each layer: the Euclidean norm over its weights, biases left out.
    pub fn norms(&self, network: &Network<T>) -> impl Iterator<Item = T> {
        network.layers().iter().map(|layer| {
            let mut squares = T::default();
            self.mean[layer.weights()].iter().for_each(|&g| squares += g * g);
            squares.sqrt()
        })
    }

    /// The mean of |∂E/∂a| over the units and samples of each layer.
    pub fn mean_deltas(&self, network: &Network<T>) -> impl Iterator<Item = T> {
        // The last block's deltas are where it left them, whatever has gone forward since.
        let mut deltas = self.deltas.registers();
        network.layers().iter().zip(&self.sizes).map(move |(layer, &earlier)| {
            let (of_layer, rest) = deltas.split_at(layer.units * self.registers);
            deltas = rest;
            let start = if self.has_earlier { earlier } else { T::Lanes::default() };
            let sizes = of_layer.iter().fold(start, |sum, delta| sum + delta.abs());
            self.share / T::from_f64(layer.units as f64) * sizes.sum()
        })
    }

    /// Takes note of Σ |∂E/∂a| over each layer's units and the registers of the block at hand, before the next takes its place.
    fn keep_sizes(&mut self, network: &Network<T>) {
        // A block that another one follows is full.
        let mut deltas = self.deltas.get::<BLOCK>();
        for (layer, earlier) in network.layers().iter().zip(&mut self.sizes) {
            let (of_layer, rest) = deltas.split_at(layer.units);
            deltas = rest;
            let mut sizes = [T::Lanes::default(); BLOCK];
            of_layer.iter().for_each(|delta| (0..BLOCK).for_each(|b| sizes[b] += delta[b].abs()));
            let size = total(sizes);
            *earlier = if self.has_earlier { *earlier + size } else { size };
        }
    }

    /// Forward, backward, and into the sums: one block of at most `B` registers of samples.
    #[inline(never)]
    fn add_block<const B: usize, O: Observer<T>>(
        &mut self,
        network: &Network<T>,
        samples: &Samples<T>,
        block: Range<usize>,
        observer: &mut O,
    ) {
        let (outputs, a, tanh) = self.pass.rows_mut::<B>();
        let (deltas, targets) = self.deltas.get_mut::<B>().split_at_mut(a.len());
        samples.load(block.start, outputs, targets);
        network.forward_through(outputs, a, tanh);

        let [mu, logits] = [&*outputs, &*a].map(|rows| &rows[rows.len() - targets.len()..]);
        let (slope, first) = (network.slope(), deltas.len() - targets.len());
        let (objective, count) = (network.objective(), block.len());
        for ((mu, y), delta) in mu.iter().zip(&*targets).zip(&mut deltas[first..]) {
            *delta = only(objective.delta(mu, y, slope), count);
        }

        // All deltas first, as each waits for the one after it; what is made of them can be computed meanwhile. Splitting off is
        // what finds a layer's numbers with the fewest checks.
        let layers = network.layers();
        let (mut open, mut z, mut parameters) = (&mut deltas[..], &outputs[..], network.parameters());
        for (layer, before) in layers[1..].iter().zip(layers).rev() {
            let (rest, delta) = open.split_at_mut(open.len() - layer.units);
            open = rest;
            (parameters, _) = parameters.split_at(parameters.len() - layer.units);
            let weights;
            (parameters, weights) = parameters.split_at(parameters.len() - layer.units * layer.inputs);
            (z, _) = z.split_at(z.len() - layer.units);
            let (first, inputs) = (open.len() - layer.inputs, &z[z.len() - layer.inputs..]);
            back_through(weights, delta, before.activation, inputs, slope, &mut open[first..]);
        }
        if O::LOOKS {
            for (index, layer) in layers.iter().enumerate().rev() {
                let samples = block.clone();
                let units = layer.first_unit - network.shape().inputs..;
                let (a, delta) = (&a[units.clone()][..layer.units], &deltas[units][..layer.units]);
                let (x, z) = (&outputs[layer.input_units()], &outputs[layer.output_units()]);
                observer.see(&Seen { index, layer: *layer, samples, x, a, z, delta });
            }
        }
        let loss = total(only(objective.loss(logits, mu, targets), count));
        if !self.has_earlier && is_alone(count, B) {
            let rest = by_layer(layers, outputs, deltas, &mut self.mean, gradients_of_one);
            // −0 as 0 here and in `mean_loss`, as `Lanes::sums` gives it.
            rest[0] = loss.lane(0) + T::default();
        } else {
            let first = !self.has_earlier;
            let rest = by_layer(layers, outputs, deltas, &mut self.sums, |x, delta, weights, biases| {
                gradients(x, delta, first, weights, biases);
            });
            put(&mut rest[0], loss, first);
        }
    }

    /// The mean loss over all samples, to the bit the one that [`Gradient::compute`] gives; 0 without any sample.
    pub fn mean_loss(&mut self, network: &Network<T>, samples: &Samples<T>) -> T {
        let (size, mut sum) = (BLOCK * T::Lanes::COUNT, T::Lanes::default());
        for first in (0..samples.len()).step_by(size) {
            let count = size.min(samples.len() - first);
            sum += total(only(self.losses(network, samples, first..first + count), count));
        }
        T::from_f64(1.0 / samples.len().max(1) as f64) * sum.sum() + T::default()
    }

    /// What the last pass forward left.
    pub(super) fn pass(&self) -> &Pass<T> {
        &self.pass
    }

    /// The loss of each sample of a block; the lanes after the last one hold nothing of it.
    #[inline(never)]
    pub(super) fn losses(
        &mut self,
        network: &Network<T>,
        samples: &Samples<T>,
        block: Range<usize>,
    ) -> [T::Lanes; BLOCK] {
        let (outputs, a, tanh) = self.pass.rows_mut::<BLOCK>();
        let (_, targets) = self.deltas.get_mut::<BLOCK>().split_at_mut(a.len());
        samples.load(block.start, outputs, targets);
        network.forward_through(outputs, a, tanh);
        let [mu, logits] = [outputs, a].map(|rows| &rows[rows.len() - targets.len()..]);
        network.objective().loss(logits, mu, targets)
    }

    /// Runs every sample forward; `each` gets its index, its loss, and its outputs' pre-activations, read by number.
    pub fn evaluate(
        &mut self,
        network: &Network<T>,
        samples: &Samples<T>,
        mut each: impl FnMut(usize, T, &dyn Fn(usize) -> T),
    ) {
        let size = BLOCK * T::Lanes::COUNT;
        for first in (0..samples.len()).step_by(size) {
            let count = size.min(samples.len() - first);
            let loss = self.losses(network, samples, first..first + count);
            let a = self.pass.logits::<BLOCK>();
            for k in 0..count {
                let (register, lane) = (k / T::Lanes::COUNT, k % T::Lanes::COUNT);
                each(first + k, loss[register].lane(lane), &|output| a[output][register].lane(lane));
            }
        }
    }
}

/// Whether a block that is the first of its batch is all of it, one sample in one register: its gradient is no sum, and goes to the
/// means at once.
#[inline]
fn is_alone(samples: usize, registers: usize) -> bool {
    (samples, registers) == (1, 1)
}

/// A row without the lanes that hold none of the block's `count` samples.
#[inline]
fn only<L: Lanes, const B: usize>(row: [L; B], count: usize) -> [L; B] {
    core::array::from_fn(|b| row[b].first(count.saturating_sub(b * L::COUNT), L::default()))
}
