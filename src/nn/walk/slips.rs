//! What is right of a stage, as a formula, and in which ways it is got wrong.

use super::Stage;
use super::formula::Formula;
use super::question::{Question, Said};
use super::written::{Symbol, Written};
use crate::nn::objective::Objective;
use crate::nn::optimizer::{Descent, Optimizer};
use crate::nn::scalar::Scalar;

impl<T: Scalar> Question<'_, T> {
    #[inline(never)]
    pub(super) fn put_slips(&mut self, formula: &Formula<T>, right: f64) {
        let number = formula.numbers.first().map_or(right, |number| number.to_f64());
        match self.stage {
            Stage::Input | Stage::End => {}
            Stage::PreActivation { .. } => {
                let bias = formula.pairs.first().map_or(0.0, |[bias, _]| bias.to_f64());
                self.slip(Said::Bias, right - bias, None);
            }
            Stage::Activation { .. } => self.slip(Said::Function, number, None),
            Stage::Loss => self.slip(Said::Sign, -right, None),
            Stage::Delta { layer, unit } => self.put_delta(small(layer), small(unit)),
            Stage::Gradient { layer, unit, input } => self.put_gradient([layer, unit, input].map(small)),
            Stage::Update { layer, unit, input } => self.put_update([layer, unit, input].map(small), right),
        }
        // One formula alone is no choice.
        if let [right, slips @ ..] = &mut self.answers[..]
            && slips.iter().all(|slip| slip.written.is_none())
        {
            right.written = None;
        }
    }

    fn put_delta(&mut self, layer: u8, unit: u8) {
        let walk = self.walk;
        let after = walk.notes.get(usize::from(layer) + 1).map(|note| small(note.delta.len()));
        // μ − y of an output, of a hidden unit the δ that come back to it by its weights.
        let back = match after {
            Some(units) => Written::back(layer + 1, unit, units),
            None => Written::difference(Symbol::Output(layer, unit), unit),
        };
        let slope = walk.stage_slope(self.stage);
        let rule = Written { has_slope: slope.is_some(), ..back };
        self.rule(rule);
        self.slip_in(Said::Sign, rule.opposite());
        if let Some(slope) = slope {
            self.slip_in(if slope == 0.0 { Said::Dead } else { Said::Slope }, back);
        } else if walk.network.objective() != Objective::Threshold {
            self.slip_in(Said::Function, Written::difference(Symbol::PreActivation(layer, unit), unit));
        }
        if after.is_some() {
            self.put_output();
        }
    }

    fn put_gradient(&mut self, [layer, unit, input]: [u8; 3]) {
        let delta = Symbol::Delta(layer, unit);
        let x = if input > 0 { Symbol::Input(layer, input) } else { Symbol::One };
        let rule = Written::product([delta, x]);
        self.rule(rule);
        self.slip_in(Said::Sign, rule.opposite());
        if input > 0 {
            self.slip_in(Said::Signal, Written::product([delta, Symbol::One]));
        }
        self.slip_in(Said::Own, Written::product([delta, Symbol::Weight(layer, unit, input)]));
        if input == 0 && !self.walk.is_last(layer.into()) {
            self.put_output();
        }
    }

    /// What the slide gives for every bias, and what holds for the output's alone.
    fn put_output(&mut self) {
        let last = small(self.walk.notes.len().saturating_sub(1));
        self.slip_in(Said::Output, Written::difference(Symbol::Output(last, 0), 0));
    }

    fn put_update(&mut self, [layer, unit, input]: [u8; 3], right: f64) {
        let Descent { optimizer, rate, l1, l2, .. } = self.walk.descent;
        let change = right - self.origin;
        // What momentum, Adam and the penalties do is no one formula.
        if optimizer != Optimizer::GradientDescent || input > 0 && (l1 != 0.0 || l2 != 0.0) {
            self.slip(Said::Uphill, self.origin - change, None);
            self.slip(Said::Rate, self.origin + change / f64::from(rate), None);
            self.slip(Said::Change, change, None);
            return;
        }
        let weight = Symbol::Weight(layer, unit, input);
        let gradient = Symbol::Gradient(layer, unit, input);
        let step = [Symbol::Rate, gradient];
        self.rule(Written::sum(weight, true, step));
        self.slip_in(Said::Uphill, Written::sum(weight, false, step));
        self.slip_in(Said::Rate, Written::sum(weight, true, [gradient, Symbol::One]));
        self.slip_in(Said::Change, Written::product(step).opposite());
    }
}

/// An index as it is kept in a symbol: a network whose indices do not fit is asked nothing.
fn small(index: usize) -> u8 {
    u8::try_from(index).unwrap_or(u8::MAX)
}
