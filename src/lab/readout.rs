//! The read-outs: what the page shows in numbers and in its controls, as lines `name=value`.

mod lines;
mod place;

pub(super) use lines::Lines;

use super::compare::Compare;
use super::counted::Counted;
use super::runs::{Rival, Standing};
use super::settings::{Selection, TABLE, Task};
use super::undo::Memory;
use super::{Goal, Lab};
use crate::data::decimal::Shortest;
use crate::data::point::Part;
use crate::data::preset::truth;
use crate::data::separable::{Margin, Verdict};
use crate::nn::census::{LayerCensus, UnitState};

impl Lab {
    /// Writes every setting and every read-out to `out`, in lines `name=value`; a value that there is none of is empty.
    pub fn read_out(&mut self, out: &mut String) {
        self.read_out_first(out);
        self.read_out_rest(out);
    }

    /// The part of [`Lab::read_out`] that the page begins with: settings, training, runs, units and points.
    pub fn read_out_first(&mut self, out: &mut String) {
        let mut lines = Lines(out);
        for row in &TABLE {
            lines.put(row.name, (row.write)(&self.settings));
        }
        self.put_training(&mut lines);
        self.put_runs(&mut lines);
        self.put_counted(&mut lines);
        self.put_points(&mut lines);
    }

    /// The other part.
    pub fn read_out_rest(&mut self, out: &mut String) {
        let mut lines = Lines(out);
        lines.put("comparison-by", self.comparison_by());
        self.put_verdict(&mut lines);
        self.put_perceptron(&mut lines);
        self.put_probe(&mut lines);
        self.put_sum(&mut lines);
        self.put_softmax(&mut lines);
        self.put_selection(&mut lines);
        self.put_walk(&mut lines);
        self.put_surface(&mut lines);
    }

    fn put_training(&mut self, lines: &mut Lines) {
        self.runs.front_mut().run.evaluation();
        let Rival { run, .. } = self.runs.front();
        let network = run.network();
        lines.put("playing", u8::from(self.playing));
        lines.put("step", run.step_number());
        lines.put("epoch", run.epoch());
        let goal = match self.goal {
            Some(Goal::Step(step)) => Some(step),
            _ => None,
        };
        lines.put_some("seeking", goal);
        lines.put_some("diverged", run.diverged());
        let (train, test) = match run.known_evaluation() {
            Some(evaluation) => (evaluation.train, evaluation.test),
            None => (None, None),
        };
        lines.put_number("train-loss", train.map(|score| score.loss));
        lines.put_number("test-loss", test.map(|score| score.loss));
        lines.put_number("train-accuracy", train.and_then(|score| score.accuracy));
        lines.put_number("test-accuracy", test.and_then(|score| score.accuracy));
        lines.put("undo", u8::from(self.undo.can_go_back()));
        lines.put("redo", u8::from(self.undo.can_go_forward()));
        let layers = network.layers().iter().map(|layer| layer.units);
        lines.put_list("layers", core::iter::once(network.shape().inputs).chain(layers));
        lines.put("parameters", network.parameters().len());
        let gradient = run.gradient();
        lines.put_numbers("gradient-norms", gradient.iter().flat_map(|gradient| gradient.norms(network)));
        lines.put_numbers("mean-deltas", gradient.iter().flat_map(|gradient| gradient.mean_deltas(network)));
    }

    /// The runs that are compared, and the past: lists have a value for each run, empty where there is none.
    fn put_runs(&mut self, lines: &mut Lines) {
        let compare = self.settings.compare;
        let (first, present) = self.past_range();
        lines.put("past", format_args!("{first},{present}"));
        lines.put("past-stride", self.past.stride());
        lines.put("in-past", u8::from(self.visit.is_some()));
        lines.put_list("runs", self.runs.all().iter().map(|rival| compare.label(&rival.settings)));
        lines.put("front", self.runs.front_index() + 1);
        let text = |value: Option<f32>| {
            value
                .filter(|value| value.is_finite())
                .map_or_else(String::new, |value| Shortest(value).to_string())
        };
        let standings: Vec<Standing> = self.runs.standings().collect();
        lines.put_list("run-losses", standings.iter().map(|one| text(one.train.map(|score| score.loss))));
        lines.put_list(
            "run-accuracies",
            standings.iter().map(|one| text(one.train.and_then(|score| score.accuracy))),
        );
        lines.put_list("run-ratios", standings.iter().map(|one| text(one.ratio)));
        let diverged = self.runs.all().iter().map(|rival| u8::from(rival.run.diverged().is_some()));
        lines.put_list("run-diverged", diverged);
    }

