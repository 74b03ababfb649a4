//! How a network does on the points: loss, accuracy, and the class it gives each of them.

use crate::data::point::{Part, Point};
use crate::nn::objective::{Objective, winner};
use crate::nn::samples::Samples;
use crate::nn::trainer::Trainer;

/// How the network does on the points.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Evaluation {
    /// On the training points, where there are any.
    pub train: Option<Score>,
    /// On the test points, where there are any.
    pub test: Option<Score>,
    /// The class that the network gives each point; in regression, which has one class alone, that.
    pub predicted: Vec<u8>,
}

/// Loss and accuracy on some points.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Score {
    /// The mean loss.
    pub loss: f32,
    /// The share of points whose class is right, 0 to 1; none where there are no classes.
    pub accuracy: Option<f32>,
}

impl Evaluation {
    /// Becomes the evaluation of the network in training on all points; `samples` are the points as it reads them. Nothing is
    /// allocated where there were as many points before.
    pub fn update(&mut self, trainer: &mut Trainer<f32>, samples: &Samples<f32>, points: &[Point]) {
        let outputs = trainer.network().shape().outputs;
        let has_classes = !matches!(trainer.network().objective(), Objective::SquaredError(_));
        let (mut train, mut test) = (Tally::default(), Tally::default());
        let predicted = &mut self.predicted;
        predicted.clear();
        trainer.evaluate(samples, |k, loss, logit| {
            // Where no class wins, as a number is too great, it is the first.
            let wins = || winner((0..outputs).map(logit)).unwrap_or_default() as u8;
            let class = if has_classes { wins() } else { points[k].class };
            predicted.push(class);
            let tally = if points[k].part == Part::Train { &mut train } else { &mut test };
            tally.loss += f64::from(loss);
            tally.right += u32::from(class == points[k].class);
            tally.count += 1;
        });
        (self.train, self.test) = (train.score(has_classes), test.score(has_classes));
    }
}

/// Sums over some points.
#[derive(Default)]
struct Tally {
    loss: f64,
    right: u32,
    count: u32,
}

impl Tally {
    fn score(&self, has_classes: bool) -> Option<Score> {
        let share = |sum: f64| (sum / f64::from(self.count)) as f32;
        let accuracy = || has_classes.then(|| share(self.right.into()));
        (self.count > 0).then(|| Score { loss: share(self.loss), accuracy: accuracy() })
    }
}
