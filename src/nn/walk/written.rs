//! A formula that can be chosen, and what it comes to.

use super::{Stage, Walk};
use crate::nn::scalar::Scalar;

/// A formula of one stage: a sum, which g′ of the stage's unit may be multiplied by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Written {
    /// Whether all of it is negated.
    pub is_negative: bool,
    /// Whether g′ is a factor.
    pub has_slope: bool,
    pub(super) sum: Sum,
}

/// What is added up.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Sum {
    /// One product, and another that is added or (where it is true) subtracted.
    Few(Product, Option<(bool, Product)>),
    /// w δ of so many units of this layer, w being what the unit of this index gives them.
    Back { layer: u8, unit: u8, units: u8 },
}

/// Two factors, the second of which may be [`Symbol::One`].
pub type Product = [Symbol; 2];

/// A number that has a name. Layers, units and inputs are counted as in [`Stage`]; a walk through a network of more than 255 of
/// them [asks nothing](Walk::question).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Symbol {
    /// 1, which is not written.
    One,
    /// a of a unit of this layer.
    PreActivation(u8, u8),
    /// z of a unit of this layer, μ of an output.
    Output(u8, u8),
    /// What goes into this layer by this input, which is not the bias's.
    Input(u8, u8),
    /// y of this output.
    Target(u8),
    /// δ of a unit of this layer.
    Delta(u8, u8),
    /// The weight of this layer, unit and input.
    Weight(u8, u8, u8),
    /// ∂E/∂w of the weight of this layer, unit and input.
    Gradient(u8, u8, u8),
    /// η.
    Rate,
}

impl Written {
    /// One product.
    pub(super) fn product(factors: Product) -> Self {
        Self { is_negative: false, has_slope: false, sum: Sum::Few(factors, None) }
    }

    /// A symbol, and a product that is added or subtracted.
    pub(super) fn sum(symbol: Symbol, is_negative: bool, factors: Product) -> Self {
        let sum = Sum::Few([symbol, Symbol::One], Some((is_negative, factors)));
        Self { is_negative: false, has_slope: false, sum }
    }

    /// A symbol − y.
    pub(super) fn difference(symbol: Symbol, output: u8) -> Self {
        Self::sum(symbol, true, [Symbol::Target(output), Symbol::One])
    }

    /// What comes back to a unit from the layer after, `layer`.
    pub(super) fn back(layer: u8, unit: u8, units: u8) -> Self {
        Self { is_negative: false, has_slope: false, sum: Sum::Back { layer, unit, units } }
    }

    /// The same with the other sign; a difference is turned round.
    pub(super) fn opposite(self) -> Self {
        if let Sum::Few([a, Symbol::One], Some((true, [b, Symbol::One]))) = self.sum {
            return Self { sum: Sum::Few([b, Symbol::One], Some((true, [a, Symbol::One]))), ..self };
        }
        Self { is_negative: !self.is_negative, ..self }
    }

    /// The product of this index, and whether it is subtracted; nothing after the last.
    #[inline(never)]
    pub fn term(&self, index: usize) -> Option<(bool, Product)> {
        match (self.sum, index) {
            (Sum::Few(first, _), 0) => Some((false, first)),
            (Sum::Few(_, second), 1) => second,
            (Sum::Few(..), _) => None,
            (Sum::Back { layer, unit, units }, _) => {
                let to = u8::try_from(index).ok().filter(|&to| to < units)?;
                Some((false, [Symbol::Weight(layer, to, unit + 1), Symbol::Delta(layer, to)]))
            }
        }
    }
}

impl<T: Scalar> Walk<T> {
    /// What a formula of a stage comes to; nothing where it names what there is not.
    #[inline(never)]
    pub fn comes_to(&self, written: &Written, stage: Stage) -> Option<f64> {
        let mut sum = 0.0;
        let mut index = 0;
        while let Some((is_negative, [a, b])) = written.term(index) {
            let product = self.named(a)? * self.named(b)?;
            sum += if is_negative { -product } else { product };
            index += 1;
        }
        let slope = if written.has_slope { self.stage_slope(stage)? } else { 1.0 };
        Some(if written.is_negative { -sum } else { sum } * slope)
    }

    #[inline(never)]
    fn named(&self, symbol: Symbol) -> Option<f64> {
        let place = |layer: u8, unit: u8| [layer, unit].map(usize::from);
        let of_unit = |[layer, unit]: [usize; 2], which: usize| Some(self.unit(layer, unit)?[which]);
        let number = match symbol {
            Symbol::One => return Some(1.0),
            Symbol::Rate => return Some(self.descent.rate.into()),
            Symbol::PreActivation(layer, unit) => of_unit(place(layer, unit), 0),
            Symbol::Output(layer, unit) => of_unit(place(layer, unit), 1),
            Symbol::Delta(layer, unit) => of_unit(place(layer, unit), 2),
            Symbol::Input(layer, input) => {
                self.inputs(layer.into()).get(usize::from(input.checked_sub(1)?)).copied()
            }
            Symbol::Target(unit) => self.y.get(usize::from(unit)).copied(),
            Symbol::Weight(layer, unit, input) | Symbol::Gradient(layer, unit, input) => {
                let index = self.network.index(layer.into(), unit.into(), input.into())?;
                let is_weight = matches!(symbol, Symbol::Weight(..));
                let all = if is_weight { self.network.parameters() } else { &self.gradient };
                all.get(index).copied()
            }
        };
        number.map(Scalar::to_f64)
    }

    /// g′ of the unit that a stage is about; none where there is none or where it cancels.
    pub(super) fn stage_slope(&self, stage: Stage) -> Option<f64> {
        let Stage::Delta { layer, unit } = stage else { return None };
        Some(self.slope(layer, self.unit(layer, unit)?[1])?.to_f64())
    }
}
