//! The numbers of each stage's formula.

use super::{Stage, Walk};
use crate::nn::objective::Objective;
use crate::nn::optimizer::Descent;
use crate::nn::scalar::Scalar;

/// The numbers of a stage's formula.
#[derive(Clone, Debug, PartialEq)]
pub struct Formula<T> {
    /// What comes out; none at the two ends of the walk.
    pub value: Option<T>,
    /// The pairs that are multiplied, or otherwise belong together: w and x of a sum (the bias first, with 1), μ and y, w and δ, δ
    /// and x.
    pub pairs: Vec<[T; 2]>,
    /// The other numbers, in an order that [`Walk::formula`] tells.
    pub numbers: Vec<T>,
}

impl<T: Scalar> Walk<T> {
    /// The numbers of a stage; empty for a unit or weight that there is not.
    ///
    /// | stage | value | pairs | numbers |
    /// |---|---|---|---|
    /// | input | | | x, then y |
    /// | pre-activation | a | b and 1, then w and x of each input | |
    /// | activation | z | | a; for softmax the a of all outputs, the unit's own first |
    /// | loss | E | μ and y of each output | the a of each output |
    /// | delta of an output | δ | μ and y | g′(a), for the squared error |
    /// | delta of a hidden unit | δ | w and δ of each unit of the layer after | g′(a), z |
    /// | gradient | ∂E/∂w | δ and x, 1 for the bias | |
    /// | update | w after | | w before, ∂E/∂w, η, momentum, λ₁, λ₂ (0 for a bias), first moment before and after, second moment before and after, steps |
    /// | end | | | E before and after |
    pub fn formula(&self, stage: Stage) -> Formula<T> {
        self.known_formula(stage).unwrap_or(Formula { value: None, pairs: Vec::new(), numbers: Vec::new() })
    }

    fn known_formula(&self, stage: Stage) -> Option<Formula<T>> {
        let one = T::from_f64(1.0);
        let (value, pairs, numbers) = match stage {
            Stage::Input => (None, Vec::new(), self.x.iter().chain(&self.y).copied().collect()),
            Stage::PreActivation { layer, unit } => {
                let x = core::iter::once(&one).chain(self.inputs(layer));
                let pairs =
                    x.enumerate().filter_map(|(input, &x)| Some([self.weight(layer, unit, input)?, x]));
                (Some(self.unit(layer, unit)?[0]), pairs.collect(), Vec::new())
            }
            Stage::Activation { layer, unit } => {
                let [a, z, _] = self.unit(layer, unit)?;
                let mut numbers = vec![a];
                if self.is_last(layer) && self.network.objective() == Objective::SoftmaxCrossEntropy {
                    let others = self.notes[layer].a.iter().enumerate().filter(|&(other, _)| other != unit);
                    numbers.extend(others.map(|(_, &a)| a));
                }
                (Some(z), Vec::new(), numbers)
            }
            Stage::Loss => {
                let last = self.notes.last()?;
                let pairs = last.z.iter().zip(&self.y).map(|(&mu, &y)| [mu, y]).collect();
                (Some(self.losses[0]), pairs, last.a.clone())
            }
            Stage::Delta { layer, unit } => {
                let [_, z, delta] = self.unit(layer, unit)?;
                let numbers = self.slope(layer, z).map_or_else(Vec::new, |slope| vec![slope, z]);
                let pairs = if self.is_last(layer) {
                    vec![[z, *self.y.get(unit)?]]
                } else {
                    let deltas = self.notes.get(layer + 1)?.delta.iter().enumerate();
                    deltas
                        .filter_map(|(to, &delta)| Some([self.weight(layer + 1, to, unit + 1)?, delta]))
                        .collect()
                };
                (Some(delta), pairs, numbers)
            }
            Stage::Gradient { layer, unit, input } => {
                let index = self.network.index(layer, unit, input)?;
                let x = if input == 0 { one } else { *self.inputs(layer).get(input - 1)? };
                (Some(*self.gradient.get(index)?), vec![[self.unit(layer, unit)?[2], x]], Vec::new())
            }
            Stage::Update { layer, unit, input } => {
                let index = self.network.index(layer, unit, input)?;
                let [before, after] = &self.moments;
                let Descent { rate, momentum, l1, l2, .. } = self.descent;
                let penalty = |penalty: f32| T::from_f64(if input == 0 { 0.0 } else { penalty.into() });
                let numbers = vec![
                    self.weight(layer, unit, input)?,
                    *self.gradient.get(index)?,
                    T::from_f64(rate.into()),
                    T::from_f64(momentum.into()),
                    penalty(l1),
                    penalty(l2),
                    *before.first.get(index)?,
                    *after.first.get(index)?,
                    *before.second.get(index)?,
                    *after.second.get(index)?,
                    T::from_f64(after.steps.into()),
                ];
                (Some(*self.after.get(index)?), Vec::new(), numbers)
            }
            Stage::End => (None, Vec::new(), self.losses.to_vec()),
        };
        Some(Formula { value, pairs, numbers })
    }
}
