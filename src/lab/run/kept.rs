//! What is known of each state, and what of it the history keeps: losses, gradients, and the way of two parameters.

use super::Run;
use crate::lab::evaluation::{Evaluation, Score};
use crate::lab::history::{Entry, LayerGradient, Pair};
use crate::lab::settings::{Ground, Place};

impl Run {
    /// How the network does on the points; computed once for each state, and kept where the history wants it.
    pub fn evaluation(&mut self) -> &Evaluation {
        if !self.is_evaluated {
            self.evaluation.update(&mut self.trainer, &self.samples, &self.points);
            self.is_evaluated = true;
            let finite = |score: Option<Score>| score.map(|score| score.loss).filter(|loss| loss.is_finite());
            let (train, test) = (finite(self.evaluation.train), finite(self.evaluation.test));
            if let Some(train) = train {
                let gradient = self.has_gradient.then(|| self.trainer.gradient());
                let layers = gradient.into_iter().flat_map(|gradient| {
                    let network = self.trainer.network();
                    let both = gradient.norms(network).zip(gradient.mean_deltas(network));
                    both.map(|(norm, delta)| LayerGradient { norm, delta })
                });
                let pair = self.pair();
                self.history.keep(Entry { step: self.step, train, test }, pair, layers);
            }
        }
        &self.evaluation
    }

    /// The same, if it has been computed for this state.
    pub fn known_evaluation(&self) -> Option<&Evaluation> {
        self.is_evaluated.then_some(&self.evaluation)
    }

    /// Where the two parameters are whose way is kept.
    pub(super) fn pair(&self) -> Pair {
        let value = |place| self.network().parameter(place).unwrap_or_default();
        Pair { of: self.watched, at: self.watched.map(value) }
    }

    /// Keeps the way of these two parameters from now on; `known` are the network's parameters after a step, where they are
    /// remembered.
    pub fn watch<'a>(&mut self, ground: Ground, known: impl Fn(u64) -> Option<&'a [f32]>) {
        self.watched = ground.places(self.network());
        let network = self.trainer.network();
        let count = network.parameters().len();
        self.history.watch(self.watched, |step| {
            let parameters = known(step).filter(|parameters| parameters.len() == count)?;
            let value =
                |[layer, unit, input]: Place| parameters.get(network.index(layer, unit, input)?).copied();
            Some([value(self.watched[0])?, value(self.watched[1])?])
        });
    }
}
