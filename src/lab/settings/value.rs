//! How the value of a setting is read from text and written to it.

use crate::data::curve::Curve;
use crate::data::decimal;
use crate::data::point::{CAPACITY, CLASSES, Part};
use crate::data::preset::Preset;
use crate::lab::compare::Compare;
use crate::nn::activation::Activation;
use crate::nn::initialization::Initialization;
use crate::nn::optimizer::Optimizer;
use crate::nn::spread::Quantity;

/// A value with a form in text, such that reading what was written gives the value again.
pub trait Value: Sized {
    /// The value that `text` stands for, or nothing.
    fn read(text: &str) -> Option<Self>;
    /// The value as text.
    fn write(&self) -> String;
    /// What can be given, for a person who gave something else: words with a space between, or a range.
    fn allowed() -> String;
}

/// A value that is one of a few words.
pub(super) trait Word: Copy + PartialEq + 'static {
    const WORDS: &'static [(Self, &'static str)];
}

impl<T: Word> Value for T {
    fn read(text: &str) -> Option<Self> {
        T::WORDS.iter().find(|(_, word)| *word == text).map(|&(value, _)| value)
    }

    fn write(&self) -> String {
        T::WORDS
            .iter()
            .find(|(value, _)| value == self)
            .map_or_else(String::new, |&(_, word)| word.to_string())
    }

    fn allowed() -> String {
        T::WORDS.iter().map(|&(_, word)| word).collect::<Vec<_>>().join(" ")
    }
}

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

/// How many samples make a step.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Batch {
    /// This many, the last batch of an epoch fewer.
    Size(u32),
    /// All training points.
    Full,
}

impl Batch {
    /// The greatest batch size that can be named.
    pub const GREATEST: u32 = 5000;
}

impl Value for Batch {
    fn read(text: &str) -> Option<Self> {
        if text == "full" { Some(Self::Full) } else { integer(text, 1, Self::GREATEST).map(Self::Size) }
    }

    fn write(&self) -> String {
        match self {
            Self::Size(size) => size.to_string(),
            Self::Full => "full".to_string(),
        }
    }

    fn allowed() -> String {
        format!("1..{} full", Self::GREATEST)
    }
}

/// How fast training goes when it plays.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Speed {
    /// This many steps a second.
    PerSecond(u32),
    /// As fast as the machine can.
    Max,
}

impl Value for Speed {
    fn read(text: &str) -> Option<Self> {
        if text == "max" { Some(Self::Max) } else { integer(text, 1, 1000).map(Self::PerSecond) }
    }

    fn write(&self) -> String {
        match self {
            Self::PerSecond(steps) => steps.to_string(),
            Self::Max => "max".to_string(),
        }
    }

    fn allowed() -> String {
        "1..1000 max".to_string()
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

/// The sample of the training step that is looked at number by number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sample {
    /// The training point whose turn it is.
    Next,
    /// The training point of this number, from 0.
    Point(usize),
}

impl Value for Sample {
    fn read(text: &str) -> Option<Self> {
        if text == "next" { Some(Self::Next) } else { integer(text, 0, CAPACITY - 1).map(Self::Point) }
    }

    fn write(&self) -> String {
        match self {
            Self::Next => "next".to_string(),
            Self::Point(index) => index.to_string(),
        }
    }

    fn allowed() -> String {
        format!("next 0..{}", CAPACITY - 1)
    }
}

/// A cell of the confusion matrix.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cell {
    /// Whether training or test points are counted.
    pub part: Part,
    /// The class that they have.
    pub class: u8,
    /// The class that they are given.
    pub predicted: u8,
}

impl Value for Option<Cell> {
    fn read(text: &str) -> Option<Self> {
        if text == "none" {
            return Some(None);
        }
        let (part, classes) = match text.strip_prefix("train.") {
            Some(classes) => (Part::Train, classes),
            None => (Part::Test, text.strip_prefix("test.")?),
        };
        let &[class, b'.', predicted] = classes.as_bytes() else { return None };
        let number = |digit: u8| digit.checked_sub(b'0').filter(|&class| usize::from(class) < CLASSES);
        Some(Some(Cell { part, class: number(class)?, predicted: number(predicted)? }))
    }

