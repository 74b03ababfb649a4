//! Backpropagation (Rumelhart, Hinton and Williams, 1986): the mean gradient of the loss over a batch.

use core::ops::Range;

use super::network::Network;
use super::pass::{BLOCK, Pass, Rows};
use super::product::{back_through, gradients, total};
use super::samples::Samples;
use super::scalar::{Lanes, Scalar};
use super::shape::Layer;

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
    /// `outputs × block`.
    targets: Rows<T::Lanes>,
    /// ∂E/∂a of the layer at hand and of the one before it, `units × block`.
    delta: Rows<T::Lanes>,
    delta_before: Rows<T::Lanes>,
    /// The mean ∂E/∂θ of each parameter θ; within a batch, what its blocks so far have added to it.
    mean: Vec<T>,
    /// The mean |∂E/∂a| of each layer, in the same way.
    mean_deltas: Vec<T>,
}

/// A block of a batch: which samples, the share of one of them in the batch's means, and whether it is the batch's first, whose
/// sums take the place of the last batch's.
struct Block<T> {
    samples: Range<usize>,
    share: T,
    is_first: bool,
}

impl<T: Scalar> Gradient<T> {
    /// Room for the gradient of `network`.
    pub fn new(network: &Network<T>) -> Self {
        let layers = network.layers();
        let widest = layers.iter().map(|layer| layer.units.max(layer.inputs)).max().unwrap_or(0);
        Self {
            pass: Pass::new(network),
            targets: Rows::new(network.shape().outputs),
            delta: Rows::new(widest),
            delta_before: Rows::new(widest),
            mean: vec![T::default(); network.parameters().len()],
            mean_deltas: vec![T::default(); layers.len()],
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
        let mut loss = T::default();
        if batch.is_empty() {
            self.mean.fill(T::default());
            self.mean_deltas.fill(T::default());
            return loss;
        }
        let share = T::from_f64(1.0 / batch.len() as f64);
        let mut first = batch.start;
        while first < batch.end {
            let end = batch.end.min(first + BLOCK * T::Lanes::COUNT);
            let block = Block { samples: first..end, share, is_first: first == batch.start };
            // Two registers go as three, and with an observer all go as four: code that is not there is not loaded.
            let registers = if O::LOOKS { BLOCK } else { (end - first).div_ceil(T::Lanes::COUNT) };
            loss += match registers {
                1 => self.add_block::<1, O>(network, samples, &block, observer),
                2 | 3 => self.add_block::<3, O>(network, samples, &block, observer),
                _ => self.add_block::<BLOCK, O>(network, samples, &block, observer),
            };
            first = end;
        }
        share * loss
    }

    /// The mean ∂E/∂θ of each parameter θ, in the order of the network's parameters.
    pub fn parameters(&self) -> &[T] {
        &self.mean
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
    pub fn mean_deltas(&self) -> &[T] {
        &self.mean_deltas
    }

    /// Forward, backward, and into the means: one block of at most `B` registers of samples. Gives the sum of their losses.
    #[inline(never)]
    fn add_block<const B: usize, O: Observer<T>>(
        &mut self,
        network: &Network<T>,
        samples: &Samples<T>,
        block: &Block<T>,
        observer: &mut O,
    ) -> T {
        let targets = self.targets.get_mut::<B>();
        samples.load(block.samples.clone(), &mut self.pass, targets);
        network.forward::<B>(&mut self.pass);

        let (outputs, a) = (self.pass.outputs.get::<B>(), self.pass.pre_activations.get::<B>());
        let (mut delta, mut before) = (self.delta.get_mut::<B>(), self.delta_before.get_mut::<B>());
        let (layers, slope) = (network.layers(), network.slope());

        let mu = &outputs[outputs.len() - targets.len()..];
        let mut losses = network.objective().loss(&a[a.len() - targets.len()..], mu, targets);
        network.objective().delta(mu, targets, slope, &mut delta[..targets.len()]);
        // Takes the lanes out that hold no sample of the batch.
        let count = block.samples.len();
        for b in count / T::Lanes::COUNT..B {
            let held = count.saturating_sub(b * T::Lanes::COUNT);
            let take = |row: &mut [T::Lanes; B]| row[b] = row[b].first(held, T::Lanes::default());
            take(&mut losses);
            delta[..targets.len()].iter_mut().for_each(take);
        }

        for ((index, layer), mean_delta) in layers.iter().enumerate().zip(&mut self.mean_deltas).rev() {
            let x = &outputs[layer.input_units()];
            let of_layer = &delta[..layer.units];
            if O::LOOKS {
                let (z, samples) = (&outputs[layer.output_units()], block.samples.clone());
                let a = &a[layer.first_unit - network.shape().inputs..][..layer.units];
                observer.see(&Seen { index, layer: *layer, samples, x, a, z, delta: of_layer });
            }
            let weights = layer.weights();
            let (mean_weights, rest) = self.mean[weights.start..].split_at_mut(weights.len());
            let mean_biases = &mut rest[..layer.units];
            let sizes = gradients(x, of_layer, block.share, block.is_first, mean_weights, mean_biases);
            let size = block.share / T::from_f64(layer.units as f64) * sizes.sum();
            *mean_delta = if block.is_first { size } else { *mean_delta + size };
            if index > 0 {
                let (weights, g) = (&network.parameters()[weights], layers[index - 1].activation);
                back_through(weights, of_layer, g, x, slope, &mut before[..layer.inputs]);
                core::mem::swap(&mut delta, &mut before);
            }
        }
        total(losses).sum()
    }

    /// The mean loss over all samples, to the bit the one that [`Gradient::compute`] gives; 0 without any sample.
    pub fn mean_loss(&mut self, network: &Network<T>, samples: &Samples<T>) -> T {
        let (size, mut sum) = (BLOCK * T::Lanes::COUNT, T::default());
        for first in (0..samples.len()).step_by(size) {
            let count = size.min(samples.len() - first);
            let mut losses = self.losses(network, samples, first..first + count);
            for (b, losses) in losses.iter_mut().enumerate().skip(count / T::Lanes::COUNT) {
                *losses = losses.first(count.saturating_sub(b * T::Lanes::COUNT), T::Lanes::default());
            }
            sum += total(losses).sum();
        }
        T::from_f64(1.0 / samples.len().max(1) as f64) * sum
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
        let targets = self.targets.get_mut::<BLOCK>();
        samples.load(block, &mut self.pass, targets);
        network.forward::<BLOCK>(&mut self.pass);
        let outputs = self.pass.outputs::<BLOCK>();
        let mu = &outputs[outputs.len() - network.shape().outputs..];
        network.objective().loss(self.pass.logits(), mu, targets)
    }

    /// Runs every sample forward; `each` gets its index, its loss, and its outputs, read by number.
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
            let outputs = self.pass.outputs::<BLOCK>();
            let mu = &outputs[outputs.len() - network.shape().outputs..];
            for k in 0..count {
                let (register, lane) = (k / T::Lanes::COUNT, k % T::Lanes::COUNT);
                each(first + k, loss[register].lane(lane), &|output| mu[output][register].lane(lane));
            }
        }
    }
}
