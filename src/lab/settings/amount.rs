//! How much at once: the samples of a step, the steps of a second. A number, or a word for all there is.

use super::value::{Value, integer};

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
