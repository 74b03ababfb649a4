//! The numbers of one field.

use crate::data::point::{CLASSES, Window};
use crate::figure::contour::{Contour, Trace};
use crate::figure::frame::Rect;
use crate::figure::lines::Lines;
use crate::nn::network::Network;
use crate::nn::objective::{Objective, winner};
use crate::nn::scalar::{Lanes, Scalar};
use crate::nn::softmax::shares;

use super::Sampling;

type Register = <f32 as Scalar>::Lanes;

/// Which units a field has thumbnails of: those of every layer but the inputs, layer after layer.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Layout {
    /// The number of units of each layer from the first hidden one on.
    units: Vec<usize>,
}

impl Layout {
    /// The units of each layer from the first hidden one to the output.
    pub fn units(&self) -> &[usize] {
        &self.units
    }

    /// Where a unit comes among all of them.
    fn index(&self, layer: usize, unit: usize) -> Option<usize> {
        let units = *self.units.get(layer)?;
        (unit < units).then(|| self.units[..layer].iter().sum::<usize>() + unit)
    }
}

/// What a field shows large in the place of the network's outputs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Large {
    /// The hidden layer, from 0.
    pub layer: usize,
    /// Its unit: the output z.
    pub unit: usize,
    /// The output of the network that the unit's weighted contribution w·z goes into, where that is shown and not z.
    pub into: Option<usize>,
}

/// One whole field: N × N grid points, rows from the top of the window (greatest x₂) down, the outermost
/// points on its border.
#[derive(Clone, Debug)]
pub struct Grid {
    pub(super) sampling: Sampling,
    pub(super) window: Window,
    pub(super) objective: Objective,
    pub(super) layout: Layout,
    /// The temperature of the outputs, where it is not the network's own.
    pub(super) temperature: Option<f32>,
    /// `outputs × N × N`: the network's outputs μ, or what they are at that temperature.
    pub(super) outputs: Vec<f32>,
    /// `outputs × N × N`: the pre-activations of the output units, which the boundary is traced in.
    pub(super) logits: Vec<f32>,
    /// `units × T × T`: the mean output of every unit but the inputs, over each tile.
    pub(super) thumbnails: Vec<f32>,
    /// What was wanted large.
    pub(super) large: Option<Large>,
    /// `N × N`: its values, and the unit's pre-activations; empty where nothing was wanted.
    pub(super) unit_outputs: Vec<f32>,
    pub(super) unit_logits: Vec<f32>,
    contour: Contour,
    is_traced: bool,
    trace: Trace,
    lines: Lines,
}

impl Default for Grid {
    fn default() -> Self {
        Self {
            sampling: Sampling::default(),
            window: Window::STANDARD,
            objective: Objective::BinaryCrossEntropy,
            layout: Layout::default(),
            temperature: None,
            outputs: Vec::new(),
            logits: Vec::new(),
            thumbnails: Vec::new(),
            large: None,
            unit_outputs: Vec::new(),
            unit_logits: Vec::new(),
            contour: Contour::default(),
            is_traced: false,
            trace: Trace::default(),
            lines: Lines::default(),
        }
    }
}

impl Grid {
    /// Makes room for a field of `network`. Nothing is allocated where the sizes are as before.
    pub(super) fn prepare(
        &mut self,
        network: &Network<f32>,
        window: Window,
        sampling: Sampling,
        large: Option<Large>,
    ) {
        (self.sampling, self.window, self.large) = (sampling, window, large);
        self.lines.take(network);
        self.objective = network.objective();
        self.layout.units.clear();
        self.layout.units.extend(network.layers().iter().map(|layer| layer.units));
        let points = sampling.points * sampling.points;
        let units: usize = self.layout.units.iter().sum();
        self.outputs.resize(self.classes() * points, 0.0);
        self.logits.resize(self.classes() * points, 0.0);
        self.thumbnails.resize(units * sampling.thumbnail() * sampling.thumbnail(), 0.0);
        let large = if large.is_some() { points } else { 0 };
        self.unit_outputs.resize(large, 0.0);
        self.unit_logits.resize(large, 0.0);
    }

