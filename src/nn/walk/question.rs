//! The question before the answer: what is right of a stage, and what comes out where one thing is forgotten.

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

/// A question that is being made.
pub(super) struct Question<'a, T: Scalar> {
    pub(super) walk: &'a Walk<T>,
    pub(super) stage: Stage,
    /// What the number is a change of.
    pub(super) origin: f64,
    /// The first is what is right.
    pub(super) answers: Vec<Answer>,
}

impl<T: Scalar> Walk<T> {
    /// What may be answered where the number of a stage is asked for: first what is right, then what comes out where one thing is
    /// forgotten. What cannot be told from the right number is not among it. Empty for a stage without a number, and where a layer has more units
    /// or inputs than a [`Symbol`](super::Symbol) can tell apart.
    #[inline(never)]
    pub fn question(&self, stage: Stage) -> Vec<Answer> {
        let most = usize::from(u8::MAX);
        let layers = self.network.layers();
        if layers.len() > most || layers.iter().any(|layer| layer.units.max(layer.inputs) > most) {
            return Vec::new();
        }
        let formula = self.formula(stage);
        let Some(right) = formula.value.map(Scalar::to_f64) else { return Vec::new() };
        let origin = match (stage, &formula.numbers[..]) {
            (Stage::Update { .. }, [before, ..]) => before.to_f64(),
            _ => 0.0,
        };
        let first = Answer::new(Said::Right, right, origin, None);
        let mut question = Question { walk: self, stage, origin, answers: vec![first] };
        question.put_slips(&formula, right);
        question.answers
    }
}

impl<T: Scalar> Question<'_, T> {
    /// What is right as a formula, unless that does not come to the number: so it is with a weight that is held.
    #[inline(never)]
    pub(super) fn rule(&mut self, written: Written) {
        let found = self.walk.comes_to(&written, self.stage);
        if let [right] = &mut self.answers[..]
            && found.is_some_and(|found| right.takes(found))
        {
            right.written = Some(written);
        }
    }

    /// A number that comes out where one thing is forgotten.
    #[inline(never)]
    pub(super) fn slip(&mut self, said: Said, value: f64, written: Option<Written>) {
        let origin = if said == Said::Change { 0.0 } else { self.origin };
        if let [right, ..] = &self.answers[..]
            && !right.takes(value)
        {
            let written = written.filter(|_| right.written.is_some());
            self.answers.push(Answer::new(said, value, origin, written));
        }
    }

    /// A formula in which one thing is forgotten.
    #[inline(never)]
    pub(super) fn slip_in(&mut self, said: Said, written: Written) {
        if let Some(value) = self.walk.comes_to(&written, self.stage) {
            self.slip(said, value, Some(written));
        }
    }
}
