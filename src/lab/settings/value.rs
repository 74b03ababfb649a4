//! How the value of a setting is read from text and written to it.

use crate::data::decimal;

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
pub(super) fn plain_integer<T: core::str::FromStr>(text: &str) -> Option<T> {
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
