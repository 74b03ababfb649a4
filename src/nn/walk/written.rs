//! A formula that can be chosen, and what it comes to.

use super::{Stage, Walk};
use crate::nn::scalar::Scalar;

/// A formula of one stage: a sum, which g′ of the stage's unit may be multiplied by.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Written {
    /// Whether all of it is negated.
    pub is_negative: bool,
    /// Whether g′ is a factor.
    pub has_slope: bool,
    /// What is added up.
    pub terms: Vec<Term>,
}

/// A product.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Term {
    /// Whether it is subtracted.
    pub is_negative: bool,
    /// Its factors.
    pub factors: Vec<Symbol>,
}

/// A number that has a name. Layers, units and inputs are counted as in [`Stage`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Symbol {
    /// a of a unit of this layer.
    PreActivation(usize, usize),
    /// z of a unit of this layer, μ of an output.
    Output(usize, usize),
    /// What goes into this layer by this input, which is not the bias's.
    Input(usize, usize),
    /// y of this output.
    Target(usize),
    /// δ of a unit of this layer.
    Delta(usize, usize),
    /// The weight of this layer, unit and input.
    Weight(usize, usize, usize),
    /// ∂E/∂w of the weight of this layer, unit and input.
    Gradient(usize, usize, usize),
    /// η.
    Rate,
}

impl Written {
    /// A sum, and its terms' signs.
    pub(super) fn sum<const N: usize>(terms: [(bool, Vec<Symbol>); N]) -> Self {
        let terms = terms.map(|(is_negative, factors)| Term { is_negative, factors }).to_vec();
        Self { is_negative: false, has_slope: false, terms }
    }

    pub(super) fn product(factors: Vec<Symbol>) -> Self {
        Self::sum([(false, factors)])
    }

    pub(super) fn negated(self) -> Self {
        Self { is_negative: !self.is_negative, ..self }
    }

    pub(super) fn sloped(self) -> Self {
        Self { has_slope: true, ..self }
    }

    /// A symbol − y.
    pub(super) fn difference(symbol: Symbol, output: usize) -> Self {
        Self::sum([(false, vec![symbol]), (true, vec![Symbol::Target(output)])])
    }
}

impl<T: Scalar> Walk<T> {
    /// What a formula of a stage comes to.
    pub fn comes_to(&self, written: &Written, stage: Stage) -> Option<f64> {
        let mut sum = 0.0;
        for term in &written.terms {
            let mut product = if term.is_negative { -1.0 } else { 1.0 };
            for &factor in &term.factors {
                product *= self.named(factor)?.to_f64();
            }
            sum += product;
        }
        let slope = if written.has_slope { self.stage_slope(stage)? } else { 1.0 };
        Some(if written.is_negative { -sum } else { sum } * slope)
    }

    fn named(&self, symbol: Symbol) -> Option<T> {
        Some(match symbol {
            Symbol::PreActivation(layer, unit) => self.unit(layer, unit)?[0],
            Symbol::Output(layer, unit) => self.unit(layer, unit)?[1],
            Symbol::Input(layer, input) => *self.inputs(layer).get(input.checked_sub(1)?)?,
            Symbol::Target(unit) => *self.y.get(unit)?,
            Symbol::Delta(layer, unit) => self.unit(layer, unit)?[2],
            Symbol::Weight(layer, unit, input) => self.weight(layer, unit, input)?,
            Symbol::Gradient(layer, unit, input) => {
                *self.gradient.get(self.network.index(layer, unit, input)?)?
            }
            Symbol::Rate => T::from_f64(self.descent.rate.into()),
        })
    }

    /// g′ of the unit that a stage is about; none where there is none or where it cancels.
    pub(super) fn stage_slope(&self, stage: Stage) -> Option<f64> {
        let Stage::Delta { layer, unit } = stage else { return None };
        Some(self.slope(layer, self.unit(layer, unit)?[1])?.to_f64())
    }
}
