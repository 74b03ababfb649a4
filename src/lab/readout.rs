//! The read-outs: what the page shows in numbers and in its controls, as lines `name=value`.

use core::fmt::{Display, Write};

use super::counted::Counted;
use super::runs::{Rival, Standing};
use super::settings::{Selection, TABLE, Task, Value};
use super::{Goal, Lab};
use crate::data::decimal::Shortest;
use crate::data::point::{CLASSES, Part};
use crate::data::preset::truth;
use crate::data::separable::{Margin, Verdict};
use crate::nn::census::{LayerCensus, UnitState};
use crate::nn::gradient::Gradient;
use crate::nn::network::Network;
use crate::nn::scalar::{Lanes, Scalar};
use crate::nn::softmax::shares;

/// How near to the probe a point must lie to be named, as a share of the window's side.
const NEAR: f32 = 0.02;

type Wide = <f32 as Scalar>::Lanes;

/// Lines `name=value`.
pub(super) struct Lines<'a>(&'a mut String);

impl Lines<'_> {
    pub(super) fn put(&mut self, name: &str, value: impl Display) {
        // Writing to a string cannot fail.
        let _ = writeln!(self.0, "{name}={value}");
    }

    pub(super) fn put_some(&mut self, name: &str, value: Option<impl Display>) {
        match value {
            Some(value) => self.put(name, value),
            None => self.put(name, ""),
        }
    }

    /// A number; empty where there is none, or where a network with huge weights gives one that is not finite.
    #[inline(never)]
    pub(super) fn put_number(&mut self, name: &str, value: Option<f32>) {
        self.put_some(name, value.filter(|value| value.is_finite()).map(Shortest));
    }

    /// Numbers; empty where any of them is not finite.
    pub(super) fn put_numbers(&mut self, name: &str, values: impl Iterator<Item = f32>) {
        let (start, mut are_finite) = (self.0.len(), true);
        self.0.push_str(name);
        for (k, value) in values.enumerate() {
            are_finite &= value.is_finite();
            self.put_item(k, value);
        }
        if !are_finite {
            self.0.truncate(start + name.len());
        }
        self.0.push_str(if are_finite && self.0.len() > start + name.len() { "\n" } else { "=\n" });
    }

    /// A number of a list.
    #[inline(never)]
    fn put_item(&mut self, k: usize, value: f32) {
        let _ = write!(self.0, "{}{}", if k > 0 { ',' } else { '=' }, Shortest(value));
    }

    pub(super) fn put_list(&mut self, name: &str, values: impl Iterator<Item = impl Display>) {
        let _ = write!(self.0, "{name}=");
        for (k, value) in values.enumerate() {
            let _ = write!(self.0, "{}{value}", if k > 0 { "," } else { "" });
        }
        self.0.push('\n');
    }
}

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
        let Rival { run, diverged, .. } = self.runs.front();
        let network = run.network();
        lines.put("playing", u8::from(self.playing));
        lines.put("step", run.step_number());
        lines.put("epoch", run.epoch());
        let goal = match self.goal {
            Some(Goal::Step(step)) => Some(step),
            _ => None,
        };
        lines.put_some("seeking", goal);
        lines.put_some("diverged", *diverged);
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
        lines
            .put_numbers("gradient-norms", gradient.into_iter().flat_map(|gradient| gradient.norms(network)));
        lines.put_numbers("mean-deltas", gradient.map_or(&[][..], Gradient::mean_deltas).iter().copied());
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
        lines
            .put_list("run-diverged", self.runs.all().iter().map(|rival| u8::from(rival.diverged.is_some())));
    }

    /// What the units of the run in front do with the training points, a value for each layer; empty where it was not counted.
    fn put_counted(&mut self, lines: &mut Lines) {
        lines.put("study-progress", Shortest(self.study.progress(self.settings.view)));
        lines.put("study-stopped", u8::from(self.study.is_stopped()));
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

    /// The class probabilities where the plane is read out, and the point there.
    fn put_probe(&mut self, lines: &mut Lines) {
        let Some(x) = self.probe else {
            for name in ["probe", "probe-probabilities", "probe-point"] {
                lines.put(name, "");
            }
            return;
        };
        self.run_probe(x);
        let network = self.runs.front().run.network();
        let outputs = self.probe_pass.outputs::<1>();
        let mut own = outputs[outputs.len() - network.shape().outputs..].as_flattened();
        let mut shown = [Wide::default(); CLASSES];
        // What is read out is what the plane shows.
        if let (Some(temperature), Some(shown)) =
            (self.settings.temperature_shown(), shown.get_mut(..own.len()))
        {
            shares(self.probe_pass.logits::<1>().as_flattened(), shown, Wide::splat(temperature));
            own = shown;
        }
        let probabilities = own.iter().map(|p| p.lane(0));
        lines.put_list("probe", x.into_iter().map(Shortest));
        if self.settings.task == Task::Regression {
            lines.put("probe-probabilities", "");
        } else if network.shape().outputs == 1 {
            lines.put_numbers("probe-probabilities", probabilities.flat_map(|p| [1.0 - p, p]));
        } else {
            lines.put_numbers("probe-probabilities", probabilities);
        }
        let near = self.near_probe(x);
        let point = near.and_then(|index| self.points.get(index).map(|point| (index, point)));
        let part = |part| if part == Part::Train { "train" } else { "test" };
        lines.put_some(
            "probe-point",
            point.map(|(k, point)| format!("{k},{},{}", point.class, part(point.part))),
        );
    }

    /// Takes the network in front forward at a place, into `probe_pass`.
    // The forward pass is large, and every caller would get its own.
    #[inline(never)]
    pub(super) fn run_probe(&mut self, x: [f32; 2]) {
        let network = self.runs.front().run.network();
        let inputs = network.shape().inputs;
        for (input, x) in self.probe_pass.inputs_mut::<1>().iter_mut().zip(x).take(inputs) {
            *input = [Lanes::splat(x)];
        }
        network.forward::<1>(&mut self.probe_pass);
    }

    /// The point that a probe there is at.
    pub(super) fn near_probe(&self, x: [f32; 2]) -> Option<usize> {
        self.nearest(x, NEAR * (self.window.high[0] - self.window.low[0]))
    }

    /// The selected unit or weight: its value and gradient, and what the unit computes where the plane is read out.
    fn put_selection(&self, lines: &mut Lines) {
        let network = self.runs.front().run.network();
        lines.put("selected", self.settings.select.write());
        let (layer, unit, input) = match self.settings.select {
            Selection::None => (0, 0, None),
            Selection::Unit { layer, unit } => (layer, unit, Some(0)),
            Selection::Weight { layer, unit, input } => (layer, unit, Some(input)),
        };
        let index = input.and_then(|input| network.index(layer, unit, input));
        let number = |numbers: &[f32]| index.and_then(|index| numbers.get(index).copied());
        lines.put_number("selected-value", number(network.parameters()));
        lines.put_number(
            "selected-gradient",
            self.runs.front().run.gradient().and_then(|gradient| number(gradient.parameters())),
        );
        let hidden = layer + 1 < network.layers().len();
        let activation = index.filter(|_| hidden).and_then(|_| network.layers().get(layer));
        lines.put_some("selected-activation", activation.map(|layer| layer.activation.write()));
        let here = self.probe.and(index).and_then(|_| self.unit_at_probe(network, layer, unit));
        lines.put_number("selected-preactivation", here.map(|(a, _)| a));
        lines.put_number("selected-output", here.map(|(_, z)| z));
    }

    /// Pre-activation and output of a unit where the plane is read out.
    fn unit_at_probe(&self, network: &Network<f32>, layer: usize, unit: usize) -> Option<(f32, f32)> {
        let outputs = self.probe_pass.outputs::<1>();
        let layer = network.layers().get(layer)?;
        let parameters = network.parameters();
        let weights = parameters.get(layer.weights())?.chunks_exact(layer.inputs).nth(unit)?;
        let bias = parameters.get(layer.biases())?.get(unit)?;
        let inputs = outputs.get(layer.input_units())?.iter().map(|[x]| x.lane(0));
        let preactivation = weights.iter().zip(inputs).fold(*bias, |sum, (weight, x)| sum + weight * x);
        let [output] = outputs.get(layer.output_units())?.get(unit)?;
        Some((preactivation, output.lane(0)))
    }
}
