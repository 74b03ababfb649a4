//! What the units of a run do with the training points: now, and at the start for comparison.

use std::rc::Rc;

use super::run::{Run, start};
use super::settings::{Hold, Place, Settings};
use crate::data::point::Point;
use crate::nn::census::{Census, LayerCensus};
use crate::nn::identical::Twins;
use crate::nn::network::Network;
use crate::nn::optimizer::Optimizer;

/// A census of the network as it is, and of one that begins by its settings, both over the same training points.
#[derive(Clone, Debug)]
pub struct Counted {
    now: Census<f32>,
    start: Vec<LayerCensus>,
    /// The layers' units that are equal to the bit, and stay so: none of them is held in part.
    twins: Vec<Twins>,
    /// The revision of the network that was counted, what was held then, and the optimizer; none before the first.
    state: Option<(u64, Hold, Optimizer)>,
    /// The points that the start was counted on.
    points: Option<Rc<Vec<Point>>>,
}

impl Counted {
    /// Nothing counted yet.
    pub(super) fn new(network: &Network<f32>) -> Self {
        Self { now: Census::new(network), start: Vec::new(), twins: Vec::new(), state: None, points: None }
    }

    /// Counts what is not known yet of the network of this revision and these points.
    pub(super) fn update(&mut self, revision: u64, settings: &Settings, run: &Run, points: &Rc<Vec<Point>>) {
        let are_new = !self.points.as_ref().is_some_and(|counted| Rc::ptr_eq(counted, points));
        if are_new {
            self.now.update(&start(settings), run.training_samples());
            self.start = self.now.layers().to_vec();
            self.points = Some(Rc::clone(points));
        }
        let state = (revision, settings.hold.clone(), settings.descent().optimizer);
        if are_new || self.state.as_ref() != Some(&state) {
            self.now.update(run.network(), run.training_samples());
            self.twins = run.twins(settings);
            for Twins { layer, units } in &mut self.twins {
                units.retain(|&unit| !settings.hold.places().iter().any(|&place| is_of(place, *layer, unit)));
            }
            self.twins.retain(|twins| twins.units.len() > 1);
            self.state = Some(state);
        }
    }

    /// The network as it is.
    pub fn now(&self) -> &Census<f32> {
        &self.now
    }

    /// The layers of a network that begins by the settings at hand, the output layer last: what was set by hand before the first step,
    /// and units that came later, are not what the run began with.
    pub fn start(&self) -> &[LayerCensus] {
        &self.start
    }

    /// Units of a layer that compute the same and always will, as long as nothing is changed by hand.
    pub fn twins(&self) -> &[Twins] {
        &self.twins
    }
}

/// Whether a parameter goes into a hidden unit, or out of it.
fn is_of([to, target, input]: Place, layer: usize, unit: usize) -> bool {
    [to, target] == [layer, unit] || [to, input] == [layer + 1, unit + 1]
}
