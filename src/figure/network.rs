//! The network: its units with what each says over the plane, its weights as links, its biases.

mod curves;
mod layout;
mod links;
mod select;
mod state;
pub mod walk;

pub use curves::draw_curves;
pub use layout::Layout;
pub use select::{Move, neighbour};

use super::field::{Field, Grid};
use super::frame::{Rect, Size};
use super::marks::{Dot, Marks, Stroke, Type};
use super::palette::{Palette, Ramp};
use super::plane::signed;
use super::ticks::Below;
use crate::lab::settings::{Lines, Selection};
use crate::lab::snapshot::Snapshot;
use crate::nn::census::UnitState;
use crate::nn::network::Network;
use crate::nn::objective::Objective;
use links::Shown;

/// Thumbnails in a row of the sheet.
const ROW: usize = 16;

/// What is shown besides the network itself; nothing by default.
#[derive(Clone, Copy, Debug, Default)]
pub struct Look<'a> {
    /// ∂E/∂θ of each parameter, in the order of the network's: links and biases show it in place of the parameters, by sign
    /// and by its logarithm, from 10⁻⁶ to 1.
    pub gradient: Option<&'a [f32]>,
    /// What each unit does with the samples, layer after layer: those that have stopped learning are marked.
    pub states: Option<&'a [UnitState]>,
}

/// Draws the network into `marks`, with the thumbnails of the field that is ready.
///
/// A gradient or states of another shape of network are left out.
pub fn draw(
    snapshot: &Snapshot<'_>,
    field: &Field,
    look: Look<'_>,
    palette: &Palette,
    size: Size,
    marks: &mut Marks,
) {
    let network = snapshot.network;
    // A field of another shape of network has other units: the squares stay empty until the next one.
    let grid = field.shown().filter(|grid| {
        let units = network.layers().iter().map(|layer| layer.units);
        grid.layout().units().iter().copied().eq(units)
    });
    compose(snapshot, look, palette, size, marks, &mut |layout, marks| {
        if let Some(grid) = grid {
            paint(snapshot, grid, palette, field.serial(), marks);
        }
        pictures(layout, grid, palette, marks);
    });
}

/// Draws all but what is in the units' squares, which `pictures` does.
fn compose(
    snapshot: &Snapshot<'_>,
    look: Look<'_>,
    palette: &Palette,
    size: Size,
    marks: &mut Marks,
    pictures: &mut dyn FnMut(&Layout, &mut Marks),
) {
    marks.clear();
    if !size.is_visible() {
        return;
    }
    let network = snapshot.network;
    let layout = Layout::new(network, size);
    let select = snapshot.settings.select;
    let shown = Shown::new(network, look.gradient);
    links::draw(network, shown, &layout, select, palette, marks);
    pictures(&layout, marks);
    edges(&layout, select, palette, marks);
    if snapshot.settings.lines == Lines::On && network.layers().len() > 1 && network.shape().inputs > 1 {
        owners(&layout, palette, marks);
    }
    if let Some(states) = look.states {
        state::draw(states, &layout, palette, marks);
    }
    biases(network, shown, &layout, select, palette, marks);
    names(network, &layout, palette, marks);
}

/// Paints the thumbnails of all units, the inputs first, into the sheet, if they are not there yet.
fn paint(snapshot: &Snapshot<'_>, grid: &Grid, palette: &Palette, serial: u64, marks: &mut Marks) {
    let side = grid.sampling().thumbnail();
    let inputs = snapshot.network.shape().inputs;
    let units = inputs + grid.layout().units().iter().sum::<usize>();
    let (width, height) = (side * ROW, side * units.div_ceil(ROW));
    let Some(pixels) = marks.sheet_mut(width, height, serial * 2 + palette.theme as u64) else { return };
    let mut put = |index: usize, row: usize, values: &mut dyn Iterator<Item = f32>, ramp: &Ramp| {
        let start = ((index / ROW * side + row) * width + index % ROW * side) * 4;
        ramp.paint(values, &mut pixels[start..start + side * 4]);
    };
    for input in 0..inputs {
        for row in 0..side {
            let mut values = (0..side).map(|column| coordinate(grid, input, [column, row]));
            put(input, row, &mut values, &palette.signed);
        }
    }
    let mut index = inputs;
    for (number, &units) in grid.layout().units().iter().enumerate() {
        let output = number + 1 == grid.layout().units().len();
        for unit in 0..units {
            let thumbnail = grid.thumbnail(number, unit).unwrap_or(&[]);
            for (row, values) in thumbnail.chunks_exact(side).enumerate() {
                let values = values.iter().copied();
                match grid.objective() {
                    Objective::BinaryCrossEntropy | Objective::Threshold if output && units == 1 => {
                        put(index, row, &mut values.map(|p| 2.0 * p - 1.0), &palette.binary);
                    }
                    Objective::SoftmaxCrossEntropy | Objective::Threshold if output => {
                        put(index, row, &mut { values }, &palette.share[unit % palette.share.len()]);
                    }
                    _ => {
                        let activation = snapshot.settings.activation_of(number);
                        put(index, row, &mut values.map(|z| signed(activation, z)), &palette.signed);
                    }
                }
            }
            index += 1;
        }
    }
}

