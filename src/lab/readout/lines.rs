//! Lines `name=value`, in which everything is read out.

use core::fmt::{Display, Write};

use crate::data::decimal::Shortest;

/// Lines `name=value`.
pub(in crate::lab) struct Lines<'a>(pub(super) &'a mut String);

impl Lines<'_> {
    pub(in crate::lab) fn put(&mut self, name: &str, value: impl Display) {
        // Writing to a string cannot fail.
        let _ = writeln!(self.0, "{name}={value}");
    }

    pub(in crate::lab) fn put_some(&mut self, name: &str, value: Option<impl Display>) {
        match value {
            Some(value) => self.put(name, value),
            None => self.put(name, ""),
        }
    }

    /// A number; empty where there is none, or where a network with huge weights gives one that is not finite.
    #[inline(never)]
    pub(in crate::lab) fn put_number(&mut self, name: &str, value: Option<f32>) {
        self.put_some(name, value.filter(|value| value.is_finite()).map(Shortest));
    }

    /// Numbers; empty where any of them is not finite.
    pub(in crate::lab) fn put_numbers(&mut self, name: &str, values: impl Iterator<Item = f32>) {
        let (start, mut are_finite) = (self.0.len(), true);
        self.0.push_str(name);
        for (k, value) in values.enumerate() {
            are_finite &= value.is_finite();
            self.put_item(k, value);
        }
        if !are_finite {
            self.0.truncate(start + name.len());
        }
        self.0.push_str(if are_finite && self.0.len() > start + name.len() { "\n" } else { "=\n" });
    }

    /// A number of a list.
    #[inline(never)]
    fn put_item(&mut self, k: usize, value: f32) {
        let _ = write!(self.0, "{}{}", if k > 0 { ',' } else { '=' }, Shortest(value));
    }

    pub(in crate::lab) fn put_list(&mut self, name: &str, values: impl Iterator<Item = impl Display>) {
        let _ = write!(self.0, "{name}=");
        for (k, value) in values.enumerate() {
            let _ = write!(self.0, "{}{value}", if k > 0 { "," } else { "" });
        }
        self.0.push('\n');
    }
}
