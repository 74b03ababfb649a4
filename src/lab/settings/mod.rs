//! The settings of a lab: every choice a person can make that is a name and a value.
//!
//! [`TABLE`] is the one list of them. Commands, links, lessons and what is kept across reloads all go through it.

mod amount;
mod ground;
mod hold;
mod picked;
mod table;
mod task;
mod value;
mod words;

pub use amount::{Batch, Speed};
pub use ground::Ground;
pub use hold::{Hold, Place, read_place, write_place};
pub use picked::{Cell, Lesson, Sample, Selection};
pub use table::{Effect, Row, TABLE, row};
pub use task::Task;
pub use value::Value;
pub use words::{Asking, Axes, Curves, Field, Lines, Links, Measure, Model, Scale, Separator, Tool, View};

use super::compare::Compare;
use crate::data::curve::Curve;
use crate::data::preset::Preset;
use crate::nn::activation::Activation;
use crate::nn::initialization::Initialization;
use crate::nn::optimizer::{Descent, Optimizer};
use crate::nn::perceptron;
use crate::nn::spread::Quantity;

/// The most hidden layers.
pub const LAYERS: usize = 8;
/// The most units of a hidden layer.
pub const UNITS: usize = 16;

/// All settings. Each field is a row of [`TABLE`], where its name, range and effect stand.
#[derive(Clone, Debug, PartialEq)]
#[expect(missing_docs, reason = "each field is described by its row of the table")]
pub struct Settings {
    pub task: Task,
    pub dataset: Preset,
    pub curve: Curve,
    pub count: usize,
    pub noise: f32,
    pub data_seed: u32,
    pub train: f32,
    pub classes: usize,
    pub model: Model,
    pub hidden: Vec<usize>,
    pub activation: Vec<Activation>,
    pub slope: f32,
    pub init: Initialization,
    pub seed: u32,
    pub rate: f32,
    pub batch: Batch,
    pub optimizer: Optimizer,
    pub momentum: f32,
    pub l1: f32,
    pub l2: f32,
    pub hold: Hold,
    pub compare: Compare,
    /// The activation that is compared with the lecture's while one of these is set; empty where there is none.
    pub beside: Vec<Activation>,
    pub speed: Speed,
    pub field: Field,
    pub lines: Lines,
    pub separator: Separator,
    pub found: u32,
    pub loss_scale: Scale,
    pub view: View,
    pub measure: Measure,
    pub links: Links,
    pub curves: Curves,
    pub morph: f32,
    pub layer: usize,
    pub axes: Axes,
    pub pair: [usize; 2],
    pub warp: f32,
    pub spread: Quantity,
    pub spread_activation: Activation,
    pub spread_layers: usize,
    pub spread_units: usize,
    pub spread_input: f32,
    pub temperature: f32,
    pub place: [f32; 2],
    pub cell: Option<Cell>,
    pub walk: Sample,
    pub walk_stage: usize,
    pub walk_asks: Asking,
    pub surface: Ground,
    pub surface_zoom: u32,
    pub select: Selection,
    pub tool: Tool,
    pub class: u8,
    pub lesson: Lesson,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            task: Task::Classification,
            dataset: Preset::Circle,
            curve: Curve::Step,
            count: 200,
            noise: 0.1,
            data_seed: 1,
            train: 0.7,
            classes: 2,
            model: Model::Network,
            hidden: vec![4],
            activation: vec![Activation::Tanh],
            slope: 0.01,
            init: Initialization::Glorot,
            seed: 1,
            rate: 0.1,
            batch: Batch::Size(10),
            optimizer: Optimizer::GradientDescent,
            momentum: 0.9,
            l1: 0.0,
            l2: 0.0,
            hold: Hold::default(),
            compare: Compare::None,
            beside: Vec::new(),
            // Slow enough to see the boundary move.
            speed: Speed::PerSecond(200),
            field: Field::Smooth,
            lines: Lines::Off,
            separator: Separator::Hide,
            found: 0,
            loss_scale: Scale::Linear,
            view: View::None,
            measure: Measure::Norm,
            links: Links::Weights,
            curves: Curves::Own,
            morph: 0.0,
            layer: 1,
            axes: Axes::Components,
            pair: [1, 2],
            warp: 1.0,
            spread: Quantity::Output,
            spread_activation: Activation::Tanh,
            spread_layers: 20,
            spread_units: 100,
            spread_input: 1.0,
            temperature: 1.0,
            place: [0.0; 2],
            cell: None,
            walk: Sample::Next,
            walk_stage: 1,
            walk_asks: Asking::Off,
            surface: Ground::First,
            surface_zoom: 1,
            select: Selection::None,
            tool: Tool::Add,
            class: 0,
            lesson: Lesson::default(),
        }
    }
}

impl Settings {
    /// The activation of the hidden layer `layer`, from 0: where there are more layers than activations, the last
    /// activation serves the rest.
    pub fn activation_of(&self, layer: usize) -> Activation {
        self.activation.get(layer).or(self.activation.last()).copied().unwrap_or(Activation::Tanh)
    }

    /// Whether a perceptron is trained: it tells classes apart, and is no model for numbers, whatever is set.
    pub fn is_perceptron(&self) -> bool {
        self.model == Model::Perceptron && self.task == Task::Classification
    }

    /// The temperature that probabilities are shown at while the softmax is looked at; none where that is 1, the network's own.
    pub fn temperature_shown(&self) -> Option<f32> {
        let has_softmax = self.task == Task::Classification && !self.is_perceptron();
        let is_shown = self.view == View::Softmax && has_softmax && (self.temperature - 1.0).abs() > 0.0;
        is_shown.then_some(self.temperature)
    }

    /// The units of each hidden layer: a perceptron has none, whatever is set for a network.
    pub fn hidden_layers(&self) -> &[usize] {
        if self.is_perceptron() { &[] } else { &self.hidden }
    }

    /// How many samples make a step: a perceptron takes them one at a time, whatever is set for a network.
    pub fn samples_a_step(&self) -> Batch {
        if self.is_perceptron() { Batch::Size(1) } else { self.batch }
    }

    /// The optimizer with its numbers: a perceptron has its own rule, whatever is set for a network.
    pub fn descent(&self) -> Descent {
        if self.is_perceptron() {
            return perceptron::rule(self.rate);
        }
        Descent {
            optimizer: self.optimizer,
            rate: self.rate,
            momentum: self.momentum,
            l1: self.l1,
            l2: self.l2,
        }
    }
}
