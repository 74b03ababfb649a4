//! The kernels that train and paint, by themselves: so that anyone can put them beside others.
//!
//! `benches/browser/frontera.mjs` calls them for the works of the browser bench. Nothing is computed here: each call goes to the
//! code that the page uses. What a page does without is in the second wasm, which must be there before the first job.

use js_sys::{Float64Array, Uint8Array, Uint8ClampedArray};
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

use super::fields::Fields;
use super::later;
use crate::data::point::Window;
use crate::data::separable::Verdict;
use crate::figure::field::{Field, Sampling};
use crate::figure::palette::{Colour, Ramp};
use crate::figure::plane;
use crate::lab::history::History;
use crate::lab::settings::{Settings, Value};
use crate::lab::snapshot::Snapshot;
use crate::lab::study::Study;
use crate::nn::activation::Activation;
use crate::nn::initialization::Initialization;
use crate::nn::network::Network;
use crate::nn::objective::Objective;
use crate::nn::optimizer::{Descent, Moments, Optimizer};
use crate::nn::samples::Samples;
use crate::nn::shape::Shape;
use crate::nn::trainer::Trainer;

/// The part of the plane that the works look at.
const WINDOW: Window = Window { low: [-6.0; 2], high: [6.0; 2] };

/// A network in training on given data, batches in the given order, and its picture.
#[wasm_bindgen]
pub struct Kernels {
    trainer: Trainer<f32>,
    train: Samples<f32>,
    test: Samples<f32>,
    batch: usize,
    descent: Descent,
    /// The points along a side of the frame's field, and along a side of a unit's picture.
    grid: usize,
    tile: usize,
    settings: Settings,
    history: History,
    study: Study,
    /// Counts the fields that were asked for: each is computed anew.
    revision: u64,
    field: Field,
    ramp: Ramp,
    pixels: Vec<u8>,
}

#[wasm_bindgen]
impl Kernels {
    /// Begins a job, as `benches/browser/jobs.mjs` describes it.
    ///
    /// # Errors
    /// Where the second wasm is not there.
    #[wasm_bindgen(constructor)]
    pub fn new(job: &JsValue) -> Result<Self, JsValue> {
        later::begin_job(job).ok_or_else(|| JsValue::from_str("the second wasm is not there"))
    }

    /// Trains for `count` epochs; gives false where training diverged.
    pub fn epochs(&mut self, count: u32) -> bool {
        let (samples, size) = (self.train.len(), self.batch);
        (0..count).all(|_| {
            let mut batches = (0..samples).step_by(size).map(|first| first..samples.min(first + size));
            batches.all(|batch| self.trainer.step(&self.train, batch, &self.descent).is_ok())
        })
    }

    /// Replaces all weights and biases: per layer, weights row by row (`units × inputs`), then biases (`units`). Gives
    /// false where there are more or fewer.
    pub fn set_weights(&mut self, weights: &[f64]) -> bool {
        let weights: Vec<f32> = weights.iter().map(|&w| w as f32).collect();
        self.trainer.restore(&weights, &Moments::new(weights.len()), self.descent.optimizer)
    }

    /// All weights and biases.
    pub fn weights(&self) -> Vec<f64> {
        self.trainer.network().parameters().iter().map(|&w| w.into()).collect()
    }

    /// Paints the output over `points` × `points` into `rgba`, from the top left.
    pub fn field(&mut self, points: usize, rgba: &Uint8ClampedArray) {
        later::paint_field(self, points);
        Uint8Array::new_with_byte_offset_and_length(&rgba.buffer(), rgba.byte_offset(), rgba.length())
            .copy_from(&self.pixels);
    }

    /// One epoch, both mean losses, the field, the output painted, every hidden unit painted. Gives train loss, test loss, the red
    /// of the output's first pixel and of the last hidden unit's first.
    pub fn frame(&mut self) -> Vec<f64> {
        later::paint_frame(self)
    }
}

impl Kernels {
    /// [`Kernels::new`], in the second wasm.
    pub(super) fn begin(job: &JsValue) -> Self {
        let job = Fields(job);
        let shape = shape(&job);
        let numbers = |name| job.object::<Float64Array>(name).map_or_else(Vec::new, |array| array.to_vec());
        Self {
            train: samples(&shape, &numbers("X"), &numbers("Y")),
            test: samples(&shape, &numbers("testX"), &numbers("testY")),
            trainer: Trainer::new(Network::new(shape, Initialization::Glorot, 1)),
            batch: (job.number("batch") as usize).max(1),
            descent: Descent {
                optimizer: Optimizer::read(&job.text("optimizer")).unwrap_or(Optimizer::GradientDescent),
                rate: job.number("lr"),
                momentum: 0.9,
                l1: 0.0,
                l2: 0.0,
            },
            grid: (job.number("grid") as usize).max(1),
            tile: (job.number("tile") as usize).max(1),
            settings: Settings::default(),
            history: History::new(0),
            study: Study::default(),
            revision: 0,
            field: Field::new(),
            ramp: Ramp::new(
                Colour([245, 147, 34, 255]),
                Colour([232, 234, 235, 255]),
                Colour([8, 119, 189, 255]),
            ),
            pixels: Vec::new(),
        }
    }

