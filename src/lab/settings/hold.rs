//! The parameters that training leaves as they are.

use super::Selection;
use super::value::{Value, join};

/// A parameter's place: layer and unit from 0, and the input, 0 for the bias.
pub type Place = [usize; 3];

/// Reads a place as it is written.
pub fn read_place(text: &str) -> Option<Place> {
    match Selection::read(text)? {
        Selection::Weight { layer, unit, input } => Some([layer, unit, input]),
        _ => None,
    }
}

/// A place as commands and links have it, `layer.unit.input`, layer and unit from 1.
pub fn write_place([layer, unit, input]: Place) -> String {
    Selection::Weight { layer, unit, input }.write()
}

/// A set of parameters, each once and in order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Hold(Vec<Place>);

impl Hold {
    /// The most parameters that can be held.
    pub const MOST: usize = 64;

    /// All of them, in order.
    pub fn places(&self) -> &[Place] {
        &self.0
    }

    /// Whether this one is held.
    pub fn has(&self, place: Place) -> bool {
        self.0.binary_search(&place).is_ok()
    }

    /// Holds one more, if there is room; gives whether it was not held before.
    pub fn add(&mut self, place: Place) -> bool {
        match self.0.binary_search(&place) {
            Err(at) if self.0.len() < Self::MOST => {
                self.0.insert(at, place);
                true
            }
            _ => false,
        }
    }

    /// Lets go of all that `keep` is not true of.
    pub fn retain(&mut self, keep: impl Fn(&Place) -> bool) {
        self.0.retain(keep);
    }
}

impl Value for Hold {
    fn read(text: &str) -> Option<Self> {
        let mut hold = Self::default();
        if text == "none" {
            return Some(hold);
        }
        for part in text.split(',') {
            let place = read_place(part)?;
            if !hold.add(place) && !hold.has(place) {
                return None;
            }
        }
        Some(hold)
    }

    fn write(&self) -> String {
        if self.0.is_empty() {
            return "none".to_string();
        }
        join(&self.0, |&place| write_place(place))
    }

    fn allowed() -> String {
        "none layer.unit.input,…".to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_kept_in_order_each_once_and_not_too_many() {
        let read = |text: &str| Hold::read(text).map(|hold| hold.write());
        assert_eq!(read("2.1.0,1.2.1,2.1.0").as_deref(), Some("1.2.1,2.1.0"));
        for bad in ["", "1.1", "1.1.0,", "0.1.0", "none,1.1.0"] {
            assert_eq!(read(bad), None, "{bad}");
        }
        let many =
            |count: usize| (0..count).map(|input| format!("1.1.{input}")).collect::<Vec<_>>().join(",");
        assert!(read(&many(Hold::MOST)).is_some() && read(&many(Hold::MOST + 1)).is_none());
        let mut hold = Hold::read("1.1.0").unwrap_or_default();
        assert!(hold.has([0, 0, 0]) && !hold.add([0, 0, 0]) && hold.add([0, 0, 1]));
        hold.retain(|place| *place != [0, 0, 0]);
        assert_eq!(hold.places(), [[0, 0, 1]]);
    }
}
