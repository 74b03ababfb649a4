//! The network on one sample: what each unit puts out, what comes back to it, and in the accent what is computed now.

mod parts;

use super::layout::Layout;
use super::links::{self, Shown};
use super::names;
use crate::figure::frame::{Rect, Size};
use crate::figure::marks::{Align, Marks, Stroke, Type};
use crate::figure::palette::{Colour, Palette};
use crate::figure::ticks::Numeral;
use crate::lab::settings::Selection;
use crate::lab::snapshot::Snapshot;
use crate::lab::walk::Walked;
use crate::nn::walk::Stage;

/// A square of at least this side has room for numbers.
const ROOM: f32 = 30.0;

/// What a unit is known to have by a stage.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
struct Known {
    a: bool,
    z: bool,
    delta: bool,
}

/// Draws the walk that is looked at into `marks`; nothing where there is none.
///
/// In each unit stands its output z, or its pre-activation a in italics as long as that is all that is known; under it its δ. The
/// colour of a unit is that of its output, on the same scale as that of links.
pub fn draw(snapshot: &Snapshot<'_>, palette: &Palette, size: Size, marks: &mut Marks) {
    marks.clear();
    let Some(walked) = snapshot.walked.filter(|_| size.is_visible()) else { return };
    let network = walked.walk.network();
    let layout = Layout::new(network, size);
    let Some(&now) = walked.walk.stages().get(walked.stage) else { return };
    let shown = Shown::new(network, None);
    links::draw(network, shown, &layout, Selection::None, palette, marks);
    // Which factors there are may be what is asked for.
    let parts = if walked.asks { Vec::new() } else { parts::of(walked.walk, now) };
    for weight in lit_weights(now, &layout) {
        links::light(network, shown, &layout, weight, palette.accent, palette, marks);
    }
    for part in &parts {
        let colour = palette.factor(part.factor);
        links::light(network, shown, &layout, part.place, colour, palette, marks);
    }
    units(walked, now, walked.asks, &layout, palette, marks);
    parts::draw(&parts, walked.walk, &layout, palette, marks);
    names(network, &layout, palette, marks);
}

/// The weights, and biases, that a stage reads or changes.
fn lit_weights(now: Stage, layout: &Layout) -> Vec<Selection> {
    match now {
        Stage::PreActivation { layer, unit } => {
            (0..=layout.units(layer)).map(|input| Selection::Weight { layer, unit, input }).collect()
        }
        Stage::Delta { layer, unit } => (0..layout.units(layer + 2))
            .map(|to| Selection::Weight { layer: layer + 1, unit: to, input: unit + 1 })
            .collect(),
        Stage::Gradient { layer, unit, input } | Stage::Update { layer, unit, input } => {
            vec![Selection::Weight { layer, unit, input }]
        }
        Stage::Input | Stage::Activation { .. } | Stage::Loss | Stage::End => Vec::new(),
    }
}

/// Whether a stage is about a unit of a column, the inputs being column 0.
fn is_lit(now: Stage, column: usize, unit: usize, columns: usize) -> bool {
    match now {
        Stage::Input => column == 0,
        Stage::Loss => column + 1 == columns,
        Stage::PreActivation { layer, unit: at }
        | Stage::Activation { layer, unit: at }
        | Stage::Delta { layer, unit: at } => column == layer + 1 && unit == at,
        // Of a weight the factors are lit, each in its colour.
        Stage::Gradient { .. } | Stage::Update { .. } | Stage::End => false,
    }
}

/// What is known of each unit of the layers by a stage.
fn known(walked: Walked<'_>, layout: &Layout) -> Vec<Vec<Known>> {
    let layers = 1..layout.columns();
    let mut known: Vec<Vec<Known>> =
        layers.map(|column| vec![Known::default(); layout.units(column)]).collect();
    let mut of = |layer: usize, unit: usize, change: fn(&mut Known)| {
        known.get_mut(layer).and_then(|units| units.get_mut(unit)).into_iter().for_each(change);
    };
    for &stage in walked.walk.stages().iter().take(walked.stage + 1) {
        match stage {
            Stage::PreActivation { layer, unit } => of(layer, unit, |known| known.a = true),
            Stage::Activation { layer, unit } => of(layer, unit, |known| known.z = true),
            Stage::Delta { layer, unit } => of(layer, unit, |known| known.delta = true),
            Stage::Input | Stage::Loss => {}
            // From here on all of it is known.
            Stage::Gradient { .. } | Stage::Update { .. } | Stage::End => break,
        }
    }
    known
}