    fn write(&self) -> String {
        let Some(Cell { part, class, predicted }) = self else { return "none".to_string() };
        let part = if *part == Part::Train { "train" } else { "test" };
        format!("{part}.{class}.{predicted}")
    }

    fn allowed() -> String {
        "none train.class.predicted test.class.predicted".to_string()
    }
}

/// What is selected in the network. Layers and units are counted from 0 here and from 1 in text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Selection {
    /// Nothing.
    None,
    /// A unit of a layer; the output layer is the last.
    Unit {
        /// The layer, the first hidden one being 0.
        layer: usize,
        /// The unit.
        unit: usize,
    },
    /// The weight to a unit from an input of its layer.
    Weight {
        /// The layer.
        layer: usize,
        /// The unit.
        unit: usize,
        /// The input, counted from 1; 0 is the bias, as in the lecture's x = (1, x₁, x₂).
        input: usize,
    },
}

impl Value for Selection {
    fn read(text: &str) -> Option<Self> {
        if text == "none" {
            return Some(Self::None);
        }
        let numbers: Vec<usize> = text.split('.').map(plain_integer).collect::<Option<_>>()?;
        match numbers[..] {
            [layer, unit] if layer > 0 && unit > 0 => Some(Self::Unit { layer: layer - 1, unit: unit - 1 }),
            [layer, unit, input] if layer > 0 && unit > 0 => {
                Some(Self::Weight { layer: layer - 1, unit: unit - 1, input })
            }
            _ => None,
        }
    }

    fn write(&self) -> String {
        match self {
            Self::None => "none".to_string(),
            Self::Unit { layer, unit } => format!("{}.{}", layer + 1, unit + 1),
            Self::Weight { layer, unit, input } => format!("{}.{}.{input}", layer + 1, unit + 1),
        }
    }

    fn allowed() -> String {
        "none layer.unit layer.unit.input".to_string()
    }
}

/// A number with a form in text that is read as the same number.
pub(super) trait Plain {
    fn text(self) -> String;
}

impl Plain for f32 {
    fn text(self) -> String {
        decimal::Shortest(self).to_string()
    }
}

impl Plain for u8 {
    fn text(self) -> String {
        self.to_string()
    }
}

impl Plain for u32 {
    fn text(self) -> String {
        self.to_string()
    }
}

impl Plain for usize {
    fn text(self) -> String {
        self.to_string()
    }
}

/// A whole number from `low` to `high`.
pub(super) fn integer<T: core::str::FromStr + PartialOrd + Copy>(text: &str, low: T, high: T) -> Option<T> {
    plain_integer(text).filter(|value| *value >= low && *value <= high)
}

/// A whole number in digits alone: no sign, no space.
fn plain_integer<T: core::str::FromStr>(text: &str) -> Option<T> {
    if text.bytes().all(|byte| byte.is_ascii_digit()) { text.parse().ok() } else { None }
}

/// A number from `low` to `high`.
pub(super) fn number(text: &str, low: f32, high: f32) -> Option<f32> {
    // Adding zero turns −0 into 0, so that equal values have equal text.
    decimal::read(text).map(|value| value + 0.0).filter(|value| *value >= low && *value <= high)
}

/// Values with commas between them.
pub(super) fn list<T>(text: &str, read: impl Fn(&str) -> Option<T>, longest: usize) -> Option<Vec<T>> {
    let values: Vec<T> = text.split(',').map(read).collect::<Option<_>>()?;
    (values.len() <= longest).then_some(values)
}

/// The opposite of [`list`].
pub(super) fn join<T>(values: &[T], write: impl Fn(&T) -> String) -> String {
    values.iter().map(write).collect::<Vec<_>>().join(",")
}
