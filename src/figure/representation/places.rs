//! Many places run through a network, a block of them at a time.

use crate::nn::network::Network;
use crate::nn::pass::{BLOCK, Pass};
use crate::nn::scalar::{Lanes, Scalar};
use crate::nn::shape::{Layer, Shape};

type Register = <f32 as Scalar>::Lanes;

/// Samples in a block.
const WIDE: usize = BLOCK * Register::COUNT;

/// What a hidden layer and the output put out for some places, in room that is used again.
#[derive(Clone, Debug, Default)]
pub(super) struct Places {
    pass: Option<(Shape, Pass<f32>)>,
    inputs: Vec<[f32; 2]>,
    units: usize,
    /// `places × units`: the layer's outputs z.
    outputs: Vec<f32>,
    /// `outputs × places`: the output units' pre-activations a.
    logits: Vec<f32>,
}

impl Places {
    /// Runs places forward. Without a layer only the output units' pre-activations are kept.
    pub(super) fn run(
        &mut self,
        network: &Network<f32>,
        layer: Option<usize>,
        inputs: impl IntoIterator<Item = [f32; 2]>,
    ) {
        self.inputs.clear();
        self.inputs.extend(inputs);
        self.forward(network, layer);
    }

    /// Apart from what collects the inputs, so that there is one of it.
    #[inline(never)]
    fn forward(&mut self, network: &Network<f32>, layer: Option<usize>) {
        let range = layer.and_then(|layer| network.layers().get(layer)).map(Layer::output_units);
        self.units = range.as_ref().map_or(0, ExactSizeIterator::len);
        let (count, classes) = (self.inputs.len(), network.shape().outputs);
        self.outputs.clear();
        self.logits.clear();
        self.logits.resize(count * classes, 0.0);
        if !self.pass.as_ref().is_some_and(|(shape, _)| shape == network.shape()) {
            self.pass = None;
        }
        let (_, pass) = self.pass.get_or_insert_with(|| (network.shape().clone(), Pass::new(network)));
        for (block, inputs) in self.inputs.chunks(WIDE).enumerate() {
            // The last block is filled up with its last place.
            let x = |index: usize, axis: usize| inputs[index.min(inputs.len() - 1)][axis];
            for (axis, row) in pass.inputs_mut::<BLOCK>().iter_mut().take(2).enumerate() {
                *row =
                    core::array::from_fn(|k| Register::from_fn(|lane| x(k * Register::COUNT + lane, axis)));
            }
            network.forward::<BLOCK>(pass);
            let number =
                |row: &[Register; BLOCK], k: usize| row[k / Register::COUNT].lane(k % Register::COUNT);
            for k in 0..inputs.len() {
                let units = range.clone().and_then(|range| pass.outputs::<BLOCK>().get(range));
                self.outputs.extend(units.unwrap_or_default().iter().map(|row| number(row, k)));
                for (class, row) in pass.logits::<BLOCK>().iter().enumerate().take(classes) {
                    self.logits[class * count + block * WIDE + k] = number(row, k);
                }
            }
        }
    }

    /// The number of the layer's units.
    pub(super) fn units(&self) -> usize {
        self.units
    }

    /// The layer's outputs at the place of this number.
    pub(super) fn at(&self, index: usize) -> &[f32] {
        &self.outputs[index * self.units..][..self.units]
    }

    /// The number of places.
    pub(super) fn count(&self) -> usize {
        self.inputs.len()
    }

    /// The output units' pre-activations, one plane of all places after another.
    pub(super) fn logits(&self) -> &[f32] {
        &self.logits
    }
}
