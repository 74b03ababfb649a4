//! What a step would do, found without taking it.

use super::Run;
use crate::lab::settings::{Place, Settings};
use crate::nn::gradient::Gradient;
use crate::nn::identical::{Twins, identical};
use crate::nn::optimizer::Moments;
use crate::nn::walk::Walk;

/// Where two parameters go from where they are.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Slopes {
    /// ∂E/∂w of each, E being the mean loss of all training points.
    pub all: [f32; 2],
    /// The same of the next step's batch, where that is not all of them.
    pub batch: Option<[f32; 2]>,
    /// By how much the next step changes them; none where it cannot be taken.
    pub step: Option<[f32; 2]>,
}

/// How the samples of the next step's batch add up to the change of one parameter.
#[derive(Clone, Debug, PartialEq)]
pub struct Summed {
    /// The samples, by the indices of their points, in their order.
    pub points: Vec<u32>,
    /// ∂E/∂w of each alone.
    pub terms: Vec<f32>,
    /// ∂E/∂w of their mean loss, as that step computes it: the mean of the terms, but for rounding.
    pub mean: f32,
    /// By how much the step changes w.
    pub step: f32,
}

impl Run {
    /// Where two parameters, by their indices, go from here; none where there is nothing to train on, no such parameter, or a slope
    /// that no number can hold.
    pub fn slopes(&self, settings: &Settings, indices: [usize; 2]) -> Option<Slopes> {
        let network = self.network();
        let pick = |numbers: &[f32]| -> Option<[f32; 2]> {
            let picked = [*numbers.get(indices[0])?, *numbers.get(indices[1])?];
            picked.iter().all(|x| x.is_finite()).then_some(picked)
        };
        let all = 0..self.order.len();
        let mut gradient = Gradient::new(network);
        let loss = gradient.compute(network, &self.shuffled, all.clone());
        let slopes = pick(gradient.parameters()).filter(|_| loss.is_finite() && !all.is_empty())?;
        let (batch, held) = (self.next_batch(settings), self.indices(settings).collect::<Vec<_>>());
        let mut trainer = self.trainer.clone();
        let step = trainer.step_holding(&self.shuffled, batch.clone(), &settings.descent(), &held);
        let step = step.ok().and_then(|_| {
            let (before, after) = (pick(network.parameters())?, pick(trainer.network().parameters())?);
            Some([after[0] - before[0], after[1] - before[1]])
        });
        let of_batch = step.filter(|_| batch != all).and_then(|_| pick(trainer.gradient().parameters()));
        Some(Slopes { all: slopes, batch: of_batch, step })
    }

    /// How the samples of the next step's batch add up to the change of the parameter at a place; none where the step cannot be
    /// taken, or there is no such parameter.
    pub fn summed(&self, settings: &Settings, [layer, unit, input]: Place) -> Option<Summed> {
        let network = self.network();
        let index = network.index(layer, unit, input)?;
        let (batch, held) = (self.next_batch(settings), self.indices(settings).collect::<Vec<_>>());
        let mut gradient = Gradient::new(network);
        let mut alone = |sample: usize| {
            gradient.compute(network, &self.shuffled, sample..sample + 1);
            gradient.parameters().get(index).copied().filter(|slope| slope.is_finite())
        };
        let terms = batch.clone().map(&mut alone).collect::<Option<Vec<_>>>()?;
        let mut trainer = self.trainer.clone();
        trainer.step_holding(&self.shuffled, batch.clone(), &settings.descent(), &held).ok()?;
        let [before, after] = [network, trainer.network()].map(|network| network.parameters()[index]);
        Some(Summed {
            points: self.order.get(batch)?.to_vec(),
            terms,
            mean: *trainer.gradient().parameters().get(index)?,
            step: after - before,
        })
    }

    /// The units that compute the same and learn the same from here on, but for what is held.
    pub fn twins(&self, settings: &Settings) -> Vec<Twins> {
        let network = self.network();
        if settings.descent().optimizer == self.trainer.optimizer() {
            identical(network, self.trainer.moments())
        } else {
            // The next step forgets them.
            identical(network, &Moments::new(network.parameters().len()))
        }
    }

    /// The numbers of a step on one point alone; none where it cannot be taken.
    pub fn walk(&self, index: usize, settings: &Settings) -> Option<Walk<f32>> {
        let held: Vec<usize> = self.indices(settings).collect();
        Walk::record(&self.trainer, &self.only(index)?, &settings.descent(), &held).ok()
    }
}
