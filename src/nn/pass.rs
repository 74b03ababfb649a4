//! The room that a forward pass works in: the output of every unit, for one block of samples.

use super::network::Network;
use super::scalar::{Lanes, Scalar};
use super::shape::Shape;

/// The greatest number of registers in a block: with more of them a sum no longer stays in registers.
pub const BLOCK: usize = 4;

/// The pre-activations and outputs of every unit for one block of samples: `units × block`, one register after another; inputs
/// come first among the outputs.
///
/// A block is `B` ≤ [`BLOCK`] registers of `T::Lanes::COUNT` samples.
#[derive(Clone, Debug)]
pub struct Pass<T: Scalar> {
    outputs: Rows<T::Lanes>,
    /// The pre-activations of every unit but the inputs.
    pre_activations: Rows<T::Lanes>,
    /// How many of them are the output layer's.
    classes: usize,
    tanh: <T::Lanes as Lanes>::Tanh,
}

/// Rows to write.
type RowsMut<'a, T, const B: usize> = &'a mut [[<T as Scalar>::Lanes; B]];

impl<T: Scalar> Pass<T> {
    /// Room for one block through `network`.
    pub fn new(network: &Network<T>) -> Self {
        let units = network.layers().iter().map(|layer| layer.units).sum();
        let Shape { inputs, outputs, .. } = *network.shape();
        Self {
            outputs: Rows::new(inputs + units),
            pre_activations: Rows::new(units),
            classes: outputs,
            tanh: T::Lanes::TANH,
        }
    }

    /// The outputs of every unit, the inputs counted first, then layer by layer.
    pub fn outputs<const B: usize>(&self) -> &[[T::Lanes; B]] {
        self.outputs.get()
    }

    /// The same, to write the inputs: the first rows.
    pub fn inputs_mut<const B: usize>(&mut self) -> &mut [[T::Lanes; B]] {
        self.outputs.get_mut()
    }

    /// Both to write: the outputs of every unit, and the pre-activations of all but the inputs; with the constants of tanh.
    #[inline]
    pub(super) fn rows_mut<const B: usize>(
        &mut self,
    ) -> (RowsMut<'_, T, B>, RowsMut<'_, T, B>, &<T::Lanes as Lanes>::Tanh) {
        (self.outputs.get_mut(), self.pre_activations.get_mut(), &self.tanh)
    }

    /// The output layer's pre-activations.
    pub fn logits<const B: usize>(&self) -> &[[T::Lanes; B]] {
        let all = self.pre_activations.get();
        &all[all.len() - self.classes..]
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

    /// All registers, row after row.
    pub(super) fn registers(&self) -> &[L] {
        &self.registers
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
