//! What a figure may see: the state of a lab at one moment, borrowed.

use super::Lab;
use super::counted::Counted;
use super::history::History;
use super::run::Turn;
use super::runs::Rival;
use super::settings::{Place, Settings};
use super::softmax::Softmax;
use super::study::Study;
use super::surface::Surfaced;
use super::walk::Walked;
use crate::data::point::{Point, Window};
use crate::data::separable::Verdict;
use crate::nn::network::Network;

/// The lab as it stands between two steps.
#[derive(Clone, Copy, Debug)]
pub struct Snapshot<'a> {
    /// All settings.
    pub settings: &'a Settings,
    /// All points, training and test.
    pub points: &'a [Point],
    /// The class that the network gives each point, in the same order.
    pub predicted: &'a [u8],
    /// The part of the plane that is shown.
    pub window: Window,
    /// The network.
    pub network: &'a Network<f32>,
    /// A number that changes whenever the network's parameters or shape do: pictures of the network are kept by it.
    pub network_revision: u64,
    /// The number of steps taken.
    pub step: u64,
    /// The losses so far.
    pub history: &'a History,
    /// What the units did with the training points when they were last counted, if they were.
    pub counted: Option<&'a Counted>,
    /// The measurements apart from the network.
    pub study: &'a Study,
    /// Whether a line separates the training points, and which one does it best.
    pub verdict: &'a Verdict,
    /// The point that a perceptron's last step was about, where steps are slow enough to be seen.
    pub turn: Option<Turn>,
    /// Where the plane is being read out.
    pub probe: Option<[f32; 2]>,
    /// Whether the probe was placed by keyboard, and needs a crosshair to be seen.
    pub crosshair: bool,
    /// The point that the pointer holds.
    pub held: Option<usize>,
    /// The parameters that are held because a hand is on them, not by a lock.
    pub grip: &'a [Place],
    /// The point at the probe, where figures that are seen show the points in several places.
    pub lit: Option<usize>,
    /// The training step that is looked at number by number.
    pub walked: Option<Walked<'a>>,
    /// The softmax where it is read out, while it is looked at.
    pub softmax: Option<&'a Softmax>,
    /// The loss over two parameters, in a whole snapshot.
    pub surfaced: Option<Surfaced<'a>>,
}

impl Lab {
    /// The lab as it stands, for the figures. The network's predictions are computed here, once for each state.
    pub fn snapshot(&mut self) -> Snapshot<'_> {
        self.snapshot_of(self.front())
    }

    /// The lab as the run of this number has it; the one in front where there is none.
    pub fn snapshot_of(&mut self, index: usize) -> Snapshot<'_> {
        self.judge();
        self.record_walk();
        self.follow_softmax();
        let index = self.evaluate(index);
        let surfaced = self.surfaced().filter(|_| index == self.front());
        Snapshot { surfaced, ..self.sketch_of(index) }
    }

    /// The same with predictions, but of what is looked at closer only what is known already, and nothing of the loss surface.
    pub fn evaluated(&mut self, index: usize) -> Snapshot<'_> {
        self.evaluate(index);
        self.sketch_of(index)
    }

    /// Computes the predictions of a run, and gives its number.
    fn evaluate(&mut self, index: usize) -> usize {
        let index = self.known(index);
        self.runs.all_mut()[index].run.evaluation();
        index
    }

    /// The number of a run; that of the one in front where there is none of this number.
    fn known(&self, index: usize) -> usize {
        if index < self.runs.all().len() { index } else { self.runs.front_index() }
    }

    /// The same as it is known already: without predictions, where none have been computed for this state, and without the loss
    /// surface.
    pub fn sketch_of(&self, index: usize) -> Snapshot<'_> {
        let index = self.known(index);
        let Rival { settings, run, counted, .. } = &self.runs.all()[index];
        let predicted = run.known_evaluation().map_or(&[][..], |evaluation| &evaluation.predicted);
        Snapshot {
            settings,
            points: &self.points,
            predicted,
            window: self.window,
            network: run.network(),
            network_revision: self.network_revision,
            step: run.step_number(),
            history: run.history(),
            counted: counted.as_ref(),
            study: &self.study,
            verdict: self.judged.verdict(),
            turn: run.turn().filter(|_| self.shows_turns()),
            probe: self.probe,
            crosshair: self.crosshair,
            held: self.held.map(|held| held.index),
            grip: &self.added,
            lit: self.lit(),
            walked: self.walked().filter(|_| index == self.front()),
            softmax: self.softmax().filter(|_| index == self.front()),
            surfaced: None,
        }
    }

    /// Counts what the units of a run do with the training points, now and at the start, for its next snapshot. Nothing is
    /// computed where that is known, or there is no such run.
    pub fn count(&mut self, run: usize) {
        if let Some(rival) = self.runs.all_mut().get_mut(run) {
            rival.count(self.network_revision, &self.points);
        }
    }
}
