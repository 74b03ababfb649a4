//! Backpropagation (Rumelhart, Hinton and Williams, 1986): the mean gradient of the loss over a batch.

use core::ops::Range;

use super::network::Network;
use super::pass::{BLOCK, Pass, Rows};
use super::product::{add_products, affine, back};
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
/// A batch goes through the network in blocks of up to four registers, each lane one sample. Each parameter's sum is
/// kept lane by lane until the batch is through, and only then added up.
#[derive(Clone, Debug)]
pub struct Gradient<T: Scalar> {
    pass: Pass<T>,
    /// `outputs × block`.
    targets: Rows<T::Lanes>,
    /// ∂E/∂a of the layer at hand and of the one before it, `units × block`.
    delta: Rows<T::Lanes>,
    delta_before: Rows<T::Lanes>,
    /// Σ ∂E/∂θ for each parameter θ, lane by lane.
    sums: Vec<T::Lanes>,
    /// Σ |delta| for each layer, lane by lane.
    delta_sums: Vec<T::Lanes>,
    loss_sum: T::Lanes,
    /// Whether the block at hand is the batch's first, whose sums take the place of the last batch's.
    is_first: bool,
    mean: Vec<T>,
    mean_deltas: Vec<T>,
}

impl<T: Scalar> Gradient<T> {
    /// Room for the gradient of `network`.
    pub fn new(network: &Network<T>) -> Self {
        let zeros = |count| vec![T::Lanes::default(); count];
        let layers = network.layers();
        let widest = layers.iter().map(|layer| layer.units.max(layer.inputs)).max().unwrap_or(0);
        Self {
            pass: Pass::new(network),
            targets: Rows::new(network.shape().outputs),
            delta: Rows::new(widest),
            delta_before: Rows::new(widest),
            sums: zeros(network.parameters().len()),
            delta_sums: zeros(layers.len()),
            loss_sum: T::Lanes::default(),
            is_first: true,
            mean: vec![T::default(); network.parameters().len()],
            mean_deltas: vec![T::default(); layers.len()],
        }
    }

    /// Computes the mean gradient over the samples of a batch, a range that must lie below `samples.len()`; gives the mean loss.
    /// Without any sample both are zero.
    pub fn compute(&mut self, network: &Network<T>, samples: &Samples<T>, batch: Range<usize>) -> T {
        self.compute_seen(network, samples, batch, &mut ())
    }

    /// The same, to the bit, with `observer` looking on.
    pub fn compute_seen<O: Observer<T>>(
        &mut self,
        network: &Network<T>,
        samples: &Samples<T>,
        batch: Range<usize>,
        observer: &mut O,
    ) -> T {
        if batch.is_empty() {
            self.mean.fill(T::default());
            self.mean_deltas.fill(T::default());
            return T::default();
        }
        self.delta_sums.fill(T::Lanes::default());
        self.loss_sum = T::Lanes::default();
        let size = BLOCK * T::Lanes::COUNT;
        for first in batch.clone().step_by(size) {
            self.is_first = first == batch.start;
            let block = first..batch.end.min(first + size);
            match block.len().div_ceil(T::Lanes::COUNT) {
                1 => self.add_block::<1, O>(network, samples, block, observer),
                2 => self.add_block::<2, O>(network, samples, block, observer),
                3 => self.add_block::<3, O>(network, samples, block, observer),
                _ => self.add_block::<BLOCK, O>(network, samples, block, observer),
            }
        }
        let share = T::from_f64(1.0 / batch.len() as f64);
        T::Lanes::sum_each(&self.sums, share, &mut self.mean);
        T::Lanes::sum_each(&self.delta_sums, share, &mut self.mean_deltas);
        for (mean, layer) in self.mean_deltas.iter_mut().zip(network.layers()) {
            *mean = *mean / T::from_f64(layer.units as f64);
        }
        share * self.loss_sum.sum()
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

    /// Forward, backward, and into the sums: one block of at most `B` registers of samples.
    #[inline]
    fn add_block<const B: usize, O: Observer<T>>(
        &mut self,
        network: &Network<T>,
        samples: &Samples<T>,
        block: Range<usize>,
        observer: &mut O,
    ) {
        let targets = self.targets.get_mut::<B>();
        let held = samples.load(block.clone(), &mut self.pass, targets);
        network.forward::<B>(&mut self.pass);

        let (outputs, logits) = (self.pass.outputs::<B>(), self.pass.logits::<B>());
        let slope = network.slope();
        let objective = network.objective();
        let parameters = network.parameters();
        for (index, layer) in network.layers().iter().enumerate().rev() {
            let z = &outputs[layer.output_units()];
            let delta = &mut self.delta.get_mut::<B>()[..layer.units];
            if index + 1 == network.layers().len() {
                let mut loss = objective.loss(logits, z, targets);
                objective.delta(z, targets, slope, delta);
                // Takes the lanes out that hold no sample of the batch.
                loss[B - 1] = loss[B - 1] * held;
                delta.iter_mut().for_each(|delta| delta[B - 1] = delta[B - 1] * held);
                loss.into_iter().for_each(|loss| self.loss_sum += loss);
            } else {
                // What came back through the next layer's weights is ∂E/∂z.
                layer.activation.chain(delta.as_flattened_mut(), z.as_flattened(), slope);
            }
            self.delta_sums[index] += sum_of_sizes(delta);

            let x = &outputs[layer.input_units()];
            if O::LOOKS {
                // The pass keeps no pre-activations; there is room for them where the deltas of the layer before go next.
                let a = &mut self.delta_before.get_mut::<B>()[..layer.units];
                affine(&parameters[layer.weights()], &parameters[layer.biases()], x, a);
                observer.see(&Seen { index, layer: *layer, samples: block.clone(), x, a, z, delta });
            }
            let (weights, rest) = self.sums[layer.weights().start..].split_at_mut(layer.weights().len());
            add_products(x, delta, self.is_first, weights, &mut rest[..layer.units]);
            if index > 0 {
                let before = &mut self.delta_before.get_mut::<B>()[..layer.inputs];
                back(&parameters[layer.weights()], delta, before);
                core::mem::swap(&mut self.delta, &mut self.delta_before);
            }
        }
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
            let targets = self.targets.get_mut::<BLOCK>();
            samples.load(first..first + count, &mut self.pass, targets);
            network.forward::<BLOCK>(&mut self.pass);
            let outputs = self.pass.outputs::<BLOCK>();
            let mu = &outputs[outputs.len() - network.shape().outputs..];
            let loss = network.objective().loss(self.pass.logits(), mu, targets);
            for k in 0..count {
                let (register, lane) = (k / T::Lanes::COUNT, k % T::Lanes::COUNT);
                each(first + k, loss[register].lane(lane), &|output| mu[output][register].lane(lane));
            }
        }
    }
}

/// Σ |delta| over the units and registers of a block, in each lane. One sum a register, so that no addition waits for another.
#[inline]
fn sum_of_sizes<L: Lanes, const B: usize>(delta: &[[L; B]]) -> L {
    let mut sums = [L::default(); B];
    for delta in delta {
        for b in 0..B {
            sums[b] += delta[b].abs();
        }
    }
    sums[1..].iter().fold(sums[0], |total, &sum| total + sum)
}
