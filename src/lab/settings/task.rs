//! The task: what the points are, and so what network learns them.

use super::value::Word;
use super::{Settings, View};
use crate::data::point::{Point, Window};
use crate::data::preset::Recipe;
use crate::nn::activation::Activation;
use crate::nn::initialization::Initialization;

/// What is learned.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Task {
    /// Classes in the plane: inputs x₁ and x₂, outputs μ, cross-entropy.
    Classification,
    /// A number over a line: input x, the point's first coordinate, and target y, its second; one linear output ŷ, and the
    /// squared error ½(ŷ − y)².
    Regression,
}

impl Word for Task {
    const WORDS: &'static [(Self, &'static str)] =
        &[(Self::Classification, "classification"), (Self::Regression, "regression")];
}

impl Settings {
    /// The points that the settings describe.
    pub fn generate(&self) -> Vec<Point> {
        let recipe = Recipe { count: self.count, noise: self.noise, seed: self.data_seed, train: self.train };
        match self.task {
            Task::Classification => self.dataset.generate(&recipe),
            Task::Regression => self.curve.generate(&recipe),
        }
    }

    /// These settings, but with the points drawn and split as `other` says.
    pub(in crate::lab) fn drawn_as(&self, other: &Self) -> Self {
        let (count, noise, data_seed, train) = (other.count, other.noise, other.data_seed, other.train);
        Self { count, noise, data_seed, train, ..self.clone() }
    }

    /// The number of classes of the data set; 2 where there are none.
    pub fn own_classes(&self) -> usize {
        match self.task {
            Task::Classification => self.dataset.classes(),
            Task::Regression => 2,
        }
    }

    /// The part of the plane to show.
    pub fn window(&self) -> Window {
        match self.task {
            Task::Classification => self.dataset.window(),
            Task::Regression => self.curve.window(),
        }
    }

    /// The data and the network that a task begins with: for regression the lecture's, a sum of two sigmoids.
    pub(in crate::lab) fn begin_task(&mut self) {
        let default = Self::default();
        (self.count, self.hidden, self.activation) = (default.count, default.hidden, default.activation);
        (self.init, self.rate, self.seed) = (default.init, default.rate, default.seed);
        // What was locked was of the other network, and another task has no place to unlock it.
        (self.beside, self.hold) = (default.beside, default.hold);
        if self.task == Task::Regression {
            (self.count, self.hidden, self.activation) = (50, vec![2], vec![Activation::Sigmoid]);
            // From smaller weights, and by smaller steps, two sigmoids are long in telling which of them goes up; from the
            // draws of seed 1 they never make a bump.
            (self.init, self.rate, self.seed) = (Initialization::Normal, 0.3, 2);
        }
        self.classes = self.own_classes();
        // What these two show is of classes.
        if self.task == Task::Regression && self.view.links_points() {
            self.view = View::None;
        }
    }
}
