//! The plane that is shown of a layer's outputs.

use super::places::Places;
use crate::figure::clip::Side;
use crate::lab::settings::{Axes, Settings};
use crate::nn::components::Components;
use crate::nn::network::Network;

/// What the two axes of the plane are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shown {
    /// The layer's one unit, across; there is nothing to go up.
    Single,
    /// Two units, from 0. Where the layer has no others, this is its whole space.
    Units([usize; 2]),
    /// The two principal components of the training points' outputs.
    Components,
}

impl Shown {
    /// What the settings ask for of a layer with this many units. A pair that it does not have is its first two.
    pub fn of(settings: &Settings, units: usize) -> Self {
        let pair = settings.pair.map(|unit| unit - 1);
        match units {
            0 | 1 => Self::Single,
            3.. if settings.axes == Axes::Components => Self::Components,
            _ if pair.iter().all(|&unit| unit < units) => Self::Units(pair),
            _ => Self::Units([0, 1]),
        }
    }
}

/// The plane z = base + s·axes₀ + t·axes₁ in the space of a layer's outputs; (s, t) are the coordinates in it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Section {
    base: Vec<f32>,
    axes: [Vec<f32>; 2],
}

impl Section {
    /// The plane of two units, all others at their mean; or that of the components, through the mean.
    pub(super) fn new(shown: Shown, components: &Components) -> Self {
        let units = components.mean.len();
        let axis = |unit: usize| (0..units).map(|k| if k == unit { 1.0 } else { 0.0 }).collect();
        let numbers = |vector: &[f64]| vector.iter().map(|&x| x as f32).collect::<Vec<f32>>();
        let mut base = numbers(&components.mean);
        match shown {
            Shown::Components => Self { base, axes: [0, 1].map(|k| numbers(&components.axes[k])) },
            Shown::Single => Self { base: vec![0.0; units], axes: [axis(0), vec![0.0; units]] },
            Shown::Units(pair) => {
                for unit in pair {
                    base[unit] = 0.0;
                }
                Self { base, axes: pair.map(axis) }
            }
        }
    }

    /// Whether the plane is all there is: no layer of more than two units.
    pub fn is_whole(&self) -> bool {
        self.base.len() <= 2
    }

    /// The coordinates of what is nearest in the plane to the outputs `z`.
    pub fn place(&self, z: &[f32]) -> [f32; 2] {
        [0, 1].map(|k| {
            let terms = self.axes[k].iter().zip(&self.base).zip(z);
            terms.map(|((axis, base), z)| axis * (z - base)).sum()
        })
    }

    /// Writes the coordinates of each place's outputs.
    pub(super) fn place_all(&self, places: &Places, out: &mut Vec<[f32; 2]>) {
        out.clear();
        out.extend((0..places.count()).map(|index| self.place(places.at(index))));
    }

    /// The pre-activations wᵀz of the units of layer `layer`, which this layer feeds, over the plane: c + a·s + b·t as [c, a, b].
    pub(super) fn scores(&self, network: &Network<f32>, layer: usize) -> impl Iterator<Item = Side> {
        let of = network.layers().get(layer).copied().filter(|of| of.inputs == self.base.len());
        let parameters = network.parameters();
        of.into_iter().flat_map(move |of| {
            (0..of.units).map(move |unit| {
                let weights = &parameters[of.weights()][unit * of.inputs..][..of.inputs];
                let along = |vector: &[f32]| weights.iter().zip(vector).map(|(w, z)| w * z).sum::<f32>();
                let bias = parameters[of.biases().start + unit];
                [bias + along(&self.base), along(&self.axes[0]), along(&self.axes[1])]
            })
        })
    }
}