/// The units and biases. Where a walk asks before it tells, a question mark stands for the number at hand.
fn units(walked: Walked<'_>, now: Stage, asks: bool, layout: &Layout, palette: &Palette, marks: &mut Marks) {
    let known = known(walked, layout);
    for column in 0..layout.columns() {
        for unit in 0..layout.units(column) {
            let square = layout.unit(column, unit);
            let numbers = column.checked_sub(1).and_then(|layer| walked.walk.unit(layer, unit));
            let known = column.checked_sub(1).map(|layer| known[layer][unit]).unwrap_or_default();
            let [a, z, delta] = numbers.unwrap_or_default();
            let (inside, is_final) = match (column, known) {
                (0, _) => (walked.walk.x().get(unit).copied(), true),
                (_, Known { z: true, .. }) => (Some(z), true),
                (_, Known { a: true, .. }) => (Some(a), false),
                _ => (None, false),
            };
            let lit = is_lit(now, column, unit, layout.columns());
            let asked = asks && lit;
            let is_forward = matches!(now, Stage::PreActivation { .. } | Stage::Activation { .. });
            let told = inside.filter(|x| is_final && x.is_finite() && !(asked && is_forward));
            let strength = told.unwrap_or(0.0).clamp(-1.0, 1.0);
            let [r, g, b, _] = palette.binary.at(strength);
            marks.area(Colour([r, g, b, 255]), square.outline());
            let edge = if lit { (3.5, palette.accent) } else { (1.0, palette.ink.alpha(0.45)) };
            marks.line(Stroke::solid(edge.0, edge.1), square.outline());
            write(
                inside,
                asked && is_forward,
                square,
                if known.delta { 0.32 } else { 0.5 },
                palette.ink,
                !is_final,
                marks,
            );
            let is_delta = matches!(now, Stage::Delta { .. });
            write(known.delta.then_some(delta), asked && is_delta, square, 0.7, palette.accent, false, marks);
        }
    }
    for layer in 0..layout.columns() - 1 {
        for unit in 0..layout.units(layer + 1) {
            let square = layout.bias(layer, unit);
            let lit = lit_weights(now, layout).contains(&Selection::Weight { layer, unit, input: 0 });
            if lit {
                marks.area(palette.accent, square.grown(4.0).outline());
            }
            marks.area(palette.panel, square.grown(1.0).outline());
            let bias = walked.walk.network().parameter([layer, unit, 0]);
            let strength = bias.filter(|bias| bias.is_finite()).unwrap_or(0.0) / 2.0;
            marks.area(palette.strength(strength.clamp(-1.0, 1.0)), square.outline());
            marks.line(Stroke::solid(1.0, palette.ink.alpha(0.4)), square.outline());
        }
    }
}

/// Writes a number in a square, at a share of its height.
fn write(
    number: Option<f32>,
    is_asked: bool,
    square: Rect,
    at: f32,
    colour: Colour,
    symbol: bool,
    marks: &mut Marks,
) {
    let Some(number) = number.filter(|number| number.is_finite() && square.width >= ROOM) else { return };
    let size = (square.width * 0.27).clamp(9.0, 17.0);
    let style = Type { size, colour, halo: None, align: Align::Centre, symbol };
    let decimals = if number.abs() < 10.0 { 2 } else { 0 };
    let place = [square.centre()[0], square.y + square.height * at];
    if is_asked {
        marks.text(style, place, format_args!("?"));
    } else {
        marks.text(style, place, format_args!("{}", Numeral::new(number.into(), decimals)));
    }
}

#[cfg(test)]
mod tests;
