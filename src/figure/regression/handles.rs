//! The parameters as handles: where they are in the figure, which one lies under a pointer, and what a drag of it makes of them.

use super::curves::Curves;
use crate::data::point::Window;
use crate::figure::frame::Frame;
use crate::lab::settings::{Hold, Place, Selection};
use crate::lab::snapshot::Snapshot;
use crate::nn::activation::Activation;
use crate::nn::network::Network;
use crate::nn::pass::Pass;
use crate::nn::scalar::Lanes;

/// No slope |v| that a drag makes is larger.
const STEEPEST: f32 = 60.0;
/// Nor is any other parameter.
const GREATEST: f32 = 1000.0;
/// A slope smaller than this has no place −b/v in the window.
const LEAST: f32 = 1e-3;
/// Handles keep this share of the window's side from its border.
const INSET: f32 = 0.045;

/// What a handle moves. Units are counted from 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Handle {
    /// The height w₀, up and down.
    Height,
    /// The vertical stretch w_h of a unit's curve, up and down.
    Stretch(usize),
    /// The place −b_h/v_h of a unit's step, to the sides: b_h.
    Shift(usize),
    /// The horizontal stretch v_h around that place, to the sides: v_h, and b_h so that the place stays.
    Slope(usize),
}

/// A handle where it is, in units of the plane.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Placed {
    /// What it moves.
    pub handle: Handle,
    /// Its middle.
    pub at: [f32; 2],
    /// What stays while it is dragged: the x of a stretch, the place −b/v of a slope.
    anchor: f32,
    /// The pre-activation at the handle of a slope.
    reach: f32,
}

impl Handle {
    /// Whether it goes up and down, not to the sides.
    pub fn is_vertical(self) -> bool {
        matches!(self, Self::Height | Self::Stretch(_))
    }

    /// The unit that it is about.
    pub fn unit(self) -> Option<usize> {
        match self {
            Self::Height => None,
            Self::Stretch(unit) | Self::Shift(unit) | Self::Slope(unit) => Some(unit),
        }
    }

    /// The parameters that it moves.
    pub fn places(self, network: &Network<f32>) -> Vec<Place> {
        let output = network.layers().len().saturating_sub(1);
        match self {
            Self::Height => vec![[output, 0, 0]],
            Self::Stretch(unit) => vec![[output, 0, unit + 1]],
            Self::Shift(unit) => vec![[0, unit, 0]],
            Self::Slope(unit) => vec![[0, unit, 0], [0, unit, 1]],
        }
    }
}

/// The unit of the last hidden layer that a selection is about: itself, or a weight into it or out of it.
pub fn selected(select: Selection, network: &Network<f32>) -> Option<usize> {
    let output = network.layers().len().checked_sub(1)?;
    match select {
        Selection::Weight { layer, input: input @ 1.., .. } if layer == output => Some(input - 1),
        Selection::Unit { layer, unit } | Selection::Weight { layer, unit, .. } if layer + 1 == output => {
            Some(unit)
        }
        _ => None,
    }
}

/// All handles: the height, each unit's place where there is one hidden layer, and the others of the unit that is selected. In
/// a deeper network, and in one without hidden units, each term has its vertical stretch. What is locked has no handle.
pub fn all(snapshot: &Snapshot<'_>, curves: &Curves) -> Vec<Placed> {
    let network = snapshot.network;
    let hold = &snapshot.settings.hold;
    let (bias, weights) = network.output_weights();
    let window = snapshot.window;
    let inset = INSET * (window.high[0] - window.low[0]);
    let inside = |value: f32, axis: usize| value.max(window.low[axis] + inset).min(window.high[axis] - inset);
    let chosen = selected(snapshot.settings.select, network);
    let place = |handle, at, anchor| Placed { handle, at, anchor, reach: 0.0 };
    let mut placed = vec![place(Handle::Height, [inside(f32::MIN, 0), inside(bias, 1)], 0.0)];
    for (unit, (&w, term)) in weights.iter().zip(curves.terms()).enumerate() {
        if let Some(Step { centre, slope, activation }) = step(network, unit) {
            let height = |a: f32| inside(w * value(network, activation, a), 1);
            placed.push(place(Handle::Shift(unit), [inside(centre, 0), height(0.0)], centre));
            let is_seen = (window.low[0]..=window.high[0]).contains(&centre);
            if chosen == Some(unit) && is_seen {
                // On the side where there is room for it.
                let reach = reach(activation).copysign(slope);
                let is_even =
                    matches!(activation, Activation::Sigmoid | Activation::Tanh | Activation::Linear);
                let has_room = centre + reach / slope < window.high[0] - inset;
                let reach = if has_room || !is_even { reach } else { -reach };
                let x = inside(centre + reach / slope, 0);
                let at = [x, height(slope * (x - centre))];
                placed.push(Placed { handle: Handle::Slope(unit), at, anchor: centre, reach });
            }
        }
        if chosen == Some(unit) || network.layers().len() != 2 {
            let low = [window.low[0] + 2.5 * inset, window.low[1] + inset];
            let high = [window.high[0] - 2.5 * inset, window.high[1] - inset];
            let within = Window { low, high };
            placed.extend(stretch(unit, curves, outputs(network, curves, unit), term, within));
        }
    }
    let is_free = |placed: &Placed| {
        !placed.handle.places(network).iter().any(|&place| is_locked(hold, snapshot.grip, place))
    };
    placed.retain(is_free);
    placed.retain(|placed| placed.at.iter().all(|x| x.is_finite()));
    placed
}