    /// Brings the outputs of the finished pass to their temperature. The boundary is not traced yet.
    pub(super) fn finish(&mut self) {
        if let Some(temperature) = self.temperature {
            self.soften(Register::splat(temperature));
        }
        self.is_traced = false;
        self.contour.clear();
    }

    /// Finds the boundary, which is the same at any temperature, if that has not been done.
    pub(super) fn trace(&mut self) {
        if self.is_traced {
            return;
        }
        self.is_traced = true;
        let is_unit = self.large.is_some_and(|large| large.into.is_none());
        let logits = if is_unit { &self.unit_logits } else { &self.logits };
        self.trace.run(logits, self.sampling.points, self.window, &mut self.contour);
    }

    fn soften(&mut self, temperature: Register) {
        let points = self.sampling.points.pow(2);
        let (mut a, mut mu) = ([Register::default(); CLASSES], [Register::default(); CLASSES]);
        let classes = self.classes().min(CLASSES);
        for first in (0..points).step_by(Register::COUNT) {
            for (a, plane) in a.iter_mut().zip(self.logits.chunks_exact(points)) {
                *a = Register::load(&plane[first..]);
            }
            shares(&a[..classes], &mut mu[..classes], temperature);
            for (mu, plane) in mu.iter().zip(self.outputs.chunks_exact_mut(points)) {
                mu.store(&mut plane[first..]);
            }
        }
    }

    /// The temperature of the outputs, where it is not the network's own.
    pub fn temperature(&self) -> Option<f32> {
        self.temperature
    }

    /// How finely the plane was sampled.
    pub fn sampling(&self) -> Sampling {
        self.sampling
    }

    /// The part of the plane.
    pub fn window(&self) -> Window {
        self.window
    }

    /// What the network's outputs mean.
    pub fn objective(&self) -> Objective {
        self.objective
    }

    /// Which units there are thumbnails of.
    pub fn layout(&self) -> &Layout {
        &self.layout
    }

    /// The number of the network's outputs.
    pub fn classes(&self) -> usize {
        self.layout.units.last().copied().unwrap_or(0)
    }

    /// The network's output of this number at all grid points, `N × N`.
    pub fn output(&self, number: usize) -> &[f32] {
        self.outputs.chunks_exact(self.sampling.points.pow(2)).nth(number).unwrap_or(&[])
    }

    /// All outputs, a plane of `N × N` for each.
    pub fn planes(&self) -> &[f32] {
        &self.outputs
    }

    /// The pre-activations of the output units at one grid point.
    pub fn logits_at(&self, index: usize) -> impl ExactSizeIterator<Item = f32> + Clone {
        let points = self.sampling.points.pow(2);
        (0..self.classes()).map(move |class| self.logits[class * points + index])
    }

    /// The class that wins at a grid point, the first of equals, by the pre-activations; none where one is not finite. Of one output,
    /// class 1 wins where its pre-activation is positive.
    pub fn winner(&self, index: usize) -> Option<usize> {
        winner(self.logits_at(index))
    }

    /// What is shown large in the place of the outputs, and its values, `N × N`.
    pub fn large(&self) -> Option<(Large, &[f32])> {
        self.large.map(|large| (large, self.unit_outputs.as_slice()))
    }

    /// The lines of the first layer of the same network.
    pub fn lines(&self) -> &Lines {
        &self.lines
    }

    /// A unit's thumbnail, `T × T`; none where there is no such unit. Layers are counted from 0, the first
    /// hidden one.
    pub fn thumbnail(&self, layer: usize, unit: usize) -> Option<&[f32]> {
        let index = self.layout.index(layer, unit)?;
        self.thumbnails.chunks_exact(self.sampling.thumbnail().pow(2)).nth(index)
    }

    /// The boundary: where p = ½, the borders between winning classes, or where the pre-activation of a unit whose output is
    /// shown large is 0. In data units; nothing before [`Field::trace`](super::Field::trace).
    pub fn contour(&self) -> &Contour {
        &self.contour
    }

    /// The part of a picture of `size` × `size` pixels that lies between the middles of its outermost pixels:
    /// as the grid's outermost points lie on the window's border, this is what fills the window.
    pub fn source(size: usize) -> Rect {
        let side = size.saturating_sub(1) as f32;
        Rect { x: 0.5, y: 0.5, width: side, height: side }
    }
}
