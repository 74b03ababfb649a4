//! The new representation: where a hidden layer puts the points, and the plane that they lie in.
//!
//! A layer of two units is a plane, shown exactly as it is: z₁ across, z₂ up. Of a layer of more, a [`Section`] is shown: two chosen
//! units, or the two principal components. All of it, and the pre-activation of the output at each point, comes from one pass for
//! each state of the lab, which every figure of these draws from.

mod draw;
mod memory;
mod places;
mod section;

pub use draw::{draw, nearest};
pub use section::{Section, Shown};

use super::clip::Side;
use super::contour::{Contour, Trace};
use super::hash::{hashed, words};
use crate::data::point::{Part, Window};
use crate::lab::settings::Axes;
use crate::lab::snapshot::Snapshot;
use crate::nn::components::Components;
use crate::nn::network::Network;
use memory::Memory;
use places::Places;

/// Points along a side of the lattice that is drawn from the input plane into the hidden one.
const LATTICE: usize = 61;
/// Every fifth row and column of it is drawn as a line: thirteen each way, with four places between two crossings.
const EVERY: usize = 5;

/// What a representation depends on: those with equal keys are equal.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Key {
    revision: u64,
    points: u64,
    window: Window,
    layer: usize,
    axes: Axes,
    pair: [usize; 2],
}

/// Where the points, the lattice, the boundary and the probe lie in the plane that is shown of a hidden layer.
#[derive(Clone, Debug, Default)]
pub struct Representation {
    key: Option<Key>,
    /// The layer from 0, and what is shown of it; none without hidden layers.
    shown: Option<(usize, Shown)>,
    section: Section,
    components: Option<Components>,
    memory: Memory,
    places: Places,
    /// Of each point, where the layer puts it, and the output's pre-activation; the latter of none where there are several outputs.
    points: Vec<[f32; 2]>,
    logits: Vec<f32>,
    /// `LATTICE²`: where the layer puts a lattice over the window, rows from the top down.
    lattice: Vec<[f32; 2]>,
    /// The boundary over the inputs, and place by place where the layer puts it.
    contour: Contour,
    trace: Trace,
    image: Vec<[f32; 2]>,
    /// The score of each class over the plane that is shown; none where the output is not computed from this layer.
    scores: Vec<Side>,
    probe: Option<([f32; 2], f32)>,
}

impl Representation {
    /// Nothing yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// Becomes that of the snapshot. Only the probe is run forward where all else is as it was.
    pub fn update(&mut self, snapshot: &Snapshot<'_>) {
        let settings = snapshot.settings;
        let key = Key {
            revision: snapshot.network_revision,
            points: hashed(snapshot.points.iter().flat_map(words)),
            window: snapshot.window,
            layer: settings.layer,
            axes: settings.axes,
            pair: settings.pair,
        };
        if self.key != Some(key) {
            self.key = Some(key);
            self.compute(snapshot);
        }
        self.probe = snapshot.probe.and_then(|x| self.at(snapshot.network, x));
    }

    fn compute(&mut self, snapshot: &Snapshot<'_>) {
        let network = snapshot.network;
        let hidden = network.layers().len().saturating_sub(1);
        let layer = snapshot.settings.layer.min(hidden).checked_sub(1);
        self.shown = layer.and_then(|layer| {
            let units = network.layers().get(layer)?.units;
            Some((layer, Shown::of(snapshot.settings, units)))
        });
        if self.memory.is_of_another(snapshot, self.shown) {
            self.components = None;
        }
        let inputs = snapshot.points.iter().map(|point| point.x);
        self.places.run(network, self.shown.map(|(layer, _)| layer), inputs);
        self.logits.clear();
        if network.shape().outputs == 1 {
            self.logits.extend_from_slice(self.places.logits());
        }
        self.find_section(snapshot);
        self.section.place_all(&self.places, &mut self.points);
        self.warp_lattice(snapshot);
        self.scores.clear();
        if let Some((layer, _)) = self.shown.filter(|&(layer, _)| layer + 1 == hidden) {
            self.scores.extend(self.section.scores(network, layer + 1));
        }
        let activation = self.shown.and_then(|(layer, _)| Some(network.layers().get(layer)?.activation));
        let places = [&self.points[..], &self.lattice, &self.image];
        self.memory.grow(self.shown.map(|(_, shown)| shown), activation, places, &self.logits);
    }

