//! The walk: one training step on one sample, looked at number by number, and taken when a person has come to its end.
//!
//! Where it stands is two settings, the sample and the stage. The numbers are recorded from the step itself ([`Walk`]) and are
//! those of the network at hand: they follow its training, its past, and what is changed by hand. A perceptron has no walk: no
//! error goes back through its threshold.

pub(super) mod batch;
mod question;
mod told;

use super::Lab;
use super::message::{Error, Notice};
use super::runs::Rival;
use super::settings::{Asking, Hold, Sample, Selection, Settings, View};
use super::undo::{Fate, Subject};
use crate::data::point::{Part, Point};
use crate::nn::optimizer::Descent;
use crate::nn::walk::{Phase, Stage, Walk};

/// What a person sees of a walk.
#[derive(Clone, Copy, Debug)]
pub struct Walked<'a> {
    /// Its numbers.
    pub walk: &'a Walk<f32>,
    /// The stage's index among the walk's.
    pub stage: usize,
    /// The sample, a training point.
    pub point: usize,
    /// Whether the stage's number is asked for and not told yet.
    pub asks: bool,
}

/// A walk that was recorded.
#[derive(Clone, Debug)]
pub(super) struct Recorded {
    key: Key,
    /// None where the step cannot be taken, as a number would come out infinite or NaN.
    walk: Option<Walk<f32>>,
    /// The stage whose question was answered last.
    answered: Option<usize>,
}

/// All that the numbers of a walk depend on.
#[derive(Clone, Debug, PartialEq)]
struct Key {
    network_revision: u64,
    front: usize,
    descent: Descent,
    hold: Hold,
    index: usize,
    point: Point,
}

impl Lab {
    /// The training point that is walked with: the one that is set, else the one whose turn it is, also where the one that was set
    /// is gone.
    fn walked_point(&self) -> Option<usize> {
        match self.settings.walk {
            Sample::Point(index) if self.can_walk(self.settings.walk) => Some(index),
            _ => self.runs.front().run.next_sample(),
        }
    }

    /// Whether there is such a training point.
    pub(super) fn can_walk(&self, sample: Sample) -> bool {
        match sample {
            Sample::Next => true,
            Sample::Point(index) => self.points.get(index).is_some_and(|point| point.part == Part::Train),
        }
    }

    /// Whether walks are looked at.
    pub(super) fn shows_walk(&self) -> bool {
        self.settings.view == View::Backpropagation
    }

    fn walk_key(&self) -> Option<Key> {
        let settings = &self.runs.front().settings;
        let index = self.walked_point().filter(|_| self.shows_walk() && !settings.is_perceptron())?;
        Some(Key {
            network_revision: self.network_revision,
            front: self.front(),
            descent: settings.descent(),
            hold: settings.hold.clone(),
            index,
            point: *self.points.get(index)?,
        })
    }

    /// Records the walk that is looked at, if it is not the one at hand.
    pub(super) fn record_walk(&mut self) {
        let key = self.walk_key();
        if self.recorded.as_ref().map(|recorded| &recorded.key) != key.as_ref() {
            let Rival { run, settings, .. } = self.runs.front();
            self.recorded =
                key.map(|key| Recorded { walk: run.walk(key.index, settings), key, answered: None });
        }
    }

