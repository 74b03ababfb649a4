//! What the page is told of a walk.

use super::{Walked, place, question};
use crate::lab::Lab;
use crate::lab::readout::Lines;
use crate::lab::settings::{Asking, Selection, Value};
use crate::nn::objective::Objective;
use crate::nn::walk::{End, Phase, Stage, Walk};

impl Lab {
    /// Where the walk stands, and the numbers of its formula; all empty where there is none.
    #[inline(never)]
    pub(in crate::lab) fn put_walk(&mut self, lines: &mut Lines<'_>) {
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
        put(
            "walk-place",
            at.and_then(|(_, stage)| Some(place(stage)).filter(|place| *place != Selection::None))
                .map(|place| place.write()),
        );
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
        let asks = self.settings.walk_asks == Asking::On;
        let answers = at.filter(|_| asks).map(|(walk, stage)| walk.question(stage)).unwrap_or_default();
        question::put(&answers, walked.map_or(0, |walked| walked.stage + 1), lines);
        let chain = at.and_then(|(walk, stage)| {
            let [layer, unit, input] = stage.weight()?;
            walk.chain(layer, unit, input)
        });
        let mut paths = String::new();
        for path in chain.iter().flat_map(|chain| &chain.paths) {
            if !paths.is_empty() {
                paths.push(',');
            }
            paths.push_str(&dotted(path));
        }
        lines.put("walk-paths", paths);
        lines.put("walk-end", chain.as_ref().map_or("", |chain| end(chain.end)));
        lines.put_numbers("walk-factors", chain.iter().flat_map(|chain| &chain.numbers).copied());
        let weight = at.and_then(|(_, stage)| stage.weight());
        self.put_batch(weight, lines);
    }
}

/// The units of a path, counted from 1.
fn dotted(path: &[usize]) -> String {
    let mut text = String::new();
    for unit in path {
        if !text.is_empty() {
            text.push('.');
        }
        text.push_str(&(unit + 1).to_string());
    }
    text
}

/// What the far end of a path is called.
fn end(end: End) -> &'static str {
    match end {
        End::Difference => "difference",
        End::Sloped => "sloped",
        End::Delta => "delta",
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
