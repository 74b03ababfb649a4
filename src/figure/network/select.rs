//! Walking through the network by keyboard.

use crate::lab::settings::Selection;
use crate::nn::network::Network;

/// A key that moves the selection.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Move {
    /// To the layer before, or from a weight to the unit it comes from.
    Left,
    /// To the layer after, or from a weight to the unit it leads to.
    Right,
    /// To the unit above, or to the weight before.
    Up,
    /// To the unit below, or to the weight after.
    Down,
    /// From a unit into its weights, the bias first, and back.
    Enter,
    /// Out: from a weight to its unit, from a unit to nothing.
    Escape,
}

impl Move {
    /// The move that a key stands for, by its name in the browser.
    pub fn from_key(key: &str) -> Option<Self> {
        Some(match key {
            "ArrowLeft" => Self::Left,
            "ArrowRight" => Self::Right,
            "ArrowUp" => Self::Up,
            "ArrowDown" => Self::Down,
            "Enter" | " " => Self::Enter,
            "Escape" => Self::Escape,
            _ => return None,
        })
    }
}

/// What is selected after a move. From nothing, and from what the network does not have, each move but Escape
/// leads to the first unit.
pub fn neighbour(selection: Selection, network: &Network<f32>, step: Move) -> Selection {
    let layers = network.layers();
    let units = |layer: usize| layers.get(layer).map_or(0, |layer| layer.units);
    let first = if step == Move::Escape { Selection::None } else { Selection::Unit { layer: 0, unit: 0 } };
    match selection {
        Selection::Unit { layer, unit } if unit < units(layer) => {
            let to = |to: usize| {
                // The unit at about the same height.
                let unit = (2 * unit + 1) * units(to) / (2 * units(layer)).max(1);
                Selection::Unit { layer: to, unit: unit.min(units(to).saturating_sub(1)) }
            };
            match step {
                Move::Left => to(layer.saturating_sub(1)),
                Move::Right => to((layer + 1).min(layers.len() - 1)),
                Move::Up => Selection::Unit { layer, unit: unit.saturating_sub(1) },
                Move::Down => Selection::Unit { layer, unit: (unit + 1).min(units(layer) - 1) },
                Move::Enter => Selection::Weight { layer, unit, input: 0 },
                Move::Escape => Selection::None,
            }
        }
        Selection::Weight { layer, unit, input } if network.index(layer, unit, input).is_some() => {
            let last = layers.get(layer).map_or(0, |layer| layer.inputs);
            match step {
                Move::Left if layer > 0 && input > 0 => Selection::Unit { layer: layer - 1, unit: input - 1 },
                Move::Left => selection,
                Move::Up => Selection::Weight { layer, unit, input: input.saturating_sub(1) },
                Move::Down => Selection::Weight { layer, unit, input: (input + 1).min(last) },
                Move::Right | Move::Enter | Move::Escape => Selection::Unit { layer, unit },
            }
        }
        _ => first,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::nn::activation::Activation;
    use crate::nn::initialization::Initialization;
    use crate::nn::objective::Objective;
    use crate::nn::shape::Shape;

    fn network(hidden: &[usize]) -> Network<f32> {
        let hidden = hidden.iter().map(|&units| (units, Activation::Tanh)).collect();
        let objective = Objective::BinaryCrossEntropy;
        Network::new(
            Shape { inputs: 2, hidden, outputs: 1, objective, slope: 0.01 },
            Initialization::Zeros,
            1,
        )
    }

    const MOVES: [Move; 6] = [Move::Left, Move::Right, Move::Up, Move::Down, Move::Enter, Move::Escape];

    fn exists(selection: Selection, network: &Network<f32>) -> bool {
        match selection {
            Selection::None => true,
            Selection::Unit { layer, unit } => network.index(layer, unit, 0).is_some(),
            Selection::Weight { layer, unit, input } => network.index(layer, unit, input).is_some(),
        }
    }

    #[test]
    fn arrows_reach_every_unit_and_weight_and_nothing_else() {
        for hidden in [&[][..], &[1], &[4], &[16, 1, 16], &[3, 5, 2]] {
            let network = network(hidden);
            let mut seen = vec![Selection::None];
            let mut next = 0;
            while let Some(&at) = seen.get(next) {
                next += 1;
                for step in MOVES {
                    let to = neighbour(at, &network, step);
                    assert!(exists(to, &network), "{at:?} {step:?} {to:?}");
                    if !seen.contains(&to) {
                        seen.push(to);
                    }
                }
            }
            let units: usize = network.layers().iter().map(|layer| layer.units).sum();
            assert_eq!(seen.len(), 1 + units + network.parameters().len(), "{hidden:?}");
        }
    }

    #[test]
    fn a_selection_that_is_gone_begins_anew() {
        let network = network(&[2]);
        let gone = Selection::Weight { layer: 7, unit: 3, input: 0 };
        assert_eq!(neighbour(gone, &network, Move::Down), Selection::Unit { layer: 0, unit: 0 });
        assert_eq!(neighbour(gone, &network, Move::Escape), Selection::None);
    }
}