    /// The walk that is looked at, where it is recorded.
    pub(super) fn walked(&self) -> Option<Walked<'_>> {
        let recorded = self.recorded.as_ref()?;
        let walk = recorded.walk.as_ref().filter(|_| Some(&recorded.key) == self.walk_key().as_ref())?;
        let stage = self.settings.walk_stage.clamp(1, walk.stages().len()) - 1;
        let asks = self.settings.walk_asks == Asking::On && recorded.answered != Some(stage);
        Some(Walked { walk, stage, point: recorded.key.index, asks })
    }

    /// The number of the stage of a unit or a weight that is touched: of a weight its update where updates are looked at, else its
    /// gradient; of a unit its δ from the way back on, until then its output.
    pub fn stage_of(&self, touched: Selection) -> Option<usize> {
        let Walked { walk, stage, .. } = self.walked()?;
        let phase = walk.stages().get(stage)?.phase();
        let wanted = match touched {
            Selection::None => return None,
            Selection::Weight { layer, unit, input } if phase == Phase::Updates => {
                Stage::Update { layer, unit, input }
            }
            Selection::Weight { layer, unit, input } => Stage::Gradient { layer, unit, input },
            Selection::Unit { layer, unit } if matches!(phase, Phase::Forward | Phase::Loss) => {
                Stage::Activation { layer, unit }
            }
            Selection::Unit { layer, unit } => Stage::Delta { layer, unit },
        };
        walk.stages().iter().position(|&stage| stage == wanted).map(|index| index + 1)
    }

    /// The unit or weight that the stage at hand is about.
    pub fn walk_place(&self) -> Selection {
        let stage = self.walked().and_then(|Walked { walk, stage, .. }| walk.stages().get(stage).copied());
        stage.map_or(Selection::None, place)
    }

    /// Chooses a sample: the walk begins anew.
    pub(super) fn walk_with(&mut self, sample: Sample) {
        self.halt();
        self.look(|settings| (settings.walk, settings.walk_stage) = (sample, 1));
    }

    /// Changes what is only about the view.
    fn look(&mut self, change: impl FnOnce(&mut Settings)) {
        change(&mut self.settings);
        self.runs.follow(&self.settings);
    }

    /// To the next stage; from the last one, takes the step and begins with the next sample.
    pub(super) fn walk_on(&mut self) -> Result<(), Error> {
        self.record_walk();
        let Walked { walk, stage, .. } = self.walked().ok_or(Error::Nothing { verb: "walk-next" })?;
        let is_last = stage + 1 == walk.stages().len();
        self.halt();
        if !is_last {
            self.look(|settings| settings.walk_stage = stage + 2);
            return Ok(());
        }
        self.return_to_present();
        // The points of the past may have been others.
        let Some(point) = self.walked_point() else {
            self.notices.push(Notice::NoTrainingPoints);
            return Ok(());
        };
        self.remember(Subject::Single, Fate::GoOn);
        self.undo.close();
        self.try_again();
        if self.is_new {
            self.begin_segment();
        }
        let had_converged = self.runs.have_converged();
        let outcome = self.runs.step_on(point);
        let is_taken = self.settle(outcome, had_converged);
        if is_taken {
            // The past cannot take this step again: it belongs to no segment, and the next one begins at its end.
            self.begin_segment();
            let next = self.runs.front().run.sample_after(point).map_or(Sample::Next, Sample::Point);
            self.walk_with(next);
        }
        Ok(())
    }

    /// The question at hand is over: what it asked for may be seen.
    pub(super) fn walk_answered(&mut self) {
        let stage = self.walked().map(|walked| walked.stage);
        if let Some(recorded) = &mut self.recorded {
            recorded.answered = stage;
        }
    }

    /// To the stage before.
    pub(super) fn walk_back(&mut self) {
        self.halt();
        self.record_walk();
        let stage = self.walked().map_or(0, |walked| walked.stage);
        self.look(|settings| settings.walk_stage = stage.max(1));
    }
}

/// The unit or weight that a stage is about; none where it is about all of them.
fn place(stage: Stage) -> Selection {
    match stage {
        Stage::Input | Stage::Loss | Stage::End => Selection::None,
        Stage::PreActivation { layer, unit }
        | Stage::Activation { layer, unit }
        | Stage::Delta { layer, unit } => Selection::Unit { layer, unit },
        Stage::Gradient { layer, unit, input } | Stage::Update { layer, unit, input } => {
            Selection::Weight { layer, unit, input }
        }
    }
}
