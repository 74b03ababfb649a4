//! The points of a run, and the order in which an epoch takes them.

use core::ops::Range;
use std::rc::Rc;

use super::Run;
use crate::data::point::{Part, Point};
use crate::lab::settings::{Batch, Settings};
use crate::nn::draws::Draws;
use crate::nn::objective::Objective;
use crate::nn::samples::Samples;

/// Keeps the streams that shuffle epochs apart from those that weights are drawn from.
const SHUFFLES: u64 = 1 << 40;

impl Run {
    /// Trains on these points from now on.
    pub fn set_points(&mut self, points: &Rc<Vec<Point>>) {
        self.points = Rc::clone(points);
        let (inputs, outputs) = (self.network().shape().inputs, self.network().shape().outputs);
        self.samples = Samples::new(inputs, outputs);
        let mut target = vec![0.0; outputs];
        for point in points.iter() {
            if let Objective::SquaredError(_) = self.network().objective() {
                let [x, y] = point.x;
                self.samples.push(&[x], &[y]);
                continue;
            }
            // A single output is p(y = 1); several are one a class, the target one-hot.
            for (output, y) in target.iter_mut().enumerate() {
                let class = if outputs == 1 { 1 } else { output };
                *y = if usize::from(point.class) == class { 1.0 } else { 0.0 };
            }
            self.samples.push(&point.x, &target);
        }
        self.shuffle();
        if self.cursor > 0 && self.cursor >= self.order.len() {
            self.next_epoch();
        }
        self.touch();
    }

    /// Puts the training points into the order of this epoch, whatever the order of the last one was.
    fn shuffle(&mut self) {
        let training = (0..).zip(self.points.iter()).filter(|(_, point)| point.part == Part::Train);
        self.order.clear();
        self.order.extend(training.map(|(index, _)| index));
        Draws::new(self.seed, SHUFFLES | self.epoch).shuffle(&mut self.order);
        self.shuffled.pick(&self.samples, &self.order);
    }

    pub(super) fn next_epoch(&mut self) {
        self.epoch += 1;
        self.cursor = 0;
        self.shuffle();
    }

    /// Takes its place in an epoch; at its beginning, where it no longer has as many points.
    pub(super) fn stand(&mut self, epoch: u64, cursor: usize) {
        self.epoch = epoch;
        self.cursor = if cursor < self.order.len() { cursor } else { 0 };
        self.shuffle();
    }

    /// The samples of the next step, in the order of this epoch.
    pub(super) fn next_batch(&self, settings: &Settings) -> Range<usize> {
        let end = match settings.samples_a_step() {
            Batch::Size(size) => (self.cursor + size as usize).min(self.order.len()),
            Batch::Full => self.order.len(),
        };
        self.cursor..end
    }

    /// One point as a batch of its own.
    pub(super) fn only(&self, index: usize) -> Option<Samples<f32>> {
        let mut only = Samples::default();
        let order = u32::try_from(index).ok().filter(|_| index < self.samples.len())?;
        only.pick(&self.samples, &[order]);
        Some(only)
    }

    /// The training point whose turn it is.
    pub fn next_sample(&self) -> Option<usize> {
        self.order.get(self.cursor).map(|&index| index as usize)
    }

    /// The training point after another in the order of this epoch, the first after the last.
    pub fn sample_after(&self, index: usize) -> Option<usize> {
        let place = self.order.iter().position(|&other| other as usize == index)?;
        self.order.get((place + 1) % self.order.len()).map(|&index| index as usize)
    }

    /// The training samples, in the order of this epoch.
    pub fn training_samples(&self) -> &Samples<f32> {
        &self.shuffled
    }
}
