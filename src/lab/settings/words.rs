//! The settings that are one of a few words.

use super::value::{Value, Word};
use crate::data::curve::Curve;
use crate::data::preset::Preset;
use crate::lab::compare::Compare;
use crate::nn::activation::Activation;
use crate::nn::initialization::Initialization;
use crate::nn::optimizer::Optimizer;
use crate::nn::spread::Quantity;

impl Word for Activation {
    const WORDS: &'static [(Self, &'static str)] = &[
        (Self::Sigmoid, "sigmoid"),
        (Self::Tanh, "tanh"),
        (Self::Relu, "relu"),
        (Self::LeakyRelu, "leaky"),
        (Self::Linear, "linear"),
    ];
}

impl Word for Initialization {
    const WORDS: &'static [(Self, &'static str)] = &[
        (Self::Zeros, "zeros"),
        (Self::Normal, "normal"),
        (Self::FanIn, "fan-in"),
        (Self::Glorot, "glorot"),
        (Self::He, "he"),
    ];
}

impl Word for Optimizer {
    const WORDS: &'static [(Self, &'static str)] =
        &[(Self::GradientDescent, "gd"), (Self::Momentum, "momentum"), (Self::Adam, "adam")];
}

impl Word for Compare {
    const WORDS: &'static [(Self, &'static str)] = &[
        (Self::None, "none"),
        (Self::Activation, "activation"),
        (Self::Initialization, "init"),
        (Self::Rate, "rate"),
        (Self::Table, "table"),
        (Self::Model, "model"),
    ];
}

/// What is trained.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Model {
    /// A network, by gradient descent; without hidden layers it is logistic regression.
    Network,
    /// A perceptron, by Rosenblatt's rule.
    Perceptron,
}

impl Word for Model {
    const WORDS: &'static [(Self, &'static str)] =
        &[(Self::Network, "network"), (Self::Perceptron, "perceptron")];
}

/// Whether the plane shows the line that separates the training points best.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Separator {
    /// It does not.
    Hide,
    /// The line with the widest margin, or the one that gets fewest points wrong.
    Show,
}

impl Word for Separator {
    const WORDS: &'static [(Self, &'static str)] = &[(Self::Hide, "hide"), (Self::Show, "show")];
}

/// How the decision field is coloured.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Field {
    /// Probability as colour, classes mixed.
    Smooth,
    /// The winning class alone.
    Hard,
}

impl Word for Field {
    const WORDS: &'static [(Self, &'static str)] = &[(Self::Smooth, "smooth"), (Self::Hard, "hard")];
}

/// The scale of an axis.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scale {
    /// Equal distances are equal differences.
    Linear,
    /// Equal distances are equal ratios.
    Log,
}

impl Word for Scale {
    const WORDS: &'static [(Self, &'static str)] = &[(Self::Linear, "linear"), (Self::Log, "log")];
}

/// Which explanation is open below the lab.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum View {
    /// None.
    None,
    /// The gradient of each layer over the steps.
    Gradients,
    /// The activation functions with the pre-activations that come in.
    Activations,
    /// The distributions in each layer, at the start and now.
    Layers,
    /// How the spread of the signals changes with depth.
    Spread,
    /// The variance of a sum by the number of its terms.
    Variance,
    /// The points as a hidden layer puts them.
    Hidden,
    /// The output's sigmoid with every point on it.
    Decision,
    /// The softmax at a place, number by number, and which classes are taken for which.
    Softmax,
    /// One training step on one sample, number by number.
    Backpropagation,
    /// The loss over two parameters.
    Surface,
}

impl View {
    /// Whether it shows the points in several places, so that one that is pointed at is lit in all of them.
    pub fn links_points(self) -> bool {
        matches!(self, Self::Hidden | Self::Decision)
    }
}

impl Word for View {
    const WORDS: &'static [(Self, &'static str)] = &[
        (Self::None, "none"),
        (Self::Gradients, "gradients"),
        (Self::Activations, "activations"),
        (Self::Layers, "layers"),
        (Self::Spread, "spread"),
        (Self::Variance, "variance"),
        (Self::Hidden, "hidden"),
        (Self::Decision, "decision"),
        (Self::Softmax, "softmax"),
        (Self::Backpropagation, "backpropagation"),
        (Self::Surface, "surface"),
    ];
}

/// What is measured of a layer's gradient.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Measure {
    /// ‖∂E/∂W‖.
    Norm,
    /// The mean of |∂E/∂a|.
    Delta,
}

impl Word for Measure {
    const WORDS: &'static [(Self, &'static str)] = &[(Self::Norm, "norm"), (Self::Delta, "delta")];
}

/// What the links of the network show.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Links {
    /// The weights w.
    Weights,
    /// The gradient ∂E/∂w over all training points.
    Gradient,
}

impl Word for Links {
    const WORDS: &'static [(Self, &'static str)] =
        &[(Self::Weights, "weights"), (Self::Gradient, "gradient")];
}

/// Which activation functions are drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Curves {
    /// That of the layer that is looked at.
    Own,
    /// The four of the lecture.
    All,
    /// What lies between the sigmoid and tanh.
    Morph,
}

impl Word for Curves {
    const WORDS: &'static [(Self, &'static str)] =
        &[(Self::Own, "own"), (Self::All, "all"), (Self::Morph, "morph")];
}

/// Whether the lines of the first layer's units are drawn over the plane.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lines {
    /// They are not.
    Off,
    /// They are, or the weight vector where there is no hidden layer.
    On,
}

impl Word for Lines {
    const WORDS: &'static [(Self, &'static str)] = &[(Self::Off, "off"), (Self::On, "on")];
}

/// What the axes of the hidden space are, where a layer has more than two units.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Axes {
    /// The two principal components of its outputs.
    Components,
    /// Two of its units.
    Units,
}

impl Word for Axes {
    const WORDS: &'static [(Self, &'static str)] =
        &[(Self::Components, "components"), (Self::Units, "units")];
}

impl Word for Quantity {
    const WORDS: &'static [(Self, &'static str)] =
        &[(Self::PreActivation, "preactivation"), (Self::Output, "output"), (Self::Gradient, "gradient")];
}

/// What the pointer does on the plane.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tool {
    /// Adds a point, or moves the one it finds.
    Add,
    /// Removes points.
    Erase,
    /// Adds a small cloud of points.
    Spray,
}

impl Word for Tool {
    const WORDS: &'static [(Self, &'static str)] =
        &[(Self::Add, "add"), (Self::Erase, "erase"), (Self::Spray, "spray")];
}

impl Value for Curve {
    fn read(text: &str) -> Option<Self> {
        Self::from_name(text)
    }

    fn write(&self) -> String {
        self.name().to_string()
    }

    fn allowed() -> String {
        Self::ALL.map(Self::name).join(" ")
    }
}

impl Value for Preset {
    fn read(text: &str) -> Option<Self> {
        Self::from_name(text)
    }

    fn write(&self) -> String {
        self.name().to_string()
    }

    fn allowed() -> String {
        Self::ALL.map(Self::name).join(" ")
    }
}

/// Whether a walk asks for a number before it tells it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Asking {
    /// It tells at once.
    Off,
    /// It asks first.
    On,
}

impl Word for Asking {
    const WORDS: &'static [(Self, &'static str)] = &[(Self::Off, "off"), (Self::On, "on")];
}
