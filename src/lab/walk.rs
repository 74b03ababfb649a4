//! The walk: one training step on one sample, looked at number by number, and taken when a person has come to its end.
//!
//! Where it stands is two settings, the sample and the stage. The numbers are recorded from the step itself ([`Walk`]) and are
//! those of the network at hand: they follow its training, its past, and what is changed by hand. A perceptron has no walk: no
//! error goes back through its threshold.

use super::Lab;
use super::message::Error;
use super::readout::Lines;
use super::runs::Rival;
use super::settings::{Hold, Sample, Selection, Settings, Value, View};
use super::undo::Subject;
use crate::data::point::{Part, Point};
use crate::nn::objective::Objective;
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
}

/// A walk that was recorded.
#[derive(Clone, Debug)]
pub(super) struct Recorded {
    key: Key,
    /// None where the step cannot be taken, as a number would come out infinite or NaN.
    walk: Option<Walk<f32>>,
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
            self.recorded = key.map(|key| Recorded { walk: run.walk(key.index, settings), key });
        }
    }

    /// The walk that is looked at, where it is recorded.
    pub(super) fn walked(&self) -> Option<Walked<'_>> {
        let recorded = self.recorded.as_ref()?;
        let walk = recorded.walk.as_ref().filter(|_| Some(&recorded.key) == self.walk_key().as_ref())?;
        let stage = self.settings.walk_stage.clamp(1, walk.stages().len()) - 1;
        Some(Walked { walk, stage, point: recorded.key.index })
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
        let Walked { walk, stage, point } = self.walked().ok_or(Error::Nothing { verb: "walk-next" })?;
        let is_last = stage + 1 == walk.stages().len();
        self.halt();
        if !is_last {
            self.look(|settings| settings.walk_stage = stage + 2);
            return Ok(());
        }
        self.return_to_present();
        self.remember(Subject::Single, true);
        self.undo.close();
        if self.is_new {
            self.begin_segment();
        }
        let had_converged = self.runs.have_converged();
        let outcome = self.runs.step_on(point);
        if self.settle(outcome, had_converged) {
            // The past cannot take this step again: it goes on from its end.
            self.begin_segment();
        }
        let next = self.runs.front().run.sample_after(point).map_or(Sample::Next, Sample::Point);
        self.walk_with(next);
        Ok(())
    }

    /// To the stage before.
    pub(super) fn walk_back(&mut self) {
        self.halt();
        self.record_walk();
        let stage = self.walked().map_or(0, |walked| walked.stage);
        self.look(|settings| settings.walk_stage = stage.max(1));
    }

    /// Where the walk stands, and the numbers of its formula; all empty where there is none.
    #[inline(never)]
    pub(super) fn put_walk(&mut self, lines: &mut Lines<'_>) {
        self.record_walk();
        let walked = self.walked();
        let at = walked.and_then(|Walked { walk, stage, .. }| Some((walk, *walk.stages().get(stage)?)));
        // Texts all of them: what writes a line is there once.
        let mut put = |name, text: Option<String>| lines.put(name, text.unwrap_or_default());
        put("walk-point", walked.map(|walked| walked.point.to_string()));
        put("walk-at", walked.map(|walked| (walked.stage + 1).to_string()));
        put("walk-stages", walked.map(|walked| walked.walk.stages().len().to_string()));
        put("walk-phases", walked.map(|walked| phases(walked.walk)));
        put("walk-kind", at.map(|(_, stage)| kind(stage).to_string()));
        put("walk-place", at.map(|(_, stage)| place(stage)));
        put("walk-function", at.and_then(|(walk, stage)| function(walk, stage)));
        let measured = at.and_then(|(walk, stage)| walk.measure(stage));
        put("walk-kink", measured.map(|measured| u8::from(measured.is_kink).to_string()));
        let formula = at.map(|(walk, stage)| walk.formula(stage));
        let [pairs, numbers] =
            formula.as_ref().map_or([&[][..]; 2], |formula| [formula.pairs.as_flattened(), &formula.numbers]);
        lines.put_number("walk-value", formula.as_ref().and_then(|formula| formula.value));
        lines.put_number("walk-measured", measured.map(|measured| measured.slope as f32));
        lines.put_numbers("walk-pairs", pairs.iter().copied());
        lines.put_numbers("walk-numbers", numbers.iter().copied());
    }
}

/// The number of the first stage of each part.
fn phases(walk: &Walk<f32>) -> String {
    let first = |phase| walk.stages().iter().position(|stage| stage.phase() == phase);
    let firsts = Phase::ALL.into_iter().filter_map(first).map(|index| (index + 1).to_string());
    firsts.collect::<Vec<_>>().join(",")
}

/// What a stage is called.
fn kind(stage: Stage) -> &'static str {
    match stage {
        Stage::Input => "input",
        Stage::PreActivation { .. } => "preactivation",
        Stage::Activation { .. } => "activation",
        Stage::Loss => "loss",
        Stage::Delta { .. } => "delta",
        Stage::Gradient { .. } => "gradient",
        Stage::Update { .. } => "update",
        Stage::End => "end",
    }
}

/// The unit or weight that a stage is about, counted as a selection is; empty where it is about all of them.
fn place(stage: Stage) -> String {
    use Selection::{Unit, Weight};
    match stage {
        Stage::Input | Stage::Loss | Stage::End => String::new(),
        Stage::PreActivation { layer, unit }
        | Stage::Activation { layer, unit }
        | Stage::Delta { layer, unit } => Unit { layer, unit }.write(),
        Stage::Gradient { layer, unit, input } | Stage::Update { layer, unit, input } => {
            Weight { layer, unit, input }.write()
        }
    }
}

/// The function that a stage applies or derives; none where it does neither.
fn function(walk: &Walk<f32>, stage: Stage) -> Option<String> {
    let layer = match stage {
        Stage::Activation { layer, .. } | Stage::Delta { layer, .. } => layer,
        Stage::Loss => {
            let loss = match walk.network().objective() {
                Objective::BinaryCrossEntropy => "binary",
                Objective::SoftmaxCrossEntropy => "softmax",
                Objective::SquaredError(_) => "squared",
                Objective::Threshold => "threshold",
            };
            return Some(loss.to_string());
        }
        _ => return None,
    };
    Some(match (walk.activation(layer), walk.network().objective()) {
        (Some(activation), _) => activation.write(),
        (None, Objective::SoftmaxCrossEntropy) => "softmax".to_string(),
        (None, Objective::Threshold) => "threshold".to_string(),
        (None, _) => "sigmoid".to_string(),
    })
}
