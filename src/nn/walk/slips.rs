//! What is right of a stage, as a formula, and in which ways it is got wrong.

use super::question::Said;
use super::written::{Symbol, Term, Written};
use super::{Stage, Walk};
use crate::nn::objective::Objective;
use crate::nn::optimizer::{Descent, Optimizer};
use crate::nn::scalar::Scalar;

/// What comes out where one thing is forgotten.
#[derive(Clone)]
pub(super) enum Slip {
    Number(f64),
    Formula(Written),
}

impl<T: Scalar> Walk<T> {
    /// The formula of a stage; none where the number is asked for alone.
    pub(super) fn rule(&self, stage: Stage) -> Option<Written> {
        match stage {
            Stage::Delta { layer, unit } => {
                let rule = self.comes_back(layer, unit);
                Some(if self.stage_slope(stage).is_some() { rule.sloped() } else { rule })
            }
            Stage::Gradient { layer, unit, input } => {
                let mut factors = vec![Symbol::Delta(layer, unit)];
                factors.extend((input > 0).then_some(Symbol::Input(layer, input)));
                Some(Written::product(factors))
            }
            Stage::Update { layer, unit, input } => {
                // What momentum, Adam and the penalties do is no one formula.
                let Descent { optimizer, l1, l2, .. } = self.descent;
                let is_plain =
                    optimizer == Optimizer::GradientDescent && (input == 0 || l1 == 0.0 && l2 == 0.0);
                let weight = Symbol::Weight(layer, unit, input);
                let step = vec![Symbol::Rate, Symbol::Gradient(layer, unit, input)];
                is_plain.then(|| Written::sum([(false, vec![weight]), (true, step)]))
            }
            _ => None,
        }
    }

    /// What is multiplied by g′: μ − y of an output, of a hidden unit the δ that come back to it by its weights.
    fn comes_back(&self, layer: usize, unit: usize) -> Written {
        if self.is_last(layer) {
            return Written::difference(Symbol::Output(layer, unit), unit);
        }
        let units = self.notes.get(layer + 1).map_or(0, |note| note.delta.len());
        let back = |to| vec![Symbol::Weight(layer + 1, to, unit + 1), Symbol::Delta(layer + 1, to)];
        let terms = (0..units).map(|to| Term { is_negative: false, factors: back(to) }).collect();
        Written { terms, ..Written::sum([]) }
    }

    pub(super) fn slips(&self, stage: Stage, right: f64, origin: f64) -> Vec<(Said, Slip)> {
        let numbers = self.formula(stage);
        let of_output = || {
            let last = self.notes.len().saturating_sub(1);
            (Said::Output, Slip::Formula(Written::difference(Symbol::Output(last, 0), 0)))
        };
        match stage {
            Stage::Input | Stage::End => Vec::new(),
            Stage::PreActivation { .. } => {
                let bias = numbers.pairs.first().map_or(0.0, |[bias, _]| bias.to_f64());
                vec![(Said::Bias, Slip::Number(right - bias))]
            }
            Stage::Activation { .. } => {
                let a = numbers.numbers.first().map_or(right, |a| a.to_f64());
                vec![(Said::Function, Slip::Number(a))]
            }
            Stage::Loss => vec![(Said::Sign, Slip::Number(-right))],
            Stage::Delta { layer, unit } => {
                let back = self.comes_back(layer, unit);
                let slope = self.stage_slope(stage);
                let sign = match (self.is_last(layer), slope) {
                    (true, _) => {
                        let turned = Written::sum([
                            (false, vec![Symbol::Target(unit)]),
                            (true, vec![Symbol::Output(layer, unit)]),
                        ]);
                        if slope.is_some() { turned.sloped() } else { turned }
                    }
                    _ => back.clone().sloped().negated(),
                };
                let mut slips = vec![(Said::Sign, Slip::Formula(sign))];
                match slope {
                    Some(slope) => {
                        let said = if slope == 0.0 { Said::Dead } else { Said::Slope };
                        slips.push((said, Slip::Formula(back)));
                    }
                    None if self.network.objective() != Objective::Threshold => {
                        let early = Written::difference(Symbol::PreActivation(layer, unit), unit);
                        slips.push((Said::Function, Slip::Formula(early)));
                    }
                    None => {}
                }
                slips.extend((!self.is_last(layer)).then(of_output));
                slips
            }
            Stage::Gradient { layer, unit, input } => {
                let delta = Symbol::Delta(layer, unit);
                let own = Written::product(vec![delta, Symbol::Weight(layer, unit, input)]);
                let mut slips = Vec::new();
                if let Some(rule) = self.rule(stage) {
                    slips.push((Said::Sign, Slip::Formula(rule.negated())));
                }
                if input > 0 {
                    slips.push((Said::Signal, Slip::Formula(Written::product(vec![delta]))));
                }
                slips.push((Said::Own, Slip::Formula(own)));
                slips.extend((input == 0 && !self.is_last(layer)).then(of_output));
                slips
            }
            Stage::Update { layer, unit, input } => {
                let change = right - origin;
                let whole =
                    if self.descent.rate == 0.0 { 0.0 } else { change / f64::from(self.descent.rate) };
                if self.rule(stage).is_none() {
                    let numbers = [
                        (Said::Uphill, origin - change),
                        (Said::Rate, origin + whole),
                        (Said::Change, change),
                    ];
                    return numbers.map(|(said, value)| (said, Slip::Number(value))).to_vec();
                }
                let weight = vec![Symbol::Weight(layer, unit, input)];
                let gradient = Symbol::Gradient(layer, unit, input);
                let step = vec![Symbol::Rate, gradient];
                let formulas = [
                    (Said::Uphill, Written::sum([(false, weight.clone()), (false, step.clone())])),
                    (Said::Rate, Written::sum([(false, weight), (true, vec![gradient])])),
                    (Said::Change, Written::sum([(true, step)])),
                ];
                formulas.map(|(said, written)| (said, Slip::Formula(written))).to_vec()
            }
        }
    }
}
