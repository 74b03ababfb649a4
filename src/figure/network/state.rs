//! Marks on units that have stopped learning: a cross over the dead, a folded corner on the saturated.

use super::layout::Layout;
use crate::figure::frame::Rect;
use crate::figure::marks::{Marks, Stroke};
use crate::figure::palette::Palette;
use crate::nn::census::UnitState;

/// Marks the units; `states` are those of all units, layer after layer. Those of another network's units are not
/// drawn.
pub(super) fn draw(states: &[UnitState], layout: &Layout, palette: &Palette, marks: &mut Marks) {
    let units =
        || (1..layout.columns()).flat_map(|column| (0..layout.units(column)).map(move |unit| (column, unit)));
    if units().count() != states.len() {
        return;
    }
    let squares = |wanted: UnitState| {
        let marked = units().zip(states).filter(move |(_, state)| **state == wanted);
        marked.map(|((column, unit), _)| layout.unit(column, unit))
    };
    // What the unit says over the plane is as good as nothing: hardly seen.
    squares(UnitState::Dead).for_each(|square| marks.area(palette.ground.alpha(0.82), square.outline()));
    for (widths, colour) in [(3.0, palette.panel), (1.0, palette.ink)] {
        for square in squares(UnitState::Dead) {
            let width = (square.width * 0.07).clamp(1.2, 3.5);
            for arm in cross(square) {
                marks.line(Stroke::solid(width * widths, colour), arm);
            }
        }
    }
    for (rim, colour) in [(1.5, palette.panel), (0.0, palette.ink)] {
        squares(UnitState::Saturated).for_each(|square| marks.area(colour, corner(square, rim)));
    }
}

/// The two arms of a cross within a square.
fn cross(square: Rect) -> [[[f32; 2]; 2]; 2] {
    let inner = square.grown(-square.width * 0.17);
    let (left, top, right, bottom) = (inner.x, inner.y, inner.right(), inner.bottom());
    [[[left, top], [right, bottom]], [[left, bottom], [right, top]]]
}

/// A triangle in the upper left corner of a square, where neither the bias nor the class is.
fn corner(square: Rect, rim: f32) -> [[f32; 2]; 3] {
    let side = (square.width * 0.36).clamp(4.0, 16.0);
    let (x, y) = (square.x - 0.5, square.y - 0.5);
    // The slanted edge moves out by √2 times as much along each leg.
    let leg = side + rim * 1.5;
    [[x, y], [x + leg, y], [x, y + leg]]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::figure::frame::Size;
    use crate::figure::marks::Mark;
    use crate::figure::palette::Theme;
    use crate::nn::activation::Activation;
    use crate::nn::census::UnitState::{Dead, Live, Saturated};
    use crate::nn::initialization::Initialization;
    use crate::nn::network::Network;
    use crate::nn::objective::Objective;
    use crate::nn::shape::Shape;

    /// Where the ink of lines and of areas is, for a network of 3, 2 and 1 units.
    fn ink(states: &[UnitState]) -> (Layout, [Vec<Vec<[f32; 2]>>; 2]) {
        let hidden = vec![(3, Activation::Relu), (2, Activation::Relu)];
        let objective = Objective::BinaryCrossEntropy;
        let shape = Shape { inputs: 2, hidden, outputs: 1, objective, slope: 0.0 };
        let network = Network::new(shape, Initialization::He, 1);
        let layout = Layout::new(&network, Size { width: 560.0, height: 360.0 });
        let (palette, mut marks) = (Palette::new(Theme::Dark), Marks::new());
        draw(states, &layout, &palette, &mut marks);
        let mut found = [Vec::new(), Vec::new()];
        for mark in marks.iter() {
            match mark {
                Mark::Lines(stroke, runs) if stroke.colour == palette.ink => {
                    found[0].extend(runs.iter().map(<[_]>::to_vec));
                }
                Mark::Areas(colour, runs) if colour == palette.ink => {
                    found[1].extend(runs.iter().map(<[_]>::to_vec));
                }
                _ => {}
            }
        }
        (layout, found)
    }

    #[test]
    fn dead_units_have_a_cross_and_saturated_ones_a_corner() {
        let (layout, [lines, areas]) = ink(&[Dead, Live, Live, Live, Saturated, Live]);
        assert_eq!((lines.len(), areas.len()), (2, 1));
        let (dead, saturated) = (layout.unit(1, 0), layout.unit(2, 1));
        assert!(lines.iter().flatten().all(|&place| dead.distance(place) <= 0.0));
        assert!(areas.iter().flatten().all(|&place| saturated.distance(place) < 1.0));
        // The mark keeps off the bias, in the lower left corner.
        assert!(areas.iter().flatten().all(|[_, y]| *y < layout.bias(1, 1).y - 4.0));
    }

    #[test]
    fn live_units_and_those_of_another_network_are_not_marked() {
        for states in [&[Live; 6][..], &[Dead; 5], &[Dead; 7], &[Saturated; 9], &[]] {
            assert!(ink(states).1.iter().all(Vec::is_empty), "{states:?}");
        }
    }
}
