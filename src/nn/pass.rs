//! The room that a forward pass works in: the output of every unit, for one block of samples.

use super::network::Network;
use super::scalar::{Lanes, Scalar};

/// The greatest number of registers in a block: with more of them a sum no longer stays in registers.
pub const BLOCK: usize = 4;

/// The outputs of every unit, inputs first, for one block of samples: `units × block`, one register after another.
///
/// A block is `B` ≤ [`BLOCK`] registers of `T::Lanes::COUNT` samples.
#[derive(Clone, Debug)]
pub struct Pass<T: Scalar> {
    pub(super) outputs: Rows<T::Lanes>,
    /// The output layer's pre-activations, which the loss is computed from.
    pub(super) logits: Rows<T::Lanes>,
}

impl<T: Scalar> Pass<T> {
    /// Room for one block through `network`.
    pub fn new(network: &Network<T>) -> Self {
        let units = network.shape().inputs + network.layers().iter().map(|layer| layer.units).sum::<usize>();
        Self { outputs: Rows::new(units), logits: Rows::new(network.shape().outputs) }
    }

    /// The outputs of every unit, the inputs counted first, then layer by layer.
    pub fn outputs<const B: usize>(&self) -> &[[T::Lanes; B]] {
        self.outputs.get()
    }

    /// The same, to write the inputs: the first rows.
    pub fn inputs_mut<const B: usize>(&mut self) -> &mut [[T::Lanes; B]] {
        self.outputs.get_mut()
    }

    /// The output layer's pre-activations.
    pub fn logits<const B: usize>(&self) -> &[[T::Lanes; B]] {
        self.logits.get()
    }
}

/// Room for some rows of up to [`BLOCK`] registers each, used for blocks of any size: rows of `B` registers lie close
/// together.
#[derive(Clone, Debug)]
pub(super) struct Rows<L> {
    registers: Vec<L>,
    count: usize,
}

impl<L: Lanes> Rows<L> {
    pub(super) fn new(count: usize) -> Self {
        Self { registers: vec![L::default(); count * BLOCK], count }
    }

    #[inline]
    pub(super) fn get<const B: usize>(&self) -> &[[L; B]] {
        &self.registers.as_chunks().0[..self.count]
    }

    #[inline]
    pub(super) fn get_mut<const B: usize>(&mut self) -> &mut [[L; B]] {
        &mut self.registers.as_chunks_mut().0[..self.count]
    }
}
