//! What a walk goes through, and in which order.

use crate::nn::network::Network;
use crate::nn::scalar::Scalar;

/// One number of the walk, or the few that belong together. Layers and units count from 0, the output layer being the last; input
/// 0 is the bias, as in the lecture's x = (1, x₁, x₂).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stage {
    /// The inputs x and targets y.
    Input,
    /// a = b + Σ w x of a unit.
    PreActivation {
        /// The layer.
        layer: usize,
        /// The unit.
        unit: usize,
    },
    /// z = g(a) of a unit; of the output layer μ.
    Activation {
        /// The layer.
        layer: usize,
        /// The unit.
        unit: usize,
    },
    /// The loss E.
    Loss,
    /// δ = ∂E/∂a of a unit.
    Delta {
        /// The layer.
        layer: usize,
        /// The unit.
        unit: usize,
    },
    /// ∂E/∂w = δ x of a weight.
    Gradient {
        /// The layer.
        layer: usize,
        /// The unit.
        unit: usize,
        /// The input.
        input: usize,
    },
    /// w ← w − η ∂E/∂w, or what the optimizer makes of it; w ← w where it is held.
    Update {
        /// The layer.
        layer: usize,
        /// The unit.
        unit: usize,
        /// The input.
        input: usize,
    },
    /// The step is complete: the loss of the same sample before and after it.
    End,
}

/// A part of the walk.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Phase {
    /// From the inputs to the outputs.
    Forward,
    /// The loss.
    Loss,
    /// The deltas, from the output layer back.
    Backward,
    /// The gradients.
    Gradients,
    /// The updates.
    Updates,
    /// The step is complete.
    End,
}

impl Phase {
    /// Every part, in order.
    pub const ALL: [Self; 6] =
        [Self::Forward, Self::Loss, Self::Backward, Self::Gradients, Self::Updates, Self::End];
}

impl Stage {
    /// The part of the walk that it belongs to.
    pub fn phase(self) -> Phase {
        match self {
            Self::Input | Self::PreActivation { .. } | Self::Activation { .. } => Phase::Forward,
            Self::Loss => Phase::Loss,
            Self::Delta { .. } => Phase::Backward,
            Self::Gradient { .. } => Phase::Gradients,
            Self::Update { .. } => Phase::Updates,
            Self::End => Phase::End,
        }
    }

    /// The layer, unit and input of the weight that it is about; none where it is about none.
    pub fn weight(self) -> Option<[usize; 3]> {
        match self {
            Self::Gradient { layer, unit, input } | Self::Update { layer, unit, input } => {
                Some([layer, unit, input])
            }
            _ => None,
        }
    }
}

/// The stages of a walk through this network: forward layer by layer, the deltas back, then a gradient and an update for each
/// weight, from the output layer back to the first.
pub(super) fn stages<T: Scalar>(network: &Network<T>) -> Vec<Stage> {
    let layers = || network.layers().iter().enumerate();
    let mut stages = vec![Stage::Input];
    for (layer, of) in layers() {
        stages.extend((0..of.units).map(|unit| Stage::PreActivation { layer, unit }));
        stages.extend((0..of.units).map(|unit| Stage::Activation { layer, unit }));
    }
    stages.push(Stage::Loss);
    for (layer, of) in layers().rev() {
        stages.extend((0..of.units).map(|unit| Stage::Delta { layer, unit }));
    }
    for is_update in [false, true] {
        for (layer, of) in layers().rev() {
            for (unit, input) in
                (0..of.units).flat_map(|unit| (0..=of.inputs).map(move |input| (unit, input)))
            {
                stages.push(if is_update {
                    Stage::Update { layer, unit, input }
                } else {
                    Stage::Gradient { layer, unit, input }
                });
            }
        }
    }
    stages.push(Stage::End);
    stages
}