    /// The verb that takes back the beginning of the comparison at hand, or begins again one that was so taken back, where that is
    /// the last change: nothing is lost on either way.
    fn comparison_by(&self) -> &'static str {
        let compares = |memory: &Memory| memory.settings.compare != Compare::None;
        match (self.settings.compare, self.undo.ways().map(|memory| memory.map(compares))) {
            (Compare::None, [_, Some(true)]) => "redo",
            (Compare::None, _) => "",
            (_, [Some(false), _]) => "undo",
            _ => "",
        }
    }

    /// What the units of the run in front do with the training points, a value for each layer; empty where it was not counted.
    fn put_counted(&mut self, lines: &mut Lines) {
        lines.put("study-progress", Shortest(self.study.progress(self.settings.view)));
        lines.put("study-stopped", u8::from(self.study.is_stopped(self.settings.view)));
        let counted = self.runs.front().counted.as_ref();
        let layers = || counted.into_iter().flat_map(|counted| counted.now().layers());
        lines.put_list("layer-saturated", layers().map(LayerCensus::saturated).map(Shortest));
        lines.put_list("layer-zeros", layers().map(LayerCensus::zeros).map(Shortest));
        lines.put_list("layer-dead", layers().map(LayerCensus::dead).map(Shortest));
        lines.put_list("layer-means", layers().map(|layer| Shortest(layer.outputs.mean() as f32)));
        let twins = counted.into_iter().flat_map(Counted::twins);
        let units =
            |units: &[usize]| units.iter().map(|unit| (unit + 1).to_string()).collect::<Vec<_>>().join("+");
        lines.put_list("twins", twins.map(|twins| format!("{}:{}", twins.layer + 1, units(&twins.units))));
        let unit = match self.settings.select {
            Selection::Unit { layer, unit } | Selection::Weight { layer, unit, .. } => Some((layer, unit)),
            Selection::None => None,
        };
        let state =
            unit.and_then(|(layer, unit)| Some(counted?.now().layers().get(layer)?.units.get(unit)?.state()));
        lines.put_some(
            "selected-state",
            state.map(|state| match state {
                UnitState::Live => "live",
                UnitState::Saturated => "saturated",
                UnitState::Dead => "dead",
            }),
        );
    }

    fn put_points(&self, lines: &mut Lines) {
        let count = |part| self.points.iter().filter(|point| point.part == part).count();
        let of_class = |class| self.points.iter().filter(|point| usize::from(point.class) == class).count();
        lines.put("points", self.points.len());
        lines.put("train-points", count(Part::Train));
        lines.put("test-points", count(Part::Test));
        lines.put_list("class-points", (0..self.settings.classes).map(of_class));
        lines.put("edited", u8::from(self.edited));
    }

    /// Whether a line separates the training points, its margin or the points that it gets wrong; and the Boolean function that
    /// the points are.
    fn put_verdict(&mut self, lines: &mut Lines) {
        if self.settings.task == Task::Regression {
            ["separable", "margin", "fewest-errors", "searching", "truth"]
                .iter()
                .for_each(|name| lines.put(name, ""));
            return;
        }
        self.judge();
        let (word, margin, errors) = match self.judged.verdict() {
            Verdict::NoPoints => ("no-points", None, None),
            Verdict::OneClass => ("one-class", None, None),
            Verdict::ManyClasses => ("many-classes", None, None),
            Verdict::Separable(Margin { margin, .. }) => ("yes", Some(*margin as f32), None),
            Verdict::Inseparable { errors, is_fewest, .. } => {
                // A bound that nobody improves is no news.
                ("no", None, Some(errors).filter(|_| *is_fewest || self.is_searching()))
            }
        };
        lines.put("separable", word);
        lines.put_number("margin", margin);
        lines.put_some("fewest-errors", errors);
        lines.put("searching", u8::from(self.is_searching()));
        let truth = truth(&self.points).map(|classes| {
            classes.iter().map(|class| if *class == 0 { '0' } else { '1' }).collect::<String>()
        });
        lines.put_some("truth", truth);
    }

    /// How the perceptron in front does; empty where it is a network.
    fn put_perceptron(&mut self, lines: &mut Lines) {
        let Rival { settings, run, .. } = self.runs.front();
        let progress = Some(run.progress()).filter(|_| settings.is_perceptron());
        lines.put_some("updates", progress.map(|progress| progress.updates));
        lines.put_some("pass-mistakes", progress.and_then(|progress| progress.last));
        lines.put("converged", u8::from(progress.is_some_and(|progress| progress.has_converged())));
        let turn = run.turn().filter(|_| self.shows_turns());
        lines.put_some("turn", turn.map(|turn| format!("{},{}", turn.point, u8::from(turn.is_mistake))));
    }
}
