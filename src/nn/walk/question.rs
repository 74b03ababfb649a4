//! The question before the answer: what is right of a stage, and what comes out where one thing is forgotten.

use super::slips::Slip;
use super::written::Written;
use super::{Stage, Walk};
use crate::nn::scalar::Scalar;

/// An answer is taken for a number that it differs from by at most this share of it.
const TOLERANCE: f64 = 0.02;

/// What is to be said of an answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Said {
    /// It is right.
    Right,
    /// The size is right and the sign is not.
    Sign,
    /// The slope g′ is missing.
    Slope,
    /// The slope g′, which is missing, is 0.
    Dead,
    /// The activation function is missing.
    Function,
    /// It holds for an output, and this unit is hidden.
    Output,
    /// The weight's own value is in it.
    Own,
    /// What goes into the weight is missing.
    Signal,
    /// The bias is missing.
    Bias,
    /// It goes uphill.
    Uphill,
    /// The learning rate is missing.
    Rate,
    /// It is the change and not what comes out.
    Change,
}

/// A number that a person may answer with, and what is to be said of it.
#[derive(Clone, Debug, PartialEq)]
pub struct Answer {
    /// What is to be said of it.
    pub said: Said,
    /// The number.
    pub value: f64,
    /// What differs from the number by at most this is taken for it.
    pub slack: f64,
    /// The formula that comes to the number; none where it is asked for alone.
    pub written: Option<Written>,
}

impl Answer {
    /// Of an update, `origin` is the weight before: a change would be lost in the tolerance of a large weight.
    fn new(said: Said, value: f64, origin: f64, written: Option<Written>) -> Self {
        let slack = TOLERANCE * (value - origin).abs() + 1e-7 * (1.0 + origin.abs());
        Self { said, value, slack, written }
    }

    /// Whether a number is taken for this one.
    pub fn takes(&self, given: f64) -> bool {
        (given - self.value).abs() <= self.slack
    }
}

impl<T: Scalar> Walk<T> {
    /// What may be answered where the number of a stage is asked for: first what is right, then what comes out where one thing is
    /// forgotten. What cannot be told from the right number is not among it. Empty for a stage without a number.
    pub fn question(&self, stage: Stage) -> Vec<Answer> {
        let Some((right, formula)) =
            self.formula(stage).value.map(|value| (value.to_f64(), self.rule(stage)))
        else {
            return Vec::new();
        };
        let origin = self.origin(stage);
        let mut first = Answer::new(Said::Right, right, origin, None);
        // Not so of a weight that is held.
        first.written =
            formula.filter(|rule| self.comes_to(rule, stage).is_some_and(|found| first.takes(found)));
        let can_be_chosen = first.written.is_some();
        let mut all = vec![first];
        for (said, slip) in self.slips(stage, right, origin) {
            let (value, written) = match slip {
                Slip::Number(value) => (Some(value), None),
                Slip::Formula(written) => (self.comes_to(&written, stage), Some(written)),
            };
            let from = if said == Said::Change { 0.0 } else { origin };
            if let Some(value) = value.filter(|&value| !all[0].takes(value)) {
                all.push(Answer::new(said, value, from, written.filter(|_| can_be_chosen)));
            }
        }
        // One formula alone is no choice.
        if all.iter().filter(|answer| answer.written.is_some()).count() < 2 {
            all[0].written = None;
        }
        all
    }

    /// What a stage's number is a change of.
    fn origin(&self, stage: Stage) -> f64 {
        match stage {
            Stage::Update { layer, unit, input } => {
                self.weight(layer, unit, input).map_or(0.0, Scalar::to_f64)
            }
            _ => 0.0,
        }
    }
}