/// Whether a parameter is held by a lock, and not only by the hand.
fn is_locked(hold: &Hold, grip: &[Place], place: Place) -> bool {
    hold.has(place) && !grip.contains(&place)
}

/// The step of a unit of the only hidden layer.
struct Step {
    /// Where its pre-activation is 0: −b/v.
    centre: f32,
    /// v.
    slope: f32,
    activation: Activation,
}

fn step(network: &Network<f32>, unit: usize) -> Option<Step> {
    let [hidden, _] = network.layers() else { return None };
    let (b, v) = (network.parameter([0, unit, 0])?, network.parameter([0, unit, 1])?);
    (v.abs() >= LEAST).then(|| Step { centre: -b / v, slope: v, activation: hidden.activation })
}

/// The pre-activation at which the handle of the slope is: far enough from 0 to be seen, near enough to be within the step.
fn reach(activation: Activation) -> f32 {
    match activation {
        Activation::Sigmoid => 2.0,
        _ => 1.0,
    }
}

fn value(network: &Network<f32>, activation: Activation, a: f32) -> f32 {
    activation.value(f64::from(a), network.shape().slope) as f32
}

/// The outputs o_h of what comes into the output layer, at each place.
fn outputs<'a>(network: &Network<f32>, curves: &'a Curves, unit: usize) -> &'a [f32] {
    let before = network.layers().last().map_or(0, |output| output.input_units().start);
    curves.units().nth(before + unit).unwrap_or(&[])
}

/// The handle of a vertical stretch: where the unit's output is greatest, as far as its curve is in the window.
fn stretch(unit: usize, curves: &Curves, outputs: &[f32], term: &[f32], within: Window) -> Option<Placed> {
    let places = curves.x().iter().zip(outputs).zip(term);
    let seen = places.filter(|((x, _), y)| within.contains([**x, **y]));
    let ((&x, &o), &y) = seen.max_by(|a, b| a.0.1.abs().total_cmp(&b.0.1.abs()))?;
    (o.abs() >= LEAST).then_some(Placed { handle: Handle::Stretch(unit), at: [x, y], anchor: x, reach: 0.0 })
}

/// The handle nearest to a place in pixels, of those within reach.
pub fn hit(placed: &[Placed], frame: Frame, at: [f32; 2], reach: f32) -> Option<Placed> {
    let distance = |placed: &Placed| {
        let [x, y] = frame.pixel(placed.at);
        (x - at[0]).hypot(y - at[1])
    };
    let near =
        placed.iter().map(|placed| (distance(placed), *placed)).filter(|(distance, _)| *distance <= reach);
    // Of two at one place the one drawn on top.
    near.min_by(|a, b| a.0.total_cmp(&b.0)).map(|(_, placed)| placed)
}

/// What the parameters are after a handle was dragged to a place in units of the plane.
pub fn drag(grabbed: &Placed, network: &Network<f32>, [x, y]: [f32; 2]) -> Vec<(Place, f32)> {
    let places = grabbed.handle.places(network);
    let values = match grabbed.handle {
        Handle::Height => vec![y],
        Handle::Stretch(unit) => {
            let o = output_at(network, unit, grabbed.anchor);
            if o.abs() < LEAST {
                return Vec::new();
            }
            vec![y / o]
        }
        Handle::Shift(unit) => vec![-network.parameter([0, unit, 1]).unwrap_or_default() * x],
        Handle::Slope(_) => {
            let least = grabbed.reach.abs() / STEEPEST;
            let apart = x - grabbed.anchor;
            let v = grabbed.reach / apart.abs().max(least).copysign(apart);
            vec![-rounded(v) * grabbed.anchor, v]
        }
    };
    places.into_iter().zip(values.into_iter().map(rounded)).collect()
}

/// A number as short as the formula shows it.
fn rounded(value: f32) -> f32 {
    (value.clamp(-GREATEST, GREATEST) * 1000.0).round() / 1000.0
}

/// The output of a unit of the last hidden layer, or the input, at x.
fn output_at(network: &Network<f32>, unit: usize, x: f32) -> f32 {
    let mut pass = Pass::new(network);
    if let Some(input) = pass.inputs_mut::<1>().first_mut() {
        *input = [Lanes::splat(x)];
    }
    network.forward::<1>(&mut pass);
    let before = network.layers().last().map_or(0, |output| output.input_units().start);
    pass.outputs::<1>().get(before + unit).map_or(0.0, |[o]| o.lane(0))
}