/// An input at a thumbnail's pixel, on the scale of colours: the window's largest coordinate is 1.
fn coordinate(grid: &Grid, axis: usize, [column, row]: [usize; 2]) -> f32 {
    let window = grid.window();
    let last = (grid.sampling().thumbnail().max(2) - 1) as f32;
    let share = if axis == 0 { column as f32 / last } else { 1.0 - row as f32 / last };
    let axis = axis.min(1);
    let (low, high) = (window.low[axis], window.high[axis]);
    (low + (high - low) * share) / low.abs().max(high.abs())
}

/// The units: a square each, with its thumbnail.
fn pictures(layout: &Layout, grid: Option<&Grid>, palette: &Palette, marks: &mut Marks) {
    let mut index = 0;
    for column in 0..layout.columns() {
        for unit in 0..layout.units(column) {
            let square = layout.unit(column, unit);
            if let Some(grid) = grid {
                let side = grid.sampling().thumbnail();
                let mut source = Grid::source(side);
                source.x += (index % ROW * side) as f32;
                source.y += (index / ROW * side) as f32;
                marks.image(source, square, true);
            } else {
                marks.area(palette.ground, square.outline());
            }
            index += 1;
        }
    }
}

/// The edges of the units' squares, and what sets off the one that is selected.
fn edges(layout: &Layout, select: Selection, palette: &Palette, marks: &mut Marks) {
    let edge = Stroke::solid(1.0, palette.ink.alpha(0.45));
    for column in 0..layout.columns() {
        for unit in 0..layout.units(column) {
            marks.line(edge, layout.unit(column, unit).outline());
        }
    }
    if let Selection::Unit { layer, unit } = select
        && unit < layout.units(layer + 1)
    {
        let square = layout.unit(layer + 1, unit);
        marks.line(Stroke::solid(2.0, palette.panel), square.grown(1.0).outline());
        marks.line(Stroke::solid(3.0, palette.accent), square.grown(3.0).outline());
    }
}

/// The colours of the first layer's lines, around the squares of their units.
fn owners(layout: &Layout, palette: &Palette, marks: &mut Marks) {
    for unit in 0..layout.units(1) {
        let square = layout.unit(1, unit);
        let width = (square.width / 12.0).clamp(2.0, 4.0);
        let stroke = Stroke { width, colour: palette.unit(unit), dash: super::lines::dash(unit) };
        marks.line(stroke, square.outline());
    }
}

/// The biases: a small square each, at the lower left corner of its unit.
fn biases(
    network: &Network<f32>,
    shown: Shown<'_>,
    layout: &Layout,
    select: Selection,
    palette: &Palette,
    marks: &mut Marks,
) {
    for (index, layer) in network.layers().iter().enumerate() {
        for (unit, parameter) in layer.biases().enumerate() {
            let square = layout.bias(index, unit);
            if select == (Selection::Weight { layer: index, unit, input: 0 }) {
                marks.area(palette.accent, square.grown(4.5).outline());
            }
            marks.area(palette.panel, square.grown(1.5).outline());
            marks.area(palette.strength(shown.bias(parameter)), square.outline());
        }
    }
    let edge = Stroke::solid(1.0, palette.ink.alpha(0.4));
    for (index, layer) in network.layers().iter().enumerate() {
        for unit in 0..layer.units {
            marks.line(edge, layout.bias(index, unit).outline());
        }
    }
}

/// The names of the inputs and outputs: x₁, x₂ and μ, or μ₀, μ₁, … by class; in regression x and ŷ. A perceptron's are ŷ too.
fn names(network: &Network<f32>, layout: &Layout, palette: &Palette, marks: &mut Marks) {
    let size = layout.name_size();
    let style = |align| Type { size, colour: palette.ink, halo: None, align, symbol: true };
    let (inputs, outputs) = (network.shape().inputs, network.shape().outputs);
    for unit in 0..inputs {
        let (place, align) = layout.name(0, unit);
        if inputs == 1 {
            marks.text(style(align), place, format_args!("x"));
        } else {
            marks.text(style(align), place, format_args!("x{}", Below(unit + 1)));
        }
    }
    let name = network.objective().symbol();
    for unit in 0..outputs {
        let (place, align) = layout.name(layout.columns() - 1, unit);
        if outputs == 1 {
            marks.text(style(align), place, format_args!("{name}"));
        } else {
            marks.text(style(align), place, format_args!("{name}{}", Below(unit)));
        }
        if outputs > 1 {
            class(layout.unit(layout.columns() - 1, unit), unit, palette, marks);
        }
    }
}

/// The class's shape in the upper right corner of its output unit.
fn class(square: Rect, class: usize, palette: &Palette, marks: &mut Marks) {
    let radius = (square.width * 0.11).clamp(2.0, 4.5);
    let shape = super::palette::class_shape(class);
    let dot = Dot {
        shape,
        radius,
        fill: Some(super::palette::class_colour(class)),
        outline: Some((palette.rim, 1.0)),
    };
    marks.dot(dot, [square.right() - radius * 1.8, square.y + radius * 1.8]);
}
