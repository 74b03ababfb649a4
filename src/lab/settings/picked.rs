//! What a person has picked out to look at: a unit or a weight, the sample of a walk, a cell of the confusion matrix, a lesson.

use super::value::{Value, integer, plain_integer};
use crate::data::point::{CAPACITY, CLASSES, Part};

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

/// The lesson that is open beside the lab, by its name. What is written in it the lab does not know, nor which there are: it only
/// keeps the name, so that a link, a reload and an undo leave the lesson open.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Lesson(String);

impl Lesson {
    /// The most letters of a name.
    const LONGEST: usize = 40;
}

impl Value for Lesson {
    fn read(text: &str) -> Option<Self> {
        if text == "none" {
            return Some(Self::default());
        }
        let plain = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-';
        let is_name = text.len() <= Self::LONGEST
            && text.starts_with(|letter: char| letter.is_ascii_lowercase())
            && text.bytes().all(plain);
        is_name.then(|| Self(text.to_string()))
    }

    fn write(&self) -> String {
        if self.0.is_empty() { "none".to_string() } else { self.0.clone() }
    }

    fn allowed() -> String {
        "none a-z".to_string()
    }
}
