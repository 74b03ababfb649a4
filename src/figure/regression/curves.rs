//! What a network of one input says over the window: every unit's output, the weighted terms, and the fit, all from one forward
//! pass over places along x.

use crate::data::point::Window;
use crate::lab::snapshot::Snapshot;
use crate::nn::network::Network;
use crate::nn::pass::{BLOCK, Pass};
use crate::nn::scalar::{Lanes, Scalar};
use crate::nn::shape::Shape;

type Register = <f32 as Scalar>::Lanes;

/// Places along x, the outermost ones on the window's border: a multiple of what one pass takes.
pub const PLACES: usize = 256;
/// Places that go through the network together.
const BATCH: usize = BLOCK * Register::COUNT;

/// The curves of one network. Nothing is allocated while its shape stays.
#[derive(Clone, Debug, Default)]
pub struct Curves {
    /// The revision of the network and the part of the line; none before the first.
    key: Option<(u64, Window)>,
    shape: Option<Shape>,
    pass: Option<Pass<f32>>,
    /// x of each place.
    x: Vec<f32>,
    /// `units × PLACES`: the input x and the outputs of all units, layer after layer; the last one is the fit.
    outputs: Vec<f32>,
    /// `terms × PLACES`: w_h o_h(x).
    terms: Vec<f32>,
}

impl Curves {
    /// No curves yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// Becomes the curves of this snapshot, whose network has one input and one output. What is known of it already is not
    /// computed again.
    pub fn update(&mut self, snapshot: &Snapshot<'_>) {
        let network = snapshot.network;
        let key = (snapshot.network_revision, snapshot.window);
        if self.shape.as_ref() != Some(network.shape()) {
            (self.shape, self.pass, self.key) =
                (Some(network.shape().clone()), Some(Pass::new(network)), None);
        }
        if self.key == Some(key) {
            return;
        }
        self.key = Some(key);
        self.place(snapshot.window);
        self.compute(network);
    }

    fn place(&mut self, window: Window) {
        let at = |index: usize| {
            let share = index as f32 / (PLACES - 1) as f32;
            window.low[0] * (1.0 - share) + window.high[0] * share
        };
        self.x.clear();
        self.x.extend((0..PLACES).map(at));
    }

    fn compute(&mut self, network: &Network<f32>) {
        let Self { pass: Some(pass), x, outputs, terms, .. } = self else { return };
        let units = 1 + network.layers().iter().map(|layer| layer.units).sum::<usize>();
        outputs.resize(units * PLACES, 0.0);
        terms.resize(network.output_weights().1.len() * PLACES, 0.0);
        for first in (0..PLACES).step_by(BATCH) {
            let block = core::array::from_fn(|b| {
                Register::from_fn(|lane| {
                    x.get(first + b * Register::COUNT + lane).copied().unwrap_or_default()
                })
            });
            if let Some(input) = pass.inputs_mut::<BLOCK>().first_mut() {
                *input = block;
            }
            network.forward::<BLOCK>(pass);
            let mut rows = outputs.chunks_exact_mut(PLACES);
            pass.outputs::<BLOCK>().iter().zip(&mut rows).for_each(|(row, to)| store(*row, first, to));
            let mut rows = terms.chunks_exact_mut(PLACES);
            network.terms::<BLOCK>(pass).zip(&mut rows).for_each(|(row, to)| store(row, first, to));
        }
    }

    /// x of each place, from left to right.
    pub fn x(&self) -> &[f32] {
        &self.x
    }

    /// The output of each unit, the input first and the fit last, at each place.
    pub fn units(&self) -> impl ExactSizeIterator<Item = &[f32]> {
        self.outputs.chunks_exact(PLACES)
    }

    /// Each term w_h o_h at each place, in the order of the units of the last hidden layer, or the one term w₁ x where there is
    /// none.
    pub fn terms(&self) -> impl ExactSizeIterator<Item = &[f32]> {
        self.terms.chunks_exact(PLACES)
    }

    /// The fit ŷ at each place.
    pub fn fit(&self) -> &[f32] {
        self.units().last().unwrap_or(&[])
    }
}

/// Writes a block behind the places before it.
fn store(row: [Register; BLOCK], first: usize, to: &mut [f32]) {
    for (to, register) in to[first..].as_chunks_mut().0.iter_mut().zip(row) {
        *to = register.to_array();
    }
}