    /// Lays the plane that is shown through the outputs of the layer, by those of the training points.
    fn find_section(&mut self, snapshot: &Snapshot<'_>) {
        let Some((_, shown)) = self.shown else {
            self.section = Section::default();
            return;
        };
        let training = snapshot.points.iter().enumerate().filter(|(_, point)| point.part == Part::Train);
        let training: Vec<usize> = training.map(|(index, _)| index).collect();
        let (places, units) = (&self.places, self.places.units());
        let value = |unit: usize, k: usize| f64::from(places.at(training[k])[unit]);
        let components = Components::new(units, training.len(), value, self.components.as_ref());
        self.section = Section::new(shown, &components);
        self.components = (shown == Shown::Components).then_some(components);
    }

    /// Runs the lattice forward, traces the boundary on it, and runs the boundary forward.
    fn warp_lattice(&mut self, snapshot: &Snapshot<'_>) {
        let (network, window) = (snapshot.network, snapshot.window);
        let layer = self.shown.map(|(layer, _)| layer);
        self.places.run(network, layer, (0..LATTICE * LATTICE).map(|index| input(window, index)));
        self.section.place_all(&self.places, &mut self.lattice);
        self.trace.run(self.places.logits(), LATTICE, window, &mut self.contour);
        self.places.run(network, layer, self.contour.lines().flatten().copied());
        self.section.place_all(&self.places, &mut self.image);
    }

    /// Where the layer puts one place, and the first output's pre-activation there.
    fn at(&mut self, network: &Network<f32>, x: [f32; 2]) -> Option<([f32; 2], f32)> {
        self.places.run(network, self.shown.map(|(layer, _)| layer), [x]);
        let place = self.section.place(self.places.at(0));
        let logit = *self.places.logits().first()?;
        place.iter().chain(&[logit]).all(|x| x.is_finite()).then_some((place, logit))
    }

    /// The layer, from 0, and what is shown of it; none without hidden layers.
    pub fn shown(&self) -> Option<(usize, Shown)> {
        self.shown
    }

    /// The plane that is shown, in the space of the layer's outputs.
    pub fn section(&self) -> &Section {
        &self.section
    }

    /// The principal components of the layer's outputs, where they are what is shown.
    pub fn components(&self) -> Option<&Components> {
        self.components.as_ref()
    }

    /// Where the layer puts each point.
    pub fn points(&self) -> &[[f32; 2]] {
        &self.points
    }

    /// Where the layer puts the places of the boundary.
    pub fn image(&self) -> &[[f32; 2]] {
        &self.image
    }

    /// The score of each class as c + a·s + b·t over the plane that is shown, as [c, a, b]: the greatest wins. Of a single output,
    /// class 1's pre-activation against 0.
    ///
    /// Empty where the layer shown is not the last hidden one: what follows it then is no longer straight.
    pub fn scores(&self) -> &[[f32; 3]] {
        &self.scores
    }

    /// The output's pre-activation at each point; empty where there are several outputs.
    pub fn logits(&self) -> &[f32] {
        &self.logits
    }

    /// The lowest and the highest coordinate on either axis.
    pub fn bounds(&self) -> [f32; 2] {
        self.memory.bounds()
    }

    /// The greatest pre-activation, of either sign, on the axis of the sigmoid.
    pub fn reach(&self) -> f32 {
        self.memory.reach()
    }

    /// Where the layer puts the probe, and the first output's pre-activation there.
    pub fn probe(&self) -> Option<([f32; 2], f32)> {
        self.probe
    }
}

/// The inputs at a point of the lattice.
fn input(window: Window, index: usize) -> [f32; 2] {
    let share = |k: usize| k as f32 / (LATTICE - 1) as f32;
    let shares = [share(index % LATTICE), 1.0 - share(index / LATTICE)];
    [0, 1].map(|axis| window.low[axis] + (window.high[axis] - window.low[axis]) * shares[axis])
}

#[cfg(test)]
mod tests;