    /// [`Kernels::field`] into the pixels, in the second wasm.
    pub(super) fn paint_field(&mut self, points: usize) {
        self.look(Sampling::new(points, points));
        self.paint_output();
    }

    /// [`Kernels::frame`], in the second wasm.
    pub(super) fn paint_frame(&mut self) -> Vec<f64> {
        self.epochs(1);
        let [train, test] = [&self.train, &self.test].map(|samples| {
            let mut total = 0.0;
            self.trainer.evaluate(samples, |_, loss, _| total += f64::from(loss));
            total / samples.len().max(1) as f64
        });
        self.look(Sampling::new(self.grid, self.grid / self.tile));
        self.paint_output();
        let output_red = self.pixels.first().copied().unwrap_or_default();
        let mut unit_red = 0;
        if let Some(grid) = self.field.shown() {
            let hidden = grid.layout().units().split_last().map_or(&[][..], |(_, hidden)| hidden);
            for (layer, &units) in hidden.iter().enumerate() {
                for thumbnail in (0..units).filter_map(|unit| grid.thumbnail(layer, unit)) {
                    self.pixels.resize(4 * thumbnail.len(), 0);
                    self.ramp.paint(thumbnail.iter().copied(), &mut self.pixels);
                    unit_red = self.pixels.first().copied().unwrap_or_default();
                }
            }
        }
        vec![train, test, output_red.into(), unit_red.into()]
    }

    /// The field of the network as it is.
    fn look(&mut self, sampling: Sampling) {
        self.revision += 1;
        let snapshot = Snapshot {
            settings: &self.settings,
            points: &[],
            predicted: &[],
            window: WINDOW,
            network: self.trainer.network(),
            network_revision: self.revision,
            step: 0,
            history: &self.history,
            counted: None,
            study: &self.study,
            verdict: &Verdict::NoPoints,
            turn: None,
            probe: None,
            crosshair: false,
            held: None,
            grip: &[],
            lit: None,
            walked: None,
            softmax: None,
            surfaced: None,
        };
        self.field.update(&snapshot, sampling);
    }

    fn paint_output(&mut self) {
        if let Some(grid) = self.field.shown() {
            let output = grid.output(0);
            self.pixels.resize(4 * output.len(), 0);
            plane::binary(grid.objective(), output, &self.ramp, &mut self.pixels);
        }
    }
}

/// The network of a job.
fn shape(job: &Fields) -> Shape {
    let units: Vec<usize> = js_sys::Array::from(&job.get("shape"))
        .iter()
        .filter_map(|units| units.as_f64().map(|units| units as usize))
        .collect();
    let activation = Activation::read(&job.text("activation")).unwrap_or(Activation::Tanh);
    let hidden = units.get(1..units.len().saturating_sub(1)).unwrap_or_default();
    Shape {
        inputs: units.first().copied().unwrap_or(2),
        hidden: hidden.iter().map(|&units| (units, activation)).collect(),
        outputs: units.last().copied().unwrap_or(1),
        objective: match job.text("objective").as_str() {
            "softmax" => Objective::SoftmaxCrossEntropy,
            _ => Objective::SquaredError(Activation::Tanh),
        },
        slope: 0.01,
    }
}

/// The samples of a job: with the softmax, a target is the number of a class.
fn samples(shape: &Shape, x: &[f64], y: &[f64]) -> Samples<f32> {
    let mut samples = Samples::new(shape.inputs, shape.outputs);
    for (x, &y) in x.chunks_exact(shape.inputs).zip(y) {
        let x: Vec<f32> = x.iter().map(|&x| x as f32).collect();
        let class = |output| if y as usize == output { 1.0 } else { 0.0 };
        match shape.objective {
            Objective::SoftmaxCrossEntropy => {
                samples.push(&x, &(0..shape.outputs).map(class).collect::<Vec<_>>());
            }
            _ => samples.push(&x, &[y as f32]),
        }
    }
    samples
}
